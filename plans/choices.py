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


class CorrectionOperation(TextChoices):
    EDIT = "edit", "改字段"
    ADD = "add", "新增记录"
    DELETE = "delete", "删除记录"


class ReviewState(TextChoices):
    UNREVIEWED = "unreviewed", "未审核"
    IN_REVIEW = "in_review", "审核中"
    REVIEWED = "reviewed", "已审核"


class Tense(TextChoices):
    """Whether a figure is committed to or reported. Each has a model of its own."""

    TARGET = "target", "目标"
    OUTCOME = "outcome", "成效"


class Comparator(TextChoices):
    EQUAL = "=", "等于"
    AT_LEAST = ">=", "不低于"
    AT_MOST = "<=", "不超过"
    MORE = ">", "高于"
    LESS = "<", "低于"
    ABOUT = "~", "约"
    RANGE = "range", "区间"


class Measure(TextChoices):
    """What a number says of its indicator."""

    LEVEL = "level", "水平"
    CHANGE = "change", "增减"
    COUNT = "count", "数量"


class Nature(TextChoices):
    """How binding a plan says its indicator is."""

    BINDING = "binding", "约束性"
    EXPECTED = "expected", "预期性"


class ProjectKind(TextChoices):
    """What sort of thing is built or carried out."""

    CONSTRUCTION = "construction", "建设项目"
    PROGRAMME = "programme", "工程行动"
    PLATFORM = "platform", "平台载体"


class ProjectStage(TextChoices):
    """How far a project has come, or, where a document looks ahead, is to come."""

    PLANNED = "planned", "谋划"
    STARTED = "started", "开工"
    UNDERWAY = "underway", "在建"
    COMPLETED = "completed", "建成"


class ProposalReason(TextChoices):
    """Why two projects may be one."""

    SAME_NAME = "same_name", "名称相同,行政区不同"
    LIKE_NAME = "like_name", "名称相近"


class ProposalState(TextChoices):
    OPEN = "open", "待定"
    ACCEPTED = "accepted", "已合并"
    REJECTED = "rejected", "不是同一项目"


class Direction(TextChoices):
    """Which way an indicator should go."""

    UP = "up", "越高越好"
    DOWN = "down", "越低越好"
    NEUTRAL = "neutral", "无一定方向"


class UnitFamily(TextChoices):
    """Units that can be compared with each other, after conversion to the family's base unit."""

    MONEY = "money", "人民币金额"
    FOREIGN_MONEY = "foreign_money", "外币金额"
    PEOPLE = "people", "人数"
    VISITS = "visits", "人次"
    HOUSEHOLDS = "households", "户数"
    COUNT = "count", "个数"
    PERCENT = "percent", "百分比"
    PERCENTAGE_POINT = "percentage_point", "百分点"
    MULTIPLE = "multiple", "倍数"
    PER_UNIT = "per_unit", "比值"
    AREA = "area", "面积"
    LENGTH = "length", "长度"
    MASS = "mass", "重量"
    VOLUME = "volume", "体积"
    ENERGY = "energy", "电量"
    POWER = "power", "功率"
    APPARENT_POWER = "apparent_power", "变电容量"
    VOLTAGE = "voltage", "电压"
    DATA = "data", "网速"
    COMPUTING = "computing", "算力"
    CONCENTRATION = "concentration", "浓度"
    HOURS = "hours", "时数"
    DURATION = "duration", "天数"
    MONTHS = "months", "月数"
    YEARS = "years", "年数"
    OTHER = "other", "其他"


class IndicatorTheme(TextChoices):
    ECONOMY = "economy", "经济"
    INDUSTRY = "industry", "产业"
    INNOVATION = "innovation", "创新"
    AGRICULTURE = "agriculture", "农业农村"
    ECOLOGY = "ecology", "生态环境"
    ENERGY = "energy", "能源"
    TRANSPORT = "transport", "交通"
    EDUCATION = "education", "教育"
    HEALTH = "health", "卫生健康"
    EMPLOYMENT = "employment", "就业"
    INCOME = "income", "收入"
    SOCIAL_SECURITY = "social_security", "社会保障"
    CULTURE = "culture", "文化体育旅游"
    URBAN_RURAL = "urban_rural", "城乡建设"
    GOVERNANCE = "governance", "社会治理"
    SAFETY = "safety", "安全"
    OPENING = "opening", "对外开放"


class ChangeOperation(TextChoices):
    CREATE = "create", "新增"
    UPDATE = "update", "改动"
    DELETE = "delete", "删除"


class ChangeCause(TextChoices):
    IMPORT = "import", "导入新的原文"
    PARSER = "parser", "同一原文由新版解析器重读"
    CORRECTION = "correction", "人工更正"
    REVIEW = "review", "审核进度与疑问处理"
    REGISTRY = "registry", "登记表"
    MAINTENANCE = "maintenance", "其他维护"
