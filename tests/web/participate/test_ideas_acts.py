"""Bringing, supporting, choosing and answering ideas: what is kept, who hears it, and what is refused with its reason."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from tests.cast import make_person
from tests.web.participate.rounds_world import code_of, idea_of, make_idea, make_pile, make_round, picture, words_of
from tests.web.participate.sent_form import sent_form
from tests.web.places.notes import draw
from wijkwerk.web.participate import entering_views, ideas, round_making, round_steps, rounds
from wijkwerk.web.participate.models import (
    DateChange,
    Idea,
    Letter,
    LetterBatch,
    Notice,
    Participant,
    Photo,
    Support,
    SupportSheet,
    WordChange,
)
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.people.models import AreaRole
from wijkwerk.web.people.service import NotAllowed
from wijkwerk.web.site.limits import LIMITS

pytestmark = pytest.mark.django_db
BACKEND = "wijkwerk.web.people.sign_in.LoginOrMail"
tokens = iter(f"token-number-{number:06}" for number in range(10**6))
WORDS = {"title": "Een bankje in de schaduw", "text": "", "language": "nl"}


@pytest.fixture(autouse=True)
def _at_once(settings):
    """What the background worker does is done at once."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


def to(name, round, **more):
    return reverse(f"participate:{name}", kwargs=words_of(round, **more))


def send(client, person, url, **data):
    if person:
        client.force_login(person, backend=BACKEND)
    return client.post(url, {"form_token": next(tokens), **data})


def client_of(person):
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def bring(client, person, round, **data):
    theme = round.themes.get(slug="groen").pk
    return send(client, person, to("idea-new", round), **{**WORDS, "theme": theme, **data})


def support(client, person, idea, **data):
    return send(client, person, to("idea-support", idea.round, number=idea.number), **data)


def with_letter(round, number=1):
    client = Client()
    client.post("/meedoen/code/", {"code": code_of(round, number)})
    return client


def text_of(response):
    return response.content.decode()


def person_of(idea):
    return Participant.objects.get(ideas=idea).person


def warnings(client, url="/meedoen/te-laat/"):
    """The sentences the next page says."""
    return text_of(client.get(url))


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
    for reader in (Client(), signed_in(cast.ruud)):
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


def signed_in(person):
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


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

    assert "Er staat een naam in." in text_of(signed_in(cast.amina).get(idea.get_absolute_url()))
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

    assert ("Vraag je buren om steun" in text_of(signed_in(cast.amina).get(idea.get_absolute_url()))) is asks


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


# --- letters ---


def test_with_a_letter_one_takes_part_without_an_account(cast):
    round = make_pile(cast)
    idea = make_idea(round)
    neighbour = with_letter(round)

    support(neighbour, None, idea)
    bring(neighbour, None, round)

    participant = Participant.objects.get(letter__number=1)
    assert (participant.person, participant.supports.count(), participant.ideas.count()) == (None, 1, 1)
    assert dict(neighbour.session.items()) == {"taking_part": {str(round.pk): str(participant.pk)}}


def test_who_supports_with_a_letter_reads_where_to_look_and_who_has_an_account_hears_it(client, cast):
    round = make_pile(cast)
    idea = make_idea(round)
    neighbour = with_letter(round)

    support(neighbour, None, idea)
    support(client, cast.amina, idea)

    assert "Op deze pagina en in het krantje lees je wat ermee gebeurt." in warnings(neighbour)
    assert "Je hoort wat ermee gebeurt." in warnings(client)


def test_two_browsers_with_one_code_are_one_voice(cast):
    round = make_pile(cast)
    idea = make_idea(round)

    for _browser in range(2):
        support(with_letter(round), None, idea)

    idea.refresh_from_db()
    assert (idea.support, Participant.objects.filter(letter__isnull=False).count()) == (1, 1)


def test_the_picture_of_a_letter_holds_its_code_where_no_server_reads_it(cast, monkeypatch):
    round = make_pile(cast)
    scanned = list[str]()
    monkeypatch.setattr(entering_views, "qr", scanned.append)
    client = Client()
    client.force_login(cast.joost, backend=BACKEND)
    client.get(f"{to('round-letters-print', round, pile=1)}")

    assert scanned[0].endswith(f"/meedoen/code/#{code_of(round)}")
    assert Client().get(f"/meedoen/code/{code_of(round)}/").status_code == 404
    assert not Participant.objects.filter(round=round).exists()


@pytest.mark.parametrize("code", ["", "ABCD", "0000-0000-0000-0000-00", "?" * 18, "1" * 18])
def test_an_unknown_code_gets_a_clear_sentence_and_no_session(code):
    client = Client()

    page = text_of(client.post("/meedoen/code/", {"code": code}))

    assert "Sorry, dit lukt nog niet" in page
    assert not client.session.items()


def test_a_slip_in_a_code_is_named_as_a_slip(cast):
    code = code_of(make_pile(cast))
    slip = ("2" if code[0] != "2" else "3") + code[1:]

    assert "tikfout" in text_of(Client().post("/meedoen/code/", {"code": slip}))


@pytest.mark.usefixtures("clock_stands")
def test_guessing_codes_is_slowed(cast):
    client = Client()

    answers = [client.post("/meedoen/code/", {"code": "0" * 18}).status_code for _try in range(12)]

    assert answers[0] == 200 and answers[-1] == 429


@pytest.mark.usefixtures("clock_stands")
def test_a_thousand_posts_from_one_address_are_slowed_and_lose_no_honest_one(cast):
    round = make_pile(cast)
    stranger = Client()
    answers = [support(stranger, None, make_idea(round)).status_code]
    answers += [stranger.post(to("idea-new", round)).status_code for _post in range(999)]

    assert answers.count(429) == 1000 - LIMITS["open-form"].times_of_address
    late = bring(stranger, None, round, title="Een bankje bij de vijver")
    assert late.status_code == 429 and "Een bankje bij de vijver" in text_of(late)
    brought = bring(with_letter(round), None, round, title="Een boom op de hoek")
    assert brought.status_code == 302 and Idea.objects.filter(title="Een boom op de hoek").exists()


@pytest.mark.usefixtures("clock_stands")
def test_one_letter_has_a_bound_of_its_own_that_holds_up_no_other_letter(cast):
    round = make_pile(cast)
    idea = make_idea(round)
    busy = with_letter(round)
    address = to("idea-take-back", round, number=idea.number)
    answers = [
        busy.post(address, {"form_token": next(tokens)}).status_code for _post in range(LIMITS["open-form"].times + 1)
    ]

    assert (answers[-2], answers[-1]) == (302, 429)
    assert support(with_letter(round), None, idea).status_code == 429  # the same letter in another browser
    assert support(with_letter(round, 2), None, idea).status_code == 302


def test_the_code_of_one_round_does_nothing_in_another(cast):
    round, other = make_pile(cast), make_round(cast)
    idea = make_idea(other)

    assert support(with_letter(round), None, idea).url.startswith(to("round-how", other))
    assert Support.objects.count() == 0


def test_the_database_holds_no_code(cast):
    round = make_pile(cast)

    assert code_of(round) not in str(list(Letter.objects.values())) + str(list(LetterBatch.objects.values()))


def test_a_lost_letter_is_replaced_and_the_old_code_stops(client, cast):
    round = make_pile(cast)
    old = code_of(round)

    send(client, cast.joost, to("round-letter-lost", round, pile=1), number=1)

    assert "kennen we niet" in text_of(Client().post("/meedoen/code/", {"code": old}))
    assert with_letter(round, 3).session.get("taking_part")
    assert LetterBatch.objects.get().size == 3


def test_a_number_that_stands_on_no_letter_gets_a_sentence(client, cast):
    round = make_pile(cast)

    send(client, cast.joost, to("round-letter-lost", round, pile=1), number=99)

    page = warnings(client, to("round-letters", round))
    assert "Brief 99 is er niet" in page
    # The page says it, in its own words: the browser must not hold the form back.
    form = page[page.rindex("<form", 0, page.index('id="lost-1"')) :]
    assert "novalidate" in form.partition(">")[0]


def test_a_letter_that_was_used_is_not_replaced(client, cast):
    round = make_pile(cast)
    with_letter(round)

    send(client, cast.joost, to("round-letter-lost", round, pile=1), number=1)

    assert "al meegedaan" in warnings(client)
    assert not Letter.objects.filter(is_cancelled=True).exists()


def test_the_letters_are_printed_with_code_picture_and_whom_to_call(client, cast):
    round = make_pile(cast)
    client.force_login(cast.joost, backend=BACKEND)

    response = client.get(to("round-letters-print", round, pile=1))

    page = text_of(response)
    assert page.count('<svg class="segno"') + page.count("letter__qr") >= 2
    assert all(group in page for group in (code_of(round, 2)[:4], "010 123 45 67"))
    assert response.headers["Cache-Control"] == "no-store"
    assert f"tot en met {date_format(round.ideas_until, 'j F Y')}" in page


def test_letter_people_read_the_answer_on_their_own_page(cast):
    round = make_pile(cast)
    neighbour = with_letter(round)
    bring(neighbour, None, round)
    idea = Idea.objects.get()
    ideas.answer_idea(
        idea, "accepted", "Het bankje komt er in juni.", by=cast.joost, version=0, today=timezone.localdate()
    )

    later = with_letter(round)  # another device, the same letter

    response = later.get(to("round-mine", round))
    assert "Het bankje komt er in juni." in text_of(response)
    assert response.headers["Cache-Control"] == "no-store"


def test_a_device_forgets_the_letter(cast):
    round = make_pile(cast)
    neighbour = with_letter(round)

    neighbour.post(to("round-leave", round))

    assert support(neighbour, None, make_idea(round)).url.startswith(to("round-how", round))


# --- choosing ---


def choose(client, person, round, why="Er was niet genoeg steun."):
    return send(client, person, to("round-choose", round), why=why)


def test_what_passes_the_threshold_goes_through_and_the_others_hear_why(client, cast):
    round = make_round(cast, phase="choosing", threshold=2)
    for support_ in (3, 2, 1, 0):
        idea_of(round, cast.amina if support_ == 1 else cast.els, f"Idee {support_}", support=support_)

    choose(client, cast.joost, round)

    found = {idea.title: idea for idea in Idea.objects.all()}
    assert {title: idea.state for title, idea in found.items()} == {
        "Idee 3": "chosen", "Idee 2": "chosen", "Idee 1": "not-chosen", "Idee 0": "not-chosen",
    }  # fmt: skip
    assert found["Idee 3"].answer_due_on == round.decision_on
    assert (found["Idee 1"].answer, found["Idee 1"].answered_by) == ("Er was niet genoeg steun.", cast.joost)
    assert {notice.person for notice in Notice.objects.all()} == {cast.amina, cast.els}
    assert list(rounds.chosen_ideas(round)) == [found["Idee 3"], found["Idee 2"]]


def test_with_a_tie_everything_at_the_border_goes_through(client, cast):
    round = make_round(cast, phase="choosing", chosen_by="most", most=2)
    for support_ in (5, 3, 3, 1):
        make_idea(round, support=support_)
    assert "dan gaat het ook door" in text_of(client.get(to("round", round)))

    choose(client, cast.els, round)

    assert sorted(Idea.objects.filter(state="chosen").values_list("support", flat=True)) == [3, 3, 5]


@pytest.mark.parametrize(
    ("phase", "state", "sentence"),
    [("support", "open", "Kies daarna"), ("choosing", "held", "Lees die eerst")],
)
def test_choosing_waits_for_the_last_day_and_for_what_is_not_read(client, cast, phase, state, sentence):
    round = make_round(cast, phase=phase)
    make_idea(round, support=5)
    make_idea(round, state=state, support=5)

    said = text_of(choose(client, cast.joost, round, why="Dit schreef ik er zelf bij."))

    assert sentence in (said if state == "held" else warnings(client))
    assert ("Dit schreef ik er zelf bij." in said) == (state == "held")
    assert Idea.objects.filter(number=1, state="open").exists()


def test_an_idea_that_was_answered_early_keeps_nobody_from_choosing(client, cast):
    round = make_round(cast)
    early, later = make_idea(round, "Vroeg", support=1), make_idea(round, "Later", support=3)
    ideas.answer_idea(early, "accepted", "Dit doen we morgen.", by=cast.joost, version=0, today=timezone.localdate())

    bring(client, cast.joost, round, channel="door", title="Nog een")
    choose(client, cast.joost, passed(round))

    later.refresh_from_db()
    round.refresh_from_db()
    assert (later.state, round.chosen_on) == ("chosen", timezone.localdate())
    assert Idea.objects.get(title="Nog een").state == "not-chosen"


def test_what_was_chosen_is_chosen_once_also_when_a_day_moves_later(client, cast):
    round = make_round(cast, phase="choosing")
    make_idea(round, support=3)
    choose(client, cast.joost, round)
    type(round).objects.update(ideas_until=timezone.localdate(), support_until=timezone.localdate())
    round = rounds.round_of(cast.area.slug, round.slug)

    assert "In deze ronde is al gekozen." in text_of(bring(client, cast.amina, round))
    choose(client, cast.joost, round)

    assert "In deze ronde is al gekozen." in warnings(client)
    assert Idea.objects.count() == 1
    assert to("idea-new", round) not in text_of(client.get(round.get_absolute_url()))


def passed(round):
    """The same round when the last day of support has passed."""
    first = round.ideas_from - timedelta(days=30)
    type(round).objects.update(ideas_from=first, ideas_until=first, support_until=first)
    return rounds.round_of(round.area.slug, round.slug)


@pytest.mark.parametrize(
    ("most", "words"), [(1, "1 idee gaat door: dat met de meeste steun."), (2, "De 2 ideeën met de meeste steun")]
)
def test_the_rule_says_how_many_go_through(cast, most, words):
    assert words in round_steps.rule_of(make_round(cast, chosen_by="most", most=most))


def test_others_get_no_answer_without_words(client, cast):
    round = make_round(cast, phase="choosing")
    make_idea(round)

    choose(client, cast.joost, round, why="")

    assert Idea.objects.get().state == "open"


# --- agenda and answer ---


def answer(client, person, idea, decision="accepted", text="Het komt er in juni.", version=0):
    url = to("idea-answer", idea.round, number=idea.number)
    return send(client, person, url, decision=decision, text=text, version=version)


def test_everybody_who_took_part_hears_the_decision_with_its_reason(client, cast):
    idea = idea_of(make_round(cast, phase="decision"), cast.amina, state="chosen")
    neighbour = make_person("buur", "Buur", area=cast.area, role=AreaRole.Role.RESIDENT)
    Support.objects.create(idea=idea, participant=Participant.objects.create(round=idea.round, person=neighbour))

    answer(client, cast.els, idea, "otherwise", "Niet hier, wel bij de school.")

    idea.refresh_from_db()
    assert (idea.state, idea.answered_by, idea.answered_on) == ("otherwise", cast.els, timezone.localdate())
    assert {notice.person for notice in Notice.objects.all()} == {cast.amina, neighbour}
    assert all("gebeurt anders" in notice.text and notice.why for notice in Notice.objects.all())
    assert "Niet hier, wel bij de school." in text_of(Client().get(idea.get_absolute_url()))


def test_when_two_people_answer_at_once_nobodys_text_is_lost(client, cast):
    idea = make_idea(make_round(cast, phase="decision"), state="chosen")
    answer(client, cast.els, idea, "accepted", "Els schrijft dat het mag.", version=0)

    page = text_of(answer(client, cast.joost, idea, "declined", "Joost schrijft van niet.", version=0))

    assert "Els Martens was je net voor" in page
    assert "Els schrijft dat het mag." in page and "Joost schrijft van niet." in page
    idea.refresh_from_db()
    assert (idea.state, idea.answer) == ("accepted", "Els schrijft dat het mag.")
    answer(client, cast.joost, idea, "accepted", "Samen:\r\nhet mag.", version=1)
    idea.refresh_from_db()
    assert idea.answer == "Samen:\nhet mag."


def test_a_decision_without_words_is_refused_by_the_page_and_by_the_database(client, cast):
    idea = make_idea(make_round(cast, phase="decision"), state="chosen")

    answer(client, cast.joost, idea, text=" ")

    idea.refresh_from_db()
    assert idea.state == "chosen"
    with pytest.raises(IntegrityError), transaction.atomic():
        Idea.objects.update(state="declined")


@pytest.mark.parametrize("missing", ["owner_id", "answer_due_on"])
def test_the_database_refuses_an_idea_without_an_owner_or_a_day(cast, missing):
    make_idea(make_round(cast))

    with pytest.raises(IntegrityError), transaction.atomic():
        Idea.objects.update(**{missing: None})


@pytest.mark.parametrize("facts", [{"state": "ergens"}, {"state": ""}, {"channel": "paper"}])
def test_the_database_refuses_a_state_nobody_knows_and_paper_that_was_typed_once(cast, facts):
    make_idea(make_round(cast))

    with pytest.raises(IntegrityError), transaction.atomic():
        Idea.objects.update(**facts)


def test_a_later_day_than_promised_needs_a_reason_everybody_reads(client, cast):
    round = make_round(cast, phase="decision")
    idea = make_idea(round, state="chosen", answer_due_on=round.decision_on)
    url = to("idea-agenda", round, number=1)
    later = round.decision_on + timedelta(days=7)

    page = text_of(send(client, cast.joost, url, when=later.isoformat(), version=0, why=""))
    assert "later dan beloofd" in page

    send(client, cast.joost, url, when=later.isoformat(), version=0, why="De raad vergadert een week later.")
    idea.refresh_from_db()
    assert (idea.state, idea.answer_due_on) == ("agenda", later)
    page = text_of(Client().get(to("round-rules", round)))
    assert "antwoord op idee 1" in page and "De raad vergadert een week later." in page


def test_a_day_on_the_agenda_that_is_earlier_than_promised_asks_no_reason_and_is_no_moved_day(client, cast):
    round = make_round(cast, phase="decision")
    idea = make_idea(round, state="chosen", answer_due_on=timezone.localdate() + timedelta(days=30))

    send(
        client, cast.joost, to("idea-agenda", round, number=1), when=timezone.localdate() + timedelta(days=9), version=0
    )

    idea.refresh_from_db()
    assert (idea.state, idea.answer_due_on) == ("agenda", timezone.localdate() + timedelta(days=9))
    assert not DateChange.objects.exists()


def test_no_idea_is_put_on_an_agenda_that_nobody_waits_for(client, cast):
    round = make_round(cast, phase="decision")
    make_idea(round, state="chosen", answer_due_on=round.decision_on)
    far = {"when": "9999-12-31", "version": 0, "why": "Later."}

    page = text_of(send(client, cast.joost, to("idea-agenda", round, number=1), **far))

    assert "Kies een dag binnen twee jaar vanaf nu." in page
    assert Idea.objects.get().state == "chosen"


def test_somebody_else_who_leads_here_can_own_the_answer(client, cast):
    idea = make_idea(make_round(cast))
    url = to("idea-owner", idea.round, number=1)

    send(client, cast.joost, url, owner=cast.els.pk)
    idea.refresh_from_db()
    assert idea.owner == cast.els

    send(client, cast.joost, url, owner=cast.amina.pk)
    idea.refresh_from_db()
    assert idea.owner == cast.els


def test_what_passes_its_day_shows_for_its_owner_and_for_everybody(client, cast):
    yesterday = timezone.localdate() - timedelta(days=1)
    idea = make_idea(make_round(cast), "Een bankje", answer_due_on=yesterday)
    make_idea(idea.round, "Zakelijk", answer_due_on=timezone.localdate())
    make_idea(idea.round, "Bel 06 12345678", answer_due_on=yesterday, state="held")

    page = text_of(Client().get("/meedoen/te-laat/"))
    assert "Nog geen antwoord" in page and "Een bankje" in page and "1 dag te laat" in page
    assert "Zakelijk" not in page and "06 12345678" not in page and "dat nog niet gelezen is" in page

    mine = text_of(signed_in(cast.joost).get("/meedoen/wacht-op-mij/"))
    assert "Een bankje" in mine and "Nog geen antwoord" in mine
    assert "Een bankje" not in text_of(signed_in(cast.els).get("/meedoen/wacht-op-mij/"))
    assert "wachten op jou" in text_of(signed_in(cast.joost).get("/meedoen/"))


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


# --- rounds ---


ROUND = {
    "title": "Het plein", "question": "Wat maakt het plein beter?", "body": "De wijkraad", "ideas_from": "2026-05-01",
    "ideas_until": "2026-05-10", "support_until": "2026-05-20", "decision_on": "2026-06-20", "answer_days": "30",
    "chosen_by": "threshold", "threshold": "10", "most": "5", "ideas_by_residents": "on", "with_account": "on",
    "themes": "Spelen\r\nGroen\r\nSpelen",
    "without_plan": "De wijkraad wil volgende week beginnen.",
}  # fmt: skip


@pytest.mark.parametrize("who", ["joost", "els"])
def test_a_worker_or_policy_officer_makes_a_round(client, cast, who):
    response = send(client, getattr(cast, who), reverse("participate:round-new", args=[cast.area.slug]), **ROUND)

    round = rounds.round_of(cast.area.slug, "het-plein")
    assert response.url == round.get_absolute_url()
    assert (round.owner, [theme.title for theme in round.themes.all()]) == (getattr(cast, who), ["Spelen", "Groen"])


@pytest.mark.parametrize(("first", "words"), [(0, "Ze is nu begonnen."), (1, "Ze begint vanzelf op de eerste dag.")])
def test_who_makes_a_round_hears_whether_it_has_begun(client, cast, first, words):
    days = {
        name: timezone.localdate() + timedelta(days=first + at * 10)
        for at, name in enumerate(rounds.DATES)
        if name != "vote_until"
    }
    url = reverse("participate:round-new", args=[cast.area.slug])

    assert f"De ronde is gemaakt. {words}" in text_of(
        client.get(send(client, cast.joost, url, **{**ROUND, **days}).url)
    )


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"ideas_until": "2026-04-01"}, "De dagen moeten op elkaar volgen"),
        ({"with_account": ""}, "Kies minstens één manier om mee te doen"),
        ({"themes": " \n "}, "Waar gaan de ideeën over?"),
        ({"threshold": "0"}, "Hoeveel steun is genoeg?"),
        ({"vote_until": "2026-06-21"}, "De dagen moeten op elkaar volgen"),
        ({"decision_on": "2028-05-03"}, "Kies een dag binnen twee jaar na het begin van de ronde."),
        ({"decision_on": "9999-12-31"}, "Kies een dag binnen twee jaar na het begin van de ronde."),
        (
            dict.fromkeys(("ideas_from", "ideas_until", "support_until", "decision_on"), "9999-12-31"),
            "Kies een dag binnen twee jaar vanaf nu.",
        ),
        ({"question": "Bel 111222333"}, "burgerservicenummer"),
        ({"title": "On\u202eder"}, "onzichtbaar teken"),
    ],
)
def test_a_round_that_cannot_be_right_is_refused_with_the_reason(client, cast, wrong, sentence):
    url = reverse("participate:round-new", args=[cast.area.slug])

    page = text_of(send(client, cast.joost, url, **{**ROUND, **wrong}))

    assert "Sorry, dit lukt nog niet" in page and sentence in page


def test_a_day_moves_only_with_a_reason_that_everybody_reads_and_answers_move_along(client, cast):
    send(client, cast.joost, reverse("participate:round-new", args=[cast.area.slug]), **ROUND)
    round = rounds.round_of(cast.area.slug, "het-plein")
    idea = make_idea(round)
    moved = {**ROUND, "support_until": "2026-05-27"}

    page = text_of(send(client, cast.joost, to("round-change", round), **moved))
    assert "Schrijf op waarom je een dag verzet" in page
    assert DateChange.objects.count() == 0

    send(client, cast.joost, to("round-change", round), **moved, why="Het regende op de buurtdag.")
    change = DateChange.objects.get()
    assert (change.field, str(change.before), str(change.after)) == ("support_until", "2026-05-20", "2026-05-27")
    assert "Het regende op de buurtdag." in text_of(Client().get(to("round-rules", round)))
    idea.refresh_from_db()
    assert str(idea.answer_due_on) == "2026-06-26"


def test_nobody_ends_taking_part_by_moving_its_last_day_into_the_past(client, cast):
    today = timezone.localdate()
    round = make_round(cast, phase="support")
    opened = text_of(client_of(cast.joost).get(to("round-change", round)))
    sent = sent_form(opened, without_plan="Haast.", why="Proef.")

    page = text_of(
        send(client, cast.joost, to("round-change", round), **{**sent, "support_until": today - timedelta(days=1)})
    )
    assert page.count("Meedoen kan nu nog. Kies vandaag of een dag die nog komt.") >= 1
    facts = {"support_until": today - timedelta(days=1)}
    with pytest.raises(NotNow, match="Meedoen kan nu nog"):
        round_making.change_round(round, facts, [], why="Proef.", by=cast.joost, now=timezone.now())
    assert DateChange.objects.count() == 0

    send(client, cast.joost, to("round-change", round), **{**sent, "support_until": today})
    assert DateChange.objects.get().after == today


def test_a_last_day_that_passed_may_stay_where_it_is(client, cast):
    round = make_round(cast, phase="support")
    sent = sent_form(text_of(client_of(cast.joost).get(to("round-change", round))), title="Ons plein")

    send(client, cast.joost, to("round-change", round), **sent)

    round.refresh_from_db()
    assert round.title == "Ons plein"


def test_who_changes_a_round_second_reads_what_stands_there_now_and_takes_nothing_away(client, cast):
    send(client, cast.joost, reverse("participate:round-new", args=[cast.area.slug]), **ROUND)
    round = rounds.round_of(cast.area.slug, "het-plein")
    client.force_login(cast.els, backend=BACKEND)
    opened = text_of(client.get(to("round-change", round)))
    moved = {**ROUND, "intro": "Wat Joost\nschreef", "decision_on": "2026-06-27", "themes": "Spelen\nGroen\nZitten"}
    send(client, cast.joost, to("round-change", round), **moved, why="De wijkraad komt later bij elkaar.")

    html = text_of(send(client, cast.els, to("round-change", round), **sent_form(opened, title="Ons plein")))
    standing = html.partition("Dit staat er nu:")[2].partition("</dl>")[0]
    assert "Wat Joost<br>schreef" in standing and "27 juni 2026" in standing
    assert rounds.round_of(cast.area.slug, "het-plein").title == "Het plein"
    send(client, cast.els, to("round-change", round), **sent_form(html))

    round = rounds.round_of(cast.area.slug, "het-plein")
    assert (round.title, round.intro, str(round.decision_on)) == ("Ons plein", "Wat Joost\nschreef", "2026-06-27")
    assert (DateChange.objects.count(), round.themes.count()) == (1, 3)


def test_what_is_fixed_since_there_are_ideas_is_not_told_as_changed(client, cast):
    round = make_round(cast)
    make_idea(round)
    client.force_login(cast.els, backend=BACKEND)
    opened = text_of(client.get(to("round-change", round)))
    send(client, cast.joost, to("round-change", round), **sent_form(opened, intro="Wat Joost schreef"))

    html = text_of(send(client, cast.els, to("round-change", round), **sent_form(opened, title="Ons plein")))

    standing = html.partition("Dit staat er nu:")[2].partition("</dl>")[0]
    assert "Wat Joost schreef" in standing and standing.count("<dt") == 1


def test_another_number_of_days_to_answer_is_a_moved_day_too(client, cast):
    send(client, cast.joost, reverse("participate:round-new", args=[cast.area.slug]), **ROUND)
    round = rounds.round_of(cast.area.slug, "het-plein")
    idea = make_idea(round)
    longer = {**ROUND, "answer_days": "40"}

    assert "Schrijf op waarom je een dag verzet" in text_of(
        send(client, cast.joost, to("round-change", round), **longer)
    )
    send(client, cast.joost, to("round-change", round), **longer, why="De wijkraad komt later bij elkaar.")

    change = DateChange.objects.get()
    assert (change.field, str(change.before), str(change.after)) == ("answer_days", "2026-06-19", "2026-06-29")
    assert "antwoord of een idee doorgaat uiterlijk op" in text_of(Client().get(to("round-rules", round)))
    idea.refresh_from_db()
    assert str(idea.answer_due_on) == "2026-06-29"


@pytest.mark.parametrize("why", ["", "Later."])
def test_the_database_keeps_no_moved_day_without_its_reason(cast, why):
    round = make_round(cast)
    moved = DateChange(
        round=round, field="decision_on", before=round.decision_on, after=round.decision_on + timedelta(days=7),
        why=why, at=timezone.now(),
    )  # fmt: skip

    if why:
        moved.save()
    else:
        with pytest.raises(IntegrityError), transaction.atomic():
            moved.save()


@pytest.mark.parametrize(
    ("field", "called", "other"),
    [("question", "vraag", "Wat maakt de straat beter?"), ("body", "wie beslist", "De wethouder")],
)
def test_the_question_and_who_decides_change_with_a_reason_once_there_are_ideas(client, cast, field, called, other):
    send(client, cast.joost, reverse("participate:round-new", args=[cast.area.slug]), **ROUND)
    round = rounds.round_of(cast.area.slug, "het-plein")
    send(client, cast.joost, to("round-change", round), **{**ROUND, field: "Eerst iets anders?"})
    assert WordChange.objects.count() == 0
    make_idea(round)
    changed = {**ROUND, field: other}

    page = text_of(send(client, cast.joost, to("round-change", round), **changed))
    assert "Er zijn al ideeën. Schrijf op waarom dit verandert." in page
    round.refresh_from_db()
    assert getattr(round, field) == "Eerst iets anders?"
    with pytest.raises(NotNow, match="Schrijf op waarom"):
        round_making.change_round(round, {field: other}, [], why="", by=cast.joost, now=timezone.now())

    send(client, cast.joost, to("round-change", round), **changed, why="De wijkraad stopt.")
    change = WordChange.objects.get()
    assert (change.field, change.before, change.after) == (field, "Eerst iets anders?", other)
    assert (change.by, DateChange.objects.count()) == (cast.joost, 0)
    page = text_of(Client().get(to("round-rules", round)))
    assert f"<strong>{called}</strong>" in page and "Eerst iets anders?" in page and "De wijkraad stopt." in page


def test_the_database_keeps_no_changed_words_without_their_reason(cast):
    facts = {"field": "body", "before": "De wijkraad", "after": "De wethouder", "at": timezone.now()}

    with pytest.raises(IntegrityError), transaction.atomic():
        WordChange.objects.create(round=make_round(cast), **facts)


def test_what_goes_through_is_agreed_beforehand_and_stays(client, cast):
    send(client, cast.joost, reverse("participate:round-new", args=[cast.area.slug]), **ROUND)
    round = rounds.round_of(cast.area.slug, "het-plein")
    send(client, cast.joost, to("round-change", round), **{**ROUND, "threshold": "8"})
    round.refresh_from_db()
    assert round.threshold == 8

    make_idea(round)
    send(client, cast.joost, to("round-change", round), **{**ROUND, "threshold": "2"})
    round.refresh_from_db()
    assert round.threshold == 8
    with pytest.raises(NotNow, match="vooraf afgesproken"):
        round_making.change_round(round, {"threshold": 2}, [], why="", by=cast.joost, now=timezone.now())


def test_the_rule_of_the_act_holds_without_the_page(cast):
    with pytest.raises(NotAllowed):
        ideas.choose(make_round(cast, phase="choosing"), "Nee.", by=cast.amina, today=timezone.localdate())
