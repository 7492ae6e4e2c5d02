"""People and parses in any order: the same parse again is silent, and a rebuild gives the same mentions and projects."""

import random

import pytest
from django.contrib.auth import get_user_model

from plans.corrections import accept, add_mention, confirm, correct, delete_mention, merge, reject, split, withdraw
from plans.models import Correction, Paragraph, Project, ProjectMention, ProjectProposal
from tests.builders import load_plan, mention, para, parsed
from tests.importers.settling import settled
from tests.importers.three_projects import make_regions

pytestmark = pytest.mark.django_db
NAMES = ("太绥高铁", "太绥高铁项目", "太绥高铁二期", "晋东物流园", "“春潮行动”", "污水处理厂", "汾河湿地公园")
VERBS = ("推动{}开工", "建成{}", "谋划{}", "{}投入运营")
EDITS = ({"stage": "planned"}, {"name": "太绥高铁"}, {"name": "某水库"}, {"place": "岚县"}, {"kind": "programme"}, {"count": 3})
PLACES = (("141100", "吕梁市规划"), ("140100", "太原市规划"), ("140000", "山西省规划"))


def reading(chance):
    """Some sentences of a document, each naming a project that the machine finds or misses."""
    found = []
    for number in range(chance.randint(1, 4)):
        name = chance.choice(NAMES)
        found.append((f"第{number}句", chance.choice(VERBS).format(name), name, chance.random() < 0.85, chance.choice(("started", None))))
    return found


def another(chance, found):
    """The same document scraped and parsed anew."""
    found = [one if chance.random() < 0.7 else (*one[:3], chance.random() < 0.7, chance.choice(("completed", None))) for one in found]
    if len(found) > 1 and chance.random() < 0.4:
        found.pop(chance.randrange(len(found)))
    if chance.random() < 0.4:
        found.insert(chance.randint(0, len(found)), (f"新{chance.random()}句", f"建成{NAMES[0]}", NAMES[0], True, None))
    return found


def plan(place, found):
    code, title = place
    projects = [mention(f"{lead}{clause}", name, name=name.strip("“”"), stage=stage) for lead, clause, name, read, stage in found if read]
    blocks = [para(f"{title}。"), *(para(f"{lead}{clause}。") for lead, clause, *_ in found)]
    return parsed(*blocks, projects=projects, title=title, region_code=code, region=title[:3])


def decide(chance, editor):
    """Something that a person might do."""
    mentions, projects = list(ProjectMention.objects.order_by("pk")), list(Project.objects.mentioned().order_by("pk"))
    shared = [row for row in mentions if row.project.mention_count > 1]
    proposals = list(ProjectProposal.objects.open().order_by("key"))
    standing = [c for c in Correction.objects.order_by("pk") if c.state in ("active", "conflict")]
    what = [chance.choice(("edit", "delete"))] if mentions else []
    what += ["merge"] * 2 if len(projects) > 1 else []
    what += ["split"] * 2 if shared else []
    what += ["accept", "reject"] if proposals else []
    what += ["withdraw", "confirm"] if standing else []
    match chance.choice([*what, "add"]):
        case "edit":
            correct(chance.choice(mentions), chance.choice(EDITS), editor=editor)
        case "delete":
            delete_mention(chance.choice(mentions), editor=editor)
        case "merge":
            merge(chance.sample(projects, 2), editor=editor)
        case "split":
            split(chance.choice(shared), editor=editor)
        case "accept":
            accept(chance.choice(proposals), editor=editor)
        case "reject":
            reject(chance.choice(proposals), editor=editor)
        case "withdraw":
            withdraw(chance.choice(standing), editor)
        case "confirm":
            confirm(chance.choice(standing), editor)
        case "add":
            paragraph = chance.choice(Paragraph.objects.filter(text__contains="句").order_by("pk"))
            add_mention(paragraph, {"name": chance.choice(NAMES)}, text_start=2, text_end=6, editor=editor)


def content():
    """All mentions with what they are linked with, and what stands in the book about them."""
    hidden = {"id", "created_at", "updated_at", "paragraph_id", "review_state", "project_id"}
    rows = [{k: v for k, v in row.items() if k not in hidden} for row in ProjectMention.objects.values()]
    linked = [
        sorted(str((one.document_id, one.start, one.text_start, one.name)) for one in project.mentions.all())
        for project in Project.objects.mentioned()
    ]
    book = Correction.objects.values("model", "operation", "field", "after", "machine", "state", "object_id")
    return sorted(map(str, rows)), sorted(linked), sorted(map(str, book))


def check_projects():
    """Every mention has a project, every project a mention; and the projects are what their mentions say."""
    assert not ProjectMention.objects.filter(project__isnull=True).exists()
    assert not Project.objects.filter(mentions__isnull=True).exists()
    for project in Project.objects.all():
        assert project.mention_count == project.mentions.count()


@pytest.mark.parametrize("seed", range(8))
def test_any_order(seed):
    chance = random.Random(seed)
    editor = get_user_model().objects.create(username="editor")
    make_regions()
    readings = {place: reading(chance) for place in PLACES}
    for place in PLACES:
        load_plan(plan(place, readings[place]))
    for _ in range(3):
        for _ in range(4):
            decide(chance, editor)
            check_projects()
        for place in PLACES:
            settled(plan(place, readings[place]))
        place = chance.choice(PLACES)
        readings[place] = another(chance, readings[place])
        load_plan(plan(place, readings[place]), force=True)
        settled(plan(place, readings[place]))
        check_projects()
    if Correction.objects.filter(state="orphaned").exists():
        return  # what has lost its place may find the same words elsewhere, once nothing else claims them
    before = content()
    Paragraph.objects.all().delete()
    for place in chance.sample(PLACES, 3):
        load_plan(plan(place, readings[place]), force=True)
    assert content() == before
