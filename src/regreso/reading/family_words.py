"""What does not belong into a family message, in four languages: the table that `family_news` reads.

Words are matched without regard to case, at the beginning of a word;
`…` at the end of a word stands for any ending. All languages are tried on every message, because people
write in two at once. What is sure returns the message to its writer; the rest only marks the word for the
reviewer, since it is as often innocent: a tank may hold water, and a mother may ask for money for bread.
"""

from __future__ import annotations

POLITICS, MILITARY, MONEY = "politics", "military", "money"
PLACE_TIME, OTHERS = "place_time", "third_persons"
REASONS = (POLITICS, MILITARY, MONEY, PLACE_TIME, OTHERS)

SURE = {
    POLITICS: """
        путин… путін… зеленск… зеленськ… putin zelensk… спецоперац… санкци… санкці… sanciones sanctions
        пропаганд… propaganda… митинг… мітинг… оккупант… окупант… ocupantes occupiers фашист… fascist…
        нацист… nazi… правительств… gobierno… government… парламент… parlamento… parliament… выборы выборах
        выборов вибори виборах виборів elecciones elections нато nato otan депутат… diputados бандер… бандерів…
        кремл… kremlin диктатор… dictador… москал… геополіт… геополит… верховная верховну верховна верховной
    """,
    MILITARY: """
        артиллер… артилер… artiller… ракета ракеты ракет ракету ракетой ракетами ракетн… ракети ракетою
        misil… missile… беспилотник… безпілотник… дрон… drone… dron бронетранспорт… бронемашин… бтр бмп
        миномет… міномет… боеприпас… боєприпас… munición municiones ammunition ammo батальон… батальйон…
        batallón batallones battalion… взвод… pelotón platoon… regimiento… regiment… обстрел… обстріл…
        bombarde… shelling shelled збройн… зброя зброї зброю зброєю оружи… вооруж… armamento… weapon…
        trinchera… окоп… блиндаж… бліндаж… dugout… миной мінометн… минометн… пулемет… пулемёт… кулемет… снайпер…
        sniper… francotirador… ametralladora… mortero morteros mortar mortars ппо пво antiaére… гаубиц… howitzer…
        obús obuses бомбил… бомбежк… бомбёжк… бомбардув… bombing bombed grenades granadas гранатомет… гранатомёт…
    """,
    MONEY: """
        выкуп викуп выкупа викупу ransom… взятк… хабар хабара хабаря хабарі хабарів хабарник… soborn…
        bribe… iban
    """,
    OTHERS: """
        сослуживец сослуживц… однополчан… побратим… сокамерник… співкамерник… cellmate…
    """,
}

UNSURE = {
    POLITICS: """
        президент… presidente president войн… війн… guerra war протест… протестую… protesta… protest…
        власт… влада влади министерств… міністерств… ministerio… ministry министр… міністр… газеты газетам газети
        журналист… журналіст… newspapers prensa negocia… переговор…
    """,
    MILITARY: """
        танк танки танков танків танка tanque… tank tanks бригад… brigada… brigade… командир… comandante…
        commander… фронт… frente trench… штаб… cuartel… headquarters позици… позиці… рота роты роти
        солдат… soldier… soldados стрел… стріл… shooting disparos гранат… міна міни мина мины отделени…
        мобилизац… мобілізац… offensive ofensiva наступлени… наступ снаряд… arma armas полк полка полку
    """,
    MONEY: """
        деньг… денег деньги грош… dinero money перевод… переказ… rescate карточк… картк… tarjeta охранник… охоронц… конвоир… конвоїр… guardia guards тысяч… тисяч…
    """,
    PLACE_TIME: """
        лагер… табір табор… campamento barracón барак… камер… блокпост… checkpoint convoy колонн…
        оленівк… еленовк… таганрог… подвал… підвал… basement sótano cellar километр… кілометр… kilómetro… kilometre…
        kilometer… ангар… hangar…
    """,
}

_RANKS_CYRILLIC = (
    "рядово[йгм]\\w*|солдат\\w*|ефрейтор\\w*|єфрейтор\\w*|сержант\\w*|прапорщик\\w*|лейтенант\\w*|капитан\\w*|"
    "капітан\\w*|майор\\w*|подполковник\\w*|підполковник\\w*|полковник\\w*|генерал|генерала|генералу|генералом"
)
_RANKS_LATIN = (
    "corporal|sergeant|lieutenant|captain|colonel|soldado|sargento|teniente|capitán|comandante|coronel"
)
_COIN = (
    "руб\\.?|рубл\\w+|₽|грн|гривень|гривен\\w*|гривн\\w*|₴|доллар\\w*|долар\\w*|евро|євро|euros?|eur|usd|€|\\$|dólar\\w*|"
    "dollars?|pesos"
)
_WORDS_OF_NUMBER = (
    r"(?:\d+(?=\s(?:тысяч|тисяч|thousand))|сто|двести|двісті|триста|полтысячи|тысяч\w|тисяч\w|дв[ае]|дві|три|четыре|чотири|пять|п[’']ять|десять|двадцать|двадцять|"
    r"cien|doscient[oa]s|trescient[oa]s|quinient[oa]s|mil|dos|tres|cinco|diez|veinte|(?:one|two|three|five) hundred|ten|twenty|fifty|a thousand)"
)
_BESIDE_ME = (
    r"\b(?:здесь|тут|поряд|поруч|рядом|вместе|разом)\s(?:и\s|і\s|й\s)?(?:со мной|зі мною)\s(?:\w+\s)?(?-i:[А-ЯЁІЇЄҐ])\w+\s(?-i:[А-ЯЁІЇЄҐ])\w+|"
    r"\b(?:скаж|переда|позвон|подзвон|сообщ|повідом)\w*[^.!?\n]{0,40}\b(?:их|їхн\w+|його|его|її|её|ее)\s"
    r"(?:матер\w+|мам[еі]|жен[еу]|дружин\w|родител\w+|батькам|семье|родині|(?:муж|чоловік|сын|син|брат)\w*[\s,]+(?:\w+\s){0,2}?(?:тут|здесь|жив))\b|"
    r"\b(?:dile|diles|avisa|di|llama)\b[^.!?\n]{0,20}\ba (?:su|sus) (?:madres?|mujer|mujeres|familias?|padres)\b|"
    r"\b(?:tell|write to|let) (?:his|their) (?:mothers?|wife|wives|families|family|parents)\b|"
    r"\bсо мной (?:\w+ )?(?:сид|наход|леж|держ)\w+ (?-i:[А-ЯЁІЇЄҐ])\w+"
    r"|\bзі мною (?:\w+ )?(?:сид|перебува|леж|трима)\w+ (?-i:[А-ЯЁІЇЄҐ])\w+"
    r"|\b(?:held|kept|here) with me (?:is|are) (?-i:[A-Z])\w+|\bconmigo están? (?-i:[A-ZÀ-Þ])\w+"
)
_CONTACT = r"(?<![\w.])\+?\d[\d ()-]{7,}\d(?!\w)|[\w.+-]+@[\w-]+\.\w[\w.-]*|(?<!\w)@\w{4,}"
_AMOUNT = rf"\d[\d\s.,]{{0,20}}(?:{_COIN})(?!\w)|[€$₽₴]\s?\d[\d.,]*"
_ACCOUNT = r"(?<!\d)(?:\d{4}[ -]?){3}\d{4}(?!\d)|\b(?-i:[A-Z]{2})\d{2}(?: ?(?-i:[A-Z0-9]){4}){3,7}"
_SEND_MONEY = (
    r"\b(?:перевед|переведи|перекин|перекаж|скинь|скиньте)\w* (?:\w+ ){0,3}"
    r"(?:деньг\w*|денег|грош\w*|на карт\w*)"
    rf"|\b(?:перевед|перекин|перекаж|скинь|надішл|пришли|перешли|вышли|вишли|заплат|занес)\w*\s(?:\w+\s){{0,2}}?{_WORDS_OF_NUMBER}\s?(?:тысяч\w*|тисяч\w*|{_COIN})"
    rf"|\b(?:ingres|envía|manda|transf|paga|dale|gir[ea])\w*\s(?:\w+\s){{0,2}}?{_WORDS_OF_NUMBER}\s(?:mil\s)?(?:{_COIN})"
    rf"|\b(?:send|wire|transfer|pay|give)\s(?:\w+\s){{0,3}}?{_WORDS_OF_NUMBER}\s(?:thousand\s)?(?:{_COIN})"
    r"|\b(?:send|wire|transfer) (?:\w+ ){0,3}money|\b(?:envía|manda|transfiere)\w* (?:\w+ ){0,3}dinero"
)
_POSITION = r"(?<![\d.])\d{1,2}[.,]\d{3,}\s*[,; ]\s*\d{1,3}[.,]\d{3,}"
_HELD_AT = (
    r"\b(?:нас|меня|мене) (?:сейчас |зараз |здесь |тут )?"
    r"(?:держат|удерживают|содержат|тримають|утримують)\w* "
    r"(?:в|у|под|під|возле|біля|недалеко|неподалік)\b"
    r"|\b(?:nos|me) tienen (?:preso |presos |detenido |detenidos )?(?:en|cerca)\b"
    r"|\b(?:we are|we're|i am|i'm) (?:now |here )?in (?:a |an |the )?(?:\w+ )?(?:(?:former|old|empty|abandoned) school|basement|cellar|prison|camp|colony|hangar|factory|barracks|cell)\b"
    r"|\b(?:мы|ми|я) (?:\w+ ){0,2}?(?:в|у) (?:\w+ ){0,2}?(?:подвал\w* школ\w+|підвал\w* школ\w+|колони\w+|колоні\w+|сизо|сізо|ангар\w*|казарм\w*|"
    r"тюрьм\w*|в[’']язниц\w*|барак\w*)\b(?! не)"
    r"|\b(?:estamos|estoy) (?:\w+ ){0,2}?en (?:\w+ ){0,2}?(?:sótano|prisión|cárcel|colonia penal|cuartel|hangar|celda)\b"
    r"|\b(?:we are|i am|we're|i'm) (?:being )?(?:held|kept|detained) (?:in|at|near|outside)\b"
)
_MOVED = (
    r"\bнас (?:\w+ ){0,3}(?:перевез|перевед|повез|увез|вивез|перемест|перемістят)\w*"
    r"|\bnos (?:llevarán|llevan|trasladan|trasladarán|van a llevar|van a trasladar)"
    r"|\bthey (?:are )?(?:move|moving|transfer|transferring) us\b"
    r"|\bthey (?:will|are going to) (?:move|take|transfer) us"
)
_NUMBERED = (
    r"\b(?:колони\w+|колоні\w+|сизо|сізо|colonia|colony|prison|prisión)\s*(?:№|номер|no\.?|n\.º)?\s*\d+"
)
_A_NAME = r"(?-i:[A-ZÀ-ÞА-ЯЁІЇЄҐ])[\w’'-]+"
RANK_AND_NAME = rf"\b(?:{_RANKS_CYRILLIC}|{_RANKS_LATIN})\s+{_A_NAME}(?:\s+{_A_NAME}){{0,2}}"
# (reason, sure, pattern); `(?-i:…)` inside a pattern looks at capital letters.
SHAPES = (
    (OTHERS, True, RANK_AND_NAME),
    (OTHERS, True, _BESIDE_ME),
    (MILITARY, True, r"\b(?:где|де|dónde|where) (?:стоят|стоять|están|are) (?:наши|наші|nuestr\w+|our)\b"),
    (MILITARY, True, r"\bair[ -]defen[cs]e\b|\bdefensa aérea\b|\b(?:протиповітрян|противовоздушн)\w*"),
    (OTHERS, False, _CONTACT),
    (MONEY, True, _AMOUNT),
    (MONEY, True, _ACCOUNT),
    (MONEY, True, _SEND_MONEY),
    (PLACE_TIME, True, _POSITION),
    (PLACE_TIME, True, _HELD_AT),
    (PLACE_TIME, True, _MOVED),
    (PLACE_TIME, True, _NUMBERED),
)
