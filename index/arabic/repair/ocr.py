"""Slips of character recognition: a word that is none, read as the one its shape and place suggest.

Recognition loses dots and teeth more than anything else, so the candidates for a word that the
model does not know are the known words of the same bare shape (rasm), give or take one letter. The
words on both sides choose between them. How likely a change is right depends on how many words of
the document look like slips at all; that share is estimated from the document itself (Saerens,
Latinne and Decaestecker 2002), so that the odd unknown name of a sound document stays as it is.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.arabic.repair.values import Change, Reading, substitute
from index.arabic.words import NUMBER, START, WordModel, plain

LEAST = 0.6
"""A change less likely to be right than this is not made."""

MOST_UNKNOWN = 0.12
"""A text with more unknown words than this share has another damage, or is not of this language."""

_TOKEN = re.compile(
    "(?P<word>[\u0621-\u064a][\u0621-\u065f\u0670]*)|(?P<number>[0-9\u0660-\u0669]+)|[،؛.:()]"
)
_LEAST_LETTERS = 4
_SOUND = 8.0
"""So many unknown words that are none the worse for it are taken as seen before the document."""

_OPENERS = ("وإذ", "إذ", "واذ", "اذ")
_OPENING = re.compile(
    "[^\u0621-\u064a]{0,12}(?P<word>[\u0621-\u064a][\u0621-\u065f\u0670]*)[ \u00a0*_]{1,4}"
    "(?P<after>[\u0621-\u064a][\u0621-\u065f\u0670]*)"
)
_MISREAD = "وراء"
_LEAST_GAIN = 9.0
"""How much likelier (natural logarithm) the formula must be than the words as they stand."""

_KNOWN_FROM = 1e-8
"""Below are words on no list, and particles written onto words that hardly occur."""

_CANDIDATE_FROM = 1e-6
"""A word rarer than this is nobody's candidate."""

_TOOTH = "ب"
_INSIDE = str.maketrans(
    "تثنيىئجخذزشضظغقأإآؤ",
    "بببببب" + "ح" + "ح" + "د" + "ر" + "س" + "ص" + "ط" + "ع" + "ف" + "ااا" + "و",
)
_FINAL = str.maketrans(
    "تثىئجخذزشضظغأإآؤة", "ببيي" + "ح" + "ح" + "د" + "ر" + "س" + "ص" + "ط" + "ع" + "ااا" + "و" + "ه"
)
_ALEFS = frozenset("اأإآ")
_CLASSES = "ابحدرسصطعفكلمنهوي"
# fmt: off
_SUFFIXES = (
    "ا", "ات", "ان", "ت", "تا", "تان", "ته", "تها", "تهم", "تهما", "تيه", "تيها", "تيهم", "تيهما", "تين", "ة", "ك", "كم", "ن", "نا", "ني",
    "ه", "ها", "هم", "هما", "هن", "وا", "ون", "وه", "وها", "وهم", "ي", "يا", "ية", "يه", "يها", "يهم", "يهما", "ين",
)
_PREFIXES = (
    "أ", "ال", "ب", "بال", "ت", "س", "ست", "سي", "ف", "فال", "ك", "كال", "ل", "لل", "ن", "و", "وال", "وب", "وبال", "وت", "وس", "ول", "ولل", "وي", "ي",
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Slip:
    """An unknown word with the best guess of what stood there, and what speaks for it."""

    line: int
    start: int
    end: int
    word: str
    guess: str
    alone: float
    """Log-probability of the guess by itself."""
    behind: float
    """What the word before adds to it, and the word behind (logarithms)."""
    ahead: float
    cost: float
    """Logarithm of the slip's chance, up to a constant."""
    share: float
    """Of the guess among all candidates, 0.0 to 1.0."""
    here: bool
    """Whether the document has the guess elsewhere, perhaps with another particle."""
    inflected: bool
    """Whether the word may be a known one with an ending that the lists lack."""
    often: bool
    """Whether it stands more than twice; names do."""


def read_ocr(lines: Sequence[Reading], model: WordModel) -> list[Reading]:
    """The lines with slips of recognition read as what most likely stood there.

    Only words that the model does not know are changed, and the first word of a preambular
    paragraph by what stands behind it. Lines with nothing to change are given back as they are.
    """
    changes: dict[int, list[Change]] = {}
    for i, reading in enumerate(lines):
        head = _opening(reading, model)
        if head is not None:
            changes[i] = [head]
    slips, unknown = find_slips(lines, model)
    for slip, confidence in zip(slips, confidences(slips, unknown, len(changes)), strict=True):
        if confidence >= LEAST:
            made = changes.setdefault(slip.line, [])
            if not made or made[-1].end <= slip.start:
                made.append(Change(slip.start, slip.end, slip.guess, "ocr", confidence))
    return [
        substitute(reading, changes[i]) if i in changes else reading
        for i, reading in enumerate(lines)
    ]


def find_slips(lines: Sequence[Reading], model: WordModel) -> tuple[list[Slip], int]:
    """The unknown words of the lines that have a candidate, and how many are unknown; none where
    too many are.
    """
    found: list[tuple[int, int, int, str, str, str | None]] = []
    many = 0
    for i, reading in enumerate(lines):
        words = list(_words(reading.text.text))
        for at, (start, end, word) in enumerate(words):
            if start == end or not _is_letters(word):
                continue
            many += 1
            if len(word) >= _LEAST_LETTERS and model.probability(word) < _KNOWN_FROM:
                before = words[at - 1][2] if at else START
                after = words[at + 1][2] if at + 1 < len(words) else None
                found.append((i, start, end, word, before, after))
    if not found or len(found) > MOST_UNKNOWN * many + 2:
        return [], len(found)
    table = _by_shape(model)
    ours = model.with_texts(reading.text.text for reading in lines)
    times = Counter(word for _, _, _, word, _, _ in found)
    stems = {_stem(word) for reading in lines for *_, word in _words(reading.text.text)}
    stems -= {_stem(word) for word in times}
    candidates: dict[str, dict[str, float]] = {}
    slips = []
    for line, start, end, word, before, after in found:
        if word not in candidates:
            candidates[word] = _candidates(word, table, model)
        best = _best(word, candidates[word], before, after, ours, stems)
        if best is not None:
            slips.append(
                Slip(line, start, end, word, *best, _inflected(word, model), times[word] > 2)
            )
    return slips, len(found)


def _words(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, token) of the words, numbers (as `NUMBER`) and clause marks of a line."""
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if match.lastgroup == "number":
            yield start, end, NUMBER
        else:
            yield start, end, plain(match[0])


def _is_letters(token: str) -> bool:
    return token >= "\u0621" and token != "\u061b"


def _shape(word: str) -> str:
    """A word without its dots and hamzas; some letters keep a shape of their own at the end."""
    return word[:-1].translate(_INSIDE) + word[-1:].translate(_FINAL)


def _by_shape(model: WordModel) -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for word, probability in model.single.items():
        if probability >= _CANDIDATE_FROM and len(word) >= 3:
            table.setdefault(_shape(word), []).append(word)
    return table


def _shapes_near(shape: str) -> dict[str, float]:
    """Shapes a slip away and how likely the slip is (natural logarithm): the same one, one tooth
    more or less, one letter more or less.
    """
    near: dict[str, float] = {}
    for i in range(len(shape)):
        inside = 0 < i < len(shape) - 1
        cost = -1.5 if inside and shape[i] == _TOOTH else -3.5 if inside else -6.0
        without = shape[:i] + shape[i + 1 :]
        near[without] = max(cost, near.get(without, cost))
    for i in range(len(shape) + 1):
        for letter in _CLASSES:
            inside = 0 < i < len(shape)
            cost = -2.5 if inside and letter == _TOOTH else -4.5 if inside else -6.0
            more = shape[:i] + letter + shape[i:]
            near[more] = max(cost, near.get(more, cost))
    near[shape] = 0.0
    return near


_UNSEEN = -0.5
"""What it costs a candidate, at most, that it was not seen beside a neighbour (logarithm)."""

_PARTICLES = re.compile("^(?:[وف]?(?:[بك]?ال|لل)|[وف]?[بل]|[وف])(?=...)")
_BEFORE = ("", "و", "ب", "ل", "ف", "وب", "ول")


def _candidates(word: str, table: dict[str, list[str]], model: WordModel) -> dict[str, float]:
    """Known words that the word may be a slip of, each with the logarithm of the slip's chance."""
    found: dict[str, float] = {}
    tries = [(prefix, word[len(prefix) :]) for prefix in _BEFORE if word.startswith(prefix)]
    for written, article in (("ولل", "ال"), ("لل", "ال")):
        if word.startswith(written):
            tries.append((written, article + word[len(written) :]))
    for prefix, rest in tries:
        if len(rest) < _LEAST_LETTERS - 1 or len(rest) > 20:
            continue
        for shape, cost in _shapes_near(_shape(rest)).items():
            for known in table.get(shape, ()):
                if prefix.endswith("لل"):
                    if not known.startswith("ال"):
                        continue
                    whole = prefix + known[2:]
                else:
                    whole = prefix + known
                if len(whole) < _LEAST_LETTERS or model.probability(whole) < _CANDIDATE_FROM / 30:
                    continue
                cost_here = _unlike(rest, known) if cost == 0.0 else cost
                found[whole] = max(cost_here, found.get(whole, -9.0))
    return found


def _unlike(one: str, other: str) -> float:
    """Chance (logarithm) of a slip in dots alone; a hamza is lost more easily."""
    pairs = ((a, b) for a, b in zip(one, other, strict=True) if a != b)
    return sum(-0.3 if a in _ALEFS and b in _ALEFS else -0.7 for a, b in pairs)


def _best(
    word: str,
    candidates: dict[str, float],
    before: str,
    after: str | None,
    model: WordModel,
    stems: set[str],
) -> tuple[str, float, float, float, float, float, bool] | None:
    """The likeliest candidate and what speaks for it: how frequent it is, how well it stands behind
    the word before and before the word behind, its slip, its share among the candidates.
    """
    scored = []
    for guess, slip in candidates.items():
        alone = model.log_probability(guess)
        behind = max(model.log_probability(guess, before) - alone, _UNSEEN)
        ahead = 0.0
        if after is not None and _is_letters(after):
            ahead = max(model.log_probability(after, form) for form in {guess, _bare(guess)})
            ahead = max(ahead - model.log_probability(after), _UNSEEN)
        here = _stem(guess) in stems
        score = alone + behind + ahead + slip + 2.0 * here
        scored.append((score, guess, alone, behind, ahead, slip, here))
    if not scored:
        return None
    scored.sort(reverse=True)
    top, guess, alone, behind, ahead, slip, here = scored[0]
    share = 1.0 / sum(math.exp(score - top) for score, *_ in scored)
    return guess, alone, behind, ahead, slip, share, here


def _stem(word: str) -> str:
    """A word without the particles and the article written onto it."""
    return _PARTICLES.sub("", word) if len(word) > _LEAST_LETTERS else word


def _bare(word: str) -> str:
    """A word without particles, its article kept: the same words follow it."""
    bare = _PARTICLES.sub(lambda m: "ال" if m[0].endswith(("لل", "ال")) else "", word)
    return bare if len(bare) >= _LEAST_LETTERS else word


def _inflected(word: str, model: WordModel) -> bool:
    """Whether the word is a known one with an ending or particle that the lists may lack."""
    stems = [word, *(word[len(p) :] for p in _PREFIXES if word.startswith(p))]
    for stem in stems:
        for suffix in _SUFFIXES:
            base = stem[: -len(suffix)]
            if len(base) >= 3 and stem.endswith(suffix):
                ends = (base, base + "ة", base + "اء", base[:-1] + "ى", base + "ت", base + "ي")
                if any(model.single.get(b, 0.0) >= 1e-7 for b in ends):
                    return True
        if stem is not word and len(stem) >= 3 and model.single.get(stem, 0.0) >= 1e-7:
            return True
    return False


def confidences(slips: Sequence[Slip], unknown: int, sure: int = 0) -> list[float]:
    """How likely each guess is right, given that `unknown` words of the document are unknown and
    that `sure` slips of another sort were found.

    A logistic function of what speaks for a guess gives its odds as if every other unknown word
    were a slip; the share of slips of this document, found by expectation maximisation with a
    prior that expects few, corrects them (Saerens, Latinne and Decaestecker 2002).
    """
    odds = [math.exp(min(_evidence(slip), 20.0)) for slip in slips]
    share = 0.5
    many = unknown + sure
    for _ in range(30):
        ratio = share / (1.0 - share)
        slipped = sum(o * ratio / (1.0 + o * ratio) for o in odds)
        share = (1.0 + sure + slipped) / (_SOUND + 2.0 + many)
    ratio = share / (1.0 - share)
    return [o * ratio / (1.0 + o * ratio) for o in odds]


def _evidence(slip: Slip) -> float:
    """Log-odds of the guess. The weights were fitted to slips made at random in sound resolutions
    with a model that had not read them, against the unknown words that these hold anyway.
    """
    share = min(max(slip.share, 0.01), 0.995)
    return (
        0.02
        + 0.53 * min(slip.alone + 14.0, 8.0)
        + 0.20 * slip.behind
        + 0.29 * slip.ahead
        + 1.28 * slip.cost
        + 0.24 * math.log(share / (1.0 - share))
        + 0.60 * slip.here
        - 0.14 * (min(len(slip.word), 9) - 6)
        - 2.17 * slip.inflected
        - 1.12 * slip.often
    )


def _opening(reading: Reading, model: WordModel) -> Change | None:
    """The first word of a line as `وإذ`, where the verb behind it is one that follows that word in
    the genre and what stands there is `وراء`, a preposition no verb can follow, or the same shape.
    """
    opening = _OPENING.match(reading.text.text)
    if opening is None:
        return None
    word = plain(opening["word"])
    if word in _OPENERS or not (word == _MISREAD or _shape(word) == _shape(_OPENERS[0])):
        return None
    verbs = _persons(plain(opening["after"]))
    if not verbs & model.behind.get(_OPENERS[0], {}).keys():
        return None
    gain = _chain(_OPENERS[0], verbs, model) - _chain(word, verbs, model)
    if gain < _LEAST_GAIN:
        return None
    return Change(opening.start("word"), opening.end("word"), _OPENERS[0], "ocr", 0.97)


def _persons(verb: str) -> set[str]:
    """A verb of the council's, also as the assembly's, and the other way round; none of another word."""
    if verb[:1] not in ("ت", "ي") or len(verb) < 3:
        return set()
    ends = {verb, verb.removesuffix("ا")} if verb.endswith("ها") else {verb}
    return {first + end[1:] for end in ends for first in "تي"}


def _chain(word: str, verbs: set[str], model: WordModel) -> float:
    behind = (model.log_probability(verb, word) for verb in verbs)
    return model.log_probability(word, START) + max(behind, default=0.0)
