"""What changed between two sources of one document; and the bytes of any source."""

import base64
import hashlib
import uuid

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.documents import differences
from plans.documents.differences import Comparison
from tests.api.test_queries import cost

OLD = "吕梁市规划\r\n一、目标\r\n地区生产总值增长6%左右。\r\n粮食总产量稳定。\r\n"
NEW = "吕梁市规划\n一、目标\n地区生产总值增长5%以上。\n粮食总产量稳定。\n新建学校3所。\n"


def received(make, document, content, **values):
    return make.new_source(content, sha256=hashlib.sha256(content).hexdigest(), document=document, **values)


@pytest.fixture
def twice(make):
    """A document received twice, first in GB 18030 with the line ends of Windows: (document, old source, current source)."""
    document = make.new_document(source=make.new_source(b"other"))
    old = received(make, document, OLD.encode("gb18030"), encoding="gb18030", file_name="旧.txt")
    new = received(make, document, NEW.encode(), file_name="新.txt")
    first = document.source
    document.source = new
    document.save()
    first.document = None
    first.save()
    return document, old, new


def test_what_changed(get, twice):
    document, old, new = twice
    body = get(f"documents/{document.id}/diff/").json()
    assert (body["document"], body["against"], body["current"]) == (str(document.id), str(old.id), str(new.id))
    assert (body["removed_lines"], body["added_lines"], body["truncated"]) == (1, 2, False)
    replaced, added = body["hunks"]
    assert replaced["before"] == {"line": 3, "end_line": 3, "start": 13, "end": 26, "text": "地区生产总值增长6%左右。"}
    assert replaced["after"] == {"line": 3, "end_line": 3, "start": 11, "end": 24, "text": "地区生产总值增长5%以上。"}
    texts = [(OLD[one["before_start"] : one["before_end"]], NEW[one["after_start"] : one["after_end"]]) for one in replaced["changes"]]
    assert texts == [("6", "5"), ("左右", "以上")]
    assert (added["operation"], added["before"]) == ("insert", {"line": 5, "end_line": None, "start": 38, "end": 38, "text": None})
    assert added["after"]["text"] == NEW[added["after"]["start"] : added["after"]["end"]] == "新建学校3所。"


def test_the_source_to_compare_with_may_be_named(get, twice):
    document, old, new = twice
    assert get(f"documents/{document.id}/diff/", against=old.id).json() == get(f"documents/{document.id}/diff/").json()
    itself = get(f"documents/{document.id}/diff/", against=new.id).json()
    assert (itself["hunks"], itself["added_lines"]) == ([], 0)


def test_as_unified_text(get, twice):
    document, old, new = twice
    expected = (
        f"--- sources/{old.id}\n+++ sources/{new.id}\n@@ -1,4 +1,5 @@\n 吕梁市规划\n 一、目标\n-地区生产总值增长6%左右。\n+地区生产总值增长5%以上。\n"
        " 粮食总产量稳定。\n+新建学校3所。\n"
    )
    for response in (get(f"documents/{document.id}/diff/", format="diff"), get(f"documents/{document.id}/diff/", headers={"accept": "text/x-diff"})):
        assert response["Content-Type"] == "text/x-diff; charset=utf-8"
        assert response.content.decode() == expected
        assert "Accept" in response["Vary"]
        assert response["Content-Location"] == f"/api/v1/documents/{document.id}/diff/?format=diff"
    assert get(f"documents/{document.id}/diff/", format="diff", against=new.id).content == b""


def test_what_can_not_be_compared(get, refused, make, twice):
    document, old, _ = twice
    other = make.new_document()
    path = f"documents/{document.id}/diff/"
    for asked, code in ((other.source_id, "unknown_source"), (uuid.uuid4(), "unknown_source"), ("neu", "invalid")):
        error = refused(path, against=asked)
        assert (error["parameter"], error["code"], error["suggestion"]) == ("against", code, str(old.id))
    assert refused(f"documents/{other.id}/diff/")["code"] == "nothing_to_compare"
    assert refused(path, format="patch")["parameter"] == "format"
    assert refused(path, agianst=old.id)["suggestion"] == "against"
    old.media_type = "application/pdf"
    old.save()
    assert refused(path)["code"] == "no_text"
    assert get(f"documents/{uuid.uuid4()}/diff/").status_code == 404


def test_unchanged_and_what_it_costs(get, make, twice):
    document, old, _ = twice
    path = f"documents/{document.id}/diff/"
    taken, response = cost(get, path)
    assert taken == 3
    assert get(path, headers={"if-none-match": response["ETag"]}).status_code == 304
    assert get(path, format="diff")["ETag"] != response["ETag"]
    for n in range(100):
        received(make, document, b"%d" % n)
    assert cost(get, path, against=old.id)[0] == 3
    document.source = document.sources.exclude(pk=old.pk).order_by("-pk").first()
    document.save()
    assert get(path, against=old.id, headers={"if-none-match": response["ETag"]}).status_code == 200


def test_a_long_answer_says_that_it_is_not_whole(get, twice, monkeypatch):
    monkeypatch.setattr("plans.api.differences.MOST_HUNKS", 1)
    body = get(f"documents/{twice[0].id}/diff/").json()
    assert (len(body["hunks"]), body["truncated"], body["added_lines"]) == (1, True, 2)


def rebuilt(compared):
    """The second text of a comparison, made of the first and the hunks: by lines, and by the characters that changed."""
    lines, by_characters = [*compared.words[0]], []
    for hunk in [*compared.hunks()][::-1]:
        first = hunk.before.line - 1
        stays = len(lines) if hunk.before.end_line is None else hunk.before.end_line
        last = first if hunk.before.end_line is None else stays
        new = [] if hunk.after.end_line is None else differences.LINE_END.split(hunk.after.text or "")
        lines[first:last] = new
        text = hunk.before.text or ""
        for _, a, b, c, d in hunk.changes[::-1]:
            text = text[: a - hunk.before.start] + compared.texts[1][c:d] + text[b - hunk.before.start :]
        if hunk.changes:
            by_characters.append(text == (hunk.after.text or ""))
    return lines, all(by_characters)


@settings(max_examples=150, deadline=None)
@given(*[st.lists(st.sampled_from(["甲", "乙", "甲乙丙", "", "增长6%"]), max_size=12)] * 2, st.sampled_from(["\n", "\r\n", "\r"]))
def test_the_second_text_can_be_made_of_the_first(one, other, end):
    compared = Comparison(end.join(one), end.join(other))
    assert rebuilt(compared) == (compared.words[1], True)
    for hunk in compared.hunks():
        for span, text in ((hunk.before, compared.texts[0]), (hunk.after, compared.texts[1])):
            assert (span.text or "") == text[span.start : span.end]


def test_what_would_take_too_long_is_told_coarsely():
    """Two files of the same few lines over and over: found to differ, without looking at every pair."""
    one, other = "\n".join("ab" * 20_000), "\n".join("ba" * 20_000 + "c")
    hunks = [*Comparison(one, other).hunks()]
    assert (len(hunks), hunks[0].changes) == (1, [])
    long = Comparison("一" * 5000 + "a", "二" + "一" * 5000)
    assert [hunk.changes for hunk in long.hunks()] == [[]]


@pytest.mark.parametrize("which", [1, 2])
def test_the_bytes_of_every_source(get, twice, which):
    source = twice[which]
    response = get(f"sources/{source.id}/content/")
    assert response.content == (OLD.encode("gb18030") if which == 1 else NEW.encode())
    assert response["Content-Type"] == f"text/plain; charset={'gb18030' if which == 1 else 'utf-8'}"
    assert response["ETag"] == f'"{source.sha256}"'
    assert response["Repr-Digest"] == f"sha-256=:{base64.b64encode(hashlib.sha256(response.content).digest()).decode()}:"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert "sandbox" in response["Content-Security-Policy"]
    assert get(f"sources/{source.id}/content/", headers={"if-none-match": response["ETag"]}).status_code == 304
    assert cost(get, f"sources/{source.id}/content/")[0] == 2
    assert get(f"sources/{source.id}/").json()["sha256"] == source.sha256


def test_the_current_source_is_the_same_by_either_address(get, twice):
    document, _, new = twice
    one, other = get(f"documents/{document.id}/source/"), get(f"sources/{new.id}/content/")
    assert (one.content, one["ETag"], one["Repr-Digest"]) == (other.content, other["ETag"], other["Repr-Digest"])
    assert get(f"sources/{uuid.uuid4()}/content/").status_code == 404


def test_a_compressed_answer_has_no_digest_of_the_plain_one(get, make):
    document = make.new_document(source=make.new_source("规划".encode() * 1000))
    response = get(f"documents/{document.id}/source/", headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert "Repr-Digest" not in response
