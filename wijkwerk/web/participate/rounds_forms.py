"""The forms of a round: making one, choosing what goes through, and its letters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.web.participate.at_once import AtOnce
from wijkwerk.web.participate.entering import LENGTH, MOST_LETTERS
from wijkwerk.web.participate.models import Round
from wijkwerk.web.participate.phases import MOST_DAYS
from wijkwerk.web.participate.round_making import ANSWERED_TO, ENDS_BEFORE_TODAY, FACTS, RULE, ended_by, round_mark
from wijkwerk.web.participate.rounds import DATES
from wijkwerk.web.participate.written import WRITTEN, Story, story
from wijkwerk.web.people import printed_code

MOST_THEMES = 12


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
            coerce=lambda value: UUID(str(value)),  # also asked of what stands there, which is one already
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
        if not self.is_new:
            for name in ended_by(self.instance, cleaned, timezone.localdate()):
                self.add_error(name, ENDS_BEFORE_TODAY)
        moved = [name for name in (*DATES, "answer_days") if name in self.changed_data]
        if not self.is_new and moved and not cleaned.get("why"):
            self.add_error("why", _("Schrijf op waarom je een dag verzet. Iedereen kan dat lezen."))
        elif self.has_ideas and not cleaned.get("why") and any(name in self.changed_data for name in ANSWERED_TO):
            self.add_error("why", _("Er zijn al ideeën. Schrijf op waarom dit verandert. Iedereen kan dat lezen."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """The facts of the round, without its themes and the reason."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in ("themes", "why", "seen")}
        return {"plan": None, **given}  # a plan that is gone is not kept; then there is nothing to choose


class WhyForm(forms.Form):
    """Why ideas do not go through."""

    why = Story(label=gettext_lazy("Waarom?"), max_length=2000, validators=WRITTEN, widget=story(5))


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

    # The idea for which somebody came, by its round and number. It is sent along with the code and kept nowhere.
    round = forms.IntegerField(widget=forms.HiddenInput, required=False)
    idea = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_code(self) -> str:
        """The code put right; a slip is named before anything is looked up."""
        code = printed_code.read(str(self.cleaned_data["code"]), LENGTH)
        if code is None:
            raise forms.ValidationError(
                _("Er zit een tikfout in deze code. Een code heeft %(length)s letters en cijfers.")
                % {"length": LENGTH + printed_code.CHECKS}
            )
        return code
