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
        наличн… готівк… cash efectivo деньг… денег деньги грош… dinero money перевод… переказ… rescate карточк… картк… tarjeta охранник… охоронц… конвоир… конвоїр… guardia guards тысяч… тисяч…
    """,
    PLACE_TIME: """
        лагер… табір табор… campamento barracón барак… камер… блокпост… checkpoint convoy колонн…
        cell cells celda celdas оленівк… еленовк… таганрог… подвал… підвал… basement sótano cellar километр… кілометр… kilómetro… kilometre…
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
_NAME_OF = r"(?-i:[A-ZÀ-ÞА-ЯЁІЇЄҐ])[\w’-]++"
# Tell the wife of so-and-so that he …: news of a man for another family.
_TELL_KIN = (
    rf"\b(?:скаж|переда|сообщ|повідом|напиш)\w*\s(?:матер\w+|мам[еі]|жене|дружин\w|отцу|батьков\w|родител\w+|батькам|семье|родині|сестр\w|брат\w)\s{_NAME_OF},?\s(?:что|що)\s(?:он|она|він|вона)\b"
    rf"|\b(?:tell|inform|let)\s{_NAME_OF}[’']s?\s(?:wife|mother|mum|mom|father|parents|family|sister|brother)\s(?:that|know)?\s?(?:he|she)\b"
    rf"|\b(?:dile|di|avisa|cuéntale|escribe)\sa\s(?:la|el|los)\s(?:mujer|esposa|madre|padre|padres|familia|hermana|hermano)\sde\s{_NAME_OF}\sque\s(?!te|os|la|le|nos)\w+"
)
# Our position, our gun: what only who was there can tell.
_OUR_FORCE = (
    r"\b(?:наш(?:а|і|и|ей|ої|у|их|их)?|my|our|nuestr[oa]s?)\s(?:\w+\s)?"
    r"(?:позици|позиці|окоп|отделени|відділенн|бригад|полк\b|рота|роти|роты|штаб|position|trench|unit\b|brigade|company commander|headquarters|posici[oó]n|brigada|compañía de|pelotón)\w*"
)
# How far we are from a place by its name, or beside what: our place.
_WE_ARE = (
    r"\b(?:мы|ми)\s(?:\w+\s){0,2}?(?:в|за|на|под|під|рядом|поряд|поруч|возле|біля|недалеко|неподалік)\s(?:\w+\s){0,3}?"
    r"(?:километр\w*|кілометр\w*|км|от|від|аэродром\w*|аеродром\w*|с границ\w+|границ\w+|кордон\w*|мост\w*|завод\w*|шахт\w*)\s?(?:от|від)?"
    r"|\b(?:we are|we’re)\s(?:\w+\s){0,4}?(?:kilomet\w+|km|miles?|near|beside|close to|outside|north|south|east|west)\s(?:of|from|to|an?|the)?\s?(?:airfield|airport|border|bridge|river|railway|factory|mine|(?-i:[A-Z])\w+)"
    r"|\bestamos\s(?:\w+\s){0,2}?(?:a \w+ (?:\w+ )?kilómetros|a \w+ km|cerca|junto|al lado|al norte|al sur|al este|al oeste)\b"
)
# Whatever is handed over by the hundred is money, where it is no greeting.
_HUNDREDS = (
    r"(?:\d{3,}|сто|двести|двісті|триста|\w*(?:пятьсот|п’ятсот|шестьсот|шістсот)|сот(?:ен|ню|ні|ню|ня|ни)|тысяч\w?|тисяч\w?|"
    r"(?:a|one|two|three|four|five|six|several) (?:hundred|thousand)|cien(?:to)?|\w+cient[oa]s|quinient[oa]s|(?:dos |tres |cinco |diez )?mil)"
)
_HANDED = (
    rf"\b(?:дай|дайте|отдай|віддай|передай|позич|займи|одолжи|верни|поверни|занеси|заплати|плати)\w*\s(?:[\w’-]+\s){{0,4}}?{_HUNDREDS}\b(?!\s(?:\w+\s)?(?:поцел|поцілун|привет|приві|вітан|обій|объят|раз))"
    rf"|\b(?:give|hand|pay|lend|borrow|owe|bring)\s(?:\w+\s){{0,3}}?{_HUNDREDS}\b(?!\s(?:\w+\s)?(?:kisses|hugs|greetings|thanks|times))"
    rf"|\b(?:da|dale|dáselos|paga|págale|presta|pide|pídele|debes|entrega|entrégale)\s(?:\w+\s){{0,3}}?{_HUNDREDS}\b(?!\s(?:\w+\s)?(?:besos|abrazos|gracias|recuerdos|veces))"
)
_CONTACT = r"(?<![\w.])\+?\d[\d ()-]{7,}\d(?!\w)|[\w.+-]+@[\w-]+\.\w[\w.-]*|(?<!\w)@\w{4,}"
_AMOUNT = rf"\d[\d\s.,]{{0,20}}(?:{_COIN})(?!\w)|[€$₽₴]\s?\d[\d.,]*"
_IN_WORDS = rf"\b{_WORDS_OF_NUMBER}\s(?:\w+\s)?(?:{_COIN})(?!\w)"
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
_CARRY = r"(?:mov|transfer|tak|driv|bring|carry|send|ship|fly|march|transport|put)(?:e|es|ing|ring)?"
_CARRIED = r"(?:moved|transferred|taken|driven|brought|carried|sent|shipped|flown|marched|transported)"
_MOVED = (
    r"\bнас (?:[\w-]+ ){0,3}(?:пере|по|у|от|від|вы|ви|при|за)(?:вез|вед|гон|кин|мест|міст|бро[сш])\w*"
    r"|\bnos (?:llevar|llev[ao]|traslad|mand|env[ií]|mover|muev|van a (?:llevar|traslad|mover|mandar|enviar))\w*"
    rf"|\bthey (?:are |will |are going to |’ll )?(?:\w+ )?{_CARRY} us\b"
    rf"|\bwe (?:are|will be|are being|are going to be|’ll be) (?:\w+ )?{_CARRIED}\b"
)
# What stands outside the window, with a name, tells where the window is.
_SEEN = (
    r"\b(?:from (?:the|my|our) (?:window|yard|roof)|из (?:нашего |моего )?(?:окна|двора)|з (?:нашого |мого )?(?:вікна|двору)|desde (?:la|mi|nuestra|el) (?:ventana|patio))\b"
    r"[^.!?\n]{0,80}?\b(?:to|of|towards|на|до|к|в|de|a|hacia)\s(?-i:[A-ZÀ-ÞА-ЯЁІЇЄҐ])[\w’-]++"
)
_NUMBERED = (
    r"\b(?:колони\w+|колоні\w+|сизо|сізо|colonia|colony|prison|prisión)\s*(?:№|номер|no\.?|n\.º)?\s*\d+"
)
# Whoever is told to us with a name, and “also here”, is another family's.
_ALSO_HERE = (
    r"(?:also|too|as well|также|тоже|теж|також|también)"
    r"(?=[^.!?\n]{0,80}\b(?:cell|barracks?|bunk|камер|барак|нар[аы]|нарах|celda|barracón|litera|here|здесь|тут|aquí))"
)
_CELL_MATE = (
    rf"(?<![\w’-])(?-i:[A-ZÀ-ÞА-ЯЁІЇЄҐ])[\w’-]{1, 30}[^.!?\n]{{0,60}}?\b{_ALSO_HERE}"
    r"|\b(?:in|en|в|у) (?:my|our|mi|nuestra|моей|нашей|моїй|нашій) (?:cell|celda|камере|камері|бараке|бараці)\b[^.!?\n]{0,20}?"
    r"(?<![\w’-])(?-i:[A-ZÀ-ÞА-ЯЁІЇЄҐ])[\w’-]++"
    r"|(?<![\w’-])(?-i:[A-ZÀ-ÞА-ЯЁІЇЄҐ])[\w’-]++[^.!?\n]{0,60}?\b(?:is|are|sleeps?|sits?|lies?|está|están|duermen?)\b[^.!?\n]{0,20}?\b(?:in|en) (?:my|our|mi|nuestra) (?:cell|celda|barracks?|barracón)\b"
    r"|(?<![\w’-])(?-i:[А-ЯЁІЇЄҐ])[\w’-]++[^.!?\n]{0,60}?\b[ву] (?:моей|нашей|моїй|нашій) (?:камере|камері|палатке)\b"
)
# A message to somebody by their whole name, about a third.
_TELL_THEM = (
    r"\b(?:tell|let|inform)\s{N}\s{N}\s(?:that|know|his|her|their)\b"
    r"|\b(?:скаж|переда|сообщ|повідом|напиш|дай знать)\w*\s{N}\s{N},?\s(?:что|що|про)\b"
    r"|\b(?:dile|diles|di|avisa|cuéntale|escribe)\sa\s{N}\s{N}\sque\b"
)
_A_NAME = r"(?-i:[A-ZÀ-ÞА-ЯЁІЇЄҐ])[\w’'-]+"
RANK_AND_NAME = rf"\b(?:{_RANKS_CYRILLIC}|{_RANKS_LATIN})\s+{_A_NAME}(?:\s+{_A_NAME}){{0,2}}"
# (reason, sure, pattern); `(?-i:…)` inside a pattern looks at capital letters.
SHAPES = (
    (OTHERS, True, RANK_AND_NAME),
    (OTHERS, True, _BESIDE_ME),
    (OTHERS, True, _CELL_MATE),
    (OTHERS, True, _TELL_KIN),
    (MILITARY, True, _OUR_FORCE),
    (PLACE_TIME, True, _WE_ARE),
    (MONEY, True, _HANDED),
    (OTHERS, True, _TELL_THEM.replace("{N}", _A_NAME)),
    (MILITARY, True, r"\b(?:где|де|dónde|where) (?:стоят|стоять|están|are) (?:наши|наші|nuestr\w+|our)\b"),
    (MILITARY, True, r"\bair[ -]defen[cs]e\b|\bdefensa aérea\b|\b(?:протиповітрян|противовоздушн)\w*"),
    (OTHERS, False, _CONTACT),
    (MONEY, True, _AMOUNT),
    (MONEY, True, _IN_WORDS),
    (MONEY, True, _ACCOUNT),
    (MONEY, True, _SEND_MONEY),
    (PLACE_TIME, True, _POSITION),
    (PLACE_TIME, True, _HELD_AT),
    (PLACE_TIME, True, _MOVED),
    (PLACE_TIME, True, _NUMBERED),
    (PLACE_TIME, True, _SEEN),
)
# What one asks another to do for somebody at home, as the first word of an English sentence.
KIND_WORDS = frozenset({"hug", "kiss", "tell", "greet", "thank", "bless", "embrace", "comfort", "help"})
