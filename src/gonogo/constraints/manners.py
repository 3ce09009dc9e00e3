"""Manners: habits of language models that people ask them to leave, by stated forms (of English)."""

from __future__ import annotations

import re
from collections import Counter
from random import Random
from typing import Literal, Self

from pydantic import Field

from gonogo.constraint import Constraint, Fails, Passes, Verdict
from gonogo.draft import Block, Draft, Grain
from gonogo.text.chars import lower
from gonogo.text.code import code_blocks
from gonogo.text.segment import Span, fenced, lines
from gonogo.text.view import View, bare

_NOUNS = (
    "response|answer|reply|essay|article|story|poem|haiku|limerick|sonnet|song|letter|e-?mail|summary|list|outline|"
    "paragraph|text|piece|version|rewrite|rewritten|revised|translation|explanation|description|draft|code|script|"
    "function|program|example|examples|table|plan|guide|recipe|review|post|blog|tweet|speech|dialogue|breakdown|"
    "overview|solution|step-by-step"
)
_HEAD = r"[ \t\n*_#>\"'`\-–—]*"
_MARK = r"[*_]*(?:\s*[!,.:;—–]|\s+[-–—]\s|\s*\n|\s*$)"
_I = r"(?:i'd|i would|i'm|i am|i'll be)"
_PREAMBLE = re.compile(
    rf"{_HEAD}(?:"
    rf"(?:sure(?: thing)?|certainly|absolutely|definitely|okay|ok|alright|all right|got it|understood|no problem|"
    rf"you got it|with pleasure|my pleasure|gladly){_MARK}"
    rf"|of course(?:[*_]*(?:\s*[!.:]|\s*\n|\s*$)|,\s*(?:here|i\b|i'|let me|below))"
    rf"|(?:what an? )?(?:great|good|excellent|interesting|fantastic|wonderful) (?:question|prompt|request|topic)\b"
    rf"|(?:thank you|thanks) for (?:your|the|asking|reaching|sharing|providing)\b"
    rf"|{_I} (?:(?:be )?(?:happy|glad|delighted|more than happy|pleased) to|love to)\b"
    rf"|(?:happy|glad) to (?:help|assist)\b"
    rf"|as an? (?:ai|large language|language|artificial intelligence)\b"
    rf"|(?:let me|i(?:'ll| will| can| have|'ve)) (?:\w+ )?(?:help|write|wrote|written|create|created|provide|provided|"
    rf"craft|crafted|compose|composed|explain|assist|summarize|draft|drafted|prepare|prepared) "
    rf"(?:you|this|that|the|an?|your|my)\b"
    rf"|(?:below|here)(?:'s| is| are)\b(?:[^\n:.!?]{{0,80}}:\s*(?:\n|$)|"
    rf" (?:an?|the|your|my|some|one|two|three|four|five|\d+) [^\n.:!?]{{0,80}}?\b(?:{_NOUNS})\b)|here you (?:go|are)\b"
    rf"|the following (?:is|are) [^\n.:!?]{{0,60}}\b(?:{_NOUNS})\b"
    rf"|i hope (?:this|that|you)\b"
    rf")"
)  # fmt: skip


class NoPreamble(Constraint):
    """The response begins with its content, not with words about it.

    Refused at the beginning (English): ``Sure!``, ``Certainly,``, ``Of course!``, ``Okay.``, ``Got it.``, praise of the
    question, thanks for it, ``I'd be happy to…``, ``I'll write a…``, ``As an AI…``, ``Here is the poem…``, ``Here are
    three ideas:``, ``Below is a summary…``. Allowed: ``Sure enough, it rained``, ``Of course, nobody knew``, ``Here is
    where the river bends.`` Emphasis, headings and quotes before it do not matter. An empty response has no content.
    """

    kind: Literal["no_preamble"] = "no_preamble"

    GRAIN = Grain.EDGE
    VACUOUS = "it forbids"
    EXAMPLES = (
        Passes({}, "Sure enough, it rained."),
        Passes({}, "Here is where the river bends, and here we stay.\n\nOf course, nobody knew."),
        Passes({}, "The sea is old. Sure! Here is a poem:", "later on"),
        Fails({}, "Sure! The sea is old."),
        Fails({}, "**Certainly,** the sea is old."),
        Fails({}, "Here’s a short poem about the sea:\n\nThe sea is old."),
        Fails({}, "As an AI language model, I cannot swim."),
    )

    def describe(self) -> str:
        return (
            'Begin directly with the content: no opening such as "Sure!", "Certainly", "Here is…", '
            '"I\'d be happy to" or "As an AI".'
        )

    def judge(self, view: View) -> Verdict:
        match = _PREAMBLE.match(_plain_head(view))
        if match is None:
            return self.passed(view, None, "it begins with its content")
        return self.failed(view, f"it begins with {match.group().strip()[:60]!r}", match.group().strip()[:60])

    def satisfy(self, draft: Draft, rng: Random) -> None:
        draft.opening = rng.choice(
            ("", "Sure enough, it rained.", "Here is where the river bends.", "Certainly old men.")
        )

    def violate(self, draft: Draft, rng: Random) -> None:
        draft.opening = rng.choice((
            "Sure! It rained.", "Certainly.", "Here is a poem about it:", "Of course! It rained.", "As an AI, I cannot.",
            "I'd be happy to help you.", "Great question!", "Below is the summary of it.", "Okay, it rained.",
        ))  # fmt: skip

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls()


def _plain_head(view: View) -> str:
    """Return the beginning of the text as phrases are looked for in it."""
    return bare(lower(view.part(0, min(400, len(view.text))).looks)).lstrip()


_CLAIM = re.compile(
    rf"\b(?:this|the above|my|the) (?:{_NOUNS}) (?:above )?(?:\w+ ){{0,2}}?"
    r"(?:meets?|follows?|satisf(?:y|ies)|adheres? to|complies with|fulfill?s?|respects?|conforms? to|contains exactly|"
    r"is exactly|has exactly|uses exactly) (?:\w+ ){0,4}?"
    r"(?:requirements?|instructions?|constraints?|criteria|guidelines|rules|request|words|sentences|paragraphs|letters)\b"
    r"|\ball (?:of )?(?:the |your |these |given )?(?:\w+ )?(?:requirements|instructions|constraints|criteria|guidelines) "
    r"(?:are|were|have been|being) (?:\w+ )?(?:met|followed|satisfied|fulfilled|respected)\b"
    r"|\b(?:as (?:you )?(?:requested|instructed)|as per your (?:request|instructions?)|per your request)\b"
    r"|\bi(?:'ve| have|) (?:made sure|ensured|followed|adhered|complied|avoided using|met) (?:that |to )?(?:\w+ ){0,3}?"
    r"(?:requirements?|instructions?|constraints?|criteria|guidelines|rules|response|answer)\b"
)
_COUNT_LINE = re.compile(
    r"(?:^|\n)[ \t*_(\[>#-]*(?:(?:total )?(?:word|character|sentence|paragraph) count[*_ \t]*[:=]?[*_ \t]*"
    r"(?:is )?(?:about |approximately |exactly |~)?\d|(?:total|exactly|approximately|about|~)?[ \t]*\d[\d,]*[ \t]*"
    r"(?:words|characters|sentences|paragraphs)(?: total| in total)?[)\]*_.! \t]*(?=\n|$))"
    r"|[(\[](?:(?:total|exactly|approximately|about|~)[ \t]*)?\d[\d,]*[ \t]*(?:words|characters|sentences)[)\][*_. \t]*$"
    r"|[(\[](?:word|character|sentence) count[ \t]*[:=]?[ \t]*\d[\d,]*[)\]]"
)
_HINTS = ("count", "word", "character", "sentence", "paragraph", "requirement", "instruct", "constraint", "criteria",
          "guideline", "rules", "request", "respon", "answer")  # fmt: skip


class NoSelfPraise(Constraint):
    """The response does not speak of how well it follows the instructions.

    Refused (English): ``This response meets all requirements``, ``All instructions have been followed``, ``as
    requested``, ``as per your instructions``, ``I have ensured that the response…``, and notes of its own length:
    ``(200 words)`` at the end or on a line of its own, ``Word count: 200``. A length inside a sentence (``an abstract
    of 200 words``) is no such note.
    """

    kind: Literal["no_self_praise"] = "no_self_praise"

    VACUOUS = "it forbids"
    EXAMPLES = (
        Passes({}, "The course has three requirements. Write an abstract of 200 words."),
        Passes({}, "He followed all instructions. The rules were clear."),
        Fails({}, "The sea is old. This response meets all of your requirements."),
        Fails({}, "The sea is old.\n\n(Word count: 4)"),
        Fails({}, "The sea is old. (4 words)"),
        Fails({}, "Here is the poem, as requested: the sea is old."),
        Fails({}, "The sea is old. All the *instructions* have been followed."),
    )

    def describe(self) -> str:
        return (
            "Do not say that you follow the instructions, and do not state the length of your response "
            '(no "This meets all requirements", no "as requested", no "Word count: 200").'
        )

    def judge(self, view: View) -> Verdict:
        text = view.bare
        if not any(hint in text for hint in _HINTS):
            return self.passed(view, None, "it does not speak of itself")
        match = _CLAIM.search(text) or _COUNT_LINE.search(text.rstrip())
        if match is None:
            return self.passed(view, None, "it does not speak of itself")
        return self.failed(view, f"it says {match.group().strip()[:80]!r}", match.group().strip()[:80])

    def satisfy(self, draft: Draft, rng: Random) -> None:
        draft.closing = rng.choice(("", "All requirements of the law are old.", "Write 200 words, or 300."))

    def violate(self, draft: Draft, rng: Random) -> None:
        draft.closing = rng.choice((
            "This response meets all of the requirements.", "All instructions have been followed.", "(200 words)",
            "Word count: 143", "I wrote it as requested.", "**Word count:** 200", "The sea is old. (4 words)",
            "I have ensured that the response is short.",
        ))  # fmt: skip

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls()


_TEN = "one two three four five six seven eight nine ten"


class NoRepetition(Constraint):
    """No sentence or line stands more than so often, and the text does not go round in circles.

    Sentences and lines of three words or more are compared without regard to case, marks and blanks. Of the runs of
    four words, at most ``percent`` of a hundred may have stood before; that is asked of texts of 20 words or more. Code
    blocks and table rules are read like the rest; a loop inside one word is not seen.
    """

    kind: Literal["no_repetition"] = "no_repetition"
    times: int = Field(default=1, ge=1, description="how often a sentence or line may stand")
    percent: int = Field(default=20, ge=0, le=100, description="how many of a hundred runs of 4 words may be repeats")

    VACUOUS = "it forbids"
    EXAMPLES = (
        Passes({}, "The sea is old. The sea was young. No. No. No.", "short sentences may repeat"),
        Passes({"times": 2}, "The sea is old.\n\nSalt.\n\nThe sea is old!", "a refrain, twice"),
        Passes({"percent": 100, "times": 40}, "round and round " * 9),
        Passes({"percent": 0}, "A big dog and a big dog and a cat.", "repeats in fewer than 20 words"),
        Fails({}, "The sea is old. Salt. THE SEA is **old**!", "the same sentence twice"),
        Fails({"times": 2}, "- the sea is old\n- the sea is old\n- the sea is old"),
        Fails({}, "and so it goes on and on, and so it goes on and on, and so it goes on and on, and so it goes", "a loop"),
        Passes({"percent": 50}, f"{_TEN} {_TEN} one two three", "half of the runs, which is allowed"),
        Passes({"percent": 0}, "The red big fox ran and the red sly fox ran, that old cold sea rose as some old cold lake "
               "rose, so they sat here all night or they sat here one night", "runs that differ in one word"),
        Fails({"percent": 0}, f"{_TEN} and then one two three four and no more now", "one run twice, in 20 words"),
        Fails({}, "We saw it. Rain. We saw it.", "a sentence of three words, twice"),
        Fails({"percent": 0}, "We saw the old grey sea that day, and then again we saw the old grey sea, and all the people of it."),
    )  # fmt: skip

    def describe(self) -> str:
        times = {1: "once", 2: "twice"}.get(self.times, f"{self.times} times")
        return (
            f"Do not repeat yourself: write no sentence or line more than {times} ({self.times}), and let at most "
            f"{self.percent}% of all runs of four words be repeats."
        )

    def judge(self, view: View) -> Verdict:
        words = [lower(word) for word in _unmarked(view).words]
        for part in (view.sentences, view.lines):
            seen = Counter(_said(view.part(*span)) for span in part.offsets)
            for said, n in seen.items():
                if n > self.times and len(said) >= _FEWEST:
                    return self.failed(view, f"{' '.join(said)[:60]!r} stands {n} times", n, (), self.times / n)
        runs = list(zip(words, words[1:], words[2:], words[3:], strict=False))
        repeats = len(runs) - len(set(runs))
        if len(words) >= _LONG and repeats * 100 > self.percent * len(runs):
            share = repeats * 100 / len(runs)
            return self.failed(
                view, f"{share:.0f}% of the runs of four words are repeats", repeats, (), 1 - share / 101
            )
        return self.passed(view, repeats, "it does not repeat itself")

    def satisfy(self, draft: Draft, rng: Random) -> None:
        draft.closing = "\n\n".join(["The sea is so very old."] * self.times) if self.percent >= 20 else ""
        if self.percent >= 20:
            draft.resize_words(60 * self.times, rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        end = rng.choice(("\n\n", " ", "\n"))
        draft.closing = end.join(["The sea is so very old."] * (self.times + 1))

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(times=rng.randint(1, 3), percent=rng.choice((10, 20, 30)))


_FEWEST = 3  # words of a sentence that may not be repeated
_LONG = 20


def _unmarked(view: View) -> View:
    return view if "*" not in view.text and "_" not in view.text else View(view.bare)


def _said(part: View) -> tuple[str, ...]:
    """Return the words of a sentence or line, as they are compared."""
    return tuple(lower(word) for word in _unmarked(part).words)


_LAST_MARK = re.compile(r"[.!?…‽。！？｡؟۔।॥~]|:\)|;\)|\$\$|\$")
_CLOSING = " \t\n\"'”’»)]}*_`」』）】~"
_STUB = re.compile(r"[ \t>]*(?:[-*+•]|\(?\d{1,3}[.)]|[a-zA-Z][.)]|#{1,6})[ \t]*(?:\*\*)?$")
_HANGING = frozenset(
    "a an the and or but nor so yet of to in on at by for from with without into onto over under about as than that "
    "which who whose while because although if when where is are was were be been has have had will would can could "
    "should may might must not very more most its their his her our your my this these those such".split()
)
_PAIRS = {")": "(", "]": "[", "}": "{"}


class NotTruncated(Constraint):
    """The response ends like a finished text.

    It ends with a sentence's end mark (closing quotes and brackets may follow), a closed code block, a table row, an
    emoji or a link; or with a line that nobody would end with a mark: an item of a list, a line of verse or a signature
    like those before it, or an answer of up to five words. Refused: an open code block, bracket or ``**``, a comma, a
    colon or a dash at the end, an empty list item, a heading with nothing below it, and a last word that wants another
    (``and``, ``the``, ``of``). A response without any word is not finished.
    """

    kind: Literal["not_truncated"] = "not_truncated"

    GRAIN = Grain.EDGE
    ABOUT = frozenset(("edges",))
    VACUOUS = "a short text may be finished, too"
    EXAMPLES = (
        Passes({}, 'The sea is old. He said: "Go!"'),
        Passes({}, "Buy:\n\n- salt\n- fish", "items"),
        Passes({}, "```python\nx = [1]\n```"),
        Passes({}, "Dear all,\n\nthe sea is old.\n\nBest regards,\nAda Byron", "a signature"),
        Passes({}, "Paris"),
        Passes({}, "Have fun! 🎉"),
        Fails({}, "The sea is old and the"),
        Fails({}, "The sea is old. It was there long before we came and"),
        Fails({}, "The sea is old. It was there long before any of us came here"),
        Fails({}, "The sea is old.\n\n```python\nx = 1\n", "an open code block"),
        Fails({}, "Buy:\n\n- salt\n-"),
        Fails({}, "The sea is old.\n\n## The sky", "a heading with nothing below it"),
        Fails({}, "The sea is old (and so is the sky.", "an open bracket"),
        Fails({}, "...", "no word"),
    )

    def describe(self) -> str:
        return "Finish your response: it must not break off in the middle of a sentence, list or code block."

    def judge(self, view: View) -> Verdict:
        text = view.text.rstrip()
        fault = _loose_end(view, text)
        if fault is None:
            return self.passed(view, None, "it ends like a finished text")
        return self.failed(view, f"it seems to break off: {fault}", None, [(max(0, len(text) - 40), len(text))])

    def satisfy(self, draft: Draft, rng: Random) -> None:
        draft.closing = rng.choice(
            ("", "It is so.", "* salt\n* fish", "```\nx = [1\n```", 'He said "go".', "(It is so.)")
        )

    def violate(self, draft: Draft, rng: Random) -> None:
        draft.closing = rng.choice((
            "The river went on and the", "It was there,", "```\nx = [1]", "* salt\n*", "It is so (or was.", "Namely:",
            "## And then", "The old people of the village went down to it again",
        ))  # fmt: skip

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls()


def _loose_end(view: View, text: str) -> str | None:
    """Return what shows that ``text`` breaks off, None if nothing does."""
    if not view.count_words(1):
        return "there is no word"
    if fenced(text):
        last = code_blocks(text)[-1]
        if not last.closed:
            return "a code block is open"
        if last.end > text.rfind("\n", 0, len(text)) - 1:
            return None
    start, end = lines(text)[-1]
    line = text[start:end]
    if _STUB.match(line):
        return "the last item is empty"
    if line.startswith("#") and line.lstrip("#")[:1] == " ":
        return "nothing stands below the last heading"
    if line.count("**") % 2:
        return "emphasis is open"
    return _open_bracket(line) or _last_words(view, line)


def _open_bracket(line: str) -> str | None:
    if _opened(line):
        return "a bracket is open"
    return None


def _opened(line: str) -> list[str]:
    open_: list[str] = []
    for at, char in enumerate(line):
        if char in "([{" and line[at - 1 : at] not in (":", ";"):  # a sad face is no bracket
            open_.append(char)
        elif char in _PAIRS and open_ and open_[-1] == _PAIRS[char]:
            open_.pop()
    return open_


def _last_words(view: View, line: str) -> str | None:
    bare = line.rstrip(_CLOSING)
    if _LAST_MARK.search(line[-3:].strip("*_` ") or line[-3:]) or bare[-1:] in ".!?…。！？" or line.endswith("|"):
        return None
    if bare[-1:] in ",;:-–—(/&" or not bare:
        return f"it ends with {bare[-1:]!r}"
    words = view.words
    if lower(words[-1]) in _HANGING:
        return f"the last word is {words[-1]!r}"
    if not bare[-1].isalnum():
        return None  # an emoji, a symbol
    return None if _needs_no_mark(view, line) else "no mark ends the last sentence"


def _needs_no_mark(view: View, line: str) -> bool:
    last = View(line)
    if len(last.words) <= _SHORT or "://" in line[line.rfind(" ") + 1 :]:
        return len(view.lines) > 1 or len(last.words) == len(view.words)
    before = view.lines[:-1]
    bare = [one for one in before if one.rstrip(_CLOSING)[-1:].isalnum()]
    return len(before) > 0 and 2 * len(bare) >= len(before)


_SHORT = 5
_MARKUP = re.compile(
    r"(?:^|\n)[ \t]{0,3}(?:#{1,6}[ \t]+\S|[-*+][ \t]+\S|>[ \t]?\S|`{3,}|~{3,}|\|[^\n]*\||(?:[-*_][ \t]*){3,}(?=\n|$)"
    r"|[=-]{3,}[ \t]*(?=\n|$))|!?\[[^\]\n]{1,200}\]\([^)\n]{0,400}\)|`[^`\n]+`|~~\S[^~\n]*~~"
)


class NoMarkdown(Constraint):
    """The response is plain text, without markdown.

    Markdown is: headings (``#``, underlined), bullet points (``-``, ``*``, ``+``), quotes (``>``), code (fenced or
    ``inline``), emphasis (``*a*``, ``**a**``, ``_a_``, ``~~a~~``), links and pictures (``[a](b)``), tables, and rules
    (``---``). Numbered lists, bullet characters (``•``), bare addresses, and lone asterisks (``2 * 3``) are plain text.
    """

    kind: Literal["no_markdown"] = "no_markdown"

    GRAIN = Grain.BLOCK
    ABOUT = frozenset(("emphasis",))
    VACUOUS = "it forbids"
    EXAMPLES = (
        Passes({}, "1. Salt\n2. Sea\n\n• fish\n\n2 * 3 * 4 = 24, snake_case_name, #1, a - b"),
        Passes({}, "See https://a.b/c_d_e and [1]."),
        Fails({}, "The sea is **old**."),
        Fails({}, "The sea is _old_."),
        Fails({}, "- salt\n- sea"),
        Fails({}, "# Sea\n\nOld."),
        Fails({}, "Use `ls`."),
        Fails({}, "See [this](https://a.b)."),
    )

    def describe(self) -> str:
        return "Write plain text without any markdown: no headings, bullet points, emphasis, code, tables or links."

    def judge(self, view: View) -> Verdict:
        text = view.text
        match = _MARKUP.search(text)
        if match is not None:
            return self.failed(view, f"markdown: {match.group().strip()[:40]!r}", None, [match.span()])
        emphases: list[Span] = []
        if "*" in text or "_" in text:
            emphases = [next(view.markdown.find_emphases(), (0, 0))]
        if emphases and emphases[0] != (0, 0):
            return self.failed(view, "emphasis", None, emphases)
        return self.passed(view, None, "plain text")

    def satisfy(self, draft: Draft, rng: Random) -> None:
        draft.closing = rng.choice(("", "It is 2 * 3 * 4, see [1].", "1. salt\n2. sea", "It is a_b_c, a - b."))

    def violate(self, draft: Draft, rng: Random) -> None:
        draft.blocks.append(Block("markup", rng.choice((
            "# Sea", "* salt", "It is **old**.", "It is _old_.", "> Old.", "Use `ls`.", "---", "See [a](http://a.b).",
            "|a|b|\n|-|-|", "```\nx\n```",
        )), locked=True))  # fmt: skip

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls()
