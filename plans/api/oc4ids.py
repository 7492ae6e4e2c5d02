"""The projects of a document as an OC4IDS 0.9 project package: what this one document says, and only where it is sure.

https://standard.open-contracting.org/infrastructure/ is about infrastructure. Our `kind` stands in additionalClassifications,
so that a reader can leave out programmes. What a text does not state is left out; nothing is null.
"""

import re
from itertools import groupby

from django.conf import settings
from django.utils.timezone import localtime

from plans.api.figure_serializers import number
from plans.choices import ProjectKind, ProjectStage, Tense

VERSION = "0.9"
GAZETTEER = "GB/T 2260"
CLASSIFICATION = "planapi-kind"
# Where a project stands. A stage that is still to be reached has not been reached.
STATUS = {
    (Tense.OUTCOME, ProjectStage.PLANNED): "identification",
    (Tense.OUTCOME, ProjectStage.STARTED): "implementation",
    (Tense.OUTCOME, ProjectStage.UNDERWAY): "implementation",
    (Tense.OUTCOME, ProjectStage.COMPLETED): "completion",
    (Tense.TARGET, ProjectStage.PLANNED): "identification",
    (Tense.TARGET, ProjectStage.STARTED): "preparation",
    (Tense.TARGET, ProjectStage.UNDERWAY): "implementation",
    (Tense.TARGET, ProjectStage.COMPLETED): "implementation",
}
# Codes by the noun a name ends in; a code with a point has its parent before it.
SECTORS = [
    (re.compile(f"(?:{nouns})(?:改造|扩建|新建|建设|[一二三四五]期|首期|项目|工程)*$"), codes)
    for nouns, codes in (
        ("铁路|高铁|铁路专用线", ("transport", "transport.rail")),
        ("公路|高速|快速路|大桥|隧道", ("transport", "transport.road")),
        ("机场", ("transport", "transport.air")),
        ("地铁|轻轨|轨道交通", ("transport", "transport.urban")),
        ("光伏(?:发电|电站)?", ("energy", "energy.solar")),
        ("风电|风电场|风力发电", ("energy", "energy.wind")),
        ("水电站|抽水蓄能(?:电站)?", ("energy", "energy.hydropower")),
        ("煤电|火电|输变电|热电联产|电厂|变电站|汇集站|储能电站", ("energy",)),
        ("污水处理厂|垃圾处理厂|垃圾焚烧发电厂|供水|污水管网", ("waterAndWaste",)),
        ("医院|卫生院|疾控中心", ("health",)),
        ("小学|中学|高中|幼儿园|职业技术学院|大学", ("education",)),
        ("体育馆|体育场|图书馆|博物馆|文化馆|档案馆", ("cultureSportsAndRecreation",)),
        ("公租房|廉租房|保障性租赁住房|保障房", ("socialHousing",)),
    )
]
TYPES = [(re.compile("新建"), "construction"), (re.compile("^(?!.*拆).*(?:改造|加固|翻新)"), "rehabilitation")]


def package(document, mentions, uri):
    """A project package of what a document says of projects. `mentions` are in reading order, with their projects and regions."""
    mentions = sorted(mentions, key=lambda mention: mention.project_id)  # stable: reading order stays within a project
    projects = [_project(list(said), document, uri) for _, said in groupby(mentions, key=lambda mention: mention.project_id)]
    publisher = {"name": settings.PLANAPI_PUBLISHER_NAME, "uri": settings.PLANAPI_PUBLISHER_URI}
    return _told(
        {
            "uri": uri,
            "publishedDate": _moment(max(document.updated_at, document.mentions_changed_at)),
            "publisher": _told(publisher),
            "license": settings.PLANAPI_LICENSE_URI,
            "version": VERSION,
            "projects": projects,
        }
    )


def _project(mentions, document, uri):
    project = mentions[0].project
    return _told(
        {
            "id": f"{settings.PLANAPI_OC4IDS_PREFIX}-{project.pk}",
            "updated": _moment(max(project.updated_at, *(mention.updated_at for mention in mentions))),
            "title": project.name,
            "description": "\n\n".join(dict.fromkeys(mention.clause for mention in mentions)),
            "status": status_of(mentions),
            "period": _period(mentions),
            "sector": sector_of(project),
            "type": type_of(project),
            "additionalClassifications": [
                {"scheme": CLASSIFICATION, "id": str(project.kind), "description": ProjectKind(project.kind).label}
            ],
            "locations": _locations(project, mentions),
            "budget": _budget(mentions),
            "documents": [_document(document, uri)],
        }
    )


def _told(values):
    """Without what is not known."""
    return {name: value for name, value in values.items() if value}


def _moment(time):
    return localtime(time).isoformat(timespec="seconds")


def _end_of(day):
    return f"{day.isoformat()}T23:59:59+08:00"


def status_of(mentions):
    """By the last mention that tells a stage; what is reported goes before what is announced."""
    told = [mention for mention in mentions if mention.stage]
    reported = [mention for mention in told if mention.tense == Tense.OUTCOME]
    latest = (reported or told)[-1:]
    return STATUS[latest[0].tense, latest[0].stage] if latest else None


def _period(mentions):
    dates = [mention.deadline_date for mention in mentions if mention.deadline_date]
    return {"endDate": _end_of(dates[-1])} if dates else None


def sector_of(project):
    """The sector that the last noun of its name tells; none of a programme."""
    if project.kind == ProjectKind.PROGRAMME:
        return None
    return next((list(codes) for pattern, codes in SECTORS if pattern.search(project.name)), None)


def type_of(project):
    """New or rehabilitated, where the name says it; programmes and platforms have no such type."""
    if project.kind != ProjectKind.CONSTRUCTION:
        return None
    return next((code for pattern, code in TYPES if pattern.search(project.name)), None)


def _locations(project, mentions):
    """The printed places; where there is none, the region the project is in."""
    places = {(mention.place, mention.region): None for mention in mentions if mention.place}
    if not places and project.region:
        places[project.region.full_name, project.region] = None
    return [
        _told(
            {
                "id": str(n),
                "description": place,
                "gazetteer": region and {"scheme": GAZETTEER, "identifiers": [region.code]},
            }
        )
        for n, (place, region) in enumerate(places, 1)
    ]


def _budget(mentions):
    """An amount that is printed right behind 投资."""
    for mention in reversed(mentions):
        if mention.scale_unit == "元" and re.search(f"投资(?:额|约|超)?{re.escape(mention.scale)}", mention.clause):
            return {"amount": {"amount": number(mention.scale_value), "currency": "CNY"}}
    return None


def _document(document, uri):
    day = document.published_on or document.written_on
    return _told(
        {
            "id": str(document.pk),
            "title": document.title,
            "url": uri.removesuffix("oc4ids/") + "text/",
            "datePublished": day and f"{day.isoformat()}T00:00:00+08:00",
            "format": "text/plain",
            "language": "zh",
            "author": document.issuer,
        }
    )
