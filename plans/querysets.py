"""Named queries. Views, admin and loader ask these; none builds its own."""

from django.db import models

from plans.choices import ParagraphKind


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


class BlockQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("position")


class ParagraphQuerySet(BlockQuerySet):
    def body(self):
        """Everything that is the document's own text."""
        return self.exclude(kind=ParagraphKind.NOISE)

    def noise(self):
        return self.filter(kind=ParagraphKind.NOISE)
