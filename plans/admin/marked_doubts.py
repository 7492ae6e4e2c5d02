"""What the parse doubts about records, beside the paragraph it is about."""

from plans.admin.workbench import doubt_of
from plans.choices import DiagnosticState
from plans.models import Diagnostic


def open_doubts(document_id, code):
    """The open doubts of a document whose code begins so: one query."""
    found = Diagnostic.objects.filter(document=document_id, code__startswith=code, state=DiagnosticState.OPEN)
    return [doubt_of(diagnostic) for diagnostic in found.order_by("line", "start", "code")]


def doubts_about(doubts, paragraph):
    """Those that stand in a paragraph: at one of its characters, or on one of its lines where no more is known."""
    return [doubt for doubt in doubts if _stands_in(doubt.diagnostic, paragraph)]


def _stands_in(diagnostic, paragraph):
    if diagnostic.start is not None and paragraph.start is not None:
        return paragraph.start <= diagnostic.start < paragraph.end
    if diagnostic.line is None or paragraph.line is None:
        return False
    return paragraph.line <= diagnostic.line <= (paragraph.end_line or paragraph.line)
