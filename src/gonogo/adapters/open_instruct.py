"""The verifier for open-instruct's RLVR (``grpo_fast.py``).

open-instruct finds verifiers among the subclasses of its ``VerifierFunction``, so the class must exist before the
trainer builds them. Start the trainer through this module::

    python -m gonogo.adapters.open_instruct open_instruct/grpo_fast.py --...     # rows: dataset "gonogo"

A row's ``ground_truth`` is the JSON string of its constraints; open-instruct's own labels are read, too.
"""

from __future__ import annotations

import runpy
import sys
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from gonogo.adapters.judging import at_home, lazily, needed, read_label, reward_of, zeroed
from gonogo.compat.records import FORMATS
from gonogo.constraint import Constraint

INSTALL = "run in a checkout of open-instruct (it is not on PyPI)"

__all__ = ["main", "register"]


def _verifier() -> Any:
    base = needed("open_instruct.ground_truth_utils", INSTALL)
    parent: Any = base.VerifierFunction

    class ConstraintVerifier(parent):  # type: ignore[misc]  # its parent is known at run time only
        """open-instruct's verifier ``gonogo``: score 1.0 if every constraint is met, else 0.0.

        A result cannot say that there is none: where a checker failed and the rest does not decide, the score is 0.0,
        which is logged, and ``reasoning`` says so.
        """

        def __init__(self, verifier_config: Any = None) -> None:
            super().__init__("gonogo", weight=1.0, verifier_config=verifier_config)

        def __call__(
            self,
            tokenized_prediction: Any,
            prediction: str,
            label: Any,
            query: str | None = None,
            rollout_state: Any = None,
        ) -> Any:
            found = zeroed(reward_of({}), [prediction], [_constraints(label)])[0]
            why = (
                "no verdict" if found["no_verdict"] else f"{found['n_pass']:g} of {found['n_total']:g} constraints met"
            )
            return base.VerificationResult(score=found["score"], reasoning=why)

    return at_home(ConstraintVerifier, __name__)


__getattr__ = lazily(globals(), {"ConstraintVerifier": _verifier})


def register() -> Any:
    """Let open-instruct see the verifier; return its class."""
    return __getattr__("ConstraintVerifier")


def _constraints(label: Any) -> tuple[Constraint, ...]:
    """Read a label: constraints, or open-instruct's ``[{'instruction_id': […], 'kwargs': […]}]``."""
    if isinstance(label, list) and len(label) == 1 and isinstance(label[0], str):
        label = label[0]
    if isinstance(label, str) and ("instruction_id" in label or "func_name" in label):
        return _published(label)
    return read_label(label, "ground_truth")


@lru_cache(maxsize=65_536)
def _published(label: str) -> tuple[Constraint, ...]:
    row = {"ground_truth": label}
    name = "open-instruct" if "instruction_id" in label else "open-instruct-legacy"
    return tuple(FORMATS[name].read(row).constraints)


def main(arguments: Sequence[str]) -> None:
    """Register the verifier, then run a script of open-instruct with its arguments."""
    if not arguments:
        raise SystemExit("usage: python -m gonogo.adapters.open_instruct open_instruct/grpo_fast.py [its arguments]")
    sys.path.insert(0, str(Path.cwd()))  # as `python open_instruct/grpo_fast.py` in a checkout finds its package
    from gonogo.adapters import open_instruct

    open_instruct.register()  # of the module that workers import, not of this one, which is __main__
    sys.argv = list(arguments)
    runpy.run_path(arguments[0], run_name="__main__")


if __name__ == "__main__":
    main(sys.argv[1:])
