"""Examples for the OpenAPI document: what the five documents of the repository give, as it is."""

from plans.api.examples import FRAGMENT_ID

PROJECT = {
    "id": "01a201ac-ff20-77ba-8d7b-59adc83e9103", "name": "孝义西辛庄镇地质与生态恢复治理项目", "kind": "construction", "region": "141181",
    "region_name": "山西省吕梁市孝义市", "stage": "completed", "tense": "target", "scale_value": None, "scale_unit": None,
    "deadline_date": "2026-08-31", "first_mentioned_on": "2026-01-01", "last_mentioned_on": "2026-01-01", "mention_count": 2,
    "document_count": 1, "review_state": "unreviewed", "created_at": "2026-11-22T13:14:04.506059+08:00",
    "updated_at": "2026-11-22T13:14:04.506059+08:00",
}  # fmt: skip
MENTION = {
    "id": "01a201ac-fea1-7b9b-9f36-e2294011713b", "project": "01a201ac-ff20-77ba-8d7b-59adc83e9103", "project_name": "孝义西辛庄镇地质与生态恢复治理项目",
    "document": FRAGMENT_ID, "document_title": None, "document_type": "work_report", "mentioned_on": "2026-01-01",
    "chapter": "01a201ac-fc73-7142-8ddd-4823ad1490b9", "section": "01a201ac-fc91-732b-9ffe-fa1b5cfdb669",
    "paragraph": "01a201ac-fc93-71c7-a0c8-ed649ebe322e", "name": "孝义西辛庄镇地质与生态恢复治理项目", "printed": "孝义西辛庄镇地质与生态恢复治理项目",
    "kind": "construction", "count": None, "action": "完成", "stage": "completed", "tense": "target", "place": "孝义西辛庄镇", "region": "141181",
    "region_name": "山西省吕梁市孝义市", "scale": None, "scale_value": None, "scale_unit": None, "deadline": "8月底前", "deadline_date": "2026-08-31",
    "clause": "8月底前完成孝义西辛庄镇地质与生态恢复治理项目", "highlight": {"paragraph": "01a201ac-fc93-71c7-a0c8-ed649ebe322e", "eid": "chp_3__sec_6__para_2",
    "start": 64, "end": 81, "clause_start": 58, "clause_end": 81}, "review_state": "unreviewed", "source": {"document": FRAGMENT_ID, "line": 117,
    "start": 9953, "end": 9970, "exact": "孝义西辛庄镇地质与生态恢复治理项目", "prefix": "目,完成林草建设77万亩。推动吕梁山水工程竣工验收,8月底前完成",
    "suffix": "。治理采煤沉陷区5.11万亩。持续推进水土保持重点工作,严格落实"}, "created_at": "2026-11-22T13:14:04.222796+08:00",
    "updated_at": "2026-11-22T13:14:04.527343+08:00",
}  # fmt: skip
OC4IDS = {
    "uri": "https://plans.example/api/v1/documents/01a200c3-ca28-7b23-8cd4-4e3f2d91c362/oc4ids/",
    "publishedDate": "2026-11-22T13:14:04+08:00", "publisher": {"name": "PlanAPI"}, "version": "0.9",
    "projects": [{"id": "planapi-01a201ac-ff20-77ba-8d7b-59adc83e9103", "updated": "2026-11-22T13:14:04+08:00",
    "title": "孝义西辛庄镇地质与生态恢复治理项目", "description": "孝义西辛庄镇地质与生态恢复治理项目全面启动\n\n8月底前完成孝义西辛庄镇地质与生态恢复治理项目", "status": "implementation",
    "period": {"endDate": "2026-08-31T23:59:59+08:00"}, "additionalClassifications": [{"scheme": "planapi-kind",
    "id": "construction", "description": "建设项目"}], "locations": [{"id": "1", "description": "孝义西辛庄镇", "gazetteer": {"scheme": "GB/T 2260",
    "identifiers": ["141181"]}}], "documents": [{"id": FRAGMENT_ID,
    "url": "https://plans.example/api/v1/documents/01a200c3-ca28-7b23-8cd4-4e3f2d91c362/text/", "format": "text/plain", "language": "zh",
    "author": "吕梁市人民政府"}]}],
}  # fmt: skip
