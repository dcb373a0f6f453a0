"""Arabic names in Arabic and in Latin letters: articles, Abd al-, the consonants that both scripts share."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from regreso.facts.names.readings import AtHand, readings_in, skeleton
from regreso.facts.names.scripts import script_of, words_of
from regreso.facts.names.tables import kept, rows_of

# Words before a family name that many leave out or write together: de la Cruz, el-Masri, van der Berg.
_PARTICLES = frozenset("al el ul de del la las los y da das do dos di du van von der den ter".split())  # noqa: SIM905 - a list of words
_ARTICLE = re.compile(r"(?:al|el|ul|a[sdtrnz]|e[sdtrnz]|ash|esh|ach|ech)-(?=\w{2})")
_SERVANT = re.compile(r"(?<=\babd)(?:[ -]?[aeu]l)?[ -]?(?:(?:al|a[sdtrnz]|ash)-)?(?!l?l?ah)(?=[^\W\d_]{3})")
_SERVANT_ARABIC = re.compile(r"عبد ?ال(?!له)")
_ARTICLE_ARABIC = re.compile(r"\b[اﭐ]?ل?ال(?=\w{3})")
_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
_FAITH = re.compile(
    r"(?<=[^\W\d_])[ -]+(?:(?:al|ul|el|e|ed|ad|ud|oud)[ -])?(?:[aeu]d)?d(?:i|ee)ne?\b", re.IGNORECASE
)
_FAITH_ARABIC = re.compile(r"(?<=\w) +(?:ال)?دين\b")
# A kunya, "father of" or "mother of" somebody: in brackets it is no part of the name proper.
_KUNYA = r"(?:abu|abou|abo|umm|um|oum|أبو|ابو|أبا|ابا|أبي|أم|ام)"
_ASIDE = re.compile(rf"\s*[(«\"“„\[]\s*{_KUNYA}[ -][^)»\"”“\]]*[)»\"”“\]]", re.IGNORECASE)
_SON = re.compile(r"\A(?:bin|ibn|ben|bint|بن|ابن|بنت) +(?=\S)", re.IGNORECASE)
_HAS_KUNYA = re.compile(rf"\A{_KUNYA}[ -]+(?=\S)", re.IGNORECASE)
_JOINED_ARTICLE = re.compile(r"\A[ae]l(?=\w{4})")
TRADITIONS = ("arabic_c", "arabic_h")


def without_particles(text: str) -> tuple[str, ...]:
    """The words of a name without articles and particles; all of them where nothing else is left.

    >>> without_particles("de la Cruz"), without_particles("al-Tamimi"), without_particles("التميمي")
    (('Cruz',), ('Tamimi',), ('تميمي',))
    """
    words = words_of(plain(text))
    kept = tuple(bare for word in words if word.lower() not in _PARTICLES for bare in [_bare(word)] if bare)
    return kept or words


def _bare(word: str) -> str:
    start = _ARTICLE.match(word.lower())
    return word[start.end() :] if start else _ARTICLE_ARABIC.sub("", word)


def plain(text: str) -> str:
    """A name with Abd al- or al-Din as one word, without a kunya in brackets and without vowel marks.

    >>> plain("Abd al-Rahman"), plain("Abdul Karim"), plain("عبد القادر"), plain("Abdullah")
    ('AbdRahman', 'AbdKarim', 'عبدقادر', 'Abdullah')
    >>> plain("Salah al-Din Khalil"), plain("نور الدين"), plain("Kamal (Abu Ahmad) Nidal")
    ('Salahdin Khalil', 'نوردين', 'Kamal Nidal')
    """
    if _ASIDE.search(text):
        text = _ASIDE.sub("", text).strip() or text
    text = _FAITH.sub("din", text) if "d" in text.lower() else text
    text = _FAITH_ARABIC.sub("دين", text) if "دين" in text else text
    if "bd" in text.lower():
        low = text.lower()
        for match in reversed(list(_SERVANT.finditer(low))):
            if match.end() > match.start():
                text = text[: match.start()] + text[match.end() :]
        return text
    if "عبد" in text or _MARKS.search(text):
        text = (
            _SERVANT_ARABIC.sub("عبد", _MARKS.sub("", text))
            .replace("عبد الله", "عبدلا")
            .replace("عبدالله", "عبدلا")
        )
    return text


def is_kunya(text: str) -> bool:
    """Whether a name is "father of" or "mother of" somebody, as family names are too.

    >>> is_kunya("Abu Jamal"), is_kunya("أم علي"), is_kunya("Abubakar")
    (True, True, False)
    """
    return bool(_HAS_KUNYA.match(text))


@lru_cache(maxsize=200_000)
def bones_of(word: str) -> tuple[str, ...]:
    """The consonants of one name, as an Arabic writer puts them; for Latin letters in one or two ways.

    >>> set(bones_of("محمد")) & set(bones_of("Mouhammad")), set(bones_of("Fathi")) & set(bones_of("فتحي"))
    ({'mxmd'}, {'ftx'})
    """
    low = word.lower().replace("-", "")
    known = AtHand.bones.get(low)
    if known is not None:
        return known
    forms = [low, without_joined_article(low)] if script_of(low) == "latin" else [low]
    found = [skeleton(sound) for form in forms for sound in readings_in(form, TRADITIONS)]
    return tuple(dict.fromkeys(b for b in found if b))


def without_joined_article(low: str) -> str:
    """A name in small Latin letters without an article that is written together with it.

    >>> without_joined_article("almasri"), without_joined_article("albo")
    ('masri', 'albo')
    """
    return _JOINED_ARTICLE.sub("", low)


@cache
def _stock() -> frozenset[str]:
    return kept("arabic", _usual)


def _usual() -> frozenset[str]:
    names = (name for _, name, _ in rows_of("arabic_names.tsv"))
    found = (b for name in names for b in bones_of("".join(without_particles(name))))
    return frozenset(b for b in found if len(b) > 1)


@lru_cache(maxsize=200_000)
def looks_arabic(text: str) -> bool:
    """Whether a name in Latin letters has the consonants of an Arabic one, or an Arabic article.

    >>> looks_arabic("Mouhamed"), looks_arabic("el-Khatib"), looks_arabic("Shevchenko")
    (True, True, False)
    >>> looks_arabic("Ben Salah"), looks_arabic("Ben Johnson")
    (True, False)
    """
    if script_of(text) != "latin":
        return False
    whole = "".join(without_particles(_SON.sub("", _HAS_KUNYA.sub("", text))))
    return bool(_ARTICLE.match(text.lower())) or any(b in _stock() for b in bones_of(whole))
