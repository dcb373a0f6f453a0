"""Words that steer a conversation, in four languages and in signs that a telephone with keys can type."""

from __future__ import annotations

import re
from functools import cache

from regreso.casebook import phrases

# The first four words of each line are what its button says: in English, Ukrainian, Russian, Spanish.
_WRITTEN = {
    "stop": "stop|стоп|стоп|baja|/stop|alto|зупинити|отписаться|unsubscribe|stopall|quit",
    "start": "start|старт|старт|alta|/start|почати|начать",
    "menu": "menu|меню|меню|menú|/menu",
    "ask": "search|шукати|искать|buscar|/ask|ask|пошук|поиск",
    "status": "status|статус|статус|estado|/status|стан|як справа|как дела|novedades",
    "check": "check|перевірити|проверить|comprobar|/check",
    "tell": "add|додати|добавить|añadir|anadir|/add",
    "correct": "correct|виправити|исправить|corregir|/correct",
    "withdraw": "withdraw|відкликати|отозвать|retirar|/withdraw",
    "again": "again|поновити|возобновить|reabrir|/again|/reopen",
    "news": "news|новини|новости|avisos|/news|сповіщення|уведомления",
    "skip": "skip|пропустити|пропустить|omitir|0|/skip|далі|дальше|saltar|-|не знаю|не пам'ятаю|не помню|"
    "no sé|no se|i don't know|don't know",
    "back": "back|назад|назад|atrás|*|/back|atras|wrong|that is wrong|mistake|undo|помилка|не так|ні, не так|"
    "неправильно|помилився|помилилась|ошибка|нет, не так|ошибся|ошиблась|error|mal|está mal|equivocado|"
    "me equivoqué|no es correcto",
    "over": "start over|почати спочатку|начать сначала|empezar de nuevo|restart|start again|cancel|/cancel|"
    "/restart|спочатку|почати заново|скасувати|сначала|начать заново|заново|отмена|отменить|cancelar|"
    "de nuevo|volver a empezar",
    "send": "send|надіслати|отправить|enviar|#|/send|готово|listo",
    "help": "help|допомога|помощь|ayuda|?|/help|info|инфо|інфо|"
    "i don't understand|не розумію|не понимаю|no entiendo",
    "delete": "delete|видалити|удалить|borrar|/delete|eliminar",
    "language": "language|мова|язык|idioma|/language|lengua",
    "yes": "yes|так|да|sí|si|1|ok|ок",
    "no": "no|ні|нет|2|не",
}
_NAMES = {
    "es": "es|español|espanol|castellano",
    "uk": "uk|ua|українська|укр|по-українськи",
    "ru": "ru|русский|рус|по-русски",
    "en": "en|english|eng",
}
_GREETINGS = (
    "hello|hi|hola|buenas|buenos días|buenas tardes|добрий день|добрий вечір|вітаю|привіт|здрастуйте|алло|"
    "здравствуйте|добрый день|добрый вечер|привет|слава україні|допоможіть|помогите|help me|"
    "ayúdenme"
)
_BYES = (
    "дякую|спасибі|спасибо|gracias|thanks|thank you|зрозуміло|понятно|entiendo|добре|хорошо|"
    "так|да|sí|yes|ok|ок"
)
_THANKS = frozenset(_BYES.split("|"))
_SMALL_DIFFERENCES = re.compile(r"[.!,;…\s]+$")
_PHRASE_WORDS = 6  # of its eight words that must be of ours for it to be meant as a phrase


def folded(text: str) -> str:
    """As it is compared: small letters, one space, no full stop."""
    return _SMALL_DIFFERENCES.sub("", " ".join(text.casefold().split()))


def _table(lines: dict[str, str]) -> dict[str, str]:
    return {word: name for name, words in lines.items() for word in words.split("|")}


_COMMANDS, _LANGUAGES = _table(_WRITTEN), _table(_NAMES)
_HELLO = frozenset(_GREETINGS.split("|"))


def command_of(text: str) -> str:
    """The command that a message is, "" for anything else; “yes” and “no” only where they were asked for."""
    return _COMMANDS.get(folded(text), "")


def language_of(text: str) -> str:
    """The language that a message names, "" for anything else."""
    return _LANGUAGES.get(folded(text), "")


def is_greeting(text: str) -> bool:
    """Whether somebody only says good day, or nothing at all."""
    plain = folded(text)
    return plain in _HELLO or not any(letter.isalnum() for letter in plain)


def is_thanks(text: str) -> bool:
    """Whether somebody closes a conversation as people do."""
    return folded(text) in _THANKS


def button(name: str, language: str) -> str:
    """What the button of a command says."""
    order = {"en": 0, "uk": 1, "ru": 2, "es": 3}
    word = _WRITTEN[name].split("|")[order.get(language, 0)]
    return word.capitalize()


def is_phrase(text: str) -> bool:
    """Whether a message is meant as a retrieval phrase: eight words, most of them of our lists."""
    words = text.replace("-", " ").split()
    if len(words) != phrases.WORDS:
        return False
    return sum(phrases.folded(word) in _our_words() for word in words) >= _PHRASE_WORDS


@cache
def _our_words() -> frozenset[str]:
    return frozenset(phrases.folded(word) for one in phrases.LANGUAGES for word in phrases.word_list(one))


def guessed_language(text: str, *, hint: str = "", number: str = "") -> str:
    """In which language to answer whoever has not chosen: by their letters, then by what else we know."""
    plain = text.casefold()
    for language, letters in (("uk", "іїєґ"), ("ru", "ыэъё"), ("es", "ñ¿¡áéíóú")):
        if any(letter in plain for letter in letters):
            return language
    if hint[:2] in phrases.LANGUAGES:
        return hint[:2]
    if any("а" <= letter <= "я" for letter in plain):
        return "ru" if number.startswith("+7") else "uk"
    by_number = {"+380": "uk", "+7": "ru", "+375": "ru", "+34": "es", "+57": "es", "+52": "es", "+54": "es"}
    return next((told for start, told in by_number.items() if number.startswith(start)), "en")
