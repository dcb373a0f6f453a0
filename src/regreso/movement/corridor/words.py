"""The words of printed papers in the four languages; a paper may be in several, side by side."""

from __future__ import annotations

LANGUAGES = ("es", "uk", "ru", "en")

# key: Spanish, Ukrainian, Russian, English
_WORDS: dict[str, tuple[str, str, str, str]] = {
    "timetable": ("Horario de salidas", "Розклад відправлень", "Расписание отправлений", "Timetable"),
    "be_here": ("Esté aquí", "Будьте тут", "Будьте здесь", "Be here"),
    "leaves": ("Sale", "Виїзд", "Выезд", "Leaves"),
    "to": ("Hacia", "Куди", "Куда", "To"),
    "from": ("Desde", "Звідки", "Откуда", "From"),
    "via": ("Por", "Через", "Через", "By way of"),
    "by": ("Medio", "Чим", "На чём", "By"),
    "bus": ("autobús", "автобус", "автобус", "bus"),
    "car": ("coche propio", "власне авто", "своя машина", "own car"),
    "train": ("tren", "потяг", "поезд", "train"),
    "arrives": ("Llega", "Прибуття", "Прибытие", "Arrives"),
    "people": ("Personas", "Людей", "Людей", "People"),
    "vehicle": ("Vehículo", "Транспорт", "Транспорт", "Vehicle"),
    "clock": ("Hora de", "Час за зоною", "Время по поясу", "Time of"),
    "free": (
        "Ir es decisión suya. Puede quedarse, y puede bajarse en el camino.",
        "Їхати чи ні — вирішуєте ви. Можна лишитися, можна зійти дорогою.",
        "Ехать или нет — решаете вы. Можно остаться, можно сойти по дороге.",
        "To go is your decision. You may stay, and you may get off on the way.",
    ),
    "no_promise": (
        "Copia de planificación. No es una promesa de seguridad.",
        "Робочий примірник. Це не обіцянка безпеки.",
        "Рабочий экземпляр. Это не обещание безопасности.",
        "Planning copy. No promise of safety.",
    ),
    "withheld": (
        "Lo que falta aquí está reservado al convoy: estas partes no lo reciben.",
        "Чого тут немає, те лише для колони: цим сторонам воно не показується.",
        "Чего здесь нет, то только для колонны: этим сторонам оно не показывается.",
        "What is not here is for the convoy only: it is not shown to these parties.",
    ),
    "slip": ("Papel de viaje", "Посадковий листок", "Посадочный листок", "Boarding slip"),
    "show": (
        "Enseñe este código al subir y al llegar.",
        "Покажіть цей код під час посадки і після прибуття.",
        "Покажите этот код при посадке и по прибытии.",
        "Show this code when you board and when you arrive.",
    ),
    "bring": (
        "Lleve documentos, medicinas, agua, abrigo. Papeles y equipaje son suyos: nadie puede quedárselos.",
        "Візьміть документи, ліки, воду, теплий одяг. Папери й речі ваші: ніхто не має права їх забрати.",
        "Возьмите документы, лекарства, воду, тёплую одежду. Бумаги и вещи ваши: никто не вправе их забрать.",
        "Bring papers, medicines, water, warm clothes. Papers and baggage are yours: nobody may keep them.",
    ),
    "stays": (
        "Sin plaza en este plan: quédese en lugar seguro, le avisaremos.",
        "У цьому плані місця немає: лишайтеся в безпечному місці, ми повідомимо.",
        "В этом плане места нет: оставайтесь в безопасном месте, мы сообщим.",
        "No place in this plan: stay somewhere safe, you will be told.",
    ),
    "driver": ("Hoja del conductor", "Листок водія", "Листок водителя", "Driver's sheet"),
    "checkpoint": ("control", "блокпост", "блокпост", "checkpoint"),
    "crossing": ("paso", "перехід", "переход", "crossing"),
    "reception": ("acogida", "місце прийому", "место приёма", "reception"),
    "clear_by": (
        "Nadie en la carretera después de las",
        "Нікого на дорозі після",
        "Никого на дороге после",
        "Nobody on the road after",
    ),
    "notification": (
        "Notificación de movimiento humanitario",
        "Повідомлення про гуманітарний рух",
        "Уведомление о гуманитарном движении",
        "Notification of a humanitarian movement",
    ),
    "notifies": (
        "Esto notifica; no pide permiso, y nadie lo ha «aprobado».",
        "Це повідомлення, а не прохання дозволу; його ніхто не «схвалював».",
        "Это уведомление, а не просьба о разрешении; его никто не «одобрял».",
        "This notifies; it asks for no permission, and nobody has “approved” it.",
    ),
    "window": ("Ventana", "Вікно", "Окно", "Window"),
    "vehicles": ("Vehículos", "Транспортних засобів", "Транспортных средств", "Vehicles"),
    "plates": ("Matrículas", "Номерні знаки", "Номерные знаки", "Plates"),
    "sent": ("Enviado", "Надіслано", "Отправлено", "Sent"),
    "acknowledged": ("Recibido", "Підтверджено", "Подтверждено", "Acknowledged"),
    "boarding": ("Lista de embarque", "Посадковий список", "Посадочный список", "Boarding copy"),
    "km": ("km", "км", "км", "km"),
    "legend": (
        "☐ subió ☐ llegó · código · personas · sillas de ruedas · camillas · nombres",
        "☐ посадка ☐ прибуття · код · людей · крісел колісних · нош · імена",
        "☐ посадка ☐ прибытие · код · людей · инвалидных колясок · носилок · имена",
        "☐ boarded ☐ arrived · code · people · wheelchairs · stretchers · names",
    ),
    "manifest": ("Manifiesto completo", "Повний список", "Полный список", "Full manifest"),
    "board": ("Llegadas", "Прибуття", "Прибытие", "Arrivals"),
    "corridor": (
        "Corredor humanitario", "Гуманітарний коридор", "Гуманитарный коридор", "Humanitarian corridor",
    ),
    "ceasefire": ("Alto el fuego", "Режим тиші", "Режим тишины", "Ceasefire"),
    "collection": ("Punto de reunión", "Місце збору", "Место сбора", "Collection point"),
    "take_along": (
        "Conductores: lleven a cuantas personas puedan.",
        "Водії, беріть із собою стільки людей, скільки зможете.",
        "Водители, берите с собой столько людей, сколько сможете.",
        "Drivers, take along as many people as you can.",
    ),
    "for_whom": ("Para", "Для", "Для", "For"),
    "why": ("Motivo", "Підстава", "Основание", "Reason"),
}  # fmt: skip


def word(key: str, language: str) -> str:
    """A word of a paper.

    Raises:
        KeyError: no such word.

    >>> word("bus", "uk")
    'автобус'
    """
    place = LANGUAGES.index(language) if language in LANGUAGES else LANGUAGES.index("en")
    return _WORDS[key][place]


def words(key: str, languages: tuple[str, ...]) -> str:
    """The same word in several languages, with a bar between.

    >>> words("leaves", ("uk", "en"))
    'Виїзд / Leaves'
    """
    return " / ".join(dict.fromkeys(word(key, language) for language in languages))
