"""The pages of votes for everyone: read a vote, put a ballot in the box, and see and recount what came out."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, ParamSpec
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from wijkwerk.web.participate import entering, votes, voting
from wijkwerk.web.participate.ballot_forms import BallotForm, EntryForm, NameForm
from wijkwerk.web.participate.models import Ballot, Vote
from wijkwerk.web.participate.refusals import NotCounted, NotNow
from wijkwerk.web.people import printed_code
from wijkwerk.web.people.models import Person
from wijkwerk.web.people.service import may, person_of, require, visitor_or_person
from wijkwerk.web.site.double_submit import once
from wijkwerk.web.site.limits import guessed_too_often, slowed, too_often
from wijkwerk.web.site.qr import qr

P = ParamSpec("P")
BALLOTS_A_SHEET = 300
PRINTS = ("stembiljet", "tellijst", "natellen", "stemmen")
WRONG_CODES = "vote-code"


@require_safe
def vote(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """One vote: the question, how to vote, and when it is published what came out."""
    person = visitor_or_person(request)
    found = votes.vote_for(person, vote_id)
    now = timezone.now()
    is_of_area = may(person, "participate.take_part", found)
    shows_names = found.kind == Vote.Kind.POLL and found.by_names and is_of_area
    waits_for_route = is_of_area and found.state == Vote.State.PUBLISHED and not found.routed_at
    options, named, own = votes.named_answers_of(found, person) if shows_names else (votes.answers_of(found), [], None)
    context = {
        "vote": found,
        "area": found.area,
        "options": options,
        "answers": votes.answered(found, options),
        "written": votes.translated_in(found, options),
        "may_translate": may(person, "participate.translate", found) and found.state != Vote.State.DRAFT,
        "is_open": votes.is_open(found, now),
        "is_before": found.state == Vote.State.READY and now < found.opens_at,
        "turnout": votes.turnout_of(found),
        "gate": votes.gate_of(found),
        "together": votes.counted_together(found, options),
        "result": found.result if found.state == Vote.State.PUBLISHED else None,
        "limits": votes.limits_of(found) if found.state == Vote.State.PUBLISHED else [],
        "changes": found.changes.all(),
        "form": NameForm(options=options, initial={"option": own}) if shows_names else None,
        "named": named,
        "may_lead": may(person, "participate.lead", found),
        "asked": voting.asked_by_route(found, by=person) if waits_for_route else None,
    }
    return render(request, "participate/votes/vote.html", context)


@slowed(WRONG_CODES)
@sensitive_post_parameters()
def entry(request: HttpRequest) -> HttpResponseBase:
    """Type the code of a letter, and get the ballot it is for; one of a round leads there. Nothing of the code is remembered here."""
    form = EntryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = votes.vote_of(form.cleaned_data["code"])
        if found is not None:
            return _ballot(request, votes.vote_for(None, found.pk), initial={"code": form.cleaned_data["code"]})
        if entering.letter_of(form.cleaned_data["code"]):
            words = _(
                "Dit is de code van een ronde met ideeën. Hier doe je ermee mee. Is het vak leeg? Typ hem dan nog een keer."
            )
            messages.info(request, words)
            code = printed_code.read(form.cleaned_data["code"], entering.LENGTH)
            return redirect(f"{reverse('participate:code')}#{code}")
        if guessed_too_often(WRONG_CODES, request):
            return too_often(request, WRONG_CODES)
        form.add_error("code", _("Deze code kennen we niet. Kijk of je hem goed hebt overgenomen, of bel ons."))
    return render(request, "participate/votes/entry.html", {"form": form}, status=422 if form.errors else 200)


@slowed(WRONG_CODES)
@sensitive_post_parameters()
def cast(request: HttpRequest, vote_id: UUID) -> HttpResponseBase:
    """Vote with a code, or change the vote of that code. Sending the same ballot twice is one vote by itself."""
    if request.method != "POST":
        found = votes.vote_for(None, vote_id)
        if found.kind != Vote.Kind.CODED:
            raise Http404
        return _ballot(request, found)
    typed, option = request.POST.get("code", ""), request.POST.get("option", "")
    if typed and option.isdecimal() and len(option) < 5:
        try:
            outcome = voting.cast(vote_id, typed, int(option), now=timezone.now())
        except NotCounted as refusal:
            if refusal.is_guess and guessed_too_often(WRONG_CODES, request):
                return too_often(request, WRONG_CODES)
            return _ballot(request, votes.vote_for(None, vote_id), request.POST, str(refusal))
        return redirect(
            f"{reverse('participate:vote-done', args=[vote_id])}{'?gewijzigd=1' if outcome == 'changed' else ''}"
        )
    return _ballot(request, votes.vote_for(None, vote_id), request.POST)


def _ballot(
    request: HttpRequest, found: Vote, data: Any = None, refusal: str = "", initial: dict[str, Any] | None = None
) -> HttpResponse:
    options = votes.answers_of(found)
    form = BallotForm(data, options=options, initial=initial)
    if refusal:
        form.full_clean()
        form.add_error(None, refusal)
    now = timezone.now()
    context = {
        "vote": found,
        "area": found.area,
        "form": form,
        "written": votes.translated_in(found, options),
        "is_open": votes.is_open(found, now),
        "is_before": found.state == Vote.State.READY and now < found.opens_at,
    }
    return render(request, "participate/votes/ballot.html", context, status=422 if data is not None else 200)


@require_safe
def done(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """After voting: it counts, and how to change it. Whoever opens this page without voting learns nothing."""
    found = votes.vote_for(None, vote_id)
    context = {"vote": found, "area": found.area, "is_changed": "gewijzigd" in request.GET}
    return render(request, "participate/votes/done.html", context)


@require_POST
def answer(request: HttpRequest, vote_id: UUID) -> HttpResponseBase:
    """Answer an open poll with one's name."""
    person = person_of(request)
    found = votes.vote_for(person, vote_id)
    require(person, "participate.take_part", found)
    return _answer(request, found, person)


@once
def _answer(request: HttpRequest, found: Vote, person: Person) -> HttpResponse:
    form = NameForm(request.POST, options=votes.answers_of(found))
    if form.is_valid():
        carry_out(
            request,
            lambda: voting.answer_by_name(found, form.cleaned_data["option"], by=person, now=timezone.now()),
            _("Je antwoord staat erbij."),
        )
    else:
        messages.error(request, _("Kies een van de antwoorden."))
    return redirect(found)


@require_POST
def hand_over(request: HttpRequest, vote_id: UUID) -> HttpResponseBase:
    """Put a published result in the route, as someone with a role there."""
    person = person_of(request)
    found = votes.vote_for(person, vote_id)
    require(person, "participate.take_part", found)
    return _hand_over(request, found, person)


@once
def _hand_over(request: HttpRequest, found: Vote, person: Person) -> HttpResponse:
    carry_out(
        request, lambda: voting.hand_to_route(found, by=person, now=timezone.now()), _("De uitslag staat in de route.")
    )
    return redirect(found)


@require_safe
def ballots(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Every ballot of a published vote as CSV, to count again."""
    found = _published(request, vote_id)
    response = HttpResponse(votes.ballots_csv(found), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="stemmen-{found.pk}.csv"'
    return response


@require_safe
def result(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """The published result as data."""
    found = votes.vote_for(visitor_or_person(request), vote_id)
    if found.state != Vote.State.PUBLISHED:
        raise Http404
    content = {
        "id": str(found.pk),
        "title": found.title,
        "question": found.question,
        "kind": found.kind,
        "area": found.area.slug,
        "opened_at": found.opens_at.isoformat(),
        "closed_at": found.closes_at.isoformat(),
        "limits": votes.limits_of(found),
        **(found.result or {}),
    }
    return HttpResponse(json.dumps(content, ensure_ascii=False, indent=1), content_type="application/json")


@require_safe
def on_paper(request: HttpRequest, vote_id: UUID, what: str) -> HttpResponse:
    """A sheet to print: the ballot, the tally sheet, the guide for recounting, or all ballots of a published vote."""
    person = visitor_or_person(request)
    if what not in PRINTS:
        raise Http404
    found = _published(request, vote_id) if what == "stemmen" else votes.vote_for(person, vote_id)
    page = None
    if what == "stemmen":
        rows = Ballot.objects.filter(vote=found).order_by("id").values_list("id", "option__number")
        page = Paginator(rows, BALLOTS_A_SHEET).get_page(request.GET.get("pagina"))
    context = {
        "vote": found,
        "area": found.area,
        "options": votes.answers_of(found),
        "what": what,
        "page": page,
        "address": request.build_absolute_uri(found.get_absolute_url()),
        "qr": qr(request.build_absolute_uri(found.get_absolute_url())),
        "entry_address": request.build_absolute_uri(reverse("participate:ballot-entry")),
        "lines": range(3),
    }
    return render(request, "participate/votes/on_paper.html", context)


def _published(request: HttpRequest, vote_id: UUID) -> Vote:
    found = votes.vote_for(visitor_or_person(request), vote_id)
    if found.state != Vote.State.PUBLISHED or found.kind != Vote.Kind.CODED:
        raise Http404
    return found


def carry_out(request: HttpRequest, deed: Callable[[], Any], done: str) -> bool:
    """Do it and say so, or say why not."""
    try:
        deed()
    except NotNow as refusal:
        messages.error(request, str(refusal))
        return False
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
        return False
    messages.success(request, done)
    return True
