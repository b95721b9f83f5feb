"""The pages for taking part without an account: how, the code of a letter, one's own page, and the letters themselves."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wijkwerk.web.participate import codes, entering, round_steps, rounds, votes
from wijkwerk.web.participate.models import Idea, LetterBatch, Round
from wijkwerk.web.participate.phases import phase_on
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.participate.rounds_forms import CodeForm, LetterForm, LettersForm
from wijkwerk.web.people.models import Person
from wijkwerk.web.people.service import person_of, require
from wijkwerk.web.site.double_submit import once
from wijkwerk.web.site.limits import guessed_too_often, limited, slowed, too_often
from wijkwerk.web.site.qr import qr
from wijkwerk.web.work.service import plan_check

NO_SUCH_CODE = gettext_lazy(
    "Deze code kennen we niet, of de brief is vervangen. Kijk nog eens goed, of bel wie onderaan je brief staat."
)


@require_safe
def how(request: HttpRequest, area: str, slug: str) -> HttpResponse:
    """How you take part in this round: with an account, with a letter, or through a worker."""
    round = rounds.round_of(area, slug)
    taker = entering.taker_of(request, round)
    number = request.GET.get("idee", "")
    idea = int(number) if _is_number(number) else None
    context = {
        "round": round,
        "area": round.area,
        "form": CodeForm(initial={"round": round.pk, "idea": idea} if idea else None),
        "takes_part": entering.may_take_part(taker, round),
        "is_from_elsewhere": taker.person is not None and round.with_account,
        "back": _support_of(round, idea) if idea else round.get_absolute_url(),
        "plan": plan_check(round.plan) if round.plan else None,
    }
    return render(request, "participate/rounds/how.html", context)


@slowed("code-entry")
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponseBase:
    """Type the code of a letter; the code itself tells for which round it is, and one of a vote leads there."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        letter = entering.letter_of(form.cleaned_data["code"])
        if letter is not None:
            return _entered(request, entering.enter(request, letter), form)
        form.add_error("code", str(NO_SUCH_CODE))
    typed = request.POST.get("code", "")
    if votes.vote_of(typed):
        words = _(
            "Dit is de code van een stemming. Hier kun je ermee stemmen. Is het vak leeg? Typ hem dan nog een keer."
        )
        messages.info(request, words)
        return redirect(f"{reverse('participate:ballot-entry')}#{codes.read(typed)}")
    if request.method == "POST" and guessed_too_often("code-entry", request):
        return too_often(request, "code-entry")
    return render(request, "participate/rounds/code.html", {"form": form})


def _entered(request: HttpRequest, round: Round, form: CodeForm) -> HttpResponse:
    messages.success(request, _("Je doet mee met je brief. Wij weten niet wie je bent, en dat blijft zo."))
    number = form.cleaned_data["idea"] if form.cleaned_data["round"] == round.pk else None
    if number and Idea.objects.filter(round=round, number=number).exists():
        return redirect(_support_of(round, number))
    return redirect("participate:round-mine", area=round.area.slug, slug=round.slug)


def _support_of(round: Round, number: int) -> str:
    """Where on the page of an idea its support stands, with the button."""
    return reverse("participate:idea", args=[round.area.slug, round.slug, number]) + "#support-title"


@require_safe
def mine(request: HttpRequest, area: str, slug: str) -> HttpResponse:
    """What you brought and what you support in this round, and what was done with it."""
    round = rounds.round_of(area, slug)
    taker = entering.taker_of(request, round)
    today = timezone.localdate()
    brought = list(rounds.own_ideas(round, taker)[: rounds.A_PAGE])
    supported = list(rounds.supported_ideas(round, taker)[: rounds.A_PAGE])
    for idea in (*brought, *supported):
        idea.round = round
    context = {
        "round": round,
        "area": round.area,
        "brought": brought,
        "supported": supported,
        "has_letter": taker.participant is not None,
        "is_known": taker.person is not None or taker.participant is not None,
        "phase": phase_on(round.days, today).value,
        "steps": round_steps.steps_of_round(round, today),
    }
    return render(request, "participate/rounds/mine.html", context)


@limited("open-form")
@require_POST
def leave(request: HttpRequest, area: str, slug: str) -> HttpResponse:
    """Forget the letter on this device."""
    round = rounds.round_of(area, slug)
    entering.leave(request, round)
    messages.success(request, _("Dit apparaat weet je code niet meer."))
    return redirect(round)


@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest, area: str, slug: str) -> HttpResponseBase:
    """The piles of letters of a round, and making another."""
    person, round = person_of(request), rounds.round_of(area, slug)
    require(person, "participate.lead", round)
    return _letters(request, round, person)


@once
def _letters(request: HttpRequest, round: Round, person: Person) -> HttpResponse:
    form = LettersForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            pile = entering.make_letters(round, form.cleaned_data["size"], by=person, now=timezone.now())
        except NotNow as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Stapel %(number)s is klaar om te printen.") % {"number": pile.number})
            return redirect("participate:round-letters", area=round.area.slug, slug=round.slug)
    piles = LetterBatch.objects.filter(round=round).select_related("made_by").order_by("number")[: rounds.A_PAGE]
    context = {"round": round, "area": round.area, "form": form, "piles": piles, "lost": LetterForm()}
    return render(request, "participate/rounds/letters.html", context)


@require_safe
def print_letters(request: HttpRequest, area: str, slug: str, pile: int) -> HttpResponse:
    """The letters of a pile, a sheet each, or the one letter that is asked."""
    person, round = person_of(request), rounds.round_of(area, slug)
    require(person, "participate.lead", round)
    request.is_for_one_person = True  # type: ignore[attr-defined]
    only = request.GET.get("nummer", "")
    # Behind the # a code goes to no server, and a telephone that only looks at the address takes no part.
    address = request.build_absolute_uri(reverse("participate:code"))
    found = [
        (letter, qr(f"{address}#{letter.code}"))
        for letter in entering.letters_to_print(_pile(round, pile))
        if letter.code and only in ("", str(letter.number))
    ]
    context = {
        "round": round,
        "area": round.area,
        "letters": found,
        "pile": pile,
        "address": address,
    }
    return render(request, "participate/rounds/letters_print.html", context)


@require_POST
def replace_letter(request: HttpRequest, area: str, slug: str, pile: int) -> HttpResponseBase:
    """Cancel a lost letter and make another."""
    person, round = person_of(request), rounds.round_of(area, slug)
    require(person, "participate.lead", round)
    return _replace_letter(request, _pile(round, pile), person)


@once
def _replace_letter(request: HttpRequest, pile: LetterBatch, person: Person) -> HttpResponse:
    form = LetterForm(request.POST)
    try:
        if not form.is_valid():
            raise NotNow(_("Typ het nummer dat op de brief staat."))
        letter = entering.replace_letter(pile, form.cleaned_data["number"], by=person)
        messages.success(
            request, _("De oude brief werkt niet meer. De nieuwe is nummer %(number)s.") % {"number": letter.number}
        )
    except NotNow as refusal:
        messages.warning(request, str(refusal))
    return redirect("participate:round-letters", area=pile.round.area.slug, slug=pile.round.slug)


def _pile(round: Round, number: int) -> LetterBatch:
    found = LetterBatch.objects.filter(round=round, number=number).first()
    if found is None:
        raise Http404(_("Deze stapel kennen we niet."))
    found.round = round
    return found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 9
