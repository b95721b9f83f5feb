"""The pages of whoever leads a dialogue: begin one, read statements, type paper, move the last day, say what was done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwerk.web.participate import dialogue_import, dialogues, house_rules, talking
from wijkwerk.web.participate import sheets as paper
from wijkwerk.web.participate.checking import personal_in
from wijkwerk.web.participate.dialogue_forms import (
    AccountForm,
    BeginForm,
    ImportForm,
    MoveForm,
    RefuseForm,
    SheetForm,
)
from wijkwerk.web.participate.dialogue_views import about
from wijkwerk.web.participate.models import AnswerSheet, Dialogue, Statement
from wijkwerk.web.participate.ordering import part_of
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.participate.round_making import WrittenMeanwhile
from wijkwerk.web.people.models import Area, Person
from wijkwerk.web.people.service import person_of, require
from wijkwerk.web.site.double_submit import once
from wijkwerk.web.site.qr import qr
from wijkwerk.web.site.uploads import takes_files

# The permission is asked before `once`: a second send is answered without calling what stands under it.


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, area: str) -> HttpResponseBase:
    """Begin a dialogue."""
    person, found = person_of(request), dialogues.area_of(area)
    require(person, "participate.lead", found)
    return _new(request, found, person)


@once
def _new(request: HttpRequest, area: Area, person: Person) -> HttpResponse:
    form = BeginForm(request.POST or None, area=area, initial={"round": request.GET.get("ronde", "")})
    if request.method == "POST" and form.is_valid():
        dialogue = talking.begin(
            area,
            form.facts(),
            form.cleaned_data["statements"],
            language=form.cleaned_data["language"],
            by=person,
            now=timezone.now(),
        )
        messages.success(request, _("De dialoog staat klaar. Hij gaat vanzelf open op de eerste dag."))
        _say_held(request, dialogue)
        return redirect(dialogue)
    return render(request, "participate/dialogue/new.html", {"form": form, "area": area})


def _say_held(request: HttpRequest, dialogue: Dialogue) -> None:
    held = dialogue.statements.filter(state=Statement.State.HELD).count()
    if held:
        messages.warning(
            request,
            ngettext(
                "%(number)s stelling lijkt over iemand te gaan. Die wordt eerst gelezen.",
                "%(number)s stellingen lijken over iemand te gaan. Die worden eerst gelezen.",
                held,
            )
            % {"number": held},
        )


@takes_files(dialogue_import.MOST_BYTES)
@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest, area: str) -> HttpResponseBase:
    """Take in a conversation in the format of Polis."""
    person, found = person_of(request), dialogues.area_of(area)
    require(person, "participate.lead", found)
    return _take_in(request, found, person)


@once
def _take_in(request: HttpRequest, area: Area, person: Person) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            dialogue = dialogue_import.take_in(
                area, form.facts(), given["votes"], given["comments"], language=given["language"], by=person,
                is_again=given.get("again", False),
            )  # fmt: skip
        except dialogue_import.TakenInBefore as before:
            form.ask_again(before.dialogue)
        except NotNow as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Het gesprek staat erin. De kaart wordt gemaakt; dat duurt even."))
            _say_held(request, dialogue)
            return redirect(dialogue)
    return render(request, "participate/dialogue/import.html", {"form": form, "area": area})


# --- reading statements ---


@require_safe
def read(request: HttpRequest, area: str, slug: str) -> HttpResponse:
    """What waits to be read, with the house rules; and what everyone sees already."""
    person, dialogue = person_of(request), dialogues.dialogue_of(area, slug)
    require(person, "participate.read_first", dialogue)
    return _reading(request, dialogue, person)


def _reading(
    request: HttpRequest, dialogue: Dialogue, person: Person, *, refused: tuple[int, RefuseForm] | None = None
) -> HttpResponse:
    shows_open = request.GET.get("wat", request.POST.get("wat")) == "geplaatst"
    found = dialogues.to_take_away(dialogue) if shows_open else dialogues.to_read(dialogue)
    page = Paginator(found.select_related("participant"), dialogues.A_PAGE).get_page(request.GET.get(dialogues.PAGE))
    rows = [
        {
            "statement": one,
            "hints": [] if shows_open else personal_in(one.text, language=one.language, places=[dialogue.area.name]),
            "first_rule": house_rules.sentence_of(one.rule),
            "is_own": one.participant is not None and one.participant.person_id == person.pk,
            "was_first": one.state == Statement.State.APPEALED and one.judged_by_id == person.pk,
            "form": refused[1] if refused and refused[0] == one.number else RefuseForm(auto_id=f"id_{one.number}_%s"),
        }
        for one in page
    ]
    context = {
        **about(dialogue),
        "page": page,
        "rows": rows,
        "shows_open": shows_open,
        "rules": house_rules.RULES,
        "no_reason": house_rules.NO_REASON,
    }
    return render(request, "participate/dialogue/read.html", context)


@require_POST
def place(request: HttpRequest, area: str, slug: str, number: int) -> HttpResponseBase:
    """Let everyone see a statement."""
    person, statement = person_of(request), dialogues.statement_of(area, slug, number)
    require(person, "participate.read_first", statement.dialogue)
    return _place(request, statement, person)


@once
def _place(request: HttpRequest, statement: Statement, person: Person) -> HttpResponse:
    try:
        talking.place(statement, by=person, read=request.POST.get("gelezen", ""), today=timezone.localdate())
    except NotNow as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Stelling %(number)s staat erbij.") % {"number": statement.number})
    return redirect("participate:dialogue-read", statement.dialogue.area.slug, statement.dialogue.slug)


@require_POST
def refuse(request: HttpRequest, area: str, slug: str, number: int) -> HttpResponseBase:
    """Do not place a statement, by a house rule and with a reason."""
    person, statement = person_of(request), dialogues.statement_of(area, slug, number)
    require(person, "participate.read_first", statement.dialogue)
    return _refuse(request, statement, person)


@once
def _refuse(request: HttpRequest, statement: Statement, person: Person) -> HttpResponse:
    form = RefuseForm(request.POST, auto_id=f"id_{statement.number}_%s")
    dialogue = statement.dialogue
    if not form.is_valid():
        return _reading(request, dialogue, person, refused=(statement.number, form))
    try:
        talking.refuse(
            statement,
            form.cleaned_data["rule"],
            form.cleaned_data["why"],
            by=person,
            read=request.POST.get("gelezen", ""),
        )
    except NotNow as refusal:
        said = _("Wat je schreef:")
        messages.warning(request, f"{refusal} {said} “{form.cleaned_data['why']}”")
    else:
        messages.success(
            request, _("Stelling %(number)s staat er niet. De schrijver leest waarom.") % {"number": statement.number}
        )
    return redirect("participate:dialogue-read", dialogue.area.slug, dialogue.slug)


# --- days and the account ---


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, area: str, slug: str) -> HttpResponseBase:
    """Move the last day, with the reason."""
    person, dialogue = person_of(request), dialogues.dialogue_of(area, slug)
    require(person, "participate.lead", dialogue)
    return _move(request, dialogue, person)


@once
def _move(request: HttpRequest, dialogue: Dialogue, person: Person) -> HttpResponse:
    form = MoveForm(request.POST or None, initial={"closes_on": dialogue.closes_on})
    if request.method == "POST" and form.is_valid():
        try:
            talking.move_end(
                dialogue, form.cleaned_data["closes_on"], form.cleaned_data["why"], by=person, now=timezone.now()
            )
        except NotNow as refusal:
            form.add_error("closes_on", str(refusal))
        else:
            messages.success(request, _("De dag is verzet. Iedereen kan lezen waarom."))
            return redirect(dialogue)
    return render(request, "participate/dialogue/move.html", {**about(dialogue), "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest, area: str, slug: str) -> HttpResponseBase:
    """Say what was done with everything, after the last day."""
    person, dialogue = person_of(request), dialogues.dialogue_of(area, slug)
    require(person, "participate.lead", dialogue)
    return _account(request, dialogue, person)


@once
def _account(request: HttpRequest, dialogue: Dialogue, person: Person) -> HttpResponse:
    form = AccountForm(
        request.POST or None, initial={"account": dialogue.account, "seen": talking.account_mark(dialogue)}
    )
    meanwhile = ""
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        try:
            talking.write_account(
                dialogue, sent["account"], by=person, today=timezone.localdate(), seen=sent["seen"] or None
            )
        except NotNow as refusal:
            form.add_error("account", str(refusal))
        except WrittenMeanwhile:
            # What was typed stays in the form; sending it again is done knowing what the other wrote.
            dialogue.refresh_from_db(fields=["account"])
            meanwhile = dialogue.account
            form = AccountForm(initial={"account": sent["account"], "seen": talking.account_mark(dialogue)})
        else:
            messages.success(request, _("Dit staat nu bij de dialoog. Iedereen die meedeed hoort het."))
            return redirect(dialogue)
    return render(
        request, "participate/dialogue/account.html", {**about(dialogue), "form": form, "meanwhile": meanwhile}
    )


# --- paper ---


@require_safe
def sheet(request: HttpRequest, area: str, slug: str, part: int) -> HttpResponse:
    """A sheet to print, with three boxes behind each statement."""
    dialogue = dialogues.dialogue_of(area, slug, last=dialogues.last_number())
    statements = _on_sheet(dialogue, part)
    context = {
        **about(dialogue),
        "statements": statements,
        "part": part,
        "today": timezone.localdate(),
        "parts": dialogues.parts_up_to(dialogue.last),  # type: ignore[attr-defined]
        "qr": qr(request.build_absolute_uri(dialogue.get_absolute_url())),
        "address": request.build_absolute_uri(dialogue.get_absolute_url()),
    }
    return render(request, "participate/dialogue/sheet.html", context)


@require_safe
def sheets(request: HttpRequest, area: str, slug: str) -> HttpResponse:
    """Which sheets were typed, which wait for the second time, and the totals."""
    person, dialogue = person_of(request), dialogues.dialogue_of(area, slug, last=dialogues.last_number())
    require(person, "participate.lead", dialogue)
    totals = dialogues.paper_totals(dialogue)
    pages = Paginator(dialogues.sheets_of(dialogue), dialogues.A_PAGE)
    pages.count = sum(totals)
    page = pages.get_page(request.GET.get(dialogues.PAGE))
    context = {
        **about(dialogue),
        "page": page,
        "rows": [(one, _part_of(one)) for one in page],
        "totals": totals,
        "parts": dialogues.parts_up_to(dialogue.last),  # type: ignore[attr-defined]
    }
    return render(request, "participate/dialogue/sheets.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def type_sheet(request: HttpRequest, area: str, slug: str, part: int) -> HttpResponseBase:
    """Type what stands on a sheet, or what somebody says at the phone."""
    person, dialogue = person_of(request), dialogues.dialogue_of(area, slug)
    require(person, "participate.lead", dialogue)
    return _type_sheet(request, dialogue, person, part)


@once
def _type_sheet(request: HttpRequest, dialogue: Dialogue, person: Person, part: int) -> HttpResponse:
    form = SheetForm(request.POST or None, statements=_on_sheet(dialogue, part))
    if request.method == "POST" and form.is_valid():
        try:
            kept = paper.type_sheet(
                dialogue,
                form.answers(),
                form.cleaned_data["channel"],
                by=person,
                today=timezone.localdate(),
                now=timezone.now(),
            )
        except NotNow as refusal:
            form.add_error(None, str(refusal))
        else:
            said = (
                _("Dit telt mee, als gesprek %(number)s. Wil iemand het terugnemen, dan is dat nummer genoeg.")
                if kept.counts
                else _("Schrijf op het papier: vel %(number)s. Laat een ander het nog eens typen, dan telt het mee.")
            )
            messages.success(request, said % {"number": kept.number})
            return redirect("participate:dialogue-sheets", dialogue.area.slug, dialogue.slug)
    return _typing(request, dialogue, form, part)


@require_http_methods(["GET", "HEAD", "POST"])
def type_again(request: HttpRequest, area: str, slug: str, part: int, number: int) -> HttpResponseBase:
    """Type a sheet for the second time."""
    person, dialogue = person_of(request), dialogues.dialogue_of(area, slug)
    require(person, "participate.lead", dialogue)
    return _type_again(request, _sheet_of(dialogue, number), person, part)


@once
def _type_again(request: HttpRequest, sheet: AnswerSheet, person: Person, part: int) -> HttpResponse:
    dialogue = sheet.dialogue
    form = SheetForm(request.POST or None, statements=dialogues.on_sheet(dialogue, part), sheet=sheet)
    if request.method == "POST" and form.is_valid():
        try:
            differs = paper.type_again(sheet, form.answers(), by=person, now=timezone.now())
        except NotNow as refusal:
            form.add_error(None, str(refusal))
        else:
            if differs:
                messages.warning(
                    request,
                    _(
                        "Vel %(number)s: bij stelling %(differs)s staat nu iets anders dan de eerste keer. Kijk op het papier en typ het nog eens."
                    )
                    % {"number": sheet.number, "differs": ", ".join(map(str, differs))},
                )
            else:
                messages.success(request, _("Twee keer hetzelfde: vel %(number)s telt mee.") % {"number": sheet.number})
            return redirect("participate:dialogue-sheets", dialogue.area.slug, dialogue.slug)
    return _typing(request, dialogue, form, part, sheet=sheet)


@require_POST
def withdraw_sheet(request: HttpRequest, area: str, slug: str, number: int) -> HttpResponseBase:
    """Take back what somebody said on a sheet."""
    person, dialogue = person_of(request), dialogues.dialogue_of(area, slug)
    require(person, "participate.lead", dialogue)
    return _withdraw_sheet(request, _sheet_of(dialogue, number), person)


@once
def _withdraw_sheet(request: HttpRequest, sheet: AnswerSheet, person: Person) -> HttpResponse:
    paper.withdraw_sheet(sheet, by=person)
    messages.success(request, _("Vel %(number)s telt niet meer mee.") % {"number": sheet.number})
    return redirect("participate:dialogue-sheets", sheet.dialogue.area.slug, sheet.dialogue.slug)


def _typing(
    request: HttpRequest, dialogue: Dialogue, form: SheetForm, part: int, *, sheet: AnswerSheet | None = None
) -> HttpResponse:
    context: dict[str, Any] = {**about(dialogue), "form": form, "part": part, "sheet": sheet}
    return render(request, "participate/dialogue/type.html", context)


def _on_sheet(dialogue: Dialogue, part: int) -> list[Statement]:
    statements = dialogues.on_sheet(dialogue, part)
    if not statements:
        raise Http404(_("Dit vel is er niet."))
    return statements


def _sheet_of(dialogue: Dialogue, number: int) -> AnswerSheet:
    found = AnswerSheet.objects.filter(dialogue=dialogue, number=number).first()
    if found is None:
        raise Http404(_("Dit vel is er niet."))
    found.dialogue = dialogue
    return found


def _part_of(sheet: AnswerSheet) -> int:
    """Of which printed sheet this is one: that of its first answer."""
    return part_of(min(map(int, sheet.answers), default=1))
