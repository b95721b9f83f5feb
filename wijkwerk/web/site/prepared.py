"""Questions to the database that are put into SQL once, and rows that are written without asking anything first.

Working out the SQL of one question costs the ORM more than asking it. What is asked at every request (who is this, what
may they) or written at every step says the same each time but for its values, so that work is done once in a process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy
from functools import cache
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Field, Model, QuerySet, UUIDField
from django.db.models.fields import IntegerField

T = TypeVar("T")


class Prepared(Generic[T]):
    """A question that differs in its values only.

    `ask` makes the queryset from one value for each field in `about`; it may compare them, and nothing else: a value
    that changes which question it is (None, a list) is not for here. Called with values it gives the rows, in a list.
    """

    def __init__(self, ask: Callable[..., QuerySet[Any, T]], *about: Field[Any, Any]) -> None:
        self._ask, self._about = ask, about
        self._put: tuple[Any, Any, str, tuple[Any, ...]] | None = None

    def __call__(self, *values: Any) -> list[T]:
        connection = connections[DEFAULT_DB_ALIAS]
        queryset, compiler, sql, params = self._put = self._put or self._put_into_sql(connection)
        given = {
            _sample(field, number): field.get_db_prep_value(value, connection)
            for number, (field, value) in enumerate(zip(self._about, values, strict=True))
        }
        filled = tuple(given.get(param, param) for param in params)
        answering, query = copy(compiler), copy(queryset.query)
        answering.connection, answering.as_sql = connection, lambda *_, **__: (sql, filled)
        query.get_compiler = lambda *_, **__: answering
        # Not copy(queryset): that would ask the question of the samples.
        asked = object.__new__(type(queryset))
        asked.__dict__ |= queryset.__dict__ | {"_query": query}
        rows: list[T] = list(asked._iterable_class(asked))
        return rows

    def _put_into_sql(self, connection: Any) -> tuple[Any, Any, str, tuple[Any, ...]]:
        samples = [_sample(field, number) for number, field in enumerate(self._about)]
        queryset = self._ask(*samples)
        compiler = queryset.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        stored = {
            field.get_db_prep_value(one, connection): one for field, one in zip(self._about, samples, strict=True)
        }
        marked = tuple(stored.get(param, param) for param in params)
        if not {*samples} <= {*marked}:
            raise ValueError(f"a value is not compared in {sql}")
        return queryset, compiler, sql, marked


def _sample(field: Any, number: int) -> Any:
    """A value no row has and no question holds, that marks the place of the value to come."""
    kind = field.target_field if field.is_relation else field
    if isinstance(kind, UUIDField):
        return UUID(int=number)
    return 2_000_000_001 + number if isinstance(kind, IntegerField) else f"\ue000{number}"


def insert(row: Model) -> None:
    """Write a new row as it stands; what the database fills in itself (its key) is not read back."""
    sql, fields = _insertion(type(row))
    _write(sql, row, fields)


def change(row: Model, *names: str) -> None:
    """Write these fields of a row that is there."""
    sql, fields = _alteration(type(row), names)
    _write(sql, row, fields)


@cache
def _insertion(model: type[Model]) -> tuple[str, list[Any]]:
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    fields: list[Any] = [field for field in model._meta.local_concrete_fields if not _is_numbered(field)]
    columns = ", ".join(quote(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})", fields  # noqa: S608 - our names


@cache
def _alteration(model: type[Model], names: tuple[str, ...]) -> tuple[str, list[Any]]:
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    key: Any = model._meta.pk
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    columns = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    sql = f"UPDATE {quote(model._meta.db_table)} SET {columns} WHERE {quote(key.column)} = %s"  # noqa: S608 - our names
    return sql, [*fields, key]


def _is_numbered(field: Field[Any, Any]) -> bool:
    return bool(getattr(field, "db_returning", False))


def _write(sql: str, row: Model, fields: Iterable[Any]) -> None:
    connection = connections[DEFAULT_DB_ALIAS]
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
