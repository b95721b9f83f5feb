"""Every page of the site, from the address list itself: nobody has to remember to add one here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache
from typing import Any, NamedTuple

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from tests.web.examples import EXAMPLES
from tests.web.participate.meetings import make_meeting, make_told_meeting
from tests.web.work.runs import TO_THE_END, UP_TO_THE_SECOND_VOTE, make_run
from wijkwerk.engines import KINDS
from wijkwerk.library.entry import Entry
from wijkwerk.library.knowledge import KNOWLEDGE, type_of
from wijkwerk.web.find.service import shelf
from wijkwerk.web.participate import notices
from wijkwerk.web.people.models import Invitation, PasswordCode, Person
from wijkwerk.web.site import policy

CALLERS = ("visitor", "amina", "joost", "noor")
DATA_ONLY = {
    "people:mine-export", "places:geojson", "work:conversation-data", "api-home", "api:api-root", "api:openapi-json",
    "participate:round-json", "participate:vote-result", "participate:vote-questions",
    "participate:dialogue-map-json",
    "api:entries", "api:entry", "api:documents", "api:vocabularies", "api:coverage",
    "api:rounds", "api:round", "api:ideas", "api:votes", "api:vote", "api:meetings", "api:meeting", "api:dialogues",
    "api:dialogue",
    "participate:profile-data", "participate:dialogue-profile-data", "participate:judged-json",
}  # fmt: skip
# A file, a card for another site, and what is not there: the tests of find and of the API look at these.
NOT_PAGES = {
    *DATA_ONLY, "find:bundle-pdf", "find:embedded", "api-nowhere", "participate:round-csv", "participate:round-atom",
    "participate:idea-photo", "participate:vote-ballots", "participate:judged-csv",
    "participate:round-embedded", "participate:dialogue-embedded", "participate:area-atom", "participate:dialogue-atom",
    "participate:dialogue-votes-csv", "participate:dialogue-comments-csv",
    "participate:meeting-calendar", "participate:meetings-feed",
}  # fmt: skip
LINKS_THAT_LEAD_ON = {
    "people:invitation-link", "people:password-link", "places:note", "participate:idea-shared",
    "participate:idea-withdraw", "participate:idea-card",
}  # fmt: skip
BACKEND = "wijkwerk.web.people.sign_in.LoginOrMail"


class Visit(NamedTuple):
    """One address to look at, and what the session has to know before it shows itself."""

    name: str
    url: str
    session: dict[str, Any]


def visits(cast: Cast, caller: str) -> Iterator[Visit]:
    """Every page this caller may see, each in the states that look different, each address once."""
    seen = set[str]()
    for visit in _every_visit(cast, caller):
        if visit.url not in seen:
            seen.add(visit.url)
            yield visit


def _every_visit(cast: Cast, caller: str) -> Iterator[Visit]:
    person = getattr(cast, caller, None)
    for row in policy.ROWS:
        if row.name not in NOT_PAGES | LINKS_THAT_LEAD_ON and _may_see(row, caller):
            owner = person or cast.joost
            kwargs = EXAMPLES[row.name](cast, owner) if row.name in EXAMPLES else {}
            session = SESSIONS[row.name](cast) if row.name in SESSIONS else {}
            yield Visit(row.name, reverse(row.name, kwargs=kwargs), session)
    if caller == "visitor":
        yield from _methods()
    if caller == "joost":
        yield from _runs(cast, cast.joost)
        yield from _meetings(cast)


def signed_in(client: Client, cast: Cast, caller: str) -> Client:
    """The client as this caller."""
    if caller != "visitor":
        client.force_login(getattr(cast, caller), backend=BACKEND)
    return client


def remember(client: Client, session: dict[str, Any]) -> None:
    """Put in the session what an earlier page would have put there."""
    if session:
        kept = client.session
        kept.update(session)
        kept.save()


def _may_see(row: policy.Row, caller: str) -> bool:
    """Visitors see what is for everyone; Joost has a role in the area and owns what the examples make."""
    who = row.who("GET")
    if who in {"", policy.EVERYONE}:
        return bool(who)
    match caller:
        case "visitor":
            return False
        case "noor":
            return who in {policy.ADMINISTRATOR, policy.SIGNED_IN}
        case "joost":
            return who != policy.ADMINISTRATOR
        case _:
            return who == policy.SIGNED_IN or "resident" in (
                policy.PERMISSIONS[who].roles if who in policy.PERMISSIONS else ()
            )


# What the browser looks at of the library: the first methods, and of each shape the one that says most.
FIRST = (
    "wijkverbinder", "project-grey", "omgevingswalkshop", "buurtwarmte-vechtzoom", "wat-telt", "ben-je-oke",
    "vijf-lessen", "wat-werkt-tegen-discriminatie",
)  # fmt: skip


@cache
def telling() -> frozenset[str]:
    """The entries that stand for the others: the first methods, and the fullest of each kind of part and knowledge."""
    parts: list[list[Entry]] = [[one for one in shelf() if kind in one.parts] for kind in KINDS]
    kinds = [[one for one in shelf().knowledge.values() if type_of(one) == kind] for kind in KNOWLEDGE]
    fullest = [max(ones, key=lambda one: len(one.model_dump_json())).id for ones in (*parts, *kinds)]
    return frozenset({*FIRST, *fullest})


def stands_for_others(visit: Visit) -> bool:
    """Whether this is no page of an entry, or one of an entry that shows what all of its shape show."""
    steps = visit.url.partition("?")[0].strip("/").split("/")
    is_of_an_entry = steps[0] == "gesprek" or steps[:2] in (["vinden", "methode"], ["vinden", "kennis"])
    return not is_of_an_entry or bool(telling() & {*steps})


def _methods() -> Iterator[Visit]:
    for method in shelf():
        yield Visit("find:method", reverse("find:method", args=[method.id]), {})
        for part in ("guide", "check"):
            if part in method.parts:
                address = reverse(f"find:{part}", args=[method.id])
                yield Visit(f"find:{part}", address, {})
                yield Visit(f"find:{part}", f"{address}?gevraagd=1", {})
                for example in method.parts[part].examples[:1]:
                    yield Visit(f"find:{part}", f"{address}?voorbeeld={example.id}", {})
        if method.conversation:
            yield Visit("work:conversation", reverse("work:conversation", args=[method.id]), {})
            yield Visit("work:conversation-blank", reverse("work:conversation-blank", args=[method.id]), {})
        if method.route:
            yield Visit("find:route", reverse("find:route", args=[method.id]), {})
    for entry in shelf().knowledge.values():
        yield Visit("find:entry", reverse("find:entry", args=[entry.id]), {})
    yield Visit("find:home", f"{reverse('find:home')}?q=buren", {})
    yield Visit("find:home", f"{reverse('find:home')}?q=zqxzqx", {})
    yield Visit("find:home", f"{reverse('find:home')}?soort=dossier&grond=studied", {})
    yield Visit("find:fits", f"{reverse('find:fits')}?plays=loneliness&phase=incidents", {})
    yield Visit("find:fits", f"{reverse('find:fits')}?takes=hour&phase=calm&turn=learn&people=lhbti&plays=nuisance", {})
    yield Visit("find:compare", f"{reverse('find:compare')}?id=wijkverbinder&id=vijf-lessen&id=wat-telt", {})
    yield Visit("find:card", f"{reverse('find:card', args=['wat-telt'])}?vorm=zak", {})


def _runs(cast: Cast, owner: Person) -> Iterator[Visit]:
    runs = [
        make_run(cast.area, by=owner, events=UP_TO_THE_SECOND_VOTE),
        make_run(cast.area, by=owner, events=TO_THE_END),
        make_run(
            cast.area,
            by=owner,
            method="wijkverbinder",
            part="guide",
            events=({"phase-chosen": {"phase": shelf().methods["wijkverbinder"].parts["guide"].phases[1].id}},),
        ),
        make_run(cast.area, by=owner, method="vijf-lessen", part="check"),
    ]
    for run in runs:
        yield Visit("work:run", run.get_absolute_url(), {})
        yield Visit("work:report", reverse("work:report", args=[run.pk]), {})
    for method in (one for one in shelf() if one.id in telling()):
        for part in method.parts:
            if part != "conversation":
                yield Visit("work:start", reverse("work:start", args=[method.id, part]), {})


def _meetings(cast: Cast) -> Iterator[Visit]:
    """Meetings that are full of words, told, called off and past; notices by mail and for paper."""
    told = make_told_meeting(cast.area, host=cast.joost)
    off = make_meeting(cast.area, host=cast.amina, called_off="De zaal is dicht.", is_at_home=True)
    for meeting in (told, off, make_meeting(cast.area, host=None, days=-2)):
        yield Visit("participate:meeting", meeting.get_absolute_url(), {})
    yield Visit("participate:meeting-letter", reverse("participate:meeting-letter", args=[off.pk]), {})
    yield Visit("participate:meetings", f"{reverse('participate:meetings', args=[cast.area.slug])}?wanneer=geweest", {})
    Person.objects.filter(pk=cast.karin.pk).update(email="")
    for person in (cast.joost, Person.objects.get(pk=cast.karin.pk)):
        notices.tell(person, "Er is een verslag.", why="Je was uitgenodigd.", url="/meedoen/", key="page")
    # Shown again now that there is something on it.
    yield Visit("participate:notices", f"{reverse('participate:notices')}?pagina=1", {})
    on_paper = reverse("participate:notices-on-paper", args=[cast.area.slug])
    yield Visit("participate:notices-on-paper", f"{on_paper}?pagina=1", {})


def _invited(cast: Cast) -> dict[str, Any]:
    moment = timezone.now()
    Invitation.objects.get_or_create(
        digest="i" * 64,
        defaults={"name": "Sem", "area": cast.area, "role": "resident", **_term(moment)},
    )
    return {"invitation": "i" * 64}


def _forgotten(cast: Cast) -> dict[str, Any]:
    PasswordCode.objects.get_or_create(digest="p" * 64, defaults={"person": cast.amina, **_term(timezone.now())})
    return {"password_code": "p" * 64}


def _term(moment: Any) -> dict[str, Any]:
    return {"made_at": moment, "ends_at": moment + timedelta(days=1)}


def _half_signed_in(cast: Cast) -> dict[str, Any]:
    return {"second_step": {"person": cast.joost.pk, "at": timezone.now().timestamp(), "next": "/mijn/"}}


SESSIONS: dict[str, Callable[[Cast], dict[str, Any]]] = {
    "people:invitation-accept": _invited,
    "people:password-new": _forgotten,
    "people:second-step": _half_signed_in,
}
