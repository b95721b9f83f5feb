"""Cross-checks inside one method, and against the documents and vocabularies around it."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import combinations, islice, product
from math import prod
from typing import Any

from wijkwerk.engines.check.part import Check
from wijkwerk.engines.conversation.part import Conversation
from wijkwerk.engines.guide.part import PHASE, Guide
from wijkwerk.engines.route.part import END, Route
from wijkwerk.library.entry import TERMS, Entry
from wijkwerk.library.method import Method
from wijkwerk.library.provenance import sourced_fields
from wijkwerk.library.strict import Document, Path_
from wijkwerk.library.surroundings import Surroundings
from wijkwerk.words.condition import Answered, AtLeast, Clause, Condition, Facts, Given, Is, OneOf, clauses, holds
from wijkwerk.words.question import Question
from wijkwerk.words.source import Sourced

RESERVED = {PHASE, "fase", "gevraagd", "step", "verander", "voorbeeld"}
REFERENCES = {
    "see_also", "together_with", "carried_by", "mechanisms", "compare_with", "method", "check", "test", "entry",
}  # fmt: skip
MOST_COMBINATIONS = 20_000
MOST_TOGETHER = 15


def check_method(document: Document, method: Method, around: Surroundings) -> None:
    """Note in the document everything that does not hang together."""
    if not method.parts:
        document.fault("no-part", document.line(()))
    check_entry(document, method, around)
    if method.fit:
        around.check_term(document, document.line(("fit", "takes")), "takes", method.fit.takes)
    if method.guide:
        _check_guide(document, method.guide)
    if method.check:
        _check_check(document, method.check)
    if method.route:
        _check_route(document, method.route)
    if method.conversation:
        _check_conversation(document, method.conversation)


def check_entry(document: Document, entry: Entry, around: Surroundings, path: Path_ = ()) -> None:
    """Note every statement nobody can look up, and every word that is in no vocabulary, from `path` in the document."""
    _check_elements(document, entry, path, around)
    for field, vocabulary in TERMS.items():
        given = getattr(entry, field)
        for place, term in enumerate(given if isinstance(given, tuple) else (given,) if given else ()):
            around.check_term(document, document.line((*path, field, place)), vocabulary, term)


def _check_elements(document: Document, element: Sourced, path: Path_, around: Surroundings) -> None:
    """Someone can look up, or question, every statement; the cited lines exist; an id is used once in its list."""
    if not element.has_provenance:
        document.fault("no-source", document.line(path), key=getattr(element, "id", path[-1] if path else "?"))
        return
    if (*path, "source") in document.lines:
        for place, source in enumerate(element.source):
            names_it = document.place((*path, "source", place, "id"))[-1] == "id"
            if names_it or source.id in around.documents:
                around.check_lines(document, document.line((*path, "source")), source)
    for name, _ in sourced_fields(type(element)):
        inner = getattr(element, name)
        if not isinstance(inner, tuple):
            if inner is not None:
                _check_elements(document, inner, (*path, name), around)
            continue
        seen = set()
        for place, one in enumerate(inner):
            own_id = getattr(one, "id", None)
            if own_id is not None and own_id in seen:
                document.fault("duplicate-id", document.line((*path, name, place, "id")), id=own_id)
            seen.add(own_id)
            _check_elements(document, one, (*path, name, place), around)


def references(element: Sourced, path: Path_ = ()) -> Iterator[tuple[Path_, str]]:
    """Every id of another entry that the element names, with its place in the document."""
    for name in _onward(type(element)):
        inner = getattr(element, name)
        if name in REFERENCES:
            for place, one in enumerate(inner if isinstance(inner, tuple) else (inner,)):
                if isinstance(one, str):
                    yield (*path, name, place) if isinstance(inner, tuple) else (*path, name), one
        for place, one in enumerate(inner if isinstance(inner, tuple) else ()):
            if isinstance(one, Sourced):
                yield from references(one, (*path, name, place))
        if isinstance(inner, Sourced):
            yield from references(inner, (*path, name))


@cache
def _onward(model: type[Sourced]) -> tuple[str, ...]:
    """The fields of the model that name other entries, or hold elements that may."""
    inner = {name for name, _ in sourced_fields(model)}
    return tuple(name for name in model.model_fields if name in REFERENCES or name in inner)


def _known(document: Document, path: Path_, wanted: Iterable[str], known: Iterable[str], what: str) -> None:
    choices = list(known)
    for one in wanted:
        if one not in choices:
            document.fault("unknown-reference", document.line(path), id=one, what=what, known=", ".join(choices) or "–")


def _check_names(document: Document, kind: str, questions: tuple[Question, ...]) -> None:
    """A question has no name that means something else: as a fact, or in the address of a page."""
    for place, question in enumerate(questions):
        if question.id in RESERVED:
            document.fault("reserved-fact", document.line((kind, "questions", place)), id=question.id)


def _check_guide(document: Document, guide: Guide) -> None:
    phases = [phase.id for phase in guide.phases]
    asked = {question.id: question for question in guide.questions}
    _check_names(document, "guide", guide.questions)
    options = [option.id for option in guide.options]
    for place, phase in enumerate(guide.phases):
        _check_condition(document, ("guide", "phases", place, "when"), phase.id, phase.when, asked, ())
    for place, first in enumerate(guide.first):
        path: Path_ = ("guide", "first", place)
        _check_condition(document, (*path, "when"), first.id, first.when, asked, phases)
        _known(document, (*path, "before"), first.before, options, "options")
    for place, option in enumerate(guide.options):
        path = ("guide", "options", place)
        _check_condition(document, (*path, "when"), option.id, option.when, asked, phases)
        if option.group is not None:
            _known(document, (*path, "group"), [option.group], [group.id for group in guide.groups], "groups")
        _known(document, (*path, "in_phase"), [one.phase for one in option.in_phase], phases, "phases")
    for place, example in enumerate(guide.examples):
        _check_facts(document, ("guide", "examples", place, "facts"), example.facts, asked)


def _check_check(document: Document, check: Check) -> None:
    asked = {question.id: question for question in check.questions}
    _check_names(document, "check", check.questions)
    for place, point in enumerate(check.points):
        path: Path_ = ("check", "points", place)
        _check_condition(document, (*path, "met_when"), point.id, point.met_when, asked, ())
        _check_condition(document, (*path, "applies_when"), point.id, point.applies_when, asked, ())
        if point.group is not None:
            _known(document, (*path, "group"), [point.group], [group.id for group in check.groups], "groups")
    for place, example in enumerate(check.examples):
        _check_facts(document, ("check", "examples", place, "facts"), example.facts, asked)


def _check_conversation(document: Document, conversation: Conversation) -> None:
    shows = conversation.conclusion and any(one.shows_places for one in conversation.conclusion.closings)
    if shows and not conversation.places:
        _known(document, ("conversation", "conclusion"), ["places"], [], "places")


def _check_route(document: Document, route: Route) -> None:
    faults = len(document.faults)
    roles = [role.id for role in route.roles]
    stages = [stage.id for stage in route.stages]
    groups = [group.id for group in route.groups]
    for place, stage in enumerate(route.stages):
        path: Path_ = ("route", "stages", place)
        _known(document, (*path, "owner"), [stage.owner], roles, "roles")
        _known(document, (*path, "also"), stage.also, roles, "roles")
        _known(document, (*path, "back_to"), stage.back_to, stages, "stages")
        if stage.then is not None:
            _known(document, (*path, "then"), [stage.then], [*stages, END], "stages")
        if stage.gate is not None:
            _known(document, (*path, "gate", "of"), [stage.gate.of], groups, "groups")
        if stage.over is not None:
            _known(document, (*path, "over"), [stage.over], groups, "groups")
    for place, log in enumerate(route.logs):
        path = ("route", "logs", place)
        _known(document, (*path, "owner"), [log.owner], roles, "roles")
        _known(document, (*path, "also"), log.also, roles, "roles")
        if log.id in stages:
            document.fault("duplicate-id", document.line((*path, "id")), id=log.id)
    if END in stages:
        document.fault("reserved-fact", document.line(("route", "stages", stages.index(END), "id")), id=END)
    if len(document.faults) == faults:
        _check_way(document, route)


def _check_way(document: Document, route: Route) -> None:
    """Every stage can be reached, and from every stage the end can; of a circle only the last stage is told."""
    onward = {stage.id: {route.after(stage) or END, *stage.back_to} for stage in route.stages}
    reached = _reached(route.stages[0].id, onward)
    lost = [stage.id for stage in route.stages if stage.id in reached and END not in _reached(stage.id, onward)]
    for place, stage in enumerate(route.stages):
        line = document.line(("route", "stages", place))
        if stage.id not in reached:
            document.fault("unreachable-stage", line, id=stage.id)
        elif stage.id in lost[-1:]:
            document.fault("never-ends", line, id=stage.id)


def _reached(start: str, onward: Mapping[str, set[str]]) -> set[str]:
    reached, waiting = set[str](), [start]
    while waiting:
        if (one := waiting.pop()) not in reached:
            reached.add(one)
            waiting += onward.get(one, ())
    return reached


def _check_facts(document: Document, path: Path_, facts: Mapping[str, Given], asked: Mapping[str, Question]) -> None:
    for fact, given in facts.items():
        if fact not in asked:
            _nobody_asks(document, (*path, fact), fact, asked)
            continue
        if asked[fact].options:
            for value in given if isinstance(given, tuple) else (given,):
                _check_value(document, (*path, fact), fact, str(value), [one.id for one in asked[fact].options])


def _check_condition(
    document: Document,
    path: Path_,
    owner: str,
    condition: Condition | None,
    asked: Mapping[str, Question],
    phases: Iterable[str],
) -> None:
    """The condition asks what is asked, compares what can be compared, and can come true."""
    if condition is None:
        return
    phases = tuple(phases)
    faults = len(document.faults)
    for clause in clauses(condition):
        _check_clause(document, path, clause, asked, phases)
    if len(document.faults) == faults and not _can_hold(condition, asked, phases):
        document.fault("never", document.line(path), id=owner)


def _check_clause(
    document: Document, path: Path_, clause: Clause, asked: Mapping[str, Question], phases: tuple[str, ...]
) -> None:
    line_path = _place_of(document, path, clause)
    if clause.fact == PHASE and phases:
        options, is_number = list(phases), False
    elif clause.fact in asked:
        question = asked[clause.fact]
        options, is_number = [one.id for one in question.options], question.kind == "number"
    else:
        _nobody_asks(document, line_path, clause.fact, asked)
        return
    if isinstance(clause, Answered):
        return
    if isinstance(clause, AtLeast):
        if not is_number:
            document.fault("no-number-to-compare", document.line(line_path), fact=clause.fact)
        return
    if not options:
        document.fault("not-a-choice-to-compare", document.line(line_path), fact=clause.fact)
        return
    for value in (clause.is_,) if isinstance(clause, Is) else clause.one_of:
        _check_value(document, line_path, clause.fact, value, options)


def _nobody_asks(document: Document, path: Path_, fact: str, asked: Iterable[str]) -> None:
    document.fault("nobody-asks", document.line(path), fact=fact, known=", ".join(asked))


def _check_value(document: Document, path: Path_, fact: str, value: str, options: list[str]) -> None:
    if value not in options:
        document.fault("not-an-answer", document.line(path), value=value, fact=fact, known=", ".join(options))


def _place_of(document: Document, path: Path_, clause: Clause) -> Path_:
    """Where in the condition this clause stands."""
    wanted = clause.model_dump(mode="json", by_alias=True)
    data: Any = document.data
    for step in path:
        data = data[step]
    waiting: list[tuple[Path_, Any]] = [(path, data)]
    while waiting:
        place, here = waiting.pop()
        if here == wanted:
            return place
        if isinstance(here, dict):
            waiting += [((*place, key), one) for key, one in here.items()]
        elif isinstance(here, list):
            waiting += [((*place, number), one) for number, one in enumerate(here)]
    return path


def _can_hold(condition: Condition, asked: Mapping[str, Question], phases: tuple[str, ...]) -> bool:
    """Whether some answers make it true; too many combinations to try count as yes."""
    found = list(clauses(condition))
    facts = list(dict.fromkeys(clause.fact for clause in found))
    possible = [_possible(fact, found, asked, phases) for fact in facts]
    tried = islice(product(*possible), MOST_COMBINATIONS)
    return any(holds(condition, _given(facts, one)) for one in tried) or prod(map(len, possible)) > MOST_COMBINATIONS


def _given(facts: list[str], combination: tuple[Given | None, ...]) -> Facts:
    return {fact: given for fact, given in zip(facts, combination, strict=True) if given is not None}


def _possible(
    fact: str, found: list[Clause], asked: Mapping[str, Question], phases: tuple[str, ...]
) -> list[Given | None]:
    """The answers that can make a difference, those that are looked for first, and no answer."""
    compared = list(dict.fromkeys(_compared(fact, found)))
    if fact == PHASE and phases:
        return [*compared, *(one for one in phases if one not in compared), None]
    question = asked[fact]
    match question.kind:
        case "number":
            borders = {clause.at_least for clause in found if isinstance(clause, AtLeast) and clause.fact == fact}
            numbers = {_within(question, border + step) for border in borders or {0} for step in (-1, 0)}
            return [*sorted(numbers, reverse=True), None]
        case "choice":
            other = [one.id for one in question.options if one.id not in compared]
            return [*compared, *other[:1], None]
        case "many":
            return [*_several(question, set(compared)), None]
    return ["x", None]


def _compared(fact: str, found: list[Clause]) -> Iterator[str]:
    """The answers to this question that some clause looks for."""
    for clause in found:
        if clause.fact == fact and isinstance(clause, Is):
            yield clause.is_
        elif clause.fact == fact and isinstance(clause, OneOf):
            yield from clause.one_of


def _several(question: Question, compared: set[str]) -> Iterator[Given]:
    """Every choice from the answers that are compared, and one that is not."""
    ids = [one.id for one in question.options]
    other = [one for one in ids if one not in compared][:1]
    chosen = [one for one in ids if one in compared][:MOST_TOGETHER] + other
    for size in range(1, len(chosen) + 1):
        yield from combinations(chosen, size)


def _within(question: Question, number: int) -> int:
    """The number, or the nearest that may be answered."""
    if question.at_most is not None:
        number = min(number, question.at_most)
    return number if question.at_least is None else max(number, question.at_least)
