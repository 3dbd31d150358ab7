"""The elements of a piece of HTML, for tests of what a reader sees."""

from __future__ import annotations

from html.parser import HTMLParser

_VOID = {"input", "img", "br", "hr", "meta", "link"}


class Elements(HTMLParser):
    """The elements of a page: each as (tag, attributes, text inside)."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None], list[str]]] = []
        self._open: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.feed(page)
        self.close()
        assert self._open == [], "an element is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element: tuple[str, dict[str, str | None], list[str]] = (tag, dict(attrs), [])
        self.seen.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for _, _, text in self._open:
            text.append(data)

    @property
    def tags(self) -> set[str]:
        """The kinds of element that are there."""
        return {tag for tag, _, _ in self.seen}

    def classed(self, name: str) -> list[str]:
        """The texts of the elements of this class."""
        return [
            "".join(text)
            for _, attributes, text in self.seen
            if name in (attributes.get("class") or "").split()
        ]

    def texts(self, tag: str, name: str | None = None) -> list[str]:
        """The text of each element of this tag, of those with this class among theirs."""
        return [
            "".join(text)
            for seen, attributes, text in self.seen
            if seen == tag and (name is None or name in (attributes.get("class") or "").split())
        ]

    def values(self, tag: str, attribute: str) -> list[str]:
        """The values of an attribute of the elements of this tag that have it."""
        return [str(a[attribute]) for seen, a, _ in self.seen if seen == tag and attribute in a]
