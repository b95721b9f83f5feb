"""The forms of an idea: bringing it, counting support for it, placing it or not, and answering it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wijkwerk.web.participate import house_rules, photos
from wijkwerk.web.participate.checking import language_of, personal_in
from wijkwerk.web.participate.ideas import MOST_TYPED, Words
from wijkwerk.web.participate.models import Idea, Theme
from wijkwerk.web.participate.models.fields import LANGUAGES, Channel
from wijkwerk.web.participate.models.said import in_language
from wijkwerk.web.participate.phases import MOST_DAYS
from wijkwerk.web.participate.rounds_forms import Day, WhyForm
from wijkwerk.web.participate.written import WRITTEN, NamesOnce, Story, story
from wijkwerk.web.people.models import Person
from wijkwerk.web.places.service import Spot
from wijkwerk.web.site.languages import language_of_page

TYPED = [(channel, words) for channel, words in Channel.choices if channel != Channel.DIGITAL]
DECISIONS = [(state, words) for state, words in Idea.State.choices if state in Idea.DECISIONS]
OWN = "own"
ORDER = ("channel", "title", "text", "theme", "place", "place_words", "photo", "photo_says", "language", "as_it_is")


class IdeaForm(NamesOnce):
    """An idea in three fields: what, where, and a photo. Words that may harm a person are named once."""

    title = forms.CharField(
        label=gettext_lazy("Wat is je idee?"),
        help_text=gettext_lazy("In één zin, zoals je het je buren zou zeggen."),
        max_length=120,
        validators=WRITTEN,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    text = Story(
        label=gettext_lazy("Vertel er meer over"),
        max_length=2000,
        required=False,
        validators=WRITTEN,
        widget=story(4),
    )
    place = forms.ChoiceField(label=gettext_lazy("Waar is het?"), required=False)
    place_words = forms.CharField(
        label=gettext_lazy("Welke straat of plek?"),
        help_text=gettext_lazy("Zonder huisnummer. Laat leeg als het voor de hele buurt is."),
        max_length=120,
        required=False,
        validators=WRITTEN,
    )
    photo = forms.FileField(
        label=gettext_lazy("Een foto erbij?"),
        help_text=gettext_lazy("Geen mensen herkenbaar in beeld. Wij halen weg waar en wanneer hij gemaakt is."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    photo_says = forms.CharField(
        label=gettext_lazy("Wat staat er op de foto?"),
        help_text=gettext_lazy("Voor wie de foto niet kan zien."),
        max_length=200,
        required=False,
        validators=WRITTEN,
    )
    language = forms.ChoiceField(label=gettext_lazy("In welke taal schreef je?"), choices=LANGUAGES)
    as_it_is = forms.BooleanField(label=gettext_lazy("Laat het zo staan. Iemand leest het eerst."), required=False)

    def __init__(
        self,
        *args: Any,
        themes: list[Theme],
        landmarks: Mapping[str, Spot],
        is_lead: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.landmarks = landmarks
        self.picture: photos.Picture | None = None
        self._themes = {str(theme.pk): theme for theme in themes}
        self.fields["theme"] = forms.ChoiceField(
            label=_("Waar gaat het over?"),
            choices=[(key, in_language(theme.said)) for key, theme in self._themes.items()],
            widget=forms.RadioSelect,
            initial=next(iter(self._themes), "") if len(themes) == 1 else None,
            error_messages={"required": _("Kies waar je idee over gaat.")},
        )
        named = [(name, _("Bij %(place)s") % {"place": name}) for name in landmarks]
        self.fields["place"].choices = [("", _("Voor de hele buurt")), *named]  # type: ignore[attr-defined]
        if not named:
            del self.fields["place"]
        self.fields["language"].initial = language_of_page()
        if is_lead:
            self.fields["channel"] = forms.ChoiceField(
                label=_("Van wie is dit idee?"),
                choices=[
                    (OWN, _("Van mijzelf")),
                    *((key, _("Van een bewoner, %(how)s") % {"how": how}) for key, how in TYPED),
                ],
                initial=OWN,
                widget=forms.RadioSelect,
            )
        self.order_fields([name for name in ORDER if name in self.fields])

    def clean_photo(self) -> UploadedFile[Any] | None:
        """Make the picture anew, or say why that cannot be done."""
        sent: UploadedFile[Any] | None = self.cleaned_data.get("photo")
        if sent is None:
            return None
        try:
            if (sent.size or 0) > photos.MOST_BYTES:
                raise photos.Unusable(photos.TOO_LARGE)
            self.picture = photos.made_anew(sent.read())
        except photos.Unusable as unusable:
            raise forms.ValidationError(unusable.sentence) from None
        return sent

    def clean(self) -> dict[str, Any]:
        """Name once what may point at a person; the writer changes it, or lets somebody read it first."""
        cleaned = super().clean() or {}
        written = {name: str(cleaned.get(name, "")) for name in ("title", "text", "place_words", "photo_says")}
        cleaned["language"] = language_of(*written.values(), chosen=cleaned.get("language", ""))
        around = {theme.round.area.name for theme in self._themes.values()}
        found = personal_in(*written.values(), language=cleaned["language"], places=(*self.landmarks, *around))
        fields = (name for name, text in written.items() if any(words in text for words, _looks in found))
        said = ngettext(
            "Dit wijst misschien een mens aan: %(named)s. Haal het weg, dan staat je idee er meteen. Of laat het zo: dan leest iemand het eerst.",
            "Dit wijst misschien mensen aan: %(named)s. Haal het weg, dan staat je idee er meteen. Of laat het zo: dan leest iemand het eerst.",
            len(found),
        )
        self.name_once(found, next(fields, "text"), said)
        return cleaned

    def words(self) -> Words:
        """What was written."""
        cleaned = self.cleaned_data
        landmark = cleaned.get("place", "")
        return Words(
            title=cleaned["title"],
            text=cleaned["text"],
            theme=self._themes[cleaned["theme"]],
            language=cleaned["language"],
            place=cleaned["place_words"] or landmark,
            spot=self.landmarks.get(landmark),
            photo_says=cleaned.get("photo_says", ""),
        )

    @property
    def channel(self) -> str:
        """How it came in when a worker typed it; empty when it is one's own."""
        channel = str(self.cleaned_data.get("channel", OWN))
        return "" if channel == OWN else channel


class TypedSupportForm(forms.Form):
    """Support that a worker counted on paper, at the door or on the telephone."""

    number = forms.IntegerField(label=gettext_lazy("Hoeveel buren?"), min_value=1, max_value=MOST_TYPED)
    channel = forms.ChoiceField(label=gettext_lazy("Hoe gaven ze steun?"), choices=TYPED)


class AnswerForm(forms.Form):
    """What was decided about an idea, and why."""

    decision = forms.ChoiceField(label=gettext_lazy("Wat is er besloten?"), choices=DECISIONS, widget=forms.RadioSelect)
    text = Story(
        label=gettext_lazy("Waarom?"),
        help_text=gettext_lazy(
            "Schrijf wat er is besloten, waarom, en wat er nu gebeurt. Iedereen die meedeed leest dit."
        ),
        max_length=4000,
        validators=WRITTEN,
        widget=story(8),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class AgendaForm(forms.Form):
    """On which day the body that decides talks about an idea."""

    when = forms.DateField(label=gettext_lazy("Wanneer wordt het besproken?"), widget=Day())
    why = forms.CharField(
        label=gettext_lazy("Is dat later dan beloofd? Waarom?"),
        max_length=300,
        required=False,
        validators=WRITTEN,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_when(self) -> date:
        """Not a day that has passed, nor one that nobody waits for."""
        when: date = self.cleaned_data["when"]
        if when - self.today > MOST_DAYS:
            raise forms.ValidationError(_("Kies een dag binnen twee jaar vanaf nu."))
        if when < self.today:
            raise forms.ValidationError(_("Deze dag is al voorbij. Kies een dag die nog komt."))
        return when


class OwnerForm(forms.Form):
    """Who answers an idea."""

    owner = forms.ModelChoiceField(
        label=gettext_lazy("Wie geeft antwoord?"), queryset=Person.objects.none(), empty_label=None
    )


class RefusalForm(WhyForm):
    """Why an idea is not placed: one of the house rules, and in words."""

    rule = forms.ChoiceField(
        label=gettext_lazy("Welke huisregel?"),
        choices=[("", gettext_lazy("Kies een huisregel")), *((one.id, one.sentence) for one in house_rules.FOR_IDEAS)],
    )
    why = Story(
        label=gettext_lazy("Plaats je het niet? Schrijf waarom."),
        help_text=gettext_lazy("Alleen wie het bracht, leest dit."),
        max_length=2000,
        validators=WRITTEN,
        widget=story(4),
    )
