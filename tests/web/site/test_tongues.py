"""What residents read is whole in each of the languages they read it in, and the page says who has not looked at it."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.cache import cache as kept
from django.test import Client
from django.utils.translation import trans_real

from tests.web.pages import remember, signed_in, stands_for_others, visits
from tests.web.site.test_languages import KEPT, WEB, english, marked_in_python, marked_in_template

TONGUES = [code for code, _name in settings.LANGUAGES if code not in {"nl", "en"}]
# How many forms a number gives a word, and how many of those are of one number each, which can do without the figure.
FORMS = {"ar": (6, 3), "tr": (2, 1), "pl": (3, 1), "uk": (3, 0)}
# Where a word itself says how many, as in the Arabic for two of something, the figure is left out.
FIGURES = {"%(number)s", "%(people)s", "%(total)s", "%(minutes)s"}
APPS = ("find", "participate", "people", "places", "site", "work")
# What only workers, administrators and builders see; everything else in these apps is for residents.
FOR_WORKERS = {
    f"participate/templates/participate/{name}.html"
    for name in (
        "dialogue/import", "dialogue/move", "dialogue/new", "dialogue/read", "dialogue/sheets", "dialogue/type",
        "meetings/call_off", "meetings/plan", "meetings/tell", "notices/on_paper", "profile/paper", "profile/shares",
        "rounds/account_form", "rounds/agenda", "rounds/answer", "rounds/choose", "rounds/letters", "rounds/owner",
        "rounds/paper", "rounds/paper_count", "rounds/paper_idea", "rounds/paper_list", "rounds/round_form",
        "translations/_original", "translations/_why", "translations/languages", "translations/translate",
        "votes/_corrected", "votes/elsewhere", "votes/form", "votes/hands", "votes/manage", "votes/paper",
    )
} | {
    f"people/templates/people/{name}.html"
    for name in (
        "administration", "area", "area_people", "areas", "invite", "organisation", "organisations", "person",
        "persons",
    )
} | {
    f"participate/{name}.py"
    for name in (
        "account_forms", "binding", "dialogue_import", "dialogue_lead_views", "examples", "meetings_forms", "round_making", "round_paper", "round_paper_forms", "round_paper_views",
        "round_pile", "translations", "translations_forms", "translations_views", "votes_count_views",
        "votes_forms", "votes_lead_views",
    )
} | {
    "people/administration_views.py", "site/showcase.py", "site/templates/site/components.html",
    "work/templates/work/roles.html",
}  # fmt: skip
NOT_FOR_RESIDENTS = ("api", "site:components")


def catalogue(code: str) -> dict[str, polib.POEntry]:
    """The sentences of one language, by the Dutch."""
    path = WEB / f"locale/{code}/LC_MESSAGES/django.po"
    return {entry.msgid: entry for entry in polib.pofile(str(path), check_for_duplicates=True)}


def said_to_residents() -> dict[str, str]:
    """Every sentence in what residents read, with the file it stands in."""
    found: dict[str, str] = {}
    for path in (path for app in APPS for path in sorted((WEB / app).rglob("*"))):
        name = path.relative_to(WEB).as_posix()
        if name in FOR_WORKERS or "migrations" in path.parts:
            continue
        if path.suffix in {".html", ".txt"} and "templates" in path.parts:
            sentences = marked_in_template(path.read_text(encoding="utf-8"))
        elif path.suffix == ".py":
            sentences = marked_in_python(path.read_text(encoding="utf-8"))
        else:
            continue
        found |= {sentence: name for sentence in sentences if sentence}
    return found


def faults_of(entry: polib.POEntry, forms: int, of_one_number: int) -> list[str]:
    """What is wrong with one sentence, in words."""
    words = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    found = [] if not entry.msgid_plural or len(words) == forms else [f"{len(words)} forms, not {forms}"]
    if "fuzzy" in entry.flags:
        found.append("nobody looked at it")
    for number, one in enumerate(words):
        kept = [{*KEPT.findall(entry.msgid_plural or entry.msgid)}]
        if entry.msgid_plural and number < of_one_number:
            kept += [{*KEPT.findall(entry.msgid)}, kept[0] - FIGURES]
        if not one.strip():
            found.append("empty")
        elif {*KEPT.findall(one)} not in kept:
            found.append("another placeholder or tag")
    return found


@pytest.mark.parametrize("code", TONGUES)
def test_every_sentence_for_residents_is_there(code):
    there, english_ones = catalogue(code), english()
    singular = {entry.msgid_plural: entry.msgid for entry in english_ones.values() if entry.msgid_plural}

    lacking = {
        sentence: where
        for sentence, where in said_to_residents().items()
        if singular.get(sentence, sentence) not in there
    }

    assert lacking == {}


@pytest.mark.parametrize("code", TONGUES)
def test_every_sentence_is_whole_and_of_a_sentence_that_is_there(code):
    known = english()

    wrong = {dutch: faults for dutch, entry in catalogue(code).items() if (faults := faults_of(entry, *FORMS[code]))}
    gone = [dutch for dutch in catalogue(code) if dutch not in known]

    assert wrong == {}
    assert gone == []


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (polib.POEntry(msgid="Dag %(name)s", msgstr=""), "empty"),
        (polib.POEntry(msgid="Dag %(name)s", msgstr="Cześć"), "another placeholder or tag"),
        (polib.POEntry(msgid="Dag", msgstr="Cześć", flags=["fuzzy"]), "nobody looked at it"),
        (polib.POEntry(msgid="1 dag", msgid_plural="dagen", msgstr_plural={0: "a", 1: "b"}), "2 forms, not 3"),
    ],
)
def test_each_fault_of_a_sentence_would_be_seen(entry, fault):
    assert faults_of(entry, 3, 1) == [fault]


def test_arabic_says_two_once():
    plurals = [entry.msgstr_plural for entry in catalogue("ar").values() if entry.msgid_plural]

    # A sentence that is the same for every number has no word for two.
    assert [words[2] for words in plurals if words[2] != words[5] and FIGURES & {*KEPT.findall(words[2])}] == []


def test_files_for_workers_are_there():
    assert [name for name in sorted(FOR_WORKERS) if not Path(WEB, name).exists()] == []


@pytest.mark.django_db
@pytest.mark.parametrize("code", TONGUES)
@pytest.mark.parametrize("caller", ["visitor", "amina"])
def test_no_sentence_of_a_page_for_residents_falls_back_to_dutch(cast, monkeypatch, code, caller):
    fallen = _note_what_falls_back(monkeypatch, code)
    client = signed_in(Client(headers={"accept-language": code}), cast, caller)
    for visit in visits(cast, caller):
        if visit.name.startswith(NOT_FOR_RESIDENTS) or not stands_for_others(visit):
            continue
        kept.clear()
        remember(client, visit.session)
        fallen.page = visit.name
        html = client.get(visit.url).content.decode()
        assert f'<html lang="{code}" dir="{"rtl" if code == "ar" else "ltr"}">' in html

    assert dict(fallen) == {}


def test_a_sentence_that_falls_back_would_be_seen(monkeypatch):
    fallen = _note_what_falls_back(monkeypatch, "tr")
    fallen.page = "a page"
    there = trans_real.translation("tr")
    dutch = next(iter(catalogue("tr")))

    there.gettext(dutch)
    monkeypatch.setattr(there, "_catalog", {})
    there.gettext(dutch)

    assert dict(fallen) == {dutch: {"a page"}}


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["en", *TONGUES])
def test_the_page_says_that_nobody_who_grew_up_with_the_language_has_looked_at_it(client, code):
    dutch = (
        "Deze vertaling is nog niet nagekeken door iemand die ermee is opgegroeid. "
        "Een deel van de tekst is nog in het Nederlands."
    )
    there = english() if code == "en" else catalogue(code)

    assert there[dutch].msgstr in client.get("/", headers={"accept-language": code}).text
    assert dutch not in client.get("/", headers={"accept-language": "nl"}).text


class Fallen(defaultdict[str, set[str]]):
    """Our sentences that a catalogue did not hold, with the pages they were asked for."""

    page = ""


def _note_what_falls_back(monkeypatch: pytest.MonkeyPatch, code: str) -> Fallen:
    ours, fallen = english(), Fallen(set)
    # A word may be the same in both languages.
    same = {dutch for dutch, entry in catalogue(code).items() if entry.msgstr == dutch}

    def noting(name: str) -> None:
        asked = getattr(trans_real.DjangoTranslation, name)

        def ask(catalogue: trans_real.DjangoTranslation, sentence: str, *rest: object) -> str:
            answer: str = asked(catalogue, sentence, *rest)
            if catalogue.to_language() == code and answer in {sentence, *rest} and sentence in ours.keys() - same:
                fallen[sentence].add(fallen.page)
            return answer

        monkeypatch.setattr(trans_real.DjangoTranslation, name, ask)

    noting("gettext")
    noting("ngettext")
    return fallen
