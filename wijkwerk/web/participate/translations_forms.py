"""The form of a translation: the parts of the original that hold words, and whether a native reader checked it."""

from __future__ import annotations

from typing import Any

from django import forms
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

    def __init__(self, *args: Any, original: Original, into: Language, **kwargs: Any) -> None:
        before = into.translation
        super().__init__(*args, initial=_initial(before), **kwargs)
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

    @property
    def now_is(self) -> str:
        """The translation this form is about, as it is known at the next sending."""
        return str(self["seen"].value() or "")

    @now_is.setter
    def now_is(self, seen: str) -> None:
        self.data = self.data.copy()
        self.data["seen"] = seen


def _initial(before: Translation | None) -> dict[str, Any]:
    if before is None:
        return {"seen": ""}
    return {"title": before.title, "text": before.text, "is_checked": before.is_checked, "seen": seen_of(before)}
