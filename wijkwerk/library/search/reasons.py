"""Why an entry was found: which asked word is where, and how; as data and as one sentence."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from wijkwerk.library.search import english
from wijkwerk.library.search.dutch import root, stem
from wijkwerk.library.search.fields import FIELDS, PLACE
from wijkwerk.library.search.postings import Postings
from wijkwerk.library.search.question import Way
from wijkwerk.library.search.words import plain

Kind = Literal["word", "form", "part", "typo", "meaning", "subject"]

SAYS: dict[Kind, tuple[str, str]] = {
    "word": ("‘{word}’ staat in {place}", "‘{word}’ is in {place}"),
    "form": ("‘{word}’ in {place} is een vorm van ‘{asked}’", "‘{word}’ in {place} is a form of ‘{asked}’"),
    "part": ("‘{word}’ in {place} hoort bij ‘{asked}’", "‘{word}’ in {place} shares a part with ‘{asked}’"),
    "typo": (
        "‘{asked}’ is hier gelezen als ‘{word}’, in {place}",
        "‘{asked}’ is read here as ‘{word}’, in {place}",
    ),
    "meaning": ("‘{asked}’ betekent hier ‘{word}’, in {place}", "‘{asked}’ means ‘{word}’ here, in {place}"),
    "subject": ("gaat over hetzelfde als ‘{word}’", "is about the same as ‘{asked}’"),
}


class Reason(NamedTuple):
    """The asked word, the word of the entry that answers to it, the place of that word, and how it answers.

    Of the kind `subject` nothing was asked: `word` is the title of what the entry is about the same as, and `asked` that
    title in English.
    """

    asked: str
    word: str
    place: str
    kind: Kind


def reason(asked: str, way: Way, entry: int, postings: Postings) -> Reason | None:
    """The reason why the entry answers to the asked word in this way; its best word when there are more."""
    found = [(PLACE[best[1]], *best) for key in way.keys if (best := postings.best(key, entry))]
    if not found:
        return None
    if way.how == "meaning":
        first = min(found)[2]
        return Reason(asked, " ".join(dict.fromkeys(word for _, word, _ in found)), first, "meaning")
    _, word, place = min(found)
    return Reason(asked, word, place, "typo" if way.how == "typo" else _kind(asked, plain(word)))


def _kind(asked: str, word: str) -> Kind:
    if asked == word:
        return "word"
    is_form = stem(asked) == stem(word) or root(asked) == root(word) or english.stem(asked) == english.stem(word)
    return "form" if is_form else "part"


def sentence(reasons: Sequence[Reason], language: str) -> str:
    """The reasons as one sentence; what stands in the same way in the same place is said together."""
    english_ = language == "en"
    said = []
    for reason_ in reasons:
        field = FIELDS[PLACE[reason_.place]]
        said.append(
            SAYS[reason_.kind][english_].format(
                asked=reason_.asked, word=reason_.word, place=field.en if english_ else field.nl
            )
        )
    return "; ".join(said) + "." if said else ""
