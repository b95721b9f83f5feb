"""The words of a text in one plain spelling, and which of them say little."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

LONGEST = 60
"""No word is longer; what is longer is noise."""

_WORD = re.compile(r"[^\W_]+(?:[’'ʼ´`][^\W_]+)*")


def words(text: str) -> list[str]:
    """The words of a text: small letters, no accents, foto's as fotos; single letters say nothing and are left out."""
    low = text.lower()
    found = _WORD.findall(low)
    if not low.isascii() or "'" in low:
        found = [plain(word) for word in found]
    return [word for word in found if 1 < len(word) <= LONGEST]


def accented(text: str) -> Iterator[tuple[str, str]]:
    """The words with accents or marks, in plain spelling and as they are written."""
    if not text.isascii() or "'" in text:
        for word in _WORD.findall(text.lower()):
            if (bare := plain(word)) != word:
                yield bare, word


@lru_cache(100_000)
def plain(word: str) -> str:
    """The word without accents and without marks inside."""
    if word.isascii():
        return word.replace("'", "")
    apart = unicodedata.normalize("NFKD", word).lower()
    return "".join(sign for sign in apart if sign.isalnum() and not unicodedata.combining(sign))


def listed(text: str) -> frozenset[str]:
    """The words of a list as it is written here."""
    return frozenset(text.split())


# Words that only join others.
SMALL = listed(
    """
    aan af al alle als altijd zoek ander andere anders ben bent bij binnen bijna boven buiten daar daarna daarom dan dat de deze
    die dit doch doen doe doet gedaan door dus echt een eens eerst eigen eigenlijk elk elke elkaar en enige er ergens erg ermee etc even
    ga gaan gaat geen geweest gewoon gaf gehad had hadden haar heb hebben hebt heeft heel helemaal hem hen het hier hij hoe hoewel hun
    iemand iets ik in inmiddels is ja je jou jouw jullie kan kom komen komt kon konden kunnen kunt laat laten liever maar
    mag me mee meer meest men met mij mijn misschien mocht moest moet moeten mogen mn na naar naast nee net niet niets niemand nieuwe
    niks nodig nog nogal nou nu of om omdat ons onze ook op over per s soms steeds te tegen ten ter terwijl tijdens tot toch toen tussen
    u uit uw van vaak veel ver via vinden voor vooral vanaf waar waarom wanneer want was waren wat we weer weet weg wel welk welke
    weten werd werden wie wij wil willen wilt worden wordt word worden zal ze zeer zelf zich zichzelf jezelf mezelf mijzelf onszelf zij zijn zn zo zoals zoiets zodat zou zouden
    zonder zulk zulke hele nooit ooit naartoe vandaan zon dr bv bijv graag hoeveel krijg krijgen krijgt iedereen ieder iedere allemaal hoort heen geworden gewoonweg
    a an and any are as at be because been but by can could did do does for from get has have he her his how i if
    into it its just like may me my no not on or our out she should so some than that the their them then there they
    this to too us was what when where which who why will with would you your about am were being
    """
)  # fmt: skip

# What a saying may have between its words: `redt het niet` and `redt ze het echt niet` say the same.
BETWEEN = listed(
    """
    de het een ik je jij jou jouw hij ze zij we wij jullie mijn zijn haar hun ons onze me mij zich u uw hem mn zn
    is ben bent was waren heb hebt heeft hebben had wordt worden word er dat die dit te zo heel erg echt maar ook nog
    steeds eigenlijk gewoon helemaal toch even zelf
    the a an my his her their our your i he she they we you it is are am was be to really so very
    """
)  # fmt: skip

# Words that are in nearly every story and say little of its subject, in all their forms: people, time and ways of speaking.
FAINT_DUTCH = listed(
    """
    mensen mens man vrouw mannen vrouwen persoon personen buurman buurvrouw zoon dochter moeder vader oma opa tante oom vriend vriendin
    kennis familie leven huis thuis dag dagen week weken maand jaar jaren tijd nacht avond ochtend vandaag morgen gisteren
    goed goede slecht groot grote klein kleine nieuw oud oude mooi echte leuk leuke lang lange snel snelle vroeg laat beter beste
    zeggen zegt zei gezegd denken denk denkt dacht zien ziet zie gezien maken maak maakt gemaakt nemen neemt geven geeft gegeven gekregen
    vind vindt gevonden staan staat sta stond zitten zit zat liggen ligt lag lopen loopt blijven blijft houden houdt hou lukt lukken
    gebruiken gebruikt beginnen begint begonnen proberen probeert willen vragen vraag vraagt gevraagd voelen voelt voel
    dingen ding zaken stuk paar deel kant plaats manier keer soort voorbeeld probleem problemen
    durf durft durven helpen help helpt hulp steeds werken werkt samen alles bang
    ondersteunen ondersteuning begeleiden begeleiding organiseren leren anders kwijt horen
    """
)  # fmt: skip
FAINT_ENGLISH = listed(
    """
    people person man woman thing things day time year good bad new old want wants need needs help make makes take know think feel
    someone somebody anyone everybody everyone something really very much many more most still
    """
)  # fmt: skip
FAINT = FAINT_DUTCH | FAINT_ENGLISH
