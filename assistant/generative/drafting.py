"""A reply as it is written: each sentence pending until its check is done, then kept or withdrawn.

However the reply is cut into pieces, the sentences are the same in the end: nothing is decided
before the text that decides it has come.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.generative.thinking import Thinking
from assistant.generative.values import Draft, Sentence
from assistant.markers import Shown, Statement, StreamParser
from assistant.markers.sentences import STOPS
from index.arabic.normalise import INVISIBLE, fold_text

Judge = Callable[[Statement], Sentence]
"""What becomes of a statement (`judging.judge`)."""

Withdraw = Callable[[Statement, str], Sentence]

CUT, UNCITED, REPEATED = "withdrawn_cut", "withdrawn_uncited", "withdrawn_repeated"
"""Templates of why a statement is withdrawn that needs no check."""


class Drafting:
    """Feed the pieces of a reply, then finish; each call gives the draft as it stands.

    Two sorts of statements wait. One that announces others (`The measures are:`) is judged by the
    paragraphs that those rest on, once they are over. And as long as a reply has cited nothing its
    statements wait, for a reply that never cites is no answer, however true it may be.
    """

    def __init__(self, known_keys: Sequence[str], judge: Judge, withdraw: Withdraw) -> None:
        self._parser = StreamParser(known_keys)
        self._thinking = Thinking()
        self._judge, self._withdraw = judge, withdraw
        self._sentences: list[Sentence] = []
        self._said: set[str] = set()
        self._shown = ""
        self._cites = False

    @property
    def cites(self) -> bool:
        """Whether the reply has cited any of the keys that it was given."""
        return self._cites

    @property
    def shown(self) -> str:
        """The reply as far as it has come, without its markers."""
        return self._shown

    def feed(self, piece: str) -> Draft:
        """The draft after the next piece of the reply."""
        self._take(self._parser.feed(self._thinking.feed(piece)))
        return self._draft()

    def finish(self, *, cut: bool = False) -> Draft:
        """The draft when nothing more comes; `cut` if the reply stopped in its middle."""
        self._take(self._parser.feed(self._thinking.finish()))
        before = len(self._sentences)
        self._take(self._parser.finish())
        if cut and len(self._sentences) > before:
            last = self._sentences[-1]
            if not last.statement.text.rstrip('»”"’)]* ').endswith(tuple(STOPS)):
                self._sentences[-1] = self._withdraw(last.statement, CUT)
        for place, sentence in enumerate(self._sentences):
            if sentence.outcome == "pending" and not sentence.statement.heading:
                self._sentences[place] = self._withdraw(sentence.statement, UNCITED)
        self._settle_headings(len(self._sentences))
        return self._draft()

    def _draft(self) -> Draft:
        end = self._sentences[-1].statement.shown_end if self._sentences else 0
        return Draft(tuple(self._sentences), INVISIBLE.sub("", self._shown[end:]))

    def _take(self, events: Sequence[object]) -> None:
        for event in events:
            if isinstance(event, Shown):
                self._shown += event.text
            elif isinstance(event, Statement):
                self._add(event)

    def _add(self, statement: Statement) -> None:
        if statement.keys and not self._cites:
            self._cites = True
            for place, each in enumerate(self._sentences):
                if each.outcome == "pending" and not each.statement.heading:
                    self._sentences[place] = self._judge(each.statement)
        if not statement.lead or "#" in statement.lead:
            self._settle_headings(len(self._sentences))
        self._sentences.append(self._first_of(statement))

    def _first_of(self, statement: Statement) -> Sentence:
        """The statement judged, or pending where it waits; taken back where it has been said before,
        as small models go round in circles.
        """
        if _words(statement.text) in self._said:
            return self._withdraw(statement, REPEATED)
        if statement.heading or not self._cites:
            sentence = Sentence(statement, "pending", "unsupported", statement.text)
        else:
            sentence = self._judge(statement)
        shown = _words(sentence.text)  # without a label that was before it
        if sentence.kept and shown in self._said:
            return self._withdraw(statement, REPEATED)
        if sentence.outcome != "withdrawn":  # it may come again with the right key
            self._said.update([shown, _words(statement.text)])
        return sentence

    def _settle_headings(self, end: int) -> None:
        """Judges the announcements among the sentences before `end` by what follows each of them."""
        following: list[Sentence] = []
        for place in range(end - 1, -1, -1):
            sentence = self._sentences[place]
            if not sentence.statement.heading:
                following.append(sentence)
                continue
            if sentence.outcome == "pending":
                keys = [block.key for each in reversed(following) for block in each.blocks]
                cited = tuple(dict.fromkeys([*sentence.statement.keys, *keys]))
                statement = replace(sentence.statement, keys=cited)
                self._sentences[place] = (
                    self._judge(statement) if cited else self._withdraw(statement, UNCITED)
                )
            following = []


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold_text(text)))
