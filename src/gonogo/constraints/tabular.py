"""Tabular data: delimited rows with a header."""

from __future__ import annotations

from random import Random
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, field_validator

from gonogo.amount import Amount, at_least, at_most, between, exactly, numbered
from gonogo.constraint import Constraint, Fails, Passes, Source, Verdict
from gonogo.draft import Draft, Grain
from gonogo.errors import SpecError
from gonogo.text.records import Cell, only_fence, rows
from gonogo.text.view import View

_DELIMITERS = {"comma": ",", "tab": "\t", "semicolon": ";", "pipe": "|"}
_HEADER = {"header": ["ID", "City"], "amount": {"low": 2, "high": 2}}


class Csv(Constraint):
    r"""Delimited data (CSV): a header with given names, then a number of rows, every row as wide as the header.

    The data are the whole response, or the one code fence in it. Names are compared with their case. Fields may be in
    double quotation marks, straight or curly, in which delimiters, line breaks and doubled marks may stand; blanks
    around a field and blank lines do not matter. A row in which most fields are empty is no row of data.

    ``quotes`` says which fields must be in quotation marks: ``any`` leaves it open, ``all`` means each one, those of
    the header, too, and ``special`` at least one field of a row that holds a special character: one that is neither an
    ASCII letter or digit nor a blank, and does not merely belong to a number (``19.99``).
    """

    kind: Literal["csv"] = "csv"
    header: tuple[Annotated[str, StringConstraints(min_length=1)], ...] = Field(
        min_length=2, description="names of the columns"
    )
    amount: Amount = Field(description="number of rows below the header")
    delimiter: Literal["comma", "tab", "semicolon", "pipe"] = "comma"
    quotes: Literal["any", "all", "special"] = "any"

    GRAIN = Grain.SHAPE
    ABOUT = frozenset(("emphasis", "edges"))
    EXAMPLES = (
        Passes(_HEADER, "ID,City\n1,Rome\n2,Oslo\n\n", "a blank line at the end"),
        Passes(_HEADER, "ID,City\n1,\n2,Oslo", "a field is empty"),
        Fails(_HEADER, "ID,City\n,\n2,Oslo", "a row is empty"),
        Fails({**_HEADER, "quotes": "all"}, '"ID",City\n"1","Rome"\n"2","Oslo"', "a name without quotes"),
        Passes(_HEADER, "```csv\nID, City\n1, Rome\n2, Oslo\n```", "in a fence, blanks after the commas"),
        Passes({**_HEADER, "quotes": "all"}, '"ID","City"\n"1","Rome, Italy"\n"2","Oslo"', "a comma in quotes"),
        Passes({**_HEADER, "quotes": "special"}, "ID,City\n1,“St. John’s”\n2,Oslo"),
        Passes({**_HEADER, "delimiter": "tab"}, "Here you are:\n```\nID\tCity\n1\tRome\n2\tOslo\n```\nEnjoy."),
        Fails(_HEADER, "ID,City\n1,Rome", "one row too few"),
        Fails(_HEADER, "ID,City\n1,Rome\n2,Oslo,Norway", "a row is wider than the header"),
        Fails(_HEADER, "id,city\n1,Rome\n2,Oslo", "other names"),
        Fails(_HEADER, "Here you are:\nID,City\n1,Rome\n2,Oslo", "text before the data"),
        Fails(_HEADER, "ID\tCity\n1\tRome\n2\tOslo", "another delimiter"),
        Fails({**_HEADER, "quotes": "all"}, '"ID","City"\n"1","Rome"\n"2",', "an empty field has no quotes"),
        Fails({**_HEADER, "quotes": "special"}, 'ID,City\n1,"Rome"\n2,"19.99"', "no special character"),
        Fails({**_HEADER, "quotes": "special"}, "ID,City\n1,B&B\n2,Oslo", "not in quotes"),
    )
    SOURCES = (
        Source("IFBench", "custom:csv_city", same=False,
               note="the published checker refuses a code fence, a blank line at the end and blanks after commas"),
        Source("IFBench", "custom:csv_special_character", same=False,
               note="the same; and it does not look at the rows below the first quoted special character"),
        Source("IFBench", "custom:csv_quotes", same=False, note="the same; and it crashes on an empty field"),
    )  # fmt: skip

    @field_validator("header")
    @classmethod
    def _plain(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            if any(char in name for char in '"\n\t,;|') or name != name.strip():
                raise SpecError(f"csv: column name {name!r} holds a delimiter, a quotation mark or blanks around it")
        return value

    def describe(self) -> str:
        names = ", ".join(self.header)
        said = f"Answer with {self.delimiter}-delimited CSV data only: a header with the columns {names}, then "
        said += f"{self.amount.wording()} {'row' if self.amount.wording().endswith(' 1') else 'rows'} of data."
        if self.quotes == "all":
            return said + " Enclose every single field, the header's too, in double quotes."
        if self.quotes == "special":
            return said + " At least one field holds a special character and is enclosed in double quotes."
        return said

    def judge(self, view: View) -> Verdict:
        inner = only_fence(view.text)
        lines = rows(view.text.strip(" \n") if inner is None else inner, _DELIMITERS[self.delimiter])
        header = next(lines, None)
        if header is None or tuple(cell.text for cell in header) != self.header:
            return self.failed(view, f"does not begin with the header {', '.join(self.header)}", 0)
        width, n, special = len(header), 0, False
        unquoted = not all(cell.quoted for cell in header)
        for row in lines:
            n += 1
            if row is None or len(row) != width:
                return self.failed(view, f"row {n} does not have {width} fields", n, closeness=0.4)
            if 2 * sum(not cell.text for cell in row) > width:
                return self.failed(view, f"row {n} is mostly empty", n, closeness=0.4)
            special = special or any(map(_is_special, row))
            unquoted = unquoted or not all(cell.quoted for cell in row)
        if not self.amount.holds(n):
            reason = f"{numbered(n, 'row')}, wanted {self.amount.wording()}"
            return self.failed(view, reason, n, closeness=self.amount.closeness(n))
        if self.quotes == "all" and unquoted:
            return self.failed(view, "not every field is in quotation marks", n, closeness=0.5)
        if self.quotes == "special" and not special:
            return self.failed(view, "no field with a special character is in quotation marks", n, closeness=0.5)
        return self.passed(view, n, f"{numbered(n, 'row')} of {numbered(width, 'field')}")

    def satisfy(self, draft: Draft, rng: Random) -> None:
        n = self.amount.pick_inside(rng)
        table = self._table(max(1, n) if self.quotes == "special" else n, draft, rng)
        if self.quotes == "special":
            table[rng.randrange(1, len(table))][0] = f'"{draft.word(rng)} & {draft.word(rng)}"'
        text = self._written(table)
        draft.verbatim = rng.choice((text, text + "\n", f"```csv\n{text}\n```", f"Here it is:\n\n```\n{text}\n```"))

    def violate(self, draft: Draft, rng: Random) -> None:
        n = max(1, self.amount.first())
        table = self._table(n, draft, rng)
        if self.quotes == "special":
            table[rng.randrange(1, n + 1)][0] = f'"{draft.word(rng)} & {draft.word(rng)}"'
        way = rng.choice(("rows", "width", "name", "text", "delimiter", "quotes", "open"))
        if way == "rows" and (wrong := self.amount.pick_outside(rng)) is not None:
            table = self._table(wrong, draft, rng)
        elif way == "width":
            table[rng.randrange(1, n + 1)].append(f'"{draft.word(rng)}"')
        elif way == "name":
            table[0][rng.randrange(len(self.header))] += "x"
        elif way == "open":
            table[n][1] = '"' + draft.word(rng)
        elif way == "quotes" and self.quotes == "all":
            table[rng.randrange(n + 1)][rng.randrange(len(self.header))] = draft.word(rng)
            table[0][0] = table[0][0].replace('"', "")
        elif way == "quotes" and self.quotes == "special":
            table = self._table(n, draft, rng)
        elif way == "delimiter":
            other = ";" if self.delimiter == "comma" else ","
            draft.verbatim = self._written(table, other)
            return
        else:
            draft.verbatim = f"Here is the table:\n{self._written(table)}"
            return
        draft.verbatim = self._written(table)

    def _table(self, n: int, draft: Draft, rng: Random) -> list[list[str]]:
        cells = [[draft.word(rng) for _ in self.header] for _ in range(n)]
        quoted = {"all": 1.0, "any": 0.2, "special": 0.0}[self.quotes]
        return [[f'"{cell}"' if rng.random() < quoted else cell for cell in row] for row in [list(self.header), *cells]]

    def _written(self, table: list[list[str]], delimiter: str | None = None) -> str:
        pad = _DELIMITERS[self.delimiter] if delimiter is None else delimiter
        return "\n".join(pad.join(row) for row in table)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        header = rng.choice((("ID", "Country", "City"), ("Name", "Score"), ("Product", "Brand", "Price", "Stock")))
        n = rng.randint(2, 9)
        amount = rng.choice((exactly(n), at_least(n), at_most(n), between(n, n + 2)))
        return cls(
            header=header, amount=amount, delimiter=rng.choice(("comma", "comma", "tab", "semicolon", "pipe")),
            quotes=rng.choice(("any", "all", "special")),
        )  # fmt: skip


def _is_special(cell: Cell) -> bool:
    if not cell.quoted:
        return False
    marks = [char for char in cell.text if not char.isspace() and not (char.isascii() and char.isalnum())]
    number = all(char in ".,-+" for char in marks) and any(map(str.isdigit, cell.text))
    return bool(marks) and not (number and not any(map(str.isalpha, cell.text)))
