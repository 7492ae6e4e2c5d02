"""The run-in heading of a paragraph: the short leading phrase that is closed by 。 before the text goes on."""

import re

LONGEST = 26
PHRASE = re.compile(r"([^。]{2,60})。(?=.)", re.DOTALL)
QUOTED = re.compile(r"[“\"《(（][^”\"》)）]*[”\"》)）]")
# A sentence, not a phrase: it speaks of us, of a time, of a sum; it says what something is or must be; it addresses
# somebody. 打铁必须自身硬。 opens a paragraph in every other report.
SPEAKS = re.compile(
    r"我们|必须|还需|还须|方能|才能|方可|各位|同志|^我(?:国|省|市|县|区|州|盟|旗)|^“?十[一二三四五六七]五|^(?:今年|去年|同时|总体看|当前|此外|其中|过去|面对|回顾|展望|未来|今后)|\d+年[,，来]|^[一二三四五六七八九十几]+年来"
)
STATES = re.compile(r"(?<![于但可凡还总若要既不正实])是(?![非否])|分别|达到?\d|\d[\d.]*(?:%|亿|万|个|元|公里|倍)")
PUNCTUATION = re.compile(r"[,，:：;；!！?？]")


def run_in_heading(text: str, *, bullet: bool = False) -> str | None:
    """The run-in heading that a paragraph opens with (its marker already taken off), or None.

    A heading has no comma, no colon and no figures, is at most 26 characters long and is followed by text. Behind
    the dash of a bullet (`bullet`) it may have one comma: ——坚持产业为要,夯实发展根基。

    >>> run_in_heading("城乡居民收入稳步增长。近年来,全市实施就业优先战略。")
    '城乡居民收入稳步增长'
    >>> run_in_heading("今年是“十五五”规划开局之年。开局关乎全局。")
    >>> run_in_heading("五年来,我们攻坚克难。成绩来之不易。")
    >>> run_in_heading("促进农村消费。")
    """
    match = PHRASE.match(text)
    if not match:
        return None
    phrase = match[1].strip()
    bare = QUOTED.sub("“”", phrase)
    marks = PUNCTUATION.findall(bare)
    if (
        len(phrase) > LONGEST
        or (marks and not (bullet and len(marks) == 1 and marks[0] in ",，"))
        or SPEAKS.search(phrase)
        or STATES.search(bare)
    ):
        return None
    return phrase
