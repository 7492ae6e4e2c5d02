"""The command: what it prints, what it stores, how it ends. A toy parser stands in, so that the cases are plain."""

import io
import json
import sys
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import OperationalError, ProgrammingError

from importers.loading import run
from importers.parsing import pipeline
from importers.parsing.records import UnreadableSource
from plans.corrections import correct
from plans.models import Chapter, Diagnostic, Document, ImportRun, Paragraph, Source
from tests.builders import chapter, doubt, para, parsed

pytestmark = pytest.mark.django_db
REAL_PARSE = pipeline.parse_plan


def toy_parse(content, *, name=""):
    """A line that starts with 章 is a chapter, one with ? a doubt, the rest is text; some words make it fail."""
    text = content.decode()
    if "BINARY" in text:
        raise UnreadableSource("is a PDF, not text. Export it as plain text first.")
    if "BUG" in text:
        raise KeyError("nowhere")
    if "CTRL-C" in text:
        raise KeyboardInterrupt
    if "SIGTERM" in text:
        raise SystemExit(143)
    lines = text.splitlines()
    blocks = [chapter(n, line[1:]) if line.startswith("章") else para(line) for n, line in enumerate(lines, 1)]
    doubts = [doubt(message=line, line=n) for n, line in enumerate(lines, 1) if line.startswith("?")]
    return parsed(*blocks, raw=content, title=lines[0], diagnostics=doubts)


@pytest.fixture(autouse=True)
def _toy_parser(monkeypatch):
    monkeypatch.setattr(pipeline, "parse_plan", toy_parse)


@pytest.fixture
def files(tmp_path, monkeypatch):
    """Write files by name; the working directory is theirs."""
    monkeypatch.chdir(tmp_path)

    def write(**contents):
        for name, text in contents.items():
            (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")

    write(a="甲规划\n章总则\n正文一段。", b="乙规划\n章总则\n正文二段。")
    return write


def import_plan(*arguments):
    """Run the command; returns exit code, stdout, stderr."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    try:
        call_command("import_plan", *arguments, stdout=out, stderr=err)
    except SystemExit as end:
        code = end.code
    except CommandError as error:
        code = error.returncode
        err.write(str(error))
    return code, out.getvalue(), err.getvalue()


def test_a_folder_is_loaded_and_the_run_is_kept(files, capsys):
    code, out, err = import_plan(".")
    assert (code, err) == (0, "")
    assert out.startswith("2 files: 2 created; ")
    assert "  chapter: 2 created\n" in out
    assert sorted(Document.objects.values_list("title", flat=True)) == ["乙规划", "甲规划"]
    assert "[1/2] created ./a.txt" in capsys.readouterr().err
    stored = ImportRun.objects.get()
    assert (stored.exit_code, stored.arguments["files"]) == (0, ["./a.txt", "./b.txt"])
    assert stored.finished_at >= stored.started_at
    assert [(r["file"], r["status"], r["counts"]["chapter"]["created"]) for r in stored.results] == [
        ("./a.txt", "created", 1),
        ("./b.txt", "created", 1),
    ]


def test_again_nothing_is_written_and_nothing_parsed(files, monkeypatch):
    import_plan(".")
    before = list(Document.objects.order_by("pk").values())
    monkeypatch.setattr(pipeline, "parse_plan", lambda *arguments, **options: pytest.fail("parsed"))
    code, out, _ = import_plan(".")
    assert (code, out.splitlines()[0].split(";")[0]) == (0, "2 files: 2 unchanged")
    assert list(Document.objects.order_by("pk").values()) == before
    assert [r["status"] for r in ImportRun.objects.first().results] == ["unchanged", "unchanged"]


def test_bad_files_are_named_and_the_others_load(files, settings):
    settings.PLANAPI_MAX_SOURCE_BYTES = 60
    files(c="BINARY", d="BUG", e="", f="长" * 50, g="丙规划\n正文。")
    code, out, err = import_plan(".")
    assert code == 1
    assert "7 files: 3 created, 4 failed;" in out
    lines = err.splitlines()
    assert lines[0] == "./c.txt: is a PDF, not text. Export it as plain text first."
    assert lines[1].startswith("./d.txt: could not be imported (KeyError: 'nowhere'). Nothing of it was stored.")
    assert lines[2] == "./e.txt: is empty. Fetch it again."
    assert lines[3] == "./f.txt: is too large (150 bytes; the limit is 60). Split it, or raise PLANAPI_MAX_SOURCE_BYTES."
    assert len(lines) == 4
    assert ImportRun.objects.get().results[2]["error"] == "is a PDF, not text. Export it as plain text first."


def test_traceback_on_request(files):
    files(d="BUG")
    assert "Traceback" not in import_plan("d.txt")[2]
    assert "Traceback" in import_plan("d.txt", "--traceback")[2]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "PATH"),
        (["missing.txt"], "missing.txt: does not exist."),
        (["*.pdf"], "*.pdf: matches no file."),
        (["a.txt", "--format", "xml"], "--format"),
        (["a.txt", "--fail-on", "nothing"], "--fail-on"),
        (["a.txt", "--dry"], None),
        (["a.txt", "b.txt", "--url", "https://example.org"], "--url is for a single file"),
        (["a.txt", "--url", "nonsense"], "--url: nonsense is no web address"),
    ],
)
def test_wrong_usage(files, arguments, message):
    if message is None:  # argparse completes an abbreviated option: fine
        assert import_plan(*arguments)[0] == 0
        return
    code, _, err = import_plan(*arguments)
    assert code in (1, 2) if message in ("PATH", "--format", "--fail-on") else code == 2
    assert message in err
    assert not ImportRun.objects.exists()


def test_standard_input(files, monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO("丙规划\n正文。".encode())))
    assert import_plan("-", "--url", "https://example.org/c")[0] == 0
    assert Source.objects.values_list("file_name", "url").get() == ("", "https://example.org/c")


def test_a_dry_run_shows_record_by_record(files):
    import_plan("a.txt")
    files(a="甲规划\n章总体要求\n正文一段。\n新的一段。", c="丙规划\n正文。")
    code, out, _ = import_plan("a.txt", "b.txt", "--dry-run")
    assert code == 0
    assert "a.txt: would be updated, 甲规划\n" in out
    assert "  ~ chapter chp_2 第2章 总体要求\n      heading: “总则” -> “总体要求”\n" in out
    assert "  + paragraph chp_2__para_2 新的一段。\n" in out
    assert "b.txt: would be created, 乙规划\n" in out
    assert "2 files: 1 created, 1 updated;" in out
    assert (Document.objects.count(), Source.objects.count(), ImportRun.objects.count()) == (1, 1, 1)
    assert Chapter.objects.get().heading == "总则"


def test_a_dry_run_shows_targets_mentions_of_projects_and_the_other_numbers(files, monkeypatch):
    monkeypatch.setattr(pipeline, "parse_plan", REAL_PARSE)
    tasks = "到2025年,服务业增加值达到500亿元,新建学校12所。落实“四个不摘”,建设5G基站。开工建设岚县500千伏输变电工程,实施“清江护岸”工程。"
    files(d=f"某市“十四五”服务业规划\n第一章 主要任务\n{tasks}推进老旧小区改造。")
    code, out, _ = import_plan("d.txt", "--dry-run")
    assert code == 0
    assert "  + target chp_1__para_1 服务业增加值 500亿元\n  + target chp_1__para_1 新建学校 12所\n" in out
    assert "  target: 2 created\n" in out
    assert "  4 numbers measure nothing: capacity 1, date 1, name 1, quoted 1\n" in out
    told = [line for line in out.splitlines() if "projectmention" in line]
    assert told[:2] == ["  + projectmention chp_1__para_1 岚县500千伏输变电工程", "  + projectmention chp_1__para_1 “清江护岸”工程"]
    assert set(told[2:]) == {"  projectmention: 2 created"}


def test_a_dry_run_to_json_is_the_parse_and_the_changes(files):
    code, out, _ = import_plan("a.txt", "--dry-run", "--format", "json")
    found = json.loads(out)
    assert (code, out.count("\n")) == (0, 1)
    assert {"metadata", "structure", "targets", "projects", "diagnostics", "repairs"} < set(found)
    assert found["structure"][1]["heading"] == "总则"
    assert (found["status"], found["changes"][0]["action"]) == ("created", "created")
    assert not Document.objects.exists()


def test_a_dry_run_to_json_without_a_database_says_so(files, monkeypatch):
    def refuse(*arguments, **options):
        raise OperationalError("connection refused\nmore")

    monkeypatch.setattr(ImportRun.objects, "order_by", refuse)
    monkeypatch.setattr(run.loading, "load", lambda *arguments, **options: pytest.fail("asked the database"))
    code, out, _ = import_plan("a.txt", "--dry-run", "--format", "json")
    found = json.loads(out)
    assert (code, "changes" in found) == (0, False)
    assert found["note"].startswith("The database can't be reached (connection refused).")


def test_a_database_that_would_have_to_be_started_is_left_alone(monkeypatch):
    monkeypatch.setattr(run, "connection", SimpleNamespace(settings_dict={"DATA_DIR": "x"}, connection=None))
    assert run.database_note() == run.NO_SERVER


def test_several_files_to_json_are_one_object_a_line(files):
    files(c="BINARY")
    code, out, err = import_plan("a.txt", "b.txt", "c.txt", "--dry-run", "--format", "json")
    found = [json.loads(line) for line in out.splitlines()]
    assert [record["file"] for record in found] == ["a.txt", "b.txt", "c.txt"]
    assert (code, found[2]["error"]) == (1, "is a PDF, not text. Export it as plain text first.")
    assert err.startswith("c.txt: is a PDF")


def test_the_report_of_a_run_in_json(files):
    files(b="乙规划\n?可疑")
    _, out, _ = import_plan(".", "--format", "json")
    found = json.loads(out)
    assert (found["exit_code"], found["counts"]["document"]["created"]) == (0, 2)
    assert [(f["file"], f["status"]) for f in found["files"]] == [("./a.txt", "created"), ("./b.txt", "created")]
    assert found["diagnostics"] == [{"severity": "warning", "code": "structure.missing_heading", "count": 1}]


def test_a_conflict_is_exit_code_3_until_it_is_old_news(files):
    import_plan("a.txt")
    editor = get_user_model().objects.create(username="editor")
    correct(Chapter.objects.get(), {"heading": "总的原则"}, editor=editor)
    files(a="甲规划\n章总则(新)\n正文一段。")
    code, out, _ = import_plan("a.txt")
    assert code == 3
    assert "a.txt: updated, 甲规划; 1 correction in conflict with the new parse" in out
    assert ImportRun.objects.first().exit_code == 3
    assert import_plan("a.txt")[0] == 0


def test_fail_on_counts_open_diagnostics(files):
    files(b="乙规划\n?可疑")
    assert import_plan("b.txt")[0] == 0
    assert import_plan("b.txt", "--fail-on", "warning")[0] == 3
    assert import_plan("b.txt", "--fail-on", "error")[0] == 0
    assert import_plan("b.txt", "--fail-on", "info", "--dry-run", "--format", "json")[0] == 3
    Diagnostic.objects.update(state="accepted")
    assert import_plan("b.txt", "--fail-on", "warning", "--force")[0] == 0


def test_ctrl_c_leaves_complete_documents_only(files):
    files(b="CTRL-C", c="丙规划")
    code, _, err = import_plan("a.txt", "b.txt", "c.txt")
    assert code == 130
    assert err == "Interrupted. 1 of 3 files are done and complete; nothing of the others is stored.\n"
    assert [d.title for d in Document.objects.all()] == ["甲规划"]
    stored = ImportRun.objects.get()
    assert (stored.exit_code, len(stored.results)) == (130, 1)


def test_a_run_that_is_ended_from_outside_is_kept_as_such(files):
    files(b="SIGTERM", c="丙规划")
    assert import_plan("a.txt", "b.txt", "c.txt")[0] == 143
    assert Document.objects.get().title == "甲规划"
    assert (ImportRun.objects.get().exit_code, len(ImportRun.objects.get().results)) == (130, 1)


def test_ctrl_c_in_the_middle_of_writing_undoes_that_document(files, monkeypatch):
    def interrupt(keys):
        raise KeyboardInterrupt

    monkeypatch.setattr(run.loading, "resolve_references", interrupt)
    assert import_plan("a.txt")[0] == 130
    assert not Paragraph.objects.exists()
    assert not Source.objects.exists()


def test_a_database_without_tables_is_one_clear_line(files, monkeypatch):
    def refuse(*arguments, **options):
        raise ProgrammingError('relation "plans_importrun" does not exist')

    monkeypatch.setattr(ImportRun.objects, "order_by", refuse)
    code, _, err = import_plan("a.txt")
    assert (code, err) == (1, "The database has no tables yet. Run `manage.py migrate` first, then import again.")


def test_a_database_that_gives_up_in_the_middle_fails_that_file_only(files, monkeypatch):
    load = run.loading.load

    def flaky(plan, *arguments, **options):
        if plan.metadata.title == "甲规划":
            raise OperationalError("server closed the connection unexpectedly")
        return load(plan, *arguments, **options)

    monkeypatch.setattr(run.loading, "load", flaky)
    monkeypatch.setattr(run.connection, "close", lambda: None)
    code, out, err = import_plan(".")
    assert (code, Document.objects.get().title) == (1, "乙规划")
    assert err == "./a.txt: the database gave up (server closed the connection unexpectedly). Nothing of this file was stored; try again.\n"
    assert "2 files: 1 created, 1 failed" in out


def test_force_keeps_an_edit(files):
    import_plan("a.txt")
    editor = get_user_model().objects.create(username="editor")
    correct(Chapter.objects.get(), {"heading": "总的原则"}, editor=editor)
    assert import_plan("a.txt", "--force")[0] == 0
    assert Chapter.objects.get().heading == "总的原则"
