"""What is kept of people: users and their logins, conversations, and what they said of answers."""

from ui.keeping.store import Store, close, open_store

__all__ = ["Store", "close", "open_store"]
