"""Several lists on one page, leafed through together."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet, Window

A_PAGE = 60


def leaf(asked: str, *lists: QuerySet[Any]) -> tuple[Page[int], list[list[Any]]]:
    """The page that was asked, and what of each list stands on it: page two has the next sixty of each.

    The rows bring along how many there are: one question for each list, where a paginator asks two. What is no number
    is the first page, what is past the end is the last.
    """
    number = max(int(asked), 1) if asked.isdecimal() and len(asked) < 6 else 1
    rows = _rows(number, lists)
    if number > 1 and not any(rows):
        number = max(1, *(-(-found.count() // A_PAGE) for found in lists))
        rows = _rows(number, lists)
    longest = max((some[0].of_all for some in rows if some), default=0)
    return Paginator(range(longest), A_PAGE).page(number), rows


def _rows(number: int, lists: tuple[QuerySet[Any], ...]) -> list[list[Any]]:
    first = (number - 1) * A_PAGE
    return [list(found.annotate(of_all=Window(Count("*")))[first : first + A_PAGE]) for found in lists]
