"""What of Gradio's own interface is served: what the page and `gradio_client` need, and nothing else.

Gradio has routes of its own for every kind of page: files sent to a temporary folder, files fetched by
address, calls that go past the queue. This page uses none of them, so nobody is offered them.
"""

from __future__ import annotations

PREFIX = "/gradio_api/"

SERVED = (
    *("info", "openapi.json", "startup-events", "app_id", "user", "login_check", "theme.css"),
    *("queue", "call", "cancel", "reset", "heartbeat", "run/predict"),
)
"""What is served below `PREFIX`, and below these."""


def is_closed(path: str) -> bool:
    """Whether a path (below the root path) is one of Gradio's that is not served."""
    below = f"{path.removeprefix(PREFIX)}/"
    return path.startswith(PREFIX) and not below.startswith(tuple(f"{each}/" for each in SERVED))
