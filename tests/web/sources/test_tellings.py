"""An agency's text in several papers is one telling: the page of an event counts who tells on his own."""

from __future__ import annotations

from cast import Cast
from desks import look, sit
from gathered import PAGE, gathered
from regreso.casebook.models import Event, Lead
from regreso.steps import read, tally

OTHER = """<html><head><meta property="article:published_time" content="2022-03-04T09:00:00+02:00">
</head><body><article><h1>Штаб поисков подвёл итог недели</h1>
<p>Родственники собрали собственный список: в нём более 180 пленных солдат, и это только те, чьи семьи
согласились назвать себя, рассказала координатор группы в Рязани.</p>
<p>Список сверяли по письмам и звонкам, ошибки исправляли вручную, добавила она вечером в пятницу.</p>
</article></body></html>"""


def counted(cast: Cast) -> Event:
    for one in Lead.objects.filter(kind="count", state="new"):
        read.accept(one, by=cast.by("reader_a"), at=cast.at)
        tally.count_in(one, at=cast.at)
    return Event.objects.get()


def test_copies_of_one_text_are_one_telling(cast: Cast) -> None:
    gathered(cast)
    for n in range(3):
        gathered(
            cast, PAGE.replace("<body>", f"<body><p>Газета № {n}</p>"), address=f"https://copy{n}.example/"
        )
    page = look(sit(cast.reader_a), "sources-event", counted(cast).pk)
    assert "counted once: 1<" in page


def test_another_text_with_the_same_number_is_another_telling(cast: Cast) -> None:
    gathered(cast)
    gathered(cast, PAGE.replace("<body>", "<body><p>Газета</p>"), address="https://copy.example/")
    gathered(cast, OTHER, address="https://other.example/")
    page = look(sit(cast.reader_a), "sources-event", counted(cast).pk)
    assert "counted once: 2<" in page
