"""Count the ballots of a vote again, apart from the site that counted them first.

    python recount.py ballots.csv
    python recount.py ballots.csv --result uitslag.json

The file is the one "Alle stemmen als bestand" gives: a heading, then one ballot a line: its id, the number of the answer and
its words. With --result the count is laid beside what was published. Ends with 0 when all is well, 1 when something
differs, 2 when the file cannot be read. Needs nothing but Python.
"""

import argparse
import csv
import hashlib
import io
import json
import sys

HEADING = ["stem", "nummer", "antwoord"]


class Unreadable(Exception):
    """The file is not a list of ballots; the text says which line."""


def ballots_in(lines):
    """Each ballot as (id, number, words); Unreadable at the first line that is none."""
    reader = csv.reader(lines, strict=True)
    try:
        if next(reader, None) != HEADING:
            raise Unreadable(f"line 1: the heading is not {','.join(HEADING)}")
        for row in reader:
            if len(row) != 3 or not row[0] or not row[1].isdecimal():
                raise Unreadable(f"line {reader.line_num}: not a ballot: {','.join(row)[:80]}")
            yield row[0], int(row[1]), row[2]
    except csv.Error as fault:
        raise Unreadable(f"line {reader.line_num}: {fault}") from None


def recount(ballots):
    """The number of ballots for each answer, the words of each answer, and what is odd about the ballots."""
    tally, words, seen, odd = {}, {}, set(), []
    for ballot, answer, label in ballots:
        if ballot in seen:
            odd.append(f"ballot {ballot} is there twice")
        seen.add(ballot)
        if words.setdefault(answer, label) != label:
            odd.append(f"answer {answer} is called both {words[answer]} and {label}")
        tally[answer] = tally.get(answer, 0) + 1
    return tally, words, odd


def differences(tally, checksum, published):
    """Where the published result says otherwise."""
    found = []
    said = {answer["number"]: answer["votes"] for answer in published["answers"]}
    for answer in sorted({*said, *tally}):
        if said.get(answer, 0) != tally.get(answer, 0):
            found.append(f"answer {answer}: {tally.get(answer, 0)} counted, {said.get(answer, 0)} published")
    total = sum(tally.values())
    if published["ballots"] != total:
        found.append(f"ballots: {total} counted, {published['ballots']} published")
    if published["digital"] + published["paper"] != total:
        found.append(f"{published['digital']} on the site and {published['paper']} on paper are not {total}")
    if published["used"] != total:
        found.append(f"codes: {published['used']} were used for {total} ballots")
    agree = sum(number for answer, number in tally.items() if answer in agreeing(published))
    gate = published.get("gate")
    if gate and gate["is_met"] != (gate["whole"] > 0 and agree * 100 >= gate["percent"] * gate["whole"]):
        found.append(f"the gate: {agree} of {gate['whole']} for {gate['percent']} per cent")
    if published.get("sha256") not in (None, checksum):
        found.append("the file is not the one that was published (another SHA-256)")
    return found


def agreeing(published):
    """The answers that count as agreeing."""
    return {answer["number"] for answer in published["answers"] if answer["agree"]}


def main(arguments):
    """Read, count, compare, tell."""
    parser = argparse.ArgumentParser(description="Count the ballots of a vote again.")
    parser.add_argument("ballots", help="the file with all ballots")
    parser.add_argument("--result", help="the published result, uitslag.json")
    asked = parser.parse_args(arguments)
    try:
        with open(asked.ballots, "rb") as file:
            content = file.read()
        tally, words, odd = recount(ballots_in(io.StringIO(content.decode("utf-8"), newline="")))
        checksum = hashlib.sha256(content).hexdigest()
        if asked.result:
            with open(asked.result, encoding="utf-8") as file:
                odd += differences(tally, checksum, json.load(file))
    except (OSError, UnicodeDecodeError, Unreadable, ValueError, KeyError, TypeError) as fault:
        print(f"cannot count: {fault}", file=sys.stderr)
        return 2
    for answer in sorted(tally):
        print(f"{tally[answer]:8}  {answer}  {words[answer]}")
    print(f"{sum(tally.values()):8}  ballots")
    print(f"SHA-256   {checksum}")
    for line in odd:
        print(f"WRONG     {line}")
    if asked.result and not odd:
        print("The count is the same as what was published.")
    return 1 if odd else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
