"""The settings of a run: `zfcheck.yaml`, found from the file upward, and what the caller says on the command line.

Settings are data. What they name (packs, lists of words, a baseline) is read, never run: Python from a checked folder
is loaded only when the caller names it with `--plugin`.
"""

from .find import NAMES, find_settings
from .force import InForce, Said, in_force, matches, that_hold

__all__ = ["NAMES", "InForce", "Said", "find_settings", "in_force", "matches", "that_hold"]
