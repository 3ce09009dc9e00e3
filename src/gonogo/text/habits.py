"""Habits of language models: words about the answer before it, praise of it behind it, and how a text breaks off.

The forms are English, and were written down from knowledge of the language.
"""

from __future__ import annotations

import re

from gonogo.text.chars import lower
from gonogo.text.code import code_blocks
from gonogo.text.segment import Stretches, fenced, lines
from gonogo.text.view import View, bare

_NOUNS = (
    "response|answer|reply|essay|article|story|poem|haiku|limerick|sonnet|song|letter|e-?mail|summary|list|outline|"
    "paragraph|text|piece|version|rewrite|rewritten|revised|translation|explanation|description|draft|code|script|"
    "function|program|example|examples|table|plan|guide|recipe|review|post|blog|tweet|speech|dialogue|breakdown|"
    "overview|solution|step-by-step"
)
_HEAD = r"[^\w]*"
_MARK = r"[*_]*(?:\s*[!,.:;—–](?![\"'])|\s+[-–—]\s|\s*\n|\s*$)"  # no mark within quotes: "Sure," said Tom
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
    rf"|(?:let me|i(?:'ll| will| can)) (?:\w+ )?(?:help|write|create|provide|craft|compose|explain|assist|summarize|"
    rf"draft|prepare) (?:you|this|that|the|an?|your|my)\b"
    rf"|i(?:'ve| have) (?:\w+ )?(?:written|created|provided|crafted|composed|drafted|prepared) "
    rf"[^\n.:!?]{{0,50}}?\b(?:{_NOUNS})\b"
    rf"|(?:below|here)(?:'s| is| are)\b(?:[^\n:.!?]{{0,80}}:\s*(?:\n|$)|"
    rf" (?:an?|the|your|my|some|one|two|three|four|five|\d+) [^\n.:!?]{{0,80}}?\b(?:{_NOUNS})\b)|here you (?:go|are)\b"
    rf"|the following (?:is|are) [^\n.:!?]{{0,60}}\b(?:{_NOUNS})\b"
    rf"|i hope (?:this|that|you)\b"
    rf")"
)  # fmt: skip


def preamble(view: View) -> str | None:
    """Return the words about the answer with which a text begins, None if it begins with the answer."""
    head = bare(lower(view.part(0, min(400, len(view.text))).looks)).lstrip()
    match = _PREAMBLE.match(head)
    return match.group().strip()[:60] if match else None


_CLAIM = re.compile(
    rf"\b(?:this|the above|my|the) (?:{_NOUNS}) (?:above )?(?:\w+ ){{0,2}}?"
    r"(?:meets?|follows?|satisf(?:y|ies)|adheres? to|complies with|fulfill?s?|respects?|conforms? to|contains exactly|"
    r"is exactly|has exactly|uses exactly) (?:\w+ ){0,4}?"
    r"(?:requirements?|instructions?|constraints?|criteria|guidelines|rules|request|words|sentences|paragraphs|letters)\b"
    r"|\ball (?:of )?(?:the |your |these |given )?(?:\w+ )?(?:requirements|instructions|constraints|criteria|"
    r"guidelines) "
    r"(?:are|were|have been|being) (?:\w+ )?(?:met|followed|satisfied|fulfilled|respected)\b"
    r"|\b(?:as (?:you )?(?:requested|instructed)|as per your (?:request|instructions?)|per your request)\b"
    r"|\bi(?:'ve| have|) (?:made sure|ensured|followed|adhered|complied|avoided using|met) (?:that |to )?(?:\w+ ){0,3}?"
    r"(?:requirements?|instructions?|constraints?|criteria|guidelines|response|answer)\b"
)
_COUNT_LINE = re.compile(
    r"(?:^|\n)[ \t*_(\[>#–—-]*(?:note: ?)?(?:(?:total )?(?:word|character|senten"
    r"ce|paragraph) count[*_ \t]*[:=]?[*_ \t]*"
    r"(?:is )?(?:about |approximately |exactly |~)?\d|(?:total|exactly|approximately|about|~)?[ \t]*\d[\d,]*[ \t]*"
    r"(?:words|characters|sentences|paragraphs)(?: total| in total)?[)\]*_.! \t]*(?=\n|$))"
    r"|[(\[](?:(?:total|exactly|approximately|about|~)[ \t]*)?\d[\d,]*[ \t]*"
    r"(?:words|characters|sentences)[)\][*_. \t]*$"
    r"|[(\[](?:word|character|sentence) count[ \t]*[:=]?[ \t]*\d[\d,]*[)\]]"
)
_HINTS = ("count", "word", "character", "sentence", "paragraph", "requirement", "instruct", "constraint", "criteria",
          "guideline", "rules", "request", "respon", "answer")  # fmt: skip


def self_praise(view: View) -> str | None:
    """Return where a text says that it follows its instructions, or how long it is; None if it does not."""
    text = view.bare
    if not any(hint in text for hint in _HINTS):
        return None
    match = _CLAIM.search(text) or _COUNT_LINE.search(text.rstrip())
    return match.group().strip()[:80] if match else None


_LAST_MARK = re.compile(r"(?:[.!?…‽。！？｡؟۔।॥~$]|[:;][()])$")
_CLOSING = " \t\n\"'”’»)]}*_`」』）】~"
_STUB = re.compile(r"[ \t>]*(?:[-*+•]|\(?\d{1,3}[.)]|[a-zA-Z][.)]|#{1,6})[ \t]*(?:\*\*)?$")
_ITEM = re.compile(r"(?:[-*+•]|\(?\d{1,3}[.)])[ \t]+\S")
_HANGING = frozenset(
    "a an the and or but nor so yet of to in on at by for from with without into onto over under about as than that "
    "which who whose while because although if when where is are was were be been has have had will would can could "
    "should may might must not very more most its their his her our your my this these those such".split()
)
_PAIRS = {")": "(", "]": "[", "}": "{"}


_SHORT = 5


def loose_end(view: View) -> str | None:
    """Return what shows that a text breaks off, None if nothing does."""
    text = view.text.rstrip()
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
    return "a bracket is open" if _opened(line) else _last_words(view, line)


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
    if _LAST_MARK.search(bare) or _LAST_MARK.search(line) or line.endswith("|"):
        return None
    if not line.strip("-*_ ") or line[line.rfind(" ") + 1 :].startswith("#"):
        return None  # a rule, a hash tag
    if bare[-1:] in ",;:-–—(/&" or not bare:
        return f"it ends with {bare[-1:]!r}"
    words = view.words
    if lower(words[-1]) in _HANGING:
        return f"the last word is {words[-1]!r}"
    if not bare[-1].isalnum():
        return None  # an emoji, a symbol
    return None if _needs_no_mark(view, line) else "no mark ends the last sentence"


def _needs_no_mark(view: View, line: str) -> bool:
    code = Stretches(fenced(view.text))
    before = [view.text[a:b] for a, b in view.lines.offsets[:-1] if not code.hold(a)]
    words = View(line).words
    if len(view.lines) == 1 and len(words) <= _SHORT:
        return True  # a title, an answer
    if "://" in line[line.rfind(" ") + 1 :]:
        return True
    if _ITEM.match(line):
        items = [one for one in before if _ITEM.match(one)]
        return not items or items[-1].rstrip(_CLOSING)[-1:].isalnum()
    if before and len(words) <= _SHORT and (before[-1].endswith(",") or all(word[:1].isupper() for word in words)):
        return True  # a signature
    bare = [one for one in before if one.rstrip(_CLOSING)[-1:].isalnum()]
    return len(before) > 0 and 2 * len(bare) >= len(before)
