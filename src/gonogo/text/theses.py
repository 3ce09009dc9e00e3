"""Theses: sections of a response, and whether one begins with a statement in HTML italics."""

from __future__ import annotations

import re

from gonogo.text import outline
from gonogo.text.segment import Span, fenced, paragraphs, strip
from gonogo.text.words import count_words

_WORDY = re.compile(r"[^\W_]")
_HTML_HEADING = re.compile(r"<h([1-6])\b[^<>\n]{0,200}>[^\n]{0,300}?</h\1\s*>", re.IGNORECASE)
_LABEL_LINE = re.compile(
    r"\n[ \t]*(?:(\*\*|__)(?!\s)[^*_\n]{1,120}?:?\1:?[ \t]*(?=\n)"  # a line in bold
    r"|<(?:b|strong)>[^<>\n]{1,120}</(?:b|strong)>:?(?:<br\s*/?>)?[ \t]*(?=\n)"
    r"|(?:\*\*|__)?(?:Section|SECTION|Part|PART|Chapter|CHAPTER)[ \t]+(?:\d{1,3}|[IVX]{1,5}|[A-Z])\b[^<\n]{0,100})"
)
_INLINE_LABEL = re.compile(
    r"(?:(?<=[.!?>][ \t])|(?<=[.!?>]))(?:Section|SECTION)[ \t]+(?:\d{1,3}|[IVX]{1,5})\b[ \t]*[:.\-–—]?"
)
_RULE = re.compile(r"\n[ \t]*(?:-{3,}|\*{3,}|_{3,}|<hr\s*/?>)[ \t]*(?=\n)")
_PARAGRAPH_TAG = re.compile(r"</?(?:p|div|section|article|body|html|main|br)\b[^<>\n]{0,200}>", re.IGNORECASE)
_LEAD = re.compile(
    r"(?:\d{1,3}[.)][ \t])?(?:[\s>:.\-–—*_]|</?(?:b|strong|u|span|blockquote)\b[^<>\n]{0,200}>)*", re.IGNORECASE
)
_ITALIC = re.compile(r"<(i|em)(?:\s[^<>\n]{0,200})?>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>\n]{1,200}>")
_NO_PROSE = re.compile(
    r"[ \t]*(?:[-+*•][ \t]|\d{1,3}[.)][ \t]|\||>|\$\$|\\\[|```|~~~|<[uo]l\b|<li\b|<table\b|<pre\b|<img\b)"
)
_TITLE = 80  # characters of a line that may be a title
_PREAMBLE = 25  # words before the first heading that only lead in


def sections(text: str) -> tuple[str, list[Span]]:
    """Return the text to be read (a response that is one code block: what is in it), and the sections in it.

    They are parted by headings, else by lines that label them, else by rules, else each is a paragraph of prose; if
    the first paragraph is nothing but a thesis, each such paragraph begins a section.
    """
    text = _unfenced(text)
    heads = _heads(text)
    if heads:
        return text, _below(text, heads)
    spots = [(match.start(), match.end() - 1) for match in _LABEL_LINE.finditer("\n" + text)]
    inline = [match.span() for match in _INLINE_LABEL.finditer(text)]
    if spots or inline:
        return text, _after(text, _apart(sorted([*spots, *inline])))
    rules = [(match.start() + 1, match.end()) for match in _RULE.finditer(text)]
    if rules:
        return text, [span for span in _between(text, rules) if _WORDY.search(text, *span)]
    flat = _PARAGRAPH_TAG.sub(
        lambda tag: "\n\n" if len(tag.group()) < 2 else "\n\n" + " " * (len(tag.group()) - 2), text
    )
    every = paragraphs(flat)
    if len(every) > 1 and flat[every[0][1] - 1] == ":" and count_words(flat[slice(*every[0])]) <= _PREAMBLE:
        every = every[1:]  # "Here is what you asked for:"
    titles = [span for span in every if _is_title(flat, *span)]
    if titles and len(titles) < len(every):
        return flat, _after(flat, titles)
    parts = [span for span in every if not _NO_PROSE.match(flat, *span)] or every
    if parts and _only_thesis(flat, *parts[0]):
        starts = [start for start, end in parts if _only_thesis(flat, start, end)]
        return flat, [strip(flat, a, b) for a, b in zip(starts, [*starts[1:], len(flat)], strict=True)]
    return flat, parts


def _is_title(text: str, start: int, end: int) -> bool:
    """Return whether a paragraph is one short line without an end mark or italics: a title."""
    if end - start > _TITLE or "\n" in text[start:end] or text[end - 1] in ".!?,;>" or "<" in text[start:end]:
        return False
    return not _NO_PROSE.match(text, start, end) and count_words(text[start:end]) <= 8


def _unfenced(text: str) -> str:
    whole = text.strip()
    spans = fenced(whole)
    if len(spans) == 1 and spans[0][1] - spans[0][0] >= len(whole) - 1:
        blocks = outline.code_blocks(whole)
        return whole[slice(*blocks[0].inside)] if blocks else text
    return text


def _heads(text: str) -> list[tuple[int, int, int]]:
    """Return start, end and level of the headings."""
    found = [(one.start, one.end, one.level) for one in outline.headings(text)]
    if "<h" in text or "<H" in text:
        found += [(match.start(), match.end(), int(match.group(1))) for match in _HTML_HEADING.finditer(text)]
        found.sort()
    return found


def _below(text: str, heads: list[tuple[int, int, int]]) -> list[Span]:
    """Return the sections below headings of the level that parts the text; deeper headings part nothing."""
    by_level: dict[int, int] = {}
    for _, _, level in heads:
        by_level[level] = by_level.get(level, 0) + 1
    parting = min((level for level, n in by_level.items() if n > 1), default=min(by_level))
    kept = [head for head in heads if head[2] <= parting]
    found = []
    if count_words(text[: heads[0][0]], _PREAMBLE + 1) > _PREAMBLE:
        found.append(strip(text, 0, heads[0][0]))
    for i, (_, end, level) in enumerate(kept):
        stop = kept[i + 1][0] if i + 1 < len(kept) else len(text)
        deeper = [head for head in heads if end <= head[0] < stop] if level == parting and len(kept) < 40 else []
        own = strip(text, end, deeper[0][0] if deeper else stop)
        if level < parting and own[1] - own[0] < 1:
            continue  # a title with nothing below it
        if level < parting and not _starts_italic(text, *own) and count_words(text[slice(*own)]) <= _PREAMBLE:
            continue  # a title and a line that leads in
        found.append(strip(text, end, stop))
    return found


def _apart(spots: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in spots:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _after(text: str, labels: list[Span]) -> list[Span]:
    found = []
    before = strip(text, 0, labels[0][0])
    if count_words(text[slice(*before)], _PREAMBLE + 1) > _PREAMBLE or _starts_italic(text, *before):
        found.append(before)
    stops = [*(start for start, _ in labels[1:]), len(text)]
    return found + [strip(text, end, stop) for (_, end), stop in zip(labels, stops, strict=True)]


def _between(text: str, rules: list[Span]) -> list[Span]:
    edges = [0, *(edge for span in rules for edge in span), len(text)]
    return [strip(text, a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _starts_italic(text: str, start: int, end: int) -> bool:
    return _thesis(text, start, end) is not None


def _thesis(text: str, start: int, end: int) -> tuple[str, Span, int] | None:
    """Return the tag of the italics that begin ``start:end``, where their content is, and where their tag ends."""
    flat = text[start : min(end, start + 5_000)]
    at = 0
    while True:  # blanks, marks and tags that stand before it
        lead = _LEAD.match(flat, at)
        tag = _PARAGRAPH_TAG.match(flat, lead.end() if lead else at)
        if tag is None:
            at = lead.end() if lead else at
            break
        at = tag.end()
    opened = _ITALIC.match(flat, at)
    if opened is None and 0 < (line := flat.find("\n", at)) - at <= _TITLE and flat[line - 1] not in ".!?,;":
        opened = _ITALIC.match(flat, line + 1)  # below a title
    if opened is None:
        return None
    name = opened.group(1)
    closed = re.compile(rf"</\s*{name}\s*>", re.IGNORECASE).search(flat, opened.end())
    if closed is None:
        return name, (start + opened.end(), start + opened.end()), -1
    return name, (start + opened.end(), start + closed.start()), start + closed.end()


def _only_thesis(text: str, start: int, end: int) -> bool:
    found = _thesis(text, start, end)
    return found is not None and found[2] >= 0 and not _WORDY.search(_TAG.sub("", text[found[2] : end]))


def fault(text: str, start: int, end: int) -> str:
    """Return what is wrong with a section, or "": it must begin with a thesis in italics and go on after it."""
    found = _thesis(text, start, end)
    if found is None:
        return "it does not begin with HTML italics"
    name, inside, after = found
    if after < 0:
        return f"<{name}> is not closed"
    said = text[slice(*inside)]
    if "<i" in said.lower().replace("<img", "") or not _WORDY.search(_TAG.sub("", said)):
        return "the italics say nothing"
    if not _WORDY.search(_TAG.sub("", text[after:end])):
        return "nothing follows the thesis"
    return ""
