"""The shapes in which four languages write a day, a month, a season or a span of time."""

from __future__ import annotations

import re
from functools import lru_cache

from regreso.reading import calendar_words as words_of

_SMALL = "|".join(words_of.SMALL.values())
_NUMBER = rf"(?P<n>\d{{1,3}}|{_SMALL})"
_MONTH = "(?P<month>" + "|".join("|".join(words) for words in words_of.MONTHS.values()) + r")(?!\w)"
_DAY_MONTH = (
    "(?P<month>"
    + "|".join("|".join((*words, words_of.SHORT_MONTHS[n])) for n, words in words_of.MONTHS.items())
    + r")\.?(?![\w])"
)
_UNIT = "(?:" + "|".join(rf"(?P<u_{unit}>{words})" for unit, words in words_of.UNITS.items()) + r")(?!\w)\.?"
_WEEKDAY = "(?:" + "|".join(f"(?P<w{n}>{words})" for n, words in enumerate(words_of.WEEKDAYS)) + r")(?!\w)"
_PLAIN_WEEKDAY = "(?:" + "|".join(words_of.WEEKDAYS) + r")"
_NEAR = (
    "(?:" + "|".join(f"(?P<near{n}>{words})" for n, words in enumerate(words_of.NEAR.values())) + r")(?!\w)"
)
_SPAN = "(?:" + "|".join(f"(?P<span_{name}>{words})" for name, words in words_of.SPANS.items()) + r")(?!\w)"
_SEASON = "(?:" + "|".join(f"(?P<s{n}>{words})" for n, words in words_of.SEASONS.items()) + r")(?!\w)"
_YEAR = r"(?P<year>(?:19|20)\d{2})(?!\d)(?:-?(?:го|м|му|й))?(?:\s?(?:года|году|год|року|році|рік|г\.|р\.(?!\s?н)))?"
_ORDINAL = r"(?:\s?[º°]|-?(?:го|е|ое|ого|те|ше)|st|nd|rd|th)?"
_OF = r"(?:\s+de|\s+of)?\s+"
_ABOUT = rf"(?:(?P<about>{words_of.ABOUT})\s+)?"
_RANGE = (
    rf"(?<![\w.:])(?:(?:с|з|del?|from)\s+)?(?P<first>\d{{1,2}}){_ORDINAL}\s*(?:[–—-]|по|до|al?|to)\s*(?P<day>\d{{1,2}}){_ORDINAL}{_OF}"
    rf"{_MONTH}(?:,?\s*(?:del?\s+)?{_YEAR})?"
)
PATTERNS = tuple(
    (frozenset(needs.split()), re.compile(pattern, re.IGNORECASE))
    for needs, pattern in (
        ("month digit", _RANGE),
        (
            "month digit",
            rf"(?<![\w.:])(?:(?:el\s+)?(?<!este\s)(?<!this\s)(?<!эту\s)(?<!цю\s){_PLAIN_WEEKDAY},?\s+)?{_ABOUT}(?P<day>\d{{1,2}}){_ORDINAL}{_OF}{_DAY_MONTH}(?:,?\s*(?:del?\s+)?{_YEAR})?",
        ),
        (
            "month digit",
            rf"(?<!\w){_MONTH}\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:.]\d|\d)(?:,?\s+{_YEAR})?",
        ),
        ("month year", rf"(?<!\w){_ABOUT}{_MONTH}\s*,?\s*(?:del?\s+)?{_YEAR}"),
        ("month", rf"(?<!\w)(?:{words_of.PART})[\s-]+{_MONTH}(?!\s*,?\s*(?:del?\s+)?(?:19|20)\d\d)"),
        ("month", rf"(?<!\w){_MONTH}\s+(?P<year_before>{words_of.LAST_YEAR})(?!\w)"),
        ("month", rf"(?<!\w)(?P<year_before>{words_of.LAST_YEAR})\s*,?\s*(?:in|en|в|у)\s+{_MONTH}(?!\s+\d)"),
        ("month", rf"(?<!\w)(?:{words_of.LAST}|el pasado mes de)\s+{_MONTH}(?!\s+\d)"),
        ("month", rf"(?<!\w){_MONTH}\s+pasado(?!\w)"),
        ("year", rf"(?<!\w)(?:{words_of.PART}|early in|late in|начале|конце)[\s-]+(?:de\s+)?{_YEAR}"),
        (
            "season",
            rf"(?<!\w)(?:(?:{words_of.LAST}|desde|since|from|с|з|від|этой|этим|this|цієї|цього|прошлой|este|esta|en)\s+(?:el\s+|la\s+)?)(?<=\s){_SEASON}(?!\s*,?\s*(?:del?\s+|of\s+)?(?:19|20)\d\d)",
        ),
        ("season year", rf"(?<!\w){_ABOUT}{_SEASON}\s*,?\s*(?:del?\s+|of\s+)?{_YEAR}"),
        (
            "digit",
            r"(?<![\w./])(?P<day>\d{1,2})(?P<sep>[/.])(?P<month>\d{1,2})(?P=sep)(?P<year>\d{4})(?![\d])",
        ),
        ("digit", r"(?<![\w-])(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?![\d-])"),
        ("digit", r"(?<![\w./])(?P<day>\d{1,2})(?P<sep>[/.])(?P<month>\d{1,2})(?P=sep)(?P<yy>2\d)(?![\d./])"),
        ("unit", rf"(?<!\w)hace\s+(?:unos\s+|unas\s+)?{_NUMBER}\s*{_UNIT}"),
        ("unit", rf"(?<![\w.,]){_NUMBER}\s*{_UNIT}\s+(?:{words_of.AGO})(?!\w)"),
        ("unit", rf"(?<!\w){_UNIT}\s+(?:тому|назад)(?!\w)"),
        ("span", rf"(?<!\w){_SPAN}"),
        (
            "weekday",
            rf"(?<!\w)(?:(?P<next>{words_of.NEXT})\s+|(?P<last>{words_of.LAST})\s+|(?P<this>este|esta|этот|этом|эту|цього|цю|цей|this|on)\s+|el\s+)?{_WEEKDAY}(?P<last2>\s+pasad[oa])?",
        ),
        ("near", rf"(?<!\w){_NEAR}"),
        ("month", rf"(?<!\w)(?:in|since|en|desde|в|у|во|с|з|from|з|by|к|до)\s+{_MONTH}(?!\s+\d)"),
        ("year", rf"(?<!\w)(?:in|since|en|desde|в|у|во|с|з|від|from)\s+{_YEAR}"),
    )
)
_SIGNS = {  # what a shape cannot be without: looking for it first spares most texts most shapes
    kind: re.compile(pattern, re.IGNORECASE)
    for kind, pattern in (
        ("digit", r"\d"),
        ("year", r"(?:19|20)\d\d"),
        ("month", rf"(?<![^\W\d]){_DAY_MONTH}"),
        ("season", rf"(?<!\w){_SEASON}"),
        ("unit", rf"(?<![^\W\d]){_UNIT}"),
        ("span", rf"(?<!\w){_SPAN}"),
        ("weekday", rf"(?<!\w){_WEEKDAY}"),
        ("near", rf"(?<!\w){_NEAR}"),
    )
}
ALONE = re.compile(rf"\W*{_NUMBER}\s*{_UNIT}\W*", re.IGNORECASE)


@lru_cache(maxsize=1024)
def shown_in(words: str) -> frozenset[str]:
    """Which signs of a time stand in a text: digit, year, month, season, unit, span, weekday, near.

    >>> sorted(shown_in("Vuelve el jueves 3"))
    ['digit', 'weekday']
    """
    return frozenset(kind for kind, sign in _SIGNS.items() if sign.search(words))
