"""Rows in and out of the database, in bulk: the number of queries does not depend on the number of rows."""

from django.db import connection

from plans.models import Chapter, Paragraph, Section

STRUCTURE = {"chapter": Chapter, "section": Section, "paragraph": Paragraph}
BATCH = 2000
# Any number will do; it only has to be the same in every process that loads.
LOADING_LOCK = 7_264_126_001


def lock_loading():
    """One load at a time, until the transaction ends: two imports of one document can't both believe they are first.

    Parsing, the slow part, happens outside. Editors don't wait for this lock; they share the lock of the document's row.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOADING_LOCK])


def stored_structure(document_id):
    """All structure rows of a document in reading order: three queries."""
    rows = [row for model in STRUCTURE.values() for row in model.objects.filter(document_id=document_id).order_by()]
    return sorted(rows, key=lambda row: row.position)


def insert(rows):
    """New rows of one model by COPY: five times as fast as INSERT, and one statement however many there are."""
    if not rows:
        return
    meta = rows[0]._meta
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in meta.concrete_fields)
    with connection.cursor() as cursor, cursor.copy(f"COPY {quote(meta.db_table)} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([field.get_db_prep_save(field.pre_save(row, True), connection) for field in meta.concrete_fields])


def update(rows):
    """Changed rows of one model, with a new updated_at. An upsert on the id: its cost is linear, that of CASE WHEN is not."""
    if not rows:
        return
    model = type(rows[0])
    names = [field.name for field in model._meta.concrete_fields if field.name not in ("id", "created_at")]
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=names, batch_size=BATCH)


def delete(model, rows):
    """Delete rows of one model and what hangs on them."""
    if rows:
        model.objects.filter(pk__in=[row.pk for row in rows]).delete()


def check():
    """Let deferred constraints speak now, inside the transaction, and not at its end."""
    connection.check_constraints()
