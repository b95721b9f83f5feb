"""The everyday answers to "Wat speelt er in je wijk?", in people's own words, and the method each leads to."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Question:
    """One answer on the home page: what people say, what they find there, and where it leads."""

    says: str | Promise
    finds: str | Promise
    method: str
    icon: str

    @property
    def url(self) -> str:
        """The page of the method; its id never changes."""
        return f"/vinden/methode/{self.method}/"


QUESTIONS = (
    Question(
        _("Buren leven langs elkaar heen, of het is onrustig"),
        _("Wat past er nu: praten, samen iets doen, of eerst rust?"),
        "wijkverbinder",
        "houses",
    ),
    Question(
        _("Een bericht op internet zet mensen tegen elkaar op"),
        _("Reageren of niet? En hoe dan?"),
        "project-grey",
        "chat",
    ),
    Question(
        _("We willen samen door de buurt lopen en kijken"),
        _("Een wandeling met elkaar, van eerste ronde tot afspraak."),
        "omgevingswalkshop",
        "walk",
    ),
    Question(
        _("We willen met de straat van het gas af"),
        _("Samen kiezen, in drie stemmingen en op eigen tempo."),
        "buurtwarmte-vechtzoom",
        "flame",
    ),
    Question(
        _("Ik wil op een rij zetten wat voor mij telt"),
        _("Een gesprek dat jij leidt, met een blad voor op de koelkast."),
        "wat-telt",
        "list",
    ),
    Question(
        _("Ik vraag me af of het goed gaat met iemand"),
        _("Vier vragen over wie je bent en op wie je valt. Overslaan mag."),
        "ben-je-oke",
        "heart",
    ),
    Question(
        _("Er ligt een plan. Kan iedereen meedoen?"),
        _("Vijf lessen om je plan naast te leggen."),
        "vijf-lessen",
        "plan",
    ),
    Question(
        _("Mensen worden hier gediscrimineerd"),
        _("Wat werkt, wat werkt niet, en hoe dat komt."),
        "wat-werkt-tegen-discriminatie",
        "balance",
    ),
)
