"""One self-contained HTML page: its style, its script, and text made safe to put into it.

A response may hold anything: ``</script>``, quotes, right-to-left overrides, NULs, lone surrogates. Two walls keep it
text: :func:`text` and :func:`attribute` escape whatever comes from outside, and the page's content policy runs no
script but the one whose hash it names, loads nothing, and sends nothing.
"""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources

import regex

# What a reader does not see, or what turns text around: shown by name. Joiners stay: emoji and scripts need them.
_UNSEEN = regex.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"
    r"\ud800-\udfff\U000e0000-\U000e007f]"
)
_MOST = 4_000  # characters of a text that are shown; of a longer one the beginning and the end
_TAIL = 800


def text(value: object) -> str:
    """Return ``value`` as HTML text: escaped, and what cannot be seen shown by its code point."""
    escaped = html.escape(str(value), quote=True)
    return str(_UNSEEN.sub(lambda match: f'<i class="u">U+{ord(match.group()):04X}</i>', escaped))


def attribute(value: object) -> str:
    """Return ``value`` as the inside of a quoted attribute; what cannot be seen becomes U+FFFD."""
    return html.escape(str(_UNSEEN.sub("\ufffd", str(value))), quote=True).replace("\n", " ")


def marked(whole: str, spans: Iterable[Sequence[int]], most: int = _MOST) -> str:
    """Return ``whole`` as HTML with ``spans`` (pairs of offsets into it) marked; a long one loses its middle."""
    kept = [(0, len(whole))] if len(whole) <= most else [(0, most - _TAIL), (len(whole) - _TAIL, len(whole))]
    merged = list(_merged(spans, len(whole)))
    parts = []
    for i, (start, end) in enumerate(kept):
        if i:
            left_out = start - kept[i - 1][1]
            parts.append(f'<span class="cut">… {left_out:,} characters left out …</span>')
        parts.append(_segment(whole, start, end, merged))
    return "".join(parts)


def _merged(spans: Iterable[Sequence[int]], size: int) -> Iterator[tuple[int, int]]:
    """Yield spans within the text, in order, without overlap; empty ones stay, as places."""
    last = -1
    for start, end in sorted((max(0, int(span[0])), min(size, int(span[1]))) for span in spans if len(span) == 2):
        begin = max(start, last)
        if begin < end or (start == end and start > last):
            yield begin, end
            last = end


def _segment(whole: str, start: int, end: int, spans: list[tuple[int, int]]) -> str:
    parts, at = [], start
    for first, last in spans:
        first, last = max(first, start), min(last, end)
        if first > last or first < at:
            continue
        parts.append(text(whole[at:first]))
        parts.append(f"<mark>{text(whole[first:last])}</mark>" if first < last else '<mark class="z"></mark>')
        at = last
    parts.append(text(whole[at:end]))
    return "".join(parts)


def page(title: str, body: Iterable[str]) -> str:
    """Return a whole page; ``title`` is escaped here, ``body`` is HTML already."""
    script, style = _asset("page.js"), _asset("page.css")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return "".join(
        (
            '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            '<meta name="color-scheme" content="light dark">\n',
            f"<title>{text(title)}</title>\n<style>\n{style}</style></head>\n<body>\n<main>\n",
            *body,
            f"\n</main>\n<script>{script}</script>\n</body></html>\n",
        )
    )


def _asset(name: str) -> str:
    return resources.files("gonogo.report").joinpath(name).read_text("utf-8")


# ---------------------------------------------------------------------- pieces
def tiles(pairs: Iterable[tuple[str, str, str]]) -> str:
    """Return tiles of ``(figure, what it is, small print)``; all text."""
    cells = "".join(
        f'<div class="tile"><b>{text(figure)}</b><span>{text(name)}</span><small>{text(note)}</small></div>'
        for figure, name, note in pairs
    )
    return f'<div class="tiles">{cells}</div>\n'


def filters(target: str, selects: Mapping[str, Sequence[str]]) -> str:
    """Return what filters the items of the element ``target``: by text, and by each of ``selects`` that has options."""
    parts = ['<input type="search" placeholder="filter by text" aria-label="filter by text" data-filter="text">']
    for name, options in selects.items():
        if options:
            cells = "".join(f'<option value="{attribute(one)}">{text(one)}</option>' for one in options)
            parts.append(
                f'<select data-filter="{name}" aria-label="{name}"><option value="">any {name}</option>{cells}</select>'
            )
    return (
        f'<div class="tools" data-for="{target}">{"".join(parts)}<button type="button" data-reset>reset</button>'
        '<output class="soft"></output></div>\n'
    )


def table(
    heads: Sequence[tuple[str, str]], rows: Iterable[Sequence[tuple[str, object]]], *, name: str = "",
    marks: Sequence[str] = (), under: Mapping[int, str] | None = None,
) -> str:  # fmt: skip
    """Return a table that can be sorted.

    Args:
        heads: per column its title (text) and its class: ``n`` for numbers, ``""`` for words.
        rows: per cell its HTML and what it sorts by (None: it stands last).
        name: of the table, for readers that hear it.
        marks: per row attributes as HTML, for filters.
        under: HTML below the title of a column.
    """
    below = under or {}
    top = "".join(
        f'<th{_class(kind)} scope="col"><button>{text(title)}</button>{below.get(i, "")}</th>'
        for i, (title, kind) in enumerate(heads)
    )
    body = []
    for i, row in enumerate(rows):
        cells = []
        for (shown, key), (_, kind) in zip(row, heads, strict=True):
            cells.append(f'<td{_class(kind)} data-v="{attribute("" if key is None else key)}">{shown}</td>')
        body.append(f"<tr{' ' + marks[i] if marks else ''}>{''.join(cells)}</tr>\n")
    label = f' aria-label="{attribute(name)}"' if name else ""
    whole = f"<table{label}><thead><tr>{top}</tr></thead>\n<tbody>\n{''.join(body)}</tbody></table>"
    return f'<div class="wide">{whole}</div>\n'


def _class(kind: str) -> str:
    return f' class="{attribute(kind)}"' if kind else ""


def status(name: str) -> str:
    """Return a status as a mark that does not rely on colour."""
    signs = {"pass": "✓", "fail": "✗", "no_answer": "∅", "error": "!", "timeout": "!", "note": "·"}
    known = name if name in signs else "note"
    return f'<span class="s {known}" title="{attribute(name)}">{signs[known]}</span>'
