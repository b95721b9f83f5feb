"""The library on the command line: check, list, search, show, try, coverage and opinion-map, for people and scripts."""

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from wijkwerk.engines import KINDS
from wijkwerk.library.area_figures import read_all
from wijkwerk.library.cases import OUTCOMES, STORY_TIME, play
from wijkwerk.library.coverage import NAME as COVERAGE
from wijkwerk.library.coverage import as_data, missing, read_coverage
from wijkwerk.library.coverage import table as coverage_table
from wijkwerk.library.entry import Entry
from wijkwerk.library.faults import Fault, Faulty
from wijkwerk.library.folders import content_folders, folders_of
from wijkwerk.library.knowledge import TYPES, type_of
from wijkwerk.library.method import Method
from wijkwerk.library.plain import plain
from wijkwerk.library.shelf import Reader, Shelf
from wijkwerk.library.strict import MOST_DEPTH
from wijkwerk.words.question import Question
from wijkwerk.words.refusal import Refused
from wijkwerk.words.step import Step

MOST_INPUT = 256 * 1024
MOST_FOUND = 100
NOTHING_FOUND = {
    "nl": "Niets gevonden. Probeer een ander woord, of zeg in een gewone zin wat er speelt.",
    "en": "Nothing found. Try another word, or say in a plain sentence what is going on.",
}


def main(arguments: list[str]) -> int:
    """Carry out one word: 0 when all is well, 1 when something is wrong or refused, 2 for a wrong question."""
    try:
        options = _parser().parse_args(arguments)
    except SystemExit as leaving:
        return int(leaving.code or 0)
    command: Callable[[argparse.Namespace], int] = options.command
    return command(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="wijkwerk", description=__doc__)
    words = parser.add_subparsers(required=True, metavar="WORD")
    for name, command, sentence in (
        ("check", check, "kloppen de bestanden? / are the files right?"),
        ("list", show_list, "welke methoden zijn er? / which methods are there?"),
        ("search", search, "vinden in gewone woorden / find in everyday words"),
        ("show", show, "een methode of stuk kennis lezen / read a method or a piece of knowledge"),
        ("try", try_out, "een methode spelen / play a method"),
        ("coverage", show_coverage, "wat uit de bronnen staat waar? / what of the sources stands where?"),
    ):
        word = words.add_parser(name, help=sentence, description=sentence)
        word.set_defaults(command=command)
        word.add_argument(
            "--content",
            type=Path,
            metavar="DIR",
            help="een andere map met inhoud; zonder sources.yaml komt ze na de meegeleverde / "
            "another content folder; without sources.yaml it comes after the one that came along",
        )
        word.add_argument("--json", action="store_true", help="voor scripts / for scripts")
        word.add_argument("--language", choices=("nl", "en"), default=_language(), help="taal / language")
        if name == "check":
            word.add_argument("ids", nargs="*", metavar="ID")
        elif name in {"show", "try"}:
            word.add_argument("id", metavar="ID")
        if name == "search":
            word.add_argument("words", nargs="+", metavar="WORDS", help="wat speelt er? / what is going on?")
            word.add_argument("--limit", type=_limit, default=10, metavar="N", help="hoeveel / how many: 1-100")
        if name == "list":
            word.add_argument("--type", choices=("all", *TYPES), default="method", help="wat voor soort / which kind")
        if name == "try":
            word.add_argument("--part", choices=tuple(KINDS), help="welk deel / which part")
            word.add_argument("--input", metavar="FILE", help="een situatie als JSON, of - / a situation as JSON, or -")
    _add_opinion_map(words)
    return parser


def _add_opinion_map(words: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    sentence = "wie denkt gelijk, wat verdeelt, wat bindt? / who thinks alike, what divides, what binds?"
    word = words.add_parser("opinion-map", help=sentence, description=sentence)
    word.set_defaults(command=show_opinion_map)
    word.add_argument("--votes", type=Path, required=True, metavar="FILE", help="participants-votes.csv, votes.csv")
    word.add_argument("--comments", type=Path, metavar="FILE", help="comments.csv")
    word.add_argument(
        "--without-rejected",
        action="store_true",
        help="stemmen op geweigerde stellingen tellen niet / votes on rejected statements do not count",
    )
    word.add_argument("--json", action="store_true", help="voor scripts / for scripts")
    word.add_argument("--language", choices=("nl", "en"), default=_language(), help="taal / language")


def _language() -> str:
    return "en" if os.environ.get("LANG", "").startswith("en_") else "nl"


def _limit(typed: str) -> int:
    if not (typed.isascii() and typed.isdecimal() and 1 <= int(typed[:9]) <= MOST_FOUND):
        raise argparse.ArgumentTypeError(
            f"‘{typed[:20]}’? Schrijf een heel getal van 1 tot {MOST_FOUND}. / "
            f"Write a whole number from 1 to {MOST_FOUND}."
        )
    return int(typed)


def _folders(options: argparse.Namespace) -> tuple[Path, ...]:
    return folders_of(options.content) if options.content else content_folders()


def check(options: argparse.Namespace) -> int:
    """Read everything, play the cases, and say all faults at once."""
    folders = _folders(options)
    missing = [folder for folder in folders if not folder.is_dir()]
    if missing:
        return _say_wrong(options, "no-folder", f"{missing[0]}: deze map is er niet. / there is no such folder.")
    reader = Reader(folders).read(with_cases=True)
    figures, wrong_figures = read_all(folders)
    said = [*reader.faults, *wrong_figures]
    faults = [fault for fault in said if not options.ids or _is_about(fault, options.ids)]
    known = {*reader.methods, *figures, *(Path(fault.file).stem for fault in said)}
    if unknown := [one for one in options.ids if one not in known]:
        return _unknown(options, unknown[0], known)
    if options.json:
        print(
            json.dumps({"faults": [fault.as_data() for fault in faults], "methods": sorted(reader.methods)}, indent=2)
        )
    else:
        for fault in faults:
            print(fault.sentence(options.language), file=sys.stderr)
        if not faults:
            print(_all_well(options, reader))
    return 1 if faults else 0


def _is_about(fault: Fault, ids: list[str]) -> bool:
    return Path(fault.file).stem in ids


def _all_well(options: argparse.Namespace, reader: Reader) -> str:
    ids = options.ids or list(reader.methods)
    cases = sum(len(reader.cases.get(one, ())) for one in ids)
    if options.language == "en":
        return f"{len(ids)} methods are right; {cases} examples come out as they should."
    return f"{len(ids)} methoden kloppen; {cases} voorbeelden komen uit zoals het hoort."


def show_list(options: argparse.Namespace) -> int:
    """Every method with its parts and one sentence; with --type the knowledge of that kind, or everything."""
    shelf = _shelf(options)
    if shelf is None:
        return 1
    wanted = set(TYPES) if options.type == "all" else {options.type}
    rows = [
        {
            "id": entry.id,
            "type": type_of(entry),
            "title": entry.title,
            "summary": entry.summary,
            **_as_method(entry, shelf),
        }
        for entry in (shelf.entry(one.id, options.language) or one for one in shelf.entries.values())
        if type_of(entry) in wanted
    ]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for row in rows:
        print(f"{row['id']}  ({', '.join(row.get('parts', [row['type']]))})\n  {row['title']}\n  {row['summary']}")
    return 0


def _as_method(entry: Entry, shelf: Shelf) -> dict[str, Any]:
    if not isinstance(entry, Method):
        return {}
    return {"parts": list(entry.parts), "digest": shelf.edition(entry.id).digest}


def search(options: argparse.Namespace) -> int:
    """What answers best to these words, each with the reason why."""
    # Late: its arrays take longer to import than the other words take to run.
    from wijkwerk.library.search import index_of

    shelf = _shelf(options)
    if shelf is None:
        return 1
    language = options.language
    hits = index_of(shelf).find(" ".join(options.words), most=options.limit)
    found = [(shelf.entry(hit.entry.id, language) or hit.entry, hit.why(language)) for hit in hits]
    if options.json:
        rows = [{"id": one.id, "type": type_of(one), "title": one.title, "why": why} for one, why in found]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    for entry, why in () if options.json else found:
        print(f"{entry.id}  ({type_of(entry)})\n  {entry.title}\n  {why}")
    if not found:
        print(NOTHING_FOUND[language], file=sys.stderr)
    return 0


def show(options: argparse.Namespace) -> int:
    """One method or piece of knowledge: as text for people, whole for scripts."""
    shelf = _shelf(options)
    if shelf is None:
        return 1
    entry = shelf.entry(options.id, options.language)
    if entry is None:
        return _unknown(options, options.id, shelf.entries)
    if options.json:
        print(json.dumps({"type": type_of(entry), **plain(entry)}, ensure_ascii=False, indent=2))
        return 0
    print(f"{entry.title}\n{'=' * len(entry.title)}\n{entry.summary}\n")
    for source in entry.source:
        print(f"{source.id}, {source.lines}")
    for kind, part in entry.parts.items() if isinstance(entry, Method) else ():
        print(f"\n[{kind}]")
        for name in ("questions", "options", "stages", "points"):
            for one in getattr(part, name, ()):
                print(f"- {getattr(one, 'title', None) or one.ask}")
    return 0


def show_coverage(options: argparse.Namespace) -> int:
    """How many rows of each document are carried, planned or declined; 1 when a carrier is not there."""
    folder = _folders(options)[0]
    if not (folder / COVERAGE).exists():
        return _say_wrong(options, "no-coverage", f"{folder}: geen {COVERAGE} / there is no {COVERAGE}.")
    shelf = _shelf(options)
    if shelf is None:
        return 1
    try:
        rows = read_coverage(folder)
    except Faulty as faulty:
        return _tell_faults(options, faulty)
    lost = list(missing(rows, shelf))
    if options.json:
        print(json.dumps({**as_data(rows), "missing": lost}, ensure_ascii=False, indent=2))
    else:
        print("\n".join(coverage_table(rows)))
    for sentence in lost:
        print(sentence, file=sys.stderr)
    return 1 if lost else 0


def show_opinion_map(options: argparse.Namespace) -> int:
    """The map of a conversation, whole: for who holds the file; nothing of it is kept or sent."""
    # Late: its arrays take longer to import than the other words take to run.
    from wijkwerk.library.opinion import map_of_files
    from wijkwerk.library.polis import OddFile

    try:
        sys.stdout.writelines(
            map_of_files(
                options.votes,
                options.comments,
                is_json=options.json,
                without_rejected=options.without_rejected,
                language=options.language,
            )
        )
        print()
    except OddFile as odd:
        return _say_wrong(options, odd.code, odd.sentence(options.language))
    except OSError as trouble:
        return _say_wrong(options, "cannot-read", f"{trouble.filename}: {trouble.strerror}")
    return 0


def try_out(options: argparse.Namespace) -> int:
    """Play a method: with a situation from a file, or question by question in the terminal."""
    shelf = _shelf(options)
    if shelf is None:
        return 1
    method = shelf.method(options.id, options.language)
    if method is None:
        return _unknown(options, options.id, shelf.methods)
    kind = options.part or next(iter(method.parts))
    if kind not in method.parts:
        known = ", ".join(method.parts)
        return _say_wrong(options, "no-such-part", f"{method.id}: {kind}? Kies uit / choose: {known}.")
    if options.input is None:
        return _play_in_terminal(method.parts[kind], kind, options.language)
    try:
        situation = _situation(options.input)
    except (OSError, ValueError) as wrong:
        return _say_wrong(options, "unreadable-input", f"{options.input}: {wrong}")
    try:
        report = play(method, kind, **situation)
    except Refused as refusal:
        print(json.dumps(_refusal(refusal, getattr(method.parts[kind], "titles", {})), ensure_ascii=False))
        return 1
    told = {"outcome": OUTCOMES[kind](report), **plain(report)}
    print(json.dumps(told, ensure_ascii=False, indent=None if options.json else 2))
    return 0


def _situation(name: str) -> dict[str, Any]:
    """What a case may hold: facts, phase, plan, at, events; ValueError with the reason when it is not that."""
    if name == "-":
        text = sys.stdin.read(MOST_INPUT + 1)
    else:
        with Path(name).open(encoding="utf-8") as file:
            text = file.read(MOST_INPUT + 1)
    if len(text) > MOST_INPUT:
        raise ValueError(f"meer dan {MOST_INPUT} tekens / more than {MOST_INPUT} characters")
    try:
        data = json.loads(text or "{}")
        # Halves of characters, which JSON can spell and no screen can show; and what is deep for whoever prints it.
        json.dumps(data, ensure_ascii=False).encode()
        if _depth(data) > MOST_DEPTH:
            raise RecursionError
    except UnicodeEncodeError as wrong:
        raise ValueError("halve tekens / halves of characters") from wrong
    except RecursionError as wrong:
        raise ValueError("te diep genest / nested too deeply") from wrong
    shapes = {"facts": dict, "phase": str, "plan": dict, "at": str, "events": list}
    if not isinstance(data, dict):
        raise ValueError("geen JSON-object / not a JSON object")
    for key, value in data.items():
        if key in {"name", "part", "expect"}:
            continue
        if key not in shapes or not isinstance(value, shapes[key]):
            raise ValueError(f"‘{key}’? Kies uit / choose: {', '.join(shapes)}")
    return {key: tuple(data[key]) if key == "events" else data[key] for key in shapes if key in data}


def _depth(data: Any) -> int:
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return 1 + max(map(_depth, inner), default=0)


def _refusal(refusal: Refused, titles: dict[str, str]) -> dict[str, Any]:
    return {
        "refused": refusal.code,
        **refusal.facts,
        "nl": refusal.sentence("nl", titles),
        "en": refusal.sentence("en", titles),
    }


def _shelf(options: argparse.Namespace) -> Shelf | None:
    try:
        return Reader(_folders(options)).read().shelf()
    except Faulty as faulty:
        _tell_faults(options, faulty)
        return None


def _tell_faults(options: argparse.Namespace, faulty: Faulty) -> int:
    if options.json:
        print(json.dumps({"faults": [fault.as_data() for fault in faulty.faults]}, ensure_ascii=False))
    for fault in faulty.faults:
        print(fault.sentence(options.language), file=sys.stderr)
    return 1


def _unknown(options: argparse.Namespace, method_id: str, known: Any) -> int:
    return _say_wrong(options, "unknown-method", f"{method_id}? Kies uit / choose: {', '.join(sorted(known))}.")


def _say_wrong(options: argparse.Namespace, code: str, sentence: str) -> int:
    if options.json:
        print(json.dumps({"refused": code, "sentence": sentence}, ensure_ascii=False))
    print(sentence, file=sys.stderr)
    return 1


def _play_in_terminal(part: Any, kind: str, language: str) -> int:
    """Offer the next step until there is none; an empty line skips, a dot stops."""
    engine = KINDS[kind]
    state = engine.start(part)
    passed: set[tuple[str, str | None]] = set()
    hint = "Enter = skip, . = stop" if language == "en" else "Enter = overslaan, . = stoppen"
    print(hint)
    while steps := [step for step in engine.next_steps(part, state) if (step.event, step.at) not in passed]:
        step = steps[0]
        passed.add((step.event, step.at))
        try:
            event = _asked(part, kind, step)
        except (EOFError, KeyboardInterrupt):
            break
        if event is None:
            continue
        try:
            state = engine.apply(part, state, event, now=STORY_TIME)
            passed = {one for one in passed if kind != "route"}
        except Refused as refusal:
            passed.discard((step.event, step.at))
            print(f"! {refusal.sentence(language, getattr(part, 'titles', None))}")
    print(json.dumps(plain(engine.report(part, state)), ensure_ascii=False, indent=2))
    return 0


def _asked(part: Any, kind: str, step: Step) -> Any:
    """The event someone types for this step; None when it is skipped."""
    print(f"\n{step.title}" + (f"  [{step.event}]" if kind == "route" else ""))
    match step.event:
        case "answered" | "described" if kind in {"guide", "check"}:
            key = "facts" if kind == "guide" else "plan"
            return {step.event: {key: {step.at: _answer(step.fields[0])}}}
        case "answered":
            answer = _answer(step.fields[0])
            return {"skipped": {"question": step.at}} if answer is None else {
                "answered": {"question": step.at, "answer": answer}
            }  # fmt: skip
        case "counts":
            for area in part.board.areas:
                print(f"  {area.id}: {area.title}")
            area_id = _typed()
            return {"counts": {"area": area_id}} if area_id else None
        case "scored":
            score = _whole(f"{step.at}")
            return None if score is None else {"scored": {"area": step.at, "score": score}}
        case "goal-set":
            goal = _typed()
            return {"goal-set": {"goal": goal}} if goal else None
        case "concluded":
            for closing in part.conclusion.closings:
                print(f"  {closing.id}: {closing.label}")
            closing_id = _typed()
            return {"concluded": {"closing": closing_id}} if closing_id else None
        case "vote-counted":
            group = part.stage(step.at).counted_over
            agree, people = _whole("agree"), _whole(group)
            return None if agree is None or people is None else {
                "vote-counted": {"agree": agree, "of": {group: people}}
            }  # fmt: skip
        case "entry-added":
            values = {field.id: _answer(field) for field in step.fields}
            given = {name: value for name, value in values.items() if value is not None}
            return {"entry-added": {"to": step.at, "values": given}} if given else None
        case "stage-closed":
            return "stage-closed" if _typed("? j/y") in {"j", "y"} else None
        case _:
            return None


def _answer(question: Question) -> Any:
    print(f"  {question.ask}")
    for option in question.options:
        print(f"    {option.id}: {option.label}")
    typed = _typed()
    if question.kind == "many" and typed:
        return [one.strip() for one in typed.split(",")]
    return typed or None


def _whole(label: str) -> int | None:
    typed = _typed(label)
    return int(typed) if typed and typed.isdecimal() else None


def _typed(label: str = "") -> str:
    typed = input(f"{label}> ").strip()
    if typed == ".":
        raise EOFError
    return typed
