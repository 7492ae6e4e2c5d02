"""Chinese and Arabic ordinals to integers. Whole numbers below ten thousand only: what headings and dates use."""

DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "Ｏ": 0, "两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}


def to_int(text: str) -> int | None:
    """The number a numeral stands for, None where it is none.

    >>> to_int("十二"), to_int("二十"), to_int("一百零三"), to_int("二〇三五"), to_int("12"), to_int("市")
    (12, 20, 103, 2035, 12, None)
    """
    if text.isascii() and text.isdigit():
        return int(text)
    if not text or any(c not in DIGITS and c not in TENS for c in text):
        return None
    if not any(c in TENS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    total, digit = 0, 0
    for c in text:
        if c in DIGITS:
            digit = DIGITS[c]
        else:
            total += (digit or 1) * TENS[c]
            digit = 0
    return total + digit
