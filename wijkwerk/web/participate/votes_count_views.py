"""The pages of whoever counts a vote by hand: paper ballots, envelopes, hands in a room, and the sums of another system."""

from __future__ import annotations

import json
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from wijkwerk.web.participate import binding, paper, votes, voting
from wijkwerk.web.participate.models import Vote
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.participate.votes_forms import (
    EnvelopesForm,
    HandsForm,
    PaperForm,
    ResultForm,
    VotersForm,
)
from wijkwerk.web.participate.votes_lead_views import act, back_to, first_error, led
from wijkwerk.web.participate.votes_views import carry_out
from wijkwerk.web.people.models import Person
from wijkwerk.web.site.double_submit import once


def type_paper(request: HttpRequest, vote_id: UUID) -> HttpResponseBase:
    """Type paper ballots, one after another."""
    found, person = led(request, vote_id)
    return _type_paper(request, found, person)


@sensitive_post_parameters()
@once
def _type_paper(request: HttpRequest, found: Vote, person: Person) -> HttpResponse:
    options = votes.answers_of(found)
    data = request.POST if request.method == "POST" else None
    form = PaperForm(data, options=options)
    if data is not None and form.is_valid():
        try:
            typed = form.cleaned_data
            entered = paper.enter(
                found, typed["code"], typed["option"] or None, by=person, now=timezone.now(), looked=typed["looked"]
            )
        except paper.LookFirst as refusal:
            form.asks_to_look = True
            form.add_error("looked", str(refusal))
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
        carry_out(
            request,
            lambda: paper.count_envelopes(found, **form.cleaned_data, by=person, now=timezone.now()),
            _("Je telling is bewaard. Iemand anders telt ook, zonder jouw getal te zien."),
        )
    else:
        messages.error(request, first_error(form))
    return redirect("participate:vote-paper", found.pk)


def hands(request: HttpRequest, vote_id: UUID) -> HttpResponseBase:
    """Fill in the hands that were counted in the room."""
    found, person = led(request, vote_id)
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
            return back_to(found)
    context = {"vote": found, "area": found.area, "form": form}
    return render(request, "participate/votes/hands.html", context, status=422 if data is not None else 200)


# --- what another system counts ---


def elsewhere(request: HttpRequest, vote_id: UUID) -> HttpResponseBase:
    """What goes to the system that counts, and the result that comes back."""
    found, person = led(request, vote_id)
    if found.kind != Vote.Kind.BINDING:
        raise Http404
    return _elsewhere(request, found, person)


@once
def _elsewhere(request: HttpRequest, found: Vote, person: Person) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = _result_form(found, data)
    if data is not None and form.is_valid():
        given = form.cleaned_data
        try:
            binding.take_over(
                found, given["result"], given["address"], given.get("why", ""), by=person, now=timezone.now()
            )
        except binding.WhyAnother as refusal:
            form = ResultForm(data, is_another=True)
            form.add_error("why", str(refusal))
        except NotNow as refusal:
            form.add_error("result", str(refusal))
        else:
            messages.success(request, _("De uitslag is overgenomen. Sluit de stemming, en maak haar openbaar."))
            return back_to(found)
    return _elsewhere_page(request, found, form, VotersForm(), status=422 if data is not None else 200)


def _result_form(found: Vote, data: QueryDict | None = None) -> ResultForm:
    return ResultForm(data, initial={"address": found.address}, is_another=bool(found.result))


def _elsewhere_page(
    request: HttpRequest, found: Vote, form: ResultForm, voters: VotersForm, *, status: int
) -> HttpResponse:
    context = {
        "vote": found,
        "area": found.area,
        "form": form,
        "voters": voters,
        "is_over": timezone.now() >= found.closes_at,
    }
    return render(request, "participate/votes/elsewhere.html", context, status=status)


@require_safe
def questions(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """The question as Belenios reads it."""
    found, _person = led(request, vote_id)
    response = HttpResponse(
        json.dumps(binding.questions(found), ensure_ascii=False, indent=1), content_type="application/json"
    )
    response.headers["Content-Disposition"] = 'attachment; filename="questions.json"'
    return response


@require_POST
@sensitive_post_parameters()
def voters(request: HttpRequest, vote_id: UUID) -> HttpResponseBase:
    """A pasted list as Belenios reads it; it goes straight back, and nothing of it is kept."""
    found, _person = led(request, vote_id)
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
    return _elsewhere_page(request, found, _result_form(found), form, status=422)
