"""Records for the API's tests, made straight through the ORM."""

import hashlib
from decimal import Decimal
from itertools import count

from django.db import connection
from django.utils import timezone

from plans.models import (
    Chapter,
    Correction,
    Diagnostic,
    Document,
    Indicator,
    Outcome,
    Paragraph,
    Project,
    ProjectMention,
    Reference,
    Region,
    Section,
    Source,
    Target,
)

serial = count(1)
REGIONS = [
    ("140000", "山西省", "山西省", "山西", "province", None),
    ("141100", "吕梁市", "山西省吕梁市", "吕梁", "prefecture", "140000"),
    ("141102", "离石区", "山西省吕梁市离石区", "离石", "county", "141100"),
    ("140100", "太原市", "山西省太原市", "太原", "prefecture", "140000"),
    ("440000", "广东省", "广东省", "广东", "province", None),
]


def regions():
    """山西省, two of its prefectures, a county, and another province: by code."""
    for code, name, full, short, level, parent in REGIONS:
        values = {"name": name, "full_name": full, "short_name": short, "level": level, "parent_id": parent}
        Region.objects.update_or_create(code=code, defaults=values)
    return Region.objects.in_bulk()


def published():
    """Let the log of changes be written inside the test's transaction, as a commit would."""
    connection.check_constraints()


def new_source(content=b"text", **values):
    digest = hashlib.sha256(content + str(next(serial)).encode()).hexdigest()
    return Source.objects.create(**{"sha256": digest, "content": content, "size": len(content), "encoding": "utf-8"} | values)


def new_document(content=b"text", source=None, **values):
    source = source or new_source(content)
    defaults = {"key": f"key {next(serial)}", "parser_version": "1", "parsed_at": timezone.now(), "title": "规划"}
    document = Document.objects.create(source=source, **defaults | values)
    source.document = document
    source.save()
    return document


def block(document, **values):
    """The columns every structural record has; each gets the next position and its own line."""
    n = next(serial)
    return {"document": document, "position": n, "eid": f"e{n}", "line": n, "end_line": n, "start": n * 10, "end": n * 10 + 9} | values


def new_chapter(document, **values):
    return Chapter.objects.create(**block(document, marker="第一章", number=1, heading="规划背景") | values)


def new_section(chapter, **values):
    return Section.objects.create(**block(chapter.document, chapter=chapter, marker="(一)", number=1, heading="发展基础") | values)


def new_paragraph(document, text="城乡居民收入稳步增长。", **values):
    return Paragraph.objects.create(**block(document, text=text, kind="paragraph") | values)


def new_indicator(code="gdp", **values):
    return Indicator.objects.create(
        **{"code": code, "name": f"指标{code}", "unit_family": "money", "theme": "economy", "direction": "up"} | values
    )


def new_figure(model, paragraph=None, printed="543.8亿元", **values):
    """A figure that stands in a paragraph, or in one made for it: found there, its place filled in."""
    clause = values.pop("clause", f"地区生产总值达到{printed}")
    document = values.pop("document", None)
    paragraph = paragraph or new_paragraph(document or new_document(), f"到2025年,{clause},经济总量再上台阶。")
    n, at = next(serial), paragraph.text.find(clause)
    start = at + clause.find(printed)
    place = {"line": n, "start": n * 10, "end": n * 10 + len(printed), "position": n}
    within = {"text_start": start, "text_end": start + len(printed), "clause_start": at, "clause_end": at + len(clause)}
    said = {
        "indicator_name": "地区生产总值",
        "value": Decimal("543.8"),
        "unit": "亿元",
        "unit_family": "money",
        "normal_value": Decimal("54380000000"),
    }
    defaults = {
        "document": paragraph.document,
        "paragraph": paragraph,
        "clause": clause,
        "printed": printed,
        "normal_unit": "元",
        "year": 2025,
    }
    return model.objects.create(**defaults | place | within | said | values)


def new_target(*args, **values):
    return new_figure(Target, *args, **values)


def new_outcome(*args, **values):
    return new_figure(Outcome, *args, **values)


def new_project(name="太绥高铁", **values):
    """A project; its mentions are made by new_mention."""
    said = {
        "name_key": name.strip("“”"),
        "kind": "construction",
        "stage": "started",
        "tense": "target",
        "mention_count": 1,
        "document_count": 1,
    }
    return Project.objects.create(**{"name": name} | said | values)


def new_mention(project=None, paragraph=None, **values):
    """A mention of a project, or of one made for it, in a paragraph, or in one made for it: found there, its place filled in."""
    project = project or new_project()
    printed = values.setdefault("printed", project.name)
    clause = values.setdefault("clause", f"开工建设{printed}")
    document = values.pop("document", None)
    paragraph = paragraph or new_paragraph(document or new_document(), f"今年,{clause},争取早日建成。")
    n, at = next(serial), paragraph.text.find(clause)
    start = at + clause.find(printed)
    place = {"line": n, "start": n * 10, "end": n * 10 + len(printed), "position": n}
    within = {"text_start": start, "text_end": start + len(printed), "clause_start": at, "clause_end": at + len(clause)}
    said = {
        "name": project.name,
        "name_key": project.name_key,
        "kind": project.kind,
        "stage": "started",
        "tense": "target",
        "action": "开工建设",
    }
    belongs = {"project": project, "document": paragraph.document, "paragraph": paragraph, "dated": paragraph.document.published_on}
    return ProjectMention.objects.create(**belongs | place | within | said | values)


def measures(document, region, code="gdp", **values):
    """Values for a figure of an indicator in some region."""
    return {"document": document, "region_id": region, "indicator_id": code} | values


def whole_document(chapters=1, sections=1, paragraphs=1, **values):
    """A document with title, notice, preamble, a line of noise, chapters, sections and paragraphs, one of each with a neighbour."""
    document = new_document(**values)
    new_paragraph(document, "首页 > 公开", kind="noise", noise_reason="site_header")
    new_paragraph(document, "吕梁市规划", kind="title")
    new_paragraph(document, "各县人民政府:", kind="notice")
    new_paragraph(document, "为了发展。", kind="preamble")
    for _ in range(chapters):
        chapter = new_chapter(document)
        new_paragraph(document, "本章总说。", chapter=chapter)
        for _ in range(sections):
            section = new_section(chapter)
            for _ in range(paragraphs):
                new_paragraph(document, chapter=chapter, section=section)
    Reference.objects.create(document=document, position=0, title=f"规划 {next(serial)}", target=document)
    Diagnostic.objects.create(document=document, code="structure.missing_heading", severity="warning", message="?", line=1, end_line=1)
    Correction.objects.create(document=document, model="document", object_id=document.id, field=f"title{next(serial)}", after="新")
    new_target(new_paragraph(document, "到2025年,地区生产总值达到543.8亿元。", kind="preamble"))
    last = new_paragraph(document, "2020年,地区生产总值达到543.8亿元,开工建设太绥高铁。", kind="preamble")
    new_outcome(last)
    new_mention(paragraph=last)
    return document
