"""What a reader gets of a language model's reply: what the paragraphs carry, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.answers import Answer, Question, answer_json
from assistant.generative import written
from assistant.models.faults import LanguageModelError
from index.store import Index, open_index
from tests.assistant.speaking import Script, model_saying, prompts_of

WELLS = "How many observation wells will the monitoring network have under the 2022 resolution?"
WELLS_AR = (
    "كم بئرا ستضم شبكة رصد طبقة الغدير الجوفية وفق القرار الصادر عام 2022، ومتى يجب أن تكتمل؟"
)
ELSEWHERE_AR = "ما عاصمة فرنسا؟"


@pytest.fixture(scope="module")
def index(sample: Path) -> Index:
    return open_index(sample)


def said(index: Index, question: str, *replies: Script) -> Answer:
    return written(index, Question(question), model_saying(*replies)).answer


def withdrawn(answer: Answer) -> list[str]:
    return [each.text for each in answer.withdrawn]


def test_carried_sentences_are_shown_with_their_paragraph_before_the_full_stop(
    index: Index,
) -> None:
    given = said(
        index,
        WELLS,
        "The network is to have 165 observation wells [{op. para. 2}]. It must be fully operational"
        " by 30 June 2024 [{op. para. 2}].",
    )
    assert given.text == (
        "The network is to have 165 observation wells [1]. It must be fully operational"
        " by 30 June 2024 [1]."
    )
    assert [claim.citations for claim in given.claims] == [(0,), (0,)]
    (citation,) = given.citations
    assert citation.found.label == "RCW/RES/2022/3, op. para. 2"
    assert "165" in citation.quote
    assert given.model == "scripted"
    assert given.note is None


def test_an_arabic_question_is_answered_in_arabic_with_arabic_labels(index: Index) -> None:
    given = said(
        index, WELLS_AR, "ستضم الشبكة 165 بئرا للمراقبة، ويكتمل تشغيلها قبل 30 يونيو 2024 [{0}]."
    )
    assert given.language == "ar"
    assert given.text.endswith("[1].")
    assert "الفقرة 2 من المنطوق" in given.citations[0].found.label


@pytest.mark.parametrize(
    "wrong",
    [
        "The network is to have 156 observation wells [{op. para. 2}].",
        "The network is to be operational by 30 July 2024 [{op. para. 2}].",
        "The network may have 165 observation wells under resolution 2021/4 [{op. para. 2}].",
        "The wells will cost 12 million dollars [{op. para. 2}].",
        "The Council “decides to close all 165 observation wells” [{op. para. 2}].",
        "The Council encourages an expansion of the network to 165 observation wells [{op. para. 2}].",
    ],
)
def test_what_the_paragraph_does_not_carry_is_not_shown(index: Index, wrong: str) -> None:
    right = "The network is to have 165 observation wells [{op. para. 2}]. "
    given = said(index, WELLS, right + wrong)
    assert given.text == "The network is to have 165 observation wells [1]."
    assert len(given.withdrawn) == 1
    assert given.withdrawn[0].reasons


def test_a_sentence_that_cites_the_wrong_paragraph_gets_the_right_one(index: Index) -> None:
    result = written(
        index,
        Question(WELLS),
        model_saying("The network is to have 165 observation wells [{preambular}]."),
    )
    (sentence,) = result.sentences
    assert sentence.support == "elsewhere"
    assert sentence.outcome == "corrected"
    assert "op. para. 2" in sentence.reasons[0]
    assert [c.found.label for c in result.answer.citations] == ["RCW/RES/2022/3, op. para. 2"]


def test_a_sentence_that_cites_nothing_gets_its_paragraph_where_others_cite(index: Index) -> None:
    given = said(
        index,
        WELLS,
        "The network is to have 165 observation wells [{op. para. 2}]."
        " It must be fully operational by 30 June 2024.",
    )
    assert [claim.citations for claim in given.claims] == [(0,), (0,)]


def test_a_paragraph_that_adds_nothing_is_not_cited(index: Index) -> None:
    given = said(
        index,
        WELLS,
        "The network is to have 165 observation wells [{op. para. 2}] [{preambular}].",
    )
    assert [c.found.label for c in given.citations] == ["RCW/RES/2022/3, op. para. 2"]


def test_keys_that_were_not_given_never_reach_the_reader(index: Index) -> None:
    given = said(
        index,
        WELLS,
        "The network is to have 165 observation wells [q9z]. It must be operational by 30 June 2024"
        " [{op. para. 2}, zz7].",
    )
    assert "q9z" not in str(answer_json(given))
    assert "zz7" not in str(answer_json(given))
    assert given.text.count("[1]") == 2


def test_a_reply_without_citations_gives_the_paragraphs_themselves_and_says_why(
    index: Index,
) -> None:
    given = said(index, WELLS, "The network is to have 165 observation wells.")
    assert (
        given.note
        == "The language model cited no paragraph; here are the paragraphs in their own words."
    )
    assert given.text.startswith(given.note)
    assert "> " in given.text
    assert given.model is None
    assert given.citations


def test_a_reply_of_which_nothing_is_carried_gives_the_paragraphs_themselves(index: Index) -> None:
    given = said(index, WELLS, "The network has 999 wells [{0}]. It costs $5 [{0}].")
    assert given.note
    assert given.note.startswith("No paragraph carries")
    assert len(given.withdrawn) == 2
    assert "999" not in given.text


@pytest.mark.parametrize(
    ("question", "reply", "note"),
    [
        (WELLS_AR, "The network is to have 165 observation wells [{0}].", "بلغة أخرى"),
        (WELLS, "ستضم الشبكة 165 بئرا للمراقبة [{0}].", "another language"),
    ],
)
def test_a_reply_in_another_language_gives_the_paragraphs_themselves(
    index: Index, question: str, reply: str, note: str
) -> None:
    given = said(index, question, reply)
    assert given.note
    assert note in given.note
    assert given.citations


def test_the_fixed_sentence_is_an_abstention_with_the_nearest_paragraphs(index: Index) -> None:
    given = said(index, WELLS, "The indexed documents do not answer this question.")
    assert given.abstained
    assert given.why == "not in the documents"
    assert given.nearest
    assert not given.claims


@pytest.mark.parametrize(
    "reply",
    [
        "The provided paragraphs do not contain this information.",
        "I'm sorry, but the context does not mention it [{0}].",
        "The indexed documents do not answer this question [{0}].",
    ],
)
def test_saying_so_in_other_words_is_an_abstention_too(index: Index, reply: str) -> None:
    assert said(index, WELLS, reply).abstained


def test_an_exact_reference_is_quoted_though_the_model_sees_no_answer_in_it(index: Index) -> None:
    given = said(
        index,
        "What does RCW/SEC/2023/BP.3, paragraph 24, say?",
        "The indexed documents do not answer this question.",
    )
    assert not given.abstained
    assert given.note
    assert given.citations[0].found.paragraph.number == "24"


def test_where_the_documents_are_silent_the_model_is_not_asked(index: Index) -> None:
    model = model_saying("المرتب 100 دولار [{0}].")
    given = written(index, Question(ELSEWHERE_AR), model).answer
    assert given.abstained
    assert prompts_of(model) == []


def test_a_missing_paragraph_is_named_without_the_model(index: Index) -> None:
    model = model_saying("لا شيء.")
    given = written(index, Question("ماذا تقول الفقرة 40 من القرار 2021/4؟"), model).answer
    assert given.why == "no such paragraph"
    assert prompts_of(model) == []


def test_a_quotation_is_shown_in_the_letters_of_its_source(index: Index) -> None:
    given = said(
        index,
        WELLS_AR,
        "يقرر المجلس «توسيــع شبكةِ رصد الطبقة لتتألف من ١٦٥ بئرا للمراقبة» [{0}].",
    )
    (quotation,) = re.findall(r"«([^»]+)»", given.text)
    assert quotation == "توسيع شبكة رصد الطبقة لتتألف من 165 بئرا للمراقبة"
    source = index.source(given.citations[0].found.document.name)
    assert quotation in source.text


def test_marks_around_words_that_no_source_has_are_taken_off(index: Index) -> None:
    given = said(
        index, WELLS, "The network is to have “165 wells for observation” [{op. para. 2}]."
    )
    assert given.text == "The network is to have 165 wells for observation [1]."


def test_a_list_keeps_the_line_that_announces_it_if_its_items_carry_it(index: Index) -> None:
    given = said(
        index,
        WELLS,
        "The Council decides to expand the network:\n- to 165 observation wells [{op. para. 2}]\n"
        "- to be fully operational by 30 June 2024 [{op. para. 2}]\n- to cost 3 dollars [{0}]",
    )
    assert given.text == (
        "The Council decides to expand the network [1]:\n- to 165 observation wells [1]\n"
        "- to be fully operational by 30 June 2024 [1]"
    )


def test_an_announcement_that_nothing_carries_goes_with_its_items(index: Index) -> None:
    given = said(
        index,
        WELLS,
        "The network is to have 165 observation wells [{op. para. 2}].\n\n"
        "Budget of the Moon base:\n- 999 dollars [{0}]",
    )
    assert given.text == "The network is to have 165 observation wells [1]."


@pytest.mark.parametrize(
    "empty", ["RCW/RES/2022/3, op. para. 2 [{0}].", "See paragraph 2 [{0}].", "As follows [{0}]."]
)
def test_what_states_nothing_is_not_shown(index: Index, empty: str) -> None:
    right = "The network is to have 165 observation wells [{op. para. 2}]. "
    assert said(index, WELLS, right + empty).text == (
        "The network is to have 165 observation wells [1]."
    )


@pytest.mark.parametrize(
    "echo",
    [
        "Answer in English, directly: the network is to have 165 observation wells [{0}].",
        "1. Say only what the paragraphs say: 165 observation wells [{0}].",
    ],
)
def test_an_instruction_that_is_written_out_is_not_shown(index: Index, echo: str) -> None:
    right = "The network is to have 165 observation wells [{op. para. 2}].\n"
    assert said(index, WELLS, right + echo).text == (
        "The network is to have 165 observation wells [1]."
    )


def test_a_sentence_that_comes_again_behind_a_label_is_shown_once(index: Index) -> None:
    given = said(
        index,
        WELLS,
        "The network is to have 165 observation wells [{op. para. 2}]. "
        "The answer is: The network is to have 165 observation wells [{op. para. 2}].",
    )
    assert given.text == "The network is to have 165 observation wells [1]."


def test_a_sentence_that_comes_again_is_shown_once(index: Index) -> None:
    again = "The network is to have 165 observation wells [{op. para. 2}]. "
    given = said(index, WELLS, again * 5)
    assert given.text == "The network is to have 165 observation wells [1]."
    assert len(given.claims) == 1


def test_thoughts_are_not_a_part_of_the_answer(index: Index) -> None:
    given = said(
        index,
        WELLS,
        "<think>The user wants 999 wells [{0}].</think>\nThe network is to have 165 observation"
        " wells [{op. para. 2}].",
    )
    assert given.text == "The network is to have 165 observation wells [1]."
    assert not given.withdrawn


def test_an_english_sentence_on_a_paragraph_without_english_is_marked_as_a_translation(
    index: Index,
) -> None:
    given = said(
        index,
        "What is the yearly shortfall in spending on coastal protection?",
        "The yearly gap is 268 million dollars [{BP.1}].",
    )
    (citation,) = given.citations
    assert citation.counterpart is None
    assert given.text == (
        "The yearly gap is 268 million dollars [1].\n\n"
        "The assistant's translation, not an official text: [1]"
    )


def test_an_official_version_is_no_translation_and_stands_beside_the_citation(index: Index) -> None:
    given = said(index, WELLS, "The network is to have 165 observation wells [{op. para. 2}].")
    assert "translation" not in given.text
    (citation,) = given.citations
    assert citation.counterpart is not None
    assert {citation.found.document.language, citation.counterpart.document.language} == {
        "ar",
        "en",
    }


def test_a_reply_that_breaks_off_keeps_what_was_checked_and_says_so(index: Index) -> None:
    model = model_saying(
        lambda keys: [
            f"The network is to have 165 observation wells [{keys[0]}]. It must be operational ",
            "by 30 Ju",
            ConnectionError("gone"),
        ]
    )
    drafts: list[object] = []
    given = written(index, Question(WELLS), model, on_draft=drafts.append).answer
    assert (
        given.note == "The language model's reply broke off; this is what of it could be checked."
    )
    assert given.text.endswith("The network is to have 165 observation wells [1].")
    assert given.fault


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("unreachable", "cannot be reached"),
        ("key", "key"),
        ("unknown model", "no language model"),
        ("timeout", "in time"),
        ("empty", "empty"),
        ("busy", "no more calls"),
        ("overflow", "too long"),
        ("unreadable", "failed"),
        ("cancelled", "stopped"),
    ],
)
@pytest.mark.parametrize("question", [WELLS, WELLS_AR], ids=["en", "ar"])
def test_every_fault_ends_in_the_paragraphs_themselves_and_one_line_that_says_why(
    index: Index, question: str, kind: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise LanguageModelError(kind, "The model is broken.")  # type: ignore[arg-type]

    model = model_saying("")
    monkeypatch.setattr("assistant.models.opening.LanguageModel.complete", fail)
    given = written(index, Question(question), model).answer
    assert not given.abstained
    assert given.citations
    assert given.note
    assert "\n" not in given.note
    assert given.text.startswith(given.note)
    if question == WELLS:
        assert words in given.note
    else:
        assert not re.search("[A-Za-z]", given.note)
    assert given.fault == "The model is broken."


def test_a_prompt_that_is_too_long_is_sent_again_with_fewer_paragraphs(index: Index) -> None:
    model = model_saying(
        RuntimeError("context_length_exceeded: 9000 tokens of 4096"),
        "The network is to have 165 observation wells [{0}].",
    )
    result = written(index, Question(WELLS), model)
    first, second = prompts_of(model)
    assert len(second) < len(first)
    assert result.answer.text == "The network is to have 165 observation wells [1]."


def test_yes_and_no_do_not_make_a_carried_sentence_unshown(index: Index) -> None:
    given = said(
        index,
        "Is the network for monitoring the aquifer expanded by the 2022 resolution?",
        "Yes, the network is expanded to 165 observation wells [{op. para. 2}].",
    )
    assert given.text == "Yes, the network is expanded to 165 observation wells [1]."


def test_a_number_that_stands_reversed_in_the_source_carries_a_sentence_as_it_is_read(
    tmp_path: Path,
) -> None:
    from index.ingest import ingest

    document = tmp_path / "documents" / "r9.txt"
    document.parent.mkdir()
    document.write_text(
        "مجلس المياه\n\nWC/RES/2021/9\n\nالقرار 2021/9\n\nإن مجلس المياه،\n\n"
        "1 - يقرر تخفيض عدد أفراد القوة إلى 250 3 فردا في المنطقة؛\n",
        encoding="utf-8",
    )
    ingest(tmp_path / "index", [document])
    given = said(
        open_index(tmp_path / "index"),
        "ما نص الفقرة 1 من القرار 2021/9؟",
        "يخفض المجلس عدد أفراد القوة إلى 3250 فردا [{0}].",
    )
    assert given.text == "يخفض المجلس عدد أفراد القوة إلى 3250 فردا [1]."
    (citation,) = given.citations
    assert "250 3" in citation.quote
    assert "3 250" in citation.reading[0]


def test_a_question_that_the_model_repeats_is_no_part_of_the_answer(index: Index) -> None:
    right = "The network is to have 165 observation wells [{op. para. 2}]."
    assert said(index, WELLS, f"{WELLS} {right}").text.count("?") == 0


def test_a_number_that_the_model_made_up_is_not_taken_for_a_citation(index: Index) -> None:
    given = said(
        index, WELLS, "The network has “165 observation wells [7].” It is for monitoring [{0}]."
    )
    assert "[7]" not in given.text


def test_no_inverted_comma_reaches_from_one_sentence_into_another(index: Index) -> None:
    given = said(
        index,
        WELLS,
        "The Council “expands the network to 165 observation wells [{op. para. 2}].\n"
        "It is to be “fully operational no later than 30 June 2024” [{op. para. 2}].",
    )
    assert re.findall(r"“[^”]*”", given.text) == ["“fully operational no later than 30 June 2024”"]
    assert given.text.count("“") == given.text.count("”") == 1


def test_words_left_out_of_a_quotation_part_it_in_two(index: Index) -> None:
    given = said(
        index,
        WELLS,
        "The Council “Decides to expand the network […] 165 observation wells” [{op. para. 2}].",
    )
    assert given.text == (
        "The Council “Decides to expand the network” […] “165 observation wells” [1]."
    )


def test_a_document_that_is_named_between_marks_is_not_quoted(index: Index) -> None:
    given = said(
        index,
        WELLS,
        "Under “op. para. 2” of RCW/RES/2022/3 there are 165 observation wells [{op. para. 2}].",
    )
    assert "“" not in given.text
    assert given.claims


@pytest.mark.parametrize(
    "reply",
    [
        "I could not find the answer to this question.",
        "There is no information about this [{0}].",
        "The answer is not in the paragraphs provided.",
    ],
)
def test_finding_nothing_is_an_abstention(index: Index, reply: str) -> None:
    assert said(index, WELLS, reply).abstained


def test_halves_of_characters_in_a_reply_do_no_harm(index: Index) -> None:
    given = said(
        index, WELLS, "The network is to have 165 observation wells\ud83d [{op. para. 2}]."
    )
    assert given.text == "The network is to have 165 observation wells [1]."
