"""What people write in a form, looked at for what nobody sees and for service numbers; and what they choose from."""

from __future__ import annotations

from typing import Any

from django import forms

from wijkwerk.web.site.hidden_signs import without_hidden_signs
from wijkwerk.web.site.service_numbers import without_service_number

WRITTEN = (without_hidden_signs, without_service_number)


class Story(forms.CharField):
    """Some lines of text, with line ends of one kind: a browser sends two signs for each."""

    def to_python(self, value: Any) -> str:
        """The text as it is kept."""
        text = super().to_python(value) or ""
        return "\n".join(text.splitlines())


def story(rows: int) -> forms.Textarea:
    """Room for some lines, in any direction of writing."""
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


class NamesOnce(forms.Form):
    """A form that names once what may point at a person: the writer changes it, or has it read first with `as_it_is`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints: list[tuple[str, str]] = []

    def name_once(self, hints: list[tuple[str, str]], field: str, sentence: str) -> None:
        """Keep what was found, and say it at this field as long as the writer did not leave it so."""
        self.hints = hints
        if hints and not self.cleaned_data.get("as_it_is"):
            self.add_error(field, sentence % {"named": ", ".join(f"“{words}” ({looks})" for words, looks in hints)})

    @property
    def is_read_first(self) -> bool:
        """Whether somebody has to read this before everybody sees it."""
        return bool(self.hints)
