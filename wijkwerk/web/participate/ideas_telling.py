"""Tells whoever took part what happened with an idea, in the background."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django_tasks import task

from wijkwerk.web.participate import notices
from wijkwerk.web.participate.models import Idea, Participant, Round
from wijkwerk.web.people.models import Person


@task()
def tell_those(idea_id: str, what: str) -> None:
    """In the background: tell who brought an idea, and who supports it, what happened with it."""
    idea = Idea.objects.select_related("round__area").filter(pk=idea_id).first()
    if idea is None:
        return
    key, url = f"idea:{idea.pk}:{what}", idea.get_absolute_url()
    if what == "opened":
        told, text = _writers(idea), gettext_lazy("Je idee “%(title)s” is gelezen. Iedereen ziet het nu.")
    elif what == "refused":
        told, text = _writers(idea), gettext_lazy("Je idee “%(title)s” is niet geplaatst. Lees waarom.")
    else:
        told, text = _everybody(idea), gettext_lazy("“%(title)s”: %(state)s. Lees waarom.")
    why = gettext_lazy("Je bracht of steunde dit idee.")
    for person in told:
        notices.tell(person, lambda: _about(idea, text), why=why, url=url, key=key)


def _about(idea: Idea, text: Promise) -> str:
    return str(text) % {"title": idea.title, "state": idea.get_state_display()}


@task()
def tell_what_was_chosen(round_id: int) -> None:
    """In the background: tell everybody who took part in a round that it was chosen what goes through, once each."""
    round = Round.objects.select_related("area").filter(pk=round_id).first()
    if round is None:
        return
    text = gettext_lazy("In “%(title)s” is gekozen wat doorgaat. Lees wat er met jouw ideeën gebeurt.")
    why = gettext_lazy("Je deed mee met deze ronde.")
    url = f"{round.get_absolute_url()}mijn/"
    people = Person.objects.filter(pk__in=Participant.objects.filter(round=round).values("person"), is_active=True)
    for person in people.iterator():
        notices.tell(
            person, lambda: str(text) % {"title": round.title}, why=why, url=url, key=f"round:{round.pk}:chosen"
        )


def _writers(idea: Idea) -> Iterable[Person]:
    return Person.objects.filter(pk__in=Participant.objects.filter(ideas=idea).values("person"), is_active=True)


def _everybody(idea: Idea) -> Iterable[Person]:
    took_part = Participant.objects.filter(Q(ideas=idea) | Q(supports__idea=idea)).values("person")
    return Person.objects.filter(pk__in=took_part, is_active=True).iterator()
