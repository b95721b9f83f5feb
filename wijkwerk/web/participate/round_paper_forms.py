"""The forms for paper of a round: typing an idea or a list again, and counting the pile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from wijkwerk.web.participate.ideas import MOST_TYPED
from wijkwerk.web.participate.ideas_forms import IdeaForm
from wijkwerk.web.participate.models import Theme
from wijkwerk.web.places.service import Spot

MOST_FORMS = 10_000
MOST_SIGNATURES = 100_000


def settles_field() -> forms.BooleanField:
    """A tick that what was typed now is what the paper says; it is asked when the two typings differ."""
    return forms.BooleanField(
        label=gettext_lazy(
            "Ik keek op het papier: daar staat wat ik nu typte, en niet wat er de eerste keer is getypt."
        ),
        required=False,
    )


class IdeaAgainForm(IdeaForm):
    """An idea from paper, typed for the second time; a photo was sent the first time."""

    settles = settles_field()
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, themes: list[Theme], landmarks: Mapping[str, Spot], **kwargs: Any) -> None:
        super().__init__(*args, themes=themes, landmarks=landmarks, **kwargs)
        del self.fields["photo"], self.fields["photo_says"]


class ListAgainForm(forms.Form):
    """The signatures on a list, counted for the second time."""

    signatures = forms.IntegerField(
        label=gettext_lazy("Hoeveel handtekeningen staan er op de lijst?"), min_value=1, max_value=MOST_TYPED
    )
    settles = settles_field()


class PileForm(forms.Form):
    """All paper of a round, as one of two people counted it on the table."""

    forms_on_table = forms.IntegerField(
        label=gettext_lazy("Hoeveel formulieren met een idee?"), min_value=0, max_value=MOST_FORMS
    )
    signatures = forms.IntegerField(
        label=gettext_lazy("Hoeveel handtekeningen, op alle lijsten samen?"), min_value=0, max_value=MOST_SIGNATURES
    )
