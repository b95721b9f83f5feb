"""What somebody wrote, in the language of the page: asked together with the text itself."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func, JSONField, Model, OuterRef, QuerySet, Subquery
from django.db.models.expressions import BaseExpression
from django.db.models.functions import JSONObject
from django.db.models.sql.compiler import SQLCompiler

from wijkwerk.web.participate.models import Idea, Translation
from wijkwerk.web.site.languages import language_of_page

Kind = Translation.Kind
M = TypeVar("M", bound=Model)


class Inside(Func):
    """A column of JSON inside another: SQLite, which keeps it as text, would put it there as text."""

    template = "%(expressions)s"
    output_field = JSONField()

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_more: Any) -> Any:
        """As a value of JSON."""
        return self.as_sql(compiler, connection, template="json(%(expressions)s)")


def in_page_language(kind: str, of: str = "pk") -> BaseExpression:
    """For `annotate`: the translation of a row (or of what it points at) in the language of the page."""
    found = Translation.objects.filter(kind=kind, of=OuterRef(of), language=language_of_page())
    told = JSONObject(words=Inside("words"), language="language", is_checked="is_checked")
    return Subquery(found.values(translated=told))


def with_words(rows: QuerySet[M], kind: str, of: str = "pk") -> QuerySet[M]:
    """The rows with what there is of them in the language of the page."""
    return rows.annotate(translation=in_page_language(kind, of))  # type: ignore[return-value]


def of_ideas(ideas: QuerySet[Idea]) -> QuerySet[Idea]:
    """The ideas with what there is of them, and of their round, in the language of the page."""
    return with_words(ideas, Kind.IDEA).annotate(round_translation=in_page_language(Kind.ROUND, "round__key"))
