"""How the page looks: one style sheet from those of its rooms; and the scripts in the same way."""

from __future__ import annotations

from importlib.resources import files

FONTS = ("Segoe UI", "Noto Sans", "Noto Sans Arabic", "Geeza Pro", "Tahoma", "sans-serif")
"""Those of them that are on the reader's machine; none is fetched."""

_ROOMS = ("style", "script", "ask", "reading", "documents", "precedents", "evaluation")
"""What is common first. The page of the login has a style of its own."""

_FIRST = ("style.css", "page.js")
"""What a room's other files rest on."""

_ABOVE = "html:is(html, #fq-above)"
"""The page's root, as specific as an id: Gradio's own rules, which come later, are less so."""


def head() -> str:
    """The style sheet and the scripts as elements of the page's head: what is common first, then each
    room's. Not by Gradio's own option for styles, which rewrites their selectors. The rules are nested
    in one for the root, which they name `&`.
    """
    styles = "\n".join(together(room, ".css") for room in _ROOMS)
    scripts = "\n".join(together(room, ".js") for room in _ROOMS)
    return f"<style>\n{_ABOVE} {{\n{styles}\n}}\n</style>\n<script>\n{scripts}\n</script>"


def together(room: str, ending: str) -> str:
    """All that a room of the page has of one kind, `.css` or `.js`: `style.css` or `page.js` first, then
    by name. Empty where it has none.
    """
    found = [each for each in files("ui").joinpath(room).iterdir() if each.name.endswith(ending)]
    found.sort(key=lambda each: (each.name not in _FIRST, each.name))
    return "\n".join(each.read_text(encoding="utf-8") for each in found)
