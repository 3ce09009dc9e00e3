"""Draft: the only thing that writes text. Finer edits never change coarser counts."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gonogo.draft import Block, Draft, Grain, Sentence, Token, lower_case, upper_case
from gonogo.errors import CannotConstruct
from gonogo.text.lexicon import FILLER
from gonogo.text.view import View

seeds = st.integers(0, 2**32)
quick = settings(max_examples=40, deadline=None)


def counts(draft: Draft) -> tuple[int, int, int]:
    view = View(draft.render())
    return len(view.paragraphs), len(view.sentences), len(view.words)


# ---------------------------------------------------------------------- rendering
def test_render() -> None:
    draft = Draft(
        blocks=[
            Block(sentences=[Sentence([Token("one"), Token("two")]), Sentence([Token("iPod", locked=True)], "!")]),
            Block("markup", "# Head"),
            Block("item", "* ", [Sentence([Token("first")])]),
            Block("item", "* ", [Sentence([Token("second")])]),
            Block(sentences=[Sentence([])]),
        ],
        opening="Open", closing="Close", wrap=("«", "»"),
    )  # fmt: skip
    assert draft.render() == "«Open\n\nOne two. iPod!\n\n# Head\n\n* First.\n* Second.\n\n.\n\nClose»"


def test_verbatim_replaces_everything_and_case_applies_to_it() -> None:
    draft = Draft.filler(Random(0))
    draft.verbatim, draft.opening, draft.case = "Only this", "Open", upper_case
    assert draft.render() == "ONLY THIS"
    draft.case = lower_case
    assert draft.render() == "only this"


def test_an_empty_draft_renders_as_nothing() -> None:
    assert Draft().render() == ""


@given(seeds, st.integers(1, 5), st.integers(1, 5))
@quick
def test_filler_is_what_was_asked_for_and_repeatable(seed: int, paragraphs: int, sentences: int) -> None:
    draft = Draft.filler(Random(seed), paragraphs, sentences)
    assert counts(draft)[:2] == (paragraphs, paragraphs * sentences)
    assert draft.render() == Draft.filler(Random(seed), paragraphs, sentences).render()


# ---------------------------------------------------------------------- resizing
@given(seeds, st.integers(1, 90))
@quick
def test_words_are_resized_within_their_sentences_where_they_fit(seed: int, n: int) -> None:
    rng = Random(seed)
    draft = Draft.filler(rng)
    before = counts(draft)
    draft.resize_words(n, rng)
    after = counts(draft)
    assert after[2] == n
    if before[1] * 3 <= n <= before[1] * 9:
        assert after[:2] == before[:2]


@given(seeds, st.integers(1, 12), st.integers(1, 12))
@quick
def test_sentences_are_resized_within_their_paragraphs(seed: int, paragraphs: int, n: int) -> None:
    rng = Random(seed)
    draft = Draft.filler(rng, paragraphs)
    draft.resize_sentences(n, rng)
    assert counts(draft)[1] == n
    if n >= 3 * paragraphs:
        assert counts(draft)[0] == paragraphs


@given(seeds, st.integers(0, 9))
@quick
def test_paragraphs_are_resized(seed: int, n: int) -> None:
    rng = Random(seed)
    draft = Draft.filler(rng, 4)
    draft.resize_paragraphs(n, rng)
    assert counts(draft)[0] == n


def test_a_very_long_text_gets_more_sentences() -> None:
    rng = Random(0)
    draft = Draft.filler(rng, 1, 1)
    draft.resize_words(400, rng)
    _, sentences, words = counts(draft)
    assert words == 400
    assert sentences > 5


def test_words_grow_from_nothing_and_shrink_to_nothing() -> None:
    rng = Random(0)
    draft = Draft()
    draft.resize_words(3, rng)
    assert counts(draft)[2] == 3
    draft.resize_words(0, rng)
    assert draft.render() == ""


def test_locked_parts_stay() -> None:
    rng = Random(0)
    draft = Draft.filler(rng, 1, 2)
    token = draft.insert("[salt]", rng)
    draft.resize_words(4, rng)
    assert token in list(draft.tokens())
    token.text = "salt water and much more of it besides"
    with pytest.raises(CannotConstruct, match="too many words are locked; 3 are wanted"):
        draft.resize_words(3, rng)


def test_locked_sentences_cannot_be_removed() -> None:
    rng = Random(0)
    draft = Draft.filler(rng, 1, 3)
    for sentence in draft.sentences():
        sentence.locked = True
    with pytest.raises(CannotConstruct, match="3 sentences are locked; 2 are wanted"):
        draft.resize_sentences(2, rng)


def test_locked_blocks_keep_their_sentences() -> None:
    rng = Random(0)
    draft = Draft.filler(rng, 2, 2)
    draft.blocks[1].locked = True
    kept = draft.blocks[1].render()
    draft.resize_sentences(2, rng)
    assert draft.render() == kept


def test_locked_paragraphs_cannot_be_removed() -> None:
    rng = Random(0)
    draft = Draft.filler(rng, 3, 1)
    draft.blocks[0].locked = draft.blocks[1].sentences[0].locked = True
    draft.resize_paragraphs(2, rng)
    with pytest.raises(CannotConstruct, match="2 paragraphs are locked; 1 are wanted"):
        draft.resize_paragraphs(1, rng)


def test_words_that_no_number_of_tokens_gives() -> None:
    draft = Draft.filler(Random(0), 1, 1)
    draft.vocabulary = ("two words",)
    draft.resize_words(8, Random(0))
    assert counts(draft)[2] == 8
    draft.vocabulary = ("—",)
    with pytest.raises(CannotConstruct, match="cannot be brought to 30 words"):
        draft.resize_words(30, Random(0))


# ---------------------------------------------------------------------- words
def test_avoided_words_are_written_neither_now_nor_later() -> None:
    rng = Random(0)
    draft = Draft.filler(rng)
    locked = draft.insert("eel", rng)
    draft.avoid(lambda word: "e" in word, rng)
    draft.resize_words(80, rng)
    assert "e" not in draft.render().replace("eel", "")
    assert locked.text == "eel"


def test_a_rare_word_is_found_and_none_is_an_error() -> None:
    draft = Draft(vocabulary=(*["a"] * 5000, "b"))
    draft.avoided.append(lambda word: word == "a")
    assert draft.word(Random(0)) == "b"
    draft.avoided.append(lambda word: word == "b")
    with pytest.raises(CannotConstruct, match="no filler word is left"):
        draft.word(Random(0))


def test_speaking_another_language_leaves_what_is_locked() -> None:
    rng = Random(0)
    draft = Draft.filler(rng)
    draft.insert("salt", rng)
    draft.speak("de", rng)
    words = {word.lower() for word in View(draft.render()).words}
    assert "salt" in words
    assert len(words & set(FILLER)) <= 3


@given(seeds)
@quick
def test_what_is_inserted_stands_neither_first_nor_last(seed: int) -> None:
    rng = Random(seed)
    draft = Draft(blocks=[Block(sentences=[Sentence([Token("one")])])])
    draft.insert("SALT", rng)
    words = list(View(draft.render()).words)
    assert "SALT" in words[1:-1]


def test_inserting_into_an_empty_draft_makes_a_sentence() -> None:
    draft = Draft()
    draft.insert("salt", Random(0))
    assert counts(draft)[1] == 1


def test_a_sentence_is_added_only_where_something_may_grow() -> None:
    draft = Draft.filler(Random(0), 1, 1)
    draft.blocks[0].locked = True
    draft.add_sentence(Random(0))
    assert len(draft.paragraphs()) == 2


def test_grains_go_from_coarse_to_fine() -> None:
    assert sorted(Grain) == [
        Grain.SHAPE,
        Grain.BLOCK,
        Grain.SENTENCE,
        Grain.WORD,
        Grain.CHARACTER,
        Grain.EDGE,
        Grain.CASE,
    ]
