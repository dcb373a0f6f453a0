"""Who a person of a text is: someone sought, a relative, an official or somebody else; and whose name is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from regreso.reading.cues import cue
from regreso.reading.names import Name

Role = Literal["subject", "relative", "official", "journalist", "other"]

_GAP = 3  # letters between a title and a name: a sign and spaces
_OF = re.compile(r"(?:\s(?:de|del|of|la))+\s*\Z", re.IGNORECASE)
_APPOSITION = re.compile(
    r"\s*[,(—–-]+\s*(?:(?:his|her|their|its|el|la|su|его|её|ее|їх|його|її|a|an|the)\s+)?", re.IGNORECASE
)
_WITHHELD = re.compile(r"\b[A-ZÀ-ÞА-ЯІЇЄҐЁ]\.\Z")
_SPOKEN_ABOUT = 45  # letters between a name and the verb of telling
_BREAK = re.compile(r"[;:!?]|\.(?=\s+[A-ZÀ-ÞА-ЯІЇЄҐЁ«“])")
_LEAD, _FAR = 110, 100
_OBJECT_SON = re.compile(
    r"(?<!\w)(?:su|mi|his|her|my|their|его|её|ее|його|її|свого|своего|o su|a su)\s+(?:\w+\s){0,2}(?:hijo|esposo|marido|hermano|son|husband|brother|сына?|муж\w?|син\w?|чоловік\w?|брат\w?)\W*\Z",
    re.IGNORECASE,
)
_KEPT_BACK = re.compile(
    r"(?:surname|last name|apellido|фамили[юя]|прізвищ[ае])\s[^.;]{0,40}?(?:(?<!\w)(?:not|no|не)\s+\w+|withheld|omit\w*|reserv\w*)|(?:не|no|not)\s+\w{4,15}\s+(?:\w+\s){0,2}(?:surname|apellido|фамили[юи]|прізвищ[ае])",
    re.IGNORECASE,
)
_WITHHELD_SURNAME = re.compile(
    r"\A\W{0,3}(?:whose|who|cuyo|чь[её]|чия|чиє|котор\w+|який|яка|which|is|his|her|su|el)?\W{0,2}\s?(?:\w+\s){0,3}?(?:фамили\w+|прізвищ\w+|apellidos?|surname|last name|real name|full name|настоящ\w+ имя|справжн\w+ ім['’ʼ]?я|имена?|ім['’ʼ]?я|імена|nombres?|name)(?!\w)"
    r"[^.()]{0,70}?(?:(?<!\w)(?:не|no|not|без)\s+\w+|withheld|withhold|omit\w*|reserv\w*|cambi\w*|змін\w*|измен\w*|вымышл\w*|вигада\w*|chang\w*|fict\w*|protec\w*|ficticio)",
    re.IGNORECASE,
)
_PRIEST = re.compile(
    r"(?<=[^.!?\s]\s)(?:Father|Brother|Mother|Sister|Padre|Hermana|Madre)\s\Z"
)  # in the middle of a sentence
_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|being|be)\s+(?:\w+ly\s+)?\Z", re.IGNORECASE)
_BY_WORDS = re.compile(
    r"(?:по словам|со слов|за словами|по данным|по информации|за даними|за інформацією)\Z", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Standing:
    """The role of one mention; `kin` is whether a word of kinship told it, `speaks` whether he tells something.

    >>> Standing("official", speaks=True).pseudonym
    False
    """

    role: Role
    kin: bool = False
    speaks: bool = False
    pseudonym: bool = False
    governed: bool = (
        False  # a word of kinship stands before the name and is somebody else's: “the mother of X”
    )


def standing(sentence: str, name: Name, *, sex: str = "", case: str = "") -> Standing:
    """Who a name is by the words around it.

    Args:
        sentence: the words.
        name: its name, with its place in them.
        sex: "m" or "f" by the likeliest reading of the name, "" for unknown.
        case: the case of that reading: a mother in the nominative beside a genitive is *his* mother.

    >>> from regreso.reading.names import find_names
    >>> def role(text):
    ...     name = find_names(text)[0]
    ...     best = name.readings()[0]
    ...     return standing(text, name, sex=best.sex, case=best.case).role
    >>> role("Об этом рассказала мать Галина Серова."), role("мать Ивана Петрова ждёт"), role("explicó el cónsul Iván Darío Restrepo")
    ('relative', 'subject', 'official')
    """
    before, behind = sentence[: name.start], sentence[name.end :]
    speaks = _speaks(before, behind, case)
    pseudonym = _pseudonym(sentence, name)
    ahead = None if _PRIEST.search(before) else _title(before)
    title = _title_behind(behind) if ahead is None else _governed(ahead, before, sex, case)
    governed = ahead is not None and ahead.removeprefix("of ") in ("kin_f", "kin_m", "son")
    if title == "subject" and speaks and _officer(before):
        title = "official"
    if title == "son" and speaks:
        title = "kin_m"
    role = _ROLES.get(title or "", "other")
    return Standing(
        role,
        kin=role in ("relative", "subject"),
        speaks=speaks and title != "family" and not (role == "subject" and governed),
        pseudonym=pseudonym,
        governed=role == "subject" and governed and title != "son",
    )


_ROLES: dict[str, Role] = {
    **dict.fromkeys(("kin_f", "kin_m"), "relative"),
    **dict.fromkeys(("family", "son", "subject"), "subject"),
    "official": "official",
    "journalist": "journalist",
}


def _officer(before: str) -> bool:
    """Whether the rank just before a name is that of an officer, who speaks for his unit."""
    bare = before[-60:].rstrip(' ,«“"(')
    return any(found.end() == len(bare) for found in cue("officer").finditer(bare))


def _title(before: str) -> str | None:
    """The word for a person just before the name: its kind, "of" in front if a preposition parts them."""
    near = before[-90:]
    bare = re.sub(r"[\s,:«“\"(—–-]+\Z", "", near)
    bare = bare.removesuffix(".") if re.search(r"\b[^\W\d]{2,4}\.\Z", bare) else bare
    ranks = [match for match in cue("rank").finditer(bare) if match.end() == len(bare)]
    if ranks:
        bare = re.sub(r"[\s,:«“\"(]+\Z", "", bare[: ranks[0].start()])
    of = _OF.search(bare + " ")
    stem = bare[: of.start()] if of else bare
    found = [match for match in cue("person_cue").finditer(stem) if _leads(stem[match.end() :])]
    if not found:
        far = _far_title(before)
        return far or ("subject" if ranks else None)
    kind = found[-1].lastgroup or ""
    if kind == "subject" and len(found) > 1 and not stem[found[-2].end() : found[-1].start()].strip():
        kind = (
            str(found[-2].lastgroup) if str(found[-2].lastgroup).startswith("kin") else kind
        )  # “сестра бойца …”
    if kind == "journalist" and of:
        return None
    return f"of {kind}" if of else kind


def _far_title(before: str) -> str | None:
    """An office parted from its name by what it is an office of: “la portavoz del Ministerio de Defensa ruso, Irina …”."""
    near = before[-_FAR:]
    for match in reversed(list(cue("person_cue").finditer(near))):
        between = near[match.end() :]
        if match.lastgroup not in ("official", "journalist"):
            return None
        plain = between.rstrip().rstrip(",")
        apart = (
            "," in plain
            or _BREAK.search(plain)
            or cue("teller_verb").search(plain)
            or cue("status").search(plain)
        )
        joined = re.search(r"\s(?:и|і|та|y|and|что|що|que|that|who|які|которы\w+)\s", plain + " ")
        if not apart and not joined and len(plain.split()) <= 9:
            return match.lastgroup
        return None
    return None


def _leads(between: str) -> bool:
    """Whether a title may govern the name over these words: at most four, and no border."""
    return (
        len(re.findall(r"(?<!\w)[A-ZÀ-ÞА-ЯІЇЄҐЁ]\w", between)) <= 1
        and not _BREAK.search(between)
        and "," not in between.strip(", ")
        and len(between.split()) <= 4
        and not re.search(r"\s(?:и|і|та|y|and|что|що|que|that|who|які|которы\w+)\s", between + " ")
    )


def _governed(title: str, before: str, sex: str, case: str) -> str | None:
    """What a title in front says of the name, by its sex and case."""
    kind = title.removeprefix("of ")
    of = title != kind
    if before.rstrip().endswith(",") and not of and kind in ("kin_f", "kin_m"):
        return kind  # an apposition: “сестри, Христини Ярошевич”
    if kind == "family":
        return "family" if of or case in ("genitive", "accusative") else None
    if of:
        # “madre de Juan”: the name behind a preposition is the one who has the mother.
        return "subject" if kind in ("kin_f", "kin_m", "son") else None
    his_father = case == "genitive" and re.search(r"(?:отец|батько|папа|дід|дед)\W*\Z", before, re.IGNORECASE)
    if (kind == "kin_f" and sex == "m") or (kind == "kin_m" and his_father):
        return "subject"
    if sex == "f" and kind in ("kin_m", "son"):
        return "other" if kind == "kin_m" else "kin_f"
    return kind


def _title_behind(behind: str) -> str | None:
    """An apposition: “Ganna Sirko, his mother”."""
    found = _APPOSITION.match(behind)
    if not found:
        return None
    near = behind[found.end() : found.end() + 40]
    kind = cue("person_cue").match(near)
    return kind.lastgroup if kind and kind.lastgroup != "journalist" else None


def _speaks(before: str, behind: str, case: str) -> bool:
    """Whether a verb of telling has this name for its teller."""
    after = _BREAK.split(re.sub(r"\([^)]*\)", "", behind[:_SPOKEN_ABOUT]))[0]
    verb = cue("teller_verb").search(after)
    # “…, повідомили в громаді”: one comma begins a clause with its own teller, two are an apposition; and whose
    # name is in the genitive tells nothing.
    way = after[: verb.start()] if verb else ""
    told_of = cue("status").search(way) or _PASSIVE.search(way)
    if verb and not told_of and way.count(",") != 1 and case in ("", "nominative") and len(way.split()) <= 5:
        return True
    lead = _BREAK.split(before[-_LEAD:])[-1]
    if _OBJECT_SON.search(lead):
        return False
    told = list(cue("teller_verb").finditer(lead))
    if not told or case not in ("", "nominative", *(("genitive",) if _BY_WORDS.match(told[-1][0]) else ())):
        return False
    between = lead[told[-1].end() :]
    return (
        not re.search(r",(?!\s*\Z)|\s(?:что|що|que|that|about|про|о|об|sobre|a)\s", between + " ")
        and not cue("status").search(between)
        and len(between.split()) <= 9
        and _verb_first(lead[: told[-1].start()])
    )


def _verb_first(ahead: str) -> bool:
    """Whether nobody stands before the verb of telling in its clause: “…, said X”, not “his mother says X …”."""
    clause = re.split(r"[,«»“”\"—–]", ahead)[-1]
    return (
        len(clause.split()) <= 3
        and not cue("person_cue").search(clause)
        and not re.search(r"(?<!^)\b[A-ZÀ-ÞА-ЯІЇЄҐ]\w+", clause.strip()[1:])
    )


def _pseudonym(sentence: str, name: Name) -> bool:
    """A changed name, a call sign, or a surname kept back."""
    near = sentence[max(name.start - 60, 0) : name.start]
    behind = sentence[name.end : name.end + 110]
    before = [match for match in cue("pseudonym").finditer(near) if len(near) - match.end() <= 6]
    after = cue("pseudonym").search(behind)
    close = after is not None and not re.search(r"[.;]\s", behind[: after.start()])
    last = sentence[name.start : name.end]
    return (
        bool(before or close)
        or bool(name.bare and (_WITHHELD_SURNAME.match(behind) or _KEPT_BACK.search(sentence)))
        or bool(_WITHHELD.search(last) and name.bare)
        or bool(
            name.bare
            and re.match(r"\s[A-ZÀ-ÞА-ЯІЇЄҐЁ]\.(?!\s?[A-ZÀ-ÞА-ЯІЇЄҐЁ]\.?\s?[А-ЯA-Z])", sentence[name.end :])
        )
    )


def withheld(behind: str) -> bool:
    """Whether the words just behind a name say that the surname is kept back, or the name changed.

    >>> withheld(" (фамилию семья просила не называть)"), withheld(", whose surname was withheld")
    (True, True)
    """
    return bool(_WITHHELD_SURNAME.match(behind))


__all__ = ["Role", "Standing", "standing", "withheld"]
