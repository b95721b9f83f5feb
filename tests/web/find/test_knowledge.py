"""Knowledge on the page: each kind in its own shape, with where every statement comes from, and what one can do next."""

from datetime import date

import pytest
from django.urls import reverse

from tests.web.find.reading import text_of
from wijkwerk.library.entry import Entry
from wijkwerk.library.knowledge import KNOWLEDGE, Dossier, Figure, Mechanism, Persona, type_of
from wijkwerk.web.find.knowledge import FACTS, SECTIONS, year_overdue
from wijkwerk.web.find.shelves import shelf

pytestmark = pytest.mark.django_db
ENTRIES = shelf().knowledge


def fullest(kind):
    """The entry of this kind that says most."""
    return max((one for one in ENTRIES.values() if type_of(one) == kind), key=lambda one: len(one.model_dump_json()))


def page_of(client, entry, **headers):
    return text_of(client.get(reverse("find:entry", args=[entry.id]), headers=headers))


@pytest.mark.parametrize("kind", KNOWLEDGE)
def test_every_kind_is_told_whole(client, kind):
    entry = fullest(kind)
    page = page_of(client, entry)
    assert entry.title in page and " ".join(entry.summary.split()) in page
    for section in SECTIONS[kind]:
        content = getattr(entry, section.field)
        said = [content] if isinstance(content, str) else [getattr(one, "text", None) for one in content]
        for one in said:
            if isinstance(one, str) and section.layout != "entries":
                assert " ".join(one.split()) in page, section.field


@pytest.mark.parametrize("kind", KNOWLEDGE)
def test_no_field_of_a_kind_is_left_untold(kind):
    told = {field for field, _ in FACTS.get(kind, ())} | {section.field for section in SECTIONS[kind]}
    elsewhere = {
        "check",
        "test",
        "method",
        "question",
        "reviewed",
        "value",
        "is_estimate",
        "recognition",
        "source",
        "ours",
    }
    own = {*KNOWLEDGE[kind].model_fields} - {*Entry.model_fields}
    assert own - told - elsewhere == set()


def test_a_dossier_tells_what_works_what_does_not_and_leads_to_a_check_of_ones_own_plan(client):
    dossier = next(one for one in ENTRIES.values() if isinstance(one, Dossier) and one.check and one.does_not_work)
    response = client.get(reverse("find:entry", args=[dossier.id]))
    page = text_of(response)
    assert "Wat werkt" in page and "Wat niet werkt" in page
    assert reverse("find:check", args=[dossier.check]) in response.content.decode()


def test_a_dossier_that_is_not_looked_through_for_more_than_a_year_says_so(client):
    dossier = fullest("dossier")
    assert year_overdue(dossier, date(int(dossier.reviewed[:4]) + 1, 12, 31)) == ""
    assert year_overdue(dossier, date(int(dossier.reviewed[:4]) + 2, 1, 1)) == dossier.reviewed[:4]
    assert "Over tijd" in page_of(client, dossier)


def test_a_mechanism_leads_to_what_carries_it(client):
    mechanism = next(one for one in ENTRIES.values() if isinstance(one, Mechanism) and one.carried_by)
    html = client.get(reverse("find:entry", args=[mechanism.id])).content.decode()
    assert 'class="chain"' in html
    assert all(f"/{one}/" in html for one in mechanism.carried_by)


def test_a_persona_leads_to_testing_a_text(client):
    persona = next(one for one in ENTRIES.values() if isinstance(one, Persona) and one.test)
    assert (
        reverse("find:check", args=[persona.test])
        in client.get(reverse("find:entry", args=[persona.id])).content.decode()
    )


def test_a_figure_says_whom_it_counts_and_what_it_cannot_be_compared_with(client):
    page = page_of(client, next(one for one in ENTRIES.values() if isinstance(one, Figure)))
    assert "Wie telt mee?" in page and "Waarmee vergelijk je het niet?" in page


def test_in_english_the_title_and_summary_are_there_and_the_rest_says_it_is_dutch(client):
    entry = fullest("concept")
    page = page_of(client, entry, accept_language="en")
    assert entry.english and entry.english.title in page


def test_a_method_asked_for_as_knowledge_leads_to_its_own_page(client):
    assert client.get("/vinden/kennis/wijkverbinder/").headers["Location"] == "/vinden/methode/wijkverbinder/"


def test_knowledge_that_is_not_there_gets_a_page_that_helps(client):
    assert client.get("/vinden/kennis/bestaat-niet/").status_code == 404
