"""Endings: with which marks, with which emoji, and with which character a sentence or the response ends."""

from __future__ import annotations

import re
from functools import cached_property
from random import Random
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field

from gonogo.amount import numbered
from gonogo.constraint import Constraint, Fails, Passes, Source, Verdict
from gonogo.draft import Draft, Grain
from gonogo.errors import SpecError
from gonogo.text.emoji import EMOJI, has_emoji
from gonogo.text.sentence_ends import ELLIPSIS, end_marks, ends, first_end, kinds
from gonogo.text.shown import Shown
from gonogo.text.view import View


def _no_words(value: str) -> str:
    if any(map(str.isalnum, value)) or any(map(str.isspace, value)):
        raise SpecError(f"marks: {value!r} is no end mark; allowed are marks such as '.', '!', '?', '…'")
    return value


Mark = Annotated[Shown, AfterValidator(_no_words)]


class SentenceMarks(Constraint):
    """Every end mark at the end of a sentence is one of the given marks.

    Only marks that end sentences count: those in ``3.14``, ``Dr.`` or ``e.g.`` do not. An ellipsis is made of full
    stops, so it is allowed with them; ``?!`` needs both. Ideographic and full-width marks count as the plain ones. What
    ends without a mark (a list item, a line of a poem) is let pass, but at least one sentence must end with a mark.
    """

    kind: Literal["sentences.end_marks"] = "sentences.end_marks"
    marks: tuple[Mark, ...] = Field(min_length=1, description="the end marks that are allowed")

    GRAIN = Grain.SENTENCE
    ABOUT = frozenset(("edges",))
    EXAMPLES = (
        Passes({"marks": ["."]}, "Pi is 3.14, Dr. Lee said. Done..."),
        Passes({"marks": ["?", "!"]}, "Really?! “Yes!”\n\n- Buy milk\n- Really?"),
        Passes({"marks": ["."]}, "今天天气很好。", "an ideographic full stop"),
        Passes({"marks": ["…"]}, "He waited..."),
        Fails({"marks": ["."]}, "It rains. Really?"),
        Fails({"marks": ["!"]}, "It rains?! It does!", "one of the two marks is not allowed"),
        Fails({"marks": [".", "!"]}, "no punctuation whatsoever", "no sentence ends with a mark"),
        Fails({"marks": ["…"]}, "He waited.."),
    )
    SOURCES = (
        Source("verifif", "punctuation:end_rule", same=False,
               note="the published checker takes decimal points for ends, an ellipsis for another mark, and accepts "
                    "texts without any mark"),
    )  # fmt: skip

    @cached_property
    def _allowed(self) -> frozenset[str]:
        found = {kind for mark in self.marks for kind in kinds(mark)}
        return frozenset(found | {ELLIPSIS}) if "." in found else frozenset(found)

    def describe(self) -> str:
        return f"End your sentences with these marks only: {' '.join(self.marks)}"

    def judge(self, view: View) -> Verdict:
        text, allowed = view.text, self._allowed
        found = list(end_marks(view))
        right = {run: allowed.issuperset(kinds(run)) for run in {text[a:b] for a, b in found}}
        wrong = [(a, b) for a, b in found if not right[text[a:b]]]
        if not found:
            return self.failed(view, "no sentence ends with a mark", 0)
        if wrong:
            ends = text[slice(*wrong[0])]
            reason = f"{len(wrong)} of {numbered(len(found), 'sentence')} end otherwise, the first with {ends!r}"
            return self.failed(view, reason, len(wrong), wrong, 1 - len(wrong) / len(found))
        return self.passed(view, 0, "every sentence ends with an allowed mark", found)

    def satisfy(self, draft: Draft, rng: Random) -> None:
        if not list(draft.sentences()):
            draft.add_sentence(rng)
        for sentence in draft.sentences():
            sentence.end = rng.choice(self.marks)

    def violate(self, draft: Draft, rng: Random) -> None:
        self.satisfy(draft, rng)
        others = [mark for mark in (".", "!", "?") if mark not in self._allowed]
        if others:
            rng.choice(list(draft.sentences())).end = rng.choice(others)
        else:
            draft.verbatim = draft.word(rng)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(marks=tuple(rng.sample((".", "!", "?"), rng.randint(1, 2))))


class EmojiEnds(Constraint):
    """Every sentence ends with an emoji, before or after its end mark.

    The emoji stands behind the last word of the sentence, on the same line or alone on the next one. Flags, keycaps and
    joined emoji count; signs that show as text (``©``, ``→``) and emoticons of letters (``:)``) do not. Headings are no
    sentences; a list item is one.
    """

    kind: Literal["sentences.end_emoji"] = "sentences.end_emoji"

    GRAIN = Grain.SENTENCE
    ABOUT = frozenset(("edges",))
    EXAMPLES = (
        Fails({}, "Ça va. Oui 🙂. " * 40, "long: told by its first sentence"),
        Passes({}, "Ça va 🙂. Oui 🙂. " * 40, "long"),
        Passes({}, "It rains. 🌧️ We stay 🏠! Why? 🤔"),
        Passes({}, "Go 🇫🇷! I won 1️⃣. One. 🇫🇷 Two. 1️⃣"),
        Passes({}, "# A title\n\n- Buy some milk 🥛\n- **Walk the dog. 🐕**"),
        Passes({}, "All is well.\n🎉", "alone on the next line"),
        Fails({}, "It rains. We stay. 🏠"),
        Fails({}, "It rains. 🏠 More to come", "words after the last sentence"),
        Fails({}, "🌧️ It rains. 🏠 We stay.", "none at the end of the last one"),
        Fails({}, "Hi ©.", "a sign of text"),
        Fails({}, "Yes :) No!", "letters and marks"),
        Fails({}, "- Buy some milk\n- 🐕 Walk the dog 🐕", "the emoji of the next item"),
        Fails({}, "🎉🎉🎉", "no sentence"),
    )
    SOURCES = (
        Source("IFBench", "format:emoji", same=False,
               note="the published checker refuses flags and keycaps, and accepts a copyright sign"),
    )  # fmt: skip

    def describe(self) -> str:
        return "Please use an emoji at the end of every sentence."

    def judge(self, view: View) -> Verdict:
        passed = False
        text = view.text
        first = first_end(view) if view.foreign else None  # every emoji holds a character above ASCII
        if view.foreign and (first is None or _has_emoji_at(text, *first)):
            for start, stop in ends(view):
                passed = has_emoji(text, start, stop) or _alone_below(text, stop)
                if not passed:
                    break
        return Verdict(self, view, passed, complete=lambda: self._full(view))

    def _full(self, view: View) -> Verdict:
        found = list(ends(view))
        wrong = [end for end in found if not _has_emoji_at(view.text, *end)]
        if not found:
            return self.failed(view, "there is no sentence", 0)
        if wrong:
            reason = f"{len(wrong)} of {numbered(len(found), 'sentence')} end without an emoji"
            return self.failed(view, reason, len(wrong), wrong, 1 - len(wrong) / len(found))
        return self.passed(view, len(found), f"all {len(found)} sentences end with an emoji", found)

    def satisfy(self, draft: Draft, rng: Random) -> None:
        if not list(draft.sentences()):
            draft.add_sentence(rng)
        for sentence in draft.sentences():
            emoji = rng.choice("🎉🌧🏠🥛🤔🚀")
            sentence.end = rng.choice((f". {emoji}", f" {emoji}.", f"! {emoji}{emoji}", f"?{emoji}"))

    def violate(self, draft: Draft, rng: Random) -> None:
        self.satisfy(draft, rng)
        rng.choice(list(draft.sentences())[-1:]).end = rng.choice((".", "!", " :).", " ©."))

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls()


def _has_emoji_at(text: str, start: int, stop: int) -> bool:
    return has_emoji(text, start, stop) or _alone_below(text, stop)


def _alone_below(text: str, stop: int) -> bool:
    """Return whether the line after the one that ends at ``stop`` holds an emoji and nothing to read."""
    if text[stop : stop + 1] != "\n":
        return False
    start = stop + 1
    while start < len(text) and text[start] in " \t\n":
        start += 1
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    if end - start > _EMOJI_LINE or not has_emoji(text, start, end):
        return False
    return not any(map(str.isalnum, EMOJI.sub("", text[start:end])))


_EMOJI_LINE = 80


class LastCharacter(Constraint):
    """The last character of the last word is an upper or lower case letter, a digit or a symbol.

    End marks, quotes, brackets, emphasis and blanks after it do not count: ``(NASA).`` ends with an upper case letter,
    ``45%!`` with a symbol. Quotes or brackets that hold nothing end a response with nothing.
    """

    kind: Literal["last_character"] = "last_character"
    character: Literal["upper", "lower", "digit", "symbol"]

    GRAIN = Grain.EDGE
    ABOUT = frozenset(("edges",))
    VERSION = 2
    EXAMPLES = (
        Passes({"character": "upper"}, "We went to (**NASA**).”"),
        Passes({"character": "lower"}, "ok"),
        Passes({"character": "digit"}, "It was 1999."),
        Passes({"character": "digit"}, "We flew with an A9."),
        Passes({"character": "symbol"}, "It was 45%!"),
        Passes({"character": "lower"}, "See [the sea](https://a.org/B2).", "the text of a link, not its address"),
        Fails({"character": "upper"}, "We went to NASa."),
        Fails({"character": "lower"}, 'ok ""', "nothing in the quotes"),
        Fails({"character": "lower"}, "***", "there is none"),
        Fails({"character": "symbol"}, "It was...", "an end mark is none"),
        Fails({"character": "digit"}, "It was 1999 then."),
    )
    SOURCES = (
        Source("verifif", "change_case:last_letter", same=False,
               note="the published checker crashes where quotes hold nothing"),
    )  # fmt: skip

    def describe(self) -> str:
        what = {"upper": "an upper case letter", "lower": "a lower case letter", "digit": "a digit",
                "symbol": "a symbol such as %"}[self.character]  # fmt: skip
        return f"The last character of your response, punctuation apart, must be {what}."

    def judge(self, view: View) -> Verdict:
        text = view.text
        if ")" in text[-_FEW:]:
            text = _LINK_END.sub("", text)
        text = "" if _EMPTY.search(text) else text.rstrip(_TAIL)
        last = text[-1:]
        if _class_of(last) == self.character:
            return self.passed(view, last, f"ends with {last!r}", [(len(text) - 1, len(text))])
        return self.failed(view, f"ends with {last!r}", last)

    def satisfy(self, draft: Draft, rng: Random) -> None:
        draft.closing = f"{draft.sentence(rng, 4).render()[:-1]} {_LASTS[self.character]}."

    def violate(self, draft: Draft, rng: Random) -> None:
        other = rng.choice([word for key, word in _LASTS.items() if key != self.character])
        draft.closing = f"{draft.sentence(rng, 4).render()[:-1]} {other}."

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(character=rng.choice(("upper", "lower", "digit", "symbol")))


_TAIL = " \n\t.!?…。！？()[]{}\"'“”‘’«»*_`~,;:"
_FEW = 40  # characters
_LINK_END = re.compile(r"\]\([^()\s]{1,2000}\)[\s.!?…。！？\"'”’*_`]*\Z")  # a reader sees the text of a link
_EMPTY = re.compile(r"(?:\"\"|''|“”|‘’|«»|\(\)|\[\]|\{\})\s*\Z")
_LASTS = {"upper": "NASA", "lower": "sea", "digit": "42", "symbol": "45%"}


def _class_of(char: str) -> str:
    if not char:
        return ""
    if char.isupper():
        return "upper"
    if char.islower():
        return "lower"
    if char.isdigit():
        return "digit"
    return "" if char.isalnum() else "symbol"
