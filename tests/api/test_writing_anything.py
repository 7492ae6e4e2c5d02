"""Whatever is sent, a PATCH either makes a record that is told as sent, or tells what is wrong and changes nothing."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans.models import Correction

pytestmark = pytest.mark.django_db
TEXTS = st.text(max_size=12) | st.sampled_from(["", " ", "题\n目", "\0", "range", "2021-11-20", "0000-00-00", "141100", "gdp", "9" * 400, "noise"])
NUMBERS = st.integers(-(10**40), 10**40) | st.integers(0, 3000) | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.none() | st.booleans() | TEXTS | NUMBERS | st.lists(TEXTS, max_size=2) | st.dictionaries(TEXTS, NUMBERS, max_size=2)


@pytest.mark.parametrize("path", ["documents", "paragraphs", "targets", "project-mentions"])
def test_any_body(client, editor, make, regions, path):
    from plans.api.me import WRITABLE
    from plans.tokens import make_token

    make.new_indicator("gdp")
    new = {"documents": make.new_document, "paragraphs": lambda: make.new_paragraph(make.new_document())}
    new |= {"targets": make.new_target, "project-mentions": make.new_mention}
    address = f"/api/v1/{path}/{new[path]().pk}/"
    choices = {name: list(getattr(field, "choices", [])) for name, field in WRITABLE[path].body_class().fields.items()}
    names = st.sampled_from([name for name in choices if name != "tense" or path != "targets"])
    fields = names.flatmap(lambda name: st.tuples(st.just(name), st.sampled_from([*choices[name], None]) | VALUES))
    headers = {"authorization": f"Bearer {make_token(editor, 'test')[1]}", "if-match": "*"}

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(fields, max_size=3).map(dict))
    def check(body):
        before, book = client.get(address).json(), Correction.objects.count()
        answer = client.patch(address, body, content_type="application/json", headers=headers)
        after = client.get(address).json()
        if answer.status_code == 200:
            assert answer.json() == after
            return
        assert answer.status_code == 400, answer.content.decode()[:500]
        assert {fault["pointer"].split("/")[1] for fault in answer.json()["errors"]} <= {*after, "reason"}
        assert (after, Correction.objects.count()) == (before, book)

    check()
