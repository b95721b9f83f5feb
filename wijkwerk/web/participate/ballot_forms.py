"""The forms of whoever votes: a code, a ballot, an answer under one's own name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.web.participate.models import VoteOption
from wijkwerk.web.participate.models.said import in_language

CODE = {
    "autocomplete": "off",
    "autocapitalize": "characters",
    "spellcheck": "false",
    "class": "code-field",
    "dir": "ltr",
}


class EntryForm(forms.Form):
    """A code from a letter."""

    code = forms.CharField(
        label=gettext_lazy("De code op je brief"),
        help_text=gettext_lazy("Vier groepjes van vier. Hoofdletters en streepjes maken niet uit."),
        max_length=200,
        widget=forms.TextInput(attrs=CODE),
    )


class BallotForm(EntryForm):
    """A ballot: one answer, and the code that gives the right to vote."""

    field_order = ("option", "code")

    def __init__(self, *args: Any, options: list[VoteOption], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["option"] = choose(options)
        self.order_fields(self.field_order)


class NameForm(forms.Form):
    """An answer to an open poll."""

    def __init__(self, *args: Any, options: list[VoteOption], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["option"] = choose(options)


def choose(options: list[VoteOption]) -> forms.TypedChoiceField:
    """One of the answers."""
    return forms.TypedChoiceField(
        label=_("Wat kies je?"),
        choices=[(one.number, in_language(one.said)) for one in options],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een van de antwoorden.")},
    )
