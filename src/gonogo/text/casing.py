"""Letter case: which words of a text are not written in a style (title case, every word or sentence capitalised…).

What is no prose has no style to keep: code, addresses, file names, numbers. An acronym (``NASA``) keeps its capitals in
title case; words shouted in capitals (``THE LORD``) are told from it by their length, by being everyday words, or by
standing beside others like them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Literal

from gonogo import deferred
from gonogo.text.lexicon import FILLER
from gonogo.text.segment import Span, Stretches, fenced
from gonogo.text.view import View, bare
from gonogo.text.words import words

Style = Literal["title", "capitalized", "alternating", "sentence"]

# Words that title case may leave in small letters: articles, conjunctions, prepositions, what stands in names, and
# abbreviations and units that are never written with a capital.
MINOR = frozenset(
    """a an the and but or nor for so yet as at by in of off on per to up via with from into onto over than that if upon
    about above across after against along amid among around before behind below beneath beside besides between beyond
    despite down during except inside like near out outside past since through throughout till toward towards under
    underneath unlike until within without when while because although though whereas once versus vs n o
    de la le les du des der die das den van von zu y et e al el los las di da del della bin ibn
    eg ie etc cf ca am pm ad bc ff ed eds pp vol kg km cm mm ml mg mph kmh ft lb lbs oz hz khz mhz ghz kb mb gb th st nd
    rd""".split()
)
_SHOUTED = frozenset(word for word in FILLER if len(word) > 3) | frozenset(
    """the and not you but for was his her our are has had all can how why what when where which will would should could
    have been were your they them their there then than more most very just only some good best life love time world
    people great first last next year years work home make made take know like want need must does done here
    title""".split()
)
_LONGEST_ACRONYM = 6
_SOME = 4
_INLINE = re.compile(r"(?<!`)(`{1,2})(?!`)[^`\n]+\1(?!`)")
_LETTERS = re.compile(r"[^\W\d_]+")
_ALIKE = deferred.pattern(r"\p{Lu}\p{Lu}|\p{Ll}\p{Ll}")
_PAIR = deferred.pattern(r"[\p{Lu}\p{Ll}]{2}")
_FIRST = deferred.pattern(r"[\p{L}\p{N}]")


def reading(view: View, style: Style) -> Iterator[tuple[Span, bool]]:
    """Yield each word to judge (of sentence case: the first letter of each sentence), and whether it is right."""
    if style == "sentence":
        return _sentences(view)
    if style == "alternating":
        return _alternating(view)
    return _capitals(view, minor=style == "title")


def _sentences(view: View) -> Iterator[tuple[Span, bool]]:
    text = view.text
    for start, end in view.sentences.offsets:
        first = _FIRST.search(text, start, end)
        if first is not None:  # pragma: no branch  (every sentence has a letter or digit)
            yield first.span(), not first.group().islower()


def _alternating(view: View) -> Iterator[tuple[Span, bool]]:
    text = view.text
    for start, end in _prose(view):
        if end - start > 1:
            word = text[start:end]
            if word.isalpha() and word.isascii():
                one, other = word[::2], word[1::2]
                yield (start, end), (one.islower() and other.isupper()) or (one.isupper() and other.islower())
                continue
            word = bare(word)
            if _PAIR.search(word):
                yield (start, end), alternates(word)


def _capitals(view: View, *, minor: bool) -> Iterator[tuple[Span, bool]]:
    text = view.text
    all_capitals = text.isupper()
    run = 0
    for start, end in _prose(view):
        first = text[start]
        if first.islower():
            run = 0
            yield (start, end), minor and _may_be_small(view, start, text[start:end])
        elif first.isupper() or first.istitle():
            if end - start == 1 or text[start + 1].islower() or not _in_capitals(text[start:end]):
                run = run if end - start == 1 else 0
                yield (start, end), True
            else:
                run += 1
                yield (start, end), not (run > 2 or all_capitals or _is_shouted(text[start:end]))


def alternates(text: str) -> bool:
    """Return whether no two neighbouring letters of ``text`` are of one case."""
    return _ALIKE.search(text) is None


def capitalized(text: str) -> bool:
    """Return whether every word of ``text`` begins with a capital, and none is in capitals only."""
    starts, stops = words(text)
    found = [text[a:b] for a, b in zip(starts.tolist(), stops.tolist(), strict=True)]
    return bool(found) and not any(word[0].islower() or _in_capitals(word) for word in found)


def _in_capitals(word: str) -> bool:
    core = word[:-2] if word.endswith(("'s", "’s")) else word
    return core.isupper() and sum(map(str.isupper, core)) > 1


def _is_shouted(word: str) -> bool:
    longest = max(_LETTERS.findall(word), key=len, default="")
    return len(longest) > _LONGEST_ACRONYM or longest.lower() in _SHOUTED


def _may_be_small(view: View, start: int, word: str) -> bool:
    """Return whether title case lets a word begin with a small letter: a minor word that begins no sentence."""
    low = bare(word).replace(".", "").lower()
    if len(low) == 1 and low not in ("a", "i"):
        return True  # a variable, a unit
    return low in MINOR and not _begins(view, start)


def _begins(view: View, start: int) -> bool:
    text = view.text
    sentences = view.first_sentences(_SOME)
    if sentences and start >= sentences[-1][0]:  # the one it stands in may not be among the first
        sentences = view.sentences.offsets
    index = bisect_right(sentences, (start, len(text))) - 1
    return _FIRST.search(text, sentences[index][0] if index >= 0 else 0, start) is None


def _prose(view: View) -> Iterator[Span]:
    """Yield the words of ``view`` that are prose, without those of code, addresses, file names and commands."""
    text = view.text
    special = any(mark in text for mark in _SPECIAL)
    code = Stretches(_code(text)) if special and ("`" in text or "~~~" in text) else None
    for start, end in view.each_word():
        if special:
            if code is not None and code.hold(start):
                continue
            if start and (text[start - 1] in "\\@#<&" or text.endswith("</", 0, start)):
                continue  # a command, a mention, a tag
            word = text[start:end]
            if "://" in word or word.startswith("www.") or "@" in word or "_" in bare(word):
                continue
        if end - start > 4 and text.find(".", start, end) > 0 and _is_file(text[start:end]):
            continue
        yield start, end


_SPECIAL = ("`", "~~~", "\\", "@", "#", "<", "&", "://", "www.", "_")


def _is_file(word: str) -> bool:
    """Return whether a word is a name with a dot in it, like ``example.com`` (but ``e.g`` and ``U.S`` are none)."""
    at = word.find(".", 2)
    return at > 0 and at + 2 < len(word)


def _code(text: str) -> list[Span]:
    """Return the stretches of code, none of which overlap."""
    found: list[Span] = []
    for start, end in sorted([*fenced(text), *[match.span() for match in _INLINE.finditer(text)]]):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found


# ---------------------------------------------------------------------- writing
def restyle(text: str, style: Style) -> str:
    """Return ``text`` with every word (of sentence case: the first of every sentence) written in the style."""
    starts, ends = words(text)
    spans = list(zip(starts.tolist(), ends.tolist(), strict=True))
    if style == "sentence":
        view = View(text)
        spans = [(a, a + 1) for _, a in _firsts(view)]
    write: Callable[[str], str] = _alternate if style == "alternating" else _capital
    out: list[str] = []
    at = 0
    for start, end in spans:
        out += (text[at:start], write(text[start:end]))
        at = end
    return "".join(out) + text[at:]


def _firsts(view: View) -> Iterator[tuple[int, int]]:
    for start, end in view.sentences.offsets:
        first = _FIRST.search(view.text, start, end)
        if first is not None:  # pragma: no branch  (every sentence has a letter or digit)
            yield start, first.start()


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _alternate(word: str) -> str:
    out: list[str] = []
    up = False
    for char in word:
        changed = char.upper() if up else char.lower()
        out.append(changed if len(changed) == 1 else char)
        up = not up if char.isalpha() else up
    return "".join(out)
