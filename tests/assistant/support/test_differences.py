"""What a statement says otherwise than its paragraph: names, denials, verbs, opposites, things."""

from __future__ import annotations

import pytest

from assistant.support.check import check
from assistant.support.meaning import Meaning
from assistant.support.values import Cited, Grade

PAIRS = [
    # names that no glossary knows, in either language
    ("The Harbour Fund pays for the buoys.", "The Reef Fund pays for the buoys.", "no"),
    ("Talks are held in Zarqun.", "Talks are held in Belmara.", "no"),
    ("Talks are held in Zarqun.", "تعقد المحادثات في بلمارة؛", "no"),
    ("Talks are held in Belmara.", "تعقد المحادثات في بلمارة؛", "yes"),
    ("يعقد صندوق الموانئ اجتماعاته في الربيع.", "يعقد صندوق الشعاب اجتماعاته في الربيع؛", "no"),
    # denials
    ("Boats shall not enter the bay.", "Decides that boats shall enter the bay;", "no"),
    ("Boats shall enter the bay.", "Decides that boats shall not enter the bay;", "no"),
    ("Boats shall not enter the bay.", "Decides that boats shall not enter the bay;", "yes"),
    ("يقرر المجلس ألا تدخل القوارب الخليج.", "يقرر أن تدخل القوارب الخليج؛", "no"),
    # what the body does
    ("The Council decided to open a port.", "Encourages the States to open a port;", "no"),
    ("The Council encouraged reports on ports.", "Requests reports on ports;", "no"),
    ("The Council welcomed the attack on the port.", "Condemns the attack on the port;", "no"),
    ("رحب المجلس بالهجوم على الميناء.", "Condemns the attack on the port;", "no"),
    ("The Council condemned the attack on the port.", "يدين الهجوم على الميناء؛", "yes"),
    ("States may publish the maps.", "Decides that States shall publish the maps;", "no"),
    # opposites, told by the words around them
    ("Reports are due before the harvest.", "Reports are due after the harvest.", "no"),
    ("The mandate of the team ends in May.", "Extends the mandate of the team until May;", "no"),
    # one thing in another's place
    (
        "The centre gives legal advice to refugees every month.",
        "The centre gives legal advice to women every month.",
        "no",
    ),
]


@pytest.mark.parametrize(("statement", "paragraph", "carried"), PAIRS)
def test_what_differs_is_refused_and_the_same_is_not(
    statement: str, paragraph: str, carried: str
) -> None:
    judgement = check(statement, [Cited(paragraph)])
    assert (judgement.support == "supported") is (carried == "yes"), judgement.reasons
    assert (not judgement.reasons) is (carried == "yes")


@pytest.mark.parametrize(
    ("statement", "language", "start"),
    [
        ("Every boat pays 7 dollars.", None, "The number 7"),
        ("Every boat pays 7 dollars.", "ar", "العدد 7"),
        ("يدفع كل قارب 7 دولارات.", None, "العدد 7"),
        ("يدفع كل قارب 7 دولارات.", "en", "The number 7"),
    ],
)
def test_reasons_are_in_the_language_of_the_statement_or_the_one_asked_for(
    statement: str, language: str | None, start: str
) -> None:
    judgement = check(statement, [Cited("Every boat pays 9 dollars.")], language=language)  # type: ignore[arg-type]
    assert judgement.reasons[0].startswith(start)


class _Never:
    """An embedder to which everything is far from everything."""

    def alike(self, first: str, second: str) -> bool:
        return True

    def nearness(self, statement: str, parts: object) -> float:
        return 0.5


def test_meaning_is_asked_where_words_agree() -> None:
    never: Meaning = _Never()
    expected: list[tuple[Meaning | None, Grade]] = [(None, "supported"), (never, "partly")]
    for meaning, support in expected:
        paragraph = [Cited("Every harbour keeps its lamps lit at night.")]
        found = check("Every harbour keeps its lamps lit.", paragraph, meaning=meaning)
        assert found.support == support


@pytest.mark.parametrize(
    ("statement", "paragraph"),
    [
        (
            "The Council encourages national meteorological centres to teach early warning.",
            "Encourages schools of the region to teach early warning;",
        ),
        (
            "The Regional Centre shall submit its reports to the focal points.",
            "24. Focal points shall submit their reports to the Regional Centre.",
        ),
    ],
)
def test_another_one_than_the_paragraph_asks_or_binds_is_refused(
    statement: str, paragraph: str
) -> None:
    assert check(statement, [Cited(paragraph, "en")]).support != "supported"
    assert check(paragraph, [Cited(paragraph, "en")]).support == "supported"
