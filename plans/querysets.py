"""Named queries. Views, admin and loader ask these; none builds its own."""

from django.apps import apps
from django.db import connections, models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Greatest

from plans.choices import CorrectionState, DiagnosticState, ParagraphKind, ProposalState
from plans.search.matching import Holds

FIGURE_MODELS = ("target", "outcome")
# What a document is made of, and what is marked in its texts: names of models.
BLOCKS = ("chapter", "section", "paragraph")
MARKS = (*FIGURE_MODELS, "projectmention", "reference")
UNLINKED_NAMES = """
    SELECT mode() WITHIN GROUP (ORDER BY indicator_name) AS name, indicator_key AS key, count(*) AS count,
           count(DISTINCT document_id) AS documents
    FROM ({tables}) AS figures
    GROUP BY indicator_key HAVING count(*) >= %s
    ORDER BY documents DESC, count DESC, key LIMIT %s OFFSET %s
"""


class RegionQuerySet(models.QuerySet):
    def within(self, code):
        """The region itself and everything below it. A GB/T 2260 code carries its ancestors: 14 11 02."""
        return self.filter(**within("code", code))

    def named(self, name):
        """Regions that bear exactly this name, full, usual or short."""
        return self.filter(models.Q(name=name) | models.Q(full_name=name) | models.Q(short_name=name))

    def in_order(self, codes):
        """The regions of these codes, in their order."""
        known = self.in_bulk(codes)
        return [known[code] for code in codes if code in known]

    def matching(self, text):
        """Regions whose full or short name contains the text."""
        return self.filter(models.Q(full_name__icontains=text) | models.Q(short_name__icontains=text))


def within(field, code):
    """Filter arguments for `field` holding the code of a region or of anything below it.

    >>> within("region__code", "141100")
    {'region__code__startswith': '1411'}
    """
    return {f"{field}__startswith": code.removesuffix("00").removesuffix("00")}


class DocumentQuerySet(models.QuerySet):
    def within(self, code):
        """Documents of a region or of anything below it."""
        return self.filter(**within("region__code", code))

    def covering(self, year):
        """Documents whose period holds the year; a period with an open end holds none."""
        return self.filter(period_start__lte=year, period_end__gte=year)

    def with_source(self):
        """Each document with what is known of its current source, but not the bytes."""
        return self.select_related("source").defer("source__content")

    def with_structure_version(self):
        """Beside each document how many blocks of each model it has, and when the newest was written.

        With the document's own time these change whenever its structure or a text does, deletions included.
        """
        return self._with_versions(*BLOCKS)

    def with_marks_version(self):
        """The same of what is marked in its texts: figures, mentions of projects, citations."""
        return self._with_versions(*MARKS)

    def _with_versions(self, *names):
        versions = {}
        for name in names:
            versions[f"{name}_count"] = _OfDocument(name, "count(*)", models.IntegerField())
            versions[f"{name}_changed_at"] = _OfDocument(name, "max(updated_at)", models.DateTimeField())
        return self.annotate(**versions)

    def with_project_version(self):
        """Beside each document how many mentions of projects it has, and when the newest of these or of their projects was written."""
        rows = apps.get_model("plans", "projectmention")._base_manager.filter(document=models.OuterRef("pk"), project__isnull=False)
        rows = rows.order_by().values("document")
        newest = Greatest(models.Max("updated_at"), models.Max("project__updated_at"))
        return self.annotate(
            mention_count=Coalesce(models.Subquery(rows.values(value=models.Count("pk"))), 0),
            mentions_changed_at=models.Subquery(rows.values(value=newest)),
        )

    def with_work(self):
        """Beside each document: `open_diagnostics` and `standing_corrections`, what editors have to do and have done."""
        return self.annotate(
            open_diagnostics=_count_of("plans.Diagnostic", state=DiagnosticState.OPEN),
            standing_corrections=_count_of("plans.Correction", state__in=(CorrectionState.ACTIVE, CorrectionState.CONFLICT)),
        )


class _OfDocument(models.Func):
    """What all rows of a model that belong to a document come to. Compiled once: a query set would be with every request."""

    def __init__(self, name, value, output_field):
        table = apps.get_model("plans", name)._meta.db_table
        super().__init__(F("pk"), template=f"(SELECT {value} FROM {table} WHERE document_id = %(expressions)s)", output_field=output_field)


def _count_of(label, **conditions):
    """How many rows of another model belong to a document, as a subquery: two such counts don't multiply each other."""
    rows = apps.get_model(label)._base_manager.filter(document=models.OuterRef("pk"), **conditions).order_by()
    return Coalesce(models.Subquery(rows.values("document").annotate(n=models.Count("pk")).values("n")), 0)


class SourceQuerySet(models.QuerySet):
    def without_content(self):
        """What is known of each file, without its bytes."""
        return self.defer("content")

    def of_document(self, document):
        """The ids of all sources of a document, the newest first."""
        return self.filter(document=document).order_by("-pk").values_list("pk", flat=True)

    def content_of(self, pk):
        """The bytes of one file."""
        return bytes(self.values_list("content", flat=True).get(pk=pk))


class ParagraphQuerySet(models.QuerySet):
    def body(self):
        """Everything that is the document's own text."""
        return self.exclude(kind=ParagraphKind.NOISE)

    def mentioning(self, text):
        """Paragraphs that contain the text, in either script and width."""
        return self.filter(Holds(text))

    def without_map(self):
        """Paragraphs without the map of their text to the source, which is as long again."""
        return self.defer("source_map")


class IndicatorQuerySet(models.QuerySet):
    def current(self):
        """Indicators that none has superseded."""
        return self.filter(superseded_by__isnull=True)

    def named(self, name):
        """Indicators that bear exactly this name, in Chinese or English, or have it as an alias."""
        return self.filter(Q(name=name) | Q(name_en__iexact=name) | Q(aliases__contains=[name]) | Q(editor_aliases__contains=[name]))

    def matching(self, text):
        """Indicators whose code, name, English name or an alias contains the text."""
        return self.filter(
            Q(code__icontains=text)
            | Q(name__icontains=text)
            | Q(name_en__icontains=text)
            | Q(aliases__icontains=text)
            | Q(editor_aliases__icontains=text)
        )

    def measured(self, **conditions):
        """Indicators of which there is a target or an outcome that meets the conditions."""
        figures = (
            apps.get_model("plans", name)._base_manager.filter(indicator=models.OuterRef("pk"), **conditions) for name in FIGURE_MODELS
        )
        targets, outcomes = (models.Exists(rows) for rows in figures)
        return self.filter(targets | outcomes)

    def merged(self, codes):
        """For each of the codes that exists, all codes that have become one indicator with it, itself included. One query."""
        stored = dict(self.filter(Q(code__in=codes) | Q(superseded_by__isnull=False)).order_by().values_list("code", "superseded_by"))
        final = {code: _end_of_chain(code, stored) for code in stored}
        return {
            code: {final[code], *(other for other in stored if final[other] == final[code])}
            for code in dict.fromkeys(codes)
            if code in stored
        }

    def unlinked_names(self, *, at_least=2, limit=100, offset=0):
        """Names of figures that match no indicator and recur: dicts of name, key, count, documents; the widest spread first.

        Names with one key are one name; the most frequent spelling is shown. One query.
        """
        tables = " UNION ALL ".join(
            f"SELECT indicator_name, indicator_key, document_id FROM {apps.get_model('plans', name)._meta.db_table} "
            "WHERE indicator_id IS NULL AND indicator_key <> ''"
            for name in FIGURE_MODELS
        )
        with connections[self.db].cursor() as cursor:
            cursor.execute(UNLINKED_NAMES.format(tables=tables), [at_least, limit, offset])
            names = [column.name for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _end_of_chain(code, superseded_by):
    """Where a chain of superseded codes ends; a ring ends where it began.

    >>> _end_of_chain("a", {"a": "b", "b": "c"}), _end_of_chain("a", {"a": "b", "b": "a"})
    ('c', 'b')
    """
    seen = {code}
    while (following := superseded_by.get(code)) and following not in seen:
        code = following
        seen.add(code)
    return code


class MarkedQuerySet(models.QuerySet):
    """What figures and mentions of projects have in common: words in a paragraph, and a region."""

    def within(self, code):
        """Those of a region or of anything below it."""
        return self.filter(**within("region__code", code))


class FigureQuerySet(MarkedQuerySet):
    def unlinked(self):
        """Figures whose indicator is not in the registry."""
        return self.filter(indicator__isnull=True)

    def mentioning(self, text):
        """Figures whose name or clause contains the text, in either script and width."""
        return self.filter(Holds(text))


class ProjectQuerySet(models.QuerySet):
    def mentioned(self):
        """Projects that a document mentions."""
        return self.filter(_exists("projectmention"))

    def within(self, code):
        """Projects of a region or of anything below it."""
        return self.filter(**within("region__code", code))

    def mentioned_by(self, mentions):
        """Projects that at least one of these mentions is of."""
        return self.filter(models.Exists(mentions.order_by().filter(project=models.OuterRef("pk"))))


class MentionQuerySet(MarkedQuerySet):
    def mentioning(self, text):
        """Mentions whose full name or clause contains the text, in either script and width."""
        return self.filter(Holds(text))

    def of_projects_in(self, document):
        """What a document says of each project, in reading order, with the project and the regions."""
        mentions = self.filter(document=document, project__isnull=False).order_by("position", "id")
        return mentions.select_related("project", "project__region", "region")

    def in_time_order(self):
        """From the oldest document to the newest, each in reading order; documents without a date come first."""
        return self.order_by(F("dated").asc(nulls_first=True), "document", "position", "id")


class ProposalQuerySet(models.QuerySet):
    def open(self):
        """Proposals that nobody has decided about."""
        return self.filter(state=ProposalState.OPEN)


def _exists(name, **conditions):
    """Has a project such a row?"""
    return models.Exists(apps.get_model("plans", name)._base_manager.filter(project=models.OuterRef("pk"), **conditions))


class ChangeQuerySet(models.QuerySet):
    def after(self, sequence):
        """Changes that come after a place in the log."""
        return self.filter(sequence__gt=sequence)

    def since(self, moment):
        """Changes committed at a time or later."""
        first = self.model._base_manager.filter(at__gte=moment).order_by("at", "sequence").values("sequence")[:1]
        return self.filter(sequence__gte=models.Subquery(first))
