"""Every closed list of values in the database. The English value is the API's, the Chinese label the admin's."""

from django.db.models import TextChoices


class RegionLevel(TextChoices):
    PROVINCE = "province", "省级"
    PREFECTURE = "prefecture", "地级"
    COUNTY = "county", "县级"


class DocumentType(TextChoices):
    OUTLINE = "outline", "规划纲要"
    SPECIAL_PLAN = "special_plan", "专项规划"
    WORK_REPORT = "work_report", "政府工作报告"


class ChapterKind(TextChoices):
    PART = "part", "编/篇"
    CHAPTER = "chapter", "章"


class ParagraphKind(TextChoices):
    """What a run of text is. Everything but noise is the document's own text."""

    TITLE = "title", "标题"
    NOTICE = "notice", "印发通知"
    PREAMBLE = "preamble", "前言"
    PARAGRAPH = "paragraph", "段落"
    ITEM = "item", "条目"
    NOISE = "noise", "页面杂项"


class NoiseReason(TextChoices):
    SITE_HEADER = "site_header", "网页页眉"
    SITE_FOOTER = "site_footer", "网页页脚"
    PAGE_MARKER = "page_marker", "转版或页码标记"
    ATTACHMENT_LINK = "attachment_link", "附件或解读链接"
    DISCLAIMER = "disclaimer", "免责声明"
    METADATA_LABEL = "metadata_label", "元数据标签"
    DUPLICATE_TITLE = "duplicate_title", "重复标题"


class Severity(TextChoices):
    INFO = "info", "提示"
    WARNING = "warning", "警告"
    ERROR = "error", "错误"


class DiagnosticState(TextChoices):
    OPEN = "open", "待处理"
    ACCEPTED = "accepted", "已接受"
    FIXED = "fixed", "已修正"


class CorrectionState(TextChoices):
    ACTIVE = "active", "有效"
    CONFLICT = "conflict", "与新解析冲突"
    ORPHANED = "orphaned", "原文已不在"
    WITHDRAWN = "withdrawn", "已撤回"


class ReviewState(TextChoices):
    UNREVIEWED = "unreviewed", "未审核"
    IN_REVIEW = "in_review", "审核中"
    REVIEWED = "reviewed", "已审核"
