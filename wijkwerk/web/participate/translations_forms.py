"""The form of a translation: the parts of the original that hold words, and whether a native reader checked it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from wijkwerk.web.participate.models import Translation
from wijkwerk.web.participate.translations import Language, Original, Part, seen_of
from wijkwerk.web.participate.written import WRITTEN, Story, story


class TranslationForm(forms.Form):
    """What it says in the other language: a part that is left empty is read as it was written."""

    is_checked = forms.BooleanField(
        label=gettext_lazy("Iemand met deze taal als moedertaal heeft dit nagekeken"),
        help_text=gettext_lazy("Zo niet, dan staat bij de vertaling dat dat nog niet gebeurd is."),
        required=False,
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, *, original: Original, into: Language) -> None:
        super().__init__(data, initial=_initial(into))
        self.parts, self.empty = original.parts_for(into.code), _empty(into)
        rtl = get_language_info(into.code)["bidi"]
        fields: dict[str, forms.Field] = {part.name: _field(part) for part in self.parts}
        for field in fields.values():
            field.widget.attrs |= {"lang": into.code, "dir": "rtl" if rtl else "ltr"}
        self.fields = fields | self.fields

    def clean(self) -> dict[str, Any]:
        """Something is translated, and of the answers of a vote all are or none."""
        given = super().clean() or {}
        options = [part.name for part in self.parts if part.name.startswith("option-")]
        if any(given.get(name) for name in options):
            for name in options:
                if name in given and not given[name]:
                    self.add_error(name, self.empty)
        first = self.parts[0].name
        if not self.errors and not any(self.words().values()):
            self.add_error(first, self.empty)
        return given

    def words(self) -> dict[str, str]:
        """What was written, by the part of the original."""
        return {part.name: self.cleaned_data.get(part.name, "") for part in self.parts}

    def rows(self) -> Iterator[tuple[Part, forms.BoundField]]:
        """Each part of the original with the field for it."""
        return ((part, self[part.name]) for part in self.parts)

    def see(self, now_is: Translation | None) -> None:
        """From here on this form is about the translation as it is now; what was typed stays."""
        self.data = {**self.data.dict(), "seen": seen_of(now_is)} if isinstance(self.data, QueryDict) else self.data


def _field(part: Part) -> forms.CharField:
    if part.is_long:
        return Story(label=part.label, max_length=4000, validators=WRITTEN, widget=story(8), required=False)
    return forms.CharField(label=part.label, max_length=1000, validators=WRITTEN, required=False)


def _empty(into: Language) -> str:
    return _("Schrijf hier wat er staat, in het %(language)s.") % {"language": into.name}


def _initial(into: Language) -> dict[str, Any]:
    before = into.translation
    if before is None:
        return {"seen": ""}
    # What changed since somebody checked it has to be checked again.
    facts = {"is_checked": before.is_checked and not into.is_old, "seen": seen_of(before)}
    return {name: word["text"] for name, word in before.words.items()} | facts
