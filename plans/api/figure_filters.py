"""What targets, outcomes and indicators can be filtered by, and their series and comparisons."""

from plans import choices, models
from plans.api.figure_parameters import ComparatorChoice, ComparatorIn, IndicatorCode, IndicatorCodeIn, Number, RegionList, TextIn, YearIn
from plans.api.filters import Filters, InParagraph, OfDocument, Placed
from plans.api.parameters import UUID, Choice, ChoiceIn, Moment, RegionCode, RegionCodeIn, Text, Within, Year, YesNo
from plans.querysets import within


class OfKind(Filters):
    """Which numbers can be put into one series: what they say of the indicator, and in what kind of unit."""

    measure = Choice(
        choices=choices.Measure.choices, help_text="What the number says: a level, a change (signed), or a count of things done."
    )
    measure__in = ChoiceIn(
        field_name="measure", choices=choices.Measure.choices, help_text="Any of these, separated by commas: `level,count`."
    )
    unit_family = Choice(choices=choices.UnitFamily.choices, help_text="Kind of unit (单位类别); numbers of one kind can be compared.")
    unit_family__in = ChoiceIn(
        field_name="unit_family", choices=choices.UnitFamily.choices, help_text="Any of these kinds of unit, separated by commas."
    )
    year = Year(help_text="Year the number holds for.")
    year__gte = Year(field_name="year", lookup_expr="gte", help_text="Holds for this year or a later one.")
    year__lte = Year(field_name="year", lookup_expr="lte", help_text="Holds for this year or an earlier one.")
    review_state = Choice(choices=choices.ReviewState.choices, help_text="How far people have checked the figure.")
    review_state__in = ChoiceIn(
        field_name="review_state", choices=choices.ReviewState.choices, help_text="Any of these states, separated by commas."
    )


class OfRegion(Filters):
    region = RegionCode(field_name="region_id", help_text="Code of exactly this region: the one the number is about (行政区).")
    region__in = RegionCodeIn(field_name="region_id", help_text="Codes of any of these regions, separated by commas.")
    within = Within(field_name="region__code", help_text="Code of a region: numbers about it and about everything below it.")


class FigureFilters(OfDocument, InParagraph, OfRegion, OfKind, Placed):
    rows_of = models.Target
    region_name = Text(field_name="region__full_name", help_text="Exactly this full name of the region the number is about.")
    indicator_name = Text(field_name="indicator__name", help_text="Exactly this name of the indicator in the registry.")
    printed = Text(help_text="Exactly these words: number, comparator and unit as printed.")
    normal_unit = Text(help_text="Exactly this base unit: 元, 亩, %.")
    value_high = Number(help_text="Upper end of a range, as printed.")
    normal_value_high = Number(help_text="Upper end of a range, in the base unit.")
    base_value = Number(help_text="Value at the start, in the same unit as `value`.")
    region__isnull = YesNo(field_name="region", lookup_expr="isnull", help_text="`true`: it is not known which region it is about.")
    indicator = IndicatorCode(
        field_name="indicator_id", help_text="Code of the indicator, such as `gdp`. A code that was merged into another means that one."
    )
    indicator__in = IndicatorCodeIn(field_name="indicator_id", help_text="Codes of any of these indicators, separated by commas.")
    indicator__isnull = YesNo(
        field_name="indicator", lookup_expr="isnull", help_text="`true`: not linked, its name is in no entry of the registry."
    )
    indicator__theme = Choice(choices=choices.IndicatorTheme.choices, help_text="Theme of the indicator (主题).")
    indicator__theme__in = ChoiceIn(
        field_name="indicator__theme", choices=choices.IndicatorTheme.choices, help_text="Any of these themes, separated by commas."
    )
    indicator__direction = Choice(choices=choices.Direction.choices, help_text="Which way the indicator should go.")
    name = Text(field_name="indicator_name", help_text="Exactly this name of what is measured, as printed.")
    name__in = TextIn(field_name="indicator_name", help_text="Any of these names, separated by commas.")
    name__icontains = Text(field_name="indicator_name", lookup_expr="icontains", help_text="Name contains this text, in any case.")
    q = Text(method="mentioning", help_text="Name or clause contains these characters one after the other, in any case, width and script.")
    year__in = YearIn(field_name="year", help_text="Holds for any of these years, separated by commas.")
    year__isnull = YesNo(field_name="year", lookup_expr="isnull", help_text="`true`: the text tells no year.")
    base_year = Year(help_text="Year a change is counted from (比2015年增长).")
    base_year__gte = Year(field_name="base_year", lookup_expr="gte", help_text="Counted from this year or a later one.")
    base_year__lte = Year(field_name="base_year", lookup_expr="lte", help_text="Counted from this year or an earlier one.")
    base_year__isnull = YesNo(field_name="base_year", lookup_expr="isnull", help_text="`true`: the text tells no base year.")
    unit = Text(help_text="Exactly this unit as printed, magnitude included: 亿元.")
    unit__in = TextIn(field_name="unit", help_text="Any of these units, separated by commas.")
    value = Number(help_text="Exactly this number as printed, before conversion: 543.8 for 543.8亿元.")
    value__gte = Number(field_name="value", lookup_expr="gte", help_text="This number as printed or a larger one; combine it with `unit`.")
    value__lte = Number(field_name="value", lookup_expr="lte", help_text="This number as printed or a smaller one; combine it with `unit`.")
    normal_value = Number(help_text="Exactly this number in the base unit of its kind: 54380000000 for 543.8亿元.")
    normal_value__gte = Number(
        field_name="normal_value",
        lookup_expr="gte",
        help_text="This number in the base unit or a larger one; of a range the lower end. Combine it with `unit_family`.",
    )
    normal_value__lte = Number(
        field_name="normal_value",
        lookup_expr="lte",
        help_text="This number in the base unit or a smaller one; of a range the lower end. Combine it with `unit_family`.",
    )
    comparator = ComparatorChoice(help_text="How it is compared: `>=` for 不低于 and 以上. Signs go percent-encoded: `%3E%3D`.")
    comparator__in = ComparatorIn(field_name="comparator", help_text="Any of these comparators, separated by commas.")
    nature = Choice(choices=choices.Nature.choices, help_text="How binding the text says it is: binding (约束性) or expected (预期性).")
    nature__in = ChoiceIn(field_name="nature", choices=choices.Nature.choices, help_text="Any of these natures, separated by commas.")
    nature__isnull = YesNo(field_name="nature", lookup_expr="isnull", help_text="`true`: the text does not say how binding it is.")
    strength = Text(help_text="Exactly this word of firmness, as printed: 力争, 确保, 至少.")
    strength__in = TextIn(field_name="strength", help_text="Any of these words, separated by commas.")
    strength__isnull = YesNo(field_name="strength", lookup_expr="isnull", help_text="`true`: no such word stands there.")

    def mentioning(self, queryset, name, value):
        return queryset.mentioning(value)


class SeriesFilters(OfDocument, OfRegion, OfKind):
    """Which numbers enter the series of an indicator."""


class ComparisonFilters(OfDocument, OfKind):
    """Which numbers enter a comparison."""

    region = RegionList(field_name="region_id", help_text="Codes of the regions, 2 to 10.")


class IndicatorFilters(Filters):
    rows_of = models.Indicator
    name_en = Text(help_text="Exactly this English name.")
    created_at = Moment(help_text="First written at exactly this time.")
    updated_at = Moment(help_text="Last changed at exactly this time.")
    code = Text(help_text="Exactly this code, such as `gdp`.")
    code__in = TextIn(field_name="code", help_text="Any of these codes, separated by commas.")
    name = Text(method="named", help_text="Exactly this name or alias, in Chinese or English: 地区生产总值, GDP.")
    q = Text(method="matching", help_text="Code, name, English name or an alias contains these characters, in any case.")
    unit_family = Choice(choices=choices.UnitFamily.choices, help_text="Kind of unit of its level (单位类别).")
    unit_family__in = ChoiceIn(
        field_name="unit_family", choices=choices.UnitFamily.choices, help_text="Any of these kinds of unit, separated by commas."
    )
    direction = Choice(choices=choices.Direction.choices, help_text="Which way it should go.")
    direction__in = ChoiceIn(
        field_name="direction", choices=choices.Direction.choices, help_text="Any of these directions, separated by commas."
    )
    theme = Choice(choices=choices.IndicatorTheme.choices, help_text="Its theme (主题).")
    theme__in = ChoiceIn(field_name="theme", choices=choices.IndicatorTheme.choices, help_text="Any of these themes, separated by commas.")
    superseded = YesNo(
        field_name="superseded_by", lookup_expr="isnull", exclude=True, help_text="Whether it has been merged into another one."
    )
    superseded_by = Text(field_name="superseded_by_id", help_text="Code of the indicator it has been merged into.")
    from_registry = YesNo(help_text="Whether it comes from the registry; `false`: an editor has added it.")
    document = UUID(method="measured_in_document", help_text="Id of a document: indicators of which it has a target or an outcome.")
    region = RegionCode(
        method="measured_in_region", help_text="Code of exactly this region: indicators with a target or an outcome about it."
    )
    within = Within(
        method="measured_within", help_text="Code of a region: indicators with a target or an outcome about it or anything below it."
    )

    def named(self, queryset, name, value):
        return queryset.named(value)

    def matching(self, queryset, name, value):
        return queryset.matching(value)

    def measured_in_document(self, queryset, name, value):
        return queryset.measured(document=value)

    def measured_in_region(self, queryset, name, value):
        return queryset.measured(region=value)

    def measured_within(self, queryset, name, value):
        return queryset.measured(**within("region__code", value))
