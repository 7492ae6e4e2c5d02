"""What is found: every occurrence, in either script and width, and nothing else."""

import random
import unicodedata
from functools import cache
from pathlib import Path

import opencc
import pytest
from django.core.management import call_command
from django.db import connection

from plans.models import Paragraph, Target
from plans.search import frequency, hits
from plans.search.hits import Search
from plans.search.query import read_query
from tests.api import making

pytestmark = pytest.mark.django_db
SOURCES = sorted((Path(__file__).resolve().parents[2] / "fixtures" / "sources").glob("*.txt"))
ODD = [
    "推进“放管服”改革(试行)ＡＢＣ１２３，GDP增长6.5%",
    "國家發展與改革委員會:關於臺灣問題的決定",
    '研发 投入\t占\u3000比 "双碳" 5G+工业互联网 <b>&amp;</b>',
    "乾隆年間修築的城牆;𠮷野家\U0002f81a",
    "aaaa-bbbb aaa",
]


@cache
def texts():
    """Lines as they were scraped, of every document, and some odd ones."""
    lines = [line.strip() for path in SOURCES for line in path.read_text(encoding="utf-8", errors="replace").splitlines()]
    return ODD + random.Random(1).sample([line for line in lines if len(line) > 5], 150)


@pytest.fixture
def stored(db):
    document = making.new_document(title=None)
    return [making.new_paragraph(document, text) for text in texts()]


def plain(text):
    """Folding, done another way than the database does it."""
    simple = [character if ord(character) > 0xFFFF else simplified(character) for character in text]
    return "".join(" " if character.isspace() else lowered(character) for character in simple)


def lowered(text):
    return "".join(character.lower() if character.isascii() else character for character in text)


def raised(text):
    return "".join(character.upper() if character.isascii() else character for character in text)


@cache
def simplified(character):
    wide = 0xFF01 <= ord(character) <= 0xFF5E or 0xF900 <= ord(character) <= 0xFAFF or 0x2E80 <= ord(character) <= 0x2FDF
    return opencc.OpenCC("t2s").convert(unicodedata.normalize("NFKC", character) if wide else character)


def quoted(text):
    return '"' + text.replace('"', '""').replace("＂", '""') + '"'


def found(text, **options):
    return {place.id for place in Search(read_query(text), **options).page(10_000)}


def test_every_substring_is_found_and_nothing_else(stored):
    """100 pieces of 2 to 6 characters: as they stand, and in the other case, script or width."""
    chance, other = random.Random(3), opencc.OpenCC("s2t").convert
    folded = {paragraph.id: plain(paragraph.text) for paragraph in stored}
    for n in range(100):
        text = ODD[n % len(ODD)] if n % 3 == 0 else chance.choice(stored).text
        start = chance.randrange(len(text) - 1)
        piece = text[start : start + chance.randint(2, 6)]
        holding = {pk for pk, each in folded.items() if plain(piece) in each}
        for asked in (piece, raised(piece), widened(piece), other(piece)):
            got = found(quoted(asked))
            if plain(asked) == plain(piece) == plain(simplified_words(piece)):
                assert got == holding, (piece, asked)
            elif plain(simplified_words(asked)) == plain(piece):
                assert got >= holding, (piece, asked)


def simplified_words(text):
    return opencc.OpenCC("t2s").convert(text)


def widened(text):
    return "".join(chr(ord(character) + 0xFEE0) if "!" <= character <= "~" else character for character in text)


def test_folding_keeps_every_place():
    """Character for character, whatever it is: so a place in the folded text is one in the text."""
    some = [*range(1, 0x3000), *range(0x3000, 0xD800, 31), *range(0xF900, 0x10000), *range(0x2F800, 0x2FA20)]
    everything = "".join(map(chr, some))
    with connection.cursor() as cursor:
        cursor.execute("SELECT plans_fold(%s), plans_fold(plans_fold(%s))", [everything, everything])
        once, twice = cursor.fetchone()
    assert len(once) == len(everything)
    assert once == twice


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("国家发展改革", "國家發展"),
        ("國家發展改革", "国家发展"),
        ("了解情况", "瞭解情況"),
        ("完成GDP目标", "gdp目"),
        ("完成ＧＤＰ目标", "Gdp目"),
        ("增长6.5%左右", "６．５％"),
        ("甲,乙", "甲，乙"),
        ("甲　乙", '"甲 乙"'),
        ("𠮷野家", "𠮷野"),
        ('他说"好"的', '"说""好"'),
        ("2021-2025年", "2021-2025"),
    ],
)
def test_script_width_and_case_make_no_difference(text, asked):
    paragraph = making.new_paragraph(making.new_document(), text)
    assert found(asked) == {paragraph.id}


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ("养老 社区", {1, 2, 3}),
        ('"养老 社区"', {2}),
        ("养老社区", {3}),
        ("养老 -医院", {1, 2, 3}),
        ("养老 -社区", {4}),
        ('养老 -"老 社"', {1, 3, 4}),
        ("“养老” 医院", {4}),
        ("社 养老", {1, 2, 3}),
        ("养老 没有的", set()),
    ],
)
def test_words_phrases_and_exclusions(asked, numbers):
    document = making.new_document()
    said = {1: "社区服务与养老", 2: "居家养老 社区服务", 3: "养老社区", 4: "养老医院"}
    stored = {making.new_paragraph(document, text).id: n for n, text in said.items()}
    assert {stored[pk] for pk in found(asked)} == numbers


def test_the_search_goes_through_every_kind():
    document = making.new_document(title="量子规划")
    chapter = making.new_chapter(document, heading="量子一章")
    section = making.new_section(chapter, heading="量子一节")
    paragraph = making.new_paragraph(document, "建设量子中心。增长543.8亿元。量子达到543.8亿元。", chapter=chapter, section=section)
    making.new_paragraph(document, "量子首页", kind="noise", noise_reason="site_header")
    named = making.new_target(paragraph, clause="增长543.8亿元", indicator_name="量子产值")
    said = making.new_outcome(paragraph, clause="量子达到543.8亿元")
    order = [(place.kind, place.id) for place in Search(read_query("量子")).page(10)]
    records = [document, chapter, section, named, paragraph, said]
    assert {key for _, key in order} == {record.pk for record in records}
    assert [kind for kind, _ in order] == ["document", "section", "chapter", "target", "paragraph", "outcome"]
    told = Search(read_query("量子")).tell(Search(read_query("量子")).page(10))
    assert [hit.matched for hit in told] == ["title", "heading", "heading", "name", "text", "clause"]
    assert told[3].marked_name == "<mark>量子</mark>产值"
    assert (told[2].row.chapter_id, told[4].row.section_id) == (chapter.id, section.id)


def test_words_side_by_side_come_first():
    document = making.new_document()
    said = ["养老服务", "服务与养老", "养老 服务", "养老的服务"]
    rows = [making.new_paragraph(document, text) for text in said]
    assert [place.id for place in Search(read_query("养老 服务")).page(10)] == [rows[n].id for n in (2, 0, 3, 1)]


def test_what_is_rewritten_is_found_as_it_now_stands():
    paragraph = making.new_paragraph(making.new_document(), "原来的话达到543.8亿元")
    Paragraph.objects.filter(pk=paragraph.pk).update(text="改过的话达到543.8亿元")
    assert (found("原来的"), found("改过的")) == (set(), {paragraph.id})
    target = making.new_target(paragraph, clause="达到543.8亿元")
    Target.objects.filter(pk=target.pk).update(indicator_name="另一个名称")
    assert found("另一个名") == {target.id}


@pytest.fixture
def common_words(monkeypatch):
    """A table large enough, for the while, that common words are looked for among its newest rows."""
    monkeypatch.setattr(frequency, "WALK", 40)
    monkeypatch.setattr(hits, "WALK", 40)
    document = making.new_document(title="规划")
    chance = random.Random(5)
    for n in range(120):
        words = ["甲乙"] * (n < 60 or n % 3 == 0) + ["丙丁"] * (chance.random() < 0.5) + ["戊己"]
        making.new_paragraph(document, "、".join(words) if chance.random() < 0.7 else "".join(words))
    call_command("refresh_search", verbosity=0)
    return document


@pytest.mark.parametrize("asked", ["甲乙", "丙丁", "甲乙 丙丁", "甲乙 -丙丁", "戊己", "庚辛"])
@pytest.mark.parametrize("size", [3, 7])
@pytest.mark.parametrize("backward", [False, True])
def test_the_newest_rows_and_the_index_agree(common_words, monkeypatch, asked, size, backward):
    """Page by page, by walking where that seems quicker: the same hits in the same order as by the index alone."""

    def crawl():
        search, after, places = Search(read_query(asked)), None, []
        while page := search.page(size, after, backward):
            places += page
            after = page[-1]
        return places

    walked = crawl()
    assert any(Search(read_query(asked))._walks(source, size) for source in Search(read_query(asked)).sources) == (asked != "庚辛")
    monkeypatch.setattr(hits, "WALK", 0)
    assert walked == crawl()
    assert len(walked) == Search(read_query(asked)).count()


def test_small_tables_need_no_count_of_pairs(capsys):
    making.whole_document()
    assert frequency.renew_frequencies() == []
    call_command("refresh_search")
    assert "Nothing is large enough" in capsys.readouterr().out


def test_pairs_are_counted_anew_when_a_table_has_grown(monkeypatch):
    monkeypatch.setattr(frequency, "WALK", 10)
    document = making.new_document()
    for text in ["甲乙"] * 10:
        making.new_paragraph(document, text)
    assert frequency.renew_frequencies() == ["paragraph"]
    assert frequency.renew_frequencies() == []
    for text in ["丙丁"] * 3:
        making.new_paragraph(document, text)
    assert frequency.renew_frequencies() == ["paragraph"]
    assert Search(read_query("甲乙")).folded.share("paragraph") == pytest.approx(10 / 13)


def test_the_index_answers_lists_too():
    document = making.new_document()
    paragraphs = [Paragraph(**making.block(document, kind="paragraph", text=f"第{n}段,经济社会发展")) for n in range(3000)]
    Paragraph.objects.bulk_create(paragraphs)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE plans_paragraph")
        sql, parameters = Paragraph.objects.mentioning("第2718段").order_by("document", "position").query.sql_with_params()
        cursor.execute(f"EXPLAIN {sql}", parameters)
        assert "paragraph_grams" in "\n".join(row[0] for row in cursor.fetchall())
    assert [row.text for row in Paragraph.objects.mentioning("第２７１８段")] == ["第2718段,经济社会发展"]
