"""What a line is by its words: the body's opening formula, a participle, a heading, an annex.

All patterns look at folded text (`index.arabic.normalise.fold`): no vowel marks, hamzas or case.
"""

from __future__ import annotations

import re

_BODY = r"(?:جمعيه|مجلس|لجنه|موتمر|اجتماع|هييه|منظمه|دول|اطراف|فريق)"
_FORMULA_AR = re.compile(rf"ان\s.{{0,12}}{_BODY}.{{0,70}}")
_FORMULA_EN = re.compile(
    r"the (?:.{0,40} )?(?:assembly|council|commission|committee|conference|congress|parties|board|states)\b.{0,60},"
)
_EDGES = ' ،,؛;.:"”“'

_SINCE = re.compile(r"(?:و\s?)?اذ(?![\u0621-\u064a])|ورا(?=\s[تي])")
# Glued to the word before it, but not the end of a word (`اتخاذ`, `استحواذ`).
_GLUED = re.compile(r"(?<!ح)واذ(?!ا)|(?<![\u0621-\u0647\u0648])اذ(?!ا)")
_ACCUSATIVES = (
    "ادراكا|اقتناعا|ايمانا|عزما|تصميما|حرصا|رغبه|تسليما|اعترافا|اخذا|اخذه|واضعا|واضعه|مقتنعا|مقتنعه"
    "|مدركا|مدركه|مصمما|مصممه|مشيرا|مشيره|موكدا|موكده|مسترشدا|مسترشده|ملاحظا|ملاحظه|مرحبا|مرحبه"
)
_PARTICIPLE_AR = re.compile(
    rf"(?:و\s?)?اذ(?![\u0621-\u064a])|ورا(?=\s[تي])|وقد\s|وبعد ان\s|و?(?:{_ACCUSATIVES})(?:\s|$)"
)
_PARTICIPLE_EN = re.compile(
    r"(?:(?:also|further|once|again|moreover|[a-z]+ly),? ){0,3}"
    r"(?:(?!during|being|nothing|something|king|ring|thing|bring|spring|morning|evening|meeting|building|training)"
    r"[a-z]{2,}ing|mindful|aware|conscious|convinced|concerned|alarmed|disturbed|determined|guided"
    r"|encouraged|inspired|resolved|desirous|cognizant|appalled|dismayed|distressed|committed|moved)\b"
)
_VERB_AR = re.compile(r"[يت][\u0621-\u064a]{2,}\s")
_VERB_EN = re.compile(r"(?:(?:also|further|[a-z]+ly) )?[a-z]{3,}(?:s|es)\b")
_AND_VERB = re.compile(r"و(?:س)?[يت][\u0621-\u064a]{2,}\s|(?:and )?(?:also|further) [a-z]+s\b")

_ORDINAL = "اولا|ثانيا|ثالثا|رابعا|خامسا|سادسا|سابعا|ثامنا|تاسعا|عاشرا"
_LETTER_NAME = "الف|با|جيم|دال|ها|واو|زاي|حا|طا|يا|كاف|لام|ميم|نون|سين|عين|فا|صاد|قاف|را|شين|تا"
_RANK = (
    "الاول|الثاني|الثالث|الرابع|الخامس|السادس|السابع|الثامن|التاسع|العاشر|الاولي|الثانيه|الوحيد|"
    + _LETTER_NAME
)
_ANNEX = re.compile(
    rf"(?:ال)?(?:مرفق|تذييل|ضميمه)(?:\s+(?:{_RANK}|[\divxlc]{{1,4}}|[a-z\u0621-\u064a]))?(?:\s?[:–—-].{{0,90}})?"
    r"|(?:annex|appendix|attachment|enclosure)(?:\s+(?:[ivxlc]{1,6}|[a-z]|\d{1,2}))?(?:\s?[.:–—-].{0,90})?"
)
_SUMMARY = re.compile(
    r"ملخص|موجز|خلاصه|مقدمه|تمهيد|ديباجه|المحتويات|الديباجه|المنطوق|summary|abstract|introduction|contents|foreword|preamble"
)
_HEADING_AR = re.compile(
    rf"(?:(?P<o>{_ORDINAL}|(?:حادي|ثاني|ثالث|رابع|خامس) عشر)|(?P<l>{_LETTER_NAME}))\s?[-–—:.]"
)
_HEADING_EN = re.compile(r"(?:(?P<o>[IVX]{1,5})|(?P<l>[A-HJ-UW-Z]))\.\s+[A-Z]")
_CHAPTER = re.compile(
    r"(?:الفصل|الجز|الباب|الفرع|القسم)\s(?:ال[\u0621-\u064a]+|[\u0621-\u064a]+|\d+)\s?(?:[-–—:.].{0,90})?"
    r"|(?:chapter|part|section)\s(?:[ivxlc]+|\d+|[a-z])\s?(?:[-–—:.].{0,90})?"
)
_CLOSING = re.compile(
    r"(?:ال)?جلسه\s(?:ال)?(?:عامه\s)?\d{1,5}.{0,20}|\d{1,5}\s?(?:الجلسه العامه)"
    r"|\d{1,5}(?:st|nd|rd|th) (?:plenary )?meeting.{0,20}|resumed .{0,40}meeting"
)
_DATE = re.compile(r"\d{1,2}\s\S+(?:\s\S+)?(?:\s?/\s?\S+)?\s\d{4}|\d{1,2}\s?[a-z]+\s\d{4}")


def is_formula(key: str) -> bool:
    """`إن الجمعية العامة،`: the body that speaks, alone on a line, in either order of its runs."""
    if len(key) > 110 or not key:
        return False
    core = key.strip(_EDGES)
    comma = any(c in "،," for c in key)
    for said in (core, _turned(core)):
        if (
            _FORMULA_AR.fullmatch(said)
            and (comma or len(said) <= 60)
            and not re.search(r"\d", said)
        ):
            return True
    return bool(_FORMULA_EN.fullmatch(key.rstrip()))


def _turned(core: str) -> str:
    """A line whose last run is `إن`, that run in front."""
    head, _, last = core.rpartition(" ")
    return f"{last} {head.strip(_EDGES)}"


def is_participle(key: str) -> bool:
    """Whether a paragraph opens as a preambular one: `وإذ تشير`, `Recalling`."""
    return bool(_PARTICIPLE_AR.match(key) or _PARTICIPLE_EN.match(key))


def since_in(key: str) -> bool:
    """Whether `وإذ` stands in a mirrored line other than as a clause after a comma.

    Runs written in reverse glue words together, so it need not be a word of its own.
    """
    for match in _GLUED.finditer(key):
        late = match.start() > 0.5 * len(key)
        if late or not key[: match.start()].rstrip().endswith(("،", ",")):
            return True
    return bool(_SINCE.match(key))


def opens_with_verb(key: str) -> bool:
    """`يقرر`, `Decides`: the third person in which an operative paragraph begins."""
    return bool(_VERB_AR.match(key) or _VERB_EN.match(key))


def adds_a_verb(key: str) -> bool:
    """`ويطلب كذلك`: a sentence that goes on after a list."""
    return bool(_AND_VERB.match(key))


def is_annex(key: str) -> bool:
    """`المرفق`, `المرفق الأول`, `Annex II`: the head of an annex, alone on its line."""
    return len(key) <= 120 and bool(_ANNEX.fullmatch(key.strip(" *#.:")))


def annex_label(key: str, printed: str) -> str | None:
    """The annex's own number as printed: `الأول`, `II`; None where it has none."""
    words, folded_words = printed.strip(" *#.:").split(), key.strip(" *#.:").split()
    if len(words) < 2 or len(folded_words) < 2:
        return None
    if re.fullmatch(rf"(?:{_RANK}|[\divxlc]{{1,6}}|[a-z\u0621-\u064a])[.:]?", folded_words[1]):
        return words[1].replace("\u0640", "").strip(".:")
    return None


def is_summary(key: str) -> bool:
    """`ملخص`, `Introduction`: a heading by its word alone."""
    return len(key) <= 30 and bool(_SUMMARY.fullmatch(key.strip(" *#.:")))


def numbered_heading(key: str, printed: str) -> int | None:
    """Level of a heading that bears `أولا -`, `ألف -`, `II.`, `B.` or `الفصل الأول`; else None.

    `printed` is the line's head with its letters' case.
    """
    if len(key) > 200:
        return None
    match = _HEADING_AR.match(key) or _HEADING_EN.match(printed)
    if match:
        return 1 if match["o"] else 2
    return 1 if _CHAPTER.fullmatch(key.strip(" *#.")) else None


def mirrored_heading(key: str) -> int | None:
    """Level of a heading whose `- أولا` stands at the end of its line, itself perhaps in two runs."""
    match = re.search(r"[-–—]\s{0,3}([\u0621-\u064a]{1,8}(?:\s[\u0621-\u064a]{1,8})?)\s*$", key)
    if not match:
        return None
    word = match.group(1).replace(" ", "")
    for level, names in ((1, _ORDINAL), (2, _LETTER_NAME)):
        for name in names.split("|"):
            if len(word) == len(name) and word in name + name:  # two runs reversed: a rotation
                return level
    return None


def is_closing(key: str) -> bool:
    """`الجلسة العامة ٥٤`, `54th plenary meeting`: where and when a resolution was adopted."""
    return len(key) <= 80 and bool(_CLOSING.fullmatch(key.strip(" *.")))


def is_date(key: str) -> bool:
    """A line that holds a date alone."""
    return len(key) <= 50 and bool(_DATE.fullmatch(key.strip(" *.,،")))
