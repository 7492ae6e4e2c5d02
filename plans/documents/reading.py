"""What a document is written from: its record, its tree, and the marks in its texts."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from plans.choices import Comparator, ProjectStage, Tense
from plans.documents.marks import Mark
from plans.documents.markup import LINE_END

CITED = re.compile("《([^《》]{1,300})》")
FIGURE_COLUMNS = (
    "id", "paragraph_id", "text_start", "text_end", "indicator_id", "indicator_name", "comparator", "printed", "year", "value", "value_high",
    "normal_value", "normal_value_high",
)  # fmt: skip
MENTION_COLUMNS = ("id", "project_id", "paragraph_id", "text_start", "text_end", "name", "stage", "tense")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A document, or one part of it, ready to be written down.

    `lists` is its tree, `part` the part to write (None for all of it), `marks` those of each paragraph by its id,
    `root` the API's address: absolute, ending in a slash.
    """

    document: object
    lists: dict
    root: str
    part: object = None
    marks: dict = field(default_factory=dict)

    @property
    def path(self):
        """Where it is, below the root."""
        return f"documents/{self.document.pk}/" + (f"~{self.part.node['eid']}/" if self.part else "")

    @property
    def address(self):
        return self.root + self.path

    @property
    def body(self):
        return [self.part.node] if self.part else self.lists["body"]

    @property
    def name(self):
        """Its title in one line; what kind of document of which region it is, where none is printed."""
        return LINE_END.sub(" ", self.document.title or str(self.document))


def marks_of(document, lists):
    """The marks of a document's paragraphs by their ids: figures, mentions of projects, cited documents. Four queries."""
    marks = defaultdict(list)
    for kind, figures in (("target", document.targets), ("outcome", document.outcomes)):
        for row in figures.filter(text_start__isnull=False).order_by().values_list(*FIGURE_COLUMNS, named=True):
            marks[str(row.paragraph_id)].append(_figure(kind, row))
    mentions = document.projectmentions.filter(text_start__isnull=False).order_by()
    for row in mentions.values_list(*MENTION_COLUMNS, named=True):
        marks[str(row.paragraph_id)].append(_mention(row))
    cited = dict(document.references.filter(target__isnull=False).exclude(target=document).values_list("title", "target_id"))
    for node in texts(lists) if cited else ():
        marks[node["id"]] += _citations(node["text"], cited)
    return marks


def texts(lists):
    """Every node with a text, in no particular order."""
    waiting = [node for nodes in lists.values() for node in nodes]
    while waiting:
        node = waiting.pop()
        waiting += node["children"]
        if node["text"] is not None:
            yield node


def _figure(kind, row):
    high = row.normal_value_high if row.normal_value is not None else row.value_high
    low = row.normal_value if row.normal_value is not None else row.value
    told = f"{Tense(kind).label}:{row.indicator_name} {row.printed}" + (f"({row.year}年)" if row.year else "")
    return Mark(
        kind=kind,
        start=row.text_start,
        end=row.text_end,
        path=f"{kind}s/{row.id}/",
        told=told,
        value=plain(low) + (f"..{plain(high)}" if row.comparator == Comparator.RANGE else ""),
        indicator=row.indicator_id,
    )


def _mention(row):
    stage = ProjectStage(row.stage).label if row.stage else ""
    told = f"项目:{row.name}" + (f"({Tense(row.tense).label}:{stage})" if stage else "")
    path = f"projects/{row.project_id}/" if row.project_id else f"project-mentions/{row.id}/"
    return Mark(kind="project", start=row.text_start, end=row.text_end, path=path, told=told)


def _citations(text, cited):
    for match in CITED.finditer(text):
        if key := cited.get(match[1]):
            yield Mark(kind="document", start=match.start(), end=match.end(), path=f"documents/{key}/", told=f"文档:{match[1]}")


def plain(number):
    """An exact number without exponent or closing zeros.

    >>> from decimal import Decimal
    >>> plain(Decimal("155000000.00")), plain(Decimal("-4.50")), plain(Decimal("1E+3"))
    ('155000000', '-4.5', '1000')
    """
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
