"""Paper of a round: typed twice by two people, compared, held against the pile, and printed with a code to scan."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import make_person
from tests.web.participate.meetings import make_meeting
from tests.web.participate.rounds_world import make_idea, make_list, make_round, make_typed, words_of
from wijkwerk.web.participate import account_of, ideas, round_paper, round_pile, rounds
from wijkwerk.web.participate.models import Idea, PaperPile, Participant, Support, SupportSheet
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.people.models import AreaRole

pytestmark = pytest.mark.django_db
BACKEND = "wijkwerk.web.people.sign_in.LoginOrMail"
tokens = iter(f"paper-token-{number:06}" for number in range(10**6))
TITLE = "Een bankje in de schaduw"


@pytest.fixture(autouse=True)
def _at_once(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


def to(name, round, **more):
    return reverse(f"participate:{name}", kwargs=words_of(round, **more))


def send(person, url, **data):
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client.post(url, {"form_token": next(tokens), **data}, follow=True).content.decode()


def read(person, url):
    client = Client()
    if person:
        client.force_login(person, backend=BACKEND)
    return client.get(url).content.decode()


def form_of(idea, **data):
    said = {
        "title": TITLE,
        "text": "",
        "language": "nl",
        "theme": idea.round.themes.get(slug="spelen").pk,
        "version": 0,
    }
    return {**said, **data}


def again(person, idea, **data):
    return send(person, to("idea-again", idea.round, number=idea.number), **form_of(idea, **data))


def count_again(person, sheet, **data):
    idea = sheet.idea
    return send(person, to("idea-list-again", idea.round, number=idea.number, sheet=sheet.number), **data)


# --- an idea ---


def test_an_idea_from_paper_is_seen_when_two_people_typed_the_same(cast):
    round = make_round(cast)
    theme = round.themes.get(slug="groen").pk
    said = {"title": TITLE, "text": "Bij de linde.", "language": "nl", "theme": theme}

    page = send(cast.els, to("idea-new", round), **said, channel="paper")

    idea = Idea.objects.get()
    assert (idea.state, idea.typed_by) == ("typed", cast.els)
    assert "Schrijf op het papier: idee 1." in page
    for reader in (None, cast.ruud, cast.joost):
        assert TITLE not in read(reader, to("round", round))
        assert TITLE not in read(reader, idea.get_absolute_url())

    page = again(cast.joost, idea, title="een bankje  in de schaduw!", text="bij de linde", theme=theme)

    idea.refresh_from_db()
    assert "Twee keer hetzelfde" in page
    assert (idea.state, idea.title, idea.again_by) == ("open", TITLE, cast.joost)
    assert TITLE in read(None, to("round", round))


def test_what_somebody_says_at_the_door_is_seen_at_once(cast):
    round = make_round(cast)

    send(cast.els, to("idea-new", round), **{**form_of(make_typed(cast, round)), "channel": "door"})

    assert Idea.objects.get(channel="door").state == "open"


def test_what_differs_is_shown_and_nothing_is_kept_until_somebody_looked_at_the_paper(cast):
    idea = make_typed(cast)

    page = again(cast.joost, idea, title="Een bankje in de zon")

    assert "<mark>schaduw</mark>" in page and "<mark>zon</mark>" in page
    idea.refresh_from_db()
    assert (idea.state, idea.title, idea.version) == ("typed", TITLE, 0)

    page = again(cast.joost, idea, title="Een bankje in de zon", settles="on")
    idea.refresh_from_db()
    assert "Laat een ander het nog eens typen" in page
    assert (idea.state, idea.title, idea.typed_by) == ("typed", "Een bankje in de zon", cast.joost)

    again(cast.els, idea, title="Een bankje in de zon", version=1)
    idea.refresh_from_db()
    assert (idea.state, idea.again_by) == ("open", cast.els)


@pytest.mark.parametrize("field", ["theme", "language", "text", "place_words"])
def test_every_field_of_the_form_is_compared(cast, field):
    idea = make_typed(cast)
    other = {"theme": idea.round.themes.get(slug="groen").pk, "language": "ar"}.get(field, "Iets anders")

    assert "De twee keer zijn niet gelijk" in again(cast.joost, idea, **{field: other})


def test_nobody_is_their_own_second_pair_of_eyes_on_the_same_day(cast):
    idea = make_typed(cast)

    assert "Jij typte dit zelf" in again(cast.els, idea)
    idea.refresh_from_db()
    assert idea.state == "typed"

    Idea.objects.update(at=timezone.now() - timedelta(days=1))
    again(cast.els, idea)
    idea.refresh_from_db()
    assert (idea.state, idea.again_by) == ("open", cast.els)


def test_words_from_paper_that_may_harm_a_person_are_read_first(cast):
    idea = make_typed(cast)
    Idea.objects.update(text="Bel 06 12345678")

    page = again(cast.joost, idea, text="Bel 06 12345678", as_it_is="on")

    idea.refresh_from_db()
    assert "Iemand leest idee 1 eerst" in page and idea.state == "held"


def test_two_people_who_type_the_same_form_again_make_one_idea(cast):
    idea = make_typed(cast)
    again(cast.joost, idea)

    page = again(cast.joost, idea)

    assert "Iemand anders typte dit idee net" in page
    assert Idea.objects.get().version == 1


def test_a_form_that_was_typed_by_mistake_goes_with_its_words(cast):
    idea = make_typed(cast)

    send(cast.joost, to("idea-drop", idea.round, number=1))

    idea.refresh_from_db()
    assert (idea.state, idea.title, idea.participant, Participant.objects.count()) == ("withdrawn", "—", None, 0)
    with pytest.raises(NotNow):
        round_paper.drop_idea(idea, by=cast.joost, version=1)


@pytest.mark.parametrize("name", ["idea-again", "idea-drop", "round-paper"])
def test_a_resident_types_no_paper(cast, name):
    idea = make_typed(cast)
    more = {} if name == "round-paper" else {"number": 1}

    send(cast.amina, to(name, idea.round, **more), **form_of(idea))

    idea.refresh_from_db()
    assert idea.state == "typed"


# --- a list ---


def test_signatures_count_when_two_people_counted_the_same(cast):
    idea = make_idea(make_round(cast))

    page = send(cast.els, to("idea-type-support", idea.round, number=1), number=12, channel="paper")

    sheet = SupportSheet.objects.get()
    assert "lijst 1-1" in page
    assert (sheet.by, sheet.counts, Support.objects.count()) == (cast.els, False, 0)

    count_again(cast.joost, sheet, signatures=12)

    idea.refresh_from_db()
    sheet.refresh_from_db()
    assert (idea.support, sheet.again_by, sheet.counts) == (12, cast.joost, True)
    assert Support.objects.filter(channel="paper", sheet=sheet, typed_by=cast.joost).count() == 12
    assert not rounds.drift().exists()


def test_another_count_is_shown_and_counts_for_nothing(cast):
    sheet = make_list(cast, 12)

    page = count_again(cast.joost, sheet, signatures=13)
    assert "De eerste keer stond hier 12, nu 13" in page
    count_again(cast.joost, sheet, signatures=13, settles="on")
    assert Support.objects.count() == 0

    count_again(cast.els, sheet, signatures=13)
    assert Support.objects.count() == 13


def test_a_list_that_was_counted_twice_is_not_counted_a_third_time(cast):
    sheet = make_list(cast, 2)
    count_again(cast.joost, sheet, signatures=2)

    page = count_again(cast.joost, sheet, signatures=2)

    assert "Deze lijst is al klaar" in page and Support.objects.count() == 2


def test_who_counted_a_list_does_not_count_it_again_the_same_day(cast):
    sheet = make_list(cast, 2)

    assert "Jij typte dit zelf" in count_again(cast.els, sheet, signatures=2)
    assert Support.objects.count() == 0


def test_a_list_is_taken_back_with_its_signatures_and_nothing_else(cast):
    sheet = make_list(cast, 3)
    make_idea(sheet.idea.round, support=2)
    count_again(cast.joost, sheet, signatures=3)

    send(cast.joost, to("idea-list-back", sheet.idea.round, number=1, sheet=1))

    sheet.idea.refresh_from_db()
    assert (sheet.idea.support, Support.objects.count()) == (0, 2)
    assert not rounds.drift().exists()


def test_the_database_counts_no_signature_without_its_list(cast):
    idea = make_idea(make_round(cast))

    with pytest.raises(IntegrityError), transaction.atomic():
        Support.objects.create(idea=idea, participant=Participant.objects.create(round=idea.round), channel="paper")


def test_the_act_takes_no_signatures_that_are_typed_once(cast):
    idea = make_idea(make_round(cast))
    today = timezone.localdate()

    for act in (ideas.type_support, ideas.take_typed_back):
        with pytest.raises(NotNow):
            act(idea, 3, "paper", by=cast.joost, today=today)


# --- the pile ---


def counted_paper(cast):
    """A round, past its support, with an idea and three signatures from paper, each typed twice."""
    round = make_round(cast, phase="choosing", threshold=1)
    idea = make_typed(cast, round)
    Idea.objects.update(state="open", again_at=timezone.now(), again_by=cast.joost)
    idea.refresh_from_db()
    sheet = make_list(cast, 3, idea)
    round_paper.type_list_again(sheet, 3, by=cast.joost, now=timezone.now())
    return round


def count_on_table(round, forms, signatures, *, by):
    return round_paper.count_pile(round, forms, signatures, by=by, now=timezone.now())


def choose(cast, round):
    return ideas.choose(round, "Te weinig steun.", by=cast.joost, today=timezone.localdate())


@pytest.mark.parametrize(
    ("piles", "fault"),
    [
        ((), "Laat twee mensen, los van elkaar"),
        (((1, 3),), "Laat twee mensen, los van elkaar"),
        (((1, 3), (1, 4)), "De twee tellingen van de stapel zijn niet gelijk"),
        (((1, 4), (1, 4)), "Op tafel lagen 1 formulieren en 4 handtekeningen"),
        (((2, 3), (2, 3)), "Op tafel lagen 2 formulieren"),
        (((1, 3), (1, 3)), None),
    ],
)
def test_nothing_is_chosen_before_what_was_typed_is_the_pile_on_the_table(cast, piles, fault):
    round = counted_paper(cast)
    for person, (forms, signatures) in zip((cast.els, cast.joost), piles, strict=False):
        send(person, to("round-paper", round), forms_on_table=forms, signatures=signatures)

    if fault:
        with pytest.raises(NotNow, match=fault):
            choose(cast, round)
        assert fault in read(cast.joost, to("round-choose", round))
        assert fault in read(cast.joost, to("round-paper", round))
        report = read(None, to("round-account", round))
        assert "Het papier van deze ronde klopt nog niet" in report and "Op tafel lagen" not in report
    else:
        report = read(None, to("round-account", round))
        assert "Op tafel lagen 1 formulieren" in report and "klopt nog niet" not in report
        assert choose(cast, round) == (1, 0)
        assert {one.by for one in PaperPile.objects.all()} == {cast.els, cast.joost}


def test_a_refusal_to_choose_names_all_that_is_wrong_and_keeps_the_reason_that_was_written(cast):
    round = counted_paper(cast)
    make_typed(cast, round)

    page = send(cast.joost, to("round-choose", round), why="Dit schreef ik er zelf bij.")

    assert "Dit schreef ik er zelf bij.</textarea>" in page and page.count("Het papier klopt nog niet") == 1
    said = page.partition("Sorry, dit lukt nog niet")[2]
    assert "is één keer ingetypt" in said and "Laat twee mensen, los van elkaar" in said


def test_who_counts_again_puts_their_own_count_right_and_a_third_is_sent_back(cast):
    round = counted_paper(cast)
    count_on_table(round, 1, 3, by=cast.els)
    count_on_table(round, 1, 4, by=cast.joost)

    third = make_person("sem", "Sem de Wit", area=cast.area, role=AreaRole.Role.COMMUNITY_WORKER)
    page = send(third, to("round-paper", round), forms_on_table=1, signatures=3)
    assert "Twee mensen hebben al geteld." in page
    count_on_table(round, 1, 3, by=cast.joost)

    assert list(PaperPile.objects.order_by("turn").values_list("turn", "signatures", "by__login")) == [
        (1, 3, "els"), (2, 3, "joost"),
    ]  # fmt: skip
    assert round_pile.standing_of(round).faults() == []


def test_the_second_counter_does_not_see_what_the_first_counted(cast):
    round = counted_paper(cast)
    count_on_table(round, 41, 57, by=cast.els)

    page = read(cast.joost, to("round-paper", round))

    page = page.split("pile-title")[-1].split("<form")[0]
    assert "Er is 1 telling." in page and "Els" in page
    assert "41" not in page and "57" not in page


def test_one_person_is_not_two(cast):
    round = counted_paper(cast)
    count_on_table(round, 1, 3, by=cast.els)
    count_on_table(round, 1, 3, by=cast.els)

    assert PaperPile.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperPile.objects.create(round=round, turn=2, forms=1, signatures=3, by=cast.els, at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperPile.objects.create(round=round, turn=3, forms=1, signatures=3, by=cast.joost, at=timezone.now())


def test_after_choosing_nobody_counts_the_pile_again(cast):
    round = counted_paper(cast)
    for person in (cast.els, cast.joost):
        count_on_table(round, 1, 3, by=person)
    choose(cast, round)

    with pytest.raises(NotNow, match="al gekozen"):
        count_on_table(type(round).objects.get(), 1, 9, by=cast.els)


@pytest.mark.parametrize("what", [make_typed, make_list])
def test_nothing_is_chosen_while_paper_waits_for_its_second_typing(cast, what):
    made = what(cast)
    round = made.round if isinstance(made, Idea) else made.idea.round
    make_idea(round, support=3)
    type(round).objects.update(support_until=timezone.localdate() - timedelta(days=1), ideas_until=round.ideas_from)

    with pytest.raises(NotNow, match="één keer ingetypt"):
        choose(cast, type(round).objects.get())


def test_a_list_that_was_taken_back_lies_apart(cast):
    round = counted_paper(cast)
    make_list(cast, 9, Idea.objects.get())
    round_paper.withdraw_list(SupportSheet.objects.get(number=2), by=cast.joost)
    for person in (cast.els, cast.joost):
        count_on_table(round, 1, 3, by=person)

    assert round_pile.standing_of(round).faults() == []


def test_digital_and_paper_together_are_what_the_account_says(cast):
    round = counted_paper(cast)
    make_idea(round, "Fontein", support=2)
    for person in (cast.els, cast.joost):
        count_on_table(round, 1, 3, by=person)

    account = account_of.account_of(round, timezone.localdate())

    assert [(row.words, row.ideas, row.support) for row in account.channels] == [
        ("op de site", 1, 0), ("op papier", 1, 3), ("aan de deur", 0, 2),
    ]  # fmt: skip
    assert (account.ideas, account.supports, account.untraced) == (2, 5, 0)
    page = read(None, to("round-account", round))
    assert "Op tafel lagen 1 formulieren en 3 handtekeningen" in page


# --- what is printed ---


def test_every_step_of_a_round_prints_with_a_code_to_scan(cast):
    round = make_round(cast, asks_profile=True)
    idea = make_idea(round)
    idea_number = {"number": idea.number}

    for name, more in (
        ("round-form", {}),
        ("idea-list", idea_number),
        ("idea-card", idea_number),
        ("profile-slip", {}),
    ):
        page = read(cast.joost, to(name, round, **more))
        assert "<svg" in page and "viewBox" in page, name
        assert "http://testserver/meedoen/" in page, name
    assert "<svg" in read(None, reverse("participate:meeting-letter", args=[make_meeting(cast.area).pk]))


def test_a_form_says_so_when_its_day_has_passed(cast):
    said = "Ideeën brengen kon tot en met"

    assert said in read(None, to("round-form", make_round(cast, phase="support")))
    assert said not in read(None, to("round-form", make_round(cast, phase="ideas")))


def test_a_list_to_sign_is_only_for_an_idea_that_everybody_sees(cast):
    held = make_idea(make_round(cast), "Geheim", state="held")

    assert "Geheim" not in read(cast.amina, to("idea-list", held.round, number=1))
