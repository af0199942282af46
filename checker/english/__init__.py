"""English for what the tool says, keyed by the Chinese template."""

from __future__ import annotations

from .archive import ARCHIVE
from .figures import FIGURES
from .fixing import FIXING
from .lsp import LSP
from .outputs import OUTPUTS
from .packs import PACKS
from .page import PAGE
from .serve import SERVE
from .settings import SETTINGS
from .tool import TOOL
from .word import WORD
from .wording import WORDING

ENGLISH: dict[str, str] = {
    **TOOL,
    **FIGURES,
    **SETTINGS,
    **WORDING,
    **WORD,
    **OUTPUTS,
    **PAGE,
    **FIXING,
    **PACKS,
    **ARCHIVE,
    **LSP,
    **SERVE,
}
