"""The pages of votes: read, vote, and for those who lead: letters, paper, closing and publishing."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from wijkwerk.web.participate import binding, codes, paper, votes, voting
from wijkwerk.web.participate.models import Ballot, Vote
from wijkwerk.web.participate.refusals import NotCounted, NotNow
from wijkwerk.web.participate.rules import areas_led_by
from wijkwerk.web.participate.votes_forms import (
    AreaForm,
    BallotForm,
    BatchForm,
    ClosingForm,
    EntryForm,
    EnvelopesForm,
    HandsForm,
    NameForm,
    PaperForm,
    ReplaceForm,
    ResultForm,
    VoteForm,
    VotersForm,
    in_an_hour,
    own_lines,
)
from wijkwerk.web.people.models import Person
from wijkwerk.web.people.service import may, person_of, require, visitor_or_person
from wijkwerk.web.site.double_submit import once
from wijkwerk.web.site.limits import LIMITS, may_try, sender_of, too_often
from wijkwerk.web.site.qr import qr
from wijkwerk.web.work.service import VoteAsked, vote_asked

P = ParamSpec("P")
LETTERS_A_PAGE = 60
BALLOTS_A_SHEET = 300
PRINTS = ("stembiljet", "tellijst", "natellen", "stemmen")
WRONG_CODES = "vote-code"


# --- for everyone ---


@require_safe
def vote(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """One vote: the question, how to vote, and when it is published what came out."""
    person = visitor_or_person(request)
    found = votes.vote_for(person, vote_id)
    now = timezone.now()
    options = votes.answers_of(found)
    answers_here = found.kind == Vote.Kind.POLL and found.by_names
    is_of_area = may(person, "participate.take_part", found)
    context = {
        "vote": found,
        "area": found.area,
        "options": options,
        "is_open": votes.is_open(found, now),
        "is_before": found.state == Vote.State.READY and now < found.opens_at,
        "turnout": votes.turnout_of(found),
        "gate": votes.gate_of(found),
        "result": found.result if found.state == Vote.State.PUBLISHED else None,
        "limits": votes.limits_of(found) if found.state == Vote.State.PUBLISHED else [],
        "changes": found.changes.all(),
        "form": NameForm(options=options) if answers_here and is_of_area else None,
        "named": votes.named_of(found) if answers_here and is_of_area else [],
        "may_lead": may(person, "participate.lead", found),
        "may_hand_over": is_of_area and found.state == Vote.State.PUBLISHED and found.run and not found.routed_at,
    }
    return render(request, "participate/votes/vote.html", context)


def slowed(view: Callable[Concatenate[HttpRequest, P], HttpResponseBase]) -> Any:
    """Marks a page that counts wrong codes itself: a right code is never held up by those who guess from its address."""
    view.limit = WRONG_CODES  # type: ignore[attr-defined]
    return view


def _guessed_too_often(request: HttpRequest) -> bool:
    return not may_try(WRONG_CODES, LIMITS[WRONG_CODES], sender_of(request), now=timezone.now())


@slowed
@sensitive_post_parameters()
def entry(request: HttpRequest) -> HttpResponseBase:
    """Type the code of a letter, and get the ballot it is for. Nothing of the code is remembered here."""
    form = EntryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = votes.vote_of(form.cleaned_data["code"])
        if found is not None:
            return _ballot(request, votes.vote_for(None, found.pk), initial={"code": form.cleaned_data["code"]})
        if _guessed_too_often(request):
            return too_often(request)
        form.add_error("code", _("Deze code kennen we niet. Kijk of je hem goed hebt overgenomen, of bel ons."))
    return render(request, "participate/votes/entry.html", {"form": form}, status=422 if form.errors else 200)


@slowed
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
            if refusal.is_guess and _guessed_too_often(request):
                return too_often(request)
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
        _do(
            request,
            lambda: voting.answer_by_name(found, form.cleaned_data["option"], by=person, now=timezone.now()),
            _("Je antwoord staat erbij."),
        )
    else:
        messages.error(request, _("Kies een van de antwoorden."))
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


# --- for those who lead ---


def new(request: HttpRequest) -> HttpResponseBase:
    """Hold a vote: in an area, perhaps for a stage of a route."""
    person = person_of(request)
    asked = _asked(request, person)
    if asked and request.method != "POST":
        running = votes.running_for(UUID(request.GET["route"]), request.GET["stap"])
        if running is not None:
            return redirect("participate:vote-manage", running.pk)
    return _new(request, person, asked)


@once
def _new(request: HttpRequest, person: Person, asked: VoteAsked | None) -> HttpResponse:
    areas = areas_led_by(person)
    data = request.POST if request.method == "POST" else None
    which = AreaForm(data or (request.GET if "area" in request.GET else None), areas=[area.pk for area in areas])
    if asked:
        which = AreaForm({"area": asked.area.slug}, areas=[area.pk for area in areas])
    form = VoteForm(data, initial=_proposed(asked))
    if data is not None and which.is_valid() and form.is_valid():
        made = form.save(commit=False)
        if asked:
            made.run, made.stage = UUID(request.GET["route"]), request.GET["stap"]
        if _try(form, lambda: voting.create(which.cleaned_data["area"], made, form.options(), by=person)):
            messages.success(request, _("De stemming staat klaar om af te maken. Niemand anders ziet haar nog."))
            return redirect("participate:vote-manage", made.pk)
    context = {"form": form, "which": which, "asked": asked, "areas": areas, "vote": None}
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


def _proposed(asked: VoteAsked | None) -> dict[str, Any]:
    begin = in_an_hour(timezone.now()) + timedelta(days=7)
    proposal: dict[str, Any] = {
        "opens_at": begin,
        "closes_at": begin + timedelta(days=14),
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
            "whole": {"residents": asked.area.residents, "households": asked.area.households}.get(group),
        }
    return proposal


def edit(request: HttpRequest, vote_id: UUID) -> HttpResponseBase:
    """Change a vote that is being made."""
    found, person = _led(request, vote_id)
    return _edit(request, found, person)


@once
def _edit(request: HttpRequest, found: Vote, person: Person) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = VoteForm(data, instance=found, initial={"answers": "own", "own": own_lines(votes.answers_of(found))})
    if data is not None and form.is_valid():
        made = form.save(commit=False)
        if _try(form, lambda: voting.change(made, form.options(), by=person)):
            messages.success(request, _("Bewaard."))
            return redirect("participate:vote-manage", found.pk)
    context = {"form": form, "vote": found, "area": found.area, "areas": [found.area]}
    return render(request, "participate/votes/form.html", context, status=422 if data is not None else 200)


@require_safe
def manage(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """Everything that leads a vote from its question to its result, in order."""
    found, _person = _led(request, vote_id)
    now = timezone.now()
    context = {
        "vote": found,
        "area": found.area,
        "steps": votes.steps_of(found, is_over=found.closes_at <= now),
        "now": now,
        "is_open": votes.is_open(found, now),
        "is_over": found.state == Vote.State.READY and now >= found.closes_at,
        "gate": votes.gate_of(found),
        "batch_form": BatchForm(initial={"size": found.whole}),
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
        found, person = _led(request, vote_id)
        return carried_out(request, found, person)

    return button


def _led(request: HttpRequest, vote_id: UUID) -> tuple[Vote, Person]:
    person = person_of(request)
    found = votes.vote_for(person, vote_id)
    require(person, "participate.lead", found)
    return found, person


def _back(found: Vote) -> HttpResponse:
    return redirect("participate:vote-manage", found.pk)


def _do(request: HttpRequest, deed: Callable[[], Any], done: str) -> bool:
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


def _first_error(form: Any) -> str:
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


@act
def open_vote(request: HttpRequest, found: Vote, person: Person) -> HttpResponse:
    """Show the vote to everyone."""
    _do(
        request,
        lambda: voting.open_vote(found, by=person, now=timezone.now()),
        _("De stemming staat klaar. Iedereen kan haar zien."),
    )
    return _back(found)


@act
def make_codes(request: HttpRequest, found: Vote, person: Person) -> HttpResponse:
    """A pile of letters: as many as was typed, or as the pasted list has lines; the list itself is not kept."""
    form = BatchForm(request.POST)
    if not form.is_valid():
        messages.error(request, _first_error(form))
        return _back(found)
    try:
        text = form.cleaned_data["households"]
        size = (
            codes.households_in(text, has_heading=form.cleaned_data["has_heading"])
            if text.strip()
            else form.cleaned_data["size"] or 0
        )
        batch = codes.make_batch(found, size, by=person, now=timezone.now())
    except NotNow as refusal:
        messages.error(request, str(refusal))
        return _back(found)
    messages.success(request, _("De brieven staan klaar. Print ze, en vernietig daarna de leesbare codes."))
    return redirect("participate:vote-letters", found.pk, batch.number)


@act
def replace_code(request: HttpRequest, found: Vote, person: Person) -> HttpResponse:
    """Cancel a lost code and make another."""
    form = ReplaceForm(request.POST)
    if not form.is_valid():
        messages.error(request, _first_error(form))
        return _back(found)
    batch = form.cleaned_data["batch"]
    if _do(
        request,
        lambda: codes.replace(found, batch, form.cleaned_data["number"], by=person),
        _("De oude code werkt niet meer. Print de nieuwe brief, en vernietig daarna de leesbare code."),
    ):
        return redirect("participate:vote-letters", found.pk, batch)
    return _back(found)


@require_safe
def letters(request: HttpRequest, vote_id: UUID, number: int) -> HttpResponse:
    """The letters with their codes, to print once."""
    found, _person = _led(request, vote_id)
    page = Paginator(codes.letters_of(found.pk, number), LETTERS_A_PAGE).get_page(request.GET.get("pagina"))
    address = request.build_absolute_uri(reverse("participate:ballot-entry"))
    context = {
        "vote": found,
        "area": found.area,
        "options": votes.answers_of(found),
        "batch": number,
        "page": page,
        # After the # nothing is sent to a server: the code stands in no log.
        "letters": [(letter, qr(f"{address}#{letter.code}")) for letter in page],
        "address": address,
    }
    return render(request, "participate/votes/letters.html", context)


@require_POST
def destroy_letters(request: HttpRequest, vote_id: UUID, number: int) -> HttpResponseBase:
    """After printing: the readable codes go."""
    found, person = _led(request, vote_id)
    return _destroy_letters(request, found, person, number)


@once
def _destroy_letters(request: HttpRequest, found: Vote, person: Person, number: int) -> HttpResponse:
    codes.destroy_letters(found, number, by=person)
    messages.success(request, _("De leesbare codes zijn vernietigd. Ze staan nu alleen nog op de brieven."))
    return _back(found)


def type_paper(request: HttpRequest, vote_id: UUID) -> HttpResponseBase:
    """Type paper ballots, one after another."""
    found, person = _led(request, vote_id)
    return _type_paper(request, found, person)


@sensitive_post_parameters()
@once
def _type_paper(request: HttpRequest, found: Vote, person: Person) -> HttpResponse:
    options = votes.answers_of(found)
    data = request.POST if request.method == "POST" else None
    form = PaperForm(data, options=options)
    if data is not None and form.is_valid():
        try:
            entered = paper.enter(
                found, form.cleaned_data["code"], form.cleaned_data["option"] or None, by=person, now=timezone.now()
            )
        except NotNow as refusal:
            form.add_error("code", str(refusal))
        except IntegrityError:
            form.add_error(None, _("Iemand typte net dezelfde stem in. Probeer het nog eens."))
        else:
            _say_entered(request, entered)
            return redirect("participate:vote-paper", found.pk)
    context = {
        "vote": found,
        "area": found.area,
        "form": form,
        "counts": EnvelopesForm(),
        "sheet": paper.sheet_of(found),
        "person": person,
    }
    return render(request, "participate/votes/paper.html", context, status=422 if data is not None else 200)


def _say_entered(request: HttpRequest, entered: paper.Entered) -> None:
    if entered.is_gone:
        messages.success(request, _("Je regel is weg. De code kan opnieuw worden ingetypt."))
    elif entered.differs:
        messages.warning(
            request, _("Dit is anders dan wat de ander intypte. Leg dit biljet apart en kijk er samen naar.")
        )
    elif entered.turn == 1:
        messages.success(request, _("Bewaard, de eerste keer. Iemand anders typt dit biljet ook in."))
    else:
        messages.success(request, _("Bewaard, en gelijk aan de eerste keer."))


@act
def count_envelopes(request: HttpRequest, found: Vote, person: Person) -> HttpResponse:
    """The envelopes as one of two people counted them."""
    form = EnvelopesForm(request.POST)
    if form.is_valid():
        _do(
            request,
            lambda: paper.count_envelopes(found, **form.cleaned_data, by=person, now=timezone.now()),
            _("Je telling is bewaard. Iemand anders telt ook, zonder jouw getal te zien."),
        )
    else:
        messages.error(request, _first_error(form))
    return redirect("participate:vote-paper", found.pk)


def hands(request: HttpRequest, vote_id: UUID) -> HttpResponseBase:
    """Fill in the hands that were counted in the room."""
    found, person = _led(request, vote_id)
    return _hands(request, found, person)


@once
def _hands(request: HttpRequest, found: Vote, person: Person) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = HandsForm(data, options=votes.answers_of(found))
    if data is not None and form.is_valid():
        present = form.cleaned_data["present"]
        try:
            voting.count_hands(found, form.numbers(), present=present, by=person, now=timezone.now())
        except NotNow as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("De telling is bewaard. Sluit de peiling als ze klopt."))
            return _back(found)
    context = {"vote": found, "area": found.area, "form": form}
    return render(request, "participate/votes/hands.html", context, status=422 if data is not None else 200)


@act
def move_closing(request: HttpRequest, found: Vote, person: Person) -> HttpResponse:
    """Another moment of closing, with its reason."""
    form = ClosingForm(request.POST)
    if form.is_valid():
        _do(
            request,
            lambda: voting.move_closing(
                found, form.cleaned_data["closes_at"], form.cleaned_data["why"], by=person, now=timezone.now()
            ),
            _("Het moment van sluiten is veranderd. De reden staat op de pagina van de stemming."),
        )
    else:
        messages.error(request, _first_error(form))
    return _back(found)


@act
def close(request: HttpRequest, found: Vote, person: Person) -> HttpResponse:
    """End the vote, and destroy the link between codes and ballots."""
    _do(
        request,
        lambda: voting.close(found, by=person, now=timezone.now()),
        _("De stemming is gesloten. Niemand kan nog nagaan welke code welke stem gaf."),
    )
    return _back(found)


@act
def publish(request: HttpRequest, found: Vote, person: Person) -> HttpResponse:
    """Show everyone the result."""
    try:
        reason = voting.publish(found, by=person, now=timezone.now())
    except NotNow as refusal:
        messages.error(request, str(refusal))
        return _back(found)
    messages.success(request, _("De uitslag is openbaar."))
    if reason:
        messages.warning(request, _("Hij staat nog niet in de route. %(reason)s") % {"reason": reason})
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
    _do(request, lambda: voting.hand_to_route(found, by=person, now=timezone.now()), _("De uitslag staat in de route."))
    return redirect(found)


# --- a vote that another system counts ---


def elsewhere(request: HttpRequest, vote_id: UUID) -> HttpResponseBase:
    """What goes to the system that counts, and the result that comes back."""
    found, person = _led(request, vote_id)
    if found.kind != Vote.Kind.BINDING:
        raise Http404
    return _elsewhere(request, found, person)


@once
def _elsewhere(request: HttpRequest, found: Vote, person: Person) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = ResultForm(data, initial={"address": found.address})
    if data is not None and form.is_valid():
        try:
            binding.take_over(found, form.cleaned_data["result"], form.cleaned_data["address"], by=person)
        except NotNow as refusal:
            form.add_error("result", str(refusal))
        else:
            messages.success(request, _("De uitslag is overgenomen. Sluit de stemming, en maak haar openbaar."))
            return _back(found)
    context = {"vote": found, "area": found.area, "form": form, "voters": VotersForm()}
    return render(request, "participate/votes/elsewhere.html", context, status=422 if data is not None else 200)


@require_safe
def questions(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """The question as Belenios reads it."""
    found, _person = _led(request, vote_id)
    response = HttpResponse(
        json.dumps(binding.questions(found), ensure_ascii=False, indent=1), content_type="application/json"
    )
    response.headers["Content-Disposition"] = 'attachment; filename="questions.json"'
    return response


@require_POST
@sensitive_post_parameters()
def voters(request: HttpRequest, vote_id: UUID) -> HttpResponseBase:
    """A pasted list as Belenios reads it; it goes straight back, and nothing of it is kept."""
    found, _person = _led(request, vote_id)
    form = VotersForm(request.POST)
    if form.is_valid():
        try:
            listed = binding.voters(form.cleaned_data["voters"])
        except NotNow as refusal:
            form.add_error("voters", str(refusal))
        else:
            response = HttpResponse(listed, content_type="text/plain; charset=utf-8")
            response.headers["Content-Disposition"] = 'attachment; filename="voters.txt"'
            return response
    context = {
        "vote": found,
        "area": found.area,
        "form": ResultForm(initial={"address": found.address}),
        "voters": form,
    }
    return render(request, "participate/votes/elsewhere.html", context, status=422)
