"""A corpus for benchmarks: sentences of the five documents mixed, numbers changed, rare made-up names put in.

The frequency of words spreads from a tenth of the paragraphs down to a single one. The same arguments make the same corpus.
"""

import random
import re
from pathlib import Path

from django.utils import timezone

from importers.parsing.pipeline import parse_plan
from plans.bulk import insert
from plans.models import Chapter, Document, Outcome, Paragraph, Project, ProjectMention, Region, Section, Source, Target

SOURCES = Path(__file__).resolve().parent.parent / "fixtures" / "sources"
COMMON = [bytes([high, low]).decode("gb2312") for high in range(0xB0, 0xD7) for low in range(0xA1, 0xFA)]
WORKS = ["工业园区", "科技有限公司", "水库", "物流园", "产业基地", "文化旅游区", "高速公路", "中医院", "职业技术学院"]
PER_DOCUMENT, PER_SECTION, FIGURES, MENTIONS = 250, 6, 60, 40
TYPES = ("outline", "special_plan", "work_report")


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
        self.chance.shuffle(self.sentences)

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
    """Documents with so many paragraphs in all, their headings, figures and mentions of projects."""
    material, regions = Material(seed), list(Region.objects.order_by("code")[:400])
    for n in range(-(-paragraphs // PER_DOCUMENT)):
        _document(material, n, regions[n % len(regions)])


def _document(material, n, region):
    source = Source(sha256=f"{n:064x}", content=b"", size=0, encoding="utf-8")
    start = material.chance.choice((2016, 2021, 2021, 2021, 2026))
    document = Document(
        key=f"benchmark {n}", source=source, title=f"{region.name}{material.chance.choice(material.headings)}规划", region=region,
        doc_type=TYPES[n % 3], period_start=start, period_end=start + 4, parser_version="0", parsed_at=timezone.now(),
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
        said = {"clause": one.clause, "printed": one.printed, "indicator_name": one.indicator, "value": one.value, "unit": one.unit or ""}
        place = {"document": document, "paragraph": chance.choice(paragraphs), "position": each, "region": document.region, "year": 2025}
        rows[model.tense].append(model(**said, **place))
    for each in range(MENTIONS):
        name = material.name() + "建设项目"
        project = Project(name=name, kind="construction", tense="target", mention_count=1, document_count=1)
        said = {"clause": f"加快建设{name}", "printed": name, "name": name, "position": each}
        rows["project"].append(project)
        rows["mention"].append(ProjectMention(document=document, paragraph=chance.choice(paragraphs), project=project, **said))
    return rows
