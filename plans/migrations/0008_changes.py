"""The log of changes, and the triggers that fill it: see 0008_changes.sql and docs/adr/0006-changes.md."""

from pathlib import Path

from django.db import migrations, models

TABLES = (
    "region", "indicator", "source", "document", "reference", "chapter", "section", "paragraph", "target", "outcome", "project", "projectmention",
    "correction", "diagnostic",
)  # fmt: skip
LISTS = (*(f"{name}s" for name in TABLES if name != "projectmention"), "project_mentions")
BACK = [
    *(f"DROP FUNCTION plans_note_{name}() CASCADE" for name in (*LISTS, "mentioned", "current_source")),
    "DROP TABLE plans_change_pending",
    "DROP FUNCTION plans_publish(), plans_note_retold(), plans_ranks(), plans_follow(regclass, text, text[], text[], text, text)",
    "DROP TABLE plans_change_state",
]


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0007_search'),
    ]

    operations = [
        migrations.CreateModel(
            name='Change',
            fields=[
                ('sequence', models.BigIntegerField(help_text='按提交的先后。', primary_key=True, serialize=False, verbose_name='序号')),
                ('at', models.DateTimeField(db_index=True, help_text='提交的时间。', verbose_name='时间')),
                ('resource', models.CharField(choices=[('regions', 'regions'), ('indicators', 'indicators'), ('documents', 'documents'), ('sources', 'sources'), ('references', 'references'), ('chapters', 'chapters'), ('sections', 'sections'), ('paragraphs', 'paragraphs'), ('targets', 'targets'), ('outcomes', 'outcomes'), ('projects', 'projects'), ('project-mentions', 'project-mentions'), ('corrections', 'corrections'), ('diagnostics', 'diagnostics')], help_text='记录所在的接口列表。', max_length=20, verbose_name='列表')),
                ('object_id', models.CharField(db_collation='C', help_text='记录的编号或代码。', max_length=60, verbose_name='编号')),
                ('operation', models.CharField(choices=[('create', '新增'), ('update', '改动'), ('delete', '删除')], help_text='新增、改动或删除。', max_length=6, verbose_name='操作')),
                ('cause', models.CharField(choices=[('import', '导入新的原文'), ('parser', '同一原文由新版解析器重读'), ('correction', '人工更正'), ('review', '审核进度与疑问处理'), ('registry', '登记表'), ('maintenance', '其他维护')], help_text='为何改动。', max_length=11, verbose_name='缘由')),
                ('document_id', models.UUIDField(help_text='记录所属的文档;不属于文档则为空。', null=True, verbose_name='文档')),
                ('place', models.JSONField(help_text='被删除的记录原来所在之处。', null=True, verbose_name='原处')),
            ],
            options={
                'verbose_name': '变更',
                'verbose_name_plural': '变更记录',
                'ordering': ['sequence'],
                'indexes': [models.Index(fields=['object_id', 'sequence'], name='change_of_record'), models.Index(fields=['document_id', 'sequence'], name='change_in_document'), models.Index(fields=['resource', 'sequence'], name='change_in_list'), models.Index(condition=models.Q(('operation', 'delete')), fields=['sequence'], name='change_deletes'), models.Index(fields=['cause', 'sequence'], name='change_by_cause')],
            },
        ),
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"), BACK),
    ]
