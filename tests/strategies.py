"""Texts for property tests: real-looking pieces with the awkward characters in between, and arbitrary Unicode."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st

PIECES = (
    "salt", "Sea", "don't", "state-of-the-art", "1,234.5", "10:30", "3.", "1.", "e.g.", "Dr.", "U.S.", "R&D", "end.Next",
    "https://a.b/c_d?e=f", "x_y", "NASA", "DON'T", "ice cream", "[name]", "[1]", "[link](http://a.b)", "*bold*",
    "**two words**", "***", "---", "* item", "- [ ] task", "+ more", "-5", "2) two", "# Head", "| cell |", "> quote",
    "```py", "```", "~~~", "`a.b`", "«oui»", "“Go.”", '"Why?"', "...", "…", "?!", ".", "!", "?", ",", "，", ";", ":", "—",
    "–", "--", "_", "(", ")", "é", "e\u0301", "ÉTÉ", "İ", "ß", "ς", "天气", "。", "ひ", "ー", "วันนี้", "한국어", "привет",
    "sаlt", "ｓａｌｔ", "👍🏽", "👩\u200d🚀", "1\ufe0f\u20e3", "\u200b", "\u00ad", "\u2060", "\ufeff", "\u0301", "\u200d",
)  # fmt: skip
BLANKS = (" ", " ", " ", " ", "\n", "\n\n", "\n \n", "\t", "  ", "", "\r\n", "\u00a0", "\u2028", "\x0b", "\n    ")

pieces = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(BLANKS)), max_size=14).map(
    lambda pairs: "".join(piece + blank for piece, blank in pairs)
)
arbitrary = st.text(max_size=40)
"""Any characters at all."""
texts = st.one_of(pieces, pieces, arbitrary, st.tuples(pieces, arbitrary, pieces).map("".join))
"""Any text; most often one that looks like a response."""
ascii_prose = st.lists(st.sampled_from([piece for piece in PIECES if piece.isascii()]), max_size=25).map(" ".join)


def disguised(text: str, form: str) -> str:
    """Return ``text`` written so that a reader sees the same: decomposed, with CRLF, or with invisible characters."""
    if form in ("NFC", "NFD"):
        return unicodedata.normalize(form, text)
    if form == "crlf":
        return text.replace("\r\n", "\n").replace("\n", "\r\n")
    return "".join(f"{char}\u200b" if char.isascii() and char.isalpha() else char for char in text)
