"""Bringing an idea, standing behind it and taking it back: what is kept, and what is refused with its reason."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.web.participate.acts import (
    BACKEND,
    WORDS,
    bring,
    client_of,
    person_of,
    send,
    support,
    text_of,
    to,
    warnings,
    with_letter,
)
from tests.web.participate.rounds_world import code_of, idea_of, make_idea, make_pile, make_round, picture
from tests.web.participate.sent_form import sent_form
from tests.web.places.notes import draw
from wijkwerk.web.participate import ideas, rounds
from wijkwerk.web.participate.models import (
    Idea,
    Notice,
    Participant,
    Photo,
    Support,
    SupportSheet,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("done_at_once")]


# --- bringing ---


def test_a_resident_brings_an_idea_that_everybody_sees_at_once(client, cast):
    round = make_round(cast)

    response = bring(client, cast.amina, round, text="Onder de linde.\r\nBij de pomp.")

    idea = Idea.objects.get()
    assert (idea.title, idea.state, idea.number) == (WORDS["title"], "open", 1)
    assert idea.text == "Onder de linde.\nBij de pomp."
    assert (person_of(idea), idea.channel, idea.typed_by) == (cast.amina, "digital", None)
    assert (idea.owner, idea.answer_due_on) == (cast.joost, round.support_until + timedelta(days=42))
    assert response.url == idea.get_absolute_url()
    page = text_of(Client().get(idea.get_absolute_url()))
    assert WORDS["title"] in page and "Joost van Dam" in page and "Amina" not in page


def test_a_place_is_chosen_from_the_map_or_said_in_words(client, cast):
    draw(cast.area)
    round = make_round(cast)

    bring(client, cast.amina, round, place="Speelpark")
    bring(client, cast.amina, round, title="Nog een bank", place_words="Achter de kerk")

    with_spot, in_words = Idea.objects.order_by("number")
    assert (with_spot.place, str(with_spot.lon), str(with_spot.lat)) == ("Speelpark", "4.4932", "51.9328")
    assert (in_words.place, in_words.lon) == ("Achter de kerk", None)


def test_the_same_idea_sent_again_is_one_idea_with_the_way_to_it(client, cast):
    round = make_round(cast)
    bring(client, cast.amina, round, text="Voor wie oud is.")

    page = text_of(bring(client, cast.amina, round, text="Voor wie oud is."))
    address = Idea.objects.get().get_absolute_url()
    assert f'Je bracht dit idee al: <a href="{address}">nummer 1</a>.' in page
    bring(client, cast.els, round, text="Voor wie oud is.", channel="own")
    bring(client, cast.amina, round, text="Voor kinderen.")
    assert [idea.number for idea in Idea.objects.order_by("number")] == [1, 2, 3]


@pytest.mark.parametrize(
    ("title", "language", "kept"),
    [
        ("مقعد في الظل", "nl", "ar"),
        ("مقعد bij de kerk in de schaduw", "nl", "nl"),
        ("نیمکت در سایه", "und", "und"),
        ("Een bankje", "nl", "nl"),
    ],
)
def test_what_is_written_in_arabic_letters_is_kept_as_arabic(client, cast, title, language, kept):
    bring(client, cast.amina, make_round(cast), title=title, language=language)

    assert Idea.objects.get().language == kept


def test_a_photo_comes_along_made_anew(client, cast):
    sent = SimpleUploadedFile("x.exe", picture("PNG"), content_type="application/x-msdownload")

    bring(client, cast.amina, make_round(cast), photo=sent, photo_says="Een leeg plein")

    idea = Idea.objects.get()
    response = client.get(f"{idea.get_absolute_url()}foto/")
    assert (response.headers["Content-Type"], response.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    assert idea.photo_says == "Een leeg plein"


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [(b"<svg/>", "geen foto die we kunnen lezen"), (bytes(8 * 1024 * 1024 + 1), "groter dan 8 MB")],
)
def test_what_is_no_photo_is_refused_and_the_words_stay(client, cast, sent, sentence):
    photo = SimpleUploadedFile("foto.jpg", sent, content_type="image/jpeg")

    page = text_of(bring(client, cast.amina, make_round(cast), photo=photo))

    assert sentence in page and WORDS["title"] in page
    assert (Idea.objects.count(), Photo.objects.count()) == (0, 0)


def test_a_file_sent_to_another_form_is_never_read(client, cast):
    idea = make_idea(make_round(cast))
    sent = SimpleUploadedFile("foto.jpg", picture(), content_type="image/jpeg")

    response = support(client, cast.amina, idea, photo=sent)

    assert response.wsgi_request.FILES == {}
    assert Support.objects.count() == 1


@pytest.mark.parametrize(
    "text",
    [
        "Bel mij op 06 12345678",
        "Mail amina@voorbeeld.nl",
        "Op Kerkstraat 12 is het mis",
        "Mevrouw Jansen steelt fietsen",
        "Piet Jansen steelt fietsen op het plein",
        "Paweł Łącki steelt fietsen",
        "Bel mij: ٠٦١٢٣٤٥٦٧٨",
        "Kijk op https://boos.example/nu",
    ],
)
def test_words_that_may_harm_a_person_get_a_hint_and_are_read_first(client, cast, text):
    round = make_round(cast)

    page = text_of(bring(client, cast.amina, round, text=text))
    assert "Haal het weg, dan staat je idee er meteen" in page
    assert "Vertel er meer over</a>: Dit wijst misschien" in page
    assert Idea.objects.count() == 0

    bring(client, cast.amina, round, text=text, as_it_is="on")
    idea = Idea.objects.get()
    assert idea.state == "held"
    assert text in text_of(client.get(idea.get_absolute_url()))  # the writer reads it
    for reader in (Client(), client_of(cast.ruud)):
        assert text not in text_of(reader.get(idea.get_absolute_url()))
        for name in ("round", "round-json", "round-atom"):
            assert WORDS["title"] not in text_of(reader.get(to(name, round)))


@pytest.mark.parametrize(
    ("language", "text", "state"),
    [
        ("pl", "Sąsiad Jan Kowalski kradnie rowery", "held"),
        ("tr", "Komşu Ahmet Yılmaz hırsız", "held"),
        ("uk", "Сусід Тарас Шевчук краде", "held"),
        ("und", "Naapuri Matti Virtanen varastaa", "held"),
        ("ar", "أحمد يسرق الدراجات", "held"),
        ("ar", "السرقة كثيرة في الحي", "open"),
        ("pl", "Jan Kowalski chce podlewać kwiaty", "open"),
        ("und", "Matti Virtanen haluaa kastella kukkia", "held"),
        ("tr", "Oud Crooswijk ve Speelpark için bir bank", "open"),
        ("pl", "Więcej ławek na placu", "open"),
        ("nl", "Jan Kowalski wil de plantjes water geven", "open"),
    ],
)
def test_an_accusation_with_a_name_is_read_first_and_so_is_a_name_in_a_language_we_do_not_know(
    client, cast, language, text, state
):
    bring(client, cast.amina, make_round(cast), text=text, language=language, as_it_is="on")

    assert Idea.objects.get().state == state


def test_a_name_without_an_accusation_is_no_trouble(client, cast):
    bring(client, cast.amina, make_round(cast), text="Mevrouw Jansen wil de plantjes water geven.")

    assert Idea.objects.get().state == "open"


def test_a_citizen_service_number_is_never_kept(client, cast):
    page = text_of(bring(client, cast.amina, make_round(cast), text="Mijn nummer is 111222333"))

    assert "burgerservicenummer" in page and Idea.objects.count() == 0


@pytest.mark.parametrize("reader", ["joost", "els", "karin"])
def test_a_reader_opens_what_was_held_and_the_writer_hears_it(client, cast, reader):
    idea = idea_of(make_round(cast), cast.amina, state="held")

    send(client, getattr(cast, reader), to("idea-open", idea.round, number=1), version=0)

    idea.refresh_from_db()
    assert (idea.state, idea.version) == ("open", 1)
    assert Notice.objects.get().person == cast.amina


def test_what_is_not_placed_has_its_reason_for_the_writer_only(client, cast):
    idea = idea_of(make_round(cast), cast.amina, state="held")

    send(
        client,
        cast.karin,
        to("idea-refuse", idea.round, number=1),
        version=0,
        rule="nobody-named",
        why="Er staat een naam in.",
    )

    assert "Er staat een naam in." in text_of(client_of(cast.amina).get(idea.get_absolute_url()))
    page = text_of(Client().get(idea.get_absolute_url()))
    assert "Er staat een naam in." not in page and idea.title not in page


def test_without_a_reason_nothing_is_refused(client, cast):
    idea = idea_of(make_round(cast), cast.amina, state="held")

    send(client, cast.karin, to("idea-refuse", idea.round, number=1), version=0, rule="nobody-named", why=" ")

    idea.refresh_from_db()
    assert idea.state == "held"


def test_a_worker_types_an_idea_from_the_door_and_who_typed_it_is_kept(client, cast):
    bring(client, cast.joost, make_round(cast), channel="door")

    idea = Idea.objects.get()
    assert (idea.channel, idea.typed_by, person_of(idea)) == ("door", cast.joost, None)


@pytest.mark.parametrize(("days", "asks"), [(3, True), (21, False)])
def test_nobody_is_sent_to_their_neighbours_when_support_is_closed(client, cast, days, asks):
    first = timezone.localdate() - timedelta(days=days)
    last = first + timedelta(days=20)
    round = make_round(cast, ideas_from=first, ideas_until=last, support_until=last)

    bring(client, cast.joost, round, channel="door")

    idea = Idea.objects.get()
    page = text_of(client.get(idea.get_absolute_url()))
    assert f"idee staat erbij: nummer {idea.number}." in page
    assert ("Vraag nu je buren om steun" in page) is asks


@pytest.mark.parametrize(("phase", "asks"), [("support", True), ("choosing", False)])
def test_who_brought_an_idea_is_asked_to_invite_while_support_counts(client, cast, phase, asks):
    idea = idea_of(make_round(cast, phase=phase), cast.amina)

    assert ("Vraag je buren om steun" in text_of(client_of(cast.amina).get(idea.get_absolute_url()))) is asks


def test_a_resident_cannot_say_that_it_came_through_a_worker(client, cast):
    bring(client, cast.amina, make_round(cast), channel="door")

    assert (Idea.objects.get().channel, Idea.objects.get().typed_by) == ("digital", None)


@pytest.mark.parametrize(("phase", "sentence"), [("planned", "kan vanaf"), ("support", "kon tot en met")])
def test_outside_its_days_nobody_brings_an_idea(client, cast, phase, sentence):
    page = text_of(bring(client, cast.amina, make_round(cast, phase=phase)))

    assert f"Ideeën brengen {sentence}" in page
    assert Idea.objects.count() == 0


def test_where_residents_only_support_they_bring_no_ideas(client, cast):
    page = text_of(bring(client, cast.amina, make_round(cast, ideas_by_residents=False)))

    assert "geef je steun" in page and Idea.objects.count() == 0


@pytest.mark.parametrize("who", ["ruud", "noor", None])
def test_somebody_from_elsewhere_is_shown_how_one_takes_part(client, cast, who):
    round = make_round(cast)

    response = bring(client, getattr(cast, who) if who else None, round)

    assert response.status_code == 422
    assert f'href="{to("round-how", round)}"' in text_of(response)
    assert Idea.objects.count() == 0


def test_who_is_no_longer_in_by_letter_gets_the_words_of_the_idea_back(cast):
    round = make_pile(cast)
    client = with_letter(round)
    del client.cookies["sessionid"]

    page = text_of(bring(client, None, round, title="Een bankje bij de vijver"))

    assert "Dit is NIET bewaard" in page and "Een bankje bij de vijver" in page
    assert Idea.objects.count() == 0


def test_sending_the_same_form_twice_brings_one_idea(client, cast):
    round = make_round(cast)
    client.force_login(cast.amina, backend=BACKEND)
    data = {**WORDS, "theme": round.themes.get(slug="groen").pk, "form_token": "the-same-token-twice"}

    first, second = (client.post(to("idea-new", round), data).headers["Location"] for _time in range(2))

    assert first == second
    assert Idea.objects.count() == 1


def test_a_theme_of_another_round_is_no_choice(client, cast):
    round, other = make_round(cast), make_round(cast)

    bring(client, cast.amina, round, theme=other.themes.get(slug="groen").pk)

    assert Idea.objects.count() == 0


# --- support ---


def test_support_counts_once_however_often_it_is_sent(client, cast):
    idea = make_idea(make_round(cast))

    for _time in range(3):
        support(client, cast.amina, idea)

    idea.refresh_from_db()
    assert (idea.support, Support.objects.count()) == (1, 1)
    assert not rounds.drift().exists()


def test_support_is_taken_back(client, cast):
    idea = make_idea(make_round(cast))
    support(client, cast.amina, idea)

    send(client, cast.amina, to("idea-take-back", idea.round, number=1))

    idea.refresh_from_db()
    assert (idea.support, Support.objects.count()) == (0, 0)


def test_nobody_supports_their_own_idea(client, cast):
    idea = idea_of(make_round(cast), cast.amina)

    support(client, cast.amina, idea)

    assert "Dit is je eigen idee" in warnings(client)
    assert Support.objects.count() == 0


@pytest.mark.parametrize("who", ["ruud", None])
def test_support_from_elsewhere_does_not_count_and_is_told_how(client, cast, who):
    idea = make_idea(make_round(cast))

    response = support(client, getattr(cast, who) if who else None, idea)

    assert response.url == f"{to('round-how', idea.round)}?idee=1"
    assert Support.objects.count() == 0


@pytest.mark.parametrize("has_slip", [False, True], ids=["right at once", "after a slip"])
def test_who_was_invited_and_types_the_code_is_back_at_the_idea(client, cast, has_slip):
    round = make_pile(cast)
    idea = make_idea(round)
    how = client.get(support(client, None, idea).url)
    sent = sent_form(text_of(how))

    if has_slip:
        sent = sent_form(text_of(client.post("/meedoen/code/", {**sent, "code": "AAAA"})))
    response = client.post("/meedoen/code/", {**sent, "code": code_of(round)})

    assert response.url == f"{idea.get_absolute_url()}#support-title"
    page = text_of(client.get(response.url))
    assert 'id="support-title"' in page and "Ik steun dit" in page
    assert code_of(round) not in response.url + text_of(how) + page


def test_a_code_of_another_round_leads_to_no_idea_of_this_one(client, cast):
    round = make_pile(cast)
    make_idea(round)
    sent = sent_form(text_of(client.get(support(client, None, make_idea(make_round(cast))).url)))

    assert client.post("/meedoen/code/", {**sent, "code": code_of(round)}).url == to("round-mine", round)


def test_who_was_invited_and_signs_in_is_back_at_the_button(client, cast):
    idea = make_idea(make_round(cast))

    how = text_of(client.get(support(client, None, idea).url))

    assert f"?next={idea.get_absolute_url()}%23support-title" in how


def test_after_the_last_day_support_is_refused_with_the_day(client, cast):
    idea = make_idea(make_round(cast, phase="choosing"))

    support(client, cast.amina, idea)

    assert "Steun geven kon tot en met" in warnings(client)
    assert Support.objects.count() == 0


def test_a_held_idea_gets_no_support(client, cast):
    idea = make_idea(make_round(cast), state="held")

    support(client, cast.amina, idea)

    assert Support.objects.count() == 0


def test_a_round_without_accounts_takes_letters_only(client, cast):
    idea = make_idea(make_round(cast, with_account=False))

    assert support(client, cast.amina, idea).url.startswith(to("round-how", idea.round))


def test_neighbours_at_the_door_are_counted_with_who_typed_them_and_a_slip_is_put_right(client, cast):
    idea = make_idea(make_round(cast))
    url = to("idea-type-support", idea.round, number=1)

    send(client, cast.joost, url, number=12, channel="door")
    send(client, cast.joost, url, number=2, channel="door", terug="1")

    idea.refresh_from_db()
    assert idea.support == 10 == Support.objects.filter(channel="door", typed_by=cast.joost).count()
    assert not rounds.drift().exists()


@pytest.mark.parametrize("number", ["0", "101", "-3", "x"])
def test_a_street_of_signatures_is_not_typed_at_once(client, cast, number):
    idea = make_idea(make_round(cast))

    send(client, cast.joost, to("idea-type-support", idea.round, number=1), number=number, channel="door")
    send(client, cast.joost, to("idea-type-support", idea.round, number=1), number=number, channel="paper")

    assert (Support.objects.count(), SupportSheet.objects.count()) == (0, 0)


def test_a_slip_never_takes_digital_support_away(client, cast):
    idea = make_idea(make_round(cast))
    support(client, cast.amina, idea)

    send(client, cast.joost, to("idea-type-support", idea.round, number=1), number=5, channel="door", terug="1")

    idea.refresh_from_db()
    assert idea.support == 1


def test_who_erases_their_account_is_no_longer_counted(client, cast):
    idea = make_idea(make_round(cast))
    support(client, cast.amina, idea)

    cast.amina.delete()

    idea.refresh_from_db()
    assert idea.support == 0


def test_what_was_chosen_on_stays_when_support_is_forgotten(cast):
    idea = make_idea(make_round(cast), support=3, state="accepted", answer="Ja.", answered_on=timezone.localdate())

    Participant.objects.all().delete()

    idea.refresh_from_db()
    assert idea.support == 3


# --- withdrawing and forgetting ---


def test_who_withdraws_an_idea_leaves_no_words_or_picture(client, cast):
    client.force_login(cast.amina, backend=BACKEND)
    photo = SimpleUploadedFile("foto.jpg", picture(), content_type="image/jpeg")
    bring(client, cast.amina, make_round(cast), text="Onder de linde.", photo=photo)
    idea = Idea.objects.get()

    send(client, cast.amina, f"{idea.get_absolute_url()}intrekken/")

    idea.refresh_from_db()
    assert (idea.state, idea.title, idea.text, idea.photo, idea.participant) == ("withdrawn", "—", "", None, None)
    assert Photo.objects.count() == 0
    assert "ingetrokken" in text_of(Client().get(idea.get_absolute_url()))


@pytest.mark.parametrize(("who", "state"), [("els", "open"), ("joost", "open"), ("amina", "chosen")])
def test_only_the_writer_withdraws_and_only_before_the_choice(client, cast, who, state):
    idea = idea_of(make_round(cast), cast.amina, state=state)

    send(client, getattr(cast, who), f"{idea.get_absolute_url()}intrekken/")

    idea.refresh_from_db()
    assert idea.state == state


def test_who_withdraws_an_idea_while_somebody_opens_it_reads_that_it_changed(client, cast, monkeypatch):
    idea = idea_of(make_round(cast), cast.amina, state="held")
    withdraw = ideas.withdraw_idea

    def meanwhile(mine, **more):
        ideas.open_idea(Idea.objects.get(), by=cast.karin, version=0)
        withdraw(mine, **more)

    monkeypatch.setattr(ideas, "withdraw_idea", meanwhile)
    response = send(client, cast.amina, f"{idea.get_absolute_url()}intrekken/")

    assert response.url == idea.get_absolute_url()
    assert "Dit idee is net veranderd." in warnings(client)
    assert Idea.objects.get().state != "withdrawn"


@pytest.mark.parametrize("version", ["²", "٠", "", "x"])
@pytest.mark.parametrize("act", ["idea-open", "idea-refuse"])
def test_a_version_that_is_no_number_changes_nothing(client, cast, act, version):
    idea = make_idea(make_round(cast), state="held")

    send(client, cast.karin, to(act, idea.round, number=1), version=version, rule="nobody-named", why="Een naam.")

    assert Idea.objects.get().state == "held"
