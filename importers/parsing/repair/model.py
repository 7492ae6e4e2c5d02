"""The damage, forwards: what the converter did to a healthy page. It is the proof of every restoration.

A converter of Chinese web pages turned Simplified characters into Traditional ones and then worked on the GBK bytes:
for one character of its dictionary after another it replaced the two bytes by the same bytes and the reading in
brackets. The two bytes of a key also occur across two characters, the trail byte of one and the lead byte of the
next: then the bracket lands in the middle of the second. Decoding again, a lead byte followed by a byte below 0x40
shows as one `?` (so the opening bracket is lost), and everything after it is read one byte out of step. Pairs in GBK's
user-defined areas show as nothing. A second pass set six sentence marks apart wherever their two bytes stand, which
leaves a lone lead byte before some of them: a `?` again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

# The bytes of 。 ？ ； ， 、 ！ in GBK: the marks that were set apart.
SET_APART = (b"\xa1\xa3", b"\xa3\xbf", b"\xa3\xbb", b"\xa3\xac", b"\xa1\xa2", b"\xa3\xa1")
LAST = SET_APART[-1]  # ！ gives way where its second byte begins another mark: 校、 and 保。 stand in step, 26 times in document 002
WIDE_TO_ASCII = {code + 0xFEE0: code for code in range(0x21, 0x7F)}  # ，；？（）％ became ASCII on such pages


def damage(text: str, keys: Mapping[str, str] | Iterable[tuple[str, str]], *, apart: Callable[[int], bool] = lambda n: True) -> str:
    """A healthy Traditional text as the converter left it.

    `keys` maps characters to readings, in the order in which the converter took them; `apart` says of the n-th
    place where the bytes of a mark stand out of step whether it was set apart. Text that GBK lacks raises UnicodeEncodeError.

    >>> damage("碳氫一體化", {"細": "xì"})
    '碳?xì)湟惑w化'
    >>> damage("。科技投入實現", {"實": "shí"})
    '?？萍纪度雽?shí)現'
    """
    content = text.encode("gbk")
    for char, reading in keys.items() if isinstance(keys, Mapping) else keys:
        pair = char.encode("gbk")
        content = content.replace(pair, pair + b"(" + reading.encode("gbk") + b")")
    return decode(content, apart=apart)


def decode(content: bytes, *, apart: Callable[[int], bool] = lambda n: True) -> str:
    """GBK bytes as the page shows them, out of step where they are.

    >>> decode(b"\\xcc\\xbc\\x9a(")
    '碳?'
    """
    return "".join(shown for _, _, shown in read(content, apart=apart))


def read(content: bytes, *, apart: Callable[[int], bool] = lambda n: True) -> Iterator[tuple[int, int, str]]:
    """What a page shows for GBK bytes, step by step: from which byte to which, and the character, if there is one.

    >>> list(read(b"\\xcc\\xbc\\x9a(a"))
    [(0, 2, '碳'), (2, 4, '?'), (4, 5, 'a')]
    """
    i, marks = 0, 0
    while i < len(content):
        lead, pair = content[i], content[i : i + 2]
        if lead <= 0x80:
            yield i, i + 1, chr(lead) if lead < 0x80 else "€"  # as cp936 has it
            i += 1
            continue
        if content[i + 1 : i + 3] in SET_APART and not (content[i + 1 : i + 3] == LAST and content[i + 2 : i + 4] in SET_APART):
            marks += 1
            if apart(marks - 1):
                yield i, i + 1, "?"
                i += 1
                continue
        swallowed = len(pair) < 2 or pair[1] < 0x40
        yield i, i + len(pair), "?" if swallowed else character(*pair) or ""
        i += 2


@cache
def character(lead: int, trail: int) -> str | None:
    """The character of a GBK byte pair; None for user-defined and unused pairs, which show as nothing.

    >>> character(0xCC, 0xBC), character(0xFA, 0xAE)
    ('碳', None)
    """
    try:
        return bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return None


def as_printed(mark: str) -> str:
    """The full-width mark that an ASCII one stands for.

    >>> as_printed(","), as_printed("。")
    ('，', '。')
    """
    return chr(ord(mark) + 0xFEE0) if "!" <= mark <= "~" else mark


def as_shown(text: str) -> str:
    """With full-width ASCII made ASCII, as these pages have it.

    >>> as_shown("链式，裂变")
    '链式,裂变'
    """
    return text.translate(WIDE_TO_ASCII)
