"""manage.py export_snapshot: everything at one moment, in files that can be checked; and the description of the data."""

import gzip
import io
import re
import threading
from hashlib import sha256

import orjson
import pyarrow.parquet
import pytest
from django.core.management import CommandError, call_command
from django.db import InternalError, connection

from plans.api.lists import lists
from plans.changes import data_version
from plans.exports import snapshot
from plans.exports.reading import one_moment
from plans.models import Document, Paragraph, Region, Source
from tests.api import making
from tests.copying import Copy


@pytest.fixture
def records(db):
    regions = making.regions()
    making.new_indicator("gdp", aliases=["GDP"])
    making.whole_document(region=regions["141100"], period_start=2021, period_end=2025)
    making.whole_document(region=regions["440000"], period_start=2016, period_end=2030)


def export(folder, **options):
    said = io.StringIO()
    call_command("export_snapshot", str(folder), stdout=said, **options)
    return said.getvalue().splitlines()


def the_one(folder):
    (found,) = [path for path in folder.iterdir() if snapshot.NAME.fullmatch(path.name)]
    return found


def test_every_list_is_there_twice_and_whole(records, tmp_path, client):
    said = export(tmp_path)
    place = the_one(tmp_path)
    total = 0
    for name, _ in lists():
        ordering = "code" if name in ("regions", "indicators") else "id"
        told = client.get(f"/api/v1/{name}/", {"ordering": ordering, "page_size": 200}).json()["results"]
        with gzip.open(place / "data" / f"{name}.jsonl.gz") as lines:
            assert [orjson.loads(line) for line in lines] == told, name
        table = pyarrow.parquet.read_table(place / "data" / f"{name}.parquet")
        assert table.column(0).to_pylist() == [next(iter(record.values())) for record in told], name
        assert told, name
        total += len(told)
    assert re.fullmatch(rf"Wrote .*/{place.name}: {total:,} records in 32 files, [\d.]+ [kM]B, in [\d.]+ s\.", said[-1])
    assert said[0].split()[:3] == ["regions", "5", "records"]


def test_manifest_and_sums_tell_the_bytes(records, tmp_path):
    export(tmp_path)
    place = the_one(tmp_path)
    manifest = orjson.loads((place / "datapackage.json").read_bytes())
    assert manifest["version"] == place.name.removeprefix("planapi-")
    assert manifest["changes"]["cursor"] == data_version().cursor
    for resource in manifest["resources"]:
        content = (place / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(content), f"sha256:{sha256(content).hexdigest()}")
    sums = dict(reversed(line.split("  ")) for line in (place / "SHA256SUMS").read_text().splitlines())
    files = {str(path.relative_to(place)) for path in place.rglob("*") if path.is_file()}
    assert sums.keys() == files - {"SHA256SUMS"}
    assert all(sha256((place / path).read_bytes()).hexdigest() == digest for path, digest in sums.items())


def test_the_manifest_knows_every_column(records, tmp_path):
    export(tmp_path)
    place = the_one(tmp_path)
    resources = {resource["path"]: resource for resource in orjson.loads((place / "datapackage.json").read_bytes())["resources"]}
    table = pyarrow.parquet.read_table(place / "data" / "targets.parquet")
    described = resources["data/targets.parquet"]
    assert described["rows"] == table.num_rows == 2
    assert [field["name"] for field in described["schema"]["fields"]] == table.column_names
    assert all(field["description"] for field in described["schema"]["fields"])
    with gzip.open(place / "data" / "targets.jsonl.gz") as lines:
        record = orjson.loads(next(lines))
    types = {field["name"]: field["type"] for field in resources["data/targets.jsonl.gz"]["schema"]["fields"]}
    assert list(types) == list(record)
    assert (types["source"], types["value"], types["updated_at"]) == ("object", "number", "datetime")


def test_a_catalogue_can_read_it(records, tmp_path, settings):
    settings.PLANAPI_PUBLISHER_URI, settings.PLANAPI_LICENSE_URI = "https://plans.example/", "https://creativecommons.org/licenses/by/4.0/"
    export(tmp_path)
    place = the_one(tmp_path)
    described = orjson.loads((place / "dataset.jsonld").read_bytes())
    assert_described(described)
    assert described["dct:license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}
    for one in described["dcat:distribution"]:
        content = (place / one["dcat:downloadURL"]["@id"]).read_bytes()
        assert one["dcat:byteSize"]["@value"] == str(len(content))
        assert one["spdx:checksum"]["spdx:checksumValue"]["@value"] == sha256(content).hexdigest()


def assert_described(described):
    """A dataset with what a catalogue needs, every prefix known, in two languages, about the years and provinces of the documents."""
    assert described["@type"] == "dcat:Dataset"
    assert {text["@language"] for text in described["dct:title"]} == {"zh", "en"}
    assert described["dct:publisher"]["foaf:name"] == "PlanAPI"
    assert described["dct:temporal"]["dcat:startDate"]["@value"] == "2016"
    assert described["dct:temporal"]["dcat:endDate"]["@value"] == "2030"
    assert [place.get("skos:notation") for place in described["dct:spatial"]] == [None, "140000", "440000"]
    text = orjson.dumps({name: value for name, value in described.items() if name != "@context"}).decode()
    assert {prefix for prefix in re.findall(r'"([a-z]+):[a-zA-Z]', text) if prefix not in ("http", "https")} <= described["@context"].keys()


def test_the_api_describes_itself(records, client):
    response = client.get("/api/v1/dataset/")
    assert response["Content-Type"] == "application/ld+json"
    described = response.json()
    assert_described(described)
    assert described["@id"] == "http://testserver/api/v1/dataset/"
    links = [one["dcat:downloadURL"]["@id"] for one in described["dcat:distribution"]]
    assert len(links) == 14 * 4
    for link in links[::5]:
        assert b"".join(client.get(link).streaming_content), link
    assert client.get("/api/v1/dataset/", headers={"if-none-match": response["ETag"]}).status_code == 304
    assert client.get("/api/v1/dataset/", headers={"accept": "application/json"})["Content-Type"] == "application/json"
    Document.objects.update(title="另一个")
    assert client.get("/api/v1/dataset/", headers={"if-none-match": response["ETag"]}).status_code == 200


def test_an_empty_database_makes_a_snapshot_too(db, tmp_path):
    assert "0 records in 32 files" in export(tmp_path / "new" / "folder")[-1]
    described = orjson.loads((the_one(tmp_path / "new" / "folder") / "dataset.jsonld").read_bytes())
    assert "dct:temporal" not in described


def test_only_the_newest_are_kept(db, tmp_path):
    other, half = tmp_path / "notes", tmp_path / "planapi-20200101T000000Z.old"
    for folder in (other, half, *(tmp_path / f"planapi-2020010{n}T000000Z" for n in (1, 2, 3))):
        folder.mkdir()
        (folder / "datapackage.json").touch()
    said = export(tmp_path, keep=2)
    assert said[-1] == "Deleted 2 older: planapi-20200101T000000Z, planapi-20200102T000000Z."
    assert {other, half, tmp_path / "planapi-20200103T000000Z"} < {*tmp_path.iterdir()}


@pytest.mark.parametrize("keep", [0, -1])
def test_keeping_nothing_is_refused(db, tmp_path, keep):
    with pytest.raises(CommandError, match="would keep nothing") as refusal:
        export(tmp_path, keep=keep)
    assert refusal.value.returncode == 2
    assert [*tmp_path.iterdir()] == []


def test_a_place_that_can_t_be_written_is_told_in_a_line(db, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(CommandError, match=r"file can't be written: .*\.$") as refusal:
        export(tmp_path / "file")
    assert refusal.value.returncode == 1


def test_what_is_there_is_left_alone(db, tmp_path):
    (tmp_path / "a").mkdir()
    with pytest.raises(snapshot.CannotWrite, match="is there already"), snapshot.unfinished(tmp_path, "a"):
        pytest.fail("It began all the same.")
    assert [*(tmp_path / "a").iterdir()] == []


def test_what_breaks_off_leaves_nothing(records, tmp_path, monkeypatch):
    left = tmp_path / f"{snapshot.UNFINISHED}planapi-20200101T000000Z"  # of a run that was killed
    left.mkdir()
    monkeypatch.setattr(snapshot, "write_openapi", interrupt)
    with pytest.raises(SystemExit) as end:
        export(tmp_path)
    assert end.value.code == 130
    assert [path.name for path in tmp_path.iterdir()] == [snapshot.LOCK]


def interrupt(*args):
    raise KeyboardInterrupt


def test_two_runs_do_not_meet(db, tmp_path):
    with snapshot.unfinished(tmp_path, "a"), pytest.raises(CommandError, match="Another run") as refusal:
        export(tmp_path)
    assert refusal.value.returncode == 1


@pytest.mark.django_db(transaction=True)
def test_one_moment_is_one_moment():
    """What others commit meanwhile is not seen, and nothing can be written."""
    making.new_source()
    with one_moment():
        assert Source.objects.count() == 1
        other = threading.Thread(target=commit_a_source)
        other.start()
        other.join()
        assert Source.objects.count() == 1
    assert Source.objects.count() == 2
    with pytest.raises(InternalError, match="read-only"), one_moment():
        Region.objects.create(code="140000", name="山西省", full_name="山西省", short_name="山西", level="province")


@pytest.mark.django_db(transaction=True)
def test_a_copy_can_start_from_a_snapshot(client, tmp_path):
    """The files, and what the feed tells from the place in the manifest on, are what the lists hold."""
    making.regions()
    first, second = (making.whole_document(region_id="141100") for _ in range(2))
    export(tmp_path)
    place = the_one(tmp_path)
    cursor = orjson.loads((place / "datapackage.json").read_bytes())["changes"]["cursor"]
    copy = Copy(client.get, start=f"/api/v1/changes/?expand=record&cursor={cursor}")
    for file in (place / "data").glob("*.jsonl.gz"):
        with gzip.open(file) as lines:
            for record in map(orjson.loads, lines):
                copy[file.name.removesuffix(".jsonl.gz"), record.get("id") or record["code"]] = record
    assert copy == Copy(client.get).crawl()
    Document.objects.filter(pk=first.pk).update(title="另一个")
    Paragraph.objects.filter(document=second).first().delete()
    third = making.whole_document(region_id="440000")
    copy.follow()
    assert ("documents", str(third.id)) in copy
    assert copy == Copy(client.get).crawl()


def commit_a_source():
    making.new_source()
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_an_export_is_of_one_moment(client, monkeypatch):
    """Rows that come while it is sent are not in it: it holds as many as it said."""
    monkeypatch.setattr("plans.exports.reading.CHUNK", 2)
    document = making.new_document()
    for _ in range(6):
        making.new_paragraph(document)
    response = client.get("/api/v1/paragraphs/?format=jsonl")
    pieces = iter(response.streaming_content)
    lines = next(pieces)
    other = threading.Thread(target=lambda: (making.new_paragraph(document), connection.close()))
    other.start()
    other.join()
    assert (lines + b"".join(pieces)).count(b"\n") == int(response["X-Total-Count"]) == 6
    assert connection.get_autocommit()
    assert client.get("/api/v1/paragraphs/?count=true").json()["count"] == 7
