"""Translating what somebody wrote: which words, into which languages, and keeping it without losing anybody's work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Model, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.http import Http404
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from wijkwerk.web.participate import dialogues, rounds
from wijkwerk.web.participate.models import (
    ClosingChange,
    DateChange,
    Dialogue,
    DialogueDateChange,
    Idea,
    Meeting,
    Party,
    Round,
    Statement,
    Theme,
    Translation,
    Vote,
    VoteOption,
    WordChange,
)
from wijkwerk.web.participate.models.said import DUTCH, mark_of
from wijkwerk.web.participate.models.translations import key_of
from wijkwerk.web.participate.refusals import NotNow
from wijkwerk.web.people.models import Area, Person
from wijkwerk.web.people.service import require

Kind = Translation.Kind


class Part(NamedTuple):
    """Words of a text that are translated together: their name, what they are, and their language."""

    name: str
    label: str
    text: str
    language: str
    is_long: bool = False

    @property
    def lang(self) -> str:
        """The language mark of its words on a page; empty when we do not know the language."""
        return "" if self.language == "und" else self.language


class Original(NamedTuple):
    """A text that can be translated: its parts, where it stands, and in which area."""

    kind: str
    of: UUID
    parts: list[Part]
    url: str
    area: Area

    def parts_for(self, language: str) -> list[Part]:
        """The parts that are not in this language yet."""
        return [part for part in self.parts if part.language != language]


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
    found = FOUND[kind](of) if kind in FOUND else None
    if found is None:
        raise Http404(_("Deze tekst kennen we niet, of niet iedereen mag hem lezen."))
    return found


def languages_of(original: Original) -> list[Language]:
    """The languages of the site in which something of it is not written, each with the translation there is."""
    rows = {one.language: one for one in Translation.objects.filter(kind=original.kind, of=original.of)}
    return [
        Language(code, name_of(code), rows.get(code), code in rows and _is_old(rows[code], original))
        for code, _name in settings.LANGUAGES
        if original.parts_for(code)
    ]


def _is_old(translation: Translation, original: Original) -> bool:
    """Whether a part changed or came since somebody looked."""
    words = translation.words
    return any(
        words.get(part.name, {}).get("of") != mark_of(part.text) for part in original.parts_for(translation.language)
    )


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
        kept.words = {
            part.name: {"text": words.get(part.name, ""), "of": mark_of(part.text)}
            for part in original.parts_for(language)
        }
        kept.is_checked, kept.by, kept.at = is_checked, by, now
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


AREA = "area__within__within"
# As many themes, reasons and answers as the pages of a round show.
MOST = 200


def _parts(one: Model, names: Iterable[str], language: str = DUTCH) -> list[Part]:
    """The fields of a row that hold words."""
    fields: list[Any] = [one._meta.get_field(name) for name in names]
    found = [
        Part(
            field.name,
            str(capfirst(field.verbose_name)),
            getattr(one, field.name),
            language,
            isinstance(field, TextField),
        )
        for field in fields
    ]
    return [part for part in found if part.text]


def _listed(rows: Iterable[Any], name: str) -> list[Part]:
    """The words of the answers, themes or points of something, one part each."""
    return [
        Part(one.word, f"{capfirst(one._meta.get_field(name).verbose_name)} {number}", getattr(one, name), DUTCH)
        for number, one in enumerate(rows, 1)
    ]


def _label(of: type[Model], name: str) -> str:
    """What words of another table are: of what, and which field."""
    field: Any = of._meta.get_field(name)
    return f"{capfirst(of._meta.verbose_name)}: {field.verbose_name}"


def _more(parts: list[Part], texts: Iterable[tuple[str, str]], *, is_long: bool = False) -> list[Part]:
    """The parts, and words of other tables with what they are, each once: a page finds them wherever they stand."""
    had = {part.text for part in parts}
    more = {
        text: Part(f"more-{mark_of(text)[:16]}", label, text, DUTCH, is_long)
        for label, text in texts
        if text not in had
    }
    return [*parts, *more.values()]


def _told(*tables: tuple[QuerySet[Any], str, str]) -> list[list[tuple[str, str]]]:
    """Of each table (its rows, the field of the words, and the field that names a row, if any) the names and words.

    One question for all of them.
    """
    names = ("at_table", "row_name", "row_words")
    asked: list[QuerySet[Any, Any]] = []
    for at, (rows, words, name) in enumerate(tables):
        columns: dict[str, Any] = {"at_table": Value(at), "row_words": Cast(words, TextField())}
        columns["row_name"] = Cast(name, TextField()) if name else Value("", TextField())
        asked.append(rows.exclude(**{words: ""}).order_by().annotate(**columns).values_list(*names))
    found: list[list[tuple[str, str]]] = [[] for _table in tables]
    for at, name, words in asked[0].union(*asked[1:]).order_by(*names)[:MOST]:
        found[at].append((name, words))
    return found


def _original(kind: str, one: Any, parts: list[Part]) -> Original:
    return Original(kind, key_of(one), parts, one.get_absolute_url(), one.area)


def _idea(of: UUID) -> Original | None:
    one = Idea.objects.select_related(f"round__{AREA}").filter(pk=of, state__in=rounds.SEEN).first()
    return (
        _original(Kind.IDEA, one, _parts(one, ("title", "text", "photo_says"), one.language) + _parts(one, ("answer",)))
        if one
        else None
    )


def _statement(of: UUID) -> Original | None:
    found = Statement.objects.select_related(f"dialogue__{AREA}").filter(pk=of, state=dialogues.State.OPEN)
    one = found.first()
    return _original(Kind.STATEMENT, one, _parts(one, ("text",), one.language)) if one else None


def _vote(of: UUID) -> Original | None:
    one = Vote.objects.select_related(AREA).filter(pk=of).exclude(state=Vote.State.DRAFT).first()
    if one is None:
        return None
    options, changes = _told((one.options.all(), "label", "number"), (one.changes.all(), "why", ""))
    answers = sorted((VoteOption(number=int(number), label=label) for number, label in options), key=_number)
    parts = _parts(one, (*one.WORDS, *one.ASIDE)) + _listed(answers, "label")
    return _original(Kind.VOTE, one, _more(parts, _reasons(ClosingChange, changes)))


def _number(option: VoteOption) -> int:
    return option.number


def _round(of: UUID) -> Original | None:
    one = Round.objects.select_related(AREA).filter(key=of).first()
    if one is None:
        return None
    changed = WordChange.objects.filter(round=one)
    themes, groups, days, before, after, whys, answers = _told(
        (one.themes.all(), "title", "slug"),
        (one.parties.all(), "how", "group"),
        (one.changes.all(), "why", ""),
        *((changed, name, "") for name in ("before", "after", "why")),
        (one.ideas.filter(state=Idea.State.NOT_CHOSEN), "answer", ""),
    )
    parts = _parts(one, (*one.WORDS, *one.ASIDE))
    parts += _listed([Theme(slug=slug, title=title) for slug, title in themes], "title")
    how = ((f"{Party.Group(group).label}: {Party._meta.get_field('how').verbose_name}", text) for group, text in groups)
    parts = _more(parts, how, is_long=True)
    parts = _more(parts, ((_label(Idea, "answer"), text) for _name, text in answers), is_long=True)
    parts = _more(parts, _reasons(DateChange, [*days, *whys]))
    words = (
        (_label(WordChange, name), text) for name, found in (("before", before), ("after", after)) for _n, text in found
    )
    return _original(Kind.ROUND, one, _more(parts, words))


def _reasons(model: type[Model], rows: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    return ((_label(model, "why"), text) for _name, text in rows)


def _dialogue(of: UUID) -> Original | None:
    one = Dialogue.objects.select_related(AREA).filter(key=of).first()
    if one is None:
        return None
    (changes,) = _told((one.changes.all(), "why", ""))
    parts = _parts(one, (*one.WORDS, *one.ASIDE))
    return _original(Kind.DIALOGUE, one, _more(parts, _reasons(DialogueDateChange, changes)))


def _meeting(of: UUID) -> Original | None:
    one = Meeting.objects.select_related(AREA).filter(pk=of).first()
    return (
        _original(Kind.MEETING, one, _parts(one, one.WORDS) + _listed(one.agenda.filter(is_held=False), "text"))
        if one
        else None
    )


FOUND: Mapping[str, Callable[[UUID], Original | None]] = {
    Kind.IDEA: _idea,
    Kind.STATEMENT: _statement,
    Kind.VOTE: _vote,
    Kind.ROUND: _round,
    Kind.DIALOGUE: _dialogue,
    Kind.MEETING: _meeting,
}
