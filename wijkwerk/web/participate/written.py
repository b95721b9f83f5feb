"""What people write in a form: some lines, looked at for what nobody sees and for service numbers."""

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
