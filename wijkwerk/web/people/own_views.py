"""Your own page: what we have about you, changing it, taking it along, and the second step."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from wijkwerk.web.people import accounts, own_data, own_language
from wijkwerk.web.people.entry_views import BACKEND
from wijkwerk.web.people.forms import ChangePasswordForm, MineForm, PresentPasswordForm, SetUpForm
from wijkwerk.web.people.models import Person
from wijkwerk.web.people.service import end_sessions, may, person_of
from wijkwerk.web.people.sessions import must_have_second_step, second_step_of
from wijkwerk.web.site.double_submit import once
from wijkwerk.web.site.limits import limited
from wijkwerk.web.site.qr import qr


@sensitive_post_parameters()
@limited("second-step")
@once
def mine(request: HttpRequest) -> HttpResponse:
    """What we have about you; you can change your name, mail address and language."""
    person = person_of(request)
    # The form works on a copy, so that a refused change does not show in the head of the page.
    form = MineForm(request.POST or None, instance=Person.objects.get(pk=person.pk))
    if request.method == "POST" and form.is_valid():
        person = form.save()
        response = redirect("people:mine")
        if "language" in form.changed_data:
            own_language.forget_switch(response)
        with override(person.language or get_language()):
            messages.success(request, _("Bewaard."))
        return response
    roles = accounts.roles_of(person)
    context = {
        "form": form,
        "person": person,
        "roles": roles,
        "areas_to_invite_in": [held.area for held in roles if may(person, "people.invite", held.area)],
        "has_second_step": second_step_of(person) is not None,
    }
    return render(request, "people/mine.html", context)


@sensitive_post_parameters()
@limited("second-step")
@once
def mine_password(request: HttpRequest) -> HttpResponseBase:
    """Choose another password; you are signed out everywhere else."""
    person = person_of(request)
    form = ChangePasswordForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        person.set_password(form.cleaned_data["password"])
        person.save(update_fields=["password"])
        end_sessions(person)
        update_session_auth_hash(request, person)
        messages.success(request, _("Je nieuwe wachtwoord is bewaard. Op andere apparaten ben je uitgelogd."))
        return redirect("people:mine")
    return render(request, "people/mine_password.html", {"form": form})


def mine_export(request: HttpRequest) -> JsonResponse:
    """Everything we keep about you, as a file."""
    response = JsonResponse(
        own_data.export_of(person_of(request)),
        encoder=DjangoJSONEncoder,
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    response.headers["Content-Disposition"] = 'attachment; filename="mijn-gegevens.json"'
    return response


@sensitive_post_parameters()
@limited("second-step")
def mine_second_step(request: HttpRequest) -> HttpResponseBase:
    """Set up (or replace) the telephone of the second step; ends with recovery codes for paper."""
    person = person_of(request)
    form = SetUpForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        token = form.cleaned_data["token"].replace(" ", "")
        if codes := accounts.set_up_second_step(person, _key(request), token, now=timezone.now()):
            _end_other_sessions(request, person)
            return _show_recovery_codes(request, codes)
        form.add_error("token", _("Deze cijfers kloppen niet. Wacht op nieuwe cijfers en probeer het nog eens."))
    return _second_step_page(request, person, form, _recovery_form(person))


@sensitive_post_parameters()
@limited("second-step")
def mine_recovery(request: HttpRequest) -> HttpResponseBase:
    """Fresh recovery codes, for who types the password; the old paper may go."""
    person = person_of(request)
    if not second_step_of(person):
        return redirect("people:mine-second-step")
    form = _recovery_form(person, request.POST)
    if form.is_valid():
        return _show_recovery_codes(request, accounts.make_recovery_codes(person, now=timezone.now()))
    return _second_step_page(request, person, SetUpForm(person=person), form)


def _recovery_form(person: Person, data: QueryDict | None = None) -> PresentPasswordForm:
    return PresentPasswordForm(data, person=person, auto_id="recovery_%s")


def _second_step_page(
    request: HttpRequest, person: Person, form: SetUpForm, recovery: PresentPasswordForm
) -> HttpResponse:
    context = {
        "form": form,
        "recovery": recovery,
        "must": must_have_second_step(person),
        "has_second_step": second_step_of(person),
        **_secret(person, _key(request)),
    }
    return render(request, "people/mine_second_step.html", context)


def _key(request: HttpRequest) -> str:
    if "second_step_key" not in request.session:
        request.session["second_step_key"] = random_hex(20)
    return str(request.session["second_step_key"])


def _end_other_sessions(request: HttpRequest, person: Person) -> None:
    end_sessions(person)
    request.session.pop("second_step_key")
    login(request, person, backend=BACKEND)


def _show_recovery_codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    return render(request, "people/recovery_codes.html", {"codes": [_grouped(code) for code in codes]})


def _grouped(code: str) -> str:
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def _secret(person: Person, key: str) -> dict[str, Any]:
    """The secret as a picture and as text to type, in groups of four."""
    device = TOTPDevice(user=person, key=key, name="")
    typed = device.config_url.split("secret=")[1].split("&")[0]
    return {"picture": qr(device.config_url, _("QR-code met het geheim voor je app")), "secret": _grouped(typed)}
