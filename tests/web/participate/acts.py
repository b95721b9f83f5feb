"""What people send from the pages of a round and its ideas."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from tests.web.participate.rounds_world import code_of, words_of
from wijkwerk.web.participate import rounds
from wijkwerk.web.participate.models import Participant

BACKEND = "wijkwerk.web.people.sign_in.LoginOrMail"
tokens = iter(f"token-number-{number:06}" for number in range(10**6))
WORDS = {"title": "Een bankje in de schaduw", "text": "", "language": "nl"}


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


def choose(client, person, round, why="Er was niet genoeg steun."):
    return send(client, person, to("round-choose", round), why=why)


def passed(round):
    """The same round when the last day of support has passed."""
    first = round.ideas_from - timedelta(days=30)
    type(round).objects.update(ideas_from=first, ideas_until=first, support_until=first)
    return rounds.round_of(round.area.slug, round.slug)


def answer(client, person, idea, decision="accepted", text="Het komt er in juni.", version=0):
    url = to("idea-answer", idea.round, number=idea.number)
    return send(client, person, url, decision=decision, text=text, version=version)


ROUND = {
    "title": "Het plein", "question": "Wat maakt het plein beter?", "body": "De wijkraad", "ideas_from": "2026-05-01",
    "ideas_until": "2026-05-10", "support_until": "2026-05-20", "decision_on": "2026-06-20", "answer_days": "30",
    "chosen_by": "threshold", "threshold": "10", "most": "5", "ideas_by_residents": "on", "with_account": "on",
    "themes": "Spelen\r\nGroen\r\nSpelen",
    "without_plan": "De wijkraad wil volgende week beginnen.",
}  # fmt: skip
