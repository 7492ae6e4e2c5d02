"""Pages by keyset: each page says where it ended, the next begins right after that row.

No row is counted or skipped over, so page 10,000 costs what page 1 costs, and rows that are added or removed
elsewhere move nothing. A view declares its orderings:

    orderings = {"published_on": ("published_on",), "id": ("id",)}   # name in the URL: columns
    unique_orderings = ("id",)                                       # those that need no tie-breaker
    ordering = "-published_on"                                       # what holds where nothing is asked

In a column that can be null, the unknown comes last in both directions.
"""

import orjson
from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import F, Func, Q, QuerySet, TextField, Value
from django.db.models.lookups import GreaterThan, LessThan
from rest_framework.pagination import BasePagination
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from plans.api.errors import InvalidParameters, fault, nearest
from plans.api.prepared import Given, comparisons, kept_statement
from plans.estimates import estimated_count


class Row(Func):
    """ROW(a, b): compared as a whole, which an index on (a, b) answers."""

    function = "ROW"

    def __init__(self, *expressions):
        super().__init__(*expressions, output_field=TextField())


COUNTING = {None: None, "false": None, "true": QuerySet.count, "estimate": estimated_count}
SAID_OF_COUNTS = {"exact": "true", "approximate": "estimate", "planned": "estimate", "yes": "true", "no": "false", "1": "true", "0": "false"}


class KeysetPagination(BasePagination):
    parameters = ("cursor", "page_size", "ordering", "count")
    page_size, max_page_size = 50, 200
    # Whether `count` is the planner's; None where the list can't be asked for such a count.
    is_estimate = None

    def paginate_queryset(self, queryset, request, view=None):
        self._read(request, view, queryset.model)
        self.count = self.counted(queryset) if self.counted else None
        return self._page(self._rows(queryset, self.values), self.size, self.backward, self.values is None)

    def kept_page(self, rows, filters, view):
        """The same by a statement that is kept: of a view's rows, those that pass its checked filters.

        None where that can't be: where a filter does more than compare, or the rows depend on more than the view's class.
        """
        compared = comparisons(filters)
        if compared is None or "count" in filters.data or rows.query.where != view.queryset.query.where:
            return None
        self._read(view.request, view, rows.model)
        self.count = None
        known = None if self.values is None else tuple(value is not None for value in self.values)
        key = (type(view), view.shape, tuple(compared), self.size, *self.keys, self.backward, known)
        statement = kept_statement(key, lambda: self._with_places(rows, compared))
        values = compared | {f"key {n}": value for n, value in enumerate(self.values or ())}
        return self._page(statement.rows(values), self.size, self.backward, self.values is None)

    def _with_places(self, rows, compared):
        """The rows of the page, with a place for every value that is compared."""
        rows, after = rows.filter(**{name: Given(name, _field(rows.model, name)) for name in compared}), None
        if self.values is not None:
            pairs = enumerate(zip(self.fields, self.values, strict=True))
            after = [None if value is None else Given(f"key {n}", field) for n, (field, value) in pairs]
        return self._rows(rows, after)

    def _read(self, request, view, model):
        """What is asked of the page; refused if it can't be read."""
        self.request, self.view = request, view
        given = request.query_params
        self.faults = []
        self.size = self._size(given.get("page_size"))
        self.counted = self._counting(given.get("count"))
        self.keys = self._keys(model, given.get("ordering"))
        self.backward, self.values = self._position(given.get("cursor"))
        if self.faults:
            raise InvalidParameters(self.faults)
        self.is_estimate = self.counted is estimated_count

    def _rows(self, queryset, values):
        """One more than the rows of the page, after a row with these values, in the order they are to be read.

        Where the unknown comes in, the known and the unknown are each read from the index, and put in order then: an index
        that goes both ways knows the unknown at its end only.
        """
        first, descending, nullable = self.keys[0]
        order = [_order(key, self.backward) for key in self.keys]
        by_index = [F(first).desc() if descending != self.backward else F(first).asc(), *order[1:]]
        if values is not None:
            pieces = _pieces([(*key, value) for key, value in zip(self.keys, values, strict=True)], self.backward)
        elif nullable and descending:
            pieces = [Q(**{f"{first}__isnull": unknown}) for unknown in (False, True)]
        else:
            pieces = [Q()]
        found = [queryset.filter(piece).order_by(*by_index)[: self.size + 1] for piece in pieces]
        if len(found) == 1:
            return self.view.with_columns(found[0], *(key[0] for key in self.keys))
        keys = [each.values("pk") for each in found]
        rows = queryset.model._default_manager.filter(pk__in=keys[0].union(*keys[1:], all=True)).order_by(*order)
        return self.view.with_columns(rows[: self.size + 1], *(key[0] for key in self.keys))

    def in_order(self, queryset, request, view):
        """All rows, in the order asked for."""
        self.view, self.faults = view, []
        keys = self._keys(queryset.model, request.query_params.get("ordering"))
        if self.faults:
            raise InvalidParameters(self.faults)
        return queryset.order_by(*(_order(key, False) for key in keys))

    def _page(self, rows, size, backward, first):
        """The rows of a page in order, from up to one more in the order they were read; sets both links."""
        rows = list(rows)
        more, rows = len(rows) > size, rows[:size]
        if backward:
            rows.reverse()
        self.next = self._link(rows[-1], False) if rows and (more or backward) else None
        self.previous = self._link(rows[0], True) if rows and (more if backward else not first) else None
        return rows

    def get_paginated_response(self, data):
        counted = {} if self.count is None else {"count": self.count}
        if counted and self.is_estimate is not None:
            counted["count_is_estimate"] = self.is_estimate
        return Response({**counted, "next": self.next, "previous": self.previous, "results": data}, headers=self.link_headers())

    def link_headers(self):
        """The links of the body once more, as RFC 8288 has them, and that to the first page."""
        first = remove_query_param(self.request.build_absolute_uri(), "cursor")
        links = {"first": first, "prev": self.previous, "next": self.next}
        return {"Link": ", ".join(f'<{address}>; rel="{name}"' for name, address in links.items() if address)}

    def _size(self, text):
        if text is None:
            return self.page_size
        if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= self.max_page_size:
            known = text.isascii() and text.isdigit()
            suggestion = str(self.max_page_size) if known and int(text[:9]) else str(self.page_size)
            message = f"page_size is a whole number from 1 to {self.max_page_size}, not “{text[:40]}”."
            self.faults.append(fault("page_size", "out_of_range" if known else "invalid", message, suggestion))
            return self.page_size
        return int(text)

    def _flag(self, name, text):
        if text not in (None, "true", "false"):
            message = f"{name} is true or false, not “{text[:40]}”."
            self.faults.append(fault(name, "invalid", message, nearest(text, ["true", "false"])))
        return text == "true"

    def _counting(self, text):
        """What counts the rows as asked: exactly, by the planner, or not at all."""
        if text not in COUNTING:
            message = f"count is true (exact), estimate (the planner's) or false, not “{text[:40]}”."
            suggestion = SAID_OF_COUNTS.get(text.lower()) or nearest(text, [name for name in COUNTING if name])
            self.faults.append(fault("count", "invalid", message, suggestion))
        return COUNTING.get(text)

    def _keys(self, model, text):
        """The columns of the order asked for: (column, descending, nullable), each once, unique together."""
        text = self.view.ordering if text is None else text
        allowed, keys = self.view.orderings, {}
        for name in text.split(","):
            if name.removeprefix("-") not in allowed or name.startswith("--"):
                options = [*allowed, *(f"-{key}" for key in allowed)]
                message = f"ordering can't be “{name[:40]}”. Possible: {', '.join(allowed)}, each with - before it to reverse it."
                self.faults.append(fault("ordering", "invalid_choice", message, nearest(name, options)))
                continue
            for column in allowed[name.removeprefix("-")]:
                keys.setdefault(column, name.startswith("-"))
        if not {name.removeprefix("-") for name in text.split(",")} & {*self.view.unique_orderings}:
            keys[model._meta.pk.name] = text.split(",")[-1].startswith("-")
        self.signer = signing.Signer(sep=".", salt=f"plans.api.cursor:{model._meta.label_lower}:{keys}")
        fields = {column: model._meta.get_field(column) for column in keys}
        self.fields = list(fields.values())
        return [(fields[column].attname, descending, fields[column].null) for column, descending in keys.items()]

    def _position(self, cursor):
        """What a cursor says: (whether it leads back, the key values of the row it stands at)."""
        if cursor is None or self.faults:
            return False, None
        try:
            backward, texts = orjson.loads(signing.b64_decode(self.signer.unsign(cursor).encode()))
            values = [None if text is None else field.to_python(text) for field, text in zip(self.fields, texts, strict=True)]
        except (signing.BadSignature, ValueError, TypeError, ValidationError):
            message = "The cursor is not one of ours for this list and this ordering. Begin again without it, and follow `next`."
            self.faults.append(fault("cursor", "invalid", message))
            return False, None
        return backward, values

    def _link(self, row, backward):
        values = [getattr(row, column) for column, _, _ in self.keys]
        packed = signing.b64_encode(orjson.dumps([backward, [None if value is None else str(value) for value in values]]))
        return replace_query_param(self.request.build_absolute_uri(), "cursor", self.signer.sign(packed.decode()))

    def get_schema_operation_parameters(self, view):
        keys = [key for name in view.orderings for key in (name, f"-{name}")]
        described = [
            (
                "cursor",
                {"type": "string", "minLength": 1},
                "Where the page begins: taken from `next` or `previous`, never made by hand. Bound to the list and its `ordering`.",
            ),
            (
                "page_size",
                {"type": "integer", "minimum": 1, "maximum": self.max_page_size, "default": self.page_size},
                f"How many records a page holds, at most {self.max_page_size}.",
            ),
            (
                "count",
                {"anyOf": [{"type": "boolean"}, {"type": "string", "const": "estimate"}], "default": False},
                "`true` adds `count`, the number of all records that match. It costs a query more, a slow one if there are very many. "
                "`estimate` adds the planner's guess instead, which costs next to nothing and may be off.",
            ),
            (
                "ordering",
                {"type": "array", "items": {"type": "string", "enum": keys}, "default": view.ordering.split(",")},
                "One key or several, separated by commas; `-` before a key reverses it. "
                "Equal records are told apart by a unique key, and the unknown (null) comes last in both directions. " + view.ordering_note,
            ),
        ]
        return [
            {"name": name, "in": "query", "required": False, "description": text.strip(), "schema": schema}
            | ({"style": "form", "explode": False} if schema.get("type") == "array" else {})
            for name, schema, text in described
        ]

    def get_paginated_response_schema(self, schema):
        link = {"type": ["string", "null"], "format": "uri"}
        address = "https://plans.example/api/v1/documents/?cursor=W2ZhbHNlLFsiMjAyMS0xMS0yMCIsIjAxOWE5ZDZlIl1d.Jx0e5c"
        count = "How many records match. Only with `count=true` or `count=estimate`."
        estimate = "Whether `count` is the planner's guess. There where `count` is."
        return {
            "type": "object",
            "description": "A page of a list.",
            "required": ["next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "minimum": 0, "description": count, "example": 214},
                "count_is_estimate": {"type": "boolean", "description": estimate, "example": False},
                "next": {**link, "description": "Address of the next page; null on the last.", "example": address},
                "previous": {**link, "description": "Address of the page before; null on the first.", "example": None},
                # drf-spectacular asks with a placeholder, too, when it wraps an example.
                "results": {**schema, "description": "The records of the page, in order."} if isinstance(schema, dict) else schema,
            },
        }


def _field(model, name):
    """The column that `region__code__exact` compares."""
    *path, last, _ = name.split("__")
    for each in path:
        model = model._meta.get_field(each).related_model
    return model._meta.get_field(last)


def _order(key, backward):
    column, descending, nullable = key
    if descending != backward:
        return F(column).desc(nulls_first=backward or None, nulls_last=not backward or None) if nullable else F(column).desc()
    return F(column).asc(nulls_first=backward or None, nulls_last=not backward or None) if nullable else F(column).asc()


def _pieces(keys, backward):
    """Conditions for the rows that come after one row (before it, if backward), in order; an index answers each by itself.

    Keys are (column, descending, nullable, value). Where the rest run the same way and none is null, whole rows are
    compared at once; otherwise key by key: equal in the first and after in the rest, then beyond in the first, then the unknown.
    """
    (column, descending, nullable, value), *rest = keys
    known, unknown = Q(**{f"{column}__isnull": False}), Q(**{f"{column}__isnull": True})
    if value is None:
        return [unknown & piece for piece in (_pieces(rest, backward) if rest else ())] + ([known] if backward else [])
    if all(other == descending and not can_be_null for _, other, can_be_null, _ in rest):
        comparison = LessThan if descending != backward else GreaterThan
        values = (key[3] if isinstance(key[3], Given) else Value(key[3]) for key in keys)
        found = [Q(comparison(Row(*(F(key[0]) for key in keys)), Row(*values)))]
    else:
        found = [Q(**{column: value}) & piece for piece in _pieces(rest, backward)]
        found.append(Q(**{f"{column}__{'lt' if descending != backward else 'gt'}": value}))
    return [*found, unknown] if nullable and not backward else found
