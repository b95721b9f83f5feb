"""The pages of meetings: what is coming in an area, one meeting, its invitation on paper, and what came of it."""

from __future__ import annotations

from copy import copy
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwerk.web.find.service import Questions
from wijkwerk.web.participate import calendars, meetings
from wijkwerk.web.participate import meeting as actions
from wijkwerk.web.participate.meeting import Overtaken
from wijkwerk.web.participate.meetings_forms import CallOffForm, PlanForm, TellForm, initial_of
from wijkwerk.web.participate.models import Meeting
from wijkwerk.web.participate.points_forms import PointForm
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.people.models import Area, Person
from wijkwerk.web.people.service import may, person_of, require, visitor_or_person
from wijkwerk.web.site.double_submit import once
from wijkwerk.web.site.languages import language_of_page
from wijkwerk.web.site.qr import qr
from wijkwerk.web.work.service import StageMeeting, may_write_of_meeting, stage_meeting, write_of_meeting
from wijkwerk.words.refusal import Refused

ROUTE, STAGE, ROUND, LIKE = "route", "stap", "ronde", "als"


@require_safe
def meetings_of_area(request: HttpRequest, slug: str) -> HttpResponse:
    """What is coming in an area and its blocks, or what has been."""
    person, area, now = visitor_or_person(request), meetings.area_of(slug), timezone.now()
    shows_past = request.GET.get(meetings.WHEN) == meetings.BEEN
    found = meetings.been(area, now) if shows_past else meetings.coming(area, now)
    page = Paginator(found, meetings.A_PAGE).get_page(request.GET.get(meetings.PAGE))
    context = {
        "area": area,
        "page": page,
        "shows_past": shows_past,
        "may_lead": may(person, "participate.lead", area),
        "may_tell": may(person, "participate.tell_on_paper", area),
    }
    return render(request, "participate/meetings/area.html", context)


@require_safe
def meeting(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One meeting: when and where, what is talked about, and afterwards what came of it."""
    return _meeting_page(request, meetings.meeting_of(pk), visitor_or_person(request))


@require_safe
def letter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The invitation on paper, with a slip to tear off."""
    found = meetings.meeting_of(pk)
    address = request.build_absolute_uri(found.get_absolute_url())
    context = {
        **_of(found, visitor_or_person(request)),
        **_agenda(found),
        "address": address,
        "qr": qr(address),
    }
    return render(request, "participate/meetings/letter.html", context)


@require_safe
def report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What came of it, to read and to print."""
    found, person = meetings.meeting_of(pk), visitor_or_person(request)
    context = {
        **_of(found, person),
        **_agenda(found),
        "may_lead": may(person, "participate.lead", found),
        "address": request.build_absolute_uri(found.get_absolute_url()),
    }
    return render(request, "participate/meetings/report.html", context)


@require_safe
def in_calendar(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One meeting as a file for one's own calendar."""
    found = meetings.meeting_of(pk)
    return _calendar(found.said["title"].text, [meetings.entry_of(found, _site(request))], "samenkomst.ics")


@require_safe
def feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The meetings of an area, for a calendar that follows them."""
    area = meetings.area_of(slug)
    entries = [meetings.entry_of(one, _site(request)) for one in meetings.in_feed(area, timezone.now())]
    return _calendar(_("Samenkomsten in %(area)s") % {"area": area.name}, entries, f"samenkomsten-{area.slug}.ics")


# The permission is asked before `once`: a second send is answered without calling what stands under it.


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Plan a meeting; perhaps one like another, or one that belongs to a stage of a route."""
    person, area = person_of(request), meetings.area_of(slug)
    require(person, "participate.lead", area)
    return _plan(request, area, person)


@once
def _plan(request: HttpRequest, area: Area, person: Person) -> HttpResponse:
    if request.method != "POST":
        like = _meeting_like(request.GET.get(LIKE, ""))
        form = PlanForm(area=area, instance=like, initial=_begin(request, area, person, like))
        return _plan_page(request, area, form)
    form = PlanForm(request.POST, area=area)
    if not form.is_valid() or not _is_of_a_route(form, person):
        return _plan_page(request, area, form)
    try:
        made = actions.plan_meeting(form.plan(), form.cleaned_data["points"], by=person, now=timezone.now())
    except ValidationError as wrong:
        form.add_error(None, wrong)
        return _plan_page(request, area, form)
    messages.success(
        request,
        _("De samenkomst staat. Schrijf nu op wat eruit kwam.")
        if made.is_over(timezone.now())
        else _("De samenkomst staat. Nodig nu mensen uit, of print de uitnodiging."),
    )
    return redirect(made)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Another day, place or agenda."""
    person, found = person_of(request), meetings.meeting_of(pk)
    require(person, "participate.lead", found)
    return _change(request, found, person)


@once
def _change(request: HttpRequest, found: Meeting, person: Person) -> HttpResponse:
    area = found.area
    if request.method != "POST":
        return _plan_page(request, area, PlanForm(area=area, instance=found, initial=initial_of(found)), found)
    # The form writes what was typed into the meeting it holds, right or wrong; the page keeps it as it is.
    form = PlanForm(request.POST, area=area, instance=copy(found))
    if not form.is_valid() or not _is_of_a_route(form, person):
        return _plan_page(request, area, form, found)
    seen, now = form.cleaned_data["version"], timezone.now()
    try:
        were_told = actions.change_meeting(
            found, form.plan(), form.cleaned_data["points"], by=person, now=now, seen=-1 if seen is None else seen
        )
    except Overtaken:
        found.refresh_from_db()
        form.take_over(PlanForm(area=area, instance=copy(found), initial=initial_of(found)), mark="version")
        return _plan_page(request, area, form, found)
    except (NotNow, ValidationError) as refusal:
        form.add_error(None, _sentence(refusal))
        return _plan_page(request, area, form, found)
    told = _("Bewaard. Wie was uitgenodigd, hoort het.") if were_told else _("Bewaard.")
    messages.success(request, told)
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """It does not go on."""
    person, found = person_of(request), meetings.meeting_of(pk)
    require(person, "participate.lead", found)
    return _call_off(request, found, person)


@once
def _call_off(request: HttpRequest, found: Meeting, person: Person) -> HttpResponse:
    form = CallOffForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.call_off(found, form.cleaned_data["why"], by=person, now=timezone.now())
        except NotNow as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("De samenkomst gaat niet door. Wie was uitgenodigd, hoort waarom."))
            return redirect(found)
    return render(request, "participate/meetings/call_off.html", {**_of(found, person), "form": form})


@require_POST
def invite(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Invite everyone with a role here."""
    person, found = person_of(request), meetings.meeting_of(pk)
    require(person, "participate.lead", found)
    return _invite(request, found, person)


@once
def _invite(request: HttpRequest, found: Meeting, person: Person) -> HttpResponse:
    try:
        number = actions.invite(found, by=person, now=timezone.now())
    except NotNow as refusal:
        messages.warning(request, str(refusal))
        return redirect(found)
    told = ngettext(
        "%(number)s mens krijgt bericht. Print de uitnodiging voor wie hier geen account heeft.",
        "%(number)s mensen krijgen bericht. Print de uitnodiging voor wie hier geen account heeft.",
        number,
    )
    messages.success(request, told % {"number": number})
    return redirect(found)


@require_POST
def point(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Put something on the agenda, as someone of the area."""
    person, found = person_of(request), meetings.meeting_of(pk)
    require(person, "participate.take_part", found)
    return _point(request, found, person)


@once
def _point(request: HttpRequest, found: Meeting, person: Person) -> HttpResponse:
    form = PointForm(request.POST, place=found.area.name)
    if form.is_valid():
        held = form.is_read_first
        try:
            actions.add_point(found, form.cleaned_data["text"], by=person, now=timezone.now(), is_read_first=held)
        except (NotNow, ValidationError) as refusal:
            form.add_error(None, _sentence(refusal))
        else:
            said = _("Je punt is binnen. Iemand leest het eerst; daarna ziet iedereen het.")
            messages.success(request, said if held else _("Je punt staat op de agenda."))
            return redirect(f"{found.get_absolute_url()}#agenda")
    return _meeting_page(request, found, person, form)


@require_POST
def point_remove(request: HttpRequest, pk: UUID, number: int) -> HttpResponseBase:
    """Take a point away."""
    person, found = person_of(request), meetings.meeting_of(pk)
    point = found.agenda.filter(number=number).first()
    # One that is gone may be the second send of who took it away.
    require(person, "participate.remove_point" if point else "participate.take_part", point or found)
    return _point_remove(request, found, number, person)


@once
def _point_remove(request: HttpRequest, found: Meeting, number: int, person: Person) -> HttpResponse:
    actions.remove_point(get_object_or_404(found.agenda, number=number), by=person)
    messages.success(request, _("Het punt is van de agenda af."))
    return redirect(f"{found.get_absolute_url()}#agenda")


@require_POST
def point_place(request: HttpRequest, pk: UUID, number: int) -> HttpResponseBase:
    """Let everybody see a point that was read."""
    person, found = person_of(request), meetings.meeting_of(pk)
    require(person, "participate.read_first", found)
    return _point_place(request, found, number, person)


@once
def _point_place(request: HttpRequest, found: Meeting, number: int, person: Person) -> HttpResponse:
    actions.place_point(get_object_or_404(found.agenda, number=number), by=person)
    messages.success(request, _("Het punt staat op de agenda."))
    return redirect(f"{found.get_absolute_url()}#agenda")


@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Write down how many came and what came of it; the stage of the route gets its part."""
    person, found = person_of(request), meetings.meeting_of(pk)
    require(person, "participate.lead", found)
    return _tell(request, found, person)


@once
def _tell(request: HttpRequest, found: Meeting, person: Person) -> HttpResponse:
    stage = _stage(found, person)
    asks = stage.asks if stage and may_write_of_meeting(stage, found.stage, person) else ()
    data = request.POST if request.method == "POST" else None
    form = TellForm(data, instance=copy(found), initial={"version": found.version})
    questions = Questions(asks, data, prefix=ROUTE)
    context = {**_of(found, person), "form": form, "questions": questions, "stage": stage, "asks": asks}
    if data is None or not form.is_valid():
        return render(request, "participate/meetings/tell.html", context)
    try:
        seen = form.cleaned_data["version"]
        actions.write_up(found, form.told(), by=person, now=timezone.now(), seen=seen)
        wrote = _write_for_route(found, questions, person) if asks else False
    except Overtaken:
        found.refresh_from_db()
        form.take_over(TellForm(instance=copy(found), initial={"version": found.version}), mark="version")
    except Refused as refusal:
        questions.tell(refusal, language_of_page())
    except (NotNow, ValidationError) as refusal:
        form.add_error(None, _sentence(refusal))
    else:
        told = _("Het verslag staat er, en de route kreeg haar deel.") if wrote else _("Het verslag staat er.")
        messages.success(request, told)
        return redirect("participate:meeting-report", found.pk)
    return render(request, "participate/meetings/tell.html", context)


def _write_for_route(found: Meeting, questions: Questions, person: Person) -> bool:
    """What was answered for the stage goes to the route, once for one meeting; whether anything was answered."""
    answers = {name: given for name, given in questions.answers().items() if given}
    if not answers or found.run is None:
        return False
    questions.check_service_numbers()
    write_of_meeting(found.run, found.stage, answers, by=person, now=timezone.now(), once=f"meeting-{found.pk}")
    return True


def _of(found: Meeting, person: Person | None) -> dict[str, Any]:
    """What every page of a meeting shows."""
    now = timezone.now()
    return {
        "meeting": found,
        "area": found.area,
        "host": meetings.host_as_seen(found, person),
        "is_over": found.is_over(now),
        "has_begun": found.begins_at <= now,
    }


def _agenda(found: Meeting, person: Person | None = None) -> dict[str, Any]:
    """The points to talk about, and what of the meeting and of them is a translation."""
    agenda = meetings.agenda_of(found, person)
    points = [one.point.said for one in agenda if one.point.said.is_translated]
    return {"agenda": agenda, "written": [*found.translated, *points]}


def _meeting_page(
    request: HttpRequest, found: Meeting, person: Person | None, form: PointForm | None = None
) -> HttpResponse:
    may_lead = may(person, "participate.lead", found)
    context = {
        **_of(found, person),
        **_agenda(found, person),
        "stage": _stage(found, person),
        "form": form or PointForm(place=found.area.name),
        "may_lead": may_lead,
        "may_read": may(person, "participate.read_first", found),
        "may_translate": may(person, "participate.translate", found),
        "may_add": may(person, "participate.take_part", found),
    }
    return render(request, "participate/meetings/meeting.html", context)


def _plan_page(request: HttpRequest, area: Area, form: PlanForm, found: Meeting | None = None) -> HttpResponse:
    context = {"area": area, "form": form, "meeting": found}
    return render(request, "participate/meetings/plan.html", context)


def _begin(request: HttpRequest, area: Area, person: Person, like: Meeting | None) -> dict[str, Any]:
    """How an empty form begins: as another meeting but for its day, or for a stage of a route."""
    begin: dict[str, Any] = {"area": area.pk, "most": 10, "host": person.pk, "begins": "19:30", "ends": "21:30"}
    if like is not None:
        same = initial_of(like)
        begin |= {name: same[name] for name in same if name not in ("day", "version")}
        begin |= {"area": like.area_id, "most": like.most, "host": like.host_id}
    run = _uuid(request.GET.get(ROUTE, ""))
    if run is not None:
        begin |= {"run": run, "stage": request.GET.get(STAGE, "")[:60]}
        stage = stage_meeting(run, begin["stage"], person)
        begin |= {"title": stage.title[:120]} if stage else {}
    if request.GET.get(ROUND, "").isdecimal():
        begin["round"] = int(request.GET[ROUND][:9])
    return begin


def _meeting_like(pk: str) -> Meeting | None:
    """A copy of another meeting, to begin with; it is kept as a new one."""
    known = _uuid(pk)
    return Meeting.objects.filter(pk=known).first() if known else None


def _is_of_a_route(form: PlanForm, person: Person) -> bool:
    """Whether the route named in the form is one this person may see; none named is right too."""
    run, stage = form.cleaned_data["run"], form.cleaned_data["stage"]
    if run is None or stage_meeting(run, stage, person) is not None:
        return True
    form.add_error(None, _("De route of stap waar dit bij hoort, kennen we niet. Begin opnieuw vanaf de route."))
    return False


def _stage(found: Meeting, person: Person | None) -> StageMeeting | None:
    return stage_meeting(found.run, found.stage, person) if found.run else None


def _sentence(refusal: NotNow | ValidationError) -> Any:
    return refusal if isinstance(refusal, ValidationError) else str(refusal)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/")[:-1]


def _calendar(name: str, entries: list[calendars.Entry], file: str) -> HttpResponse:
    response = HttpResponse(calendars.calendar(name, entries), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return response
