r"""VerInstruct (VerIF): checkers as Python source. The source is parsed and compared with known shapes, never executed.

A function is read as a constraint where what it returns is, after its local names are put in, exactly one of these
(``r`` is the response, with or without ``.strip()``; n a whole number; a comparison may stand either way round, or have
two ends; ``lower()`` may stand on both sides of a keyword test):

====================================================  ==========================================
``len(r.split()) <= n``                               count.words
``len(r.split("\n\n")) == n``                         count.paragraphs (also if blank parts are left out)
``r.count("word") >= n``                              count.keyword; ``","`` count.commas
``"a" in r``, ``all(k in r for k in ["a", "b"])``     keywords.include
``"a" not in r``                                      keywords.exclude; ``","`` count.commas
``r.endswith("…")``                                   ends_with
``r.isupper()``, ``r.islower()``                      case
``json.loads(r)`` in a ``try``                        json
``A and B``                                           all of them
====================================================  ==========================================

The meaning is that of the kind (a word is what a reader counts as one), not of the source to the letter. Anything else
is reported, and so is what a language model judges.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import Any

from gonogo.amount import LARGE, Amount
from gonogo.compat.records.record import (
    Format,
    Item,
    Loss,
    Published,
    Record,
    Row,
    chat_of,
    json_of,
    object_of,
    short,
    without,
)
from gonogo.constraint import Constraint
from gonogo.constraints.counting import Count
from gonogo.constraints.data import Json
from gonogo.constraints.keywords import Exclude, Include
from gonogo.constraints.language import Case
from gonogo.constraints.logic import All
from gonogo.constraints.placement import EndsWith
from gonogo.errors import SpecError
from gonogo.units import Commas, Keyword, Paragraphs, Unit, Words

MOST = 20_000  # characters of a function; longer ones are not looked at
MOST_PARTS = 40  # constraints read from one function: names put into each other can grow without end
REGISTRY = "verinstruct"
# Fields with the constraints of another format: a row converted to it carries its functions on, and they count no more.
_OTHERS = ("constraints", "instruction_id_list", "reward_model", "ground_truth", "label", "metadata", "instructions",
           "verifier_metadata")  # fmt: skip


class VerInstruct(Format):
    """``{"prompt", "checkers": ["[rule] …"], "functions": ["source", …]}``, or the two in verl's ground truth.

    Functions stay in the rest of the row as they are, so that a row of this format can be written again; none is made.
    """

    NAME = "verinstruct"
    SUMMARY = "VerInstruct: checkers and functions (Python source, never executed)"

    def matches(self, row: Row) -> bool:
        return _in_truth(row) or ("functions" in row and not any(key in row for key in _OTHERS))

    def read(self, row: Row) -> Record:
        held = _held(row)
        functions, checkers = held.get("functions"), held.get("checkers") or []
        if not isinstance(functions, Sequence) or isinstance(functions, str):
            raise SpecError(f"'functions' must be a list of Python sources; found {short(functions)}")
        prompt, chat = chat_of(row.get("prompt"))
        items = []
        for at, source in enumerate(functions):
            label = str(checkers[at]) if isinstance(checkers, Sequence) and at < len(checkers) else ""
            if not label.startswith("[llm]") and "llm_" not in str(source):
                items.append(_item(source, label, at))
        return Record(prompt, tuple(items), without(row, "prompt"), chat, self.NAME)

    def written(self, record: Record) -> dict[str, Any] | list[Loss]:
        lost = []
        for index, item in enumerate(record.items):
            if item.constraint is None:
                lost.append(Loss(index, item.name, item.fault))
            elif item.published is None or item.published.registry != REGISTRY or record.format != self.NAME:
                lost.append(Loss(index, item.name, "its checkers are Python source; gonogo writes none"))
        if lost:
            return lost
        return {"prompt": record.chat if record.chat is not None else record.prompt, **record.rest}


def _in_truth(row: Row) -> bool:
    model = row.get("reward_model")
    truth = model.get("ground_truth") if isinstance(model, Mapping) else None
    return "functions" in truth if isinstance(truth, str | Mapping) else False


def _held(row: Row) -> dict[str, Any]:
    if "functions" in row:
        return dict(row)
    truth = object_of(row.get("reward_model"), "reward_model").get("ground_truth")
    return object_of(json_of(truth, "reward_model.ground_truth"), "reward_model.ground_truth")


def _item(source: Any, label: str, at: int) -> Item:
    kept = Published(REGISTRY, label or f"functions[{at}]", {})
    found = translate(source) if isinstance(source, str) else None
    if found is None:
        return Item(None, kept, f"functions[{at}] has no shape that is known: {short(label or source, 100)}", "shape")
    return Item(found, kept)


# ---------------------------------------------------------------------- from source to constraint
def translate(source: str) -> Constraint | None:
    """Return the constraint that a ``check_following`` says, None if its shape is none of those known."""
    if len(source) > MOST:
        return None
    try:
        module = ast.parse(source)
        function = next(node for node in module.body if isinstance(node, ast.FunctionDef))
        said = _returned(function.body, {})
        response = function.args.args[-1].arg
        return None if said is None else _Reader(response).read(said)
    except (SyntaxError, ValueError, StopIteration, IndexError, RecursionError, MemoryError, SpecError):
        return None


def _returned(body: Sequence[ast.stmt], names: Mapping[str, ast.expr], negated: bool = False) -> ast.expr | None:
    """Return the one expression that a body returns, its local names put in; None if there is no such one."""
    names = dict(names)
    for at, line in enumerate(body):
        if isinstance(line, ast.Import | ast.ImportFrom) or _is_docstring(line):
            continue
        if isinstance(line, ast.Assign) and len(line.targets) == 1 and isinstance(line.targets[0], ast.Name):
            name = line.targets[0].id
            if name in names:
                return None
            names[name] = _put(names, line.value)
        elif isinstance(line, ast.Return) and line.value is not None:
            return _put(names, line.value)
        elif isinstance(line, ast.If):
            return _branch(line, body[at + 1 :], names)
        elif isinstance(line, ast.Try):
            return _tried(line)
        else:
            return None
    return None


def _branch(line: ast.If, rest: Sequence[ast.stmt], names: Mapping[str, ast.expr]) -> ast.expr | None:
    """Return the condition of ``if c: return True … return False``, or its contrary."""
    then, other = _constant(line.body), _constant(line.orelse or rest)
    condition = _put(names, line.test)
    if (then, other) == (True, False):
        return condition
    if then is False and not line.orelse:
        contrary = ast.UnaryOp(ast.Not(), condition)
        if other is True:
            return contrary
        later = _returned(rest, names)
        return None if later is None else ast.BoolOp(ast.And(), [contrary, later])
    return contrary_of(condition) if (then, other) == (False, True) else None


def contrary_of(condition: ast.expr) -> ast.expr:
    """Return ``not condition``."""
    return ast.UnaryOp(ast.Not(), condition)


def _tried(line: ast.Try) -> ast.expr | None:
    """Return the ``json.loads(r)`` that decides ``try: json.loads(r); return True; except …: return False``."""
    if line.orelse or line.finalbody or len(line.body) != 2 or _constant(line.body[1:]) is not True:
        return None
    if any(_constant(handler.body) is not False for handler in line.handlers):
        return None
    first = line.body[0]
    return first.value if isinstance(first, ast.Expr | ast.Assign) else None


def _constant(body: Sequence[ast.stmt]) -> bool | None:
    only = body[0] if len(body) == 1 else None
    value = only.value if isinstance(only, ast.Return) else None
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, bool) else None


def _is_docstring(line: ast.stmt) -> bool:
    return isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant)


def _put(names: Mapping[str, ast.expr], node: ast.expr) -> ast.expr:
    made = _Put(names).visit(node)
    if not isinstance(made, ast.expr):
        raise ValueError("no expression")
    return made


class _Put(ast.NodeTransformer):
    """Puts the values of local names in their places."""

    def __init__(self, names: Mapping[str, ast.expr]) -> None:
        self._names = names

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self._names.get(node.id, node)


class _Reader:
    """Compares an expression with the known shapes; each method returns None where it is another shape."""

    def __init__(self, response: str) -> None:
        self._response = response
        self._left = MOST_PARTS

    def read(self, node: ast.expr) -> Constraint | None:
        """Return the constraint that an expression says."""
        self._left -= 1
        if self._left < 0:
            return None
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
            parts = [self.read(value) for value in node.values]
            found = [part for part in parts if part is not None]
            return All(constraints=tuple(found)) if len(found) == len(parts) else None
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return self._negated(node.operand)
        if isinstance(node, ast.Compare):
            return self._containment(node) or self._comparison(node)
        if isinstance(node, ast.Call):
            return self._all_in(node) or self._method(node)
        return None

    def _negated(self, node: ast.expr) -> Constraint | None:
        if not isinstance(node, ast.Compare) or len(node.ops) != 1:
            return None
        turned = _CONTRARY.get(type(node.ops[0]))
        return None if turned is None else self.read(ast.Compare(node.left, [turned()], node.comparators))

    # ------------------------------------------------------------------ keywords
    def _containment(self, node: ast.Compare) -> Constraint | None:
        keyword, op = _text(node.left), node.ops[0]
        if keyword is None or not keyword.strip() or len(node.ops) != 1 or not self._is_response(node.comparators[0]):
            return None
        if isinstance(op, ast.NotIn):
            return Count(unit=Commas(), amount=Amount(high=0)) if keyword == "," else _worded(Exclude, keyword)
        return _worded(Include, keyword) if isinstance(op, ast.In) else None

    def _all_in(self, node: ast.Call) -> Constraint | None:
        """``all(k in r for k in [...])``."""
        if not (_called(node, "all") and len(node.args) == 1 and isinstance(node.args[0], ast.GeneratorExp)):
            return None
        made = node.args[0]
        loop = made.generators[0]
        words = _texts(loop.iter)
        test = made.elt
        if len(made.generators) != 1 or loop.ifs or words is None or not isinstance(test, ast.Compare):
            return None
        same = _lowered(test.left)
        is_loop = isinstance(same, ast.Name) and isinstance(loop.target, ast.Name) and same.id == loop.target.id
        if not is_loop or len(test.ops) != 1 or not self._is_response(test.comparators[0]):
            return None
        if isinstance(test.ops[0], ast.In):
            return Include(keywords=words)
        return Exclude(keywords=words) if isinstance(test.ops[0], ast.NotIn) else None

    # ------------------------------------------------------------------ numbers
    def _comparison(self, node: ast.Compare) -> Constraint | None:
        operands = [node.left, *node.comparators]
        counted = [(at, self._unit(one)) for at, one in enumerate(operands)]
        found = [(at, unit) for at, unit in counted if unit is not None]
        if len(found) != 1:
            return None
        at, unit = found[0]
        low, high = 0, LARGE
        for position, op in enumerate(node.ops):
            if at not in (position, position + 1):
                return None
            other = _whole(operands[position if at == position + 1 else position + 1])
            bounds = None if other is None else _bounds(op, other, turned=at == position + 1)
            if bounds is None:
                return None
            low, high = max(low, bounds[0]), min(high, bounds[1])
        return Count(unit=unit, amount=Amount(low=low, high=None if high == LARGE else high))

    def _unit(self, node: ast.expr) -> Unit | None:
        if not isinstance(node, ast.Call):
            return None
        if _called(node, "len") and len(node.args) == 1:
            return self._length(node.args[0])
        if _attribute(node) == "count" and len(node.args) == 1 and self._is_response(_owner(node)):
            counted = _text(node.args[0])
            if counted == ",":
                return Commas()
            return Keyword(keyword=counted) if counted and any(map(str.isalnum, counted)) and len(counted) > 1 else None
        return None

    def _length(self, node: ast.expr) -> Unit | None:
        """Return what ``len`` of a list of pieces counts: words or paragraphs."""
        if isinstance(node, ast.ListComp) and len(node.generators) == 1:
            if not _keeps_all(node):
                return None
            node = node.generators[0].iter
        if not isinstance(node, ast.Call) or _attribute(node) != "split" or not self._is_response(_owner(node)):
            return None
        if not node.args:
            return Words()
        return Paragraphs() if _text(node.args[0]) == "\n\n" else None

    # ------------------------------------------------------------------ methods
    def _method(self, node: ast.Call) -> Constraint | None:
        name = _attribute(node)
        if name == "loads" and node.args and self._is_response(node.args[0]):
            return Json()
        if not self._is_response(_owner(node)):
            return None
        if name in ("isupper", "islower") and not node.args:
            return Case(case="upper" if name == "isupper" else "lower")
        phrase = _text(node.args[0]) if len(node.args) == 1 else None
        return EndsWith(phrase=phrase) if name == "endswith" and phrase and any(map(str.isalnum, phrase)) else None

    def _is_response(self, node: ast.expr | None) -> bool:
        node = _lowered(node)
        if isinstance(node, ast.Call) and _attribute(node) in ("strip", "rstrip", "lstrip") and not node.args:
            node = _lowered(_owner(node))
        return isinstance(node, ast.Name) and node.id == self._response


def _keeps_all(made: ast.ListComp) -> bool:
    """Return whether a comprehension leaves out blank pieces only: ``[p for p in … if p.strip()]``."""
    loop = made.generators[0]
    name = loop.target.id if isinstance(loop.target, ast.Name) else ""

    def is_piece(node: ast.expr | None) -> bool:
        if isinstance(node, ast.Call) and _attribute(node) == "strip" and not node.args:
            node = _owner(node)
        return isinstance(node, ast.Name) and node.id == name

    return bool(name) and is_piece(made.elt) and all(map(is_piece, loop.ifs))


_CONTRARY: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.NotEq: ast.Eq,
}  # fmt: skip


def _bounds(op: ast.cmpop, n: int, *, turned: bool) -> tuple[int, int] | None:
    """Return lowest and highest of what ``x op n`` (turned: ``n op x``) allows."""
    kind = type(op)
    if turned:
        kind = {ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE}.get(kind, kind)
    table = {ast.Eq: (n, n), ast.Lt: (0, n - 1), ast.LtE: (0, n), ast.Gt: (n + 1, LARGE), ast.GtE: (n, LARGE)}
    return table.get(kind)


def _worded(kind: type[Include | Exclude], keyword: str) -> Constraint | None:
    """Return a keyword constraint, if the text is a word or phrase (single signs are counted, not looked for)."""
    return kind(keywords=(keyword,)) if any(map(str.isalnum, keyword)) and len(keyword.strip()) > 1 else None


def _text(node: ast.expr) -> str | None:
    node = _lowered(node) or node
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _texts(node: ast.expr) -> tuple[str, ...] | None:
    if not isinstance(node, ast.List | ast.Tuple):
        return None
    found = [_text(one) for one in node.elts]
    return tuple(one for one in found if one) if found and all(one and len(one) > 1 for one in found) else None


def _whole(node: ast.expr) -> int | None:
    value = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < LARGE else None


def _called(node: ast.Call, name: str) -> bool:
    return isinstance(node.func, ast.Name) and node.func.id == name and not node.keywords


def _attribute(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) and not node.keywords else ""


def _owner(node: ast.Call) -> ast.expr | None:
    return node.func.value if isinstance(node.func, ast.Attribute) else None


def _lowered(node: ast.expr | None) -> ast.expr | None:
    """Return what stands before ``.lower()``, or the node itself."""
    if isinstance(node, ast.Call) and _attribute(node) in ("lower", "casefold") and not node.args:
        return _owner(node)
    return node
