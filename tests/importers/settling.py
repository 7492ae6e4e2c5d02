"""What tests ask of a second load: that it is silent, and what it leaves for the editors."""

from plans.models import MARKED, Correction, Diagnostic, Paragraph, Project, ProjectProposal
from tests.builders import load_plan


def written():
    models = (*MARKED.values(), Project, ProjectProposal, Correction, Paragraph, Diagnostic)
    return {(model.__name__, *row) for model in models for row in model.objects.values_list("pk", "updated_at")}


def settled(again):
    """The same parse again changes nothing."""
    before = written()
    assert load_plan(again, force=True).status == "unchanged"
    assert written() == before


def queue():
    return list(Diagnostic.objects.filter(state="open").values_list("code", flat=True))
