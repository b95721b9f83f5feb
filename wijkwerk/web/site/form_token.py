"""The hidden token that makes two sends of one form count once: write {% form_token %} beside {% csrf_token %}."""

import re
import secrets

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

FIELD = "form_token"
register = template.Library()
_TOKENS = re.compile(rf'(name="(csrfmiddlewaretoken|{FIELD})" value=")[^"]*')


@register.simple_tag
def form_token() -> SafeString:
    """A hidden field with 128 fresh random bits."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, _token())


def with_fresh_tokens(drawn: str, csrf_token: str) -> SafeString:
    """Forms that were drawn before, each with a token of its own again and with that of who sees them now."""
    return mark_safe(  # noqa: S308 - what was safe stays so: both tokens are letters, digits, - and _
        _TOKENS.sub(lambda found: found[1] + (_token() if found[2] == FIELD else csrf_token), drawn)
    )


def _token() -> str:
    return secrets.token_urlsafe(16)
