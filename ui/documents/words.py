"""The words of the Documents tab, in Arabic and English."""

from __future__ import annotations

from dataclasses import dataclass

from index.arabic.repair.values import RepairKind
from index.values import Language, Status
from ui.documents.listing import Order


@dataclass(frozen=True, slots=True)
class Words:
    """All words of the tab. `{…}` is filled in; numbers stand where they agree with anything."""

    tab: str
    # the list
    find: str
    body: str
    year: str
    language: str
    status: str
    text_state: str
    any: str
    damaged: str
    sound: str
    reset: str
    columns: dict[Order, str]
    tick: str
    tick_one: str
    actions: str
    languages: dict[Language, str]
    statuses: dict[Status, str]
    months: tuple[str, ...]
    shown: str
    none_found: str
    none_held: str
    previous: str
    following: str
    paragraphs: str
    unknown: str
    repaired: dict[RepairKind, str]
    sure: str
    missing_numbers: str
    open_first: str
    file: str
    report: str
    remove: str
    failed_list: str
    # what questions are restricted to
    tick_all: str
    restricted: str
    restricted_end: str
    clear: str
    # adding
    add: str
    choose: str
    drop: str
    kinds: str
    sending: str
    too_large: str
    no_name: str
    kept_waiting: str
    not_sent: str
    not_done: str
    empty: str
    wrong_kind: str
    twice: str
    exists: str
    exists_elsewhere: str
    replace: str
    leave: str
    close: str
    # taking out and making anew
    remove_title: str
    remove_says: str
    remove_kept: str
    cancel: str
    rebuild: str
    rebuild_says: str
    # jobs
    jobs: str
    job_kinds: dict[str, str]
    files: str
    waiting: str
    starting: str
    reading: str
    embedding: str
    writing: str
    done: str
    failed: str
    partly: str
    stopped: str
    stop: str
    dismiss: str
    by: str
    added: str
    changed: str
    unchanged: str
    removed: str
    not_read: str
    warnings: str
    gone: str
    # the report
    report_title: str
    report_made: str
    report_download: str


WORDS: dict[Language, Words] = {
    "ar": Words(
        tab="الوثائق",
        find="كلمات من الرمز أو العنوان أو اسم الملف",
        body="الجهة",
        year="السنة",
        language="اللغة",
        status="الحالة",
        text_state="سلامة النص",
        any="الكل",
        damaged="فيه خلل",
        sound="سليم",
        reset="إلغاء التصفية",
        columns={
            "symbol": "الوثيقة",
            "body": "الجهة",
            "date": "التاريخ",
            "language": "اللغة",
            "status": "الحالة",
            "paragraphs": "الفقرات",
            "quality": "سلامة النص",
        },
        tick="اختيار",
        tick_one="قصر الأسئلة على {name}",
        actions="إجراءات",
        languages={"ar": "العربية", "en": "الإنكليزية"},
        statuses={"adopted": "صادرة", "draft": "مشروع", "revised": "نص منقح"},
        months=(
            "كانون الثاني/يناير",
            "شباط/فبراير",
            "آذار/مارس",
            "نيسان/أبريل",
            "أيار/مايو",
            "حزيران/يونيه",
            "تموز/يوليه",
            "آب/أغسطس",
            "أيلول/سبتمبر",
            "تشرين الأول/أكتوبر",
            "تشرين الثاني/نوفمبر",
            "كانون الأول/ديسمبر",
        ),
        shown="{first}–{last} من {count}",
        none_found="لا توجد وثيقة بهذه الصفات.",
        none_held="لا توجد وثائق بعد؛ أضف ملفات أعلاه.",
        previous="السابق",
        following="التالي",
        paragraphs="عدد الفقرات",
        unknown="غير معروف",
        repaired={
            "runs": "كلمات أُعيد ترتيبها: {count}",
            "letters": "كلمات صُححت حروفها: {count}",
            "ocr": "كلمات أخطأها التعرف الضوئي: {count}",
            "number": "أرقام معكوسة قُرئت صحيحة: {count}",
        },
        sure="المؤكد منها {percent} في المائة",
        missing_numbers="أرقام فقرات ناقصة أو مكررة: {count}",
        open_first="فتح النص",
        file="الملف",
        report="تقرير سلامة النص",
        remove="حذف",
        failed_list="تعذر عرض القائمة. أعد تحميل الصفحة.",
        tick_all="اختيار كل ما في القائمة",
        restricted="الأسئلة مقصورة على الوثائق المختارة وعددها",
        restricted_end="",
        clear="إلغاء التقييد",
        add="إضافة وثائق",
        choose="اختر ملفات",
        drop="أو اسحبها إلى هنا",
        kinds="نص أو Markdown أو DOCX أو HTML أو PDF أو Akoma Ntoso، حتى {size} ميغابايت للملف الواحد.",
        sending="جار الإرسال",
        too_large="{name} أكبر من {size} ميغابايت، وهو أكبر حجم يُقبل؛ قسّم الملف.",
        no_name="لا اسم لهذا الملف؛ أعد تسميته ثم أرسله.",
        kept_waiting="تنتظر ملفات كثيرة لم تُقرأ بعد؛ انتظر حتى تُقرأ ثم أرسل غيرها.",
        not_sent="تعذر الإرسال. تحقق من الاتصال ثم أعد المحاولة.",
        not_done="لم يتم ذلك. تحقق من الاتصال ثم أعد المحاولة.",
        empty="{name} ملف فارغ؛ تحقق من أنه نُزّل كاملا.",
        wrong_kind="{name} ليس من أنواع الملفات التي تُقرأ، أو هو تالف؛ حوّله إلى نوع منها ثم أعد إرساله.",
        twice="في ما أرسلته ملفان باسم {name}. هل يُقرأ الثاني بدلا من الأول؟",
        exists="توجد وثيقة باسم {name}. هل يحل الملف الجديد محلها؟",
        exists_elsewhere=(
            "توجد وثيقة باسم {name} قُرئت من مجلد آخر على الخادوم. احذفها أولا، أو أعد تسمية ملفك."
        ),
        replace="إحلال محلها",
        leave="ترك الملف",
        close="إغلاق",
        remove_title="حذف {name}؟",
        remove_says="تُحذف الوثيقة وفقراتها من الفهرس، فلا تُجاب منها أسئلة ولا تعمل الروابط إليها.",
        remove_kept="ويُحذف ملفها إن كان قد أُضيف من هذه الصفحة.",
        cancel="إلغاء",
        rebuild="إعادة الفهرسة",
        rebuild_says=(
            "يُعاد بناء الفهرس كله من النصوص المحفوظة فيه. قد يستغرق ذلك دقائق، وتظل الأسئلة "
            "تُجاب في أثنائه."
        ),
        jobs="الأعمال",
        job_kinds={"ingest": "قراءة", "remove": "حذف", "rebuild": "إعادة الفهرسة"},
        files="عدد الملفات {count}",
        waiting="في الانتظار، والترتيب {place}",
        starting="يبدأ",
        reading="قراءة الملف {done} من {total}",
        embedding="فهرسة المقطع {done} من {total}",
        writing="كتابة الفهرس",
        done="تم",
        failed="لم يتم",
        partly="تم جزئيا",
        stopped="أُوقف؛ والفهرس كما كان",
        stop="إيقاف",
        dismiss="إخفاء",
        by="بطلب من {user}",
        added="أُضيفت",
        changed="جُددت",
        unchanged="لم تتغير",
        removed="حُذفت",
        not_read="لم تُقرأ",
        warnings="قُرئت جزئيا",
        gone="توقف العمل قبل تمامه؛ والفهرس كما كان. أعد المحاولة.",
        report_title="تقرير سلامة نص {name}",
        report_made="يُعد التقرير، وقد يستغرق ثواني…",
        report_download="تنزيل التقرير",
    ),
    "en": Words(
        tab="Documents",
        find="Words of the symbol, the title or the file name",
        body="Body",
        year="Year",
        language="Language",
        status="Status",
        text_state="State of the text",
        any="All",
        damaged="Damaged",
        sound="Sound",
        reset="Clear filters",
        columns={
            "symbol": "Document",
            "body": "Body",
            "date": "Date",
            "language": "Language",
            "status": "Status",
            "paragraphs": "Paragraphs",
            "quality": "State of the text",
        },
        tick="Tick",
        tick_one="Restrict questions to {name}",
        actions="Actions",
        languages={"ar": "Arabic", "en": "English"},
        statuses={"adopted": "Issued", "draft": "Draft", "revised": "Revised"},
        months=(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ),
        shown="{first}–{last} of {count}",
        none_found="No document is like that.",
        none_held="There are no documents yet; add files above.",
        previous="Previous",
        following="Next",
        paragraphs="Paragraphs",
        unknown="not known",
        repaired={
            "runs": "words put in order: {count}",
            "letters": "words of wrong letters: {count}",
            "ocr": "misrecognized words: {count}",
            "number": "reversed numbers read the right way round: {count}",
        },
        sure="{percent}% of them surely",
        missing_numbers="paragraph numbers missing or repeated: {count}",
        open_first="Read",
        file="File",
        report="Text report",
        remove="Remove",
        failed_list="The list could not be shown. Load the page again.",
        tick_all="Tick all that are listed",
        restricted="Questions are restricted to",
        restricted_end="of the documents",
        clear="Clear",
        add="Add documents",
        choose="Choose files",
        drop="or drop them here",
        kinds="Text, Markdown, DOCX, HTML, PDF or Akoma Ntoso, up to {size} MB a file.",
        sending="Sending",
        too_large="{name} is larger than {size} MB, the most that is taken; split the file.",
        no_name="This file has no name; rename it and send it again.",
        kept_waiting="Many files wait to be read; wait until they are, then send more.",
        not_sent="It could not be sent. Check the connection and try again.",
        not_done="That could not be done. Check the connection and try again.",
        empty="{name} is empty; check that it was downloaded whole.",
        wrong_kind="{name} is of no kind that is read, or is damaged; convert it and send it again.",
        twice="Two of the files sent are named {name}. Shall the second be read instead of the first?",
        exists="There is a document named {name}. Shall the new file replace it?",
        exists_elsewhere=(
            "There is a document named {name} that was read from another folder of the server. "
            "Remove it first, or rename your file."
        ),
        replace="Replace it",
        leave="Leave the file out",
        close="Close",
        remove_title="Remove {name}?",
        remove_says=(
            "The document and its paragraphs are taken out of the index: no question is answered "
            "from it any more, and links to it end."
        ),
        remove_kept="Its file goes as well if it was added on this page.",
        cancel="Cancel",
        rebuild="Re-index",
        rebuild_says=(
            "The whole index is made anew from the texts stored in it. That may take minutes; "
            "questions are answered meanwhile."
        ),
        jobs="Work in hand",
        job_kinds={"ingest": "Reading", "remove": "Removing", "rebuild": "Re-indexing"},
        files="{count} files",
        waiting="waiting, number {place} in line",
        starting="starting",
        reading="reading file {done} of {total}",
        embedding="indexing passage {done} of {total}",
        writing="writing the index",
        done="done",
        failed="failed",
        partly="done in part",
        stopped="stopped; the index is as it was",
        stop="Stop",
        dismiss="Hide",
        by="for {user}",
        added="Added",
        changed="Renewed",
        unchanged="Unchanged",
        removed="Removed",
        not_read="Not read",
        warnings="Read in part",
        gone="It ended before it was done; the index is as it was. Try again.",
        report_title="State of the text of {name}",
        report_made="The report is being made, which may take some seconds…",
        report_download="Download the report",
    ),
}
