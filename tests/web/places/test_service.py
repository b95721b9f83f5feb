"""What other rooms may ask of the map."""

from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.web.places.notes import NOW, make_note
from wijkwerk.web.places import service
from wijkwerk.web.places.models import Note
from wijkwerk.web.site import register

pytestmark = pytest.mark.django_db
RUN = UUID("7b1e0a52-6f0c-4a55-9a3e-0c8b4f1b7f10")
ROW = {
    "theme": "lawaai",
    "kind": "problem",
    "text": "Veel lawaai van het verkeer",
    "at": [4.49012, 51.93199],
    "ours": "De plek is van ons.",
    "source": {"id": "movisies-001", "lines": "438-439"},
    "published": True,
}


def test_an_example_is_put_on_the_map_with_where_it_comes_from(cast):
    assert service.load_notes(cast.area, [ROW]) == 1

    note = Note.objects.get()
    assert (note.number, note.by, note.is_published) == (1, None, True)
    assert (str(note.lon), str(note.lat)) == ("4.4900", "51.9320")
    assert note.provenance is not None
    assert note.provenance.source == ("movisies-001", "438-439", "")
    assert note.provenance.ours == "De plek is van ons."


def test_loading_again_adds_nothing_and_leaves_what_people_changed(cast):
    service.load_notes(cast.area, [ROW])
    Note.objects.update(text="Door de redacteur veranderd")

    assert service.load_notes(cast.area, [ROW, {**ROW, "text": "Nog een", "at": None}]) == 1
    assert list(Note.objects.values_list("number", "text")) == [(1, "Door de redacteur veranderd"), (2, "Nog een")]


def test_the_same_words_in_two_areas_are_two_notes(cast):
    assert service.load_notes(cast.area, [ROW]) + service.load_notes(cast.elsewhere, [ROW]) == 2


@pytest.mark.parametrize("wrong", [{"kind": "insult"}, {"text": "x" * 301}, {"text": "Bel 111222333"}])
def test_a_row_that_nobody_could_type_is_refused_and_nothing_half_done(cast, wrong):
    with pytest.raises(ValidationError):
        service.load_notes(cast.area, [ROW, {**ROW, "text": "Tweede", **wrong}])

    assert not Note.objects.exists()


def test_the_home_page_hears_of_the_newest_note_for_everybody_in_one_question(cast):
    assert service.happenings() == []
    make_note(cast.area, "Eerste", is_published=True)
    make_note(cast.area, "Tweede", theme="natuur", is_published=True)
    make_note(cast.area, "Wacht nog")

    with CaptureQueriesContext(connection) as queries:
        (happening,) = service.happenings()

    assert len(queries) == 1
    assert happening == {
        "title": "2 briefjes op de kaart",
        "sentence": 'Het nieuwste, over <bdi lang="nl">natuur</bdi>: “<bdi lang="nl">Tweede</bdi>”',
        "url": "/kaart/oud-crooswijk/briefje/2/",
        "area": "Oud Crooswijk",
    }


def test_what_somebody_wrote_stays_words_on_the_home_page(cast):
    make_note(cast.area, "<b>Kijk {hier}</b> 100%", is_published=True)

    (happening,) = service.happenings()

    assert '<bdi lang="nl">&lt;b&gt;Kijk {hier}&lt;/b&gt; 100%</bdi>' in str(happening["sentence"])


def test_a_report_holds_the_notes_of_its_walk_that_the_reader_may_see(cast):
    make_note(cast.area, "Van de wandeling", run=RUN, is_published=True)
    make_note(cast.area, "Wacht nog", run=RUN, by=cast.joost)
    make_note(cast.area, "Van iemand anders", is_published=True)

    def read(**who):
        return [note["text"] for note in service.notes_for_report(cast.area, **who)]

    assert read(run=RUN, person=cast.amina) == ["Van de wandeling", "Wacht nog"]
    assert read(run=RUN, person=cast.ruud) == read(run=RUN) == ["Van de wandeling"]
    assert read() == ["Van de wandeling", "Van iemand anders"]


def test_a_walk_has_an_address_to_add_a_note(cast):
    assert service.address_to_add(cast.area, run=RUN) == f"/kaart/oud-crooswijk/nieuw/?wandeling={RUN}"


@pytest.mark.parametrize(
    "half", [{"lat": None}, {"text": ""}, {"is_published": True, "published_at": None}, {"number": 1}]
)
def test_the_database_itself_refuses_half_a_note(cast, half):
    make_note(cast.area)
    note = Note(area=cast.area, number=2, kind="wish", theme="natuur", text="Boom", lon=4, lat=51, at=NOW)
    for field, value in half.items():
        setattr(note, field, value)

    with pytest.raises(IntegrityError), transaction.atomic():
        note.save()


def test_each_field_says_why_it_is_kept():
    assert [fault for fault in register.faults() if fault.startswith("places.")] == []
