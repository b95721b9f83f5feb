"""What somebody wrote, in the language of the page: asked together with the text itself."""

from __future__ import annotations

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.expressions import BaseExpression
from django.db.models.functions import JSONObject
from django.utils.translation import get_language

from wijkwerk.web.participate.models import Idea, Statement, Translation

Kind = Translation.Kind


def language_of_page() -> str:
    """The language a page is read in, as settings.LANGUAGES names it."""
    language = get_language() or settings.LANGUAGE_CODE
    return language if language in dict(settings.LANGUAGES) else language.partition("-")[0]


def in_page_language(kind: str, of: str = "pk") -> BaseExpression:
    """For `annotate`: the translation of a row (or of what it points at) in the language of the page."""
    found = Translation.objects.filter(kind=kind, of=OuterRef(of), language=language_of_page())
    names = ("title", "text", "mark", "language", "is_checked")
    return Subquery(found.values(translated=JSONObject(**{name: name for name in names})))


def of_ideas(ideas: QuerySet[Idea]) -> QuerySet[Idea]:
    """The ideas with what there is of them, and of their answers, in the language of the page."""
    return ideas.annotate(translation=in_page_language(Kind.IDEA), answer_translation=in_page_language(Kind.ANSWER))


def of_statements(statements: QuerySet[Statement]) -> QuerySet[Statement]:
    """The statements with what there is of them in the language of the page."""
    return statements.annotate(translation=in_page_language(Kind.STATEMENT))
