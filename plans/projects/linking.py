"""Mentions and their projects in the database: linked anew wherever a name has come, gone or changed."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import uuid6
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from plans import bulk
from plans.choices import CorrectionState, ReviewState
from plans.models import Correction, Document, Project, ProjectMention, Region
from plans.projects.clusters import Item, assign, clusters, doubts
from plans.projects.proposals import propose
from plans.projects.summary import REVIEWED, SUMMARISED, region_of, summary, time_order

# Any number will do; it only has to be the same in every process that links.
LINKING_LOCK = 7_264_126_002
# In the anchor of a correction: the mention was set apart from those that bear its name.
ALONE = "alone"
# Corrections by which a person has put a mention into a project.
PINS = Q(model="projectmention", field="project")
VALUES = (
    "id", "document_id", "document__region_id", "project_id", "name", "name_key", "name_stem", "kind", "count", "place", "region_id",
    "stage", "tense", "scale_value", "scale_unit", "deadline_date", "dated", "position",
)  # fmt: skip


@dataclass(slots=True)
class Linked:
    """What linking changed: projects made and deleted, and {project: {field: (before, after)}} for those changed."""

    created: list[Project] = field(default_factory=list)
    changed: dict[Project, dict[str, tuple[Any, Any]]] = field(default_factory=dict)
    deleted: list[Project] = field(default_factory=list)


def lock_linking():
    """One at a time, until the transaction ends. Whoever links takes this lock before any document's, so that none waits in a ring."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LINKING_LOCK])


def document_date(document):
    """When a document speaks: when it was written, else published, else the first day of its period.

    >>> document_date(Document(period_start=2021))
    datetime.date(2021, 1, 1)
    """
    start = document.period_start
    return document.written_on or document.published_on or (datetime.date(start, 1, 1) if start and start <= datetime.MAXYEAR else None)


def link(stems, *, projects=(), reopen=False):
    """Link all mentions whose names have one of the stems, and bring their projects and proposals up to date.

    `projects` are those that have lost a mention; with `reopen` a reviewed project that has changed is to be looked at again.
    The number of queries depends on none of them.
    """
    stems, linked = {stem for stem in stems if stem}, Linked()
    mentions = {row["id"]: row for row in ProjectMention.objects.filter(name_stem__in=stems).order_by().values(*VALUES)}
    pins, pinned = _pins(mentions)
    found = clusters([_item(row, *pins.get(pk, (None, False))) for pk, row in mentions.items()])
    assigned = assign(found, pinned)
    _find_ids(assigned, mentions)
    concerned = {*assigned.values(), *projects, *(row["project_id"] for row in mentions.values())} - {None}
    moved = _move(mentions, assigned)
    others = ProjectMention.objects.filter(project__in=concerned).exclude(pk__in=mentions).order_by().values(*VALUES)
    _compare(linked, concerned, [*mentions.values(), *others], reopen)
    bulk.insert(linked.created)
    bulk.update(list(linked.changed), set(SUMMARISED) | {"review_state"})
    bulk.update([ProjectMention(id=row["id"], project_id=row["project_id"]) for row in moved], {"project"})
    Document.objects.filter(pk__in={row["document_id"] for row in moved}).update(updated_at=timezone.now())
    propose(stems, doubts(found), assigned)
    Project.objects.filter(pk__in=[project.pk for project in linked.deleted]).delete()
    return linked


def _pins(mentions):
    """Where people have put the mentions, each with whether it was set apart; and which of their projects hold others that were put there."""
    held = {str(row["project_id"]) for row in mentions.values()}
    standing = Correction.objects.filter(PINS, state__in=(CorrectionState.ACTIVE, CorrectionState.CONFLICT))
    pins, pinned = {}, set()
    rows = standing.filter(Q(object_id__in=mentions) | Q(after__in=held)).values_list("object_id", "after", "anchor")
    for pk, after, anchor in rows:
        pins[pk] = UUID(after), bool(anchor.get(ALONE))
        pinned.add(UUID(after))
    return pins, pinned


def _item(row, pin, alone):
    """A mention as clustering looks at it."""
    return Item(
        pk=row["id"], document=row["document_id"], name=row["name"], key=row["name_key"], stem=row["name_stem"], kind=row["kind"],
        order=time_order(row), region=row["document__region_id"], place=row["region_id"], printed_place=row["place"],
        count=row["count"], project=row["project_id"], pin=pin, alone=alone,
    )  # fmt: skip


def _find_ids(assigned, mentions):
    """Give a project to each cluster that has none to continue: one of its name and region that has lost all mentions, else a new one."""
    homeless = defaultdict(list)
    for pk, target in assigned.items():
        if isinstance(target, tuple):
            homeless[target].append(mentions[pk])
    free = _unmentioned({rows[0]["name_key"] for rows in homeless.values()})
    used = set(assigned.values())
    for rows in homeless.values():
        same = [project for project in free[rows[0]["name_key"], region_of(rows)] if project not in used]
        project = same[0] if same else uuid6.uuid7()
        used.add(project)
        assigned |= {row["id"]: project for row in rows}


def _unmentioned(keys):
    """Projects of these names that have no mention and that no person has pinned one to, the oldest first, by name and region."""
    rows = Project.objects.filter(name_key__in=keys, mentions__isnull=True).order_by("pk").values_list("name_key", "region", "pk")
    pinned = set(
        Correction.objects.filter(PINS, after__in=[str(pk) for *_, pk in rows])
        .exclude(state=CorrectionState.WITHDRAWN)
        .values_list("after", flat=True)
    )
    free = defaultdict(list)
    for key, region, pk in rows:
        if str(pk) not in pinned:
            free[key, region].append(pk)
    return free


def _move(mentions, assigned):
    """Set the project of each mention; returns those that have another one now."""
    moved = [row for pk, row in mentions.items() if row["project_id"] != assigned[pk]]
    for row in moved:
        row["project_id"] = assigned[row["id"]]
    return moved


def _compare(linked, concerned, mentions, reopen):
    """What the projects are by their mentions now, against their rows."""
    stored = Project.objects.in_bulk(concerned)
    told = defaultdict(list)
    for row in mentions:
        told[row["project_id"]].append(row)
    values = {pk: summary(told[pk]) for pk in concerned if told[pk]}
    regions = set(Region.objects.filter(pk__in={found["region_id"] for found in values.values()}).values_list("pk", flat=True))
    for pk in sorted(values, key=lambda pk: time_order(min(told[pk], key=time_order))):
        values[pk]["region_id"] = values[pk]["region_id"] if values[pk]["region_id"] in regions else None
        if pk not in stored:
            linked.created.append(Project(id=pk, **values[pk]))
        elif fields := _assign(stored[pk], values[pk], reopen):
            linked.changed[stored[pk]] = fields
    linked.deleted = [stored[pk] for pk in sorted(stored) if pk not in values]


def _assign(project, values, reopen):
    """Set what differs; returns {field: (before, after)}."""
    fields = {}
    for name, after in values.items():
        before = getattr(project, name)
        if before != after:
            setattr(project, name, after)
            fields[name.removesuffix("_id")] = (before, after)
    if reopen and project.review_state == ReviewState.REVIEWED and REVIEWED & set(fields):
        project.review_state = ReviewState.IN_REVIEW
        fields["review_state"] = (str(ReviewState.REVIEWED), str(ReviewState.IN_REVIEW))
    return fields
