"""What must not stand in a public announcement, in four languages: the table that `public_check` reads.

Words are matched at the beginning of a word, without regard to case; `…` stands for any ending. All
languages are tried on every text.
"""

from __future__ import annotations

IDENTITY, CUSTODY, MOVEMENT, CONVOY = "identity", "custody", "movement", "convoy"
SCAM, CONTACT, ZONE, LANGUAGE = "scam", "contact", "zone", "language"
REASONS = (IDENTITY, CUSTODY, MOVEMENT, CONVOY, SCAM, CONTACT, ZONE, LANGUAGE)

_PLATE = (
    r"(?-i:\b[ABCEHIKMOPTXАВСЕНІКМОРТХ]{2}\s?\d{4}\s?[ABCEHIKMOPTXАВСЕНІКМОРТХ]{2}\b)"
    r"|(?-i:\b[ABEKMHOPCTYXАВЕКМНОРСТУХ]\s?\d{3}\s?[ABEKMHOPCTYXАВЕКМНОРСТУХ]{2}\s?\d{2,3}\b)"
)
_NUMBER = r"(?:\d+|пять|п’ять|десят\w*|двадцат\w*|двадцят\w*|five|ten|twenty|cinco|diez|veinte)"
_VEHICLE = (
    r"(?:автобус\w*|маршрутк\w*|машин\w*|авто\b|автомоб\w*|грузовик\w*|вантажів\w*|микроавтобус\w*|мікроавтобус\w*|"
    r"buses|bus|coach\w*|cars?|trucks?|lorr\w+|vans?|vehicles?|autobuses|autobús|coches?|camiones|camión|furgonetas?|vehículos?)"
)
_BORN = (
    r"\b(?:19|20)\d\d\s*(?:г\.?\s?р\.?|р\.?\s?н\.?|г\.\s*рожд\w*|року народження|года рождения)"
    r"|\b(?:родил\w+|народив\w+|народил\w+|born|nacid[oa]|nació)\b[^.\n]{0,25}\d{4}"
    r"|\b\d{1,2}\.\d{1,2}\.(?:19[3-9]\d|200\d)\b"
)
_NUMBERED_MAN = (
    r"\b(?:личный номер|особистий номер|жетон\w*|паспорт\w*|service number|passport|número personal|pasaporte)\W{0,4}"
    r"(?:№|no\.?|n\.º)?\s?[\w-]*\d[\w-]+"
)
_HELD = (
    r"\b(?:содерж|удержив|наход|тримают|утримуют|перебуваю)\w*\s+(?:в|у|под|під|на|біля|возле)\s+(?:[^\s.]+\s){0,3}?"
    r"(?:колони\w+|колоні\w+|сизо|сізо|лагер\w*|табор\w*|тюрьм\w*|в’язниц\w*|госпитал\w*|шпитал\w*|изолятор\w*|ізолятор\w*)"
    r"|\b(?:held|kept|detained)\s+(?:in|at|near)\s+(?:\w+\s){0,3}?(?:camp|prison|colony|hospital|jail)"
    r"|\b(?:retenid|detenid|pres|cautiv)[oa]s?\s+en\s+(?:\w+\s){0,3}?(?:campo|campamento|prisión|cárcel|colonia|hospital)"
)
_NUMBERED_CAMP = (
    r"\b(?:колони\w+|колоні\w+|сизо|сізо|лагер\w*|табір\w*|табор\w*|camp|colony|prison|colonia|campo|prisión)\s*"
    r"(?:№|номер|no\.?|n\.º)\s*\d+"
)
_MOVES = (
    r"\b(?:коридор\w*|эвакуац\w*|евакуац\w*|колонн?[аыиуеоіяй]\w*|выезд\w*|виїзд\w*|виїжджа\w*|выезжа\w*|вирушає\w*|отправля\w*|"
    r"відправля\w*|сбор\b|збір\b|обмен\w*|обмін\w*|handover|передач\w*|передан\w*|corridor\w*|evacuat\w*|convoy\w*|depart\w*|leaves?\b|"
    r"assembl\w*|exchange\b|corredor\w*|evacua\w*|convoy\w*|columna|sale\b|salida\w*|reunión|punto de encuentro|canje|intercambio|entrega)"
)
_CLOCK = r"(?<![\d.:])(?:[01]?\d|2[0-3])[:.][0-5]\d(?!\d|[.:]\d)"
_MONEY_SIGN = r"(?:грн|гривень|гривен\w*|грив\w+|₴|руб\w*|₽|usd|usdt|btc|€|\$|eur\w*|euros?|dólar\w*|dollars?|доллар\w*|долар\w*|евро|євро)"
_PAY = (
    r"\b(?:переведи|перевед|перекаж|скинь|заплат|сплат|оплат|внес|задон|пожертв|пришли|надішл)\w*[^.\n]{0,30}?"
    r"(?:ден[ье]г\w*|грош\w*|сумм?\w*|карт\w*|рахун\w*|сч[её]т\w*|взнос\w*|внес\w*)"
    r"|\b(?:pay|send|transfer|donate|wire|deposit)\b[^.\n]{0,30}?\b(?:money|fee|cash|card|account|bitcoin|crypto|wallet|dollars|euros)"
    r"|\b(?:pag(?:a|ue|ar)|envía|envíe|transfier\w+|ingrese|deposit\w+|done)\b[^.\n]{0,30}?\b(?:dinero|tarjeta|cuenta|tasa|cuota|euros|dólares)"
)
_HURRY = (
    r"\b(?:только сегодня|лише сьогодні|тільки сьогодні|последний шанс|останній шанс|срочно переведите|терміново перекажіть|"
    r"only today|last chance|act now|sólo hoy|solo hoy|última oportunidad)"
)
_SILENCE = (
    r"\b(?:никому не (?:говорите|сообщайте)|нікому не (?:кажіть|повідомляйте)|tell no ?body|do not tell anyone|no se lo diga a nadie)"
    r"|\b(?:сообщите|назовите|пришлите|повідомте|надішліть|send|tell us|give us|envíe|díganos)\b[^.\n]{0,30}?"
    r"(?:cvv|пин-код|пін-код|pin code|код из смс|код із смс|sms code|código del sms|парол\w*|password|contraseña)"
)
_ACCOUNT = r"(?<!\d)(?:\d{4}[ -]?){3}\d{4}(?!\d)|\b(?-i:[A-Z]{2})\d{2}(?: ?(?-i:[A-Z0-9]){4}){3,7}|\b(?-i:0x[0-9a-fA-F]{40}|bc1[a-z0-9]{20,})"
_POSITION = r"(?<![\d.])\d{1,2}[.,]\d{3,}\s*[,; ]\s*\d{1,3}[.,]\d{3,}"

# (reason, pattern); `(?-i:…)` looks at capital letters. What matches always stops the announcement.
STOPS = (
    (IDENTITY, _BORN), (IDENTITY, _NUMBERED_MAN), (CUSTODY, _HELD), (CUSTODY, _NUMBERED_CAMP),
    (CONVOY, _PLATE), (CONVOY, _POSITION),
    (CONVOY, rf"\b{_NUMBER}\s+(?:\w+\s){{0,2}}?{_VEHICLE}"),
    (CONVOY, r"\b(?:водител\w*|водій\w*|водії\w*|driver\w*|conductor(?:es)?)\b[^.\n]{0,20}?(?-i:[А-ЯЁІЇЄҐA-Z]\w+)"),
    (CONVOY, r"\b(?:эскорт\w*|ескорт\w*|охран\w+ колонн\w+|охорон\w+ колон\w+|escort(?:ed)? by|escoltad\w+ por)\b"),
    (SCAM, _ACCOUNT), (SCAM, _HURRY), (SCAM, _SILENCE),
)  # fmt: skip
# A bulletin about swindlers must be able to say what they ask for: there these only mark.
MONEY = (rf"\d[\d\s.,]*{_MONEY_SIGN}(?!\w)|[€$₽₴]\s?\d[\d.,]*", _PAY)
NEVER = r"\b(?:никогда|ніколи|не прос\w+|не берём|не беремо|не платите|не платіть|бесплатно|безплатно|безкоштовно|never|do not|don't|free|nunca|jamás|no pedimos|no pague|gratis|gratuit\w+)\b"
MOVES, CLOCK = _MOVES, _CLOCK
CAPTIVE = (
    r"\b(?:плен\w*|полон\w*|пленн\w*|погиб\w*|загинув\w*|загинул\w*|ранен\w*|поранен\w*|captur\w*|captiv\w*|prisoner\w*|killed|wounded|missing|"
    r"cautiv\w*|prisioner\w*|captur\w*|muert[oa]|fallecid[oa]|herid[oa]|desaparecid[oa]|зник\w*|пропал\w*)\b"
)
ZONES = (
    r"\b(?:київськ\w+|киевск\w+|московск\w+|моск\.?|мск\b|kyiv|kiev|moscow|utc|gmt|hora de (?:kiev|kyiv|moscú)|час\w* києва|время киева|"
    r"місцев\w+ час|местн\w+ врем\w+|local time|hora local|eet|eest|msk|cet|cest)\b|UTC\s?[+-−]?\d"
)
