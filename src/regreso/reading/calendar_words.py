"""Days, months and spans of time as four languages write them: tables that `clocks` reads."""

from __future__ import annotations

_MONTHS = """
1 enero январ\\w+ січ(?:ень|ня|ні|нем) january jan
2 febrero феврал\\w+ лют(?:ий|ого|ому|им) february feb
3 marzo март(?:а|е|у|ом)? берез(?:ень|ня|ні|нем) march mar
4 abril апрел\\w+ квіт(?:ень|ня|ні|нем) april apr
5 mayo ма(?:й|я|е|ю|ем) трав(?:ень|ня|ні|нем) may
6 junio июн\\w+ черв(?:ень|ня|ні|нем) june jun
7 julio июл\\w+ лип(?:ень|ня|ні|нем) july jul
8 agosto август\\w* серп(?:ень|ня|ні|нем) august aug
9 septiembre|setiembre сентябр\\w+ верес(?:ень|ня|ні|нем) september sept|sep
10 octubre октябр\\w+ жовт(?:ень|ня|ні|нем) october oct
11 noviembre ноябр\\w+ листопад(?:а|і|у|ом)? november nov
12 diciembre декабр\\w+ груд(?:ень|ня|ні|нем) december dec
"""
MONTHS = {int(n): words for n, *words in (line.split() for line in _MONTHS.strip().splitlines())}
SHORT_MONTHS = {
    1: "ene|янв|січ",
    2: "февр?|feb|лют",
    3: "mar|мар|бер",
    4: "abr|апр|квіт?",
    5: "may|трав",
    6: "jun|июн|черв",
    7: "jul|июл|лип",
    8: "ago|авг|серп",
    9: "sept?|set|сент?|вер",
    10: "oct|окт|жовт?",
    11: "nov|нояб?|лист",
    12: "dic|дек|груд",
}  # with a day before them and no letter behind
WEEKDAYS = (
    r"lunes|понедельник\w*|понеділ(?:ок|ка|ком|ку)|monday",
    r"martes|вторник\w*|вівтор(?:ок|ка|ком|ку)|tuesday",
    r"miércoles|сред(?:а|у|ы|ой)|серед(?:а|у|и|ою)|wednesday",
    r"jueves|четверг\w*|четвер(?:га|гом)?|thursday",
    r"viernes|пятниц\w+|п['’ʼ]ятниц\w+|friday",
    r"sábado|суббот\w+|субот\w+|saturday",
    r"domingo|воскресень[еяю]|неділ[яюіею]+|sunday",
)
UNITS = {
    "minute": r"minutos?|mins?|minutes?|минут\w*|мин|хвилин\w*|хв",
    "hour": r"horas?|h|hours?|hrs?|час(?:а|ов)?|годин[иу]?|годину|год|ч",
    "day": r"días?|days?|d|день|дн(?:я|ей|і|ів)|д|доб[ау]|сутк\w+|суток",
    "week": r"semanas?|weeks?|недел[июьяе]+|тиж(?:день|ні|нів|ня)",
    "month": r"mes(?:es)?|months?|месяц(?:а|ев)?|місяц[іья](?:в)?|місяць",
    "year": r"años?|years?|года?|лет|рок(?:и|ів|у)|рік",
}
SMALL = {
    1: "un|una|uno|one|a|an|один|одну|одна",
    2: "dos|two|два|две|дві|пару",
    3: "tres|three|три",
    4: "cuatro|four|четыре|чотири",
    5: "cinco|five|пять|п['’ʼ]ять",
    6: "seis|six|шесть|шість",
    7: "siete|seven|семь|сім",
    8: "ocho|eight|восемь|вісім",
    9: "nueve|nine|девять|дев['’ʼ]ять",
    10: "diez|ten|десять",
    12: "doce|twelve|двенадцать|дванадцять",
    15: "quince|fifteen|пятнадцать|п['’ʼ]ятнадцять",
}
NEAR = {
    0: r"(?:hoy|сегодня|сьогодні|today) (?:por la (?:mañana|tarde|noche)|утром|вечером|днём|ночью|вранці|ввечері|уранці|morning|evening)|hoy|сегодня|сьогодні|today|tonight|esta (?:mañana|tarde|noche)|этим утром|this (?:morning|afternoon|evening)|цього ранку|нынче",
    -1: r"(?:ayer|вчера|[ву]чора|yesterday) (?:por la (?:mañana|tarde|noche)|утром|вечером|днём|ночью|вранці|ввечері|уранці|увечері|morning|evening|afternoon)|ayer|вчера|[ву]чора|yesterday|anoche|last night|минулої ночі|прошлой ночью|накануне|напередодні",
    -2: r"anteayer|antier|antes de ayer|позавчера|позавчора|the day before yesterday",
    1: r"завтра|tomorrow|(?<!la )(?<!de )(?<!esta )(?<!por )mañana(?! de | por )",
    2: r"послезавтра|післязавтра|pasado mañana|the day after tomorrow",
}
SPANS = {
    "week": r"la semana pasada|last week|на прошлой неделе|прошлой недел\w+|минулого тижня|на минулому тижні",
    "month": r"el mes pasado|last month|в прошлом месяце|прошлого месяца|минулого місяця",
    "year": r"el año pasado|last year|в прошлом году|прошлого года|минулого року|торік",
}
SEASONS = {
    21: r"primavera|весн(?:а|ы|е|ой|і|и|ою)|spring",
    22: r"verano|лет(?:о|а|ом|у)|літ(?:о|а|ом|ку)|влітку|summer",
    23: r"otoño|осен[ьию]+|восени|осін[ьі]|осені|autumn",
    24: r"invierno|зим(?:а|ы|е|ой|і|и|ою)|взимку|winter",
}
PAST = (
    r"(?<!\w)(?:\w{2,}(?:л|ла|ло|ли|лся|лась|лись|лося|вся|лися)|\w{2,}(?:ив|ав|ів|ув|ов)(?=[\s,.])|\w{2,}(?:ó|aron|ieron|aba|aban|ía|ían)|fue|fueron|hubo|había|ha|han|era|\w{3,}ed|was|were|had|has|said|told|went|fell|took|began|left|came|saw|found|lost|held|"
    r"погиб|пропал|зник|поліг|был|було|помер|умер)(?!\w)"
)
FUTURE = (
    r"\b(?:объявляет\w*|открыва[ею]т\w*|оголошу\w+|відкрива\w+|вступа\w+ в силу|набува\w+ чинності|вируш(?:ить|ать)|відправ(?:иться|ляться)|entrarán? en|rige|regirá|takes effect|enters into force|stárt|начина[ею]тся|розпочина\w+|will|shall|going to|plans? to|to be held|будет|будут|состоит\w+|планиру\w+|намечен\w*|запланирован\w*|пройд[её]т|начн[её]т\w*|"
    r"откро\w+|буде|будуть|відбуд\w+|плану\w+|запланован\w+|пройде|почн\w+|відкри(?:ють|є)\w*|розпочн\w+|\w{2,}(?:ará|erá|irá|rán|drá|drán)|van? a \w+r|"
    r"завтра|tomorrow|\w{3,}тим(?:е|уть)|previst[oa]s?|programad[oa]s?|scheduled|due to|is to|are to|upcoming|next|próxim\w+|следующ\w+|наступн\w+|ближайш\w+|найближч\w+)\b"
)
AGO = r"ago|atrás|назад|тому"
LAST = r"el pasado|la pasada|pasado|last|past|прошл\w+|минувш\w+|минул\w+|прошедш\w+|торішн\w+"
LAST_YEAR = (
    r"прошлого года|в прошлом году|минулого року|торік|del año pasado|el año pasado|last year|of last year"
)
NEXT = r"(?:este |el )?próximo|next|следующ\w+|наступн\w+|ближайш\w+|найближч\w+"
ABOUT = r"около|приблизительно|примерно|близько|приблизно|орієнтовно|hacia|alrededor de|sobre|cerca de|about|around|circa|c\."
PART = (
    r"в начале|в середине|в конце|на початку|в середині|у середині|посеред|наприкінці|в кінці|у кінці|a principios de|a comienzos de|"
    r"a mediados de|a finales de|a fines de|early|mid|late|in early|in late|in mid"
)
