"""`python -m zfcheck` is the command `zfcheck`."""

import sys

# `-m` puts the current folder, which may be the one to be checked, first among those that Python is loaded from: a file
# there under the name of a library, or what looks like an installed plugin, would be run.
if not sys.flags.safe_path and sys.path:
    del sys.path[0]

from .cli import main

if __name__ == "__main__":
    main()
