"""What projects and their mentions can be filtered by."""

from plans import choices
from plans.api.figure_parameters import Number, TextIn, YearIn
from plans.api.filters import Filters, InParagraph, OfDocument, Placed, Recorded
from plans.api.parameters import UUID, Choice, ChoiceIn, Day, RegionCode, RegionCodeIn, Text, UUIDIn, Whole, Within, Year, YesNo
from plans.models import Project, ProjectMention


class OfUndertaking(Filters):
    """What a project and a mention of one both have."""

    name = Text(help_text="Exactly this name (名称).")
    name__in = TextIn(field_name="name", help_text="Any of these names, separated by commas.")
    name__icontains = Text(field_name="name", lookup_expr="icontains", help_text="Name contains this text, in any case.")
    kind = Choice(
        choices=choices.ProjectKind.choices,
        help_text="Something built (建设项目), a programme carried out (工程, 行动, 计划), or a base, park or centre set up (平台载体).",
    )
    kind__in = ChoiceIn(field_name="kind", choices=choices.ProjectKind.choices, help_text="Any of these kinds, separated by commas.")
    stage = Choice(choices=choices.ProjectStage.choices, help_text="How far it has come, or, where `tense` is target, is to come (阶段).")
    stage__in = ChoiceIn(field_name="stage", choices=choices.ProjectStage.choices, help_text="Any of these stages, separated by commas.")
    stage__isnull = YesNo(field_name="stage", lookup_expr="isnull", help_text="`true`: the text tells no stage.")
    tense = Choice(choices=choices.Tense.choices, help_text="Whether the stage is to be reached (target) or has been reached (outcome).")
    scale_unit = Text(help_text="Exactly this base unit of the scale (规模单位): 千瓦, 吨, 公里, 元, 台.")
    scale_unit__in = TextIn(field_name="scale_unit", help_text="Any of these base units, separated by commas.")
    scale_value = Number(help_text="Exactly this scale in its base unit: 700000 for 2×35万千瓦.")
    scale_value__gte = Number(
        field_name="scale_value", lookup_expr="gte", help_text="This scale in the base unit or a larger one. Combine it with `scale_unit`."
    )
    scale_value__lte = Number(
        field_name="scale_value", lookup_expr="lte", help_text="This scale in the base unit or a smaller one. Combine it with `scale_unit`."
    )
    scale_value__isnull = YesNo(field_name="scale_value", lookup_expr="isnull", help_text="`true`: no scale is known as a number.")
    deadline_date = Day(help_text="Last day that its deadline allows (期限) is exactly this one.")
    deadline_date__gte = Day(field_name="deadline_date", lookup_expr="gte", help_text="Its deadline ends on this day or later.")
    deadline_date__lte = Day(field_name="deadline_date", lookup_expr="lte", help_text="Its deadline ends on this day or earlier.")
    deadline_date__isnull = YesNo(field_name="deadline_date", lookup_expr="isnull", help_text="`true`: no deadline is known as a date.")
    year = Year(
        field_name="deadline_date", lookup_expr="year", help_text="Year in which its deadline ends; `mention_year` is the other one."
    )
    year__in = YearIn(
        field_name="deadline_date", lookup_expr="year__in", help_text="Its deadline ends in any of these years, separated by commas."
    )
    year__gte = Year(field_name="deadline_date", lookup_expr="year__gte", help_text="Its deadline ends in this year or later.")
    year__lte = Year(field_name="deadline_date", lookup_expr="year__lte", help_text="Its deadline ends in this year or earlier.")
    review_state = Choice(choices=choices.ReviewState.choices, help_text="How far people have checked it.")
    review_state__in = ChoiceIn(
        field_name="review_state", choices=choices.ReviewState.choices, help_text="Any of these states, separated by commas."
    )


class SaidOfIt(OfDocument):
    """What is asked of mentions. In a list of projects one and the same mention answers all of these."""

    rows_of = ProjectMention

    q = Text(method="mentioning", help_text="Name or clause of a mention contains these characters, in any case, width and script.")
    place = Text(help_text="Exactly this place as a mention prints it (地点): 岚县, 离石信义镇.")
    place__icontains = Text(field_name="place", lookup_expr="icontains", help_text="Place as a mention prints it contains this text.")
    mention_year = Year(
        field_name="dated",
        lookup_expr="year",
        help_text="A document of this year says it: the year of `mentioned_on`. `year` is that of the deadline.",
    )
    mention_year__gte = Year(field_name="dated", lookup_expr="year__gte", help_text="A document of this year or a later one says it.")
    mention_year__lte = Year(field_name="dated", lookup_expr="year__lte", help_text="A document of this year or an earlier one says it.")

    def mentioning(self, queryset, name, value):
        return queryset.mentioning(value)


class ProjectFilters(SaidOfIt, OfUndertaking):
    rows_of = Project
    region_name = Text(field_name="region__full_name", help_text="Exactly this full name of its region.")
    mention_count = Whole(help_text="It is mentioned so many times.")
    first_mentioned_on = Day(field_name="first_dated", help_text="First mentioned on this day.")
    last_mentioned_on = Day(field_name="last_dated", help_text="Last mentioned on this day.")
    document = UUID(field_name="document_id", help_text="Id of a document that mentions it.")
    document__in = UUIDIn(field_name="document_id", help_text="Any of these documents mentions it: ids, separated by commas.")
    region = RegionCode(field_name="region_id", help_text="Code of exactly this region: the one it is in (行政区).")
    region__in = RegionCodeIn(field_name="region_id", help_text="Codes of any of these regions, separated by commas.")
    within = Within(field_name="region__code", help_text="Code of a region: projects in it and in everything below it.")
    region__isnull = YesNo(field_name="region", lookup_expr="isnull", help_text="`true`: it is not known where it is.")
    document_count = Whole(help_text="So many documents mention it.")
    document_count__gte = Whole(
        field_name="document_count",
        lookup_expr="gte",
        help_text="So many documents or more mention it: 2 for what can be followed through time.",
    )
    document_count__lte = Whole(field_name="document_count", lookup_expr="lte", help_text="So many documents or fewer mention it.")
    mention_count__gte = Whole(field_name="mention_count", lookup_expr="gte", help_text="It is mentioned so many times or more.")
    mention_count__lte = Whole(field_name="mention_count", lookup_expr="lte", help_text="It is mentioned so many times or fewer.")
    first_mentioned_on__gte = Day(field_name="first_dated", lookup_expr="gte", help_text="First mentioned on this day or later.")
    first_mentioned_on__lte = Day(field_name="first_dated", lookup_expr="lte", help_text="First mentioned on this day or earlier.")
    last_mentioned_on__gte = Day(field_name="last_dated", lookup_expr="gte", help_text="Last mentioned on this day or later.")
    last_mentioned_on__lte = Day(field_name="last_dated", lookup_expr="lte", help_text="Last mentioned on this day or earlier.")

    def filter_queryset(self, queryset):
        """Filters of SaidOfIt choose mentions, together; the others choose projects."""
        mentions, asked = ProjectMention.objects.all(), False
        for name, value in self.form.cleaned_data.items():
            if name not in SaidOfIt.base_filters or name in Recorded.base_filters:
                queryset = self.filters[name].filter(queryset, value)
            elif value not in ("", None, []):
                mentions, asked = self.filters[name].filter(mentions, value), True
        return queryset.mentioned_by(mentions) if asked else queryset


class MentionFilters(SaidOfIt, InParagraph, OfUndertaking, Placed):
    region_name = Text(field_name="region__full_name", help_text="Exactly this full name of the region its place is in.")
    printed = Text(help_text="Exactly this name as a piece of the clause.")
    scale = Text(help_text="Exactly this capacity or size as printed: 2×35万千瓦.")
    deadline = Text(help_text="Exactly this deadline as printed: 8月底前.")
    mentioned_on = Day(field_name="dated", help_text="The document is of this day.")
    region = RegionCode(
        field_name="region_id",
        help_text="Code of exactly this region: the one its printed place is in (行政区). Where no place is printed, ask `document__region`.",
    )
    region__in = RegionCodeIn(field_name="region_id", help_text="Codes of any of these regions, separated by commas.")
    within = Within(field_name="region__code", help_text="Code of a region: printed places in it and in everything below it.")
    region__isnull = YesNo(field_name="region", lookup_expr="isnull", help_text="`true`: no place is printed, or its region is not known.")
    place__isnull = YesNo(field_name="place", lookup_expr="isnull", help_text="`true`: no place is printed.")
    action = Text(help_text="Exactly this verb phrase as printed (动作): 推动开工.")
    action__icontains = Text(field_name="action", lookup_expr="icontains", help_text="Verb phrase contains this text: 投产.")
    count__isnull = YesNo(
        field_name="count", lookup_expr="isnull", help_text="`false`: a counted group without names of its own (4个铁路专用线)."
    )
    count__gte = Whole(field_name="count", lookup_expr="gte", help_text="A counted group of so many or more.")
    count__lte = Whole(field_name="count", lookup_expr="lte", help_text="A counted group of so many or fewer.")
    mentioned_on__gte = Day(field_name="dated", lookup_expr="gte", help_text="The document is of this day or later.")
    mentioned_on__lte = Day(field_name="dated", lookup_expr="lte", help_text="The document is of this day or earlier.")


class ProjectMentionFilters(MentionFilters):
    project_name = Text(field_name="project__name", help_text="Exactly this name of the project it mentions.")
    project = UUID(field_name="project_id", help_text="Id of the project it mentions.")
    project__in = UUIDIn(field_name="project_id", help_text="Any of these projects: ids, separated by commas.")
    project__isnull = YesNo(field_name="project", lookup_expr="isnull", help_text="`true`: not linked to a project.")
