"""The pages that belong to no single activity: the question at the door, and what Wijkwerk is."""

from itertools import chain, zip_longest

from django.conf import settings
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from wijkwerk.web.people.models import Area
from wijkwerk.web.site import context, showcase

HAPPENINGS_ON_HOME = 3
# The same for everyone, and told anew so soon that nobody waits for it.
TOLD_AGAIN_AFTER = 10  # seconds


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What plays in your area? Everyday answers, the wheel, and what really happens in the neighbourhood."""
    return render(request, "site/home.html", {"happenings": happenings_lately()})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What Wijkwerk is, for whom, and what it is not."""
    return render(request, "site/about.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What we check so that everyone can use the pages, and what we did not check yet."""
    return render(request, "site/accessibility.html")


@require_safe
def contacts(request: HttpRequest) -> HttpResponse:
    """Whom you can call, area by area."""
    return render(request, "site/contacts.html", {"contacts": context.contacts(Area.objects.all())})


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state, to look at and to test."""
    pages = Paginator(range(600), 60)
    return render(
        request,
        "site/components.html",
        {
            **showcase.examples(),
            "page_first": pages.page(1),
            "page_middle": pages.page(4),
            "page_last": pages.page(10),
        },
    )


def happenings_lately() -> list[dict[str, object]]:
    """What happened, at most ten seconds ago, in the language of the page."""
    lately: list[dict[str, object]] = (
        cache.get_or_set(f"happenings:{get_language()}", happenings, TOLD_AGAIN_AFTER) or []
    )
    return lately


def happenings() -> list[dict[str, object]]:
    """Real things that happen now, in turn from each activity app that WIJKWERK_HAPPENINGS names."""
    told = [import_string(name)() for name in getattr(settings, "WIJKWERK_HAPPENINGS", [])]
    in_turn = chain.from_iterable(zip_longest(*told))
    return [happening for happening in in_turn if happening][:HAPPENINGS_ON_HOME]
