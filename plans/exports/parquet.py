"""Parquet: a typed column for each value, named and described, in row groups; the same schema whatever the rows hold."""

from plans.exports.tables import typed

ROW_GROUP = 20_000


def schema_of(table):
    """The Arrow schema: ids as text, times in UTC, numbers as float64, lists of texts as lists; descriptions as metadata."""
    import pyarrow as pa  # not before somebody asks for it: it takes 40 MB

    types = {
        "text": pa.string(), "id": pa.string(), "json": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(),
        "date": pa.date32(), "time": pa.timestamp("us", tz="UTC"), "texts": pa.list_(pa.string()),
    }  # fmt: skip
    fields = [pa.field(column.name, types[column.kind], metadata={"description": column.description}) for column in table.columns]
    return pa.schema(fields, metadata={"title": table.name, "description": table.description})


def written(table):
    """The table as Parquet, in pieces: one for each row group."""
    import pyarrow as pa
    from pyarrow import parquet

    schema, out, pending = schema_of(table), _Outflow(), []
    readers = [(column.reader(), typed(column.kind)) for column in table.columns]
    with parquet.ParquetWriter(out, schema, compression="zstd") as file:
        for chunk in table.chunks:
            columns = [_values(chunk, read, convert) for read, convert in readers]
            pending.append(
                pa.record_batch([pa.array(values, kind) for values, kind in zip(columns, schema.types, strict=True)], schema=schema)
            )
            if sum(batch.num_rows for batch in pending) >= ROW_GROUP:
                file.write_table(pa.Table.from_batches(pending), row_group_size=ROW_GROUP * 2)
                pending = []
                yield out.taken()
        if pending:
            file.write_table(pa.Table.from_batches(pending), row_group_size=ROW_GROUP * 2)
    yield out.taken()


def _values(chunk, read, convert):
    values = map(read, chunk)
    return [*values] if convert is None else [None if value is None else convert(value) for value in values]


class _Outflow:
    """A file to write to, from which what was written can be taken."""

    closed = False

    def __init__(self):
        self.pieces = []

    def write(self, data):
        self.pieces.append(bytes(data))
        return len(data)

    def flush(self):
        pass

    def close(self):
        pass

    def taken(self):
        pieces, self.pieces = self.pieces, []
        return b"".join(pieces)
