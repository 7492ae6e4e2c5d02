"""The log of changes: what stands in it, why, in which order, and which version the data has."""

import threading

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction

from plans.changes import because, data_version
from plans.models import Change, Document, Indicator, Paragraph, Project, ProjectMention, Region, Source
from tests.api import making as make
from tests.api.making import published as publish

pytestmark = pytest.mark.django_db


def last():
    """The sequence of the newest entry."""
    return Change.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0


class Since:
    """What the log says of what was done in the meantime: {(list, id): operation}."""

    def __enter__(self):
        publish()
        self.start = last()
        return self

    def __exit__(self, *error):
        publish()
        rows = list(Change.objects.after(self.start))
        self.rows = rows
        self.entries = {(row.resource, row.object_id): row.operation for row in rows}
        assert len(self.entries) == len(rows)


def of(resource, *records):
    return {(resource, str(record.pk)) for record in records}


def test_what_is_made_changed_and_deleted_stands_in_the_log():
    with Since() as made:
        document = make.new_document()
        paragraph = make.new_paragraph(document)
    assert made.entries == dict.fromkeys(of("documents", document) | of("sources", document.source) | of("paragraphs", paragraph), "create")
    assert [row.resource for row in made.rows] == ["documents", "sources", "paragraphs"]
    assert made.rows[2].document_id == document.pk
    with Since() as changed:
        paragraph.text = "改了。"
        paragraph.save()
    assert changed.entries == {("paragraphs", str(paragraph.pk)): "update"}
    place = {"line": paragraph.line, "end_line": paragraph.end_line, "start": paragraph.start, "end": paragraph.end, "eid": paragraph.eid}
    pk = str(paragraph.pk)
    with Since() as deleted:
        paragraph.delete()
    assert deleted.entries == {("paragraphs", pk): "delete"}
    assert deleted.rows[0].place == place | {"source": str(document.source_id)}


def test_every_way_of_writing_is_seen():
    document = make.new_document()
    with Since() as bulk:
        rows = Paragraph.objects.bulk_create(Paragraph(**make.block(document, text="一", kind="paragraph")) for _ in range(3))
    assert bulk.entries == dict.fromkeys(of("paragraphs", *rows), "create")
    with Since() as raw, connection.cursor() as cursor:
        cursor.execute("UPDATE plans_paragraph SET text = '二' WHERE id = ANY (%s)", [[rows[0].pk, rows[1].pk]])
        with cursor.copy("COPY plans_region (code, name, full_name, short_name, level) FROM STDIN") as copy:
            copy.write_row(["990000", "某省", "某省", "某", "province"])
    assert raw.entries == dict.fromkeys(of("paragraphs", *rows[:2]), "update") | {("regions", "990000"): "create"}
    with Since() as cascade:
        Source.objects.filter(document=document).update(document=None)
        Document.objects.filter(pk=document.pk).delete()
    assert cascade.entries == {
        **dict.fromkeys(of("paragraphs", *rows), "delete"),
        ("documents", str(document.pk)): "delete",
        **dict.fromkeys(of("sources", document.source), "update"),
    }


def test_what_nobody_is_told_is_no_change_but_another_version():
    document = make.new_document()
    publish()
    before = data_version()
    with Since() as nothing:
        Document.objects.filter(pk=document.pk).update(title_key="folded", key="another")
    assert nothing.entries == {}
    assert data_version().version != before.version
    with Since() as nothing:
        Document.objects.filter(title="no such").update(title="x")
    assert nothing.entries == {}


def test_several_changes_of_one_record_are_one():
    region = make.regions()["140000"]
    with Since() as changed:
        gone = make.new_indicator("gone")
        gone.delete()
        kept = make.new_indicator("kept")
        kept.save()
        Region.objects.filter(pk="440000").delete()
        Region.objects.create(code="440000", name="广东", full_name="广东", short_name="广东", level="province")
        region.name = "晋"
        region.save()
        region.name = "秦"
        region.save()
    assert changed.entries == {("indicators", "kept"): "create", ("regions", "440000"): "update", ("regions", "140000"): "update"}


def test_what_other_records_tell_changes_them_as_well():
    """The name of an indicator stands in its figures, the text of a paragraph around them, and so on."""
    regions, gdp = make.regions(), make.new_indicator("gdp")
    text = make.new_paragraph(make.new_document(), "2025年,地区生产总值达到543.8亿元,开工建设太绥高铁。")
    target = make.new_target(text, indicator=gdp, region=regions["141100"])
    mention = make.new_mention(paragraph=target.paragraph, region=regions["141100"])
    project = mention.project
    Project.objects.filter(pk=project.pk).update(region=regions["141100"])
    figures, mentions, projects = of("targets", target), of("project-mentions", mention), of("projects", project)
    told = {
        (Indicator, "name"): of("indicators", gdp) | figures,
        (Region, "full_name"): {("regions", "141100")} | figures | mentions | projects,
        (Document, "title"): of("documents", target.document) | mentions,
        (Paragraph, "text"): of("paragraphs", target.paragraph) | figures | mentions,
        (Project, "name"): projects | mentions,
        (Indicator, "description"): of("indicators", gdp),
        (Region, "short_name"): {("regions", "141100")},
        (Document, "issuer"): of("documents", target.document),
        (Paragraph, "marker"): of("paragraphs", target.paragraph),
        (Project, "stage"): projects,
    }
    concerned = {Indicator: "gdp", Region: "141100", Document: target.document_id, Paragraph: target.paragraph_id, Project: project.pk}
    for (model, field), expected in told.items():
        with Since() as changed:
            model.objects.filter(pk=concerned[model]).update(**{field: "planned" if field == "stage" else "另称"})
        assert changed.entries == dict.fromkeys(expected, "update"), (model, field)


def test_a_project_is_there_while_a_document_mentions_it():
    mention = make.new_mention()
    project = mention.project
    with Since() as gone:
        mention.delete()
    assert gone.entries[("projects", str(project.pk))] == "delete"
    with Since() as nothing:
        project.stage = "planned"
        project.save()
    assert nothing.entries == {}
    with Since() as back:
        other = make.new_mention(project)
    assert back.entries[("projects", str(project.pk))] == "create"
    with Since() as merged:
        target = make.new_project("另一项目")
        ProjectMention.objects.filter(pk=other.pk).update(project=target)
        project.delete()
    assert merged.entries == {
        ("projects", str(target.pk)): "create",
        ("projects", str(other.project_id)): "delete",
        ("project-mentions", str(other.pk)): "update",
    }
    assert Change.objects.get(resource="projects", operation="delete", sequence__gt=merged.start).place["into"] == [str(target.pk)]


def test_causes():
    with Since() as log:
        make.new_indicator("a")
        with because("registry"):
            make.new_indicator("b")
            with because("correction"):
                make.new_indicator("c")
            with pytest.raises(ZeroDivisionError), because("import"):
                raise ZeroDivisionError
            make.new_indicator("d")
        make.new_indicator("e")
    assert {row.object_id: row.cause for row in log.rows} == {
        "a": "maintenance", "b": "registry", "c": "correction", "d": "registry", "e": "maintenance",
    }  # fmt: skip
    with pytest.raises(ValueError, match="whim"), because("whim"):
        pass


def test_what_is_rolled_back_was_never_there():
    publish()
    before = last()
    with transaction.atomic():
        make.new_indicator("never")
        transaction.set_rollback(True)
    make.new_indicator("kept")
    publish()
    assert list(Change.objects.after(before).values_list("object_id", flat=True)) == ["kept"]


def test_the_version_of_the_data(django_assert_num_queries):
    """Another after every write, the transaction's own included; the same without."""
    with django_assert_num_queries(1):
        empty = data_version()
    assert data_version() == empty
    make.new_indicator("a")
    one = data_version()
    assert one.version != empty.version
    assert one.at >= empty.at
    make.new_indicator("b")
    two = data_version()
    publish()
    three = data_version()
    get_user_model().objects.create(username="nobody's business")
    assert len({empty.version, one.version, two.version, three.version}) == 4
    assert data_version() == three


@pytest.mark.django_db(transaction=True)
def test_numbers_are_in_the_order_of_commits():
    """A transaction that began first and commits last comes last: whoever has read to the end misses nothing."""
    make.new_indicator("start")
    begun, go_on, seen = threading.Event(), threading.Event(), []

    def slow():
        try:
            with transaction.atomic():
                make.new_indicator("slow")
                begun.set()
                assert go_on.wait(20)
                seen.append(data_version().version)
        finally:
            connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert begun.wait(20)
    make.new_indicator("quick")
    read, version = list(Change.objects.order_by("sequence").values_list("object_id", flat=True)), data_version()
    go_on.set()
    thread.join(20)
    assert read == ["start", "quick"]
    assert list(Change.objects.after(version.sequence).values_list("object_id", flat=True)) == ["slow"]
    assert data_version().version not in {version.version, *seen}
    times = list(Change.objects.order_by("sequence").values_list("at", flat=True))
    assert times == sorted(times)


@pytest.mark.django_db(transaction=True)
def test_commits_at_once_wait_for_each_other_and_number_without_gaps_or_doubles():
    start = data_version().sequence

    def write(name):
        try:
            for n in range(20):
                with transaction.atomic():
                    make.new_indicator(f"{name}{n}")
                    make.new_indicator(f"{name}{n}_too")
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=[name]) for name in "abc"]
    for thread in threads:
        thread.start()
    seen, place = [], start
    while any(thread.is_alive() for thread in threads) or data_version().sequence > place:
        rows = list(Change.objects.after(place).values_list("sequence", "object_id")[:7])
        seen += rows
        place = rows[-1][0] if rows else place
    assert [sequence for sequence, _ in seen] == list(range(start + 1, start + 121))
    assert len({key for _, key in seen}) == 120


def test_a_large_deletion_takes_its_time_and_not_its_square():
    """20,000 entries: a second or so; each looked up among all others would be minutes."""
    rows = 20_000
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO plans_change_pending (resource, operation, ids, documents, places) "
            "SELECT 'paragraphs', 'delete', array_agg(gen_random_uuid()::text), array_agg(gen_random_uuid()), "
            "array_agg(jsonb_build_object('line', i)) FROM generate_series(1, %s) AS i",
            [rows],
        )
        before = last()
        cursor.execute("SET LOCAL statement_timeout = '30s'")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert Change.objects.after(before).count() == rows
