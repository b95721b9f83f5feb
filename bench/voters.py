"""`python -m bench.voters THREADS`: a process of the site in which so many people vote at once.

Each line that comes in is a vote with fresh codes, each line that goes out says what each vote took. One in ten changes
their mind. Ends when nothing comes in any more.
"""

import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID


def main(threads: int) -> None:
    """Vote for as long as lines come in."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkwerk.web.site.settings")
    import django

    django.setup()
    with ThreadPoolExecutor(threads) as pool:
        for line in sys.stdin:
            vote, codes = json.loads(line)
            since = time.monotonic()
            parts = [pool.submit(cast_all, UUID(vote), codes[number::threads]) for number in range(threads)]
            took = [second for part in parts for second in part.result()]
            sys.stdout.write(json.dumps({"since": since, "until": time.monotonic(), "took": took}) + "\n")
            sys.stdout.flush()


def cast_all(vote: UUID, codes: list[str]) -> list[float]:
    """The seconds each vote took, one after another; AssertionError for one that was not counted as it should."""
    from django.utils.timezone import now

    from wijkwerk.web.participate import voting

    took = []
    for number, code in enumerate(codes):
        for option, outcome in ((1, "counted"), (2, "changed"))[: 2 if number % 10 == 9 else 1]:
            begin = time.perf_counter()
            assert voting.cast(vote, code, option, now=now()) == outcome, code
            took.append(time.perf_counter() - begin)
    return took


if __name__ == "__main__":
    main(int(sys.argv[1]))
