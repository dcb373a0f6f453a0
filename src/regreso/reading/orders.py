"""Whether a clause tells its reader to do something: by the form of its first words, not by what is to be done.

Russian and Ukrainian mark an order by its ending; Spanish by a verb without its subject before an object; English by
a bare verb in the first place. An infinitive in the first place, or behind “one must”, is an order too.
"""

from __future__ import annotations

import re


def _words(told: str) -> frozenset[str]:
    return frozenset(told.split())


_FIRST = (
    r"start (?:by|with)|begin (?:by|with)|empiece (?:por|con)|comience (?:por|con)|почніть (?:з|із)|primero|primeramente|en primer lugar|lo primero(?: es)?|antes que nada|antes de nada|ante todo|para empezar|de entrada|first of all|first(?:ly)?|to begin with|before anything else|"
    r"сначала|сперва|прежде всего|в первую очередь|во-первых|первым делом|перв\w+ шаг\w*|для начала|начните с(?: того, что)?|перво-наперво|"
    r"передусім|передовсім|насамперед|спершу|спочатку|перш за все|перш ніж усе|найперше|по-перше|в першу чергу|у першу чергу|для початку|перш\w+ крок\w*"
)
_NEXT = (
    r"luego|después|a continuación|acto seguido|seguidamente|posteriormente|en segundo lugar|en tercer lugar|segundo|tercero|cuarto|más tarde|hecho esto|"
    r"once (?:this|that) is done|the next step is to|second(?:ly)?|third(?:ly)?|fourth(?:ly)?|then|next|after that|after this|afterwards|"
    r"затем|потом|далее|дальше|после этого|после чего|следом|следующ\w+ шаг\w*|во-вторых|в-третьих|в-четв[её]ртых|втор\w+ шаг\w*|трет\w+ шаг\w*|"
    r"потім|далі|після цього|після чого|відтак|тоді|слідом|наступн\w+ крок\w*|по-друге|по-третє|по-четверте|друг\w+ крок\w*|трет\w+ крок\w*"
)
_LAST = (
    r"por último|finalmente|al final|para terminar|para finalizar|finally|lastly|last of all|"
    r"наконец|в конце|напоследок|в последнюю очередь|под конец|нарешті|наостанок|насамкінець|зрештою|наприкінці|вкінці|останн\w+ крок\w*|последн\w+ шаг\w*"
)
_MARK = re.compile(
    rf"[\s«“„\"—–-]*(?:(?:y|and|а|и|і|й|та)\s+)?(?:(?P<first>{_FIRST})|(?P<next>{_NEXT})|(?P<last>{_LAST}))(?!\w)[\s,:.—–-]*",
    re.IGNORECASE,
)
_STARTS = re.compile(
    r"[\s«“„\"—–-]*(?:start by|begin by|(?:empiece|comience|empezar|comenzar) por|начните с|почніть [зі]з?)(?!\w)",
    re.IGNORECASE,
)
NUMBERED = re.compile(
    r"\s*(?:\(?\d{1,2}[.)]\s?(?!\d)|\d️?⃣\s?|(?:шаг|крок|paso|step|пункт)\s+(?:№\s?)?(?:\d{1,2}|[\w-]{3,12})\s*[.:)—–-]\s*|[a-hа-з]\)\s)",
    re.IGNORECASE,
)
_ALSO = re.compile(
    r"\s*(?:also|besides|in addition|additionally|además|también|asimismo|igualmente|de paso|также|кроме того|помимо этого|заодно|ещё|еще|параллельно|обязательно|також|крім того|окрім того|водночас|паралельно|обов['’ʼ]язково|"
    r"лучше(?: всего)?|краще|лучше сразу|тож|итак|отже)(?!\w)[\s,:]*",
    re.IGNORECASE,
)  # says that an order stands beside others, not where
_BULLET = re.compile(r"\s*(?:[-–—•*·▪●✔✅☑→➡►▶]️?\s*)+")
_CONDITION = re.compile(
    r"(?:si|cuando|una vez|en cuanto|para|con|tras|if|when|once|as soon as|with|to|in order to|before|after|если|когда|как только|для|чтобы|при|с|после|перед|"
    r"у разі|в случае|за наявності|при наличии|no bien|apenas|en cuanto|ni bien|unless|until|while|якщо|коли|щойно|як тільки|для|щоб|при|з|після|перед|у разі|в случае|en caso de|por favor|please|пожалуйста|будь ласка|прошу)(?!\w)\s",
    re.IGNORECASE,
)
_CYRILLIC_ORDER = re.compile(r"[а-яёіїєґ’'ʼ]{1,}(?:йте|ите|ьте|іть|їть|жте|шіть)(?:сь|ся)?", re.IGNORECASE)
_INFINITIVE = re.compile(
    r"[а-яё]{2,}(?:ать|ять|еть|ить|оть|уть|ыть|йти|сти|зти|[бс]рести)(?:ся|сь)?|[а-яё]{2,}чь(?:ся)?|[а-яіїєґ’'ʼ]{1,}(?:ати|яти|ити|іти|їти|ути|йти|сти|зти|гти|кти|рти)(?:ся|сь)?",
    re.IGNORECASE,
)
_NO_INFINITIVE = _words(
    "мать кровать печать память пять опять десять девять двадцать тридцать знать рать тать гать сеть медь мати діти пяти п’яти п'яти десяти дев’яти девяти листи мости гості кости вісті пости тости брати шати хати нити "
    "ночь дочь речь печь помощь вещь"
)
_NO_ORDER = _words(
    "хотите видите знаете помните можете простите извините вибачте пробачте знайте хочете бачите скажите уявіть представьте дивіться смотрите читайте подписывайтесь підписуйтесь підписуйтеся слідкуйте следите поделитесь поширюйте "
    "вірте верьте"
)
_MUST = re.compile(
    r"(?:(?:вам|тебе|тобі|родным|рідним|родственникам|близким|близьким|сім['’ʼ]ї|семье)\s+)?(?:нужно|надо|необходимо|следует|стоит|прид[её]тся|важно|рекомендуется|треба|потрібно|необхідно|слід|варто|доведеться|важливо|рекомендовано|требуется|потребуется|полагается|предстоит|имеет смысл|не помешает|нельзя|можно|рекомендовано|обязаны|не обойтись без|не зайве|не завадить|має сенс|радимо|советуем|просимо|рекомендуємо|рекомендуем|не можна|можна)"
    r"(?:\s+(?:будет|буде|также|також|сразу|одразу|ещё|еще|ще))?\s+\w+(?:ть|ти|чь)(?:ся|сь)?\b|"
    r"(?:hay que|habrá que|debes?|deben?|deberá[ns]?|tiene[ns]? que|tendrá[ns]? que|conviene|convendría|es necesario|es preciso|será necesario|será preciso|se deben?|se deberán?|habrá de|hace falta|(?:se )?recomendamos|se recomienda|se aconseja|es (?:importante|mejor|recomendable|conveniente|aconsejable|obligatorio)|lo mejor es|no olvide|evite)\s+(?:también\s+)?\w+r(?:se|lo|la|les?)?\b|"
    r"(?:you|relatives|families|parents|they|applicants|mothers)\s+(?:\w+\s+)?(?:must|should|need to|have to|will need to|will have to|are asked to|can)\s+\w+|(?:it(?:['’]s| is) (?:necessary|best|important|advisable|essential|better|wise) to|it helps to|be sure to|make sure|remember to|try to|do|we (?:advise|recommend|suggest|ask) you to)\s\w+",
    re.IGNORECASE,
)
_ONE_MUST = re.compile(  # in a list of things to do the one who must may stand first, or the thing itself
    r"(?:[^\W\d]\S*\s+){1,6}?(?:(?:нужно|надо|необходимо|следует|стоит|прид[её]тся|рекомендуется|требуется|нельзя|можно|долж(?:ен|на|ны)|обязан[аы]?|треба|потрібно|необхідно|слід|варто|доведеться|можна|"
    r"ма[єю](?:ть)?|мусить|повин(?:ен|на|ні))\s+(?:\w+\s+){0,2}?\w+(?:ть|ти|чь)(?:ся|сь)?(?!\w)|"
    r"(?:deben?|deberán?|tienen? que|tendrán? que|ha[n]? de|habrán? de|pueden?|podrán?|(?:se )?(?:debe|puede|recomienda)n?)\s+(?:también\s+)?\w+r(?:se|lo|la|les?)?(?!\w)|"
    r"(?:must|should|ha(?:s|ve) to|needs? to|(?:may|can|must|should) be|(?:is|are) to)\s+(?:also\s+)?\w+)",
    re.IGNORECASE,
)
_SPANISH_CLITIC = re.compile(r"\w*[áéíóú]\w{1,6}(?:se|nse|lo|la|los|las|le|les|me|nos)", re.IGNORECASE)
_SPANISH_VERB = re.compile(
    r"(?!\w*ción\b)[a-záéíóúüñ]{2,}(?:[ea]n?|[aei]r(?:se|lo|la|le|los|las|les)?)", re.IGNORECASE
)
_SPANISH_OBJECT = _words(
    "la el los las lo un una unos unas su sus tu tus a al en con por del de que si todo toda todos todas cada este esta estos estas dos tres siempre también solo sólo únicamente no bien copia copias cualquier primero ante hasta desde "
    "usted ustedes atención nota cita nada nadie dinero datos fotos fotografías información documentos"
)
_SPANISH_NO_VERB = _words(
    "para sobre entre desde ante que donde durante mediante cuando aunque porque este esta ese esa una la parte gente madre madres padre nombre frente semana casa noche tarde ciudad guerra fecha hora línea cerca fuera nada cada "
    "siempre antes después mientras excepto salvo según cómo como dónde cuánto qué hace vía era fue está son hay corte suerte muerte frente base clase fase calle puente gobierno familia zona ayuda lista carta cuenta entrega compra venta junta "
    "búsqueda denuncia llamada salida llegada lugar mujer militar familiar tránsito ayer mar hogar popular primer tercer grande viaje mensaje paquete traje buque parque tanque ataque combate informe alcalde comandante teniente "
    "agente presidente portavoz cliente accidente incidente dirigente residente restante siguiente importante"
)
_ENGLISH_VERBS = _words(
    "accept accompany add address agree allow answer appear apply appoint approach arrange arrive ask assemble attach attend authorise authorize avoid await be become begin board book borrow bring buy call cancel carry change charge check choose "
    "clarify clear collect come compare complete confirm consult contact continue copy cross cut deliver describe dial discuss download dress drive drop email e-mail enclose ensure enter establish exchange expect explain fax file fill find "
    "finish fly follow forward gather get give go hand have head hold identify include indicate inform insist inspect join keep learn leave let lie list listen locate lodge log look mail make mark meet memorise memorize message move name note notify obtain offer "
    "open order organise organize pack park pass pay phone photograph pick place post prepare present preserve print proceed produce provide pull put queue quote reach read receive record reconfirm refer refuse register remain remember remove renew repeat reply "
    "report request reserve retain return review ring save scan search see seek select send set share shelter show sign sit sleep speak specify stand start state stay step stick stop store submit supply take talk tell test text translate transfer travel "
    "try turn undergo update upload use verify visit wait walk watch wear weigh withdraw write"
)
_ENGLISH_NO_OBJECT = _words("of is was were are has had will would said says")
_NEGATED = re.compile(
    r"(?:(?:ни в коем случае|ні в якому разі|[ув] жодному разі|ни при каких условиях|en ningún caso|bajo ningún concepto|under no circumstances|ніколи|никогда|nunca|jamás)[\s,]+)?(?:не|no|do not|don['’]t|never|nunca|jamás)\s+"
    r"(?:se\s|lo\s|la\s|le\s|les\s|los\s|las\s)?",
    re.IGNORECASE,
)
_IMPERATIVE_ES = re.compile(
    r"[a-záéíóúüñ]{3,}(?:e|en|a|an|es|as)|(?:vaya|dé|den|haga|sea|ponga)n?", re.IGNORECASE
)
_NO_SHOUT = _words(
    "es era está hay fue son consta sabe tiene quiere puede existe queda llega aparece responde contesta será habrá figura basta"
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'ʼ-][^\W\d_]+)*")
_LONGEST_CONDITION = 150  # letters
_REACH = 3  # words before an order that says its form by its ending


def mark(words: str) -> str:
    """Whether a clause says its place in an order of things: "first", "next", "last", or "" for none.

    >>> [mark(text) for text in ("Сперва позвоните.", "Acto seguido, llame.", "Finally, wait.", "Позвоните.")]
    ['first', 'next', 'last', '']
    """
    bare = _BULLET.sub("", words, count=1) if _BULLET.match(words) else words
    found = next(filter(None, (_MARK.match(one) for one in (bare, *_behind_condition(bare)))), None)
    return (found.lastgroup or "") if found else ""


def _behind_condition(words: str) -> list[str]:
    """What follows each comma of a sentence that opens with “if”, “once”, “in order to”."""
    if not _CONDITION.match(words):
        return []
    ahead = re.split(r"[.;:!?]", words[:_LONGEST_CONDITION])[0]
    return [words[found.end() :].lstrip() for found in re.finditer(r",|\s[—–-]\s", ahead)]


def is_order(words: str, *, listed: bool = False) -> bool:
    """Whether a clause begins by telling its reader to do something.

    Args:
        words: the clause.
        listed: it is one line of a list, where whoever must do it, or the thing itself, may stand first.

    >>> is_order("Копию ответа стоит передать юристу.", listed=True), is_order("The closest relative should write.", listed=True)
    (True, True)

    >>> [is_order(text) for text in ("1. Позвоните в часть.", "Далі здайте зразок ДНК.", "Подать заявление в полицию")]
    [True, True, True]
    >>> [is_order(text) for text in ("Cuando tenga el número, solicite la cita.", "Prepárese para viajar", "Llamar al consulado")]
    [True, True, True]
    >>> [is_order(text) for text in ("Submit the form.", "If he is named, write to us.", "You must keep a copy")]
    [True, True, True]
    >>> [is_order(text) for text in ("Мать ждёт сына.", "La madre espera.", "Report of the mission", "Вы знаете это.")]
    [False, False, False, False]
    """
    if _STARTS.match(words):
        return True
    bare = _bare(words)
    if listed and any(_ONE_MUST.match(one) for one in (bare, *_behind_condition(bare))):
        return True
    return _begins(bare) or any(_begins(_bare(rest)) for rest in _behind_condition(bare))


def _bare(words: str) -> str:
    """The clause without its bullet, its number and its mark."""
    bare = words
    for pattern in (_BULLET, NUMBERED, _MARK, _ALSO):
        if found := pattern.match(bare):
            bare = bare[found.end() :]
    return bare.lstrip(' «“„"(')


def _begins(clause: str) -> bool:
    negated = _NEGATED.match(clause)
    clause = clause[negated.end() :] if negated else clause
    if _MUST.match(clause):
        return True
    if negated and negated[0].lower().startswith(("no", "nunca", "jamás", "en ", "bajo")):
        return _forbids(negated[0].lower(), clause)
    words = [found[0] for found in _WORD.finditer(clause[:120])][:4]
    if not words:
        return False
    first, second = words[0].lower(), words[1].lower() if len(words) > 1 else ""
    if "\u0400" <= first[0] <= "\u04ff":
        return _slavic(words)
    return _english(first, second) or _spanish(first, second)


def _forbids(negation: str, clause: str) -> bool:
    """“No viaje a la zona”: behind a negation that opens the sentence a present subjunctive is an order."""
    verb = _WORD.match(clause)
    word = verb[0].lower() if verb else ""
    if not _IMPERATIVE_ES.fullmatch(word) or word in _NO_SHOUT:
        return False
    behind = _WORD.search(clause, len(word))
    return behind is None or behind[0].lower() in _SPANISH_OBJECT or negation.endswith("se ")


def _slavic(words: list[str]) -> bool:
    if _INFINITIVE.fullmatch(words[0]) and words[0].lower() not in _NO_INFINITIVE:
        return True
    for word in words[:_REACH]:
        if word.lower() in _NO_ORDER:
            return False
        if _CYRILLIC_ORDER.fullmatch(word):
            return True
    return False


def _english(first: str, second: str) -> bool:
    if first == "please":
        first, second = second, ""
    return first in _ENGLISH_VERBS and second not in _ENGLISH_NO_OBJECT


def _spanish(first: str, second: str) -> bool:
    if first in _SPANISH_NO_VERB:
        return False
    if _SPANISH_CLITIC.fullmatch(first):
        return True
    return bool(_SPANISH_VERB.fullmatch(first)) and second in _SPANISH_OBJECT
