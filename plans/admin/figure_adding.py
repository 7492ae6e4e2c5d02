"""Adding a target or an outcome: an editor chooses the number in the paragraph and fills in the rest."""

from plans import corrections
from plans.admin.base import may
from plans.admin.figure_form import NUMBERS, WORDS, AddingForm
from plans.admin.figure_order import figures_of
from plans.admin.figure_proposal import proposal, unclaimed
from plans.admin.marked_adding import MarkedAdding
from plans.choices import Tense
from plans.models import FIGURES


class FigureAdding(MarkedAdding):
    """Adding for the admin of either model; which of the two a record becomes, its form says."""

    adding_form = AddingForm
    adding_fieldsets = ((None, {"fields": ("tense", *WORDS, *NUMBERS, "reason")}),)

    def has_add_permission(self, request):
        return may(request.user, "add", *FIGURES.values())

    def records_near(self, paragraph):
        return figures_of(paragraph.document_id, paragraph=paragraph)

    def candidates(self, text, near):
        return unclaimed(text, near)

    def proposed(self, request, place):
        tense = {"tense": self.model.tense}
        return tense | proposal(request.paragraph.text, *place, request.near, request.paragraph.document) if place else tense

    def add_record(self, paragraph, values, form_fields, editor):
        return corrections.add_figure(
            Tense(form_fields["tense"]),
            paragraph,
            values,
            text_start=form_fields["text_start"],
            text_end=form_fields["text_end"],
            editor=editor,
            reason=form_fields["reason"],
        )

    def added_message(self, added):
        return f"已补上{added.tense.label}“{added}”。"
