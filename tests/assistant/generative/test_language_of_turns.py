"""Over three hundred turns, whatever the model replies, the answer is in the language asked."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from assistant.answering import answer, turn_of
from assistant.answers import Answer, Question, Turn
from assistant.support.wording import language_of
from index.store import Index, open_index
from index.values import Language
from tests.assistant.speaking import Script, model_saying

TURNS, CONVERSATION = 300, 5

OPENINGS: dict[Language, list[str]] = {
    "ar": [
        "كم بئرا ستضم شبكة رصد طبقة الغدير الجوفية وفق القرار الصادر عام 2022، ومتى يجب أن تكتمل؟",
        "ما نص الفقرة 6 من القرار 2022/3؟",
        "أين يقع مقر المركز الإقليمي للإنذار الساحلي، ومتى تقرر أن يباشر عمله؟",
        "من يرأس مجلس إدارة صندوق التكيف الساحلي بعد تشكيله الجديد؟",
        "ما المقصود بعبارة ghost fishing في القرار RCW/RES/2022/8؟",
        "S/RES/2650؟",
    ],
    "en": [
        "How many observation wells will the monitoring network have under the 2022 resolution?",
        "What does RCW/SEC/2023/BP.3, paragraph 24, say?",
        "What is the yearly shortfall in spending on coastal protection?",
        "Which company built the solar-powered desalination plant at Ras al-Manara?",
        "Where is المرصد الإقليمي لنوعية المياه based?",
        "What share of the assessed contributions falls to Lulwan?",
    ],
}
FOLLOW_UPS: dict[Language, list[str]] = {
    "ar": ["ومتى يجب أن تكتمل؟", "وماذا عن الفقرة التالية؟", "ومن يدفع ذلك؟", "لماذا؟"],
    "en": ["And when must it be completed?", "And the next one?", "Who pays for it?", "Why?"],
}
REWRITTEN = [
    "How many observation wells will there be, and by when?",
    "كم بئرا ستضم الشبكة ومتى يجب أن تكتمل؟",
    "Standalone question: متى تكتمل شبكة الرصد؟",
    "I cannot help with that.",
    "",
]
REPLIES: list[Script] = [
    "{=0} [{0}].",
    "{=0} [{0}]. {=1} [{1}].",
    "ستضم الشبكة 165 بئرا للمراقبة [{0}].",
    "The network is to have 165 observation wells [{0}].",
    "The network is to have 165 observation wells [{0}]. ستضم الشبكة 165 بئرا للمراقبة [{0}].",
    "ستضم الشبكة 165 بئرا [{0}]. It must be operational by 30 June 2024 [{0}].",
    "Le réseau comptera 165 puits d'observation [{0}].",
    "The indexed documents do not answer this question.",
    "لا تجيب الوثائق المفهرسة عن هذا السؤال.",
    "The paragraphs do not mention it. لا أعرف.",
    "<think>بالعربية؟</think>The Council decides to expand the network [{0}].",
    "<think>In English?</think>يقرر المجلس توسيع الشبكة [{0}].",
    "No key at all here.",
    "لا مفتاح هنا.",
    "- البند الأول [{0}]\n- the second item [{1}]",
    lambda keys: "".join(f"[{key}]" for key in keys),
    '```json\n{{"a": 1}}\n```',
    "",
    ConnectionError("gone"),
]
OWN_WORDS = re.compile(r"^>.*$|«[^»]*»|“[^”]*”|\[[^\]]*\]|\b[A-Z]{2,}[\w./-]*", re.MULTILINE)


@pytest.fixture(scope="module")
def index(sample: Path) -> Index:
    return open_index(sample)


def foreign_lines(given: Answer, asked: Language) -> list[str]:
    """The lines of an answer whose own words are in another language than the asked one."""
    lines = OWN_WORDS.sub(" ", given.text).split("\n")
    return [
        line for line in lines if re.search(r"[^\W\d_]{3}", line) and language_of(line) != asked
    ]


def test_every_answer_of_three_hundred_turns_is_in_the_language_asked(index: Index) -> None:
    chance = random.Random(20261122)
    generated = 0
    history: tuple[Turn, ...] = ()
    for turn in range(TURNS):
        asked: Language = chance.choice(("ar", "en"))
        fresh = turn % CONVERSATION == 0
        history = () if fresh else history
        text = chance.choice((OPENINGS if fresh or chance.random() < 0.3 else FOLLOW_UPS)[asked])
        reply = REPLIES[turn % len(REPLIES)]
        # a follow-up is first rewritten; where it is not, that reply is the answer's
        rewritten = chance.choice(REWRITTEN)
        replies = [reply] if fresh else [rewritten, reply]
        streamed = chance.random() < 0.5
        given = answer(
            index,
            Question(text, history),
            model_saying(*replies, reply, piece=chance.randint(1, 40)),
            on_draft=(lambda _: None) if streamed else None,
        )
        assert given.language == asked, (text, given)
        assert not foreign_lines(given, asked), (text, reply, given.text)
        assert given.abstained or given.citations
        generated += given.model is not None and not given.abstained
        history = (*history, Turn("user", text), turn_of(given))
    assert generated >= TURNS // 20
