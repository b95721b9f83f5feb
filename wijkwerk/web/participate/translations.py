"""Translating what somebody wrote: which text, into which languages, and keeping it without losing anybody's work."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import Http404
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from wijkwerk.web.participate import dialogues, rounds
from wijkwerk.web.participate.models import Idea, Statement, Translation
from wijkwerk.web.participate.models.said import mark_of
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.people.models import Area, Person
from wijkwerk.web.people.service import require

Kind = Translation.Kind


class Original(NamedTuple):
    """A text that can be translated: its words, their language, where it stands, and in which area."""

    kind: str
    of: UUID
    title: str
    text: str
    language: str
    url: str
    area: Area

    @property
    def lang(self) -> str:
        """The language mark of its words on a page; empty when we do not know the language."""
        return "" if self.language == "und" else self.language

    @property
    def mark(self) -> str:
        """The mark of these words."""
        return mark_of(self.title, self.text)


class Language(NamedTuple):
    """A language to translate into: its name for who translates, and the translation there is."""

    code: str
    name: str
    translation: Translation | None
    is_old: bool


class WrittenMeanwhile(NotNow):
    """Somebody else wrote this translation since the page was opened; nothing is lost, and `now_is` is theirs."""

    def __init__(self, now_is: Translation | None) -> None:
        super().__init__(
            _(
                "Iemand anders schreef net aan deze vertaling. Hieronder staat wat jij schreef. Vergelijk, en bewaar nog eens."
            )
        )
        self.now_is = now_is


def original_of(kind: str, of: UUID) -> Original:
    """The text with this mark, which everybody may read; Http404 with a sentence."""
    found = _statement(of) if kind == Kind.STATEMENT else _idea(kind, of)
    if found is None:
        raise Http404(_("Deze tekst kennen we niet, of niet iedereen mag hem lezen."))
    return found


def languages_of(original: Original) -> list[Language]:
    """The languages of the site but its own, each with the translation there is."""
    rows = {one.language: one for one in Translation.objects.filter(kind=original.kind, of=original.of)}
    return [
        Language(code, name_of(code), rows.get(code), code in rows and rows[code].mark != original.mark)
        for code, _name in settings.LANGUAGES
        if code != original.language
    ]


def name_of(code: str) -> str:
    """The name of a language in the language of the page."""
    return str(get_language_info(code)["name_translated"])


def keep(
    original: Original,
    language: str,
    words: Mapping[str, str],
    *,
    is_checked: bool,
    seen: str,
    by: Person,
    now: datetime,
) -> Translation:
    """Add or change a translation. WrittenMeanwhile when it is not the one that was `seen` (the moment it was kept)."""
    require(by, "participate.translate", original)
    with transaction.atomic():
        rows = Translation.objects.select_for_update().filter(kind=original.kind, of=original.of, language=language)
        before = rows.first()
        if seen_of(before) != seen:
            raise WrittenMeanwhile(before)
        kept = before or Translation(kind=original.kind, of=original.of, language=language)
        kept.title, kept.text = words.get("title", ""), words.get("text", "")
        kept.is_checked, kept.mark, kept.by, kept.at = is_checked, original.mark, by, now
        kept.full_clean(exclude=["id"], validate_constraints=before is not None)
        kept.save()
    return kept


def remove(original: Original, language: str, *, by: Person) -> bool:
    """Take a translation away; whether there was one."""
    require(by, "participate.translate", original)
    return bool(Translation.objects.filter(kind=original.kind, of=original.of, language=language).delete()[0])


def seen_of(translation: Translation | None) -> str:
    """By what a form knows the translation it was opened with."""
    return translation.at.isoformat() if translation else ""


def _idea(kind: str, of: UUID) -> Original | None:
    idea = Idea.objects.select_related("round__area__within__within").filter(pk=of, state__in=rounds.SEEN).first()
    if idea is None or kind not in (Kind.IDEA, Kind.ANSWER) or (kind == Kind.ANSWER and not idea.answer):
        return None
    words = ("", idea.answer, settings.LANGUAGE_CODE) if kind == Kind.ANSWER else (idea.title, idea.text, idea.language)
    return Original(kind, of, *words, idea.get_absolute_url(), idea.round.area)


def _statement(of: UUID) -> Original | None:
    found = Statement.objects.select_related("dialogue__area__within__within")
    one = found.filter(pk=of, state=dialogues.State.OPEN).first()
    if one is None:
        return None
    return Original(Kind.STATEMENT, of, one.text, "", one.language, one.dialogue.get_absolute_url(), one.dialogue.area)
