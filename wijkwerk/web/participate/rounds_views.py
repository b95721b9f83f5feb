"""The pages of a round: its ideas, its rules, making and changing it, choosing what goes through, and its account."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wijkwerk.web.participate import (
    account_of,
    dialogues,
    ideas,
    meetings,
    round_making,
    round_pile,
    round_steps,
    rounds,
    votes,
)
from wijkwerk.web.participate.account_forms import AccountForm
from wijkwerk.web.participate.entering import may_take_part, taker_of
from wijkwerk.web.participate.leafing import leaf
from wijkwerk.web.participate.models import Idea, Round
from wijkwerk.web.participate.open_data import IDEA_COLUMNS, idea_data
from wijkwerk.web.participate.phases import may_choose, phase_on, takes_ideas, takes_support
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.participate.rounds import Asked
from wijkwerk.web.participate.rounds_forms import RoundForm, WhyForm
from wijkwerk.web.participate.rules import areas_led_by
from wijkwerk.web.participate.translated import of_ideas
from wijkwerk.web.people.models import Area, Person
from wijkwerk.web.people.service import may, person_of, require, visitor_or_person
from wijkwerk.web.site.double_submit import once
from wijkwerk.web.work.service import plan_checks
from wijkwerk.words.text import cell


@require_safe
def rounds_page(request: HttpRequest) -> HttpResponse:
    """All rounds, the newest first."""
    today = timezone.localdate()
    page = Paginator(rounds.rounds(), rounds.A_PAGE).get_page(request.GET.get(rounds.PAGE))
    person = visitor_or_person(request)
    cards = [(one, phase_on(one.days, today).value) for one in page]
    makes = areas_led_by(person)
    # Whom to call: who leads an area reads that of their own first.
    context = {"page": page, "cards": cards, "makes": makes, "area": makes[0] if makes else None}
    return render(request, "participate/rounds/rounds.html", context)


@require_safe
def round_page(request: HttpRequest, area: str, slug: str) -> HttpResponse:
    """One round: where it is, what you can do now, and its ideas."""
    today = timezone.localdate()
    round = rounds.round_of(area, slug, read=votes.with_votes)
    taker = taker_of(request, round)
    asked = Asked.of(request.GET)
    themes = rounds.themes_of(round)
    page = rounds.page_of(round, asked, request.GET.get(rounds.PAGE), themes, taker)
    leads = may(taker.person, "participate.lead", round)
    takes_part = may_take_part(taker, round)
    return render(
        request,
        "participate/rounds/round.html",
        {
            "round": round,
            "area": round.area,
            "phase": phase_on(round.days, today).value,
            "steps": round_steps.steps_of_round(round, today),
            "rule": round_steps.rule_of(round),
            "themes": themes,
            "written": rounds.translated_in(round, themes),
            "may_translate": may(taker.person, "participate.translate", round),
            "page": page,
            "asked": asked,
            "states": [(state, words) for state, words in Idea.State.choices if state in rounds.SEEN],
            "takes_part": takes_part,
            "leads": leads,
            "may_bring": takes_ideas(round.days, today, is_typed=leads) and (round.ideas_by_residents or leads),
            "may_support": takes_support(round.days, today),
            "may_choose": leads and may_choose(round.days, today),
            "held": sum(theme.by_state.get("held", 0) for theme in themes),
            "typed": sum(theme.by_state.get("typed", 0) for theme in themes),
            "undecided": sum(theme.by_state.get("open", 0) for theme in themes),
            "chosen": sum(theme.by_state.get(state, 0) for theme in themes for state in ("chosen", "agenda")),
            "has_letter": taker.participant is not None,
            "embedded": request.build_absolute_uri(reverse("participate:round-embedded", args=[area, slug])),
        },
    )


@require_safe
def rules_page(request: HttpRequest, area: str, slug: str) -> HttpResponse:
    """The rules and days of a round, and each day that moved and each word that changed, with the reason."""
    round = rounds.round_of(area, slug)
    names = rounds.date_words()
    changes = [
        (
            change,
            names.get(change.field)
            or _("antwoord op idee %(number)s") % {"number": change.field.removeprefix("idea-")},
        )
        for change in rounds.changes_of(round)[:200]
    ]
    context = {
        "round": round,
        "area": round.area,
        "steps": round_steps.steps_of_round(round, timezone.localdate()),
        "rule": round_steps.rule_of(round),
        "changes": changes,
        "word_changes": rounds.word_changes_of(round),
    }
    return render(request, "participate/rounds/rules.html", context)


@require_safe
def late(request: HttpRequest) -> HttpResponse:
    """What passed its day without an answer; everybody may see that."""
    today = timezone.localdate()
    number = request.GET.get(rounds.PAGE, "")
    page, (late_ideas, of_dialogues) = leaf(number, rounds.late(today), dialogues.late(today))
    context = {
        "page": page,
        "rows": [(idea, (today - idea.answer_due_on).days) for idea in late_ideas],
        "of_dialogues": dialogues.as_unanswered(of_dialogues, today),
    }
    return render(request, "participate/rounds/late.html", context)


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for the person who is signed in: ideas, dialogues and meetings to answer and to read, what is late first."""
    person, today = person_of(request), timezone.localdate()
    page, (of_rounds, found, of_meetings) = leaf(
        request.GET.get(rounds.PAGE, ""),
        rounds.waiting_for(person),
        dialogues.waiting_for(person, today),
        meetings.to_read(person, timezone.now()),
    )
    of_dialogues = dialogues.as_unanswered(found, today, by=person)
    to_answer = [idea for idea in of_rounds if idea.owner_id == person.pk and idea.state not in Idea.ANSWERED]
    context = {
        "page": page,
        "rows": [(idea, idea.is_late(today)) for idea in to_answer],
        "to_read": [idea for idea in of_rounds if idea.waits_to_be_read],
        "meetings": of_meetings,
        "statements": [one for one in of_dialogues if one.unread],
        "accounts": [one for one in of_dialogues if one.account_due_on],
        "area": next((idea.round.area for idea in of_rounds), None),
    }
    return render(request, "participate/rounds/waiting.html", context)


# The permission is asked before `once`: a second send is answered without calling what stands under it.


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, area: str) -> HttpResponseBase:
    """Make a round."""
    person, found = person_of(request), rounds.area_of(area)
    require(person, "participate.lead", found)
    return _new(request, found, person)


@once
def _new(request: HttpRequest, area: Area, person: Person) -> HttpResponse:
    checks = plan_checks(area, round_making.PLAN_METHOD)
    form = RoundForm(request.POST or None, checks=checks)
    if request.method == "POST" and form.is_valid():
        try:
            round = round_making.make_round(
                area, form.facts(), form.cleaned_data["themes"], by=person, now=timezone.now()
            )
        except NotNow as refusal:
            form.add_error(None, str(refusal))
        else:
            has_begun = round.ideas_from <= timezone.localdate()
            said = _("De ronde is gemaakt. Ze begint vanzelf op de eerste dag.")
            messages.success(request, _("De ronde is gemaakt. Ze is nu begonnen.") if has_begun else said)
            return redirect(round)
    context = {"form": form, "area": area, "checks": checks, "method": round_making.PLAN_METHOD}
    return render(request, "participate/rounds/round_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, area: str, slug: str) -> HttpResponseBase:
    """Change a round; a day that moves needs a reason, and so does another question once there are ideas."""
    person, round = person_of(request), rounds.round_of(area, slug)
    require(person, "participate.lead", round)
    return _change(request, round, person)


@once
def _change(request: HttpRequest, round: Round, person: Person) -> HttpResponse:
    # The form writes what was typed into the round it holds; the page keeps the round as it is.
    checks = plan_checks(round.area, round_making.PLAN_METHOD)
    form = RoundForm(
        request.POST or None,
        instance=rounds.round_of(round.area.slug, round.slug),
        checks=checks,
        is_rule_fixed=round_making.has_ideas(round),
    )
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data.get("why", "")
        try:
            round_making.change_round(
                round, form.facts(), form.cleaned_data["themes"], why=why, by=person, now=timezone.now(),
                seen=form.cleaned_data["seen"] or None,
            )  # fmt: skip
        except NotNow as refusal:
            form.add_error(None, str(refusal))
        except round_making.WrittenMeanwhile:
            as_it_is = RoundForm(instance=rounds.round_of(round.area.slug, round.slug), checks=checks)
            form.take_over(as_it_is, mark="seen")
        else:
            messages.success(request, _("De ronde is veranderd."))
            return redirect(round)
    context = {"form": form, "area": round.area, "round": round, "checks": checks, "method": round_making.PLAN_METHOD}
    return render(request, "participate/rounds/round_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, area: str, slug: str) -> HttpResponseBase:
    """See what goes through by the rule, and put it through with one act; the others get their answer."""
    person, round = person_of(request), rounds.round_of(area, slug)
    require(person, "participate.lead", round)
    return _choose(request, round, person)


@once
def _choose(request: HttpRequest, round: Round, person: Person) -> HttpResponse:
    today = timezone.localdate()
    form = WhyForm(request.POST or None, initial={"why": _why_not(round)})
    if request.method == "POST" and form.is_valid():
        try:
            chosen, others = ideas.choose(round, form.cleaned_data["why"], by=person, today=today)
        except NotNow as refusal:
            if not may_choose(round.days, today) or ideas.is_chosen(round):
                messages.warning(request, str(refusal))
                return redirect(round)
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request,
                _("Door gaan: %(chosen)s. Antwoord kregen: %(others)s. Iedereen die meedeed hoort het.")
                % {"chosen": chosen, "others": others},
            )
            return redirect(round)
    undecided = Idea.objects.filter(round=round, state=Idea.State.OPEN).count()
    passing = rounds.passing(round)
    context = {
        "round": round,
        "area": round.area,
        "form": form,
        "rule": round_steps.rule_of(round),
        "passing": passing[: rounds.A_PAGE],
        "number": passing.count(),
        "others": undecided - passing.count(),
        "held": rounds.waiting_to_be_read(round).count(),
        "faults": round_pile.standing_of(round).faults(),
        "may_choose": may_choose(round.days, today) and undecided > 0,
    }
    return render(request, "participate/rounds/choose.html", context)


@require_safe
def account(request: HttpRequest, area: str, slug: str) -> HttpResponse:
    """The account of participation, to read and to print."""
    today = timezone.localdate()
    round = rounds.round_of(area, slug)
    person = visitor_or_person(request)
    context = {
        "round": round,
        "area": round.area,
        "account": account_of.account_of(round, today),
        "written": rounds.translated_of(round, "question", "body"),
        "provenance": account_of.PROVENANCE,
        "steps": round_steps.steps_of_round(round, today),
        "rule": round_steps.rule_of(round),
        "today": today,
        "address": request.build_absolute_uri(request.path),
        "leads": may(person, "participate.lead", round),
        "may_translate": may(person, "participate.translate", round),
    }
    return render(request, "participate/rounds/account.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def write_account(request: HttpRequest, area: str, slug: str) -> HttpResponseBase:
    """Write how each group took part, and what was done with everything."""
    person, round = person_of(request), rounds.round_of(area, slug)
    require(person, "participate.lead", round)
    return _write_account(request, round, person)


@once
def _write_account(request: HttpRequest, round: Round, person: Person) -> HttpResponse:
    form = AccountForm(request.POST or None, round=round)
    meanwhile: list[tuple[str, object]] = []
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            round_making.write_account(
                round, {"account": sent["account"]}, form.parties(), by=person, seen=sent["seen"] or None
            )
        except round_making.WrittenMeanwhile:
            # What was typed stays in the form; sending it again is done knowing what the other wrote.
            now = AccountForm(round=rounds.round_of(round.area.slug, round.slug))
            meanwhile = now.written()
            form = AccountForm(round=round, initial={**sent, "seen": now.initial["seen"]})
        else:
            messages.success(request, _("Het staat in het verslag."))
            return redirect("participate:round-account", area=round.area.slug, slug=round.slug)
    context = {"form": form, "round": round, "area": round.area, "meanwhile": meanwhile}
    return render(request, "participate/rounds/account_form.html", context)


@require_safe
def bulletin(request: HttpRequest, area: str, slug: str) -> HttpResponse:
    """One sheet for every letter box: what was decided about which ideas, and whom to call."""
    today = timezone.localdate()
    round = rounds.round_of(area, slug)
    not_chosen = of_ideas(Idea.objects.filter(round=round, state=Idea.State.NOT_CHOSEN)).order_by("answer", "number")
    context = {
        "round": round,
        "area": round.area,
        "ideas": rounds.chosen_ideas(round)[:20],
        "phase": phase_on(round.days, today).value,
        "not_chosen": not_chosen[: rounds.A_PAGE],
        "address": request.build_absolute_uri(round.get_absolute_url()),
        "rule": round_steps.rule_of(round),
    }
    return render(request, "participate/rounds/bulletin.html", context)


@require_safe
def as_csv(request: HttpRequest, area: str, slug: str) -> StreamingHttpResponse:
    """All ideas that fit the question as CSV, one row each."""
    round = rounds.round_of(area, slug)
    found = rounds.listed(round, Asked.of(request.GET)).iterator(chunk_size=500)
    response = StreamingHttpResponse(_lines(found), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="ideeen-{round.slug}.csv"'
    return response


@require_safe
def as_json(request: HttpRequest, area: str, slug: str) -> JsonResponse:
    """The ideas that fit the question as JSON, sixty a page, with the address of the next."""
    round = rounds.round_of(area, slug)
    asked = Asked.of(request.GET)
    page = Paginator(rounds.listed(round, asked), rounds.A_PAGE).get_page(request.GET.get(rounds.PAGE))
    base = request.build_absolute_uri(reverse("participate:round-json", args=[area, slug]))
    question = f"{asked.query()}&" if asked.query() else ""
    answer = {
        "round": {
            "title": round.title,
            "question": round.question,
            "body": round.body,
            "url": request.build_absolute_uri(round.get_absolute_url()),
            "phase": phase_on(round.days, timezone.localdate()).value,
            "rule": round_steps.rule_of(round),
        },
        "count": page.paginator.count,
        "next": f"{base}?{question}{rounds.PAGE}={page.next_page_number()}" if page.has_next() else None,
        "ideas": [{**idea_data(idea), "url": request.build_absolute_uri(_url(round, idea))} for idea in page],
    }
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})


class _Echo:
    """What csv writes into: it hands each line on."""

    def write(self, line: str) -> str:
        return line


def _lines(found: Iterator[Idea]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"
    yield writer.writerow(IDEA_COLUMNS)
    for idea in found:
        yield writer.writerow([cell(value) if isinstance(value, str) else value for value in idea_data(idea).values()])


def _url(round: Round, idea: Idea) -> str:
    return reverse("participate:idea", args=[round.area.slug, round.slug, idea.number])


def _why_not(round: Round) -> str:
    rule = round_steps.rule_of(round)
    return _("Dit idee kreeg niet genoeg steun om door te gaan. %(rule)s Dank je wel voor het meedenken.") % {
        "rule": rule
    }
