"""The Arabic shell is whole: no word of the frame is left behind, and none stands in the file for nothing."""

import re
from pathlib import Path

import polib

import wijkwerk.web.site as site

SITE = Path(site.__file__).parent
FRAME = [
    "templates/site/base.html",
    "templates/site/home.html",
    "templates/site/_footer_links.html",
    "templates/site/_unchecked_translation.html",
    "templates/site/_emergency_numbers.html",
    "templates/site/components/_language.html",
    "templates/site/components/_safety.html",
    "templates/site/components/_search.html",
    "templates/site/components/_print_name.html",
    "templates/site/components/_quick_exit.html",
]
PYTHON = ["context.py", "questions.py", "wheel.py"]


def arabic():
    entries = polib.pofile(str(SITE.parent / "locale/ar/LC_MESSAGES/django.po"))
    return {entry.msgid: entry.msgstr for entry in entries if entry.translated()}


def words_of_the_frame():
    for name in FRAME:
        yield from re.findall(
            r"""{% translate ['"](.+?)['"] (?:as \w+ )?%}""", (SITE / name).read_text(encoding="utf-8")
        )
    for name in PYTHON:
        yield from re.findall(r'_\("(.+?)"\)', (SITE / name).read_text(encoding="utf-8"))


def test_every_word_of_the_frame_has_its_arabic():
    words = set(words_of_the_frame())

    assert len(words) > 40
    assert words - {word for word, translated in arabic().items() if translated} == set()


def test_no_translation_belongs_to_words_that_are_gone():
    sources = [*(SITE / "templates").rglob("*.html"), *SITE.glob("*.py")]
    everything = "\n".join(path.read_text(encoding="utf-8") for path in sources)

    assert [word for word in arabic() if word not in everything] == []
