"""The pages for paper of a round: what is printed, what waits for its second typing, and the pile on the table."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwerk.web.participate import round_paper, round_pile, rounds
from wijkwerk.web.participate.ideas import AnsweredMeanwhile
from wijkwerk.web.participate.models import Idea, Round, SupportSheet
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.participate.round_paper import Difference
from wijkwerk.web.participate.round_paper_forms import IdeaAgainForm, ListAgainForm, PileForm
from wijkwerk.web.people.models import Person
from wijkwerk.web.people.service import person_of, require
from wijkwerk.web.places.service import landmarks_of
from wijkwerk.web.site.double_submit import once
from wijkwerk.web.site.qr import qr

LINES_ON_A_LIST = 16

# --- to print ---


@require_safe
def idea_form(request: HttpRequest, area: str, slug: str) -> HttpResponse:
    """A form on paper on which somebody writes an idea."""
    round = rounds.round_of(area, slug)
    address = request.build_absolute_uri(round.get_absolute_url())
    context = {
        "round": round,
        "area": round.area,
        "themes": rounds.themes_of(round),
        "address": address,
        "qr": qr(address),
        "is_over": round.ideas_until < timezone.localdate(),
    }
    return render(request, "participate/rounds/paper_form.html", context)


@require_safe
def support_list(request: HttpRequest, area: str, slug: str, number: int) -> HttpResponse:
    """A list on paper on which neighbours sign for one idea."""
    idea = rounds.idea_of(area, slug, number)
    if not idea.is_seen:
        raise Http404(_("Dit idee kennen we niet."))
    address = request.build_absolute_uri(idea.get_absolute_url())
    context = {
        "idea": idea,
        "round": idea.round,
        "area": idea.round.area,
        "address": address,
        "qr": qr(address),
        "lines": range(1, LINES_ON_A_LIST + 1),
    }
    return render(request, "participate/rounds/paper_list.html", context)


# --- the table with paper ---


@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, area: str, slug: str) -> HttpResponseBase:
    """What to print, what waits to be typed again, and whether what was typed is the pile on the table."""
    person, round = person_of(request), rounds.round_of(area, slug, read=round_pile.with_paper)
    require(person, "participate.lead", round)
    return _paper(request, round, person)


@once
def _paper(request: HttpRequest, round: Round, person: Person) -> HttpResponse:
    form = PileForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        sent = form.cleaned_data
        try:
            round_paper.count_pile(round, sent["forms_on_table"], sent["signatures"], by=person, now=timezone.now())
        except NotNow as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Je telling is bewaard. Iemand anders telt ook, zonder jouw getal te zien."))
            return redirect("participate:round-paper", area=round.area.slug, slug=round.slug)
    standing = round_pile.read_standing(round)
    pages = Paginator(round_pile.lists_of(round), rounds.A_PAGE)
    pages.count = standing.every_list
    context = {
        "round": round,
        "area": round.area,
        "form": form,
        "standing": standing,
        "faults": standing.faults(),
        "waiting": round_pile.forms_waiting(round)[: rounds.A_PAGE],
        "page": pages.get_page(request.GET.get(rounds.PAGE)),
    }
    return render(request, "participate/rounds/paper.html", context)


# --- an idea, again ---


@require_http_methods(["GET", "HEAD", "POST"])
def idea_again(request: HttpRequest, area: str, slug: str, number: int) -> HttpResponseBase:
    """Type an idea from paper for the second time, without seeing the first."""
    person, idea = person_of(request), rounds.idea_of(area, slug, number)
    require(person, "participate.lead", idea.round)
    return _idea_again(request, idea, person)


@once
def _idea_again(request: HttpRequest, idea: Idea, person: Person) -> HttpResponse:
    round = idea.round
    given: dict[str, Any] = {"themes": list(round.themes.all()), "landmarks": landmarks_of(round.area)}
    form = IdeaAgainForm(request.POST if request.method == "POST" else None, **given, initial={"version": idea.version})
    differs: list[Difference] = []
    if form.is_valid():
        sent = form.cleaned_data
        try:
            differs = round_paper.type_idea_again(
                idea, form.words(), by=person, now=timezone.now(), version=sent["version"], settles=sent["settles"],
                is_read_first=form.is_read_first,
            )  # fmt: skip
        except NotNow as refusal:
            form.add_error(None, str(refusal))
        except AnsweredMeanwhile:
            messages.warning(request, _("Iemand anders typte dit idee net. Kijk hoe het ervoor staat."))
            return _to_table(round)
        else:
            if not differs or sent["settles"]:
                messages.success(request, _said_of_idea(idea))
                return _to_table(round)
    context = {"form": form, "idea": idea, "round": round, "area": round.area, "differs": differs}
    return render(request, "participate/rounds/paper_idea.html", context)


def _said_of_idea(idea: Idea) -> str:
    match idea.state:
        case Idea.State.TYPED:
            return _("Idee %(number)s staat nu zoals jij het typte. Laat een ander het nog eens typen.") % {
                "number": idea.number
            }
        case Idea.State.HELD:
            return _("Twee keer hetzelfde. Iemand leest idee %(number)s eerst; daarna ziet iedereen het.") % {
                "number": idea.number
            }
        case _:
            return _("Twee keer hetzelfde: idee %(number)s staat erbij.") % {"number": idea.number}


@require_POST
def idea_drop(request: HttpRequest, area: str, slug: str, number: int) -> HttpResponseBase:
    """Take away an idea that was typed by mistake."""
    person, idea = person_of(request), rounds.idea_of(area, slug, number)
    require(person, "participate.lead", idea.round)
    return _idea_drop(request, idea, person)


@once
def _idea_drop(request: HttpRequest, idea: Idea, person: Person) -> HttpResponse:
    try:
        round_paper.drop_idea(idea, by=person, version=idea.version)
        messages.success(request, _("Idee %(number)s is weg. Leg het papier apart.") % {"number": idea.number})
    except NotNow as refusal:
        messages.warning(request, str(refusal))
    return _to_table(idea.round)


# --- a list, again ---


@require_http_methods(["GET", "HEAD", "POST"])
def list_again(request: HttpRequest, area: str, slug: str, number: int, sheet: int) -> HttpResponseBase:
    """Count the signatures on a list for the second time."""
    person, found = person_of(request), _list_of(area, slug, number, sheet)
    require(person, "participate.lead", found.idea.round)
    return _list_again(request, found, person)


@once
def _list_again(request: HttpRequest, sheet: SupportSheet, person: Person) -> HttpResponse:
    idea = sheet.idea
    form = ListAgainForm(request.POST if request.method == "POST" else None)
    first: int | None = None
    if form.is_valid():
        sent = form.cleaned_data
        try:
            is_same = round_paper.type_list_again(
                sheet, sent["signatures"], by=person, now=timezone.now(), settles=sent["settles"]
            )
        except NotNow as refusal:
            form.add_error(None, str(refusal))
        except AnsweredMeanwhile:
            messages.warning(request, _("Dit idee is net veranderd. Lees het nog eens."))
            return redirect(idea)
        else:
            if is_same or sent["settles"]:
                said = (
                    _("Twee keer hetzelfde: lijst %(list)s telt mee.")
                    if is_same
                    else _("Lijst %(list)s staat nu zoals jij haar telde. Laat een ander haar nog eens tellen.")
                )
                messages.success(request, said % {"list": f"{idea.number}-{sheet.number}"})
                return _to_table(idea.round)
            first = sheet.signatures
    context = {
        "form": form,
        "sheet": sheet,
        "idea": idea,
        "round": idea.round,
        "area": idea.round.area,
        "first": first,
    }
    return render(request, "participate/rounds/paper_count.html", context)


@require_POST
def list_back(request: HttpRequest, area: str, slug: str, number: int, sheet: int) -> HttpResponseBase:
    """Take a list of signatures back."""
    person, found = person_of(request), _list_of(area, slug, number, sheet)
    require(person, "participate.lead", found.idea.round)
    return _list_back(request, found, person)


@once
def _list_back(request: HttpRequest, sheet: SupportSheet, person: Person) -> HttpResponse:
    try:
        round_paper.withdraw_list(sheet, by=person)
        said = _("Lijst %(list)s telt niet mee. Leg het papier apart.")
        messages.success(request, said % {"list": f"{sheet.idea.number}-{sheet.number}"})
    except NotNow as refusal:
        messages.warning(request, str(refusal))
    return _to_table(sheet.idea.round)


def _to_table(round: Round) -> HttpResponse:
    return redirect(reverse("participate:round-paper", args=[round.area.slug, round.slug]))


def _list_of(area: str, slug: str, number: int, sheet: int) -> SupportSheet:
    idea = rounds.idea_of(area, slug, number)
    found = SupportSheet.objects.filter(idea=idea, number=sheet).first()
    if found is None:
        raise Http404(_("Deze lijst kennen we niet."))
    found.idea = idea
    return found
