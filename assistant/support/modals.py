"""May and must: what a statement allows or demands, and its paragraphs demand or only advise."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.support.matching import Text, content

# All patterns run on folded text: small letters, no hamza, ه for ة.
_MAY = (
    r"may(?! not)|(?:is|are|be) (?:allowed|free|permitted|entitled) to|can choose|at (?:its|their) discretion"
    r"|[وف]?(?:يجوز|تجوز|يحق|يسمح)"
)
_ALLOWS = (
    r"may|can|could|might|allow\w*|permit\w*|authori[sz]\w*|free to|entitle\w*|voluntar\w*|optional\w*|discretion"
    r"|option|possib\w*|right to|if|where"
    r"|[وف]?(?:يجوز|تجوز|يحق|يسمح|تسمح|يمكن|تمكن|امكان\w*|بامكان\w*|قد|[يت]اذن|اذن|الاذن|طوع\w*|اختيار\w*|حق|الحق|لها|له|لهم|يتسن\w*|تخيير)"
)
_GRANTS = (
    r"authori[sz]\w*|allow\w*|permit(?:s|ted|ting)?|entitle\w*|invit(?:es|ed|ing)|encourag(?:es|ed|ing)"
    r"|[وف]?(?:[يت]اذن|اذن|الاذن|باذن|[يت]سمح|[يت]شجع|[يت]دعو)"
)
"""What leaves it open to somebody, wherever it stands."""
_ASKS = (
    r"must|shall|should|requir\w*|decid(?:es|ed)|demand(?:s|ed)|request(?:s|ed)|urg(?:es|ed)|calls? (?:up)?on"
    r"|[وف]?(?:يجب|تجب|يتعين|ينبغي|يلزم|[يت]قرر|[يت]طالب|[يت]طلب|[يت]حث|[يت]هيب)"
)
_MUST = (
    r"must|shall|(?:is|are) (?:required|obliged|bound|compelled) to|(?:has|have) to|obligat\w+|mandatory|compulsory"
    r"|[وف]?(?:يجب|يتعين|يتوجب|يلزم|تلزم|يلتزم|تلتزم|لزاما|الزامي\w*)"
)
_BINDS = (
    r"must|shall|requir\w*|obliged?|obligat\w+|bound|decid\w+|demand\w*|request\w*|urg(?:es|ed|ing)|call\w* (?:up)?on|needs? to|has to|have to|will"
    r"|mandatory|compulsory|ensur\w+|commit\w*|direct\w*|instruct\w*|to"
    r"|[وف]?[بل]?(?:ال)?(?:يجب|يتعين|يتوجب|يلزم|تلزم|[يت]قرر|قرر|[يت]طالب|[يت]طلب|[يت]حث|[يت]هيب|لزاما|الزام\w*|التزام\w*|واجب\w*|ضروره|علي|لا بد|كفال\w*|[يت]كفل|[يت]وعز|[يت]ستخدم)"
)
_ADVISES = (
    r"should|may|encourag\w*|invit\w*|recommend\w*|suggest\w*|voluntar\w*|where (?:possible|appropriate)|could"
    r"|[وف]?(?:ينبغي|يجوز|[يت]شجع|[يت]دعو|[يت]وصي|طوع\w*|يستحسن|[يت]مكن)"
)
_OUGHT = r"shall|must|should|[وف]?(?:ينبغي|يجب|يتعين)"
_DENIED = r"not?|none|neither|only|[وف]?لا|الا|لم|لن|ليس|ليست|غير"
_UP_TO = r"up to|at most|no more than|a maximum of|حتي|الي ما يصل|ما يصل|لا يتجاوز|لا تتجاوز"
_REACH = 45
"""Characters before a word that its `may` or `should` may stand in."""


def _find(pattern: str, text: str) -> re.Match[str] | None:
    return re.search(rf"(?<!\w)(?:{pattern})(?!\w)", text)


def allows_what_is_demanded(statement: Text, texts: Sequence[Text]) -> bool:
    """Whether the statement has `may` where no paragraph has."""
    match = _find(_MAY, statement.folded)
    if match is None or _find(_DENIED, statement.folded[: match.start()]):
        return False
    if _find(_UP_TO, statement.folded[match.end() :]):
        return False  # a limit, however it is put
    if any(_find(_GRANTS, text.folded) for text in texts):
        return False
    if not any(_find(_ASKS, text.folded) for text in texts):
        return False
    if any(_find(_MAY, text.folded) for text in texts):
        return False  # which of them is meant nobody can say for sure
    near = _near(statement, match.end(), texts)
    return bool(near) and not any(_find(_ALLOWS, each) for each in near)


def demands_what_is_advised(statement: Text, texts: Sequence[Text]) -> bool:
    """Whether the statement has `must` where the paragraphs have `should`, `may` or `encourages` only."""
    match = _find(_MUST, statement.folded)
    if match is None:
        return False
    if any(text.language != statement.language for text in texts) and any(
        _find(_OUGHT, text.folded) for text in texts
    ):
        return False  # ينبغي is shall, must and should
    near = _near(statement, match.end(), texts)
    return any(_find(_ADVISES, each) for each in near) and not any(
        _find(_MUST, each) for each in near
    )


def _near(statement: Text, at: int, texts: Sequence[Text]) -> list[str]:
    """What stands before the word that a modal verb goes with, wherever that stands."""
    behind = [w for w in statement.words if w.start >= at][:8]
    if statement.language == "ar":
        # "يجوز للدول أن تتبادل": the verb stands behind أن
        after = [i for i, w in enumerate(behind) if w.text in ("ان", "الا")]
        behind = behind[after[0] + 1 :] if after else behind
    for word in content(behind)[:2]:
        found = [
            text.folded[max(0, text.words[p].start - _REACH) : text.words[p].start + 1]
            for text in texts
            for p in text.places(word.text, statement.language)
        ]
        if found:
            return found
    return []
