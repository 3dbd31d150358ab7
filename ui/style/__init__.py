"""How the page looks: one style sheet from those of its rooms; and the scripts in the same way."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

FONTS = ("Segoe UI", "Noto Sans", "Noto Sans Arabic", "Geeza Pro", "Tahoma", "sans-serif")
"""Those of them that are on the reader's machine; none is fetched."""

_ROOMS = ("ask", "reading", "documents", "precedents", "evaluation")


_ABOVE = "html:is(html, #fq-above)"
"""The page's root, as specific as an id: Gradio's own rules, which come later, are less so."""


def head() -> str:
    """The style sheet and the scripts as elements of the page's head: what is common first, then each
    room's. Not by Gradio's own option for styles, which rewrites their selectors. The rules are nested
    in one for the root, which they name `&`.
    """
    styles = "\n".join(_texts(("style", "base.css"), "style.css"))
    scripts = "\n".join(_texts(("script", "page.js"), "page.js"))
    return f"<style>\n{_ABOVE} {{\n{styles}\n}}\n</style>\n<script>\n{scripts}\n</script>"


def _texts(first: tuple[str, str], name: str) -> Iterator[str]:
    package = files("ui")
    for place in (first, *((room, name) for room in _ROOMS)):
        path = package.joinpath(*place)
        if path.is_file():
            yield path.read_text(encoding="utf-8")
