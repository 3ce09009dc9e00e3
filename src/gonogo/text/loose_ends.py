"""How a text ends: like a finished one, or broken off.

The words that want another one are English; marks, brackets, code, formulas, data and lists are told in any language.
"""

from __future__ import annotations

import json
import re

from gonogo.text.chars import lower
from gonogo.text.code import CodeBlock, code_blocks
from gonogo.text.places import signed
from gonogo.text.segment import Stretches, fenced, lines
from gonogo.text.view import View

_LAST_MARK = re.compile(r"(?:[.!?…‽。！？｡؟۔।॥~$]|[:;][()])$")
_CLOSING = " \t\n\"'”’»)]}*_`」』）】~"
_STUB = re.compile(r"[ \t>]*(?:[-*+•]|\(?\d{1,3}[.)]|[a-zA-Z][.)]|#{1,6})[ \t]*(?:\*\*)?$")
_ITEM = re.compile(r"(?:[-*+•]|\(?\d{1,3}[.)])[ \t]+\S")
_HANGING = frozenset(
    "a an the and or but nor so yet of to in on at by for from with without into onto over under about as than that "
    "which who whose while because although if when where is are was were be been has have had will would can could "
    "should may might must not very more most its their his her our your my this these those such".split()
)
# these want another word even before a full stop: "which is the."
UNFINISHED = frozenset("an the and because although whose my your our their every".split())
_FULL_STOP = re.compile(r"(?<![.\w])([a-z]+)[.!?][*_)\]]*$")
_RULE = re.compile(r"[ \t]*([-*_=])(?:[ \t]*\1){2,}[ \t]*$")
_PAIRS = {")": "(", "]": "[", "}": "{"}
_PLACEHOLDER = re.compile(r"[^\[\]]*\[[^\[\]]*\][\W_]*$")
_APART = re.compile(r"(?:^|[.!?。]\s*)[(（][^()（）]*[)）]$")  # a remark in brackets, behind a sentence or alone
_LABELLED = re.compile(r"[^\w]*\w[^:：.!?\n]{0,30}[:：]\W*\s*\S")
_OPEN_QUOTE = re.compile(r'(?:^|\s)"\w[^"]*$')
_BOLD = re.compile(r"(?<!\*)\*\*(?!\*)")
_BOLD_LABEL = re.compile(r"^\*\*[^*\n]{1,60}[^*\n.!?…,;\d]\*\*:?$", re.MULTILINE)
_FORMULA = re.compile(r"(?<!\$)\$\$(?!\$)")
_MATHS = re.compile(r"[\\=^_]")
_OPEN_CODE = re.compile(r"(?:[(\[{,]|\s(?:=|\+|&&|\|\||==|return))$")  # what no statement ends with

_NOTICE = re.compile(r"\n[ \t]*[\[(](?:response|output|text|message) (?:was )?(?:truncated|cut off)\b[^\n]*$", re.I)
_DOTS = re.compile(r"\b([a-z]+) (?:\.{3}|…)$")
_NO_RESULT = re.compile(r"\w[ \t]*=$")
_HUNG_BY = frozenset("a an the and or nor of to by for from with into".split())

_KEYED = re.compile(r'\{\s*"[^"\n]*"\s*:')
_WIDE = 400  # characters; a rule is shorter
_SHORT = 5
_SENTENCE = 4  # words; a heading that ends with a mark is shorter


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
            return _broken_code(last)
    if text[0] in "«„" and text[-1] in "»“”" and text.count(text[0]) == 1:
        return None  # a quotation, from its first mark to its last
    if _NOTICE.search(text):
        return "it says that it was cut off"
    if (data := _data(view.looks.strip())) is not None:
        return data or None
    body = _without_rules(text)
    start, end = lines(body)[-1]
    return _line_fault(view, body, body[start:end])


def _without_rules(text: str) -> str:
    """Return ``text`` up to the rules it ends with (``---``, ``***``)."""
    end = len(text)
    while (start := text.rfind("\n", 0, end) + 1) and (end - start < _WIDE and _RULE.match(text, start, end)):
        end = start - 1
        while text[end - 1 : end].isspace():
            end -= 1
    return text[:end]


def _line_fault(view: View, text: str, line: str) -> str | None:
    if _STUB.match(line):
        return "the last item is empty"
    if line.startswith("#") and line.lstrip("#")[:1] == " ":
        said = len(View(line).words) >= _SENTENCE and line.rstrip(_CLOSING)[-1:] in (".", "!", "。")
        return None if said else "nothing stands below the last heading"
    if _BOLD_LABEL.search(line) and _BOLD_LABEL.search(text, 0, len(text) - len(line)):
        return "nothing stands below the last label"
    bold = list(_BOLD.finditer(line))
    if len(bold) % 2 and not (bold[-1].end() == len(line) and line[bold[-1].start() - 1 : bold[-1].start()].strip()):
        return "emphasis is open"
    if _formula_open(text):
        return "a formula is open"
    low = line.rfind("„")  # where it opens quotations, “ closes them
    opened = low > max(map(line.rfind, '“”"')) if low >= 0 else line.rfind("“") > line.rfind("”")
    if opened or (line.count('"') % 2 and _OPEN_QUOTE.search(line)):
        return "a quotation is open"
    return "a bracket is open" if _opened(line) else _last_words(view, line)


def _formula_open(text: str) -> bool:
    formulas = list(_FORMULA.finditer(text)) if "$$" in text else []
    if len(formulas) % 2 and _MATHS.search(text, formulas[-1].end()):
        return True
    return text.count("\\begin{") > text.count("\\end{")


def _data(text: str) -> str | None:
    """Return what is wrong at the end of bare JSON or markup, "" if nothing is, None for any other text."""
    if text[:1] in ("{", "[") and text[-1] in "}]":
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            pass
        else:
            return ""
    if text[:2] in ("{\n", "{ ") and _KEYED.match(text) and text.count("{") > text.count("}"):
        return "a bracket is open"
    line = text[text.rfind("\n") + 1 :]
    if line.strip(" \t}]);,") == "" and "\n" in text:  # the last line closes what was opened above
        missing = text.count("{") - text.count("}") > 0 or text.count("[") - text.count("]") > 0
        return "a bracket is open" if missing else ("" if line.strip()[-1] != "," else None)
    return "" if re.search(r"</[A-Za-z][\w:.-]*>$", line) else None


def _broken_code(block: CodeBlock) -> str | None:
    """Return what is wrong with code whose block is closed; of text that is labelled as no language nothing is said."""
    last = block.code.rstrip()
    last = last[last.rfind("\n") + 1 :]
    return f"the code ends with {last[-1]!r}" if block.language and _OPEN_CODE.search(last) else None


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
    stopped = _FULL_STOP.search(line)
    if stopped is not None and stopped[1] in UNFINISHED:
        return f"the last word is {stopped[1]!r}"
    dotted = _DOTS.search(line)
    if dotted is not None and dotted[1] in _HUNG_BY:
        return f"the last word is {dotted[1]!r}"
    if _NO_RESULT.search(line):
        return "it ends with '='"
    if _short_row(view, line):
        return "the last row has fewer cells than the table's head"
    if _LAST_MARK.search(bare) or _LAST_MARK.search(line) or line.endswith("|"):
        return None
    last = line[line.rfind(" ") + 1 :]
    if not line.strip("-*_ ") or last.startswith("#") or "://" in last:
        return None  # a rule, a hash tag, an address
    words = View(line).words
    if (len(words) <= _SHORT and _PLACEHOLDER.match(line)) or not bare:
        return None  # to be filled in by whoever signs
    if bare[-1:] in ",;:-–—(/&、，：；・":
        return f"it ends with {bare[-1:]!r}"
    if lower(view.words[-1]) in _HANGING:
        return f"the last word is {view.words[-1]!r}"
    if not bare[-1].isalnum():
        return None  # an emoji, a symbol
    if _APART.search(line) or signed(lower(view.looks.rstrip())):
        return None
    return None if _needs_no_mark(view, line) else "no mark ends the last sentence"


def _short_row(view: View, line: str) -> bool:
    """Return whether a line is the last row of a table between bars and lacks cells that every row before it has."""
    if not (line.startswith("|") and line.endswith("|")):
        return False
    rows = []
    for start, end in reversed(view.lines.offsets):
        if view.text[start] != "|":
            break
        rows.append(view.text.count("|", start, end))
    return len(rows) > 2 and rows[0] < min(rows[1:])


def _needs_no_mark(view: View, line: str) -> bool:
    code = Stretches(fenced(view.text))
    before = [view.text[a:b] for a, b in view.lines.offsets[:-1] if not code.hold(a)]
    words = View(line).words
    if len(view.lines) == 1 and len(words) <= _SHORT:
        return True  # a title, an answer
    if "://" in line[line.rfind(" ") + 1 :]:
        return True
    if len(words) <= _SHORT and _answers(view, line):
        return True
    if _ITEM.match(line):
        items = [one for one in before if _ITEM.match(one)]
        return not items or items[-1].rstrip(_CLOSING)[-1:].isalnum()
    if before and len(words) <= _SHORT and (before[-1].endswith(",") or all(word[:1].isupper() for word in words)):
        return True  # a signature
    bare = [one for one in before if one.rstrip(_CLOSING)[-1:].isalnum()]
    return len(before) > 0 and 2 * len(bare) >= len(before)


def _answers(view: View, line: str) -> bool:
    """Return whether a line stands behind a colon: ``Answer: 2``, or the line before it ends with one."""
    if len(view.lines) > 1 and view.lines[-2].rstrip(_CLOSING).endswith((":", "：")):
        return True
    return _LABELLED.match(line) is not None and _ITEM.match(line) is None
