"""Metadata of a parse as values of Document fields."""

import datetime

from importers.loading.tree import storable
from importers.parsing.records import Diagnostic
from plans.choices import DocumentType, RegionLevel
from plans.citations import fold_title
from plans.models import Document, Reference, Region

TEXTS = ("title", "issuer", "doc_number", "index_number", "theme")
DATES = ("published_on", "written_on")
NUMBERS = ("period_start", "period_end", "horizon_year")
LARGEST_YEAR = 32767


def document_values(metadata):
    """The machine's values by field name (region as its code, whether known or not), and what did not fit."""
    doubts = []
    values = {name: _clipped(name, getattr(metadata, name), doubts) for name in TEXTS}
    values["region_name"] = _clipped("region_name", metadata.region, doubts)
    values |= {name: _date(name, getattr(metadata, name), doubts) for name in DATES}
    values |= {name: _year(getattr(metadata, name)) for name in NUMBERS}
    values["doc_type"] = metadata.doc_type if metadata.doc_type in DocumentType.values else None
    values["region_level"] = metadata.region_level if metadata.region_level in RegionLevel.values else None
    values["region"] = metadata.region_code
    values |= {"is_draft": bool(metadata.is_draft), "is_fragment": bool(metadata.is_fragment)}
    return values, doubts


def region_levels(codes):
    """The level of each code that the Region table knows."""
    return dict(Region.objects.filter(code__in={code for code in codes if code}).values_list("code", "level"))


def finish(values, machine_level, levels):
    """Set what follows from corrected values, and keep the database's rules. Returns doubts."""
    values["title_key"] = fold_title(values["title"])
    values["region_level"] = levels.get(values["region"], machine_level)
    start, end = values["period_start"], values["period_end"]
    if start is None or end is None or start <= end:
        return []
    values["period_start"] = values["period_end"] = None
    return [Diagnostic(code="load.period_reversed", severity="warning", message=f"规划期 {start} 至 {end} 首尾颠倒,未采用,请核对原文。")]


def reference_titles(metadata):
    """Cited titles in order, each once. One that is too long for a title (a 》 is missing) is left out and reported."""
    limit = Reference._meta.get_field("title").max_length
    titles = dict.fromkeys(storable(title) for title in metadata.references if title)
    doubts = [
        Diagnostic(code="load.reference_too_long", severity="warning", message=f"书名号内过长,未作引用:《{title[:40]}…")
        for title in titles
        if len(title) > limit
    ]
    return [title for title in titles if len(title) <= limit], doubts


def _clipped(name, value, doubts):
    value = storable(value) or None
    field = Document._meta.get_field(name)
    if value and len(value) > field.max_length:
        message = f"{field.verbose_name}超过 {field.max_length} 字,已截断,请核对:{value[:40]}…"
        doubts.append(Diagnostic(code="load.clipped", severity="warning", message=message))
        value = value[: field.max_length]
    return value


def _date(name, value, doubts):
    try:
        return datetime.date.fromisoformat(value) if value else None
    except ValueError:
        label = Document._meta.get_field(name).verbose_name
        doubts.append(Diagnostic(code="load.bad_date", severity="warning", message=f"{label}不是日期,未采用:{value}"))
        return None


def _year(value):
    return value if value is None or 0 <= value <= LARGEST_YEAR else None
