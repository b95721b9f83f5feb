"""A route of twelve steps with two gates that can send back, saved as JSON and restored at every step.

Beside it the same process in BPMN with SpiffWorkflow, saved and restored at every human step. No database.
Each gate counts a vote. Once more with a note written down at every other step: then ours saves twice a step.
"""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState

from bench.pairs import Work, paired
from bench.result import Result
from wijkwerk.engines import route as engine

STEPS = 12
BACK = {"s05": "s03", "s10": "s08"}  # a gate, and where it sends people when it is not met
VOTERS, NEEDED = 100, 60
NOTE = "Bewoners aan de Boezemkade vertellen wat er beter kan, en wie erbij was schrijft het op."
JOURNEYS = 6
NOW = datetime(2026, 1, 1, tzinfo=UTC)
BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"

Votes = list[int]


class Came(NamedTuple):
    """What a journey left behind: the stages in the order they were left, and how many notes were kept."""

    way: tuple[str, ...]
    notes: int


def measure() -> Iterator[Result]:
    """The ratios over journeys that are sent back now and then; the same stages visited, checked first."""
    yield compared(has_notes=False, sentence="JSON at every step", bar=10, aim=30)
    yield compared(has_notes=True, sentence="a note at every step, ours saved twice a step")


def compared(*, has_notes: bool, sentence: str, bar: float | None = None, aim: float | None = None) -> Result:
    """One ratio; the journeys are the same in every run."""
    chance = random.Random(12)  # noqa: S311 - not a secret
    journeys = [[chance.choice((40, 70)) for _ in range(6)] + [70] * 2 for _ in range(JOURNEYS)]
    route, process = our_route(has_notes=has_notes), bpmn_process()
    came = [ours(route, votes) for votes in journeys]
    assert came == [theirs(process, votes, has_notes=has_notes) for votes in journeys]
    assert any(len(one.way) > STEPS for one in came), "no journey was sent back"

    def carry_out_theirs(process: Any, votes: Votes) -> Came:
        return theirs(process, votes, has_notes=has_notes)

    pair = paired(each(ours, route, journeys), each(carry_out_theirs, process, journeys), rounds=7)
    steps = sum(len(one.way) for one in came)
    return Result(
        f"route: {STEPS} steps, two gates, {sentence}, beside SpiffWorkflow",
        pair.ratio_of_cpu, "×", "at least", bar, aim,
        f"{pair.ours / steps * 1e6:.0f} beside {pair.theirs / steps * 1e6:.0f} µs a step, "
        f"{pair.ratio:.1f} × by the clock",
    )  # fmt: skip


def each(carry_out: Callable[[Any, Votes], Came], what: Any, journeys: list[Votes]) -> Work:
    """All journeys in turn, nothing kept."""

    def work() -> None:
        for votes in journeys:
            carry_out(what, votes)

    return work


def ours(route: engine.Part, votes: Votes) -> Came:
    """Every event saved and read back: what was written down or counted, and how the stage was left."""
    votes = votes.copy()
    state = engine.start(route)
    while state.stage is not None:
        stage = state.stage
        if stage in BACK:
            agree = votes.pop(0)
            vote = {"vote-counted": {"agree": agree, "against": 10, "of": {"residents": VOTERS}}}
            state = saved(engine.apply(route, state, vote, now=NOW))
            left: Any = "stage-closed" if agree >= NEEDED else {"went-back": {"to": BACK[stage], "why": "Te weinig."}}
        else:
            left = "stage-closed"
            if route.by_id[stage].asks:
                note = {"entry-added": {"to": stage, "values": {"note": NOTE}}}
                state = saved(engine.apply(route, state, note, now=NOW))
        state = saved(engine.apply(route, state, left, now=NOW))
    return Came(tuple(passage.stage for passage in state.way), sum(map(len, state.entries.values())))


def saved(state: engine.State) -> engine.State:
    """The state after it was written as text and read again."""
    return engine.State.model_validate_json(state.model_dump_json())


def theirs(process: Any, votes: Votes, *, has_notes: bool) -> Came:
    """One human task a step; the engine's own steps after it; saved and read back."""
    votes = votes.copy()
    serializer = BpmnWorkflowSerializer()
    workflow = BpmnWorkflow(process)
    workflow.do_engine_steps()
    way = []
    while ready := workflow.get_tasks(state=TaskState.READY, manual=True):
        task = ready[0]
        stage = task.task_spec.name
        if stage in BACK:
            task.data |= {"agree": votes.pop(0), "against": 10, "residents": VOTERS}
        elif has_notes:
            task.data["notes"] = [*task.data.get("notes", ()), {"stage": stage, "note": NOTE}]
        way.append(stage)
        task.run()
        workflow.do_engine_steps()
        workflow = serializer.deserialize_json(serializer.serialize_json(workflow))
    assert workflow.is_completed()
    return Came(tuple(way), len(workflow.data.get("notes", ())))


def our_route(*, has_notes: bool) -> engine.Part:
    """The stages as the route of a method file."""
    return engine.Part.model_validate(
        {
            "ours": "om te meten",
            "roles": [{"id": "group", "title": "De groep"}],
            "groups": [{"id": "residents", "title": "bewoners"}],
            "stages": [_stage(name, has_notes=has_notes) for name in _names()],
        }
    )


def _stage(name: str, *, has_notes: bool) -> dict[str, Any]:
    stage = {"id": name, "title": f"Stap {name}", "owner": "group"}
    if name in BACK:
        return stage | {"needs": "vote", "gate": {"percent": NEEDED, "of": "residents"}, "back_to": [BACK[name]]}
    if not has_notes:
        return stage
    return stage | {"needs": "notes", "asks": [{"id": "note", "ask": "Wat gebeurde er?", "kind": "story"}]}


def bpmn_process() -> Any:
    """The same steps as a BPMN process, with an exclusive gateway after each gate."""
    names = _names()
    tasks = [f'<userTask id="{name}" name="{name}"/>' for name in names]
    flows = [_flow("begin", names[0])]
    for name, following in zip(names, [*names[1:], "end"], strict=True):
        if name in BACK:
            tasks.append(f'<exclusiveGateway id="g-{name}" default="g-{name}_{following}"/>')
            flows += [_flow(name, f"g-{name}"), _flow(f"g-{name}", following)]
            flows.append(_flow(f"g-{name}", BACK[name], f"100 * agree &lt; {NEEDED} * residents"))
        else:
            flows.append(_flow(name, following))
    text = (
        f'<definitions xmlns="{BPMN}" targetNamespace="bench">'
        '<process id="route" isExecutable="true"><startEvent id="begin"/>'
        f'{"".join(tasks)}<endEvent id="end"/>{"".join(flows)}</process></definitions>'
    )
    parser = BpmnParser()
    parser.add_bpmn_str(text.encode())
    return parser.get_spec("route")


def _flow(begin: str, end: str, condition: str = "") -> str:
    inner = f"<conditionExpression>{condition}</conditionExpression>" if condition else ""
    return f'<sequenceFlow id="{begin}_{end}" sourceRef="{begin}" targetRef="{end}">{inner}</sequenceFlow>'


def _names() -> list[str]:
    return [f"s{number:02}" for number in range(1, STEPS + 1)]
