"""Takes in a conversation that was held elsewhere, in the format of Polis: statements and votes, nothing about people."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkwerk.analysis.opinion_map.votes import Unusable
from wijkwerk.library import polis
from wijkwerk.web.participate import mapping
from wijkwerk.web.participate.models import Dialogue, Opinion, Participant, Statement
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.participate.talking import new_dialogue, waits_or_open
from wijkwerk.web.people.models import Area, Person
from wijkwerk.web.people.service import require
from wijkwerk.web.site.languages import language_of_page

MOST_BYTES = 20 << 20
# More than this belongs on the command line: wijkwerk opinion-map.
MOST_VOTES = 500_000
MOST_STATEMENTS = 2_000
AT_ONCE = 2_000


def take_in(
    area: Area, facts: Mapping[str, Any], votes: bytes, comments: bytes, *, language: str, by: Person
) -> Dialogue:
    """A dialogue from the files of Polis; NotNow with the row when something in them is odd.

    A statement that seems to hold something personal is read first, as everywhere; its votes wait with it.
    """
    require(by, "participate.lead", area)
    statements, conversation = _read(votes, comments)
    with transaction.atomic():
        dialogue = new_dialogue(area, facts, by=by)
        given = conversation.votes
        counts = dict.fromkeys(statements, 0)
        kept = {
            number: Statement(
                dialogue=dialogue,
                number=number,
                text=text,
                language=language,
                **{**waits_or_open(text, language, area, timezone.localdate()), "placed_on": None},
            )
            for number, text in statements.items()
        }
        _check(kept.values())
        people = Participant.objects.bulk_create(
            (Participant(dialogue=dialogue) for _one in given.participants), batch_size=AT_ONCE
        )
        rows = [
            (at, number, value)
            for at, (_person, numbers, values) in enumerate(given.rows())
            for number, value in zip(numbers.tolist(), values.tolist(), strict=True)
            if number in kept
        ]
        for _at, number, _value in rows:
            counts[number] += 1
        for number, statement in kept.items():
            statement.votes = counts[number]
        Statement.objects.bulk_create(kept.values(), batch_size=AT_ONCE)
        Opinion.objects.bulk_create(
            (Opinion(statement=kept[number], participant=people[at], value=value) for at, number, value in rows),
            batch_size=AT_ONCE,
        )
        mapping.ask(dialogue.pk, at_once=True)
    return dialogue


def comments_of(dialogue: Dialogue, open_statements: Mapping[int, Statement]) -> tuple[polis.Comment, ...]:
    """The open statements as Polis writes them."""
    return tuple(polis.Comment(number, one.text, 1) for number, one in sorted(open_statements.items()))


def _read(votes: bytes, comments: bytes) -> tuple[dict[int, str], polis.Conversation]:
    with tempfile.TemporaryDirectory() as folder:
        votes_file, comments_file = Path(folder, "participants-votes.csv"), Path(folder, "comments.csv")
        votes_file.write_bytes(votes)
        comments_file.write_bytes(comments)
        try:
            found = polis.read_comments(comments_file)
            rejected = frozenset(one.id for one in found if one.moderated < 0)
            statements = {one.id: one.text.strip() for one in found if one.id not in rejected and one.text.strip()}
            conversation = polis.read_votes(votes_file, known_statements=statements, left_out=rejected)
        except polis.OddFile as odd:
            raise NotNow(odd.sentence(_language())) from odd
        except Unusable as odd:
            raise NotNow(_("Deze stemmen kunnen we niet tellen: %(why)s") % {"why": str(odd)}) from odd
    missing = sorted(set(conversation.votes.statements.tolist()) - set(statements))
    if missing:
        raise NotNow(
            _("Er zijn stemmen op stelling %(number)s, maar die staat niet in het bestand met stellingen.")
            % {"number": missing[0]}
        )
    if not statements:
        raise NotNow(_("Er staat geen enkele stelling in het bestand met stellingen."))
    if len(conversation.votes.codes) > MOST_VOTES or len(statements) > MOST_STATEMENTS:
        raise NotNow(
            _("Dit gesprek is te groot voor de site. Maak de kaart op de opdrachtregel: wijkwerk opinion-map.")
        )
    return statements, conversation


def _check(statements: Any) -> None:
    for statement in statements:
        try:
            statement.clean_fields(exclude=["dialogue"])
        except ValidationError as wrong:
            raise NotNow(
                _("Stelling %(number)s kan niet mee: %(why)s")
                % {"number": statement.number, "why": " ".join(wrong.messages)}
            ) from wrong


def _language() -> str:
    return "nl" if language_of_page().startswith("nl") else "en"
