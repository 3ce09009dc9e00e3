"""French style: how the reader is addressed, and accents put back."""

from __future__ import annotations

from functools import cached_property
from itertools import product
from random import Random
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, field_validator

from gonogo.constraint import Constraint, Fails, Passes, Source, Verdict
from gonogo.draft import Draft, Grain
from gonogo.errors import SpecError
from gonogo.text.french import HOMOGRAPHS, address, without_placeholders
from gonogo.text.matching import keyword_spans, needle, occurrences
from gonogo.text.scripts import unaccented
from gonogo.text.view import View

Word = Annotated[str, StringConstraints(min_length=1)]


class InformalAddress(Constraint):
    """The reader is addressed in French with *tu*, and nowhere with *vous*.

    *Tu, te, toi, t', tes* say tu, and *ton* and *ta* before a noun (``un ton rouge`` does not); without any of them an
    imperative that begins a clause does (``Va au parc``). *Vous, votre, vos* and verbs in *-ez* say vous, wherever they
    stand. Limits: the vous of several persons and of quoted speech counts as vous; the imperatives are a list of about
    230 verbs.
    """

    kind: Literal["address.informal"] = "address.informal"
    phrases: tuple[Word, ...] = Field(
        default=(), description="phrases asked for as they are; their vous does not count"
    )

    GRAIN = Grain.WORD
    VERSION = 2
    EXAMPLES = (
        Passes({}, "Je t’invite chez moi."),
        Passes({}, "Va au parc et mange.", "imperatives"),
        Passes({}, "J'aime **ton** rire, assez pour rester chez toi. Sanchez aussi."),
        Passes({}, "N'oublie pas le pain."),
        Passes({}, "Tu reverras Martínez à Douarnenez.", "names"),
        Fails({}, "Le professeur s'est tu.", "a participle"),
        Passes({}, "Où vas-tu ?"),
        Passes({}, "Je t'embrasse,\n[Votre nom]", "a placeholder"),
        Passes({"phrases": ["Puis-je faire plus pour vous ?"]}, "Tu vois. Puis-je **faire** plus pour vous ?"),
        Fails({"phrases": ["Puis-je faire plus pour vous ?"]}, "Tu vois. Et vous ?"),
        Fails({}, "Il y a un ton rouge. Vous êtes là.", "a noun, and vous"),
        Fails({}, "Tu viens ? Prenez le pain.", "both"),
        Fails({}, "Il mange du pain.", "nobody is addressed"),
        Fails({}, "Tu as raison, dites-vous."),
        Fails({}, "Le ton monte. Il est à ta."),
        Fails({}, "La marche est longue, et elle continue."),
    )
    SOURCES = (
        Source("M-IFEval", "fr:detectable_content:informal_address", same=False,
               note="it takes the noun ton for the form, never forbids vous, and misses ’ and imperatives"),
    )  # fmt: skip

    def describe(self) -> str:
        asked = f", except in {' and '.join(f'“{phrase}”' for phrase in self.phrases)}" if self.phrases else ""
        return f"Address the reader in French with tu, and never with vous{asked}."

    def judge(self, view: View) -> Verdict:
        found = address(self._text(view))
        if found.vous:
            return self.failed(view, f"{len(found.vous)} forms of vous", len(found.vous), closeness=0.0)
        if not found.tu:
            return self.failed(view, "no form of tu and no imperative addresses the reader", 0, closeness=0.5)
        return self.passed(view, len(found.tu), f"{len(found.tu)} forms of tu")

    def satisfy(self, draft: Draft, rng: Random) -> None:
        draft.insert(rng.choice(("tu", "avec toi", "tes amis", "ton livre", "t'invite")), rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        for token in draft.tokens():
            if address(token.text.lower()).tu:
                token.text = draft.word(rng)
        draft.insert(rng.choice(("vous", "votre ami", "venez", "un ton rouge", "chez elle")), rng)

    def _text(self, view: View) -> str:
        """Return the text as it is searched: without the phrases that were asked for, and placeholders."""
        text = view.bare
        for phrase in self.phrases:
            text = text.replace(needle(phrase), " ")
        return without_placeholders(text)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(phrases=("Que puis-je faire pour vous ?",) if rng.random() < 0.3 else ())


class AccentsRestored(Constraint):
    """Some words appear with their accents, and nowhere without, or with some of them only.

    A word is compared as a whole, in either case, alone or with the s or x of the plural. A word whose bare form is
    another word of French (``a`` and ``à``, ``ou`` and ``où``) asks for nothing: only the sentence tells which one is
    meant. For the same reason the last accent may be missing where others stand (``arrête`` for ``arrêté``).
    """

    kind: Literal["accents.restored"] = "accents.restored"
    words: tuple[Word, ...] = Field(min_length=1, description="words that have accents, with them")

    GRAIN = Grain.WORD
    VERSION = 2
    EXAMPLES = (
        Passes({"words": ["leçon", "événements"]}, "Quelle **lec\u0327on** tirer des ÉVÉNEMENTS ?"),
        Passes({"words": ["à"]}, "Il a mangé.", "a and à are two words"),
        Passes({"words": ["école", "à"]}, "À l’école."),
        Fails({"words": ["leçon"]}, "Rien à voir ici.", "the word is missing"),
        Fails({"words": ["déjà"]}, "Déjà vu, deja lu.", "one of them lacks its accents"),
        Fails({"words": ["école", "tôt"]}, "L'école commence tot."),
        Fails({"words": ["à"]}, "123 !", "no text"),
        Passes({"words": ["leçon", "réseau"]}, "Leçons et réseaux."),
        Fails({"words": ["leçon"]}, "Une leçon, deux lecons."),
        Fails({"words": ["réseau"]}, "Un réseau, des reseaux."),
        Fails({"words": ["élève"]}, "L'élève et une autre éleve.", "one accent of two"),
        Passes({"words": ["arrêté"]}, "Un arrêté. Il s'arrête."),
    )
    SOURCES = (
        Source("M-IFEval", "fr:special_character:accents", same=False,
               note="it passes a text without the words, and takes a for an à that lacks its accent"),
    )  # fmt: skip

    @field_validator("words")
    @classmethod
    def _accented(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for word in value:
            if needle(unaccented(word)) == needle(word):
                raise SpecError(f"accents.restored: {word!r} has no accent; give the word as it should appear")
        return value

    @cached_property
    def _lacking(self) -> tuple[str, ...]:
        """How the words look that lack accents, those that lack all of them first."""
        bare = [bare for _, bare in self._pairs]
        partly = [form for word, _ in self._pairs for form in _partly_bare(word)]
        return tuple(form + plural for form in (*bare, *partly) for plural in ("", "s", "x"))

    @cached_property
    def _pairs(self) -> tuple[tuple[str, str], ...]:
        """Each word with its bare form, both as they are compared; without those that ask for nothing."""
        pairs = [(needle(word), needle(unaccented(word))) for word in self.words]
        return tuple(pair for pair in pairs if pair[1] not in HOMOGRAPHS)

    def describe(self) -> str:
        return f"Write these words with their accents, and never without: {', '.join(self.words)}."

    def judge(self, view: View) -> Verdict:
        for form in self._lacking:
            if occurrences(view, form, 1):
                return self.failed(view, f"“{form}” lacks its accents", None, keyword_spans(view, form))
        missing = [
            word
            for word, _ in self._pairs
            if not any(occurrences(view, form, 1) for form in (word, word + "s", word + "x"))
        ]
        if missing:
            return self.failed(
                view, f"missing: {', '.join(missing)}", None, closeness=1 - len(missing) / len(self.words)
            )
        if not self._pairs and not any(map(str.isalpha, view.text)):
            return self.failed(view, "there is no text")
        return self.passed(view, len(self.words), "all accents are there")

    def satisfy(self, draft: Draft, rng: Random) -> None:
        for word, bare in self._pairs:
            draft.avoid(lambda text, bare=bare: needle(text) == bare, rng)  # type: ignore[misc]  # bound now, not when called
            draft.insert(word, rng)

    def violate(self, draft: Draft, rng: Random) -> None:
        word, bare = rng.choice(self._pairs)
        for token in draft.tokens():
            if needle(token.text) == word:
                token.text = draft.word(rng)
        draft.insert(bare, rng)

    @classmethod
    def sample(cls, rng: Random) -> Self:
        return cls(
            words=tuple(rng.sample(("leçon", "école", "déjà", "réseaux", "tôt", "œuvré", "garçon"), rng.randint(1, 3)))
        )


_MOST_ACCENTS = 4


def _partly_bare(word: str) -> list[str]:
    """Return the forms of ``word`` (see :func:`needle`) that lack some of its accents, not all.

    A last é may be missing in another form of the same verb (arrêté, arrête), so it stays.
    """
    places = [i for i, char in enumerate(word) if unaccented(char) != char]
    if not 1 < len(places) <= _MOST_ACCENTS:
        return []
    participle = word[places[-1]] == "é" and not word[places[-1] + 1 :].strip("es")
    forms = []
    for kept in product((True, False), repeat=len(places)):
        if any(kept) and not all(kept) and (kept[-1] or not participle):
            lost = {place for place, stays in zip(places, kept, strict=True) if not stays}
            forms.append("".join(unaccented(char) if i in lost else char for i, char in enumerate(word)))
    return forms
