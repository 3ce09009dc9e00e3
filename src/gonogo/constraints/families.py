"""Families: the ideas under which a user looks for a kind. Catalogue, command line and metrics share them."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["FAMILIES", "Family", "family_of"]


class Family(NamedTuple):
    """Kinds that belong together for a user, wherever they are written.

    Attributes:
        name: what options and metrics call it.
        title: what a heading calls it.
        kinds: the built-in kinds in it, sorted.
    """

    name: str
    title: str
    kinds: tuple[str, ...]


FAMILIES: tuple[Family, ...] = (
    Family("words", "Words and sentences", (
        "count.capital_words", "count.conjunctions", "count.lines", "count.lowercase_words",
        "count.nominal_endings", "count.palindromes", "count.paragraphs", "count.pronouns", "count.sentences",
        "count.sentences_of", "count.stop_words", "count.text_paragraphs", "count.unique_words", "count.words",
        "count.words_starting", "count.words_with", "ratio", "sentences.alike", "words.every_nth",
        "words.length", "words.repeats",
    )),
    Family("keywords", "Keywords and patterns", (
        "count.dates", "count.keyword", "count.listed", "count.matching_lines", "count.numbers", "count.regex",
        "count.shared_words", "keywords.case", "keywords.exclude", "keywords.include", "overlap", "regex",
    )),
    Family("characters", "Characters and marks", (
        "balanced", "brackets.nested", "count.accented_letters", "count.characters", "count.commas",
        "count.digits", "count.emoji", "count.end_marks", "count.exclamations", "count.letter", "count.letters",
        "count.mark_kinds", "count.marks", "count.questions", "count.script", "count.vowel_kinds",
        "marks.include", "quotes.explained", "quotes.nested", "unspaced", "words.wrapped",
    )),
    Family("markup", "Markup", (
        "count.block_quotes", "count.bullets", "count.code_blocks", "count.headings", "count.highlights",
        "count.images", "count.links", "count.list_items", "count.numbered_items", "count.placeholders",
        "count.tables", "headings.levels", "list.marked", "list.nested", "list.sub_bullets", "no_markdown",
        "table",
    )),
    Family("layout", "Layout and structure", (
        "divided", "divided.each", "indentation", "lines.one_word", "postscript", "prose_then_bullets",
        "sections", "sections.balanced", "sections.thesis", "sentences.joined", "stairs", "template", "title",
    )),
    Family("placement", "Beginning, end and place", (
        "ends_with", "last_character", "quoted", "sentences.end_emoji", "sentences.end_marks",
        "sentences.end_with", "starts_with", "starts_with_verb", "starts_with_word", "word_at", "wrapped",
    )),
    Family("sequence", "Order and sequence", (
        "acrostic", "chain", "framed", "initials.apart", "initials.order", "progression", "words.alternate",
        "words.clusters",
    )),
    Family("data", "Data formats and code", (
        "code.parses", "code.without_comments", "csv", "json", "json.schema", "json_lines", "toml", "xml",
        "yaml",
    )),
    Family("copying", "Copies and closed answers", (
        "choice", "copy", "copy.changed", "copy.span", "dates", "dates.only", "echo", "links.only", "listing",
        "numbers.only", "quiz", "rephrase", "reversed", "variants",
    )),
    Family("language", "Language, script and case", (
        "accents.restored", "address.informal", "case", "furigana", "language", "scripts.only",
    )),
    Family("manners", "Manners and sources", (
        "citations", "citations.none", "no_preamble", "no_repetition", "no_self_praise", "not_truncated",
    )),
    Family("logic", "Logic", (
        "all", "any", "not", "sequence", "when", "within",
    )),
)  # fmt: skip
"""The families, in the order in which they are shown."""

OTHER = "other"  # a built-in kind that the table above lacks; a test keeps this from happening
_BY_KIND = {kind: family.name for family in FAMILIES for kind in family.kinds}


def family_of(kind: str) -> str:
    """Return the name of the family of a kind: a built-in family, or the vendor of a plugin's kind (``acme:kind``)."""
    vendor, colon, _ = kind.partition(":")
    return vendor if colon else _BY_KIND.get(kind, OTHER)
