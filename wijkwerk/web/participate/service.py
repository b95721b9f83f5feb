"""What other apps may ask of taking part: what is public of it as data, and to load what an example holds of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from wijkwerk.web.participate import ballot_box, codes, ideas, mapping, meeting, paper, round_making, talking, voting
from wijkwerk.web.participate.examples import (
    SIGNS,
    ExampleDialogue,
    ExampleIdea,
    ExampleMeeting,
    ExampleRound,
    ExampleVote,
    TakingPart,
)
from wijkwerk.web.participate.models import (
    Dialogue,
    Idea,
    Meeting,
    Notice,
    Opinion,
    Participant,
    Round,
    Statement,
    Vote,
)
from wijkwerk.web.participate.models.fields import Channel
from wijkwerk.web.participate.open_data import (
    Listed,
    open_dialogue,
    open_dialogues,
    open_ideas,
    open_meeting,
    open_meetings,
    open_round,
    open_rounds,
    open_vote,
    open_votes,
)
from wijkwerk.web.participate.rounds import Asked, Taker
from wijkwerk.web.people.models import Area, Person
from wijkwerk.web.work.service import plan_checks

People = Mapping[str, Person]
NOON, EVENING = time(12), time(20)

__all__ = [
    "Asked",
    "Listed",
    "TakingPart",
    "load_examples",
    "open_dialogue",
    "open_dialogues",
    "open_ideas",
    "open_meeting",
    "open_meetings",
    "open_round",
    "open_rounds",
    "open_vote",
    "open_votes",
]


def load_examples(examples: TakingPart, areas: Mapping[str, Area], people: People, *, today: date) -> None:
    """Carry out what the file says by the same acts as people do; what was loaded before is left as people made it."""
    with transaction.atomic():
        for round in examples.rounds:
            load_round(areas[round.area], round, people, today=today)
        for vote in examples.votes:
            load_vote(areas[vote.area], vote, people, today=today)
        for evening in examples.meetings:
            load_meeting(areas[evening.area], evening, people, today=today)
        for dialogue in examples.dialogues:
            load_dialogue(areas[dialogue.area], dialogue, people, today=today)


# --- rounds ---


def load_round(area: Area, row: ExampleRound, people: People, *, today: date) -> Round | None:
    """One round; None when it was loaded before.

    Its days are counted from the day it `begins`, which is counted from today. A round with a `refusal` was chosen,
    and its ideas have their answer.
    """
    slug = slugify(row.title)[:50].strip("-")
    if Round.objects.filter(area=area, slug=slug).exists():
        return None
    first = _day(today, row.begins)
    by = people[row.owner]
    facts = {
        **{name: getattr(row, name) for name in ("title", "question", "intro", "body", "threshold")},
        "ideas_from": first,
        "ideas_until": _day(first, row.ideas),
        "support_until": _day(first, row.support),
        "decision_on": _day(first, row.decision),
        "with_letter": True,
        **_plan_of(area, row),
    }
    round = round_making.make_round(area, facts, row.themes, by=by, now=_at(first))
    themes = {theme.title: theme for theme in round.themes.all()}
    brought = [(one, _brought(round, one, themes, people, by=by)) for one in row.ideas_brought]
    if row.refusal is not None:
        ideas.choose(round, row.refusal, by=by, today=_day(round.support_until, 1))
        for one, idea in brought:
            if one.decision is not None:
                idea.refresh_from_db()
                ideas.answer_idea(
                    idea, one.decision, one.answer or "", by=by, version=idea.version, today=round.decision_on
                )
        round_making.write_account(round, {"account": row.account}, by=by)
    return round


def _plan_of(area: Area, row: ExampleRound) -> dict[str, Any]:
    """The check of the plan with the title in the row, or the sentence why there is none."""
    checks = plan_checks(area, round_making.PLAN_METHOD)
    return {
        "plan": next((run for run, title in checks if title == row.plan), None),
        "without_plan": row.without_plan,
    }


def _brought(round: Round, row: ExampleIdea, themes: Mapping[str, Any], people: People, *, by: Person) -> Idea:
    words = ideas.Words(
        title=row.title,
        text=row.text or "",
        theme=themes[row.theme],
        language=row.language,
        place=row.place or "",
    )
    on = _day(round.ideas_from, 1)
    when: dict[str, Any] = {"now": _at(on), "today": on}
    if row.by:
        idea = ideas.bring_idea(round, words, taker=Taker(people[row.by]), **when)
    else:
        idea = ideas.type_idea(round, words, Channel.DOOR, by=by, **when)
    if row.support:
        ideas.type_support(idea, row.support, Channel.DOOR, by=by, today=on)
    return idea


# --- votes ---


def load_vote(area: Area, row: ExampleVote, people: People, *, today: date) -> Vote | None:
    """One vote, closed and published when its last day has passed; None when it was loaded before."""
    if Vote.objects.filter(area=area, title=row.title).exists():
        return None
    by, opens_at, closes_at = people[row.owner], _at(_day(today, row.opens)), _at(_day(today, row.closes), EVENING)
    vote = Vote(
        **{name: getattr(row, name) for name in ("kind", "title", "question", "intro", "group", "whole", "percent")},
        opens_at=opens_at,
        closes_at=closes_at,
        by_names=row.kind == "poll",
        has_paper=row.kind == "coded",
    )
    answers = [voting.Answer(one.label, agree=one.agree, blank=one.blank) for one in row.answers]
    voting.create(area, vote, answers, by=by)
    letters = _letters(vote, row.letters, by=by)
    voting.open_vote(vote, by=by, now=opens_at)
    _cast(vote, row, letters, people)
    if row.closes < 0:
        voting.close(vote, by=by, now=closes_at)
        # The vote is as new as this transaction: what undoes the one, undoes the other.
        ballot_box.destroy_key(vote.pk)
        voting.publish(vote, by=by, now=_at(_day(today, row.closes + 1)))
    return vote


def _letters(vote: Vote, number: int, *, by: Person) -> Iterator[str]:
    """The codes as they would have stood on the letters."""
    if not number:
        return iter(())
    batch = codes.make_batch(vote, number, by=by, now=vote.opens_at - timedelta(days=7))
    letters = codes.letters_of(vote.pk, batch.number)
    codes.destroy_letters(vote, batch.number, by=by)
    return (letter.code for letter in letters)


def _cast(vote: Vote, row: ExampleVote, letters: Iterator[str], people: People) -> None:
    """What everyone chose: on the site, on paper that two people typed, or with their name beside it."""
    typists = [people[name] for name in (row.owner, row.second) if name]
    for number, answer in enumerate(row.answers, start=1):
        for _one in range(answer.votes):
            voting.cast(vote.pk, next(letters), number, now=vote.opens_at)
        for _one in range(answer.paper):
            code = next(letters)
            for typist in typists:
                paper.enter(vote, code, number, by=typist, now=vote.closes_at)
        for name in answer.named:
            voting.answer_by_name(vote, number, by=people[name], now=vote.opens_at)
    if row.closes < 0 and vote.has_paper:
        envelopes = sum(answer.paper for answer in row.answers)
        for typist in typists:
            paper.count_envelopes(vote, envelopes, 0, by=typist, now=vote.closes_at)


# --- meetings ---


def load_meeting(area: Area, row: ExampleMeeting, people: People, *, today: date) -> Meeting | None:
    """One meeting to which people were invited, with its report when it has one; None when it was loaded before."""
    if Meeting.objects.filter(area=area, title=row.title).exists():
        return None
    by, on = people[row.owner], _day(today, row.day)
    plan = meeting.Plan(
        area=area,
        begins_at=_at(on, time.fromisoformat(row.begins)),
        ends_at=_at(on, time.fromisoformat(row.ends)),
        host=people[row.host] if row.host else None,
        **{name: getattr(row, name) for name in ("title", "invitation", "place", "is_at_home", "most")},
    )
    before = min(_at(_day(on, -14)), _at(today))
    evening = meeting.plan_meeting(plan, row.points, by=by, now=before)
    meeting.invite(evening, by=by, now=before)
    for point in row.brought:
        meeting.add_point(evening, point.text, by=people[point.by], now=before)
    if row.report is not None:
        told = meeting.Told(**row.report.model_dump())
        seen = Meeting.objects.values_list("version", flat=True).get(pk=evening.pk)
        then = _at(_day(on, 1))
        meeting.write_up(evening, told, by=by, now=then, seen=seen)
        # Everyone heard of it at the time; it is no news of today.
        Notice.objects.filter(url=evening.get_absolute_url()).update(at=then, sent_at=then)
    return evening


# --- dialogues ---


def load_dialogue(area: Area, row: ExampleDialogue, people: People, *, today: date) -> Dialogue | None:
    """One dialogue with what everyone answered and its map; None when it was loaded before."""
    if Dialogue.objects.filter(area=area, title=row.title).exists():
        return None
    facts = {
        **{name: getattr(row, name) for name in ("title", "question", "intro")},
        "opens_on": _day(today, row.opens),
        "closes_on": _day(today, row.closes),
    }
    begun = _at(facts["opens_on"])
    dialogue = talking.begin(area, facts, row.statements, language="nl", by=people[row.owner], now=begun)
    _answered(dialogue, row)
    mapping.renew(dialogue, now=timezone.now(), is_forced=True)
    return dialogue


def _answered(dialogue: Dialogue, row: ExampleDialogue) -> None:
    """A participant for each row of signs, with an opinion for each sign that is one."""
    statements = list(Statement.objects.filter(dialogue=dialogue).order_by("number"))
    participants = Participant.objects.bulk_create(Participant(dialogue=dialogue) for _row in row.answers)
    opinions = [
        Opinion(statement=statement, participant=participant, value=value)
        for participant, signs in zip(participants, row.answers, strict=True)
        for statement, sign in zip(statements, signs, strict=True)
        if (value := SIGNS[sign]) is not None
    ]
    Opinion.objects.bulk_create(opinions)
    for statement in statements:
        statement.votes = sum(opinion.statement is statement for opinion in opinions)
    Statement.objects.bulk_update(statements, ["votes"])


# --- days ---


def _day(first: date, later: int) -> date:
    return first + timedelta(days=later)


def _at(day: date, moment: time = NOON) -> datetime:
    return timezone.make_aware(datetime.combine(day, moment))
