"""What is wrong with a text: it decides which repairs are tried at all.

Whatever looks sound by the windows' counts costs nothing more; only what looks wrong is looked at
again. The limits stand between sound texts (resolutions, an encyclopaedia, questions full of names)
and such texts damaged at random: lines cut and reversed, letters exchanged by random maps.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Literal, get_args

from index.arabic.repair.windows import Window, is_known, sampled_words, together, windows
from index.arabic.words import common_words, genre_words, word_model

__all__ = ["DAMAGES", "Damage", "DamageKind", "Window", "damage", "windows"]

DamageKind = Literal["kashidas", "runs", "letters", "ocr", "unreadable"]
"""Stretched words; pieces of lines in reverse order; a wrong letter map; slips of character
recognition; words that no repair brings back."""

DAMAGES: tuple[DamageKind, ...] = get_args(DamageKind)

FEWEST_WORDS = 30
"""Of a shorter text nothing is said but that its words are stretched."""

FOREIGN = 0.02
"""With a larger share of Persian or Urdu letters a text is in another language."""

STRETCHED, FEWEST_STRETCHED = 0.02, 5
"""Share and number of stretched words from which on it is no ornament."""

UNKNOWN = 0.20
"""Share of unknown words (its lower bound, three standard errors down) where letters may be wrong.
Sound texts have up to .10, one full of names .15, one with reversed runs .35, wrong maps .40 on."""

SURELY_UNKNOWN = 0.38
"""As `UNKNOWN`, where no piece of a reversed line explains it any more."""

HARDLY_NAMES = 0.30
"""As `UNKNOWN`, in lines without a sign of reversed runs."""

PIECES, IN_PIECES, UNKNOWN_IN_PIECES = 0.02, 0.10, 0.12
"""Shares of letters alone among the words where words are perhaps and surely in pieces (a map that
has spaces for letters; sound texts have up to .006), and share of the longer words then unknown."""

FEWEST_FOR_LETTERS = 60
"""Words looked up without which letters are not called wrong: a note may be a list of names."""

ODD_LETTERS = -5.0
"""Mean log2-probability of a letter after two others inside the unknown words: of names and pieces
of words -4.0 to -4.95, of words with exchanged letters -5.1 to -7.5."""

HOPELESS, HOPELESS_AT_RANDOM = 0.90, 0.60
"""Share of unknown words that no repair helps; and where the same letters are exchanged otherwise
every time, so that there is no map to be learned."""

REPEATED = 0.12
"""Share of the unknown words that come again, from which on letters are exchanged by a rule."""

BROKEN_LINES, FEWEST_BROKEN, BROKEN_WORDS = 0.10, 4, 0.0035
"""Share and number of lines with signs of reversed runs, and signs a word. Writers who leave out
spaces reach .05 of long lines and .0008."""

LOST = 0.10
"""Share of replacement characters among the letters of a text that is past reading."""

SLIPS, FEWEST_SLIPS = 0.001, 3
"""Unknown words that differ in dots only from a frequent one, a word and in number; names come to
.0006."""

SLIPS_ALONE, SUSPICIOUS, FEWEST_ALONE = 0.015, 0.12, 150
"""As `SLIPS`, share of unknown words, words looked up: where nothing else speaks for recognition."""

LEAST_PART, LEAST_WINDOWS = 120, 2
"""Words looked up in a window that is judged alone; windows that make a document's damage."""


@dataclass(frozen=True, slots=True)
class Damage:
    """What is wrong with a document, and where."""

    kinds: Mapping[DamageKind, float]
    """Each kind with its measure, 0.0 to 1.0: stretched words of all (`kashidas`); lines with signs
    of reversed runs (`runs`); words that are no common ones (`letters`, `unreadable`); words that
    differ in dots from a frequent one (`ocr`)."""
    windows: tuple[Window, ...] = ()
    by_window: tuple[frozenset[DamageKind], ...] = ()
    """For each window the kinds that show in it, of those that the document has."""

    def at(self, place: int) -> frozenset[DamageKind]:
        """The kinds that show in the window of a character of the source."""
        i = bisect_right(self.windows, place, key=lambda w: w.start) - 1
        return self.by_window[i] if i >= 0 else frozenset()


_LINE_ENDS = dict.fromkeys(map(ord, "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"), "\n")


def damage(text: str, pages: Sequence[int] = ()) -> Damage:
    """What is wrong with a text whose pages start at `pages`; nothing where it is sound, hardly
    Arabic at all, or in another language of Arabic script.
    """
    # One sign for the end of a line; the length stays, so that windows lie in the text as it is.
    text = text.replace("\r\n", " \n").translate(_LINE_ENDS)
    parts = windows(text, pages)
    kinds = _kinds(text, parts)
    shown = [frozenset(k for k in kinds if _shows(k, part)) for part in parts]
    # A part that is broken counts though the rest is sound: an annex in another font.
    alone = [
        _kinds(text, [part], part=True) if part.looked_up >= LEAST_PART else {} for part in parts
    ]
    for kind in ("runs", "letters"):
        having = [i for i, found in enumerate(alone) if kind in found]
        if kind not in kinds and "unreadable" not in kinds and len(having) >= LEAST_WINDOWS:
            kinds[kind] = sum(alone[i][kind] for i in having) / len(having)
            for i in having:
                shown[i] |= {kind}
    ordered = {kind: round(kinds[kind], 4) for kind in DAMAGES if kind in kinds}
    return Damage(ordered, parts, tuple(shown))


def _kinds(text: str, parts: Sequence[Window], part: bool = False) -> dict[DamageKind, float]:
    """The damages of these windows together; of a part of a text recognition is not judged."""
    whole = together(parts)
    found: dict[DamageKind, float] = {}
    if whole.foreign > FOREIGN * whole.letters:
        return found
    stretched = whole.stretched / max(1, whole.words)
    if whole.stretched >= FEWEST_STRETCHED and stretched >= STRETCHED:
        found["kashidas"] = measure("kashidas", whole)
    if whole.looked_up < FEWEST_WORDS:
        return found
    wrong = _wrong_letters(text, parts, whole)
    if wrong is not None:
        found[wrong] = measure(wrong, whole)
    if wrong != "unreadable" and _has_runs(whole, letters=wrong is not None):
        found["runs"] = measure("runs", whole)
    if not part and wrong is None and "runs" not in found:
        slips = _slips(text, parts, whole)
        if slips is not None:
            found["ocr"] = slips
    return found


def measure(kind: DamageKind, window: Window) -> float:
    """How much of a damage the counts of a window show, as in `Damage.kinds`; 0.0 for `ocr`, which
    shows in words and not in counts.
    """
    match kind:
        case "kashidas":
            return min(1.0, window.stretched / max(1, window.words))
        case "runs":
            return min(1.0, window.broken / max(1, window.lines))
        case "letters" | "unreadable":
            return window.unknown_share
        case "ocr":
            return 0.0


def _shows(kind: DamageKind, part: Window) -> bool:
    """Whether a damage that the document has shows in a window, by weaker signs than it takes to
    find it.
    """
    match kind:
        case "kashidas":
            return part.stretched > 0
        case "runs":
            return part.broken > 0
        case "letters" | "unreadable":
            return part.unknown_share >= UNKNOWN
        case "ocr":
            return part.words > 0


def _wrong_letters(
    text: str, parts: Sequence[Window], whole: Window
) -> Literal["letters", "unreadable"] | None:
    """Whether so many words are none that letters must be wrong, and whether that is past repair."""
    share, many = whole.unknown_share, whole.looked_up
    if many < FEWEST_FOR_LETTERS:
        return None
    if whole.replaced > LOST * whole.letters and share > UNKNOWN:
        return "unreadable"
    least = share - 3 * math.sqrt(share * (1 - share) / many)
    in_order = whole.broken_surely < max(FEWEST_BROKEN, BROKEN_LINES * whole.lines)
    in_pieces = in_order and (
        (whole.single >= PIECES * whole.words and least >= UNKNOWN_IN_PIECES)
        or (whole.single >= IN_PIECES * whole.words and share >= UNKNOWN_IN_PIECES)
    )
    if least < UNKNOWN and not in_pieces:
        return None
    unknown = [w for p in parts for w in sampled_words(text, p) if not is_known(w)]
    odd = _probability_of_letters(unknown) < ODD_LETTERS
    if not odd and not in_pieces and least < (HARDLY_NAMES if in_order else SURELY_UNKNOWN):
        return None
    counted = Counter(w for w in unknown if len(w) >= 4)
    again = sum(n for n in counted.values() if n > 1) / max(1, counted.total())
    if share >= HOPELESS or (share >= HOPELESS_AT_RANDOM and again < REPEATED):
        return "unreadable"
    return "letters"


def _has_runs(whole: Window, letters: bool) -> bool:
    """Whether many lines have signs of reversed runs, of more than one kind."""
    names = ["marks_first", "marks_inside", "openers", "digits_glued"]
    if not letters:
        names += ["glued", "single", "split", "joined"]
    signs = [getattr(whole, name) for name in names]
    broken = whole.broken_surely if letters else whole.broken
    kinds = sum(n >= 2 for n in signs)
    # Two of them stand in sound texts hardly ever: one of these alone is enough.
    kinds += whole.openers >= FEWEST_BROKEN or (not letters and whole.joined >= FEWEST_BROKEN)
    return (
        broken >= FEWEST_BROKEN
        and broken >= BROKEN_LINES * whole.lines
        and sum(signs) >= BROKEN_WORDS * whole.words
        and kinds >= 2
    )


def _slips(text: str, parts: Sequence[Window], whole: Window) -> float | None:
    """Slips of recognition a word, where two things speak for them: numbers that stand reversed,
    usual misreadings, words that differ from a frequent one in dots. None where there are none.
    """
    turned = whole.reversed_numbers >= 3 and 2 * whole.reversed_numbers > whole.numbers
    signs = turned + (whole.misread >= 2)
    if not signs and (whole.unknown_share < SUSPICIOUS or whole.looked_up < FEWEST_ALONE):
        return None
    slips = sum(
        _is_slip(word) for p in parts for word in sampled_words(text, p) if not is_known(word)
    )
    share = slips / max(1, whole.looked_up)
    if slips >= FEWEST_SLIPS and share >= SLIPS:
        signs += 1
    if slips >= 2 * FEWEST_SLIPS and share >= SLIPS_ALONE:
        signs += 1
    return share if signs >= 2 else None


def _is_slip(word: str) -> bool:
    """Whether a word that is on no list has the letters of a frequent one but for the dots."""
    if len(word) < 5 or word_model().probability(word) > 0:
        return False
    shapes = _frequent_shapes()
    return any(
        word.startswith(particle) and word[len(particle) :].translate(_SHAPES) in shapes
        for particle in ("", "و", "ب", "ل", "ف", "ال", "وال", "بال", "لل")
        if len(word) - len(particle) >= 5
    )


_SHAPES = str.maketrans("تثنيئبجخذزشضظغفأإآؤةى", "ٮٮٮٮٮٮححدرسصطعقاااوهي")
"""Each letter as the one it looks like without dots and hamzas; written ق for both ف and ق."""


@cache
def _frequent_shapes() -> frozenset[str]:
    from wordfreq import get_frequency_dict

    general = (w for w, share in get_frequency_dict("ar", "small").items() if share >= 1e-5)
    ours = (w for w, times in genre_words().items() if times >= 20)
    return frozenset(w.translate(_SHAPES) for w in chain(general, ours) if len(w) >= 5)


def _probability_of_letters(words: Iterable[str]) -> float:
    """Mean over the words of the mean log2-probability of a letter after the two before it, as they
    stand in common words; 0.0 where no word is long enough.
    """
    three, two = _letters_together()
    means = []
    for word in words:
        if len(word) >= 4:
            steps = [
                math.log2((three[a + b + c] + 0.05) / (two[a + b] + 1.7))
                for a, b, c in zip(word, word[1:], word[2:], strict=False)
            ]
            means.append(sum(steps) / len(steps))
    return sum(means) / len(means) if means else 0.0


@cache
def _letters_together() -> tuple[Counter[str], Counter[str]]:
    """How often three letters and two stand together in the common words."""
    words = common_words()

    def pieces(n: int) -> Iterable[str]:
        return (w[i : i + n] for w in words for i in range(len(w) - n + 1))

    return Counter(pieces(3)), Counter(pieces(2))
