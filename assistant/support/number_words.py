"""Words for numbers in both languages, folded, to their values."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from assistant.locators.numbers import ARABIC_ORDINALS, ENGLISH_ORDINALS
from index.arabic.normalise import fold_text
from index.arabic.ordinals import folded_feminine, folded_masculine, masculine

_ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ARABIC_UNITS = (
    "واحد واحدة",
    "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي",
    "ثلاث ثلاثة ثلاثا",
    "أربع أربعة أربعا",
    "خمس خمسة خمسا",
    "ست ستة ستا",
    "سبع سبعة سبعا",
    "ثمان ثماني ثمانية ثمانيا",
    "تسع تسعة تسعا",
)
_ARABIC_TENS = ("عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع")
_HUNDREDS = ("ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "ثماني", "تسع")

_THEIR = ("", "ه", "ها", "هم", "هن", "هما")
FRACTIONS = {
    **dict.fromkeys(("half", "halves", *(f"نصف{of}" for of in _THEIR)), Fraction(1, 2)),
    **dict.fromkeys(("ثلث" + of for of in _THEIR), Fraction(1, 3)),
    **dict.fromkeys(
        (*(f"ثلث{of}" for of in ("ا", "ي", "ين", "ان")), *(f"ثلثي{of}" for of in _THEIR)),
        Fraction(2, 3),
    ),
    **dict.fromkeys(("quarter", "quarters", *(f"ربع{of}" for of in _THEIR)), Fraction(1, 4)),
}
"""Words that are a fraction by themselves."""

PARTS = {
    **dict.fromkeys(("half", "halves"), Fraction(1, 2)),
    **dict.fromkeys(("third", "thirds", fold_text("أثلاث")), Fraction(1, 3)),
    **dict.fromkeys(("quarter", "quarters", fold_text("أرباع")), Fraction(1, 4)),
    **dict.fromkeys(("fifth", "fifths", fold_text("أخماس")), Fraction(1, 5)),
    **dict.fromkeys(("tenth", "tenths", fold_text("أعشار")), Fraction(1, 10)),
}
"""Words that a number before them counts: three quarters, ثلاثة أرباع."""

SCALES = {
    **dict.fromkeys(("thousand", *map(fold_text, ("ألف", "ألفا", "آلاف"))), 1_000),
    **dict.fromkeys(("million", "m", "mn", *map(fold_text, ("مليون", "مليونا", "ملايين"))), 10**6),
    **dict.fromkeys(
        (
            *("billion", "bn"),
            *map(fold_text, ("بليون", "بليونا", "بلايين", "مليار", "مليارا", "مليارات")),
        ),
        10**9,
    ),
    **dict.fromkeys(("trillion", *map(fold_text, ("تريليون", "تريليونا", "تريليونات"))), 10**12),
}
PLURAL_SCALES = frozenset(map(fold_text, ("آلاف", "ملايين", "بلايين", "مليارات", "تريليونات")))
"""Without a number before them they say only that there are many."""

TWICE_SCALES = {
    fold_text(word + ending): 2 * value
    for word, value in (("ألف", 1_000), ("مليون", 10**6), ("بليون", 10**9), ("مليار", 10**9))
    for ending in ("ان", "ين", "ي", "ا")
    if (word, ending) not in (("ألف", "ا"), ("مليون", "ا"), ("بليون", "ا"), ("مليار", "ا"))
}
"""Arabic duals of the scales: مليوني is two million."""

BEFORE_TEN = frozenset(map(fold_text, ("اثنا", "اثني", "اثنتا", "اثنتي", "أحد", "إحدى")))
"""Units that are a number only before a ten (اثنا عشر); alone they are other words (أثناء, أحد)."""

WEEKDAYS = frozenset(map(fold_text, ("ثلاثاء", "أربعاء")))
"""Folded, they look like three and four before a ten: ثلاثا وعشرين."""

TEEN = frozenset(map(fold_text, ("عشر", "عشرة")))

_DUAL_NOUNS = frozenset(
    fold_text(noun + ending)
    for noun in (
        "يوم أسبوع شهر عام عقد قرن بلد طرف عضو قرار مقرر تقرير مشروع برنامج اجتماع مركز فريق صندوق"
        " اتفاق بروتوكول جزء قسم باب بند نوع خيار ممثل نائب رئيس خبير موقع مؤتمر هدف مبلغ جانب غرام"
        " متر كيلومتر طن لتر درجة"
    ).split()
    for ending in ("ان", "ين", "ا", "ي")
    if len(noun + ending) > 3
)
_TWO = frozenset(
    {"both", "twice", "biennial", "couple", "pair", *map(fold_text, ("كلا", "كلتا", "كليهما"))}
)
_ONE = frozenset({"once", "first", "single", "a", "an"})


@cache
def units() -> dict[str, int]:
    """Words for 0 to 19 and the tens, without compounds."""
    words = {word: value for value, word in enumerate(_ENGLISH.split())}
    words |= {word: 10 * i for i, word in enumerate(_ENGLISH_TENS.split(), 2)}
    for value, forms in enumerate(_ARABIC_UNITS, 1):
        words |= dict.fromkeys(map(fold_text, forms.split()), value)
    words |= dict.fromkeys(map(fold_text, ("أحد", "إحدى")), 1)
    words |= dict.fromkeys(TEEN, 10)
    for i, stem in enumerate(_ARABIC_TENS, 2):
        words |= {fold_text(stem + ending): 10 * i for ending in ("ون", "ين")}
    return words


@cache
def hundreds() -> dict[str, int]:
    """Arabic hundreds in one word: مائة, مئتين, ثلاثمائة; English `hundred`."""
    words = {"hundred": 100}
    for hundred in ("مائة", "مئة"):
        words[fold_text(hundred)] = 100
        for ending in ("ان", "ين", "ا", "ي"):
            words[fold_text(hundred[:-1] + "ت" + ending)] = 200
        for stem in _HUNDREDS:
            words[fold_text(stem + hundred)] = 100 * units()[fold_text(stem)]
    return words


@cache
def ordinals() -> dict[str, int]:
    """Folded ordinals of both languages to their numbers; compounds have a space between."""
    english = {word.replace("-", " "): n for word, n in ENGLISH_ORDINALS.items()}
    tens = {
        fold_text(f"ال{stem}{ending}"): 10 * i
        for i, stem in enumerate(_ARABIC_TENS, 2)
        for ending in ("ون", "ين")
    }
    units = {fold_text("الحادي"): 1} | {fold_text(masculine(n)): n for n in range(2, 10)}
    compounds = {f"{unit} و{ten}": tens[ten] + units[unit] for unit in units for ten in tens}
    return {**english, **compounds, **folded_masculine(), **folded_feminine(), **ARABIC_ORDINALS}


@cache
def first_words() -> frozenset[str]:
    """The words that ordinals begin with."""
    return frozenset(ordinal.split()[0] for ordinal in ordinals())


LONGEST_ORDINAL = 3
"""Words, the و of a compound counted with the one that it stands on."""


def counted_by_form(word: str) -> int | None:
    """The number that a folded word's form says: سنتين and `both` are two, `once` is one."""
    if word in _TWO or word in _DUAL_NOUNS:
        return 2
    if word in _ONE:
        return 1
    # nearly every word with this ending is a feminine dual; Arabic has few others
    return 2 if len(word) >= 5 and word.endswith(("تين", "تان")) else None
