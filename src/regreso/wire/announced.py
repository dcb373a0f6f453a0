"""An announcement as everybody may have it, and the lines that stand around it in four languages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

LANGUAGES = ("es", "uk", "ru", "en")

# key: Spanish, Ukrainian, Russian, English
_WORDS: dict[str, tuple[str, str, str, str]] = {
    "number": ("Anuncio n.º", "Оголошення №", "Объявление №", "Announcement no."),
    "version": ("versión", "версія", "версия", "version"),
    "verify": ("Compruébelo", "Перевірте", "Проверьте", "Check it"),
    "corrects": (
        "CORRECCIÓN. Sustituye al anuncio anterior.",
        "ВИПРАВЛЕННЯ. Замінює попереднє оголошення.",
        "ИСПРАВЛЕНИЕ. Заменяет прежнее объявление.",
        "CORRECTION. Replaces the announcement before it.",
    ),
    "superseded": (
        "CORREGIDO: hay una versión más nueva. No siga esta.",
        "ВИПРАВЛЕНО: є новіша версія. Не керуйтеся цією.",
        "ИСПРАВЛЕНО: есть более новая версия. Не руководствуйтесь этой.",
        "CORRECTED: there is a newer version. Do not follow this one.",
    ),
    "withdrawn": (
        "RETIRADO: este anuncio ya no es válido. No lo siga.",
        "ВІДКЛИКАНО: це оголошення більше не чинне. Не керуйтеся ним.",
        "ОТОЗВАНО: это объявление больше не действует. Не руководствуйтесь им.",
        "WITHDRAWN: this announcement no longer holds. Do not act on it.",
    ),
    "expired": (
        "VENCIDO: su tiempo ha pasado.",
        "ТЕРМІН МИНУВ: оголошення вже не чинне.",
        "СРОК ИСТЁК: объявление уже не действует.",
        "EXPIRED: its time is over.",
    ),
    "released": ("Vigente", "Чинне", "Действует", "In force"),
    "no_longer_holds": (
        "Lo anunciado ya no se va a hacer.",
        "Того, що було оголошено, не буде.",
        "Того, что было объявлено, не будет.",
        "What was announced will not take place.",
    ),
    "mistake": (
        "El anuncio contenía un error.",
        "В оголошенні була помилка.",
        "В объявлении была ошибка.",
        "The announcement contained a mistake.",
    ),
    "danger": (
        "Es peligroso. Quédese en un lugar seguro.",
        "Це небезпечно. Залишайтеся в безпечному місці.",
        "Это опасно. Оставайтесь в безопасном месте.",
        "It is dangerous. Stay in a safe place.",
    ),
    "unconfirmed": (
        "Ya no está confirmado. Espere un anuncio nuevo.",
        "Це більше не підтверджено. Чекайте на нове оголошення.",
        "Это больше не подтверждено. Ждите нового объявления.",
        "It is no longer confirmed. Wait for a new announcement.",
    ),
    "money": (
        "Nunca pedimos dinero.",
        "Ми ніколи не просимо грошей.",
        "Мы никогда не просим денег.",
        "We never ask for money.",
    ),
    "service": (
        "Regreso, agencia de búsqueda",
        "Regreso, служба розшуку",
        "Regreso, служба розыска",
        "Regreso, tracing agency",
    ),
    "feed": ("Anuncios de Regreso", "Оголошення Regreso", "Объявления Regreso", "Announcements of Regreso"),
    "area": ("Como dice el texto", "Як сказано в тексті", "Как сказано в тексте", "As the text says"),
    "from": ("Desde", "Від", "С", "From"),
    "parties": ("Partes", "Сторони", "Стороны", "Parties"),
    "until": ("Vigente hasta", "Чинне до", "Действует до", "Holds until"),
    "leave": ("Dejar de recibirlo", "Більше не отримувати", "Больше не получать", "Leave this list"),
    "released_on": ("Publicado", "Оприлюднено", "Опубликовано", "Published"),
    "code": ("Código", "Код", "Код", "Code"),
    "notice": ("Aviso", "Повідомлення", "Сообщение", "Notice"),
    "corridor": ("Corredor humanitario", "Гуманітарний коридор", "Гуманитарный коридор", "Humanitarian corridor"),
    "ceasefire": ("Alto el fuego", "Режим тиші", "Режим тишины", "Ceasefire"),
    "exchange": ("Intercambio", "Обмін", "Обмен", "Exchange"),
    "rumour": ("Bulo o estafa", "Чутки або шахрайство", "Слухи или мошенничество", "Rumour or swindle"),
}  # fmt: skip


def say(key: str, language: str) -> str:
    """A line in a language; English where we do not speak it.

    >>> say("version", "uk"), say("version", "fr")
    ('версія', 'version')
    """
    return _WORDS[key][LANGUAGES.index(language) if language in LANGUAGES else -1]


@dataclass(frozen=True, slots=True)
class Announced:
    """One version of an announcement.

    Attributes:
        key: its id. number, version: as people quote it. kind: notice, corridor, ceasefire, exchange, rumour.
        standing: released, superseded, withdrawn, expired. why: of a withdrawn one.
        texts: for each language, title and text. area: where it holds, "" when the text says it.
        released, starts, ends, ended: moments with a zone, None when there is none.
        before: number, version and release of the version that it corrects, None for a first one.
        code: of its seal. address: of its page, in a language that `{}` stands for.

    >>> Announced("k", "2022-0001", 2, "notice", "released", {"en": ("A", "B")}, datetime(2022, 3, 5, tzinfo=UTC)).name
    '2022-0001/2'
    """

    key: str
    number: str
    version: int
    kind: str
    standing: str
    texts: dict[str, tuple[str, str]]
    released: datetime
    why: str = ""
    area: str = ""
    urgency: str = "later"
    starts: datetime | None = None
    ends: datetime | None = None
    ended: datetime | None = None
    before: tuple[str, int, datetime] | None = None
    code: str = ""
    address: str = "{}"

    @property
    def name(self) -> str:
        """The number, and the version where it is not the first."""
        return self.number if self.version == 1 else f"{self.number}/{self.version}"

    def page(self, language: str) -> str:
        """Where it stands in public."""
        return self.address.replace("{}", language)

    def changed(self) -> datetime:
        """When it last became another."""
        return self.ended or self.released


def plain(one: Announced, language: str) -> str:
    """The announcement as one text: for a post, a mail, a sheet. It says first whether it holds.

    >>> at = datetime(2022, 3, 5, tzinfo=UTC)
    >>> print(plain(Announced("k", "2022-0001", 1, "notice", "withdrawn", {"en": ("A", "B")}, at, why="danger"), "en"))
    WITHDRAWN: this announcement no longer holds. Do not act on it.
    It is dangerous. Stay in a safe place.
    <BLANKLINE>
    A
    <BLANKLINE>
    B
    <BLANKLINE>
    Announcement no. 2022-0001
    Check it: en
    We never ask for money.
    """
    title, text = one.texts[language]
    lines = [*standing_lines(one, language), title, "", text, "", f"{say('number', language)} {one.name}"]
    return "\n".join([*lines, f"{say('verify', language)}: {one.page(language)}", say("money", language)])


def ended(one: Announced, language: str) -> str:
    """What is posted when it holds no more: that it holds no more, and which one it was.

    >>> at = datetime(2022, 3, 5, tzinfo=UTC)
    >>> ended(Announced("k", "2022-0001", 1, "notice", "expired", {"en": ("A", "B")}, at), "en").splitlines()[0]
    'EXPIRED: its time is over.'
    """
    title, _ = one.texts[language]
    lines = [*standing_lines(one, language), f"{say('number', language)} {one.name}: {title}"]
    return "\n".join([*lines, f"{say('verify', language)}: {one.page(language)}"])


def standing_lines(one: Announced, language: str) -> list[str]:
    """Nothing for one that holds and corrects none; else what the reader has to know first.

    >>> standing_lines(Announced("k", "1", 1, "notice", "released", {}, datetime(2022, 3, 5, tzinfo=UTC)), "en")
    []
    """
    if one.standing == "released":
        return [say("corrects", language), ""] if one.version > 1 else []
    why = [say(one.why, language)] if one.why else []
    return [say(one.standing, language), *why, ""]


def utc(moment: datetime) -> str:
    """ISO 8601 in UTC, to the second.

    >>> utc(datetime(2022, 3, 5, 9, tzinfo=UTC))
    '2022-03-05T09:00:00+00:00'
    """
    return moment.astimezone(UTC).isoformat(timespec="seconds")
