"""Measures how much of a clean text comes back after random damage.

`python -m tests.parsing.damage_measured --keys 100 --seeds 20 [more texts]` prints the table of docs/repair.md: for each
document its damaged runs, how many came back exactly, how many others were flagged, and what went wrong silently.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from pathlib import Path
from unittest import mock

from importers.parsing.lines import split_lines
from importers.parsing.reading.decoding import read
from importers.parsing.repair import fixes, language, model
from importers.parsing.repair.page import Page
from importers.parsing.repair.stage import repair_lines
from tests.parsing.damaging import DamagedLine, Run, damaged_page, random_keys
from tests.parsing.sources import SOURCES

LAYOUTS = ({"wide": True, "narrowed": True}, {"wide": True, "narrowed": False}, {"wide": False, "narrowed": False})
NEAR = 2  # characters beside a run where its diagnostic may begin or end


@dataclass
class Tally:
    """What became of the runs of one page or of many. `changed` counts healthy characters that came out wrong; `left` those
    of a page that was not known as annotated, so that it stayed Traditional, as it was."""

    runs: int = 0
    exact: int = 0
    flagged: int = 0
    silent: int = 0
    certain: int = 0
    characters: int = 0
    changed: int = 0
    left: int = 0
    misses: list[str] = field(default_factory=list)

    def __iadd__(self, other: "Tally") -> "Tally":
        for name in self.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        return self

    def __str__(self) -> str:
        share = [f"{100 * n / max(self.runs, 1):5.1f} %" for n in (self.exact, self.certain, self.flagged, self.silent)]
        return f"{self.runs:6} runs  exact {share[0]} (certain {share[1]})  flagged {share[2]}  silent {share[3]}  changed {self.changed} of {self.characters} (left {self.left})"


def measured(page: Sequence[DamagedLine]) -> Tally:
    """Repairs a damaged page and counts what came back."""
    total = Tally()
    lines, repairs, diagnostics = repair_lines(split_lines("".join(f"{line.shown}\n" for line in page)))
    warned: dict[int, list[tuple[int, int]]] = {}
    for d in diagnostics:
        if d.code.startswith("repair.") and d.severity == "warning":
            warned.setdefault(d.line, []).append((d.start - lines[d.line - 1].start, d.end - lines[d.line - 1].start))
    is_known = any(r.fix != "stray_space" for r in repairs)
    for line, repaired in zip(page, lines, strict=True):
        tally = of_line(line, repaired.text.text, warned.get(repaired.number, []))
        total += tally if is_known else replace(tally, changed=0, left=tally.changed)
    return total


def of_line(line: DamagedLine, repaired: str, warned: list[tuple[int, int]]) -> Tally:
    """One line. Its spaces are taken out; where it is the row of a table they stay, all of them."""
    got = model.as_shown(repaired)
    wanted, wrong = min(
        ((text, differences(text, got)) for text in dict.fromkeys(undamaged(line.healthy, row=row) for row in (False, True))),
        key=lambda pair: len(pair[1]),
    )
    total = Tally(runs=len(line.runs), characters=len(wanted))
    for run in line.runs:
        here = [w for w in wrong if w[0] <= run.last and w[1] >= run.first]
        is_flagged = any(a - NEAR <= run.end and b + NEAR >= run.start for a, b in warned)
        total.exact += not here
        total.certain += not here and not is_flagged
        total.flagged += bool(here) and is_flagged
        if here:
            total.silent += not is_flagged
            total.misses.append(shown(line, run, repaired, is_flagged))
    outside = [w for w in wrong if not any(w[0] <= run.last and w[1] >= run.first for run in line.runs)]
    total.changed = sum(max(b - a, 1) for a, b in outside)
    total.misses += [f"CHANGED {wanted[max(a - 5, 0) : b + 5]} {line.shown[max(a - 5, 0) : b + 40]}" for a, b in outside]
    return total


def shown(line: DamagedLine, run: Run, repaired: str, is_flagged: bool) -> str:
    raw = line.shown[max(0, run.start - 6) : run.end + 6]
    wanted = line.healthy[max(0, run.first - 4) : run.last + 4]
    before = undamaged(line.healthy[max(0, run.first - 4) : run.first])
    at = repaired.find(before, max(0, run.first - 40))
    return (
        f"{'flagged' if is_flagged else 'SILENT '} {raw} | {undamaged(wanted)} | {repaired[at : at + len(wanted) + 4] if at >= 0 else ''}"
    )


def undamaged(text: str, *, row: bool = False) -> str:
    """What the repair makes of a Traditional text that nothing happened to: marks narrow, space gone but in a table's row,
    Simplified."""
    for fix in (fixes.traditional,) if row else (fixes.traditional, fixes.stray_space):
        for edit in reversed(fix(text, Page(traditional=True))):
            text = text[: edit.start] + edit.new + text[edit.end :]
    return model.as_shown(text)


def differences(wanted: str, got: str) -> list[tuple[int, int]]:
    """Where the wanted text is not what was got, as ranges of the wanted text."""
    if wanted == got:
        return []
    codes = SequenceMatcher(None, wanted, got, autojunk=False).get_opcodes()
    return [(a, b) for tag, a, b, _, _ in codes if tag != "equal"]


@contextmanager
def unseen(text: str) -> Iterator[None]:
    """The language model without the paragraphs that stand in this text."""
    bare = "".join(model.as_shown(text).split())
    kept = [line for line in language.paragraphs() if "".join(line.split()) not in bare]
    counts = language.repeated(language.counted(kept + language.phrases()))
    language.known_seconds.cache_clear()
    with mock.patch.object(language, "genre", return_value=counts):
        yield
    language.known_seconds.cache_clear()


def clean_lines(path: Path) -> list[str]:
    """A text's lines as the parser reads them, spaces set right."""
    lines, _, _ = repair_lines(split_lines(read(path.read_bytes())[0].text))
    return [line.text.text for line in lines if line.text.text]


def measure(path: Path, number: int, seeds: range) -> Tally:
    """One clean text damaged with several key sets, in the layouts in turn, by a model that has not seen it."""
    lines, total = clean_lines(path), Tally()
    with unseen("".join(lines)):
        for seed in seeds:
            draw = random.Random(f"{path.stem}{seed}")
            total += measured(damaged_page(lines, random_keys(draw, number), draw, **LAYOUTS[seed % len(LAYOUTS)]))
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", nargs="*", type=Path, help="clean texts besides the four of fixtures/sources")
    parser.add_argument("--keys", type=int, default=100, help="characters in a converter's dictionary")
    parser.add_argument("--seeds", type=int, default=20, help="key sets for each text")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--misses", action="store_true", help="print each run that did not come back")
    parser.add_argument("--own", action="store_true", help="the texts of fixtures/sources too, even where others are named")
    options = parser.parse_args()
    own = [path for doc, path in SOURCES.items() if doc != "002"] if options.own or not options.texts else []
    total = Tally()
    for path in own + options.texts:
        tally = measure(path, options.keys, range(options.first, options.first + options.seeds))
        print(f"{path.stem[:3]} {tally}", flush=True)
        if options.misses:
            print("\n".join(tally.misses))
        total += tally
    print(f"all {total}")


if __name__ == "__main__":
    main()
