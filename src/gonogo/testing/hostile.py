"""Texts that break checkers: awkward Unicode, degenerate generations, and junk that satisfies no instruction.

``AWKWARD`` are short, ``HOSTILE`` are made at any length (about n characters), ``JUNK`` says nothing at all.
"""

from __future__ import annotations

from collections.abc import Callable

JUNK: tuple[str, ...] = ("...!!!", "Hello!", "", " \n\t", "?", "\u200b")

TRUE_OF_JUNK: dict[str, dict[str, tuple[object, ...]]] = {
    "Hello!": {
        "language": ("en",),
        "case": ("title", "capitalized", "sentence"),
        "character": ("lower",),
        "marks": (["!"], ["!", "."], ["!", "?"], [".", "!"], ["?", "!"]),
    }
}
"""Parameters that a piece of junk does meet, each with such values: one English word is in English."""

AWKWARD: dict[str, str] = {
    "empty": "",
    "blanks": " \t \n\n \n",
    "nul": "a\x00b\x00\n\x00",
    "lone_surrogate": "\ud800 word \udfff.",
    "surrogates_swapped": "x\udc00\ud800y",
    "combining_first": "\u0301\u0301 e\u0301 o\u0302\u0323 \u0301",
    "zalgo": "h" + "\u0300\u0316\u0301\u0323" * 30 + "i.",
    "right_to_left": "\u202eשלום עולם.\u202c \u200fمرحبا بالعالم\u200e؟",
    "emoji_joined": "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 1️⃣ #️⃣ 🇩🇪🇫🇷 text.",
    "joiners_only": "\u200d\u200d\u200c\u200b\ufeff\u00ad",
    "variation_selectors": "\ufe0f\ufe0e☃\ufe0f a\ufe0f",
    "tags": "\U000e0041\U000e0042 flag\U000e007f",
    "open_fence": "```python\nx = [1\n",
    "tilde_fence": "~~~~\n```\n~~~",
    "fence_in_fence": "````\n```\ncode\n```\n````\ntext",
    "open_brackets": "[[[((({{{<<< [a](b [c",
    "open_quotes": "\"' “‘ «„ `` ' \"",
    "open_title": "<<title\n<<\n>> <<>>",
    "open_json": '{"a": [1, {"b": "\\u00',
    "json_scalars": 'NaN Infinity -0 1e999 "\\ud800" null',
    "json_duplicate": '{"a": 1, "a": 2}',
    "only_marks": "***___~~~###---",
    "only_stops": ". . . ! ? … 。！？",
    "stars_between": "a*b*c **d*e** *** f __g_h__",
    "table": "|a|b|\n|-|-|\n|1|",
    "nested_list": "- a\n  - b\n    - c\n\n\t- d\n1) e\n10. f",
    "setext": "Title\n===\nOther\n---\n",
    "carriage_returns": "a\rb\r\rc\r\n\r\nd",
    "odd_line_ends": "a\x0bb\x0cc\x85d\u2028e\u2029f",
    "cjk": "今天天气很好。我们去公园！「好」、他说？",
    "kana": "きょうは、いい天気ですね。ｶﾞﾗｽ",
    "hangul_parts": "\u1112\u1161\u11ab\u1100\u1173\u11af 한글",
    "thai": "วันนี้อากาศดีมากเราไปตลาด",
    "sharp_s": "STRASSE straße ẞ ﬁ İstanbul ıI ΣΑΣ σας",
    "mathematical": "𝐇𝐞𝐥𝐥𝐨 𝓌𝑜𝓇𝓁𝒹 ｆｕｌｌ，ｗｉｄｔｈ",
    "homoglyphs": "pаypаl Неllо",
    "controls": "\x01\x02\x07\x1b[31mred\x1b[0m\x7f",
    "html": "<p>Hi<br/><!-- x --><script>alert(1)</script>&nbsp;&lt;",
    "urls": "http://a.b/c?d=e(f) www. https:// a@b.c mailto:",
    "numbers": "1,234.5 1.2.3 ½ ² Ⅷ ٣٤ 10:30 12/25/2024 -5 +3 1e5",
    "abbreviations": "Dr. e.g. U.S.A. p.m. No. 5 J. R. R. T. etc.",
    "postscripts": "P.S.\nPS: P.P.S. p. s.",
    "backslashes": "\\ \\\\ \\n \\* \\[ \\u0041",
    "percent_and_braces": "%s %d {} {0} {name} ${x} {{",
    "private_use": "\ue000 \uf8ff \U000f0000 \U0010fffd \uffff",
    "soft_hyphens": "un\u00adbe\u00adliev\u00adable",
}


def _repeat(piece: str) -> Callable[[int], str]:
    return lambda n: piece * max(1, n // len(piece))


def _around(left: str, middle: str, right: str) -> Callable[[int], str]:
    """Return a maker of ``left`` repeated, ``middle``, and ``right`` repeated."""
    return lambda n: left * (n // 2 // len(left)) + middle + right * (n // 2 // len(right))


HOSTILE: dict[str, Callable[[int], str]] = {
    "words": _repeat("alpha beta gamma delta. "),
    "one_word": _repeat("a"),
    "capitals": _repeat("A"),
    "capital_words": _repeat("AB "),
    "digits": _repeat("1"),
    "separated_digits": _repeat("1,"),
    "list_numbers": _repeat("1. "),
    "blanks": _repeat(" "),
    "tabs": _repeat("\t"),
    "newlines": lambda n: "x" + "\n" * n + "x",
    "blank_lines": _repeat(" \n"),
    "carriage_returns": _repeat("\r"),
    "line_separators": _repeat("a\u2028"),
    "short_paragraphs": _repeat("a\n\n"),
    "stops_and_blanks": _repeat(". "),
    "stops": _repeat("."),
    "question_marks": _repeat("?!"),
    "initials": _repeat("A. "),
    "abbreviations": _repeat("e.g. U.S. Dr. "),
    "commas": _repeat(","),
    "hyphens": _repeat("a-"),
    "apostrophes": _repeat("a'"),
    "quotes": _repeat('"'),
    "curly_quotes": _repeat("“a"),
    "stars": _repeat("*"),
    "spaced_stars": _repeat("* "),
    "open_emphasis": _repeat("*a "),
    "closed_emphasis": _repeat("*a*b"),
    "mixed_emphasis": _repeat("*_a"),
    "underscores": _repeat("_"),
    "backticks": _repeat("`"),
    "growing_backticks": lambda n: " ".join("`" * k for k in range(1, int((2 * n) ** 0.5))),
    "fences": _repeat("```\n"),
    "open_fences": _repeat("```a\nb\n"),
    "closed_fences": _repeat("```\n[ab]\n\n- c\n```\n\n"),
    "inline_code": _repeat("`a`. "),
    "marks_in_line": _repeat("*** a "),
    "tildes": _repeat("~"),
    "open_brackets": _repeat("["),
    "open_links": _repeat("[a]("),
    "placeholders": _repeat("[name] "),
    "nested_brackets": _around("[", "", "]"),
    "open_titles": _repeat("<<"),
    "titles": _repeat("<<a>>"),
    "angle_text": _repeat("<<a "),
    "html_comments": _repeat("<!--"),
    "html_tags": _repeat("<a "),
    "entities": _repeat("&amp;"),
    "nested_objects": _around('{"a":', "1", "}"),
    "open_objects": _repeat('{"a":'),
    "open_strings": _repeat('["a\\'),
    "bullets": _repeat("* a\n"),
    "nested_quotes": _repeat("> "),
    "quoted_lines": _repeat("> a\n"),
    "nested_bullets": _repeat("- "),
    "headings": _repeat("# a\n"),
    "rules": _repeat("***\n"),
    "underlines": _repeat("a\n===\n"),
    "tables": _repeat("|a|b|\n|-|-|\n"),
    "pipes": _repeat("|"),
    "addresses": _repeat("http://"),
    "long_address": lambda n: "http://a.b/" + "c" * n,
    "mail_signs": _repeat("a@"),
    "postscripts": _repeat("P.S. "),
    "sections": _repeat("SECTION 1\n"),
    "backslashes": _repeat("\\"),
    "combining_marks": lambda n: "e" + "\u0301" * n,
    "accents": _repeat("e\u0301"),
    "zero_width": _repeat("\u200b"),
    "zero_width_between": _repeat("a\u200b"),
    "joined_emoji": _repeat("👩\u200d"),
    "emoji_stops": _repeat("Ok. 🎉 "),
    "regional_indicators": _repeat("🇩"),
    "right_to_left": _repeat("שלום "),
    "ideographs": _repeat("今天。"),
    "thai": _repeat("วันนี้"),
    "hangul_parts": _repeat("\u1100\u1161"),
    "surrogates": _repeat("\ud800"),
    "nuls": _repeat("\x00"),
    "mixed_scripts": _repeat("aа"),
}
