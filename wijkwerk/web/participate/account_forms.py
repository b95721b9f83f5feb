"""The form of the account of a round: what only people know about who was asked, who came, and what was done."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.web.participate.models import Party, Round
from wijkwerk.web.participate.round_making import PartySaid, account_mark
from wijkwerk.web.participate.written import WRITTEN, Story, story

MOST_PEOPLE = 1_000_000
PARTS = ("invited", "came", "how")


class AccountForm(forms.Form):
    """Of each of the four groups how many were asked and came, and how; and in short what was done with everything."""

    account = Story(
        label=gettext_lazy("In het kort: wat is er met alles gedaan?"),
        max_length=4000,
        required=False,
        validators=WRITTEN,
        widget=story(8),
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=16, required=False)

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = {"account": round.account, "seen": account_mark(round)}
        for one in Party.objects.filter(round=round):
            there |= {f"{one.group}_{part}": getattr(one, part) for part in PARTS}
        self.initial = {**there, **self.initial}
        for group in Party.Group.values:
            self.fields[f"{group}_invited"] = _number(_("Hoeveel zijn er gevraagd?"))
            self.fields[f"{group}_came"] = _number(_("Hoeveel deden er mee?"))
            self.fields[f"{group}_how"] = Story(
                label=_("Hoe zijn ze gevraagd, en hoe deden ze mee?"),
                max_length=1000,
                required=False,
                validators=WRITTEN,
                widget=story(3),
            )

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The four groups, each with its fields."""
        return [(str(title), [self[f"{group}_{part}"] for part in PARTS]) for group, title in Party.Group.choices]

    def written(self) -> list[tuple[str, Any]]:
        """What is there now, in words: the group and what is asked of it, and what somebody wrote."""
        rows = [(f"{title}: {field.label}", field.initial) for title, fields in self.groups for field in fields]
        return [(label, said) for label, said in (*rows, (str(self["account"].label), self["account"].initial)) if said]

    def parties(self) -> dict[str, PartySaid]:
        """What was written of each group."""
        return {
            group: PartySaid(*(self.cleaned_data[f"{group}_{part}"] for part in PARTS)) for group in Party.Group.values
        }


def _number(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_PEOPLE, required=False)
