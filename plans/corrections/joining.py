"""What a person decides about which mentions are of one project: corrections of a field that no parse gives.

Each mention concerned is pinned to its project. A pin holds for the mentions that bear its name nearby as well, unless the mention
was set apart from them. docs/adr/0004-projects-and-mentions.md says why.
"""

import uuid6
from django.core.exceptions import ValidationError
from django.utils import timezone

from plans import bulk
from plans.changes import because
from plans.choices import ChangeCause, CorrectionState, ProposalState
from plans.corrections import ledger
from plans.corrections.anchors import anchor_of
from plans.corrections.values import PROJECT, STANDING
from plans.models import Correction, Document, Project, ProjectMention, ProjectProposal
from plans.projects.linking import ALONE, link, lock_linking


def merge(projects, *, editor, reason=""):
    """Make several projects one: the first of them, which it returns. All their mentions are pinned to it."""
    target, *others = projects
    if not others or target.pk in {project.pk for project in others}:
        raise ValidationError("合并须选两个以上不同的项目。")
    with because(ChangeCause.CORRECTION):
        lock_linking()
        mentions = _locked_mentions(project__in=[project.pk for project in projects])
        _pin(mentions, target.pk, editor, reason)
        link({mention.name_stem for mention in mentions}, projects={project.pk for project in projects})
        return Project.objects.get(pk=target.pk)


def split(mention, *, editor, reason=""):
    """Set a mention apart from the others of its project, as a project of its own, which it returns."""
    with because(ChangeCause.CORRECTION):
        lock_linking()
        mentions = _locked_mentions(project=ProjectMention.objects.values("project").get(pk=mention.pk)["project"])
        if len(mentions) < 2:
            raise ValidationError("该项目只有这一处提及,无从拆分。")
        mention = next(row for row in mentions if row.pk == mention.pk)
        made, old = uuid6.uuid7(), mention.project_id
        _pin([mention], made, editor, reason, alone=True)
        link({mention.name_stem}, projects={old})
        return Project.objects.get(pk=made)


def accept(proposal, *, editor, reason=""):
    """The two projects of a proposal are one. Returns it."""
    with because(ChangeCause.CORRECTION):
        lock_linking()
        proposal = _open_proposal(proposal)
        _decide(proposal, ProposalState.ACCEPTED, editor)
        return merge([proposal.one, proposal.other], editor=editor, reason=reason)


def reject(proposal, *, editor):
    """The two projects of a proposal are two, and are not proposed again."""
    with because(ChangeCause.CORRECTION):
        lock_linking()
        _decide(_open_proposal(proposal), ProposalState.REJECTED, editor)


def take_back_joining(mention, correction, editor):
    """Without the person's pin a mention goes where its name says."""
    ledger.mark_withdrawn(correction, editor)
    link({mention.name_stem}, projects={mention.project_id})


def _open_proposal(proposal):
    row = ProjectProposal.objects.select_related("one", "other").filter(pk=proposal.pk).first()
    if row is None or row.state != ProposalState.OPEN or not (row.one and row.other):
        raise ValidationError("这条建议已有决定,或所涉项目已变,请刷新后再看。")
    return row


def _decide(proposal, state, editor):
    values = {"state": state, "decided_by": editor, "decided_at": timezone.now(), "updated_at": timezone.now()}
    ProjectProposal.objects.filter(pk=proposal.pk).update(**values)


def _locked_mentions(**conditions):
    """Mentions with their paragraphs, in time order; an import of their documents waits, or is waited for."""
    documents = ProjectMention.objects.filter(**conditions).order_by().values("document")
    list(Document.objects.select_for_update().filter(pk__in=documents).order_by("pk").values_list("pk"))
    return list(ProjectMention.objects.filter(**conditions).select_related("paragraph").in_time_order())


def _pin(mentions, target, editor, reason, alone=False):
    """Record, for each mention, that it is of the project `target`; with `alone` nothing else is because of that."""
    standing = {}
    for correction in Correction.objects.filter(object_id__in=[mention.pk for mention in mentions], state__in=STANDING):
        standing.setdefault(correction.object_id, {})[correction.field] = correction
    made, renewed = [], []
    for mention in mentions:
        known = standing.get(mention.pk, {})
        correction = known.get(PROJECT) or Correction(document_id=mention.document_id, object_id=mention.pk, field=PROJECT)
        (made if correction._state.adding else renewed).append(correction)
        apart = alone or correction.anchor.get(ALONE)
        machine = {field: one.machine for field, one in known.items() if field and field != PROJECT}
        correction.model, correction.state = "projectmention", CorrectionState.ACTIVE
        correction.anchor = anchor_of(mention, machine) | ({ALONE: True} if apart else {})
        correction.before, correction.machine, correction.after = None, None, str(target)
        correction.editor, correction.reason = editor, reason
    bulk.insert(made)
    bulk.update(renewed)
    Document.objects.filter(pk__in={mention.document_id for mention in mentions}).update(updated_at=timezone.now())
