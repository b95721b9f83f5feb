"""Other sites show a round or a map in a frame, and programs follow what is new: only what everybody may read."""

from __future__ import annotations

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.web.participate import elections
from tests.web.participate.dialogue_world import address, make_dialogue, make_statement, mapped
from tests.web.participate.meetings import make_meeting, make_told_meeting
from tests.web.participate.rounds_world import idea_of, make_idea, make_round, words_of
from wijkwerk.web.participate import talking
from wijkwerk.web.participate.models import Statement

pytestmark = pytest.mark.django_db
BACKEND = "wijkwerk.web.people.sign_in.LoginOrMail"
ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client, name, **words):
    response = client.get(reverse(f"participate:{name}", kwargs=words))
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(response.content)
    return root, [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")]


def framed(client, name, **words):
    return client.get(reverse(f"participate:{name}", kwargs=words))


# --- on another site ---


@pytest.mark.parametrize("kind", ["round", "dialogue"])
def test_a_frame_may_stand_on_any_site_and_brings_no_script_form_or_cookie(client, cast, kind):
    words = words_of(make_round(cast)) if kind == "round" else address(mapped(cast))

    response = framed(client, f"{kind}-embedded", **words)
    html = response.content.decode()

    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in response.headers
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not response.cookies
    assert "<script" not in html and "<form" not in html and "<style" not in html and "onclick" not in html
    assert 'target="_blank" rel="noopener"' in html


def test_the_map_in_a_frame_has_its_words_its_drawing_and_its_table_and_never_a_visitor(client, cast):
    dialogue = mapped(cast, person=cast.amina)
    client.force_login(cast.amina, backend=BACKEND)

    html = framed(client, "dialogue-embedded", **address(dialogue)).content.decode()

    assert "16 mensen deden mee." in html
    assert "Het plein is voor iedereen." in html
    assert '<svg class="opinions"' in html and "De groepen in een tabel" in html
    assert "hier sta jij" not in html
    assert "hier sta jij" in client.get(f"{dialogue.get_absolute_url()}kaart/").content.decode()


def test_a_frame_of_a_dialogue_with_few_people_says_when_the_map_comes(client, cast):
    html = framed(client, "dialogue-embedded", **address(make_dialogue(cast.area, cast.joost))).content.decode()

    assert "De kaart komt als minstens 10 mensen meededen." in html


def test_the_round_in_a_frame_shows_what_has_most_support_and_nothing_that_waits_to_be_read(client, cast):
    round = make_round(cast)
    make_idea(round, "Een bankje", support=3)
    idea_of(round, cast.amina, "Geheim", state="held")

    html = framed(client, "round-embedded", **words_of(round)).content.decode()

    assert "Een bankje" in html and "<td>3</td>" in html
    assert "Geheim" not in html


def test_the_pages_say_how_to_put_it_on_your_own_site(client, cast):
    round, dialogue = make_round(cast), mapped(cast)

    for page, path in ((round.get_absolute_url(), "ronde"), (f"{dialogue.get_absolute_url()}kaart/", "dialoog")):
        html = client.get(page).content.decode()
        assert "Zet dit op je eigen site" in html
        assert f'&lt;iframe src="http://testserver/insluiten/{path}/' in html


# --- to follow ---


def test_a_dialogue_tells_of_each_statement_that_is_placed_and_of_the_map(client, cast):
    dialogue = mapped(cast)
    waiting = make_statement(dialogue, "Er moet een fontein komen.", by=cast.amina)
    _root, before = feed(client, "dialogue-atom", **address(dialogue))

    talking.place(waiting, by=cast.joost, read="held", today=timezone.localdate())

    root, after = feed(client, "dialogue-atom", **address(dialogue))
    assert "Er moet een fontein komen." not in before
    assert "Er moet een fontein komen." in after and "De kaart van meningen is vernieuwd" in after
    ids = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids) and all(one.startswith(("urn:uuid:", "http")) for one in ids)
    assert Statement.objects.get(pk=waiting.pk).placed_on == timezone.localdate()


def test_a_new_map_is_a_new_thing_to_tell(client, cast):
    dialogue = mapped(cast)
    first, _titles = feed(client, "dialogue-atom", **address(dialogue))
    dialogue.map.at = timezone.now() - timedelta(hours=3)
    dialogue.map.save()
    second, _titles = feed(client, "dialogue-atom", **address(dialogue))

    assert {one.text for one in first.iter(f"{ATOM}id")} != {one.text for one in second.iter(f"{ATOM}id")}


def test_an_area_tells_of_its_rounds_votes_dialogues_and_meetings(client, cast):
    make_round(cast, title="Het plein")
    mapped(cast)
    elections.make_vote(cast.area, by=cast.joost, title="Geheime stemming")
    elections.published(cast.area, by=cast.joost)
    make_told_meeting(cast.area, host=cast.amina)
    make_meeting(cast.area, host=cast.amina, called_off="De zaal is dicht.")

    root, titles = feed(client, "area-atom", slug=cast.area.slug)
    _root, elsewhere = feed(client, "area-atom", slug=cast.elsewhere.slug)

    starts = {title.partition(":")[0] for title in titles}
    assert starts == {"Breng je idee", "Je kunt stemmen", "De uitslag", "Praat mee", "Verslag", "Gaat niet door"}
    assert not any("Geheim" in title for title in titles)
    assert elsewhere == []
    moments = [entry.findtext(f"{ATOM}updated") for entry in root.iter(f"{ATOM}entry")]
    assert len(moments) == len(titles)
    assert b"Amina" not in ElementTree.tostring(root)


def test_pages_say_where_they_can_be_followed(client, cast):
    dialogue, meeting = mapped(cast), make_meeting(cast.area, host=cast.joost)
    vote = elections.published(cast.area, by=cast.joost)

    for url in (
        dialogue.get_absolute_url(),
        f"{dialogue.get_absolute_url()}kaart/",
        meeting.get_absolute_url(),
        vote.get_absolute_url(),
        reverse("participate:meetings", args=[cast.area.slug]),
    ):
        assert '<link rel="alternate" type="application/atom+xml"' in client.get(url).content.decode(), url


def test_what_is_not_there_has_no_frame_and_no_feed(client, cast):
    for name in ("round-embedded", "dialogue-embedded", "dialogue-atom"):
        assert client.get(reverse(f"participate:{name}", args=["nergens", "niets"])).status_code == 404
    assert client.get(reverse("participate:area-atom", args=["nergens"])).status_code == 404
