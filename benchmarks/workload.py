"""What the engines are measured on: IFEval rows, batches shaped like a GRPO step, and hostile texts.

Everything here is a pure function of its arguments and of fixed seeds; no path is built in and no text of the
data set is stored in the repository.
"""

from __future__ import annotations

import functools
import hashlib
import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peers import Instruction

PROMPTS, ROLLOUTS, CONSTRAINTS = 64, 16, 3

# Fewer different paragraphs than this cannot make enough distinct rollouts; the general pool is used instead.
SMALLEST_POOL = 12


@dataclass(frozen=True, eq=False)
class Row:
    """One published IFEval row with one response to it (compared by identity: kwargs cannot be hashed)."""

    key: int
    instructions: tuple[Instruction, ...]
    response: str


@dataclass(frozen=True)
class Batch:
    """Responses, and for each the instructions it must follow; rollouts of one prompt share one tuple."""

    responses: list[str]
    sets: list[tuple[Instruction, ...]]

    @property
    def checks(self) -> int:
        """The number of verdicts in the batch."""
        return sum(len(row) for row in self.sets)


def rows(path: str | None) -> list[Row]:
    """Read IFEval rows joined with responses: JSON lines as described in benchmarks/README.md.

    Raises:
        SystemExit: no path was given, the file is absent, or a row lacks a field.
    """
    if not path or not Path(path).is_file():
        given = "no --data was given" if not path else f"--data {path}: no such file"
        raise SystemExit(
            f"{given}. Give a JSONL file of IFEval rows with responses: one object a line with the fields "
            "key, prompt, instruction_id_list, kwargs, response (benchmarks/README.md says where to get one)."
        )
    return [_row(line, number) for number, line in enumerate(Path(path).open(encoding="utf-8"), 1)]


def _row(line: str, number: int) -> Row:
    fields = json.loads(line)
    try:
        pairs = zip(fields["instruction_id_list"], fields["kwargs"], strict=True)
        # Published mirrors pad absent kwargs with null; every checker's own loop drops those first.
        kept = [(name, {k: v for k, v in kwargs.items() if v is not None}) for name, kwargs in pairs]
        instructions = tuple(Instruction(name, kwargs, fields["prompt"]) for name, kwargs in kept)
        return Row(fields["key"], instructions, fields["response"])
    except KeyError as missing:
        raise SystemExit(f"--data line {number}: the field {missing} is missing") from missing


def fingerprint(data: Sequence[Row]) -> str:
    """Return a short digest of the rows, so that two result files can be told to rest on the same data."""
    return hashlib.sha256(repr(data).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def everything(data: Sequence[Row]) -> Batch:
    """Return all rows with their own responses as one batch."""
    return Batch([row.response for row in data], [row.instructions for row in data])


def constraint_sets(data: Sequence[Row], seed: int = 0) -> list[tuple[Instruction, ...]]:
    """Draw the constraints of every prompt: by natural frequency, no type twice in one prompt."""
    pool = [one for row in data for one in row.instructions]
    rng = random.Random(f"{seed}/constraints")
    drawn = []
    for _ in range(PROMPTS):
        chosen: dict[str, Instruction] = {}
        while len(chosen) < CONSTRAINTS:
            one = rng.choice(pool)
            chosen.setdefault(one.id, one)
        drawn.append(tuple(chosen.values()))
    return drawn


def batch(data: Sequence[Row], words: int, turn: int, topic: str, rollouts: int = ROLLOUTS, seed: int = 0) -> Batch:
    """Paste one batch of `PROMPTS` x `rollouts` responses of about `words` words.

    The constraints depend on the seed alone, so they are the same at every length. The texts depend on `turn`
    too: a text is never seen twice in one process, so no engine can profit from remembering it.

    Args:
        data: the rows whose responses are cut up.
        words: target length, in words as `str.split` sees them (7 characters where a script has no spaces).
        turn: which of many different batches to make.
        topic: "any" pastes paragraphs of all responses; "own" pastes, for rollout r, paragraphs of responses
            written for the type of constraint r modulo 3: lower-case texts where lower case is asked.
        rollouts: responses per prompt.
        seed: of the constraints and of the texts.
    """
    pools = _pools(tuple(data))
    responses, sets, seen = [], [], set()
    for prompt, row in enumerate(constraint_sets(data, seed)):
        for rollout in range(rollouts):
            rng = random.Random(f"{seed}/{words}/{turn}/{prompt}/{rollout}")
            pool = pools[""] if topic == "any" else pools[_topic(row[rollout % len(row)])]
            if len(set(pool)) < SMALLEST_POOL:
                pool = pools[""]
            text = _paste(pool, words, rng)
            while text in seen:
                text = _paste(pool, words, rng)
            seen.add(text)
            responses.append(text)
            sets.append(row)
    return Batch(responses, sets)


def _topic(one: Instruction) -> str:
    return f"{one.id}/{one.kwargs.get('language', '')}"


@functools.lru_cache(maxsize=1)
def _pools(data: tuple[Row, ...]) -> dict[str, list[str]]:
    """Group the paragraphs of all responses by the topics of their row; "" holds them all."""
    pools: dict[str, list[str]] = {"": []}
    for row in data:
        paragraphs = [part for part in re.split(r"\n\s*\n", row.response) if part.strip()]
        for topic in ["", *{_topic(one): None for one in row.instructions}]:
            pools.setdefault(topic, []).extend(paragraphs)
    return pools


def _length(text: str) -> int:
    return max(len(text.split()), len(text) // 7)


def _paste(pool: list[str], words: int, rng: random.Random) -> str:
    """Join random paragraphs, then whole sentences of one more, until about `words` words are reached."""
    parts, total = [], 0
    while total < words:
        part = rng.choice(pool)
        if total + _length(part) > words:
            part = _first_sentences(part, words - total)
        parts.append(part)
        total += max(1, _length(part))
    return "\n\n".join(parts)


def _first_sentences(paragraph: str, words: int) -> str:
    """Cut a paragraph after the sentence that reaches `words` words, a long first sentence anywhere."""
    end = 0
    for match in re.finditer(r"[.!?]+(?=\s)|$", paragraph):
        end = match.end()
        if _length(paragraph[:end]) >= words:
            break
    kept = paragraph[:end]
    return kept if _length(kept) <= 2 * words + 20 else kept[: 6 * words + 40]


# What a training run can throw at a checker. Typical parameters, one set per published type.

TYPICAL: dict[str, dict[str, Any]] = {
    "change_case:capital_word_frequency": {"capital_relation": "less than", "capital_frequency": 10},
    "change_case:english_capital": {},
    "change_case:english_lowercase": {},
    "combination:repeat_prompt": {"prompt_to_repeat": "Name three rivers and say where each one ends."},
    "combination:two_responses": {},
    "detectable_content:number_placeholders": {"num_placeholders": 3},
    "detectable_content:postscript": {"postscript_marker": "P.S."},
    "detectable_format:constrained_response": {},
    "detectable_format:json_format": {},
    "detectable_format:multiple_sections": {"section_spliter": "SECTION", "num_sections": 3},
    "detectable_format:number_bullet_lists": {"num_bullets": 3},
    "detectable_format:number_highlighted_sections": {"num_highlights": 3},
    "detectable_format:title": {},
    "keywords:existence": {"keywords": ["river", "mountain pass"]},
    "keywords:forbidden_words": {"forbidden_words": ["storm", "flood"]},
    "keywords:frequency": {"relation": "at least", "keyword": "river", "frequency": 3},
    "keywords:letter_frequency": {"let_relation": "at least", "letter": "q", "let_frequency": 4},
    "language:response_language": {"language": "de"},
    "length_constraints:nth_paragraph_first_word": {
        "num_paragraphs": 4,
        "nth_paragraph": 2,
        "first_word": "river",
    },
    "length_constraints:number_paragraphs": {"num_paragraphs": 4},
    "length_constraints:number_sentences": {"relation": "at least", "num_sentences": 10},
    "length_constraints:number_words": {"relation": "at least", "num_words": 300},
    "punctuation:no_comma": {},
    "startend:end_checker": {"end_phrase": "That is where the river ends."},
    "startend:quotation": {},
}

# name -> the piece that is repeated until the text has the wanted number of characters
_REPEATED = {
    # white space and line ends
    "newlines": "\n", "crlf": "\r\n", "carriage returns": "\r", "spaces": " ", "tabs": "\t",
    "no-break spaces": "\xa0",
    "blank lines with spaces": "\n \n", "a and two newlines": "a\n\n", "line separators": "\u2028",
    "ideographic spaces": "\u3000", "zero-width spaces": "a\u200b", "form feeds": "\f\v",
    # brackets and tags
    "[": "[", "]": "]", "[]": "[]", "[x]": "[x] ", "(": "(", "{": "{", "<<": "<<", "<<x>>": "<<x>>",
    "<<x": "<<x ",
    ">>": ">>", "<": "<", "tags": "<b>", "open comments": "<!--", "open reasoning": "<think>",
    # markdown
    "*": "*", "* ": "* ", "*a*": "*a*", "**a**\n": "**a**\n", "*a ": "*a ", "_": "_", "_a_": "_a_ ",
    "backticks": "`",
    "fences": "```\n", "`a": "`a", "# ": "# ", "# heading": "# a\n", "- ": "- ", "bullets": "- a\n",
    "> ": "> ",
    "1. ": "1. ", "|": "|", "table rows": "|a|b|\n", "\\": "\\", "links": "[a](b)", "open links": "[a](",
    "![": "![",
    "link definitions": "[a]: b\n", "entities": "&amp;", "rules": "---\n", "******": "******",
    "*** lines": "***\n\n",
    # punctuation
    "?!": "?!", ". ": ". ", "dots": ".", ",": ",", "double quotes": '"', "single quotes": "'",
    "curly quotes": "“",
    "a.b.": "a.b.", "x.": "x. ", "hyphens": "-", "P.S. ": "P.S. ", "Mr. ": "Mr. ",
    "section ": "SECTION 1 ",
    # words
    "words": "word ", "one giant word": "a", "one giant upper-case word": "A", "single letters": "a ",
    "keywords": "river ", "lower-case sentences": "it rains here. ",
    "upper-case sentences": "IT RAINS HERE. ",
    "digits": "1", "numbers": "1,234.5 ", "addresses": "http://a.b/c?d=e ", "contractions": "don't ",
    "a-": "a-",
    # Unicode
    "NULs": "\0", "lone surrogates": "\ud800", "combining marks": "a\u0301\u0301",
    "only combining marks": "\u0301",
    "right to left": "שלום עולם ", "direction overrides": "\u202ea", "CJK": "河水流入海。",
    "kana": "かわがながれる",
    "Hangul": "강이 흐른다. ", "Thai": "แม่น้ำไหล", "Devanagari": "नदी बहती है। ", "emoji": "🌊",
    "emoji families": "👩\u200d👩\u200d👧",
    "flags": "🇫🇷", "full width": "\uff21\uff0c", "mathematical letters": "\U0001d41a ",
    "byte-order marks": "\ufeff",
}  # fmt: skip


def _mixed(size: int) -> str:
    """Every repeated piece in random order: the text that mixes all of the above."""
    rng, pieces = random.Random("mixed"), list(_REPEATED.values())
    return "".join(rng.choices(pieces, k=size))[:size]


def _nested_objects(size: int) -> str:
    depth = size // 6
    return '{"a":' * depth + "1" + "}" * (size - 5 * depth - 1)


def _nested_list(size: int) -> str:
    """Bullets, each one level deeper than the last: the indents alone fill the text."""
    depth = int(size**0.5)
    return "".join(" " * (2 * level) + "- a\n" for level in range(depth))[:size]


_BUILT: dict[str, Callable[[int], str]] = {
    "x, newlines, x": lambda size: "x" + "\n" * (size - 2) + "x",
    "x, spaces, x": lambda size: "x" + " " * (size - 2) + "x",
    "nested []": lambda size: "[" * (size // 2) + "]" * (size // 2),
    "nested ()": lambda size: "(" * (size // 2) + ")" * (size // 2),
    "nested JSON objects": _nested_objects,
    "nested list": _nested_list,
    "JSON array of numbers": lambda size: "[" + "1," * (size // 2 - 1) + "1]",
    "one JSON string": lambda size: '"' + "a" * (size - 2) + '"',
    "one open quote": lambda size: '"' + "a " * (size // 2),
    "stars around words": lambda size: "*" * (size // 2) + "a " * (size // 4),
    "mixed": _mixed,
}


def hostile_names() -> list[str]:
    """Return the names of the hostile texts, in a fixed order."""
    return [*_REPEATED, *_BUILT]


def hostile(name: str, size: int) -> str:
    """Return the hostile text called `name`, of about `size` characters (up to four times as many bytes)."""
    if name in _BUILT:
        return _BUILT[name](size)
    piece = _REPEATED[name]
    return piece * (size // len(piece))


def typical_instructions() -> Iterator[Instruction]:
    """Yield the 25 published types with typical kwargs."""
    for name, kwargs in TYPICAL.items():
        yield Instruction(name, kwargs, "Write a short text about a river.")
