"""Mutants of a checker: small changes that the kind's own cases must notice.

What is changed is the code that decides: ``judge`` of a constraint, ``count`` and ``spans`` of a unit, and on
request the methods and functions of the same module that these use. A unit that only passes the question on to
``gonogo.text`` is judged by the functions there (:data:`DELEGATES`). Reasons, spans given as evidence and how near a
failing text came are left alone. A mutant is killed when a case is judged against its label, a unit counts other than
it finds, finds what is not there or other pieces than a person read, or the checker crashes or never ends.
"""

from __future__ import annotations
import __future__

import ast
import importlib
import inspect
import json
import sys
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Any

from gonogo.constraint import Constraint, parse
from gonogo.constraints import Kind
from gonogo.testing.cases import Case, kind_of, pool
from gonogo.testing.tables import read_cases
from gonogo.text.view import View
from gonogo.units import Unit

_ENDLESS = 100_000  # rounds of loops in one verdict after which a mutant is taken to run for ever
_SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
_NAMES = {"passed": "failed", "failed": "passed", "any": "all", "all": "any", "min": "max", "max": "min"}
# keywords that decide nothing; zip's `strict` only guards against a mistake of the programmer
_TOLD = frozenset(("closeness", "reason", "spans", "note", "complete", "measured", "strict"))


def _equivalent() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for page in sorted(files("gonogo.testing").joinpath("equivalent").iterdir(), key=lambda page: page.name):
        known: dict[str, dict[str, list[str]]] = json.loads(page.read_text(encoding="utf-8"))
        for kind, reasons in known.items():
            found.setdefault(kind, {}).update((mutant, why) for why, mutants in reasons.items() for mutant in mutants)
    return found


EQUIVALENT: dict[str, dict[str, str]] = _equivalent()
"""By kind: mutants (as ``str(mutant)``) that decide the same, each with the reason (the pages in ``equivalent``
group them by it). They are not counted. Most are of shortcuts: a wrong one of these would cost time, not a verdict."""

DELEGATES: dict[str, tuple[str, ...]] = {
    "count.words": ("gonogo.text.words:WordMask.__init__", "gonogo.text.words:WordMask.count"),
    "count.sentences": ("gonogo.text.segment:sentences",),
    "count.paragraphs": ("gonogo.text.segment:paragraphs", "gonogo.text.segment:fenced"),
    "count.lines": ("gonogo.text.segment:lines",),
    "count.bullets": ("gonogo.text.markdown:bullets",),
    "copy.span": ("gonogo.text.compare:same", "gonogo.text.compare:span"),
    "count.block_quotes": ("gonogo.text.outline:block_quotes",),
    "count.characters": ("gonogo.text.scripts:count_characters", "gonogo.text.scripts:characters"),
    "count.images": ("gonogo.text.outline:images",),
    "count.links": ("gonogo.text.outline:links",),
    "count.list_items": ("gonogo.text.outline:items",),
    "count.mark_kinds": ("gonogo.text.marks:kinds",),
    "count.tables": ("gonogo.text.outline:tables",),
    "list.nested": ("gonogo.text.outline:levels", "gonogo.text.outline:_columns"),
    "no_self_praise": ("gonogo.text.habits:self_praise",),
    "sections": ("gonogo.constraints.layout:Sections._judge",),
    # what a judge that decides early goes on with
    "chain": ("gonogo.constraints.sequence:Chain._full",),
    "word_at": ("gonogo.constraints.positions:WordAt._judge",),
    "framed": ("gonogo.constraints.sequence:Framed._full",),
    "initials.apart": ("gonogo.constraints.sequence:InitialsApart._full",),
    "initials.order": ("gonogo.constraints.sequence:InitialsOrder._full",),
    "progression": ("gonogo.constraints.progression:Progression._full",),
    "sentences.end_with": ("gonogo.constraints.closing_words:SentencesEndWith._full",),
    "words.clusters": (
        "gonogo.constraints.spelling:WordClusters._clusters",
        "gonogo.constraints.spelling:WordClusters._full",
    ),
    "words.length": ("gonogo.constraints.spelling:WordLength._full", "gonogo.constraints.spelling:WordLength._holds"),
    "table": ("gonogo.text.outline:_rows",),
    "count.keyword": ("gonogo.text.matching:occurrences", "gonogo.text.matching:keyword_spans"),
    "count.conjunctions": ("gonogo.text.grammar:conjunctions",),
    "count.emoji": ("gonogo.text.emoji:emoji",),
    "count.numbers": ("gonogo.text.figures:numbers",),
    "count.palindromes": ("gonogo.text.palindromes:palindromes", "gonogo.text.palindromes:phrases"),
    "count.pronouns": ("gonogo.text.grammar:pronouns",),
    "count.sentences_of": ("gonogo.text.sentence_types:sentences_of",),
    "count.unique_words": ("gonogo.text.words:WordMask.cut",),
    "overlap": ("gonogo.constraints.ratios:Overlap._holds",),
    "ratio": ("gonogo.constraints.ratios:Ratio._holds",),
    "words.every_nth": ("gonogo.text.nth_words:whole_words", "gonogo.text.nth_words:written_in"),
}
"""By kind: the functions (``module:name``) to which its owner leaves the decision. They are mutated in its place, with
the functions of their module that they use, save those to which another kind leaves it: they are mutated there."""


SHARED: dict[str, tuple[str, ...]] = {
    "count.list_items": ("list.nested", "list.marked", "list.sub_bullets"),
    "count.tables": ("table",),
    "count.unique_words": ("count.keyword", "count.listed", "copy.span"),
}
"""By kind: other kinds that read through the functions which are mutated for it. A change of these may show only there,
so the cases of those kinds are asked, too."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: in which function, what stood there and what stands there now, and which such change (from 0)."""

    function: str
    before: str
    after: str
    index: int = 0

    def __str__(self) -> str:
        which = f" #{self.index}" if self.index else ""
        return f"{self.function}: {self.before} -> {self.after}{which}"


@dataclass(frozen=True)
class MutationReport:
    """How many mutants of a kind's checker its cases kill.

    Attributes:
        kind: the kind.
        killed: number of mutants killed.
        total: number of mutants, without the equivalent ones.
        survivors: the mutants that no case notices.
        equivalent: number of mutants that are called equivalent (:data:`EQUIVALENT`) and left out of the others.
    """

    kind: str
    killed: int
    total: int
    survivors: tuple[Mutant, ...]
    equivalent: int = 0

    @property
    def share(self) -> float | None:
        """The share killed; None when there is nothing to mutate, which says nothing about the cases."""
        return self.killed / self.total if self.total else None

    def __str__(self) -> str:
        if self.share is None:
            return f"{self.kind}: nothing to mutate"
        return f"{self.kind}: {self.killed} of {self.total} mutants killed ({self.share:.0%})"


class _NeverEnds(Exception):
    """A mutant loops for ever."""


def cases_of(kind: Kind) -> list[Case]:
    """Return the cases that mutants of ``kind`` must get past: its own, and those of kinds that share its functions."""
    kinds = [kind, *map(kind_of, SHARED.get(kind.name, ()))]
    return [case for one in kinds for case in (*pool(one).cases, *read_cases(one))]


def mutate_kind(kind: Kind, cases: Sequence[Case], *, helpers: bool = False) -> MutationReport:
    """Return which mutants of the kind's checker are killed by ``cases``.

    Args:
        kind: the kind.
        cases: texts with the truth about them; those that the checker itself gets wrong are not used.
        helpers: also change the methods and functions that ``judge``, ``count`` and ``spans`` use.
    """
    order = [case for case in cases if not _notices(case, case.constraint)]
    equivalent = EQUIVALENT.get(kind.name, {})
    survivors = []
    total = same = 0
    for target in targets(kind.owner, helpers=helpers, delegates=DELEGATES.get(kind.name, ())):
        for mutant, code in target.mutants():
            if str(mutant) in equivalent:
                same += 1
                continue
            total += 1
            with target.replaced(code):
                killer = _killer(order)
            if killer is None:
                survivors.append(mutant)
            else:  # what kills one often kills the next
                order.insert(0, order.pop(killer))
    return MutationReport(kind.name, total - len(survivors), total, tuple(survivors), same)


def _killer(cases: list[Case]) -> int | None:
    fresh: dict[str, Constraint] = {}  # made anew for each mutant: a constraint remembers what it computed
    for i, case in enumerate(cases):
        key = case.constraint.fingerprint
        if key not in fresh:
            try:
                fresh[key] = parse(case.constraint.to_dict())
            except Exception:
                return i
        if _notices(case, fresh[key]):
            return i
    return None


def _notices(case: Case, constraint: Constraint) -> bool:
    """Return whether the checker, as it stands now, is wrong on ``case``."""
    _rounds[0] = 0
    try:
        if constraint.judge(View(case.text)).passed is not case.label:
            return True
        unit = getattr(constraint, "unit", None)
        return isinstance(unit, Unit) and not (_finds_what_it_counts(unit, case.text) and _finds_pieces(unit, case))
    except Exception:
        return True


def _finds_what_it_counts(unit: Unit, text: str) -> bool:
    """Return whether ``unit`` finds as many as it counts, early or not, one after the other, without blanks around."""
    view = View(text)
    spans = unit.spans(view)
    edges = [0, *(edge for span in spans for edge in span), len(view.text)]
    n = len(spans)
    blanks = bool(getattr(unit, "blanks", False))  # a unit may count blanks, when asked to
    return (
        n == unit.count(View(text)) == unit.count(View(text), n + 1)
        and (n > 0) == (unit.count(View(text), 1) > 0)
        and edges == sorted(edges)
        and all(blanks or view.text[a:b].strip() == view.text[a:b] != "" for a, b in spans)
    )


def _finds_pieces(unit: Unit, case: Case) -> bool:
    """Return whether ``unit`` finds what a person read, runs of blanks and line breaks aside."""
    if case.pieces is None:
        return True
    view = View(case.text)
    found = [case.text[slice(*view.origin(*span))] for span in unit.spans(view)]
    return [piece.split() for piece in found] == [piece.split() for piece in case.pieces]


_rounds = [0]


def _tick() -> None:
    _rounds[0] += 1
    if _rounds[0] > _ENDLESS:
        raise _NeverEnds


# ---------------------------------------------------------------------- what is mutated
@dataclass(frozen=True)
class Target:
    """A function that decides: where it is kept (a class or a module), under which name, and its source as a tree."""

    place: Any
    name: str
    module: Any
    owner: type[Any] | None
    tree: ast.FunctionDef

    @property
    def label(self) -> str:
        """The name that reports show."""
        return self.name if self.owner is None else f"{self.owner.__name__}.{self.name}"

    def mutants(self) -> Iterator[tuple[Mutant, Any]]:
        """Yield each mutant with the object that takes the function's place."""
        seen: dict[tuple[str, str], int] = {}
        for place, field, index, new in _sites(self.tree):
            old = getattr(place, field)
            before = old if index is None else old[index]
            texts = _text(place if _is_operator(before) else before), ""
            _put(place, field, index, new)
            texts = texts[0], _text(place if _is_operator(new) else new)
            count = seen.get(texts, 0)
            seen[texts] = count + 1
            code = self._built()
            _put(place, field, index, before)
            yield Mutant(self.label, *texts, count), code

    def _built(self) -> Any:
        """Compile the tree as it stands; ``super()`` works because the function closes over ``__class__``."""
        tree = _with_ticks(self.tree)
        maker = ast.parse("def _make(__class__):\n    pass").body[0]
        assert isinstance(maker, ast.FunctionDef)
        maker.body = [tree, ast.Return(ast.Name(tree.name, ast.Load()))]
        whole = ast.fix_missing_locations(ast.Module([maker], []))
        space = {**vars(self.module), "_tick_": _tick}
        exec(compile(whole, "<mutant>", "exec", flags=__future__.annotations.compiler_flag), space)
        return space["_make"](self.owner)

    @contextmanager
    def replaced(self, code: Any) -> Iterator[None]:
        """Let ``code`` stand in for the function."""
        original = inspect.getattr_static(self.place, self.name)
        if isinstance(code, cached_property):
            code.__set_name__(self.place, self.name)
        places = [self.place] if self.owner is not None else _holders(self.name, original)
        self._forget()
        for place in places:
            setattr(place, self.name, code)
        try:
            yield
        finally:
            for place in places:
                setattr(place, self.name, original)
            self._forget()

    def _forget(self) -> None:
        """Empty the caches of the module's functions: they may hold what a mutant says, or hide it."""
        for made in list(vars(self.module).values()):
            if hasattr(made, "cache_clear"):
                made.cache_clear()


def _holders(name: str, function: Any) -> list[Any]:
    """Return the modules that hold ``function`` under this name: its own, and those that import it by name."""
    loaded = list(sys.modules.values())
    return [module for module in loaded if getattr(module, "__dict__", {}).get(name) is function]


def targets(owner: type[Any], *, helpers: bool = False, delegates: Sequence[str] = ()) -> list[Target]:
    """Return the functions that decide for ``owner``.

    Args:
        owner: the class; its entry points are ``judge``, or ``count`` and ``spans``.
        helpers: also what the entry points use.
        delegates: functions (``module:name``) that decide as well, always with what they use.
    """
    entries = ("count", "spans") if issubclass(owner, Unit) else ("judge",)
    found: dict[tuple[int, str], Target] = {}
    others = {path for paths in DELEGATES.values() for path in paths} - set(delegates) if delegates else set()
    open_ = [(target, helpers) for name in entries if (target := _method(owner, name)) is not None]
    open_ += [(_named(path), True) for path in delegates]
    while open_:
        target, follow = open_.pop(0)
        key = (id(target.place), target.name)
        if key in found or f"{target.module.__name__}:{target.label}" in others:
            continue
        found[key] = target
        for name, of_self in _used(target.tree) if follow else ():
            other = _method(owner, name) if of_self else _function(target.module, name)
            if other is not None:
                open_.append((other, True))
    return list(found.values())


def _named(path: str) -> Target:
    module, name = path.split(":")
    place = importlib.import_module(module)
    owner, _, method = name.rpartition(".")
    target = _method(getattr(place, owner), method) if owner else _function(place, name)
    if target is None:
        raise LookupError(f"{path} is no function of its module; gonogo.testing.mutate.DELEGATES names it")
    return target


def _method(owner: type[Any], name: str) -> Target | None:
    for cls in owner.__mro__:
        if name in vars(cls):
            if cls in (Constraint, Unit) or cls.__module__ in ("pydantic.main", "builtins"):
                return None
            made = vars(cls)[name]
            function = getattr(made, "func", None) or getattr(made, "fget", None) or getattr(made, "__func__", made)
            return _target(cls, name, cls, function)
    return None


def _function(module: Any, name: str) -> Target | None:
    made = vars(module).get(name)
    function = inspect.unwrap(made) if callable(made) else None
    if not inspect.isfunction(function) or function.__module__ != module.__name__:
        return None
    return _target(module, name, None, function)


def _target(place: Any, name: str, owner: type[Any] | None, function: Any) -> Target | None:
    if not inspect.isfunction(function):
        return None
    tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    if not isinstance(tree, ast.FunctionDef):
        return None
    return Target(place, name, sys.modules[function.__module__], owner, tree)


def _used(tree: ast.AST) -> Iterator[tuple[str, bool]]:
    """Yield the names that a function uses where it decides, and whether they are attributes of ``self``."""
    for node in _deciding(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self":
            yield node.attr, True
        elif isinstance(node, ast.Name):
            yield node.id, False


# ---------------------------------------------------------------------- where it decides
def _deciding(tree: ast.AST) -> Iterator[ast.AST]:
    """Walk ``tree`` without what only tells why: evidence, reasons, lambdas that complete a verdict."""
    yield tree
    for _, _, child in _children(tree):
        yield from _deciding(child)


def _children(node: ast.AST) -> Iterator[tuple[str, int | None, ast.AST]]:
    for field, value in ast.iter_fields(node):
        if field in _told_fields(node):
            continue
        if isinstance(value, list):
            for i, child in enumerate(value):
                if isinstance(child, ast.AST) and not _only_tells(node, field, i, child):
                    yield field, i, child
        elif isinstance(value, ast.AST) and not isinstance(value, ast.Lambda | ast.JoinedStr):
            yield field, None, value


def _told_fields(node: ast.AST) -> tuple[str, ...]:
    if isinstance(node, ast.FunctionDef):
        return ("args", "returns", "decorator_list")
    if isinstance(node, ast.AnnAssign):
        return ("annotation",)
    return ("args", "keywords") if isinstance(node, ast.Call) and _verdict_made(node) == "method" else ()


def _only_tells(parent: ast.AST, field: str, index: int, child: ast.AST) -> bool:
    if isinstance(child, ast.Lambda | ast.JoinedStr):
        return True
    if isinstance(child, ast.keyword) and child.arg in _TOLD:
        return True
    if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
        return True  # a docstring
    return isinstance(parent, ast.Call) and _verdict_made(parent) == "class" and field == "args" and index != 2


def _verdict_made(call: ast.Call) -> str:
    made = call.func
    if isinstance(made, ast.Attribute) and made.attr in ("passed", "failed"):
        return "method"
    return "class" if isinstance(made, ast.Name) and made.id == "Verdict" else ""


# ---------------------------------------------------------------------- what is changed
_Site = tuple[Any, str, "int | None", Any]


def _sites(tree: ast.FunctionDef) -> Iterator[_Site]:
    read = _names_that_decide(tree)
    yield from _walk_sites(tree, read)


def _names_that_decide(tree: ast.FunctionDef) -> set[str]:
    """Return the names read where it is decided; assignments to other names only serve a reason."""
    return {node.id for node in _deciding(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}


def _walk_sites(node: ast.AST, read: set[str]) -> Iterator[_Site]:
    for field, index, child in _children(node):
        if isinstance(child, ast.Assign) and not _assigned(child) & read:
            continue
        for new in _alternatives(node, field, child):
            yield node, field, index, new
        yield from _walk_sites(child, read)


def _assigned(node: ast.Assign) -> set[str]:
    names = {part.id for target in node.targets for part in ast.walk(target) if isinstance(part, ast.Name)}
    return names or {"self"}


def _alternatives(parent: ast.AST, field: str, node: ast.AST) -> Iterator[ast.AST]:
    swap = _SWAPS.get(type(node))
    if swap is not None:
        yield swap()
    if isinstance(node, ast.Constant):
        yield from _other_constants(node.value)
    elif isinstance(node, ast.Name) and node.id in _NAMES and isinstance(parent, ast.Call) and field == "func":
        yield ast.Name(_NAMES[node.id], ast.Load())
    elif isinstance(node, ast.Attribute) and node.attr in ("passed", "failed") and isinstance(parent, ast.Call):
        yield _verdict_swapped(node)
    elif isinstance(node, ast.BoolOp):
        for i in range(len(node.values)):
            left = node.values[:i] + node.values[i + 1 :]
            yield left[0] if len(left) == 1 else ast.BoolOp(node.op, left)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    if field in ("test", "ifs"):
        yield ast.Constant(False)
        if not isinstance(parent, ast.While):
            yield ast.Constant(True)
    elif field == "value" and isinstance(parent, ast.Return) and isinstance(node, ast.Compare | ast.BoolOp):
        yield ast.UnaryOp(ast.Not(), node)


def _other_constants(value: object) -> Iterator[ast.Constant]:
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)


def _verdict_swapped(node: ast.Attribute) -> ast.AST:
    """Return what calls the other of ``passed`` and ``failed``, whose parameters differ: a call that takes any."""
    source = f"(lambda view, *args, **kwargs: self.{_NAMES[node.attr]}(view, 'swapped'))"
    return ast.parse(source, mode="eval").body


def _is_operator(node: Any) -> bool:
    return isinstance(node, ast.cmpop | ast.boolop)


def _put(place: Any, field: str, index: int | None, new: Any) -> None:
    if index is None:
        setattr(place, field, new)
    else:
        getattr(place, field)[index] = new


def _text(node: Any) -> str:
    shown = " ".join(ast.unparse(ast.fix_missing_locations(node)).split())
    return shown if len(shown) <= 90 else shown[:89] + "…"


def _with_ticks(tree: ast.FunctionDef) -> ast.FunctionDef:
    """Return a copy of ``tree`` whose loops count their rounds."""
    copied = ast.parse(ast.unparse(ast.fix_missing_locations(tree))).body[0]
    assert isinstance(copied, ast.FunctionDef)
    for node in ast.walk(copied):
        if isinstance(node, ast.While | ast.For):
            node.body.insert(0, ast.parse("_tick_()").body[0])
    return copied
