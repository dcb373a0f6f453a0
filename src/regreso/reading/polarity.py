"""Whether a status word of a sentence is meant: negation and its head, frames that govern it, hopes, questions.

A frame (“it is false that …”, “they hope that …”) reaches a word in its own clause, and in the next clause
where that begins with “that”. An answer (“…, but this turned out false”) reaches back over its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from regreso.reading.alarms import alarms
from regreso.reading.cues import cue
from regreso.reading.leads import Polarity
from regreso.reading.names import find_names

_BORDER = re.compile(
    r"[,;:.!?()«»“”„\"]|\s[—–-]\s|\s(?=(?:но|але|однако|зато|pero|mientras|while|but|aunque|although|though|хотя|хоча|sino)\s)",
    re.IGNORECASE,
)
_HARD = re.compile(
    r"[;.!?]|(?<!\d):|\s[—–-]\s|[,\s](?=\s?(?:но|але|однако|проте|зато|а|та|pero|sino|but|while|mientras|хоча|хотя|aunque|although|though)\s)",
    re.IGNORECASE,
)
_THAT = re.compile(
    r"\s*(?:что|що|ніби\w*|нібито|будто|якобы|как|як|que|that|о том|про те|de que)\b\s*", re.IGNORECASE
)
_WHETHER = re.compile(r"(?<!\w)(?:ли|чи|whether|if|si)(?!\w)", re.IGNORECASE)
_WHO = re.compile(
    r"\s*(?:who|whose|кото?р\w+|як(?:ий|а|і|ого|ому|им|их)|quien(?:es)?|que|cuy[oa]s?|чи[йяєї]\w*|чей|чья)\b",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W_]+(?:[’'ʼ-]\w+)*")
_AUXILIARY = re.compile(
    r"(?:был\w?|быть|есть|бу[вл]\w?|бути|ещё|еще|пока|уже|вже|поки|ще|ha|han|haya|hayan|había|habían|hubiera\w*|fue|fueron|fuera\w*|está\w*|es|son|era\w*|sido|se|lo|la|le|les|"
    r"us|is|are|was|were|be|been|being|has|have|had|yet|ever|in|a|an|the|в|у|под|за|до|el|un|una|preso|as|among|серед|среди|entre|los|їх|его|її|его|его|её|dead|taken|tomado|hecho|caído|caer|cayó|"
    r"попал\w*|попадал\w*|потрап\w+|сдавал\w*|находил\w*|находит\w*|перебува\w+|стал\w*|значит\w*|числит\w*)\Z",
    re.IGNORECASE,
)
_BECOMES = re.compile(
    r"(?:был\w*|бу[влд]\w*|попа\w+|потрап\w+|находи\w+|перебува\w+|оказал\w*|опинил\w*|сда[лв]\w+|брал\w*|взял\w*|поверн\w+|верну\w+|вошл\w*|вош[её]л|увійш\w+)\Z",
    re.IGNORECASE,
)
_CONFIRM = re.compile(
    r"(?:подтвер|подтвёр|підтвер|confirm|verif|доказ|доведен|corrobor|prove|исключ|виключ|descart|rul)\w*\Z",
    re.IGNORECASE,
)
_PROVES = re.compile(r"(?:подтверди(?:л(?:о|а|и)сь|лся)|підтверди(?:л(?:о|а|и)с[яь]|вся))\Z", re.IGNORECASE)
_KNOWS = re.compile(
    r"(?:зна[еєюліт]\w*|известн\w*|відомо\w*|sabe\w*|saben|know\w*|known|clear|ясно|зрозуміло|понятно|помн\w+|told)\Z",
    re.IGNORECASE,
)
_BELIEVES = re.compile(r"(?:вер[иея]\w*|вір[иея]\w*|cree\w*|believe\w*|accept\w*|acept\w*)\Z", re.IGNORECASE)
_REPORTS = re.compile(
    r"(?:сообща\w*|сообщи\w*|повідомля\w*|повідоми\w*|inform\w*|report\w*|говор\w*|said|says|dijo|announc\w*|объявл\w*|оголош\w*)\Z",
    re.IGNORECASE,
)
_ONLY = re.compile(r"(?:только|лише|тільки|solo|sólo|only|раз|просто|simply|вперше|впервые)\Z", re.IGNORECASE)
_IS_NOT = re.compile(r"(?:нет|немає|нема|нету)\Z", re.IGNORECASE)
_INFORMED = re.compile(
    r"(?:сведени\w+|відомост\w+|публикаци\w+|публікаці\w+|заявлени\w+|утверждени\w+|твердженн\w+|разговор\w+|розмов\w+|слова|слов|фото|видео|відео|пост\w*|datos|publicaci\w+|declaraci\w+|afirmaci\w+|statements?|stor(?:y|ies)|posts?|talk|"
    r"інформаці\w+|информаци\w+|сообщени\w+|повідомлення\w*|слух\w*|чутк\w*|данные|дані|новост\w+|новин\w+|звістк\w+|версі\w+|верси\w+|noticias?|versión|versiones|rumor\w*|informes?|reports?|news|rumou?rs?|claims?)\s[^,;.]*\Z",
    re.IGNORECASE,
)
_REPORTS_OF = re.compile(
    r"(?:сообщения(?:м|х|ми)?|повідомлення(?:м|х|ми)?|слух\w*|чутк\w*|reports|claims|rumou?rs|rumores|versiones|informes)\s(?:\S+\s){0,3}?(?:о|об|про|щодо|of|about|sobre|de|acerca de)\s(?:\S+\s){0,2}\Z",
    re.IGNORECASE,
)
_CONTRARY = re.compile(
    r"(?:вопреки|всупереч|contrary to|despite|in spite of|a pesar de|pese a|en contra de|несмотря на|попри)\s+(?:\w+\s+){0,2}\Z",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"(?<!\w)(?:эт(?:о|а|и|у|и)|это|эта|ця|це|ці|цю|такая|такі|що|это всё|esto|eso|esa|ese|lo|la información|lo cual|ello|that|this|it|which|the (?:report|claim|news|information)s?|ложн\w+|фейк\w*|неправд\w*|false|untrue)"
    r"(?:\s+\w+){0,4}?\s+(?:оказал\w+|виявил\w+|es|era|fue|resultó|is|was|were|proved|turned out|не|ложь|фейк|неправда|брехня|no|—|-)",
    re.IGNORECASE,
)
_EITHER = re.compile(r"\s(?:или|либо|або|чи|o|u|or)\s", re.IGNORECASE)
_EARLIER = re.compile(
    r"(?<!\w)(?:ранее|раньше|раніше|до этого|до цього|сначала|спочатку|спершу|сперва|поначалу|первоначально|попервах|previously|earlier|initially|at first|originally|antes|anteriormente|inicialmente|al principio|"
    r"en un principio|primero|прежде|перед тим)(?!\w)",
    re.IGNORECASE,
)
_COMPLEMENT = re.compile(r"(?<!\w)(?:что|що|que|that|будто|ніби|нібито|якобы)(?!\w)", re.IGNORECASE)
_NO_DOUBT = re.compile(
    r"(?<!\w)(?:duda|dudas|сомнени\w+|сумнів\w*|doubt|только|лише|тільки|solo|sólo|only)(?!\w)", re.IGNORECASE
)
_NO_NEWS = re.compile(
    r"\W?н[иі]\s(?:слух|чутк)\w*", re.IGNORECASE
)  # “neither hearing nor breath of him” is no rumour
_NO_PROOF = re.compile(  # “…, the family has no official confirmation”
    r"(?<!\w)(?:подтвержден\w+|доказательств\w*|підтверджен\w+|доказів|confirmation|proof|confirmación|pruebas?)(?!\w)[^.;!?]{0,40}?(?<!\w)(?:нет|немає|нема|нету|бракує|не (?:было|було|поступ|надход|посту)\w*|lacking|(?:has|have|is|was) not|(?:has|have|is|was)n['’]t|yet to|"
    r"no (?:hay|ha|existe|tiene)\w*|falta\w*)|(?<!\w)(?:нет|немає|нема|без|бракує|no|without|sin|lacks?|awaits?|ждут|чекають|esperan?)\s(?:\w+\s){0,3}?(?:подтвержден\w+|підтверджен\w+|доказательств\w*|доказів|confirmation|proof|confirmación|pruebas?)(?!\w)",
    re.IGNORECASE,
)
_A_TELLING = re.compile(
    r"(?<!\w)(?:сведени\w+|информаци\w+|сообщени\w+|слух\w*|новост\w+|данные|верси\w+|утверждени\w+|заявлени\w+|извести\w+|публикаци\w+|посты?|фото\w*|видео|звістк\w+|чутк\w+|інформаці\w+|повідомлення\w*|твердженн\w+|заяв[аи]\w*|плітк\w+|"
    r"допис\w*|дані|відомост\w+|новин\w+|верс[іи]\w+|reports?|rumou?rs?|claims?|news|information|stor(?:y|ies)|allegations?|posts?|talk|word|noticias?|información|rumor(?:es)?|versi(?:ón|ones)|bulo|datos|publicaci\w+|afirmaci\w+|declaraci\w+|mensajes?)"
    r"\s(?:\S+\s){0,3}?(?:(?:о|об|про|щодо)\s(?:том|те|тому)?,?|,?\s?(?:что|що|ніби\w*|будто|якобы|that|of|about|de que|sobre|de|acerca de))(?!\w)",
    re.IGNORECASE,
)
_SOME_SAY = re.compile(  # “some say that he is wounded, others that he gave himself up”
    r"(?<!\w)(?:одни|одні|unos|some|кто-то|хтось|un(?:o|os) )(?!\w)[^.;!?]{3,80}?(?<!\w)(?:другие|другим|інші|іншим|otros?|others?|кто-то|хтось)(?!\w)",
    re.IGNORECASE,
)
_REACH = 160
_OPENING = 25  # letters
_NEAR_WORDS = 4


@dataclass(frozen=True, slots=True)
class Judged:
    """How a status word is meant; `polarity` None where nothing is claimed by it, `earlier` if it was so once."""

    polarity: Polarity | None
    earlier: bool = False
    negated: bool = False


def judge(sentence: str, status: str, *, start: int, end: int) -> Judged:
    """How the status word at `start` to `end` is meant.

    >>> text = "Неправда, что сержант Олег Щукин погиб."
    >>> judge(text, "killed", start=text.index("погиб"), end=len(text) - 1).polarity
    'denied'
    >>> text = "Nobody knows whether Noah Fisher is alive."
    >>> judge(text, "alive", start=text.index("alive"), end=len(text) - 1).polarity is None
    True
    """
    words = _joined(sentence)
    low, high = _clause(words, start, end)
    clause = words[low:high]
    earlier = bool(_EARLIER.search(words[max(0, start - 90) : start]))
    if _unsure(clause, start - low, end - low):
        return Judged(None)
    said = _negation(clause, status, start - low, end - low)
    if said == "none":
        return Judged(None)
    if said is None and status != "missing" and _hoped(words, low, start):
        return Judged(None)
    if said is None and status != "missing" and told_by_doubt(words, start):
        return Judged(None)
    framed = _framed(words, (low, high), (start, end), status)
    polarity = _both(said, framed)
    if polarity == "asserted" and status != "missing" and words.rstrip('"”»’) ').endswith("?"):
        polarity = "asked"
    if polarity in ("asserted", "hedged") and status != "missing" and _told_falsely(words, start, end):
        polarity = "denied"
    if (
        polarity == "asserted"
        and status != "missing"
        and (_NO_PROOF.search(words) or _SOME_SAY.search(words))
    ):
        polarity = "hedged"
    if polarity == "asserted" and _answered(words, end):
        polarity = "denied"
    if polarity == "asserted" and status in ("killed", "captured") and _REPORTS_OF.search(words[low:start]):
        polarity = "hedged"  # “reports of his death” assert no death
    return Judged(polarity, earlier, negated=said == "denied")


def _told_falsely(words: str, start: int, end: int) -> bool:
    """“The information that …, is false”: a noun of telling opens a claim that its own predicate denies."""
    noun = next(iter(_A_TELLING.finditer(words, 0, start)), None)
    if noun is None or _HARD.search(words[noun.end() : start]):
        return False
    behind = words[end : end + _REACH]
    denial = next(
        (
            f
            for f in cue("polarity").finditer(behind)
            if f.lastgroup == "denied" and not _negated_before(behind, f)
        ),
        None,
    )
    return denial is not None and not _HARD.search(behind[: denial.start()])


def told_by_doubt(words: str, start: int) -> bool:
    """“There is no certainty that he died”: what governs the clause denies or doubts, though no frame is known.

    >>> text = "No hay nada que permita afirmar que murió."
    >>> told_by_doubt(text, text.index("murió"))
    True
    """
    that = next((m for m in reversed(list(_COMPLEMENT.finditer(words, 0, start)))), None)
    if that is None or start - that.end() > _REACH or _HARD.search(words[that.end() : start]):
        return False
    before = words[max(0, that.start() - 90) : that.start()]
    before = before[max((m.end() for m in _HARD.finditer(before)), default=0) :]
    heard = alarms(before)
    return "neg" in heard and not _NO_DOUBT.search(before)


def _both(said: str | None, framed: Polarity) -> Polarity:
    """A negation inside a frame: “they deny that he was not captured” is rare; the frame of a denial wins."""
    if said == "hedged":
        return framed if framed in ("denied", "withdrawn") else "hedged"
    if said == "denied":
        return "hedged" if framed == "hedged" else "denied"
    return framed


@lru_cache(maxsize=512)
def _joined(sentence: str) -> str:
    """The sentence with the commas around an apposition that is a name, or an age, made into spaces."""
    words = re.sub(r",(\s+\d{1,2}(?:\s(?:лет|года?|рок\w+|рік|років|años|years? old))?),", r" \1 ", sentence)
    for name in find_names(sentence):
        before, behind = words[: name.start].rstrip(), words[name.end :].lstrip()
        if before.endswith(",") and behind.startswith(","):
            at, to = len(before) - 1, words.index(",", name.end)
            words = words[:at] + " " + words[at + 1 : to] + " " + words[to + 1 :]
    return words


def _clause(words: str, start: int, end: int) -> tuple[int, int]:
    low = max((b.end() for b in _BORDER.finditer(words, 0, start)), default=0)
    high = next((b.start() for b in _BORDER.finditer(words, end)), len(words))
    return low, high


def _unsure(clause: str, start: int, end: int) -> bool:
    """“Whether he is alive”, “alive or dead”."""
    before = clause[:start]
    if re.search(
        r"(?<!\w)(?:whether|чи)\s+(?:\S+\s+){0,6}\Z|(?<!\w)ли\s+(?:\S+\s+){0,4}\Z", before, re.IGNORECASE
    ):
        return True
    if re.match(r"\s+(?:ли|чи)(?!\w)", clause[end:], re.IGNORECASE):
        return True
    near = clause[max(0, start - 25) : end + 25]
    return (
        bool(_EITHER.search(near))
        and len({m.lastgroup for m in cue("status").finditer(near)} & {"killed", "alive"}) > 1
    )


def _negation(clause: str, status: str, start: int, end: int) -> str | None:
    """One of denied, hedged, none (nothing is claimed); None where no negation reaches the word."""
    if status == "missing":
        return None
    before, behind = _TOKEN.findall(clause[:start]), _TOKEN.findall(clause[end:])
    for n, token in enumerate(reversed(before)):
        between = before[len(before) - n :]
        if (
            n <= _NEAR_WORDS
            and cue("negation").fullmatch(token)
            and not (between and _ONLY.match(between[0]))
        ):
            return _head(between, status)
    first = next((n for n, t in enumerate(before) if cue("negation").fullmatch(t)), None)
    if first is not None and any(_CONFIRM.match(t) for t in before[first:]):
        return "hedged"
    for n, token in enumerate(behind[:4]):
        if n <= 1 and _IS_NOT.match(token):
            return "denied"
        if cue("negation").fullmatch(token) and len(behind) > n + 1:
            return _behind(behind[n + 1], status)
    return None


def _head(between: list[str], status: str) -> str | None:
    """What stands between a negation and the word: its head decides."""
    for token in between:
        if _PROVES.match(token):
            return "denied"
        if _CONFIRM.match(token) or _BELIEVES.match(token):
            return "hedged"
        if _KNOWS.match(token):
            return "none"
        if _REPORTS.match(token):
            return "none"
    strange = [token for token in between if not _AUXILIARY.match(token)]
    if len(strange) > 2:
        return None
    return "denied" if status in ("killed", "captured", "wounded", "returned", "released") else "none"


def _behind(verb: str, status: str) -> str | None:
    """“В плен не попал”, “о его гибели не сообщали”, “слухи о гибели не подтвердились”."""
    if _PROVES.match(verb) or _BECOMES.match(verb):
        return "denied"
    if _CONFIRM.match(verb):
        return "hedged"
    if _REPORTS.match(verb):
        return "denied" if status == "killed" else "none"
    return None


def _hoped(words: str, low: int, start: int) -> bool:
    """Whether the word is only hoped for, asked for or a condition: in its clause, or governed from the one before."""
    clause = words[low:start]
    if _wished(clause):
        return True
    if not low:
        return False
    governed = _THAT.match(clause) or re.match(
        r"\s*(?:чтоб\w*|щоб|аби|para que|a que|to|если|якщо|if|si|когда|коли|cuando|until|hasta que)\b",
        clause,
        re.IGNORECASE,
    )
    return bool(governed) and _wished(words[max(0, low - _REACH) : low].rpartition(";")[2])


def _wished(text: str) -> bool:
    # Надія and Вера are names; so is Hope.
    return any(not found[0][0].isupper() or not found.start() for found in cue("irrealis").finditer(text))


def _framed(words: str, clause: tuple[int, int], word: tuple[int, int], status: str) -> Polarity:
    """What words of doubt, denial or former belief do to the status word."""
    said: Polarity = "asserted"
    for kind, found in _frames(words):
        if not _reaches(words, found, clause, word) and not (
            kind == "hedged" and _opens(words, found, clause[0])
        ):
            continue
        if kind == "denied":
            return "denied"
        if kind == "hedged" and said == "asserted":
            said = "hedged"
        if kind == "withdrawn" and (
            status in ("killed", "captured") or (found.start() > word[1] and status != "missing")
        ):
            said = "withdrawn"
    return said


def _frames(words: str) -> Iterator[tuple[str, re.Match[str]]]:
    for found in cue("polarity").finditer(words):
        kind = found.lastgroup or ""
        if kind == "hedged" and (
            _CONTRARY.search(words[: found.start()]) or _NO_NEWS.match(words, max(0, found.start() - 3))
        ):
            continue
        if kind == "denied" and _negated_before(words, found):
            continue
        yield kind, found
    for found in cue("superseded").finditer(words):
        yield "withdrawn", found


def _negated_before(words: str, found: re.Match[str]) -> bool:
    """“They do not deny that …” denies nothing."""
    tokens = _TOKEN.findall(words[max(0, found.start() - 25) : found.start()])[-2:]
    return any(cue("negation").fullmatch(token) for token in tokens) and not cue("negation").fullmatch(
        found[0]
    )


def _reaches(words: str, found: re.Match[str], clause: tuple[int, int], word: tuple[int, int]) -> bool:
    low, high = clause
    if low <= found.start() < high:
        way = words[min(found.end(), word[1]) : max(found.start(), word[0])]
        return len(way) <= _REACH
    if found.end() <= low:
        between = words[found.end() : low]
        governed = _THAT.match(words[low:high]) or re.search(
            r"(?<!\w)(?:что|що|que|that|о|об|про|de|of|sobre)\s[^,;]*\Z", between, re.IGNORECASE
        )
        return bool(governed) and len(between) <= _REACH and not _HARD.search(between)
    # Behind the clause: only where the clause goes on after an insertion (“…, who …, is false”).
    between = words[high : found.start()]
    if _INFORMED.search(words[low : word[0]]) and len(between) <= _REACH and not _HARD.search(between):
        return True  # “the news of his death, spread by some channels, is not true”
    return len(between) <= 60 and not _HARD.search(between) and bool(_PREDICATE.search(between))


def _opens(words: str, found: re.Match[str], low: int) -> bool:
    """“By unconfirmed reports, …”, “Perhaps, …”: a doubt that opens the sentence governs what follows its comma."""
    return (
        found.start() <= _OPENING
        and 0 <= low - found.end() <= _OPENING
        and words[:low].rstrip().endswith(",")
        and words[:low].count(",") == 1
    )


_PREDICATE = re.compile(
    r"(?:,\s*(?:сообщил\w*|заявил\w*|dijo|said|повідоми\w+|aseguró|afirmó|по словам|за словами|según)|\b(?:is|are|was|were|es|son|era|это|це)\s*\Z|,\s*(?:это|це|що|что|lo|which|que)\s)",
    re.IGNORECASE,
)


def _answered(words: str, end: int) -> bool:
    """“…, but this information turned out false”, “… — it is a fake”."""
    behind = words[end:]
    denial = next((f for f in cue("polarity").finditer(behind) if f.lastgroup == "denied"), None)
    if denial is None:
        return False
    before = behind[: denial.start()]
    return bool(_ANSWER.search(behind[: denial.end() + 1])) and not cue("status").search(before)
