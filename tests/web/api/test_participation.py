"""What is public of taking part comes through the API as well, and nothing else does."""

import pytest
from django.utils import timezone

from tests.web.participate import elections
from tests.web.participate.dialogue_world import make_dialogue, make_statement, mapped, with_statements
from tests.web.participate.meetings import make_meeting, make_told_meeting
from tests.web.participate.rounds_world import idea_of, make_idea, make_round
from wijkwerk.web.api import participation
from wijkwerk.web.participate.models import Participant

pytestmark = pytest.mark.django_db
V1 = "/api/v1"


def told(client, path):
    response = client.get(f"{V1}{path}")
    assert response.status_code == 200, response.content
    return response.json()


@pytest.fixture
def world(cast):
    """One of everything, some of it hidden."""
    round = make_round(cast, phase="afterwards", account="Gedaan.")
    make_idea(round, support=3, state="accepted", answer="Dat doen we.", answered_on=timezone.localdate())
    idea_of(round, cast.amina, "Geheim idee", state="held")
    dialogue = mapped(cast)
    make_statement(dialogue, "Geheime stelling.", by=cast.amina)
    elections.make_vote(cast.area, by=cast.joost, title="Geheime stemming")
    elections.opened(cast.area, by=cast.joost, title="Loopt nog", size=3)
    elections.published(cast.area, by=cast.joost)
    make_told_meeting(cast.area, host=cast.amina)
    make_meeting(cast.area, host=cast.amina)
    return round, dialogue


def test_every_list_and_every_thing_in_it_is_as_the_description_says(client, world, cast):
    round, dialogue = world
    where = f"{cast.area.slug}/{round.slug}"
    vote = told(client, "/votes")["items"][0]["id"]
    meeting = told(client, "/meetings")["items"][0]["id"]

    participation.Rounds.model_validate(told(client, "/rounds"))
    participation.WholeRound.model_validate(told(client, f"/rounds/{where}"))
    participation.Ideas.model_validate(told(client, f"/rounds/{where}/ideas"))
    participation.Votes.model_validate(told(client, "/votes"))
    participation.WholeVote.model_validate(told(client, f"/votes/{vote}"))
    participation.Meetings.model_validate(told(client, "/meetings"))
    participation.WholeMeeting.model_validate(told(client, f"/meetings/{meeting}"))
    participation.Dialogues.model_validate(told(client, "/dialogues"))
    participation.WholeDialogue.model_validate(told(client, f"/dialogues/{cast.area.slug}/{dialogue.slug}"))


def test_what_is_hidden_on_the_pages_is_hidden_here_and_nobody_is_named(client, world, cast):
    round, dialogue = world
    paths = ["/rounds", "/votes", "/meetings", "/dialogues"]
    paths += [f"/rounds/{cast.area.slug}/{round.slug}{end}" for end in ("", "/ideas")]
    paths += [f"/dialogues/{cast.area.slug}/{dialogue.slug}"]
    paths += [f"/meetings/{one['id']}" for one in told(client, "/meetings")["items"]]

    whole = " ".join(client.get(f"{V1}{path}").content.decode() for path in paths)

    assert "Dat doen we." in whole and "Loopt nog" in whole and "Er komt een hek" in whole
    for secret in ("Geheim", "Amina", "Joost", *(str(one.pk) for one in Participant.objects.all())):
        assert secret not in whole


def test_a_vote_that_is_being_made_is_not_there_and_one_that_runs_has_no_result(client, world, cast):
    draft = elections.make_vote(cast.area, by=cast.joost)
    by_title = {one["title"]: one for one in told(client, "/votes")["items"]}

    assert client.get(f"{V1}/votes/{draft.pk}").status_code == 404
    assert by_title["Loopt nog"]["result"] is None
    assert by_title["Over het warmtenet"]["result"]["ballots"] == 3
    assert by_title["Over het warmtenet"]["limits"]


def test_ideas_come_by_page_with_their_answers_and_narrow_by_state(client, cast):
    round = make_round(cast)
    for number in range(5):
        make_idea(round, f"Idee {number}", support=number)
    path = f"/rounds/{cast.area.slug}/{round.slug}/ideas"

    found, address = [], f"{V1}{path}?pageSize=2"
    while address:
        page = client.get(address).json()
        found += [item["title"] for item in page["items"]]
        address = page["next"]

    assert found == [f"Idee {number}" for number in (4, 3, 2, 1, 0)]
    assert told(client, f"{path}?newest=true")["items"][0]["number"] == 5
    assert told(client, f"{path}?state=accepted")["total"] == 0
    assert client.get(f"{V1}{path}?page=2").status_code == 400
    assert client.get(f"{V1}{path}?color=red").status_code == 400


def test_a_list_can_be_of_one_area(client, world, cast):
    for path in ("/rounds", "/votes", "/meetings", "/dialogues"):
        assert told(client, path)["total"] == told(client, f"{path}?area={cast.area.slug}")["total"] > 0
        assert told(client, f"{path}?area={cast.elsewhere.slug}")["total"] == 0


def test_a_dialogue_leads_to_its_votes_only_when_there_are_enough_of_them(client, cast):
    few, many = make_dialogue(cast.area, cast.joost), mapped(cast)
    with_statements(few)

    assert "votes" not in told(client, f"/dialogues/{cast.area.slug}/{few.slug}")["links"]
    links = told(client, f"/dialogues/{cast.area.slug}/{many.slug}")["links"]
    assert client.get(links["votes"].removeprefix("http://testserver")).status_code == 200


@pytest.mark.parametrize(
    "path", ["/rounds/nergens/niets", "/rounds/nergens/niets/ideas", "/dialogues/nergens/niets",
             "/votes/6fb9e56c-ab06-4e54-b393-995438a15d55", "/meetings/6fb9e56c-ab06-4e54-b393-995438a15d55",
             "/meetings?area=nergens"],
)  # fmt: skip
def test_what_is_not_there_is_a_problem(client, cast, path):
    response = client.get(f"{V1}{path}")

    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"
