"""The forms of a dialogue: begin one, bring a statement, judge it, appeal, type a sheet, take in another conversation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.web.participate import house_rules
from wijkwerk.web.participate.checking import language_of, personal_in
from wijkwerk.web.participate.dialogue_import import MOST_BYTES
from wijkwerk.web.participate.models import AnswerSheet, Dialogue, Round, Statement
from wijkwerk.web.participate.models.dialogues import MOST_SIGNS
from wijkwerk.web.participate.models.fields import LANGUAGES, Channel
from wijkwerk.web.participate.written import WRITTEN, NamesOnce, Story, story
from wijkwerk.web.people.models import Area
from wijkwerk.web.site.languages import language_of_page

MOST_FIRST = 60
ANSWERS = (
    ("1", gettext_lazy("eens")),
    ("-1", gettext_lazy("oneens")),
    ("0", gettext_lazy("geen mening")),
    ("", gettext_lazy("niets ingevuld")),
)
TYPED = [(channel, words) for channel, words in Channel.choices if channel != Channel.DIGITAL]


class Day(forms.DateInput):
    """A day, picked or typed."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


def language_field() -> forms.ChoiceField:
    """In which language somebody wrote; the language of the page comes first."""
    return forms.ChoiceField(label=gettext_lazy("In welke taal?"), choices=LANGUAGES)


class DialogueForm(forms.ModelForm[Dialogue]):
    """What a dialogue is about, and until when."""

    class Meta:
        model = Dialogue
        fields = ("title", "question", "intro", "rules", "opens_on", "closes_on", "asks_profile")
        labels: ClassVar = {
            "title": gettext_lazy("Hoe heet deze dialoog?"),
            "question": gettext_lazy("Wat is de vraag?"),
            "intro": gettext_lazy("Leg in een paar zinnen uit waar dit over gaat"),
            "rules": gettext_lazy("Zijn er huisregels die alleen hier gelden?"),
            "opens_on": gettext_lazy("Open vanaf"),
            "closes_on": gettext_lazy("Open tot en met"),
            "asks_profile": gettext_lazy("Vraag ook wie er meedoen (vrijwillig, zonder namen)"),
        }
        help_texts: ClassVar = {
            "question": gettext_lazy("Een open vraag, waar je van mening over kunt verschillen."),
            "intro": gettext_lazy("Zeg ook wie er iets met de uitkomst doet, en wanneer."),
            "rules": gettext_lazy("De gewone huisregels gelden altijd."),
        }
        widgets: ClassVar = {"intro": story(4), "rules": story(3), "opens_on": Day, "closes_on": Day}

    def facts(self) -> dict[str, Any]:
        """What the dialogue is, field by field."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class BeginForm(DialogueForm):
    """A dialogue with its first statements."""

    statements = Story(
        label=gettext_lazy("De eerste stellingen"),
        help_text=gettext_lazy(
            "Een per regel, hoogstens 140 tekens. Schrijf er een stuk of tien, van alle kanten. Anderen voegen toe."
        ),
        widget=story(8),
        max_length=MOST_FIRST * (MOST_SIGNS + 2),
        validators=WRITTEN,
    )
    language = language_field()
    round = forms.ModelChoiceField(
        Round.objects.none(),
        label=gettext_lazy("Hoort dit bij een ronde?"),
        required=False,
        empty_label=gettext_lazy("Nee"),
        widget=forms.Select(attrs={"lang": "nl"}),  # what people called it
    )

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("language", language_of_page())
        self.fields["round"].queryset = Round.objects.filter(area=area)  # type: ignore[attr-defined]
        self.fields["statements"].error_messages["required"] = _("Schrijf minstens twee stellingen om mee te beginnen.")

    def facts(self) -> dict[str, Any]:
        """The same, with the round it belongs to."""
        return {**super().facts(), "round": self.cleaned_data["round"]}

    def clean_statements(self) -> list[str]:
        """The lines, each short enough and there once."""
        lines = [" ".join(line.split()) for line in str(self.cleaned_data["statements"]).splitlines()]
        found = [line for line in lines if line]
        long = [line for line in found if len(line) > MOST_SIGNS]
        if long:
            raise ValidationError(
                _("“%(line)s” is %(length)s tekens. Maak er hoogstens %(most)s van.")
                % {"line": f"{long[0][:40]}…", "length": len(long[0]), "most": MOST_SIGNS}
            )
        if not 2 <= len(found) <= MOST_FIRST:
            raise ValidationError(_("Begin met 2 tot %(most)s stellingen.") % {"most": MOST_FIRST})
        if len({line.casefold() for line in found}) < len(found):
            raise ValidationError(_("Een stelling staat er twee keer."))
        return found


class StatementForm(NamesOnce):
    """One statement. Words that point at a person are named once; the writer changes them, or lets another look."""

    text = forms.CharField(
        label=gettext_lazy("Wat vind jij?"),
        help_text=gettext_lazy(
            "Eén ding, in hoogstens 140 tekens. Zo dat een ander het ermee eens of oneens kan zijn."
        ),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "maxlength": MOST_SIGNS}),
        max_length=MOST_SIGNS,
        validators=WRITTEN,
    )
    language = language_field()
    channel = forms.ChoiceField(
        label=gettext_lazy("Hoe kwam dit binnen?"),
        choices=[(Channel.DIGITAL, gettext_lazy("ik zeg dit zelf")), *TYPED],
        required=False,
    )
    as_it_is = forms.BooleanField(
        label=gettext_lazy("Ik laat het zo. Wie de stelling leest, kijkt er goed naar."), required=False
    )

    def __init__(self, *args: Any, leads: bool, place: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place
        self.initial.setdefault("language", language_of_page())
        self.fields["text"].error_messages["required"] = _("Schrijf in één zin wat je vindt.")
        if not leads:
            del self.fields["channel"]

    def clean_text(self) -> str:
        """The words on one line."""
        return " ".join(str(self.cleaned_data["text"]).split())

    def clean(self) -> dict[str, Any]:
        """Say once what may point at a person."""
        cleaned = super().clean() or {}
        text = cleaned.get("text", "")
        cleaned["language"] = language_of(text, chosen=cleaned.get("language", "nl"))
        found = personal_in(text, language=cleaned["language"], places=[self.place])
        self.name_once(
            found,
            "text",
            _(
                "Dit lijkt over iemand te gaan, of hoort niet in een stelling: %(named)s. Schrijf het anders, of zeg hieronder dat je het zo laat."
            ),
        )
        return cleaned


class RefuseForm(forms.Form):
    """Why a statement is not placed: one of the house rules, and in words."""

    rule = forms.ChoiceField(
        label=gettext_lazy("Welke huisregel?"),
        choices=[("", gettext_lazy("Kies een huisregel")), *((rule.id, rule.sentence) for rule in house_rules.RULES)],
    )
    why = Story(
        label=gettext_lazy("Leg uit waarom, zodat de schrijver het begrijpt"),
        widget=story(2),
        max_length=300,
        validators=WRITTEN,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"].error_messages["required"] = _("Kies de huisregel waar het om gaat.")
        self.fields["why"].error_messages["required"] = _("Schrijf op waarom. De schrijver leest dit.")


class AppealForm(forms.Form):
    """Why a statement should be placed after all."""

    appeal = Story(
        label=gettext_lazy("Waarom mag deze stelling er wel staan?"),
        widget=story(3),
        max_length=300,
        validators=WRITTEN,
    )


class MoveForm(forms.Form):
    """Another last day, with the reason."""

    closes_on = forms.DateField(label=gettext_lazy("Open tot en met"), widget=Day)
    why = forms.CharField(
        label=gettext_lazy("Waarom verzet je de dag?"),
        help_text=gettext_lazy("Iedereen kan dit lezen."),
        max_length=300,
        validators=WRITTEN,
    )


class AccountForm(forms.ModelForm[Dialogue]):
    """What was done with everything."""

    class Meta:
        model = Dialogue
        fields = ("account",)
        labels: ClassVar = {"account": gettext_lazy("Wat is er gedaan met wat mensen zeiden?")}
        help_texts: ClassVar = {
            "account": gettext_lazy(
                "Zeg wat er gebeurt met wat iedereen bindt, wat je doet met wat verdeelt, en wat niet kan en waarom."
            )
        }
        widgets: ClassVar = {"account": story(10)}

    seen = forms.CharField(widget=forms.HiddenInput, max_length=16, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].required = True
        self.fields["account"].error_messages["required"] = _("Schrijf op wat er met de uitkomst is gedaan.")


class SheetForm(forms.Form):
    """What somebody ticked on a sheet, statement by statement."""

    channel = forms.ChoiceField(label=gettext_lazy("Hoe kwam dit binnen?"), choices=TYPED, initial=Channel.PAPER)

    def __init__(
        self, *args: Any, statements: Iterable[Statement], sheet: AnswerSheet | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if sheet is not None:
            del self.fields["channel"]
        self.statements = list(statements)
        for one in self.statements:
            self.fields[f"s{one.number}"] = forms.ChoiceField(
                label=f"{one.number}. {one.text}", choices=ANSWERS, widget=forms.RadioSelect, required=False, initial=""
            )

    def answers(self) -> dict[int, int]:
        """What was ticked, by the number of the statement."""
        given = ((one.number, self.cleaned_data.get(f"s{one.number}", "")) for one in self.statements)
        return {number: int(value) for number, value in given if value != ""}

    def rows(self) -> list[tuple[Statement, forms.BoundField]]:
        """Each statement with its boxes."""
        return [(one, self[f"s{one.number}"]) for one in self.statements]


class ImportForm(forms.Form):
    """Two files of Polis, and what the conversation was about."""

    title = forms.CharField(label=gettext_lazy("Hoe heet deze dialoog?"), max_length=120, validators=WRITTEN)
    question = forms.CharField(label=gettext_lazy("Wat was de vraag?"), max_length=200, validators=WRITTEN)
    intro = Story(
        label=gettext_lazy("Wie deden er mee, wanneer, en waar komt dit vandaan?"),
        widget=story(4),
        max_length=1500,
        required=False,
        validators=WRITTEN,
    )
    closed_on = forms.DateField(label=gettext_lazy("Op welke dag was het afgelopen?"), widget=Day)
    language = language_field()
    votes = forms.FileField(
        label=gettext_lazy("De stemmen: participants-votes.csv of votes.csv"), allow_empty_file=True
    )
    comments = forms.FileField(label=gettext_lazy("De stellingen: comments.csv"), allow_empty_file=True)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.initial.setdefault("language", language_of_page())
        if "again" in self.data:
            self.fields["again"] = _again()

    def ask_again(self, before: Dialogue) -> None:
        """Say that the conversation is there already, and ask whether it has to come in once more."""
        said = _('Dit gesprek staat er al: <a href="{url}">{title}</a>.')
        self.add_error(None, format_html(said, url=before.get_absolute_url(), title=before.title))
        self.fields["again"] = _again()

    def clean_closed_on(self) -> date:
        """A day that is over: nobody can add to a conversation that was held elsewhere."""
        day: date = self.cleaned_data["closed_on"]
        if day >= self.today:
            raise ValidationError(_("Kies een dag die voorbij is. Aan dit gesprek kan niemand meer meedoen."))
        return day

    def clean_votes(self) -> bytes:
        """The bytes of the votes."""
        return _bytes_of(self.cleaned_data["votes"])

    def clean_comments(self) -> bytes:
        """The bytes of the statements."""
        return _bytes_of(self.cleaned_data["comments"])

    def facts(self) -> dict[str, Any]:
        """What the dialogue is: it was over before it came here."""
        cleaned = self.cleaned_data
        return {
            **{name: cleaned[name] for name in ("title", "question", "intro")},
            "opens_on": cleaned["closed_on"],
            "closes_on": cleaned["closed_on"],
            "held_elsewhere": True,
        }


def _again() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("Neem het toch nog een keer over"), help_text=_("Kies de twee bestanden dan opnieuw."), required=False
    )


def _bytes_of(file: UploadedFile[Any]) -> bytes:
    if (file.size or 0) > MOST_BYTES:
        raise ValidationError(
            _("Dit bestand is groter dan %(most)s MB. Maak de kaart op de opdrachtregel: wijkwerk opinion-map.")
            % {"most": MOST_BYTES >> 20}
        )
    return bytes(file.read())
