"""The doors: signing in and out, an invitation, a new password. They say the same to those we know and those we do not."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from wijkwerk.web.people import accounts, mail, printed_code
from wijkwerk.web.people.forms import (
    CODE_SLIP,
    CodeForm,
    NewcomerForm,
    NewPasswordForm,
    ResetForm,
    SecondStepForm,
    SignInForm,
)
from wijkwerk.web.people.models import Invitation, Person
from wijkwerk.web.people.service import person_of, visitor_or_person
from wijkwerk.web.people.sessions import second_step_of
from wijkwerk.web.site.double_submit import once
from wijkwerk.web.site.limits import guessed_too_often, is_spent, limited, slowed, too_often

BACKEND = "wijkwerk.web.people.sign_in.LoginOrMail"
SECOND_STEP_WITHIN = timedelta(minutes=10)


@slowed("sign-in")
@sensitive_post_parameters()
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Sign in by login name or mail address; a wrong name and a wrong password get the same answer."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and is_spent("sign-in", request):
        return too_often(request, "sign-in")
    if request.method == "POST" and form.is_valid():
        person = authenticate(request, **form.cleaned_data)
        if isinstance(person, Person):
            return _come_in(request, person)
        guessed_too_often("sign-in", request)  # counted; the next guess is refused when there were too many
        form.add_error(None, _("Deze naam en dit wachtwoord horen niet bij elkaar. Probeer het nog eens."))
    context = {"form": form, "next": _next(request), "example_accounts": settings.WIJKWERK_EXAMPLE}
    return render(request, "people/sign_in.html", context)


def _come_in(request: HttpRequest, person: Person) -> HttpResponse:
    if second_step_of(person):
        request.session["second_step"] = {"person": person.pk, "at": timezone.now().timestamp(), "next": _next(request)}
        return redirect("people:second-step")
    login(request, person, backend=BACKEND)
    return HttpResponseRedirect(_next(request))


@sensitive_post_parameters()
@limited("second-step")
def second_step(request: HttpRequest) -> HttpResponseBase:
    """The six digits of the telephone, after the password was right."""
    waiting = request.session.get("second_step")
    now = timezone.now()
    if not waiting or now.timestamp() - waiting["at"] > SECOND_STEP_WITHIN.total_seconds():
        request.session.pop("second_step", None)
        return redirect("people:sign-in")
    form = SecondStepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = Person.objects.filter(pk=waiting["person"], is_active=True).first()
        device = second_step_of(person) if person else None
        if person and device and accounts.passes_second_step(person, device, form.cleaned_data["token"], now=now):
            del request.session["second_step"]
            login(request, person, backend=BACKEND)
            return HttpResponseRedirect(waiting["next"])
        form.add_error("token", _("Deze cijfers kloppen niet (meer). Wacht op nieuwe cijfers en probeer het nog eens."))
    return render(request, "people/second_step.html", {"form": form})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out, and forget the session."""
    logout(request)
    messages.success(request, _("Je bent uitgelogd."))
    return redirect("site:home")


@slowed("code-entry")
@sensitive_post_parameters()
def invitation(request: HttpRequest) -> HttpResponseBase:
    """Type the code of an invitation."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        digest = printed_code.digest_of(form.cleaned_data["code"])
        if accounts.open_invitation(digest, now=timezone.now()):
            request.session["invitation"] = digest
            return redirect("people:invitation-accept")
        form.add_error("code", CODE_SLIP)
    if request.method == "POST" and guessed_too_often("code-entry", request):
        return too_often(request, "code-entry")
    return render(request, "people/invitation.html", {"form": form})


def invitation_link(request: HttpRequest, code: str) -> HttpResponse:
    """The link of an invitation: the code moves to the session at once, out of the address bar."""
    digest = printed_code.digest_of(printed_code.read(code) or "")
    request.session.pop("invitation", None)
    # A code that does not work leaves no session behind: anybody can ask for thousands of those.
    if accounts.open_invitation(digest, now=timezone.now()):
        request.session["invitation"] = digest
    return redirect("people:invitation-accept")


@sensitive_post_parameters()
@limited("code-entry")
def invitation_accept(request: HttpRequest) -> HttpResponseBase:
    """Accept an invitation: with a new account, or for the account that is signed in."""
    now = timezone.now()
    invited = accounts.open_invitation(request.session.get("invitation", ""), now=now)
    if invited is None:
        messages.error(request, _("Deze code werkt niet (meer). Vraag een nieuwe aan wie je uitnodigde."))
        return redirect("people:invitation")
    return _accept_as_known(request, invited) if visitor_or_person(request) else _accept_as_newcomer(request, invited)


@once
def _accept_as_newcomer(request: HttpRequest, invited: Invitation) -> HttpResponse:
    proposal = {"name": invited.name, "email": invited.email, "login": _proposed_login(invited.name)}
    candidate = Person(name=request.POST.get("name", ""), login=request.POST.get("login", ""))
    form = NewcomerForm(request.POST or None, initial=proposal, person=candidate)
    if request.method == "POST" and form.is_valid():
        person = accounts.accept_as_newcomer(invited, **form.cleaned_data, now=timezone.now())
        if person is None:
            return redirect("people:invitation")
        del request.session["invitation"]
        login(request, person, backend=BACKEND)
        messages.success(request, _("Welkom, %(name)s. Je account is klaar.") % {"name": person.name})
        return redirect("people:mine")
    return render(request, "people/invitation_accept.html", {"form": form, "invitation": invited})


@once
def _accept_as_known(request: HttpRequest, invited: Invitation) -> HttpResponse:
    person = person_of(request)
    if request.method == "POST":
        accounts.accept_as_known(invited, person, now=timezone.now())
        del request.session["invitation"]
        # A new role ends every session; the person who accepts stays.
        login(request, person, backend=BACKEND)
        messages.success(request, _("Gelukt. Je nieuwe rol staat hieronder."))
        return redirect("people:mine")
    return render(request, "people/invitation_accept.html", {"invitation": invited})


@limited("password-reset")
def password(request: HttpRequest) -> HttpResponseBase:
    """Ask for a new password by mail; the answer is the same whether we know you or not."""
    form = ResetForm(request.POST or None)
    if request.method == "POST" and settings.WIJKWERK_HAS_MAIL and form.is_valid():
        person = Person.objects.known_as(form.cleaned_data["who"])
        address = request.build_absolute_uri(reverse("people:password"))
        mail.send_password_code.enqueue(person.pk if person else 0, address)
        return redirect(f"{reverse('people:password')}?gestuurd=1")
    context = {"form": form, "has_mail": settings.WIJKWERK_HAS_MAIL, "is_sent": "gestuurd" in request.GET}
    return render(request, "people/password.html", context)


@slowed("code-entry")
@sensitive_post_parameters()
def password_code(request: HttpRequest) -> HttpResponseBase:
    """Type a printed code for a new password."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        digest = printed_code.digest_of(form.cleaned_data["code"])
        if accounts.open_password_code(digest, now=timezone.now()):
            request.session["password_code"] = digest
            return redirect("people:password-new")
        form.add_error("code", CODE_SLIP)
    if request.method == "POST" and guessed_too_often("code-entry", request):
        return too_often(request, "code-entry")
    return render(request, "people/password_code.html", {"form": form})


def password_link(request: HttpRequest, code: str) -> HttpResponse:
    """The link of a mail: the code moves to the session at once, out of the address bar."""
    digest = printed_code.digest_of(printed_code.read(code) or "")
    request.session.pop("password_code", None)
    if accounts.open_password_code(digest, now=timezone.now()):
        request.session["password_code"] = digest
    return redirect("people:password-new")


@sensitive_post_parameters()
@limited("code-entry")
@once
def password_new(request: HttpRequest) -> HttpResponseBase:
    """Choose a new password, after a code."""
    now = timezone.now()
    code = accounts.open_password_code(request.session.get("password_code", ""), now=now)
    if code is None:
        messages.error(request, _("Deze code werkt niet (meer). Vraag een nieuwe."))
        return redirect("people:password")
    form = NewPasswordForm(request.POST or None, person=code.person)
    if request.method == "POST" and form.is_valid():
        if accounts.choose_password(code, form.cleaned_data["password"], now=now):
            messages.success(request, _("Je nieuwe wachtwoord is bewaard. Log ermee in."))
        request.session.flush()
        return redirect("people:sign-in")
    return render(request, "people/password_new.html", {"form": form, "login": code.person.login})


def _next(request: HttpRequest) -> str:
    """Where someone wanted to go, when that is a page of our own."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours and wanted.startswith("/") else settings.LOGIN_REDIRECT_URL


def _proposed_login(name: str) -> str:
    base = slugify(name.split(" ")[0])[:40] if name else ""
    candidates = [base, *(f"{base}{number}" for number in range(2, 30))] if base else []
    return next((login for login in candidates if accounts.is_free(login)), "")
