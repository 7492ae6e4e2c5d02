"""Which records are searched, in which order hits are told, and what is told of each.

The order is a rank, made of cheap signs: titles, headings, names of what is measured or built, texts, clauses; within
each, where several words are asked for, those where they stand side by side come first. Within a rank the newest come first.
"""

from dataclasses import dataclass

TITLE, HEADING, NAME, TEXT, CLAUSE = range(5)
# What `matched` says of a hit.
PLACES = ("title", "heading", "name", "text", "clause")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A kind of record, its table, and its columns in the order of COLUMNS."""

    kind: str
    table: str
    places: tuple[int, ...]
    columns: str
    document: str = "t.document_id"
    join: str = ""
    only: str = "TRUE"

    @property
    def is_named(self):
        """Whether the folded text is a name, a line feed and a clause."""
        return NAME in self.places


COLUMNS = ("chapter_id", "section_id", "paragraph_id", "project_id", "eid", "name", "text", "folded")
IN_CLAUSE = {"places": (NAME, CLAUSE), "join": "JOIN plans_paragraph p ON p.id = t.paragraph_id"}
FIGURE = "p.chapter_id, p.section_id, t.paragraph_id, NULL::uuid, p.eid, t.indicator_name, t.clause, t.folded"
SOURCES = (
    Source(
        kind="document",
        table="plans_document",
        places=(TITLE,),
        document="t.id",
        columns="NULL::uuid, NULL::uuid, NULL::uuid, NULL::uuid, NULL, NULL, t.title, t.folded",
    ),
    Source(
        kind="chapter",
        table="plans_chapter",
        places=(HEADING,),
        columns="t.id, NULL::uuid, NULL::uuid, NULL::uuid, t.eid, NULL, t.heading, t.folded",
    ),
    Source(
        kind="section",
        table="plans_section",
        places=(HEADING,),
        columns="t.chapter_id, t.id, NULL::uuid, NULL::uuid, t.eid, NULL, t.heading, t.folded",
    ),
    Source(
        kind="paragraph",
        table="plans_paragraph",
        places=(TEXT,),
        only="t.kind <> 'noise'",
        columns="t.chapter_id, t.section_id, t.id, NULL::uuid, t.eid, NULL, t.text, t.folded",
    ),
    Source(kind="target", table="plans_target", columns=FIGURE, **IN_CLAUSE),
    Source(kind="outcome", table="plans_outcome", columns=FIGURE, **IN_CLAUSE),
    Source(
        kind="project_mention",
        table="plans_projectmention",
        columns="p.chapter_id, p.section_id, t.paragraph_id, t.project_id, p.eid, t.name, t.clause, t.folded",
        **IN_CLAUSE,
    ),
)
KINDS = tuple(source.kind for source in SOURCES)


def rank_of(source, query):
    """The rank of a row in SQL, and its parameters."""
    place, parameters = str(2 * source.places[0]), []
    if source.is_named:
        named, parameters = query.named()
        place = f"CASE WHEN {named} THEN {2 * NAME} ELSE {2 * CLAUSE} END"
    if query.phrases:
        together, phrases = query.side_by_side()
        place = f"{place} + CASE WHEN {together} THEN 0 ELSE 1 END"
        parameters = [*parameters, *phrases]
    return place, parameters


def ranks_of(source, query):
    """All ranks a row can have."""
    return {2 * place + apart for place in source.places for apart in ((0, 1) if query.phrases else (0,))}
