"""What the demo says in public: one that holds, one put right, one taken back, and a warning of swindlers.

Each goes the way of the desk: coordinator A writes, B reads every language, A signs, an officer releases.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from regreso.casebook.models import Announcement
from regreso.demo.world import now
from regreso.steps import announce

if TYPE_CHECKING:
    from collections.abc import Callable

    from regreso.casebook.models import Operation
    from regreso.demo.world import Team

Texts = dict[str, dict[str, str]]


def _four(es: tuple[str, str], uk: tuple[str, str], ru: tuple[str, str], en: tuple[str, str]) -> Texts:
    return {
        lang: {"title": title, "text": text}
        for lang, (title, text) in (("es", es), ("uk", uk), ("ru", ru), ("en", en))
    }


_LETTERS = _four(
    es=(
        "Cartas para los prisioneros",
        (
            "Las familias pueden escribir a los suyos por medio de nosotros.\n\n"
            "Una carta llega en unas 6 semanas. Es gratis."
        ),
    ),
    uk=(
        "Листи для полонених",
        "Родини можуть писати своїм рідним через нас.\n\nЛист іде близько 6 тижнів. Це безкоштовно.",
    ),
    ru=(
        "Письма пленным",
        "Семьи могут писать своим родным через нас.\n\nПисьмо идёт около 6 недель. Это бесплатно.",
    ),
    en=(
        "Letters to captives",
        "Families can write to their people through us.\n\nA letter takes about 6 weeks. It is free.",
    ),
)
_LETTERS_RIGHT = _four(
    es=(
        "Cartas para los prisioneros",
        (
            "Las familias pueden escribir a los suyos por medio de nosotros.\n\n"
            "Una carta llega en unas 3 semanas, no en 6 como dijimos antes. Es gratis."
        ),
    ),
    uk=(
        "Листи для полонених",
        (
            "Родини можуть писати своїм рідним через нас.\n\n"
            "Лист іде близько 3 тижнів, а не 6, як ми казали раніше. Це безкоштовно."
        ),
    ),
    ru=(
        "Письма пленным",
        (
            "Семьи могут писать своим родным через нас.\n\n"
            "Письмо идёт около 3 недель, а не 6, как мы говорили раньше. Это бесплатно."
        ),
    ),
    en=(
        "Letters to captives",
        (
            "Families can write to their people through us.\n\n"
            "A letter takes about 3 weeks, not 6 as we said before. It is free."
        ),
    ),
)
_SWINDLERS = _four(
    es=(
        "Falsas listas de canje",
        (
            "Hay estafadores que piden dinero por poner un nombre en una lista. Esa lista no existe.\n\n"
            "No pague nada. Compruebe en nuestra página cada mensaje que diga venir de nosotros."
        ),
    ),
    uk=(
        "Фальшиві списки обміну",
        (
            "Шахраї вимагають гроші за місце у списку. Такого списку немає.\n\n"
            "Нічого не платіть. Кожне повідомлення від нашого імені перевіряйте на нашій сторінці."
        ),
    ),
    ru=(
        "Поддельные списки обмена",
        (
            "Мошенники требуют деньги за место в списке. Такого списка нет.\n\n"
            "Ничего не платите. Каждое сообщение от нашего имени проверяйте на нашей странице."
        ),
    ),
    en=(
        "False lists of exchange",
        (
            "Swindlers ask for money for a place on a list. There is no such list.\n\n"
            "Pay nothing. Check on our page every message that says it is ours."
        ),
    ),
)
_OPEN_DAY = _four(
    es=("Puertas abiertas", "El domingo atendemos a las familias sin cita."),
    uk=("День відкритих дверей", "У неділю ми приймаємо родини без запису."),
    ru=("День открытых дверей", "В воскресенье мы принимаем семьи без записи."),
    en=("Open day", "On Sunday we receive families without an appointment."),
)


def announced(operation: Operation, team: Team, work: Callable[[], object]) -> list[Announcement]:
    """All four, as everybody finds them; the oldest first."""
    first = _released(operation, team, _LETTERS)
    right = _released(operation, team, _LETTERS_RIGHT, follows=first)
    warning = _released(operation, team, _SWINDLERS, kind="rumour")
    back = _released(operation, team, _OPEN_DAY, ends_at=now() + timedelta(days=30))
    announce.withdraw(back, "no_longer_holds", by=team.actor("coordinator-b"), at=now())
    work()  # what was put right says so
    return [first, right, warning, back]


def _released(operation: Operation, team: Team, texts: Texts, **columns: object) -> Announcement:
    told = {"kind": "notice", "release_class": "public", "urgency": "later", **columns}
    row = Announcement(operation=operation, **told)
    writer, reader = team.actor("coordinator-a"), team.actor("coordinator-b")
    announce.draft(row, texts, by=writer, at=now())
    for language in texts:
        announce.check(row, language, by=reader, at=now())
    announce.sign(row, by=writer, at=now())
    announce.release(row, by=team.actor("officer-a"), at=now())
    return row
