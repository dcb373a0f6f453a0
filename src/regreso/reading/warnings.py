"""Whether a sentence warns of whoever is named in it: by what swindlers do, by orders not to, by words of caution.

Wide on purpose. A contact that is wrongly marked costs a reviewer a look; one that is wrongly offered sends a mother
to a swindler.
"""

from __future__ import annotations

import re

_DECEIT = re.compile(
    r"(?<!\w)(?:розвод(?:ил\w*|ять|ит)?|развод(?:ил\w*|ка|ят|ит)|кидал\w*|кидк\w+|лохотрон\w*|пастк\w+|ловушк\w+|капкан\w*|приманк\w+|самозван\w+|фішинг\w*|фишинг\w*|phish\w*|мошенн\w+|афер\w+|лж[её]\w+|"
    r"фейк\w*|обман\w*|вымога\w+|вимага\w+|шантаж\w*|шахра\w+|ошук\w+|підробн\w+|фальшив\w+|лохотрон\w*|пройдис\w+|злочинц\w+|преступник\w*|нажива\w+|злодій\w*|злодії|"
    r"estaf\w+|fraud\w+|fals[oa]s?|engañ\w+|timo|timador\w*|embauc\w+|extorsi\w+|impostor\w*|suplanta\w*|trampa\w*|delincuentes?|chantaj\w+|scam\w*|fake|swindl\w+|con (?:artists?|m[ae]n)|extort\w*|impersonat\w+|impost[eo]r\w*|"
    r"bogus|crook\w*|conned|trap|blackmail\w*|thie(?:f|ves)|rip-?off\w*|cheat\w*)(?!\w)",
    re.IGNORECASE,
)
_SWINDLE = re.compile(
    r"(?<!\w)(?:шахра|мошенни|афер|вымога|вимагач|estaf|swindl|scam|con m[ae]n|con artist|fraudster|timador|impost[eo]r|самозван)",
    re.IGNORECASE,
)
_CAUTION = re.compile(
    r"(?<!\w)(?:осторожн\w+|остерега\w+|берегитесь|будьте бдительны|бдительн\w+|обережн\w+|остеріга\w+|стережіться|бережіться|пильн\w+|ojo con|ojo[:,!]|cuidado|desconf\w+|alerta con|alertan? (?:de|sobre)|mucho cuidado|precaución|"
    r"beware|watch out|look out for|be wary|steer clear|stay away from|be careful)(?!\w)",
    re.IGNORECASE,
)
_PRETENDS = re.compile(
    r"(?<!\w)(?:выда\w+ себя|представля\w+(?:ся|сь)|называ\w+ себя|видає себе|видають себе|представля\w+(?:ся|сь)|називає себе|нібито від|якобы от|от имени|від імені|"
    r"se hac\w+ (?:pasar|llamar)|haciéndose pasar|dice ser|dicen ser|en nombre de|pos(?:es|ing) as|pretend\w*|claim\w* to (?:be|represent)|call\w* (?:himself|herself|themselves)|introduc\w+ (?:himself|herself|themselves)|in the name of|who says (?:he|she) is)(?!\w)",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"(?<!\w)(?:деньг\w*|денег|гривен\w*|гривн\w*|рубл\w+|грош\w+|грош[иі]|коштів|предоплат\w+|передоплат\w+|аванс\w*|криптовалют\w+|биткоин\w*|біткоїн\w*|доллар\w+|долар\w+|евро|євро|тысяч|тисяч|"
    r"dinero|dólares|euros|pesos|adelantado|anticipo|transferencia\w*|soles|plata|money|dollars?|pounds?|hryvnias?|roubles|fee|fees|upfront|up front|in advance|deposit|bitcoin|crypto\w*|gift cards?|bank details|funds)(?!\w)|[$€₽₴£]",
    re.IGNORECASE,
)
_DEMANDS = re.compile(
    r"(?<!\w)(?:прос[ия]т\w*|просять|требу\w+|бер[её]т|берут|вимага\w+|бере|беруть|хоче|хотят|хоче|хочуть|обеща\w+|обіця\w+|предлага\w+|пропону\w+|за «|за “|вытяг\w+|витяг\w+|сдира\w+|здира\w+|"
    r"pid[ea]n?|exig\w+|cobr\w+|reclam\w+|promet\w+|ofrec\w+|solicit\w+|ask\w* for|demand\w*|charg\w+|want\w*|offer\w*|promis\w+|tak\w+ (?:your|the|their) money|request\w*)(?!\w)",
    re.IGNORECASE,
)
_GIVES = re.compile(
    r"(?<!\w)(?:помо[чг]\w*|допомог\w*|пожертв\w+|донат\w*|збира\w+|собира\w+|сбор\w*|збір|дона[cс]\w+|donat\w+|donac\w+|donar|ayuda|colect\w+|fundrais\w+|support|бесплатн\w+|безкоштовн\w+|безплатн\w+|безоплатн\w+|gratis|gratuit\w+|free of charge)(?!\w)",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"(?<!\w)(?:не|ніколи не|никогда не|ни в коем случае не|у жодному разі не|в жодному разі не)\s+(?P<do>[а-яёіїєґ’'ʼ]+(?:йте|ите|ьте|іть|їть)(?:сь|ся)?|"
    r"(?:нужно|надо|следует|стоит|треба|слід|варто)\s+\w+)|(?<!\w)(?:do not|don['’]t|never|do n['’]t|please don['’]t)\s+(?P<act>\w+)|(?<!\w)(?:no|nunca|jamás|tampoco|ni)\s+(?:le |les |lo |la |los |se )?(?P<haga>\w+(?:e|en|es|a|an|as|áis|éis))(?!\w)",
    re.IGNORECASE,
)
# “Do not wait: ring …” warns of nobody.
_HARMLESS = re.compile(
    r"(?:чека|зволіка|паніку|вага|забува|втрача|соромт|бійт|відклада|зупиня|хвилю|жд|медл|паник|стесня|теря|откладыва|бойт|волну|отчаива|забыва|забуд|молч|мовч|сомнева|сумніва|пропус|hesita|wait|panic|forget|lose|delay|worry|fear|despair|be|miss|"
    r"esper|dud|olvid|tard|pierd|tem|deje|demor|desesper|está|sea|es|era|sab|tien|hay|pued|hac[ea]|consta|quiere|quede|"
    r"нужно ждать|надо ждать|треба чекати)\w*\Z",
    re.IGNORECASE,
)


def warns(words: str) -> bool:
    """Whether a sentence warns of whom, or what, it names.

    >>> [warns(text) for text in ("Ojo con quien pide dinero desde el +57 320 555 0188.", "Не связывайтесь с ним: +7 926 555 88 01")]
    [True, True]
    >>> [warns(text) for text in ("Не чекайте, дзвоніть: 1648.", "Call us at any time: 0800 555 0142.", "Звоните 8 800 555-17-20, бесплатно.")]
    [False, False, False]
    """
    if _DECEIT.search(words) or _CAUTION.search(words) or _PRETENDS.search(words):
        return True
    if _MONEY.search(words) and _DEMANDS.search(words) and not _GIVES.search(words):
        return True
    return any(
        not _HARMLESS.match(found["do"] or found["act"] or found["haga"] or "")
        for found in _NOT.finditer(words)
    )


def cautions(words: str) -> bool:
    """Whether a sentence speaks of swindlers: whoever it names is nobody who is sought.

    >>> cautions("Beware of Colonel Reid, who asks for gift cards."), cautions("Colonel Reid was killed.")
    (True, False)
    >>> cautions("Do not transfer funds to a man who introduces himself as Colonel Zhukov.")
    True
    """
    if _SWINDLE.search(words) or (
        _CAUTION.search(words) and (_MONEY.search(words) or _PRETENDS.search(words))
    ):
        return True
    return bool(_PRETENDS.search(words) and (_MONEY.search(words) or _NOT.search(words)))


def calls_it_deceit(words: str) -> bool:
    """Whether a sentence that stands behind a contact says what it is: “They are swindlers”.

    >>> calls_it_deceit("Это мошенники!"), calls_it_deceit("Не отвечайте им.")
    (True, True)
    """
    return bool(_DECEIT.search(words)) or any(
        not _HARMLESS.match(found["do"] or found["act"] or "x")
        for found in _NOT.finditer(words)
        if found["do"] or found["act"]
    )
