"""Mentions of projects of a parse, as future rows."""

import datetime

from importers.loading.marked import PLACE, MarkedNode, check_choices
from importers.loading.outcome import Change
from importers.loading.tree import storable
from plans.choices import ProjectKind, ProjectStage, Tense
from plans.models import ProjectMention
from plans.projects.linking import document_date
from plans.projects.names import name_key, name_stem

CHOICES = {"kind": ProjectKind, "stage": ProjectStage, "tense": Tense}
# Texts that may be missing.
TEXTS = ("action", "place", "scale", "deadline")
LARGEST_COUNT = 2_147_483_647


class MentionNode(MarkedNode):
    """One future mention of a project."""

    __slots__ = ()

    def following(self, field, page):
        """The region of the place; `region` is the only field of a mention that follows."""
        return page.places.code_of(self.values["place"])

    def finish(self, page):
        values = self.values
        values["name_key"], values["name_stem"] = name_key(values["name"]), name_stem(values["name"])
        values["dated"] = document_date(page.document)
        if "region" not in values:
            values["region"] = self.following("region", page)
        _keep_scale_rule(values)


def grow_mentions(parsed, paragraphs):
    """The mentions of a parse as nodes. `paragraphs` are the structure's nodes by block."""
    return [_grow(project, paragraphs.get(project.block)) for project in parsed.projects]


def _grow(project, paragraph):
    check_choices(project, paragraph, CHOICES, {"stage"}, "project")
    return MentionNode(model="projectmention", values=_values(project), paragraph=paragraph)


def _values(project):
    """The machine's values, as the database takes them."""
    texts = {name: storable(getattr(project, name))[: ProjectMention._meta.get_field(name).max_length] or None for name in TEXTS}
    return (
        texts
        | {name: getattr(project, name) for name in ("kind", "stage", "tense", *PLACE)}
        | {
            "name": storable(project.name)[: ProjectMention._meta.get_field("name").max_length],
            "clause": storable(project.clause),
            "printed": storable(project.printed),
            "count": project.count if project.count is not None and 0 <= project.count <= LARGEST_COUNT else None,
            "scale_value": project.scale_value if project.scale_unit else None,
            "scale_unit": storable(project.scale_unit)[:40] if project.scale_value is not None else "",
            "deadline_date": _date(project.deadline_date),
        }
    )


def _date(value):
    return datetime.date.fromisoformat(value) if value else None


def _keep_scale_rule(values):
    """A converted scale has a value and a unit, also where a person's value outlives the machine's unit."""
    if values["scale_value"] is None or not values["scale_unit"]:
        values["scale_value"], values["scale_unit"] = None, ""


def project_changes(linked):
    """What linking changed, as a report tells it."""
    told = [("created", project, {}) for project in linked.created]
    told += [("changed", project, fields) for project, fields in linked.changed.items()]
    told += [("deleted", project, {}) for project in linked.deleted]
    return [Change(model="project", action=action, eid="", label=project.name[:60], fields=fields) for action, project, fields in told]


def count_projects(document_id, linked):
    """How many projects a report speaks of: those that the document mentions, and others that its load has changed."""
    mentioned = ProjectMention.objects.filter(document_id=document_id, project__isnull=False).order_by()
    return len({*mentioned.values_list("project", flat=True), *(project.pk for project in (*linked.created, *linked.changed))})
