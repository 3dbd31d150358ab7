"""The verb that leads a paragraph of a resolution: `يقرر`, `تشير`, `Takes note`.

UN drafting practice opens every preambular paragraph with a participle (after `وإذ` in Arabic) and
every operative one with a verb of the body in the third person; the few set phrases whose verb
says nothing alone (`يحيط علما`, `Takes note`) are kept whole.
"""

from __future__ import annotations

import re

from index.arabic.mapping import identity
from index.arabic.normalise import collapse_spaces, strip_kashida, strip_marks
from index.values import Kind

_LETTERS = "[\u0621-\u064a]"
_ARABIC_WORD = rf"{_LETTERS}+"
_WITH = r"في (?:اعتباره[ام]?|الاعتبار|حسبانه[ام]?|الحسبان)"
_ARABIC_PHRASE = re.compile(
    "|".join(
        (
            r"[يت]حيط علما",
            rf"[يتن](?:أخذ|ضع) {_WITH}",
            rf"[يت]عرب عن (?:(?:بالغ|عميق|شديد|عظيم|خالص|كامل|بالغ) )?{_ARABIC_WORD}",
            rf"[يت]ساوره[ام]? (?:(?:بالغ|عميق|شديد) )?{_ARABIC_WORD}",
            r"[يت]ؤكد (?:من جديد|مجددا)",
            r"[يت](?:عيد|كرر) (?:ال)?(?:تأكيد|إعراب)",
            r"[يت]عقد العزم",
            r"لا (?:يزال|تزال|يغيب|تغيب)",
        )
    )
)
_AFTER_SINCE = re.compile(rf"(?:و ?)?إذ (?:هو |هي )?(?:لا (?:يزال|تزال) )?({_ARABIC_WORD})")
_HAVING = re.compile(rf"و?(?:بعد أن|قد) ({_ARABIC_WORD})")
_ACCUSATIVE = re.compile(rf"و?({_LETTERS}{{3,}}(?:ا|ة)) (?:منه|منها|من جانبه|من جانبها)\b")
_ARABIC_VERB = re.compile(rf"و?(?:لا [يت]زال (?:مع ذلك )?)?([يت]{_LETTERS}{{2,}})(?!{_LETTERS})")

_ADVERBS = r"(?:(?i:also|further|again|once more|in this (?:regard|respect)|moreover|[a-z]+ly),? )*"
_ENGLISH_PHRASE = re.compile(
    "|".join(
        (
            r"(?i:tak(?:es|ing)) (?:full |due )?(?:note|into account|into consideration)",
            r"(?i:bear(?:s|ing)) in mind",
            r"(?i:keep(?:s|ing)) in mind",
            r"(?i:call(?:s|ing)) (?:upon|for|on)",
            r"(?i:express(?:es|ing)) (?:its |their )?(?:\w+ )??(?:appreciation|concern|gratitude|satisfaction|support|intention|regret|thanks|hope|readiness|alarm|outrage|condolences|sympathy)",
            r"(?i:having) [a-z]+",
            r"(?i:acting) under",
        )
    )
)
_ENGLISH_VERB = re.compile(
    r"(?i:[a-z]+(?:s|ing|ed)|mindful|aware|cognizant|desirous|conscious|resolute|alive)\b"
)


def leading_verb(text: str, kind: Kind) -> str | None:
    """The verb or participle that opens `text` (a paragraph without its number), or None.

    Only preambular and operative paragraphs have one.

    As printed, without vowel marks and kashidas; adverbs before an English verb (`Also`,
    `Strongly`) are left out, as Arabic puts them after it.
    """
    if kind not in ("preambular", "operative"):
        return None
    opening = _plain(text[:200])
    if re.match(_LETTERS, opening):
        return _arabic(opening, kind == "preambular")
    skipped = re.match(_ADVERBS, opening)
    opening = opening[skipped.end() :] if skipped else opening
    match = _ENGLISH_PHRASE.match(opening) or _ENGLISH_VERB.match(opening)
    return match.group() if match else None


def _arabic(opening: str, preambular: bool) -> str | None:
    patterns = [_AFTER_SINCE, _ARABIC_VERB]
    if preambular:
        patterns[1:1] = [_HAVING, _ACCUSATIVE]
    for pattern in patterns:
        match = pattern.match(opening)
        if match:
            phrase = _ARABIC_PHRASE.match(opening, match.start(1))
            return phrase.group() if phrase else match.group(1)
    return None


def _plain(text: str) -> str:
    """Without quotation marks or brackets in front, kashidas and vowel marks."""
    plain = collapse_spaces(strip_marks(strip_kashida(identity(text)))).text
    return plain.lstrip("\"'“”«»()[] \u00a0")
