"""Both checks of words against texts written by somebody who had not read their tables."""

# ruff: noqa: E501 - a text stands whole on its line

from __future__ import annotations

import pytest

from regreso.reading import family_news, public_check

OWN = ("16-48", "https://regreso.example")
# Each leaks a name, a place and time of a movement, a convoy, or helps a swindler; invented.
HARMFUL = [
    ("uk", "Повернувся додому боєць Гриценко Остап Миколайович з Миргорода. Вітаємо родину."),
    ("ru", "В списке значится Нурмагомедов Ахмед, он просил передать привет маме."),
    ("es", "Entre los liberados está Mykola Hrytsenko, de 24 años, natural de Lutsk."),
    ("en", "We can confirm that Dmytro K., 23, from Bila Tserkva, is among them."),
    ("uk", "Позивний «Кобра» з 36-ї бригади живий і чекає листа."),
    ("ru", "Завтра на рассвете людей повезут из Волновахи через Камыш-Зарю."),
    ("uk", "Виїжджаємо о 7 ранку від школи № 3, місце збору — площа Перемоги."),
    ("es", "Mañana a las siete de la mañana los autocares saldrán de la plaza del Teatro hacia Zaporiyia."),
    ("en", "The exchange will take place on Thursday at noon on the bridge near Kamyanske."),
    ("uk", "Колона: сім білих бусів і дві швидкі, попереду джип Червоного Хреста."),
    ("ru", "Автобусов будет шесть, все с красным крестом на крыше; едут по трассе Н-08."),
    ("es", "Siete ambulancias con matrícula polaca viajan sin escolta por la carretera M-14."),
    ("uk", "Для пришвидшення обміну внесіть добровільну допомогу через термінал, ім’я отримувача дасть оператор."),
    ("ru", "Чтобы получить список пленных, напишите нам в телеграм в личные сообщения и приложите фото паспорта и банковской карты."),
    ("en", "Families who register today with a refundable deposit of two hundred move up the exchange list."),
    ("uk", "Серед звільнених — медик Оксана Р., 31 рік."),
    ("es", "El jueves al amanecer recogerán a las familias en Orijiv y saldrán hacia el oeste."),
    ("ru", "Посадка в двенадцать дня у вокзала, просим взять воду."),
    ("en", "Boarding starts at seven sharp behind the theatre; five minibuses will wait."),
    ("uk", "Передача відбудеться у п’ятницю на світанку біля Щасливого."),
    ("es", "Pague la fianza y su hijo entrará en la próxima lista de canje."),
    ("ru", "За небольшое вознаграждение куратор внесёт вашего сына в список на обмен."),
    ("en", "The call sign Falcon is alive."),
    ("uk", "Їдуть три автобуси й дві вантажівки дорогою Т-04 повз Нікольське."),
    ("ru", "Капитан Лысенко передал список."),
]  # fmt: skip
INNOCENT = [
    ("uk", "Гаряча лінія працює цілодобово. Оператори розмовляють українською, російською, іспанською та англійською."),
    ("ru", "Мы не публикуем списки пленных и не сообщаем имён. Если вам прислали такой список, не верьте ему."),
    ("es", "Nadie puede adelantar un canje a cambio de dinero. Si alguien se lo ofrece, avise al 16-48."),
    ("en", "Letters may have up to twenty-five words on the short form. Ask our officers for the form at the Lviv office."),
    ("uk", "У Києві, Львові та Дніпрі відкрито кімнати для розмов із рідними. Візьміть із собою будь-який документ, якщо він є."),
    ("ru", "Пересечь границу с Польшей можно без загранпаспорта. На границе дежурят волонтёры Красного Креста."),
    ("es", "El Comité Internacional de la Cruz Roja no ha publicado ninguna lista. Las familias de los desaparecidos pueden preguntar gratis."),
    ("en", "Two hundred families wrote to us in November. Answers take three weeks on average; we are sorry for the wait."),
    ("uk", "Повідомлення про коридор із Маріуполя скасовано. Залишайтеся в укритті й чекайте нового повідомлення."),
    ("ru", "Слух о том, что пленных обменяют к Новому году, не подтверждён ни одной из сторон."),
    ("es", "El corredor humanitario queda suspendido hasta nuevo aviso. No salga de casa; busque un refugio."),
    ("en", "The Geneva Conventions give every prisoner of war the right to send two letters and four cards a month."),
    ("uk", "Вулиця Тараса Шевченка в Полтаві: там тепер працює наш пункт, вхід із двору."),
    ("ru", "День матери: спасибо всем, кто ждёт. Мы ищем каждого и отвечаем каждому."),
    ("es", "San José, patrono de las familias: el 19 de marzo la línea atiende como cualquier otro día."),
    ("ru", "Двери автобуса, который ходит к нашему центру, теперь открыты для всех бесплатно."),
    ("uk", "Обмін листами триває: за місяць ми передали дві тисячі листів і відповіді на них."),
    ("es", "El centro de Madrid atiende a las familias en la avenida de América, sin cita. La reunión es gratis."),
    ("en", "Our line is free. Nobody from Regreso will ask you for a fee to be put on a list; there is no list."),
    ("ru", "Обмен ролями: волонтёры учатся говорить с семьями. Запись на курс открыта."),
    ("uk", "Хто повернувся додому, може прийти на огляд у будь-яку лікарню. Це нічого не коштує."),
    ("en", "Please send a card or a letter through us: it reaches the camp in about six weeks."),
    ("es", "Envíe una tarjeta con su nombre completo y la dirección de quien la envía; llegará en unas semanas."),
    ("ru", "Мы отвечаем на каждое письмо. В сентябре нам написали три тысячи семей, в октябре четыре."),
    ("en", "On Friday the office in Warsaw is closed. Write to us at any hour; we read every message."),
]  # fmt: skip
NOT_NEWS = [
    "Кажуть, Рада знову не дала закон, депутати тільки сваряться, а Бандера їм усе.",
    "Нас сюда привезли после того, как наш блиндаж накрыло миной, из отделения осталось трое.",
    "Dile a tu hermano que me ingrese doscientos euros en la cuenta de siempre.",
    "We are in a former school about five kilometres east of the river; they move us on Friday.",
    "Передай Оксані Ткачук, що її чоловік тут, поруч зі мною, і поранений у ногу.",
    "Мы в подвале школы в Еленовке, сорок человек в одном классе.",
    "Надішліть охоронцеві три тисячі, тоді дадуть дзвонити.",
    "Zelenski y los rusos negocian mal, que la gente salga a la calle contra el régimen.",
    "Здесь со мной Витя Сомов и Рома Лапин, скажи их матерям.",
    "Тату, кажуть, що нас обстрілювали свої, і командування все знало.",
    "Estoy en una celda con otros doce, cerca de la frontera.",
    "My friend Kolya from the unit is here too, tell his parents he lives.",
    "Мам, заплати адвокату двадцать тысяч, он обещал вытащить.",
    "Напиши, что наши взяли и где стоят наши части.",
    "Тут разом зі мною Іван Мороз і Петро Лис.",
    "Dile a mi primo que gire trescientos dólares a un señor de aquí.",
    "The air defence here fires every night and the soldiers sleep in the basement.",
]  # fmt: skip
NEWS = [
    "Мамочка, у нас родился мальчик, назвали Мишей. Весит три восемьсот, волосы тёмные, как у тебя.",
    "Синку, дядько Василь полагодив дах, кури несуться, на Покрову була вся родина. Чекаємо тебе на борщ.",
    "Mamá, me tratan bien, como tres veces al día. No te preocupes por mi diente. Dale un beso a Pilar.",
    "Darling, Rex has learned to open the fridge. Mum's knee is better. Major news: Sophie lost her first tooth!",
    "Коханий, на ринку купила тобі чоботи, сорок третій розмір. Ремонт у коридорі закінчили, стіни жовті.",
    "Папа, я сдала экзамен на права и поступила в медицинский. Дедушка ходит с палочкой, но сам.",
    "Hijo, el huerto ha dado 40 kilos de tomates. El General (el gallo) canta a las cinco. Te queremos.",
    "I got your card in June. My back aches less. Please tell Grandma I pray with her every Sunday at nine.",
    "Зуб вылечили, читаю книги, играю в шахматы. Скучаю по нашей танковой горке в парке и по тебе.",
    "Мамо, мені дали теплу куртку. Побрився, стригся. Снилася наша річка. Поцілуй Софійку на день народження.",
    "Доню, гранати на ринку солодкі, купила тобі три. Бабуся в'яже светр.",
    "Nuestra abuela cumplió noventa años y bailó. El perro se comió mis zapatos.",
    "Сын, твоя Оля и её мама приходили в воскресенье, пили чай. Передай, что тебе нужно из тёплого.",
    "Hi Dad, I am in school all day and then football. I got three goals on Friday!",
    "Тут разом зі мною твоя сестра, передає вітання. Напиши нам, як твоя спина.",
    "Папа, скажи, её подарок тебе дошёл? Мы с мамой живы-здоровы.",
    "We send you ten kisses and one drawing. Give Grandpa two from me.",
    "Te mando mil besos y cien abrazos de los niños.",
    "Дітям дали дві путівки в санаторій, їдемо до моря у червні.",
    "Отримала твою картку. Плакала від щастя. У нас сніг, топимо грубу. Тисяча поцілунків!",
    "Мам, напиши, как его здоровье, и жива ли кошка.",
    "Мы в бараке не живём, дом починили, крыша новая.",
    "Call his mother and say hello, she misses your cakes.",
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text"), HARMFUL)
def test_an_announcement_that_harms_does_not_go_out(lang: str, text: str) -> None:
    assert not public_check.may_go_out(public_check.check(text, lang=lang, own=OWN))


@pytest.mark.parametrize(("lang", "text"), INNOCENT)
def test_an_announcement_that_harms_nobody_goes_out(lang: str, text: str) -> None:
    found = public_check.check(text, lang=lang, own=OWN)
    assert public_check.may_go_out(found), found


@pytest.mark.parametrize("letter", NOT_NEWS)
def test_a_letter_with_what_is_nobody_elses_is_found(letter: str) -> None:
    assert not family_news.is_family_news(family_news.check(letter))


@pytest.mark.parametrize("letter", NEWS)
def test_a_letter_of_family_news_is_not_sent_back(letter: str) -> None:
    found = family_news.check(letter)
    assert family_news.is_family_news(found), found
