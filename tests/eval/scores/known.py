"""A small collection, a set of questions and a run that answers all of them perfectly.

Two resolutions of two years that differ in their numbers only (twins), the first of them in English
too, and a report. All of it is made up here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.support.check import check
from assistant.support.values import Cited
from eval.runs.lines import Flip, Line, Place, Statement
from eval.scores.question import score
from eval.scores.values import Scored
from eval.sets.questions import Asked, Evidence, Nugget
from index.values import Language, Span

FIRST, SECOND = "resolution-41.ar.txt", "resolution-42.ar.txt"
ENGLISH, REPORT = "resolution-41.en.txt", "report.ar.txt"


MATTERS = "الصحة المياه الكهرباء الطرق المدارس الغابات الموانئ المطارات الأسواق المصارف الآثار المتاحف المكتبات".split()
"""What the last paragraphs of the resolutions are about, so that a whole one is longer than a page."""


def _resolution(troops: str, until: str, days: str) -> list[str]:
    return [
        f"يقرر تمديد ولاية البعثة حتى {until}؛",
        f"يأذن بنشر قوة قوامها {troops} فرد كحد أقصى في المنطقة الجنوبية لحماية المدنيين؛",
        f"يطلب إلى الأمين العام أن يقدم إليه تقريرا خطيا كل {days} يوما عن أنشطة البعثة؛",
        "يحث جميع الأطراف على ضمان وصول المساعدة الإنسانية إلى المحتاجين دون عوائق؛",
        "يدعو الدول المجاورة إلى فتح المعابر الحدودية أمام قوافل الإغاثة والعاملين فيها؛",
        "يشجع الجهات المانحة على تمويل برنامج إزالة الألغام من الأراضي الزراعية؛",
        *(
            f"يحيط علما بما ورد عن {matter} في الفصل {number} من تقرير فريق الرصد والتقييم الميداني؛"
            for number, matter in enumerate(MATTERS, 1)
        ),
    ]


PARAGRAPHS: dict[str, list[str]] = {
    FIRST: _resolution("1200", "31 آذار/مارس 2041", "60"),
    SECOND: _resolution("1450", "30 أيلول/سبتمبر 2042", "90"),
    ENGLISH: [
        "Decides to extend the mandate of the Mission until 31 March 2041;",
        "Authorizes the deployment of a force of up to 1200 personnel in the southern region;",
        "Requests the Secretary-General to submit a written report every 60 days on the Mission;",
        "Recalls resolution A/RES/88/5 and the 14 recommendations of the panel of experts;",
    ],
    REPORT: [
        "بلغ عدد المستفيدين من برنامج التدريب المهني في المدن الساحلية عددا غير مسبوق؛",
        "أنشأت الأمانة لجنة لمتابعة مشاريع المياه والصرف الصحي في المدارس الريفية؛",
        "اختتمت حلقة العمل المعنية بالطاقة المتجددة أعمالها باعتماد خطة للتعاون التقني؛",
    ],
}
SYMBOLS = {
    FIRST: "A/RES/95/41",
    SECOND: "A/RES/96/42",
    ENGLISH: "A/RES/95/41",
    REPORT: "A/95/7",
}


def _texts() -> tuple[dict[str, str], dict[tuple[str, int], Span]]:
    texts, places = {}, {}
    for name, paragraphs in PARAGRAPHS.items():
        text = ""
        for number, words in enumerate(paragraphs, 1):
            printed = f"{number} - {words}"
            places[name, number] = Span(len(text), len(text) + len(printed))
            text += printed + "\n\n"
        texts[name] = text
    return texts, places


TEXTS, PLACES = _texts()


def language_of(name: str) -> Language:
    return "en" if name == ENGLISH else "ar"


def paragraph(name: str, number: int, quote: str = "") -> Place:
    """A paragraph as a passage, or with a quotation as a citation."""
    span = PLACES[name, number]
    if not quote:
        return Place(name, (span,), symbol=SYMBOLS[name], number=str(number))
    start = TEXTS[name].index(quote, span.start)
    spans = (Span(start, start + len(quote)),)
    return replace(paragraph(name, number), quote=quote, quote_spans=spans)


def evidence(name: str, number: int) -> Evidence:
    span = PLACES[name, number]
    return Evidence(name, span.start, span.end, f"op. para. {number}")


def cite(place: Place) -> Cited | None:
    """What a place cites, as an index would tell it."""
    text = TEXTS.get(place.source)
    if text is None or any(not 0 <= s.start < s.end <= len(text) for s in place.spans):
        return None
    number = next(
        (n for (name, n), s in PLACES.items() if (name, s) == (place.source, place.spans[0])), None
    )
    return Cited(
        " ".join(text[s.start : s.end] for s in place.spans),
        language_of(place.source),
        SYMBOLS[place.source],
        str(number) if number else None,
        f"op. para. {number}" if number else "",
    )


@dataclass(frozen=True, slots=True)
class Known:
    """A question and the line that answers it perfectly."""

    asked: Asked
    line: Line


def _line(
    asked: Asked,
    statements: list[tuple[str, tuple[int, ...]]],
    citations: tuple[Place, ...],
    confidence: float,
    flip: Flip | None = None,
) -> Line:
    wanted = tuple(Span(e.start, e.end) for e in asked.evidence)
    others = [paragraph(*place) for place in PLACES if PLACES[place] not in wanted]
    # all evidence in one passage, or no run could have it all in the first one
    passages = [Place(asked.evidence[0].doc, wanted)] if wanted else []
    return Line(
        asked.id,
        language=asked.lang,
        abstained=not asked.answerable,
        answer="\n\n".join(text for text, _ in statements) or "لا تجيب الوثائق عن هذا السؤال.",
        statements=tuple(Statement(*each) for each in statements),
        citations=citations,
        passages=(*passages, *others)[:20],
        confidence=confidence,
        total_ms=100.0,
        flip=flip,
    )


def perfect() -> list[Known]:
    """The set with its perfect run."""
    known = []

    def add(
        asked: Asked,
        *statements: tuple[str, tuple[int, ...]],
        citations: tuple[Place, ...] = (),
        confidence: float = 0.9,
        flip: Flip | None = None,
    ) -> None:
        known.append(Known(asked, _line(asked, list(statements), citations, confidence, flip)))

    quote = "نشر قوة قوامها 1200 فرد كحد أقصى"
    add(
        Asked(
            "number",
            "ar",
            "number",
            "easy",
            "كم يبلغ قوام القوة المأذون بها في القرار 95/41؟",
            True,
            evidence=(evidence(FIRST, 2),),
            answers={"ar": ("1200 فرد",), "en": ("1200",)},
            nuggets=(
                Nugget("قوام القوة 1200 فرد", vital=True),
                Nugget("في المنطقة الجنوبية", vital=False),
            ),
        ),
        (
            f"تأذن الفقرة 2 من القرار A/RES/95/41 بقوة قوامها 1200 فرد في المنطقة الجنوبية [1]: «{quote}»",
            (0,),
        ),
        citations=(paragraph(FIRST, 2, quote),),
        flip=Flip(FIRST, 0, 4, "1200", "1300", changed=True),
    )
    add(
        Asked(
            "date",
            "ar",
            "lookup",
            "medium",
            "حتى متى مددت ولاية البعثة؟",
            True,
            evidence=(evidence(FIRST, 1),),
            answers={"ar": ("31 آذار/مارس 2041",)},
            slice="twin",
        ),
        ("تمدد ولاية البعثة حتى 31 آذار/مارس 2041 [1].", (0,)),
        citations=(paragraph(FIRST, 1),),
        confidence=0.95,
    )
    add(
        Asked(
            "list",
            "ar",
            "list",
            "hard",
            "ما المطلوب من الأطراف والدول المجاورة في القرار 95/41؟",
            True,
            evidence=(evidence(FIRST, 4), evidence(FIRST, 5)),
            nuggets=(
                Nugget("ضمان وصول المساعدة الإنسانية دون عوائق", vital=True),
                Nugget("فتح المعابر الحدودية أمام قوافل الإغاثة", vital=True),
            ),
            slice="list",
        ),
        ("على الأطراف ضمان وصول المساعدة الإنسانية إلى المحتاجين دون عوائق [1].", (0,)),
        ("على الدول المجاورة فتح المعابر الحدودية أمام قوافل الإغاثة [2].", (1,)),
        citations=(paragraph(FIRST, 4), paragraph(FIRST, 5)),
    )
    quote = "the 14 recommendations of the panel of experts"
    add(
        Asked(
            "english",
            "en",
            "lookup",
            "medium",
            "What does A/RES/95/41 recall?",
            True,
            evidence=(evidence(ENGLISH, 4),),
            answers={"en": ("A/RES/88/5",)},
        ),
        (f"Operative paragraph 4 recalls A/RES/88/5 and “{quote}” [1].", (0,)),
        citations=(paragraph(ENGLISH, 4, quote),),
    )
    add(
        Asked(
            "absent", "ar", "unanswerable", "medium", "ما سعر النفط اليوم؟", False, slice="absent"
        ),
        confidence=0.05,
    )
    return known


def scored(known: list[Known], missing: frozenset[str] = frozenset()) -> list[Scored]:
    """The run scored by the real checker; questions in `missing` have no line."""
    return [
        score(each.asked, None if each.asked.id in missing else each.line, TEXTS.get, check, cite)
        for each in known
    ]
