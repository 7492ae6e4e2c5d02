"""A corpus for benchmarks: sentences of the five documents mixed, numbers changed, rare made-up names put in.

The frequency of words spreads from a tenth of the paragraphs down to a single one. The same arguments make the same corpus.
"""

import random
import re
from datetime import date, timedelta
from pathlib import Path

from django.db import connection
from django.utils import timezone

from importers.parsing.pipeline import parse_plan
from plans.bulk import insert
from plans.models import Chapter, Document, Indicator, Outcome, Paragraph, Project, ProjectMention, Region, Section, Source, Target

SOURCES = Path(__file__).resolve().parent.parent / "fixtures" / "sources"
COMMON = [bytes([high, low]).decode("gb2312") for high in range(0xB0, 0xD7) for low in range(0xA1, 0xFA)]
WORKS = ["工业园区", "科技有限公司", "水库", "物流园", "产业基地", "文化旅游区", "高速公路", "中医院", "职业技术学院"]
PER_DOCUMENT, PER_SECTION, FIGURES, MENTIONS = 250, 6, 60, 40
REGIONS = 400
TYPES = ("outline", "special_plan", "work_report")
STAGES = ("planned", "started", "underway", "completed", None)
# What half of all figures are for, so that a region has more than a page of them.
YEAR = 2025


class Material:
    """Sentences, headings, and the chance that mixes them."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        plans = [parse_plan(path.read_bytes(), name=path.name) for path in sorted(SOURCES.glob("*.txt"))]
        blocks = [block for plan in plans for block in plan.structure if block.kind != "noise"]
        texts = [block.text for block in blocks if len(block.text) >= 30]
        self.sentences = [s for text in texts for s in re.findall(r"[^。;]+[。;]", text) if 8 <= len(s) <= 260]
        self.headings = sorted({block.heading for block in blocks if block.heading and len(block.heading) <= 40})
        self.figures = [one for plan in plans for one in plan.targets]
        self.indicators = list(Indicator.objects.order_by("code").values_list("code", flat=True)) or [None]
        self.chance.shuffle(self.sentences)

    def day(self):
        return date(2016, 1, 1) + timedelta(days=self.chance.randrange(3650))

    def name(self):
        return "".join(self.chance.choices(COMMON, k=self.chance.choice((2, 3, 4)))) + self.chance.choice(WORKS)

    def paragraph(self):
        return "".join(self._sentence() for _ in range(self.chance.choices((1, 2, 3, 4, 5), (25, 30, 22, 14, 9))[0]))

    def _sentence(self):
        if self.chance.random() < 0.1:
            return f"依托{self.name()}、{self.name()},{self.chance.choice(self.sentences)}"
        sentence = self.sentences[int(len(self.sentences) * self.chance.random() ** 1.6)]
        return re.sub(r"\d{2,}", self._vary, sentence) if self.chance.random() < 0.5 else sentence

    def _vary(self, match):
        number = match[0]
        return number if number.startswith("20") else str(self.chance.randrange(10 ** (len(number) - 1), 10 ** len(number)))


def fill(paragraphs, seed=20261122):
    """Documents with so many paragraphs in all, their headings, figures and mentions of projects.

    As a bulk load is best done: no triggers (nothing here needs checking; only a superuser may do without), and the indexes
    of the search built at the end.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE indexname LIKE '%\\_grams'")
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
        cursor.execute("SELECT usesuper FROM pg_user WHERE usename = current_user")
        (superuser,) = cursor.fetchone()
        if superuser:
            cursor.execute("SET session_replication_role = replica")
        _documents(paragraphs, seed)
        if superuser:
            cursor.execute("SET session_replication_role = DEFAULT")
        for _, definition in indexes:
            cursor.execute(definition)


def _documents(paragraphs, seed):
    material, regions = Material(seed), list(Region.objects.order_by("code")[:REGIONS])
    for n in range(-(-paragraphs // PER_DOCUMENT)):
        _document(material, n, regions[n % len(regions)])


def _document(material, n, region):
    source = Source(sha256=f"{n:064x}", content=b"", size=n % 997, encoding="utf-8")
    start, published = material.chance.choice((2016, 2021, 2021, 2021, 2026)), material.day()
    document = Document(
        key=f"benchmark {n}", source=source, title=f"{region.name}{material.chance.choice(material.headings)}规划", region=region,
        doc_type=TYPES[n % 3], period_start=start, period_end=start + 4, published_on=published, written_on=published - timedelta(days=9),
        parser_version="0", parsed_at=timezone.now(),
    )  # fmt: skip
    blocks = _blocks(material, document)
    records = _records(material, document, blocks["paragraph"])
    for rows in ([source], [document], *blocks.values(), *records.values()):
        insert(rows)


def _blocks(material, document):
    rows, position = {"chapter": [], "section": [], "paragraph": []}, 0

    def place(model, name, **values):
        nonlocal position
        position += 1
        row = model(document=document, position=position, eid=f"{name}_{position}", line=position, end_line=position, **values)
        rows[name].append(row)
        return row

    for each in range(PER_DOCUMENT):
        if each % (4 * PER_SECTION) == 0:
            chapter = place(Chapter, "chapter", kind="chapter", heading=material.chance.choice(material.headings))
        if each % PER_SECTION == 0:
            section = place(Section, "section", chapter=chapter, level=2, heading=material.chance.choice(material.headings))
        place(Paragraph, "paragraph", chapter=chapter, section=section, kind="paragraph", text=material.paragraph())
    return rows


def _records(material, document, paragraphs):
    chance, rows = material.chance, {"target": [], "outcome": [], "project": [], "mention": []}
    for each in range(FIGURES):
        one, model = chance.choice(material.figures), (Target, Outcome)[each % 2]
        said = {"indicator_name": one.indicator, "value": one.value, "unit": one.unit or "", "normal_value": one.value}
        said |= {"year": chance.choice((YEAR, YEAR, YEAR, 2030, 2035, None)), "indicator_id": chance.choice(material.indicators)}
        place = _marked(chance.choice(paragraphs), one.printed, chance) | {"document": document, "position": each, "region": document.region}
        rows[model.tense].append(model(**said, **place))
    for each in range(MENTIONS):
        name, stage, day = material.name() + "建设项目", chance.choice(STAGES), document.published_on
        said = {"name": name, "name_key": name, "kind": "construction", "stage": stage, "tense": "target", "deadline_date": chance.choice((None, material.day()))}
        project = Project(mention_count=1, document_count=1, region=document.region, first_dated=day, last_dated=day, **said)
        place = _marked(chance.choice(paragraphs), name, chance) | {"document": document, "position": each, "region": document.region}
        rows["project"].append(project)
        rows["mention"].append(ProjectMention(project=project, dated=day, **said, **place))
    return rows


def _marked(paragraph, printed, chance):
    """Some words of the paragraph as the clause that holds what was printed, and where that stands."""
    start = chance.randrange(max(1, len(paragraph.text) - 40))
    clause = paragraph.text[start : start + 40]
    places = {"text_start": start, "text_end": min(start + len(printed), len(paragraph.text)), "clause_start": start, "clause_end": start + len(clause)}
    return {"paragraph": paragraph, "clause": clause, "printed": printed, "line": paragraph.line, "start": start, "end": start + len(printed)} | places
