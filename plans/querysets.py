"""Named queries. Views, admin and loader ask these; none builds its own."""

from django.apps import apps
from django.db import models
from django.db.models.functions import Coalesce

from plans.choices import CorrectionState, DiagnosticState, ParagraphKind


class RegionQuerySet(models.QuerySet):
    def within(self, code):
        """The region itself and everything below it. A GB/T 2260 code carries its ancestors: 14 11 02."""
        return self.filter(**within("code", code))


def within(field, code):
    """Filter arguments for `field` holding the code of a region or of anything below it.

    >>> within("region_id", "141100")
    {'region_id__startswith': '1411'}
    """
    return {f"{field}__startswith": code.removesuffix("00").removesuffix("00")}


class DocumentQuerySet(models.QuerySet):
    def within(self, code):
        """Documents of a region or of anything below it."""
        return self.filter(**within("region_id", code))

    def with_work(self):
        """Beside each document: `open_diagnostics` and `standing_corrections`, what editors have to do and have done."""
        return self.annotate(
            open_diagnostics=_count_of("plans.Diagnostic", state=DiagnosticState.OPEN),
            standing_corrections=_count_of("plans.Correction", state__in=(CorrectionState.ACTIVE, CorrectionState.CONFLICT)),
        )


def _count_of(label, **conditions):
    """How many rows of another model belong to a document, as a subquery: two such counts don't multiply each other."""
    rows = apps.get_model(label)._base_manager.filter(document=models.OuterRef("pk"), **conditions).order_by()
    return Coalesce(models.Subquery(rows.values("document").annotate(n=models.Count("pk")).values("n")), 0)


class BlockQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("position")


class ParagraphQuerySet(BlockQuerySet):
    def body(self):
        """Everything that is the document's own text."""
        return self.exclude(kind=ParagraphKind.NOISE)

    def noise(self):
        return self.filter(kind=ParagraphKind.NOISE)
