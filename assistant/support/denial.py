"""Denials: what a statement denies and its paragraphs affirm, or the other way round.

A denial word denies the first words behind it. They are looked up in the paragraphs, in either
language: where they stand there, and nowhere behind a denial, the two differ.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.support.matching import Text, Word, content, light

# All patterns run on folded text: small letters, no hamza, ه for ة.
_PLAIN = re.compile(
    r"(?<!\w)(?:(?:not|never|nor|neither|cannot|don['’]t|doesn['’]t|won['’]t|can['’]t|isn['’]t|aren['’]t|no longer)(?!\w)"
    r"|no (?!(?:less|more|fewer|later|earlier|longer|other)(?!\w))(?=[a-z])"
    r"|(?<!\w)[وف]?(?:لا|لم|لن|ليس|ليست|لات)(?= )"
    r"|(?<!\w)[وفب]?الا(?= [يتن]\w{2})"
    r"|(?<!\w)[وف]?[بل]?عدم(?= ))"
)
_ALSO = re.compile(
    r"(?<!\w)(?:none|nothing|without|only|solely|alone|merely|except|unless|but|refrain\w*|prohibit\w*"
    r"|forbid\w*|ban(?:s|ned)?|bar(?:s|red)|lack\w*|fail\w*|unable|refus\w*|reject\w*|avoid\w*|stop\w*"
    r"|(?:have|has|had) yet|yet to|outstanding|free of|absence|prevent\w*|end(?:s|ing)?|ceas\w*|halt\w*|exempt\w*|oppos\w*|im(?:possible|permissible)|non"
    r"|(?:un|in)(?:til|able|lawful|acceptable|sufficient|adequate)|less than|outside|instead)(?!\w)"
    r"|(?<!\w)[وف]?[بل]?(?:ال)?(?:الا|غير|سوي|حظر|يحظر|تحظر|منع|يمنع|تمنع|يمتنع|تمتنع|امتناع|وقف|توقف"
    r"|تفتقر|يفتقر|وحده|وحدها|رفض|يرفض|ترفض|مجانا|مجانيه|تعذر|خارج|انعدام|كف|تجنب|فقط|قصر|يقتصر|تقتصر"
    r"|لولا|حال|تفادي|بدون|دون|بلا|استثنا|يستثني|معفاه|معفي|يعفي|تعفي|اعفا)(?!\w)"
)
_IDIOMS = re.compile(
    r"(?<!\w)(?:not? (?:less|more|fewer|later|earlier) than|not (?:to )?exceed(?:ing)?|not before|not only"
    r"|whether or not|not later than|if not|or not"
    r"|[وف]?لا (?:سيما|غني عن\w*|بد|شك|رجعه|[يت]زال\w*|[يت]تجزا|[يت]قل|[يت]?تجاوز|[يت]زيد|[يت]سبق|[يت]تعدي)"
    r"|الا (?:[يت]قل|[يت]زيد|[يت]تجاوز)|without (?:any |further |undue )?delay|without prejudice"
    r"|[وف]?(?:من )?(?:ب?دون|بلا) (?:مزيد من )?(?:ال)?(?:تاخير|مساس|اخلال|اقليمي\w*|طيار|عا[يئ]ق|عوا[يئ]ق|عراقيل|قيود|انقطاع|ابطا)"
    r"|[وف]?(?:[يت]حول|حال|حالت) دون|ما لم|لم [يت]عد|but (?:is |are )?not limited to|not limited to|لا الحصر|[وف]?[بل]?(?:عدم|انعدام) (?:ال)?(?:امن|تسامح|استقرار|مساوا\w+|انتشار|انحياز|رجعه))(?!\w)"
)

_FORBIDDEN = re.compile(
    r"(?<!\w)(?:not|no|never|prohibited|forbidden|banned|barred|refused|rejected|excluded|impossible|unlawful"
    r"|محظور\w*|ممنوع\w*|مرفوض\w*|مستبعد\w*|لا|لم|لن|ليس|ليست)(?!\w)"
)
_WITHOUT = re.compile(
    r"(?<!\w)(?:without|lack(?:s|ed|ing)?(?: of)?|absence of|unable to|in the absence of"
    r"|[وف]?(?:دون|بدون|بلا|من غير|انعدام|افتقار\w*))(?= )"
)
"""What denies the words behind it, but is no plain denial: `without the consent`."""

_HELPERS = frozenset(
    "any need needing having حاجه وجود "
    "may shall must need can could should be been يجوز ينبغي يجب يمكن يلزم يتعين تكون يكون اي احد".split()
)
"""Words behind a denial that are not what is denied."""

_EXCEPTS = re.compile(
    r"(?<!\w)(?:(?:not|no|never|nothing|none|only)(?!\w)[^,;]{1,50}(?<!\w)(?:except|other than|unless|save)"
    r"|(?:لا|الا|لم|لن|ليس|ليست)(?= )[^،؛]{1,60}(?<!\w)(?:الا(?! [يتن])|سوي|ما لم))(?!\w)"
)
"""Nothing but: what is denied of all the rest is affirmed of one."""

_NEAR = 5
_REACH = 6
"""Words behind a denial that it may deny."""


SAME_MATTER = 0.5
"""Share of a denying clause's words from which on a statement is about the same."""


def _blank(text: str) -> str:
    return _IDIOMS.sub(lambda m: "|" * len(m[0]), text)


def conflict(statement: Text, texts: Sequence[Text]) -> bool:
    """Whether the statement denies what all the texts affirm, or affirms what they deny."""
    return (
        _denied_wrongly(statement, texts)
        or _affirmed_wrongly(statement, texts)
        or _allowed_wrongly(statement, texts)
    )


def _allowed_wrongly(statement: Text, texts: Sequence[Text]) -> bool:
    """Whether the statement says without a denial that something may or shall be of which a text says
    with the same words that it shall not.
    """
    blank = _blank(statement.folded)
    if _PLAIN.search(blank) or _ALSO.search(blank) or not _MAY.search(blank):
        return False
    own = [w for w in content(statement.words) if w.text not in _HELPERS]
    for text in texts:
        for m in _MAY_NOT.finditer(_blank(text.folded)):
            clause = [w for w in text.words if abs(w.start - m.start()) < 170]
            near = {w.start for w in clause}
            held = sum(
                any(text.words[p].start in near for p in text.places(w.text, statement.language))
                for w in own
            )
            if held >= _MOST * len(own):
                return True
    return False


_MAY = re.compile(r"(?<!\w)(?:may|can|shall|must|[وف]?(?:يجوز|تجوز|يمكن|يحق|يجب|يسمح))(?!\w)")
_MAY_NOT = re.compile(
    r"(?<!\w)(?:(?:shall|may|must|can|should) not|cannot|[وف]?(?:لا|الا) (?:يجوز|تجوز|يمكن|ينبغي|يحق|يسمح)"
    r"|(?:يجب|ينبغي|يقرر|تقرر) الا)(?!\w)"
)
_MOST = 0.65


def _denied_wrongly(statement: Text, texts: Sequence[Text]) -> bool:
    denied = _denials(statement)
    if not denied or _EXCEPTS.search(statement.folded):
        return False
    if not any(_PLAIN.search(t := _blank(text.folded)) or _ALSO.search(t) for text in texts):
        return True
    for _, words in denied:
        seen = [
            (text, place)
            for word in words[:2]
            for text in texts
            for place in _places(text, word.text, statement.language)
        ]
        if seen and not any(_is_denied(text, place) for text, place in seen):
            return True
    return False


def _affirmed_wrongly(statement: Text, texts: Sequence[Text]) -> bool:
    blank = _blank(statement.folded)
    denies = _PLAIN.search(blank) or _ALSO.search(blank)
    for text in texts:
        for at, words in _denials(text):
            for word in words[:1]:
                places = _places(statement, word.text, text.language)
                if not places:
                    continue
                if denies and any(_is_denied(statement, place, _NEAR) for place in places):
                    continue
                others = text.places(word.text, text.language)
                if all(_is_denied(text, place) for place in others) and _same_matter(
                    statement, text, at
                ):
                    return True
                break
    return False


def _places(text: Text, word: str, language: str) -> list[int]:
    """Where a word stands; an Arabic one also where another word of its consonants does: يستجيب is
    denied, استجابة affirmed.
    """
    found = text.places(word, "ar" if language == "ar" else "en")
    if found or language != "ar" or text.language != "ar" or len(root := _frame(word)) < 3:
        return found
    return [i for i, w in enumerate(text.words) if _frame(w.text) == root]


def _frame(word: str) -> str:
    """The consonants that an Arabic verb and its noun share, or nearly."""
    word = light(word)
    if len(word) > 4 and word[0] in "يتن":
        word = word[1:]
    return re.sub(r"[اويه]", "", word)


def _same_matter(statement: Text, text: Text, at: int) -> bool:
    """Whether the clause of a denial is what the statement is about: most of its words are there."""
    clause = next((w.clause for w in text.words if w.start >= at), 0)
    own = content(w for w in text.words if w.clause == clause and abs(w.start - at) < 90)
    held = sum(bool(_places(statement, w.text, text.language)) for w in own)
    return bool(own) and held >= SAME_MATTER * len(own)


def _denials(text: Text) -> list[tuple[int, list[Word]]]:
    """Each denial of a text: where it stands, and the first words behind it that say something."""
    found = []
    blank = _blank(text.folded)
    for m in (*_PLAIN.finditer(blank), *_WITHOUT.finditer(blank)):
        behind = [w for w in text.words if w.start >= m.end()][:_REACH]
        if behind:
            found.append((m.start(), [w for w in content(behind) if w.text not in _HELPERS]))
    return found


def _is_denied(text: Text, place: int, reach: int = 9) -> bool:
    """Whether a word stands behind a denial, or a word that forbids, excepts or lacks, in its clause."""
    word = text.words[place]
    first = max(0, place - reach)
    while first < place and text.words[first].clause < word.clause - 2:
        first += 1
    before = _blank(text.folded[text.words[first].start : word.start])
    behind = text.folded[word.start : word.start + 70].split(".")[0]
    return bool(
        _PLAIN.search(before + " ")
        or _ALSO.search(before)
        or _PLAIN.search(
            _blank(text.folded[max(0, word.start - 12) : word.start + len(word.text) + 1])
        )
        or _FORBIDDEN.search(behind)
    )
