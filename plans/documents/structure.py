"""Every structural record of a document in reading order: one statement, whatever their number, and no objects on the way."""

from django.db import connection

COLUMNS = """
    id::text, {above}::text, {kind}, eid, position, {level}, number, nullif(marker, ''), nullif(heading, ''), {text},
    {missing_heading}, {run_in}, inline, {noise_reason}, line, end_line, start, "end"
"""
CHAPTERS = COLUMNS.format(
    above="parent_id",
    kind="kind",
    level="CASE kind WHEN 'part' THEN 0 ELSE 1 END",
    text="NULL",
    missing_heading="missing_heading",
    run_in="FALSE",
    noise_reason="NULL",
)
SECTIONS = COLUMNS.format(
    above="coalesce(parent_id, chapter_id)",
    kind="'section'",
    level="level",
    text="NULL",
    missing_heading="missing_heading",
    run_in="run_in",
    noise_reason="NULL",
)
PARAGRAPHS = COLUMNS.format(
    above="coalesce(section_id, chapter_id)",
    kind="kind",
    level="NULL::int",
    text="text",
    missing_heading="FALSE",
    run_in="FALSE",
    noise_reason="noise_reason",
)
STRUCTURE = f"""
    SELECT {CHAPTERS} FROM plans_chapter WHERE document_id = %(document)s
    UNION ALL SELECT {SECTIONS} FROM plans_section WHERE document_id = %(document)s
    UNION ALL SELECT {PARAGRAPHS} FROM plans_paragraph WHERE document_id = %(document)s AND %(texts)s AND (%(noise)s OR kind <> 'noise')
    ORDER BY position
"""


def structure_of(document, *, noise, texts):
    """Rows of all models alike: key, key of what it stands in, kind, eid, position, level, number, marker, heading, text,
    missing_heading, run_in, inline, noise_reason, line, end_line, start, end."""
    with connection.cursor() as cursor:
        cursor.execute(STRUCTURE, {"document": document.pk, "noise": noise, "texts": texts})
        return cursor.fetchall()
