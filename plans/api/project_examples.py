"""Examples for the OpenAPI document: what the five documents of the repository give, as it is."""

from plans.api.examples import FRAGMENT_ID

PROJECT = {
    "id": "01a201a3-6680-738f-a9ac-91e533881208", "name": "孝义西辛庄镇地质与生态恢复治理项目", "kind": "construction", "region": "141181",
    "region_name": "山西省吕梁市孝义市", "stage": "completed", "tense": "target", "scale_value": None, "scale_unit": None,
    "deadline_date": "2026-08-31", "first_mentioned_on": "2026-01-01", "last_mentioned_on": "2026-01-01", "mention_count": 2,
    "document_count": 1, "review_state": "unreviewed", "created_at": "2026-11-22T13:03:35.552705+08:00",
    "updated_at": "2026-11-22T13:03:36.942479+08:00",
}  # fmt: skip
MENTION = {
    "id": "01a201a3-6bf1-7de5-9f0a-9e970539e12b", "project": "01a201a3-6680-738f-a9ac-91e533881208", "project_name": "孝义西辛庄镇地质与生态恢复治理项目",
    "document": FRAGMENT_ID, "document_title": None, "document_type": "work_report", "mentioned_on": "2026-01-01",
    "chapter": "01a201a3-283f-7d44-a3ee-3b8cdc7ad359", "section": "01a201a3-285d-7009-827d-b697f949e818",
    "paragraph": "01a201a3-285f-738e-a3fd-bb08c6a5d828", "name": "孝义西辛庄镇地质与生态恢复治理项目", "printed": "孝义西辛庄镇地质与生态恢复治理项目",
    "kind": "construction", "count": None, "action": "完成", "stage": "completed", "tense": "target", "place": "孝义西辛庄镇", "region": "141181",
    "region_name": "山西省吕梁市孝义市", "scale": None, "scale_value": None, "scale_unit": None, "deadline": "8月底前", "deadline_date": "2026-08-31",
    "clause": "8月底前完成孝义西辛庄镇地质与生态恢复治理项目", "highlight": {"paragraph": "01a201a3-285f-738e-a3fd-bb08c6a5d828", "eid": "chp_3__sec_6__para_2",
    "start": 64, "end": 81, "clause_start": 58, "clause_end": 81}, "review_state": "unreviewed", "source": {"document": FRAGMENT_ID, "line": 117,
    "start": 9953, "end": 9970, "exact": "孝义西辛庄镇地质与生态恢复治理项目", "prefix": "目,完成林草建设77万亩。推动吕梁山水工程竣工验收,8月底前完成",
    "suffix": "。治理采煤沉陷区5.11万亩。持续推进水土保持重点工作,严格落实"}, "created_at": "2026-11-22T13:03:36.946167+08:00",
    "updated_at": "2026-11-22T13:03:36.946189+08:00",
}  # fmt: skip
OC4IDS = {
    "uri": "https://plans.example/api/v1/documents/01a200c3-ca28-7b23-8cd4-4e3f2d91c362/oc4ids/",
    "publishedDate": "2026-11-22T13:03:37+08:00", "publisher": {"name": "PlanAPI"}, "version": "0.9",
    "projects": [{"id": "planapi-01a201a3-6680-738f-a9ac-91e533881208", "updated": "2026-11-22T13:03:36+08:00",
    "title": "孝义西辛庄镇地质与生态恢复治理项目", "description": "孝义西辛庄镇地质与生态恢复治理项目全面启动\n\n8月底前完成孝义西辛庄镇地质与生态恢复治理项目", "status": "implementation",
    "period": {"endDate": "2026-08-31T23:59:59+08:00"}, "additionalClassifications": [{"scheme": "planapi-kind",
    "id": "construction", "description": "建设项目"}], "locations": [{"id": "1", "description": "孝义西辛庄镇", "gazetteer": {"scheme": "GB/T 2260",
    "identifiers": ["141181"]}}], "documents": [{"id": FRAGMENT_ID,
    "url": "https://plans.example/api/v1/documents/01a200c3-ca28-7b23-8cd4-4e3f2d91c362/text/", "format": "text/plain", "language": "zh",
    "author": "吕梁市人民政府"}]}],
}  # fmt: skip
