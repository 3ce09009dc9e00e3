"""The same requirement worded by other kinds: on every text both must decide alike.

Each rule takes a constraint and yields constraints that say the same; what a rule cannot restate it skips. A rule is
logic or a definition that both kinds state; it holds on every text, so any disagreement is a fault of one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from gonogo.amount import Amount
from gonogo.constraint import Constraint, parse
from gonogo.errors import SpecError
from gonogo.scopes import Scope

Rule = Callable[[Constraint], Iterator[dict[str, Any]]]
_SMALL = 6  # parts of a constraint that is taken apart


def restated(constraint: Constraint) -> Iterator[tuple[str, Constraint]]:
    """Yield ``(rule, equal constraint)`` for each rule that has something to say on ``constraint``."""
    for name, rule in RULES.items():
        for spec in rule(constraint):
            try:
                yield name, parse(spec)
            except SpecError:  # the other kind takes no such parameters
                continue


def _not(spec: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "not", "constraint": spec}


def _all(specs: list[dict[str, Any]]) -> dict[str, Any]:
    return {"kind": "all", "constraints": specs}


def _any(specs: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {"kind": "any", "constraints": specs, **more}


def _counted(constraint: Constraint) -> Amount | None:
    """Return the amount of a constraint that counts a unit, else None."""
    counts = constraint.kind.startswith("count.")
    return getattr(constraint, "amount", None) if counts else None


def _with(constraint: Constraint, low: int, high: int | None, step: int = 1) -> dict[str, Any]:
    amount = {key: value for key, value in (("low", low), ("high", high), ("step", step)) if value is not None}
    return {**constraint.to_dict(), "amount": amount}


# ---------------------------------------------------------------------- logic, of any constraint
def _alone(constraint: Constraint) -> Iterator[dict[str, Any]]:
    """Not not, the only part of all and of any, none of one: what holds of every constraint."""
    spec = constraint.to_dict()
    yield _not(_not(spec))
    yield _all([spec])
    yield _any([spec])
    yield _any([_not(spec)], amount=0)


def _taken_apart(constraint: Constraint) -> Iterator[dict[str, Any]]:
    """``all``, ``any`` and ``when`` by each other and ``not`` (De Morgan)."""
    parts = [part.to_dict() for part in getattr(constraint, "constraints", ())]
    if constraint.kind == "all" and len(parts) <= _SMALL:
        yield _any(parts, amount=len(parts))
        yield _not(_any([_not(part) for part in parts]))
        yield _all(parts[::-1])
    elif constraint.kind == "any" and len(parts) <= _SMALL:
        amount: Amount = constraint.amount  # type: ignore[attr-defined]  # the kind has it
        yield _any(parts[::-1], amount=amount.model_dump())
        if amount == Amount(low=1):
            yield _not(_all([_not(part) for part in parts]))
    elif constraint.kind == "when":
        condition, then = constraint.condition.to_dict(), constraint.then.to_dict()  # type: ignore[attr-defined]  # the kind has it
        yield _any([_not(condition), then])
        yield _not(_all([condition, _not(then)]))


# ---------------------------------------------------------------------- amounts
def _bounds(constraint: Constraint) -> Iterator[dict[str, Any]]:
    """An amount by its two bounds, each also as the negation of what lies beyond it."""
    amount = _counted(constraint)
    if amount is None or amount.step != 1 or getattr(constraint, "scope", None) is not None:
        return
    bounds = [_with(constraint, amount.low, None)] if amount.low else []
    bounds += [_with(constraint, 0, amount.high)] if amount.high is not None else []
    if len(bounds) == 2:
        yield _all(bounds)
    beyond = [_with(constraint, 0, amount.low - 1)] if amount.low else []
    beyond += [_with(constraint, amount.high + 1, None)] if amount.high is not None else []
    if beyond:
        yield _not(_any(beyond))
    if amount.high is not None and amount.high - amount.low in range(_SMALL):
        yield _any([_with(constraint, n, n) for n in range(amount.low, amount.high + 1)], amount=1)


def _scoped(constraint: Constraint) -> Iterator[dict[str, Any]]:
    """A count in one part, or in each, by ``within``."""
    scope = getattr(constraint, "scope", None)
    if _counted(constraint) is None or not isinstance(scope, Scope):
        return
    whole = {key: value for key, value in constraint.to_dict().items() if key != "scope"}
    yield {"kind": "within", "constraint": whole, "scope": scope.model_dump(exclude_none=True)}


# ---------------------------------------------------------------------- one thing, two kinds
def _keywords(constraint: Constraint) -> Iterator[dict[str, Any]]:
    """A list of keywords by counts of each keyword, by one constraint for each, and by the opposite list."""
    if constraint.kind not in ("keywords.include", "keywords.exclude"):
        return
    words: tuple[str, ...] = constraint.keywords  # type: ignore[attr-defined]  # the kind has it
    includes = constraint.kind == "keywords.include"
    amount = {"low": 1} if includes else {"high": 0}
    other = "keywords.exclude" if includes else "keywords.include"
    yield _all([{"kind": "count.keyword", "keyword": word, "amount": amount} for word in words])
    yield _all([{"kind": constraint.kind, "keywords": [word]} for word in words])
    yield _not(_any([{"kind": other, "keywords": [word]} for word in words]))
    yield {"kind": constraint.kind, "keywords": [*words[::-1], words[0]]}


def _one_keyword(constraint: Constraint) -> Iterator[dict[str, Any]]:
    amount = _counted(constraint)
    if constraint.kind == "count.keyword" and getattr(constraint, "scope", None) is None:
        word: str = constraint.unit.keyword  # type: ignore[attr-defined]  # the kind has it
        if amount == Amount(low=1):
            yield {"kind": "keywords.include", "keywords": [word]}
        elif amount == Amount(high=0):
            yield {"kind": "keywords.exclude", "keywords": [word]}


def _same_unit(constraint: Constraint) -> Iterator[dict[str, Any]]:
    """Units that are special cases of another unit."""
    if _counted(constraint) is None:
        return
    spec = constraint.to_dict()
    unit = constraint.unit  # type: ignore[attr-defined]  # the kind has it
    if constraint.kind == "count.headings" and unit.level is None and constraint.amount == Amount(high=0):  # type: ignore[attr-defined]  # the kind has it
        yield _all([{**spec, "level": level} for level in range(1, 7)])
    elif constraint.kind == "count.words_with" and len(set(unit.letters)) > 1 and unit.letters.isalpha():
        amount: Amount = constraint.amount  # type: ignore[attr-defined]  # the kind has it
        if amount == Amount(high=0):
            yield _all([{**spec, "letters": letter} for letter in dict.fromkeys(unit.letters)])
    elif constraint.kind in ("count.words_with", "count.words_starting"):
        yield {**spec, "letters": unit.letters[::-1]}
        yield {**spec, "letters": unit.letters.upper()} if unit.letters.isascii() else spec


def _placed(constraint: Constraint) -> Iterator[dict[str, Any]]:
    """What stands at a place also occurs; the first word is the word at place 1; ``wrapped`` says both ends."""
    spec = constraint.to_dict()
    said = str(spec.get("phrase") or spec.get("word") or "")
    if constraint.kind in ("starts_with", "ends_with", "starts_with_word", "word_at"):
        yield _all([spec, {"kind": "keywords.include", "keywords": [said]}])
    if constraint.kind == "starts_with_word":
        yield {**spec, "kind": "word_at", "n": 1}
    elif constraint.kind == "wrapped" and any(map(str.isalnum, said)):
        yield _all([spec, {"kind": "starts_with", "phrase": said}, {"kind": "ends_with", "phrase": said}])


def _order(constraint: Constraint) -> Iterator[dict[str, Any]]:
    """Lists whose order says nothing, reversed."""
    spec = constraint.to_dict()
    for key in _UNORDERED.get(constraint.kind, ()):
        if isinstance(spec.get(key), list) and len(spec[key]) > 1:
            yield {**spec, key: spec[key][::-1]}


_UNORDERED = {
    "marks.include": ("marks",), "sentences.end_marks": ("marks",), "sentences.end_with": ("endings",),
    "scripts.only": ("scripts",), "links.only": ("domains", "schemes"), "accents.restored": ("words",),
    "count.marks": ("marks",), "count.listed": ("words",), "headings.levels": ("levels",),
}  # fmt: skip


# ---------------------------------------------------------------------- what holds because the other does
def _narrower(constraint: Constraint) -> Iterator[dict[str, Any]]:
    """Each of one unit is also one of another, or holds one: five different words are five words at least."""
    amount = _counted(constraint)
    wider = _HOLDS.get(constraint.kind)
    if amount is None or not amount.low or wider is None:
        return
    spec = constraint.to_dict()
    if spec.get("signs"):  # bullets with signs of one's own are no list items
        return
    kept = {"scope": spec["scope"]} if spec.get("scope") else {}
    yield _all([spec, *({**one, **kept, "amount": {"low": amount.low}} for one in wider)])


_WORD = {"kind": "count.words"}
_HOLDS: dict[str, tuple[dict[str, Any], ...]] = {
    "count.unique_words": (_WORD,), "count.stop_words": (_WORD,), "count.words_with": (_WORD,),
    "count.words_starting": (_WORD,), "count.pronouns": (_WORD,), "count.conjunctions": (_WORD,),
    "count.capital_words": (_WORD, {"kind": "count.letters", "which": "upper"}),
    "count.lowercase_words": (_WORD, {"kind": "count.letters", "which": "lower"}),
    "count.vowel_kinds": ({"kind": "count.letters", "which": "vowel"},),
    "count.accented_letters": ({"kind": "count.letters", "which": "any"},),
    "count.numbers": ({"kind": "count.digits", "roman": True},),
    "count.bullets": ({"kind": "count.list_items"},),
    "count.text_paragraphs": ({"kind": "count.paragraphs"},),
    "count.sentences_of": ({"kind": "count.sentences"},),
    "count.questions": ({"kind": "count.marks", "marks": ["?"]},),
    "count.exclamations": ({"kind": "count.marks", "marks": ["!"]},),
}  # fmt: skip


def _wider(constraint: Constraint) -> Iterator[dict[str, Any]]:
    """Where nothing of one unit stands, nothing of a narrower one does; some of one is some of the other."""
    amount = _counted(constraint)
    spec = constraint.to_dict()
    if amount == Amount(low=1) and constraint.kind == "count.words" and spec.get("scope") is None:
        yield {**spec, "kind": "count.unique_words"}
    if amount is None or amount.high is None or constraint.kind not in _HELD:
        return
    kept = {"scope": spec["scope"]} if spec.get("scope") else {}
    if _HELD[constraint.kind].items() <= spec.items():
        narrower = [
            kind for kind, wider in _HOLDS.items() if {"kind": constraint.kind, **_HELD[constraint.kind]} in wider
        ]
        bounds = [{"kind": kind, **kept, "amount": {"high": amount.high}} for kind in narrower if kind in _BARE]
        yield _all([spec, *bounds])


_BARE = frozenset((  # those that need no parameter
    "count.unique_words", "count.stop_words", "count.pronouns", "count.conjunctions", "count.capital_words",
    "count.lowercase_words", "count.vowel_kinds", "count.accented_letters", "count.numbers", "count.bullets",
    "count.text_paragraphs",
))  # fmt: skip
_HELD: dict[str, dict[str, Any]] = {
    "count.words": {}, "count.letters": {"which": "any"}, "count.list_items": {}, "count.paragraphs": {},
    "count.digits": {"roman": True},
}  # fmt: skip


def _same_count(constraint: Constraint) -> Iterator[dict[str, Any]]:
    """One unit under two names, or with parameters that say nothing."""
    amount = _counted(constraint)
    if amount is None:
        return
    spec = constraint.to_dict()
    rest = {key: spec[key] for key in ("amount", "scope") if spec.get(key) is not None}
    if constraint.kind == "count.commas":
        yield {**rest, "kind": "count.marks", "marks": [","]}
    elif constraint.kind == "count.letter" and spec["letter"].isascii():
        yield {**spec, "letter": spec["letter"].swapcase()}
    elif constraint.kind == "count.keyword":
        yield {**rest, "kind": "count.listed", "items": [spec["keyword"]], "repeats": True}
        yield {**spec, "keyword": f"  **{spec['keyword'].upper()}**"} if spec["keyword"].isascii() else spec
    elif constraint.kind == "count.listed" and len(spec["items"]) == 1 and spec["repeats"]:
        if spec["case"] == "any" and not spec["besides"]:
            yield {**rest, "kind": "count.keyword", "keyword": spec["items"][0]}
    elif constraint.kind == "count.characters":
        if spec["blanks"] and amount.high is not None:
            yield _all([spec, {**spec, "blanks": False, "amount": {"high": amount.high}}])
        elif not spec["blanks"] and amount.low:
            yield _all([spec, {**spec, "blanks": True, "amount": {"low": amount.low}}])


def _everywhere(constraint: Constraint) -> Iterator[dict[str, Any]]:
    """The first part is part 1; what stands on no line stands nowhere; what stands on one stands in the response."""
    spec = constraint.to_dict()
    scope = spec.get("scope")
    amount = _counted(constraint)
    if isinstance(scope, dict) and scope.get("where") == "first":
        yield {**spec, "scope": {"where": "nth", "of": scope["of"], "n": 1}}
    elif isinstance(scope, dict) and scope.get("where") == "nth" and scope.get("n") == 1:
        yield {**spec, "scope": {"where": "first", "of": scope["of"]}}
    if amount is None or scope is not None or not _by_character(constraint):
        return
    if amount == Amount(high=0):
        yield _any([{**spec, "scope": {"where": "each", "of": "line"}}, {"kind": "count.lines", "amount": 0}])
    elif amount.high is None and amount.step == 1:
        scopes = [{"where": where, "of": of} for where in ("first", "last") for of in ("line", "paragraph", "sentence")]
        yield _any([spec, *({**spec, "scope": one} for one in scopes)])


def _by_character(constraint: Constraint) -> bool:
    """Return whether what is counted is single characters, or a word without a blank, neither of which ends a line."""
    if constraint.kind == "count.keyword":
        return constraint.unit.keyword.isalnum()  # type: ignore[attr-defined, no-any-return]  # the kind has it
    return constraint.kind in _CHARACTERS and not str(getattr(constraint.unit, "letter", "")).isspace()  # type: ignore[attr-defined]  # the kind has it


_CHARACTERS = frozenset((
    "count.letter", "count.letters", "count.digits", "count.accented_letters", "count.script", "count.commas",
    "count.emoji",
))  # fmt: skip


def _follows(constraint: Constraint) -> Iterator[dict[str, Any]]:
    """What a kind asks for besides: small letters only leave no capital, plain text has no code block."""
    spec = constraint.to_dict()
    kind = constraint.kind
    more: list[dict[str, Any]] = []
    if kind == "case" and spec["case"] in ("lower", "upper"):
        lower = spec["case"] == "lower"
        more = [
            {"kind": "count.letters", "which": "upper" if lower else "lower", "amount": 0},
            {"kind": "count.letters", "which": "lower" if lower else "upper", "amount": {"low": 1}},
            {"kind": "count.capital_words" if lower else "count.lowercase_words", "amount": 0},
        ]
    elif kind == "keywords.case":
        more = [{"kind": "keywords.include", "keywords": [spec["keyword"]]}]
    elif kind == "scripts.only":
        more = [{"kind": "count.letters", "amount": {"low": 1}}]
        if len(spec["scripts"]) == 1:
            more.append({"kind": "count.script", "script": spec["scripts"][0], "amount": {"low": 1}})
    elif kind == "no_markdown":
        # not headings: a signature in plain text stands below two dashes; nor bullets, of which • is plain text
        units = ("code_blocks", "highlights", "tables", "block_quotes", "images")
        more = [{"kind": f"count.{unit}", "amount": 0} for unit in units]
    elif kind == "ratio":
        more = [{**_unit(spec["to"]), "amount": {"low": 1}}]
        if _positive(spec.get("low")):
            more.append({**_unit(spec["of"]), "amount": {"low": 1}})
    elif kind == "unspaced":
        more = [{"kind": "count.lines", "amount": {"high": 1}}, {"kind": "count.paragraphs", "amount": {"high": 1}}]
    if more:
        yield _all([spec, *more])


def _unit(spec: Any) -> dict[str, Any]:
    return dict(spec) if isinstance(spec, dict) else {"kind": spec}


def _positive(share: Any) -> bool:
    return share is not None and any(digit in str(share) for digit in "123456789")


RULES: dict[str, Rule] = {
    "logic": _alone, "parts": _taken_apart, "bounds": _bounds, "scope": _scoped, "keywords": _keywords,
    "keyword": _one_keyword, "unit": _same_unit, "ends": _placed, "order": _order,
    "narrower": _narrower, "wider": _wider, "count": _same_count, "everywhere": _everywhere,
    "follows": _follows,
}  # fmt: skip
"""Every rule by name."""
