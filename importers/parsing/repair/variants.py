"""What OpenCC leaves wrong when it turns Traditional into Simplified characters, set right by the words round it.

OpenCC `t2s` was tried on the words of this genre with characters that have several forms (tests/data/parsing/
variants.toml). It has 乾, 瞭, 藉, 徵, 夥, 覆, 後, 於, 裏, 係, 鐘, 麵, 製 and the like right by its phrases, and they
need nothing here. Wrong are only these:

| character | OpenCC | here |
| --- | --- | --- |
| 著 | stays | 着, but in 显著, 著名, 著作 and the like |
| 乾 before a Simplified 县, 宫 | 干, since its phrases are all Traditional | 乾县, 乾安县, 乾清宫 |
| 甚麼 | 甚么 | 什么 |
| 祇, 衹 | stay | 只, but in 神祇 |
| 覆核 | stays | 复核 |
| 敍, 衞, 痺, 徬徨 | stay, as forms of Hong Kong or old ones | 叙, 卫, 痹, 彷徨 |
"""

import re

GOES_ON = "沿随朝味志伴"  # 沿着, 随着, 朝着, 意味着, 标志着, 伴随着: whatever follows
WRITTEN = "显卓昭知专论原编巨名译遗土撰拙"  # before 著: what somebody wrote, or what is plain to see
# Behind 著: what makes a word with it, and what shows that it does not (围绕着|作风, 挂着|名义, 看着|书记).
NAMED = "名(?!义|录)|作(?![风用出为战报]|业)|称(?![呼号])|述|书(?![记面包])|者|录|文(?![化件明旅])|有[《多等]"
RULES = (
    (re.compile(f"(?<=[{GOES_ON}])著|(?<![{WRITTEN}])著(?!{NAMED})"), "着"),
    (re.compile("甚(?=么)"), "什"),
    (re.compile("(?<![神地])[祇衹]"), "只"),
    (re.compile("覆(?=核)"), "复"),
    (re.compile("敍"), "叙"),
    (re.compile("衞"), "卫"),
    (re.compile("痺"), "痹"),
    (re.compile("徬(?=徨)"), "彷"),
)
QIAN = re.compile("乾(?=县|安县|清宫)")  # in a page of both scripts


def by_context(text: str, raw: str) -> str:
    """OpenCC's Simplified text with those characters as the words round them want them; as long as it was.

    >>> by_context("围绕著中心工作,显著提升著名景区,沿著名山建设", "圍繞著中心工作,顯著提升著名景區,沿著名山建設")
    '围绕着中心工作,显著提升著名景区,沿着名山建设'
    >>> by_context("甚么,干县", "甚麼,乾县")
    '什么,乾县'
    """
    for pattern, right in RULES:
        text = pattern.sub(right, text)
    kept = {match.start() for match in QIAN.finditer(raw)}
    return "".join("乾" if i in kept else char for i, char in enumerate(text)) if kept else text
