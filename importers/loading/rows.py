"""The stored rows of a document, and what concerns the transaction that changes them. plans.bulk writes rows."""

from django.db import connection

from plans.models import Chapter, Paragraph, Section
from plans.projects.linking import lock_linking

STRUCTURE = {"chapter": Chapter, "section": Section, "paragraph": Paragraph}
# Any number will do; it only has to be the same in every process that loads.
LOADING_LOCK = 7_264_126_001


def lock_loading():
    """One load at a time, until the transaction ends: two imports of one document can't both believe they are first.

    Parsing, the slow part, happens outside. Editors don't wait for this lock; they share the lock of the document's row,
    and that of linking if they change what projects are linked by.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOADING_LOCK])
    lock_linking()


def stored_structure(document_id):
    """All structure rows of a document in reading order: three queries."""
    rows = [row for model in STRUCTURE.values() for row in model.objects.filter(document_id=document_id).order_by()]
    return sorted(rows, key=lambda row: row.position)


def delete(model, rows):
    """Delete rows of one model and what hangs on them."""
    if rows:
        model.objects.filter(pk__in=[row.pk for row in rows]).delete()


def check():
    """Let deferred constraints speak now, inside the transaction, and not at its end."""
    connection.check_constraints()
