"""A small content folder of its own: one method with every kind of part, in which tests plant their faults."""

from pathlib import Path

from wijkwerk.library.faults import Fault
from wijkwerk.library.shelf import Reader

SOURCES = """\
- {id: paper, title: Blad, publisher: Uitgever, date: "2020", lines: 100, sha256: "%s"}
""" % ("0" * 64)

VOCABULARY = {
    "audience": "- {id: resident, title: bewoners, title_en: residents}\n",
    "life-domains": "- {id: wonen, title: wonen, title_en: housing}\n",
    "turns": "- {id: listen, title: luisteren, title_en: listen}\n",
    "area-phases": "- {id: calm, title: rust, title_en: calm}\n",
    "themes": "- {id: green, title: groen, title_en: green}\n",
}

METHOD = """\
id: tiny
title: Klein
summary: Een kleine methode.
source: {id: paper, lines: 1-10}
audience: [resident]
life_domains: [wonen]
turns: [listen]
area_phases: [calm]
keywords: [klein]
evidence:
  - text: Het werkt.
    source: {lines: "12, 20-25"}
guide:
  questions:
    - id: mood
      ask: Hoe is het?
      options: [{id: calm, label: Rustig}, {id: rough, label: Ruw}]
    - {id: ways, ask: Hoe?, kind: many, options: [{id: walk, label: Lopen}, {id: talk, label: Praten}]}
    - {id: years, ask: Hoe lang?, kind: number, at_least: 0, at_most: 90}
    - {id: why, ask: Waarom?, kind: story}
  phases:
    - id: unrest
      title: Onrust
      colour: red
      shape: diamond
      summary: Het botst.
      when: {fact: mood, is: rough}
  first:
    - {id: safety, title: Eerst veilig, when: {fact: phase, is: unrest}, do: [Bel.], before: [party]}
  groups: [{id: fun, title: Leuk}]
  options:
    - id: party
      title: Feest
      summary: Samen eten.
      group: fun
      when:
        all:
          - {fact: mood, is: calm}
          - {fact: years, at_least: 2}
      in_phase: [{phase: unrest, aim: Later.}]
      do: [Nodig iedereen uit.]
      ours: "zo doen wij het"
  examples: [{id: quiet, title: Stil, facts: {mood: calm}}]
conversation:
  opening: Dag.
  board:
    ask: Wat telt?
    areas: [{id: home, title: Wonen}]
    scale: {ask: Hoe gaat het?, least: 1, most: 5, least_label: Slecht, most_label: Goed}
  conclusion:
    ask: Hoe sluiten we af?
    closings: [{id: fine, label: Goed}, {id: go-on, label: Verder, shows_places: true}]
  places: [{id: desk, name: Balie, text: Loop binnen.}]
  sheet: {title: Blad}
route:
  roles: [{id: core, title: Kerngroep}]
  groups: [{id: residents, title: bewoners}]
  stages:
    - id: walk
      title: Lopen
      owner: core
      needs: notes
      asks: [{id: what, ask: Wat zag je?, kind: text}]
    - id: vote
      title: Stemmen
      owner: core
      needs: vote
      gate: {percent: 60, of: residents}
      back_to: [walk]
    - id: thanks
      title: Bedanken
      owner: core
      planned: 2025
  logs: [{id: account, title: Verslag, owner: core, asks: [{id: what, ask: Wat?, kind: text}]}]
check:
  of: plan
  questions: [{id: early, ask: Vroeg?, options: [{id: done, label: Ja}, {id: not-done, label: Nee}]}]
  groups: [{id: lesson, title: Les}]
  points:
    - {id: early, title: Vroeg, group: lesson, met_when: {fact: early, is: done}, why: Dan kan het nog anders.}
"""

CASES = """\
- {name: rustig, part: guide, facts: {mood: calm, years: 2}, expect: {fits: [party]}}
- {name: ruw, part: guide, facts: {mood: rough}, expect: {phase: unrest, not: [party]}}
- {name: te weinig, part: route, at: vote, events: [{vote-counted: {agree: 59, of: {residents: 100}}}, stage-closed],
   expect: {refused: gate-not-met, percent: 60}}
"""

TRANSLATION = """\
title: Small
summary: A small method.
keywords: [small]
evidence: ["It works."]
guide:
  questions:
    mood: {ask: How is it?, options: {calm: {label: Calm}, rough: {label: Rough}}}
    ways: {ask: How?, options: {walk: {label: Walk}, talk: {label: Talk}}}
    years: {ask: How long?}
    why: {ask: Why?}
  phases:
    unrest: {title: Unrest, summary: It clashes.}
  first:
    safety: {title: Safety first, do: [Call.]}
  groups: {fun: {title: Fun}}
  options:
    party: {title: Party, summary: Eat together., in_phase: {unrest: {aim: Later.}}, do: [Invite all.], ours: our way}
  examples: {quiet: {title: Quiet}}
conversation:
  opening: Hello.
  board:
    ask: What counts?
    areas: {home: {title: Home}}
    scale: {ask: How is it?, least_label: Bad, most_label: Good}
  conclusion: {ask: How do we close?, closings: {fine: {label: Fine}, go-on: {label: Go on}}}
  places: {desk: {name: Desk, text: Walk in.}}
  sheet: {title: Sheet}
route:
  roles: {core: {title: Core group}}
  groups: {residents: {title: residents}}
  stages:
    walk: {title: Walk, asks: {what: {ask: What did you see?}}}
    vote: {title: Vote}
    thanks: {title: Thank}
  logs: {account: {title: Account, asks: {what: {ask: What?}}}}
check:
  questions: {early: {ask: Early?, options: {done: {label: Done}, not-done: {label: Not done}}}}
  groups: {lesson: {title: Lesson}}
  points: {early: {title: Early, why: Then it can still change.}}
"""


def line_of(text: str, words: str) -> int:
    """The line of the text on which these words first stand."""
    return text[: text.index(words)].count("\n") + 1


def write(folder: Path, name: str, content: str | bytes) -> None:
    """A file in the folder, with the folders above it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def shelve(folder: Path, **files: str | bytes) -> Path:
    """A whole content folder; `method`, `cases`, `translation` and `sources` stand in for what is there."""
    write(folder, "sources.yaml", files.get("sources", SOURCES))
    for name, terms in VOCABULARY.items():
        write(folder, f"vocabulary/{name}.yaml", terms)
    write(folder, "methods/tiny.yaml", files.get("method", METHOD))
    write(folder, "cases/tiny.yaml", files.get("cases", CASES))
    write(folder, "translations/en/tiny.yaml", files.get("translation", TRANSLATION))
    return folder


def faults_in(folder: Path, **files: str | bytes) -> list[Fault]:
    """Every fault of the folder with these files in it."""
    return Reader([shelve(folder, **files)]).read(with_cases=True).faults
