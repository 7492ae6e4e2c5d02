"""The bare limit: psycopg and orjson behind granian, and nothing else. No framework, no checks, no links.

It tells the same records as the API, field by field (benchmarks compares them), and looks them up as plainly as can be:
parameters are trusted, statements are prepared. Searches run the very statements the API ran (SEARCHES is a file of them).
Loaded by itself, without the package: a bare limit does not load Django.
"""

import os
import threading
from pathlib import Path
from urllib.parse import parse_qsl

import orjson
import psycopg
from psycopg.rows import namedtuple_row

from plans.search.marking import marked, places

QUOTED = "CASE WHEN t.text_start IS NOT NULL THEN substr(p.text, greatest(t.text_start - 31, 1), least(t.text_start, 32)) END AS prefix"
TARGETS = f"""
    SELECT t.id, t.document_id, p.chapter_id, p.section_id, t.paragraph_id, t.region_id, r.full_name, t.indicator_name, t.indicator_id,
           i.name, t.printed, t.comparator, t.value, t.value_high, t.unit, t.unit_family, t.normal_value, t.normal_value_high, t.normal_unit,
           t.measure, t.year, t.base_year, t.base_value, t.nature, t.strength, t.clause, p.eid, t.text_start, t.text_end, t.clause_start,
           t.clause_end, t.review_state, t.line, t.start, t.end, {QUOTED}, substr(p.text, t.text_end + 1, 32) AS suffix,
           t.created_at, t.updated_at
    FROM plans_target t JOIN plans_paragraph p ON p.id = t.paragraph_id
    LEFT JOIN plans_region r ON r.code = t.region_id LEFT JOIN plans_indicator i ON i.code = t.indicator_id
    WHERE t.region_id = %(region)s AND t.year = %(year)s::int
    ORDER BY t.document_id, t.position, t.id LIMIT 50
"""
PARAGRAPHS = """
    SELECT id, chapter_id, section_id, kind, eid, position, number, marker, heading, text, noise_reason, inline, line, end_line, start, "end",
           created_at, updated_at
    FROM plans_paragraph WHERE document_id = %(document)s::uuid AND position > %(after)s::int ORDER BY position LIMIT 50
"""
DOCUMENT = """
    SELECT id, nullif(title, '') AS title, doc_type AS type, region_id AS region, nullif(region_name, '') AS region_name, region_level,
           nullif(issuer, '') AS issuer, nullif(doc_number, '') AS doc_number, nullif(index_number, '') AS index_number, published_on, written_on,
           nullif(theme, '') AS theme, period_start, period_end, horizon_year, is_draft, is_fragment, review_state, source_id AS current_source,
           parser_version, parsed_at, created_at, updated_at
    FROM plans_document WHERE id = %(document)s::uuid
"""
CHAPTERS = """
    SELECT id, parent_id, kind, eid, position, CASE kind WHEN 'part' THEN 0 ELSE 1 END, number, nullif(marker, ''), nullif(heading, ''), NULL,
           missing_heading, FALSE, inline, NULL, document_id, line, end_line, start, "end"
    FROM plans_chapter WHERE document_id = %(document)s::uuid
"""
SECTIONS = """
    SELECT id, coalesce(parent_id, chapter_id), 'section', eid, position, level, number, nullif(marker, ''), nullif(heading, ''), NULL,
           missing_heading, run_in, inline, NULL, document_id, line, end_line, start, "end"
    FROM plans_section WHERE document_id = %(document)s::uuid
"""
TEXTS = """
    SELECT id, coalesce(section_id, chapter_id), kind, eid, position, NULL, number, nullif(marker, ''), nullif(heading, ''), text,
           FALSE, FALSE, inline, NULL, document_id, line, end_line, start, "end"
    FROM plans_paragraph WHERE document_id = %(document)s::uuid AND kind <> 'noise'
"""
SEARCHES = orjson.loads(Path(os.environ["SEARCHES"]).read_bytes())
local = threading.local()


def application(environ, start_response):
    """WSGI."""
    asked = dict(parse_qsl(environ["QUERY_STRING"]))
    body = orjson.dumps(ANSWERS[environ["PATH_INFO"]](asked), default=float)
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def rows(sql, parameters):
    return connected("prepared", psycopg.connect, prepare_threshold=1).execute(sql, parameters, binary=True).fetchall()


def connected(name, connect, **options):
    """This thread's connection, with the times of the API."""
    if not hasattr(local, name):
        setattr(local, name, connect(os.environ["DATABASE_URL"], autocommit=True, options="-c TimeZone=Asia/Shanghai", **options))
    return getattr(local, name)


def targets(asked):
    return {"results": [target(*row) for row in rows(TARGETS, asked)]}


def target(
    key, document, chapter, section, paragraph, region, region_name, name, indicator, indicator_name, printed, comparator, value, value_high, unit,
    unit_family, normal_value, normal_value_high, normal_unit, measure, year, base_year, base_value, nature, strength, clause, eid, text_start,
    text_end, clause_start, clause_end, review_state, line, start, end, prefix, suffix, created_at, updated_at,
):  # fmt: skip
    return {
        "id": key, "tense": "target", "document": document, "chapter": chapter, "section": section, "paragraph": paragraph, "region": region,
        "region_name": region_name, "name": name, "indicator": indicator, "indicator_name": indicator_name, "printed": printed,
        "comparator": comparator, "value": value, "value_high": value_high, "unit": unit or None, "unit_family": unit_family,
        "normal_value": normal_value, "normal_value_high": normal_value_high, "normal_unit": normal_unit or None, "measure": measure, "year": year,
        "base_year": base_year, "base_value": base_value, "nature": nature, "strength": strength or None, "clause": clause,
        "highlight": {"paragraph": paragraph, "eid": eid, "start": text_start, "end": text_end, "clause_start": clause_start, "clause_end": clause_end},
        "review_state": review_state,
        "source": {"document": document, "line": line, "start": start, "end": end, "exact": printed, "prefix": prefix or None, "suffix": suffix or None},
        "created_at": created_at, "updated_at": updated_at,
    }  # fmt: skip


def paragraphs(asked):
    document = asked["document"]
    return {"results": [paragraph(document, *row) for row in rows(PARAGRAPHS, asked)]}


def paragraph(
    document,
    key,
    chapter,
    section,
    kind,
    eid,
    position,
    number,
    marker,
    heading,
    text,
    noise_reason,
    inline,
    line,
    end_line,
    start,
    end,
    created,
    updated,
):
    return {
        "id": key, "document": document, "chapter": chapter, "section": section, "kind": kind, "eid": eid, "position": position, "number": number,
        "marker": marker or None, "heading": heading or None, "text": text, "noise_reason": noise_reason, "inline": inline,
        "source": {"document": document, "line": line, "end_line": end_line, "start": start, "end": end}, "created_at": created, "updated_at": updated,
    }  # fmt: skip


def tree(asked):
    connection = connected("prepared", psycopg.connect, prepare_threshold=1)
    with connection.cursor(row_factory=namedtuple_row, binary=True) as cursor:
        document = cursor.execute(DOCUMENT, asked).fetchone()._asdict()
    found = [row for sql in (CHAPTERS, SECTIONS, TEXTS) for row in rows(sql, asked)]
    found.sort(key=lambda row: row[4])
    nodes, lists = {row[0]: node(*row) for row in found}, {"title": [], "notice": [], "preamble": [], "body": []}
    for key, above, kind, *_ in found:
        (nodes[above]["children"] if above in nodes else lists[kind if kind in lists else "body"]).append(nodes[key])
    return {"document": document, **lists}


def node(
    key,
    above,
    kind,
    eid,
    position,
    level,
    number,
    marker,
    heading,
    text,
    missing_heading,
    run_in,
    inline,
    noise_reason,
    document,
    line,
    end_line,
    start,
    end,
):
    return {
        "id": key, "kind": kind, "eid": eid, "position": position, "level": level, "number": number, "marker": marker, "heading": heading, "text": text,
        "missing_heading": missing_heading, "run_in": run_in, "inline": inline, "noise_reason": noise_reason,
        "source": {"document": document, "line": line, "end_line": end_line, "start": start, "end": end}, "children": [],
    }  # fmt: skip


def search(asked):
    """The statements that found these hits, once more: the words folded, the pages found, the hits read."""
    connection, words, ranks = connected("plain", psycopg.connect), [], {}
    for sql in SEARCHES[asked["q"]]:
        cursor = connection.execute(sql, prepare=False)
        columns, found = [column.name for column in cursor.description], cursor.fetchall()
        if columns[0] == "folded":
            words = [row[0] for row in found]
        elif columns == ["kind", "rank", "id"]:
            ranks |= {(kind, key): rank for kind, rank, key in found}
    hits = [dict(zip(columns, row, strict=True)) for row in found]
    hits.sort(key=lambda row: row["id"], reverse=True)
    hits.sort(key=lambda row: ranks[row["kind"], row["id"]])
    return {"results": [hit(row, ranks[row["kind"], row["id"]], words) for row in hits]}


def hit(row, rank, words):
    name, _, text = row["folded"].rpartition("\n")
    in_name, in_text = places(name, words), places(text, words)
    spans = [*(("name", *span) for span in in_name), *(("text", *span) for span in in_text)]
    return {
        "kind": row["kind"], "id": row["id"], "matched": ("title", "heading", "name", "text", "clause")[rank // 2], "name": row["name"],
        "text": row["text"], "highlights": [{"field": field, "start": start, "end": end} for field, start, end in spans],
        "marked": marked(row["text"], in_text), "marked_name": None if row["name"] is None else marked(row["name"], in_name),
        "document": row["document_id"], "document_title": row["document_title"], "document_type": row["doc_type"], "region": row["region_id"],
        "region_name": row["region_name"], "period_start": row["period_start"], "period_end": row["period_end"], "chapter": row["chapter_id"],
        "section": row["section_id"], "paragraph": row["paragraph_id"], "project": row["project_id"], "eid": row["eid"],
    }  # fmt: skip


ANSWERS = {"/targets/": targets, "/paragraphs/": paragraphs, "/tree/": tree, "/search/": search}
