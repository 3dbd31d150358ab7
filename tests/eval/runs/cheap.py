"""Systems that answer at once, and a run of one as a process of its own, to be killed or measured.

    python -m tests.eval.runs.cheap INDEX SET OUT COUNT SECONDS [unsynced]

`unsynced` leaves out to wait for the disk after each answer, where only memory is looked at.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from assistant.answers import Answer, Claim, Question
from eval.runs.lines import Line, Place, Statement
from eval.runs.systems import System
from eval.sets.questions import Asked, Evidence
from index.errors import FiqraError
from index.store import Index
from index.values import Span

NOT_A_FUNCTION = 1


def constant(index: Index, question: Question) -> Answer:
    """Says the same whatever the documents say."""
    return Answer("en", "They drill 240 wells.", (Claim("They drill 240 wells.", ()),))


def whole_line(index: Index, question: Question) -> Line:
    """Tells its passages, too."""
    place = Place("r1.en.txt", (Span(0, 5),))
    return Line("its own", "en", answer="Water.", passages=(place,), confidence=0.5)


def no_answer(index: Index, question: Question) -> str:
    return "240"


def raises(index: Index, question: Question) -> Answer:
    raise ZeroDivisionError("by nought")


def refuses(index: Index, question: Question) -> Answer:
    raise FiqraError("The model does not answer; start it.")


def echo(asked: Asked) -> Line:
    """A line that is long enough to be torn in the middle."""
    text = f"{asked.id}: {asked.question} " * 20
    place = Place("r1.en.txt", (Span(0, 13),))
    return Line(
        asked.id, "en", answer=text, statements=(Statement(text, (0,)),), citations=(place,)
    )


def slow_echo(index: Index, seconds: float) -> System:
    """Answers each question after that many seconds."""

    def reply(index: Index, asked: Asked) -> Line:
        if seconds:
            time.sleep(seconds)
        return echo(asked)

    return System("echo", index, reply, 1)


def many(count: int) -> Iterator[Asked]:
    """Questions with a kilobyte of evidence each, made one after another."""
    for i in range(count):
        text = f"paragraph {i} " * 80
        place = Evidence("r1.en.txt", 0, len(text), "op. para. 1", text)
        yield Asked(f"q{i}", "en", "lookup", "easy", f"What of {i}?", True, evidence=(place,))


def main() -> None:
    """Runs, then prints the most memory that the process has held, in MB."""
    import resource

    from eval.runs import asking
    from index.store import open_index

    if "unsynced" in sys.argv:
        os.fsync = lambda handle: None  # type: ignore[assignment]
    index, set_path, out = (Path(each) for each in sys.argv[1:4])
    count, seconds = int(sys.argv[4]), float(sys.argv[5])
    with open_index(index) as opened:
        asking.run(set_path, out, slow_echo(opened, seconds), questions=many(count))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main()
