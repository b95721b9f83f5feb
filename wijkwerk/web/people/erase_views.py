"""Erasing your own account: what goes, what stays without your name, and your login to be sure."""

from __future__ import annotations

from django import forms
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkwerk.web.people import erasure
from wijkwerk.web.people.models import Person
from wijkwerk.web.people.service import NotAllowed, person_of
from wijkwerk.web.site.double_submit import once
from wijkwerk.web.site.limits import limited


class EraseForm(forms.Form):
    """Your login name, and who goes on with what you lead."""

    to = forms.ModelChoiceField(
        Person.objects.none(),
        label=gettext_lazy("Wie neemt over wat jij leidt?"),
        empty_label=gettext_lazy("Kies iemand"),
    )
    login = forms.CharField(
        label=gettext_lazy("Typ je inlognaam"),
        help_text=gettext_lazy("Dan weten we zeker dat je het meent."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def __init__(self, data: object, *, person: Person, leads: bool) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.person = person
        if leads:
            able = [one.pk for one in erasure.can_take_over(person)]
            self.fields["to"].queryset = Person.objects.filter(pk__in=able).order_by("name")  # type: ignore[attr-defined]
            self.fields["to"].label_from_instance = lambda one: one.name  # type: ignore[attr-defined]
        else:
            del self.fields["to"]

    def clean_login(self) -> str:
        """The login name, when it is one's own."""
        login: str = self.cleaned_data["login"].strip()
        if login.lower() != self.person.login.lower():
            raise ValidationError(_("Dit is niet je inlognaam. Er is niets gewist."))
        return login


@limited("second-step")
@once
def erase(request: HttpRequest) -> HttpResponseBase:
    """What goes and what stays; then, with your login typed, everything goes."""
    person = Person.objects.get(pk=person_of(request).pk)
    led = erasure.led_by(person)
    form = EraseForm(request.POST if request.method == "POST" else None, person=person, leads=bool(led))
    if request.method == "POST" and form.is_valid():
        try:
            erasure.erase(person, now=timezone.now(), to=form.cleaned_data.get("to"))
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            logout(request)
            return redirect("people:erased")
    context = {"form": form, "led": led, "called": erasure.called_in(person), "person": person}
    return render(request, "people/mine_erase.html", context)


def erased(request: HttpRequest) -> HttpResponse:
    """Your account is gone."""
    return render(request, "people/erased.html")
