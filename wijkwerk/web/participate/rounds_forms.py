"""The forms of a round: making one, bringing an idea, letters, choosing and answering."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wijkwerk.web.participate import house_rules, photos
from wijkwerk.web.participate.at_once import AtOnce
from wijkwerk.web.participate.checking import language_of, personal_in
from wijkwerk.web.participate.entering import LENGTH, MOST_LETTERS
from wijkwerk.web.participate.ideas import MOST_TYPED, Words
from wijkwerk.web.participate.models import Idea, Round, Theme
from wijkwerk.web.participate.models.fields import LANGUAGES, Channel
from wijkwerk.web.participate.phases import MOST_DAYS
from wijkwerk.web.participate.round_making import ANSWERED_TO, FACTS, RULE, round_mark
from wijkwerk.web.participate.rounds import DATES
from wijkwerk.web.participate.written import WRITTEN, Story, in_language, story
from wijkwerk.web.people import printed_code
from wijkwerk.web.people.models import Person
from wijkwerk.web.places.service import Spot
from wijkwerk.web.site.languages import language_of_page

MOST_THEMES = 12
TYPED = [(channel, words) for channel, words in Channel.choices if channel != Channel.DIGITAL]
DECISIONS = [(state, words) for state, words in Idea.State.choices if state in Idea.DECISIONS]
OWN = "own"
ORDER = ("channel", "title", "text", "theme", "place", "place_words", "photo", "photo_says", "language", "as_it_is")


class Day(forms.DateInput):
    """A day, picked or typed."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class RoundForm(AtOnce, forms.ModelForm[Round]):
    """A round: the question, who decides, the days, what goes through, who may take part, and about what."""

    themes = Story(
        label=gettext_lazy("Waar gaan de ideeën over?"),
        help_text=gettext_lazy("Een onderwerp per regel, hoe concreter hoe beter. Bijvoorbeeld: Spelen op het plein."),
        widget=story(4),
        max_length=1000,
        validators=WRITTEN,
    )
    why = forms.CharField(
        label=gettext_lazy("Waarom verzet je een dag, of verander je de vraag of wie beslist?"),
        help_text=gettext_lazy("Iedereen kan dit lezen."),
        max_length=300,
        required=False,
        validators=WRITTEN,
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=16, required=False)

    class Meta:
        model = Round
        fields = FACTS
        labels: ClassVar = {
            "without_plan": gettext_lazy("Begin je zonder toets? Waarom?"),
            "title": gettext_lazy("Hoe heet deze ronde?"),
            "question": gettext_lazy("Wat is de vraag?"),
            "intro": gettext_lazy("Leg in een paar zinnen uit waar dit over gaat"),
            "body": gettext_lazy("Wie beslist er?"),
            "ideas_from": gettext_lazy("Ideeën brengen vanaf"),
            "ideas_until": gettext_lazy("Ideeën brengen tot en met"),
            "support_until": gettext_lazy("Steun geven tot en met"),
            "vote_until": gettext_lazy("Stemmen tot en met"),
            "decision_on": gettext_lazy("Besluit uiterlijk op"),
            "answer_days": gettext_lazy("Binnen hoeveel dagen na het steun geven hoort iedereen of een idee doorgaat?"),
            "chosen_by": gettext_lazy("Wat gaat er door?"),
            "threshold": gettext_lazy("Hoeveel steun is genoeg?"),
            "most": gettext_lazy("Of: hoeveel ideeën gaan er door?"),
            "ideas_by_residents": gettext_lazy("Bewoners brengen zelf ideeën. Zonder vinkje geven ze alleen steun."),
            "with_account": gettext_lazy("Meedoen kan met een account in dit gebied"),
            "with_letter": gettext_lazy("Meedoen kan met een code uit een brief"),
            "through_worker": gettext_lazy("Meedoen kan op papier, aan de deur of aan de telefoon"),
            "asks_profile": gettext_lazy("Vraag wie er meedoen. Antwoorden hoeft niet."),
        }
        help_texts: ClassVar = {
            "without_plan": gettext_lazy("In één zin, als je geen toets kiest. Iedereen kan dit lezen."),
            "body": gettext_lazy("Bijvoorbeeld: de wijkraad, of de stadsdeelcommissie."),
            "vote_until": gettext_lazy("Laat leeg als er geen stemming komt."),
            "decision_on": gettext_lazy("Vraag eerst of zij het dan echt bespreken."),
        }
        field_classes: ClassVar = {"intro": Story}
        widgets: ClassVar = {
            **dict.fromkeys(DATES, Day()),
            "intro": story(4),
            "chosen_by": forms.RadioSelect,
        }

    def __init__(
        self, *args: Any, checks: Sequence[tuple[UUID, str]] = (), is_rule_fixed: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan"] = forms.TypedChoiceField(
            label=_("Welke toets hoort bij dit plan?"),
            help_text=_("Iedereen leest wat er volgens de toets nog niet in je plan zit."),
            choices=[*((str(run), title) for run, title in checks), ("", _("Geen, ik begin zonder"))],
            coerce=UUID,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
        )
        is_old = self.instance.pk is not None  # one from before this was asked keeps working
        self.needs_plan = not (is_old and self.instance.plan is None and not self.instance.without_plan)
        if not checks:
            del self.fields["plan"]
            self.fields["without_plan"].required = self.needs_plan
        self.fields["chosen_by"] = forms.ChoiceField(
            label=self.fields["chosen_by"].label,
            choices=Round.ChosenBy.choices,
            widget=forms.RadioSelect,
            initial=Round.ChosenBy.THRESHOLD,
        )
        self.has_ideas = is_rule_fixed
        if is_rule_fixed:
            for name in RULE:
                self.fields[name].disabled = True
            self.fields["most"].help_text = _("Er zijn al ideeën. Wat doorgaat, is afgesproken en blijft zo.")
        self.is_new = self.instance.pk is None
        if self.is_new:
            del self.fields["why"], self.fields["seen"]
        else:
            self.fields["seen"].initial = round_mark(self.instance)
            there = "\n".join(theme.title for theme in self.instance.themes.all())
            self.fields["themes"].initial = there
            self.fields["themes"].help_text = _(
                "Een onderwerp per regel. Je kunt er iets bij zetten; wat er staat blijft."
            )
            self.carry()

    def clean_ideas_from(self) -> date:
        """A round begins in the two years to come."""
        first: date = self.cleaned_data["ideas_from"]
        if first - timezone.localdate() > MOST_DAYS:
            raise forms.ValidationError(_("Kies een dag binnen twee jaar vanaf nu."))
        return first

    def clean_themes(self) -> list[str]:
        """The titles, each once, as many as people can oversee."""
        lines = [" ".join(line.split()) for line in str(self.cleaned_data["themes"]).splitlines()]
        titles = list(dict.fromkeys(line for line in lines if line))
        if not titles:
            raise forms.ValidationError(_("Schrijf minstens één onderwerp op."))
        if len(titles) > MOST_THEMES:
            raise forms.ValidationError(_("Kies er hoogstens %(most)s.") % {"most": MOST_THEMES})
        if any(len(title) > 80 for title in titles):
            raise forms.ValidationError(_("Maak elk onderwerp hoogstens 80 tekens lang."))
        return titles

    def clean(self) -> dict[str, Any]:
        """Ask why when a day moves, and why a round begins without a look at its plan."""
        cleaned = super().clean() or {}
        if cleaned.get("plan"):
            cleaned["without_plan"] = ""
        elif self.needs_plan and not cleaned.get("without_plan"):
            self.add_error("without_plan", _("Doe eerst de toets, of schrijf in één zin op waarom je zonder begint."))
        moved = [name for name in (*DATES, "answer_days") if name in self.changed_data]
        if not self.is_new and moved and not cleaned.get("why"):
            self.add_error("why", _("Schrijf op waarom je een dag verzet. Iedereen kan dat lezen."))
        elif self.has_ideas and not cleaned.get("why") and any(name in self.changed_data for name in ANSWERED_TO):
            self.add_error("why", _("Er zijn al ideeën. Schrijf op waarom dit verandert. Iedereen kan dat lezen."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """The facts of the round, without its themes and the reason."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("themes", "why", "seen")}


class IdeaForm(forms.Form):
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
        self.hints: list[tuple[str, str]] = []
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
        self.hints = personal_in(*written.values(), language=cleaned["language"], places=(*self.landmarks, *around))
        if self.hints and not cleaned.get("as_it_is"):
            named = [name for name, text in written.items() if any(words in text for words, _looks in self.hints)]
            self.add_error(named[0] if named else "text", self._hint())
        return cleaned

    @property
    def is_read_first(self) -> bool:
        """Whether somebody has to read this before everybody sees it."""
        return bool(self.hints)

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

    def _hint(self) -> str:
        named = ", ".join(f"“{words}” ({looks})" for words, looks in self.hints)
        return ngettext(
            "Dit wijst misschien een mens aan: %(named)s. Haal het weg, dan staat je idee er meteen. Of laat het zo: dan leest iemand het eerst.",
            "Dit wijst misschien mensen aan: %(named)s. Haal het weg, dan staat je idee er meteen. Of laat het zo: dan leest iemand het eerst.",
            len(self.hints),
        ) % {"named": named}


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


class WhyForm(forms.Form):
    """Why ideas do not go through."""

    why = Story(label=gettext_lazy("Waarom?"), max_length=2000, validators=WRITTEN, widget=story(5))


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


class LettersForm(forms.Form):
    """A new pile of letters."""

    size = forms.IntegerField(label=gettext_lazy("Hoeveel brieven?"), min_value=1, max_value=MOST_LETTERS)


class LetterForm(forms.Form):
    """A letter that was lost."""

    number = forms.IntegerField(label=gettext_lazy("Welk nummer staat op de brief?"), min_value=1)


class CodeForm(forms.Form):
    """The code of a letter."""

    code = forms.CharField(
        label=gettext_lazy("Typ de code uit je brief"),
        help_text=gettext_lazy("Streepjes en spaties mag je weglaten. Kleine letters mogen ook."),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "dir": "ltr"}
        ),
    )

    def clean_code(self) -> str:
        """The code put right; a slip is named before anything is looked up."""
        code = printed_code.read(str(self.cleaned_data["code"]), LENGTH)
        if code is None:
            raise forms.ValidationError(
                _("Er zit een tikfout in deze code. Een code heeft %(length)s letters en cijfers.")
                % {"length": LENGTH + printed_code.CHECKS}
            )
        return code
