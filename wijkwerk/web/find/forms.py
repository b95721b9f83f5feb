"""Forms made from the questions of a method; the engine, not the form, says what fits."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from wijkwerk.web.site.service_numbers import holds_service_number
from wijkwerk.words.period import day_from
from wijkwerk.words.question import Choice, Question
from wijkwerk.words.refusal import Refused


class Questions(forms.Form):
    """One field for each question; nothing is required, because every question may be skipped."""

    def __init__(self, questions: Iterable[Question], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._days: set[str] = set()
        for question in questions:
            self.fields[question.id] = field_for(question)
            if question.kind == "day":
                self._days.add(question.id)

    def answers(self) -> dict[str, Any]:
        """What was typed, by question, as it came in; empty answers stay empty, and a day becomes as we write it."""
        typed = {
            name: self.data.getlist(self.add_prefix(name))
            if isinstance(field, forms.MultipleChoiceField) and hasattr(self.data, "getlist")
            else self.data.get(self.add_prefix(name))
            for name, field in self.fields.items()
        }
        return typed | {name: day_from(str(typed[name])) for name in self._days if typed[name]}

    def check_service_numbers(self) -> None:
        """Refused at the first field that holds a citizen service number, which is never kept."""
        for name, answer in self.answers().items():
            if holds_service_number(str(answer or "")):
                raise Refused("service-number", question=name)

    def tell(self, refusal: Refused, language: str, titles: Mapping[str, str] | None = None) -> None:
        """Put the sentence at the field it is about, or above the form."""
        self.is_valid()
        name = refusal.facts.get("question")
        sentence = refusal.sentence(language, titles)
        field = name if name in self.fields else None
        if field is not None and field in self.errors:
            del self.errors[field]
        self.add_error(field, sentence)


def field_for(question: Question) -> forms.Field:
    """The field that fits the kind of question."""
    words: dict[str, Any] = {"label": question.ask, "help_text": question.help or "", "required": question.required}
    match question.kind:
        case "choice":
            choices = [(choice.id, _choice_label(choice)) for choice in question.options]
            if not question.required:
                choices = [("", _("Sla over")), *choices]
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **words)
        case "many":
            options = [(choice.id, _choice_label(choice)) for choice in question.options]
            return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **words)
        case "number":
            return forms.CharField(
                widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 9, "autocomplete": "off"}), **words
            )
        case "story":
            return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), **words)
        case "day":
            words["help_text"] = words["help_text"] or _(
                "Een dag (31 maart 2026), een maand (maart 2026) of een jaar (2026)."
            )
            return forms.CharField(widget=forms.TextInput(attrs={"autocomplete": "off"}), **words)
        case _:
            return forms.CharField(widget=forms.TextInput(attrs={"autocomplete": "off"}), **words)


def _choice_label(choice: Choice) -> str:
    return f"{choice.label} – {choice.help}" if choice.help else choice.label
