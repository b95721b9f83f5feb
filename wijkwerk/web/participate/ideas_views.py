"""The pages of one idea for everybody: reading it, bringing it, standing behind it, and inviting neighbours."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwerk.web.participate import ideas, photos, round_steps, rounds
from wijkwerk.web.participate.entering import has_letters, may_take_part, taker_in, taker_of
from wijkwerk.web.participate.entering_views import how
from wijkwerk.web.participate.ideas import AnsweredMeanwhile, BroughtBefore
from wijkwerk.web.participate.ideas_forms import (
    IdeaForm,
    RefusalForm,
    TypedSupportForm,
)
from wijkwerk.web.participate.models import Idea, Round
from wijkwerk.web.participate.phases import takes_ideas, takes_support
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.participate.rounds import Taker
from wijkwerk.web.people.service import may, visitor_or_person
from wijkwerk.web.places.service import landmarks_of
from wijkwerk.web.site.double_submit import once
from wijkwerk.web.site.limits import limited
from wijkwerk.web.site.not_saved import signed_out
from wijkwerk.web.site.qr import qr
from wijkwerk.web.site.uploads import takes_files


@require_safe
def idea_page(request: HttpRequest, area: str, slug: str, number: int) -> HttpResponse:
    """One idea: what it says, its way, who answers by when, and the answer."""
    idea, taker = idea_and_taker(request, area, slug, number)
    today = timezone.localdate()
    round = idea.round
    leads = may(taker.person, "participate.lead", round)
    reads = may(taker.person, "participate.read_first", round)
    is_own: bool = idea.is_brought  # type: ignore[attr-defined]
    hidden = (Idea.State.WITHDRAWN, Idea.State.TYPED)  # who types it again does not read it first
    shows = idea.is_seen or is_own or (reads and idea.state not in hidden)
    return render(
        request,
        "participate/rounds/idea.html",
        {
            "idea": idea,
            "round": round,
            "area": round.area,
            "shows": shows,
            "steps": round_steps.steps_of_idea(idea, today),
            "is_late": idea.is_late(today),
            "channels": rounds.support_by_channel(idea) if shows and idea.support else [],
            "takes_part": may_take_part(taker, round),
            "may_support": idea.state == Idea.State.OPEN and takes_support(round.days, today),
            "is_own": is_own,
            "leads": leads,
            "reads": reads,
            "may_type_again": leads and idea.state == Idea.State.TYPED,
            "may_answer": leads and idea.is_seen,
            "may_agenda": leads and idea.state in (Idea.State.CHOSEN, Idea.State.AGENDA),
            "typed": TypedSupportForm() if leads and _may_type(idea, today) else None,
            "refusal": RefusalForm() if reads and idea.state == Idea.State.HELD else None,
            "share": _share(request, idea) if is_own else "",
        },
    )


@require_safe
def photo(request: HttpRequest, area: str, slug: str, number: int) -> HttpResponse:
    """The picture of an idea, for whom may read the idea."""
    idea, taker = idea_and_taker(request, area, slug, number)
    is_own: bool = idea.is_brought  # type: ignore[attr-defined]
    if idea.photo is None or not (idea.is_seen or is_own or may(taker.person, "participate.read_first", idea.round)):
        raise Http404
    response = HttpResponse(bytes(idea.photo.content), content_type="image/jpeg")
    response.headers["Cache-Control"] = "public, max-age=86400" if idea.is_seen else "no-store"
    return response


@require_safe
def shared(request: HttpRequest, share: str) -> HttpResponse:
    """The link with which somebody invites neighbours: on to the idea, with a word of welcome."""
    idea = get_object_or_404(Idea.objects.select_related("round__area"), share=share)
    if not takes_support(idea.round.days, timezone.localdate()) or idea.state != Idea.State.OPEN:
        return redirect(idea)
    messages.info(request, _("Een buur vraagt je steun voor dit idee. Lees het, en kies zelf."))
    return redirect(idea)


@takes_files(photos.MOST_BYTES)
@limited("open-form")
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, area: str, slug: str) -> HttpResponseBase:
    """Bring an idea; a worker also types what came in on paper, at the door or on the telephone."""
    round = rounds.round_of(area, slug, is_drawn=True)
    taker = taker_of(request, round)
    leads = may(taker.person, "participate.lead", round)
    if not (leads or may_take_part(taker, round)):
        if request.method != "POST":
            return how(request, area, slug)
        return signed_out(request, way_in=reverse("participate:round-how", args=[area, slug]), is_letter=True)
    today = timezone.localdate()
    is_open = takes_ideas(round.days, today, is_typed=leads) and (leads or round.ideas_by_residents)
    if not is_open and request.method != "POST":
        messages.warning(request, _("In deze ronde kun je nu geen idee brengen. Kijk bij de spelregels wanneer wel."))
        return redirect(round)
    return _bring(request, round, taker, leads)


@once
def _bring(request: HttpRequest, round: Round, taker: Taker, leads: bool) -> HttpResponse:
    given: dict[str, Any] = {
        "themes": list(round.themes.all()),
        "landmarks": landmarks_of(round.area),
        "is_lead": leads,
    }
    form = IdeaForm(request.POST, request.FILES, **given) if request.method == "POST" else IdeaForm(**given)
    if request.method == "POST" and form.is_valid():
        try:
            idea = _brought(form, round, taker)
        except BroughtBefore as before:
            said = _('Je bracht dit idee al: <a href="{url}">nummer {number}</a>.')
            form.add_error(None, format_html(said, url=before.idea.get_absolute_url(), number=before.idea.number))
        except NotNow as refusal:
            form.add_error(None, str(refusal))
        else:
            is_typed = idea.state == Idea.State.TYPED
            if is_typed:
                said = _(
                    "Schrijf op het papier: idee %(number)s. Laat een ander het nog eens typen, dan staat het erbij."
                )
            elif form.is_read_first:
                said = _("Je idee is binnen: nummer %(number)s. Iemand leest het eerst; daarna ziet iedereen het.")
            elif takes_support(round.days, timezone.localdate()):
                said = _("Je idee staat erbij: nummer %(number)s. Vraag nu je buren om steun.")
            else:
                said = _("Het idee staat erbij: nummer %(number)s.")
            messages.success(request, said % {"number": idea.number})
            return redirect("participate:round-paper", round.area.slug, round.slug) if is_typed else redirect(idea)
    written = rounds.translated_in(round, given["themes"])
    context = {"form": form, "round": round, "area": round.area, "leads": leads, "written": written}
    return render(request, "participate/rounds/idea_form.html", context)


def _brought(form: IdeaForm, round: Round, taker: Taker) -> Idea:
    when: dict[str, Any] = {
        "now": timezone.now(), "today": timezone.localdate(), "picture": form.picture,
        "is_read_first": form.is_read_first,
    }  # fmt: skip
    if form.channel and taker.person is not None:
        return ideas.type_idea(round, form.words(), form.channel, by=taker.person, **when)
    return ideas.bring_idea(round, form.words(), taker=taker, **when)


@limited("open-form")
@require_POST
def support(request: HttpRequest, area: str, slug: str, number: int) -> HttpResponseBase:
    """Stand behind an idea; who cannot yet, reads how one takes part."""
    idea, taker = idea_and_taker(request, area, slug, number)
    if not may_take_part(taker, idea.round):
        messages.info(request, _("Je steun telt nog niet. Kies eerst hoe je meedoet."))
        return redirect(reverse("participate:round-how", args=[area, slug]) + f"?idee={number}")
    return _support(request, idea, taker)


@once
def _support(request: HttpRequest, idea: Idea, taker: Taker) -> HttpResponse:
    try:
        is_new = ideas.support(idea, taker=taker, today=timezone.localdate())
    except NotNow as refusal:
        messages.warning(request, str(refusal))
    else:
        if not is_new:
            said = _("Je steunde dit idee al.")
        elif taker.participant:  # behind a letter is nobody whom we can tell
            said = _("Je steunt dit idee. Op deze pagina en in het krantje lees je wat ermee gebeurt.")
        else:
            said = _("Je steunt dit idee. Je hoort wat ermee gebeurt.")
        messages.success(request, said)
    return redirect(idea)


@limited("open-form")
@require_POST
def take_back(request: HttpRequest, area: str, slug: str, number: int) -> HttpResponseBase:
    """Take one's support back."""
    idea, taker = idea_and_taker(request, area, slug, number)
    return _take_back(request, idea, taker)


@once
def _take_back(request: HttpRequest, idea: Idea, taker: Taker) -> HttpResponse:
    try:
        if ideas.take_back(idea, taker=taker, today=timezone.localdate()):
            messages.success(request, _("Je steun is weg. Je kunt haar weer geven zolang het kan."))
    except NotNow as refusal:
        messages.warning(request, str(refusal))
    return redirect(idea)


@limited("open-form")
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, area: str, slug: str, number: int) -> HttpResponseBase:
    """Take one's own idea back, after being asked once."""
    idea, taker = idea_and_taker(request, area, slug, number)
    if not idea.is_brought:  # type: ignore[attr-defined]
        messages.warning(request, _("Alleen wie het idee bracht, kan het intrekken."))
        return redirect(idea)
    return _withdraw(request, idea, taker)


@once
def _withdraw(request: HttpRequest, idea: Idea, taker: Taker) -> HttpResponse:
    if request.method != "POST":
        context = {"idea": idea, "round": idea.round, "area": idea.round.area}
        return render(request, "participate/rounds/withdraw.html", context)
    try:
        ideas.withdraw_idea(idea, taker=taker)
        messages.success(request, _("Je idee is ingetrokken. Je woorden en je foto zijn weg."))
    except NotNow as refusal:
        messages.warning(request, str(refusal))
    except AnsweredMeanwhile:
        messages.warning(request, _("Dit idee is net veranderd. Lees het nog eens."))
        return redirect(idea)
    return redirect(idea.round)


@require_safe
def card(request: HttpRequest, area: str, slug: str, number: int) -> HttpResponse:
    """A card to print, with which somebody asks neighbours for support."""
    idea, taker = idea_and_taker(request, area, slug, number)
    may_print = idea.is_brought or may(taker.person, "participate.lead", idea.round)  # type: ignore[attr-defined]
    if not may_print or not idea.is_seen:
        messages.info(request, _("Kaartjes print wie het idee bracht."))
        return redirect(idea)
    address = _share(request, idea)
    context = {
        "idea": idea, "round": idea.round, "area": idea.round.area, "address": address, "qr": qr(address),
        "cards": range(4),
    }  # fmt: skip
    return render(request, "participate/rounds/card.html", context)


def idea_and_taker(request: HttpRequest, area: str, slug: str, number: int) -> tuple[Idea, Taker]:
    """The idea, and who looks at it; the round tells which letter of the session counts."""
    taker = Taker(visitor_or_person(request))
    if has_letters(request):
        found = Round.objects.filter(area__slug=area, slug=slug).values_list("pk", flat=True).first()
        taker = taker_in(request, found or 0)
    idea = rounds.idea_of(area, slug, number, taker)
    return idea, taker if idea.round.with_letter else Taker(taker.person)


def _share(request: HttpRequest, idea: Idea) -> str:
    return request.build_absolute_uri(reverse("participate:idea-shared", args=[idea.share]))


def _may_type(idea: Idea, today: Any) -> bool:
    is_open = idea.state == Idea.State.OPEN and idea.round.through_worker
    return is_open and takes_support(idea.round.days, today, is_typed=True)
