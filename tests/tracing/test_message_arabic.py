from datetime import date

import pytest

from regreso.tracing.message import is_message, read_message

AS_OF = date(2022, 7, 1)


@pytest.mark.parametrize(
    ("text", "name", "born"),
    [
        (
            "أبحث عن ابني محمد خالد الحسن من مواليد ١٩٩٠ من حلب. أنا والدته فاطمة الحسن",
            "محمد خالد الحسن",
            "1990",
        ),
        ("هل من أخبار عن أخي يوسف التميمي تاريخ الميلاد 3 آذار 1990", "يوسف التميمي", "1990-03-03"),
        ("Je cherche mon fils Karim al-Hassan, né le 3 août 1990 à Homs", "Karim al-Hassan", "1990-08-03"),
        (
            "bonjour, je suis Fatima Saadi, sans nouvelles de mon frère Ali Saadi, né en 1990",
            "Ali Saadi",
            "1990",
        ),
    ],
)
def test_the_sought_is_read_and_who_asks_is_not(text: str, name: str, born: str) -> None:
    assert is_message(text)
    facts = read_message(text, as_of=AS_OF)
    assert facts.names[0].value.as_written == name
    assert str(facts.births[0].value) == born


def test_an_age_in_arabic_digits_is_an_age() -> None:
    facts = read_message("أسأل عن أخي خالد سعيد عمره ٣٢ سنة", as_of=AS_OF)
    assert facts.births[0].value.first.year == 1989
