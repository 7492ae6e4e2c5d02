"""Records as JSON that PostgreSQL writes.

A serializer declares a record: its fields, their sources and types. Here it is read once and becomes one SQL expression,
so that a page costs no Python for its rows: DRF's serializers take longer for 50 records than everything else together.
A test compares both ways of every resource.
"""

from functools import lru_cache

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Case, F, Func, JSONField, OuterRef, Subquery, TextField, Value, When
from django.db.models.functions import Cast, NullIf
from django.utils import timezone
from rest_framework import serializers

# The row that is told, in SQL that is kept.
ROW = "@row@"
# Fields that PostgreSQL writes as they are: text, whole number, truth, ISO 8601 date, id.
PLAIN = (
    serializers.UUIDField, serializers.CharField, serializers.IntegerField, serializers.BooleanField, serializers.ChoiceField, serializers.DateField,
)  # fmt: skip


class Moment(Func):
    """A time in ISO 8601 with the offset of the deployment's time zone, as Python's isoformat writes it."""

    output_field = TextField()

    def as_sql(self, compiler, connection, **context):
        sql, parameters = compiler.compile(self.source_expressions[0])
        zone = settings.TIME_ZONE
        offset = timezone.now().astimezone(timezone.get_default_timezone()).isoformat()[-6:]
        return f"""replace(to_char({sql} AT TIME ZONE '{zone}', 'YYYY-MM-DD"T"HH24:MI:SS.US"{offset}"'), '.000000', '')""", parameters


class JSONRecord(Func):
    """A JSON object of named expressions, in their order and without spaces."""

    output_field = JSONField()

    def __init__(self, **named):
        self.names = tuple(named)
        super().__init__(*named.values())

    def as_sql(self, compiler, connection, **context):
        columns, parameters = [], []
        for name, expression in zip(self.names, self.source_expressions, strict=True):
            sql, given = compiler.compile(expression)
            columns.append(f"{sql} AS {connection.ops.quote_name(name)}")
            parameters += given
        return f"(SELECT row_to_json(r) FROM (SELECT {', '.join(columns)}) AS r)", parameters


class Told(Func):
    """A row as the API tells it: JSON as text. `kept` are the dotted names of the leaves that are told."""

    output_field = TextField()

    def __init__(self, serializer_class, kept):
        super().__init__(F("pk"))
        self.serializer_class, self.kept = serializer_class, kept

    def as_sql(self, compiler, connection, **context):
        row, _ = compiler.compile(self.source_expressions[0])
        sql, parameters = _sql(self.serializer_class, self.kept)
        return sql.replace(ROW, row), parameters


@lru_cache(maxsize=256)
def _sql(serializer_class, kept):
    """The SQL that tells the row whose key ROW stands for, and its parameters. Kept: making it takes longer than running it."""
    model = serializer_class.Meta.model
    told = Cast(JSONRecord(**_columns(serializer_class(), model, kept)), TextField())
    rows = model._base_manager.filter(pk=OuterRef("pk")).order_by().values_list(told)
    query = model._base_manager.annotate(told=Subquery(rows)).query
    sql, parameters = query.get_compiler(DEFAULT_DB_ALIAS).compile(query.annotations["told"])
    quote = query.get_compiler(DEFAULT_DB_ALIAS).quote_name_unless_alias
    key = f"{quote(model._meta.db_table)}.{quote(model._meta.pk.column)}"
    if sql.count(key) != 1:
        raise ValueError(f"{key} must stand once, for the row outside: {sql}")
    return sql.replace(key, ROW), tuple(parameters)


def _columns(serializer, model, kept, path="", name=""):
    """Expressions for the fields of a serializer by name. `path` leads to its record from the row, `name` to it in the answer."""
    found = {}
    for each, field in serializer.fields.items():
        dotted = f"{name}{each}"
        if not isinstance(field, serializers.BaseSerializer):
            if dotted in kept:
                found[each] = _expression(field, model, path)
        elif any(leaf.startswith(f"{dotted}.") for leaf in kept):
            found[each] = _nested(field, model, kept, path, dotted)
    return found


def _nested(field, model, kept, path, dotted):
    if field.source == "*":
        return JSONRecord(**_columns(field, model, kept, path, f"{dotted}."))
    there = path + field.source.replace(".", "__")
    record = JSONRecord(**_columns(field, model, kept, f"{there}__", f"{dotted}."))
    return Case(When(**{f"{there}__isnull": True}, then=Value(None)), default=record, output_field=JSONField())


def _expression(field, model, path):
    if hasattr(field, "written"):
        return field.written(path)
    if isinstance(field, serializers.DateTimeField):
        return Moment(column(field, path))
    if not isinstance(field, PLAIN):
        raise TypeError(f"{field.field_name}: PostgreSQL has not been told how to write a {type(field).__name__}.")
    if not path and isinstance(fixed := _fixed(model, field.source), str):
        return Value(str(fixed))
    return column(field, path)


def _fixed(model, name):
    """What a model says of all its records, in an attribute of the class; None of a column."""
    try:
        model._meta.get_field(name.split(".")[0])
    except FieldDoesNotExist:
        return getattr(model, name)
    return None


def column(field, path):
    """The column a field is read from: `paragraph.eid` is `paragraph__eid`."""
    return F(path + field.source.replace(".", "__"))


def null_if_empty(expression):
    return NullIf(expression, Value(""))
