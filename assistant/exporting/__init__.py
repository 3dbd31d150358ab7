"""An answer or a conversation taken away: onto the clipboard, as Markdown, as DOCX with footnotes."""

from assistant.exporting.copying import Form, copied
from assistant.exporting.taking import SUFFIXES, check_target, exported, write

__all__ = ["SUFFIXES", "Form", "check_target", "copied", "exported", "write"]
