"""Structure: tables, levels of headings, nested lists, odd bullets, sections alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from random import Random
from typing import Literal, Self

from pydantic import Field, field_validator

from gonogo.amount import Amount, at_least, exactly, numbered
from gonogo.constraint import Bound, Constraint, Fails, Passes, Source, Verdict
from gonogo.draft import Block, Draft, Grain
from gonogo.errors import SpecError
from gonogo.text import outline
from gonogo.text.matching import needle
from gonogo.text.segment import Span, sentences
from gonogo.text.view import View
from gonogo.units import Bullets, Headings, Tables
from gonogo.units.blocks import table


class HasTable(Constraint):
    """A markdown table with at least so many rows and columns, perhaps with given columns.

    Rows are those below the header, and one that is all empty does not count. An empty header cell makes a column.
    Names of columns are compared without case and emphasis; the table may have more of them, in any order.
    """

    kind: Literal["table"] = "table"
    rows: int = Field(default=1, ge=1, le=200, description="at least so many rows below the header")
    columns: int = Field(default=1, ge=1, le=50, description="at least so many columns")
    headers: tuple[str, ...] = Field(default=(), description="names of columns that it must have")

    GRAIN = Grain.BLOCK
    EXAMPLES = (
        Passes({"rows": 1, "columns": 2}, "| a | |\n|---|---|\n| 1 | 2 |", "an empty header cell"),
        Passes({"rows": 2, "columns": 2, "headers": ["Name"]}, "So:\n\n**name** | Age\n:-|-:\nAna | 3\nBo | 4\n\nEnd."),
        Passes({"rows": 2, "columns": 1}, "|a|\n|-|\n|1|\n\n|b|\n|-|\n|2|\n|3|", "the second one"),
        Passes({"rows": 1, "columns": 1}, "|a|\n|-|\n|1|"),
        Passes({"rows": 1, "columns": 2, "headers": ["Price", "Unit"]}, "Price|Unit\n-|-\n1|2", "no lines around it"),
        Passes({"rows": 1, "columns": 2}, "|a|b|\n|-|-|\n|1||", "a row with an empty cell"),
        Fails({"rows": 2, "columns": 2}, "| a | b |\n|---|---|\n| 1 | 2 |\n| | |", "an empty row"),
        Fails({"rows": 1, "columns": 3}, "| a | b |\n|---|---|\n| 1 | 2 | 3 |"),
        Fails({"rows": 1, "columns": 1, "headers": ["Age"]}, "| Name | Wages |\n|---|---|\n| Ana | 3 |"),
        Fails({"rows": 1, "columns": 2}, "a | b\n1 | 2", "no line of dashes"),
    )
    SOURCES = (
        Source("verifif", "detectable_format:table", same=False,
               note="the published checker does not count a column whose header cell is empty"),
    )  # fmt: skip

    @field_validator("headers")
    @classmethod
    def _visible(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            if not needle(name).strip() or "|" in name or "\n" in name:
                raise SpecError(f"table: header {name!r} must be visible, on one line, without |")
        return value

    @cached_property
    def _wanted(self) -> frozenset[str]:
        return frozenset(map(needle, self.headers))

    def describe(self) -> str:
        named = f", with columns named {', '.join(self.headers)}" if self.headers else ""
        rows = f"{self.rows} row{'s' if self.rows > 1 else ''}"
        columns = f"{self.columns} column{'s' if self.columns > 1 else ''}"
        return f"Include a markdown table with at least {rows} (below its header) and at least {columns}{named}."

    def judge(self, view: View) -> Verdict:
        found = outline.tables(view.text)
        for one in found:
            if one.rows >= self.rows and len(one.header) >= self.columns and self._wanted <= _named(one):
                reason = f"{numbered(one.rows, 'row')}, {numbered(len(one.header), 'column')}"
                return self.passed(view, len(found), reason, [(one.start, one.end)])
        reason, near = self._nearest(found)
        return self.failed(view, reason, len(found), [(one.start, one.end) for one in found], near)

    def _nearest(self, found: list[outline.Table]) -> tuple[str, float]:
        """Return what the table that comes nearest lacks, and how near it comes."""
        reason, nearest = "there is no markdown table", 0.0
        for one in found:
            columns = len(one.header)
            near = min(1.0, one.rows / self.rows) * min(1.0, columns / self.columns)
            if near >= nearest:
                reason, nearest = f"the table has {numbered(one.rows, 'row')} and {numbered(columns, 'column')}", near
                missing = sorted(self._wanted - _named(one))
                reason += f", none named {', '.join(missing)}" if missing else ""
        return reason, 0.9 * nearest

    def implies(self) -> Iterator[Bound]:
        yield Bound(Tables(), at_least(1))

    def _write(self, draft: Draft, rows: int, columns: int, headers: tuple[str, ...], rng: Random) -> None:
        draft.blocks = [block for block in draft.blocks if not block.lead.startswith("|")]
        text = table(rows, max(columns, len(headers)), draft, rng, headers)
        draft.blocks.insert(rng.randint(0, len(draft.blocks)), Block("markup", text, locked=True))

    def satisfy(self, draft: Draft, rng: Random) -> None:
        rows, columns = self.rows + rng.choice((0, 0, 2)), self.columns + rng.choice((0, 0, 1))
        self._write(draft, rows, columns, self.headers, rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        wrong = ["none"] + ["rows"] * (self.rows > 1) + ["headers"] * bool(self.headers)
        wrong += ["columns"] * (self.columns > max(1, len(self.headers)))
        how = rng.choice(wrong)
        headers = tuple(name + "s" for name in self.headers) if how == "headers" else self.headers
        self._write(draft, self.rows - (how == "rows"), self.columns - (how == "columns"), headers, rng)
        if how == "none":  # without the dashes it is no table
            for block in draft.blocks:
                if block.lead.startswith("|"):
                    block.lead = block.lead.replace("---", "x")

    @classmethod
    def sample(cls, rng: Random) -> Self:
        headers = tuple(rng.sample(("Name", "Age", "Price", "Unit"), rng.randint(0, 2)))
        return cls(rows=rng.randint(1, 4), columns=max(len(headers), rng.randint(1, 4)), headers=headers)


def _named(one: outline.Table) -> set[str]:
    return set(map(needle, one.header))


class HeadingLevels(Constraint):
    """Markdown headings of each of the given levels occur.

    What a heading is, :class:`~gonogo.units.Headings` says: comments in code and lines with seven marks are none.
    Headings of other levels are let pass.
    """

    kind: Literal["headings.levels"] = "headings.levels"
    levels: tuple[int, ...] = Field(min_length=1, description="levels from 1 (#) to 6 (######)")

    GRAIN = Grain.BLOCK
    EXAMPLES = (
        Passes({"levels": [1, 2]}, "# Salt\n\n## Old\nText."),
        Passes({"levels": [2]}, "Salt\n---\n\nText.\n\n#### Deep"),
        Fails({"levels": [2]}, "```\n## comment\n```"),
        Fails({"levels": [6]}, "####### Salt"),
        Fails({"levels": [1, 2]}, "## Salt\n\n### Old\n\n#tag"),
    )
    SOURCES = (
        Source("verifif", "detectable_format:heading_depth", same=False,
               note="the published checker counts comments in code and more than six marks"),
    )  # fmt: skip

    @field_validator("levels")
    @classmethod
    def _sorted(cls, value: tuple[int, ...]) -> tuple[int, ...]:
        if not all(1 <= level <= 6 for level in value):
            raise SpecError(f"headings.levels: levels {list(value)} must be from 1 to 6")
        return tuple(sorted(set(value)))

    def describe(self) -> str:
        said = " and ".join(f"level {level} ({'#' * level})" for level in self.levels)
        return f"Use markdown headings of {said}."

    def judge(self, view: View) -> Verdict:
        found = outline.headings(view.text)
        have = {one.level for one in found}
        missing = [level for level in self.levels if level not in have]
        spans = [(one.start, one.end) for one in found]
        if not missing:
            return self.passed(view, sorted(have), "all levels occur", spans)
        reason = f"no heading of level {', '.join(map(str, missing))}"
        return self.failed(view, reason, sorted(have), spans, 1 - len(missing) / len(self.levels))

    def implies(self) -> Iterator[Bound]:
        for level in self.levels:
            yield Bound(Headings(level=level), at_least(1))

    def satisfy(self, draft: Draft, rng: Random) -> None:
        have = {block.lead.partition(" ")[0] for block in draft.blocks}
        for level in self.levels:
            if "#" * level not in have:
                self._put(draft, level, rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        wrong = rng.choice(self.levels)
        draft.blocks = [block for block in draft.blocks if block.lead.partition(" ")[0] != "#" * wrong]
        for level in self.levels:
            if level != wrong:
                self._put(draft, level, rng)
        if rng.random() < 0.4:
            lead = rng.choice((f"```\n{'#' * wrong} {draft.word(rng)}\n```", f"{'#' * wrong}{draft.word(rng)}"))
            draft.blocks.append(Block("markup", lead, locked=True))

    def _put(self, draft: Draft, level: int, rng: Random) -> None:
        block = Block("markup", f"{'#' * level} {draft.word(rng).capitalize()}", locked=True)
        draft.blocks.insert(rng.randint(0, len(draft.blocks)), block)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(levels=tuple(rng.sample(range(1, 7), rng.randint(1, 3))))


class NestedList(Constraint):
    """A list that is nested so deep, with enough items at that depth under one item.

    Bullets, numbers and letters may be mixed. An item is below another if it is indented by at least two columns more
    (a tab is four). The list itself is depth 1.
    """

    kind: Literal["list.nested"] = "list.nested"
    depth: int = Field(default=2, ge=2, le=8, description="how deep, the outermost list being 1")
    items: int = Field(default=1, ge=1, le=50, description="at least so many items at that depth under one item")

    GRAIN = Grain.BLOCK
    ABOUT = frozenset(("blanks",))
    VERSION = 2
    EXAMPLES = (
        Passes({"depth": 2, "items": 1}, "1. a\n   - b", "numbers and bullets"),
        Passes({"depth": 3, "items": 2}, "* a\n\t* b\n\t\t* c\n\t\t* d\n* e"),
        Passes({"depth": 2, "items": 2}, "- a\n  1. b\n\n     more\n  2. c"),
        Passes({"depth": 2, "items": 2}, "- a\n  - b\n    - c\n  - d", "deeper items part nothing"),
        Fails({"depth": 2, "items": 1}, "- a\n - b", "one blank more is the same level"),
        Fails({"depth": 2, "items": 1}, "- a\n\n> - b", "the blank after a quotation mark is none of the list"),
        Fails({"depth": 2, "items": 1}, "- a\n- b\n\n   c"),
        Fails({"depth": 2, "items": 2}, "- a\n  - b\n- c\n  - d", "one each"),
        Fails({"depth": 2, "items": 1}, "- a\n\n## Part\n\n  - b", "a heading ends the list"),
        Fails({"depth": 2, "items": 2}, "- a\n  - b\n    - c", "the second is deeper"),
        Fails({"depth": 2, "items": 1}, "```\n- a\n  - b\n```"),
    )
    SOURCES = (
        Source("verifif", "detectable_format:nested_list", same=False,
               note="the published checker reads bullets and numbers apart, and asks for the depth exactly"),
    )  # fmt: skip

    def describe(self) -> str:
        noun = "item" if self.items == 1 else "items"
        return (
            f"Include a nested list, {self.depth} levels deep, with at least {self.items} {noun} at level "
            f"{self.depth} under one item."
        )

    def judge(self, view: View) -> Verdict:
        found = outline.items(view.text)
        levels = outline.levels(found, [heading.start for heading in outline.headings(view.text)])
        here = 0
        for item, level in zip(found, levels, strict=True):
            if level < self.depth:
                here = 0
            elif level == self.depth:
                here += 1
                if here >= self.items:
                    return self.passed(view, max(levels), "nested", [(item.start, item.end)])
        reason, near = self._nearest(max(levels, default=0))
        return self.failed(view, reason, max(levels, default=0), [(item.start, item.end) for item in found], near)

    def _nearest(self, deepest: int) -> tuple[str, float]:
        reason = f"the list is {deepest} deep" if deepest < self.depth else f"too few items at depth {self.depth}"
        return reason, 0.8 * min(deepest, self.depth) / self.depth

    def satisfy(self, draft: Draft, rng: Random) -> None:
        self._write(draft, self.depth, self.items + rng.choice((0, 1)), rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        if self.items > 1 and rng.random() < 0.5:
            self._write(draft, self.depth, self.items - 1, rng)
        else:
            self._write(draft, self.depth - 1, self.items, rng)

    def _write(self, draft: Draft, depth: int, items: int, rng: Random) -> None:
        draft.blocks = [block for block in draft.blocks if block.kind != "nested"]
        markers = [rng.choice(("-", "*", "1.")) for _ in range(depth)]
        step = rng.choice((3, 4))
        shape = [*range(depth - 1), *[depth - 1] * items, 0]
        lines = [f"{' ' * (step * level)}{markers[level]} {draft.sentence(rng, 3).render()}" for level in shape]
        draft.blocks.insert(min(1, len(draft.blocks)), Block("nested", "\n".join(lines), locked=True))

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(depth=rng.randint(2, 4), items=rng.randint(1, 4))


class SubBullets(Constraint):
    """Bullet points of one marker, and below each of them sub-bullets of another.

    A sub-bullet belongs to the bullet it follows; indenting it is usual, but the marker tells. A bullet inside another
    (indented further) shares its sub-bullets. Without any bullet the constraint is not met; hyphens inside words,
    emphasis and lines of code are no bullets.
    """

    kind: Literal["list.sub_bullets"] = "list.sub_bullets"
    marker: Literal["*", "-", "+"] = Field(default="*", description="what a bullet point starts with")
    sub: Literal["*", "-", "+"] = Field(default="-", description="what a sub-bullet starts with")
    least: int = Field(default=1, ge=1, le=20, description="at least so many sub-bullets for each bullet point")

    GRAIN = Grain.BLOCK
    EXAMPLES = (
        Passes({}, "**Bold** text\n* a\n - b"),
        Passes({}, "* **a**: well-known\n  - b\n  - c\n\n* d\n\n  more on d\n\n  - e"),
        Passes({}, "* a\n- b\n* c\n- d", "the marker tells, not the indent"),
        Passes({}, "* a\n  * b\n    - c", "one below two bullets"),
        Passes({"marker": "-", "sub": "+", "least": 2}, "- a\n  + b\n  + c"),
        Fails({"marker": "-", "sub": "+", "least": 2}, "- a\n  + b\n  + c\n- d\n  + e"),
        Fails({}, "No bullets at all"),
        Fails({}, "* well-known"),
        Fails({}, "* a\n  - b\n* c", "the last has none"),
        Fails({}, "- a\n* b", "a sub-bullet before it"),
        Fails({}, "* a\n\nNow to something else.\n\n- b", "a list of its own"),
        Fails({}, "* a\n  ---\n  -5 degrees\n* b\n```\n- c\n```"),
    )
    SOURCES = (
        Source("IFBench", "format:sub-bullets", same=False,
               note="the published checker accepts a response without bullets and hyphens inside words, and takes "
                    "emphasis for bullets"),
    )  # fmt: skip

    @field_validator("sub")
    @classmethod
    def _another(cls, value: str, info: object) -> str:
        if value == getattr(info, "data", {}).get("marker"):
            raise SpecError(f"list.sub_bullets: sub {value!r} must differ from marker")
        return value

    def describe(self) -> str:
        noun = "sub-bullet point" if self.least == 1 else "sub-bullet points"
        return (
            f"Include bullet points denoted by {self.marker} and, for each of them, at least {self.least} {noun} "
            f"denoted by {self.sub}"
        )

    def judge(self, view: View) -> Verdict:
        found = outline.items(view.text)
        open_: list[tuple[int, int]] = []  # of the bullets around: which one, its indent
        have: list[int] = []
        bullets: list[outline.Item] = []
        before = 0
        for item in found:
            if open_ and item.indent <= open_[-1][1] and view.text[before : item.start].strip():
                open_ = []  # a paragraph or heading stands between: a list of its own
            before = item.end
            if item.marker == self.marker:
                while open_ and item.indent <= open_[-1][1]:
                    open_.pop()
                open_.append((len(have), item.indent))
                have.append(0)
                bullets.append(item)
            elif item.marker == self.sub:
                for index, _ in open_[-_DEEP:]:
                    have[index] += 1
        if not have:
            return self.failed(view, f"there are no bullet points denoted by {self.marker}", 0)
        short = [bullet for bullet, n in zip(bullets, have, strict=True) if n < self.least]
        if short:
            spans = [(bullet.start, bullet.end) for bullet in short]
            reason = f"{len(short)} of {len(have)} bullet points have too few sub-bullets"
            return self.failed(view, reason, min(have), spans, 0.9 * (1 - len(short) / len(have)))
        return self.passed(view, min(have), f"{len(have)} bullet points with sub-bullets")

    def implies(self) -> Iterator[Bound]:
        yield Bound(Bullets(), at_least(1 + self.least))

    def satisfy(self, draft: Draft, rng: Random) -> None:
        self._write(draft, [self.least + rng.choice((0, 0, 1)) for _ in range(rng.randint(1, 3))], self.sub, rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        counts = [self.least] * rng.randint(1, 3)
        if rng.random() < 0.3:
            self._write(draft, counts, rng.choice(("1.", "•")), rng)
            return
        counts[rng.randrange(len(counts))] -= 1
        self._write(draft, counts, self.sub, rng)

    def _write(self, draft: Draft, counts: list[int], sub: str, rng: Random) -> None:
        draft.blocks = [block for block in draft.blocks if block.kind != "item"]
        for n in counts:
            draft.blocks.append(Block("item", f"{self.marker} ", [draft.sentence(rng, 4)], locked=True))
            for _ in range(n):
                draft.blocks.append(Block("item", f"  {sub} ", [draft.sentence(rng, 4)], locked=True))

    @classmethod
    def sample(cls, rng: Random) -> Self:
        markers: list[Literal["*", "-", "+"]] = rng.sample(("*", "-", "+"), 2)
        return cls(marker=markers[0], sub=markers[1], least=rng.randint(1, 3))


_DEEP = 12  # bullets around a sub-bullet that share it; nobody nests deeper


_FOLLOWED = r"(?=[ \t*_`]*[^\s*_`])"  # something in the line
_READ = re.compile(r"[^\W_]|[^\x00-\u2bff]|[☀-➿]")  # a letter, a digit, a picture


class MarkedList(Constraint):
    """A list whose items begin with a given marker instead of a bullet: ``!?!? Salt``.

    An item is a line that starts with the marker (blanks, emphasis and ``>`` before it do not matter) and goes on with
    something to read. A marker of letters, or of several different characters, may also stand several times in such a
    line, or alone on the line above its item. More of the last character make another marker (``---``, ``....``), and
    any other bullet at the left margin is one too many.
    """

    kind: Literal["list.marked"] = "list.marked"
    marker: str = Field(min_length=1, max_length=30, description="what each item begins with")
    amount: Amount

    GRAIN = Grain.BLOCK
    ABOUT = frozenset(("edges",))
    VERSION = 2
    EXAMPLES = (
        Passes({"marker": "!?!?", "amount": {"low": 2}}, "Here:\n\n!?!? Salt\n!?!? Sea"),
        Passes({"marker": "-", "amount": {"low": 2}}, "- Salt\n- Sea is well-known\n\n---"),
        Passes({"marker": "...", "amount": 2}, "…Salt\n...Sea", "an ellipsis of one character"),
        Passes({"marker": "SEPARATOR", "amount": {"low": 2}}, "**SEPARATOR** Salt SEPARATOR Sea"),
        Passes({"marker": "SEPARATOR", "amount": {"low": 2}}, "SEPARATOR\nSalt\nSEPARATOR\nSea"),
        Fails({"marker": "-", "amount": {"low": 2}}, "well-known state-of-the-art"),
        Fails({"marker": "...", "amount": {"low": 2}}, "Wait... what......"),
        Fails({"marker": "!?!?", "amount": {"low": 2}}, "!?!?\n!?!?", "no items"),
        Fails({"marker": "->", "amount": {"low": 2}}, "-> ...\n-> !!!", "nothing to read"),
        Fails({"marker": "!?!?", "amount": {"low": 2}}, "Salt !?!? Sea !?!? Sand", "separated, not listed"),
        Fails({"marker": "!?!?", "amount": {"low": 2}}, "* Salt\n* Sea\n\n!?!? a\n!?!? b", "bullets as well"),
        Fails({"marker": "-", "amount": {"low": 2}}, "---\n--\n-"),
        Fails({"marker": "-", "amount": {"low": 2}}, "- Salt - Sea", "a dash inside an item"),
        Fails({"marker": "-", "amount": {"low": 2}}, "```\n- a\n- b\n```", "in code"),
        Fails({"marker": "!?!?", "amount": {"low": 2}}, "!?!?\n!?!? Salt", "the first is empty"),
        Passes({"marker": "!?!?", "amount": 2}, "1. So:\n\n!?!? Salt\n  - fine\n!?!? Sea", "bullets below an item"),
    )
    SOURCES = (
        Source("IFBench", "format:list", same=False,
               note="the published checker counts the separator anywhere: hyphens in words, ordinary ellipses"),
    )  # fmt: skip

    @field_validator("marker")
    @classmethod
    def _visible(cls, value: str) -> str:
        if not value.strip() or "\n" in value:
            raise SpecError(f"list.marked: marker {value!r} must be visible and on one line")
        return value.strip()

    @cached_property
    def _odd(self) -> bool:
        """Whether the marker would not stand in ordinary prose."""
        return len(set(self.marker)) > 1

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        mark, more = re.escape(self.marker), re.escape(self.marker[-1])
        if self.marker == "...":
            mark = rf"(?:{mark}|…)"
        ends = r"(?!\w)" if self.marker[-1].isalnum() else f"(?!{more})"
        emphasis = "" if self.marker[0] in "*_" else "*_"
        item = rf"\n([ \t>{emphasis}`]*){mark}{ends}"
        return re.compile(item + (r"(?=[\s*_`]*[^\s*_`])" if self._odd else _FOLLOWED))

    def describe(self) -> str:
        items = "item" if self.amount.low == 1 else "items"
        return (
            f"Answer with a list of {self.amount.wording()} {items}; instead of a bullet point, begin each item "
            f"(on a line of its own) with {self.marker}"
        )

    def judge(self, view: View) -> Verdict:
        text = view.text
        code = outline.Fences(text)
        found: list[Span] = []
        led = "\n" + text
        for match in self._pattern.finditer(led):
            start, end = match.end(1) - 1, match.end() - 1
            if code.hold(start) or text.startswith(self.marker, _skip(text, end)):
                continue  # code, or a marker with nothing before the next one
            if not _READ.search(text, end, _line_end(text, end)):
                continue  # dots are no item
            found.append((start, end))
            if self._odd:
                found += self._inside(text, end)
        n = len(found)
        if not self.amount.holds(n):
            reason = f"{numbered(n, 'item begins', 'items begin')} with {self.marker}, wanted {self.amount.wording()}"
            return self.failed(view, reason, n, found, self.amount.closeness(n))
        if any(item.indent == 0 and not item.numbered for item in self._bullets(text)):
            return self.failed(view, "there are usual bullet points as well", n, found, 0.5)
        return self.passed(view, n, f"{numbered(n, 'item begins', 'items begin')} with {self.marker}", found)

    def _inside(self, text: str, at: int) -> Iterator[Span]:
        """Yield the markers further on in the line of an item."""
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        while (at := text.find(self.marker, at, stop)) >= 0:
            end = at + len(self.marker)
            if text[at - 1].isspace() and text[end : end + 1].isspace() and text[end:stop].strip(" *_`"):
                yield at, end
            at = end

    def _bullets(self, text: str) -> Iterator[outline.Item]:
        for item in outline.items(text):
            if not item.marker[0].isalpha() and not text.startswith(self.marker, item.start):
                yield item

    def satisfy(self, draft: Draft, rng: Random) -> None:
        self._write(draft, self.amount.pick_inside(rng), rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        if self.amount.low > 0 and rng.random() < 0.4:
            self._write(draft, 0, rng)
            for _ in range(self.amount.low):
                draft.insert(self.marker, rng)
            return
        n = self.amount.pick_outside(rng)
        self._write(draft, 0 if n is None else n, rng)

    def _write(self, draft: Draft, n: int, rng: Random) -> None:
        draft.blocks = [block for block in draft.blocks if block.kind != "item"]
        for _ in range(n):
            draft.blocks.append(Block("item", f"{self.marker} ", [draft.sentence(rng, 4)], locked=True))

    @classmethod
    def sample(cls, rng: Random) -> Self:
        low = rng.randint(2, 4)
        return cls(marker=rng.choice(("-", "...", "!?!?", "SEPARATOR", "->", "+")),
                   amount=rng.choice((at_least(low), exactly(low))))  # fmt: skip


def _line_end(text: str, at: int) -> int:
    """Return where the line ends in which something stands at ``at`` or behind it."""
    stop = text.find("\n", _skip(text, at))
    return len(text) if stop < 0 else stop


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\n*_`":
        at += 1
    return at


class ProseThenBullets(Constraint):
    """Sentences that end in a full stop, and after them bullet points of one marker.

    So many sentences must stand before that many bullets. Sentences of list items, ones that end otherwise
    (``Really?``, ``Wait...``), headings and emphasis do not count; blank lines, and text after or between the bullets,
    do not matter.
    """

    kind: Literal["prose_then_bullets"] = "prose_then_bullets"
    sentences: int = Field(default=2, ge=1, le=50, description="at least so many sentences first")
    bullets: int = Field(default=2, ge=1, le=50, description="at least so many bullet points after them")
    marker: Literal["*", "-", "+"] = Field(default="*", description="what a bullet point starts with")

    GRAIN = Grain.BLOCK
    EXAMPLES = (
        Passes({}, "One. Two.\n* a\n* b\n"),
        Passes({}, "One.\n\nTwo.\n* a\n* b"),
        Passes({}, 'He said "one." Then two.\n\n* a\nmore text of item\n* b\n\nEnd?'),
        Passes({"sentences": 1, "bullets": 1, "marker": "-"}, "1. First.\n\nSo it is.\n\n- a"),
        Fails({}, "Hello! Really?\n* a\n* b"),
        Fails({}, "One. Two.\n**bold**\n**bold**"),
        Fails({}, "* Salt.\n* Sea.\n* Sand.\n* Sun.", "the sentences stand in bullets"),
        Fails({}, "* a\n* b\n\nOne. Two.", "after the bullets"),
        Fails({}, "One. Two.\n- a\n- b", "other bullets"),
        Fails({}, "One... Two. Three!\n* a\n* b"),
    )
    SOURCES = (
        Source("IFBench", "format:no_bullets_bullets", same=False,
               note="the published checker lets sentences end otherwise, takes bold lines for bullets, and refuses "
                    "blank lines, items of several lines and a line break at the end"),
    )  # fmt: skip

    def describe(self) -> str:
        said = "sentence" if self.sentences == 1 else "sentences"
        listed = "bullet point" if self.bullets == 1 else "bullet points"
        return (
            f"Write at least {self.sentences} {said} ending in a period, followed by at least {self.bullets} {listed} "
            f"denoted by {self.marker}"
        )

    def judge(self, view: View) -> Verdict:
        text = view.text
        found = outline.items(text)
        bullets = [item for item in found if item.marker == self.marker]
        if len(bullets) < self.bullets:
            reason = f"{len(bullets)} bullet points denoted by {self.marker}, wanted {self.bullets}"
            spans = [(item.start, item.end) for item in bullets]
            return self.failed(view, reason, len(bullets), spans, 0.5 * len(bullets) / self.bullets)
        stop = bullets[-self.bullets].start
        starts = [(item.text, item.end) for item in found]
        at = n = 0
        for a, b in sentences(text[:stop]):
            while starts[at][1] <= a:  # the bullet at `stop` ends later
                at += 1
            if a < starts[at][0] and _ends_in_a_stop(text, a, b):
                n += 1
                if n >= self.sentences:
                    return self.passed(view, n, "sentences, then bullet points", [(a, b), (stop, bullets[-1].end)])
        reason = f"{numbered(n, 'sentence')} ending in a period before the bullet points, wanted {self.sentences}"
        return self.failed(view, reason, n, closeness=0.5 + 0.4 * n / self.sentences)

    def implies(self) -> Iterator[Bound]:
        yield Bound(Bullets(), at_least(self.bullets))

    def satisfy(self, draft: Draft, rng: Random) -> None:
        self._write(draft, self.sentences + rng.choice((0, 0, 1)), self.bullets + rng.choice((0, 1)), self.marker, rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        how = rng.randrange(4)
        if how == 0:
            self._write(draft, self.sentences, self.bullets - 1, self.marker, rng)
        elif how == 1:
            other = rng.choice([mark for mark in ("*", "-", "+") if mark != self.marker])
            self._write(draft, self.sentences, self.bullets, other, rng)
        else:
            self._write(draft, self.sentences, self.bullets, self.marker, rng)
            prose = [sentence for block in draft.blocks if block.kind != "item" for sentence in block.sentences]
            prose[-1].end = rng.choice("!?")
            if how == 2:  # all of it after the bullets
                draft.blocks.sort(key=lambda block: block.kind != "item")

    def _write(self, draft: Draft, prose: int, bullets: int, marker: str, rng: Random) -> None:
        draft.blocks = [Block(sentences=[draft.sentence(rng) for _ in range(prose)], locked=True)]
        for _ in range(bullets):
            draft.blocks.append(Block("item", f"{marker} ", [draft.sentence(rng, 4)], locked=True))

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(sentences=rng.randint(1, 4), bullets=rng.randint(1, 4), marker=rng.choice(("*", "-", "+")))


def _ends_in_a_stop(text: str, start: int, end: int) -> bool:
    said = text[max(start, end - 12) : end].rstrip("\"'”’)]}»*_` ")
    return said.endswith((".", "。", "．")) and not said.endswith("..")
