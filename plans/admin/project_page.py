"""What the pages of projects show: the mentions of one in time order, what may be one with it, and the queue of doubts.

A constant number of queries, however many mentions there are; laid out here in plain rows, so that the templates only print.
"""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from plans import corrections
from plans.admin.figure_words import plain_number
from plans.admin.marked_words import record_url, review_url
from plans.admin.mention_words import stage_words
from plans.models import Correction, Project, ProjectMention, ProjectProposal

OFFERED = 12
TOLD_OF_EACH = 3
PER_PAGE = 50


@dataclass(slots=True)
class Told:
    """A mention as the pages of projects show it: its clause cut at the name, `joined` if a person put it where it is."""

    mention: ProjectMention
    before: str
    name: str
    after: str
    stage: str
    joined: bool
    url: str


def told(mention, joined=()):
    at = mention.clause.find(mention.printed)
    end = at + len(mention.printed)
    before, name, after = (mention.clause[:at], mention.printed, mention.clause[end:]) if at >= 0 else (mention.clause, "", "")
    stage = stage_words(mention.stage, mention.tense)
    return Told(mention, before, name, after, stage, mention.pk in joined, record_url(mention))


def project_page(project, sought):
    """Its mentions by document, from the oldest; open doubts about it; projects that may be merged into it."""
    mentions = list(project.mentions.select_related("document__region", "region").in_time_order())
    joined = joined_ids(mentions)
    by_document = [
        {"document": document, "dated": some[0].dated, "url": review_url("projectmention", document.pk, some[0].pk), "mentions": [told(one, joined) for one in some]}
        for document, group in groupby(mentions, key=lambda mention: mention.document)
        for some in [list(group)]
    ]  # fmt: skip
    return {
        "documents": by_document,
        "several": len(mentions) > 1,
        "facts": facts(project),
        "stage_told": stage_words(project.stage, project.tense),
        "proposals": proposal_rows(open_proposals().filter(Q(one=project) | Q(other=project))),
        "sought": sought,
        "offered": offered(project, mentions, sought),
    }


def facts(project):
    """What is known of a project, as (label, words), without what is not."""
    scale = f"{plain_number(project.scale_value)}{project.scale_unit}" if project.scale_value is not None else ""
    told_facts = (
        ("行政区", project.region.full_name if project.region else "不详"),
        ("种类", project.get_kind_display()),
        ("现阶段", stage_words(project.stage, project.tense)),
        ("规模", scale),
        ("期限", project.deadline_date),
        ("提及", f"{project.mention_count} 处,{project.document_count} 篇文档"),
        ("最早提及", project.first_dated),
        ("最近提及", project.last_dated),
        ("审核", project.get_review_state_display()),
    )
    return [(label, words) for label, words in told_facts if words]


def joined_ids(mentions):
    """The mentions that a person has put where they are."""
    standing = Correction.objects.filter(field=corrections.PROJECT, state__in=corrections.STANDING)
    return set(standing.filter(object_id__in=[mention.pk for mention in mentions]).values_list("object_id", flat=True))


def offered(project, mentions, sought):
    """Projects to merge into this one: those whose name contains what is sought, else those named alike."""
    found = Project.objects.mentioned().exclude(pk=project.pk).select_related("region")
    if sought:
        found = found.filter(name__icontains=sought)
    else:
        stems = {mention.name_stem for mention in mentions} - {""}
        alike = ProjectMention.objects.filter(name_stem__in=stems).order_by().values("project")
        found = found.filter(pk__in=alike)
    return [side(one) for one in found.order_by("-mention_count", "name", "pk")[:OFFERED]]


def side(project, mentions=()):
    """One project beside another."""
    return {
        "project": project,
        "url": record_url(project),
        "stage": stage_words(project.stage, project.tense),
        "region": project.region.full_name if project.region else "行政区不详",
        "mentions": [told(mention) for mention in mentions],
    }


# ---- doubts: two projects that may be one ----
def open_proposals():
    return ProjectProposal.objects.open().filter(one__isnull=False, other__isnull=False)


def proposal_rows(proposals, at_most=PER_PAGE, offset=0):
    """Proposals with both projects and the newest mentions of each: two queries."""
    rows = list(proposals.select_related("one__region", "other__region", "decided_by").order_by("key", "pk")[offset : offset + at_most])
    ids = {pk for row in rows for pk in (row.one_id, row.other_id) if pk}
    newest = newest_mentions(ids)
    return [
        {
            "proposal": row,
            "sides": [side(one, newest.get(one.pk, ())) for one in (row.one, row.other) if one],
        }
        for row in rows
    ]


def newest_mentions(project_ids):
    """The newest mentions of each project, the oldest of them first, by the project's id: one query."""
    order = Window(RowNumber(), partition_by=F("project"), order_by=[F("dated").desc(nulls_last=True), F("position").asc(), F("pk").asc()])
    ranked = ProjectMention.objects.filter(project__in=project_ids).annotate(rank=order).filter(rank__lte=TOLD_OF_EACH)
    found = {}
    for mention in ranked.select_related("document__region").in_time_order():
        found.setdefault(mention.project_id, []).append(mention)
    return found


def proposal_page(state, page):
    """One page of proposals in a state, and whether there is another."""
    found = open_proposals() if state == "open" else ProjectProposal.objects.filter(state=state)
    rows = proposal_rows(found, PER_PAGE + 1, PER_PAGE * (page - 1))
    return {"rows": rows[:PER_PAGE], "more": len(rows) > PER_PAGE, "open_count": open_proposals().count()}
