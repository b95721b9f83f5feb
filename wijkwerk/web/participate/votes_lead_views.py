"""The pages of whoever leads a vote: make and open it, give out letters, move its closing, close it and publish it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from wijkwerk.web.participate import codes, votes, voting
from wijkwerk.web.participate.models import Round, Vote
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.participate.rules import areas_led_by
from wijkwerk.web.participate.votes_forms import (
    OWN,
    AreaForm,
    BatchForm,
    ClosingForm,
    OpenForm,
    ReplaceForm,
    VoteForm,
    WithdrawForm,
    in_an_hour,
    own_lines,
    size_of,
)
from wijkwerk.web.participate.votes_views import carry_out
from wijkwerk.web.people.models import Person
from wijkwerk.web.people.service import person_of, require
from wijkwerk.web.site.double_submit import once
from wijkwerk.web.site.qr import qr
from wijkwerk.web.work.service import VoteAsked, vote_asked

LETTERS_A_PAGE = 60
# What is proposed: a vote opens in the morning and closes when people are home.
MORNING, EVENING = time(9), time(20)


def new(request: HttpRequest) -> HttpResponseBase:
    """Hold a vote: in an area, perhaps for a stage of a route or over what a round chose."""
    person = person_of(request)
    asked = _asked(request, person)
    if asked and request.method != "POST":
        running = votes.running_for(UUID(request.GET["route"]), request.GET["stap"])
        if running is not None:
            return redirect("participate:vote-manage", running.pk)
    return _new(request, person, asked, None if asked else _round(request, person))


@once
def _new(request: HttpRequest, person: Person, asked: VoteAsked | None, round: Round | None) -> HttpResponse:
    areas = areas_led_by(person)
    data = request.POST if request.method == "POST" else None
    which = AreaForm(data or (request.GET if "area" in request.GET else None), areas=[area.pk for area in areas])
    held_in = asked.area if asked else round.area if round else None
    if held_in:
        which = AreaForm({"area": held_in.slug}, areas=[area.pk for area in areas])
    ideas = votes.ideas_to_vote_on(round) if round else {}
    form = VoteForm(data, initial=_proposed(asked, round, ideas), for_stage=asked.area if asked else None)
    if data is not None and which.is_valid() and form.is_valid():
        made = form.save(commit=False)
        made.round = round
        if asked:
            made.run, made.stage = UUID(request.GET["route"]), request.GET["stap"]
        if _try(form, lambda: voting.create(which.cleaned_data["area"], made, form.options(ideas), by=person)):
            messages.success(request, _("De stemming staat klaar om af te maken. Niemand anders ziet haar nog."))
            return redirect("participate:vote-manage", made.pk)
    waiting = votes.waiting_for(UUID(request.GET["route"]), request.GET["stap"]) if asked else None
    context = {
        "form": form,
        "which": which,
        "asked": asked,
        "round": round,
        "held_in": held_in,
        "waiting": waiting,
        "areas": areas,
        "vote": None,
    }
    return render(request, "participate/votes/form.html", context, status=422 if data is not None else 200)


def _asked(request: HttpRequest, person: Person) -> VoteAsked | None:
    """The stage of a route that the address names."""
    run, stage = request.GET.get("route", ""), request.GET.get("stap", "")
    if not run:
        return None
    try:
        return vote_asked(UUID(run), stage, by=person)
    except ValueError:
        raise Http404 from None


def _round(request: HttpRequest, person: Person) -> Round | None:
    """The round that the address names, which this person has to lead."""
    number = request.GET.get("ronde", "")
    if not number:
        return None
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise Http404
    round = get_object_or_404(Round.objects.select_related("area__within__within__within"), pk=int(number))
    require(person, "participate.lead", round)
    return round


def _proposed(asked: VoteAsked | None, round: Round | None, ideas: dict[str, UUID]) -> dict[str, Any]:
    first_day = timezone.localdate() + timedelta(days=7)
    begin = _at(first_day, MORNING)
    proposal: dict[str, Any] = {
        "opens_at": begin,
        "closes_at": _at(first_day + timedelta(days=14), EVENING),
        "has_paper": True,
        "kind": "coded",
    }
    if asked:
        group = asked.group if asked.group in Vote.Group.values else ""
        proposal |= {
            "title": asked.title,
            "intro": asked.summary,
            "percent": asked.percent,
            "group": group,
            "whole": size_of(asked.area, group) if group else None,
        }
    if round:
        proposal |= {
            "title": round.title,
            "question": _("Welk idee kies je?"),
            "answers": OWN,
            "own": "\n".join(ideas),
            "group": Vote.Group.RESIDENTS,
            "whole": round.area.residents,
        }
        if round.vote_until:
            last = _at(round.vote_until, time(23, 59))
            first = max(in_an_hour(timezone.now()), min(begin, last - timedelta(days=7)))
            proposal |= {"opens_at": min(first, last - timedelta(hours=1)), "closes_at": last}
    return proposal


def _at(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))


def edit(request: HttpRequest, vote_id: UUID) -> HttpResponseBase:
    """Change a vote that is being made."""
    found, person = led(request, vote_id)
    return _edit(request, found, person)


@once
def _edit(request: HttpRequest, found: Vote, person: Person) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    options = votes.answers_of(found)
    has_letters = found.batches.exists()
    form = VoteForm(
        data,
        instance=found,
        initial={"answers": OWN, "own": own_lines(options)},
        for_stage=found.area if found.run else None,
        has_letters=has_letters,
    )
    ideas = {one.label: one.idea for one in options}
    if data is not None and form.is_valid():
        made = form.save(commit=False)
        if _try(form, lambda: voting.change(made, form.options(ideas), by=person)):
            messages.success(request, _("Bewaard."))
            return redirect("participate:vote-manage", found.pk)
    context = {"form": form, "vote": found, "area": found.area, "areas": [found.area], "has_letters": has_letters}
    return render(request, "participate/votes/form.html", context, status=422 if data is not None else 200)


@require_safe
def manage(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Everything that leads a vote from its question to its result, in order."""
    found, _person = led(request, vote_id)
    now = timezone.now()
    steps = votes.steps_of(found, is_over=found.closes_at <= now)
    gate = votes.gate_of(found)
    context = {
        "vote": found,
        "area": found.area,
        "steps": steps,
        "now": now,
        "is_open": votes.is_open(found, now),
        "is_over": found.state == Vote.State.READY and now >= found.closes_at,
        "may_replace": bool(steps.batches)
        and found.state in (Vote.State.DRAFT, Vote.State.READY)
        and now < found.closes_at,
        "gate": gate,
        "too_few": bool(steps.batches and gate and steps.codes < gate.needed),
        "batch_form": BatchForm(initial={"size": found.whole}),
        "open_form": OpenForm(),
        "withdraw_form": WithdrawForm(),
        "replace_form": ReplaceForm(initial={"batch": 1}),
        "closing_form": ClosingForm(initial={"closes_at": found.closes_at}),
    }
    return render(request, "participate/votes/manage.html", context)


def act(what: Callable[[HttpRequest, Vote, Person], HttpResponse]) -> Callable[[HttpRequest, UUID], HttpResponseBase]:
    """A button of those who lead: the permission first, then once, then back to the page of the vote."""
    carried_out = once(what)

    @require_POST
    @wraps(what)
    def button(request: HttpRequest, vote_id: UUID) -> HttpResponseBase:
        found, person = led(request, vote_id)
        return carried_out(request, found, person)

    return button


def led(request: HttpRequest, vote_id: UUID) -> tuple[Vote, Person]:
    """The vote and who asks, who has to lead votes there; Http404 or NotAllowed."""
    person = person_of(request)
    found = votes.vote_for(person, vote_id)
    require(person, "participate.lead", found)
    return found, person


def back_to(found: Vote) -> HttpResponse:
    """The page of whoever leads this vote."""
    return redirect("participate:vote-manage", found.pk)


def _try(form: VoteForm, deed: Callable[[], Any]) -> bool:
    """Do it, or say at the form why not."""
    try:
        deed()
    except NotNow as refusal:
        form.add_error(None, str(refusal))
    except ValidationError as wrong:
        form.add_error(None, wrong.messages)
    else:
        return True
    return False


def first_error(form: Any) -> str:
    """What a form objects to, in one line."""
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


@act
def open_vote(request: HttpRequest, found: Vote, person: Person) -> HttpResponse:
    """Show the vote to everyone."""
    carry_out(
        request,
        lambda: voting.open_vote(
            found, by=person, now=timezone.now(), too_few_is_meant=OpenForm(request.POST).is_valid()
        ),
        _("De stemming staat klaar. Iedereen kan haar zien."),
    )
    return back_to(found)


@act
def make_codes(request: HttpRequest, found: Vote, person: Person) -> HttpResponse:
    """A pile of letters: as many as was typed, or as the pasted list has lines; the list itself is not kept."""
    form = BatchForm(request.POST)
    if not form.is_valid():
        messages.error(request, first_error(form))
        return back_to(found)
    try:
        text = form.cleaned_data["households"]
        asked = form.cleaned_data["size"] or 0
        listed = codes.households_in(text, has_heading=form.cleaned_data["has_heading"]) if text.strip() else 0
        size = listed or asked
        batch = codes.make_batch(found, size, by=person, now=timezone.now())
    except NotNow as refusal:
        messages.error(request, str(refusal))
        return back_to(found)
    messages.success(request, _("De brieven staan klaar. Print ze, en vernietig daarna de leesbare codes."))
    if listed and asked and listed != asked:
        said = ngettext(
            "De lijst heeft %(listed)s regel, dus er is %(listed)s brief gemaakt en geen %(asked)s.",
            "De lijst heeft %(listed)s regels, dus er zijn %(listed)s brieven gemaakt en geen %(asked)s.",
            listed,
        )
        messages.warning(request, said % {"listed": listed, "asked": asked})
    return redirect("participate:vote-letters", found.pk, batch.number)


@act
def replace_code(request: HttpRequest, found: Vote, person: Person) -> HttpResponse:
    """Cancel a lost code and make another."""
    form = ReplaceForm(request.POST)
    if not form.is_valid():
        messages.error(request, first_error(form))
        return back_to(found)
    batch = form.cleaned_data["batch"]
    if carry_out(
        request,
        lambda: codes.replace(found, batch, form.cleaned_data["number"], by=person, now=timezone.now()),
        _("De oude code werkt niet meer. Print de nieuwe brief, en vernietig daarna de leesbare code."),
    ):
        return redirect("participate:vote-letters", found.pk, batch)
    return back_to(found)


@act
def withdraw_letters(request: HttpRequest, found: Vote, person: Person) -> HttpResponse:
    """No letter counts any more, and the vote can be changed again."""
    form = WithdrawForm(request.POST)
    if form.is_valid():
        carry_out(
            request,
            lambda: codes.withdraw(found, by=person),
            _("De brieven gelden niet meer. Je kunt de stemming weer wijzigen."),
        )
    else:
        messages.error(request, _("Gooi eerst de geprinte brieven weg, en zet dan het vinkje."))
    return back_to(found)


@require_safe
def letters(request: HttpRequest, vote_id: UUID, number: int) -> HttpResponse:
    """The letters with their codes, to print once."""
    found, _person = led(request, vote_id)
    to_print = codes.letters_to_print(found, number, now=timezone.now())
    page = Paginator(to_print, LETTERS_A_PAGE).get_page(request.GET.get("pagina"))
    address = request.build_absolute_uri(reverse("participate:ballot-entry"))
    context = {
        "vote": found,
        "area": found.area,
        "options": votes.answers_of(found),
        "batch": number,
        "is_left_over": not to_print and number in codes.waiting(found.pk),
        "page": page,
        # After the # nothing is sent to a server: the code stands in no log.
        "letters": [(letter, qr(f"{address}#{letter.code}")) for letter in page],
        "address": address,
    }
    return render(request, "participate/votes/letters.html", context)


@require_POST
def destroy_letters(request: HttpRequest, vote_id: UUID, number: int) -> HttpResponseBase:
    """After printing: the readable codes go."""
    found, person = led(request, vote_id)
    return _destroy_letters(request, found, person, number)


@once
def _destroy_letters(request: HttpRequest, found: Vote, person: Person, number: int) -> HttpResponse:
    codes.destroy_letters(found, number, by=person)
    messages.success(request, _("De leesbare codes zijn vernietigd. Ze staan nu alleen nog op de brieven."))
    return back_to(found)


@act
def move_closing(request: HttpRequest, found: Vote, person: Person) -> HttpResponse:
    """Another moment of closing, with its reason."""
    form = ClosingForm(request.POST)
    if form.is_valid():
        carry_out(
            request,
            lambda: voting.move_closing(
                found, form.cleaned_data["closes_at"], form.cleaned_data["why"], by=person, now=timezone.now()
            ),
            _("Het moment van sluiten is veranderd. De reden staat op de pagina van de stemming."),
        )
    else:
        messages.error(request, first_error(form))
    return back_to(found)


@act
def close(request: HttpRequest, found: Vote, person: Person) -> HttpResponse:
    """End the vote, and destroy the link between codes and ballots."""
    carry_out(request, lambda: voting.close(found, by=person, now=timezone.now()), _closed(found))
    return back_to(found)


def _closed(found: Vote) -> str:
    """What is true of a vote of this kind once it is closed."""
    if found.kind == Vote.Kind.CODED:
        return _("De stemming is gesloten. Niemand kan nog nagaan welke code welke stem gaf.")
    if found.kind == Vote.Kind.BINDING:
        return _("De stemming is gesloten. De uitslag ligt vast.")
    if found.by_names:
        return _("De peiling is gesloten. Wie een rol heeft in dit gebied, blijft zien wie wat antwoordde.")
    return _("De peiling is gesloten. De telling ligt vast.")


@act
def publish(request: HttpRequest, found: Vote, person: Person) -> HttpResponse:
    """Show everyone the result."""
    try:
        reason = voting.publish(found, by=person, now=timezone.now())
    except NotNow as refusal:
        messages.error(request, str(refusal))
        return back_to(found)
    messages.success(request, _("De uitslag is openbaar."))
    if reason:
        messages.warning(request, _("Hij staat nog niet in de route. %(reason)s") % {"reason": reason})
    return redirect(found)
