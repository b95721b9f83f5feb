"""`python -m tests.web.participate.voters DATABASE VOTE`: threads that go on voting, and changing their mind, until killed.

The codes come in on the first line, as JSON. Each thread has its own, and says its number after each vote that was
accepted: what it did so far follows from that (`chosen`).
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Sequence
from uuid import UUID

THREADS = 4


def part(codes: Sequence[str], thread: int) -> Sequence[str]:
    """The codes of one thread."""
    return codes[thread::THREADS]


def chosen(codes: Sequence[str], votes: int) -> dict[str, int]:
    """What stands for each code after so many votes of one thread: round after round, with another answer each round."""
    return {codes[number % len(codes)]: 1 + number // len(codes) % 2 for number in range(votes)}


def main(database: str, vote: UUID) -> None:
    """Vote until killed."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkwerk.web.site.settings")
    django.setup()
    from django.db import connection

    from wijkwerk.web.participate import voting

    connection.settings_dict["NAME"] = database
    codes = json.loads(sys.stdin.readline())

    def go_on(thread: int) -> None:
        from django.utils.timezone import now

        mine, number = part(codes, thread), 0
        while True:
            code = mine[number % len(mine)]
            voting.cast(vote, code, chosen(mine, number + 1)[code], now=now())
            os.write(1, b"%d\n" % thread)
            number += 1

    for thread in range(THREADS):
        threading.Thread(target=go_on, args=[thread]).start()


if __name__ == "__main__":
    main(sys.argv[1], UUID(sys.argv[2]))
