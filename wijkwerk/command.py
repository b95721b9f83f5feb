"""One command for people and scripts: methods without Django, the site with it."""

import os
import sys

LIBRARY = ("check", "list", "show", "try")
SITE = ("backup", "restore", "migrate", "first-administrator", "invite", "serve", "worker")


def main(argv: list[str] | None = None) -> int:
    """Carry out one word; 0 when done, 1 when refused, 2 when the question itself is wrong."""
    arguments = sys.argv[1:] if argv is None else argv
    word = arguments[0] if arguments else "help"
    if word in LIBRARY:
        from wijkwerk.library.command import main as library

        return library(arguments)
    if word in SITE:
        return _site(word, arguments[1:])
    return _usage(word)


def _usage(word: str) -> int:
    known = word in ("help", "--help", "-h")
    out = sys.stdout if known else sys.stderr
    if not known:
        print(f"wijkwerk: '{word}' kennen we niet. / we do not know '{word}'.", file=out)
    print(f"methods: {', '.join(LIBRARY)}\nsite:    {', '.join(SITE)}", file=out)
    return 0 if known else 2


def _site(word: str, arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkwerk.web.site.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["wijkwerk", word.replace("-", "_"), *arguments])
    return 0
