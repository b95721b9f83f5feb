"""English is whole: every sentence is there, and no Dutch is left on a page somebody reads in English."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest
from django.core.cache import cache as kept
from django.template import Context, Template
from django.test import Client
from django.utils import translation
from django.utils.translation.template import templatize

import wijkwerk.web as web
from tests.web.pages import CALLERS, remember, signed_in, stands_for_others, visits
from wijkwerk.web.find.shelves import shelf

WEB = Path(web.__file__).parent
ENGLISH = WEB / "locale/en/LC_MESSAGES/django.po"
# The names makemessages hands to xgettext, with how many of the first words in the brackets are sentences.
KNOWN = {"_": 1, "gettext": 1, "gettext_lazy": 1, "gettext_noop": 1, "ngettext": 2, "ngettext_lazy": 2}
CALL = re.compile(r"(?<!\w)(_|n?gettext)\(")
LITERAL = re.compile(r"""\s*u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s*,?""")
KEPT = re.compile(r"%\(\w+\)[sd]|\{\w+\}|<[^>]+>|\n")

DUTCH = re.compile(
    r"(?<![\w’'-])(aan|als|bij|daarna|dan|de|deze|dit|een|en|geen|hebben|heeft|het|hoe|hun|iedereen|iemand|je|jouw|"
    r"jullie|kies|komt|kun|lees|maar|mag|mensen|moet|naar|niet|nieuwe|nog|om|ons|onze|ook|op|schrijf|staat|stap|"
    r"te|terug|tot|typ|uit|van|voor|vraag|waar|wat|weten|wel|wie|worden|wordt|zijn|zonder|"
    r"bekijk|bewaard|bewoners?|bladzijde|briefjes?|bron|buurt|gebied|gemeente|gesprek|kaart|keuze|regels?|straat|wijk|"
    r"januari|februari|maart|mei|juni|juli|augustus|oktober|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)"
    r"(?![\w’'-])",
    re.IGNORECASE,
)
# Names stay what they are in every language: of people, organisations, magazines, methods and what a street began.
NAMES = (
    "Joost van Dam",
    "Samira de Wit",
    "De wijkraad",
    "Buurt 4 Oost",
    "Gemeente Voorbeeldstad",
    "De Wijkverbinder",
    "De Kindertelefoon",
    "Iedereen is anders",
    "Stem van West",
    "Veerkracht in het corporatiebezit",
    "De sociale opgave van de energietransitie",
    "Wat Telt",
    "Zin in de Wijk",
    "Alphen aan den Rijn",
    "Wat werkt bij",
    "Van het gas af",
)
# A house or a group that is called De or Het something, as in an English sentence about it.
PLACES = re.compile(r"\b(?:De|Het) [A-Z]\w+")
QUOTED = re.compile("“[^”]*”")
READ_ALOUD = {"alt", "title", "aria-label", "placeholder", "content"}
WITHOUT_END = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def english() -> dict[str, polib.POEntry]:
    """The sentences a translator wrote, by the Dutch."""
    return {entry.msgid: entry for entry in polib.pofile(str(ENGLISH), check_for_duplicates=True) if not entry.obsolete}


def faults_of(entry: polib.POEntry) -> list[str]:
    """What is wrong with one sentence, in words."""
    sides = [(entry.msgid, entry.msgstr)]
    if entry.msgid_plural:
        sides = [(entry.msgid, entry.msgstr_plural[0]), (entry.msgid_plural, entry.msgstr_plural[1])]
    found = ["nobody looked at it"] if entry.fuzzy else []
    for dutch, words in sides:
        if not words.strip():
            found.append("empty")
        elif sorted(set(KEPT.findall(dutch))) != sorted(set(KEPT.findall(words))):
            found.append("another placeholder or tag")
        elif (dutch[0].isspace(), dutch[-1].isspace()) != (words[0].isspace(), words[-1].isspace()):
            found.append("other spaces at its ends")
    return found


def marked_in_template(source: str) -> Iterator[str]:
    """The sentences of one template, as Django itself finds them."""
    rewritten = templatize(source)
    for call in CALL.finditer(rewritten):
        position = call.end()
        for _turn in range(KNOWN[call[1]]):
            if literal := LITERAL.match(rewritten, position):
                yield ast.literal_eval(literal[1])
                position = literal.end()


def marked_in_python(source: str) -> Iterator[str]:
    """The sentences of one module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            for word in node.args[: KNOWN.get(node.func.id, 0)]:
                if isinstance(word, ast.Constant) and isinstance(word.value, str):
                    yield word.value


def marked() -> Iterator[tuple[str, str]]:
    """Every sentence for people in the web, with the file it stands in."""
    for folder in sorted(WEB.glob("*/templates")):
        for path in sorted([*folder.rglob("*.html"), *folder.rglob("*.txt")]):
            for sentence in marked_in_template(path.read_text(encoding="utf-8")):
                yield path.name, sentence
    for path in modules():
        for sentence in marked_in_python(path.read_text(encoding="utf-8")):
            yield path.name, sentence


def modules() -> list[Path]:
    """The web's modules."""
    return sorted(path for path in WEB.rglob("*.py") if "migrations" not in path.parts)


class EnglishWords(HTMLParser):
    """What a page says in English: all text, and attributes that are read aloud, outside what is marked as Dutch."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str, bool]] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        _above, language, is_own = self.open[-1] if self.open else ("", "", False)
        language = given.get("lang") or language
        is_own = is_own or tag in {"script", "style", "textarea"} or "given" in (given.get("class") or "").split()
        if language == "en" and not is_own:
            self.said += [
                value for name, value in attrs if value and (name in READ_ALOUD or name.startswith("data-say"))
            ]
        if tag not in WITHOUT_END:
            self.open.append((tag, language, is_own))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in WITHOUT_END:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][1:] == ("en", False) and data.strip():
            self.said.append(" ".join(data.split()))


def dutch_on(html: str) -> list[str]:
    """The Dutch a page says in its English; what somebody is quoted with, and names, may be Dutch."""
    reader = EnglishWords()
    reader.feed(html)
    return [said for said in reader.said if DUTCH.search(_without_names(said))]


def _without_names(said: str) -> str:
    said = PLACES.sub("", QUOTED.sub("", said))
    for name in (*NAMES, *names_of_entries()):
        said = said.replace(name, "")
    return said


@cache
def names_of_entries() -> tuple[str, ...]:
    """What is called the same in English as in Dutch, the longest first."""
    same = {entry.title for entry in shelf().entries.values() if entry.english and entry.english.title == entry.title}
    return tuple(sorted(same, key=len, reverse=True))


def missing(found: Iterable[tuple[str, str]], there: Iterable[str]) -> list[tuple[str, str]]:
    """What is marked and has no translation."""
    known = set(there)
    return [(place, sentence) for place, sentence in found if sentence and sentence not in known]


def test_every_english_sentence_is_whole_and_looked_at():
    assert {dutch: faults for dutch, entry in english().items() if (faults := faults_of(entry))} == {}


@pytest.mark.parametrize(
    ("words", "flags", "fault"),
    [
        ("", [], "empty"),
        ("Hello", [], "another placeholder or tag"),
        ("Hello %(name)s ", [], "other spaces at its ends"),
        ("Hello %(name)s", ["fuzzy"], "nobody looked at it"),
    ],
)
def test_each_fault_of_a_sentence_would_be_seen(words, flags, fault):
    assert faults_of(polib.POEntry(msgid="Dag %(name)s", msgstr=words, flags=flags)) == [fault]


def test_every_sentence_marked_for_translation_has_its_english():
    entries = english()
    there = {*entries, *(entry.msgid_plural for entry in entries.values())}

    assert len(list(marked())) > 900
    assert missing(marked(), there) == []


def test_no_english_stands_there_for_sentences_that_are_gone():
    said = {sentence for _place, sentence in marked()}

    assert [dutch for dutch in english() if dutch not in said] == []


def test_a_sentence_without_english_would_be_seen():
    page = (
        '{% load i18n %}{% translate "Nieuw" as label %}{% blocktranslate count number=n trimmed %}'
        "{{ number }} boom{% plural %}{{ number }} bomen{% endblocktranslate %}"
    )
    code = 'x = [_("Een"), ngettext("%(n)s tak", "%(n)s takken", n), gettext_lazy("Blad")]'

    found = [*marked_in_template(page), *marked_in_python(code)]

    assert found == ["Nieuw", "%(number)s boom", "%(number)s bomen", "Een", "%(n)s tak", "%(n)s takken", "Blad"]
    assert missing([("page", one) for one in found], ["Een"]) == [("page", one) for one in found if one != "Een"]


def test_sentences_are_marked_with_names_that_the_collecting_tool_knows():
    """Under another name (`gettext_lazy as lazy`) a sentence is never collected, and stays Dutch for ever."""
    strange = [
        (path.name, alias.asname)
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if "gettext" in alias.name and alias.asname not in {None, "_"}
    ]

    assert strange == []


def test_the_collecting_tool_finds_what_we_find(tmp_path):
    """`./wijk messages` lets Django and GNU gettext collect; the two must agree, or a sentence falls between them."""
    if not shutil.which("xgettext"):
        pytest.skip(
            "GNU gettext is not on this machine; `./wijk messages` needs it, the site and the other tests do not"
        )
    (tmp_path / "locale/en").mkdir(parents=True)
    for name in sorted(path.name for path in WEB.iterdir() if (path / "templates").is_dir()):
        shutil.copytree(WEB / name, tmp_path / name, ignore=shutil.ignore_patterns("static", "__pycache__"))
    command = (
        "import sys, django; from django.conf import settings; settings.configure(LOCALE_PATHS=['locale']); "
        "django.setup(); from django.core.management import call_command; "
        "call_command('makemessages', locale=['en'], no_wrap=True, no_location=True, verbosity=0)"
    )
    subprocess.run([sys.executable, "-c", command], cwd=tmp_path, check=True, capture_output=True, timeout=60)

    collected = polib.pofile(str(tmp_path / "locale/en/LC_MESSAGES/django.po"))
    both = {*(entry.msgid for entry in collected), *(entry.msgid_plural for entry in collected)} - {""}
    assert both == {sentence for _place, sentence in marked() if sentence}


@pytest.mark.django_db
@pytest.mark.parametrize("caller", CALLERS)
def test_no_dutch_is_left_on_an_english_page(cast, caller):
    client = signed_in(Client(headers={"accept-language": "en"}), cast, caller)
    left: dict[str, list[str]] = {}
    for visit in visits(cast, caller):
        if not stands_for_others(visit):
            continue
        kept.clear()
        remember(client, visit.session)
        html = client.get(visit.url).content.decode()
        assert '<html lang="en" dir="ltr">' in html
        if found := dutch_on(html):
            left[f"{visit.name} {visit.url}"] = found

    assert left == {}


@pytest.mark.parametrize(
    "html",
    [
        "<p>Kies een gebied</p>",
        '<p lang="nl">Wij</p><p>Kies</p>',
        '<img alt="De kaart">',
        '<div data-say-note="Sluit dit briefje"></div>',
        "<p>12 maart 2026</p>",
    ],
)
def test_dutch_left_on_a_page_would_be_seen(html):
    assert dutch_on(f'<html lang="en"><body>{html}</body></html>') != []


@pytest.mark.parametrize(
    "html",
    [
        '<p lang="nl">Te weinig bankjes</p><p>Source</p>',
        "<p>The newest: “Een bank om te blijven zitten”</p>",
        "<p>Call Joost van Dam</p>",
    ],
)
def test_what_people_say_and_are_called_stays_in_their_own_language(html):
    assert dutch_on(f'<html lang="en"><body>{html}</body></html>') == []


def test_a_day_and_a_number_are_written_the_english_way():
    day = date(2026, 3, 2)
    page = Template('{{ day|date:"j F Y" }}, {{ share|floatformat:1 }}')

    with translation.override("en"):
        assert page.render(Context({"day": day, "share": 2.5})) == "2 March 2026, 2.5"
    with translation.override("nl"):
        assert page.render(Context({"day": day, "share": 2.5})) == "2 maart 2026, 2,5"
