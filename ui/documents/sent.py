"""Files that were sent to the page and are not yet read: bounded, each known by a token to who sent it."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal
from uuid import uuid4

from index.errors import FiqraError
from ui.documents import LARGEST, kept

MOST_PER_USER = 100
"""Files of one person that wait to be read."""

FORGOTTEN = 3600.0
"""Seconds after which a file that nobody had read is deleted."""

Refusal = Literal["too large", "no name", "too many"]


class Refused(Exception):
    """A file that is not taken."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why)
        self.why: Refusal = why


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that was sent."""

    token: str
    user: str
    name: str
    path: Path
    when: float


class Incoming:
    """The files that wait. Those that an earlier server left are deleted."""

    def __init__(self, folder: Path) -> None:
        self._folder = (folder / kept.FOLDER / kept.SENT).absolute()
        self._sent: dict[str, Sent] = {}
        self._lock = threading.Lock()
        shutil.rmtree(self._folder, ignore_errors=True)

    async def take(self, user: str, name: str, pieces: AsyncIterator[bytes]) -> Sent:
        """Keeps a file as it comes in. Raises Refused, and keeps nothing of it, where it may not be."""
        safe = kept.safe_name(name)
        if not safe:
            raise Refused("no name")
        self._forget()
        with self._lock:
            if sum(each.user == user for each in self._sent.values()) >= MOST_PER_USER:
                raise Refused("too many")
        token = uuid4().hex
        path = self._folder / token
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("wb") as file:
                await written(file, pieces)
        except BaseException:  # also where the sender goes away
            path.unlink(missing_ok=True)
            raise
        sent = Sent(token, user, safe, path, time.monotonic())
        with self._lock:
            self._sent[token] = sent
        return sent

    def claim(self, user: str, token: str) -> Sent | None:
        """A file that this person sent, taken off the list; None where there is none."""
        with self._lock:
            sent = self._sent.get(token)
            return self._sent.pop(token) if sent is not None and sent.user == user else None

    def drop(self, sent: Sent) -> None:
        """Deletes a file that is not to be read."""
        with self._lock:
            self._sent.pop(sent.token, None)
        with suppress(OSError):
            sent.path.unlink(missing_ok=True)

    def _forget(self) -> None:
        with self._lock:
            old = [s for s in self._sent.values() if time.monotonic() - s.when > FORGOTTEN]
        for each in old:
            self.drop(each)


async def written(file: BinaryIO, pieces: AsyncIterator[bytes]) -> None:
    """Writes what comes in. Raises Refused beyond `LARGEST`."""
    size = 0
    async for piece in pieces:
        size += len(piece)
        if size > LARGEST:
            raise Refused("too large")
        try:
            file.write(piece)
        except OSError as fault:  # a full disk, mostly
            raise FiqraError(
                f"The file cannot be kept ({fault.strerror or fault}); make room on the server."
            ) from fault
