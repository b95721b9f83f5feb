"""The form of a translation: the parts of the original that hold words, and whether a native reader checked it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from wijkwerk.web.participate.models import Translation
from wijkwerk.web.participate.translations import Language, Original, seen_of
from wijkwerk.web.participate.written import WRITTEN, Story, story


class TranslationForm(forms.Form):
    """What it says in the other language."""

    title = forms.CharField(label=gettext_lazy("In één zin"), max_length=1000, validators=WRITTEN)
    text = Story(label=gettext_lazy("De uitleg"), max_length=4000, validators=WRITTEN, widget=story(8))
    is_checked = forms.BooleanField(
        label=gettext_lazy("Iemand met deze taal als moedertaal heeft dit nagekeken"),
        help_text=gettext_lazy("Zo niet, dan staat bij de vertaling dat dat nog niet gebeurd is."),
        required=False,
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, *, original: Original, into: Language) -> None:
        super().__init__(data, initial=_initial(into.translation))
        for name in ("title", "text"):
            if not getattr(original, name):
                del self.fields[name]
                continue
            field = self.fields[name]
            field.error_messages["required"] = _("Schrijf hier wat er staat, in het %(language)s.") % {
                "language": into.name
            }
            rtl = get_language_info(into.code)["bidi"]
            field.widget.attrs |= {"lang": into.code, "dir": "rtl" if rtl else "ltr"}
        if original.kind == Translation.Kind.ANSWER:
            self.fields["text"].label = _("Het antwoord")

    def words(self) -> dict[str, str]:
        """What was written, by the part of the original."""
        return {name: self.cleaned_data[name] for name in ("title", "text") if name in self.cleaned_data}

    def see(self, now_is: Translation | None) -> None:
        """From here on this form is about the translation as it is now; what was typed stays."""
        self.data = {**self.data.dict(), "seen": seen_of(now_is)} if isinstance(self.data, QueryDict) else self.data


def _initial(before: Translation | None) -> dict[str, Any]:
    if before is None:
        return {"seen": ""}
    return {"title": before.title, "text": before.text, "is_checked": before.is_checked, "seen": seen_of(before)}
