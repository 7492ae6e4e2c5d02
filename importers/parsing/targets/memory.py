"""What has been said so far in a block: what the next clause may leave out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from importers.parsing.clauses import Clause
from importers.parsing.quantities import Quantity
from importers.parsing.targets import naming
from importers.parsing.targets.forms import Form

NATURES = (("约束性", "binding"), ("预期性", "expected"), ("预期目标", "expected"))
REPORTED = re.compile(
    r"目前|截至|截止|现有(?!基础|设施|条件|的)|现状|(?<![比较按以])(?:去年|上年)|已(?:经)?(?:建|完|达|实|有|累|形|培|引)|以来[,，]?(?:累计|共)|近年来|过去"
)
COMMITTED = re.compile(r"力争|确保|争取|计划|规划建设|预计|将(?!.{0,12}(?:作为|投向|纳入))|到20[2-9]\d年|目标")


@dataclass(frozen=True, slots=True)
class Case:
    """One number in its clause: `left` and `right` are the words before and behind it, `rest` the clause's later numbers."""

    clause: str
    quantity: Quantity
    form: Form
    left: str
    right: str
    rest: Sequence[Quantity]

    @property
    def family(self) -> str:
        return self.quantity.unit.family if self.quantity.unit else ""

    @property
    def listed(self) -> bool:
        """It goes on with a list: the words before it begin with 、 or 和."""
        return self.form.subject != self.form.subject.lstrip(naming.MARKS)


@dataclass(slots=True)
class Memory:
    """What has been said so far in a block.

    `subject`: the last thing measured or spoken of; `noun`: the last thing made or counted; `verb`: the verb that a list shares;
    `level`: its 省级以上; `head`: its 增加值; `queue`: what a 分别 still owes.
    `naming`, `named` and `sentence` are the indicators of this clause, of the one before, and of the sentence.
    `from_form`: a number of 从A到B was last; `onward`: it was B; `changed`: a verb of change governs the list,
    and `sign` is -1 where it is a fall.
    """

    subject: str = ""
    noun: str = ""
    verb: str = ""
    level: str = ""
    head: str = ""
    queue: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    naming: list[str] = field(default_factory=list)
    sentence: list[str] = field(default_factory=list)
    year: int | None = None
    reported: bool = False
    committed: bool = False
    nature: str | None = None
    from_form: bool = False
    from_year: int | None = None
    onward: bool = False
    base_value: Decimal | None = None
    previous: Decimal | None = None
    changed: bool = False
    changes: bool = False
    sign: int = 1

    def new_sentence(self) -> None:
        self.year, self.reported, self.committed = None, False, False
        self.verb = self.level = self.head = ""
        self.queue, self.named, self.sentence = [], [], []

    def new_clause(self, clause: Clause) -> None:
        self.from_form = self.onward = self.changed = False
        self.base_value = self.previous = None
        self.naming = []
        for word, nature in NATURES:
            if word in clause.text:
                self.nature = nature

    def tense_words(self, lead: str) -> None:
        self.committed = bool(COMMITTED.search(lead)) or (self.committed and not REPORTED.search(lead))
        self.reported = (bool(REPORTED.search(lead)) or self.reported) and not self.committed  # 目前26家,到2030年达到40家

    def heard(self, text: str) -> None:
        """A clause without a number: what it speaks of is what the next may leave out."""
        topic = naming.topic(text)
        if 2 <= len(topic) <= 24:
            self.subject = topic
            self.verb = self.level = ""

    def close(self) -> None:
        """The end of a clause with numbers."""
        self.queue = []
        self.named = self.naming
