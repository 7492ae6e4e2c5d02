"""Examples for the OpenAPI document: what the five documents of the repository give, as it is."""

from plans.api.examples import DOCUMENT_ID, FRAGMENT_ID

TARGET = {
    "id": "01a2015f-848f-7f0c-8dc7-cd39be359434", "tense": "target", "document": FRAGMENT_ID,
    "chapter": "01a2015f-8409-74f5-a094-0777b2e4bfa1", "section": "01a2015f-842b-79d5-92f5-3a372692e531",
    "paragraph": "01a2015f-842c-70b5-b2b5-f43cffe8aa16", "region": "141100", "region_name": "山西省吕梁市", "name": "城镇新增就业",
    "indicator": "urban_new_jobs", "indicator_name": "城镇新增就业", "printed": "3.9万人以上", "comparator": ">=", "value": 3.9,
    "value_high": None, "unit": "万人", "unit_family": "people", "normal_value": 39000, "normal_value_high": None, "normal_unit": "人",
    "measure": "count", "year": 2026, "base_year": None, "base_value": None, "nature": None, "strength": None,
    "clause": "城镇新增就业3.9万人以上", "highlight": {"paragraph": "01a2015f-842c-70b5-b2b5-f43cffe8aa16", "eid": "chp_3__sec_7__para_1",
    "start": 91, "end": 98, "clause_start": 85, "clause_end": 98}, "review_state": "unreviewed", "source": {"document": FRAGMENT_ID,
    "line": 123, "start": 10319, "end": 10326, "exact": "3.9万人以上", "prefix": "形态就业容量,稳定高校毕业生、农民工等重点群体就业,城镇新增就业",
    "suffix": ",零就业家庭至少1人就业。推动劳务品牌建设提质升级,开展职业技能"}, "created_at": "2026-11-22T11:49:26.491223+08:00",
    "updated_at": "2026-11-22T11:49:26.491223+08:00",
}  # fmt: skip
OUTCOME = {
    "id": "01a2015f-6ab3-7226-b3f1-fdbf9b8bc114", "tense": "outcome", "document": DOCUMENT_ID,
    "chapter": "01a2015f-69dc-7de8-9940-6e452bf2c674", "section": "01a2015f-69df-7b32-8610-7f6d9a570073",
    "paragraph": "01a2015f-69e1-7c0e-af8e-fcbf0ffc4101", "region": "141100", "region_name": "山西省吕梁市", "name": "农村居民人均可支配收入",
    "indicator": "rural_disposable_income", "indicator_name": "农村居民人均可支配收入", "printed": "10656元", "comparator": "=", "value": 10656,
    "value_high": None, "unit": "元", "unit_family": "money", "normal_value": 10656, "normal_value_high": None, "normal_unit": "元",
    "measure": "level", "year": 2020, "base_year": None, "base_value": None, "nature": None, "strength": None,
    "clause": "农村居民人均可支配收入10656元、比2015年增长48.1%", "highlight": {"paragraph": "01a2015f-69e1-7c0e-af8e-fcbf0ffc4101",
    "eid": "chp_1__sec_1__para_2", "start": 194, "end": 200, "clause_start": 183, "clause_end": 214}, "review_state": "unreviewed",
    "source": {"document": DOCUMENT_ID, "line": 44, "start": 1549, "end": 1555, "exact": "10656元",
    "prefix": "30382元、比2015年增长32.7%,农村居民人均可支配收入", "suffix": "、比2015年增长48.1%。城乡居民收入差距持续缩小,城乡收入"},
    "created_at": "2026-11-22T11:49:20.091397+08:00", "updated_at": "2026-11-22T11:49:20.091397+08:00",
}  # fmt: skip
INDICATOR = {
    "code": "forest_coverage", "name": "森林覆盖率", "name_en": "Forest coverage", "aliases": [], "unit_family": "percent",
    "direction": "up", "theme": "ecology", "description": None, "superseded_by": None, "from_registry": True,
    "created_at": "2026-11-22T11:49:16.369924+08:00", "updated_at": "2026-11-22T11:49:16.369929+08:00",
}  # fmt: skip
SERIES = {
    "indicator": INDICATOR, "next": None, "previous": None, "results": [{"region": "140300", "region_name": "山西省阳泉市",
    "measure": "level", "unit_family": "percent", "normal_unit": "%", "targets": [{"id": "01a2015f-83a6-7190-a1af-dc8f7a904497",
    "printed": "25.87%", "comparator": "=", "value": 25.87, "value_high": None, "unit": "%", "unit_family": "percent",
    "normal_value": 25.87, "normal_value_high": None, "normal_unit": "%", "measure": "level", "year": 2025, "base_year": None,
    "base_value": None, "nature": None, "strength": None, "newest": True, "review_state": "unreviewed",
    "document": "01a2015f-81bd-7759-9a2e-f1352c2fc6f3", "document_title": "阳泉市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要",
    "document_type": "outline", "published_on": None}], "outcomes": [{"id": "01a2015f-8363-70ae-ae6a-ef90a1ebf31d", "printed": "23.50%",
    "comparator": "=", "value": 23.5, "value_high": None, "unit": "%", "unit_family": "percent", "normal_value": 23.5,
    "normal_value_high": None, "normal_unit": "%", "measure": "level", "year": 2020, "base_year": None, "base_value": None,
    "nature": None, "strength": None, "newest": True, "review_state": "unreviewed", "document": "01a2015f-81bd-7759-9a2e-f1352c2fc6f3",
    "document_title": "阳泉市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要", "document_type": "outline", "published_on": None}], "truncated": False}],
}  # fmt: skip
COMPARISON = {
    "indicator": {"code": "permanent_urbanization_rate", "name": "常住人口城镇化率", "name_en": "Urbanisation rate of permanent residents",
    "aliases": ["城镇化率", "城镇化水平"], "unit_family": "percent", "direction": "up", "theme": "urban_rural", "description": None,
    "superseded_by": None, "from_registry": True, "created_at": "2026-11-22T11:49:16.373213+08:00",
    "updated_at": "2026-11-22T11:49:16.373219+08:00"}, "regions": [{"code": "141100", "name": "吕梁市", "full_name": "山西省吕梁市",
    "short_name": "吕梁", "level": "prefecture", "parent": "140000", "valid_from": None, "valid_to": None}, {"code": "140300",
    "name": "阳泉市", "full_name": "山西省阳泉市", "short_name": "阳泉", "level": "prefecture", "parent": "140000", "valid_from": None,
    "valid_to": None}], "results": [{"measure": "level", "unit_family": "percent", "normal_unit": "%", "years": [{"year": 2020,
    "values": [{"region": "141100", "target": None, "outcome": {"id": "01a2015f-6ac4-79dc-b0cb-3ccd8f82a2f2", "printed": "55.8%",
    "comparator": "=", "value": 55.8, "value_high": None, "unit": "%", "unit_family": "percent", "normal_value": 55.8,
    "normal_value_high": None, "normal_unit": "%", "measure": "level", "year": 2020, "base_year": None, "base_value": None,
    "nature": None, "strength": None, "newest": True, "review_state": "unreviewed", "document": DOCUMENT_ID,
    "document_title": "吕梁市“十四五”高品质生活建设规划", "document_type": "special_plan", "published_on": "2021-11-20"}}, {"region": "140300",
    "target": None, "outcome": {"id": "01a2015f-8365-7d13-b66e-ffd6b305393e", "printed": "70.5%", "comparator": "=", "value": 70.5,
    "value_high": None, "unit": "%", "unit_family": "percent", "normal_value": 70.5, "normal_value_high": None, "normal_unit": "%",
    "measure": "level", "year": 2020, "base_year": None, "base_value": None, "nature": None, "strength": None, "newest": True,
    "review_state": "unreviewed", "document": "01a2015f-81bd-7759-9a2e-f1352c2fc6f3",
    "document_title": "阳泉市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要", "document_type": "outline", "published_on": None}}]}]}], "truncated": False,
}  # fmt: skip
