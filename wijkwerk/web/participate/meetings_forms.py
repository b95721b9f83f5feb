"""The forms of a meeting: its plan, why it is called off, and what came of it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.web.participate.at_once import AtOnce
from wijkwerk.web.participate.meeting import LONGEST_POINT, Plan, Told
from wijkwerk.web.participate.meetings import areas_within, hosts_in
from wijkwerk.web.participate.models import Meeting, Round
from wijkwerk.web.participate.written import WRITTEN, Story, story
from wijkwerk.web.people.models import Area, Person

MOST_PLANNED = 12
NO_NAMES = gettext_lazy("Schrijf geen namen op: het gaat om wat er gezegd is, niet om wie het zei.")


class PlanForm(AtOnce, forms.ModelForm[Meeting]):
    """When and where, for how many, about what, and who receives people."""

    day = forms.DateField(
        label=gettext_lazy("Op welke dag?"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    begins = forms.TimeField(
        label=gettext_lazy("Van hoe laat?"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    ends = forms.TimeField(
        label=gettext_lazy("Tot hoe laat?"),
        help_text=gettext_lazy("Reken tijd om na te praten mee. Daar hoor je vaak het meest."),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )
    points = Story(
        label=gettext_lazy("Waar praten jullie over?"),
        help_text=gettext_lazy(
            "Elk punt op een eigen regel. Bewoners zetten er zelf bij wat zij belangrijk vinden; dat blijft altijd staan."
        ),
        max_length=MOST_PLANNED * (LONGEST_POINT + 2),
        required=False,
        validators=WRITTEN,
        widget=story(4),
    )
    was_before = forms.BooleanField(label=gettext_lazy("Ja, deze dag is al geweest"), required=False)
    round = forms.ModelChoiceField(Round.objects.none(), required=False, widget=forms.HiddenInput)
    run = forms.UUIDField(required=False, widget=forms.HiddenInput)
    stage = forms.SlugField(required=False, max_length=60, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Meeting
        fields = ("title", "area", "place", "is_at_home", "most", "host", "invitation")
        labels: ClassVar = {
            "title": gettext_lazy("Hoe heet de samenkomst?"),
            "area": gettext_lazy("Voor wie is het?"),
            "place": gettext_lazy("Waar is het?"),
            "is_at_home": gettext_lazy("Het is bij iemand thuis"),
            "most": gettext_lazy("Hoeveel mensen kunnen er hoogstens komen?"),
            "host": gettext_lazy("Wie ontvangt de mensen?"),
            "invitation": gettext_lazy("Wat wil je zeggen in de uitnodiging?"),
        }
        help_texts: ClassVar = {
            "title": gettext_lazy("Zoals je het aan je buren zou vertellen."),
            "area": gettext_lazy("Liefst een blok of een straat: dan kent iedereen elkaar."),
            "place": gettext_lazy(
                "Iedereen kan dit lezen. Bij iemand thuis schrijf je alleen de straat; het huisnummer zet je met de pen op de uitnodiging."
            ),
            "most": gettext_lazy(
                "Met tien of minder komt iedereen aan het woord. Komen er meer, plan dan nog een avond."
            ),
            "invitation": gettext_lazy("Een paar gewone zinnen. Noem ook of er iets te eten of te drinken is."),
        }
        widgets: ClassVar = {"invitation": story(5)}

    field_order = (
        "title",
        "area",
        "day",
        "begins",
        "ends",
        "place",
        "is_at_home",
        "most",
        "host",
        "points",
        "invitation",
    )

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["area"].queryset = areas_within(area)
        fields["area"].empty_label = None
        fields["host"].queryset = hosts_in(area)
        fields["host"].empty_label = gettext_lazy("Nog niet bekend")
        fields["host"].label_from_instance = _name
        fields["most"].min_value = 2
        self.asks_day = False
        is_new = self.instance._state.adding
        self.day_there = None if is_new else timezone.localtime(self.instance.begins_at).date()
        fields["round"].queryset = Round.objects.filter(area__in=list(area.with_around()))
        for name, sentence in (
            ("day", _("Kies een dag.")),
            ("begins", _("Schrijf hoe laat het begint, zoals 19:30.")),
            ("ends", _("Schrijf hoe laat het eindigt, zoals 21:30.")),
        ):
            fields[name].error_messages.update(required=sentence, invalid=sentence)
        fields["title"].error_messages["required"] = _("Geef de samenkomst een naam.")
        fields["place"].error_messages["required"] = _("Schrijf op waar het is.")
        if not self.instance._state.adding:
            self.carry()

    def clean_points(self) -> list[str]:
        """Each line a point; none too long, and not too many to talk about in one evening."""
        points = [line.strip(" \t-•*") for line in str(self.cleaned_data["points"]).splitlines()]
        points = [point for point in points if point]
        if len(points) > MOST_PLANNED:
            raise ValidationError(
                _(
                    "Dit zijn %(number)s punten. Neem er hoogstens %(most)s, dan blijft er tijd voor wat mensen zelf inbrengen."
                )
                % {"number": len(points), "most": MOST_PLANNED}
            )
        for point in points:
            if len(point) > LONGEST_POINT:
                raise ValidationError(
                    _("Een punt is te lang: “%(begin)s…”. Maak er hoogstens %(most)s tekens van.")
                    % {"begin": point[:40], "most": LONGEST_POINT}
                )
        return points

    def clean(self) -> dict[str, Any]:
        """It ends after it begins; a day that is over is asked about once."""
        cleaned = super().clean() or {}
        day = cleaned.get("day")
        self.asks_day = day is not None and day < timezone.localdate() and day != self.day_there
        if self.asks_day and not cleaned.get("was_before"):
            self.add_error("day", _("Deze dag is al voorbij. Klopt dat? Zet dan het vinkje eronder."))
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("De samenkomst moet eindigen nadat ze begint."))
        return cleaned

    def _post_clean(self) -> None:
        """The instance gets its moments before the model looks it over."""
        cleaned = self.cleaned_data
        if all(cleaned.get(name) for name in ("day", "begins", "ends")):
            self.instance.begins_at = _at(cleaned["day"], cleaned["begins"])
            self.instance.ends_at = _at(cleaned["day"], cleaned["ends"])
        super()._post_clean()  # type: ignore[misc]

    def plan(self) -> Plan:
        """What was planned."""
        cleaned = self.cleaned_data
        return Plan(
            begins_at=_at(cleaned["day"], cleaned["begins"]),
            ends_at=_at(cleaned["day"], cleaned["ends"]),
            invitation=_lines(cleaned["invitation"]),
            run=cleaned["run"],
            stage=cleaned["stage"] if cleaned["run"] else "",
            **{name: cleaned[name] for name in ("area", "title", "place", "is_at_home", "most", "host", "round")},
        )


def initial_of(meeting: Meeting) -> dict[str, Any]:
    """What the form shows of a meeting that is there."""
    begins, ends = timezone.localtime(meeting.begins_at), timezone.localtime(meeting.ends_at)
    own = meeting.agenda.filter(by_residents=False, idea=None).order_by("number").values_list("text", flat=True)
    return {
        "day": begins.date(),
        "begins": begins.time(),
        "ends": ends.time(),
        "points": "\n".join(own),
        "round": meeting.round_id,
        "run": meeting.run,
        "stage": meeting.stage,
        "version": meeting.version,
    }


class CallOffForm(forms.Form):
    """Why it does not go on."""

    why = forms.CharField(
        label=gettext_lazy("Waarom gaat het niet door?"),
        help_text=gettext_lazy("Wie is uitgenodigd, leest deze zin. Zeg er ook bij of er een andere avond komt."),
        max_length=300,
        validators=WRITTEN,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        error_messages={"required": gettext_lazy("Schrijf op waarom, dan weet iedereen het.")},
    )


class TellForm(AtOnce, forms.ModelForm[Meeting]):
    """How many came, and what came of it."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Meeting
        fields = ("came", "notes", "agreements", "after_talk", "what_next")
        labels: ClassVar = {
            "came": gettext_lazy("Hoeveel mensen kwamen er?"),
            "notes": gettext_lazy("Wat is er gezegd?"),
            "agreements": gettext_lazy("Wat is er afgesproken?"),
            "after_talk": gettext_lazy("Wat kwam er bij het napraten naar voren?"),
            "what_next": gettext_lazy("Hoe gaat het nu verder?"),
        }
        help_texts: ClassVar = {
            "came": gettext_lazy("Alleen een getal. Een lijst met namen houden we nooit bij."),
            "notes": NO_NAMES,
            "agreements": gettext_lazy("Wat gaat er gebeuren, en vóór wanneer? Noem een taak, geen naam."),
            "after_talk": gettext_lazy("Bij de koffie hoor je vaak iets anders dan aan tafel. Ook dat telt mee."),
            "what_next": gettext_lazy("Wat gebeurt er met wat er gezegd is, en wanneer horen mensen daarvan?"),
        }
        widgets: ClassVar = {
            "notes": story(6),
            "agreements": story(4),
            "after_talk": story(4),
            "what_next": story(4),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["came"].required = True
        self.fields["came"].error_messages["required"] = _("Schrijf op hoeveel mensen er kwamen. Nul mag ook.")
        self.fields["came"].widget.attrs["max"] = 10_000
        self.fields["what_next"].required = True
        self.fields["what_next"].error_messages["required"] = _(
            "Schrijf op hoe het verdergaat. Wie erbij was, wil weten wat ermee gebeurt."
        )
        self.carry()

    def clean_came(self) -> int:
        """A number of people."""
        came: int = self.cleaned_data["came"]
        if came > 10_000:
            raise ValidationError(_("Dit zijn wel heel veel mensen. Klopt het getal?"))
        return came

    def told(self) -> Told:
        """What was written."""
        cleaned = self.cleaned_data
        prose = {name: _lines(cleaned[name]) for name in ("notes", "agreements", "after_talk", "what_next")}
        return Told(came=cleaned["came"], **prose)


def _at(day: date, moment: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, moment))


def _lines(text: str) -> str:
    """Line ends of one kind; a browser sends two signs for each."""
    return "\n".join(str(text).splitlines())


def _name(person: Person) -> str:
    return person.name
