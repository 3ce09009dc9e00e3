"""What is decided by a short cut is what the long way says."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
import regex

from gonogo.text import code, dates, palindromes, quotations, scripts, segment, wrappings
from gonogo.text.chars import visible
from gonogo.text.matching import simple
from gonogo.text.segment import Span, Stretches
from gonogo.text.view import View
from gonogo.text.words import WordMask, few_words


def drawn(alphabet: str, n: int, sizes: tuple[int, ...] = (1, 2, 3, 5, 9, 20, 120)) -> Iterator[str]:
    rng = Random(alphabet)
    for _ in range(n):
        yield "".join(rng.choices(alphabet, k=rng.choice(sizes)))


def test_stretches_hold_what_lies_between_their_ends() -> None:
    spans = [(2, 5), (5, 6), (9, 9), (9, 12)]
    stretches = Stretches(spans)
    for at in range(14):
        found = [span for span in spans if span[0] <= at < span[1]]
        assert stretches.around(at) == (found[0] if found else None)
        assert stretches.hold(at) is bool(found)


def test_a_few_words_are_told_by_the_first_characters() -> None:
    settled = 0
    for text in map(visible, drawn("aA1é今かカー々ʼ-'.,:&*_ \n\t🎉\ufe0f\u20e3\u0301ไทยмσ。!()[]/´’+@#`", 8_000)):
        known = segment._begins_with_words(text, 3) if text else None
        if known is not None:
            settled += 1
            assert known is (segment.count_words(text) >= 3), text
    assert settled > 2_000


def test_the_words_of_a_short_text_are_those_of_its_mask() -> None:
    settled = 0
    alphabet = "aA1éßΣ·–½Ⅷٱǅ今\u0301\u20e3 '’-_.,:&*+@#/()[]`~>\n\tw"
    for text in [
        "end.Next a.B U.S.A",
        "a**b **c**",
        "1. a\n> - 2) b",
        "www.a,b",
        "x](y z)",
        "```py\na",
        *drawn(alphabet, 12_000),
    ]:
        known = few_words(text)
        if known is not None:
            settled += 1
            assert known == WordMask(text).count(), text
    assert settled > 2_000
    assert few_words("a " * 51) is None


def test_flags_are_parted_as_every_other_character() -> None:
    every = regex.compile(r"\X")
    for text in drawn("🇩🇪🇫🇷🇩🇪a \u200d\u0301\ufe0f🏽👩\u0903\u0915\u094d\u0605", 6_000, (1, 2, 3, 5, 9)):
        assert scripts.characters(text, blanks=True) == [match.span() for match in every.finditer(text)], text


def test_many_empty_lines_part_sentences_as_a_few_do() -> None:
    for left in ("Salt dries.", "Salt dries", "- Salt", "Dear Ann,", "```\na"):
        for right in ("It rains.", "  indented", "- sea", "```"):
            found = [segment.sentences(f"{left}{breaks}{right}") for breaks in ("\n\n", "\n" * 7)]
            assert [(a + 5 if a > len(left) else a, b + 5 if b > len(left) else b) for a, b in found[0]] == found[1]


# ---------------------------------------------------------------------- palindromes
def widened(text: str) -> list[Span]:
    """Find phrases as :func:`palindromes.phrases` says, a letter at a time."""
    view = View(text)
    words = [palindromes._NO_LETTER.sub("", word) for word in view.vocabulary]
    words = [word if word.isalpha() else "\n" for word in words]
    joined = "".join(words)
    edges = [0]
    for word in words:
        edges.append(edges[-1] + len(word))
    found: list[Span] = []
    reach = 0
    for match in palindromes._CENTRE.finditer(joined):
        left, right = match.start(), match.start() + (2 if match.group(1) else 3)
        best = None
        for _ in range(palindromes._LONGEST):
            if left < 0 or right > len(joined) or joined[left:right] != joined[left:right][::-1]:
                break
            if left in edges and right in edges and right - left >= palindromes._SHORTEST:
                best = left, right
            left, right = left - 1, right + 1
        if best is None or len(set(joined[slice(*best)])) < 3 or best[0] < reach:
            continue
        first, last = edges.index(best[0]), edges.index(best[1]) - 1
        if len(set(words[first : last + 1])) > 1:
            reach = best[1]
            found.append((view.words.offsets[first][0], view.words.offsets[last][1]))
    return found


@pytest.mark.parametrize("seed", range(5))
def test_phrases_that_read_the_same_backwards(seed: int) -> None:
    words = """
        level noon on live evil a tao oat 5 12 madam i'm adam step pets top spot anna nan never odd or even x aa aba
        """.split()
    rng = Random(seed)
    n = 0
    for _ in range(200):
        text = " ".join(rng.choices(words[: rng.randint(2, len(words))], k=rng.randint(1, 60)))
        assert palindromes.phrases(View(text)) == widened(text), text
        n += len(widened(text))
    assert n > 50
    for text in ("level " * 60, "live evil " * 40, "noon " * 20 + "on noon"):
        assert palindromes.phrases(View(text)) == widened(text)


# ---------------------------------------------------------------------- quotations
def test_a_long_run_of_one_mark_is_read_as_mark_by_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = Random(5)
    texts = []
    for _ in range(3_000):
        pieces = rng.choices("\"'“”‘’«»*_\\ \n.,?a1x(:", k=rng.randint(1, 12))
        texts.append("".join(piece * rng.choice((1, 1, 1, 2, 13, 14, 15, 16, 17, 30)) for piece in pieces))

    def read(text: str) -> tuple[object, ...]:
        found = quotations.Quotations(text)
        first = [next((one for one in found.found if one.mark == mark), None) for mark in "\"'"]
        return [one for one in found.found if one.depth], first, found.unclosed, found.stray, found.left_open()

    quick = list(map(read, texts))
    monkeypatch.setattr(quotations, "_LONG", 10**9)
    for text, found in zip(texts, quick, strict=True):
        assert found == read(text), text
    assert len(quotations.Quotations('"' * 100).found) == 50


def test_what_closes_nothing_is_an_item_or_a_smiley() -> None:
    for text in map(visible, drawn("1ax8:;='’-^o)] ）\n", 12_000, (1, 2, 3, 4, 6, 8))):
        stray = []
        for at in (i for i, char in enumerate(text) if char in ")]）"):
            before = text[max(0, at - 6) : at]
            item = text[at] in ")）" and quotations._ENUMERATOR.search(before) is not None
            smiley = text[at] in ")]" and quotations._SMILEY.search(before) is not None
            if not item and not smiley:
                stray.append(at)
        assert quotations.Brackets(text).stray == stray, text


# ---------------------------------------------------------------------- dates, code, lines, patterns
def test_no_shape_of_a_date_is_ruled_out_that_stands_in_the_text() -> None:
    texts = [f"{a}{b}{c}" for a in ("5", "12", "2024", "May 3", "3 Mar", "10:05")
             for b in "-/.: " for c in ("07", "2024", "7, 2024", "5-24", "24/3", "05-2024", "05/24", "12.99", "30 pm", "June 99")]  # fmt: skip
    n = 0
    for text in texts:
        for form in ("%Y-%m-%d", "%d.%m.%Y", "%B %d, %Y", "%H:%M"):
            shapes = dates._DATE_SHAPES if form != "%H:%M" else dates._TIME_SHAPES
            spans = {match.span() for shape in shapes for match in dates._shape(shape).finditer(text)}
            own = [(when.start, when.end) for when in dates.find(text, form)]
            assert dates.others(text, form) == dates._apart(sorted(spans), own), (text, form)
            n += len(spans)
    assert n > 50


def test_plain_python_is_read_by_a_pattern_as_by_its_tokenizer(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [*drawn('""\'#a \n=f\\', 5_000), 'x = "# no"\n"""# no"""', "f'{a # b}'", "'''\n# no\n'''", '"" # yes']
    quick = [code.comments(text, "python") for text in texts]
    plain = [code._PLAIN_PYTHON.fullmatch(text) is not None for text in texts]
    assert sum(map(bool, map(min, plain, map(bool, quick)))) > 200
    monkeypatch.setattr(code, "_PLAIN_PYTHON", code.re.compile("(?!)"))
    assert quick == [code.comments(text, "python") for text in texts]


def test_a_line_of_two_words_holds_two_runs_of_letters() -> None:
    for line in drawn("aB1 .,:'-_&@*/=", 8_000, (1, 2, 3, 5, 9)):
        if not wrappings._TWO_RUNS.search(line):
            assert segment.count_words(line) <= 1, line


@pytest.mark.parametrize(
    ("pattern", "quick"),
    [("^={3,}$", True), ("^- .+", True), ("a|b", True), ("(a+)+", False), ("a?a?", False), ("a+b*", False)],
)
def test_patterns_that_cannot_take_long(pattern: str, quick: bool) -> None:
    assert simple(pattern) is quick


def test_more_brackets_that_open_leave_one_open() -> None:
    seen = set()
    for text in drawn("([{（【)]}）】 1)a;", 8_000, (1, 2, 3, 5, 9)):
        seen.add(quotations.opens_more(text))
        assert not quotations.opens_more(text) or quotations.Brackets(text).unclosed, text
    assert seen == {True, False}
