"""Begin a method for an area, carry it out together, and print how it stands."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.web.find.service import shelf
from wijkwerk.web.people.service import person_of, visitor_or_person
from wijkwerk.web.places.service import notes_for_report
from wijkwerk.web.site.double_submit import once
from wijkwerk.web.site.form_token import FIELD
from wijkwerk.web.site.languages import language_of_page
from wijkwerk.web.work import actions, queries
from wijkwerk.web.work.forms import RoleForm, StartForm
from wijkwerk.web.work.history import Told, told
from wijkwerk.web.work.models import Run, RunRole
from wijkwerk.web.work.run_page import RunPage, carried
from wijkwerk.words.refusal import Refused


def home(request: HttpRequest) -> HttpResponse:
    """What is going on in your areas, and in areas that show it to everyone."""
    person = visitor_or_person(request)
    page = Paginator(queries.rows_for(person), queries.PAGE).get_page(request.GET.get("pagina"))
    rows = [queries.RunRow(*shown) for shown in page]
    return render(request, "work/home.html", {"page": page, "rows": rows, "person": person})


@once
def start(request: HttpRequest, method_id: str, part: str) -> HttpResponse:
    """Begin a method for an area where you live or work; answers that came along in the address are kept with it."""
    method = shelf().method(method_id, language_of_page())
    if method is None or part not in method.parts or part not in Run.Part.values:
        raise Http404
    person = person_of(request)
    areas = queries.areas_to_start_in(person)
    form = StartForm(request.POST if request.method == "POST" else None, areas=areas, method=method)
    if form.is_valid():
        area = form.cleaned_data["area"]
        try:
            run = actions.start_run(method, part, area, title=form.cleaned_data["title"], by=person, now=now())
            for step, event in enumerate(carried(part, method.parts[part], request.GET)):
                actions.record(run.pk, lambda *_, event=event: event, by=person, now=now(), step=step)
            return redirect(run)
        except ValidationError as wrong:
            form.add_error(None, wrong)
        except Refused as refusal:
            form.add_error(None, refusal.sentence(language_of_page()))
    return render(request, "work/start.html", {"method": method, "part": part, "form": form, "areas": areas})


def run(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """One run: where it stands, what can be done next and by whom, and what happened.

    A visitor who may not see it signs in first, and learns as little as about a run that is not there.
    """
    person = visitor_or_person(request)
    try:
        found = queries.run_for(person, run_id)
    except Http404:
        if person is None:
            return redirect_to_login(request.get_full_path())
        raise
    return _run_page(request, RunPage.of(found, person))


@require_POST
def record(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Record what happened; a refusal shows its reason and keeps what was typed."""
    person = person_of(request)
    page: RunPage | None = None

    def read(found: Run, part: Any, state: Any) -> dict[str, Any]:
        nonlocal page
        page = RunPage.read(found, person, request.POST, part, state)
        return page.event(person)

    step = request.POST.get("at_step", "")
    try:
        found = actions.record(
            run_id,
            read,
            by=person,
            now=now(),
            step=int(step) if step.isdecimal() and len(step) < 10 else -1,
            token=request.POST.get(FIELD, "")[:64] or None,
        )
    except actions.Overtaken:
        messages.warning(
            request,
            _("Iemand was je net voor. Kijk hoe het nu staat, en schrijf het dan opnieuw op. Dit is nog niet bewaard."),
        )
        return redirect("work:run", run_id)
    except Refused as refusal:
        if page is None:
            raise
        return _run_page(request, page.refused(refusal), status=422)
    messages.success(request, _("Bewaard."))
    return redirect(f"{found.get_absolute_url()}#main")


def report(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """The run on paper."""
    person = visitor_or_person(request)
    found = queries.run_for(person, run_id, "work.read_run")
    page = RunPage.of(found, person)
    context = page.context()
    if context.get("has_map"):
        context["notes"] = notes_for_report(found.area, person=person)
    history = told(page.opened, list(queries.events_of(found).reverse()))
    return render(request, "work/report.html", {**context, "history": history, "printed_on": now()})


@once
def roles(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Who takes which part in the run."""
    person = person_of(request)
    found = queries.run_for(person, run_id, "work.give_roles")
    opened = queries.opened(found)
    known = [(role.id, role.title) for role in getattr(opened.part, "roles", ())]
    if not known:
        raise Http404
    form = RoleForm(
        request.POST if request.method == "POST" else None, roles=known, people=queries.people_of(found.area)
    )
    if form.is_valid():
        try:
            actions.give_role(found, form.cleaned_data["role"], form.cleaned_data["person"], by=person)
            messages.success(request, _("De rol is gegeven."))
            return redirect("work:roles", run_id)
        except ValidationError as wrong:
            form.add_error("role", wrong)
    held = queries.roles_of_run(found)
    context = {
        "run": found,
        "area": found.area,
        "method": opened.method,
        "form": form,
        "roles": [(role, [one for one in held if one.role == role.id]) for role in getattr(opened.part, "roles", ())],
    }
    return render(request, "work/roles.html", context)


@require_POST
@once
def role_end(request: HttpRequest, run_id: UUID, held_id: int) -> HttpResponse:
    """Someone gives a role back."""
    person = person_of(request)
    found = queries.run_for(person, run_id, "work.give_roles")
    actions.end_role(get_object_or_404(RunRole, pk=held_id, run=found), by=person)
    messages.success(request, _("De rol is gestopt."))
    return redirect("work:roles", run_id)


@require_POST
@once
def openness(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Show the stages and votes to everyone, or only to the people of the area."""
    person = person_of(request)
    found = queries.run_for(person, run_id, "work.give_roles")
    is_open = request.POST.get("is_open") == "1"
    actions.set_open(found, is_open=is_open, by=person)
    messages.success(
        request, _("Iedereen kan nu meekijken.") if is_open else _("Vanaf nu kijkt alleen het gebied mee.")
    )
    return redirect(found)


def _run_page(request: HttpRequest, page: RunPage, *, status: int = 200) -> HttpResponse:
    history: list[Told] = []
    events = None
    if page.may_read:
        numbers = range(page.run.step, 0, -1)
        events = Paginator(numbers, queries.LATEST).get_page(request.GET.get("pagina"))
        history = told(page.opened, queries.some_events_of(page.run, list(events)))
    context = {**page.context(), "events": events, "history": history, "page_address": page.run.get_absolute_url()}
    return render(request, "work/run.html", context, status=status)
