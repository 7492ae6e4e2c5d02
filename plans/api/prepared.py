"""Pages whose SQL is kept.

What the ORM makes of a list depends on which parameters are asked for, not on their values, and making it takes longer than
everything else of a request. So it is made once, with a place for each value, and PostgreSQL plans it once for each connection.
Filters that do more than compare a column with a value go the usual way.
"""

from collections import namedtuple
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.db.backends.postgresql.base import ServerBindingCursor
from django_filters import ChoiceFilter, Filter, FilterSet

MOST = 500
COMPARISONS = {"exact", "gt", "gte", "lt", "lte"}
PLAIN = (Filter.filter, ChoiceFilter.filter)
_kept = {}


class Given(models.Expression):
    """A value that is told when the statement runs."""

    def __init__(self, name, output_field):
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [self]


class Statement(namedtuple("Statement", ("sql", "parameters", "row"))):
    """SQL, its parameters (some of them Given), and the class of its rows."""

    def rows(self, values: dict[str, Any]):
        """What it finds for these values."""
        given = [values[each.name] if isinstance(each, Given) else each for each in self.parameters]
        with connection.cursor() if not settings.DATABASE_PREPARES else _server_cursor() as cursor:
            cursor.execute(self.sql, given)
            return [self.row(*each) for each in cursor.fetchall()]


def _server_cursor():
    """A cursor of Django's that leaves values to PostgreSQL, so that it can keep the plan: its own write them into the SQL."""
    with connection.cursor():  # connected, and known to be alive
        return connection._prepare_cursor(ServerBindingCursor(connection.connection))


def kept_statement(key, make):
    """The statement of this key; `make()` gives the query set, where nobody has asked for it yet."""
    statement = _kept.get(key)
    if statement is None:
        rows = make()
        sql, parameters = rows.query.get_compiler(connection=connection).as_sql()
        statement = Statement(sql, parameters, namedtuple("Row", rows._fields))
        if len(_kept) >= MOST:
            _kept.clear()
        _kept[key] = statement
    return statement


def comparisons(filterset):
    """The values of a checked filterset by column and comparison, or None if it does more than compare."""
    if type(filterset).filter_queryset is not FilterSet.filter_queryset:
        return None
    found = {}
    for name, asked in filterset.filters.items():
        if type(asked).filter not in PLAIN or asked.method or asked.exclude or asked.distinct or asked.lookup_expr not in COMPARISONS:
            return None
        value = filterset.form.cleaned_data.get(name)
        if isinstance(value, list | tuple | bool) or value in (None, ""):
            return None
        found[f"{asked.field_name}__{asked.lookup_expr}"] = value
    return found
