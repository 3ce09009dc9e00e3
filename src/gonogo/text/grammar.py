"""A reader's grammar of English: pronouns and coordinating conjunctions, told from the words around them.

No parser: stated rules that look at the next and the previous word. Where they leave it open, a word is not counted.
"""

from __future__ import annotations

from gonogo.text.segment import Span
from gonogo.text.view import View
from gonogo.text.words import places


def _set(*words: str) -> frozenset[str]:
    return frozenset(" ".join(words).split())


# ---------------------------------------------------------------------- words
SUBJECTS = _set("i he she we they")
ALWAYS = SUBJECTS | _set(
    "you it me him us them my your his her its our their mine yours hers ours theirs",
    "myself yourself himself herself itself ourselves yourselves themselves themself oneself",
    "who whom whose what which whoever whomever whatever whichever",
    "everyone everybody everything someone somebody something anyone anybody anything nobody nothing none no-one",
    "others ones thou thee thy thine thyself ye y'all",
)
# Pronouns only where no noun follows: "both are", "this is", "each of us", but not "both dogs".
BESIDE_NOUNS = _set("this that these those all both each some any another other few many several either neither one")
OF_AMOUNT = _set("much most more less enough little fewer least")  # adverbs more often than not
_AUXILIARIES = _set(
    "is are was were am be been has have had do does did will would can could may might must shall should cannot",
    "isn aren wasn weren hasn haven hadn doesn don didn won wouldn couldn shouldn mustn shan ain",
)
_VERBS = _set(
    "makes made takes took gives gave helps helped allows allowed works worked means meant shows showed needs needed",
    "comes came goes went seems seemed looks looked leads led holds held keeps kept causes caused provides provided",
    "includes included requires required contains contained exists existed happens happened becomes became runs ran",
    "says said tells told feels felt remains remained brings brought creates created follows followed offers offered",
    "turns turned begins began ends ended lies lay stands stood sounds sounded appears appeared depends depended",
)
_SPEAKING = _AUXILIARIES | _VERBS
_AFTER_PRONOUN = _AUXILIARIES | _VERBS | _set(
    "of who whom which in on at from for with by as than to and or but because when if while although though",
    "not also always never already",
)  # fmt: skip
_SAYING = _set(
    "say says said saying think thinks thought know knows knew believe believes believed feel feels felt hope hopes",
    "hoped see sees saw show shows showed mean means meant ensure ensures suggest suggests suggested claim claims",
    "claimed argue argues argued note notes noted find finds found tell told understand realize realise realized fact",
    "so such sure clear true likely possible certain aware glad sorry afraid idea belief given now provided",
)
_MARKS = frozenset('.,;:!?…)(\n—–"“”、。！？')
_QUIET = _set("at after above in")  # before "all", "any": at all, after all
_DIGGINGS = _set("a an the gold coal land silver diamond salt copper iron this that")  # before "mine", a noun
_NUMBERED = _set(
    "war part chapter type phase volume act section grade class book level stage appendix figure table article title",
    "category tier step unit module elizabeth charles william james henry george napoleon louis francis frederick",
)
_ABBREVIATED = _set("it us who")  # IT, US, WHO
_SELF_TALK = _set(
    "am was have had do did can could will would said think know want like feel love need must should guess mean"
)


# ---------------------------------------------------------------------- pronouns
def pronouns(view: View) -> list[Span]:
    """Return where English pronouns are.

    Personal, possessive (my, mine), reflexive, interrogative and relative, and indefinite ones; also the pronoun in a
    contraction (it's, who'll). "No one", "each other" and "one another" are one each. Words that also stand beside
    nouns (this, that, all, both, each, some, any, many, one…) count only where no noun follows: before a verb, "of" or
    another such word, or at a mark. Abbreviations (US, IT, WHO), the numeral I (World War I) and "a mine" are none.
    """
    words, offsets = view.vocabulary, view.words.offsets
    found: list[Span] = []
    skip = -1
    likely = _CANDIDATES.union(filter(_contracted, words)) if "'" in view.folded else _CANDIDATES
    for i in [i for i, word in enumerate(words) if word in likely]:
        word = words[i]
        base, _, tail = word.partition("'")
        if word in _CANDIDATES:
            base, tail = word, ""
        elif base not in _CANDIDATES:
            continue
        if i == skip:
            continue
        after = words[i + 1] if i + 1 < len(words) else ""
        if (word, after) in _PAIRS and not _marked(view, i):
            found.append((offsets[i][0], offsets[i + 1][1]))
            skip = i + 1
        elif word != "no" and _stands_for_noun(view, i, base, tail):
            found.append(offsets[i])
    return found


def _contracted(word: str) -> bool:
    return "'" in word


_PAIRS = frozenset((("no", "one"), ("each", "other"), ("one", "another")))
_CANDIDATES = ALWAYS | BESIDE_NOUNS | OF_AMOUNT | {"no"}


def pronouns_at_most(words: list[str]) -> int:
    """Return a number that the pronouns among folded words cannot exceed."""
    return sum(map(_CANDIDATES.__contains__, words)) + "".join(words).count("'")


def pronouns_at_least(words: list[str]) -> int:
    """Return how many of folded words are pronouns whatever stands around them."""
    return sum(map(_SURE.__contains__, words))


_SURE = ALWAYS - {"i", "mine", "what"} - _ABBREVIATED


def _stands_for_noun(view: View, i: int, base: str, tail: str) -> bool:
    words = view.vocabulary
    before = words[i - 1] if i else ""
    after = words[i + 1] if i + 1 < len(words) else ""
    if base in ALWAYS:
        start, end = view.words.offsets[i]
        if base == "i":
            return bool(tail) or _is_i(view, i, before, after)
        if base in _ABBREVIATED and not tail and view.text[start:end].isupper():
            return _shouted(view, i)
        if base == "mine":
            return before not in _DIGGINGS
        return base != "what" or after not in ("a", "an")
    if tail:
        return True
    if base in OF_AMOUNT:
        return not _marked(view, i) and (after == "of" or after in ("is", "are", "was", "were", "have", "has"))
    if base == "that" and after in SUBJECTS | {"you", "it"} and not _marked(view, i):
        return before not in _SAYING and before != ""  # relative: the book that I read
    if _marked(view, i) or not after:
        return base not in ("either", "neither") and not (base in ("all", "any") and before in _QUIET)
    return after.partition("'")[0] in _AFTER_PRONOUN


def _marked(view: View, i: int) -> bool:
    """Return whether a mark or a line break parts word ``i`` from the next."""
    offsets = view.words.offsets
    if i + 1 >= len(offsets):
        return True
    gap = view.text[offsets[i][1] : offsets[i + 1][0]]
    return gap != " " and not _MARKS.isdisjoint(gap)


def _is_i(view: View, i: int, before: str, after: str) -> bool:
    """Return whether the letter I is the pronoun: no numeral, no variable, no number of a list."""
    start, end = view.words.offsets[i]
    if view.text[start] == "i":
        return after in _SELF_TALK and not _marked(view, i)
    if view.text[end : end + 1] == "/":  # I/O
        return False
    lead = view.text[max(0, start - 4) : start].rstrip(" ")
    if view.text[end : end + 1] in (".", ")") and (not lead or lead[-1] in "\n("):
        return False
    return before not in _NUMBERED


def _shouted(view: View, i: int) -> bool:
    """Return whether the words around word ``i`` are in capitals, too."""
    near = [view.words[j] for j in (i - 2, i - 1, i + 1, i + 2) if 0 <= j < len(view.words)]
    return bool(near) and all(word.isupper() for word in near)


# ---------------------------------------------------------------------- conjunctions
CONJUNCTIONS = ("for", "and", "nor", "but", "or", "yet", "so")
_NOT_AFTER_SO = _set("that much many far long called little few forth on to as")
_NOT_AFTER_YET = _set("to another again more")
_NOT_BEFORE_YET = _set("not never as nothing ever haven hasn hadn isn aren wasn weren didn")
_PARTS = frozenset(",;:.!?—–\n(")


def conjunctions(view: View) -> list[tuple[Span, str]]:
    """Return where coordinating conjunctions are, each with its word in lower case.

    "And", "or", "nor" and "but" are always ones. "For" is one where a clause follows (", for she was tired"), not as a
    preposition; "so" where it begins a clause, not in "so much", "so that" or "so good"; "yet" where it joins, not in
    "not yet", "yet to" or at the end of a clause.
    """
    words = view.vocabulary
    return [
        (view.words.offsets[i], word) for i, word in enumerate(words) if word in _COORDINATING and _joins(view, i, word)
    ]


def kinds_of_conjunctions(view: View, stop: int | None = None) -> int:
    """Return how many different ones there are, or any number from ``stop`` on once that is certain."""
    words = view.vocabulary
    held = _COORDINATING.intersection(words)
    n = len(held - _UNSURE)
    for unsure in _UNSURE & held if stop is None or n < stop else ():
        n += any(_joins(view, i, unsure) for i in places(words, unsure))
    return n


def _joins(view: View, i: int, word: str) -> bool:
    if word == "for":
        return _is_for(view, i)
    if word == "so":
        return _is_so(view, i)
    return word != "yet" or _is_yet(view, i)


def _opens_clause(view: View, i: int) -> bool:
    """Return whether a mark, or the beginning of the text, stands before word ``i``."""
    offsets = view.words.offsets
    gap = view.text[offsets[i - 1][1] : offsets[i][0]] if i else "\n"
    return gap != " " and not _PARTS.isdisjoint(gap)


def _is_for(view: View, i: int) -> bool:
    near = [word.partition("'")[0] for word in view.vocabulary[i + 1 : i + 7]]
    if not near or not (near[0] in SUBJECTS or _SPEAKING.intersection(near[1:])):
        return False  # whatever marks stand there
    following = _clause(view, i)
    if not following:
        return False
    if following[0].partition("'")[0] in SUBJECTS:
        return True
    return _opens_clause(view, i) and any(word.partition("'")[0] in _SPEAKING for word in following[1:])


def _is_so(view: View, i: int) -> bool:
    following = _clause(view, i)
    after = following[0].partition("'")[0] if following else ""
    if after in _NOT_AFTER_SO or following[1:2] == ["that"]:  # so good that
        return False
    return _opens_clause(view, i) or after in SUBJECTS | {"you", "it", "there"}


def _is_yet(view: View, i: int) -> bool:
    following = _clause(view, i)
    before = view.vocabulary[i - 1].partition("'")[0] if i and not _opens_clause(view, i) else ""
    if not following:  # "Yet, she stayed" joins; "has not come yet," does not
        return _opens_clause(view, i) and i + 1 < len(view.words)
    return following[0] not in _NOT_AFTER_YET and before not in _NOT_BEFORE_YET


def _clause(view: View, i: int) -> list[str]:
    """Return up to six words that follow word ``i`` before a mark."""
    found = []
    for j in range(i, min(i + 6, len(view.words) - 1)):
        if _marked(view, j):
            break
        found.append(view.vocabulary[j + 1])
    return found


_COORDINATING = frozenset(CONJUNCTIONS)
_UNSURE = frozenset(("for", "so", "yet"))  # are conjunctions only now and then
