"""zfcheck: reviews Chinese official reports before they are submitted.

    import zfcheck
    result = zfcheck.check("report.docx", region="浙江")

Nothing heavy is imported until it is used.
"""

from __future__ import annotations

import sys

# `python -m zfcheck` puts the current folder, which may be the one to be checked, first among those that Python is
# loaded from: a file there under the name of a library, or what looks like an installed plugin, would be run. Until the
# module is found, `sys.argv` begins with "-m", and its name stands before the arguments.
if (
    sys.argv[:1] == ["-m"]
    and not sys.flags.safe_path
    and sys.orig_argv[-len(sys.argv)].partition(".")[0].endswith("zfcheck")
):
    del sys.path[0]

TYPE_CHECKING = False  # what type checkers take for true; `typing` takes longer to import than all the rest
if TYPE_CHECKING:
    from .calls import Checker, check, compile

__version__ = "0.1.0"
__all__ = ["Checker", "__version__", "check", "compile"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from . import calls

    return globals().setdefault(name, getattr(calls, name))
