"""Every word of the library and its thesaurus: its keys, its relatives, its parts and its look-alikes."""

from wijkwerk.library.search import english
from wijkwerk.library.search.compounds import Splitter
from wijkwerk.library.search.dutch import root, stem
from wijkwerk.library.search.postings import PART, Keys, Postings
from wijkwerk.library.search.spelling import Near, Speller
from wijkwerk.library.search.thesaurus import Thesaurus


class Lexicon:
    """What is known of words before anybody asks for one."""

    def __init__(self, known: set[str], thesaurus: Thesaurus) -> None:
        self.known = known | thesaurus.words
        self.thesaurus = thesaurus
        self.splitter = Splitter(self.known)
        self._keys: dict[str, int] = {}
        self._relatives: dict[str, list[int]] = {}

    def keys_of(self, word: str) -> Keys:
        """The keys under which an entry with this Dutch word is found: its own, and those of its parts."""
        own = stem(word)
        parts = {stem(part): PART for part in self.splitter.parts(word)}
        return ((own, 1.0), *((key, share) for key, share in parts.items() if key != own))

    @staticmethod
    def english_keys_of(word: str) -> Keys:
        """The key under which an entry with this English word is found."""
        return ((english.stem(word), 1.0),)

    def learn(self, postings: Postings, dutch: set[str]) -> None:
        """Know which keys there are, which belong together, and which words a typing error may have been."""
        self._keys = postings.keys
        for word in sorted(dutch):
            key = self._keys[stem(word)]
            relatives = self._relatives.setdefault(root(word), [])
            if key not in relatives:
                relatives.append(key)
        self.speller = Speller(self.known)

    def key(self, word: str) -> int | None:
        """The key of all inflections of a Dutch word; None when no entry has one."""
        return self._keys.get(stem(word))

    def english_key(self, word: str) -> int | None:
        """The key of all inflections of an English word; None when no entry has one."""
        return self._keys.get(english.stem(word))

    def relatives(self, word: str) -> list[int]:
        """The keys of words made of the same root: eenzaamheid for eenzaam."""
        return self._relatives.get(root(word), [])

    def near(self, word: str) -> list[Near]:
        """The known words that this unknown word was probably meant to be."""
        return self.speller.near(word)
