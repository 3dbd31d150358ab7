"""The words of the login."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from index.values import Language


@dataclass(frozen=True, slots=True)
class Words:
    """All of them, in one language."""

    name: str
    purpose: str
    heading: str
    username: str
    password: str
    enter: str
    wrong: str
    wait: Callable[[int], str]
    """For a number of seconds."""
    unreadable: str
    forgotten: str
    languages: str


def _wait_in_arabic(seconds: int) -> str:
    few = 3 <= seconds % 100 <= 10
    counted = {1: "ثانية واحدة", 2: "ثانيتين"}.get(
        seconds, f"{seconds} ثوان" if few else f"{seconds} ثانية"
    )
    return f"تكررت المحاولات غير الناجحة؛ أعد المحاولة بعد {counted}."


def _wait_in_english(seconds: int) -> str:
    counted = f"{seconds} second" + ("" if seconds == 1 else "s")
    return f"There were too many failed attempts; try again in {counted}."


WORDS: dict[Language, Words] = {
    "ar": Words(
        name="فِقرة",
        purpose="إجابات من وثائق الأمم المتحدة، ومع كل قول إحالة إلى فقرته.",
        heading="تسجيل الدخول",
        username="اسم المستخدم",
        password="كلمة السر",
        enter="دخول",
        wrong="اسم المستخدم أو كلمة السر غير صحيح؛ أعد المحاولة.",
        wait=_wait_in_arabic,
        unreadable="لم يصل النموذج كاملا؛ أعد المحاولة.",
        forgotten="نسيت كلمة السر؟ اطلب غيرها ممن يشغّل فِقرة عندكم.",
        languages="لغة الواجهة",
    ),
    "en": Words(
        name="Fiqra",
        purpose="Answers from United Nations documents, every statement with its paragraph.",
        heading="Log in",
        username="User name",
        password="Password",
        enter="Log in",
        wrong="The user name or the password is wrong; try again.",
        wait=_wait_in_english,
        unreadable="The form did not arrive whole; try again.",
        forgotten="Forgotten the password? Whoever runs Fiqra for you can set another.",
        languages="Interface language",
    ),
}
