"""`python -m bench.expected FOLDER…`: what red-dwarf says of each conversation, kept beside it for the tests.

Run by hand when the reference changes; tests read the file and never need red-dwarf.
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.reference import Reference, reference
from wijkwerk.library.polis import read_votes

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "tests" / "data" / "polis"
ENDING = ".participants-votes.csv"


def main(folders: list[str]) -> int:
    """Write expected.json in each folder."""
    for folder in map(Path, folders or [str(HERE)]):
        found = {
            path.name.removesuffix(ENDING): as_data(reference(read_votes(path).votes))
            for path in sorted(folder.glob(f"*{ENDING}"))
        }
        told = {"reference": f"red-dwarf {version('red-dwarf')}", "conversations": found}
        (folder / "expected.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return 0


def as_data(found: Reference) -> dict[str, Any]:
    """Per person the group, and per group the statements with their sides."""
    return {
        "participants": {str(number): group for number, group in found.groups.items()},
        "representative": {str(group): sorted(said) for group, said in found.representative.items()},
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
