"""A question that is put into SQL once gives what the ORM gives, for every value, and cannot be used where it would not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.web.work.runs import make_run
from wijkwerk.web.people.models import AreaRole, Person
from wijkwerk.web.site.form_token import with_fresh_tokens
from wijkwerk.web.site.prepared import Prepared, change, insert
from wijkwerk.web.work.models import Run, RunEvent

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_rows_are_those_of_the_orm_for_each_value(cast):
    asked = Prepared(lambda key: Person.objects.select_related("organisation").filter(pk=key), Person._meta.pk)

    for person in (cast.joost, cast.amina, cast.noor):
        with CaptureQueriesContext(connection) as queries:
            [found] = asked(person.pk)
            assert (found, found.name, found.organisation) == (person, person.name, person.organisation)
        assert len(queries) == 1
    assert asked(987_654) == []


def test_tuples_come_as_tuples_and_more_values_in_their_own_place(cast):
    asked = Prepared(
        lambda person, area: AreaRole.objects.filter(area=area, person=person).values_list("role", "area_id"),
        AreaRole._meta.get_field("person"),
        AreaRole._meta.get_field("area"),
    )

    assert asked(cast.joost.pk, cast.area.pk) == [("community-worker", cast.area.pk)]
    assert asked(cast.area.pk + 1000, cast.joost.pk) == []


def test_it_is_never_asked_of_the_values_that_only_mark_a_place(cast):
    asked = Prepared(lambda key: Run.objects.filter(pk=key), Run._meta.pk)
    run = make_run(cast.area, by=cast.joost)

    with CaptureQueriesContext(connection) as queries:
        assert [asked(run.pk), asked(run.pk)] == [[run], [run]]

    assert len(queries) == 2


def test_a_value_that_is_not_compared_is_a_mistake_of_the_programmer(cast):
    asked = Prepared(lambda key, name: Person.objects.filter(pk=key), Person._meta.pk, Person._meta.get_field("login"))

    with pytest.raises(ValueError, match="not compared"):
        asked(cast.joost.pk, "joost")


def test_too_few_values_are_a_mistake_of_the_programmer(cast):
    with pytest.raises(ValueError, match="shorter"):
        Prepared(lambda key: Person.objects.filter(pk=key), Person._meta.pk)()


def test_a_row_is_written_whole_and_changed_only_where_named(cast):
    run = make_run(cast.area, by=cast.joost)
    insert(RunEvent(run=run, number=7, event={"answered": {"facts": {"é": [1, None]}}}, by=None, at=AT, token=None))

    kept = RunEvent.objects.get(run=run, number=7)
    assert (kept.event, kept.by, kept.role, kept.at) == ({"answered": {"facts": {"é": [1, None]}}}, None, "", AT)

    run.title, run.step = "Een andere naam", 3
    change(run, "step")
    kept_run = Run.objects.get(pk=run.pk)
    assert kept_run.step == 3
    assert kept_run.title != "Een andere naam"


def test_constraints_hold_for_a_row_that_is_written(cast):
    run = make_run(cast.area, by=cast.joost)
    insert(RunEvent(run=run, number=7, event={}, at=AT))

    with pytest.raises(IntegrityError), transaction.atomic():
        insert(RunEvent(run=run, number=7, event={}, at=AT))


def test_each_form_drawn_again_has_a_token_of_its_own_and_nobody_elses():
    form = (
        '<form><input type="hidden" name="csrfmiddlewaretoken" value="of-someone">'
        '<input type="hidden" name="form_token" value="old"><p>value=&quot;old&quot;</p></form>'
    )

    fresh = with_fresh_tokens(form * 2, "mine")

    assert "of-someone" not in fresh
    assert fresh.count('name="csrfmiddlewaretoken" value="mine"') == 2
    first, second = (part.split('name="form_token" value="')[1].split('"')[0] for part in fresh.split("</form>")[:2])
    assert first != second
    assert len(first) > 16
    assert "value=&quot;old&quot;" in fresh
