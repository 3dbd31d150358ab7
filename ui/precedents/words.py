"""The words of the Precedents tab, in Arabic and English. What is said of a formulation is in `prompts/`."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.strength import Verdict
from index.values import Language

NEARNESS = (0.95, 0.75, 0.55, 0.4)
"""Similarities from which on a word of `Words.near` holds; the last is that of new language."""


@dataclass(frozen=True, slots=True)
class Words:
    """All words of the tab. `{…}` is filled in."""

    tab: str
    clause: str
    hint: str
    find: str
    searching: str
    top: str
    body: str
    first_year: str
    last_year: str
    kind: str
    kinds: dict[str, str]
    speaking: str
    speakings: dict[Verdict, str]
    any: str
    filters: str
    draft: str
    draft_says: str
    draft_waiting: str
    draft_done: str
    draft_ended: str
    too_short: str
    too_long: str
    stop: str
    stopped: str
    too_large: str
    failed: str
    gone: str
    busy: str
    percent: str
    """With `{number}`."""
    count: str
    nearest: str
    nothing: str
    near: tuple[str, ...]
    """For each of `NEARNESS`, and for what is less."""
    by_meaning: str
    likeness: str
    differs: str
    marks: dict[str, str]
    """For those who hear the marks: by element and class."""
    legend: str
    itself: str
    verdicts: dict[Verdict, str]
    no_verdict: str
    history: str
    loading: str
    official: dict[Language, str]
    copy_citation: str
    copy_quotation: str
    copied: str
    take: str
    paragraph: str
    new: str
    agreed: str


WORDS: dict[Language, Words] = {
    "ar": Words(
        tab="السوابق",
        clause="النص المقترح",
        hint="الصق فقرة بالعربية أو بالإنكليزية كما صيغت",
        find="ابحث عن سوابق",
        searching="يجري البحث…",
        top="عدد الصيغ",
        body="الجهة",
        first_year="من سنة",
        last_year="إلى سنة",
        kind="نوع الفقرة",
        kinds={
            "operative": "فقرات المنطوق",
            "preambular": "فقرات الديباجة",
            "paragraph": "فقرات مرقمة",
        },
        speaking="قوة السابقة",
        speakings={
            "weaker": "أضعف من النص المقترح",
            "same": "بقوته",
            "stronger": "أقوى منه",
        },
        any="الكل",
        filters="تضييق البحث",
        draft="أو مشروع كامل",
        draft_says="ملف بأي نوع يُقرأ، حتى {size} ميغابايت: يُبحث لكل فقرة منه عن سابقة.",
        draft_waiting="يُحضَّر المشروع",
        draft_done="الفقرة {done} من {total}",
        draft_ended="اكتمل البحث. عدد الفقرات: {count}",
        too_short="هذا النص أقصر من أن يُبحث له عن سابقة؛ الصق جملة أو أكثر.",
        too_long="هذا النص أطول من فقرة؛ الصق فقرة واحدة، أو أرسل المشروع كله ملفا.",
        stop="إيقاف",
        stopped="أُوقف البحث.",
        too_large="الملف أكبر من {size} ميغابايت؛ أرسل جزءا منه.",
        failed="تعذر البحث. تحقق من الاتصال ثم أعد المحاولة.",
        gone="لم تعد هذه النتائج محفوظة؛ ابحث من جديد.",
        busy="ينتظر عمل كثير؛ أعد المحاولة بعد قليل.",
        percent="{number} في المائة",
        count="عدد الصيغ: {count}",
        nearest="أقرب ما في الوثائق مع ذلك",
        nothing="لا توجد صيغة بهذه الصفات.",
        near=("بالألفاظ نفسها تقريبا", "قريبة جدا", "قريبة", "متشابهة جزئيا", "بعيدة"),
        by_meaning="بالمعنى",
        likeness="درجة التشابه",
        differs="النص المقترح مقارنة بالسابقة",
        marks={
            "ins added": "مضاف",
            "del missing": "محذوف",
            "del changed": "كان",
            "ins changed": "صار",
            "del moved": "نُقل من هنا",
            "ins moved": "نُقل إلى هنا",
        },
        legend="المشطوب في السابقة وحدها، والمسطَّر في النص المقترح وحده، وما نُقل في إطار منقط.",
        itself="نص السابقة",
        verdicts={
            "weaker": "النص المقترح أضعف",
            "same": "بالقوة نفسها",
            "stronger": "النص المقترح أقوى",
        },
        no_verdict="لا تُقارن القوتان",
        history="ما تغيّر ومتى",
        loading="يُجمع…",
        official={"ar": "النص العربي الرسمي", "en": "النص الإنكليزي الرسمي"},
        copy_citation="نسخ الإحالة",
        copy_quotation="نسخ النص مع الإحالة",
        copied="نُسخ",
        take="تنزيل",
        paragraph="الفقرة {number}",
        new="صيغة جديدة",
        agreed="لها سابقة",
    ),
    "en": Words(
        tab="Precedents",
        clause="Your clause",
        hint="Paste a paragraph in Arabic or English as it is drafted",
        find="Find precedents",
        searching="Looking…",
        top="Formulations",
        body="Body",
        first_year="From year",
        last_year="To year",
        kind="Kind of paragraph",
        kinds={
            "operative": "Operative",
            "preambular": "Preambular",
            "paragraph": "Numbered",
        },
        speaking="Strength of the precedent",
        speakings={
            "weaker": "Weaker than the clause",
            "same": "As strong",
            "stronger": "Stronger",
        },
        any="All",
        filters="Narrow it down",
        draft="Or a whole draft",
        draft_says="Any readable file up to {size} MB; a precedent is sought for each paragraph.",
        draft_waiting="the draft is being made ready",
        draft_done="paragraph {done} of {total}",
        draft_ended="The search is done. Paragraphs: {count}",
        too_short="The clause is too short to have a precedent; paste a sentence or more.",
        too_long="The clause is longer than a paragraph; paste one, or send the whole draft as a file.",
        stop="Stop",
        stopped="The search was stopped.",
        too_large="The file is larger than {size} MB; send a part of it.",
        failed="It could not be looked for. Check the connection and try again.",
        gone="These results are not kept any more; look again.",
        busy="Much work is waiting; try again in a while.",
        percent="{number}%",
        count="Formulations: {count}",
        nearest="Nearest paragraphs",
        nothing="No formulation is like that.",
        near=("almost word for word", "very near", "near", "alike in part", "far"),
        by_meaning="by meaning",
        likeness="Similarity",
        differs="Your clause against the precedent",
        marks={
            "ins added": "added",
            "del missing": "missing",
            "del changed": "was",
            "ins changed": "now",
            "del moved": "moved from here",
            "ins moved": "moved here",
        },
        legend="Struck through: in the precedent only. Underlined: in your clause only. In a dotted frame: moved.",
        itself="The precedent's own words",
        verdicts={
            "weaker": "Your clause is weaker",
            "same": "As strong",
            "stronger": "Your clause is stronger",
        },
        no_verdict="Their strength does not compare",
        history="What changed when",
        loading="Being put together…",
        official={"ar": "Official Arabic text", "en": "Official English text"},
        copy_citation="Copy the citation",
        copy_quotation="Copy the words with it",
        copied="Copied",
        take="Download",
        paragraph="Paragraph {number}",
        new="New language",
        agreed="Has a precedent",
    ),
}


def near_words(similarity: float, words: Words) -> str:
    """How near a formulation is, in words."""
    for least, said in zip(NEARNESS, words.near, strict=False):
        if similarity >= least:
            return said
    return words.near[-1]
