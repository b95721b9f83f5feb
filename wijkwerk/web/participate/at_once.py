"""Two people with the same form: who saves second reads what the first wrote, and keeps it where they changed nothing."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format, time_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _


class AtOnce(forms.BaseForm):
    """A form that carries along what stood there when it was made."""

    # What somebody else wrote since, by the label of its field; None as long as nobody was first.
    meanwhile: list[tuple[str, str]] | None = None

    def carry(self) -> None:
        """Send along what stands there; a form that did not is held against what stands there now."""
        for name, field in self.fields.items():
            is_there = not self.is_bound or self.add_initial_prefix(name) in self.data
            field.show_hidden_initial = is_there and not field.widget.is_hidden

    @property
    def as_made(self) -> SafeString:
        """What stood there when the form was made, to stand inside the form."""
        carried = [field for field in self.visible_fields() if field.field.show_hidden_initial]
        return mark_safe("".join(field.as_hidden(only_initial=True) for field in carried))  # noqa: S308 - of our own widgets

    def take_over(self, now: forms.BaseForm, *, mark: str) -> None:
        """Keep the fields that were changed and take the others from the form as it is `now`; `mark` says it was seen."""
        data, changed = QueryDict(mutable=True), set(self.changed_data)
        data.update(self.data)
        self.meanwhile = []
        # A browser sends nothing of a field that is fixed.
        for field in (one for one in now.visible_fields() if not self.fields[one.name].disabled):
            name, first = field.name, self.add_initial_prefix(field.name)
            value = field.value()
            stands = "" if value is None else str(value)
            if _lines(data.get(first, data.get(name, ""))) != _lines(stands):
                self.meanwhile.append((str(field.label), _in_words(field, value)))
            data[first] = stands
            if name not in changed:
                data[name] = stands
        data[mark] = str(now[mark].value())
        self.data = data
        self.carry()


def _lines(text: str) -> list[str]:
    return str(text).strip().splitlines()


def _in_words(field: forms.BoundField, value: Any) -> str:
    choices = {str(key): words for key, words in getattr(field.field.widget, "choices", ())}
    match value:
        case bool():
            return _("Ja") if value else _("Nee")
        case date():
            return date_format(value, "j E Y")
        case time():
            return time_format(value, "H.i")
    return str(choices.get(str(value), value)) if value not in (None, "") else "—"
