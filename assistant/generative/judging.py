"""A sentence of a language model against the paragraphs that it was given: what may be shown of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.checking.references import cited_words
from assistant.checking.verdicts import says_enough, strangers
from assistant.generative.prompting import echoes
from assistant.generative.quoting import in_source_letters
from assistant.generative.tidying import MARKS, tidied
from assistant.generative.values import Block, Sentence
from assistant.locators import find_locators
from assistant.markers import Statement
from assistant.support.check import check
from assistant.support.entailment import seconded
from assistant.support.meaning import meaning_of
from assistant.support.quotes import find_quotations
from assistant.support.values import Cited, Judge, Judgement
from assistant.support.wording import compare, content_words, language_of
from index.arabic.normalise import INVISIBLE
from index.store import Index
from index.values import Language
from prompts import render

ELSEWHERE = 0.8
"""Share of a sentence's words that another paragraph than the cited one holds at least, each of them
more likely than not, for it to be cited instead: that the model did not name it speaks against it."""

_FIGURE = re.compile(r"\d+")
_EMPHASIS = " *_`»”"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A block with its paragraph's words as the checker takes them."""

    block: Block
    cited: Cited


@dataclass(frozen=True, slots=True)
class _Carried:
    """What the check said of a sentence by some of the paragraphs, and its words as they were then."""

    judgement: Judgement
    text: str

    @property
    def fully(self) -> bool:
        return self.judgement.support == "supported"


def evidence(index: Index, blocks: Sequence[Block]) -> tuple[Evidence, ...]:
    """The blocks, ready to be checked against.

    A number that stands reversed in the source carries a sentence as it is surely read: the model was
    given that reading, and the citation shows both.
    """
    found = []
    for block in blocks:
        cited = cited_words(index, block.found)
        own = (block.found.paragraph, *block.found.points)
        readings = [each.sure_reading for each in own if each.sure_reading != each.sure]
        found.append(Evidence(block, replace(cited, others=(*cited.others, *readings))))
    return tuple(found)


def judge(
    index: Index,
    statement: Statement,
    given: Sequence[Evidence],
    language: Language,
    entails: Judge | None = None,
) -> Sentence:
    """What becomes of a statement.

    Where the paragraphs that it cites carry it, it is confirmed. Where they do not and another of
    those given does, that one is cited instead (`elsewhere`). Quotations whose writing differs from
    the source's in marks alone get the source's letters; marks around words that no paragraph has
    are taken off, and the words checked as the model's own. Everything else is withdrawn, what is
    carried in part as well: a reader cannot be shown half a sentence. `entails` has to agree to what
    is kept.
    """
    sentence = _judged(index, statement, given, language)
    if entails is None or not sentence.kept:
        return sentence
    cited = [each.cited for each in given if each.block in sentence.blocks]
    second = seconded(Judgement("supported"), sentence.text, cited, entails)
    if second.support == "supported":
        return sentence
    return replace(
        sentence,
        outcome="withdrawn",
        support=second.support,
        blocks=(),
        reasons=second.reasons,
    )


def _judged(
    index: Index, statement: Statement, given: Sequence[Evidence], language: Language
) -> Sentence:
    text = _said(statement, language)
    if fault := _unfit(text, language, least=1 if statement.lead else 2):
        return withdrawn(statement, fault)
    own = [each for each in given if each.block.key in statement.keys]
    first = _tried(index, text, own, language)
    if first.fully:
        kept = _needed(index, first.text, own, language)
        return _kept(statement, first, kept, changed=first.text != text)
    others = [each for each in given if each not in own] if says_enough(text) else []
    right = _best_of(index, text, others, language)
    if right is not None:
        carried, each = right
        labelled = index.label(each.block.found.document, each.block.found.paragraph, language)
        reason = render("check_elsewhere" if own else "check_right", language, label=labelled)
        return replace(
            _kept(statement, carried, [each], changed=True), support="elsewhere", reasons=(reason,)
        )
    return Sentence(
        statement, "withdrawn", first.judgement.support, text, reasons=first.judgement.reasons
    )


def withdrawn(statement: Statement, reason: str) -> Sentence:
    """The statement taken back for a reason that needs no check."""
    text = INVISIBLE.sub("", statement.text)
    return Sentence(statement, "withdrawn", "unsupported", text, reasons=(reason,))


def _said(statement: Statement, language: Language) -> str:
    """Its words; those of a quoted line between marks, as its citation stands on the same line."""
    text = tidied(statement.text, language)
    if not text or ">" not in statement.lead or find_quotations(text):
        return text
    opening, closing = MARKS[language]
    return f"{opening}{text}{closing}"


def _unfit(text: str, language: Language, least: int) -> str | None:
    """Why a text can be no sentence of the answer, whatever the paragraphs say: `least` is how many
    words and figures of its own it has to have.
    """
    own = _without(text, [(each.start, each.end) for each in find_quotations(text)])
    if any(c.isalpha() for c in own) and language_of(own) != language:
        return render("withdrawn_language", language)
    bare = _without(text, [(each.start, each.end) for each in find_locators(text)])
    says = len(content_words(bare)) + len(_FIGURE.findall(bare))
    asks = own.rstrip(_EMPHASIS).endswith(("?", "؟"))
    if asks or echoes(text, language) or (own == text and says < least):
        return render("withdrawn_nothing", language)
    return None


def _without(text: str, ranges: Sequence[tuple[int, int]]) -> str:
    for start, end in sorted(ranges, reverse=True):
        text = text[:start] + " " + text[end:]
    return text


def _tried(index: Index, text: str, by: Sequence[Evidence], language: Language) -> _Carried:
    """The check of a text by these paragraphs, its quotations in the source's letters; failing that,
    without the marks around those that no source has.
    """
    if not by:
        return _Carried(Judgement("unsupported", (render("withdrawn_uncited", language),)), text)
    settled, unmarked, bare = _quotations_settled(index, text, by)
    carried = _checked(index, settled, by, language)
    if carried.fully and bare != settled:
        # the words are there, but at no one place: a label's, across two points, in another order
        return _checked(index, bare, by, language)
    if carried.fully or unmarked == settled:
        return carried
    again = _checked(index, unmarked, by, language)
    return again if again.fully else carried


def _checked(index: Index, text: str, by: Sequence[Evidence], language: Language) -> _Carried:
    judgement = check(
        text, [each.cited for each in by], meaning=meaning_of(index), language=language
    )
    if judgement.support == "supported":
        strange = strangers(index, text, language, [each.block.found for each in by])
        if strange:
            named = ", ".join(strange)
            said = render("check_strangers", language, names=named)
            judgement = replace(judgement, support="unsupported", reasons=(said,))
    return _Carried(judgement, text)


def _quotations_settled(index: Index, text: str, by: Sequence[Evidence]) -> tuple[str, str, str]:
    """The text with its quotations in the letters of these paragraphs' sources, as far as they stand
    there; that without the marks around others all of whose words they hold; and without the marks
    around any others.
    """
    settled = unmarked = bare = text
    words = [words for e in by for words in (e.cited.text, *e.cited.others)]
    for each in reversed(find_quotations(text)):
        letters = next(
            (found for e in by if (found := in_source_letters(index, each.text, e.block.found))),
            None,
        )
        written = text[each.start : each.end]
        if letters is not None:
            put = written.replace(each.text, letters, 1)
            settled, unmarked, bare = (
                form[: each.start] + put + form[each.end :] for form in (settled, unmarked, bare)
            )
            continue
        bare = bare[: each.start] + each.text + bare[each.end :]
        if not compare(each.text, words).missing:
            unmarked = unmarked[: each.start] + each.text + unmarked[each.end :]
    return settled, unmarked, bare


def _needed(
    index: Index, text: str, by: Sequence[Evidence], language: Language
) -> Sequence[Evidence]:
    """The paragraphs without those that neither carry the sentence alone nor are missed by it."""
    kept = list(by)
    for each in reversed(by):
        rest = [other for other in kept if other is not each]
        if (
            rest
            and not _checked(index, text, [each], language).fully
            and _checked(index, text, rest, language).fully
        ):
            kept = rest
    return kept


def _best_of(
    index: Index, text: str, others: Sequence[Evidence], language: Language
) -> tuple[_Carried, Evidence] | None:
    """Of the paragraphs that each alone carry the text, the one that holds most of its words, and
    nearly all of them (`ELSEWHERE`).
    """
    best: tuple[float, _Carried, Evidence] | None = None
    for each in others:
        carried = _tried(index, text, [each], language)
        if carried.fully:
            held = compare(carried.text, [each.cited.text, *each.cited.others])
            sure = held.share >= ELSEWHERE and not held.missing and not held.unknown
            if sure and (best is None or held.share > best[0]):
                best = held.share, carried, each
    return best and best[1:]


def _kept(
    statement: Statement, carried: _Carried, by: Sequence[Evidence], *, changed: bool
) -> Sentence:
    return Sentence(
        statement,
        "corrected" if changed else "confirmed",
        "supported",
        carried.text,
        blocks=tuple(each.block for each in by),
    )
