"""Which lines are site furniture, and why. Rules are for what Chinese government sites and their copies print.

A rule names where on the page it holds: `head` before the text, `tail` after it, `any` in between as well. Only
`any` rules may remove a line from the middle of a text, so they ask for the whole line.
"""

import re
from dataclasses import dataclass

S = r"[\s\xa0\u3000]*"
COLON = rf"{S}[:：]"
DATE = r"[1１2２][9９0０]\d{2}\s*[-/.年－．／]\s*\d{1,2}\s*[-/.月－．／]\s*\d{1,2}\s*日?"
LABELS = (
    "索{s}引{s}号|信息索引号?|发{s}文{s}字{s}号|发布文号|文{s}号|发{s}文{s}机{s}关|发{s}文{s}机{s}构|发{s}布{s}机{s}构|公开责任部门|责任部门|"
    "主题分类|主{s}题{s}词|体裁分类|组配分类|服务对象|公开目录|公开方式|公开范围|公开类型|公开时限|公开日期|信息分类|信息类别|所属主题|"
    "成文日期|发布日期|生成日期|生效日期|废止日期|印发日期|日{s}期|名{s}称|文件名称|标{s}题|信息名称|有{s}效{s}性|关{s}键{s}[字词]|"
    "制定机关|公开形式|分{s}类|来{s}源|信息来源|文章来源|稿件来源|作{s}者|发布者|发布人|发布时间|时{s}间|更新时间|最后修改时间|浏览次数|浏览量|阅读次数|阅读量|点击率|点击数|点击量|"
    "审{s}核|审{s}签|编{s}辑|责任编辑|责{s}编|初{s}审|终{s}审|校{s}对|内容概述|字{s}号|字{s}体|语{s}言"
).replace("{s}", S)


@dataclass(frozen=True, slots=True)
class Rule:
    reason: str
    where: str
    pattern: re.Pattern[str]


def rule(reason: str, where: str, pattern: str, *, whole: bool = False) -> Rule:
    return Rule(reason, where, re.compile(rf"{S}(?:{pattern}){S}" + (r"\Z" if whole else ""), re.IGNORECASE))


RULES = (
    # Page and column marks of newspapers and print.
    rule("page_marker", "any", r"[（(【]?[上下]?[上下紧]?[转接]第?\s*[A-Z]?\s*[0-9一二三四五六七八九十]{1,3}\s*版[)）】]?", whole=True),
    rule(
        "page_marker",
        "any",
        r"[—–-]+\s*\d{1,3}\s*[—–-]+|第\s*\d{1,3}\s*页(?:[,，/\s]*共\s*\d{1,3}\s*页)?|\d{1,3}\s*/\s*\d{1,3}",
        whole=True,
    ),
    # What a viewer or a share button prints.
    rule("site_header", "any", r"图片|点击查看大图|微信扫一扫.*|扫一扫.{0,20}|返回顶部|打印本页|关闭窗口", whole=True),
    rule("attachment_link", "tail", r"附件\d{0,2}[:：]?.{0,80}(?:\.(?:pdf|docx?|xlsx?|wps|ofd|zip|rar)|下载附件|点击下载).{0,20}"),
    rule("attachment_link", "tail", r".{2,80}\.(?:pdf|docx?|xlsx?|wps|ofd|zip|rar)\b.{0,20}", whole=True),
    rule(
        "attachment_link",
        "tail",
        r"(?:解读链接|相关解读|政策解读|相关文件|解读文件|图解|附件下载|相关附件|文件下载|解读材料|一图读懂)(?:[:：].*)?",
        whole=True,
    ),
    rule(
        "disclaimer",
        "tail",
        r"[【\[]?(?:温馨提示|特别提示|免责声明|版权声明|声明|郑重声明|版权说明)\s*[】\]:：].*|本作品.{0,40}著作权.*|.{0,30}如有侵权.*|(?:如若?转载|转载请).*|(?:本站|本网).{0,10}(?:不保证|仅|转载|声明).*",
    ),
    rule("disclaimer", "tail", r"\d{0,2}[.、．]?\s*未经.{0,30}(?:同意|授权|许可).*"),
    # Metadata printed as label and value; several may share a line.
    rule("metadata_label", "head", rf"[•·●]?\s*(?:{LABELS}){COLON}.{{0,120}}"),
    rule(
        "metadata_label",
        "head",
        r"(?:索\s*引\s*号|发\s*文\s*字\s*号|发\s*文\s*机\s*关|发\s*文\s*机\s*构|标\s*题|主\s*题\s*分\s*类|成\s*文\s*日\s*期|发\s*布\s*日\s*期|有\s*效\s*性|名\s*称|文\s*号)(?=[^:：，,。]).{1,120}",
        whole=True,
    ),
    rule("metadata_label", "head", rf"[\[【(（][^\]】)）]{{1,30}}[\]】)）]\s*发表于.*|.{{0,20}}发表于\s*[:：]?\s*{DATE}.*"),
    rule(
        "metadata_label",
        "head",
        rf"{DATE}\s*\d{{1,2}}[:：]\d{{2}}(?:[:：]\d{{2}})?.{{0,100}}|.{{0,40}}(?:{LABELS}){COLON}\s*{DATE}.{{0,80}}",
    ),
    rule("metadata_label", "head", r"[^|]{0,60}\|[^|]{0,120}\|.{0,200}|.{0,160}\|", whole=True),
    rule("metadata_label", "head", rf"{DATE}(?:\s*\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?", whole=True),
    rule("metadata_label", "tail", rf"(?:{LABELS}){COLON}.{{0,60}}", whole=True),
    rule("metadata_label", "tail", r"(?:公开(?:方式|类型|形式|范围|属性|选项)|信息公开选项|抄送|主题词)\s*[:：].{0,80}", whole=True),
    # Head of a page.
    rule("site_header", "head", r"字[体号](?:大小)?\s*[:：]?\s*(?:[【\[]?\s*)?[大中小+\-＋－ \s|变特\]】]*", whole=True),
    rule("site_header", "head", r"[【\[]?\s*字[体号]\s*[:：].{0,20}|.{0,4}选择阅读字号.*|字号变大.*"),
    rule(
        "site_header",
        "head",
        r"(?:关闭|收藏|打印|分享|复制|转发|微博|微信|详情|前言|正文|摘要|目录|全文|首页|登录|注册|搜索|返回|繁体|简体|无障碍|长者模式|听新闻|语音播报|下载|预览|纠错|举报|评论|点赞|QQ空间|新浪微博)(?:\s*(?:本页|窗口|分享到?|到|收藏|打印|关闭|下载|微信|微博|[|｜/·:：]))*",
        whole=True,
    ),
    rule("site_header", "head", r"(?:您?(?:当前|现在|目前)?(?:所在)?(?:的)?位置(?:是)?\s*[:：]?|首页\s*[>›＞/»|]).*"),
    rule("site_header", "head", r"[:：]?.{0,20}[>›＞»]{1,2}.{0,60}"),
    rule(
        "site_header",
        "head",
        r"(?:导航菜单|主菜单|网站导航|今天是|网站支持|欢迎|扫一扫|扫码|分享到|打印|听新闻|语音|朗读|点击率|放大|缩小|默认|上一篇|下一篇|国内统一刊号|回复\s*:|查看\s*:|\[复制链接\]|【摘要】|记者|图为|图/).{0,60}",
        whole=True,
    ),
    rule("site_header", "head", r".{0,160}(?:(?:记者|通讯员).{0,12}摄|摄影报道)|.{0,60}(?:ICP备.{0,30}|订阅|关注我们)", whole=True),
    rule("site_header", "head", r"(?:https?://|www\.)\S+|.{0,20}-{1,2}>\s*|\d{6,}", whole=True),
    # Foot of a page.
    rule("site_footer", "tail", r"(?:政策咨询|咨询电话|联系电话|联系人|监督电话|投诉电话|技术支持|网站技术)\s*[:：].*"),
    rule("site_footer", "tail", r"(?:首页|网站首页)\s*[|｜>＞].*|.{0,40}(?:网站地图|网站声明|联系我们|关于我们|使用帮助|隐私).{0,60}"),
    rule("site_footer", "tail", r".{0,60}(?:主办(?:单位)?|承办(?:单位)?|协办|运维|运行维护)\s*[:：|]?.{0,80}", whole=True),
    rule("site_footer", "tail", r"(?:地址|邮编|邮箱|传真|电话|电子邮箱|办公时间|网址)\s*[:：].*"),
    rule(
        "site_footer",
        "tail",
        r"(?:版权所有|Copyright|©|技术支持|备案号|网站标识码).*|.{0,60}(?:ICP备|公网安备|网站标识码|All Rights Reserved).*",
    ),
    rule(
        "site_footer",
        "tail",
        rf"[【\[(（]?\s*(?:责任编辑|责\s*编|编\s*辑|审\s*核|[一二三四初复终]\s*审|校\s*对|值班编辑|来\s*源|作\s*者|发布时间|更新时间|记者|通讯员){COLON}.*",
    ),
    rule(
        "site_footer",
        "tail",
        r"(?:上一篇|下一篇|上一条|下一条|上一页|下一页|文章评论|网友评论|评论|相关新闻|相关阅读|相关链接|相关推荐|相关信息|相关文章|推荐阅读|热点推荐|热门|最新评论|网友评论|友情链接|我来说两句|延伸阅读|猜你喜欢|编辑推荐|更多)\s*(?:[:：>».…(（].*)?",
        whole=True,
    ),
    rule(
        "site_footer",
        "tail",
        r"(?:上一篇|下一篇|上一条|下一条|上一页|下一页|\d)\s*[:：]?.*(?:一篇|一条|一页).*|(?:上一篇|下一篇|上一条|下一条)\s*[:：]?.*",
    ),
    rule(
        "site_footer",
        "tail",
        r"(?:【?打印|【?关闭|分享|返回|收藏|扫一扫|扫码|点赞|我要纠错|保存|顶部|TOP|微信|微博|无障碍|浏览次数|阅读)(?:.{0,30})",
        whole=True,
    ),
    rule(
        "site_footer",
        "tail",
        r".*(?:-->|/enpproperty|content_\d+).*|取自.{0,4}https?.*|我要.{1,4}|下载(?:APP|客户端).*|\d?\s*(?:(?:放大|缩小|默认|上一篇|下一篇)[\s\d]*)+|\d{6,}|(?:https?://|www\.)\S+|.{0,6}阅读全部.*|已阅读\d+页.*|加入VIP.*",
        whole=True,
    ),
)
INLINE_PAGE = re.compile(r"[（(【]\s*[上下紧]?[上下紧]?[转接]第?\s*[A-Z]?\s*[0-9一二三四五六七八九十]{1,3}\s*版\s*[)）】]")


LONGEST = 600  # characters; a longer line is text, or a menu
MENU = (
    "首页",
    "无障碍",
    "繁体",
    "手机版",
    "网站支持",
    "政务公开",
    "登录",
    "注册",
    "搜索",
    "地图",
    "智能问答",
    "微信",
    "微博",
    "走进",
    "互动交流",
    "办事服务",
)


def noise_reason(text: str, where: str) -> str | None:
    """Why a line that stands at `where` (head, body or tail) is no text of the document; None where it is.

    >>> noise_reason("字体大小:", "head"), noise_reason("发文字号吕政办发〔2021〕65号 发布日期2021年11月20日", "head")
    ('site_header', 'metadata_label')
    >>> noise_reason("— 12 —", "body"), noise_reason("版权所有:某市人民政府网", "tail"), noise_reason("坚持稳中求进。", "tail")
    ('page_marker', 'site_footer', None)
    """
    if where != "body" and "。" not in text and sum(word in text for word in MENU) >= 4:
        return "site_header" if where == "head" else "site_footer"
    if len(text) > LONGEST:
        return None
    return next((r.reason for r in RULES if r.where in ("any", where) and r.pattern.match(text)), None)
