"""The form on which a resident puts a point on the agenda of a meeting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.web.participate.checking import personal_in
from wijkwerk.web.participate.meeting import LONGEST_POINT
from wijkwerk.web.participate.written import WRITTEN, NamesOnce
from wijkwerk.web.site.languages import language_of_page


class PointForm(NamesOnce):
    """Something a resident wants to talk about."""

    text = forms.CharField(
        label=gettext_lazy("Wat wil jij bespreken?"),
        help_text=gettext_lazy("In één zin. Je naam staat er niet bij. Noem ook geen namen van anderen."),
        max_length=LONGEST_POINT,
        validators=WRITTEN,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
        error_messages={"required": gettext_lazy("Schrijf in één zin wat je wilt bespreken.")},
    )
    as_it_is = forms.BooleanField(label=gettext_lazy("Laat het zo staan. Iemand leest het eerst."), required=False)

    def __init__(self, *args: Any, place: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place

    def clean(self) -> dict[str, Any]:
        """Name once what may be about a person; the writer changes it, or lets somebody read it first."""
        cleaned = super().clean() or {}
        found = personal_in(cleaned.get("text", ""), language=language_of_page(), places=[self.place])
        self.name_once(
            found,
            "text",
            _(
                "Dit lijkt over een mens te gaan: %(named)s. Schrijf het anders, dan staat het er meteen. Of laat het zo: dan leest iemand het eerst."
            ),
        )
        return cleaned
