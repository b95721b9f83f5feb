"""What people write in a form, looked at for what nobody sees and for service numbers; and what they choose from."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from wijkwerk.web.participate.models.said import Said
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


def in_language(said: Said) -> SafeString:
    """Words to choose from, marked with their language."""
    return format_html('<span lang="{}" dir="auto">{}</span>', said.language, said.text)
