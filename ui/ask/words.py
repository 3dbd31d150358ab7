"""The words of the Ask tab and of the page's head, in Arabic and English."""

from __future__ import annotations

from dataclasses import dataclass

from index.values import Language


@dataclass(frozen=True, slots=True)
class Words:
    """All words of conversations that are not the assistant's (those are in `prompts/`)."""

    name: str
    purpose: str
    holdings: str
    """With `{documents}` and `{paragraphs}`."""
    question: str
    hint: str
    ask: str
    stop: str
    stopping: str
    empty: str
    too_long: str
    """With `{most}`."""
    wait: str
    """While the paragraphs are looked for."""
    checking: str
    withdrawn: str
    withdrawn_why: str
    translation: str
    corrected: str
    no_answer: str
    ask_otherwise: str
    search_everywhere: str
    restricted: str
    """With `{count}` documents."""
    unrestrict: str
    sources: str
    source: str
    file: str
    page: str
    also: str
    """With `{count}`: how many other documents say nearly the same."""
    read_as: str
    in_arabic: str
    in_english: str
    copy: str
    copy_plain: str
    copy_markdown: str
    copy_footnotes: str
    copied: str
    not_copied: str
    edit: str
    editing: str
    cancel: str
    retry: str
    wrong: str
    wrong_what: str
    wrong_right: str
    wrong_told: str
    wrong_send: str
    wrong_thanks: str
    written_by: str
    """With `{model}`."""
    own_words: str
    time: str
    """With `{seconds}`."""
    examples: str
    begin: str
    conversations: str
    conversation: str
    new: str
    none_yet: str
    rename: str
    new_name: str
    delete: str
    delete_sure: str
    """With `{title}`."""
    deleted: str
    take_docx: str
    take_markdown: str
    more: str
    """The menu of a conversation, with `{title}`."""
    ready: str
    """With `{count}` citations."""
    ready_none: str
    failed: str
    lost: str
    gone: str
    scope_gone: str
    language: str
    theme: str
    logout: str
    said_by: str
    """Before a question, for those who hear the page."""
    answer: str
    queued: str
    """With `{place}` and `{count}`."""


WORDS: dict[Language, Words] = {
    "ar": Words(
        name="فِقرة",
        purpose="تجيب من الوثائق، ومع كل قول إحالة إلى فقرته.",
        holdings="الوثائق: {documents} · الفقرات: {paragraphs}",
        question="سؤالك",
        hint="اسأل بالعربية أو بالإنكليزية",
        ask="اسأل",
        stop="توقف",
        stopping="يجري الإيقاف…",
        empty="اكتب سؤالا أولا.",
        too_long="السؤال أطول من {most} حرف؛ اختصره، أو ابحث عن النص في تبويب السوابق.",
        wait="يجري البحث في الوثائق…",
        checking="قيد التحقق",
        withdrawn="مسحوبة",
        withdrawn_why="جمل كتبها النموذج ولم تُعتمد",
        translation="ترجمة من المساعد",
        corrected="صُححت إحالتها",
        no_answer="لا جواب في الوثائق",
        ask_otherwise="أعد صياغة السؤال",
        search_everywhere="اسأل جميع الوثائق",
        restricted="يقتصر البحث على الوثائق المختارة، وعددها {count}.",
        unrestrict="البحث في الجميع",
        sources="المصادر",
        source="المصدر",
        file="الملف",
        page="الصفحة",
        also="وبنحوه في {count} أخرى",
        read_as="القراءة بعد الإصلاح",
        in_arabic="النص العربي",
        in_english="النص الإنكليزي",
        copy="نسخ",
        copy_plain="نص مع الإحالات",
        copy_markdown="Markdown",
        copy_footnotes="مع حواش",
        copied="نُسخ.",
        not_copied="تعذر النسخ؛ حدّد النص وانسخه بنفسك.",
        edit="تعديل السؤال",
        editing="تعدّل سؤالا سابقا؛ يحلّ جوابه الجديد محل ما بعده.",
        cancel="إلغاء",
        retry="إعادة المحاولة",
        wrong="هذا خطأ",
        wrong_what="ما الخطأ في الجواب؟",
        wrong_right="الفقرة الصحيحة، إن عرفتها (مثل: S/RES/2506\N{NO-BREAK SPACE}(2020)، الفقرة 4)",
        wrong_told="تُحفظ ملاحظتك مع السؤال وجوابه وما سبقهما في المحادثة، ويراها من يستعمل تبويب التقييم.",
        wrong_send="أرسل",
        wrong_thanks="حُفظت ملاحظتك مع الجواب، وصيغ منها سؤال للتقييم.",
        written_by="صاغه النموذج {model}",
        own_words="بكلمات الوثائق نفسها",
        time="{seconds} ث",
        examples="أسئلة على سبيل المثال",
        begin="اسأل عن الوثائق. كل قول في الجواب يحيل إلى فقرة واحدة، وتُفتح الفقرة في سياقها بنقرة.",
        conversations="المحادثات",
        conversation="المحادثة",
        new="محادثة جديدة",
        none_yet="لا محادثات بعد.",
        rename="إعادة تسمية",
        new_name="اسم المحادثة",
        delete="حذف",
        delete_sure="أتُحذف المحادثة «{title}» نهائيا؟",
        deleted="حُذفت المحادثة.",
        take_docx="تنزيل بصيغة DOCX",
        take_markdown="تنزيل بصيغة Markdown",
        more="خيارات المحادثة «{title}»",
        ready="الجواب جاهز، وفيه {count} من الإحالات.",
        ready_none="لا جواب في الوثائق.",
        failed="تعذر الجواب؛ أعد المحاولة.",
        lost="انقطع الاتصال بالخادم؛ أعد المحاولة بعد قليل.",
        gone="هذه المحادثة لم تعد موجودة.",
        scope_gone="لم تعد أي من الوثائق المختارة موجودة؛ اختر غيرها، أو اسأل جميع الوثائق.",
        language="English",
        theme="فاتح أو داكن",
        logout="تسجيل الخروج",
        said_by="سؤالك:",
        answer="الجواب",
        queued="في الانتظار: دورك {place} من {count}، ويُجاب عن الأسئلة بالترتيب.",
    ),
    "en": Words(
        name="Fiqra",
        purpose="Answers from the documents, every statement with its paragraph.",
        holdings="Documents: {documents} · Paragraphs: {paragraphs}",
        question="Your question",
        hint="Ask in Arabic or English",
        ask="Ask",
        stop="Stop",
        stopping="Stopping…",
        empty="Write a question first.",
        too_long="The question is longer than {most} characters; shorten it, or look for the text under "
        "Precedents.",
        wait="Searching the documents…",
        checking="being checked",
        withdrawn="withdrawn",
        withdrawn_why="Sentences of the model that were not accepted",
        translation="translation by the assistant",
        corrected="citation put right",
        no_answer="No answer in the documents",
        ask_otherwise="Rephrase the question",
        search_everywhere="Ask all documents",
        restricted="Only ticked documents are searched: {count}.",
        unrestrict="Search all",
        sources="Sources",
        source="Source",
        file="File",
        page="Page",
        also="nearly the same in {count} more",
        read_as="Repaired reading",
        in_arabic="Arabic text",
        in_english="English text",
        copy="Copy",
        copy_plain="Text with citations",
        copy_markdown="Markdown",
        copy_footnotes="With footnotes",
        copied="Copied.",
        not_copied="It could not be copied; select the text and copy it yourself.",
        edit="Edit the question",
        editing="You are editing an earlier question; its new answer replaces what came after it.",
        cancel="Cancel",
        retry="Try again",
        wrong="This is wrong",
        wrong_what="What is wrong with the answer?",
        wrong_right="The right paragraph, if you know it (such as S/RES/2506\N{NO-BREAK SPACE}(2020), para. 4)",
        wrong_told="It is kept with the question, its answer and what was said before them, and seen by "
        "those who use the Evaluation tab.",
        wrong_send="Send",
        wrong_thanks="Kept with the answer, and drafted as a question for the evaluation.",
        written_by="worded by {model}",
        own_words="in the documents' own words",
        time="{seconds} s",
        examples="Questions to begin with",
        begin="Ask about the documents. Every statement of an answer cites one paragraph, and a click "
        "shows the paragraph where it stands.",
        conversations="Conversations",
        conversation="Conversation",
        new="New conversation",
        none_yet="No conversations yet.",
        rename="Rename",
        new_name="Name of the conversation",
        delete="Delete",
        delete_sure="Delete the conversation “{title}” for good?",
        deleted="The conversation was deleted.",
        take_docx="Download as DOCX",
        take_markdown="Download as Markdown",
        more="Options of the conversation “{title}”",
        ready="The answer is ready, with {count} citations.",
        ready_none="No answer in the documents.",
        failed="It could not be answered; try again.",
        lost="The connection to the server was lost; try again in a moment.",
        gone="This conversation is not there any more.",
        scope_gone="None of the ticked documents is there any more; tick others, or ask all documents.",
        language="العربية",
        theme="Light or dark",
        logout="Log out",
        said_by="Your question:",
        answer="Answer",
        queued="Waiting: number {place} of {count}; questions are answered in turn.",
    ),
}
