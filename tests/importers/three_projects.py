"""A document that names four projects, of which the machine finds three, and what tests ask about them."""

from decimal import Decimal

from plans.corrections import add_mention
from plans.models import Correction, Paragraph, Project, ProjectMention, ProjectProposal, Region
from tests.builders import chapter, load_plan, mention, para, parsed

TEXT = "推动太绥高铁开工,8月底前建成岚县500千伏输变电工程,实施“春潮行动”,谋划晋东物流园。"
RAILWAY = mention("推动太绥高铁开工", "太绥高铁", action="推动开工", stage="started")
GRID = mention(
    "8月底前建成岚县500千伏输变电工程", "岚县500千伏输变电工程", action="建成", stage="completed", place="岚县",
    scale="500千伏", scale_value=Decimal(500), scale_unit="千伏", deadline="8月底前", deadline_date="2026-08-31",
)  # fmt: skip
TIDE = mention("实施“春潮行动”", "“春潮行动”", action="实施", stage="underway", kind="programme", name="春潮行动")
PARK = mention("谋划晋东物流园", "晋东物流园", action="谋划", stage="planned", kind="platform")
REGIONS = (
    ("140000", "山西省", "province"), ("140100", "太原市", "prefecture"), ("141100", "吕梁市", "prefecture"),
    ("141127", "岚县", "county"), ("141122", "交城县", "county"),
)  # fmt: skip


def make_regions():
    for code, name, level in REGIONS:
        short = name if len(name) == 2 else name[:-1]
        Region.objects.create(
            code=code, name=name, full_name=name if level == "province" else f"山西省{name}", short_name=short, level=level
        )


def plan(*projects, text=TEXT, first=(), more=(), **changes):
    return parsed(*first, chapter(1, "项目"), para(text), *more, projects=projects or (RAILWAY, GRID, TIDE), **changes)


def report(region="141100", year=2026, clause="太绥高铁建成通车", printed="太绥高铁", **more):
    """Another document, with one project in it, opened."""
    project = mention(clause, printed, tense="outcome", stage="completed", **more)
    return parsed(
        para(f"{region}于{year}年报告。"), para(f"{clause}。"), projects=[project], title=f"{region}政府工作报告{year}", doc_type="work_report", region_code=region,
        region=region, period_start=year, period_end=year, written_on=f"{year}-01-10",
    )  # fmt: skip


def load_report(**options):
    return load_plan(report(**options), file_name=f"{options}.txt")


def content():
    """All mentions with their projects, the projects, proposals and corrections; ids and times aside."""
    hidden = {"id", "created_at", "updated_at", "document_id", "paragraph_id", "project_id", "review_state", "one_id", "other_id"}
    tables = [
        sorted([{k: v for k, v in row.items() if k not in hidden} for row in model.objects.values()], key=str)
        for model in (ProjectMention, Project, ProjectProposal)
    ]
    linked = sorted(
        tuple(sorted(f"{one.document} {one.line} {one.name}" for one in project.mentions.select_related("document")))
        for project in Project.objects.mentioned()
    )
    book = Correction.objects.order_by("model", "field", "created_at").values("model", "operation", "field", "state", "machine")
    return tables, linked, list(book)


def add(editor, **fields):
    at = TEXT.index("晋东物流园")
    fields = {"kind": "platform", "stage": "planned"} | fields
    return add_mention(Paragraph.objects.get(text=TEXT), fields, text_start=at, text_end=at + 5, editor=editor)


def told():
    """The names of each project's mentions."""
    return sorted(sorted(project.mentions.values_list("name", flat=True)) for project in Project.objects.all())
