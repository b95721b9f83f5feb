"""The kinds of knowledge beside methods: each with its own shape, all found in the same way."""

from pydantic import Field, StrictBool, StrictInt

from wijkwerk.library.entry import Entry
from wijkwerk.words.period import Day
from wijkwerk.words.source import Said, Sourced
from wijkwerk.words.text import Id, Line, Prose


class Named(Sourced):
    """A piece that has a name: what it is called and what is said of it."""

    title: Line
    text: tuple[Said, ...] = Field(min_length=1)
    entry: Id | None = None


class Dossier(Entry):
    """What is known to work for one question, and what is known not to."""

    question: Line
    facts: tuple[Said, ...] = ()
    works: tuple[Named, ...] = ()
    does_not_work: tuple[Named, ...] = ()
    roles: tuple[Named, ...] = ()
    approaches: tuple[Named, ...] = ()
    gaps: tuple[Said, ...] = ()
    reviewed: Day
    check: Id | None = None


class Link(Sourced):
    """One link of a chain: what happens, what holds it up and what carries it."""

    id: Id
    title: Line
    text: Prose | None = None
    carriers: tuple[Said, ...] = ()
    blockers: tuple[Said, ...] = ()


class Mechanism(Entry):
    """Why something works: a chain from what people do to what comes of it."""

    chain: tuple[Link, ...] = Field(min_length=2)
    conditions: tuple[Said, ...] = ()
    carried_by: tuple[Id, ...] = ()


class Recognition(Sourced):
    """What a panel found of it, and when."""

    level: Line
    by: Line
    on: Day | None = None


class Intervention(Entry):
    """A described way of helping, with its recognition when it has one."""

    aim: Prose
    steps: tuple[Said, ...] = ()
    results: tuple[Said, ...] = ()
    limits: tuple[Said, ...] = ()
    by: Line | None = None
    recognition: Recognition | None = None
    mechanisms: tuple[Id, ...] = ()
    method: Id | None = None


class Persona(Entry):
    """Someone who could be real, to test a text or a plan with; never someone who is."""

    age: StrictInt | None = None
    situation: Prose
    traits: tuple[Named, ...] = ()
    wishes: tuple[Said, ...] = ()
    obstacles: tuple[Said, ...] = ()
    asks: tuple[Said, ...] = ()
    test: Id | None = None


class Story(Entry):
    """What somebody went through, and what it teaches."""

    who: Line
    happened: tuple[Said, ...] = Field(min_length=1)
    teaches: tuple[Said, ...] = ()


class Practice(Entry):
    """How people did it somewhere: an example, not a recipe."""

    where: Line
    who: Line | None = None
    did: tuple[Said, ...] = Field(min_length=1)
    results: tuple[Said, ...] = ()
    lessons: tuple[Said, ...] = ()
    method: Id | None = None


class Module(Entry):
    """Something to learn from: a training, course or lesson, with what it takes and gives."""

    form: Line
    by: Line | None = None
    hours: Line | None = None
    certificate: Line | None = None
    points: Line | None = None
    costs: Line | None = None
    learns: tuple[Said, ...] = ()
    web: Line | None = None


class Tool(Entry):
    """A means for taking part, talking or working together, digital or not."""

    form: Line
    functions: tuple[Said, ...] = ()
    strengths: tuple[Said, ...] = ()
    limits: tuple[Said, ...] = ()
    used_by: tuple[Said, ...] = ()
    web: Line | None = None


class Provision(Entry):
    """A kind of place or help that can be there in a neighbourhood."""

    offers: tuple[Said, ...] = Field(min_length=1)
    run_by: Line | None = None
    examples: tuple[Said, ...] = ()


class Organisation(Entry):
    """Who does something: what they do, and how to reach them."""

    form: Line
    does: tuple[Said, ...] = Field(min_length=1)
    place: Line | None = None
    web: Line | None = None
    phone: Line | None = None


class Programme(Entry):
    """Work on one question over a longer time, by one or more organisations."""

    by: Line
    period: Line | None = None
    aim: Prose
    parts: tuple[Named, ...] = ()
    results: tuple[Said, ...] = ()


class Publication(Entry):
    """A text, study, film or site to read or see elsewhere."""

    form: Line
    by: Line
    year: Day | None = None
    says: tuple[Said, ...] = ()
    web: Line | None = None


class Event(Entry):
    """A meeting that was announced or held."""

    form: Line
    by: Line
    on: Day | None = None
    place: Line | None = None
    about: tuple[Said, ...] = ()


class Scheme(Entry):
    """A law, benefit, duty or rule: what it arranges, for whom, and where it pinches."""

    form: Line
    arranges: tuple[Said, ...] = Field(min_length=1)
    by: Line | None = None
    since: Day | None = None
    pinches: tuple[Said, ...] = ()


class Figure(Entry):
    """One figure with what one has to know before using it."""

    value: Line
    counts: Prose
    whom: Prose
    when: Line
    measured_by: Line
    compare_with: tuple[Id, ...] = ()
    do_not_compare: Prose
    is_estimate: StrictBool = False


class Concept(Entry):
    """An idea to think with: what it means, its parts, and how to use it well."""

    means: Prose
    parts: tuple[Named, ...] = ()
    use: tuple[Said, ...] = ()
    beware: tuple[Said, ...] = ()


KNOWLEDGE: dict[str, type[Entry]] = {
    "dossier": Dossier,
    "mechanism": Mechanism,
    "intervention": Intervention,
    "persona": Persona,
    "story": Story,
    "practice": Practice,
    "module": Module,
    "tool": Tool,
    "provision": Provision,
    "organisation": Organisation,
    "programme": Programme,
    "publication": Publication,
    "event": Event,
    "scheme": Scheme,
    "figure": Figure,
    "concept": Concept,
}
TYPES = ("method", *KNOWLEDGE)


def type_of(entry: Entry) -> str:
    """What sort of thing the entry is: `method` or one of the kinds of knowledge."""
    return next((name for name, model in KNOWLEDGE.items() if type(entry) is model), "method")
