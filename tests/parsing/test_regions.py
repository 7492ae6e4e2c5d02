"""The table of regions and the names in it: what must be found, what must stay None."""

import re
import time
from collections import Counter
from dataclasses import FrozenInstanceError
from itertools import pairwise

import pytest

from importers.parsing.regions import all_regions, by_code, find, leading, resolve


def code_of(region):
    return region and region.code


# ── The table ──


def test_regions_in_force_are_those_of_the_published_table():
    in_force = Counter(region.level for region in all_regions() if region.valid_to is None)
    assert in_force == {"province": 34, "prefecture": 333, "county": 2846}  # the ministry's own counts, end of 2024


def test_regions_abolished_or_renamed_since_2011_are_in_the_table():
    ended = Counter(region.level for region in all_regions() if region.valid_to is not None)
    assert ended == {"prefecture": 12, "county": 364}
    assert all(2011 <= region.valid_to <= 2026 for region in all_regions() if region.valid_to)


def test_codes_are_six_digits_and_tell_the_level():
    for region in all_regions():
        assert re.fullmatch(r"[1-8]\d{5}", region.code)
        zeros = len(region.code) - len(region.code.rstrip("0"))
        expected = {"province": region.code.endswith("0000"), "prefecture": 2 <= zeros < 4, "county": True}
        assert expected[region.level], region


def test_every_parent_exists_one_level_up_at_the_same_time():
    rows = {}
    for region in all_regions():
        rows.setdefault(region.code, []).append(region)
    for region in all_regions():
        assert bool(region.parent) == (region.level != "province")
        if region.parent:
            assert any(
                (above.valid_from or 0) <= (region.valid_to or 9999)
                and (region.valid_from or 0) <= (above.valid_to or 9999)
                and region.full_name == above.full_name + region.name
                and above.level != "county"
                for above in rows[region.parent]
            ), region


def test_rows_are_unique_sorted_and_of_sane_years():
    keys = [(region.code, region.valid_from or 0) for region in all_regions()]
    assert keys == sorted(set(keys))
    assert all((r.valid_from or 0) <= (r.valid_to or 9999) for r in all_regions())


def test_only_one_row_of_a_code_is_in_force():
    assert max(Counter(region.code for region in all_regions() if region.valid_to is None).values()) == 1


def test_placeholders_are_not_listed():
    names = {region.name for region in all_regions()}
    assert names.isdisjoint({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划", "西沙群岛"})


def test_regions_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        by_code("141100").name = "x"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("510118", "新津区"), ("330113", "临平区"), ("330114", "钱塘区"), ("659010", "胡杨河市"), ("659011", "新星市"),
        ("659012", "白杨市"), ("460302", "西沙区"), ("460303", "南沙区"), ("540481", "米林市"), ("653229", "和安县"),
    ],
)  # fmt: skip
def test_recent_changes_are_in(code, name):
    assert by_code(code, 2026).name == name


@pytest.mark.parametrize(
    ("code", "parent", "full_name"),
    [
        ("110108", "110000", "北京市海淀区"), ("429004", "420000", "湖北省仙桃市"),
        ("500230", "500000", "重庆市丰都县"), ("141102", "141100", "山西省吕梁市离石区"),
        ("659009", "650000", "新疆维吾尔自治区昆玉市"), ("371202", "371200", "山东省莱芜市莱城区"),
    ],
)  # fmt: skip
def test_parent_and_full_name(code, parent, full_name):
    assert (by_code(code).parent, by_code(code).full_name) == (parent, full_name)


@pytest.mark.parametrize(
    ("code", "short_name"),
    [
        ("140000", "山西"), ("150000", "内蒙古"), ("650000", "新疆"), ("810000", "香港"), ("141100", "吕梁"),
        ("522300", "黔西南"), ("152500", "锡林郭勒"), ("652900", "阿克苏"), ("140109", "万柏林"), ("429021", "神农架"),
        ("310115", "浦东"), ("622927", "积石山"), ("622926", "东乡"), ("150723", "鄂伦春"),
        ("530925", "双江"), ("632123", "乐都"), ("141181", "孝义"), ("141121", "文水"), ("141123", "兴县"),
        ("140311", "郊区"), ("140303", "矿区"), ("130107", "井陉矿区"), ("350405", "沙县"), ("533103", "芒市"),
    ],
)  # fmt: skip
def test_short_names(code, short_name):
    region = by_code(code)
    assert (region and region.short_name) == short_name


def test_no_short_name_is_shorter_than_two_characters():
    assert min(len(region.short_name) for region in all_regions()) == 2


# ── Names to regions ──


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("山西省太原市万柏林区", "140109"), ("太原市万柏林区", "140109"), ("吕梁市离石区", "141102"),
        ("山西省万柏林区", "140109"), ("吕梁市", "141100"), ("吕梁", "141100"), ("万柏林区", "140109"),
        ("万柏林", "140109"), ("平定县", "140321"), ("山西吕梁", "141100"), (" 吕梁市 ", "141100"),
        ("吉林", "220000"), ("吉林市", "220200"), ("吉林省吉林市", "220200"), ("朝阳市", "211300"),
        ("北京市朝阳区", "110105"), ("海南", "460000"), ("海南藏族自治州", "632500"), ("河北区", "120105"),
        ("凉山州", "513400"), ("积石山县", "622927"), ("内蒙古", "150000"), ("广西壮族自治区", "450000"),
        ("朝阳区", None), ("鼓楼区", None), ("城区", None), ("", None), ("市", None), ("市辖区", None),
        ("吕梁市太原市", None), ("离石区吕梁市", None), ("全市", None), ("中国", None), ("吕梁市的离石区", None),
        ("吕梁市" * 20, None),
    ],
)  # fmt: skip
def test_resolve(name, code):
    assert code_of(resolve(name)) == code


@pytest.mark.parametrize(
    ("name", "within", "code"),
    [
        ("鼓楼区", "320100", "320106"), ("鼓楼区", "320000", None), ("郊区", "140300", "140311"),
        ("城区", "140500", "140502"), ("朝阳区", "110000", "110105"), ("离石", "140000", "141102"),
        ("吕梁市", "141100", "141100"), ("吕梁市", "140100", None),
    ],
)  # fmt: skip
def test_within_narrows(name, within, code):
    assert code_of(resolve(name, within=within)) == code


def test_every_full_name_resolves():
    for region in all_regions():
        if region.valid_to is None:
            assert resolve(region.full_name) is region
        else:
            assert code_of(resolve(region.full_name, year=region.valid_to - 1)) == region.code


# ── Names of other years ──


@pytest.mark.parametrize(
    ("name", "year", "code"),
    [
        ("莱芜市", 2015, "371200"), ("莱芜市", 2022, None), ("莱芜市", None, "371200"), ("密云县", 2012, "110228"),
        ("密云县", 2020, None), ("密云", 2012, "110228"), ("密云", 2015, "110118"), ("密云", 2020, "110118"),
        ("巢湖市", 2011, "340181"), ("巢湖市", None, "340181"), ("西沙区", 2015, None), ("大同市矿区", 2016, "140203"),
        ("平定县", 2011, "140321"), ("平定县", 2026, "140321"), ("安徽省巢湖市庐江县", 2011, "341421"),
        ("吴江", 2011, "320584"), ("吴江", 2012, "320509"), ("海东地区", 2012, "632100"), ("吕梁地区", None, None),
    ],
)  # fmt: skip
def test_historic_names(name, year, code):
    assert code_of(resolve(name, year=year)) == code


def test_by_code_follows_the_years():
    assert by_code("371200", 2020) is None
    assert by_code("371200", 2016).name == by_code("371200").name == "莱芜市"  # without a year: as it last was
    assert by_code("130502", 2019).name == "桥东区"
    assert by_code("130502", 2020).name == by_code("130502").name == "襄都区"
    assert by_code("140109").full_name == "山西省太原市万柏林区"
    assert by_code("999999") is by_code("") is None


# ── Running text ──


def written(text, **options):
    return [(mention.text, mention.region.code) for mention in find(text, **options)]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("山西省吕梁市离石区", [("山西省吕梁市离石区", "141102")]),
        ("在吕梁市和太原市", [("吕梁市", "141100"), ("太原市", "140100")]),
        ("与河北、山东、河南等省协同", [("河北", "130000"), ("山东", "370000"), ("河南", "410000")]),
        ("山西中部城市群", [("山西", "140000")]),
        ("孝义、交城、柳林、文水4个县级医院",
         [("孝义", "141181"), ("交城", "141122"), ("柳林", "141125"), ("文水", "141121")]),
        ("离石、柳林、中阳三县(区)", [("离石", "141102"), ("柳林", "141125"), ("中阳", "141129")]),
        ("推动兴县、临县、离石、方山、交城等县",
         [("兴县", "141123"), ("临县", "141124"), ("离石", "141102"), ("方山", "141128"), ("交城", "141122")]),
        ("太原、大同、朔州", [("太原", "140100"), ("大同", "140200"), ("朔州", "140600")]),
        ("晋城市城区和晋城市郊外", [("晋城市城区", "140502"), ("晋城市", "140500")]),
        ("南京市鼓楼区,徐州市鼓楼区", [("南京市鼓楼区", "320106"), ("徐州市鼓楼区", "320302")]),
        ("凉山州西昌市", [("凉山州西昌市", "513401")]),
        ("进军北京市场", [("北京", "110000")]), ("离石区、矿区", [("离石区", "141102")]),
        ("吉林省吉林市", [("吉林省吉林市", "220200")]),
    ],
)  # fmt: skip
def test_find(text, mentions):
    assert written(text) == mentions


@pytest.mark.parametrize(
    "text",
    [
        "核心城区和老城区,矿区绿化,新城区建设", "形成县域经济", "振兴县域", "相应县(市、区)", "现代县域", "各市和县区",
        "发展新兴县城", "创新和县域", "形成都市圈", "黄河北岸", "中山西路", "长治久安", "更大同心圆", "中山大学",
        "黄河入海口", "吕梁山区", "创新乡村治理", "新建7个区域", "沿河平川四县", "鼓楼区", "和平与发展",
        "重大理论", "推广东西部协作", "日照时数", "天然气管道县县通", "离石的变化",
    ],
)  # fmt: skip
def test_find_leaves_other_words_alone(text):
    assert written(text) == []


def test_find_counts_county_short_names_on_request():
    assert written("离石的变化", short=True) == [("离石", "141102")]


def test_find_knows_the_year():
    assert written("莱芜市", year=2014) == [("莱芜市", "371200")]
    assert written("莱芜市", year=2024) == []


def test_find_gives_positions_left_to_right_without_overlap():
    text = "支持吕梁市、离石区和山西省太原市万柏林区建设"
    mentions = find(text)
    assert [text[m.start : m.end] for m in mentions] == [m.text for m in mentions]
    assert [m.region.code for m in mentions] == ["141100", "141102", "140109"]
    assert all(one.end <= two.start for one, two in pairwise(mentions))


@pytest.mark.parametrize(
    "text",
    [
        "推动山西省吕梁市高质量发展,与太原市协同。",
        "高质量发展取得新成效,",
        "吉林省吉林市",
        "离石、柳林、",
        "海南",
        "山西",
    ],
)
def test_find_is_fast_and_linear(text):
    long = text * (100_000 // len(text) + 1)
    find(text)  # load the table
    started = time.perf_counter()
    find(long[:25_000])
    quarter = time.perf_counter() - started
    started = time.perf_counter()
    find(long)
    whole = time.perf_counter() - started
    assert whole < 10 * quarter + 0.1
    if len(text) > 10:  # running text; the others are nothing but names
        assert whole < 1


# ── Titles ──


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("吕梁市“十四五”高品质生活建设规划", "141100"),
        ("阳泉市国民经济和社会发展第十四个五年规划", "140300"),
        ("万柏林区国民经济和社会发展第十四个五年规划", "140109"),
        ("太原市万柏林区国民经济和社会发展", "140109"), ("山西省太原市万柏林区国民经济", "140109"),
        ("(山西省)太原市万柏林区国民经济", "140109"), ("（山西省）太原市万柏林区国民经济", "140109"),
        ("2026年榆林市政府工作报告", "610800"), ("2026 年榆林市政府工作报告", "610800"),
        ("二〇二六年榆林市政府工作报告", "610800"), ("《吕梁市城市更新规划》", "141100"),
        ("吕梁市人民政府关于印发规划的通知", "141100"), ("吕梁“十四五”规划", "141100"),
        ("凉山州国民经济和社会发展", "513400"), ("古县2026年政府工作报告", "141025"),
        ("成县国民经济和社会发展", "621221"), ("关于印发吕梁市规划的通知", None),
        ("中国(上海)自由贸易试验区", None), ("中国（上海）自由贸易试验区", None), ("政府工作报告", None),
        ("矿区生态修复规划", None), ("鼓楼区国民经济", None), ("中山大学发展规划", None),
        ("国家“十四五”规划", None), ("", None), ("2026年", None),
    ],
)  # fmt: skip
def test_leading(title, code):
    assert code_of(leading(title)) == code


def test_leading_knows_the_year():
    assert code_of(leading("莱芜市国民经济和社会发展第十三个五年规划", year=2016)) == "371200"
    assert leading("莱芜市国民经济", year=2024) is None
