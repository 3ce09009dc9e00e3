"""Manners: habits of language models that people ask them to leave."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Literal, Self

from pydantic import Field

from gonogo.amount import numbered
from gonogo.constraint import Constraint, Fails, Passes, Verdict
from gonogo.draft import Block, Draft, Grain
from gonogo.text.habits import preamble, self_praise
from gonogo.text.loose_ends import UNFINISHED, loose_end
from gonogo.text.segment import Span
from gonogo.text.view import Spans, View


class NoPreamble(Constraint):
    """The response begins with its content, not with words about it.

    Refused at the beginning: agreement (``Sure!``, ``Certainly,``, ``Okay.``), praise of the question or topic, thanks
    for it, offers (``I'd be happy to…``, ``Let me explain``), announcements (``Here is the poem…``, ``Below is a
    summary…``, ``I'll write a…``, any first line ``Here…:``), repeating what was asked (``You asked for a…``, ``As
    requested,``) and ``As an AI, I…``. Allowed: ``Sure enough, it rained``, ``Of course, nobody knew``, ``Here is where
    the river bends.``, and what somebody in the text says: a quotation, or ``I'll write a letter, she promised``.

    Emphasis, emoji, a greeting, and up to three titles or rules before it do not matter: what follows a title is read,
    too. An empty response does not begin with content. Sympathy and apologies (``I'm sorry to hear that``) are
    content, and so is a lone ``Great!``.

    The forms are those of English and, in less detail, of French, Spanish, Portuguese, Italian, German, Russian,
    Japanese and Chinese; in another language nothing is refused.
    """

    kind: Literal["no_preamble"] = "no_preamble"

    GRAIN = Grain.EDGE
    VACUOUS = "it forbids"
    VERSION = 2
    EXAMPLES = (
        Passes({}, "Sure enough, it rained."),
        Passes({}, "Here is where the river bends, and here we stay.\n\nOf course, nobody knew."),
        Passes({}, "The sea is old. Sure! Here is a poem:", "later on"),
        Fails({}, "Sure! The sea is old."),
        Fails({}, "**Certainly,** the sea is old."),
        Fails({}, "Here’s a short poem about the sea:\n\nThe sea is old."),
        Fails({}, "As an AI language model, I cannot swim."),
        Passes({}, "I'll write a letter every day, she promised.", "somebody in the text says it"),
        Fails({}, "# The sea\n\nSure, here is a poem:\n\nThe sea is old.", "behind a title"),
        Fails({}, "What a fascinating topic! The sea is old."),
        Fails({}, "Bien sûr ! Voici un poème :\n\nLa mer est vieille.", "in French"),
        Fails({}, "", "nothing at all"),
    )

    def describe(self) -> str:
        return (
            'Begin directly with the content: no opening such as "Sure!", "Certainly", "Here is…", '
            '"I\'d be happy to" or "As an AI".'
        )

    def judge(self, view: View) -> Verdict:
        found = preamble(view)
        if not view.stripped:
            return self.failed(view, "it has no content")
        if found is None:
            return self.passed(view, None, "it begins with its content")
        return self.failed(view, f"it begins with {found!r}", found)

    def satisfy(self, draft: Draft, rng: Random) -> None:
        draft.opening = rng.choice((
            "", "Sure enough, it rained.", "Here is where the river bends.", "Certainly old men.",
            "I'll write a poem, she said.", "Good question design is hard.", "As an inland town, it was dry.",
        ))  # fmt: skip

    def violate(self, draft: Draft, rng: Random) -> None:
        draft.opening = rng.choice((
            "Sure! It rained.", "Certainly.", "Here is a poem about it:", "Of course! It rained.",
            "As an AI, I cannot.",
            "I'd be happy to help you.", "Great question!", "Below is the summary of it.", "Okay, it rained.",
            "What a lovely idea!", "As requested, here it is.", "You asked for a poem.", "Natürlich! Es regnet.",
        ))  # fmt: skip

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls()


class NoSelfPraise(Constraint):
    """The response does not speak of how well it follows the instructions.

    A claim is told by who is spoken of (``this`` or ``my`` and what a response may be called, ``I have``, or nobody),
    what is claimed (``meets``, ``follows``, ``is in line with``, ``avoids``) and towards what (``your requirements``,
    ``the constraints``, ``as you asked``, commas, a word limit). Refused are such claims (``This response meets all
    requirements``, ``I have avoided all commas``, ``As requested, …``, ``Here is the text you asked for``,
    ``Requirements met: 100%``), and notes of its own length (``Word count: 200``, ``(200 words)`` at the end or on a
    line of its own, ``Here is a 50-word summary:``, ``This poem has four lines``).

    What names a response as its subject is refused anywhere; the rest where such talk stands: in the first three
    sentences, the last ones, notes, and behind a last rule. Allowed are the same words about something else: in a
    quotation, in code, from the salutation of a letter to its signature, with an owner (``the requirements of the
    law``, ``as requested by the judge``), as a question or as advice (``adjust it to meet your requirements``). A
    length inside a sentence (``an abstract of 200 words``) is no note, nor are lengths behind several lines of a plan.
    Praise of another kind (``a clear and complete text``) and a promise (``I hope this helps``) say nothing of
    instructions.

    The forms are those of English and, in less detail, of French, Spanish, Portuguese, Italian, German, Russian,
    Japanese and Chinese; in another language nothing is refused.
    """

    kind: Literal["no_self_praise"] = "no_self_praise"

    VACUOUS = "it forbids"
    VERSION = 2
    EXAMPLES = (
        Passes({}, "The course has three requirements. Write an abstract of 200 words."),
        Passes({}, "He followed all instructions. The rules were clear."),
        Fails({}, "The sea is old. This response meets all of your requirements."),
        Fails({}, "The sea is old.\n\n(Word count: 4)"),
        Fails({}, "The sea is old. (4 words)"),
        Fails({}, "Here is the poem, as requested: the sea is old."),
        Fails({}, "The sea is old. All the *instructions* have been followed."),
        Passes({}, "He moved closer, as requested by the judge.", "asked by somebody in the text"),
        Passes(
            {}, "Dear Ann,\n\nas requested, I enclose the form.\n\nBest regards,\nTom", "said to whom the letter is for"
        ),
        Passes({}, '"I followed all instructions," she said.', "somebody in the text says it"),
        Passes({}, "The goods meet the requirements of the law."),
        Fails({}, "The sea is old.\n\n---\n*Total: 1 sentence, 4 words.*"),
        Fails({}, "In line with your constraints, I have used no commas. The sea is old."),
        Fails({}, "The sea is old. Requirements met: 100%."),
        Fails({}, "La mer est vieille.\n\nCe texte respecte toutes vos consignes.", "in French"),
    )

    def describe(self) -> str:
        return (
            "Do not say that you follow the instructions, and do not state the length of your response "
            '(no "This meets all requirements", no "as requested", no "Word count: 200").'
        )

    def judge(self, view: View) -> Verdict:
        found = self_praise(view)
        if found is None:
            return self.passed(view, None, "it does not speak of itself")
        return self.failed(view, f"it says {found!r}", found)

    def satisfy(self, draft: Draft, rng: Random) -> None:
        draft.closing = rng.choice((
            "", "All requirements of the law are old.", "Write 200 words, or 300.", '"I did as you asked," he said.',
            "It was done as requested by the king.", "Adjust it to meet your requirements.",
        ))  # fmt: skip

    def violate(self, draft: Draft, rng: Random) -> None:
        draft.closing = rng.choice((
            "This response meets all of the requirements.", "All instructions have been followed.", "(200 words)",
            "Word count: 143", "I wrote it as requested.", "**Word count:** 200", "The sea is old. (4 words)",
            "I have ensured that the response is short.", "It adheres strictly to your guidelines.",
            "I have avoided all commas, as you asked.", "Requirements met: 100%.", "*Total: 3 sentences, 20 words.*",
            "Note: the text above is exactly three sentences long.", "Diese Antwort erfüllt alle Vorgaben.",
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
        Fails({}, "so it goes on and on, and so it goes on and on, and so it goes on and on, and so it", "a loop"),
        Passes({"percent": 50}, f"{_TEN} {_TEN} one two three", "half of the runs, which is allowed"),
        Passes({"percent": 0}, "The red big fox ran and the red sly fox ran, that old cold sea rose as some old cold "
               "lake rose, so they sat here all night or they sat here one night", "runs that differ in one word"),
        Fails({"percent": 0}, f"{_TEN} and then one two three four and no more now", "one run twice, in 20 words"),
        Fails({}, "We saw it. Rain. We saw it.", "a sentence of three words, twice"),
    )  # fmt: skip

    def describe(self) -> str:
        times = {1: "once", 2: "twice"}.get(self.times, f"{self.times} times")
        return (
            f"Do not repeat yourself: write no sentence or line more than {times} ({self.times}), and let at most "
            f"{self.percent}% of all runs of four words be repeats."
        )

    def judge(self, view: View) -> Verdict:
        words = [view.folded[start:end].replace("*", "") for start, end in view.words.offsets]
        for parts in (view.sentences, view.lines):
            for said, n in Counter(_said(parts, view.words, words)).items():
                if n > self.times and len(said) >= _FEWEST:
                    return self.failed(
                        view, f"{' '.join(said)[:60]!r} stands {numbered(n, 'time')}", n, (), self.times / n
                    )
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


def _said(parts: Spans, found: Spans, words: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield the words of each sentence or line, as they are compared."""
    first, size = 0, len(words)
    offsets = found.offsets
    for start, end in parts.offsets:
        while first < size and offsets[first][0] < start:
            first += 1
        after = first
        while after < size and offsets[after][0] < end:
            after += 1
        yield tuple(words[first:after])
        first = after


def _tail(view: View) -> Span:
    end = len(view.text.rstrip())
    return max(0, end - 40), end


class NotTruncated(Constraint):
    """The response ends like a finished text.

    It ends with a sentence's end mark (closing quotes and brackets may follow), a closed code block, a table row,
    complete JSON, a closing tag, an emoji or a link; or with a line that nobody would end with a mark: an item of a
    list, a line of verse or a signature like those before it, an answer behind a colon (``Answer: 2``), or an answer of
    up to five words. Rules at the end (``---``) do not matter. Refused: an open code block, formula, bracket, quotation
    or ``**``, a comma, a colon or a dash at the end, an empty list item, a heading with nothing below it, code in a
    labelled block that ends with an operator or an open bracket, and a last word that wants another (``and``, ``the``,
    ``of``), the clearest of them even before a full stop (``which is the.``). A response without any word is not
    finished. What was announced and is missing ("three steps", of which two come) is not counted.
    """

    kind: Literal["not_truncated"] = "not_truncated"

    GRAIN = Grain.EDGE
    ABOUT = frozenset(("edges",))
    VACUOUS = "a short text may be finished, too"
    VERSION = 2
    EXAMPLES = (
        Passes({}, "Er sah hinaus. „Morgen“, sagte er leise, „fahren wir.“", "quotation marks as in German"),
        Fails({}, "Er sagte: „Morgen fahren wir."),
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
        Passes({}, '{"name": "Ada", "born": 1815, "languages": ["English", "French"]}', "JSON"),
        Fails({}, "The third cause, which many have overlooked, is the.", "a mark behind a broken sentence"),
        Fails({}, "Divide by 3:\n\n$$x =", "an open formula"),
        Fails({}, 'He said: "The sea is old.', "an open quotation"),
    )

    def describe(self) -> str:
        return "Finish your response: it must not break off in the middle of a sentence, list or code block."

    def judge(self, view: View) -> Verdict:
        fault = loose_end(view)
        if fault is None:
            return self.passed(view, None, "it ends like a finished text")
        return self.failed(view, f"it seems to break off: {fault}", None, [_tail(view)])

    def satisfy(self, draft: Draft, rng: Random) -> None:
        tokens = list(draft.tokens())
        hangs = bool(tokens) and tokens[-1].text.lower() in UNFINISHED  # filler may end "… because."
        draft.closing = rng.choice(
            (
                "It is so." if hangs else "",
                "It is so.",
                "* salt\n* fish",
                "```\nx = [1\n```",
                'He said "go".',
                "(It is so.)",
                "$$x = 1$$",
                "It is so.\n\n---",
            )
        )

    def violate(self, draft: Draft, rng: Random) -> None:
        draft.closing = rng.choice((
            "The river went on and the", "It was there,", "```\nx = [1]", "* salt\n*", "It is so (or was.", "Namely:",
            "## And then", "It is the.", "$$x = 1", 'He said: "It is so.', "```python\nx = [\n```",
            "The old people of the village went down to it again",
        ))  # fmt: skip

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls()


_MARKUP = (
    r"(?:^|\n)(?:[ \t]*(?:[-*+][ \t]+\S|`{3,}|~{3,})"  # at any depth
    r"|[ \t]{0,3}(?:#{1,6}[ \t]+\S|>[ \t]?\S|\|[^\n]*\||:?-+:?[ \t]*\|[-:| \t]*(?=\n|$)"
    r"|(?:[-*_][ \t]*){3,}(?=\n|$)|[=-]{3,}[ \t]*(?=\n|$)))"
    r"|`[^`\n]++`|~~\S[^~\n]*+~~"
)
_WITHOUT_LINKS = re.compile(_MARKUP)
_WITH_LINKS = re.compile(_MARKUP + r"|!?\[[^\]\n]{1,200}+\]\([^)\n]{0,400}+\)")


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
    VERSION = 3
    EXAMPLES = (
        Passes({}, "1. Salt\n2. Sea\n\n• fish\n\n2 * 3 * 4 = 24, snake_case_name, #1, a - b"),
        Passes({}, "See https://a.b/c_d_e and [1]."),
        Fails({}, "The sea is **old**."),
        Fails({}, "The sea is _old_."),
        Fails({}, "- salt\n- sea"),
        Fails({}, "# Sea\n\nOld."),
        Fails({}, "a | b\n--|--\n1 | 2", "a table without bars at the edges"),
        Fails({}, "1. Sea\n\n    - salt", "a bullet at any depth"),
        Fails({}, "    ```\n    ls\n    ```"),
        Fails({}, "Use `ls`."),
        Fails({}, "See [this](https://a.b)."),
    )

    def describe(self) -> str:
        return "Write plain text without any markdown: no headings, bullet points, emphasis, code, tables or links."

    def judge(self, view: View) -> Verdict:
        text = view.text
        match = (_WITH_LINKS if "](" in text else _WITHOUT_LINKS).search(text)
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
