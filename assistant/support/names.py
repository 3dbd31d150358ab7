"""Names in a statement: do the paragraphs name the same?

States, missions, bodies and places of the glossary count in either language. So do names that it does
not know: capitals in English; in Arabic what stands behind words such as لجنة and صندوق, and words
written as they sound (مقديشو). A name is held where all of its words are, in any form or rendering.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from assistant.support import actors, acts, matching, peoples
from assistant.support.matching import Text
from index.arabic.normalise import fold_text
from index.glossary import Term, terms_in
from index.lexicon import stem, stop_words
from index.values import Language

_STRICT = frozenset({"country", "mission", "place", "body"})
_NO_NAMES = frozenset({"month", "number", "procedure", "verb", "participle"})
_SPAN = re.compile(
    r"(?<![\w'’-])(?:[A-Z][\w'’]*(?:-[\w'’]+)*)"
    r"(?: (?:(?:of|the|for|on|and|in|to|against|al|de|bin) )*(?:[A-Z][\w'’]*(?:-[\w'’]+)*))*"
)
_ANY = frozenset(
    "united nations un council security member members state states government governments article"
    " chapter resolution paragraph annex section operative preamble mr ms mrs dr the a an charter"
    " secretary-general international national mission force operation office team panel group mechanism"
    " agreement protocol convention strategy plan programme program document paper report countries parties party party's january february march april"
    " may june july august september october november december op para res arab arabic english".split()
)
"""Words with a capital that name nobody, or whom every document may mean."""

_SPEAKS = re.compile(
    r"(?:^|[.:;] )(?:In [^,|]{2,60}, )?(?:The |the )?(?P<body>(?:[A-Z][\w'’-]* )*"
    r"(?:Council|Assembly|Commission|Conference|Congress|Committee|Secretariat|Board)"
    r"(?:(?: (?:of|for|on|and|the))* [A-Z][\w'’-]*)*)"
    r"(?=(?: has| have| also| further| strongly|,[^,]{3,30},)* (?!(?:is|was|has|does|needs|should)\b)[a-z]+(?:s|d)\b)"
)
"""A document seldom names the body that adopted it: `Requests …` says what the Council requests."""

_ARABIC_SPEAKS = re.compile(
    r"^\W*(?:(?:كما|وإذ|إذ|قد|وقد) )*(?:[\w]+ )?(?:ال)?(?:مجلس|جمعية|لجنة|مؤتمر|أمانة)(?:(?: الأمن| العامة)|(?: الإقليمي\w*| الدولي\w*| \w+ي\w*)(?: لل\w+(?: و\w+)?)?)?(?!\w)"
)

_HEADS = (
    "لجنة صندوق بعثة حكومة جماعة حركة منظمة مكتب محكمة وزارة مركز مدينة إقليم ولاية ميناء جمهورية"
    " جزيرة جزر هيئة وكالة معهد اتحاد رابطة شبكة قوة جيش جبهة تنظيم السيد السيدة برنامج مجلس مفوضية"
    " مرصد فريق مصرف بنك مملكة شركة نقابة"
)


def unheld(statement: str, language: Language, texts: Sequence[Text]) -> list[str]:
    """The names of a statement, as it has them, that none of the texts holds."""
    found = [*_terms(statement, language, texts), *_peoples(statement, language, texts)]
    by_terms = _words_of_held(statement, language, texts)
    spans = _spans(statement) if language == "en" else _arabic(statement, texts)
    for printed, words in spans:
        if _acronym(printed):
            known = any(terms_in(printed, language)) or _acronym_held(words[0], texts)
            if not known:
                found.append(printed)
        elif (
            not by_terms.issuperset(words)
            and not _all_held([w for w in words if w not in by_terms], language, texts)
            and not acts.lettered(printed, [text.printed for text in texts])
            and not any(printed in each or each in printed for each in found)
        ):
            found.append(printed)
    spoken = (_SPEAKS if language == "en" else _ARABIC_SPEAKS).sub(" ", statement)
    spoken = _SPEAKER.sub(" ", spoken)
    others = [fold_text(each) for each in found]
    for actor in actors.unheld(fold_text(spoken), language, texts):
        if not any(actor in each for each in others):
            found.append(actor)
    return list(dict.fromkeys(found))


_SPEAKER = re.compile(
    r"(?<!\w)(?:ت|طلبت|قررت|دعت|أهابت|حثت|أعربت|أكدت|رحبت|لاحظت|شجعت|أوصت|أشارت)\w* (?:اللجنة|الجمعية العامة)(?!\w)"
    r"|\bby the (?:Security Council|General Assembly|Commission|Committee|Council|Assembly)\b"
)
"""Who adopted a document, wherever the statement says so."""


def _words_of_held(statement: str, language: Language, texts: Sequence[Text]) -> frozenset[str]:
    """Words of a statement's terms that the texts have, in whatever form: CAR is the Central African
    Republic.
    """
    held = {term for text in texts for term in _terms_of(text.printed, text.language)}
    return frozenset(
        word
        for term in terms_in(statement, language)
        if term in held or _elsewise(term, texts)
        for form in (term.en if language == "en" else term.ar)
        for word in fold_text(form).split()
    )


def _all_held(words: Sequence[str], language: Language, texts: Sequence[Text]) -> bool:
    """Whether a name's words are held. Across languages common words may be rendered by any, so that
    half of them are enough; what is no common word has to be there.
    """
    if any(text.language == language for text in texts):
        return all(_held(word, language, texts) for word in words)
    common = [word for word in words if language == "en" and _common(word)]
    own = [word for word in words if word not in common]
    if own:
        return all(_held(word, language, texts) for word in own)
    return 2 * sum(_held(word, language, texts) for word in common) >= len(common)


def _held(word: str, language: Language, texts: Sequence[Text]) -> bool:
    plain = _plain(word)
    return any(
        text.places(word, language) or text.places(plain, language) or _by_people(word, text)
        for text in texts
    )


def _acronym_held(word: str, texts: Sequence[Text]) -> bool:
    """Whether a text has the letters, or words that begin with them; what only other languages spell
    out, nobody can say.
    """
    own = [text for text in texts if text.language == "en"]
    return not own or any(
        text.same(word) or word in "".join(w.text[0] for w in matching.content(text.words))
        for text in own
    )


def _by_people(word: str, text: Text) -> bool:
    """Whether a text of the same language has a name's people, or a people's land: Mali, Malian."""
    if text.language == "ar" or not word.isascii() or len(word) < 4:
        return False
    return any(
        _PEOPLE.fullmatch(each.text[len(root) :]) is not None
        for root in {word, re.sub(_ENDING, "", word)}
        if len(root) >= 3
        for each in text.words
        if each.text.startswith(root)
    )


_ENDING = re.compile(r"(?:ian|an|n|ese|ish|i|is|ians|ans|ns)$")
_PEOPLE = re.compile(r"|n|s|ns|an|ans|ian|ians|ese|i|is|ish|lese|stan|a|'s|’s")


def _terms(statement: str, language: Language, texts: Sequence[Text]) -> Iterator[str]:
    """Names that the glossary knows."""
    if language == "ar":
        statement = _ARABIC_SPEAKS.sub(" ", statement)
    else:
        statement = _SPEAKS.sub(" ", statement)
    held = {term for text in texts for term in _terms_of(text.printed, text.language)}
    for term in terms_in(statement, language):
        if not _names(term) or term in held:
            continue
        forms = term.ar if language == "ar" else term.en
        printed = next((f for f in forms if fold_text(f) in fold_text(statement)), forms[0])
        if _elsewise(term, texts):
            continue
        # the glossary has the names of States and missions in both languages
        known = term.kind in _KNOWN and all(text.language != language for text in texts)
        if known or not any(_words_held(f, language, texts) for f in forms if not _acronym(f)):
            yield printed


_KNOWN = frozenset({"country", "mission", "peace"})


def _elsewise(term: Term, texts: Sequence[Text]) -> bool:
    """Whether the texts have a name by its letters, or a State by its people."""
    if any(acts.lettered(form, [text.printed for text in texts]) for form in term.en):
        return True
    if term.kind == "mission":
        return any(_the_mission(term, text) for text in texts)
    return term.kind == "country" and any(
        peoples.held(frozenset({term}), text, frozenset()) for text in texts
    )


def _the_mission(term: Term, text: Text) -> bool:
    """Whether a text that names no mission speaks of `the Mission`, which may be any of its sort."""
    if any(each.kind == "mission" for each in _terms_of(text.printed, text.language)):
        return False
    if text.language == "ar":
        head = fold_text(term.ar[0]).split()[0].removeprefix("ال")
        return re.search(rf"(?<!\w)[وف]?(?:[بك]?ال|لل){head}(?!\w)", text.folded) is not None
    called = re.search(r"mission|force|operation|office|team", fold_text(" ".join(term.en)))
    return called is not None and re.search(rf"the {called[0]}(?!\w)", text.folded) is not None


def _peoples(statement: str, language: Language, texts: Sequence[Text]) -> Iterator[str]:
    """Words of a statement that mean the people of a State of which the texts do not speak."""
    for word in re.findall(r"[^\W\d_]+", statement):
        if language == "en" and not word[0].isupper():
            continue
        states = peoples.states_of(fold_text(word), language)
        if states and not any(
            peoples.held(states, t, _terms_of(t.printed, t.language)) for t in texts
        ):
            yield word


@cache
def _names(term: Term) -> bool:
    """Whether a term is a name: of a kind that has names, or written with a capital."""
    if term.kind in _NO_NAMES or all(word in _ANY for word in fold_text(term.en[0]).split()):
        return False
    return term.kind in _STRICT or term.en[0][0].isupper()


@lru_cache(maxsize=512)
def _terms_of(text: str, language: Language) -> frozenset[Term]:
    return frozenset(terms_in(text, language))


def _words_held(form: str, language: Language, texts: Sequence[Text]) -> bool:
    """Whether the texts have all words of a name; across languages each at a place of its own, as one
    word there may render two of them (Union and European).
    """
    words = [w for w in _content(form) if w not in _ANY]
    if not words or not all(_held(word, language, texts) for word in words):
        return False
    return any(
        text.language == language or _apart([text.places(w, language) for w in words])
        for text in texts
    )


def _apart(places: Sequence[Sequence[int]]) -> bool:
    """Whether each of a few words may have a place of its own, all near one another."""
    return any(
        _each_own([[p for p in own if abs(p - first) <= 2 * len(places)] for own in places], set())
        for first in places[0]
    )


def _each_own(places: Sequence[Sequence[int]], taken: set[int]) -> bool:
    return not places or any(
        _each_own(places[1:], taken | {place}) for place in places[0] if place not in taken
    )


def _content(text: str) -> list[str]:
    words = re.findall(r"[^\W\d_]+", fold_text(text))
    return [w for w in words if len(w) > 1 and w not in stop_words()]


def _spans(statement: str) -> Iterator[tuple[str, list[str]]]:
    """Names in an English statement, each with its words."""
    speakers = [m.span("body") for m in _SPEAKS.finditer(statement)]
    for m in _SPAN.finditer(statement):
        if any(low <= m.start() < high or m.start() <= low < m.end() for low, high in speakers):
            continue
        capital = [w for w in _NAME_WORD.findall(m[0]) if w[0].isupper()]
        opens = re.search(r"(?:^|[.:;!?“«\"(] ?)$", statement[: m.start()]) is not None
        if opens and capital and not _surely_named(capital, statement[m.end() :]):
            capital = capital[1:]
        named = [fold_text(w) for w in capital if not _acronym(w)]
        named = [w for w in named if w not in _ANY and w not in stop_words() and len(w) > 1]
        if named:
            yield m[0].strip(" '’"), named
        for word in capital:
            if _acronym(word) and fold_text(word) not in _ANY:
                yield word, [fold_text(word)]


def _plain(word: str) -> str:
    """A name's word folded, without accents: António is Antonio."""
    split = unicodedata.normalize("NFKD", fold_text(word))
    return "".join(c for c in split if not unicodedata.combining(c))


_NAME_WORD = re.compile(r"[A-Za-zÀ-ɏ]+(?:[’'](?!s\b)[A-Za-zÀ-ɏ]+)*")


def _acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _surely_named(capital: Sequence[str], behind: str) -> bool:
    """Whether the first word of a sentence is part of a name, and has its capital not from its place."""
    first = capital[0]
    if _common(first) or re.search(r"(?:ing|ed)$", first):
        return False
    return len(capital) > 1 or _acronym(first) or _GOES_ON.match(behind) is not None


_GOES_ON = re.compile(
    r"(?:['’]s)?,? (?:is|was|has|had|shall|may|must|will|can|should|and|or|does|did|[a-z]+ed)\b"
)


def _common(word: str) -> bool:
    """Whether an English word may open a sentence without being a name."""
    folded = fold_text(word)
    return folded in stop_words() or stem(folded) in matching.common() or folded in _ANY


def _arabic(statement: str, texts: Sequence[Text]) -> Iterator[tuple[str, list[str]]]:
    """Names in an Arabic statement: behind a word that names are made with, and words written as they
    sound.
    """
    # an English text may have nothing but a body's letters, which nobody can compare
    letters = all(text.language == "en" and _LETTERS.search(text.printed) for text in texts)
    words = re.findall(r"[^\W\d_]+|[|.,،؛:()]", _ARABIC_SPEAKS.sub(" ", statement))
    folded = [fold_text(w) for w in words]
    for at, word in enumerate(folded):
        behind = folded[at + 1] if at + 1 < len(words) else ""
        if _head(word) and len(behind) > 2 and behind.isalpha():
            names_it = (
                behind.startswith("ال")
                if re.match(r"[وف]?[بك]?(?:ال|لل)", word)
                else not re.match(r"ل?[يتن]\w{2}", behind)
            )
            named = behind not in _BEHIND and behind not in stop_words()
            if names_it and named and not letters:
                yield f"{words[at]} {words[at + 1]}", [behind]
        elif _sounds(word):
            yield words[at], [word]


_LETTERS = re.compile(r"(?<!\w)[A-Z]{3,}(?!\w)")
_BEHIND = frozenset(
    fold_text(word)
    for word in "الأمم المتحدة بشأن حول لدى بموجب عملا المعنية المعني المنشأة المنشأ التابعة التابع"
    " الدولي الدولية الوطني الوطنية المذكورة المذكور ضمن عبر وفقا بناء السلام خلال أيضا كذلك"
    " إلا سوى غير أنه أنها لها له بها به الواردة الوارد المقبلة المقبل كل أي الأعضاء المشترك المشتركة القائمة القائم جديدة جديد المختصة الأساسية".split()
)
"""Words behind such a head that do not name it."""


def _head(word: str) -> bool:
    return word in _heads() or re.sub(r"^[وف]?(?:بال|كال|لل|ال|[بلك])?", "", word) in _heads()


@cache
def _heads() -> frozenset[str]:
    return frozenset(fold_text(word) for word in _HEADS.split())


@lru_cache(maxsize=20_000)
def _sounds(word: str) -> bool:
    """Whether an Arabic word is a name for all that is known: its rendering sounds like it, and is no
    word of the dictionary.
    """
    if len(word) < 3:
        return False
    own = {c for form in matching.forms(word, "ar") if len(c := matching.consonants(form)) >= 2}
    own = {each for each in own if len(each) >= 3}
    return any(
        matching.consonants(english) in own and english not in matching.common()
        for english in matching.renderings(word, "ar")
    )
