"""The page on which a worker adds or changes a translation of what somebody wrote; the original stands beside it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wijkwerk.web.participate import translations
from wijkwerk.web.participate.translations import Original, WrittenMeanwhile
from wijkwerk.web.participate.translations_forms import TranslationForm
from wijkwerk.web.people.models import Person
from wijkwerk.web.people.service import person_of, require
from wijkwerk.web.site.double_submit import once


@require_safe
def languages(request: HttpRequest, kind: str, of: UUID) -> HttpResponse:
    """A text with the languages it is there in, and those it is not there in yet."""
    person, original = person_of(request), translations.original_of(kind, of)
    require(person, "participate.translate", original)
    context = {"original": original, "area": original.area, "languages": translations.languages_of(original)}
    return render(request, "participate/translations/languages.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def translate(request: HttpRequest, kind: str, of: UUID, language: str) -> HttpResponseBase:
    """Write a text in one other language, change it, or take it away."""
    person, original = person_of(request), translations.original_of(kind, of)
    require(person, "participate.translate", original)
    return _translate(request, original, language, person)


@once
def _translate(request: HttpRequest, original: Original, language: str, person: Person) -> HttpResponse:
    into = next((one for one in translations.languages_of(original) if one.code == language), None)
    if into is None:
        raise Http404(_("In deze taal vertaal je hier niet."))
    if request.method == "POST" and "weg" in request.POST:
        translations.remove(original, language, by=person)
        messages.success(request, _("De vertaling is weg. Iedereen leest weer het origineel."))
        return redirect("participate:translations", original.kind, original.of)
    form = TranslationForm(request.POST or None, original=original, into=into)
    meanwhile = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            translations.keep(
                original, language, form.words(), is_checked=given["is_checked"], seen=given["seen"], by=person,
                now=timezone.now(),
            )  # fmt: skip
        except WrittenMeanwhile as overtaken:
            form.add_error(None, str(overtaken))
            meanwhile = overtaken.now_is
            form.see(meanwhile)
        except ValidationError as wrong:
            form.add_error(None, wrong)
        else:
            said = _("De vertaling staat erbij. Wie dit in het %(language)s leest, ziet haar eerst.")
            messages.success(request, said % {"language": into.name})
            return redirect("participate:translations", original.kind, original.of)
    context = {"original": original, "area": original.area, "into": into, "form": form, "meanwhile": meanwhile}
    return render(request, "participate/translations/translate.html", context)
