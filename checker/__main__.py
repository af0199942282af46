"""`python -m zfcheck` is the command `zfcheck`. What keeps Python of the current folder out stands in `__init__`."""

from .program import main

if __name__ == "__main__":
    main()
