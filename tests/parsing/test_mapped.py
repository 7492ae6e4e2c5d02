"""Text that knows its places: edits, joins and spans keep every character with its source."""

from hypothesis import given
from hypothesis import strategies as st

from importers.parsing.mapped import Edit, Mapped

TEXTS = st.text(alphabet="经济jī(),。 12—", max_size=30)


@st.composite
def edited(draw):
    """A text at some place of a source, and edits of it that do not overlap."""
    text = draw(TEXTS)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    places = list(zip(cuts[::2], cuts[1::2], strict=False))
    edits = [Edit(start=a, end=b, new=draw(st.text(alphabet="新改", max_size=3)), fix="made_up") for a, b in places if a < b]
    return text, draw(st.integers(0, 50)), edits


@given(edited())
def test_edit_makes_the_text_and_leaves_the_rest_in_its_place(case):
    text, start, edits = case
    mapped = Mapped.of(text, start).edit(edits)
    wanted, kept, done = "", [], 0
    for e in edits:
        kept += [(len(wanted) + i, done + i) for i in range(e.start - done)]
        wanted += text[done : e.start] + e.new
        done = e.end
    kept += [(len(wanted) + i, done + i) for i in range(len(text) - done)]
    wanted += text[done:]
    assert mapped.text == wanted
    assert len(mapped.starts) == len(mapped.ends) == len(wanted)
    assert all((mapped.starts[i], mapped.ends[i]) == (start + j, start + j + 1) for i, j in kept)


@given(edited())
def test_what_is_new_stands_for_what_was_there(case):
    text, start, edits = case
    mapped = Mapped.of(text, start).edit(edits)
    shift = 0
    for e in edits:
        new = mapped[e.start + shift : e.start + shift + len(e.new)]
        assert new.text == e.new
        if e.new:
            assert new.source_range() == (start + e.start, start + e.end)
        shift += len(e.new) - (e.end - e.start)


@given(edited())
def test_places_never_go_back(case):
    text, start, edits = case
    mapped = Mapped.of(text, start).edit(edits)
    assert list(mapped.starts) == sorted(mapped.starts)
    assert list(mapped.ends) == sorted(mapped.ends)
    assert all(start <= a < b <= start + len(text) for a, b in zip(mapped.starts, mapped.ends, strict=True))


@given(edited(), edited())
def test_edits_one_after_the_other_still_know_the_source(first, second):
    text, start, edits = first
    once = Mapped.of(text, start).edit(edits)
    again = [e for e in second[2] if e.end <= len(once)]
    twice = once.edit(again)
    done = 0
    for e in again:
        done = e.end
    rest = twice[len(twice) - (len(once) - done) :]
    assert rest == once[done:]


@given(st.lists(edited(), max_size=4))
def test_join_is_the_parts_in_order(cases):
    parts = [Mapped.of(text, start).edit(edits) for text, start, edits in cases]
    whole = Mapped.join(parts)
    assert whole.text == "".join(p.text for p in parts)
    at = 0
    for p in parts:
        assert whole[at : at + len(p)] == p
        at += len(p)
    assert at == len(whole)


@given(edited(), st.integers(0, 30), st.integers(0, 30))
def test_a_slice_and_a_strip_keep_places(case, a, b):
    text, start, edits = case
    mapped = Mapped.of(text, start).edit(edits)
    part = mapped[a:b]
    assert (part.text, part.starts, part.ends) == (mapped.text[a:b], mapped.starts[a:b], mapped.ends[a:b])
    stripped = mapped.strip()
    assert stripped.text == mapped.text.strip()
    assert not stripped.text or stripped == mapped[mapped.text.index(stripped.text[0]) :][: len(stripped)] or stripped.text[0].isspace()


@given(edited())
def test_spans_are_the_runs_of_untouched_characters(case):
    text, start, edits = case
    mapped = Mapped.of(text, start).edit(edits)
    spans = mapped.spans()
    assert [at for at, _, _ in spans] == [sum(n for _, _, n in spans[:i]) for i in range(len(spans))], "no gap, no overlap"
    assert sum(n for _, _, n in spans) == len(mapped)
    for at, source, length in spans:
        assert mapped.starts[at : at + length] == tuple(range(source, source + length))
        assert length == 1 or mapped.ends[at : at + length] == tuple(range(source + 1, source + length + 1))


def test_nothing_has_no_range():
    assert Mapped.of("", 5).source_range() is None
    assert Mapped.join([]) == Mapped.of("")
    assert Mapped.of("").spans() == ()
