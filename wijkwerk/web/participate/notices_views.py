"""Your notices and the choice about mail; stopping at once from a mail; and the list for those without mail."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from wijkwerk.web.participate import meetings, notices
from wijkwerk.web.participate.models import Notice, NoticeChoice
from wijkwerk.web.people.models import Area, Person
from wijkwerk.web.people.service import person_of, require
from wijkwerk.web.site.double_submit import once
from wijkwerk.web.site.limits import limited

A_PAGE = 60


@once
def mine(request: HttpRequest) -> HttpResponse:
    """Everything you were told, newest first, and whether you want it by mail."""
    person = person_of(request)
    if request.method == "POST":
        wants_mail = request.POST.get("mail") == "1"
        notices.choose(person, wants_mail=wants_mail)
        told = _("Je krijgt voortaan hoogstens één mail per dag.") if wants_mail else _("Je krijgt geen mail meer.")
        messages.success(request, told)
        return redirect("participate:notices")
    choice = NoticeChoice.objects.filter(person=person).first()
    page = Paginator(Notice.objects.filter(person=person).order_by("-at", "-pk"), A_PAGE)
    context = {
        "page": page.get_page(request.GET.get("pagina")),
        "wants_mail": choice is None or choice.wants_mail,
        "has_mail": bool(person.email),
    }
    return render(request, "participate/notices/mine.html", context)


# A mail program posts here without our page, session or hidden mark; the sign alone decides, and again is as good
# as once.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@limited("open-form")
def stop(request: HttpRequest, sign: str) -> HttpResponse:
    """No more mail: a page with one button, and the button."""
    if request.method == "POST":
        is_known = notices.stop(sign)
    else:
        is_known = NoticeChoice.objects.filter(stop_sign=sign).exists()
    context = {"is_known": is_known, "is_done": request.method == "POST"}
    return render(request, "participate/notices/stop.html", context, status=200 if is_known else 404)


@require_http_methods(["GET", "HEAD", "POST"])
def on_paper(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Who has no mail, and what to tell them; printed, and marked when it was told."""
    person, area = person_of(request), meetings.area_of(slug)
    require(person, "participate.tell_on_paper", area)
    return _on_paper(request, area, person)


@once
def _on_paper(request: HttpRequest, area: Area, person: Person) -> HttpResponse:
    if request.method == "POST":
        told = [int(one) for one in request.POST.getlist("verteld") if one.isdecimal() and len(one) < 12]
        number = notices.note_told(area, told, by=person, now=timezone.now())
        sentence = ngettext("%(number)s bericht is verteld.", "%(number)s berichten zijn verteld.", number)
        messages.success(request, sentence % {"number": number})
        return redirect("participate:notices-on-paper", slug=area.slug)
    page = Paginator(notices.without_mail(area), A_PAGE).get_page(request.GET.get("pagina"))
    people = [(to, list(rows)) for to, rows in groupby(page, key=lambda notice: notice.person)]
    context = {"area": area, "page": page, "people": people, "site": request.build_absolute_uri("/")[:-1]}
    return render(request, "participate/notices/on_paper.html", context)
