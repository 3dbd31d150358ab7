"""The words of the source pane, in Arabic and English."""

from __future__ import annotations

from dataclasses import dataclass

from index.arabic.dates import MONTHS
from index.arabic.repair.values import RepairKind
from index.values import Kind, Language, Status


@dataclass(frozen=True, slots=True)
class Words:
    """All words of the pane that are not a document's."""

    draft: str
    status: dict[Status, str]
    page: str
    pages: str
    tools: str
    """What the row of buttons is called to those who hear the page."""
    previous: str
    next: str
    previous_paragraph: str
    next_paragraph: str
    outline: str
    outline_of: str
    """With `{}` for the document."""
    close: str
    widen: str
    """Makes the pane wide enough for two columns."""
    copy: str
    copy_citation: str
    copy_words: str
    copy_reading: str
    copy_link: str
    copied: str
    not_copied: str
    file: str
    file_of: str
    """With `{}` for the document's name."""
    file_gone: str
    comma: str
    under: str
    """Before the headings that the paragraph stands under."""
    before: str
    cited: str
    after: str
    left_out: str
    """In place of points between those that are shown, to those who hear the page."""
    in_source: str
    reading: str
    reading_tag: str
    repaired: str
    """Behind a repaired word, to those who hear the page."""
    moved_count: str
    changed_count: str
    unsure_count: str
    word_by_word: str
    stands: str
    """Between a word as it is read and as the source has it."""
    not_sure: str
    kinds: dict[RepairKind, str]
    official: dict[Language, str]
    """The heading over an official version, by the version's language."""
    open: str
    footnotes: str
    twins: str
    more_twins: str
    """With `{}` for how many."""
    same_words: str
    show_changes: str
    changes_legend: str
    page_image: str
    """With `{}` for the page's number."""
    page_alt: str
    """With `{page}` and `{file}`."""
    sections: dict[Kind, str]
    annex: str
    find: str
    nothing_found: str
    loading: str
    failed: str
    retry: str
    pane: str
    """What the pane is called to those who hear the page."""
    opened: str
    """With `{}` for what was opened."""
    missing: str
    no_link: str
    no_document: str
    """With `{}` for the document's name, as `no_words` and the `file_` sentences."""
    no_words: str
    file_moved: str
    file_changed: str
    no_image: str
    no_boxes: str


WORDS: dict[Language, Words] = {
    "ar": Words(
        draft="مشروع",
        status={"adopted": "معتمد", "draft": "مشروع لم يعتمد", "revised": "نص منقح"},
        page="الصفحة",
        pages="الصفحات",
        tools="أدوات الفقرة",
        previous="السابقة",
        next="التالية",
        previous_paragraph="الفقرة السابقة",
        next_paragraph="الفقرة التالية",
        outline="المحتويات",
        outline_of="محتويات {}",
        close="إغلاق",
        widen="توسيع",
        copy="نسخ",
        copy_citation="نسخ الإحالة",
        copy_words="نسخ النص",
        copy_reading="نسخ القراءة",
        copy_link="نسخ الرابط الدائم",
        copied="نُسخ",
        not_copied="لم يسمح المتصفح بالنسخ",
        file="الملف الأصلي",
        file_of="تنزيل الملف الأصلي {}",
        file_gone="لم يعد الملف الأصلي حيث قُرئ.",
        comma="، ",
        under="تحت",
        before="ما قبلها",
        cited="الفقرة المستشهد بها",
        after="ما بعدها",
        left_out="فقرات فرعية لم تُعرض",
        in_source="كما في المصدر، حرفا بحرف",
        reading="القراءة بعد الإصلاح، وليست حروف المصدر",
        reading_tag="قراءة بعد الإصلاح",
        repaired="أُصلحت",
        moved_count="كلمات أعيد ترتيبها",
        changed_count="كلمات أُصلحت",
        unsure_count="منها غير مؤكد",
        word_by_word="ما أُصلح، كلمة كلمة",
        stands="في المصدر",
        not_sure="غير مؤكد",
        kinds={
            "runs": "ترتيب",
            "letters": "حروف",
            "ocr": "التعرف الضوئي على الحروف",
            "number": "رقم",
        },
        official={"ar": "النص العربي الرسمي", "en": "النص الإنكليزي الرسمي"},
        open="فتح",
        footnotes="الحواشي",
        twins="وردت أيضا في",
        more_twins="وفي وثائق أخرى: {}",
        same_words="بالكلمات نفسها",
        show_changes="ما تغير",
        changes_legend="المشطوب من هذه الفقرة، والمسطر تحته من الأخرى.",
        page_image="صورة الصفحة {}",
        page_alt="صورة الصفحة {page} من الملف {file}، والفقرة فيها مؤطرة. نص الفقرة مكتوب أعلاه.",
        sections={
            "title": "العنوان",
            "preambular": "الديباجة",
            "operative": "المنطوق",
            "closing": "الخاتمة",
            "footnote": "الحواشي",
        },
        annex="المرفق",
        find="ابحث في المحتويات",
        nothing_found="لا شيء في المحتويات بهذه الكلمات.",
        loading="جارٍ الفتح…",
        failed="تعذر فتح الفقرة لأن الخادم لم يُجب؛ أعد المحاولة.",
        retry="أعد المحاولة",
        pane="المصدر",
        opened="فُتحت: {}",
        missing="لا فقرة هنا",
        no_link="هذا ليس رابط فقرة؛ انسخه مرة أخرى من حيث عُرض.",
        no_document="لم تعد الوثيقة {} في الفهرس؛ أضفها من جديد لفتح الرابط.",
        no_words="قُرئت الوثيقة {} من جديد، وليس فيها فقرة بالكلمات التي يشير إليها الرابط.",
        file_moved="لم يعد الملف الأصلي للوثيقة {} حيث قُرئ.",
        file_changed="تغير ملف الوثيقة {} منذ قُرئ؛ أعد قراءته أولا.",
        no_image="تعذر رسم الصفحة من ملف الوثيقة {}.",
        no_boxes="لا صورة لهذه الصفحة من الوثيقة {}: ليست ملف PDF، أو ليست الفقرة في هذه الصفحة.",
    ),
    "en": Words(
        draft="Draft",
        status={"adopted": "Adopted", "draft": "Draft, not adopted", "revised": "Revised text"},
        page="Page",
        pages="Pages",
        tools="Tools for the paragraph",
        previous="Previous",
        next="Next",
        previous_paragraph="Previous paragraph",
        next_paragraph="Next paragraph",
        outline="Outline",
        outline_of="Outline of {}",
        close="Close",
        widen="Widen",
        copy="Copy",
        copy_citation="Copy citation",
        copy_words="Copy words",
        copy_reading="Copy reading",
        copy_link="Copy permanent link",
        copied="Copied",
        not_copied="The browser did not allow copying",
        file="Original file",
        file_of="Download the original file {}",
        file_gone="The original file is no longer where it was read.",
        comma=", ",
        under="Under",
        before="Before it",
        cited="The cited paragraph",
        after="After it",
        left_out="Subparagraphs that are not shown",
        in_source="As in the source, to the letter",
        reading="Read after repair, not the source's own characters",
        reading_tag="Read after repair",
        repaired="repaired",
        moved_count="Words put in order",
        changed_count="Words repaired",
        unsure_count="Of them not sure",
        word_by_word="What was repaired, word by word",
        stands="in the source",
        not_sure="not sure",
        kinds={
            "runs": "order",
            "letters": "letters",
            "ocr": "character recognition",
            "number": "number",
        },
        official={"ar": "Official Arabic text", "en": "Official English text"},
        open="Open",
        footnotes="Footnotes",
        twins="Also in",
        more_twins="In other documents: {}",
        same_words="the same words",
        show_changes="What differs",
        changes_legend="Struck out: in this paragraph. Underlined: in the other.",
        page_image="Image of page {}",
        page_alt="Image of page {page} of the file {file} with the paragraph in a frame. The words of "
        "the paragraph stand above.",
        sections={
            "title": "Title",
            "preambular": "Preamble",
            "operative": "Operative part",
            "closing": "Closing",
            "footnote": "Footnotes",
        },
        annex="Annex",
        find="Find in the outline",
        nothing_found="Nothing in the outline has these words.",
        loading="Opening…",
        failed="The paragraph could not be opened because the server did not answer; try again.",
        retry="Try again",
        pane="Source",
        opened="Opened: {}",
        missing="No paragraph here",
        no_link="This is no link to a paragraph; copy it again from where it was shown.",
        no_document="The document {} is no longer in the index; add it again to follow the link.",
        no_words="The document {} has been read again, and no paragraph of it has the words that were "
        "linked to.",
        file_moved="The original file of the document {} is no longer where it was read.",
        file_changed="The file of the document {} has changed since it was read; read it in again "
        "first.",
        no_image="The page could not be drawn from the file of the document {}.",
        no_boxes="There is no image of this page of the document {}: it is no PDF, or the paragraph "
        "does not stand on this page.",
    ),
}


def changes(count: int, language: Language) -> str:
    """How many places differ, in words: `two changes`, `تغييران`."""
    if language == "en":
        spelt = {0: "the same words", 1: "one change", 2: "two changes", 3: "three changes"}
        return spelt.get(count, f"{count} changes")
    spelt = {0: "بالكلمات نفسها", 1: "تغيير واحد", 2: "تغييران"}
    if count in spelt:
        return spelt[count]
    last = count % 100
    return f"{count} {'تغييرات' if 3 <= last <= 10 else 'تغييرا' if last > 10 else 'تغيير'}"


def day(date: str, language: Language) -> str:
    """A date of a document (`2021-12-16`, or the year alone) as UN documents print it."""
    parts = date.split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        return date
    year, month, number = (int(part) for part in parts)
    if not 1 <= month <= 12:
        return date
    names = MONTHS[month - 1]
    name = names[-1].capitalize() if language == "en" else f"{names[0]}/{names[1]}"
    return f"{number} {name} {year}"
