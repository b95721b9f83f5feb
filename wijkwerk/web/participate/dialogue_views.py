"""The pages of a dialogue for everyone: read what it is about, say what you think, bring a statement, see your own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwerk.web.participate import dialogues, house_rules, talking
from wijkwerk.web.participate.dialogue_forms import AppealForm, StatementForm
from wijkwerk.web.participate.models import Dialogue, Statement
from wijkwerk.web.participate.models.fields import Channel
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.participate.rules import areas_led_by
from wijkwerk.web.people.models import Person
from wijkwerk.web.people.service import may, person_of, require, visitor_or_person
from wijkwerk.web.site.double_submit import once

SEEN, BEFORE = "stelling", "net"


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """All dialogues, the newest first."""
    today = timezone.localdate()
    page = Paginator(dialogues.around(), dialogues.A_PAGE).get_page(request.GET.get(dialogues.PAGE))
    context = {
        "page": page,
        "rows": [(one, dialogues.is_open(one, today), dialogues.is_closed(one, today)) for one in page],
        "makes": areas_led_by(visitor_or_person(request)),
    }
    return render(request, "participate/dialogue/list.html", context)


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """The house rules by which statements are read."""
    context = {"rules": house_rules.RULES, "no_reason": house_rules.NO_REASON}
    return render(request, "participate/dialogue/rules.html", context)


@require_safe
def dialogue_page(request: HttpRequest, area: str, slug: str) -> HttpResponse:
    """One dialogue: what it is about, what becomes public, and where to begin."""
    today = timezone.localdate()
    dialogue = dialogues.dialogue_of(area, slug, people=dialogues.people_counted())
    person = visitor_or_person(request)
    return render(
        request,
        "participate/dialogue/dialogue.html",
        {
            **about(dialogue),
            "counts": dialogues.counts_of(dialogue),
            "changes": list(dialogues.changes_of(dialogue)[:10]),
            "takes_part": may(person, "participate.take_part", dialogue),
            "leads": may(person, "participate.lead", dialogue),
            "reads": may(person, "participate.read_first", dialogue),
            "profile_url": _profile_of(dialogue, "dialogue-profile"),
            "today": today,
        },
    )


# --- saying what you think ---


@require_safe
def talk(request: HttpRequest, area: str, slug: str) -> HttpResponse:
    """One statement with three answers; the next comes by itself, and you stop when you like."""
    person, dialogue = person_of(request), dialogues.dialogue_of(area, slug)
    require(person, "participate.take_part", dialogue)
    if not dialogues.is_open(dialogue, timezone.localdate()):
        return redirect(dialogue)
    card = dialogues.card_for(
        dialogue, person, wanted=_number(request.GET.get(SEEN)), previous=_number(request.GET.get(BEFORE))
    )
    if card.statement is None:
        return redirect("participate:dialogue-done", area, slug)
    context = {**about(dialogue), "card": card}
    return render(request, "participate/dialogue/talk.html", context)


@require_POST
def answer(request: HttpRequest, area: str, slug: str) -> HttpResponse:
    """Keep one answer. Sending it twice says the same twice, so it needs no token of its own."""
    person, dialogue = person_of(request), dialogues.dialogue_of(area, slug)
    require(person, "participate.take_part", dialogue)
    number, value = _number(request.POST.get(SEEN)), _number(request.POST.get("mening"))
    try:
        talking.answer(
            dialogue,
            -1 if number is None else number,
            9 if value is None else value,
            by=person,
            today=timezone.localdate(),
        )
    except NotNow as refusal:
        messages.warning(request, str(refusal))
        return redirect("participate:dialogue-talk", area, slug)
    if request.POST.get("van") == "mijn":
        return redirect(f"{reverse('participate:dialogue-mine', args=[area, slug])}#stelling-{number}")
    return redirect(f"{reverse('participate:dialogue-talk', args=[area, slug])}?{BEFORE}={number}#nu")


@require_safe
def done(request: HttpRequest, area: str, slug: str) -> HttpResponse:
    """Ready for now: what you did, what happens with it, and what more you can do."""
    person, dialogue = person_of(request), dialogues.dialogue_of(area, slug)
    require(person, "participate.take_part", dialogue)
    card = dialogues.card_for(dialogue, person)
    context = {**about(dialogue), "card": card, "profile_url": _profile_of(dialogue, "dialogue-profile-tell")}
    return render(request, "participate/dialogue/done.html", context)


@require_safe
def mine(request: HttpRequest, area: str, slug: str) -> HttpResponse:
    """What you said and brought, and what happened with it."""
    person = person_of(request)
    dialogue = dialogues.dialogue_of(area, slug, answers=dialogues.answers_counted(person))
    require(person, "participate.take_part", dialogue)
    pages = Paginator(dialogues.answers_of(dialogue, person), dialogues.A_PAGE)
    pages.count = dialogue.answers  # type: ignore[attr-defined]
    own = [(one, house_rules.sentence_of(one.rule)) for one in dialogues.statements_of(dialogue, person)]
    page = pages.get_page(request.GET.get(dialogues.PAGE))
    for opinion in page:
        opinion.statement.translation = opinion.translation  # type: ignore[attr-defined]
    context = {**about(dialogue), "page": page, "own": own}
    return render(request, "participate/dialogue/mine.html", context)


@require_POST
def take_back(request: HttpRequest, area: str, slug: str) -> HttpResponseBase:
    """Take back one answer, or all."""
    person, dialogue = person_of(request), dialogues.dialogue_of(area, slug)
    require(person, "participate.take_part", dialogue)
    return _take_back(request, dialogue, person)


@once
def _take_back(request: HttpRequest, dialogue: Dialogue, person: Person) -> HttpResponse:
    number = None if request.POST.get("wat") == "alles" else _number(request.POST.get(SEEN), otherwise=-1)
    try:
        gone = talking.take_back(dialogue, number, by=person, today=timezone.localdate())
    except NotNow as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(
            request,
            _("Je mening is weg. Ze telt niet meer mee op de volgende kaart.")
            if gone
            else _("Hier was niets om terug te nemen."),
        )
    return redirect("participate:dialogue-mine", dialogue.area.slug, dialogue.slug)


# --- statements of your own ---


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, area: str, slug: str) -> HttpResponseBase:
    """Bring a statement; somebody reads it before others see it."""
    person, dialogue = person_of(request), dialogues.dialogue_of(area, slug)
    require(person, "participate.take_part", dialogue)
    return _bring(request, dialogue, person)


@once
def _bring(request: HttpRequest, dialogue: Dialogue, person: Person) -> HttpResponse:
    leads = may(person, "participate.lead", dialogue)
    form = StatementForm(request.POST or None, leads=leads, place=dialogue.area.name)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            talking.bring(
                dialogue,
                given["text"],
                given["language"],
                by=person,
                today=timezone.localdate(),
                channel=given.get("channel") or Channel.DIGITAL,
            )
        except NotNow as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, _("Dank je. Iemand leest je stelling. Hier zie je wat ermee gebeurt."))
            return redirect("participate:dialogue-mine", dialogue.area.slug, dialogue.slug)
    context = {**about(dialogue), "form": form, "rules": house_rules.RULES, "no_reason": house_rules.NO_REASON}
    return render(request, "participate/dialogue/bring.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, area: str, slug: str, number: int) -> HttpResponseBase:
    """Ask for another look at a statement that was not placed."""
    person, statement = person_of(request), dialogues.statement_of(area, slug, number)
    require(person, "participate.own_statement", statement, is_hidden=statement.state != Statement.State.OPEN)
    return _appeal(request, statement, person)


@once
def _appeal(request: HttpRequest, statement: Statement, person: Person) -> HttpResponse:
    dialogue, form = statement.dialogue, AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            talking.appeal(statement, form.cleaned_data["appeal"], by=person, today=timezone.localdate())
        except NotNow as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, _("Een ander dan de eerste lezer kijkt er nu naar. Je hoort wat het wordt."))
        return redirect("participate:dialogue-mine", dialogue.area.slug, dialogue.slug)
    context = {
        **about(dialogue),
        "statement": statement,
        "rule": house_rules.sentence_of(statement.rule),
        "form": form,
    }
    return render(request, "participate/dialogue/appeal.html", context)


@require_POST
def withdraw(request: HttpRequest, area: str, slug: str, number: int) -> HttpResponseBase:
    """Take back a statement that others do not see."""
    person, statement = person_of(request), dialogues.statement_of(area, slug, number)
    require(person, "participate.own_statement", statement, is_hidden=statement.state != Statement.State.OPEN)
    return _withdraw(request, statement, person)


@once
def _withdraw(request: HttpRequest, statement: Statement, person: Person) -> HttpResponse:
    dialogue = statement.dialogue
    try:
        talking.withdraw(statement, by=person)
    except NotNow as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Je stelling is weg."))
    return redirect("participate:dialogue-mine", dialogue.area.slug, dialogue.slug)


# --- what pages share ---


def about(dialogue: Dialogue) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "dialogue": dialogue,
        "area": dialogue.area,
        "is_open": dialogues.is_open(dialogue, today),
        "is_closed": dialogues.is_closed(dialogue, today),
    }


def _profile_of(dialogue: Dialogue, name: str) -> str:
    """Where one says who one is, when the dialogue asks that and the pages are there."""
    if not dialogue.asks_profile:
        return ""
    try:
        return reverse(f"participate:{name}", args=[dialogue.area.slug, dialogue.slug])
    except NoReverseMatch:
        return ""


def _number(given: str | None, *, otherwise: int | None = None) -> int | None:
    try:
        number = int(given or "")
    except ValueError:
        return otherwise
    return number if -1 <= number < 2**31 else otherwise
