"""Our own small pages for those who look after organisations, areas, people and roles."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijkwerk.web.people import accounts, mail, printed_code
from wijkwerk.web.people.accounts import Invited
from wijkwerk.web.people.forms import AreaForm, InviteAnyoneForm, InviteForm, OrganisationForm, PersonForm, RoleForm
from wijkwerk.web.people.models import Area, AreaRole, Invitation, Organisation, Person
from wijkwerk.web.people.service import Role, end_role, end_sessions, give_role, may, person_of, require
from wijkwerk.web.people.sessions import second_step_of
from wijkwerk.web.site.double_submit import once
from wijkwerk.web.site.limits import limited
from wijkwerk.web.site.qr import qr

A_PAGE = 60


def administration(request: HttpRequest) -> HttpResponse:
    """What there is to look after, with how many."""
    counts = {
        "areas": Area.objects.count(),
        "organisations": Organisation.objects.count(),
        "people": Person.objects.count(),
        "without_contact": Area.objects.exclude(contact_erased_on=None).count(),
    }
    return render(request, "people/administration.html", counts)


@once
def organisations(request: HttpRequest) -> HttpResponse:
    """The organisations, and a form for one more."""
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Bewaard."))
        return redirect("people:organisations")
    found = Organisation.objects.annotate(members=Count("person")).order_by("name")
    return render(request, "people/organisations.html", {"form": form, "page": _page(request, found)})


@once
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one organisation."""
    found = get_object_or_404(Organisation, pk=pk)
    form = OrganisationForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Bewaard."))
        return redirect("people:organisations")
    return render(request, "people/organisation.html", {"form": form})


@once
def areas(request: HttpRequest) -> HttpResponse:
    """The areas, and a form for one more."""
    form = AreaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Bewaard."))
        return redirect("people:areas")
    found = Area.objects.defer("shapes").select_related("within").order_by("name")
    context = {"form": form, "page": _page(request, found), "without_contact": found.exclude(contact_erased_on=None)}
    return render(request, "people/areas.html", context)


@once
def area(request: HttpRequest, slug: str) -> HttpResponse:
    """Change one area."""
    found = get_object_or_404(Area, slug=slug)
    form = AreaForm(request.POST or None, instance=Area.objects.get(pk=found.pk))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Bewaard."))
        return redirect("people:areas")
    return render(request, "people/area.html", {"form": form, "area": found})


def persons(request: HttpRequest) -> HttpResponse:
    """The people with an account, to find by name, login name or mail address."""
    sought = request.GET.get("q", "").strip()[:100]
    found = Person.objects.select_related("organisation").order_by("name", "pk")
    if sought:
        found = found.filter(Q(name__icontains=sought) | Q(login__icontains=sought) | Q(email__icontains=sought))
    return render(request, "people/persons.html", {"page": _page(request, found), "sought": sought})


@once
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: change it, give a role, take a lost second step away."""
    found = get_object_or_404(Person, pk=pk)
    if request.POST.get("act") == "second-step":
        return _without_second_step(request, found)
    gives_role = request.POST.get("act") == "role"
    form = PersonForm(None if gives_role else request.POST or None, instance=Person.objects.get(pk=pk))
    role_form = RoleForm(request.POST if gives_role else None)
    if request.method == "POST" and gives_role and role_form.is_valid():
        give_role(found, role_form.cleaned_data["area"], role_form.cleaned_data["role"])
        messages.success(request, _("De rol is gegeven."))
        return redirect("people:person", pk=pk)
    if request.method == "POST" and not gives_role and form.is_valid():
        changed = form.save()
        if {"is_administrator", "is_active"} & set(form.changed_data):
            end_sessions(changed)
        messages.success(request, _("Bewaard."))
        return redirect("people:person", pk=pk)
    context = {
        "form": form, "role_form": role_form, "subject": found, "roles": accounts.roles_of(found),
        "may_take_second_step": found != request.user and second_step_of(found) is not None,
    }  # fmt: skip
    return render(request, "people/person.html", context)


def _without_second_step(request: HttpRequest, found: Person) -> HttpResponse:
    accounts.take_second_step_away(found, by=person_of(request))
    mail.tell_second_step_is_gone.enqueue(found.pk)
    messages.success(request, _("De tweede stap is weg. Bij het inloggen wordt een nieuwe gevraagd."))
    return redirect("people:person", pk=found.pk)


@require_POST
@once
def role_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a role away."""
    held = get_object_or_404(AreaRole.objects.select_related("person"), pk=pk)
    end_role(held)
    messages.success(request, _("De rol is gestopt."))
    return redirect("people:person", pk=held.person_id)


@limited("invite")
def invite_anyone(request: HttpRequest) -> HttpResponseBase:
    """An administrator invites a professional, a resident or another administrator."""
    form = InviteAnyoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _invited(request, Invited(**form.cleaned_data))
    return render(request, "people/invite.html", {"form": form})


@limited("invite")
def invite(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A community worker invites a resident of the own area."""
    found = get_object_or_404(Area, slug=slug)
    require(person_of(request), "people.invite", found)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _invited(request, Invited(area=found, role=Role.RESIDENT, **form.cleaned_data))
    return render(request, "people/invite.html", {"form": form, "area": found})


def _invited(request: HttpRequest, invited: Invited) -> HttpResponseBase:
    return _invited_by_mail(request, invited) if invited.email else _invited_on_paper(request, invited)


@once
def _invited_by_mail(request: HttpRequest, invited: Invited) -> HttpResponse:
    invitation, _code = accounts.invite(invited, by=person_of(request), now=timezone.now())
    mail.send_invitation.enqueue(invitation.pk, request.build_absolute_uri(reverse("people:invitation")))
    messages.success(request, _("De uitnodiging is onderweg."))
    return redirect(_after_inviting(invitation))


def _invited_on_paper(request: HttpRequest, invited: Invited) -> HttpResponse:
    """The sheet of paper, shown now and never again; a second click makes a second sheet, the first stays valid."""
    invitation, code = accounts.invite(invited, by=person_of(request), now=timezone.now())
    address = request.build_absolute_uri(reverse("people:invitation"))
    facts = {"name": invitation.name, "is_invitation": True, "ends_at": invitation.ends_at}
    return _sheet(request, code, address, invitation.area, **facts)


def _after_inviting(invitation: Invitation) -> str:
    if invitation.area:
        return reverse("people:area-people", args=[invitation.area.slug])
    return reverse("people:persons")


def area_people(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has a role in this area."""
    found = get_object_or_404(Area, slug=slug)
    by = person_of(request)
    require(by, "people.see_people", found)
    held = AreaRole.objects.filter(area=found).select_related("person__organisation").order_by("person__name", "role")
    context = {"area": found, "page": _page(request, held), "may_invite": may(by, "people.invite", found), "by": by}
    return render(request, "people/area_people.html", context)


@require_POST
@limited("invite")
def give_code(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A printed code with which someone without mail chooses a new password."""
    found = get_object_or_404(Person, pk=pk, is_active=True)
    now = timezone.now()
    code = accounts.give_password_code(found, by=person_of(request), now=now)
    address = request.build_absolute_uri(reverse("people:password-code"))
    home = AreaRole.objects.filter(person=found).select_related("area").first()
    ends_at = now + accounts.PASSWORD_TERM_ON_PAPER
    return _sheet(
        request, code, address, home.area if home else None, name=found.name, is_invitation=False, ends_at=ends_at
    )


def _sheet(request: HttpRequest, code: str, address: str, area: Area | None, **facts: object) -> HttpResponse:
    link = request.build_absolute_uri(
        reverse("people:invitation-link" if facts["is_invitation"] else "people:password-link", args=[code])
    )
    context = {
        "groups": printed_code.groups(code),
        "address": address,
        "picture": qr(link, _("QR-code met een link en de code")),
        "area": area,
        **facts,
    }
    response = render(request, "people/code_sheet.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(request: HttpRequest, rows: object) -> object:
    return Paginator(rows, A_PAGE).get_page(request.GET.get("pagina"))  # type: ignore[arg-type]
