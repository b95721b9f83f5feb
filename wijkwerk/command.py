"""One command for people and scripts: methods without Django, the site with it."""

import os
import sys

LIBRARY = ("check", "list", "search", "show", "try", "coverage", "opinion-map")
SITE = (
    "prepare",
    "migrate",
    "first-administrator",
    "invite",
    "serve",
    "worker",
    "forget",
    "send-digests",
    "backup",
    "restore",
    "export",
)

HELP = """wijkwerk WOORD / WORD

de bibliotheek / the library
  check [ID…]           kloppen de bestanden? / are the files right?
  list                  wat is er? / what is there?
  search WOORDEN        vinden in gewone woorden / find in everyday words
  show ID               een methode of stuk kennis lezen / read a method or a piece of knowledge
  try ID                een methode spelen / play a method
  coverage              wat uit de bronnen staat waar? / what of the sources stands where?
  opinion-map           wie denkt gelijk, wat bindt? / who thinks alike, what binds?
de site / the site
  prepare               database en bestanden klaarzetten / prepare database and files
  migrate               alleen de database bijwerken / bring only the database up to date
  first-administrator   de eerste beheerder / the first administrator
  invite                iemand uitnodigen / invite somebody
  serve                 de site / the site
  worker                het werk op de achtergrond / the work in the background
  forget                vergeten wat over zijn termijn is / forget what is past its term
  send-digests          berichten mailen, hoogstens één mail per dag / mail notices, one mail a day at most
  backup FILE           reservekopie maken / make a backup
  restore FILE          reservekopie terugzetten / put a backup back
  export FOLDER         de hele bibliotheek als JSON, CSV en losse site / the whole library as JSON, CSV and plain site

wijkwerk WOORD --help zegt meer. / wijkwerk WORD --help says more."""


def main(argv: list[str] | None = None) -> int:
    """Carry out one word; 0 when done, 1 when refused, 2 when the question itself is wrong."""
    arguments = sys.argv[1:] if argv is None else argv
    word = arguments[0] if arguments else "help"
    try:
        if word in LIBRARY:
            # Late, like Django below: reading a method must not wait for what it does not use.
            from wijkwerk.library.command import main as library

            return library(arguments)
        if word in SITE:
            return _site(word, arguments[1:])
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader (head, less) has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return _help(word)


def _help(word: str) -> int:
    if word in ("help", "--help", "-h"):
        print(HELP)
        return 0
    print(f"'{word}' kennen we niet. / We do not know '{word}'.\n\n{HELP}", file=sys.stderr)
    return 2


def _site(word: str, arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkwerk.web.site.settings")
    import django
    from django.core.management import get_commands, load_command_class
    from django.core.management.base import CommandError
    from django.db import DatabaseError

    # What an installation keeps is for its own account, whatever folder it was given.
    os.umask(0o077)
    django.setup()
    name = word.replace("-", "_")
    app = get_commands().get(name)
    if app is None:
        print(f"'{word}' is er in deze versie niet. / This version has no '{word}'.", file=sys.stderr)
        return 2
    command = load_command_class(app, name)
    options = vars(command.create_parser("wijkwerk", word).parse_args(arguments))
    try:
        command.execute(*options.pop("args", ()), **options)
    except CommandError as refused:
        print(str(refused).strip(), file=sys.stderr)
        return refused.returncode
    except DatabaseError as trouble:
        reason = str(trouble).strip().splitlines()[0] if str(trouble).strip() else type(trouble).__name__
        print(f"De database werkt niet mee: {reason}\nThe database refuses: {reason}", file=sys.stderr)
        return 1
    except OSError as trouble:
        print(f"Dit lukte niet: {trouble}\nThis failed: {trouble}", file=sys.stderr)
        return 1
    return 0
