"""The one filter that templates of methods need: where does this come from?"""

from django import template

from wijkwerk.web.find.provenance import Provenance, provenance_of
from wijkwerk.words.source import Sourced

register = template.Library()


@register.filter
def provenance(element: object, around: Sourced | None = None) -> Provenance | None:
    """Where the element comes from; nothing when it says the same as the element around it."""
    return provenance_of(element, around) if isinstance(element, Sourced) else None
