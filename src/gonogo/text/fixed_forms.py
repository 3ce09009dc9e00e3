"""Reading a few fixed forms: a sentence by its function words, the options of a multiple choice question.

The short lists of English words here were written for this project.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Sequence

from gonogo.text import verbs
from gonogo.text.chars import lower
from gonogo.text.language_evidence import lexicon
from gonogo.text.segment import lines
from gonogo.text.view import bare

_WORD = re.compile(r"[^\W_]+(?:['’&-][^\W_]+)*|(?:[^\W\d_]\.){2,}")
_DOTTED = re.compile(r"\.?(?<![^\W_])(?:[^\W\d_]\.){1,3}[^\W\d_]?(?![^\W_])\.?")

_ARTICLES = frozenset(("the", "a", "an", "our", "its", "their", "my", "your"))
_PREPOSITIONS = frozenset(("of", "in", "on", "for", "from", "to", "by", "with", "as", "at", "and", "or", "but"))
_BE = frozenset(("is", "was", "are", "were", "has", "have", "had"))
_VERBS = _BE | frozenset(
    """it's that's being been be serves served represents represented symbolizes symbolises symbolized became becomes
    remains stands chose adopted selected named made uses recognizes designated appears features considers regards calls
    called keeps holds isn't""".split()
)


def spoken(text: str) -> list[str]:
    """Return the words of a sentence that may stand backwards, in lower case: "U.S." is "us", marks are left out."""
    joined = _DOTTED.sub(_undotted, text)
    return [lower(match.group()).replace("’", "'") for match in _WORD.finditer(joined)]


def _undotted(match: re.Match[str]) -> str:
    found = match.group()
    return f" {found.replace('.', '')} " if found.count(".") > 1 else found


def sentence_fault(words: Sequence[str], asked: Collection[str] = ()) -> str:
    """Return why ``words`` are no English sentence in this order, "" if nothing speaks against it.

    It needs a verb: a usual one, or an inflected one that is none of the words ``asked`` for ("climbed", "sleeps"; a
    base form may be a noun, "bear"). Else only function words are looked at: what articles and prepositions stand
    before.
    """
    if not any(word in _VERBS or (word not in asked and _inflected(word)) for word in words[1:]) and words[:1] not in (
        ["it's"], ["that's"]
    ):  # fmt: skip
        return "it has no verb"
    if words[-1] in _ARTICLES | _PREPOSITIONS | _VERBS:
        return f"it ends with {words[-1]!r}"
    if words[0] in _BE:
        return f"it begins with {words[0]!r}"
    for word, following in itertools.pairwise(words):
        if word in _ARTICLES and (following in _BE or following in _ARTICLES or following in _PREPOSITIONS):
            return f"{word!r} stands before {following!r}"
        if word == "to" and following == "have":
            continue  # "is said to have"
        if word in _PREPOSITIONS and word not in ("and", "or", "but") and following in _BE:
            return f"{word!r} stands before {following!r}"
        if word in _BE and following in _BE:
            return f"{word!r} stands before {following!r}"
    return ""


def _inflected(word: str) -> bool:
    rank = verbs.strength(word)
    if word.endswith("ing") or rank < verbs.OPEN:
        return False  # "garbage words" has none, "a swan sleeping" no finite one
    return word.endswith(("s", "ed")) or verbs.is_irregular(word)


def unturned(words: Sequence[str]) -> str:
    """Return the first of the words of a reversed text that is common English as it stands, "" if there is none.

    Words that are English in both directions ("live") and short ones tell nothing.
    """
    known = lexicon().english
    return next((word for word in words if len(word) >= 4 and word in known and word[::-1] not in known), "")


def stops_inside(text: str, ending: Collection[str] = ()) -> str:
    """Return why a text is more than one sentence, "" if it is one; an end mark may stand at either end of it.

    Of a text that stands backwards the first word may carry the end mark: ``ending`` are words that do ("eagle! bald
    the is It"); another one is said before the sentence ("Sure! …").
    """
    if any(mark in text for mark in ":;\n"):
        return "it is in several parts"
    if re.match(r"\W*\d{1,3}[.)]\s", text):
        return "it is an item of a list"
    core = _DOTTED.sub(" x ", text)
    first = re.match(r"[\s\"'(]*[^\s]*", core)
    inner = core[first.end() if first else 0 :].rstrip(".!?\"')( ")
    last = inner.rfind(" ")
    inner = inner[: last if last >= 0 else 0]
    opening = first.group().lstrip("!\"'( ") if first else ""
    said = spoken(text)
    ends = said[:1] != said[1:2] and any(word in ending for word in spoken(opening))
    early = "!" in opening and not ends
    return "a sentence ends inside it" if early or any(mark in inner for mark in ".!?") else ""


# ---------------------------------------------------------------------- multiple choice questions
_OPTION = re.compile(r"\(?([A-Ia-i]|[1-9])[.):\]]+[ \t]*(.*)")
_BULLET = re.compile(r"[-+•◦●○▪*][ \t]+(.*)")
_ANSWER = re.compile(
    r"\W*(?:the )?(?:correct )?(?:answer|solution|key)\b(?: key)?(?: is)?[ \t]*:?\W{0,6}\(?[A-I1-9]\b(?![^\n]{60})",
    re.IGNORECASE,
)
_NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten"
_NUMBERED = re.compile(
    rf"[ \t]*(?:(?:no\.?|number|nr\.?)?[ \t]*#?(?:\d{{1,3}}|[IVX]{{1,5}}|{_NUMBERS}))?[ \t]*"
    r"(?:[.:)\]–—-]+|$|(?=[ \t\n]))[ \t]*",
    re.IGNORECASE,
)
_RULE = re.compile(r"[-*_=]{3,}")
_LEAD = re.compile(r"[ \t]*(?:#{1,6}[ \t]+|>[ \t]*)*")


def bare_lines(text: str) -> list[str]:
    """Return the non-empty lines without emphasis and heading marks; rules between them are left out."""
    found = []
    for start, end in lines(text):
        line = text[start:end]
        if not _RULE.fullmatch(line):
            lead = _LEAD.match(line)
            found.append(_unmarked(line[lead.end() if lead else 0 :]))
    return found


def _unmarked(line: str) -> str:
    bullet = line[:2] if line[:2] in ("* ", "- ", "+ ") else ""
    return bullet + bare(line[len(bullet) :]).strip()


def after_label(line: str, label: str) -> str | None:
    """Return what follows a label and its number at the beginning of ``line``, None if it does not begin so."""
    if not lower(line).startswith(lower(label)):
        return None
    after = line[len(label) :]
    match = _NUMBERED.match(after)
    if match is None or (after[:1].isalnum() and not match.group().strip()):
        return None
    return after[match.end() :].strip()


def option(line: str) -> tuple[str, str] | None:
    """Return the mark (``a``, ``1`` or ``•`` for a bullet) and the text of an option, None for another line."""
    bullet = _BULLET.match(line)
    match = _OPTION.match(bullet.group(1) if bullet else line)
    if match is not None:
        return match.group(1).lower(), _letters(match.group(2))
    return ("•", _letters(bullet.group(1))) if bullet else None


def _letters(text: str) -> str:
    """Return an option as options are compared; signs alone are an option, too (``+``)."""
    return " ".join(lower(text).split())


def in_order(marks: Sequence[str]) -> bool:
    """Return whether the marks of options run a, b, c… or 1, 2, 3…, or are all bullets."""
    if marks[0] == "•":
        return set(marks) == {"•"}
    return marks[0] in ("a", "1") and all(ord(b) == ord(a) + 1 for a, b in itertools.pairwise(marks))


def names_answer(line: str) -> bool:
    """Return whether a line only names the right option: ``Answer: B``, ``Correct answer: (B) Bob``."""
    return _ANSWER.match(line) is not None
