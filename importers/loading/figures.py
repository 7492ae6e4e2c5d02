"""Targets and outcomes of a parse, as future rows."""

from importers.loading.marked import LARGEST_YEAR, PLACE, MarkedNode, check_choices
from importers.loading.tree import storable
from plans.choices import Comparator, Measure, Nature, Tense
from plans.linking import KEY_LENGTH, indicator_key, linked_code

CHOICES = {"tense": Tense, "comparator": Comparator, "measure": Measure, "nature": Nature}


class FigureNode(MarkedNode):
    """One future target or outcome."""

    __slots__ = ()

    def following(self, field, page):
        if field == "region":
            return page.document.region_id
        return linked_code(page.index, self.values["indicator_name"], self.values["unit_family"], self.values["measure"])

    def finish(self, page):
        values = self.values
        values["indicator_key"] = indicator_key(values["indicator_name"])
        for field in ("region", "indicator"):
            if field not in values:
                values[field] = self.following(field, page)
        _keep_range_rule(values)


def grow_figures(parsed, paragraphs):
    """The figures of a parse as nodes. `paragraphs` are the structure's nodes by block."""
    return [_grow(target, paragraphs.get(target.block)) for target in parsed.targets]


def _grow(target, paragraph):
    check_choices(target, paragraph, CHOICES, {"nature"}, "figure")
    if (target.comparator == Comparator.RANGE) != (target.value_high is not None):
        raise ValueError(f"line {target.line}: a range needs two ends, and nothing else may have them")
    return FigureNode(model=target.tense, values=_values(target), paragraph=paragraph)


def _values(target):
    """The machine's values. Texts as the database takes them, years as far as it holds them."""
    same = (
        "comparator", "value", "value_high", "measure", "base_value", "nature", "unit_family", "normal_value", "normal_value_high", *PLACE,
    )  # fmt: skip
    return {name: getattr(target, name) for name in same} | {
        "indicator_name": storable(target.indicator)[:KEY_LENGTH],
        "clause": storable(target.clause),
        "printed": storable(target.printed),
        "unit": storable(target.unit)[:40],
        "normal_unit": storable(target.normal_unit)[:40],
        "strength": storable(target.strength)[:20] or None,
        "year": _year(target.year),
        "base_year": _year(target.base_year),
    }


def _year(year):
    return year if year is not None and 0 <= year <= LARGEST_YEAR else None


def _keep_range_rule(values):
    """A range has two ends and nothing else has, also where a person's comparator outlives the machine's range."""
    if values["comparator"] != Comparator.RANGE:
        values["value_high"] = values["normal_value_high"] = None
    elif values["value_high"] is None:
        values["comparator"] = str(Comparator.EQUAL)
