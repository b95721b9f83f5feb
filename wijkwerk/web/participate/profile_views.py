"""The pages about who takes part: tell something about yourself, see who take part beside who live here, fill in figures."""

from __future__ import annotations

import csv
import json
from functools import cache
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wijkwerk.analysis.representation import Standing
from wijkwerk.analysis.small_cells import BASE, TOGETHER
from wijkwerk.library.area_figures import AreaFigures, read_all
from wijkwerk.library.folders import content_folders
from wijkwerk.web.participate import profile
from wijkwerk.web.participate.models import Participant
from wijkwerk.web.participate.profile import QUESTIONS, Subject
from wijkwerk.web.participate.profile_findings import (
    FEWEST,
    address_of,
    clearly,
    findings_of,
    lessons_for,
    most_are_silent,
)
from wijkwerk.web.participate.profile_forms import SharesForm, TableForm, TellForm
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.people.models import Area, Person
from wijkwerk.web.people.service import may, person_of, require, visitor_or_person
from wijkwerk.web.site.double_submit import once
from wijkwerk.web.site.limits import limited
from wijkwerk.web.site.qr import qr
from wijkwerk.words.text import cell

COLUMNS = (
    "question", "answer", "people_rounded", "told_rounded", "share_per_mille", "least_per_mille", "most_per_mille",
    "area_per_mille", "standing", "area_about", "area_source", "area_year",
)  # fmt: skip
# A spreadsheet takes a cell that begins like this for a formula.


@require_safe
def who(request: HttpRequest, area: str, slug: str, kind: str = "round") -> HttpResponse:
    """Who took part, beside who lives here: in words, as bars and as a table."""
    subject = profile.subject_of(kind, area, slug)
    findings = findings_of(profile.asked_of(subject), taking_part(subject))
    return render(
        request,
        "participate/profile/who.html",
        {
            **about(subject),
            "findings": findings,
            "is_anything_said": any(finding.is_said for finding in findings),
            "is_anything_compared": any(finding.is_compared for finding in findings),
            "under": clearly(findings, Standing.UNDER),
            "over": clearly(findings, Standing.OVER),
            "most_are_silent": most_are_silent(findings),
            "lessons": lessons_for(findings),
            "taking_part": taking_part(subject),
            "is_over": profile.is_over(subject, timezone.localdate()),
            "may_lead": may(visitor_or_person(request), "participate.lead", subject),
            "base": BASE,
            "together": TOGETHER,
            "fewest": FEWEST,
        },
    )


@require_safe
def data(request: HttpRequest, area: str, slug: str, form: str, kind: str = "round") -> HttpResponse:
    """The same published counts as a file."""
    subject = profile.subject_of(kind, area, slug)
    rows = [_data_row(asked, one) for asked in profile.asked_of(subject) for one in asked.representation.compared]
    if form == "json":
        content = {"title": subject.title, "area": subject.area.name, "rounded_to": BASE, "rows": rows}
        return HttpResponse(json.dumps(content, ensure_ascii=False, indent=1), content_type="application/json")
    if form != "csv":
        raise Http404
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="wie-{subject.slug}.csv"'
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    writer.writerows([cell(row[name]) if isinstance(row[name], str) else row[name] for name in COLUMNS] for row in rows)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@limited("open-form")
def tell(request: HttpRequest, area: str, slug: str, kind: str = "round") -> HttpResponseBase:
    """Tell something about yourself, after taking part."""
    subject = profile.subject_of(kind, area, slug)
    return _tell(request, subject, profile.participant_of(request, subject))


@once
def _tell(request: HttpRequest, subject: Subject, participant: Participant | None) -> HttpResponse:
    today = timezone.localdate()
    form = TellForm(request.POST or None)
    context = {**about(subject), "form": form, "base": BASE, "together": TOGETHER}
    if profile.is_over(subject, today):
        return render(request, "participate/profile/tell.html", {**context, "state": "over"})
    if participant is None:
        return render(request, "participate/profile/tell.html", {**context, "state": "stranger"})
    if participant.has_told:
        return render(request, "participate/profile/tell.html", {**context, "state": "told"})
    if request.method != "POST" or not form.is_valid():
        return render(request, "participate/profile/tell.html", {**context, "state": "asking"})
    told = form.told()
    try:
        profile.tell(participant, subject, told, today=today)
    except NotNow as refusal:
        messages.warning(request, str(refusal))
    else:
        thanks = _("Dank je wel. Je antwoorden zijn bewaard zonder je naam.")
        messages.success(request, thanks if told else _("Je sloeg alles over. Dat is goed."))
    return redirect(who_url(subject))


@require_safe
def slip(request: HttpRequest, area: str, slug: str, kind: str = "round") -> HttpResponse:
    """The same questions on a slip of paper, without a name."""
    subject = profile.subject_of(kind, area, slug)
    address = request.build_absolute_uri(_url(subject, "profile-tell"))
    context = {**about(subject), "questions": QUESTIONS, "address": address, "qr": qr(address)}
    return render(request, "participate/profile/slip.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, area: str, slug: str, kind: str = "round") -> HttpResponseBase:
    """A worker types what slips of paper say."""
    person, subject = person_of(request), profile.subject_of(kind, area, slug)
    require(person, "participate.lead", subject)
    return _paper(request, subject, person)


@once
def _paper(request: HttpRequest, subject: Subject, person: Person) -> HttpResponse:
    form = TellForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            profile.tell_from_paper(subject, form.told(), by=person)
        except NotNow as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Het briefje is ingetypt. Gooi het papier nu weg."))
            return redirect(_url(subject, "profile-paper"))
    left = profile.slips_left(subject).count()
    return render(request, "participate/profile/paper.html", {**about(subject), "form": form, "left": left})


@require_http_methods(["GET", "HEAD", "POST"])
def shares(request: HttpRequest, area: str) -> HttpResponseBase:
    """A worker says which shares of the area give which answer: from a published table, or typed with their source."""
    person = person_of(request)
    place = get_object_or_404(Area.objects.defer("shapes").select_related("within__within__within"), slug=area)
    require(person, "participate.lead", place)
    return _shares(request, place, person)


@once
def _shares(request: HttpRequest, area: Area, person: Person) -> HttpResponse:
    now = profile.shares_of(area)
    what = request.POST.get("what", "") if request.method == "POST" else ""
    table_form = TableForm(request.POST if what == "table" else None, tables=tables())
    forms = [
        SharesForm(request.POST if what == question.key else None, question=question, shares=now[question.key])
        for question in QUESTIONS
    ]
    if _is_done(area, table_form, forms, person):
        messages.success(request, _("De cijfers staan er. Ze gelden voor alle rondes en dialogen in dit gebied."))
        return redirect("participate:area-shares", area=area.slug)
    context = {"area": area, "table_form": table_form, "forms": forms, "has_tables": bool(tables())}
    return render(request, "participate/profile/shares.html", context)


def _is_done(area: Area, table_form: TableForm, forms: list[SharesForm], person: Person) -> bool:
    """Carry out the one form that was sent; False when none was, or when something in it is wrong."""
    sent: Any = next((form for form in (table_form, *forms) if form.is_bound), None)
    if sent is None or not sent.is_valid():
        return False
    try:
        if isinstance(sent, TableForm):
            table, code = sent.chosen()
            profile.take_shares(area, tables()[table], code, by=person)
        else:
            profile.set_shares(area, sent.question.key, sent.shares(), sent.about(), by=person)
    except NotNow as refusal:
        sent.add_error(None, str(refusal))
        return False
    except ValidationError as refusal:
        # What a table says has no field of its own in the form.
        sent.add_error(None, refusal.messages if isinstance(sent, TableForm) else refusal)
        return False
    return True


@cache
def tables() -> dict[str, AreaFigures]:
    """The published tables that came along or were added; one with a fault is not offered."""
    return read_all(content_folders())[0]


def taking_part(subject: Subject) -> int:
    """How many take part, as `subject_of` counted."""
    return int(getattr(subject, "taking_part", 0))


def about(subject: Subject) -> dict[str, Any]:
    """What every page about a round or dialogue shows of it."""
    return {
        "subject": subject,
        "area": subject.area,
        "subject_url": address_of(subject),
        "who_url": who_url(subject),
        "tell_url": _url(subject, "profile-tell"),
        "paper_url": _url(subject, "profile-paper"),
        "slip_url": _url(subject, "profile-slip"),
        "csv_url": _url(subject, "profile-data", form="csv"),
        "json_url": _url(subject, "profile-data", form="json"),
    }


def who_url(subject: Subject) -> str:
    """The page of who took part."""
    return _url(subject, "profile")


def _url(subject: Subject, name: str, **words: str) -> str:
    prefix = "dialogue-" if profile.kind_of(subject) == "dialogue" else ""
    words |= {"area": subject.area.slug, "slug": subject.slug}
    return reverse(f"participate:{prefix}{name}", kwargs=words)


def _data_row(asked: profile.Asked, one: Any) -> dict[str, Any]:
    first = asked.shares[0] if asked.shares and one.area is not None else None
    told = asked.representation.told
    values = (
        asked.question.key, one.answer, one.people, told, one.span.share, one.span.least, one.span.most, one.area,
        one.standing.value, first and first.about, first and first.source, first and first.year,
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))
