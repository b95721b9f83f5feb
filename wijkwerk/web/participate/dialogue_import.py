"""Takes in a conversation that was held elsewhere, in the format of Polis: statements and votes, nothing about people."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
# Polis counts who changed their mind twice: of whole conversations one vote in a hundred differs, of two that do not
# belong together most do.
MOST_DIFFER = 0.1
NOT_TOGETHER = gettext_lazy("Horen deze twee bestanden bij hetzelfde gesprek?")
MOST_ALIKE = 10


class TakenInBefore(Exception):
    """This very conversation is there already, and nobody said that it may come in once more."""

    def __init__(self, dialogue: Dialogue) -> None:
        super().__init__(dialogue.title)
        self.dialogue = dialogue


def take_in(
    area: Area, facts: Mapping[str, Any], votes: bytes, comments: bytes, *, language: str, by: Person,
    is_again: bool = False,
) -> Dialogue:  # fmt: skip
    """A dialogue from the files of Polis; NotNow with the row when something in them is odd.

    TakenInBefore when the area has the same statements with as many votes each, unless it comes in again on purpose.

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
        before = None if is_again else _same_in(area, kept.values())
        if before is not None:
            raise TakenInBefore(before)
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


def _same_in(area: Area, statements: Collection[Statement]) -> Dialogue | None:
    """The dialogue of this area with these very statements and as many votes on each."""
    sizes = Dialogue.objects.filter(area=area).annotate(size=Count("statements"), votes=Sum("statements__votes"))
    alike = sizes.filter(size=len(statements), votes=sum(one.votes for one in statements))
    wanted = sorted((one.number, one.text, one.votes) for one in statements)
    for dialogue in alike.select_related("area").order_by("pk")[:MOST_ALIKE]:
        if sorted(dialogue.statements.values_list("number", "text", "votes")) == wanted:
            return dialogue
    return None


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
    _check_counts([one for one in found if one.id in statements], conversation)
    if not statements:
        raise NotNow(_("Er staat geen enkele stelling in het bestand met stellingen."))
    if len(conversation.votes.codes) > MOST_VOTES or len(statements) > MOST_STATEMENTS:
        raise NotNow(
            _("Dit gesprek is te groot voor de site. Maak de kaart op de opdrachtregel: wijkwerk opinion-map.")
        )
    return statements, conversation


def _check_counts(comments: Sequence[polis.Comment], conversation: polis.Conversation) -> None:
    """Refuse votes of another conversation: comments.csv says how often people agreed and disagreed."""
    counted = polis.counts_of(conversation.votes)
    differ: dict[int, int] = {}
    for one in comments:
        no, _neither, yes = counted.get(one.id, (0, 0, 0))
        differ[one.id] = abs(yes - one.agrees) + abs(no - one.disagrees)
        is_said = one.agrees + one.disagrees > 0
        if is_said and one.id not in counted:
            raise NotNow(
                _("Volgens comments.csv is op stelling %(number)s gestemd, maar in het bestand met stemmen niet.")
                % {"number": one.id}
                + " "
                + str(NOT_TOGETHER)
            )
    said = sum(one.agrees + one.disagrees for one in comments)
    if said and sum(differ.values()) > MOST_DIFFER * said:
        worst = max(comments, key=lambda one: differ[one.id])
        no, _neither, yes = counted.get(worst.id, (0, 0, 0))
        raise NotNow(
            _(
                "Op stelling %(number)s staat in comments.csv %(agrees)s keer eens en %(disagrees)s keer oneens, bij de stemmen %(yes)s en %(no)s."
            )
            % {"number": worst.id, "agrees": worst.agrees, "disagrees": worst.disagrees, "yes": yes, "no": no}
            + " "
            + str(NOT_TOGETHER)
        )


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
