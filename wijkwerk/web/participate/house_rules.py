"""The house rules by which statements are read: a statement that is not placed breaks one of these, and is told which."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Document = tuple[str, str, str]


@dataclass(frozen=True)
class HouseRule:
    """One rule: its id, which never changes, the sentence people read, and where it comes from."""

    id: str
    sentence: str | Promise
    source: tuple[Document, ...] = ()
    ours: str | Promise = ""


RULES = (
    HouseRule(
        "about-the-question",
        _("Je stelling gaat over de vraag van deze dialoog."),
        ours=_("zo praat iedereen over hetzelfde"),
    ),
    HouseRule(
        "one-thing",
        _("Je zegt één ding per stelling. Dan kan een ander het ermee eens of oneens zijn."),
        ours=_("op twee dingen tegelijk kun je niet één antwoord geven"),
    ),
    HouseRule(
        "new",
        _("Je stelling staat er nog niet in andere woorden."),
        ours=_("anders verdelen de antwoorden zich over twee dezelfde stellingen"),
    ),
    HouseRule(
        "nobody-named",
        _("Je schrijft niet over één mens: geen naam, adres, nummer, of iets waaraan je iemand herkent."),
        ours=_("wie in een stelling staat, kan zich niet verweren"),
    ),
    HouseRule(
        "no-accusation",
        _("Je beschuldigt niemand. Weet je iets dat niet mag, bel dan wie op deze pagina staat, of de politie."),
        ours=_("een beschuldiging hoort bij iemand die haar kan uitzoeken"),
    ),
    HouseRule(
        "nobody-less",
        _("Je maakt geen groep mensen minder waard dan een ander. Een scherpe mening mag wel."),
        source=(("movisies-002", "3276-3277, 3286-3306", ""),),
        ours=_("in de bron gaat het over berichten bij een gemeente of organisatie"),
    ),
    HouseRule(
        "no-threat",
        _("Je dreigt niet en roept niet op tot geweld."),
        ours=_("veiligheid gaat voor"),
    ),
    HouseRule(
        "no-link",
        _("Er staat geen link in. Schrijf in je eigen woorden wat je vindt."),
        source=(("movisies-000", "1822-1834", ""),),
        ours=_("de bron noemt links naar extreme bronnen; wij laten elke link weg, want in een stelling is er geen nodig"),
    ),
    HouseRule(
        "of-this-dialogue",
        _("Je houdt je aan de eigen huisregels van deze dialoog, als die er zijn."),
        ours=_("wie de dialoog leidt kan er regels bij zetten"),
    ),
)  # fmt: skip
# Of an idea only this is read first: whether it is about one human, accuses or hurts. These rules name no statement.
FOR_IDEAS = tuple(
    rule for rule in RULES if rule.id in ("nobody-named", "no-accusation", "nobody-less", "no-threat", "no-link")
)
BY_ID = MappingProxyType({rule.id: rule for rule in RULES})
# What is no reason: it stands on the page beside the rules.
NO_REASON = _(
    "Dat je het oneens bent met wat iemand schrijft, of dat het scherp is, is geen reden om het niet te plaatsen."
)


def sentence_of(rule: str) -> str:
    """The sentence of the rule with this id; empty when there is none."""
    found = BY_ID.get(rule)
    return str(found.sentence) if found else ""
