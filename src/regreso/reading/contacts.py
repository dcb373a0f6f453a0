"""Where families may turn: phones, e-mail addresses, channels and hotlines known by name only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from regreso.reading.leads import Found, Value
from regreso.reading.sentences import Sentence, sentences
from regreso.reading.warnings import calls_it_deceit, warns

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?<![.-])")
_AT = r"\s?[\[({<]\s?(?:at|arroba|собака|собачка|равлик|песик|эт|ет|@|кома\w*)\s?[\])}>]\s?|\s(?:AT|ARROBA|arroba|собака|собачка|равлик)\s"
_DOT = r"\s?[\[({<]\s?(?:dot|punto|точка|крапка|\.)\s?[\])}>]\s?|\s(?:DOT|PUNTO|dot|punto|точка|крапка)\s|\."
_HIDDEN = re.compile(  # an address that its writer hid from robots: “ayuda [arroba] buscar (punto) org”
    rf"(?<![\w.@+-])(?P<user>[A-Za-z0-9](?:[A-Za-z0-9+_-]|(?:{_DOT})(?=[A-Za-z0-9]))*?)(?:{_AT}|\sat\s(?=[A-Za-z0-9-]+(?:\s[\[(]?\s?dot|[\[(]dot)))"
    rf"(?P<host>[A-Za-z0-9-]+(?:(?:{_DOT})[A-Za-z0-9-]+)*(?:{_DOT})[A-Za-z]{{2,}})(?![\w@])"
)
_DOTS = re.compile(_DOT)
_PHONE = re.compile(r"(?<![\w+.,/])(?:\+\s?|00\s?)?\(?\d(?:[\s().–-]{0,2}\d){5,14}(?![\w/]|[.,]\d)")
_SHORT = re.compile(r"(?<![\w+.,/-])(?:\d{3,4}|\d{1,2}-\d{2}|\d \d{3})(?![\w/%-]|[.,]\d|\s\d)")
_TELEGRAM = re.compile(r"\b(?:https?://)?t\.me/[\w+/-]+|(?<![\w@.])@[A-Za-z]\w{4,31}\b")
_URL = re.compile(r"\bhttps?://[^\s<>\"”»)]+(?<![.,;:])")
_LINE = re.compile(
    r"(?<!\w)(?:líneas?|teléfonos?|tel|llam\w+|marc\w+|marqu\w+|whatsapp|viber|signal|número de|móvil|celular|cel|call\w*|ring|text|reach|dial|phones?|telephones?|mobile|fax|hotlines?|helplines?|line|short number|"
    r"лини\w+|ліні\w+|тел|телефон\w*|звон\w+|позвон\w+|набер\w+|номер\w*|дзвон\w+|дзвін\w*|зателефон\w+|телефону\w+|контакт\w*|вайбер\w*|ватсап\w*|вотсап\w*|моб|мобильн\w+|мобільн\w+|доб|добавочн\w+|тлф|диспетчер\w*)(?!\w)",
    re.IGNORECASE,
)
_HOTLINE = re.compile(
    r"(?:\blínea (?:directa|telefónica|de (?:ayuda|atención)|caliente)|\b(?:hotline|helpline)|\bгоряч\w+ лини\w+|\bгаряч\w+ ліні\w+|\bпроект\w*|\bпроєкт\w*)"
    r"\b[^.“\"«]{0,40}[“\"«](?P<name>[^”\"»]{3,60})[”\"»]",
    re.IGNORECASE,
)
_SCAM = re.compile(
    r"(?<!\w)(?:розвод\w*|развод(?:ил\w*|ка|ят)|кидал\w*|лохотрон\w*|con artists?|extort\w*|вимага\w*|prohíb\w*|timo|timador\w*|cobran? (?:\w+ ){0,3}d[oó]lares|exig\w+ dinero|просит перевести|просит деньги|просять (?:гроші|переказати)|"
    r"не (?:отправляйте|присылайте|надсилайте|відправляйте|сообщайте|повідомляйте)|never (?:send|pay|call|write|trust)|don't send|do not send|no (?:env[íi]e|mande|transfiera)\w*|fraudsters?|estaf\w+|fraud\w+|fals[oa]s?|engañ\w+|no (?:llame|escriba|pague|confíe)\w*|scam\w*|fake|swindl\w+|con artists?|do not (?:call|pay|write|trust|contact)|don't (?:call|pay|"
    r"write|trust)|beware|мошенни\w+|афер\w+|лж[её]\w*|фейк\w*|не (?:звоните|пишите|платите|переводите|верьте|переходите)|обман\w*|вымога\w+|шахра\w+|не (?:дзвоніть|пишіть|платіть|"
    r"вірте|довіряйте|переказуйте|переходьте)|ошук\w+|підробн\w+|фальшив\w+|остерега\w+|остеріга\w+)(?!\w)",
    re.IGNORECASE,
)
_GENUINE = re.compile(
    r"oficial|official|genuine|\breal\b|официальн|офіційн|настоящ|справжн|только|тільки|лише|\bsolo\b|\bonly\b",
    re.IGNORECASE,
)
_IS_DAY = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}-\d{2}-\d{2}|(?:\d{1,2}[./]){2}\d{2}")
_AREA_CODE = re.compile(r"\(\d{2,5}\)\s?\d{2,4}[\s-]\d{2}")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_OLD_UKRAINIAN = re.compile(r"80[3-79]\d")
_BRITISH = re.compile(
    r"0(?:1|2[0-9]|3[03]|7)\d"
)  # a town, a company or a mobile of Britain: eleven digits behind one 0
_ENGLISH = re.compile(r"(?<!\w)(?:the|us|on|or|our|at|call|ring|phone|text|with|and)(?!\w)", re.IGNORECASE)
_EXTENSION = re.compile(
    r"(?<!\w)(?:ext(?:ension|ensión)?|anexo|interno|int|доб(?:авочн\w+)?|дод(?:атков\w+)?|внутр(?:енн\w+|ішн\w+)?|вн|room|oficina|каб(?:инет\w*|інет\w*)?|кімн\w*|комн\w*)\.?\s?(?:№|#|:)?\s?\Z",
    re.IGNORECASE,
)  # what stands behind it is dialled after a number, or is a door
_MONEY = re.compile(
    r"\s*(?:евро|євро|euros?|dólares|dollars?|долл\w*|дол\w*|руб\w*|грн|гривень|₽|€|\$|%|pesos|человек|людей|осіб|personas|people)",
    re.IGNORECASE,
)
_AT_HOME = re.compile(
    r"(?:8[\s(-]{1,2}\d{3}[\s)-]{1,2}\d{3}[\s-]\d{2}[\s-]?\d{2}|0\d{2}[\s)-]{1,2}\d{3}[\s-]\d{2}[\s-]?\d{2}|\d{3}-\d{3}-\d{4})\Z"
)
_TOLL_FREE = re.compile(r"(?:0|8)[\s(-]*800[\s)-]")
_MAY_HOLD = re.compile(
    r"\d{2}|[@“\"«]|t\.me|http|\[|\{|\(\s?[a-zа-яі]+\s?\)|\s(?:at|AT|ARROBA|arroba|собака|собачка|равлик)\s"
)
_SHORT_ANSWER = 12  # words of a sentence that only says what stood before it: “They are swindlers.”
_LEAST_DIGITS, _MOST_DIGITS = 7, 15


def find_contacts(words: str) -> Iterator[Found]:
    """All contacts in a block; a hotline's name is one only where no number stands beside it.

    >>> (phone,) = find_contacts("Se abrió la línea directa “Vuelvan con vida”: +380 44 555 01 18.")
    >>> phone.fields["value"], phone.fields["purpose"]
    ('+380445550118', '“Vuelvan con vida”')
    >>> [c.fields["type"] for c in find_contacts("La línea directa “Vuelvan con vida” ya atiende.")]
    ['hotline']
    """
    if not _MAY_HOLD.search(words):
        return
    warned = False
    told = list(sentences(words))
    for place, sentence in enumerate(told):
        genuine = _GENUINE.search(sentence.words)
        scam = bool(_SCAM.search(sentence.words)) or warns(sentence.words) or (warned and not genuine)
        warned = scam
        behind = told[place + 1].words if place + 1 < len(told) else ""
        short = 0 < len(behind.split()) <= _SHORT_ANSWER and not any(_matches(behind))
        scam = scam or (short and calls_it_deceit(behind))
        hotline = _HOTLINE.search(sentence.words)
        purpose = sentence.words[hotline.start("name") - 1 : hotline.end("name") + 1] if hotline else ""
        numbered = False
        for kind, match, value in _matches(sentence.words):
            numbered = numbered or kind in ("phone", "short")
            found = _found(sentence, (match.start(), match.end()), kind=kind, value=value, purpose=purpose)
            yield replace(found, fields={**found.fields, "scam": scam})
        if hotline and not numbered:
            yield _found(sentence, hotline.span("name"), kind="hotline", value=hotline["name"], purpose="")


def _matches(words: str) -> Iterator[tuple[str, re.Match[str], str]]:
    for match in _EMAIL.finditer(words):
        yield "email", match, match[0].lower()
    for match in _HIDDEN.finditer(words):
        user, host = (_DOTS.sub(".", match[part]).lower() for part in ("user", "host"))
        yield "email", match, f"{user}@{host}"
    for match in _TELEGRAM.finditer(words):
        yield "tg", match, match[0].removeprefix("https://").removeprefix("http://")
    for match in _URL.finditer(words):
        if "t.me/" not in match[0]:
            yield "url", match, match[0]
    asked_to_call = bool(_LINE.search(words))
    yield from _phones(words, asked_to_call=asked_to_call)
    if asked_to_call:
        for match in _SHORT.finditer(words):
            if not any(a.start() <= match.start() < a.end() for a in _PHONE.finditer(words)):
                yield from _short(words, match)


def _phones(words: str, *, asked_to_call: bool) -> Iterator[tuple[str, re.Match[str], str]]:
    for match in _PHONE.finditer(words):
        digits = re.sub(r"\D", "", match[0])
        if _IS_DAY.fullmatch(match[0].strip()):
            continue
        abroad = match[0].startswith(("+", "00"))
        free = bool(_TOLL_FREE.match(match[0]) or _AREA_CODE.match(match[0]) or _AT_HOME.match(match[0]))
        if _LEAST_DIGITS <= len(digits) <= _MOST_DIGITS and (abroad or asked_to_call or free):
            number = "+" + digits.removeprefix("00") if abroad else _international(digits, words)
            yield "phone", match, number


def _international(digits: str, words: str) -> str:
    """A number as written at home, with the country that the language of the sentence tells."""
    if len(digits) == 10 and digits.startswith("0800"):
        return "+38" + digits
    cyrillic = bool(_CYRILLIC.search(words))
    if len(digits) == 10 and digits.startswith("0") and cyrillic:
        return "+38" + digits
    if len(digits) == 12 and digits.startswith("380"):
        return "+" + digits
    if len(digits) == 11 and digits.startswith("8") and cyrillic:
        # “8-067-…” is how Ukraine dialled its own towns; Russian codes do not begin with 0, but for 8 800.
        return ("+3" if _OLD_UKRAINIAN.match(digits) else "+7") + (
            digits if _OLD_UKRAINIAN.match(digits) else digits[1:]
        )
    if len(digits) == 11 and _BRITISH.match(digits) and not cyrillic and _ENGLISH.search(words):
        return "+44" + digits[1:]
    return digits


def _short(words: str, match: re.Match[str]) -> Iterator[tuple[str, re.Match[str], str]]:
    """A number of three or four digits is a line only just behind a word for one."""
    before = words[max(match.start() - 60, 0) : match.start()]
    if _LINE.search(before) and not _EXTENSION.search(before) and not _MONEY.match(words, match.end()):
        yield "short", match, re.sub(r"\D", "", match[0])


def _found(sentence: Sentence, place: tuple[int, int], *, kind: str, value: str, purpose: str) -> Found:
    fields: dict[str, Value] = {
        "type": kind,
        "value": value,
        "as_written": sentence.words[slice(*place)],
        "purpose": purpose,
        "scam": False,
    }
    start, end = (sentence.start + n for n in place)
    conf = 0.7 if kind in ("short", "hotline") else 0.95
    return Found("contact", start, end, conf, fields, sentence.polarity, sentence.told_by)
