"""One side of ``gonogo diff``: judges the responses of a file and prints the verdicts, one JSON line for each.

It is run as a script, in a process of its own, by this or by *another* version of gonogo: what it imports of gonogo
must be what every version has. The first line it prints says what it judges with; an error is the last line.
"""

import contextlib
import json
import os
import sys
from typing import Any


def main() -> None:
    """Replay what the JSON text in the first argument asks for."""
    task = json.loads(sys.argv[1])
    pipe = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a checker prints must not get between the lines
    with contextlib.suppress(BrokenPipeError), pipe:
        try:
            for line in replayed(task):
                pipe.write(json.dumps(line) + "\n")
        except Exception as error:  # told to whoever started this process
            meant = type(error).__module__ == "gonogo.errors"  # raised on purpose: its message says all
            pipe.write(json.dumps({"fault": str(error) if meant else f"{type(error).__name__}: {error}"}) + "\n")


def replayed(task: dict[str, Any]) -> Any:
    """Yield what is judged with, then the verdicts on each response, or why a row cannot be read."""
    import gonogo

    kinds = _loaded(task["checker"]) if task["checker"] else None
    yield {"version": gonogo.__version__, "path": os.path.dirname(gonogo.__file__), "kinds": kinds}

    from gonogo.cli.rows import Answers, Reader
    from gonogo.constraint import parse_set
    from gonogo.errors import RowError, SpecError
    from gonogo.reward import Reward

    reward = Reward()
    with contextlib.ExitStack() as stack:
        stream = stack.enter_context(open(task["file"], "rb"))
        answers = None
        if task["responses"]:
            answers = Answers.read(stack.enter_context(open(task["responses"], "rb")), task["responses"])
        reader = Reader(stream, task["name"], task["format"], answers)
        for n, row in enumerate(reader):
            if n == task["limit"]:
                return
            if isinstance(row, RowError):
                yield {"row": n, "error": str(row), "done": reader.done}
                continue
            try:
                # read anew, for a reader of published ids makes the built-in classes, not those that took over
                sets = [parse_set([one.to_dict() for one in row.constraints])] * len(row.responses)
            except SpecError as error:
                yield {"row": n, "error": f"{task['name']}:{row.number}: {error}", "done": reader.done}
                continue
            for i, score in enumerate(reward(row.responses, sets)):
                yield {
                    "row": n, "line": row.number, "response": i, "answer": score.answer, "done": reader.done,
                    "judged": [_told(judged) for judged in score.judged],
                }  # fmt: skip


def _told(judged: Any) -> dict[str, Any]:
    kind = judged.constraint.kind
    try:
        reason = judged.reason
    except Exception as error:  # a verdict is completed when its reason is asked for
        reason = f"(its reason raised {type(error).__name__}: {error})"
    return {"kind": kind, "spec": judged.constraint.to_dict(), "status": str(judged.status), "reason": reason}


def _loaded(checker: str) -> list[str]:
    """Let the kinds of ``file.py``, ``module`` or either with ``::Class`` take over; return their names."""
    from gonogo import registry
    from gonogo.errors import SpecError
    from gonogo.testing.chosen import imported, in_module

    name, _, wanted = checker.partition("::")
    with registry.replacing() as before:
        module = imported(name)
    if module is None:
        raise SpecError(f"there is no file or module {name!r}")
    owners = registry.kinds(plugins=False)
    kinds = {kind: owner for kind, owner in owners.items() if in_module(owner, module.__name__)}
    if not kinds:
        raise SpecError(f"{name} holds no kind: no subclass of Constraint with a literal 'kind', no Unit with a NAME")
    if not wanted:
        return sorted(kinds)
    chosen = sorted(kind for kind, owner in kinds.items() if owner.__qualname__ == wanted)
    if not chosen:
        classes = ", ".join(sorted(owner.__qualname__ for owner in kinds.values()))
        raise SpecError(f"{name} has no kind in a class {wanted!r}; its classes with a kind: {classes}")
    with registry.replacing():
        for kind in set(kinds) - set(chosen):
            if kind in before:
                registry.register(kind, before[kind])
    return chosen


if __name__ == "__main__":
    main()
