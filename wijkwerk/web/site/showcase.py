"""Examples for the component page: one of each, in every state, so that a change can be seen and tested."""

from dataclasses import dataclass

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wijkwerk.web.site.context import Contact
from wijkwerk.web.site.icons import ICONS


@dataclass(frozen=True)
class Provenance:
    """Where a statement comes from: (document, lines, title), what we chose ourselves, or both."""

    source: tuple[str, str, str] | None = None
    ours: str | Promise = ""


class ExampleForm(forms.Form):
    """Every kind of control the site uses, once."""

    title = forms.CharField(
        label=_("Waar gaat het over?"), help_text=_("In één zin. Schrijf geen namen van mensen op.")
    )
    story = forms.CharField(label=_("Vertel het in je eigen woorden"), widget=forms.Textarea(attrs={"rows": 4}))
    area = forms.ChoiceField(label=_("In welke buurt?"), choices=[("", _("Kies een buurt")), ("1", "Oud Crooswijk")])
    kind = forms.ChoiceField(
        label=_("Wat voor briefje is het?"),
        choices=[("strength", _("iets wat goed is")), ("wish", _("een wens")), ("problem", _("een zorg"))],
        widget=forms.RadioSelect,
        help_text=_("Kies er één."),
    )
    who = forms.MultipleChoiceField(
        label=_("Wie doet er mee?"),
        choices=[("young", _("jongeren")), ("parents", _("ouders")), ("older", _("ouderen"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    on = forms.DateField(label=_("Wanneer?"), widget=forms.DateInput(attrs={"type": "date"}), required=False)
    agreed = forms.BooleanField(label=_("Ik heb het met de anderen besproken"))


def examples() -> dict[str, object]:
    """The context of the component page, without the pages of the pager."""
    typed = ExampleForm({"title": "", "story": "De bankjes bij het plein zijn weg.", "kind": "park", "who": ["young"]})
    source = ("movisies-000", "1160-1369", "Movisies: Polarisatie ontleed")
    votes = ("movisies-003", "1867-1871", "Movisies: De sociale opgave van de energietransitie")
    return {
        "form": ExampleForm(prefix="empty"),
        "form_with_errors": typed,
        "area": Contact("Voorbeeldbuurt", "Samira de Wit", "010 123 45 67", str(_("opbouwwerker"))),
        "sourced": Provenance(source=source),
        "ours": Provenance(ours=_("De lijst met vragen hebben wij gemaakt; de tekst stelt er drie.")),
        "both": Provenance(source=votes, ours=_("De tekst noemt 60 tot 70 procent. Wij houden de ondergrens aan.")),
        "because": [
            {"text": _("In je buurt leven mensen langs elkaar heen."), "provenance": Provenance(source=source)}
        ],
        "mind": [_("Maak concrete afspraken over het doel, en over hoe je er komt.")],
        "why_not": [_("Er net iets ernstigs is gebeurd. Dan gaat veiligheid voor.")],
        "facts": [_("voor bewoners en opbouwwerkers"), _("vier avonden"), _("6 tot 10 mensen")],
        "phases": [
            {"id": "calm", "colour": "green", "shape": "circle", "title": _("verbinden in rust")},
            {"id": "unease", "colour": "yellow", "shape": "triangle", "title": _("verbinden bij ongemak")},
            {"id": "tension", "colour": "pink", "shape": "square", "title": _("verbinden bij spanning")},
            {"id": "incidents", "colour": "red", "shape": "diamond", "title": _("verbinden bij incidenten")},
        ],
        "icons": sorted(ICONS),
        "alerts": ["info", "ok", "warning", "error"],
        "steps": [
            {"title": _("Huizen bezoeken"), "state": "done", "who": _("kerngroep"), "when": _("maart 2024")},
            {"title": _("Eerste stemming"), "state": "skipped", "note": _("De straat wilde meteen door.")},
            {
                "title": _("Tweede stemming"),
                "state": "now",
                "who": _("alle bewoners"),
                "when": _("nu"),
                "note": _("Nodig: 60 procent van alle bewoners zegt ja."),
                "url": "/werk/",
            },
            {"title": _("Aanleg"), "state": "later", "when": _("bewoners: 2025, gemeente: 2030")},
        ],
    }
