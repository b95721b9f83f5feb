"""The parts of a Dutch compound: buurtbarbecue is buurt and barbecue, when both are known words."""

from collections.abc import Set
from functools import lru_cache

from wijkwerk.library.search.dutch import stem
from wijkwerk.library.search.words import listed

SHORTEST, SHORTEST_PART, MOST_PARTS = 7, 4, 4
LINKS = ("", "s", "en", "n", "e", "ne", "er")

# Parts of three letters are only these: others (net, ton, eis) are found everywhere inside words.
SHORT = listed("wet les wmo ggz bus bad dag opa oma bbq fit app ict cao oud")
# What is in front of or behind a word without making it a compound.
NOT_PARTS = listed(
    """
    onder over voor door achter tegen samen terug boven binnen buiten tussen zonder mede vooruit eerste even hier daar waar
    lijke kende loos baar schap zaam heid heden lijk achtig ling ster waarts gewijs matig vuldig ring ding ning teren eren ende atie ties iteit
    eigen alle alles ieder haar hunne onze niet niets meer zeer veel vele deze dien mijn zijn hebben worden wordt heen eens ereen
    """
)  # fmt: skip
# Second halves that are seldom seen alone.
HALVES = listed(
    """
    verlening bestrijding voorziening voorzieningen aanpak beleid dienst diensten bureau loket spreekuur huis huizen winkel winkels
    groep groepen werk werker werkers tafel kaart kring kringen club clubs vereniging fonds bank centrum plein park tuin straat feest
    avond middag ochtend bijeenkomst gesprek gesprekken cursus training steun hulp zorg vraag vragen problemen probleem project
    plan plannen team teams raad raden budget geld kosten lasten schuld schulden regeling regelingen toeslag uitkering vergoeding
    coach maatje maatjes netwerk overleg overlast rommel vuil afval ruzie ruzies conflict conflicten geweld misbruik mishandeling
    verslaving preventie onderzoek cijfers figuur methode methodiek model taal school scholen lessen opleiding begeleiding
    begeleider ondersteuning ondersteuner opvang woning woningen kamer kamers bewoners bewoner kinderen jongeren ouderen ouders
    """
)  # fmt: skip


class Splitter:
    """Cuts words into parts that are words by themselves in this library or its thesaurus."""

    def __init__(self, known: Set[str]) -> None:
        self._words = {word for word in (known | HALVES) if _may_be_part(word)}
        self._stems = {stem(word) for word in self._words}
        self._beginnings = {one for one in self._stems if len(one) > SHORTEST_PART and _may_be_part(one)}
        self.parts = lru_cache(50_000)(self._parts)

    def _parts(self, word: str) -> tuple[str, ...]:
        """The parts, fewest and longest first choice; nothing when the word is no compound of known words."""
        if len(word) < SHORTEST or not word.isalpha():
            return ()
        found = self._cut(word, MOST_PARTS)
        return found if len(found) > 1 else ()

    def halves(self, word: str) -> tuple[str, ...]:
        """The longest known word that this unknown word begins with, and the longest that it ends with."""
        ends = range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1)
        first = next((word[:end] for end in ends if self._is_word(word[:end])), None)
        last = next((word[-end:] for end in ends if self._is_word(word[-end:])), None)
        return tuple(part for part in (first, last) if part)

    def _cut(self, word: str, most: int) -> tuple[str, ...]:
        """The best way to cut the rest of a word into at most so many parts; nothing when there is none.

        The stem of a verb is a beginning too, when no word is: wandel in wandelclub.
        """
        return self._best_cut(word, most, self._words) or self._best_cut(word, most, self._beginnings)

    def _best_cut(self, word: str, most: int, beginnings: Set[str]) -> tuple[str, ...]:
        best: tuple[str, ...] = ()
        for end in range(3, len(word) - 2):
            head = word[:end]
            if head not in beginnings:
                continue
            for link in LINKS:
                tail = word[end + len(link) :]
                if len(tail) < 3 or not word.startswith(link, end) or (link == "er" and head != "kind"):
                    continue
                rest = (tail,) if self._is_word(tail) else self._cut(tail, most - 1) if most > 2 else ()
                if rest and (not best or _worth(head, rest) > _worth(best[0], best[1:])):
                    best = (head, *rest)
        return best

    def _is_word(self, part: str) -> bool:
        return part in self._words or (_may_be_part(part) and len(part) > SHORTEST_PART and stem(part) in self._stems)


def _worth(head: str, rest: tuple[str, ...]) -> tuple[int, int]:
    return -len(rest), min(len(head), *map(len, rest))


def _may_be_part(word: str) -> bool:
    return word.isalpha() and (len(word) >= SHORTEST_PART or word in SHORT) and word not in NOT_PARTS
