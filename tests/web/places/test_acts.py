"""Writing, changing, showing and taking away notes: who may, what is kept, and what is refused with its reason."""

import pytest
from django.db import transaction
from django.http import Http404
from django.urls import reverse

from tests.web.places.notes import NOW, draw, make_note
from wijkwerk.web.places import actions
from wijkwerk.web.places.actions import digest_of
from wijkwerk.web.places.models import Note, Sheet

pytestmark = pytest.mark.django_db
BACKEND = "wijkwerk.web.people.sign_in.LoginOrMail"
WORDS = {"kind": "wish", "theme": "natuur", "text": "Meer bomen op het plein."}
tokens = iter(f"token-number-{number:06}" for number in range(10**6))


@pytest.fixture
def area(cast):
    return draw(cast.area)


def address(name, note):
    return reverse(f"places:{name}", args=[note.area.slug, note.number])


def send(client, person, url, **data):
    if person:
        client.force_login(person, backend=BACKEND)
    return client.post(url, {"form_token": next(tokens), **data})


def add(client, person, area, **data):
    return send(client, person, reverse("places:add", args=[area.slug]), **{**WORDS, **data})


def test_a_resident_hangs_up_a_note_that_waits_for_the_editor(client, cast, area):
    response = add(client, cast.amina, area, landmark="Speelpark")

    note = Note.objects.get()
    assert (note.text, note.kind, note.theme, note.number) == ("Meer bomen op het plein.", "wish", "natuur", 1)
    assert (note.by, note.is_published) == (cast.amina, False)
    assert (str(note.lon), str(note.lat)) == ("4.4932", "51.9328")
    assert response.url == "/kaart/oud-crooswijk/#briefje-1"


def test_a_note_may_stay_without_a_place(client, cast, area):
    add(client, cast.amina, area)

    assert Note.objects.get().lon is None


def test_a_place_on_the_map_is_rounded_so_that_it_points_at_no_door(client, cast, area):
    add(client, cast.amina, area, landmark="kaart", lon="4.490123", lat="51.931987")

    note = Note.objects.get()
    assert (str(note.lon), str(note.lat)) == ("4.4900", "51.9320")


@pytest.mark.parametrize("spot", [{}, {"lon": "4.49"}, {"lon": "2.3", "lat": "48.8"}, {"lon": "x", "lat": "y"}])
def test_a_place_outside_the_area_is_refused_at_the_field(client, cast, area, spot):
    page = add(client, cast.amina, area, landmark="kaart", **spot)

    assert not Note.objects.exists()
    assert "Deze plek ligt niet op de kaart" in page.content.decode()


def test_a_note_can_belong_to_a_walk(client, cast, area):
    run = "7b1e0a52-6f0c-4a55-9a3e-0c8b4f1b7f10"

    page = client_page(client, cast.amina, f"{reverse('places:add', args=[area.slug])}?wandeling={run}")
    add(client, cast.amina, area, run=run)

    assert run in page
    assert str(Note.objects.get().run) == run


def client_page(client, person, url):
    client.force_login(person, backend=BACKEND)
    return client.get(url).content.decode()


def test_words_about_a_person_are_named_and_kept_in_the_field(client, cast, area):
    page = add(client, cast.amina, area, text="Mevrouw de Vries kan de trap niet op.").content.decode()

    assert not Note.objects.exists()
    assert "“Mevrouw de Vries” (een naam)" in page
    assert "Mevrouw de Vries kan de trap niet op.</textarea>" in page
    assert "Dit gaat niet over een persoon" in page


def test_the_writer_can_say_that_it_is_about_no_person(client, cast, area):
    add(client, cast.amina, area, text="De Dr. Schaepmanstraat is donker.", is_about_nobody="on")

    assert Note.objects.get().text == "De Dr. Schaepmanstraat is donker."


def test_the_question_about_a_person_is_not_asked_before_there_is_a_reason(client, cast, area):
    assert "Dit gaat niet over een persoon" not in add(client, cast.amina, area, text="").content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"text": ""}, "Schrijf in een paar woorden wat je zag of wenst."),
        ({"text": "a" * 301}, "Dit is 301 tekens lang. Maak er hoogstens 300 van."),
        ({"text": "Mijn nummer is 111222333"}, "burgerservicenummer"),
        ({"text": "Mijn nummer is 111222333", "is_about_nobody": "on"}, "burgerservicenummer"),
        ({"text": "goed \u202e gek"}, "onzichtbaar teken"),
        ({"text": "goed \x00 gek"}, "Null"),
        ({"kind": ""}, "Kies wat voor briefje het is."),
        ({"kind": "insult"}, "insult"),
        ({"theme": ""}, "Kies een thema."),
        ({"theme": "ruzie"}, "ruzie"),
        ({"landmark": "Nergens"}, "Nergens"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_kept(client, cast, area, wrong, sentence):
    page = add(client, cast.amina, area, **wrong).content.decode()

    assert sentence in page
    assert not Note.objects.exists()
    assert not Sheet.objects.exists()


def test_what_was_typed_stays_when_something_else_is_wrong(client, cast, area):
    page = add(client, cast.amina, area, text="Te weinig bankjes", theme="").content.decode()

    assert "Te weinig bankjes</textarea>" in page
    assert 'value="wish"' in page
    assert "checked" in page


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "أرصفة كثيرة مكسورة",
        "a" * 300,
        "'; DROP TABLE note; --",
        "{{ 7|add:7 }}",
        "&amp; <b>",
    ],
)
def test_odd_words_are_kept_as_they_are_and_shown_as_words(client, cast, area, text):
    add(client, cast.amina, area, text=text)

    page = client_page(client, cast.amina, reverse("places:area", args=[area.slug]))
    assert Note.objects.get().text == text
    assert "<script>alert" not in page
    assert "<b>" not in page
    assert 'dir="auto"' in page


def test_two_lines_stay_two_lines(client, cast, area):
    add(client, cast.amina, area, text="Eerst dit.\r\nDan dat.")

    assert Note.objects.get().text == "Eerst dit.\nDan dat."


def test_sending_the_form_twice_hangs_up_one_note(client, cast, area):
    client.force_login(cast.amina, backend=BACKEND)
    url = reverse("places:add", args=[area.slug])
    data = {**WORDS, "form_token": "the-same-token-twice"}

    first, second = client.post(url, data), client.post(url, data)

    assert Note.objects.count() == 1
    assert first.url == second.url


def test_publishing_twice_counts_once(client, cast, area):
    note = make_note(area, by=cast.amina)
    client.force_login(cast.karin, backend=BACKEND)
    data = {"form_token": "the-same-token-twice", "gelezen": digest_of(note)}

    first, second = client.post(address("publish", note), data), client.post(address("publish", note), data)

    assert first.url == second.url
    assert Sheet.objects.get().version == 2


def test_numbers_go_on_and_are_not_used_again(client, cast, area):
    add(client, cast.amina, area, text="Een.")
    second = add(client, cast.amina, area, text="Twee.")
    send(client, cast.amina, reverse("places:withdraw", args=[area.slug, 2]))
    add(client, cast.amina, area, text="Drie.")

    assert second.url.endswith("#briefje-2")
    assert list(Note.objects.values_list("number", "text")) == [(1, "Een."), (3, "Drie.")]


def test_a_neighbour_from_elsewhere_hangs_up_nothing_and_reads_why(client, cast, area):
    response = add(client, cast.ruud, area)

    assert response.status_code == 403
    assert "Dit mag alleen wie in dit gebied woont of werkt." in response.content.decode()
    assert not Note.objects.exists()


def test_a_visitor_is_asked_to_sign_in(client, area):
    page = add(client, None, area)

    assert page.status_code == 403 and "/inloggen/?next=" in page.content.decode()


def test_the_writer_changes_their_own_note(client, cast, area):
    note = make_note(area, by=cast.amina)

    send(client, cast.amina, address("edit", note), **{**WORDS, "text": "Anders gezegd."})

    note.refresh_from_db()
    assert (note.text, note.kind, note.lon) == ("Anders gezegd.", "wish", None)


def test_the_form_for_a_change_holds_the_note_as_it_is(client, cast, area):
    note = make_note(area, by=cast.amina)

    page = client_page(client, cast.amina, address("edit", note))

    assert "Veel lawaai van auto&#x27;s.</textarea>" in page
    assert f'value="{note.lon}"' in page
    assert '<option value="kaart" selected>' in page


def test_a_published_note_that_its_writer_changes_is_read_again(client, cast, area):
    note = make_note(area, by=cast.amina, is_published=True)

    send(client, cast.amina, address("edit", note), **WORDS)

    note.refresh_from_db()
    assert (note.is_published, note.published_at) == (False, None)


def test_a_published_note_that_the_editor_changes_stays_published(client, cast, area):
    note = make_note(area, by=cast.amina, is_published=True)

    send(client, cast.karin, address("edit", note), **WORDS)

    note.refresh_from_db()
    assert note.is_published
    assert note.text == WORDS["text"]


def test_a_refused_change_leaves_the_note_as_it_was(client, cast, area):
    note = make_note(area, by=cast.amina)

    page = send(client, cast.amina, address("edit", note), **{**WORDS, "text": "x" * 400})

    note.refresh_from_db()
    assert note.text == "Veel lawaai van auto's."
    assert "400 tekens" in page.content.decode()


@pytest.mark.parametrize("act", ["edit", "withdraw", "publish"])
def test_another_resident_touches_no_note(client, cast, area, act):
    note = make_note(area, by=cast.joost)

    response = send(client, cast.amina, address(act, note), **WORDS)

    assert response.status_code == 403
    note.refresh_from_db()
    assert (note.text, note.is_published) == ("Veel lawaai van auto's.", False)


@pytest.mark.parametrize("act", ["edit", "withdraw", "publish", "unpublish"])
def test_a_neighbour_from_elsewhere_does_not_learn_that_a_waiting_note_exists(client, cast, area, act):
    note = make_note(area, by=cast.joost)

    assert send(client, cast.ruud, address(act, note), **WORDS).status_code == 404


def test_the_editor_shows_a_note_to_everybody_and_back(client, cast, area):
    note = make_note(area, by=cast.amina)

    send(client, cast.karin, address("publish", note), gelezen=digest_of(note))
    note.refresh_from_db()
    assert (note.is_published, note.published_by) == (True, cast.karin)

    send(client, cast.karin, address("unpublish", note))
    note.refresh_from_db()
    assert (note.is_published, note.published_by, note.published_at) == (False, None, None)


def test_the_page_remembers_what_the_editor_read(client, cast, area):
    note = make_note(area, by=cast.amina)
    page = client_page(client, cast.karin, reverse("places:area", args=[area.slug]))

    assert f'name="gelezen" value="{digest_of(note)}"' in page


def test_words_the_editor_did_not_read_are_not_shown_to_everybody(client, cast, area):
    note = make_note(area, by=cast.amina)
    was = digest_of(note)
    send(client, cast.amina, address("edit", note), **WORDS)

    page = send(client, cast.karin, address("publish", note), gelezen=was)

    note.refresh_from_db()
    assert not note.is_published
    assert "is net veranderd. Lees het nog eens." in client.get(page.url).content.decode()


LATE = {
    "change": lambda note, cast: actions.change_note(note, actions.Words("wish", "natuur", "Bomen."), by=cast.amina),
    "publish": lambda note, cast: actions.publish_note(note, by=cast.karin, now=NOW, read=digest_of(note)),
    "unpublish": lambda note, cast: actions.unpublish_note(note, by=cast.karin),
}


@pytest.mark.parametrize("act", LATE.values(), ids=LATE)
def test_a_note_that_was_just_taken_away_does_not_come_back(cast, area, act):
    note = make_note(area, by=cast.amina)
    Note.objects.get(pk=note.pk).delete()

    with pytest.raises(Http404), transaction.atomic():
        act(note, cast)

    assert not Note.objects.exists()


def test_after_publishing_the_editor_is_back_where_they_were(client, cast, area):
    note = make_note(area, by=cast.amina)

    response = send(client, cast.karin, address("publish", note), vraag="soort=problem&next=//elders.example")

    assert response.url == "/kaart/oud-crooswijk/?soort=problem#briefje-1"


def test_taking_a_note_away_asks_once_and_then_it_is_gone(client, cast, area):
    note = make_note(area, by=cast.amina)
    page = client_page(client, cast.amina, address("withdraw", note))
    assert "Veel lawaai" in page
    assert Note.objects.exists()

    response = send(client, cast.amina, address("withdraw", note))

    assert response.url == "/kaart/oud-crooswijk/"
    assert not Note.objects.exists()


def test_the_editor_does_not_take_away_what_another_wrote(client, cast, area):
    note = make_note(area, by=cast.amina)

    assert send(client, cast.karin, address("withdraw", note)).status_code == 403


def test_who_moved_away_keeps_their_own_words(client, cast, area):
    note = make_note(area, by=cast.ruud)

    send(client, cast.ruud, address("withdraw", note))

    assert not Note.objects.exists()
