"""What every page of the evaluation has in common: its templates, its filters, and that it asks
nothing of the network.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from eval.report import texts

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"


def environment() -> Environment:
    """Jinja2 over the templates: all that is put in is escaped, an unknown name is a fault."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "direction": texts.direction,
        "facing": texts.facing,
        "isolated": texts.isolated,
        "remark": texts.remark,
        "blocks": texts.blocks,
    }
    return made


def template_text(name: str) -> str:
    """A file of the templates as it stands: styles and scripts."""
    return (TEMPLATES / name).read_text(encoding="utf-8")


def policy(style: str, script: str) -> str:
    """A content security policy: nothing may be requested; of scripts and styles only these two
    run, known by their hashes.
    """
    return (
        "default-src 'none'; "
        f"style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()
