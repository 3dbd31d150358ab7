"""The same over HTTP: the endpoints `/ask`, `/search` and `/precedent` of the page's server."""

from ui.api.endpoints import AT_ONCE, QUEUE, api

__all__ = ["AT_ONCE", "QUEUE", "api"]
