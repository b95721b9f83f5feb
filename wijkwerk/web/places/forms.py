"""The form on which somebody writes a note, and the question which notes to show."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wijkwerk.web.places import themes
from wijkwerk.web.places.actions import Words
from wijkwerk.web.places.drawing import Drawing, Landmark
from wijkwerk.web.places.grid import Spot, snapped
from wijkwerk.web.places.models import LONGEST, Note
from wijkwerk.web.places.naming import Hint, hints
from wijkwerk.web.places.queries import KIND, PUBLISHED, STATE, THEME, WAITING
from wijkwerk.web.site.languages import language_of_terms

ON_MAP = "kaart"
KIND_SENTENCES = {
    Note.Kind.STRENGTH: gettext_lazy("Kracht: dit is hier goed"),
    Note.Kind.WISH: gettext_lazy("Wens: dit zou hier kunnen komen"),
    Note.Kind.PROBLEM: gettext_lazy("Zorg: dit gaat hier niet goed"),
    Note.Kind.OBSERVATION: gettext_lazy("Gezien: dit viel me op"),
}


class ThemeSelect(forms.Select):
    """The themes, each marked with the language its word is in."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """An option; the one without a theme is in the language of the page."""
        option = super().create_option(name, value, *args, **kwargs)
        if value:
            option["attrs"]["lang"] = language_of_terms()
        return option


class NoteForm(forms.ModelForm[Note]):
    """One note. Words that may point at a person are named once; the writer changes them or says it is no person."""

    landmark = forms.ChoiceField(label=gettext_lazy("Waar is het?"), required=False)
    lon = forms.DecimalField(widget=forms.HiddenInput, required=False, min_value=-180, max_value=180)
    lat = forms.DecimalField(widget=forms.HiddenInput, required=False, min_value=-85, max_value=85)
    run = forms.UUIDField(widget=forms.HiddenInput, required=False)
    is_about_nobody = forms.BooleanField(label=gettext_lazy("Dit gaat niet over een persoon"), required=False)

    class Meta:
        model = Note
        fields = ("kind", "theme", "text")
        labels: ClassVar = {
            "kind": gettext_lazy("Wat voor briefje is het?"),
            "theme": gettext_lazy("Waar gaat het over?"),
            "text": gettext_lazy("Wat zag je, of wat wens je?"),
        }
        help_texts: ClassVar = {
            "text": gettext_lazy(
                "Een of twee zinnen, hoogstens 300 tekens. Schrijf geen namen of adressen van mensen."
            ),
        }
        widgets: ClassVar = {
            "kind": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        }

    def __init__(self, *args: Any, drawing: Drawing | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.drawing = drawing
        self.hints: list[Hint] = []
        self.fields["kind"] = forms.ChoiceField(
            label=self.fields["kind"].label, choices=list(KIND_SENTENCES.items()), widget=forms.RadioSelect
        )
        self.fields["theme"] = forms.ChoiceField(
            label=self.fields["theme"].label,
            choices=[("", _("Kies een thema")), *themes.choices()],
            widget=ThemeSelect,
        )
        self.fields["landmark"].choices = self._places()  # type: ignore[attr-defined]
        self.fields["text"].error_messages["required"] = _("Schrijf in een paar woorden wat je zag of wenst.")
        for name, sentence in (("kind", _("Kies wat voor briefje het is.")), ("theme", _("Kies een thema."))):
            self.fields[name].error_messages["required"] = sentence
        if self.instance.lon is not None and not self.is_bound:
            self.initial.update(landmark=ON_MAP, lon=self.instance.lon, lat=self.instance.lat)

    def _places(self) -> list[tuple[str, str]]:
        by_name = [(place.name, _("Bij %(place)s") % {"place": place.name}) for place in self.landmarks]
        has_spot = self.instance.lon is not None or self.data.get("landmark") == ON_MAP
        on_map = [(ON_MAP, _("De plek die ik op de kaart koos"))] if has_spot else []
        return [("", _("Ergens in de buurt, zonder plek op de kaart")), *on_map, *by_name]

    @property
    def landmarks(self) -> Sequence[Landmark]:
        """The named places of this area."""
        return self.drawing.landmarks if self.drawing else ()

    @property
    def asks_about_person(self) -> bool:
        """Whether the box "this is not about a person" has to be shown."""
        return bool(self.hints)

    def clean_text(self) -> str:
        """The words with line ends of one kind; a browser sends two signs for each."""
        return "\n".join(str(self.cleaned_data["text"]).splitlines())

    def clean(self) -> dict[str, Any]:
        """Warn once for words that may point at a person; ask for a place where one was promised."""
        cleaned = super().clean() or {}
        self.hints = hints(str(cleaned.get("text", ""))[:LONGEST])
        if self.hints and not cleaned.get("is_about_nobody"):
            self.add_error("text", self._warning())
        if cleaned.get("landmark") == ON_MAP and not self._has_spot(cleaned):
            self.add_error("landmark", _("Deze plek ligt niet op de kaart. Kies een andere plek, of geen plek."))
        return cleaned

    def words(self) -> Words:
        """What was written, with the place on the grid."""
        cleaned = self.cleaned_data
        return Words(cleaned["kind"], cleaned["theme"], cleaned["text"], self._spot(cleaned))

    def walk(self) -> UUID | None:
        """The walk this note belongs to."""
        run: UUID | None = self.cleaned_data.get("run")
        return run

    def _spot(self, cleaned: dict[str, Any]) -> Spot | None:
        chosen = cleaned.get("landmark", "")
        if chosen == ON_MAP:
            return snapped(cleaned["lon"], cleaned["lat"])
        return next((snapped(place.lon, place.lat) for place in self.landmarks if place.name == chosen), None)

    def _has_spot(self, cleaned: dict[str, Any]) -> bool:
        lon, lat = cleaned.get("lon"), cleaned.get("lat")
        if not isinstance(lon, Decimal) or not isinstance(lat, Decimal):
            return False
        return self.drawing is None or self.drawing.frame.holds(float(lon), float(lat))

    def _warning(self) -> str:
        named = ", ".join(f"“{hint.words}” ({hint.looks_like})" for hint in self.hints)
        return ngettext(
            "Dit lijkt over een persoon te gaan: %(named)s. Schrijf het anders, of zeg hieronder dat het niet over een persoon gaat.",
            "Deze woorden lijken over een persoon te gaan: %(named)s. Schrijf het anders, of zeg hieronder dat het niet over een persoon gaat.",
            len(self.hints),
        ) % {"named": named}


class FilterForm(forms.Form):
    """Which notes do you want to see? The state is asked only of people who see notes that wait."""

    def __init__(self, *args: Any, sees_waiting: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[THEME] = forms.ChoiceField(
            label=_("Thema"),
            choices=[("", _("alle thema's")), *themes.choices()],
            required=False,
            widget=ThemeSelect,
        )
        self.fields[KIND] = forms.ChoiceField(
            label=_("Soort"), choices=[("", _("alle soorten")), *Note.Kind.choices], required=False
        )
        if sees_waiting:
            self.fields[STATE] = forms.ChoiceField(
                label=_("Wie ziet het?"),
                choices=[("", _("alles")), (PUBLISHED, _("iedereen")), (WAITING, _("wacht op de redacteur"))],
                required=False,
            )
