"""The forms of people, in everyday words."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from wijkwerk.web.people import accounts, printed_code
from wijkwerk.web.people.models import LOGIN_SHAPE, Area, AreaRole, Organisation, Person
from wijkwerk.web.people.service import Role
from wijkwerk.web.site.hidden_signs import without_hidden_signs
from wijkwerk.web.site.service_numbers import without_service_number

CODE_SLIP = _("Deze code klopt niet. Kijk of je een teken hebt verwisseld, of vraag een nieuwe code.")


def _password_field(label: Any, *, is_new: bool, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password" if is_new else "current-password"}),
    )


class SignInForm(forms.Form):
    """Login name or mail address, and password."""

    username = forms.CharField(
        label=_("Inlognaam of e-mailadres"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = _password_field(_("Wachtwoord"), is_new=False)


class SecondStepForm(forms.Form):
    """The six digits of the telephone, or a recovery code."""

    token = forms.CharField(
        label=_("Zes cijfers uit je app"),
        help_text=_("Is je telefoon weg? Typ dan een herstelcode van je papier."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "text", "spellcheck": "false"}),
    )


class CodeForm(forms.Form):
    """A code from paper or mail; slips are caught by its check characters before anything is looked up."""

    code = forms.CharField(
        label=_("De code op je papier"),
        help_text=_("Zeven groepjes van vier. Hoofdletters en streepjes maken niet uit."),
        max_length=100,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "dir": "ltr"}
        ),
    )

    def clean_code(self) -> str:
        """The code, put right."""
        code = printed_code.read(self.cleaned_data["code"])
        if code is None:
            raise ValidationError(CODE_SLIP)
        return code


class _PersonForm(forms.Form):
    """A form about a known person; nobody yet for who accepts an invitation."""

    def __init__(self, *args: Any, person: Person | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person


class NewPasswordForm(_PersonForm):
    """A new password, for a known person."""

    password = _password_field(
        _("Nieuw wachtwoord"), is_new=True, help_text=_("Minstens 12 tekens. Een korte zin onthoud je het best.")
    )

    def clean_password(self) -> str:
        """The password, when it is long and not too easy."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.person)
        return password


class PresentPasswordForm(_PersonForm):
    """The present password, so that a screen somebody left open is not enough."""

    current_password = _password_field(_("Je wachtwoord van nu"), is_new=False)

    def clean_current_password(self) -> str:
        """The present password, when it is right."""
        current_password: str = self.cleaned_data["current_password"]
        if self.person is None or not self.person.check_password(current_password):
            raise ValidationError(_("Dit is niet je wachtwoord van nu."))
        return current_password


class ChangePasswordForm(PresentPasswordForm, NewPasswordForm):
    """A new password, with the present one."""

    field_order = ("current_password", "password")


class NewcomerForm(NewPasswordForm):
    """Who accepts an invitation chooses a name, a login name and a password."""

    name = forms.CharField(
        label=_("Hoe heet je?"),
        max_length=120,
        validators=[without_hidden_signs, without_service_number],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    login = forms.CharField(
        label=_("Kies een inlognaam"),
        help_text=_("Kleine letters en cijfers, zoals amina of joost42."),
        max_length=60,
        validators=[LOGIN_SHAPE, without_service_number],
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    email = forms.EmailField(
        label=_("E-mailadres"),
        help_text=_(
            "Voor een nieuw wachtwoord, en voor nieuws over wat je inbrengt. Dat nieuws zet je met één klik uit."
        ),
        required=False,
        validators=[without_service_number],
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    field_order = ("name", "login", "email", "password")

    def clean_login(self) -> str:
        """The login name, when nobody has it."""
        login: str = self.cleaned_data["login"]
        if not accounts.is_free(login):
            raise ValidationError(_("Deze inlognaam is al van iemand. Kies een andere."))
        return login

    def clean_email(self) -> str:
        """The mail address, when it belongs to no account."""
        return _free_mail(self.cleaned_data["email"], None)


class ResetForm(forms.Form):
    """Who forgot a password."""

    who = forms.CharField(
        label=_("Inlognaam of e-mailadres"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )


class MineForm(forms.ModelForm[Person]):
    """What a person may change about themselves; another mail address asks for the password."""

    current_password = forms.CharField(
        label=_("Je wachtwoord van nu"),
        help_text=_("Alleen nodig als je je e-mailadres verandert."),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    class Meta:
        model = Person
        fields = ("name", "email", "language")
        labels: ClassVar[dict[str, Any]] = {"language": _("In welke taal lees je?")}
        help_texts: ClassVar[dict[str, Any]] = {
            "language": _("Je pagina's en berichten komen in deze taal, ook op papier en per mail.")
        }

    field_order = ("name", "language", "email", "current_password")

    def clean_email(self) -> str:
        """The mail address, when it belongs to no other account."""
        return _free_mail(self.cleaned_data["email"], self.instance)

    def clean(self) -> dict[str, Any]:
        """Another mail address only with the right password."""
        given = super().clean() or self.cleaned_data
        if "email" in self.changed_data and not self.instance.check_password(given.get("current_password") or ""):
            self.add_error("current_password", _("Typ je wachtwoord, want je verandert je e-mailadres."))
        return given


class SetUpForm(PresentPasswordForm):
    """The first six digits of a telephone, with the password."""

    token = forms.CharField(
        label=_("De zes cijfers die je app nu laat zien"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class InviteForm(forms.Form):
    """Invite a resident: a name is enough."""

    name = forms.CharField(
        label=_("Hoe heet deze persoon?"), max_length=120, validators=[without_hidden_signs, without_service_number]
    )
    email = forms.EmailField(
        label=_("E-mailadres"),
        help_text=_("Leeg? Dan print je een brief met een code, om zelf te geven."),
        required=False,
        validators=[without_service_number],
    )


class InviteAnyoneForm(InviteForm):
    """Invite a professional, a resident or an administrator."""

    area = forms.ModelChoiceField(
        Area.objects.order_by("name"), label=_("Gebied"), required=False, empty_label=_("Kies een gebied")
    )
    role = forms.ChoiceField(
        label=_("Rol in dit gebied"), choices=[("", _("Kies een rol")), *Role.choices], required=False
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.order_by("name"), label=_("Organisatie"), required=False, empty_label=_("Geen organisatie")
    )
    is_administrator = forms.BooleanField(label=_("Deze persoon wordt beheerder van de hele site"), required=False)

    def clean(self) -> dict[str, Any]:
        """An area and a role belong together, and something must be given."""
        given = super().clean() or self.cleaned_data
        if bool(given.get("area")) != bool(given.get("role")):
            self.add_error("role", _("Kies een gebied én een rol, of geen van beide."))
        if not given.get("area") and not given.get("is_administrator") and not self.errors:
            self.add_error("area", _("Kies een gebied en een rol, of maak deze persoon beheerder."))
        return given


class OrganisationForm(forms.ModelForm[Organisation]):
    """An organisation has a name."""

    class Meta:
        model = Organisation
        fields = ("name",)


class AreaForm(forms.ModelForm[Area]):
    """An area, always with someone to call."""

    class Meta:
        model = Area
        fields = (
            "name",
            "level",
            "within",
            "summary",
            "residents",
            "households",
            "contact_name",
            "contact_phone",
            "contact_role",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["within"].empty_label = _("Nergens in")  # type: ignore[attr-defined]

    def clean_within(self) -> Area | None:
        """The area around it, which may not lie inside it."""
        around: Area | None = self.cleaned_data["within"]
        if around is not None and self.instance in around.with_around():
            raise ValidationError(_("Een gebied kan niet in zichzelf liggen."))
        return around

    def save(self, commit: bool = True) -> Area:
        """Keep it, with somebody to call who was looked at; a new area gets its address from its name, and keeps that."""
        self.instance.contact_erased_on = None
        if self.instance.slug:
            return self._kept(commit)
        while True:
            self.instance.slug = _free_slug(self.cleaned_data["name"])
            try:
                with transaction.atomic():
                    return self._kept(commit)
            except IntegrityError:
                # Someone else took this address at the same moment; anything else goes on its way.
                if not Area.objects.filter(slug=self.instance.slug).exists():
                    raise
                self.instance.pk = None

    def _kept(self, commit: bool) -> Area:
        area: Area = super().save(commit)
        return area


class PersonForm(forms.ModelForm[Person]):
    """What an administrator may change about an account."""

    class Meta:
        model = Person
        fields = ("name", "email", "organisation", "is_administrator", "is_active")

    def clean_email(self) -> str:
        """The mail address, when it belongs to no other account."""
        return _free_mail(self.cleaned_data["email"], self.instance)


class RoleForm(forms.Form):
    """A role in an area."""

    area = forms.ModelChoiceField(Area.objects.order_by("name"), label=_("Gebied"))
    role = forms.ChoiceField(label=_("Rol"), choices=AreaRole.Role.choices)


def _free_mail(email: str, person: Person | None) -> str:
    others = Person.objects.filter(email__iexact=email)
    if email and (others.exclude(pk=person.pk) if person else others).exists():
        raise ValidationError(_("Dit e-mailadres hoort al bij een account."))
    return email


def _free_slug(name: str) -> str:
    base = slugify(name)[:50] or "gebied"
    taken = set(Area.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    candidates = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
    return next(slug for slug in candidates if slug not in taken)
