"""Units of vocabulary: different words, words of a list, of a part of speech, or that read the same backwards."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from random import Random
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, field_validator

from gonogo.amount import Amount, at_least, at_most, exactly
from gonogo.draft import Draft, Token
from gonogo.errors import CannotConstruct, SpecError
from gonogo.examples import Fails, Passes, Source
from gonogo.text import grammar
from gonogo.text.chars import looks, lower
from gonogo.text.matching import keyword_spans, lacks, needle, occurrences, rare
from gonogo.text.palindromes import palindrome, palindromes, phrases
from gonogo.text.segment import Span
from gonogo.text.view import View, plain
from gonogo.text.wordlists import stop_words
from gonogo.units.base import Marked, Unit


class UniqueWords(Unit):
    """Number of different words.

    Letter case, emphasis and the shape of quotes make no difference; other forms of a word (cat, cats, cat's) do.
    """

    NAME, ONE, MANY = "unique_words", "different word", "different words"
    LEAST = 1
    VERSION = 2
    EXAMPLES = (
        Passes({"amount": 1}, "re**mark**able remarkable", "emphasis inside a word"),
        Passes({"amount": 1}, "_so_ so", "emphasis around it"),
        Passes({"amount": {"low": 2, "high": 2}}, "Salt “salt” **SALT** - water", "one in four guises"),
        Passes({"amount": {"low": 3, "high": 3}}, "Cat, cats, cat's.", "forms of a word differ"),
        Passes({"amount": {"low": 1, "high": 1}}, "re**mark**able *remarkable*", "emphasis inside a word"),
        Passes({"amount": {"low": 2, "high": 2}}, "今天今", "written without blanks"),
        Fails({"amount": {"low": 3}}, "- cat -- dog", "dashes are no words"),
        Fails({"amount": {"low": 2}}, "The the THE", "letter case"),
        Fails({"amount": {"low": 2}}, "Don't don’t."),
    )
    SOURCES = (
        Source("IFBench", "count:unique_word_count", same=False,
               note="the published checker counts a lone dash as a word, and curly quotes make a word another one"),
    )  # fmt: skip

    def count(self, view: View, stop: int | None = None) -> int:
        return len(set(view.vocabulary))

    def most(self, view: View) -> int | None:
        return None if view.foreign else (len(view.text) + 1) // 2

    def spans(self, view: View) -> list[Span]:
        first: dict[str, Span] = {}
        for word, span in zip(view.vocabulary, view.words.offsets, strict=True):
            first.setdefault(word, span)
        return list(first.values())

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        kept = set(View(" ".join(token.text for token in draft.tokens() if token.locked)).vocabulary)
        if n < len(kept):
            raise CannotConstruct(f"{len(kept)} different words are locked; {n} are wanted")
        pool = _others(draft, kept, n - len(kept), rng)
        for sentence in draft.sentences() if not pool else ():
            sentence.tokens = [token for token in sentence.tokens if token.locked]
        free = [token for token in draft.tokens() if not token.locked]
        while len(free) < len(pool):
            sentence = rng.choice(draft.free() or [draft.add_sentence(rng)])
            sentence.tokens.append(Token(draft.word(rng)))
            free = [token for token in draft.tokens() if not token.locked]
        for i, token in enumerate(free):
            token.text = pool[i] if i < len(pool) else rng.choice(pool)

    def amounts(self, rng: Random) -> Amount:
        n = rng.randrange(10, 60)
        return rng.choice((at_least(n), at_most(n), exactly(n)))


def _others(draft: Draft, taken: set[str], n: int, rng: Random) -> list[str]:
    """Return ``n`` different filler words that nobody avoids."""
    allowed = [w for w in draft.vocabulary if w not in taken and not any(avoided(w) for avoided in draft.avoided)]
    if len(allowed) < n:
        raise CannotConstruct(f"{n} more different words are wanted, but there are {len(allowed)} to choose from")
    return rng.sample(allowed, n)


class StopWords(Marked):
    """Number of English stop words: words of grammar such as the, of, is, and, it, don't.

    The list is ``gonogo/text/data/stop_words.txt``; a contraction is one word.
    """

    NAME, ONE, MANY = "stop_words", "stop word", "stop words"
    INSTRUCTION = "Use {amount} {noun}{place} (very common words of grammar such as the, of, is, and, it)."
    EXAMPLES = (
        Passes({"amount": {"low": 4, "high": 4}}, "The cat IS **on** the mat."),
        Passes({"amount": {"low": 2, "high": 2}}, "I don’t sing", "a contraction is one"),
        Fails({"amount": {"low": 1}}, "Gulls circle harbours.", "no word of grammar"),
        Fails({"amount": {"low": 0, "high": 0}}, "Salt and pepper"),
        Fails({"amount": {"low": 1}}, "Than-clauses, theses, isle", "part of a compound, or letters of a word"),
    )

    def spans(self, view: View) -> list[Span]:
        listed = stop_words()
        return [span for span, word in zip(view.words.offsets, view.vocabulary, strict=True) if word in listed]

    def count(self, view: View, stop: int | None = None) -> int:
        return sum(map(stop_words().__contains__, view.vocabulary))

    def made(self, rng: Random) -> str:
        return rng.choice(("the", "of", "and", "is", "to", "with", "in"))

    def is_one(self, token: str) -> bool:
        return lower(token) in stop_words()

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        """Replace words, so that their number stays; add some only where there are too few."""
        draft.avoid(self.is_one, rng)
        have = [token for token in draft.tokens() if self.is_one(token.text)]
        for token in have[n:]:
            token.text, token.locked = draft.word(rng), False
        free = [token for token in draft.tokens() if not token.locked]
        for token in rng.sample(free, min(len(free), max(0, n - len(have)))):
            token.text, token.locked = self.made(rng), True
        super().resize(draft, n, rng)


class Palindromes(Unit):
    """Number of different words that read the same backwards.

    Letters only: no figures (101), no single letter over and over (aaa), nothing that cannot be read as a word
    (abcba); hyphens, apostrophes and a possessive 's do not matter. ``phrases`` counts runs of words as well
    ("Never odd or even").
    """

    NAME, ONE, MANY = "palindromes", "palindrome", "palindromes"

    min_letters: int = Field(default=3, ge=2, le=30, description="letters of a word at least")
    phrases: bool = Field(default=False, description="whether runs of words count as well")
    repeats: bool = Field(default=False, description="whether the same one counts each time")

    EXAMPLES = (
        Passes({"amount": {"low": 3, "high": 3}}, "Racecar! Madam, **level**."),
        Passes({"min_letters": 5, "amount": {"low": 2, "high": 2}}, "Hannah's kayak. Noon, Hannah.", "a possessive"),
        Passes({"phrases": True, "amount": {"low": 1}}, "A man, a plan, a canal: Panama!"),
        Passes({"repeats": True, "amount": {"low": 3, "high": 3}}, "Noon, noon and noon."),
        Passes({"amount": {"low": 1, "high": 1}}, "He does a pull-up.", "a hyphen inside"),
        Passes(
            {"phrases": True, "amount": {"low": 3, "high": 3}},
            "Never odd or even, noon. A man, a plan, a canal: Panama!",
            "two phrases and a word",
        ),
        Passes({"phrases": True, "amount": {"low": 1, "high": 1}}, "Madam, in Eden, I'm Adam.", "with a word in it"),
        Passes({"phrases": True, "amount": {"low": 2, "high": 2}}, "A noon. Never odd or even."),
        Passes({"phrases": True, "amount": {"low": 1, "high": 1}}, "Live, evil, live.", "two overlap"),
        Passes({"phrases": True, "amount": {"low": 2, "high": 2}}, "A top spot. Oat, a Tao."),
        Passes({"min_letters": 2, "amount": {"low": 1, "high": 1}}, "A ewe's d1d, 11:11, 1a1."),
        Passes({"amount": {"low": 2, "high": 2}}, "Hannah's шалаш and kkkk.", "other scripts have palindromes, too"),
        Fails({"phrases": True, "amount": {"low": 2}}, "Level level", "the same one"),
        Fails({"phrases": True, "min_letters": 6, "amount": {"low": 1}}, "Level level. Noon on noon."),
        Fails({"phrases": True, "amount": {"low": 1}}, "Stop spot, go; top spots. My pal lap. Step 5 pets."),
        Fails({"amount": {"low": 1}}, "I saw a cat at 11:11 on 101 -- ...", "single letters, figures, marks"),
        Fails({"amount": {"low": 2}}, "Level level LEVEL", "the same one"),
        Fails({"min_letters": 5, "amount": {"low": 1}}, "noon 12321 aaaaa abcba mmmmm bcdcb", "none of them is a word"),
        Fails({"phrases": True, "amount": {"low": 1}}, "On no, a song: noo nos.", "runs of words by chance"),
        Fails({"amount": {"low": 1}}, "A man, a plan, a canal: Panama!", "a phrase, where words are asked for"),
    )
    SOURCES = (
        Source("IFTrain", "keywords:palindrome", same=False,
               note="the published checker accepts I, a, 11 and lone marks, and refuses Racecar and level."),
        Source("IFBench", "words:palindrome", same=False,
               note="the published checker accepts the same one ten times, and figures"),
    )  # fmt: skip

    def spans(self, view: View) -> list[Span]:
        found = dict(palindromes(view, self.min_letters))
        if self.phrases:
            known = list(found)  # the words are in order, and so are their ends
            ends = [end for _, end in known]
            for start, end in phrases(view):
                i = bisect_right(ends, start)
                if i == len(known) or known[i][0] >= end:
                    found[start, end] = lower(plain(view.text[start:end]))
        if not self.repeats:
            first: dict[str, Span] = {}
            for span, letters in sorted(found.items()):
                first.setdefault(letters, span)
            return list(first.values())
        return sorted(found)

    def count(self, view: View, stop: int | None = None) -> int:
        if self.phrases and stop is not None:
            words = palindromes(view, self.min_letters)
            n = len(words) if self.repeats else len({letters for _, letters in words})
            if n >= stop:  # phrases cost more to find
                return n
        return len(self.spans(view))

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        draft.avoid(lambda word: bool(palindrome(lower(word), self.min_letters)), rng)
        pool = [word for word in _PALINDROMES if len(word) >= self.min_letters]
        _resize_listed(draft, n, rng, pool, pool, self.repeats)

    def sentence(self, amount: Amount, where: str) -> str:
        place = f" {where}" if where else ""
        which = "words or phrases" if self.phrases else "words"
        same = "each time they occur" if self.repeats else "different ones only"
        return (
            f"Use {amount.wording()} {self.noun(amount)}{place}, {which} that read the same backwards, each at least "
            f"{self.min_letters} letters long ({same} count)."
        )

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(min_letters=rng.randint(3, 5), phrases=rng.random() < 0.3, repeats=rng.random() < 0.3)


_PALINDROMES = (
    "level", "radar", "kayak", "civic", "madam", "refer", "rotor", "stats", "tenet", "racecar", "redder", "reviver",
    "rotator", "solos", "sagas", "deified", "noon", "deed", "peep", "mom", "dad", "eye",
)  # fmt: skip


class Listed(Unit):
    """Number of items of a list that occur: words or phrases.

    An item is a word or a run of words, as in ``keywords.include``. Each counts once however often it occurs, unless
    ``repeats``. ``case`` says how letter case matters: not at all, by a capital at the beginning (names), or exactly.
    Where an item is part of one of the phrases in ``besides`` (a grace period, a mason jar), it does not count.
    """

    NAME, ONE, MANY = "listed", "item", "items"

    items: tuple[Annotated[str, StringConstraints(min_length=1)], ...] = Field(
        min_length=1, description="words or phrases; plain text, never patterns"
    )
    case: Literal["any", "capital", "exact"] = Field(default="any", description="how letter case matters")
    repeats: bool = Field(default=False, description="whether an item counts each time it occurs")
    besides: tuple[Annotated[str, StringConstraints(min_length=1)], ...] = Field(
        default=(), description="phrases in which an item does not count"
    )

    VERSION = 2
    EXAMPLES = (
        Passes({"items": ["Emma", "Noah", "Mia"], "amount": {"low": 2, "high": 2}}, "Emma's dog met **Noah**. Emma!"),
        Passes({"items": ["a", "b"], "repeats": True, "amount": {"low": 3, "high": 3}}, "A b, a-side."),
        Passes({"items": ["Grace"], "case": "capital", "amount": {"low": 1}}, "I met GRACE."),
        Passes({"items": ["Grace"], "case": "exact", "amount": {"low": 1, "high": 1}}, "GRACE met **Gr**ace"),
        Fails({"items": ["Grace"], "case": "capital", "besides": ["grace period"], "amount": {"low": 1}},
              "With grace. A *Grace  period*."),
        Fails({"items": ["Grace"], "case": "exact", "amount": {"low": 1}}, "GRACE met grace."),
        Fails({"items": ["Emma", "Noah"], "amount": {"low": 2}}, "Emma, Emma and Noahs."),
        Fails({"items": ["The sea is wide."], "case": "exact", "amount": {"low": 1}}, "I doubt that the sea is wide."),
    )  # fmt: skip
    SOURCES = (
        Source("IFBench", "count:person_names", same=False,
               note="the published checker counts a Grace period and a Mason jar"),
        Source("IFEval", "keywords:key_sentences", same=False,
               note="the published checker is switched off; it splits sentences so that some are never found"),
    )  # fmt: skip

    @field_validator("items", "besides")
    @classmethod
    def _shown(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        seen: dict[str, str] = {}
        for item in value:
            if not plain(item):
                raise SpecError(f"count.listed: item {item!r} shows nothing that could be found")
            if plain(item) in seen:
                other = seen[plain(item)]
                raise SpecError(f"count.listed: items {other!r} and {item!r} cannot be told apart; keep one of them")
            seen[plain(item)] = item
        return value

    @cached_property
    def _needles(self) -> tuple[tuple[str, str], ...]:
        return tuple((needle(item), plain(item)) for item in self.items)

    @cached_property
    def _plainly(self) -> bool:
        """Whether counting needs no places: neither the case of a match matters, nor what it is part of."""
        return self.case == "any" and not self.besides

    def count(self, view: View, stop: int | None = None) -> int:
        n = 0
        may = frozenset(rare(view, [wanted for wanted, _ in self._needles]))
        for wanted, item in self._needles:
            if wanted not in may:
                continue
            if self._plainly:
                n += occurrences(view, wanted, None if self.repeats else 1)
            elif occurrences(view, wanted, 1):
                found = len(self._found(view, wanted, item))
                n += found if self.repeats else min(found, 1)
            if stop is not None and n >= stop:
                break
        return n

    def spans(self, view: View) -> list[Span]:
        found = []
        for wanted, item in self._needles:
            here = self._found(view, wanted, item)
            found += here if self.repeats else here[:1]
        return sorted(found)

    def _found(self, view: View, wanted: str, item: str) -> list[Span]:
        found = keyword_spans(view, wanted)
        if self.case != "any":
            text = view.text
            right = {form: self._cased(form, item) for form in {text[a:b] for a, b in found}}
            found = [(a, b) for a, b in found if right[text[a:b]]]
        if found and self.besides:
            phrases = [one for one in map(needle, self.besides) if wanted in one and not lacks(view, one)]
            taken = sorted(span for phrase in phrases for span in keyword_spans(view, phrase))
            starts = [start for start, _ in taken]
            reach = [0, *accumulate((end for _, end in taken), max)]  # the furthest end of those that begin so early
            found = [(a, b) for a, b in found if reach[bisect_right(starts, a)] < b]
        return found

    def _cased(self, shown: str, item: str) -> bool:
        if self.case == "exact":
            return plain(shown) == item
        return looks(shown)[:1].isupper()

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        named = [*(wanted for wanted, _ in self._needles), *map(needle, self.besides)]
        known = {part for phrase in named for part in View(phrase).vocabulary}
        draft.avoid(lambda word: lower(word) in known, rng)
        texts = [f"{item[:1].upper()}{item[1:]}" if self.case == "capital" else item for item in self.items]
        _resize_listed(draft, n, rng, texts, texts, self.repeats)

    def sentence(self, amount: Amount, where: str) -> str:
        place = f" {where}" if where else ""
        listed = ", ".join(f'"{item}"' for item in self.items)
        which = "of the items" if self.repeats else "different items"
        said = f"Use {amount.wording()} {which} of this list{place}: {listed}"
        said += " (each time counts)" if self.repeats else ""
        said += {"any": "", "capital": ", with a capital letter", "exact": ", spelled exactly so"}[self.case]
        if self.besides:
            said += f"; not as part of {', '.join(map(repr, self.besides))}"
        return said + "."

    @classmethod
    def sample(cls, rng: Random) -> Self:
        cases: tuple[Literal["any", "capital", "exact"], ...] = ("any", "capital", "exact")
        case = rng.choice(cases)
        besides = ("nora jones",) if rng.random() < 0.3 else ()
        return cls(items=tuple(rng.sample(_ITEMS, 12)), case=case, repeats=rng.random() < 0.3, besides=besides)

    def amounts(self, rng: Random) -> Amount:
        return rng.choice((at_least, at_most, exactly))(rng.randint(1, 5))


_ITEMS = (
    "Emma", "Liam", "Sophia", "Noah", "Nora", "Thomas", "C++", "ice cream", "Ella", "night train", "well-known",
    "naïve", "Claire", "David", "Ryan", "copper",
)  # fmt: skip


def _resize_listed(draft: Draft, n: int, rng: Random, known: list[str], pool: list[str], repeats: bool) -> None:
    """Hold exactly ``n`` tokens of ``known``, all different unless ``repeats``, taking new ones from ``pool``."""
    have = [token for token in draft.tokens() if token.locked and token.text in known]
    kept: set[str] = set()
    surplus = []
    for token in have:
        if len(kept) < n and (repeats or token.text not in kept):
            kept.add(token.text if not repeats else f"{token.text} {len(kept)}")
        else:
            surplus.append(token)
    for token in surplus:
        token.text, token.locked = draft.word(rng), False
    left = [text for text in pool if repeats or text not in kept]
    if not repeats and len(left) < n - len(kept):
        raise CannotConstruct(f"{n} different ones are wanted, but the list holds {len(pool)}")
    more = n - len(kept)
    for text in [rng.choice(left) for _ in range(more)] if repeats else rng.sample(left, more):
        draft.insert(text, rng)


class Pronouns(Marked):
    """Number of English pronouns, each time they occur.

    What one is, see :func:`gonogo.text.grammar.pronouns`: my and its count, "all" in "all dogs" does not, "no one" is
    one.
    """

    NAME, ONE, MANY = "pronouns", "pronoun", "pronouns"
    EXAMPLES = (
        Passes({"amount": {"low": 4, "high": 4}}, "She told him that it’s hers."),
        Passes({"amount": {"low": 2, "high": 2}}, "No one saw each **other**.",
               "two words, one pronoun"),
        Passes({"amount": {"low": 3, "high": 3}}, "This is it. All of the dogs bark.", "no noun follows"),
        Passes({"amount": {"low": 4, "high": 4}}, "I know that she left the book that I read.", "one that is relative"),
        Passes({"amount": {"low": 3, "high": 3}}, "What a day! What is this? Either. After all, some."),
        Passes({"amount": {"low": 4, "high": 4}}, "Much of it is more, enough; most are less, one has little"),
        Passes({"amount": {"low": 2, "high": 2}}, "I. World War I ended. (I) So i said i think i = 1."),
        Passes({"amount": {"low": 3, "high": 3}}, "WHO CARES WHAT IT IS", "in capitals like all the rest"),
        Passes({"amount": {"low": 7, "high": 7}},
               "No dog; no one: no, One man. Each other, each, other men. It's, who'll, someone's, that's."),
        Passes({"amount": {"low": 4, "high": 4}}, "(I know. It was I.) Gold mine: mine. That man"),
        Passes({"amount": {"low": 2, "high": 2}}, "That she left is sure, said (he), less. For all men, i, not in any"),
        Passes({"amount": {"low": 3, "high": 3}}, "I'll see what I see, that I-beam, the I/O."),
        Passes({"amount": {"low": 4, "high": 4}}, "I hope that she is well; that, you say"),
        Passes({"amount": {"low": 2, "high": 2}}, "Less than most, of enough is. What an end: what ends"),
        Passes({"amount": {"low": 4, "high": 4}}, "HE ran; IT'S late, that's blue, i'm here."),
        Passes({"amount": {"low": 4, "high": 4}}, "It is all in this. It ends"),
        Fails({"amount": {"low": 1}}, "The dog's tail, i, near I-95 in no hurry"),
        Passes({"amount": {"low": 0, "high": 0}}, "World War I, the US and an IT desk near a mine."),
        Fails({"amount": {"low": 1}}, "All dogs bark; any cat; each man; that book.", "beside nouns"),
        Fails({"amount": {"low": 1}}, "Salt and water so that ships float."),
    )  # fmt: skip
    SOURCES = (
        Source("IFBench", "count:pronouns", same=False,
               note="the published checker counts all, any, each and that beside nouns, and misses no one, oneself"),
    )  # fmt: skip

    def most(self, view: View) -> int | None:
        return grammar.pronouns_at_most(view.vocabulary)

    def count(self, view: View, stop: int | None = None) -> int:
        sure = 0 if stop is None else grammar.pronouns_at_least(view.vocabulary)
        return sure if stop is not None and sure >= stop else len(self.spans(view))

    def spans(self, view: View) -> list[Span]:
        return grammar.pronouns(view)

    def made(self, rng: Random) -> str:
        return rng.choice(("she", "they", "him", "myself", "hers", "everyone", "whoever"))

    def is_one(self, token: str) -> bool:
        return token in grammar.ALWAYS

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        unsure = grammar.ALWAYS | grammar.BESIDE_NOUNS | grammar.OF_AMOUNT
        draft.avoid(lambda word: lower(word) in unsure, rng)
        super().resize(draft, n, rng)


class Conjunctions(Unit):
    """Number of different English coordinating conjunctions: for, and, nor, but, or, yet, so.

    Each counts once however often it occurs, unless ``repeats``. What one is, see
    :func:`gonogo.text.grammar.conjunctions`: the preposition "for", "so that" and "not yet" are none.
    """

    NAME, ONE, MANY = "conjunctions", "coordinating conjunction", "coordinating conjunctions"

    repeats: bool = Field(default=False, description="whether the same one counts each time")

    VERSION = 2
    EXAMPLES = (
        Passes({"amount": {"low": 3, "high": 3}}, "Salt and pepper, but no oil, **so** she left and sang."),
        Passes({"repeats": True, "amount": {"low": 3, "high": 3}}, "And and AND"),
        Passes({"amount": {"low": 2}}, "He slept, for he was tired, yet he woke."),
        Fails({"amount": {"low": 2}}, "And and AND", "the same one"),
        Fails(
            {"amount": {"low": 1}}, "A gift for the farm, so good that it has not yet come.", "none of the three joins"
        ),
        Passes({"amount": {"low": 3, "high": 3}}, "Yet, she sang; for the sea had gone: so go."),
        Passes({"amount": {"low": 3, "high": 3}}, "Simple yet elegant. He ran for they’d called so it’s done."),
        Passes({"amount": {"low": 3, "high": 3}}, "It is not. Yet she came, for all was lost, so go."),
        Passes({"amount": {"low": 1, "high": 1}}, "Yet she did not"),
        Fails({"amount": {"low": 1}}, "It is all for what was best. He comes yet, she goes, yet"),
        Fails({"amount": {"low": 1}}, "So much, so far. Yet another. He isn’t yet here, yet.", "none of them joins"),
        Fails(
            {"amount": {"low": 1}},
            "Fish, for the poor, for that. It is so. As yet nothing, yet to come: for",
            "nor here",
        ),
        Fails({"amount": {"low": 2}}, "But, but."),
    )
    SOURCES = (
        Source("IFBench", "count:conjunctions", same=False,
               note="the published checker takes and, And and but, for different ones, and for as a preposition"),
    )  # fmt: skip

    def most(self, view: View) -> int | None:
        if self.repeats:
            return sum(map(grammar.CONJUNCTIONS.__contains__, view.vocabulary))
        known = view.__dict__.get("vocabulary")
        if known is not None:
            return len(set(grammar.CONJUNCTIONS).intersection(known))
        return sum(not view.lacks(word.encode()) for word in grammar.CONJUNCTIONS)

    def count(self, view: View, stop: int | None = None) -> int:
        if self.repeats:
            return len(self.spans(view))
        return grammar.kinds_of_conjunctions(view, stop)

    def spans(self, view: View) -> list[Span]:
        found = grammar.conjunctions(view)
        if self.repeats:
            return [span for span, _ in found]
        first: dict[str, Span] = {}
        for span, word in found:
            first.setdefault(word, span)
        return list(first.values())

    def resize(self, draft: Draft, n: int, rng: Random) -> None:
        draft.avoid(lambda word: lower(word) in grammar.CONJUNCTIONS, rng)
        _resize_listed(draft, n, rng, list(_JOINING), list(_JOINING), self.repeats)

    def sentence(self, amount: Amount, where: str) -> str:
        place = f" {where}" if where else ""
        same = "each time they occur" if self.repeats else "different ones only"
        return f"Use {amount.wording()} {self.noun(amount)}{place} (for, and, nor, but, or, yet, so; {same} count)."

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(repeats=rng.random() < 0.4)

    def amounts(self, rng: Random) -> Amount:
        n = rng.randint(1, 4)
        return rng.choice((at_least(n), at_most(n), exactly(n)))


_JOINING = ("and", "but", "or", "nor", "there, yet she", "there, so she slept,", "there, for she slept,")
