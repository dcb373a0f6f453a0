"""What must not stand in a public announcement, in four languages: the table that `public_check` reads.

Words are matched at the beginning of a word, without regard to case; `…` stands for any ending. All
languages are tried on every text.
"""

from __future__ import annotations

from regreso.reading.family_words import RANK_AND_NAME
from regreso.reading.folding import folded

IDENTITY, CUSTODY, MOVEMENT, CONVOY = "identity", "custody", "movement", "convoy"
SCAM, CONTACT, ZONE, LANGUAGE = "scam", "contact", "zone", "language"
REASONS = (IDENTITY, CUSTODY, MOVEMENT, CONVOY, SCAM, CONTACT, ZONE, LANGUAGE)

_PLATE = (
    r"(?-i:\b[ABCEHIKMOPTXАВСЕНІКМОРТХ]{2}\s?\d{4}\s?[ABCEHIKMOPTXАВСЕНІКМОРТХ]{2}\b)"
    r"|(?-i:\b[ABEKMHOPCTYXАВЕКМНОРСТУХ]\s?\d{3}\s?[ABEKMHOPCTYXАВЕКМНОРСТУХ]{2}\s?\d{2,3}\b)"
)
# Every case of a numeral, for a convoy is told in any: “тремя”, “трьома”, “шестерых”.
_NUMBER = (
    r"(?:\d+|дв(?:а|е|ух|ум|умя|і|ох|ом|ома|оє|ое|оих)|обидва|оба|тр(?:и|ех|ем|емя|ьох|ьом|ьома|оє|ое|оих)|четыр(?:е|ех|ем|ьмя)|чотир(?:и|ьох|ьом|ьма)|"
    r"(?:пят|шест|сем|восем|девят|десят|п[’']ят|шіст|сім|вісім|дев[’']ят)(?:ь|и|ью|ьма|ьома|ьом|ьох|еро|ером)?|шести|семи|шістьма|сьома|восьми|восемью|восьмью|"
    r"\w+надцат(?:ь|и|ью)|\w+надцят(?:ь|и|ьма|ьох)|двадцат\w*|двадцят\w*|тридцат\w*|тридцят\w*|сорок\w*|нескольк\w+|кільк\w+|пар[ау]|"
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|several|"
    r"dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieci\w+|veinte|treinta|cuarenta|vari[ao]s)"
)
_VEHICLE = (
    r"(?:автобус\w*|маршрутк\w*|машин\w*|авто\b|автомоб\w*|грузовик\w*|вантажів\w*|микроавтобус\w*|мікроавтобус\w*|автоколон\w*|"
    r"бус(?:и|ів|ами|ы|ов)\b|джип\w*|внедорожник\w*|позашляховик\w*|скор(?:ых|ые|ыми)\b|карет\w+ (?:скорой|швидкої)|фургон\w*|пикап\w*|пікап\w*|"
    r"поезд\w*|потяг\w*|вагон\w*|трактор\w*|катер\w*|паром\w*|"
    r"buses|bus|coach\w*|cars?|trucks?|lorr\w+|vans?|vehicles?|minibus\w*|ambulances?|jeeps?|pickups?|trains?|wagons?|carriages|boats?|ferr(?:y|ies)|"
    r"autobuses|autobús|autocar\w*|minibuses|microbús|microbuses|coches?|camiones|camión|camionetas?|furgonetas?|furgones|vehículos?|ambulancias?|tren(?:es)?\b|vagones|barcos?)"
)
_BORN = (
    r"\b(?:19|20)\d\d\s*(?:г\.?\s?р\.?|р\.?\s?н\.?|г\.\s*рожд\w*|року народження|года рождения)"
    r"|\b(?:родил\w+|народив\w+|народил\w+|born|nacid[oa]|nació)\b[^.\n]{0,25}\d{4}"
    r"|\b\d{1,2}\.\d{1,2}\.(?:19[3-9]\d|200\d)\b"
)
# A first name with one letter of the surname is enough for a village; so is what his comrades call him.
_AN_INITIAL = (
    r"(?-i:\b[A-ZÀ-ÞА-ЯЁІЇЄҐ][\w’'-]{2,}\s[A-ZÀ-ÞА-ЯЁІЇЄҐ]\.)(?=,?\s*(?:aged\s|de\s)?\d{1,2}\b(?![:.]\d))"
    r"|\b(?:позивн\w+|позывн\w+|псевдо|call[ -]?sign|nom de guerre|indicativo|nombre de guerra)\W{1,4}(?-i:[A-ZÀ-ÞА-ЯЁІЇЄҐ])[\w’'-]+"
)
# Whoever is said to be called so.
_CALLED = (
    r"\b(?:surname|family name|first name|full name|named|фамили\w+|прізвищ\w+|ім[’']я|имя|зовут|звать|звати|звуть|apellid\w+|llamad[oa]|se llama|nombre)"
    r"\s(?:(?:is|was|його|її|его|её|ее|es|—|–|-)\s)?(?-i:[A-ZÀ-ÞА-ЯЁІЇЄҐ])[\w’'-]+"
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
# Whatever the place is called: people are held, and a word says where.
_PEOPLE_HELD = (
    r"\b(?:людей|люди|их|їх|ребят|хлопців|мужчин|чоловіків|пленн\w+|полонен\w+|военнопленн\w+|військовополонен\w+|солдат\w*|бойцов|бійців|раненых|поранених|женщин|жінок)"
    r"\s(?:[\w-]+\s){0,2}?(?:держат|держали|содержат|удерживают|прячут|тримають|тримали|утримують|ховають)\s(?:[\w-]+\s)?(?:в|у|на|под|під|за|біля|возле|недалеко|неподалік)\s"
    r"|\b(?:they|men|women|people|prisoners|captives|soldiers|boys|wounded|civilians)\s(?:\w+\s)?(?:are|were|is|was)(?: being)?\s(?:\w+\s)?(?:kept|held|detained|locked|hidden|imprisoned)(?: up)?\s(?:in|at|near|outside|inside|behind|under|on)\b"
    r"|\b(?:раненые|поранені|пленные|полонені|военнопленные|військовополонені|ребята|хлопці|бойцы|бійці|они|вони)\s(?:\w+\s)?(?:лежат|сидят|находятся|живут|остаются|лежать|сидять|перебувають|живуть|лишаються)\s(?:\w+\s)?(?:в|у|на|под|під|за|біля|возле)\s"
    r"|\b(?:wounded|prisoners|captives|boys|detainees)\s(?:\w+\s)?(?:lie|sit|are|stay|live|remain)\s(?:\w+\s)?(?:in|at|near|outside|inside)\s(?:the|a|an|(?-i:[A-Z])\w+)"
    r"|\b(?:los|las) (?:heridos|heridas|presos|prisioneros|cautivos|detenidos)\s(?:\w+\s)?(?:están|yacen|siguen|permanecen|viven)\s(?:\w+\s)?(?:en|cerca|junto)\b"
    r"|\b(?:los|las|nos)?\s?(?:tienen|tenían|mantienen|retienen|esconden)\s(?:\w+\s){0,3}?(?:encerrad|pres|retenid|detenid|cautiv|escondid|recluid)[oa]s?\s(?:en|cerca|junto|bajo)\b"
    r"|\b(?:están|estaban|siguen)\s(?:encerrad|pres|retenid|detenid|cautiv|recluid)[oa]s\s(?:en|cerca|junto|bajo)\b"
)
_NUMBERED_CAMP = (
    r"\b(?:колони\w+|колоні\w+|сизо|сізо|лагер\w*|табір\w*|табор\w*|camp|colony|prison|colonia|campo|prisión)\s*"
    r"(?:№|номер|no\.?|n\.º)\s*\d+"
)
# “Вулиця Генерала …” is an address.
_OF_RANK = (
    rf"(?<!вулиця )(?<!вулиці )(?<!улица )(?<!улице )(?<!проспект )(?<!проспекті )(?<!calle ){RANK_AND_NAME}"
)
_MOVES = (
    r"\b(?:коридор\w*|эвакуац\w*|евакуац\w*|колонн?[аыиуеоіяй]\w*|выезд\w*|виїзд\w*|виїжджа\w*|выезжа\w*|вирушає\w*|отправля\w*|"
    r"відправля\w*|сбор\b|збір\b|обмен\w*|обмін\w*|handover|передач\w*|передан\w*|corridor\w*|evacuat\w*|convoy\w*|depart\w*|leaves?\b|"
    r"assembl\w*|exchange\b|(?:сяд\w+|садят\w*|садитьс\w|сіда\w+|сідайте) (?:в|у|на|до) \w+|(?:get|climb|go|board)\w* (?:in|on|aboard|into|onto)\w* (?:the )?(?:bus|train|truck|van|lorr)\w*|"
    r"(?:sub|mont)\w+ (?:a|en) (?:los |las |el |la )?(?:autobus|autocar|camion|furgon|tren|coche)\w*|(?:по|вы|от|при)вез\w+|вивез\w+|повез\w+|відвез\w+|везуть|везут|буд(?:ут|уть) везти|"
    r"тронутся|рушат\w*|рушаємо|сбора\b|збору\b|посадк\w*|boarding|set(?:s|ting)? off|pick(?:ed)?[ -]up|taken to|driven to|"
    r"saldrá\w*|salen\b|salimos|partirá\w*|parten\b|trasladar\w*|traslado|llevarán|recogida|embarque|corredor\w*|evacua\w*|convoy\w*|columna|sale\b|salida\w*|reunión|punto de encuentro|canje|intercambio|entrega)"
)
_CLOCK = r"(?<![\d.:])(?:[01]?\d|2[0-3])[:.][0-5]\d(?!\d|[.:]\d)"
# An hour in words: “at seven”, “о сьомій”, “7 ранку”, “на рассвете”. Told with a movement only.
_DAYPART = r"(?:утра|вечера|ночи|дня|ранку|вечора|ночі|годині|часов|часа|година|годин|a\.?m\b|p\.?m\b|o[’']clock|de la (?:mañana|tarde|noche|madrugada))"
_SPOKEN_CLOCK = (
    rf"\b(?:[01]?\d|2[0-3])\s?{_DAYPART}"
    r"|\b(?:в|к|о|об|до|с|з|після|после|около|близько)\s(?:(?:час|два|три|четыре|пять|шесть|семь|восемь|девять|десять|одиннадцать|двенадцать)"
    r"(?:\s(?:утра|вечера|ночи|дня|час\w*))|"
    r"(?:перш|друг|трет|четверт|п[’']ят|шост|сьом|восьм|дев[’']ят|десят|одинадцят|дванадцят)(?:ій|ої|у)\b(?!\s(?:груп|черг|клас|школ|лікарн|рок|колон)))"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:in the (?:morning|afternoon|evening)|at night)"
    r"|\b(?:часа?|двух|трех|четырех|пяти|шести|семи|восьми|девяти|десяти|одиннадцати|двенадцати|перв\w+|втор\w+|третьего|четверт\w+) (?:час\w* )?(?:утра|вечера|ночи|дня|пополудни)"
    r"|\b(?:перш|друг|трет|четверт|п[’']ят|шост|сьом|восьм|дев[’']ят|десят|одинадцят|дванадцят)\w+ (?:годин\w* )?(?:ранку|дня|вечора|ночі|пополудні)"
    r"|\blas? (?:una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce)(?: y \w+)? (?:de|por) la (?:mañana|tarde|noche|madrugada)"
    r"|\ba las? (?:\d{1,2}\b|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce)\b(?!\s(?:familias|personas|madres|mujeres))"
    r"|\bat (?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?=\s?(?:[.,;!]|$|in the|on|from|near|sharp|tomorrow|tonight|today|a\.?m|p\.?m|o[’']clock))"
    r"|\b(?:at (?:noon|midnight|dawn|dusk|sunrise|first light|daybreak)|al (?:amanecer|mediodía|alba|anochecer)|a (?:mediodía|medianoche)|"
    r"на (?:рассвете|світанку|світанні|заре)|в (?:полдень|полночь)|опівдні|опівночі|затемно|вдосвіта|de madrugada)\b"
)
_DAY = (
    r"(?:сегодня|завтра|послезавтра|сьогодні|післязавтра|today|tomorrow|tonight|hoy|mañana|esta noche|"
    r"(?:в|во|у|on|el|este|next|this)\s(?:понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье|понеділок|вівторок|середу|четвер|п[’']ятницю|"
    r"суботу|неділю|monday|tuesday|wednesday|thursday|friday|saturday|sunday|lunes|martes|miércoles|jueves|viernes|sábado|domingo))"
)
# A day together with a place by its name: who reads it can wait there.
_DAY_AND_PLACE = (
    rf"\b{_DAY}\b[^.!?\n]*?\b(?:из|з|із|от|від|через|под|під|возле|біля|near|from|through|via|at|by|cerca de|desde|por|hacia)\s"
    r"(?:\w+\s){0,3}?(?-i:[A-ZÀ-ÞА-ЯЁІЇЄҐ])[\w’'-]+"
)
_ROAD = (
    r"\b(?:трас\w+|дорог\w+|шосе|шоссе|carretera|autovía|autopista|road|highway|motorway)\s(?-i:[A-ZА-ЯІЇЄ])\s?-?\s?\d{1,3}\b"
    r"|\b(?-i:[МНРТОАMHPTNAE]-\d{2,3})\b"
)
_ON_THE_WAY = r"\b(?:ед[уе]т|їд[еу]ть?|їдуть|рухаєть\w+|движ[еу]тся|следу[ею]т|прямує|прямують|travel\w*|driv(?:e|es|ing)|viaja\w*|circula\w*|va por|van por)\b"
_MONEY_SIGN = r"(?:грн|гривень|гривен\w*|грив\w+|₴|руб\w*|₽|usd|usdt|btc|€|\$|eur\w*|euros?|hryvni?a\w*|grivn\w*|roubles?|rubles?|rublos?|grivnas?|pesos?|dólar\w*|dollars?|доллар\w*|долар\w*|евро|євро)"
# An amount in words, and an amount that is asked for without saying of what.
_AMOUNT_WORD = (
    r"(?:сто|двест\w+|двіст\w+|трист\w+|четырест\w+|чотирист\w+|\w*(?:пят|п[’']ят|шест|шіст|сем|сім|восем|вісім|девят|дев[’']ят)ьсот|полтор\w+|"
    r"тысяч\w*|тисяч\w*|hundred|thousand|cien|ciento|doscient[oa]s|trescient[oa]s|quinient[oa]s|\w+cient[oa]s|mil|\d{3,})"
)
_ASKED = (
    rf"\b(?:переведите|перечислите|скиньте|заплатите|внесите|вышлите|отправьте|перекажіть|сплатіть|заплатіть|внесіть|скиньте|переведи|заплати)\s(?:\w+\s){{0,2}}?{_AMOUNT_WORD}(?=\s?(?:за|на|для|до|и|і|й|[,.;!]|$))"
    rf"|\b(?:send|pay|transfer|wire|deposit|bring|haga|ingrese|pague|envíe|mande|abone|transfiera)\b[^.\n]{{0,30}}?{_AMOUNT_WORD}\s(?:\w+\s)?{_MONEY_SIGN}"
)
# To fill somebody's telephone or account is to pay.
_TOP_UP = (
    r"\b(?:top up|recharge|refill|recarg(?:ue|a|ar|uen)|поповн(?:іть|и|ити)|пополн(?:ите|и|ить))\b[^.\n]{0,40}?"
    r"(?:phone|mobile|card|account|credit|móvil|teléfono|celular|saldo|cuenta|телефон\w*|рахун\w*|сч[её]т\w*|карт\w*|баланс\w*)"
)
_PAY = (
    r"\b(?:переведи|перевед|перекаж|скинь|заплат|сплат|оплат|внес|задон|пожертв|пришли|надішл)\w*[^.\n]{0,30}?"
    r"(?:ден[ье]г\w*|грош\w*|сумм?\w*|(?:на|с|з) (?:\w+ )?карт\w*|рахун\w*|сч[её]т\w*|взнос\w*|внес\w*)"
    r"|\b(?:pay|send|transfer|donate|wire|deposit)\b[^.\n]{0,30}?\b(?:money|fee|cash|(?:bank|credit|debit) card|(?:to|on|onto) (?:a|the|this|our|my) card|account|bitcoin|crypto|wallet|dollars|euros)"
    r"|\b(?:pag(?:a|ue|ar)|envía|envíe|transfier\w+|ingrese|deposit\w+|done)\b[^.\n]{0,30}?\b(?:dinero|tarjeta bancaria|(?:a|en) (?:esta |la |una )?tarjeta|cuenta|tasa|cuota|euros|dólares)"
)
_HURRY = (
    r"\b(?:только сегодня|лише сьогодні|тільки сьогодні|последний шанс|останній шанс|срочно переведите|терміново перекажіть|"
    r"only today|last chance|act now|sólo hoy|solo hoy|última oportunidad)"
)
_SILENCE = (
    r"\b(?:никому не (?:говорите|сообщайте)|нікому не (?:кажіть|повідомляйте)|tell no ?body|do not tell anyone|no se lo diga a nadie)"
    r"|\b(?:сообщите|назовите|пришлите|введите|продиктуйте|повідомте|надішліть|назвіть|введіть|продиктуйте|send|tell us|give us|enter|read out|envíe|díganos|denos|díctenos|introduzca)\b[^.\n]{0,30}?"
    r"(?:cvv|цифр\w* (?:зі|з|с|со|на)\b|номер\w* (?:\w+ )?карт\w*|card number|digits (?:on|of|from)|clave|número de (?:la |su )?tarjeta|code from|код из|код із|код з|código que|"
    r"пин-код|пін-код|pin code|код из смс|код із смс|sms code|código del sms|парол\w*|password|contraseña)"
)
# Whoever sells a place in the queue asks for a deposit, a gift, a fee; no word of it need be “money”.
_PRICE = (
    r"(?:депозит\w*|залог\w*|застав[аиу]\b|взнос\w*|внес(?:ок|ки|ку|іть|ите|ти)\b|комисси[яюи]\b|комісі[яюї]\b|пожертв\w+|донат\w*|оплат[аыуеиі]\w*|"
    r"плат[аиуы]\b|предоплат\w+|передоплат\w+|термінал\w*|терминал\w*|винагород\w+|вознагражден\w+|благодарност[ьи] куратору|"
    r"deposit\w*|refundable|fee|fees|prepay\w*|payment|donation|depósito|fianza|tasa|cuota|señal|adelanto|donativo|pago|comisión)"
)
_FOR = r"(?:обмен\w*|обмін\w*|списк\w*|список|вернуть\b|повернут\w+|освобожд\w+|звільнен\w+|exchange|swap|list|release|canje|intercambio|lista|liberación|liberar)"
_SOLD = rf"\b{_PRICE}\b[^.\n]*\b{_FOR}|\b{_FOR}\b[^.\n]*\b{_PRICE}\b"
_PAPERS = (
    r"\b(?:фото|фотограф\w+|скан|снимок|photo|picture|scan|foto|escaneo)\b[^.\n]{0,30}(?:паспорт\w*|банковск\w+ карт\w*|банківськ\w+ карт\w*|карты|картки|"
    r"passport|bank card|credit card|pasaporte|tarjeta)"
    r"|\b(?:банковск\w+ карт\w*|банківськ\w+ карт\w*)"
)
_APART = (
    r"\b(?:в личку|в лс|в личн\w+ сообщени\w+|в особист\w+ повідомленн\w+|в приват\w*|у приват\w*|в дірект|direct messages?|private messages?|"
    r"mensajes? (?:privados?|directos?))\b"
)
_ACCOUNT = r"(?<!\d)(?:\d{4}[ -]?){3}\d{4}(?!\d)|\b(?-i:[A-Z]{2})\d{2}(?: ?(?-i:[A-Z0-9]){4}){3,7}|\b(?-i:0x[0-9a-fA-F]{40}|bc1[a-z0-9]{20,})"
_POSITION = r"(?<![\d.])\d{1,2}[.,]\d{3,}\s*[,; ]\s*\d{1,3}[.,]\d{3,}"

# (reason, pattern); `(?-i:…)` looks at capital letters. What matches always stops the announcement.
STOPS = (
    (IDENTITY, _BORN), (IDENTITY, _NUMBERED_MAN), (CUSTODY, _HELD), (CUSTODY, _PEOPLE_HELD), (IDENTITY, _CALLED),
    (CUSTODY, _NUMBERED_CAMP),
    (CONVOY, _PLATE), (CONVOY, _POSITION),
    (CONVOY, rf"\b{_NUMBER}\s+(?:\w+\s){{0,2}}?{_VEHICLE}\b"),
    (CONVOY, rf"\b(?:автобусов|автобусів|машин|грузовиков|вантажівок|бусів|бусов)\s(?:будет|буде|було|было|всего|всього|\W)?\s?{_NUMBER}\b"),
    (CONVOY, r"\b(?:(?:без|під) (?:охраны|охорони|эскорта|ескорту|ескортом)|without (?:an |any )?escort|unescorted convoy|sin escolta)\b"),
    (IDENTITY, _AN_INITIAL), (IDENTITY, _OF_RANK), (SCAM, _PAPERS), (SCAM, _APART),
    (CONVOY, r"\b(?:водител\w*|водій\w*|водії\w*|driver\w*|conductor(?:es)?)\b[^.\n]{0,20}?(?-i:[А-ЯЁІЇЄҐA-Z]\w+)"),
    (CONVOY, r"\b(?:эскорт\w*|ескорт\w*|охран\w+ колонн\w+|охорон\w+ колон\w+|escort(?:ed)? by|escoltad\w+ por)\b"),
    (SCAM, _ACCOUNT), (SCAM, _HURRY), (SCAM, _SILENCE),
)  # fmt: skip
# A bulletin about swindlers must be able to say what they ask for: there these only mark.
MONEY = (
    rf"\d[\d\s.,]{{0,20}}{_MONEY_SIGN}(?!\w)|[€$₽₴]\s?\d[\d.,]*",
    _PAY,
    _TOP_UP,
    _SOLD,
    _ASKED,
    rf"\b{_AMOUNT_WORD}\s{_MONEY_SIGN}(?!\w)",
)
NEVER = folded(
    r"\b(?:никогда|ніколи|не прос\w+|не берём|не беремо|не платите|не платіть|бесплатно|безплатно|безкоштовно|никто|ніхто|не берите|не беріть|не вимага\w*|не потрібн\w*|не нужн\w*|never|do not|don't|no ?body|no one|free|nadie|nunca|jamás|no pedimos|no pague|gratis|gratuit\w+)\b"
)
MOVES, CLOCK, SPOKEN = folded(_MOVES), _CLOCK, folded(_SPOKEN_CLOCK)
DAY_AND_PLACE, ROAD = folded(_DAY_AND_PLACE), folded(_ROAD)
# An hour with a vehicle in its sentence tells where people will be, whatever the verb.
VEHICLES = rf"\b{_VEHICLE}"
TRAVELS = folded(rf"{_MOVES}|{_ON_THE_WAY}|\b{_VEHICLE}")
# What `find_names` may take for a person: a body, a treaty, a feast. And the words before a street's name.
BODIES = (
    r"(?:красн\w+ крест\w*|червон\w+ хрест\w*|красн\w+ полумес\w+|червон\w+ півміс\w+|red cross|red crescent|cruz roja|media luna roja|"
    r"geneva conventions?|женевськ\w+ конвенц\w+|женевск\w+ конвенц\w+|конвенц\w+ женев\w*|united nations|naciones unidas)"
)
STREET = r"\b(?:вул(?:\.|иц\w+)|ул(?:\.|иц\w+)|просп(?:\.|ект\w*)|площ\w+|бульвар\w*|calle|avenida|plaza|paseo)\s(?:de\s|del\s|ім\.\s|имени\s|імені\s)?\Z"
CAPTIVE = (
    r"\b(?:плен\w*|полон\w*|пленн\w*|погиб\w*|загинув\w*|загинул\w*|ранен\w*|поранен\w*|captur\w*|captiv\w*|prisoner\w*|killed|wounded|missing|"
    r"cautiv\w*|prisioner\w*|captur\w*|muert[oa]|fallecid[oa]|herid[oa]|desaparecid[oa]|зник\w*|пропал\w*)\b"
)
ZONES = (
    r"\b(?:київськ\w+|киевск\w+|московск\w+|моск\.?|мск\b|kyiv|kiev|moscow|utc|gmt|hora de (?:kiev|kyiv|moscú)|час\w* києва|время киева|"
    r"місцев\w+ час|местн\w+ врем\w+|local time|hora local|eet|eest|msk|cet|cest)\b|UTC\s?[+-−]?\d"
)
