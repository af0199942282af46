"""`python -m zfcheck` is the command `zfcheck`."""

from .cli import main

if __name__ == "__main__":
    main()
