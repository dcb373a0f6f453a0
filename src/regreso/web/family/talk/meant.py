"""What a message surely says, and what it surely does not: a son is a man, and “yes” is nobody's name."""

from __future__ import annotations

import re

from regreso.web.family.talk.commands import command_of, folded

_MEN = (
    "son|husband|brother|father|dad|grandson|nephew|uncle|grandfather|boyfriend|"
    "сина|син|чоловіка|чоловік|брата|брат|батька|батько|тата|тато|племінника|племінник|дядька|дідуся|діда|"
    "хлопця|нареченого|сына|сын|мужа|муж|отца|отец|папу|папа|внука|внук|племянника|племянник|дядю|дедушку|"
    "деда|жениха|hijo|esposo|marido|hermano|padre|papá|nieto|sobrino|tío|abuelo|novio"
)
_WOMEN = (
    "daughter|wife|sister|mother|mom|mum|granddaughter|niece|aunt|grandmother|girlfriend|"
    "доньку|донька|дочку|дочка|дружину|дружина|сестру|сестра|маму|мама|матір|мати|онуку|онучку|племінницю|"
    "тітку|бабусю|наречену|дочь|жену|жена|мать|внучку|племянницу|тётю|тетю|бабушку|невесту|"
    "hija|esposa|mujer|hermana|madre|mamá|nieta|sobrina|tía|abuela|novia"
)
_MAN_ALONE = (
    "1|m|м|ч|man|a man|male|boy|he|чол|хлопець|він|мужчина|мужской|парень|он|hombre|varón|un hombre|él"
)
_WOMAN_ALONE = (
    "2|f|ж|a woman|woman|female|girl|she|жінка|дівчина|вона|женщина|женский|девушка|она|una mujer|ella"
)
_SEX_OF = dict.fromkeys(_MEN.split("|"), "m") | dict.fromkeys(_WOMEN.split("|"), "f")
_ALONE = dict.fromkeys(_MAN_ALONE.split("|"), "m") | dict.fromkeys(_WOMAN_ALONE.split("|"), "f") | _SEX_OF
_HE = {"he": "m", "він": "m", "он": "m", "él": "m", "she": "f", "вона": "f", "она": "f", "ella": "f"}
_HIS = {"his": "m", "його": "m", "его": "m", "her": "f", "її": "f", "её": "f", "ее": "f"}

_KIN = rf"(?P<kin>{_MEN}|{_WOMEN})\b(?!['’]s)"
_MY = r"(?:my|мого|мою|мій|моя|моего|мой|свого|свою|своего|mi|a mi)"
_SEEKS = (
    r"(?:шука\w*|розшук\w*|знайти|ищу|ищем|разыск\w*|найти|look(?:ing)? for|search(?:ing)? for|find|"
    r"busco(?: al?)?|buscamos(?: al?)?|encontrar(?: al?)?)"
)
_GONE = r"(?:missing|disappear|captur|prison|зник|пропа|полон|плен|desaparec|prisioner)"
_SOUGHT = (
    re.compile(rf"\b{_SEEKS}\s+(?:{_MY}\s+|\w+\s+)?{_KIN}"),
    re.compile(rf"^{_MY}\s+{_KIN}.{{0,40}}\b{_GONE}"),
    re.compile(rf"\b(?P<he>{'|'.join(_HE)})(?:['’]s| is| es)?[ —-]+{_MY}\s+{_KIN}"),
)
_I_AM = re.compile(rf"^(?:я|i am|i['’]m)\s+(?P<his>{'|'.join(_HIS)})\s+\w+")
_MINE_TWICE = re.compile(
    rf"\b{_SEEKS}\b.*\b(?:{_MEN}|{_WOMEN})\b.*\b(?:and|і|та|й|и|y)\s+(?:{_MY}\s+)?(?:{_MEN}|{_WOMEN})\b"
)
_ALSO = re.compile(
    r"^(?:and also|also|і ще|і також|а також|та ще|також|ще|и ещё|и еще|ещё|еще|также|y también|también)\s+"
    rf"(?:{_SEEKS}|{_MY}\s+{_KIN})"
)
_WHY = re.compile(r"^(?:why|what for|чому|навіщо|для чого|почему|зачем|por qué|para qué)\b(?!.*\d)")


def sexes(text: str) -> frozenset[str]:
    """What a message says of the sex of the one sought: nothing, one, or two that contradict each other.

    >>> sorted(sexes("I am looking for my son")), sorted(sexes("he is my daughter"))
    (['m'], ['f', 'm'])
    >>> sorted(sexes("my mother called him")), sorted(sexes("I am her mother"))
    ([], ['f'])
    """
    plain, found = folded(text), set[str]()
    for pattern in _SOUGHT:
        if told := pattern.search(plain):
            said = told.groupdict()
            found |= {_SEX_OF[said["kin"]]} | ({_HE[said["he"]]} if said.get("he") else set())
    if told := _I_AM.match(plain):
        found.add(_HIS[told["his"]])
    return frozenset(found)


def sex_alone(text: str) -> str:
    """The answer to “a man or a woman?”, as people write it; "" for anything else."""
    return _ALONE.get(folded(text), "")


def seeks(text: str) -> bool:
    """Whether somebody says that they look for someone."""
    return bool(re.search(rf"\b{_SEEKS}\b", folded(text)))


def another(text: str, *, named: bool) -> bool:
    """Whether it tells of a second person: two of hers in one sentence, or one more when one is `named`."""
    plain = folded(text)
    return bool(_MINE_TWICE.search(plain) or (named and _ALSO.match(plain)))


def asks_why(text: str) -> bool:
    """Whether somebody asks what we need this for."""
    return bool(_WHY.match(folded(text).lstrip("¿")))


def bare(text: str) -> str:
    """“yes” or “no” where neither was asked for, "" for an answer."""
    command = command_of(text)
    return command if command in ("yes", "no") else ""
