"""What who leads does with an idea: count support, read it first, put it on the agenda, and answer it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from wijkwerk.web.participate import ideas, round_paper, rounds
from wijkwerk.web.participate.ideas import AnsweredMeanwhile
from wijkwerk.web.participate.ideas_forms import (
    AgendaForm,
    AnswerForm,
    OwnerForm,
    RefusalForm,
    TypedSupportForm,
)
from wijkwerk.web.participate.ideas_views import idea_and_taker
from wijkwerk.web.participate.models import Idea
from wijkwerk.web.participate.models.fields import Channel
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.people.models import Person
from wijkwerk.web.people.service import person_of, require
from wijkwerk.web.site.double_submit import once


@require_POST
def type_support(request: HttpRequest, area: str, slug: str, number: int) -> HttpResponseBase:
    """Count support that came in on paper, at the door or on the telephone."""
    person = person_of(request)
    idea, _taker = idea_and_taker(request, area, slug, number)
    require(person, "participate.lead", idea.round)
    return _type_support(request, idea, person)


@once
def _type_support(request: HttpRequest, idea: Idea, person: Person) -> HttpResponse:
    form = TypedSupportForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Typ een getal van 1 tot en met %(most)s.") % {"most": ideas.MOST_TYPED})
        return redirect(idea)
    number, channel, today = form.cleaned_data["number"], form.cleaned_data["channel"], timezone.localdate()
    try:
        if channel == Channel.PAPER and "terug" not in request.POST:
            sheet = round_paper.type_list(idea, number, by=person, now=timezone.now(), today=today)
            said = _(
                "Schrijf op het papier: lijst %(list)s. Laat een ander de handtekeningen nog eens tellen, dan tellen ze mee."
            )
            messages.success(request, said % {"list": f"{idea.number}-{sheet.number}"})
        elif "terug" in request.POST:
            gone = ideas.take_typed_back(idea, number, channel, by=person, today=today)
            messages.success(request, _("%(number)s keer steun is weer weggehaald.") % {"number": gone})
        else:
            ideas.type_support(idea, number, channel, by=person, today=today)
            said = ngettext("%(number)s buur is erbij geteld.", "%(number)s buren zijn erbij geteld.", number)
            messages.success(request, said % {"number": number})
    except NotNow as refusal:
        messages.warning(request, str(refusal))
    return redirect(idea)


@require_POST
def open_idea(request: HttpRequest, area: str, slug: str, number: int) -> HttpResponseBase:
    """Let everybody see an idea that was read."""
    person = person_of(request)
    idea, _taker = idea_and_taker(request, area, slug, number)
    require(person, "participate.read_first", idea.round)
    return _open(request, idea, person)


@once
def _open(request: HttpRequest, idea: Idea, person: Person) -> HttpResponse:
    try:
        ideas.open_idea(idea, by=person, version=_version(request))
        messages.success(request, _("Iedereen ziet idee %(number)s nu.") % {"number": idea.number})
    except NotNow as refusal:
        messages.warning(request, str(refusal))
    except AnsweredMeanwhile:
        messages.warning(request, _("Dit idee is net veranderd. Lees het nog eens."))
    return redirect(idea)


@require_POST
def refuse(request: HttpRequest, area: str, slug: str, number: int) -> HttpResponseBase:
    """Do not place an idea, with the reason for who wrote it."""
    person = person_of(request)
    idea, _taker = idea_and_taker(request, area, slug, number)
    require(person, "participate.read_first", idea.round)
    return _refuse(request, idea, person)


@once
def _refuse(request: HttpRequest, idea: Idea, person: Person) -> HttpResponse:
    form = RefusalForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Kies een huisregel en schrijf op waarom. Wie het bracht leest dat."))
        return redirect(idea)
    try:
        given, today = form.cleaned_data, timezone.localdate()
        ideas.refuse_idea(idea, given["rule"], given["why"], by=person, version=_version(request), today=today)
        messages.success(request, _("Idee %(number)s is niet geplaatst.") % {"number": idea.number})
    except NotNow as refusal:
        messages.warning(request, str(refusal))
    except AnsweredMeanwhile:
        messages.warning(request, _("Dit idee is net veranderd. Lees het nog eens."))
    return redirect(idea)


@require_http_methods(["GET", "HEAD", "POST"])
def agenda(request: HttpRequest, area: str, slug: str, number: int) -> HttpResponseBase:
    """Put an idea on the agenda of the body that decides."""
    person = person_of(request)
    idea, _taker = idea_and_taker(request, area, slug, number)
    require(person, "participate.lead", idea.round)
    return _agenda(request, idea, person)


@once
def _agenda(request: HttpRequest, idea: Idea, person: Person) -> HttpResponse:
    first = {"when": idea.answer_due_on, "version": idea.version}
    form = AgendaForm(request.POST or None, initial=first, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            ideas.put_on_agenda(idea, sent["when"], sent["why"], by=person, version=sent["version"], now=timezone.now())
            messages.success(request, _("Idee %(number)s staat op de agenda.") % {"number": idea.number})
            return redirect(idea)
        except NotNow as refusal:
            form.add_error("why", str(refusal))
        except AnsweredMeanwhile:
            messages.warning(request, _("Dit idee is net veranderd. Lees het nog eens."))
            return redirect(idea)
    context = {"form": form, "idea": idea, "round": idea.round, "area": idea.round.area}
    return render(request, "participate/rounds/agenda.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, area: str, slug: str, number: int) -> HttpResponseBase:
    """Say what was decided and why. Nobody's text is lost when two people answer at once."""
    person = person_of(request)
    idea, _taker = idea_and_taker(request, area, slug, number)
    require(person, "participate.lead", idea.round)
    return _answer(request, idea, person)


@once
def _answer(request: HttpRequest, idea: Idea, person: Person) -> HttpResponse:
    decided = idea.state if idea.state in Idea.DECISIONS else None
    first = {"version": idea.version, "text": idea.answer if decided else "", "decision": decided}
    form = AnswerForm(request.POST or None, initial=first)
    meanwhile = None
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            ideas.answer_idea(
                idea, sent["decision"], sent["text"], by=person, version=sent["version"], today=timezone.localdate()
            )
            messages.success(request, _("Je antwoord staat erbij. Iedereen die meedeed hoort het."))
            return redirect(idea)
        except NotNow as refusal:
            form.add_error(None, str(refusal))
        except AnsweredMeanwhile as other:
            meanwhile = other.idea
            # What was typed stays in the form; sending it again is done knowing what the other wrote.
            form = AnswerForm(initial={**sent, "version": meanwhile.version})
    context = {"form": form, "idea": idea, "round": idea.round, "area": idea.round.area, "meanwhile": meanwhile}
    return render(request, "participate/rounds/answer.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def owner(request: HttpRequest, area: str, slug: str, number: int) -> HttpResponseBase:
    """Let somebody else answer."""
    person = person_of(request)
    idea, _taker = idea_and_taker(request, area, slug, number)
    require(person, "participate.lead", idea.round)
    return _owner(request, idea, person)


@once
def _owner(request: HttpRequest, idea: Idea, person: Person) -> HttpResponse:
    form = OwnerForm(request.POST or None, initial={"owner": idea.owner_id})
    form.fields["owner"].queryset = rounds.owners_in(idea.round.area)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        ideas.hand_over(idea, form.cleaned_data["owner"], by=person)
        messages.success(request, _("%(name)s geeft nu antwoord.") % {"name": idea.owner.name})
        return redirect(idea)
    context = {"form": form, "idea": idea, "round": idea.round, "area": idea.round.area}
    return render(request, "participate/rounds/owner.html", context)


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
