"""The Region table from the CSV: complete, idempotent, one meaning per code."""

import pytest
from django.core.management import CommandError, call_command

from plans.models import Region

pytestmark = pytest.mark.django_db
HEAD = "code,name,full_name,short_name,level,parent,valid_from,valid_to\n"


@pytest.fixture
def load(tmp_path, capsys):
    def run(text):
        path = tmp_path / "regions.csv"
        path.write_text(text, encoding="utf-8")
        call_command("load_regions", file=path)
        return capsys.readouterr().out.strip()

    return run


def test_the_shipped_regions_load_and_stand_under_each_other(capsys):
    call_command("load_regions")
    assert Region.objects.filter(level="province").count() >= 31
    county = Region.objects.get(full_name="山西省太原市万柏林区")
    assert (county.level, county.parent.name, county.parent.parent.name) == ("county", "太原市", "山西省")
    call_command("load_regions")
    assert capsys.readouterr().out.endswith(": 0 new, 0 changed.\n")


def test_a_code_given_out_twice_keeps_its_newest_meaning(load):
    load(HEAD + "100000,旧名,旧名,旧,province,,,1997\n100000,新名,新名,新,province,,1998,\n100000,中名,中名,中,province,,1990,1995\n")
    assert Region.objects.get().name == "新名"


def test_what_changes_is_changed_and_the_rest_is_left_alone(load):
    load(HEAD + "100000,甲省,甲省,甲,province,,,\n100100,乙市,甲省乙市,乙,prefecture,100000,,\n")
    assert load(HEAD + "100000,甲省,甲省,甲,province,,,\n100100,丙市,甲省丙市,丙,prefecture,100000,,\n") == "2 regions: 0 new, 1 changed."
    assert load(HEAD + "100100,丙市,甲省丙市,丙,prefecture,100000,,\n") == "1 regions: 0 new, 0 changed."
    assert Region.objects.count() == 2


def test_the_order_of_lines_does_not_matter(load):
    assert load(HEAD + "100100,乙市,甲省乙市,乙,prefecture,100000,,\n100000,甲省,甲省,甲,province,,,\n").startswith("2 regions: 2 new")


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", HEAD + "100000,甲,甲,甲,province,,soon,\n"])
def test_a_file_that_is_no_list_of_regions(load, text):
    if not text:
        assert load(text) == "0 regions: 0 new, 0 changed."
        return
    with pytest.raises(CommandError, match="can't be read as a list of regions"):
        load(text)
