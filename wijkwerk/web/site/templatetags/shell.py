"""The few template words of the shell: an icon, the wheel, and a form control with its class."""

from functools import lru_cache
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select, Textarea
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from wijkwerk.web.site import wheel
from wijkwerk.web.site.context import Contact, Entry, Shell
from wijkwerk.web.site.icons import ICONS
from wijkwerk.web.site.questions import QUESTIONS, Question

register = template.Library()

CONTROL_CLASSES = (
    (Textarea, "utrecht-textarea utrecht-textarea--html-textarea"),
    (Select, "utrecht-select utrecht-select--html-select"),
    (CheckboxInput, "utrecht-checkbox utrecht-checkbox--html-input"),
)
TEXTBOX = "utrecht-textbox utrecht-textbox--html-input"


@register.simple_tag
def icon(name: str) -> SafeString:
    """The drawing called `name`, hidden from screen readers because a word stands beside it."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(ICONS[name]),  # noqa: S308 - our own drawings, never anyone's text
    )


@register.simple_tag
def fixed(name: str) -> SafeString:
    """A part of the frame that is the same on every page in one language: drawn once, then remembered."""
    return _drawn_once(name, get_language())


@register.simple_tag
def main_menu(shell: Shell) -> SafeString:
    """The words of the main menu, with the one where we are."""
    return _main_menu(tuple(shell.navigation), get_language())


@register.simple_tag(takes_context=True)
def whom_to_call(context: template.Context) -> SafeString:
    """Whom to call now: the contact of the area this page is about, else a few people near by."""
    area: Any = context.get("area")
    if getattr(area, "contact_phone", ""):
        return _whom_to_call(Contact.of(area), (), get_language())
    return _whom_to_call(None, tuple(context["shell"].contacts), get_language())


@register.simple_tag
def home_questions() -> tuple[Question, ...]:
    """The everyday answers to the question at the door."""
    return tuple(QUESTIONS)


@register.simple_tag
def wheel_segments() -> list[wheel.Segment]:
    """The five turns with their drawing."""
    return wheel.drawn()


@register.filter
def in_dutch(words: str) -> SafeString:
    """Words of the library inside a sentence of ours, marked as Dutch."""
    return format_html('<span lang="nl">{}</span>', words)


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The form control of `field` with the class of its kind, and what was typed still in it."""
    widget = field.field.widget
    kind = next((classes for of, classes in CONTROL_CLASSES if isinstance(widget, of)), TEXTBOX)
    own = widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"{kind} {own}".strip()})


@register.filter
def is_group(field: BoundField) -> bool:
    """Whether several choices stand open under one question, so that they need a fieldset."""
    return isinstance(field.field.widget, RadioSelect | CheckboxSelectMultiple)


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Whether the control is one box to tick, so that its label stands behind it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.simple_tag
def drawing(name: str) -> SafeString:
    """The bare lines of an icon, for use inside a drawing of our own."""
    return mark_safe(ICONS[name])  # noqa: S308 - our own drawings, never anyone's text


@register.simple_tag(takes_context=True)
def page_url(context: template.RequestContext, number: int, name: str) -> str:
    """The address of another page of the same list: what was asked stays, only the page changes."""
    query = context.request.GET.copy()
    query[name] = str(number)
    return f"?{query.urlencode()}"


@register.filter
def documents(source: Any) -> list[dict[str, str]]:
    """Id, readable lines and title of each document; `source` is one (id, lines, title) or several sources."""
    if not source:
        return []
    several = [source] if isinstance(source[0], str) else source
    return [_document(*one) if isinstance(one, tuple) else _document(one.id, one.lines) for one in several]


def _document(id: str, lines: str, title: str = "") -> dict[str, str]:
    return {"id": id, "lines": lines.replace("-", "–"), "title": title}


# Kept by everything that is to be seen in them, so that what one person sees is never shown to another by mistake.
@lru_cache(maxsize=100)
def _main_menu(entries: tuple[Entry, ...], language: str | None) -> SafeString:
    return render_to_string("site/_navigation.html", {"entries": entries})


@lru_cache(maxsize=500)
def _whom_to_call(area: Contact | None, contacts: tuple[Contact, ...], language: str | None) -> SafeString:
    return render_to_string("site/components/_safety.html", {"area": area, "contacts": contacts})


@lru_cache(maxsize=100)
def _drawn_once(name: str, language: str | None) -> SafeString:
    return render_to_string(name)
