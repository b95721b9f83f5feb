"""Taking part with the code of a letter: once, without a name, and slowed when somebody guesses."""

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from tests.web.participate.acts import BACKEND, bring, send, support, text_of, to, tokens, warnings, with_letter
from tests.web.participate.rounds_world import code_of, make_idea, make_pile, make_round
from wijkwerk.web.participate import entering_views, ideas
from wijkwerk.web.participate.models import (
    Idea,
    Letter,
    LetterBatch,
    Participant,
    Support,
)
from wijkwerk.web.site.limits import LIMITS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("done_at_once")]


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
