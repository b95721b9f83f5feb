"""The opinion map of a file, for who holds it: in words, what binds first, or whole as JSON."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from wijkwerk.analysis.opinion_map import Report, Stability, opinion_map, stability
from wijkwerk.analysis.opinion_map.data import as_data
from wijkwerk.analysis.opinion_map.middle import Saying
from wijkwerk.analysis.opinion_map.recipe import FEWEST_VOTES
from wijkwerk.analysis.opinion_map.representative import Representative
from wijkwerk.library.polis import Comment, Conversation, read_comments, read_votes
from wijkwerk.words.text import HIDDEN

MOST_NAMED = 10
# Below this the compiled loops take longer to load than they save.
WORTH_COMPILING = 2_000_000


def map_of_files(
    votes: Path, comments: Path | None, *, is_json: bool, without_rejected: bool, language: str
) -> Iterator[str]:
    """What the command prints, in pieces: two million people are too much for one text.

    OddFile or OSError before the first piece when a file is not taken in.
    """
    known = read_comments(comments) if comments else ()
    rejected = frozenset(one.id for one in known if one.moderated < 0) if without_rejected else frozenset()
    conversation = read_votes(votes, known_statements=[one.id for one in known], left_out=rejected)
    is_compiled = None if len(conversation.votes.codes) > WORTH_COMPILING else False
    report = opinion_map(conversation.votes, is_compiled=is_compiled)
    firm = stability(conversation.votes, report, is_compiled=is_compiled)
    if is_json:
        yield from json.JSONEncoder(ensure_ascii=False, indent=1).iterencode(_whole(report, firm, conversation, known))
    else:
        yield in_words(report, firm, {one.id: one.text for one in known}, language)


def _whole(
    report: Report, firm: Stability | None, conversation: Conversation, comments: Sequence[Comment]
) -> dict[str, object]:
    """The report with everyone in the file, and the texts where they are known."""
    data = as_data(report, firm)
    people = data["participants"] | dict.fromkeys(map(str, conversation.without_votes))
    data["participants"] = {number: people[number] for number in sorted(people, key=int)}
    of_number = {one.id: {"text": one.text, "moderated": one.moderated} for one in comments}
    data["statements"] = [{**one, **of_number.get(one["id"], {})} for one in data["statements"]]
    return data


class _Told(NamedTuple):
    """One map with the texts of its statements and the language it is told in."""

    report: Report
    firm: Stability | None
    texts: dict[int, str]
    language: str

    def say(self, dutch: str, english: str) -> str:
        return dutch if self.language == "nl" else english

    def statement(self, number: int) -> str:
        """The words of a statement with its number, on one line and without signs that steer a screen."""
        text = " ".join(HIDDEN.sub(" ", self.texts.get(number, "")).split())
        return f"“{text}” ({number})" if text else self.say(f"stelling {number}", f"statement {number}")

    def side(self, side: str) -> str:
        return {"agree": self.say("eens", "agree"), "disagree": self.say("oneens", "disagree")}.get(
            side, self.say("geen mening", "pass")
        )


def in_words(report: Report, firm: Stability | None, texts: dict[int, str], language: str) -> str:
    """The whole map as lines of text."""
    told = _Told(report, firm, texts, language)
    parts = (_who(told), _binding(told), _dividing(told), _groups(told), _middle(told), _seldom(told), _sureness(told))
    return "\n\n".join("\n".join(lines) for lines in map(list, parts) if lines)


def _who(told: _Told) -> Iterator[str]:
    report, say = told.report, told.say
    people, votes = len(report.participants), int(report.counts.sum())
    voted, every = len(report.statements), len(report.all_statements())
    yield say(
        f"{people} mensen stemden {votes} keer, over {voted} van de {every} stellingen.",
        f"{people} people voted {votes} times, on {voted} of the {every} statements.",
    )
    if not people:
        return
    yield say(
        f"{report.middle.placed} van hen stemden genoeg ({FEWEST_VOTES} keer of vaker) voor een plaats op de kaart; "
        f"{report.middle.too_few_votes} niet.",
        f"{report.middle.placed} of them voted enough ({FEWEST_VOTES} times or more) for a place on the map; "
        f"{report.middle.too_few_votes} did not.",
    )
    sizes = ", ".join(f"{group.id}: {group.size}" for group in report.groups)
    if len(report.groups) > 1:
        yield say(
            f"Er zijn {len(report.groups)} groepen die hetzelfde antwoorden ({sizes}).",
            f"There are {len(report.groups)} groups that answer alike ({sizes}).",
        )
    elif report.groups:
        yield say(
            f"Er is één groep, van iedereen met een plaats ({sizes}): er zijn geen groepen te onderscheiden.",
            f"There is one group, of everyone with a place ({sizes}): there are no groups to be told apart.",
        )
    else:
        yield say("Er zijn geen groepen te onderscheiden.", "There are no groups to be told apart.")


def _binding(told: _Told) -> Iterator[str]:
    say = told.say
    yield say("WAT BINDT", "WHAT BINDS")
    for one in told.report.binds:
        names = [f"{say('groep', 'group')} {number}: " for number in one.groups] or [""]
        shares = ", ".join(f"{name}{part}/{of}" for name, part, of in zip(names, one.with_it, one.voters, strict=True))
        yield f"- {told.side(one.side)}: {told.statement(one.statement)}  [{shares}]"
    if not told.report.binds:
        yield say(
            "Geen stelling waarover in elke groep genoeg mensen stemden en meer dan de helft hetzelfde vindt.",
            "No statement on which enough people of every group voted and more than half of each say the same.",
        )


def _dividing(told: _Told) -> Iterator[str]:
    if not told.report.divides:
        return
    yield told.say("WAT VERDEELT", "WHAT DIVIDES")
    for one in told.report.divides:
        side, group = told.side(one.side), told.say("groep", "group")
        yield (
            f"- {side}: {told.statement(one.statement)}  [{group} {one.most}: {one.most_with_it}/{one.most_voters}, "
            f"{group} {one.least}: {one.least_with_it}/{one.least_voters}]"
        )


def _groups(told: _Told) -> Iterator[str]:
    say = told.say
    if len(told.report.groups) < 2:
        return
    for group in told.report.groups:
        yield say(f"GROEP {group.id} ({group.size} mensen)", f"GROUP {group.id} ({group.size} people)")
        yield from (f"- {_representative(told, one)}" for one in group.representative)
    yield say(
        "(Tussen haken: hoeveel van de stemmers in de groep, hoeveel van de anderen, en hoe zeker het geen toeval is.)",
        "(In brackets: how many of the voters in the group, how many of the others, how surely it is not chance.)",
    )


def _representative(told: _Told, one: Representative) -> str:
    here, there = (one.agree, one.others_agree) if one.side == "agree" else (one.disagree, one.others_disagree)
    others, sure = told.say("anderen", "others"), "> 99.9%" if one.sure > 0.999 else f"{one.sure:.1%}"
    return (
        f"{told.side(one.side)}: {told.statement(one.statement)}  "
        f"[{here}/{one.voters}; {others} {there}/{one.others}; {sure}]"
    )


def _middle(told: _Told) -> Iterator[str]:
    middle, say = told.report.middle, told.say
    if not middle.people or len(told.report.groups) < 2:
        return
    yield say(f"DE STILLE MIDDENGROEP ({middle.people} mensen)", f"THE SILENT MIDDLE ({middle.people} people)")
    yield say(
        f"Wie dichter bij het gezamenlijke midden staat dan bij de eigen groep ({middle.near}), "
        f"of bij minstens de helft geen mening gaf ({middle.passing}). Wie niet stemde, kennen we niet.",
        f"Who stands nearer the common middle than their own group ({middle.near}), "
        f"or passed on at least half ({middle.passing}). Of who did not vote we know nothing.",
    )
    yield from _sayings(told, middle.says, say("zegt vooral", "mostly says"))
    yield from _sayings(told, middle.passes_on, say("heeft vaak geen mening over", "often passes on"))


def _sayings(told: _Told, sayings: Sequence[Saying], words: str) -> Iterator[str]:
    if sayings:
        yield f"{words}:"
    for one in sayings:
        part = {"agree": one.agree, "disagree": one.disagree}.get(one.side, one.voters - one.agree - one.disagree)
        yield f"- {told.side(one.side)}: {told.statement(one.statement)}  [{part}/{one.voters}]"


def _seldom(told: _Told) -> Iterator[str]:
    report, say = told.report, told.say
    for numbers, dutch, english in (
        (report.unvoted, "WAAR NIEMAND OVER STEMDE", "WHAT NOBODY VOTED ON"),
        (report.seldom, "WAAR BIJNA NIEMAND OVER STEMDE", "WHAT HARDLY ANYBODY VOTED ON"),
    ):
        if numbers:
            yield f"{say(dutch, english)} ({len(numbers)})"
            yield from (f"- {told.statement(number)}" for number in numbers[:MOST_NAMED])
            if len(numbers) > MOST_NAMED:
                yield say(f"  en nog {len(numbers) - MOST_NAMED}", f"  and {len(numbers) - MOST_NAMED} more")


def _sureness(told: _Told) -> Iterator[str]:
    report, firm, say = told.report, told.firm, told.say
    yield say("HOE VAST STAAT DIT?", "HOW FIRM IS THIS?")
    if firm is not None:
        yield say(
            f"Met {firm.resamples} keer een deel van de mensen ({firm.people}) lijken de groepen gemiddeld "
            f"{firm.mean:.2f} en op zijn minst {firm.least:.2f} op deze (1 is gelijk, 0 is toeval); "
            f"{firm.same_number} keer waren het er evenveel.",
            f"With part of the people ({firm.people}), {firm.resamples} times, the groups are on average "
            f"{firm.mean:.2f} and at least {firm.least:.2f} like these (1 is the same, 0 is chance); "
            f"{firm.same_number} times there were as many.",
        )
    first, second = report.shares_of_axes
    yield say(
        f"De twee assen van de kaart dragen {first:.0%} en {second:.0%} van alle verschil in antwoorden.",
        f"The two axes of the map carry {first:.0%} and {second:.0%} of all variety in the answers.",
    )
    yield say(
        "Geteld is wie hier stemde; dat zegt niet hoe de hele buurt denkt.",
        "This counts who voted here; it does not say what the whole neighbourhood thinks.",
    )
