"""A route can be walked without keeping anything: the events travel with the page, whatever somebody makes of them."""

import json

import pytest

pytestmark = pytest.mark.django_db
URL = "/vinden/methode/buurtwarmte-vechtzoom/route/"
FIRST = "entry-added:initiatiefgroep"
FIELD = "entry-added-initiatiefgroep-"
WROTE = [
    {"entry-added": {"to": "initiatiefgroep", "values": {"who": "Fatma"}}},
    {"entry-added": {"to": "initiatiefgroep", "values": {"who": "Bram"}}},
]


def page(client, data=None):
    headers = {"accept-language": "nl"}
    response = client.post(URL, data, headers=headers) if data is not None else client.get(URL, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def walked(client, data):
    """The events that travel on with the page."""
    return json.loads(client.post(URL, data).context["rehearsal"].events)


def test_a_route_begins_at_its_first_stage(client):
    html = page(client)

    assert "Dit is oefenen: er wordt niets bewaard." in html
    assert html.count('aria-current="step"') == 1


def test_what_was_written_down_travels_with_the_page(client):
    events = walked(client, {"step": FIRST, f"{FIELD}who": "Fatma"})

    assert [one["entry-added"]["values"]["who"] for one in events] == ["Fatma"]


def test_a_walk_goes_on_where_it_was(client):
    response = client.post(URL, {"step": "stage-closed:initiatiefgroep", "events": json.dumps(WROTE)})

    assert response.context["report"].stage == "manifest"


def test_a_walk_begins_again(client):
    response = client.post(URL, {"restart": "1", "events": json.dumps(WROTE)})

    assert response.context["rehearsal"].events == "[]"


def test_a_refusal_stands_at_the_field_and_what_was_typed_stays(client):
    html = page(client, {"step": FIRST, f"{FIELD}who": "", f"{FIELD}brings": "Ik reken graag."})

    field = html[html.index(f'for="id_{FIELD}who"') :]
    assert "Zonder dit kan het niet bewaard worden." in field[:900]
    assert "Ik reken graag.</textarea>" in html
    assert html.count("Sorry, dit lukt nog niet") == 1


def test_a_stage_that_needs_more_stays_open_and_says_how_much(client):
    html = page(client, {"step": "stage-closed:initiatiefgroep", "events": json.dumps(WROTE[:1])})

    assert "er zijn er 1 van de 2 die nodig zijn" in html


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("x" * 10_000, "De tekst bij “Wie doet er mee?” is te lang."),
        ("\u202eFatma", "onzichtbaar teken"),
        ("Fat\x00ma", "onzichtbaar teken"),
    ],
)
def test_what_does_not_fit_gets_a_sentence_and_stays(client, typed, sentence):
    response = client.post(URL, {"step": FIRST, f"{FIELD}who": typed}, headers={"accept-language": "nl"})

    assert sentence in response.content.decode()
    assert response.context["rehearsal"].events == "[]"


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "اسمي فاطمة", "🙂"])
def test_script_and_other_scripts_are_only_words(client, typed):
    response = client.post(URL, {"step": FIRST, f"{FIELD}who": typed})

    html = response.content.decode()
    assert "<script>alert" not in html and "<img src=x" not in html
    assert json.loads(response.context["rehearsal"].events)[0]["entry-added"]["values"]["who"] == typed


@pytest.mark.parametrize(
    "events",
    [
        "",
        "geen json",
        "null",
        "17",
        '{"stage-closed": {}}',
        "[" * 100_000,
        "[" + "9" * 10_000 + "]",
        '["stage-closed"]',
        "[null, 1, true, [], {}]",
        '[{"entry-added": null}]',
        '[{"entry-added": {"to": "initiatiefgroep", "values": [1]}}]',
        '[{"entry-added": {"to": "initiatiefgroep", "values": {"who": {"a": ["b"]}}}}]',
        '[{"entry-added": {"to": "initiatiefgroep", "values": {"who": "\\ud800"}}}]',
        '[{"vote-counted": {"agree": -1, "of": {"residents": 5}}}]',
        '[{"vote-counted": {"agree": NaN, "of": {"residents": Infinity}}}]',
        '[{"went-back": {"to": "../../etc", "why": "x"}}]',
        json.dumps([{"entry-added": {"to": "initiatiefgroep", "values": {"who": "x" * 300_000}}}]),
    ],
)
def test_broken_or_made_up_events_begin_the_walk_again(client, events):
    response = client.post(URL, {"step": FIRST, f"{FIELD}who": "Fatma", "events": events})

    assert response.status_code == 200
    assert len(json.loads(response.context["rehearsal"].events)) == 1
    assert response.context["report"].stage == "initiatiefgroep"


def test_made_up_events_count_as_far_as_they_are_true(client):
    """A gate that was jumped ends the walk there; what came before stays."""
    events = [*WROTE, {"stage-closed": {}}, {"stage-closed": {}}, *WROTE]

    response = client.post(URL, {"events": json.dumps(events)})

    assert response.context["report"].stage == "manifest"
    assert len(json.loads(response.context["rehearsal"].events)) == 3


def test_no_more_than_two_hundred_events_are_played(client):
    response = client.post(URL, {"events": json.dumps(WROTE * 150)})

    assert len(json.loads(response.context["rehearsal"].events)) == 200


def test_a_step_that_is_not_at_hand_changes_nothing(client):
    response = client.post(URL, {"step": "vote-counted:richting", "vote-counted-richting-agree": "200"})

    assert response.status_code == 200
    assert response.context["rehearsal"].events == "[]"


@pytest.mark.parametrize("agree", ["156", "155"])
def test_a_vote_is_rehearsed_with_its_gate(client, agree):
    from tests.web.work.runs import UP_TO_THE_SECOND_VOTE

    counted = {
        "step": "vote-counted:richting",
        "vote-counted-richting-agree": agree,
        "vote-counted-richting-people": "260",
        "events": json.dumps(UP_TO_THE_SECOND_VOTE),
    }
    events = client.post(URL, counted).context["rehearsal"].events

    closed = client.post(URL, {"step": "stage-closed:richting", "events": events}, headers={"accept-language": "nl"})

    assert closed.context["report"].stage == ("aanbod" if agree == "156" else "richting")
    assert ("De drempel is nog niet gehaald" in closed.content.decode()) == (agree == "155")
