"""What became of a record that is gone."""

from django.db import connection
from django.db.models import Q

from plans.choices import ChangeOperation
from plans.models import (
    Change,
    Chapter,
    Diagnostic,
    Document,
    Outcome,
    Paragraph,
    Project,
    ProjectMention,
    Reference,
    Section,
    Target,
)

LIMIT = 20
BLOCKS = {"chapters": Chapter, "sections": Section, "paragraphs": Paragraph}
MARKED = {"targets": Target, "outcomes": Outcome, "project-mentions": ProjectMention}
OTHER_TENSE = {"targets": ("outcomes", Outcome), "outcomes": ("targets", Target)}
# The projects that a project's mentions have gone to, through any number of merges.
MERGED = """
    WITH RECURSIVE way(id) AS (
        SELECT %s::text
        UNION
        SELECT target FROM way JOIN plans_change AS c ON c.object_id = way.id AND c.resource = 'projects' AND c.operation = 'delete',
            jsonb_array_elements_text(c.place -> 'into') AS target
    )
    SELECT way.id::uuid FROM way WHERE way.id <> %s
"""


def tombstone(resource, object_id):
    """The entry of the log by which a record has gone; None if it never was there, or is there again. One query."""
    newest = Change.objects.filter(resource=resource, object_id=object_id).order_by("-sequence").first()
    return newest if newest and newest.operation == ChangeOperation.DELETE else None


def successors(gone):
    """What stands now where a record stood, by its tombstone: [(list, id)], the first in the text first. Three queries at most.

    - a project: what its mentions have gone to, else one of its name in its region
    - a target or an outcome that changed its tense: the same record in the other list
    - what stands in a document: the records of its list that overlap its place; once the document has another source, those with
      its eid
    - a document, a reference: that with the same key, by the same title
    """
    resource, place = gone.resource, gone.place or {}
    if resource == "projects":
        return [(resource, pk) for pk in _projects(gone.object_id, place)]
    if resource in OTHER_TENSE:
        other, model = OTHER_TENSE[resource]
        if model.objects.filter(pk=gone.object_id).exists():
            return [(other, gone.object_id)]
    rows = _rows(resource, gone.document_id, place)
    return [] if rows is None else [(resource, pk) for pk in rows.values_list("pk", flat=True)[:LIMIT]]


def _projects(key, place):
    with connection.cursor() as cursor:
        cursor.execute(MERGED, [key, key])
        into = [pk for (pk,) in cursor.fetchall()]
    found = Project.objects.mentioned().filter(pk__in=into) if into else Project.objects.none()
    rows = [*found.order_by("pk").values_list("pk", flat=True)[:LIMIT]]
    if rows or not place.get("name_key"):
        return rows
    alike = Project.objects.mentioned().filter(name_key=place["name_key"], region=place["region"]).exclude(pk=key)
    return [*alike.order_by("pk").values_list("pk", flat=True)[:LIMIT]]


def _rows(resource, document, place):
    if resource == "documents":
        return Document.objects.filter(key=place.get("key"))
    if resource == "references":
        return Reference.objects.filter(document=document, title_key=place.get("title_key")).order_by("position")
    if resource in BLOCKS:
        return BLOCKS[resource].objects.filter(_at(document, place, Q(eid=place.get("eid")))).order_by("position")
    if resource in MARKED:
        return MARKED[resource].objects.filter(_at(document, place, Q(paragraph__eid=place.get("eid")))).order_by("position", "pk")
    if resource == "diagnostics":
        return Diagnostic.objects.filter(_at(document, place, Q(pk__in=[]))).order_by("line", "pk")
    return None


def _at(document, place, elsewhere):
    """Rows of a document at a place in the source it was read from; `elsewhere` if the document has another one by now."""
    same = Q(document__source=place.get("source"))
    if place.get("start") is not None and place.get("end") is not None:
        over = Q(start__lt=max(place["end"], place["start"] + 1), end__gt=place["start"])
    elif place.get("line") is not None:
        over = Q(line=place["line"])
        if "end_line" in place:
            last = place["end_line"] or place["line"]
            over = Q(line__lte=last) & (Q(end_line__gte=place["line"]) | Q(end_line=None, line__gte=place["line"]))
    else:
        over = Q(pk__in=[])
    return Q(document=document) & (same & over | ~same & elsewhere)
