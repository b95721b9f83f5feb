"""One example for each address that names something: made in the cast's area, by a given owner, ready for the act.

Each app adds its own lines. `EXAMPLES` gives the words of the address, `DATA` what a right form would send.
An example stands in a state in which those with the permission may do it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.cast import Cast, make_person
from tests.web.participate import dialogue_examples, dialogue_world, elections
from tests.web.participate import rounds_world as world
from tests.web.participate.meetings import make_meeting, make_told_meeting, point_of
from tests.web.participate.profiles import (
    LOPSIDED,
    fill_told,
    give_shares,
    make_dialogue,
    make_round,
    take_part,
)
from tests.web.places.notes import make_note
from tests.web.work.runs import make_run
from wijkwerk.web.participate import codes
from wijkwerk.web.participate.models import AreaShare, Dialogue, Round
from wijkwerk.web.participate.notices import choice_of
from wijkwerk.web.people import printed_code
from wijkwerk.web.people.models import AreaRole, Person
from wijkwerk.web.people.service import lives_or_works_in
from wijkwerk.web.work.models import Run

Example = Callable[[Cast, Person], dict[str, Any]]

EXAMPLES: dict[str, Example] = {
    # people
    "people:invitation-link": lambda cast, owner: {"code": printed_code.make(lambda alphabet: alphabet[7])},
    "people:password-link": lambda cast, owner: {"code": printed_code.make(lambda alphabet: alphabet[7])},
    "people:organisation": lambda cast, owner: {"pk": _organisation_of(cast)},
    "people:area": lambda cast, owner: {"slug": cast.area.slug},
    "people:area-people": lambda cast, owner: {"slug": cast.area.slug},
    "people:invite": lambda cast, owner: {"slug": cast.area.slug},
    "people:person": lambda cast, owner: {"pk": cast.amina.pk},
    "people:give-code": lambda cast, owner: {"pk": _another_resident(cast).pk},
    "people:role-end": lambda cast, owner: {"pk": AreaRole.objects.get(person=_another_resident(cast)).pk},
    # find
    "find:entry": lambda cast, owner: {"entry_id": "eenzaamheid"},
    "find:card": lambda cast, owner: {"entry_id": "buurtwarmte-vechtzoom"},
    "find:embedded": lambda cast, owner: {"entry_id": "eenzaamheid"},
    "find:method": lambda cast, owner: {"method_id": "buurtwarmte-vechtzoom"},
    "find:guide": lambda cast, owner: {"method_id": "wijkverbinder"},
    "find:check": lambda cast, owner: {"method_id": "vijf-lessen"},
    "find:route": lambda cast, owner: {"method_id": "omgevingswalkshop"},
    # api
    "api:entry": lambda cast, owner: {"entry_id": "wijkverbinder"},
    "api:round": lambda cast, owner: world.words_of(world.make_round(cast)),
    "api:ideas": lambda cast, owner: world.words_of(world.make_round(cast)),
    "api:vote": lambda cast, owner: {"vote_id": _vote(cast)["vote_id"]},
    "api:meeting": lambda cast, owner: {"meeting_id": make_meeting(cast.area, host=owner).pk},
    "api:dialogue": lambda cast, owner: dialogue_world.address(dialogue_world.mapped(cast)),
    "api-nowhere": lambda cast, owner: {"rest": "nowhere"},
    # work
    "work:conversation": lambda cast, owner: {"method_id": "wat-telt"},
    "work:conversation-data": lambda cast, owner: {"method_id": "wat-telt"},
    "work:conversation-blank": lambda cast, owner: {"method_id": "wat-telt"},
    "work:start": lambda cast, owner: {"method_id": "buurtwarmte-vechtzoom", "part": "route"},
    "work:run": lambda cast, owner: {"run_id": make_run(cast.area, by=owner, is_open=True).pk},
    "work:report": lambda cast, owner: {"run_id": make_run(cast.area, by=owner).pk},
    "work:record": lambda cast, owner: {"run_id": _run_of_a_neighbour(cast, owner).pk},
    "work:roles": lambda cast, owner: {"run_id": _run_of_a_neighbour(cast, owner).pk},
    "work:role-end": lambda cast, owner: _role_in_a_run(cast, owner),
    "work:openness": lambda cast, owner: {"run_id": _run_of_a_neighbour(cast, owner).pk},
    # places
    "places:area": lambda cast, owner: {"slug": cast.area.slug},
    "places:geojson": lambda cast, owner: {"slug": cast.area.slug},
    "places:add": lambda cast, owner: {"slug": cast.area.slug},
    "places:note": lambda cast, owner: _note(cast, owner, is_published=True),
    "places:edit": lambda cast, owner: _note(cast, owner),
    "places:publish": lambda cast, owner: _note(cast, owner),
    "places:unpublish": lambda cast, owner: _note(cast, owner, is_published=True),
    "places:withdraw": lambda cast, owner: _note(cast, owner),
    # participate: rounds
    "participate:round-new": lambda cast, owner: {"area": cast.area.slug},
    "participate:idea-shared": lambda cast, owner: {"share": world.make_idea(world.make_round(cast)).share},
    **{
        f"participate:{name}": lambda cast, owner: world.words_of(world.make_round(cast))
        for name in (
            "round",
            "round-csv",
            "round-json",
            "round-atom",
            "round-rules",
            "round-change",
            "round-account",
            "round-account-write",
            "round-bulletin",
            "round-mine",
            "round-leave",
            "round-how",
            "round-letters",
            "round-form",
            "round-paper",
            "idea-new",
        )
    },
    "participate:round-choose": lambda cast, owner: world.words_of(world.make_round(cast, phase="choosing")),
    "participate:round-letters-print": lambda cast, owner: world.words_of(world.make_pile(cast), pile=1),
    "participate:round-letter-lost": lambda cast, owner: world.words_of(world.make_pile(cast), pile=1),
    **{
        f"participate:{name}": lambda cast, owner: world.words_of_idea(world.make_idea(world.make_round(cast)))
        for name in (
            "idea",
            "idea-support",
            "idea-take-back",
            "idea-type-support",
            "idea-withdraw",
            "idea-card",
            "idea-list",
            "idea-answer",
            "idea-owner",
        )
    },
    **{
        f"participate:{name}": lambda cast, owner: world.words_of_idea(world.make_typed(cast))
        for name in ("idea-again", "idea-drop")
    },
    **{
        f"participate:{name}": lambda cast, owner: _list_of_signatures(cast)
        for name in ("idea-list-again", "idea-list-back")
    },
    "participate:idea-photo": lambda cast, owner: world.words_of_idea(world.make_pictured(cast)),
    **{
        f"participate:{name}": lambda cast, owner: world.words_of_idea(
            world.make_idea(world.make_round(cast), state="held")
        )
        for name in ("idea-open", "idea-refuse")
    },
    "participate:idea-agenda": lambda cast, owner: world.words_of_idea(
        world.make_idea(world.make_round(cast, phase="choosing"), state="chosen")
    ),
    # participate: votes
    "participate:vote": lambda cast, owner: _vote(cast),
    "participate:vote-cast": lambda cast, owner: _vote(cast),
    "participate:vote-done": lambda cast, owner: _vote(cast),
    "participate:vote-answer": lambda cast, owner: _vote(cast, kind="poll", by_names=True),
    "participate:vote-ballots": lambda cast, owner: _published(cast),
    "participate:vote-result": lambda cast, owner: _published(cast),
    "participate:vote-print": lambda cast, owner: {**_published(cast), "what": "natellen"},
    "participate:vote-hand-over": lambda cast, owner: _published(cast),
    "participate:vote-manage": lambda cast, owner: _vote(cast),
    "participate:vote-edit": lambda cast, owner: _draft(cast),
    "participate:vote-open": lambda cast, owner: _draft(cast),
    "participate:vote-codes": lambda cast, owner: _draft(cast),
    "participate:vote-replace": lambda cast, owner: _vote(cast),
    "participate:vote-withdraw": lambda cast, owner: _draft(cast),
    "participate:vote-letters": lambda cast, owner: {**_letters(cast), "number": 1},
    "participate:vote-letters-destroy": lambda cast, owner: {**_letters(cast), "number": 1},
    "participate:vote-hands": lambda cast, owner: _vote(cast, kind="poll"),
    "participate:vote-closing": lambda cast, owner: _vote(cast),
    "participate:vote-close": lambda cast, owner: _vote(cast),
    "participate:vote-publish": lambda cast, owner: _vote(cast),
    "participate:vote-elsewhere": lambda cast, owner: _vote(cast, kind="binding"),
    "participate:vote-questions": lambda cast, owner: _vote(cast, kind="binding"),
    "participate:vote-voters": lambda cast, owner: _vote(cast, kind="binding"),
    # participate: paper
    "participate:vote-paper": lambda cast, owner: _vote(cast, has_paper=True),
    "participate:vote-envelopes": lambda cast, owner: _vote(cast, has_paper=True),
    # participate: meetings
    "participate:meetings": lambda cast, owner: {"slug": cast.area.slug},
    "participate:meetings-feed": lambda cast, owner: {"slug": cast.area.slug},
    "participate:meeting-plan": lambda cast, owner: {"slug": cast.area.slug},
    "participate:meeting": lambda cast, owner: {"pk": make_meeting(cast.area, host=owner).pk},
    "participate:meeting-letter": lambda cast, owner: {"pk": make_meeting(cast.area, host=owner).pk},
    "participate:meeting-calendar": lambda cast, owner: {"pk": make_meeting(cast.area, host=owner).pk},
    "participate:meeting-report": lambda cast, owner: {"pk": make_told_meeting(cast.area, host=owner).pk},
    "participate:meeting-change": lambda cast, owner: {"pk": make_meeting(cast.area, host=owner).pk},
    "participate:meeting-call-off": lambda cast, owner: {"pk": make_meeting(cast.area, host=owner).pk},
    "participate:meeting-invite": lambda cast, owner: {"pk": make_meeting(cast.area, host=owner).pk},
    "participate:meeting-point": lambda cast, owner: {"pk": make_meeting(cast.area, host=owner).pk},
    "participate:meeting-point-remove": lambda cast, owner: point_of(cast.area, owner),
    "participate:meeting-point-place": lambda cast, owner: point_of(cast.area, owner, is_held=True),
    "participate:meeting-tell": lambda cast, owner: {"pk": make_meeting(cast.area, host=owner, days=-1).pk},
    # participate: dialogue
    **dialogue_examples.EXAMPLES,
    # participate: profile
    "participate:profile": lambda cast, owner: _who_take_part(cast, "round"),
    "participate:profile-data": lambda cast, owner: _who_take_part(cast, "round") | {"form": "json"},
    "participate:profile-tell": lambda cast, owner: _who_take_part(cast, "round"),
    "participate:profile-slip": lambda cast, owner: _who_take_part(cast, "round"),
    "participate:profile-paper": lambda cast, owner: _who_take_part(cast, "round"),
    "participate:dialogue-profile": lambda cast, owner: _who_take_part(cast, "dialogue"),
    "participate:dialogue-profile-data": lambda cast, owner: _who_take_part(cast, "dialogue") | {"form": "json"},
    "participate:dialogue-profile-tell": lambda cast, owner: _who_take_part(cast, "dialogue"),
    "participate:dialogue-profile-slip": lambda cast, owner: _who_take_part(cast, "dialogue"),
    "participate:dialogue-profile-paper": lambda cast, owner: _who_take_part(cast, "dialogue"),
    "participate:area-shares": lambda cast, owner: {"area": cast.area.slug},
    # participate: notices
    "participate:notices-stop": lambda cast, owner: {"sign": choice_of(owner).stop_sign},
    "participate:notices-on-paper": lambda cast, owner: {"slug": cast.area.slug},
    # participate: for other sites and programs
    "participate:round-embedded": lambda cast, owner: world.words_of(world.make_round(cast)),
    "participate:dialogue-embedded": lambda cast, owner: dialogue_world.address(dialogue_world.mapped(cast)),
    "participate:area-atom": lambda cast, owner: {"slug": cast.area.slug},
    "participate:dialogue-atom": lambda cast, owner: dialogue_world.address(dialogue_world.mapped(cast)),
    # participate: moderation in the open
    "participate:round-judged": lambda cast, owner: world.words_of(world.make_round(cast)),
    "participate:dialogue-judged": lambda cast, owner: dialogue_world.address(
        dialogue_world.make_dialogue(cast.area, owner)
    ),
    # participate: translations
    "participate:translations": lambda cast, owner: {"kind": "idea", "of": world.make_idea(world.make_round(cast)).pk},
    "participate:translate": lambda cast, owner: {
        "kind": "idea", "of": world.make_idea(world.make_round(cast)).pk, "language": "ar",
    },
}  # fmt: skip

DATA: dict[str, dict[str, Any]] = {
    "people:invite": {"name": "Sem"},
    "people:invite-anyone": {"name": "Sem", "is_administrator": "on"},
    # find
    "find:bundle": {"add": "wat-telt"},
    "find:route": {"step": "stage-closed:omgeving"},
    # work
    "work:record": {
        "step": "entry-added:initiatiefgroep",
        "at_step": "0",
        "entry-added-initiatiefgroep-who": "Fatma",
    },
    "work:openness": {"is_open": "1"},
    # places
    "places:add": {"kind": "wish", "theme": "natuur", "text": "Meer bomen op het plein."},
    "places:edit": {"kind": "wish", "theme": "natuur", "text": "Meer bomen op het plein."},
    # participate: rounds
    "participate:idea-type-support": {"number": "3", "channel": "door"},
    "participate:idea-refuse": {"rule": "nobody-named", "why": "Hier staat een naam in."},
    "participate:idea-open": {"version": "0"},
    "participate:round-letters": {"size": "2"},
    "participate:round-letter-lost": {"number": "1"},
    # participate: dialogue
    **dialogue_examples.DATA,
    # participate: translations
    "participate:translate": {"title": "مقعد في الظل"},
}


def _list_of_signatures(cast: Cast) -> dict[str, Any]:
    sheet = world.make_list(cast)
    return world.words_of_idea(sheet.idea) | {"sheet": sheet.number}


def _run_of_a_neighbour(cast: Cast, owner: Person) -> Run:
    """A run whose owner is of the area, as everyone was who began one there."""
    if not lives_or_works_in(owner, cast.area):
        AreaRole.objects.create(person=owner, area=cast.area, role=AreaRole.Role.RESIDENT)
    return make_run(cast.area, by=owner)


def _role_in_a_run(cast: Cast, owner: Person) -> dict[str, Any]:
    run = _run_of_a_neighbour(cast, owner)
    return {"run_id": run.pk, "held_id": run.roles.get().pk}


def _organisation_of(cast: Cast) -> int:
    assert cast.joost.organisation is not None
    return cast.joost.organisation.pk


def _another_resident(cast: Cast) -> Person:
    return make_person(f"bewoner-{Person.objects.count()}", "Sem de Wit", area=cast.area, role=AreaRole.Role.RESIDENT)


def _who_take_part(cast: Cast, kind: str) -> dict[str, Any]:
    """A round or dialogue in which forty people told who they are, with figures of the area."""
    make: Any = make_dialogue if kind == "dialogue" else make_round
    slug = f"wie-{kind}"
    subjects: dict[str, Any] = {"round": Round, "dialogue": Dialogue}
    subject = subjects[kind].objects.filter(area=cast.area, slug=slug).first()
    if subject is None:
        subject = make(cast.area, cast.joost, slug)
        fill_told(subject, LOPSIDED, silent=12)
        take_part(subject, cast.amina)
        take_part(subject, channel="paper")
        if not AreaShare.objects.filter(area=cast.area).exists():
            give_shares(cast.area)
    return {"area": cast.area.slug, "slug": subject.slug}


def _note(cast: Cast, owner: Person, *, is_published: bool = False) -> dict[str, Any]:
    note = make_note(cast.area, by=owner, is_published=is_published)
    return {"slug": cast.area.slug, "number": note.number}


def _draft(cast: Cast) -> dict[str, Any]:
    # Those of the area hide a vote that is being made; who leads here sees it.
    return {"vote_id": elections.make_vote(cast.area, by=cast.joost).pk}


def _letters(cast: Cast) -> dict[str, Any]:
    vote = elections.make_vote(cast.area, by=cast.joost)
    codes.make_batch(vote, 2, by=cast.joost, now=elections.NOW)
    return {"vote_id": vote.pk}


def _vote(cast: Cast, **facts: Any) -> dict[str, Any]:
    return {"vote_id": elections.opened(cast.area, by=cast.joost, **facts)[0].pk}


def _published(cast: Cast) -> dict[str, Any]:
    return {"vote_id": elections.published(cast.area, by=cast.joost).pk}
