"""Every address, every method, every kind of caller: the answers are those of the policy table."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import replace
from http.cookies import SimpleCookie
from itertools import product
from typing import Any
from urllib.parse import urlencode

import pytest
import rules
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.cast import Cast
from tests.web.examples import DATA, EXAMPLES
from wijkwerk.web.people.models import Person
from wijkwerk.web.site import policy
from wijkwerk.web.site.middleware import PermissionNeverAsked
from wijkwerk.web.site.policy import Permission, Row

pytestmark = pytest.mark.django_db
OPEN, REFUSED = "open", "refused"
APPS = ("site", "people", "find", "work", "places", "participate", "api")
BACKEND = "wijkwerk.web.people.sign_in.LoginOrMail"


def rows_of(app: str) -> dict[str, Row]:
    """The rows of one app."""
    return {name: row for name, row in policy.table().items() if name.startswith(f"{app}:")}


def addresses(resolver: URLResolver | None = None, space: str = "") -> Iterator[str]:
    """The full name of every address of the site; an address without a name has an empty one."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name}" if entry.name else ""


def expected(row: Row, method: str, caller: Person | None, cast: Cast, *, is_owner: bool) -> str:
    """What the table says about this caller; roles count in the area of the example."""
    who = row.who(method)
    if who == policy.EVERYONE:
        return OPEN
    if not who or caller is None:
        return REFUSED
    if who == policy.SIGNED_IN:
        return OPEN
    if who == policy.ADMINISTRATOR:
        return OPEN if caller.is_administrator else REFUSED
    permission = policy.PERMISSIONS[who]
    has_role = any(held.area == cast.area and held.role in permission.roles for held in caller.area_roles.all())
    is_let_in = has_role or (permission.owner and is_owner) or (permission.administrator and caller.is_administrator)
    return OPEN if is_let_in else REFUSED


def answered(client: Client, row: Row, method: str, kwargs: Mapping[str, Any]) -> str:
    """Whether the address let this caller through."""
    data = {**DATA.get(row.name, {}), "form_token": "a-token-for-the-tests"} if method == "POST" else {}
    form = "application/x-www-form-urlencoded"
    response = client.generic(method, reverse(row.name, kwargs=dict(kwargs)), urlencode(data), content_type=form)
    sent_to_sign_in = response.status_code == 302 and response.headers["Location"].startswith("/inloggen/?next=")
    return REFUSED if response.status_code in (403, 404, 405) or sent_to_sign_in else OPEN


def mismatches(cast: Cast, rows: Mapping[str, Row]) -> tuple[list[str], int]:
    """Each cell where the site answers otherwise than the table, and how many cells there are."""
    wrong, cells = [], 0
    callers = {"visitor": None, **dict(cast.people())}
    signed_in = {name: session_of(caller) for name, caller in callers.items() if caller}
    client = Client()
    for row in rows.values():
        # Where nobody may, nothing is done: one example serves all those cells.
        standing = example(row, cast, cast.joost)
        for method, (name, caller) in product(policy.METHODS, callers.items()):
            is_closed = not row.who(method)
            can_own = caller is not None and row.name in EXAMPLES and not is_closed
            for is_owner in (False, True) if can_own else (False,):
                cells += 1
                client.cookies = SimpleCookie(signed_in.get(name, {}))
                with transaction.atomic():
                    owner = caller if caller and is_owner else cast.joost if name != "joost" else cast.els
                    got = answered(client, row, method, standing if is_closed else example(row, cast, owner))
                    transaction.set_rollback(True)
                if got != expected(row, method, caller, cast, is_owner=is_owner):
                    wrong.append(f"{method} {row.name} as {name}{' (owner)' if is_owner else ''}: {got}")
    return wrong, cells


def example(row: Row, cast: Cast, owner: Person) -> dict[str, Any]:
    """The words of an address that names something, made by this owner."""
    return EXAMPLES[row.name](cast, owner) if row.name in EXAMPLES else {}


def session_of(caller: Person) -> dict[str, str]:
    """The cookies of someone who is signed in."""
    client = Client()
    client.force_login(caller, backend=BACKEND)
    return {name: morsel.value for name, morsel in client.cookies.items()}


@pytest.fixture(autouse=True)
def _quiet():
    """Thousands of refusals are meant here; they need no log."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def test_each_address_has_a_row_and_each_row_an_address():
    found = list(addresses())

    assert "" not in found, "an address without a name cannot stand in the policy table"
    assert sorted(policy.table()) == sorted(found)
    assert len(policy.ROWS) == len(policy.table())


@pytest.mark.parametrize("app", APPS)
def test_each_address_that_names_something_has_an_example(app):
    resolver = get_resolver()
    for name in rows_of(app):
        space, _, short = name.rpartition(":")
        patterns = resolver.namespace_dict[space][1].reverse_dict.getlist(short)
        if any(parameters for possibilities, *_ in patterns for _, parameters in possibilities):
            assert name in EXAMPLES, f"{name} needs an example in tests/web/examples.py"


def test_each_permission_has_a_rule_and_a_use():
    named = {who for row in policy.ROWS for method in policy.METHODS if (who := row.who(method))} - set(policy.GENERAL)

    assert named <= set(policy.PERMISSIONS)
    assert not [name for name in policy.PERMISSIONS if not rules.perm_exists(name)]


def test_each_line_of_the_table_is_a_sentence():
    assert all(name and method and len(who) > 5 for name, method, who in policy.sentences())


@pytest.mark.parametrize("app", APPS)
def test_every_address_answers_every_caller_as_the_table_says(cast, capsys, app):
    wrong, cells = mismatches(cast, rows_of(app))

    with capsys.disabled():
        print(f"\npolicy of {app}: {cells} cells over {len(rows_of(app))} addresses, {len(wrong)} mismatches")
    assert not wrong, "\n".join(wrong)


FLIPS = {
    "an administrator's page opened to everyone signed in": Row("people:persons", GET=policy.SIGNED_IN),
    "an administrator's page opened to everyone": Row("people:areas", GET=policy.EVERYONE),
    "an open page closed": Row("people:privacy", GET=policy.ADMINISTRATOR),
    "a method taken away": Row("people:invitation", GET=policy.EVERYONE),
    "a method added": Row("people:privacy", GET=policy.EVERYONE, DELETE=policy.EVERYONE),
    "a named permission loosened to signed in": Row(
        "people:role-end",
        POST=policy.SIGNED_IN,
    ),
}


@pytest.mark.parametrize("flip", FLIPS.values(), ids=FLIPS)
def test_a_changed_row_is_noticed(cast, monkeypatch, flip):
    right = policy.table()[flip.name]
    flipped = {**policy.table(), flip.name: flip}
    monkeypatch.setattr(policy, "table", lambda: flipped)

    try:
        wrong, _ = mismatches(cast, {right.name: right})
    except Exception as trouble:
        wrong = [str(trouble)]

    assert wrong


@pytest.mark.parametrize("permission", ["people.invite", "people.see_people", "people.give_code"])
def test_a_changed_rule_is_noticed(cast, permission):
    right = rules.permissions.permissions[permission]
    rows = {row.name: row for row in policy.ROWS if permission in (row.GET, row.POST)}
    rules.set_perm(permission, rules.always_true)
    try:
        wrong, _ = mismatches(cast, rows)
    finally:
        rules.set_perm(permission, right)

    assert wrong


def test_an_address_outside_the_table_is_refused_for_everyone(cast, client, monkeypatch):
    without = {name: row for name, row in policy.table().items() if name != "people:privacy"}
    monkeypatch.setattr(policy, "table", lambda: without)
    client.force_login(cast.noor, backend=BACKEND)

    assert client.get("/privacy/").status_code == 403


def test_a_page_that_forgets_its_permission_is_withheld(cast, client, monkeypatch):
    monkeypatch.setattr("wijkwerk.web.people.administration_views.require", lambda *_: None)
    client.force_login(cast.joost, backend=BACKEND)

    with pytest.raises(PermissionNeverAsked):
        client.get(reverse("people:area-people", args=[cast.area.slug]))


def test_a_refusal_says_who_may(cast, client):
    client.force_login(cast.ruud, backend=BACKEND)

    page = client.get(reverse("people:invite", args=[cast.area.slug])).content.decode()

    assert "een opbouwwerker van dit gebied of een beheerder" in page


def test_a_worker_of_the_district_is_worker_of_its_streets(cast):
    from tests.cast import make_area
    from wijkwerk.web.people.service import may

    street = make_area("kerkstraat", "Kerkstraat", within=make_area("blok", "Blok", within=cast.area))

    assert may(cast.joost, "people.invite", street)
    assert not may(cast.amina, "people.invite", street)


def test_a_worker_gives_no_code_to_a_colleague_or_administrator(cast):
    from wijkwerk.web.people.service import may

    assert may(cast.joost, "people.give_code", cast.amina)
    for somebody in (cast.els, cast.karin, cast.noor, cast.joost, cast.ruud):
        assert not may(cast.joost, "people.give_code", somebody)


def test_the_permission_of_an_object_can_name_its_owner(cast):
    row, permission = Row("x:y", GET="x.y"), Permission("wie het maakte", owner=True)
    policy.PERMISSIONS["x.y"] = permission
    try:
        assert expected(row, "GET", cast.ruud, cast, is_owner=True) == OPEN
        assert expected(row, "GET", cast.ruud, cast, is_owner=False) == REFUSED
        assert expected(replace(row, GET=""), "GET", cast.noor, cast, is_owner=True) == REFUSED
    finally:
        del policy.PERMISSIONS["x.y"]
