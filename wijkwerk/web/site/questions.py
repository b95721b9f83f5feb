"""The everyday answers to "Wat speelt er in je wijk?", in people's own words, and where each leads."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Question:
    """One answer on the home page: what people say, what they find there, and where it leads.

    `plays` are words of the vocabulary of what plays; `method` leads to one method instead.
    """

    says: str | Promise
    finds: str | Promise
    icon: str
    plays: tuple[str, ...] = ()
    method: str = ""

    @property
    def url(self) -> str:
        """What fits where this plays, or the page of the method; ids never change."""
        if self.method:
            return f"/vinden/methode/{self.method}/"
        return "/vinden/wat-past/?" + "&".join(f"plays={one}" for one in self.plays)


QUESTIONS = (
    Question(
        _("Buren leven langs elkaar heen, of het is onrustig"),
        _("Wat past er nu: praten, samen iets doen, of eerst rust?"),
        "houses",
        ("little-contact", "groups-opposed"),
    ),
    Question(
        _("Iemand is vaak alleen"), _("Wat helpt tegen eenzaamheid, en wat juist niet."), "person", ("loneliness",)
    ),
    Question(
        _("Zorgen voor een ander wordt te zwaar"),
        _("Voor wie zorgt, jong of oud, en voor wie dat ziet."),
        "heart",
        ("care-is-heavy",),
    ),
    Question(
        _("Jongeren vervelen zich, of het dreigt mis te gaan"),
        _("Erop af, mét hen, en met wie hen kent."),
        "walk",
        ("young-people-drift",),
    ),
    Question(
        _("Er zijn geldzorgen, of er is geen werk"),
        _("Vroeg erbij zijn, zonder dat het nog meer stress geeft."),
        "list",
        ("money-worries", "no-work"),
    ),
    Question(
        _("Mensen worden buitengesloten of gediscrimineerd"),
        _("Wat werkt, wat werkt niet, en hoe dat komt."),
        "balance",
        ("discrimination", "being-yourself"),
    ),
    Question(
        _("Er komt een plan. Kan iedereen meedoen?"),
        _("Van de eerste vraag tot het antwoord aan iedereen."),
        "plan",
        ("new-plan", "same-few"),
    ),
    Question(
        _("We willen zelf iets beginnen in de buurt"),
        _("Van een idee naar iets dat staat, samen met buren."),
        "hands",
        ("own-initiative",),
    ),
    Question(
        _("We willen van het gas af, of het huis is te warm of te koud"),
        _("Samen kiezen, op eigen tempo, en niemand vergeten."),
        "flame",
        ("energy-and-heat",),
    ),
    Question(
        _("Een bericht op internet zet mensen tegen elkaar op"),
        _("Reageren of niet? En hoe dan?"),
        "chat",
        ("online-hate",),
    ),
    Question(
        _("Ik wil op een rij zetten wat voor mij telt"),
        _("Een gesprek dat jij leidt, met een blad voor op de koelkast."),
        "compass",
        method="wat-telt",
    ),
    Question(
        _("Ik vraag me af of het goed gaat met iemand"),
        _("Hoe je het vraagt, en waar je samen heen kunt."),
        "ear",
        ("mental-health", "grief"),
    ),
)
