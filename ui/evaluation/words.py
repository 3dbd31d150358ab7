"""The words of the Evaluation tab in Arabic and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index.values import Language


@dataclass(frozen=True, slots=True)
class Words:
    """All words of the tab. Figures keep their names, which the command line has as well; `figures`
    says what they are.
    """

    heading: str
    about: str
    runs: str
    no_runs: str
    questions: str
    set: str
    system: str
    systems: Mapping[str, str]
    started: str
    interval: str
    few: str
    unfinished: str
    damaged: str
    no_report: str
    report: str
    report_of: str
    download: str
    close: str
    go_on: str
    compare: str
    compare_about: str
    first: str
    second: str
    choose: str
    compare_button: str
    comparing: str
    compared: str
    compared_over: str
    compared_page: str
    figure: str
    a: str
    b: str
    difference: str
    verdict: str
    verdicts: Mapping[str, str]
    changed: Mapping[str, str]
    method: str
    begin: str
    begin_about: str
    shipped: str
    kept: str
    from_file: str
    file: str
    choose_file: str
    no_file_yet: str
    name: str
    name_hint: str
    begin_button: str
    busy: str
    stop: str
    stopping: str
    reading: str
    asking: str
    scoring: str
    state_done: str
    state_stopped: str
    state_failed: str
    gone: str
    no_file: str
    too_large: str
    unknown_set: str
    unknown_system: str
    same_runs: str
    unknown_run: str
    bad_name: str
    no_set: str
    feedback: str
    feedback_about: str
    no_feedback: str
    said_of: str
    answer: str
    no_answer: str
    right: str
    drafted: str
    drafts: str
    failed: str
    figures: Mapping[str, str]


WORDS: dict[Language, Words] = {
    "ar": Words(
        heading="التقييم",
        about="كل جولة تطرح مجموعة أسئلة وتقيس الأجوبة. والأرقام من ملفات الجولات نفسها.",
        runs="الجولات",
        no_runs="لا توجد جولات بعد.",
        questions="الأسئلة",
        set="مجموعة الأسئلة",
        system="النظام",
        systems={
            "extractive": "أجوبة بكلمات الوثائق",
            "retrieval": "البحث وحده",
            "model": "أجوبة النموذج اللغوي",
        },
        started="بدأت في",
        interval="فترة الثقة 95 في المائة، وعدد الأسئلة",
        few="قليل",
        unfinished="غير مكتملة: {done} من {total}",
        damaged="تالفة",
        no_report="لا تقرير لها",
        report="التقرير",
        report_of="تقرير الجولة",
        download="تنزيل التقرير",
        close="إغلاق",
        go_on="متابعة",
        compare="مقارنة جولتين",
        compare_about="هل الثانية أفضل من الأولى؟ تحسب الفروق على الأسئلة التي طرحت في كلتيهما.",
        first="الأولى (ألف)",
        second="الثانية (باء)",
        choose="اختر جولة",
        compare_button="قارن",
        comparing="تجري المقارنة…",
        compared="باء ({b}) مقارنة بألف ({a})",
        compared_over="الأسئلة المشتركة: {n}",
        compared_page="المقارنة كاملة، سؤالا سؤالا",
        figure="المقياس",
        a="ألف",
        b="باء",
        difference="باء ناقص ألف",
        verdict="الحكم",
        verdicts={
            "better": "أفضل",
            "worse": "أسوأ",
            "noise": "لا يتجاوز الصدفة",
            "same": "كما هو",
        },
        changed={
            "worse": "أسئلة أسوأ حالا",
            "mixed": "أسئلة أفضل في بعض المقاييس وأسوأ في غيرها",
            "better": "أسئلة أفضل حالا",
            "other": "أسئلة لا تقاس في الجولتين معا",
        },
        method="يعد الفرق أفضل أو أسوأ إذا لم تشمل فترة الثقة الصفر وكانت القيمة الاحتمالية دون 0.05، "
        "وإلا فقد يكون من الصدفة. والقيمة المصححة بطريقة هولم تراعي كثرة المقاييس.",
        begin="بدء جولة",
        begin_about="تجري الجولة في الخلفية، وتبقى المحادثة سريعة. ويمكن إيقافها ثم متابعتها.",
        shipped="{name}: مع Fiqra، لوثائق العينة",
        kept="{name}: رفعت سابقا",
        from_file="ملف من هذا الجهاز…",
        file="ملف الأسئلة (JSONL)",
        choose_file="اختر ملفا",
        no_file_yet="لم يختر ملف",
        name="اسم الجولة",
        name_hint="(اختياري)",
        begin_button="ابدأ",
        busy="تجري الآن جولة أخرى ({run})؛ انتظر انتهاءها أو أوقفها.",
        stop="أوقف الجولة",
        stopping="يجري إيقافها…",
        reading="تقرأ المجموعة والفهرس…",
        asking="{done} من {total} من الأسئلة",
        scoring="طرحت الأسئلة كلها، ويجري قياس الأجوبة…",
        state_done="اكتملت",
        state_stopped="أوقفت، وما أجيب عنه محفوظ",
        state_failed="لم تكتمل",
        gone="انتهت من غير أن تذكر السبب؛ وقد يكون في سجل الخادم.",
        no_file="اختر ملف الأسئلة أولا.",
        too_large="الملف أكبر من {size} ميغابايت.",
        unknown_set="لم تعد مجموعة الأسئلة هذه موجودة؛ أعد تحميل الصفحة.",
        unknown_system="هذا النظام غير متاح هنا.",
        same_runs="اختر جولتين مختلفتين لمقارنتهما.",
        unknown_run="لم تعد الجولة {run} موجودة؛ أعد تحميل الصفحة.",
        bad_name="لا يصلح {name} اسما للجولة؛ اكتب حروفا وأرقاما ونقاطا وشرطات.",
        no_set="{name} ليس مجموعة أسئلة: هو فارغ أو ليس نصا بترميز UTF-8.",
        feedback="أجوبة قيل إنها خاطئة",
        feedback_about="يراها كل من يستخدم هذه الصفحة. وكل منها مسودة سؤال للتقييم، لا تطرحه جولة قبل "
        "أن يكمل.",
        no_feedback="لم يبلغ أحد عن جواب خاطئ.",
        said_of="ما قيل عنه",
        answer="الجواب",
        no_answer="امتنع عن الجواب.",
        right="ما قيل إنه صحيح",
        drafted="المسودة",
        drafts="تنزيل المسودات (JSONL)",
        failed="لم يتم ذلك؛ أعد المحاولة.",
        figures={
            "hit@1": "فقرة صحيحة في المقدمة",
            "hit@5": "فقرة صحيحة بين الخمس الأولى",
            "mrr@10": "علو أول فقرة صحيحة",
            "budget@3000": "نصيب الأدلة في أول 3000 حرف",
            "evidence_precision": "إحالات إلى الأدلة",
            "evidence_recall": "أدلة محال إليها",
            "citation_precision": "إحالات يحتاج إليها القول",
            "citation_recall": "أقوال تسندها إحالاتها",
            "quotes_verified": "اقتباسات مطابقة للأصل",
            "numbers_grounded": "أعداد واردة في الفقرات المحال إليها",
            "accepted_answer": "أجوبة مقبولة",
            "vital_nuggets": "وقائع جوهرية مذكورة",
            "answered": "أسئلة لها جواب وأجيب عنها",
            "error_rate": "أسئلة لها جواب ولم يجب عنها",
            "abstain_recall": "امتناع حيث لا جواب",
            "hallucination_rate": "إجابة حيث لا جواب",
            "failed": "أسئلة انتهت بعطل",
            "language": "الجواب بلغة السؤال",
            "total_ms": "الزمن حتى الجواب",
        },
    ),
    "en": Words(
        heading="Evaluation",
        about="A run asks a set of questions and measures the answers. The figures are those of the "
        "runs' own files.",
        runs="Runs",
        no_runs="There are no runs yet.",
        questions="Questions",
        set="Question set",
        system="System",
        systems={
            "extractive": "Answers in the documents' words",
            "retrieval": "Search alone",
            "model": "Answers of the language model",
        },
        started="Started",
        interval="95% interval, number of questions",
        few="few",
        unfinished="Not finished: {done} of {total}",
        damaged="Damaged",
        no_report="It has no report",
        report="Report",
        report_of="Report of the run",
        download="Download report",
        close="Close",
        go_on="Go on",
        compare="Compare two runs",
        compare_about="Is the second better than the first? Differences are taken over the questions "
        "that both were asked.",
        first="First (A)",
        second="Second (B)",
        choose="Choose a run",
        compare_button="Compare",
        comparing="Comparing…",
        compared="B ({b}) against A ({a})",
        compared_over="Questions in both: {n}",
        compared_page="The whole comparison, question by question",
        figure="Figure",
        a="A",
        b="B",
        difference="B minus A",
        verdict="Verdict",
        verdicts={"better": "Better", "worse": "Worse", "noise": "Noise", "same": "The same"},
        changed={
            "worse": "Questions that got worse",
            "mixed": "Better in some figures and worse in others",
            "better": "Questions that got better",
            "other": "Not measured in both",
        },
        method="A difference counts as better or worse if its 95% interval leaves out 0 and p is below "
        "0.05; else it may well be chance. Holm's p allows for the number of figures.",
        begin="Begin a run",
        begin_about="It runs in the background and the chat stays quick. It can be stopped, and gone "
        "on with later.",
        shipped="{name}: ships with Fiqra, for its sample documents",
        kept="{name}: sent before",
        from_file="A file of this computer…",
        file="File of questions (JSONL)",
        choose_file="Choose a file",
        no_file_yet="None chosen",
        name="Name of the run",
        name_hint="(optional)",
        begin_button="Begin",
        busy="Another run ({run}) is under way; wait for its end or stop it.",
        stop="Stop the run",
        stopping="Stopping…",
        reading="Reading the set and the index…",
        asking="{done} of {total} questions",
        scoring="All questions are asked; the answers are being measured…",
        state_done="Finished",
        state_stopped="Stopped; what was answered is kept",
        state_failed="Did not finish",
        gone="It ended without saying why; the server's log may tell.",
        no_file="Choose a file of questions first.",
        too_large="The file is larger than {size} MB.",
        unknown_set="This question set is not there any more; load the page again.",
        unknown_system="This system is not to be had here.",
        same_runs="Choose two different runs to compare.",
        unknown_run="There is no run {run} any more; load the page again.",
        bad_name="A run cannot be called {name}; write letters, digits, dots and hyphens.",
        no_set="{name} is no set of questions: it is empty, or not text in UTF-8.",
        feedback="Answers said to be wrong",
        feedback_about="Everybody who uses this page sees them. Each is the draft of an evaluation "
        "question, which no run asks until it is finished.",
        no_feedback="Nobody has reported a wrong answer.",
        said_of="What was said of it",
        answer="Answer",
        no_answer="It gave no answer.",
        right="Said to be right",
        drafted="Draft",
        drafts="Download drafts (JSONL)",
        failed="That did not work; try again.",
        figures={
            "hit@1": "A right paragraph comes first",
            "hit@5": "A right paragraph among the first five",
            "mrr@10": "How high the first right paragraph stands",
            "budget@3000": "Evidence in the first 3,000 characters",
            "evidence_precision": "Citations that are evidence",
            "evidence_recall": "Evidence that is cited",
            "citation_precision": "Citations that a statement needs",
            "citation_recall": "Statements that their citations carry",
            "quotes_verified": "Quotations true to the letter",
            "numbers_grounded": "Numbers that the cited paragraphs hold",
            "accepted_answer": "Accepted answers",
            "vital_nuggets": "Vital facts stated",
            "answered": "Answerable and answered",
            "error_rate": "Answerable and not answered",
            "abstain_recall": "Silent where there is no answer",
            "hallucination_rate": "Answered where there is no answer",
            "failed": "Questions that ended in an error",
            "language": "In the question's language",
            "total_ms": "Time to the answer",
        },
    ),
}
