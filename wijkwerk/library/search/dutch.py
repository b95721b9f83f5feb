"""Forms of one Dutch word brought together: the stem for its inflections, the root for what is made of it.

A stem is a key and never shown. It need not be a word: `eenzam` stands for eenzaam, eenzame and eenzamer.
Snowball's Dutch takes gezond for zon and gemeente for gemeen, and leaves betaalt beside betalen; see decision 14.
"""

import re
from functools import lru_cache

from wijkwerk.library.search.irregular import FORMS, ITSELF, LONGEST, NOUNS, SHORTEST_TAIL, VERBS
from wijkwerk.library.search.words import listed

KEPT = 100_000
VOWELS = "aeiouy"
SHORTEST = 4
"""Words of fewer letters have no endings."""

_GROUPS = re.compile("[aeiouy]+")
_LONG = re.compile(r"(aa|ee|oo|uu)([bcdfgklmnprst])\Z")
_SHORT = re.compile(r"(?:\A|[^aeiouy])([aeou])[bdfgklmnprst]\Z")
_PLURAL_S = re.compile(
    r"(?:[^aeiouy](?:ie|a|o|y)|je|[dgklmnptu]e|[ei]l|em|en|on|aar|aard|ll|ol|am|ilm|im|ap|op|pp|ub|og|ing)s\Z"
)
_NO_T = re.compile(
    r"(?:buurt|kaart|hart|start|soort|kort|sport|poort|port|poort|taart|zwart|concert|expert|part|art|kant|krant"
    r"|[aei]nt|[pm]unt|(?<!o)ont|markt|schrift|gift|lift|cept|script|[hc]t)\Z"
)
_VERB_T = re.compile(r"(?:[bfgjklmnprwd]|huis|lees|kies|reis|vrees|lies|los|lis|pas|mis|wis)t\Z")
_PARTICIPLE = re.compile(r"(?:[lrgsfmwv]|[aeiou][aeiou]n|ij|oei|aai)d\Z")
_PREFIXED = re.compile(r"(?:be|ver|ont|her|mis|ge|onder|over)[a-z]{3}")
_SMALL_TJE = re.compile(
    r"(?:(?:aa|ee|oo|uu|ie|ij|ei|ou|au|ui|oe|eu)[nlw]|[^aeiouy](?:el|er)|[io]er|ooi|aai|oei)(?=tje\Z)|(?:aa|oo|oe|l|r)m(?=pje\Z)"
)
_NO_PARTICIPLE = re.compile(r"(?:beeld|wereld|geweld|geduld|beleid|voorbeeld|herd|waard|woord|vreugd|veld|geld)\Z")
_APART = (
    "aan", "achter", "af", "bij", "buiten", "door", "in", "klaar", "los", "mee", "na", "om", "op", "over", "rond",
    "samen", "tegen", "terug", "thuis", "toe", "uit", "vast", "voor", "weg",
)  # fmt: skip
_PREFIXES = {*_APART, "be", "ver", "ont", "her", "mis", "onder", "vol"}
_GE = re.compile(rf"(?P<apart>{'|'.join(_APART)})?ge(?P<verb>[a-z]{{4,}})\Z")

_MADE = (
    ("itet", ""), ("atie", ""), ("ering", ""), ("heid", ""), ("erend", ""), ("end", ""), ("elijk", ""), ("lijk", ""),
    ("ing", ""), ("ar", ""), ("er", ""), ("mt", "m"),
)  # fmt: skip
_NOT_MADE = listed(
    """moeder vader broeder zuster zomer winter water kamer meter later onder ander verder eerder nummer letter wonder
    koning woning halling klooster venster theater computer leider cijfer minister master kleuter kelder koffer
    ijver honger donder suiker oever offer wijzer spijker meester sleutel ambtenaar lekker zeker somber helder zuiver
    partner poster rechter schouder vlinder ding ring kring tering eenling burgemeester burger jonger meer"""
)
_SHORTEST_ROOT = 4


@lru_cache(KEPT)
def stem(word: str) -> str:
    """The key that all inflections of the word share; the word is in small letters, without accents."""
    return _canonical(*_stripped(word))


@lru_cache(KEPT)
def root(word: str) -> str:
    """The key that a word shares with what is made of it: eenzaam and eenzaamheid, wonen and bewoner not."""
    key = stem(word)
    if key in _NOT_MADE or word in _NOT_MADE:
        return key
    for ending, instead in _MADE:
        if key.endswith(ending):
            base = key[: -len(ending)] + instead
            if len(base) >= (_SHORTEST_ROOT - 1 if ending in {"heid", "ing"} else _SHORTEST_ROOT):
                return _canonical(_closed(base), ending != "heid" and not _is_doubled(base))
    return key


def _stripped(word: str) -> tuple[str, bool]:
    """The word without its ending, and whether that opened its last syllable."""
    if len(word) < SHORTEST or word in ITSELF:
        return word, False
    if (changed := _irregular(word)) is not None:
        return changed, False
    verb = _GE.match(word)
    if verb and _is_participle(word):
        base = (verb["apart"] or "") + verb["verb"]
        return (base[:-1] if _VERB_T.search(word) or word[-1] == "d" else base), False
    if word.endswith("heden"):
        return word[:-5] + "heid", False
    if word.endswith("en"):
        return _opened(word[:-2]) if len(word) > SHORTEST else (word, False)
    if word.endswith("jes"):
        word = word[:-1]
    elif word.endswith("ers") and len(word) > 5:
        return word[:-1], False
    elif _PLURAL_S.search(word) and len(word) > SHORTEST:
        word = word[:-1]
    if word.endswith("e") and not word.endswith(("ee", "ie", "oe")) and len(word) > SHORTEST - 1:
        if word.endswith("je") and len(word) > SHORTEST and word[-3] not in VOWELS and word not in {"meisje", "beetje"}:
            return word[: -3 if _SMALL_TJE.search(word) else -2], False
        return _opened(word[:-1])
    if _VERB_T.search(word) and not _NO_T.search(word):
        return word[:-1], False
    if _PARTICIPLE.search(word) and _PREFIXED.match(word) and not _NO_PARTICIPLE.search(word):
        return word[:-1], False
    return word, False


def _is_participle(word: str) -> bool:
    """Whether a word with ge- in it is a participle by its end: gezorgd and gepest, not gezond and gezicht."""
    if word.endswith(("cht", "nst")) or _NO_PARTICIPLE.search(word):
        return False
    return word.endswith("t") or _PARTICIPLE.search(word) is not None


def _irregular(word: str) -> str | None:
    """The stem of a strong verb, also behind a prefix, or of a changing noun, also at the end of a compound."""
    if word in FORMS:
        return FORMS[word]
    for start in range(max(2, len(word) - LONGEST), len(word) - SHORTEST_TAIL + 1):
        tail = word[start:]
        if tail in NOUNS or (tail in VERBS and word[:start] in _PREFIXES):
            return word[:start] + FORMS[tail]
    return None


def _opened(base: str) -> tuple[str, bool]:
    """The base that an ending with a vowel was taken from, and whether its last syllable was open."""
    base, is_doubled = _past(_closed(base)), _is_doubled(base)
    if _PARTICIPLE.search(base) and _PREFIXED.match(base) and not _NO_PARTICIPLE.search(base):
        return base[:-1], False
    return base, not is_doubled


def _is_doubled(base: str) -> bool:
    return base[-1:] == base[-2:-1]


def _closed(base: str) -> str:
    """The base as it is written when nothing follows: mann is man, huiz is huis, briev is brief."""
    if len(base) > 2 and base[-1] == base[-2] and base[-1] not in VOWELS:
        return base[:-1]
    return base[:-1] + {"z": "s", "v": "f"}.get(base[-1:], base[-1:])


def _past(base: str) -> str:
    """Without the d or t of a past tense: zorgd is zorg; grond and markt stay."""
    if (
        base.endswith(("gd", "rkt", "lpt", "gt", "eerd", "uurd", "aakt", "ookt", "uikt"))
        and len(base) > SHORTEST
        and not base.endswith(("eugd", "naakt", "verkeerd"))
    ):
        return base[:-1]
    return base


def _canonical(base: str, opened: bool) -> str:
    """One spelling for vowels that are written long or short by their place in the word.

    A word of one syllable keeps its vowel (taal is not tal); in a longer word nothing is lost by writing it short.
    """
    if len(_GROUPS.findall(base)) > 1:
        return _LONG.sub(lambda found: found[1][0] + found[2], base)
    if opened and (short := _SHORT.search(base)):
        return base[: short.start(1)] + short[1] * 2 + base[short.end(1) :]
    return base


_SOUNDS = (
    ("sch", "sg"), ("ch", "g"), ("ij", "ei"), ("auw", "au"), ("ouw", "au"), ("ou", "au"), ("dt", "t"), ("th", "t"),
    ("ph", "f"), ("qu", "kw"), ("x", "ks"), ("ieuw", "iw"), ("eeuw", "eew"), ("ie", "i"), ("y", "i"), ("z", "s"), ("v", "f"),
)  # fmt: skip
_SOFT_C = re.compile("c(?=[eiy])")
_TWICE = re.compile(r"(.)\1+")
_LAST_D = re.compile(r"d\Z|d(?=s\Z)")


@lru_cache(KEPT)
def sound(word: str) -> str:
    """How the word sounds, for spelling by ear: mantelsorg and eensaamhijd are heard as meant."""
    heard = _SOFT_C.sub("s", word)
    for written, said in _SOUNDS:
        heard = heard.replace(written, said)
    heard = _LAST_D.sub("t", heard.replace("c", "k"))
    return _TWICE.sub(r"\1", heard)
