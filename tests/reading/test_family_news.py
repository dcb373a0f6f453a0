"""Letters as families write them pass; what does not belong into them is found, with its reason and place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regreso.reading.family_news import REASONS, check, is_family_news

# Invented letters. Each language has its joys and worries, and none of them is anyone else's business.
NEWS = [
    "Сынок, мы все здоровы. Аня пошла в первый класс, папа поставил новый забор. Кошка родила четверых.",
    "Мама, я жив, меня кормят. Не плачь. Как твоя спина? Поцелуй бабушку Нину и передай брату.",
    "Любий, у нас усе добре. Марійка вже ходить! Картоплю посадили, сусідка Олена допомагає. Цілую міцно.",
    "Hijo mío, aquí todos bien. Tu hermana se casó en mayo, te guardamos un trozo de tarta. Come bien.",
    "Dear Alexei, the baby has your eyes. We moved the bed to the window. Grandfather sends his love.",
    "Дорогой мой, на дне рождения Вити было двадцать гостей, пили компот и пели. Суп варю твой любимый.",
    "Рота закрой от удивления: Витька женится! Выбора у него не было, она сама его выбрала.",
    "Тётя Света уехала в Хабаровск, купила тебе 3 рубашки и ракетку, а с наступлением весны вернётся.",
    "Grandma is back from the General Hospital and has ten thousand plans; she walked 5000 steps a day.",
    "Мій хороший, тато лагодить паркан, собака Рекс чекає біля воріт щовечора о шостій.",
]  # fmt: skip
NOT_NEWS = [
    ("politics", "Путин", "Мама, скажи всем, что Путин нас бросил"),
    ("politics", "санкції", "Через санкції тут нічого нема"),
    ("politics", "gobierno", "Dile al gobierno que haga algo"),
    ("politics", "elections", "Tell me who won the elections"),
    ("military", "артиллерия", "По нам била артиллерия"),
    ("military", "дронів", "Було багато дронів над полем"),
    ("military", "municiones", "Nos quedamos sin municiones"),
    ("military", "battalion", "Our battalion was at the river"),
    ("money", "5 000 руб", "Пришли 5 000 руб на лекарства"),
    ("money", "перекажи гроші на картку", "Мамо, перекажи гроші на картку"),
    ("money", "4276 1234 5678 9012", "Номер 4276 1234 5678 9012"),
    ("money", "send some money", "Please send some money to him"),
    ("money", "$300", "He asks for $300 more"),
    ("place_time", "нас держат в", "Сейчас нас держат в старой школе"),
    ("place_time", "50.4501, 30.5234", "Мы тут: 50.4501, 30.5234"),
    ("place_time", "we are being held near", "Mum, we are being held near a mill"),
    ("place_time", "нас завтра повезут", "Говорят, нас завтра повезут на обмен"),
    ("place_time", "nos van a trasladar", "El jueves nos van a trasladar"),
    ("third_persons", "сержант Ковальчук", "Здесь и сержант Ковальчук из нашего города"),
    ("third_persons", "cellmate", "My cellmate is from Tver"),
    ("third_persons", "со мной сидит Андрей", "Тут со мной сидит Андрей, позвони его жене"),
]


@pytest.mark.parametrize("letter", NEWS)
def test_family_news_passes(letter: str) -> None:
    assert is_family_news(check(letter)), [f.quote for f in check(letter)]


@pytest.mark.parametrize(("reason", "quote", "letter"), NOT_NEWS)
def test_what_is_no_family_news_is_found_and_quoted(reason: str, quote: str, letter: str) -> None:
    findings = check(letter)
    assert (reason, quote, True) in [(f.reason, f.quote, f.sure) for f in findings]
    assert not is_family_news(findings)


@pytest.mark.parametrize(
    ("reason", "quote", "letter"),
    [
        ("politics", "война", "Когда кончится война, поедем к морю"),
        ("military", "tanque", "El tanque de agua se rompió otra vez"),
        ("money", "денег", "Денег хватает, не волнуйся"),
        ("place_time", "лагерь", "Катя едет летом в лагерь"),
        ("third_persons", "+7 900 000-00-00", "У меня новый телефон, +7 900 000-00-00"),
    ],
)
def test_a_word_that_may_be_innocent_is_only_shown_to_the_reviewer(
    reason: str, quote: str, letter: str
) -> None:
    findings = check(letter)
    assert (reason, quote.casefold(), False) in [(f.reason, f.quote.casefold(), f.sure) for f in findings]
    assert is_family_news(findings)


def test_every_reason_can_be_found() -> None:
    assert {reason for reason, _, _ in NOT_NEWS} == set(REASONS)


@given(st.text(max_size=300) | st.lists(st.sampled_from([row[2] for row in NOT_NEWS] + NEWS)).map(" ".join))
def test_findings_stand_where_they_say_and_never_overlap(text: str) -> None:
    findings = check(text)
    assert all(text[f.start : f.end] == f.quote != "" for f in findings)
    ends = [0]
    for finding in findings:
        assert finding.start >= ends[-1]
        ends.append(finding.end)
