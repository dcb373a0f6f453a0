"""Whether one side says that a way is open and the other that it is not."""

from __future__ import annotations

import re

_CLAIMS = re.compile(  # one side says that a way is open
    r"(?<!\w)(?:стверджу\w+|заявля\w+|заявил\w*|утвержда\w+|нібито|якобы|says|claim\w*|insist\w*|assert\w*|purported\w*|afirm\w+|asegur\w+|sostien\w+|pretend\w+|supuest\w+)(?!\w)",
    re.IGNORECASE,
)
_NOT_SO = re.compile(  # and the other, in its next sentence, that it is not
    r"(?<!\w)(?:не (?:\S+\s){0,2}?(?:погодж|узгодж|соглас|існу|существ|знає|знаем|відповіда|соответств|підтверд|подтвер)\w*|(?:не)?правд\w*|фейк\w*|отрица\w+|заперечу\w+|спростов\w+|опроверг\w+|"
    r"(?:did|do|does|was|is|has|have|were|had)(?: not|n['’]t) (?:been )?(?:agree\w*|exist\w*|approv\w*|confirm\w*|true|coordinat\w*)|no such|den(?:y|ies|ied)|untrue|false|no (?:se |lo |hemos |ha )?(?:acord|exist|aprob|confirm|es cierto|hubo)\w*|nieg\w+|neg[óo]|desm[ie]\w+|rechaz\w+)(?!\w)",
    re.IGNORECASE,
)


def refuted(words: str, behind: str = "") -> bool:
    """Whether a sentence tells a claim that its own end, or the sentence behind it, does not accept.

    >>> refuted("Moscow says the corridor to Rostov is open; Kyiv has not agreed to it.")
    True
    >>> refuted("Москва утверждает, что открыла путь в Белгород.", "Мы такого маршрута не согласовывали.")
    True
    >>> refuted("Moscow says the corridor to Rostov is open.", "Buses leave at nine.")
    False
    """
    claimed = _CLAIMS.search(words)
    return claimed is not None and bool(_NOT_SO.search(words, claimed.end()) or _NOT_SO.search(behind))
