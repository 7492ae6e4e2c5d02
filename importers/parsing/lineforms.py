"""What a line looks like by itself: a title, a salutation, a delivery line, a date, a heading without number …"""

import re

from importers.parsing import regions
from importers.parsing.markers import RANK
from importers.parsing.pieces import LONGEST_HEADING, SENTENCE_END, Piece

TITLE_END = re.compile(
    r"(?:规划|纲要|报告|计划|方案|意见|行动|目标|建议|要点|决定|办法|措施)(?:[(（][^)）]{1,24}[)）]|全文|[—-]+全文|摘要)*(?:的通知)?$"
)
TITLE_OPENING = re.compile(
    r"^(?:关于|中华|国家|国务院|国民经济|全国|中共|[“《\"]|[(（]?\d{4}\s*年|[(（]?二[〇○零]|政府工作|工作报告|.{0,12}(?:省|市|县|区|州|盟|旗)(?:人民政府)?$)"
)
CONNECTOR = re.compile(r"^(?:和|及|与|暨|[(（])")
SALUTATION = re.compile(r"^(?:各位(?:代表|委员|同志|领导)|尊敬的|同志们|主任、)")
OPENING = re.compile(r"^(?:现在\s*[,，]?|下面\s*[,，]?)?(?:我|受).{0,24}(?:代表|委托).{0,40}报告")
YMD = r"(?:\d{4}|[二〇○零一三四五六七八九]{4})\s*年\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*月(?:\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*日)?"
DATE_LINE = re.compile(rf"^[(（]?\s*{YMD}(?:\s*(?:上午|下午))?\s*[)）]?$")
DELIVERY = re.compile(
    rf"(?:代表大会|人大|人代会).{{0,24}}(?:会议|次会)|^[—―–-]{{1,2}}.{{0,12}}\d{{4}}年|会议上[)）]?$|^[(（—―–-]*\s*{YMD}\s*在.{{2,40}}$"
)
SPEAKER = re.compile(r"(?:省长|市长|县长|区长|主席|州长|盟长|旗长|主任|[省市县区州盟旗]\s+长)\s*[\u3400-\u9fff·\s]{0,8}$")
NAME = re.compile(r"^[\u3400-\u9fff]{2,4}$|^[\u3400-\u9fff]\s+[\u3400-\u9fff]$")
ISSUER = re.compile(r"^[\u3400-\u9fff]{2,30}(?:人民政府|人民政府办公[室厅]|委员会|局|厅|部|院)(?:办公[室厅])?$")
ANNEX = re.compile(
    r"^(?:附\s*[件录]?\s*\d{0,2}\s*[:：]?\s*)?(?P<heading>[《“]?(?:.{0,16}(?:名词|术语|词语|用语)\s*(?:解释|注释|说明)|注\s*释)[》”]?)[:：]?$"
)
NUMBERED_ANNEX = re.compile(r"^附\s*[件录表]\s*(?:[\d一二三四五]{1,2}\s*[:：]?|[:：])\s*(?P<heading>\S.*)$")
ANNEX_MARK = re.compile(r"^附\s*[件录表]\s*[\d一二三四五]{0,2}\s*[:：]?\s*(?P<heading>\S.*)$")
FOREWORD = re.compile(r"^(?:前|序|引|导)\s*言$")
# Subheadings that stand by themselves; such a line does not go on with the heading above it.
SUBHEADING = re.compile(
    r"^(?:指导思想|基本原则|总体要求|总体思路|总体目标|主要目标|发展目标|工作目标|奋斗目标|战略定位|发展定位|发展基础|发展环境|发展现状|面临形势|机遇挑战|主要任务|重点任务|重点工作|保障措施|组织保障|主要指标|工作回顾)$"
)


def is_short(text: str) -> bool:
    """A line that can be a title or a piece of one: not long, and no sentence."""
    return len(text) <= LONGEST_HEADING and text[-1:] not in SENTENCE_END and "。" not in text


def is_heading(piece: Piece) -> bool:
    """Opens with a marker of the outer heading families (1. and (1) are headings only by their form)."""
    return bool(piece.marker and piece.marker.family in RANK and piece.marker.family not in ("arabic", "arabic_paren", "circled"))


def is_bare_heading(text: str) -> bool:
    """A line that can be a heading without a number.

    >>> is_bare_heading("过去五年工作回顾"), is_bare_heading("各位代表!"), is_bare_heading("一、总则")
    (True, False, False)
    """
    plain = re.fullmatch(r"[\u3400-\u9fff0-9“”、,，·]{4,30}", text)
    return bool(plain) and text[-1] not in "、,，" and not re.match(r"[一二三四五六七八九十]+(?:、|是)|附件|图\d|表\d", text)


def is_delivery(text: str) -> bool:
    """Says when, where and by whom a report was given: the delivery line, a date, the speaker's name.

    >>> is_delivery("——2026年1月12日在某市第五届人民代表大会第六次会议上"), is_delivery("市长 张 三"), is_delivery("来源:某某日报")
    (True, True, False)
    """
    return len(text) <= 90 and "。" not in text and bool(DELIVERY.search(text) or SPEAKER.search(text) or DATE_LINE.match(text))


def opens_title(text: str) -> bool:
    """The first line of a title that goes on: names a region, a year, a period, or opens as titles do.

    >>> opens_title("吕梁市“十四五”公共服务"), opens_title("导航菜单")
    (True, False)
    """
    return bool(TITLE_OPENING.match(text) or "五年" in text or "发展" in text or regions.leading(text))


def fold(text: str) -> str:
    """For comparing headings: without white space and punctuation.

    >>> fold("第一章  总 则。")
    '第一章总则'
    """
    return re.sub(r"[\s\u3000,，。、:：;；“”\"()（）—-]", "", text)
