"""The forms of whoever makes, leads and counts a vote, in everyday words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.web.participate.ballot_forms import EntryForm, choose
from wijkwerk.web.participate.models import Vote, VoteOption
from wijkwerk.web.participate.models.fields import line
from wijkwerk.web.participate.votes import FOR_OR_AGAINST, YES_OR_NO
from wijkwerk.web.participate.voting import MOST_ANSWERS, NOTHING_IS_FOR, ON_LETTERS, Answer
from wijkwerk.web.people.models import Area

FOR, YES, OWN = "for", "yes", "own"
MOST_TEXT = 2_000_000
KINDS = (
    (Vote.Kind.POLL, gettext_lazy("Peiling: handen in de zaal, of antwoorden met je naam. Er hangt niets van af.")),
    (Vote.Kind.CODED, gettext_lazy("Stemming met codes: ieder één stem, en niemand weet wat je koos.")),
    (Vote.Kind.BINDING, gettext_lazy("Beslissende stemming: een ander systeem telt, en iedereen kan dat nagaan.")),
)


class Moment(forms.DateTimeInput):
    """A day and a time, as every browser asks for them."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class VoteForm(forms.ModelForm[Vote]):
    """A vote that is being made: what is asked, of whom, when, and what people can answer."""

    answers = forms.ChoiceField(
        label=gettext_lazy("Wat kunnen mensen antwoorden?"),
        choices=[
            (FOR, gettext_lazy("Voor, tegen of blanco")),
            (YES, gettext_lazy("Ja of nee")),
            (OWN, gettext_lazy("Eigen antwoorden, die je hieronder opschrijft")),
        ],
        widget=forms.RadioSelect,
        initial=FOR,
    )
    own = forms.CharField(
        label=gettext_lazy("Eigen antwoorden"),
        help_text=gettext_lazy(
            "Elk antwoord op een eigen regel. Zet een + voor het antwoord dat als voor telt, een 0 voor blanco."
        ),
        required=False,
        max_length=15_000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )

    address = forms.URLField(
        label=gettext_lazy("Bij een beslissende stemming: op welk adres stemmen mensen?"),
        required=False,
        assume_scheme="https",
    )

    class Meta:
        model = Vote
        fields = (
            "kind", "title", "question", "intro", "answers", "own", "group", "whole", "why_whole", "percent", "opens_at",
            "closes_at", "has_paper", "by_names", "shows_turnout", "address",
        )  # fmt: skip
        labels: ClassVar = {
            "kind": gettext_lazy("Wat voor stemming is het?"),
            "title": gettext_lazy("Hoe heet de stemming?"),
            "question": gettext_lazy("Wat is de vraag?"),
            "intro": gettext_lazy("Wat moeten mensen weten voordat ze kiezen?"),
            "group": gettext_lazy("Over wie wordt geteld?"),
            "whole": gettext_lazy("Hoe groot is die groep?"),
            "why_whole": gettext_lazy("Waarom een ander aantal dan dat van de buurt?"),
            "percent": gettext_lazy("Hoeveel procent van die groep moet voor zijn?"),
            "opens_at": gettext_lazy("Wanneer gaat de stemming open?"),
            "closes_at": gettext_lazy("Wanneer gaat zij dicht?"),
            "has_paper": gettext_lazy("Stemmen kan ook op papier"),
            "by_names": gettext_lazy("Bij een peiling: mensen antwoorden op de site met hun naam erbij"),
            "shows_turnout": gettext_lazy("Laat tijdens de stemming zien hoeveel mensen al stemden (vanaf tien)"),
        }
        help_texts: ClassVar = {
            "whole": gettext_lazy(
                "Een heel getal. De drempel telt over iedereen in de groep, niet alleen over wie stemt."
            ),
            "why_whole": gettext_lazy("Laat leeg als het aantal klopt. Iedereen leest dit bij de uitslag."),
            "percent": gettext_lazy("Laat leeg als er geen drempel is."),
            "by_names": gettext_lazy("Zonder vinkje tel je handen in de zaal."),
        }
        widgets: ClassVar = {
            "kind": forms.RadioSelect,
            "question": forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
            "intro": forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
            "opens_at": Moment,
            "closes_at": Moment,
        }

    def __init__(self, *args: Any, for_stage: Area | None = None, has_letters: bool = False, **kwargs: Any) -> None:
        """For a vote at a stage of a route, `for_stage` is its area: group and threshold are those of the stage.

        With `has_letters` what stands on them cannot be changed.
        """
        super().__init__(*args, **kwargs)
        self.for_stage = for_stage
        # A show of hands counts who came; a stage of a route counts over everyone.
        kinds = [(kind, words) for kind, words in KINDS if not (for_stage and kind == Vote.Kind.POLL)]
        self.fields["kind"] = forms.ChoiceField(
            label=self.fields["kind"].label, widget=forms.RadioSelect, choices=kinds
        )
        self.fields["group"] = forms.ChoiceField(label=self.fields["group"].label, choices=Vote.Group.choices)
        if for_stage:
            del self.fields["by_names"]
            self.fields["group"].disabled = self.fields["percent"].disabled = True
            self.fields["percent"].help_text = _("Dit staat in de route.")
            self.fields["whole"].required = True
        else:
            del self.fields["why_whole"]
        if has_letters:
            for name in (*ON_LETTERS, "answers", "own", "opens_at"):
                self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        """Own answers are there when they are asked for, and what does not belong to this kind is left out."""
        cleaned = super().clean() or {}
        if cleaned.get("answers") == OWN and not self.is_bound_to_error("own") and len(self._lines()) < 2:
            self.add_error("own", _("Schrijf minstens twee antwoorden op, elk op een eigen regel."))
        is_own = cleaned.get("answers") == OWN and not self.is_bound_to_error("own")
        if is_own and cleaned.get("percent") and not any(one.agree for one in self.options({})):
            self.add_error("own", NOTHING_IS_FOR)
        if self.for_stage and cleaned.get("whole"):
            known = size_of(self.for_stage, str(cleaned.get("group")))
            if known in (None, cleaned["whole"]):
                cleaned["why_whole"] = ""
            elif not cleaned.get("why_whole"):
                self.add_error(
                    "why_whole",
                    _("De buurt telt er %(known)s. Schrijf op waarom je een ander aantal neemt.") % {"known": known},
                )
        if cleaned.get("kind") != Vote.Kind.CODED:
            cleaned["has_paper"] = False
        if not self.for_stage and cleaned.get("kind") != Vote.Kind.POLL:
            cleaned["by_names"] = False
        return cleaned

    def is_bound_to_error(self, name: str) -> bool:
        """Whether this field was refused already."""
        return name in self.errors

    def _lines(self) -> list[str]:
        return [one.strip() for one in str(self.cleaned_data.get("own", "")).splitlines() if one.strip()]

    def clean_own(self) -> str:
        """No hidden signs or service numbers in an answer, and none too long."""
        text = str(self.cleaned_data["own"])
        lines = [one.strip() for one in text.splitlines() if one.strip()]
        if len(lines) > MOST_ANSWERS:
            raise ValidationError(_("Geef hoogstens %(most)s antwoorden.") % {"most": MOST_ANSWERS})
        checked = line("", 200)
        for one in lines:
            checked.clean(one.removeprefix("+").removeprefix("0 ").strip() or one, None)
        return text

    def options(self, ideas: Mapping[str, UUID | None]) -> list[Answer]:
        """The answers people choose from; `ideas` are those that some of these words stand for."""
        match self.cleaned_data["answers"]:
            case "for":
                agree, against, blank = FOR_OR_AGAINST
                return [Answer(agree, agree=True), Answer(against), Answer(blank, blank=True)]
            case "yes":
                yes, no = YES_OR_NO
                return [Answer(yes, agree=True), Answer(no)]
            case _:
                found = [_own(one) for one in self._lines()]
                return [replace(one, idea=ideas.get(one.label)) for one in found]


def size_of(area: Area, group: str) -> int | None:
    """How many people or households this area has, when it says so."""
    return {Vote.Group.RESIDENTS: area.residents, Vote.Group.HOUSEHOLDS: area.households}.get(Vote.Group(group))


def _own(text: str) -> Answer:
    if text.startswith("+"):
        return Answer(text[1:].strip(), agree=True)
    if text.startswith("0 "):
        return Answer(text[2:].strip(), blank=True)
    return Answer(text)


def own_lines(options: list[VoteOption]) -> str:
    """The answers as they are typed."""
    return "\n".join(("+ " if one.agree else "0 " if one.blank else "") + one.label for one in options)


class AreaForm(forms.Form):
    """For which area a vote is held."""

    def __init__(self, *args: Any, areas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"] = forms.ModelChoiceField(
            Area.objects.filter(pk__in=areas), label=_("Voor welke buurt?"), empty_label=None, to_field_name="slug"
        )


class BatchForm(forms.Form):
    """How many codes: a number, or as many as a pasted list has lines."""

    size = forms.IntegerField(label=gettext_lazy("Hoeveel brieven?"), required=False, min_value=1, max_value=20_000)
    households = forms.CharField(
        label=gettext_lazy("Of plak een lijst, met elk huishouden op een regel"),
        help_text=gettext_lazy(
            "We tellen alleen de regels. De lijst gooien we meteen weg: regel 1 krijgt brief 1, regel 2 brief 2."
        ),
        required=False,
        max_length=MOST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
    )
    has_heading = forms.BooleanField(label=gettext_lazy("De eerste regel is een kop"), required=False)


class ReplaceForm(forms.Form):
    """Which letter was lost."""

    batch = forms.IntegerField(label=gettext_lazy("Stapel"), min_value=1, max_value=32_000)
    number = forms.IntegerField(label=gettext_lazy("Nummer op de brief"), min_value=1, max_value=1_000_000)


class OpenForm(forms.Form):
    """Whether it is meant that there are too few letters for the threshold."""

    too_few = forms.BooleanField(
        label=gettext_lazy("Ik weet dat de drempel zo niet te halen is, en dat is de bedoeling")
    )


class WithdrawForm(forms.Form):
    """All letters go, so that the vote can be changed."""

    are_gone = forms.BooleanField(
        label=gettext_lazy("De geprinte brieven zijn weggegooid, en wie er al een heeft, weet dat die niet meer geldt")
    )


class PaperForm(EntryForm):
    """A paper ballot as one person types it; an empty answer takes one's own line away."""

    field_order = ("code", "option", "looked")
    looked = forms.BooleanField(label=gettext_lazy("Ik keek op het papier"), required=False)
    asks_to_look = False

    def __init__(self, *args: Any, options: list[VoteOption], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("De code op het stembiljet")
        field = choose(options)
        field.choices = [*field.choices, (0, _("Haal weg wat ik bij deze code intypte"))]  # type: ignore[misc]
        field.label = _("Wat is aangekruist?")
        self.fields["option"] = field
        self.order_fields(self.field_order)


class EnvelopesForm(forms.Form):
    """How many envelopes came out of the box."""

    envelopes = forms.IntegerField(
        label=gettext_lazy("Hoeveel enveloppen zaten er in de bus?"), min_value=0, max_value=1_000_000
    )
    invalid = forms.IntegerField(
        label=gettext_lazy("Hoeveel daarvan zijn ongeldig?"),
        help_text=gettext_lazy("Leeg, meer dan één kruis, of een code die niet klopt."),
        min_value=0,
        max_value=1_000_000,
        initial=0,
    )


class ClosingForm(forms.Form):
    """Another moment of closing, and why."""

    closes_at = forms.DateTimeField(label=gettext_lazy("Nieuw moment van sluiten"), widget=Moment)
    why = forms.CharField(
        label=gettext_lazy("Waarom?"), help_text=gettext_lazy("Iedereen kan dit lezen."), max_length=300
    )


class HandsForm(forms.Form):
    """How many hands went up for each answer."""

    present = forms.IntegerField(
        label=gettext_lazy("Hoeveel mensen waren er in de zaal?"), min_value=0, max_value=100_000
    )
    by_two = forms.BooleanField(label=gettext_lazy("Twee mensen telden, en kwamen op hetzelfde uit"))

    def __init__(self, *args: Any, options: list[VoteOption], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in options:
            self.fields[f"hands-{one.number}"] = forms.IntegerField(
                label=_("Handen voor: “%(answer)s”") % {"answer": one.label}, min_value=0, max_value=100_000
            )
        self.order_fields([*(f"hands-{one.number}" for one in options), "present", "by_two"])

    def numbers(self) -> dict[int, int]:
        """The hands for each answer, by its number."""
        return {
            int(name.removeprefix("hands-")): number
            for name, number in self.cleaned_data.items()
            if name.startswith("hands-")
        }


class ResultForm(forms.Form):
    """The result that another system counted."""

    address = forms.URLField(
        label=gettext_lazy("Adres van de stemming"),
        help_text=gettext_lazy("Daar kan iedereen de telling nagaan."),
        assume_scheme="https",
    )
    result = forms.CharField(
        label=gettext_lazy("De inhoud van result.json"),
        max_length=5_000_000,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "dir": "ltr"}),
    )
    why = forms.CharField(
        label=gettext_lazy("Waarom komt deze uitslag in de plaats van de vorige?"),
        help_text=gettext_lazy("Iedereen kan dit lezen."),
        required=False,
        max_length=300,
        validators=line("", 300).validators,
    )

    def __init__(self, *args: Any, is_another: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_another:
            del self.fields["why"]


class VotersForm(forms.Form):
    """A list of voters to turn into the form Belenios reads."""

    voters = forms.CharField(
        label=gettext_lazy("Plak de lijst van kiezers"),
        help_text=gettext_lazy(
            "Elke kiezer op een regel: e-mailadres, en als je wilt een inlognaam. We bewaren hier niets van."
        ),
        max_length=MOST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off", "spellcheck": "false"}),
    )


def in_an_hour(now: datetime) -> datetime:
    """A round moment to begin with."""
    return now.replace(minute=0, second=0, microsecond=0)
