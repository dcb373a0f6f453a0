"""The words of a journey that is told, in the four languages. JSON is the same in all of them."""

from __future__ import annotations

import re

from regreso.movement.journeys.shipped import crossings, names_in

LANGUAGES = ("es", "uk", "ru", "en")

# key: Spanish, Ukrainian, Russian, English
_WORDS: dict[str, tuple[str, str, str, str]] = {
    "planning_copy": (
        "Copia de planificación, no una hoja de viaje",
        "Робочий примірник, а не дорожній лист",
        "Рабочий экземпляр, а не дорожный лист",
        "Planning copy, not a journey sheet",
    ),
    "warning": (
        (
            "Nada de esto dice cómo está una frontera ese día. Una hoja de viaje solo existe cuando el "
            "cautiverio está confirmado y la parte que retiene ha dado un punto de encuentro y una "
            "fecha. Pregunte a su enlace antes de salir."
        ),
        (
            "Ніщо тут не каже, що буде на кордоні того дня. Дорожній лист з’являється лише тоді, коли "
            "полон підтверджено і сторона, що утримує, назвала місце зустрічі й дату. Перш ніж їхати, "
            "запитайте свого координатора."
        ),
        (
            "Ничто здесь не говорит, что будет на границе в тот день. Дорожный лист появляется только "
            "тогда, когда плен подтверждён и удерживающая сторона назвала место встречи и дату. Прежде "
            "чем ехать, спросите своего координатора."
        ),
        (
            "Nothing here says how a border is on the day. A journey sheet exists only after captivity "
            "is confirmed and the holding side has named a meeting point and a date. Ask your liaison "
            "before you leave."
        ),
    ),
    "ready": (
        "Lista: ninguna norma que conozcamos lo impide",
        "Готово: жодне відоме нам правило не заважає",
        "Готово: ни одно известное нам правило не мешает",
        "Ready: no rule that we know stands in the way",
    ),
    "documents": (
        "Lista con estos documentos",
        "Готово, коли будуть ці документи",
        "Готово, когда будут эти документы",
        "Ready after these documents",
    ),
    "unknown": (
        "No podemos decirlo: una norma no se conoce, o se vio por última vez más de 60 días antes",
        "Сказати не можемо: якогось правила не знаємо, або його востаннє бачили понад 60 днів тому",
        "Сказать не можем: какого-то правила не знаем, или его в последний раз видели больше 60 дней назад",
        "We cannot say: a rule is not known, or was last seen more than 60 days before",
    ),
    "blocked": (
        "Cerrado: se deniega el paso por todos los caminos que conocemos",
        "Закрито: на кожному відомому нам шляху є відмова",
        "Закрыто: на каждом известном нам пути есть отказ",
        "Blocked: every way that we know is refused",
    ),
    "asked": (
        "{start} – {end}, {on}; pasaporte {passport}; motivo: {purpose}; en mano: {held}",
        "{start} – {end}, {on}; паспорт {passport}; мета: {purpose}; на руках: {held}",
        "{start} – {end}, {on}; паспорт {passport}; цель: {purpose}; на руках: {held}",
        "{start} – {end} on {on}, passport {passport}, purpose {purpose}, in hand {held}",
    ),
    "nothing_held": ("ningún documento", "жодного документа", "ни одного документа", "no documents"),
    "arrives": (
        "llega {at}, transbordos: {changes}, {cost}",
        "прибуття {at}, пересадок: {changes}, {cost}",
        "прибытие {at}, пересадок: {changes}, {cost}",
        "arrives {at}, changes: {changes}, {cost}",
    ),
    "no_cost": ("precio desconocido", "ціна невідома", "цена неизвестна", "cost not known"),
    "euros": ("unos {cost} euros", "близько {cost} євро", "около {cost} евро", "about {cost} euros"),
    "leg": (
        "{depart}  {mode} {start} – {end}, allí {arrive}",
        "{depart}  {mode} {start} – {end}, прибуття {arrive}",
        "{depart}  {mode} {start} – {end}, прибытие {arrive}",
        "{depart}  {mode} {start} – {end}, there {arrive}",
    ),
    "estimate": (" (estimado)", " (орієнтовно)", " (ориентировочно)", " (estimate)"),
    "across": (
        ", por el paso {crossing}",
        ", перехід {crossing}",
        ", переход {crossing}",
        ", crossing {crossing}",
    ),
    "wait": (
        ", espera comunicada: {hours:g} h",
        ", повідомляли про очікування {hours:g} год",
        ", сообщали об ожидании {hours:g} ч",
        ", {hours:g} h of waiting reported",
    ),
    "get": ("conseguir", "оформити", "оформить", "get"),
    "not_known": ("no se sabe", "невідомо", "неизвестно", "not known"),
    "note": ("nota", "примітка", "примечание", "note"),
    "no_lead": (
        "nadie dice cuánto tarda",
        "ніхто не каже, скільки це триває",
        "никто не говорит, сколько это занимает",
        "nobody says how long it takes",
    ),
    "lead": (
        "unos {days} días: solicitarlo antes del {by}",
        "близько {days} днів: подати до {by}",
        "около {days} дней: подать до {by}",
        "about {days} days: apply by {by}",
    ),
    "no_source": ("sin fuente", "без джерела", "без источника", "no source"),
    "hurdle": ("{rule}: {place}{seen}{source}",) * 3 + ("{rule} at {place}{seen}{source}",),
    "seen": (
        ", visto por última vez el {day}",
        ", востаннє бачили {day}",
        ", в последний раз видели {day}",
        ", last seen {day}",
    ),
    "air": ("avión", "літак", "самолёт", "air"),
    "rail": ("tren", "потяг", "поезд", "rail"),
    "coach": ("autocar", "автобус", "автобус", "coach"),
    "car": ("coche", "авто", "машина", "car"),
    "taxi": ("taxi", "таксі", "такси", "taxi"),
    "lorry": ("camión", "вантажівка", "грузовик", "lorry"),
    "foot": ("a pie", "пішки", "пешком", "foot"),
    "sea": ("barco", "пароплав", "пароход", "sea"),
    "family": ("familia", "родина", "семья", "family"),
    "humanitarian": ("humanitario", "гуманітарна", "гуманитарная", "humanitarian"),
    "returning": ("regreso a casa", "повернення додому", "возвращение домой", "returning"),
    "transit": ("tránsito", "транзит", "транзит", "transit"),
    "residence permit": (
        "permiso de residencia",
        "посвідка на проживання",
        "вид на жительство",
        "residence permit",
    ),
    "work": ("trabajo", "робота", "работа", "work"),
    "study": ("estudios", "навчання", "учёба", "study"),
    "driver": ("conductor", "водій", "водитель", "driver"),
    "diplomat": ("diplomático", "дипломат", "дипломат", "diplomat"),
    "tourism": ("turismo", "туризм", "туризм", "tourism"),
    "business": ("negocios", "справи", "дела", "business"),
    "sport": ("deporte", "спорт", "спорт", "sport"),
    "culture": ("cultura", "культура", "культура", "culture"),
    "no rule on file": (
        "no tenemos ninguna norma",
        "у нас немає жодного правила",
        "у нас нет ни одного правила",
        "no rule on file",
    ),
    "no status on file": (
        "no sabemos si el paso está abierto",
        "не знаємо, чи відкрито перехід",
        "не знаем, открыт ли переход",
        "no status on file",
    ),
    "no ride on file": (
        "no conocemos ningún transporte",
        "не знаємо жодного рейсу",
        "не знаем ни одного рейса",
        "no ride on file",
    ),
    "crossing closed": ("paso cerrado", "перехід закрито", "переход закрыт", "crossing closed"),
    "crossing last seen open": (
        "paso abierto cuando se vio por última vez",
        "коли бачили востаннє, перехід був відкритий",
        "когда видели в последний раз, переход был открыт",
        "crossing last seen open",
    ),
    "not open to": (
        "no abierto para: {mode}",
        "не відкрито для: {mode}",
        "не открыт для: {mode}",
        "not open to {mode}",
    ),
    "visa list": (
        "lista de visados: {what} ({whose})",
        "перелік віз: {what} ({whose})",
        "список виз: {what} ({whose})",
        "visa list: {what} ({whose})",
    ),
    "visa required": ("se exige visado", "потрібна віза", "нужна виза", "visa required"),
    "e-visa": ("visado electrónico", "електронна віза", "электронная виза", "e-visa"),
    "eta": ("autorización electrónica", "електронний дозвіл", "электронное разрешение", "eta"),
    "covid ban": ("cerrado por la epidemia", "заборона через епідемію", "запрет из-за эпидемии", "covid ban"),
    "no admission": ("no se admite", "в’їзд заборонено", "въезд запрещён", "no admission"),
    "visa free": ("sin visado", "без візи", "без визы", "visa free"),
    "visa on arrival": ("visado a la llegada", "віза після прибуття", "виза по прибытии", "visa on arrival"),
}
_VISA = re.compile(r"visa list: (?P<what>.+) \((?P<whose>[A-Z]{3})\)")
_SHUT = re.compile(r"not open to (?P<mode>.+)")


def word(key: str, language: str) -> str:
    """A word, or a line with gaps.

    Raises:
        KeyError: no such word.

    >>> word("get", "uk"), word("get", "xx")
    ('оформити', 'get')
    """
    at = LANGUAGES.index(language) if language in LANGUAGES else LANGUAGES.index("en")
    return _WORDS[key][at]


def told(name: str, language: str) -> str:
    """A word of the data (a means, a purpose) in a language; as it is where it is not known.

    >>> told("rail", "ru"), told("sledge", "ru")
    ('поезд', 'sledge')
    """
    return word(name, language) if name in _WORDS else name


def rule_named(rule: str, language: str) -> str:
    """What a rule is called; a rule of a coordinator keeps the name that it was given.

    >>> rule_named("visa list: visa required (RUS)", "es"), rule_named("not open to coach", "uk")
    ('lista de visados: se exige visado (RUS)', 'не відкрито для: автобус')
    """
    if found := _VISA.fullmatch(rule):
        return word("visa list", language).format(what=told(found["what"], language), whose=found["whose"])
    if found := _SHUT.fullmatch(rule):
        return word("not open to", language).format(mode=told(found["mode"], language))
    return told(rule, language)


def place_named(place: str, language: str) -> str:
    """A stop, a country or a crossing; a crossing keeps its identifier, by which tables call it.

    >>> place_named("Kyiv", "es"), place_named("POL", "uk"), place_named("POL", "en")
    ('Kiev', 'Польща', 'POL')
    >>> place_named("pl-by-terespol", "ru")
    'Тересполь – Брест (pl-by-terespol)'
    """
    if language not in LANGUAGES or language == "en":
        return place
    name = names_in(language).get(place, place)
    return f"{name} ({place})" if place in crossings() else name
