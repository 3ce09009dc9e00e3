"""Manners, case by case; the labels were given by reading, before the checker ran."""

from __future__ import annotations

import pytest

from gonogo.constraint import parse

PREAMBLE = [
    ("Sure! The sea is old.", False),
    ("Sure, the sea is old.", False),
    ("Sure thing — here goes.", False),
    ("Sure\n\nThe sea.", False),
    ("Surely the sea is old.", True),
    ("Sure enough, it rained.", True),
    ("Sure-footed goats climb.", True),
    ("Certainly, here is the text.", False),
    ("Certainly the best film of the year.", True),
    ("Absolutely! Salt.", False),
    ("Of course! Salt.", False),
    ("Of course, here is your list:\n- a", False),
    ("Of course, nobody knew.", True),
    ("Okay, so salt.", False),
    ("OK.\n\nSalt.", False),
    ("Oklahoma is a state.", True),
    ("Here is a haiku about the sea:\n\nOld pond", False),
    ("Here's the summary you asked for.\n\nSalt.", False),
    ("Here’s my answer: salt.", False),
    ("**Here are three ideas:**\n\n1. Salt", False),
    ("Here lies Arthur.", True),
    ("Here is where the river bends.", True),
    ("Here we go again, said the king.", True),
    ("Below is a short story.\n\nOnce upon a time", False),
    ("Below the surface, fish swim.", True),
    ("As an AI language model, I do not eat.", False),
    ("As an aide to the king, I served.", True),
    ("I'd be happy to help! Salt is old.", False),
    ("I would love to help you.", False),
    ("I will write the letter for you.", False),
    ("I will always love you.", True),
    ("Great question! Salt is old.", False),
    ("Thank you for your question. Salt is old.", False),
    ("Thank you for the music", True),
    ("# Sure!\n\nSalt.", False),
    ("> Certainly!\n\nSalt.", False),
    ('"Sure," said Tom, and left.', True),
    ("Salt is old. Sure! Here is a poem:", True),
    ("Let me explain the idea.", False),
    ("Let me go, he cried.", True),
    ("S\u200bure! Salt.", False),
    ("Understood. Salt.", False),
    ("Understood in its time as a failure, the novel grew.", True),
    ("🎉 Sure! Salt.", False),
    ("I have prepared the meal, she said.", True),
    ("I have written a short story for you.", False),
    ("", False),
    ("Without further ado, the plan: buy salt.", False),
    ("Beginning directly with the list, as told: salt.", False),
    ("That's a lovely thing to ask! Salt is old.", False),
    ("The following list names three fish:\n\n- cod", False),
    ("(Short answer, no preamble) Salt is old.", False),
    ("I'm thrilled to share that we have moved to the sea.", True),
    ("I'm happy to share my recipe with you.", False),
    ("« Bien sûr ! »", True),
]


@pytest.mark.parametrize(("text", "passes"), PREAMBLE)
def test_no_preamble(text: str, passes: bool) -> None:
    assert parse({"kind": "no_preamble"}).check(text) is passes


PRAISE = [
    ("Salt is old. This response meets all of your requirements.", False),
    ("Salt is old.\n\nThis poem follows the given constraints.", False),
    ("Salt is old. All instructions have been followed.", False),
    ("All the requirements were met by the contractor in May.", True),
    ("The contractor met the requirements in May.", True),
    ("Salt is old.\n\n(200 words)", False),
    ("Salt is old.\n\n**Word count:** 187", False),
    ("Salt is old.\n\n*Word Count: 187 words*", False),
    ("Salt is old.\n\n[Word count: 187]", False),
    ("Total word count: 187\n\nSalt.", False),
    ("Salt is old. (187 words)", False),
    ("Exactly 50 words.", False),
    ("Write an abstract (200 words) and a title.", True),
    ("The essay has 500 words to win you over.", True),
    ("Two hundred words are few.", True),
    ("As requested, here is the letter.", False),
    ("He left, as requested by the king.", True),
    ("As per your instructions, no commas.", False),
    ("I have ensured that the response is short.", False),
    ("I have ensured peace in the land.", True),
    ("This story follows a boy and the rules of the sea.", True),
    ("This story follows a boy.", True),
    ("This essay is exactly 300 words long.", False),
    ("The word counts.", True),
    ("Word count matters to editors.", True),
    ("Salt.\n\n— 100 words", False),
    ("Salt.\n\n(Note: word count is 120)", False),
    ("I followed the rules of chess.", True),
    ("Salt.\r\n\r\n(12 words)\r\n", False),
    ("", True),
    ("Salt is old. At four words, my slogan is short.", False),
    ("I will carefully follow your instructions. Salt.", False),
    ("Salt.\n\n[Constraints: satisfied | Length: fine]", False),
    ("Salt is old. This answer keeps to the plain tone requested in your prompt.", False),
    ("Salt.\n\n### Compliance with requirements\n\n- One word", False),
    ("Salt.\n\n✔ 5-7-5 as requested", False),
    ("Salt is old.\n\n(Todas las reglas se han respetado.)", False),
]


@pytest.mark.parametrize(("text", "passes"), PRAISE)
def test_no_self_praise(text: str, passes: bool) -> None:
    assert parse({"kind": "no_self_praise"}).check(text) is passes


REPEATED = [
    ("The sea is old. The sea is old.", {}, False),
    ("The sea is old. The sea is **OLD**!", {}, False),
    ("The sea is old. The sea is new.", {}, True),
    ("The sea is old. Salt. The sea is old.", {"times": 2}, True),
    ("Yes. Yes. Yes.", {}, True),
    ("I don't know it. I don’t kn**o**w it.", {}, False),
    ("- salt and fish\n- salt and fish", {}, False),
    ("今天天气好。今天天气好。", {}, False),
    ("the " * 50, {}, False),
    ("I love you and " * 30, {}, False),
    ("row row row your boat " * 3, {}, True),  # 15 words: too short to be a loop
    ("", {}, True),
]


@pytest.mark.parametrize(("text", "params", "passes"), REPEATED)
def test_no_repetition(text: str, params: dict[str, int], passes: bool) -> None:
    assert parse({"kind": "no_repetition", **params}).check(text) is passes


TRUNCATED = [
    ("The sea is old.", True),
    ("The sea is old", True),  # five words or fewer may be a title or an answer
    ("The sea is", False),
    ("The sea is old and its people are young and its fish are", False),
    ("The sea is old. Its people are young and", False),
    ("The sea is old. Its people are young but they know the way", False),
    ("The sea is old. (Its people are young.)", True),
    ('He said: "Go home."', True),
    ("He said: “Go home!”", True),
    ("**The sea is old.**", True),
    ("The sea is old...", True),
    ("今天天气很好。", True),
    ("The sea is old:", False),
    ("The sea is old,", False),
    ("The sea is old —", False),
    ("1. Salt\n2. Fish", True),
    ("1. Salt\n2.", False),
    ("- Salt\n- Fish and", False),
    ("- Salt for the old kitchen in town\n- Fish for the long winter at home", True),
    ("# Sea\n\nThe sea is old.\n\n## Sky", False),
    ("Use this:\n\n```python\nx = 1\n```", True),
    ("Use this:\n\n```python\nx = 1", False),
    ("Use this:\n\n```python\nx = 1\n```\n\nIt sets", False),
    ("|a|b|\n|-|-|\n|1|2|", True),
    ("Dear Ada,\n\nthe sea is old.\n\nYours,\nCharles", True),
    (
        "Roses are red and bloom in the spring\nViolets are blue and wither at night\nSugar is sweet on the table of kings\nAnd so are you in the pale morning light",
        True,
    ),
    ("The answer is [1, 2", False),
    ('{"a": 1}', True),
    ("Read more at https://a.b/c", True),
    ("Have fun 🎉", True),
    ("The sea is **old", False),
    ("It hurts :(", True),
    ("The end.\n\n---", True),
    ("The sea is old.\n\n#salt #sea", True),
    ("Salt is old.\n\nThe plan is:\n\n- Salt the old fish\n- Dry the new fish", True),
    ("The result is $x = 2$", True),
    ("", False),
    ("...!!!", False),
    ("| a | b |\n|---|---|\n| 1 | 2 |\n| 3 |", False),
    ("| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |", True),
    ("Of the sea:\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3 |", False),
    ("Of the sea:\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |", True),
    ('{\n  "sea": {"old": true}', False),
    ("y + 1 = 3\ny =", False),
    ("The sea is made old by salt and by ...", False),
    ("The sea is old. He wondered ...", True),
    ("The sea is old and the\n\n[Output truncated: too long]", False),
    ("« La mer est vieille »", True),
]


@pytest.mark.parametrize(("text", "passes"), TRUNCATED)
def test_not_truncated(text: str, passes: bool) -> None:
    assert parse({"kind": "not_truncated"}).check(text) is passes


MARKDOWN = [
    ("Plain text. It has two sentences.", True),
    ("1. one\n2. two", True),
    ("• one\n• two", True),
    ("2 * 3 * 4 and a_b_c and x_1", True),
    ("C# and #1 and #tag", True),
    ("a - b - c\n-5 degrees", True),
    ("He paid $5 > $4 [sic] (really).", True),
    ("<b>bold</b>", True),
    ("I said: *what?*", False),
    ("I said: **what?**", False),
    ("_so_ it is", False),
    ("~~so~~ it is", False),
    ("## Head", False),
    ("Head\n====", False),
    ("- one", False),
    ("+ one", False),
    ("> said", False),
    ("```\nx\n```", False),
    ("    indented", True),
    ("see `ls`", False),
    ("[a](b)", False),
    ("![a](b)", False),
    ("| a | b |\n|---|---|", False),
    ("a\n\n---\n\nb", False),
    ("a\r\n\r\n* b\r\n", False),
    ("* * *", False),
    ("wait -- what", True),
    ("***", False),
    ("", True),
]


@pytest.mark.parametrize(("text", "passes"), MARKDOWN)
def test_no_markdown(text: str, passes: bool) -> None:
    assert parse({"kind": "no_markdown"}).check(text) is passes
