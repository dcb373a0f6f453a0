"""Words that may turn the meaning of a sentence round, whether or not the grammar understands how.

They are wider than the cues of polarity: what stands here proves nothing, it only forbids to be sure.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

_ALARMS = {  # stems with * for any ending; tokens are tried whole, in lower case
    "neg": "не ни нет нету никто никого никому никак* нигде ничего ничем ніхто нікого нікому ні ані нема* жодн* без "
    "no nunca jamás nadie ningun* ningún nada ni sin tampoco apenas "
    "not never nor neither nobody none nothing without cannot don't doesn't didn't isn't aren't wasn't weren't hasn't haven't hadn't couldn't won't wouldn't",
    "doubt": "якоб* ніби* наче* вроде будто возможн* можлив* вероятн* ймовірн* имовірн* мог могла могли міг могла могли может може можуть могут "
    "кажет* здається похоже схоже предполож* предварит* попередн* слух* чутк* чуток поговарив* говорят кажуть пишут пишуть подозрев* підозр* опаса* побоює* боит* боїть* "
    "posible* posiblemente quizá* talvez acaso parec* presunt* supuest* habría habrían estaría estarían podría podrían tendría sería rumor* versi* cree creen aparente* temen teme sospech* "
    "may might could perhaps possibl* probabl* alleged* reported* reportedly rumor* rumour* seem* appear* apparent* believed thought understood claim* claims fear* unconfirmed unverified unclear guess* "
    "неподтвержд* непідтвердж* достоверн* достовірн* неизвест* невідом*",
    "lie": "ложь ложью лжи лжив* ложн* фейк* неправд* неправильн* вранье враньё брехн* брехлив* вигад* вымысл* вымышл* выдум* домысл* опровер* спросту* заперечу* отрица* ошиб* помил* перепут* переплут* сплута* "
    "ипсо іпсо мошенн* шахра* обман* зря даремно преждевременн* передчасн* однофамил* тезк* тёзк* чуж* "
    "fals* mentir* mentira* bulo* desmi* descart* desestim* error* errone* equivoc* confund* confusión rectific* infundad* carece engañ* estaf* nieg* neg negó homónim* "
    "false* fake* hoax* forger* forged fabricat* lie lies lied untrue wrong* mistak* error* deny denies denied denial refut* debunk* retract* withdr* correct* dismiss* premature* exaggerat* misidentif* namesake ruled",
    "if": "если якщо якби бы чи ли si if whether unless hubiera hubiese would ojalá пусть нехай хай щоб чтобы чтоб",
    "turn": "но але однако проте хотя хоча всё-таки pero sino aunque pese though although but however yet despite contrary вопреки всупереч попри несмотря насправді actually until пока поки hasta спустя згодом luego later зато насправд*",
    "belief": "раньше ранее раніше считал* вважал* вважа* считают думал* думали хоронил* похоронил* оплак* lloraron lloramos daba daban dado dada dieron dábamos presumed given mourned declared listed перв* сначала спочатку antes "
    "earlier previously initially inicialmente признал* визнали визнав*",
    "confirm": "подтвер* підтвер* confirm* verif* доказ* довед* установ* встанов* опозна* впізна* identific* identif* днк dna adn",
    "life": "жив жива живы живой живым живого живий живим живого живою живі живих живими жиє выжил* вижив* вижил* уцелел* уцілі* вцілі* воскрес* отозвал* озвал* озвався озвавс* нашёлся нашелся нашлась знайшовся знайшлас* объявил* позвонил* звонит "
    "дозвонил* подзвонив* подзвонил* зателефонув* додзвонив* написал написав пишет пише сообщение* повідомлення послание привет эфир ефір звонок дзвін* алло "
    "говорил* розмовлял* розмовляв spoke spoken talked hablé hablamos habló "
    "vivo viva vivos vivas sobreviv* llamó llama telefoneó escribió mensaje* apareció reapareció audio saludos resucit* "
    "alive survived survives surviving phoned phones called calls rang rings texted message* messaged reappeared resurfaced turned walked recovering recovers",
    "hope": "надежд* надеет* надія наді* сподіва* ждёт ждет ждут чека* espera* esperan* hope* wait* просит просят просить pide* ask* верит вірить мечта* боялся молит* молять* reza*",
}


_TOKEN = re.compile(r"\w+(?:[’']\w+)*")
_JOINED = "всё-таки"  # the only word of two tokens


@cache
def _stems() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]], tuple[int, ...]]:
    """Whole words and first letters of words with the kinds that they tell; the lengths of the latter."""
    whole: dict[str, set[str]] = {}
    begun: dict[str, set[str]] = {}
    for kind, words in _ALARMS.items():
        for word in words.split():
            (begun if word.endswith("*") else whole).setdefault(word.rstrip("*"), set()).add(kind)
    sizes = tuple(sorted({len(stem) for stem in begun}))
    return {w: frozenset(k) for w, k in whole.items()}, {w: frozenset(k) for w, k in begun.items()}, sizes


@lru_cache(maxsize=65_536)
def _of_word(token: str) -> frozenset[str]:
    whole, begun, sizes = _stems()
    found = set(whole.get(token, ()))
    for size in sizes:
        if size > len(token):
            break
        found |= begun.get(token[:size], frozenset())
    return frozenset(found)


@lru_cache(maxsize=4096)
def alarms(words: str) -> frozenset[str]:
    """Which kinds of words that may turn a meaning round stand in a text.

    >>> sorted(alarms("Слух о его гибели оказался ложью."))
    ['doubt', 'lie']
    >>> sorted(alarms("No es cierto que haya muerto."))
    ['neg']
    """
    low = words.lower().replace("’", "'")
    found = {kind for token in set(_TOKEN.findall(low)) for kind in _of_word(token)}
    if "?" in words:
        found.add("ask")
    if _JOINED in low:
        found.add("turn")
    return frozenset(found)
