"""Proposals for the editor: which projects may be one. Decisions stay, and what was decided is not proposed again."""

from plans import bulk
from plans.choices import ProposalState
from plans.models import ProjectProposal


def propose(stems, found, project_of):
    """Make the open proposals of some stems those that were `found`; `project_of` gives the project of each mention.

    A proposal that was accepted and whose projects are two again, because the decision was withdrawn, is open again.
    """
    stored = {row.key: row for row in ProjectProposal.objects.filter(name_stem__in=stems)}
    decided = {frozenset((row.one_id, row.other_id)) for row in stored.values() if row.state == ProposalState.REJECTED}
    created, changed, standing = [], [], set()
    for doubt in {doubt.key: doubt for doubt in found}.values():
        one, other = project_of[doubt.one[0].pk], project_of[doubt.other[0].pk]
        row = stored.get(doubt.key)
        if one == other or (row is None and frozenset((one, other)) in decided):
            continue
        standing.add(doubt.key)
        if row is None:
            stem = doubt.one[0].stem
            created.append(ProjectProposal(key=doubt.key, name_stem=stem, one_id=one, other_id=other, reason=doubt.reason))
        elif _renew(row, one, other):
            changed.append(row)
    gone = [row.pk for row in stored.values() if row.state == ProposalState.OPEN and row.key not in standing]
    bulk.insert(created)
    bulk.update(changed)
    ProjectProposal.objects.filter(pk__in=gone).delete()


def _renew(row, one, other):
    """Point a stored proposal at the projects of today."""
    if (row.one_id, row.other_id) == (one, other) and row.state != ProposalState.ACCEPTED:
        return False
    row.one_id, row.other_id = one, other
    if row.state == ProposalState.ACCEPTED:
        row.state, row.decided_by, row.decided_at = ProposalState.OPEN, None, None
    return True
