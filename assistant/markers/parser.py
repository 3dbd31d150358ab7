"""A language model's reply as statements with the keys that each cites, whole or as it streams.

Models put markers in other brackets, after the full stop, in lists, inside bold or links; what is
accepted as a marker stands in `brackets`, where a sentence ends in `sentences`.
The stream parser decides nothing before the text that decides it has come, so every way of cutting
a reply gives the same statements and the same shown text; `statements` is that parser fed at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.markers.brackets import (
    CLOSERS,
    DEPTH,
    EMPHASIS,
    OPENERS,
    Marker,
    More,
    Reader,
    invisible,
    marker_at,
)
from assistant.markers.keys import SOURCE_WORDS, Keys
from assistant.markers.sentences import (
    QUOTES,
    STOPS,
    family,
    is_abbreviation,
)
from assistant.markers.values import Cited, Draft, Event, Late, Shown, Statement
from index.arabic.normalise import INVISIBLE

_LEADS = frozenset(word[:i] for word in SOURCE_WORDS for i in range(1, len(word) + 1))
_JOINERS = ",،;؛&+"
_JOINING_WORDS = ("and", "و")
_TIGHT = ".,،;؛:!?؟…。．)]»”" + EMPHASIS
"""Before these no space is left where a marker stood."""
_SPECIAL = re.escape(OPENERS + CLOSERS + EMPHASIS + STOPS + QUOTES + "<")
_PLAIN = re.compile(
    rf"[^\sA-Za-z0-9{_SPECIAL}{INVISIBLE.pattern[1:-2]}]+"
    rf"(?: [^\sA-Za-z0-9{_SPECIAL}{INVISIBLE.pattern[1:-2]}]+)*"
)
_WORD = re.compile(rf"[^\W\d_A-Za-z{_SPECIAL}]+")
_OPENERS = re.compile(f"[{re.escape(OPENERS)}]+")
_LATIN_WORD = re.compile("[A-Za-z0-9]+")
_SPACES_HELD = 200
_LOOK_AHEAD = 40


def statements(reply: str, known_keys: Iterable[str]) -> list[Statement]:
    """The statements of a whole reply, in order."""
    return [event for event in _events(reply, known_keys) if isinstance(event, Statement)]


def shown(reply: str, known_keys: Iterable[str]) -> str:
    """The reply as its reader may see it: without markers, all other words in their order."""
    return "".join(e.text for e in _events(reply, known_keys) if isinstance(e, Shown))


def _events(reply: str, known_keys: Iterable[str]) -> list[Event]:
    parser = StreamParser(known_keys)
    return parser.feed(reply) + parser.finish()


class StreamParser:
    """Feed the chunks of a reply in order, then finish; each call returns what is certain by then.

    A `Statement` comes when its sentence is over and no marker of its own can follow any more. Text
    is held back only while it may still be a marker. Work is linear in the length of the reply.
    """

    def __init__(self, known_keys: Iterable[str]) -> None:
        self._known = Keys.of(known_keys)
        self._reader = Reader()
        self._at = 0  # in the reader's text
        self._base = 0  # of the reader's text in the reply
        self._events: list[Event] = []
        self._showing: list[str] = []  # text shown after the last of the events
        self._length = 0  # of the shown text
        self._last = ""  # its last character
        self._draft = Draft()
        self._before: Draft | None = None  # over, but a line of nothing but markers may follow
        self._late: Late | None = None
        self._spaces = ""  # white space and invisible characters, not shown yet
        self._gap: str | None = None  # those before the marker, where one has just been read
        self._open = 0  # brackets of the statement's own text
        self._quotes: set[str] = set()

    def feed(self, chunk: str) -> list[Event]:
        """What the next piece of the reply makes certain."""
        reader = self._reader
        reader.text = reader.text[self._at :] + chunk
        self._base += self._at
        self._at = 0
        return self._run()

    def finish(self) -> list[Event]:
        """What is left when nothing more comes."""
        self._reader.whole = True
        events = self._run()
        self._settle_late()
        self._rotate()
        if self._before is not None:
            events.append(self._before.statement())
            self._before = None
        return events

    def _run(self) -> list[Event]:
        reader = self._reader
        try:
            while self._at < len(reader.text):
                self._step()
        except More:
            pass
        reader.last = reader.before(self._at)
        self._emit()
        events, self._events = self._events, []
        return events

    def _step(self) -> None:
        """One piece of text. All looking ahead comes before anything is changed."""
        at, reader = self._at, self._reader
        c = reader.text[at]
        if c.isspace() or invisible(c):
            self._space(c)
            return
        if (joined := self._joiner(at)) is not None:
            self._at = joined
            self._spaces = ""
            return
        if self._gap is not None and self._last and self._last in OPENERS and c in _JOINERS:
            self._at, self._spaces = at + 1, ""  # the comma after a key that opened the bracket
            return
        if (nested := _OPENERS.match(reader.text, at)) and len(nested[0]) > DEPTH:
            self._text(nested.end() - DEPTH)  # all but the last cannot open a marker
            return
        if marker := self._labelled(at) or self._marker(at):
            self._mark(marker)
        elif c in STOPS:
            self._stop()
        elif (c.isascii() and c.isalnum()) or c in _SPECIAL:
            word = _LATIN_WORD.match(reader.text, at)
            self._text(word.end() if word else at + 1)
        else:
            # where a label may still come, no further than to the end of one word
            pattern = _WORD if self._may_begin() else _PLAIN
            plain = pattern.match(reader.text, at)
            self._text(plain.end() if plain else at + 1)

    def _space(self, c: str) -> None:
        self._at += 1
        fresh = _lines(c) and not _lines(self._spaces)
        if len(self._spaces) < _SPACES_HELD or fresh:
            self._spaces += c
        if _lines(c):
            self._settle_late()  # alone on their line: the sentence before has them

    def _marker(self, at: int) -> Marker | None:
        draft = self._draft
        inside = draft.words and not _lines(self._spaces) and not self._quotes
        return marker_at(self._reader, at, self._known, numbers=inside, mirrored=not self._open)

    def _may_begin(self) -> bool:
        """Whether the next word may be the first of a statement."""
        return not self._draft.words or self._draft.ended or _lines(self._spaces) > 0

    def _labelled(self, at: int) -> Marker | None:
        """`Sources: [k7m]` where a sentence might begin: the label is a part of the marker."""
        reader = self._reader
        if not self._may_begin():
            return None
        word, i = "", at
        while (c := reader.at(i)) and (word + c).lower() in _LEADS:
            word += c.lower()
            i += 1
        if word not in SOURCE_WORDS or (c and c.isalnum()):
            return None
        i = reader.skip_spaces(i)
        if (c := reader.at(i)) and c in ":：":
            i = reader.skip_spaces(i + 1)
        marker = marker_at(reader, i, self._known) if i > at + len(word) else None
        if marker is None or not self._closes(marker.end, _JOINERS + OPENERS):
            return None
        return marker

    def _closes(self, at: int, also: str = "") -> bool:
        """Whether a sentence or a line ends at `at` or soon after it."""
        c = self._reader.at(self._reader.skip_spaces(at))
        return not c or c in "\r\n" or c in STOPS or c in also

    def _joiner(self, at: int) -> int | None:
        """The place of the next marker where only a comma or an `and` stands before it."""
        if self._gap is None or _lines(self._spaces):
            return None
        reader, c = self._reader, self._reader.text[at]
        if c in _JOINERS:
            to = reader.skip_spaces(at + 1)
            return to if marker_at(reader, to, self._known, numbers=True) else None
        for word in _JOINING_WORDS:
            if c.lower() == word[0] and all(
                reader.at(at + i).lower() == x for i, x in enumerate(word)
            ):
                to = reader.skip_spaces(at + len(word))
                marker = marker_at(reader, to, self._known)
                # elsewhere the word may be the sentence's own: `the Council [k7] and [p4] the …`
                if marker and self._closes(marker.end, _JOINERS + CLOSERS):
                    return to
        return None

    def _mark(self, marker: Marker) -> None:
        start, end = self._base + self._at, self._base + marker.end
        draft, fresh = self._draft, _lines(self._spaces)
        if fresh and draft.pieces:
            draft.ended = True
        if self._late is not None:
            self._late.cited.extend(marker.cited)
            self._late.dropped.extend(marker.dropped)
            self._late.end = end
        elif draft.ended and fresh:
            self._late = Late(start, end, [*marker.cited], [*marker.dropped], fresh > 1)
        else:
            draft.take(start, end, marker.cited, marker.dropped)
        self._gap = self._spaces if self._gap is None else _wider(self._gap, self._spaces)
        self._spaces = ""
        self._at = marker.end
        if marker.cited:
            self._emit(Cited(marker.cited))

    def _settle_late(self) -> None:
        if self._late is not None:
            late, self._late = self._late, None
            self._draft.take(late.start, late.end, late.cited, late.dropped)

    def _stop(self) -> None:
        """Full stops and their like, with the quotation marks and brackets that close after them."""
        reader, at = self._reader, self._at
        end = at + 1
        while (c := reader.at(end)) and c in STOPS and end - at < 20:
            end += 1
        run = reader.text[at:end]
        if self._gap is not None and self._draft.ended and run in ".。．۔":
            self._settle_late()  # `… attack. [k7].`: the sentence has had its stop
            self._at = end
            return
        quotes, depth = set(self._quotes), self._open
        while (c := reader.at(end)) and end - at < 30:
            if c in QUOTES and family(c) in quotes:
                quotes.remove(family(c))
            elif c in CLOSERS and depth:
                depth -= 1
            elif c not in EMPHASIS or marker_at(reader, end, self._known):
                break
            end += 1
        ended = not quotes and not depth and self._is_end(run, end)
        self._text(end)
        self._draft.ended = ended

    def _is_end(self, run: str, end: int) -> bool:
        reader, c = self._reader, self._reader.at(end)
        here = bool(c) and marker_at(
            reader, end, self._known, numbers=True, mirrored=not self._open
        )
        if c and not (c.isspace() or invisible(c) or here):
            return False
        to = reader.skip_spaces(end, _LOOK_AHEAD)
        c = reader.at(to)
        if not c or c in "\r\n" or self._gap is not None:
            return True
        if "…" in run or ".." in run:
            return False
        if here or marker_at(reader, to, self._known, numbers=True, mirrored=not self._open):
            return True
        if run in ".．" and is_abbreviation(self._draft.tail, c):
            return False
        return not ("a" <= c <= "z")

    def _text(self, end: int) -> None:
        """Characters up to `end` are text."""
        start, text = self._at, self._reader.text[self._at : end]
        draft, fresh = self._draft, max(_lines(self._spaces), _lines(self._gap or ""))
        if draft.pieces and not draft.ended and fresh and not self._goes_on(text, fresh):
            draft.ended = True
        closes = text[0] in CLOSERS + EMPHASIS + QUOTES and not self._spaces
        if draft.ended and not (closes and self._late is None and not fresh):
            self._begin(start)
            draft = self._draft
        space = self._space_before(text[0])
        if not draft.pieces:
            self._show(space)
            draft.shown_start = self._length
            draft.start = self._base + start if draft.start < 0 else draft.start
        else:
            text = space + text
        words = not draft.words and any(c.isalnum() for c in text)
        if words:
            draft.words = True
            if self._before is not None:
                self._emit(self._before.statement())
                self._before = None
        draft.pieces.append(text)
        draft.tail = (draft.tail + text)[-40:] if len(text) < 40 else text[-40:]
        self._show(text)
        self._count(text)
        draft.end = self._base + end
        self._spaces, self._gap = "", None
        self._at = end

    def _goes_on(self, text: str, lines: int) -> bool:
        """Whether a line is broken inside its sentence: the next begins small, as no item does."""
        heading = self._draft.pieces[0].startswith("#")
        return lines == 1 and "a" <= text[0] <= "z" and self._last not in ":؛;" and not heading

    def _begin(self, start: int) -> None:
        """The next statement begins; markers at the start of its line go to one of the two."""
        late, draft = self._late, self._draft
        if late is not None:
            state = draft.statement()
            if not (draft.cited or late.apart or state.heading):
                self._settle_late()
        self._rotate()
        if self._late is not None and late is not None:
            self._late = None
            self._draft.take(late.start, late.end, late.cited, late.dropped)

    def _rotate(self) -> None:
        draft, self._draft = self._draft, Draft()
        self._open = 0
        self._quotes.clear()
        if draft.words:
            self._before = draft
        elif draft.cited or draft.dropped:  # an item of nothing but markers
            to = self._before or self._draft
            to.take(draft.start, draft.end, draft.cited, draft.dropped)

    def _space_before(self, c: str) -> str:
        """The white space to show before text that begins with `c`."""
        if self._gap is None:
            return self._spaces
        both = self._gap + self._spaces
        unseen = "".join(x for x in both if not x.isspace())
        before, after = ("".join(filter(str.isspace, x)) for x in (self._gap, self._spaces))
        if _lines(both):
            space = before if _lines(before) > _lines(after) else after
        elif not self._last or self._last in OPENERS or c in _TIGHT:
            space = ""
        else:
            space = after or before
        if not space and self._last.isalnum() and c.isalnum():
            space = " "
        return unseen + space

    def _count(self, text: str) -> None:
        """Brackets and quotation marks that are open in the statement's own text."""
        for c in text if len(text) < 40 or not text[0].isalnum() else "":
            if c in OPENERS:
                self._open += 1
            elif c in CLOSERS:
                self._open = max(0, self._open - 1)
            elif c in QUOTES:
                self._quotes ^= {family(c)}

    def _emit(self, event: Event | None = None) -> None:
        if self._showing:
            self._events.append(Shown("".join(self._showing)))
            self._showing.clear()
        if event is not None:
            self._events.append(event)

    def _show(self, text: str) -> None:
        if not text:
            return
        self._length += len(text)
        self._last = text[-1]
        self._showing.append(text)


def _lines(text: str) -> int:
    """How many line breaks."""
    if not text:
        return 0
    return text.count("\n") or text.count("\r") + text.count("\u2028") + text.count("\u2029")


def _wider(a: str, b: str) -> str:
    """The space between markers counts for that before them where it has more line breaks."""
    return b if _lines(b) > _lines(a) else a
