"""A client that reads, and records to be read."""

from decimal import Decimal

import pytest


@pytest.fixture
def get(client, db):
    """GET below /api/v1/: get("documents/", region="141100", kind__in="a,b")."""

    def get(path="", headers=None, **query):
        return client.get(path if path.startswith(("/", "http")) else f"/api/v1/{path}", query or None, headers=headers)

    return get


@pytest.fixture
def editor(db):
    """An editor with the rights that make_editor gives, and no password, which takes long to hash."""
    from django.contrib.auth.models import User

    from plans.management.commands.make_editor import editors

    user = User.objects.create(username="bianji", is_staff=True)
    user.groups.add(editors())
    return user


@pytest.fixture
def patch(client, editor):
    """PATCH below /api/v1/ with a token: patch("targets/…/", {"year": 2025}, etag). Without an ETag that of now is sent."""
    from plans.tokens import make_token

    key = make_token(editor, "test")[1]

    def patch(path, body, etag=None, content_type="application/json", **headers):
        path = path if path.startswith("/") else f"/api/v1/{path}"
        headers = {"authorization": f"Bearer {key}", "if-match": etag or client.get(path).get("ETag")} | headers
        headers = {name: value for name, value in headers.items() if value is not None}
        return client.patch(path, body, content_type=content_type, headers=headers)

    return patch


@pytest.fixture
def ids(get):
    """The ids of a list, in order."""

    def ids(path, **query):
        response = get(path, **query)
        assert response.status_code == 200, response.content.decode()
        return [record.get("id") or record["code"] for record in response.json()["results"]]

    return ids


@pytest.fixture
def make(db):
    """The makers of records: make.new_document(), make.new_chapter(document), …"""
    from tests.api import making  # not before Django is set up

    return making


@pytest.fixture
def regions(make):
    return make.regions()


@pytest.fixture
def refused(get):
    """What is wrong with a request that must be refused with 400: its one error."""

    def refused(path, **query):
        response = get(path, **query)
        assert response.status_code == 400, response.content.decode()[:500]
        body = response.json()
        assert response["Content-Type"] == "application/problem+json"
        assert body["type"] == "urn:planapi:problem:invalid-parameter"
        assert len(body["errors"]) == 1
        return body["errors"][0]

    return refused


@pytest.fixture
def gdp(make, regions):
    """地区生产总值, an old code of it, and two documents about 吕梁市 that do not agree."""
    gdp = make.new_indicator(
        "gdp", name="地区生产总值", name_en="Gross domestic product", aliases=["GDP", "生产总值"], editor_aliases=["经济总量"]
    )
    make.new_indicator("gross_output", name="总产出", superseded_by=gdp)
    make.new_indicator("forest_coverage", name="森林覆盖率", theme="ecology", unit_family="percent", direction="neutral")
    old = make.new_document(title="十四五规划", region=regions["141100"], published_on="2021-05-01", doc_type="outline")
    new = make.new_document(title="二〇二四年报告", region=regions["141100"], published_on="2024-02-01", doc_type="work_report")
    return {"old": old, "new": new}


@pytest.fixture
def figures(make, regions):
    """Targets in two documents, by letter: a county's GDP, a share, a count nobody has linked, and a fall without a year."""
    make.new_indicator("gdp", name="地区生产总值", theme="economy", direction="up")
    make.new_indicator("gross_output", superseded_by_id="gdp")
    make.new_indicator("forest_coverage", theme="ecology", direction="neutral")
    plan = make.new_document(
        region=regions["141100"], doc_type="outline", period_start=2021, period_end=2025, published_on="2021-05-01", review_state="reviewed"
    )
    report = make.new_document(
        region=regions["440000"], doc_type="work_report", period_start=2026, period_end=2030, published_on="2026-01-20"
    )
    chapter = make.new_chapter(plan)
    section = make.new_section(chapter)
    inside = make.new_paragraph(plan, "到2025年,地区生产总值达到543.8亿元。", chapter=chapter, section=section)
    percent = {"unit": "%", "unit_family": "percent", "normal_unit": "%"}
    return {
        "plan": plan, "report": report, "chapter": chapter, "section": section, "inside": inside,
        "a": make.new_target(
            inside, indicator_id="gdp", region=regions["141102"], year=2025, strength="力争", nature="expected", review_state="reviewed", line=7
        ),
        "b": make.new_target(
            document=plan, printed="不低于26%", indicator_id="forest_coverage", indicator_name="森林覆盖率", region=regions["141100"], year=2030,
            value=26, normal_value=26, comparator=">=", nature="binding", line=9, clause="森林覆盖率不低于26%", **percent,
        ),
        "c": make.new_target(
            document=report, printed="2至3处", indicator_name="口袋公园", region=regions["440000"], year=2026, value=2, value_high=3, comparator="range",
            unit="处", unit_family="count", normal_value=2, normal_value_high=3, normal_unit="处", measure="count", clause="新建口袋公园2至3处", line=11,
        ),
        "d": make.new_target(
            document=report, printed="-4.5%", indicator_name="单位GDP能耗", region=None, year=None, base_year=2020, base_value=Decimal("0.55"),
            value="-4.5", normal_value="-4.5", measure="change", clause="单位GDP能耗下降-4.5%", line=12, **percent,
        ),
    }  # fmt: skip


@pytest.fixture
def projects(make, regions):
    """Projects by number, and their mentions by letter: a railway proposed in a plan and started in a report, a power plant, a programme."""
    plan = make.new_document(
        title="铁路规划", region=regions["141100"], doc_type="outline", period_start=2021, period_end=2025, published_on="2021-05-01"
    )
    report = make.new_document(
        title="二〇二六年报告",
        region=regions["440000"],
        doc_type="work_report",
        period_start=2026,
        period_end=2030,
        published_on="2026-01-20",
    )
    chapter = make.new_chapter(plan)
    section = make.new_section(chapter)
    inside = make.new_paragraph(plan, "今年,谋划建设太绥高铁,争取早日建成。", chapter=chapter, section=section)
    railway = make.new_project(
        "太绥高铁",
        region=regions["140000"],
        mention_count=2,
        document_count=2,
        first_dated="2021-05-01",
        last_dated="2026-01-20",
        deadline_date="2026-12-31",
        tense="outcome",
        review_state="reviewed",
    )
    plant = make.new_project(
        "“锦兴”2×35万千瓦煤电项目",
        region=regions["141102"],
        stage="completed",
        scale_value=700000,
        scale_unit="千瓦",
        first_dated="2026-01-20",
        last_dated="2026-01-20",
    )
    programme = make.new_project(
        "春潮行动", kind="programme", stage=None, deadline_date="2027-08-31", first_dated="2021-05-01", last_dated="2021-05-01"
    )
    return {
        "plan": plan, "report": report, "chapter": chapter, "section": section, "inside": inside, "1": railway, "2": plant, "3": programme,
        "a": make.new_mention(railway, inside, clause="谋划建设太绥高铁", action="谋划建设", stage="planned", line=7, review_state="reviewed"),
        "b": make.new_mention(
            railway, document=report, printed="太绥铁路", name="太绥铁路", name_key="太绥铁路", tense="outcome", line=9, clause="太绥铁路年内开工",
            action="开工", deadline="年内", deadline_date="2026-12-31",
        ),
        "c": make.new_mention(
            plant, document=report, place="离石信义镇", region=regions["141102"], stage="completed", scale="2×35万千瓦", scale_value=700000,
            scale_unit="千瓦", action="推动投产", clause="推动“锦兴”2×35万千瓦煤电项目投产", line=11,
        ),
        "d": make.new_mention(
            programme, document=plan, stage=None, action="实施", clause="实施3个春潮行动", count=3, deadline="8月底前", deadline_date="2027-08-31", line=12,
        ),
    }  # fmt: skip
