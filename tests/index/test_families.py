"""Families: one entry for each formulation, with its line of use."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.families import Family, families, family_of, other_version
from index.families import grouping as grouping_module
from index.families.grouping import ENOUGH, UNLIKE, Pairs, Text, alikeness, groups, pairs_of
from index.families.versions import raised
from index.families.wording import act, compared, words
from index.ingest import ingest
from index.store import Index, open_index

RESOLUTION = """Security Council

S/RES/{number} ({year})

Resolution {number} ({year})

Adopted by the Security Council at its 8500th meeting, on {day} March {year}

The Security Council,

Expressing concern at the pollution of the wells in the northern districts of Cyprus,

1. Decides to extend the mandate of {mission} until {day} March {next}, and requests the \
Secretary-General to report to it every three months;

2. {second}

3. Decides to remain seized.
"""

ARABIC = """مجلس الأمن

S/RES/2601 (2021)

القرار 2601 (2021)

الذي اتخذه مجلس الأمن في جلسته 8500، المعقودة في 11 آذار/مارس 2021

إن مجلس الأمن،

إذ يعرب عن القلق من تلوث الآبار في المناطق الشمالية من قبرص،

1 - يقرر تمديد ولاية القوة حتى 11 آذار/مارس 2022، ويطلب إلى الأمين العام أن يقدم إليه تقريرا كل ثلاثة أشهر؛

2 - يطلب إلى جميع الدول حماية الموانئ الواقعة على شاطئ البحر من الأمواج والعواصف؛

3 - يقرر إبقاء المسألة قيد نظره.
"""

DRAFT = """General Assembly

A/74/L.5

Draft resolution

20 February 2020

The General Assembly,

1. Requests all States to protect the ports on the shore of the sea against waves and storms;

2. Recommends that libraries in the capital stay open in the evening for all readers of the town.
"""

PORTS = "Requests all States to protect the ports on the shore of the sea against waves and storms"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    home = tmp_path_factory.mktemp("families")
    folder = home / "documents"
    folder.mkdir()
    second = {
        2021: f"{PORTS};",
        2022: f"Urges all States, in particular those of the region, {PORTS[20:]};",
        2023: "Condemns the burning of libraries and the theft of books in the capital;",
    }
    for number, year, mission in (
        (2601, 2021, "UNFICYP"),
        (2640, 2022, "UNFICYP"),
        (2680, 2023, "UNDOF"),
    ):
        text = RESOLUTION.format(
            number=number, year=year, next=year + 1, day=number - 2590, mission=mission,
            second=second[year],
        )  # fmt: skip
        (folder / f"s{year}.en.txt").write_text(text, encoding="utf-8")
    (folder / "s2021.ar.txt").write_text(ARABIC, encoding="utf-8")
    (folder / "draft.en.txt").write_text(DRAFT, encoding="utf-8")
    ingest(home / "index", [folder])
    return open_index(home / "index")


def family(index: Index, name: str, opens: str) -> Family:
    """Of the paragraph that opens with these words."""
    order = next(p.order for p in index.outline(name) if p.clean.text.startswith(opens))
    found = family_of(index, name, order)
    assert found is not None
    return found


def documents(found: Family) -> list[str]:
    return [member.document for member in found.members]


def test_a_renewed_paragraph_with_another_date_and_mission_is_one_family(index: Index) -> None:
    renewed = family(index, "s2022.en.txt", "Decides to extend")
    assert documents(renewed) == ["s2021.en.txt", "s2022.en.txt", "s2023.en.txt"]
    assert renewed.first is not None
    assert renewed.last is not None
    assert renewed.first.symbol == "S/RES/2601 (2021)"
    assert renewed.last.symbol == "S/RES/2680 (2023)"
    assert renewed.by_year == {2021: 1, 2022: 1, 2023: 1}
    assert renewed.bodies == {"Security Council": 3}


def test_another_date_is_no_other_variant_but_another_name_is(index: Index) -> None:
    renewed = family(index, "s2022.en.txt", "Decides to extend")
    assert [[m.document for m in each] for each in renewed.variants] == [
        ["s2021.en.txt", "s2022.en.txt"],
        ["s2023.en.txt"],
    ]


def test_another_act_on_other_things_is_another_family(index: Index) -> None:
    condemned = family(index, "s2023.en.txt", "Condemns")
    assert documents(condemned) == ["s2023.en.txt"]


def test_a_clause_more_and_a_stronger_verb_are_variants(index: Index) -> None:
    ports = family(index, "s2021.en.txt", "Requests all States")
    assert {"s2021.en.txt", "s2022.en.txt"} <= set(documents(ports))
    assert len(ports.variants) == 2


def test_a_draft_is_listed_and_is_not_the_first_use(index: Index) -> None:
    ports = family(index, "s2021.en.txt", "Requests all States")
    assert documents(ports)[0] == "draft.en.txt"
    assert not ports.members[0].used
    assert ports.first is not None
    assert ports.first.symbol == "S/RES/2601 (2021)"
    assert ports.by_year == {2021: 1, 2022: 1}
    only_drafted = family(index, "draft.en.txt", "Recommends that libraries")
    assert only_drafted.first is only_drafted.last is None
    assert only_drafted.by_year == only_drafted.bodies == {}


def test_short_paragraphs_are_one_family_where_their_words_are_the_same(index: Index) -> None:
    seized = family(index, "s2021.en.txt", "Decides to remain")
    assert len(seized.members) == 3
    assert len(seized.variants) == 1


def test_headings_have_no_family_and_unknown_paragraphs_neither(index: Index) -> None:
    title = next(p.order for p in index.outline("s2021.en.txt") if p.kind == "title")
    assert family_of(index, "s2021.en.txt", title) is None
    assert family_of(index, "nowhere.txt", 0) is None


def test_the_family_of_the_other_language_is_found_by_the_official_versions(index: Index) -> None:
    arabic = family(index, "s2021.ar.txt", "يقرر تمديد")
    english = other_version(index, arabic)
    assert english is not None
    assert english.language == "en"
    assert english == family(index, "s2021.en.txt", "Decides to extend")
    assert other_version(index, english) == arabic
    assert other_version(index, family(index, "s2023.en.txt", "Condemns")) is None


def test_every_paragraph_is_in_one_family_of_its_language(index: Index) -> None:
    known = families(index)
    members = [(m.document, m.paragraph) for each in known.all for m in each.members]
    assert sorted(members) == sorted(known.places)
    for each in known.all:
        assert known.all[each.number] is each
        assert {index.documents[name].language for name in documents(each)} == {each.language}


def test_families_are_worked_out_once_for_an_opened_index_and_the_same_again(index: Index) -> None:
    assert families(index) is families(index)
    with open_index(index.folder) as again:
        assert families(again).all == families(index).all


def test_a_copy_in_the_same_document_is_one_use(tmp_path: Path) -> None:
    text = RESOLUTION.format(
        number=2601, year=2021, next=2022, day=11, mission="UNFICYP", second=f"{PORTS};"
    ).replace("3. Decides to remain", f"3. {PORTS};\n\n4. Decides to remain")
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    ingest(tmp_path / "index", [tmp_path / "one.txt"])
    with open_index(tmp_path / "index") as index:
        ports = family(index, "one.txt", "Requests all States")
        assert len(ports.members) == 2
        assert len(ports.uses) == 1
        assert ports.by_year == {2021: 1}


short_words = st.lists(st.sampled_from([f"term{i}" for i in range(12)]), max_size=14).map(tuple)


def text_of(words_: str, language: str = "en", *, item: bool = False) -> Text:
    verb = None if item else " ".join(words_.split()[:3])
    return Text(compared(words(words_), "ar" if language == "ar" else "en"), 1, item, act(verb))


def test_figures_dates_and_names_are_left_out_of_what_is_compared() -> None:
    assert compared(words("Recalls its resolution 2601 (2021) on Mali (S/PRST/2020/3)"), "en") == (
        compared(words("Recalling its resolutions 1970 (2011) on Libya"), "en")
    )
    assert compared(words("حتى 15 كانون الأول/ديسمبر 2021 في مالي"), "ar") == (
        compared(words("حتى 30 حزيران/يونيه 2022 في ليبيا"), "ar")
    )
    assert "may" in words("Member States may report by 31 May 2021")
    assert words("by 31 May 2021") == ("by",)


def test_the_act_is_told_in_both_languages() -> None:
    assert act("يقرر") == act("Decides") == "decides"
    assert act("تحث") == act("urging") == "asks"
    assert act("إذ يشير") == act("Recalling") == "states"
    assert act(None) is None
    assert act("Ports") is None


@pytest.mark.parametrize(
    ("verb", "text"),
    [
        ("Decides", "Decides to terminate the mandate of the mission on 30 June 2026"),
        ("Decides", "Decides further, with effect from 1 May, to lift the measures on timber"),
        ("decides", "Also decides to end the mission"),
        ("Terminates", "Terminates the mandate of the panel"),
        ("Revokes", "Revokes its decision 2021/4"),
        ("يقرر", "يقرر إنهاء ولاية البعثة في 30 حزيران/يونيه 2026"),
        ("يقرر", "ويقرر كذلك رفع التدابير المفروضة على الأخشاب"),
        ("تقرر", "تقرر إلغاء الفقرة 4 من مقررها"),
        ("ينهي", "ينهي ولاية الفريق"),
    ],
)
def test_what_ends_something_is_an_act_of_its_own(verb: str, text: str) -> None:
    assert act(verb, text) == "ends"


@pytest.mark.parametrize(
    ("verb", "text"),
    [
        ("Decides", "Decides to extend until its end the mandate of the mission"),
        ("Decides", "Decides to endorse the plan"),
        ("يقرر", "يقرر رفع الحد الأقصى لعدد أفراد القوة"),
        ("يقرر", "يقرر تمديد الولاية"),
    ],
)
def test_what_goes_on_is_no_end(verb: str, text: str) -> None:
    assert act(verb, text) == "decides"


def test_to_end_a_mandate_is_another_formulation_than_to_extend_it() -> None:
    rest = " the mandate of the mission in the northern districts, as set out in its resolution on wells"
    made = [
        replace(text_of(f"Decides to {verb}{rest}"), act=act("Decides", f"Decides to {verb}{rest}"))
        for verb in ("extend", "terminate", "prolong")
    ]
    assert alikeness(made[0], made[1]) < ENOUGH
    assert alikeness(made[0], made[2]) >= ENOUGH
    assert [0, 2] in groups(made)


def test_short_items_of_a_list_are_their_nouns() -> None:
    vessels = text_of("Vessels specifically designed or modified for military use", item=True)
    radios = text_of("Radios specifically designed or modified for military use", item=True)
    assert alikeness(vessels, radios) < ENOUGH
    assert alikeness(vessels, vessels) >= ENOUGH


def test_a_text_taken_whole_into_one_that_opens_alike_is_the_same_formulation() -> None:
    short = "Requests all States to protect the ports on the shore against waves and storms"
    added = (
        ", bearing in mind bridges, lighthouses, customs houses, warehouses, railways, canals, locks, "
        "dams and fishing villages"
    )
    assert alikeness(text_of(short), text_of(short + added)) >= ENOUGH
    assert alikeness(text_of(short), text_of(added + short)) < ENOUGH


def one_pair(share: float) -> Pairs:
    return Pairs(np.array([0]), np.array([1]), np.array([share], dtype=np.float32))


def test_official_versions_that_are_alike_bring_texts_together() -> None:
    own = one_pair(0.42)
    assert raised(own, one_pair(0.9), [[0], [1]]).alike[0] >= ENOUGH
    assert raised(own, one_pair(0.9), [[1], [1]]).alike[0] >= ENOUGH  # translated in two ways
    assert raised(own, one_pair(0.9), [[0, 2], [1]]).alike[0] >= ENOUGH
    unknown: list[list[list[int]]] = [[[0], []], [[0], [2]], [[], []]]
    for versions in unknown:
        assert raised(own, one_pair(0.9), versions).alike[0] == own.alike[0]


@settings(max_examples=60, deadline=None)
@given(st.lists(short_words.map(Text), max_size=12), st.data())
def test_the_other_language_takes_nothing_away(texts: list[Text], data: st.DataObject) -> None:
    own = pairs_of(texts)
    places = st.lists(st.integers(0, 1), max_size=2)
    versions = [data.draw(places) for _ in texts]
    more = raised(own, one_pair(UNLIKE), versions)
    assert (more.alike >= own.alike).all()
    assert len(more.alike) == len(own.alike)


def test_one_formulation_does_not_chain_to_the_next() -> None:
    """Each shares more than enough with its neighbour, the first and the last nothing."""
    chain = [Text(tuple(f"word{i + j}" for j in range(40))) for i in range(0, 400, 8)]
    assert alikeness(chain[0], chain[1]) >= ENOUGH
    found = groups(chain)
    assert len(found) > 5
    assert max(map(len, found)) < len(chain) / 3


def test_more_texts_than_there_is_room_for_are_still_grouped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = [Text((*tuple(f"w{i // 4}x{j}" for j in range(20)), f"v{i}")) for i in range(40)]
    whole = groups(texts)
    assert [len(each) for each in whole] == [4] * 10
    bridge = Text(tuple(f"w{i}x{j}" for i in range(10) for j in range(20)))
    monkeypatch.setattr(grouping_module, "LARGEST", 3)
    split = groups([*texts, bridge])
    assert sorted(i for each in split for i in each) == list(range(41))


@settings(max_examples=60, deadline=None)
@given(st.lists(short_words.map(Text), max_size=25))
def test_every_text_is_in_one_group(texts: list[Text]) -> None:
    found = groups(texts)
    assert sorted(i for each in found for i in each) == list(range(len(texts)))


@settings(max_examples=60, deadline=None)
@given(short_words.map(Text), short_words.map(Text))
def test_alikeness_is_the_same_both_ways(a: Text, b: Text) -> None:
    assert np.isclose(alikeness(a, b), alikeness(b, a))
