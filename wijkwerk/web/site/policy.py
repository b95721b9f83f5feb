"""The one table that says who may do what: each address, each method, in words a person can read.

An address that is not in the table is refused for everyone, and fails the tests.
A method that is not in the row is refused for everyone.

Write EVERYONE, SIGNED_IN or ADMINISTRATOR, or the name of a permission on the object of the page
("work.close_stage"). Those first three are enforced before the page is called. A named permission is enforced by the
page itself, with people.service.require(person, "work.close_stage", run) before it shows or does anything;
a page that answers without having asked the permission of its row is withheld.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVERYONE = "iedereen"
SIGNED_IN = "wie is ingelogd"
ADMINISTRATOR = "een beheerder"
GENERAL = (EVERYONE, SIGNED_IN, ADMINISTRATOR)
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

RESIDENT, WORKER, OFFICER, EDITOR = "resident", "community-worker", "policy-officer", "editor"
ANY_ROLE = (RESIDENT, WORKER, OFFICER, EDITOR)


@dataclass(frozen=True)
class Row:
    """Who may use one address, per method; HEAD goes with GET. `is_private` pages are never kept by a cache."""

    name: str
    GET: str = ""
    POST: str = ""
    PUT: str = ""
    PATCH: str = ""
    DELETE: str = ""
    is_private: bool = False

    def who(self, method: str) -> str:
        """Who may, as written in the table; empty for nobody."""
        method = "GET" if method == "HEAD" else method
        return str(getattr(self, method)) if method in METHODS else ""


@dataclass(frozen=True)
class Permission:
    """A permission on an object: completes the sentence "Dit mag alleen …", and says who the tests expect to pass.

    `roles` are roles in the area of the object, `owner` is the person who made it (or is it).
    """

    sentence: str | Promise
    roles: tuple[str, ...] = ()
    owner: bool = False
    administrator: bool = False


PERMISSIONS: dict[str, Permission] = {
    # people
    "people.invite": Permission(_("een opbouwwerker van dit gebied of een beheerder"), (WORKER,), administrator=True),
    "people.see_people": Permission(
        _("een opbouwwerker van dit gebied of een beheerder"), (WORKER,), administrator=True
    ),
    "people.give_code": Permission(
        _("een opbouwwerker, voor een bewoner van het eigen gebied, of een beheerder"), (WORKER,), administrator=True
    ),
    # work
    "work.start_run": Permission(_("wie in dit gebied woont of werkt"), ANY_ROLE),
    "work.see_run": Permission(_("wie in dit gebied woont of werkt, of iedereen als de route open is"), ANY_ROLE),
    "work.read_run": Permission(_("wie in dit gebied woont of werkt"), ANY_ROLE),
    "work.take_part": Permission(_("wie een rol heeft in deze route"), owner=True),
    "work.give_roles": Permission(_("wie dit begon, of een opbouwwerker van dit gebied"), (WORKER,), owner=True),
    # places
    "places.add_note": Permission(_("wie in dit gebied woont of werkt"), ANY_ROLE),
    "places.edit_note": Permission(
        _("wie het briefje schreef, of een redacteur van dit gebied"), (EDITOR,), owner=True
    ),
    "places.withdraw_note": Permission(_("wie het briefje schreef"), owner=True),
    "places.publish_note": Permission(_("een redacteur van dit gebied"), (EDITOR,)),
    # participate
    "participate.lead": Permission(_("een opbouwwerker of beleidsmedewerker van dit gebied"), (WORKER, OFFICER)),
    "participate.take_part": Permission(_("wie in dit gebied woont of werkt"), ANY_ROLE),
    "participate.remove_point": Permission(
        _("wie het punt schreef, of een opbouwwerker of beleidsmedewerker van dit gebied"),
        (WORKER, OFFICER),
        owner=True,
    ),
    "participate.own_statement": Permission(_("wie de stelling bracht"), owner=True),
    "participate.read_first": Permission(
        _("een opbouwwerker, beleidsmedewerker of redacteur van dit gebied"), (WORKER, OFFICER, EDITOR)
    ),
    "participate.translate": Permission(
        _("een opbouwwerker, beleidsmedewerker of redacteur van dit gebied"), (WORKER, OFFICER, EDITOR)
    ),
    # participate: notices
    "participate.tell_on_paper": Permission(_("een opbouwwerker van dit gebied"), (WORKER,)),
}

ROWS: tuple[Row, ...] = (
    # site
    Row("site:home", GET=EVERYONE),
    Row("site:about", GET=EVERYONE),
    Row("site:accessibility", GET=EVERYONE),
    Row("site:contacts", GET=EVERYONE),
    Row("site:components", GET=EVERYONE),
    Row("site:language", POST=EVERYONE),
    # people
    Row("people:sign-in", GET=EVERYONE, POST=EVERYONE),
    Row("people:second-step", GET=EVERYONE, POST=EVERYONE),
    Row("people:sign-out", POST=EVERYONE),
    Row("people:invitation", GET=EVERYONE, POST=EVERYONE),
    Row("people:invitation-link", GET=EVERYONE),
    Row("people:invitation-accept", GET=EVERYONE, POST=EVERYONE, is_private=True),
    Row("people:password", GET=EVERYONE, POST=EVERYONE),
    Row("people:password-code", GET=EVERYONE, POST=EVERYONE),
    Row("people:password-link", GET=EVERYONE),
    Row("people:password-new", GET=EVERYONE, POST=EVERYONE, is_private=True),
    Row("people:privacy", GET=EVERYONE),
    Row("people:mine", GET=SIGNED_IN, POST=SIGNED_IN),
    Row("people:mine-password", GET=SIGNED_IN, POST=SIGNED_IN),
    Row("people:mine-export", GET=SIGNED_IN),
    Row("people:mine-second-step", GET=SIGNED_IN, POST=SIGNED_IN),
    Row("people:mine-recovery", POST=SIGNED_IN),
    Row("people:mine-erase", GET=SIGNED_IN, POST=SIGNED_IN),
    Row("people:erased", GET=EVERYONE),
    Row("people:administration", GET=ADMINISTRATOR),
    Row("people:organisations", GET=ADMINISTRATOR, POST=ADMINISTRATOR),
    Row("people:organisation", GET=ADMINISTRATOR, POST=ADMINISTRATOR),
    Row("people:areas", GET=ADMINISTRATOR, POST=ADMINISTRATOR),
    Row("people:area", GET=ADMINISTRATOR, POST=ADMINISTRATOR),
    Row("people:persons", GET=ADMINISTRATOR),
    Row("people:person", GET=ADMINISTRATOR, POST=ADMINISTRATOR),
    Row("people:role-end", POST=ADMINISTRATOR),
    Row("people:invite-anyone", GET=ADMINISTRATOR, POST=ADMINISTRATOR),
    Row("people:area-people", GET="people.see_people"),
    Row("people:invite", GET="people.invite", POST="people.invite"),
    Row("people:give-code", POST="people.give_code"),
    # find
    Row("find:home", GET=EVERYONE),
    Row("find:sources", GET=EVERYONE),
    Row("find:faults", GET=ADMINISTRATOR),
    Row("find:fits", GET=EVERYONE),
    Row("find:compare", GET=EVERYONE),
    Row("find:entry", GET=EVERYONE),
    Row("find:card", GET=EVERYONE),
    Row("find:embedded", GET=EVERYONE),
    Row("find:bundle", GET=EVERYONE, POST=EVERYONE, is_private=True),
    Row("find:bundle-pdf", GET=EVERYONE, is_private=True),
    Row("find:method", GET=EVERYONE),
    Row("find:guide", GET=EVERYONE),
    Row("find:check", GET=EVERYONE),
    Row("find:route", GET=EVERYONE, POST=EVERYONE),
    # work
    Row("work:conversation", GET=EVERYONE, is_private=True),
    Row("work:conversation-data", GET=EVERYONE),
    Row("work:conversation-blank", GET=EVERYONE, is_private=True),
    Row("work:home", GET=EVERYONE),
    Row("work:start", GET=SIGNED_IN, POST=SIGNED_IN),
    # A run that is open is for everyone; the page itself hides the others.
    Row("work:run", GET=EVERYONE),
    Row("work:record", POST="work.take_part"),
    Row("work:report", GET="work.read_run"),
    Row("work:roles", GET="work.give_roles", POST="work.give_roles"),
    Row("work:role-end", POST="work.give_roles"),
    Row("work:openness", POST="work.give_roles"),
    # places
    Row("places:home", GET=EVERYONE),
    Row("places:area", GET=EVERYONE),
    Row("places:geojson", GET=EVERYONE),
    Row("places:note", GET=EVERYONE),
    Row("places:add", GET="places.add_note", POST="places.add_note"),
    Row("places:edit", GET="places.edit_note", POST="places.edit_note"),
    Row("places:publish", POST="places.publish_note"),
    Row("places:unpublish", POST="places.publish_note"),
    Row("places:withdraw", GET="places.withdraw_note", POST="places.withdraw_note"),
    # participate
    Row("participate:home", GET=EVERYONE),
    # participate: rounds
    # A letter without an account is no person: the acts that are for everyone here ask entering.may_take_part, and
    # lead who may not take part to the page that says how.
    Row("participate:rounds", GET=EVERYONE),
    Row("participate:late", GET=EVERYONE),
    Row("participate:waiting", GET=SIGNED_IN),
    Row("participate:round-new", GET="participate.lead", POST="participate.lead"),
    Row("participate:code", GET=EVERYONE, POST=EVERYONE, is_private=True),
    Row("participate:idea-shared", GET=EVERYONE),
    Row("participate:round", GET=EVERYONE),
    Row("participate:round-csv", GET=EVERYONE),
    Row("participate:round-json", GET=EVERYONE),
    Row("participate:round-atom", GET=EVERYONE),
    Row("participate:round-rules", GET=EVERYONE),
    Row("participate:round-change", GET="participate.lead", POST="participate.lead"),
    Row("participate:round-choose", GET="participate.lead", POST="participate.lead"),
    Row("participate:round-account", GET=EVERYONE),
    Row("participate:round-account-write", GET="participate.lead", POST="participate.lead"),
    Row("participate:round-bulletin", GET=EVERYONE),
    Row("participate:round-mine", GET=EVERYONE, is_private=True),
    Row("participate:round-leave", POST=EVERYONE),
    Row("participate:round-how", GET=EVERYONE),
    Row("participate:round-letters", GET="participate.lead", POST="participate.lead"),
    Row("participate:round-letters-print", GET="participate.lead"),
    Row("participate:round-letter-lost", POST="participate.lead"),
    Row("participate:round-form", GET=EVERYONE),
    Row("participate:round-paper", GET="participate.lead", POST="participate.lead"),
    Row("participate:idea-again", GET="participate.lead", POST="participate.lead"),
    Row("participate:idea-drop", POST="participate.lead"),
    Row("participate:idea-list", GET=EVERYONE),
    Row("participate:idea-list-again", GET="participate.lead", POST="participate.lead"),
    Row("participate:idea-list-back", POST="participate.lead"),
    Row("participate:idea-new", GET=EVERYONE, POST=EVERYONE),
    Row("participate:idea", GET=EVERYONE),
    Row("participate:idea-photo", GET=EVERYONE),
    Row("participate:idea-support", POST=EVERYONE),
    Row("participate:idea-take-back", POST=EVERYONE),
    Row("participate:idea-type-support", POST="participate.lead"),
    Row("participate:idea-open", POST="participate.read_first"),
    Row("participate:idea-refuse", POST="participate.read_first"),
    Row("participate:idea-withdraw", GET=EVERYONE, POST=EVERYONE),
    Row("participate:idea-card", GET=EVERYONE),
    Row("participate:idea-agenda", GET="participate.lead", POST="participate.lead"),
    Row("participate:idea-answer", GET="participate.lead", POST="participate.lead"),
    Row("participate:idea-owner", GET="participate.lead", POST="participate.lead"),
    # participate: votes
    Row("participate:ballot-entry", GET=EVERYONE, POST=EVERYONE, is_private=True),
    # Who leads votes nowhere is told so on the page itself.
    Row("participate:vote-new", GET=SIGNED_IN, POST=SIGNED_IN),
    # A vote that is being made is hidden by the pages themselves.
    Row("participate:vote", GET=EVERYONE),
    Row("participate:vote-cast", GET=EVERYONE, POST=EVERYONE, is_private=True),
    Row("participate:vote-done", GET=EVERYONE, is_private=True),
    Row("participate:vote-answer", POST="participate.take_part"),
    Row("participate:vote-ballots", GET=EVERYONE),
    Row("participate:vote-result", GET=EVERYONE),
    Row("participate:vote-print", GET=EVERYONE),
    Row("participate:vote-hand-over", POST="participate.take_part"),
    Row("participate:vote-manage", GET="participate.lead"),
    Row("participate:vote-edit", GET="participate.lead", POST="participate.lead"),
    Row("participate:vote-open", POST="participate.lead"),
    Row("participate:vote-codes", POST="participate.lead"),
    Row("participate:vote-replace", POST="participate.lead"),
    Row("participate:vote-withdraw", POST="participate.lead"),
    Row("participate:vote-letters", GET="participate.lead"),
    Row("participate:vote-letters-destroy", POST="participate.lead"),
    Row("participate:vote-hands", GET="participate.lead", POST="participate.lead"),
    Row("participate:vote-closing", POST="participate.lead"),
    Row("participate:vote-close", POST="participate.lead"),
    Row("participate:vote-publish", POST="participate.lead"),
    Row("participate:vote-elsewhere", GET="participate.lead", POST="participate.lead"),
    Row("participate:vote-questions", GET="participate.lead"),
    Row("participate:vote-voters", POST="participate.lead"),
    # participate: paper
    Row("participate:vote-paper", GET="participate.lead", POST="participate.lead"),
    Row("participate:vote-envelopes", POST="participate.lead"),
    # participate: meetings
    Row("participate:meetings", GET=EVERYONE),
    Row("participate:meetings-feed", GET=EVERYONE),
    Row("participate:meeting-plan", GET="participate.lead", POST="participate.lead"),
    Row("participate:meeting", GET=EVERYONE),
    Row("participate:meeting-letter", GET=EVERYONE),
    Row("participate:meeting-calendar", GET=EVERYONE),
    Row("participate:meeting-report", GET=EVERYONE),
    Row("participate:meeting-change", GET="participate.lead", POST="participate.lead"),
    Row("participate:meeting-call-off", GET="participate.lead", POST="participate.lead"),
    Row("participate:meeting-invite", POST="participate.lead"),
    Row("participate:meeting-point", POST="participate.take_part"),
    Row("participate:meeting-point-remove", POST="participate.remove_point"),
    Row("participate:meeting-point-place", POST="participate.read_first"),
    Row("participate:meeting-tell", GET="participate.lead", POST="participate.lead"),
    # participate: dialogue
    Row("participate:dialogues", GET=EVERYONE),
    Row("participate:dialogue-rules", GET=EVERYONE),
    Row("participate:dialogue-recipe", GET=EVERYONE),
    Row("participate:dialogue-new", GET="participate.lead", POST="participate.lead"),
    Row("participate:dialogue-import", GET="participate.lead", POST="participate.lead"),
    Row("participate:dialogue", GET=EVERYONE),
    Row("participate:dialogue-talk", GET="participate.take_part", is_private=True),
    Row("participate:dialogue-answer", POST="participate.take_part"),
    Row("participate:dialogue-done", GET="participate.take_part", is_private=True),
    Row("participate:dialogue-mine", GET="participate.take_part", is_private=True),
    Row("participate:dialogue-take-back", POST="participate.take_part"),
    Row("participate:dialogue-bring", GET="participate.take_part", POST="participate.take_part"),
    Row("participate:dialogue-appeal", GET="participate.own_statement", POST="participate.own_statement"),
    Row("participate:dialogue-withdraw", POST="participate.own_statement"),
    Row("participate:dialogue-place", POST="participate.read_first"),
    Row("participate:dialogue-refuse", POST="participate.read_first"),
    Row("participate:dialogue-read", GET="participate.read_first"),
    Row("participate:dialogue-move", GET="participate.lead", POST="participate.lead"),
    Row("participate:dialogue-account", GET="participate.lead", POST="participate.lead"),
    Row("participate:dialogue-sheet", GET=EVERYONE),
    Row("participate:dialogue-sheets", GET="participate.lead"),
    Row("participate:dialogue-type", GET="participate.lead", POST="participate.lead"),
    Row("participate:dialogue-type-again", GET="participate.lead", POST="participate.lead"),
    Row("participate:dialogue-sheet-back", POST="participate.lead"),
    Row("participate:dialogue-map", GET=EVERYONE),
    Row("participate:dialogue-map-again", POST="participate.lead"),
    Row("participate:dialogue-map-json", GET=EVERYONE),
    Row("participate:dialogue-votes-csv", GET=EVERYONE),
    Row("participate:dialogue-comments-csv", GET=EVERYONE),
    # participate: profile
    # Who has a letter has no account: the page itself looks whether somebody takes part.
    Row("participate:profile", GET=EVERYONE),
    Row("participate:profile-data", GET=EVERYONE),
    Row("participate:profile-tell", GET=EVERYONE, POST=EVERYONE, is_private=True),
    Row("participate:profile-slip", GET=EVERYONE),
    Row("participate:profile-paper", GET="participate.lead", POST="participate.lead"),
    Row("participate:dialogue-profile", GET=EVERYONE),
    Row("participate:dialogue-profile-data", GET=EVERYONE),
    Row("participate:dialogue-profile-tell", GET=EVERYONE, POST=EVERYONE, is_private=True),
    Row("participate:dialogue-profile-slip", GET=EVERYONE),
    Row("participate:dialogue-profile-paper", GET="participate.lead", POST="participate.lead"),
    Row("participate:area-shares", GET="participate.lead", POST="participate.lead"),
    # participate: notices
    Row("participate:notices", GET=SIGNED_IN, POST=SIGNED_IN),
    # The sign in the address is the key; a mail program stops with it without a page or a session of ours.
    Row("participate:notices-stop", GET=EVERYONE, POST=EVERYONE, is_private=True),
    Row("participate:notices-on-paper", GET="participate.tell_on_paper", POST="participate.tell_on_paper"),
    # participate: for other sites and programs
    Row("participate:round-embedded", GET=EVERYONE),
    Row("participate:dialogue-embedded", GET=EVERYONE),
    Row("participate:area-atom", GET=EVERYONE),
    Row("participate:dialogue-atom", GET=EVERYONE),
    # participate: moderation in the open
    Row("participate:judged-csv", GET=EVERYONE),
    Row("participate:judged-json", GET=EVERYONE),
    Row("participate:round-judged", GET=EVERYONE),
    Row("participate:dialogue-judged", GET=EVERYONE),
    # participate: translations
    Row("participate:translations", GET="participate.translate"),
    Row("participate:translate", GET="participate.translate", POST="participate.translate"),
    # api
    Row("api-home", GET=EVERYONE),
    Row("api:api-root", GET=EVERYONE),
    Row("api:openapi-json", GET=EVERYONE),
    Row("api:entries", GET=EVERYONE),
    Row("api:entry", GET=EVERYONE),
    Row("api:documents", GET=EVERYONE),
    Row("api:vocabularies", GET=EVERYONE),
    Row("api:coverage", GET=EVERYONE),
    Row("api:rounds", GET=EVERYONE),
    Row("api:round", GET=EVERYONE),
    Row("api:ideas", GET=EVERYONE),
    Row("api:votes", GET=EVERYONE),
    # A vote that is being made is not there.
    Row("api:vote", GET=EVERYONE),
    Row("api:meetings", GET=EVERYONE),
    Row("api:meeting", GET=EVERYONE),
    Row("api:dialogues", GET=EVERYONE),
    Row("api:dialogue", GET=EVERYONE),
    Row("api-nowhere", GET=EVERYONE),
)

_asked: ContextVar[frozenset[str]] = ContextVar("asked", default=frozenset())


def table() -> Mapping[str, Row]:
    """The rows by the name of their address."""
    return {row.name: row for row in ROWS}


def begin_request() -> None:
    """Forget which permissions an earlier request asked."""
    _asked.set(frozenset())


def note_asked(permission: str) -> None:
    """Remember that the page asked this permission."""
    _asked.set(_asked.get() | {permission})


def was_asked(permission: str) -> bool:
    """Whether the page asked this permission during this request."""
    return permission in _asked.get()


def sentences() -> Iterator[tuple[str, str, str]]:
    """Each line of the table as (address, method, who), for people to read."""
    for row in ROWS:
        for method in METHODS:
            if who := row.who(method):
                yield row.name, method, str(PERMISSIONS[who].sentence) if who in PERMISSIONS else who
