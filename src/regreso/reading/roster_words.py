"""How lists of people name their columns and write a sex, in four languages; all without signs and in lower case."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(part.strip() for part in text.split("|"))


HEADINGS = {
    "number": _words(
        "n|no|nr|n п п|n з п|п п|номер|порядковый номер|порядковий номер|number|prisoner number|"
        "número|numero|número de prisionero|номер пленного|номер полоненого|личный номер в лагере"
    ),
    "surname": _words(
        "surname|last name|family name|apellido|apellidos|primer apellido|прізвище|фамилия|last|surnames"
    ),
    "given": _words(
        "given|given name|given names|first name|first names|name|nombre|nombres|ім я|імя|имя|імена|имена"
    ),
    "patronymic": _words("patronymic|middle name|patronímico|patronimico|по батькові|по батьковi|отчество"),
    "full_name": _words(
        "full name|full names|names|fio|pib|nombre completo|nombre y apellidos|nombres y apellidos|"
        "apellidos y nombres|apellidos y nombre|apellido y nombre|піб|п і б|пiб|фио|ф и о|"
        "прізвище ім я по батькові|прізвище та ім я|прізвище ім я|прізвище імя по батькові|"
        "фамилия имя отчество|фамилия имя|фамилия и имя|військовополонений|военнопленный|пленный|person"
    ),
    "other_names": _words(
        "other names|other spellings|nickname|call sign|alias|apodo|otros nombres|позивний|позывной|"
        "інші імена|другие имена|прізвисько|прозвище"
    ),
    "sex": _words("sex|gender|sexo|género|стать|пол"),
    "birth": _words(
        "birth|born|dob|date of birth|birth date|birthday|year of birth|nacimiento|fecha de nacimiento|"
        "fecha nacimiento|fecha nac|f nac|geburtsdatum|date de naissance|fecha de nac|año de nacimiento|дата народження|дата нар|д н|день народження|"
        "рік народження|р н|дата рождения|дата рожд|д р|год рождения|г р|день рождения"
    ),
    "birthplace": _words(
        "birthplace|place of birth|lugar de nacimiento|місце народження|место рождения|born in"
    ),
    "settlement": _words(
        "settlement|town|city|village|residence|last residence|place of residence|ciudad|localidad|"
        "residencia|municipio|населений пункт|місто|місце проживання|населенный пункт|город|"
        "место жительства|место проживания"
    ),
    "region": _words("region|province|oblast|región|provincia|departamento|область|регіон|регион"),
    "nationality": _words(
        "nationality|citizenship|nacionalidad|ciudadanía|громадянство|національність|гражданство|"
        "национальность"
    ),
    "rank": _words("rank|military rank|rango|grado|звання|військове звання|звание|воинское звание"),
    "service_number": _words(
        "service number|army number|serial number|personal number|id number|tag number|"
        "número de servicio|número de serie|número militar|особистий номер|номер жетона|жетон|"
        "личный номер|номер жетону|військовий номер"
    ),
    "unit": _words(
        "unit|military unit|regiment|brigade|unidad|unidad militar|частина|військова частина|"
        "підрозділ|в ч|часть|воинская часть|подразделение|бригада"
    ),
    "power": _words(
        "power|power of origin|country|army|potencia|país|держава|країна|государство|страна|держава походження"
    ),
    "father": _words(
        "father|father s name|father s first name|padre|nombre del padre|батько|ім я батька|отец|имя отца"
    ),
    "mother": _words(
        "mother|mother s name|mother s maiden name|madre|nombre de la madre|мати|мама|ім я матері|"
        "дівоче прізвище матері|мать|имя матери|девичья фамилия матери"
    ),
    "marks": _words(
        "marks|distinguishing marks|scars|tattoos|señas|señas particulares|прикмети|особливі прикмети|"
        "приметы|особые приметы"
    ),
    "inform": _words(
        "inform|person to be informed|next of kin|relatives|familiares|a quién avisar|кого повідомити|"
        "родичі|кого известить|родственники"
    ),
    "correspondence": _words(
        "correspondence|address|address for correspondence|dirección|dirección postal|адреса|"
        "адреса для листування|адрес|адрес для переписки"
    ),
    "arrived": _words(
        "arrived|arrived on|arrival|date of arrival|llegada|fecha de llegada|fecha de ingreso|прибув|"
        "дата прибуття|прибыл|дата прибытия|поступил|дата поступления|дата надходження"
    ),
    "capture_date": _words(
        "captured|captured on|capture date|date of capture|fecha de captura|дата полону|"
        "дата захоплення|дата пленения|дата захвата|коли полонений|взят в плен"
    ),
    "capture_place": _words(
        "captured at|capture place|place of capture|lugar de captura|місце полону|місце захоплення|"
        "место пленения|место захвата"
    ),
    "coming_from": _words("coming from|from|procedencia|procedente de|звідки прибув|откуда прибыл|откуда"),
    "health": _words(
        "health|state of health|condition|salud|estado de salud|стан здоров я|здоров я|"
        "состояние здоровья|здоровье"
    ),
}
SEXES = {
    **dict.fromkeys(
        ("m", "male", "man", "h", "hombre", "masculino", "v", "varón", "ч", "чол", "чоловік"), "m"
    ),
    **dict.fromkeys(("чоловіча", "м", "муж", "мужчина", "мужской", "male (m)", "1"), "m"),
    **dict.fromkeys(("f", "female", "woman", "mujer", "femenino", "ж", "жін", "жінка", "жіноча"), "f"),
    **dict.fromkeys(("жен", "женщина", "женский", "w", "2"), "f"),
}
