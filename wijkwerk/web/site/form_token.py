"""The hidden token that makes two sends of one form count once: write {% form_token %} beside {% csrf_token %}."""

import secrets

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

FIELD = "form_token"
register = template.Library()


@register.simple_tag
def form_token() -> SafeString:
    """A hidden field with 128 fresh random bits."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, secrets.token_urlsafe(16))
