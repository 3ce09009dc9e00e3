"""One adapter per engine: gonogo and the published IFEval checkers, all behind the same three calls.

Every adapter splits the work the way a training run does. `prepare` turns instruction ids and kwargs into
whatever the engine checks with (done once per prompt, never timed); `score` judges responses (timed);
`verdicts` turns what `score` returned into plain booleans (not timed).

The published checkers run as shipped, in strict mode, and are spared everything they can be spared: a checker
object is built once per prompt although their own loops build one per response; no loose variant is tried.
The two `*-api` engines call the packages' own public loops instead, with all that those loops do.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import importlib.util
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import Any

import nltk

Verdicts = list[list[bool]]
STATUSES = {"pass", "fail", "no_answer", "error", "timeout"}

downloads: list[str] = []
"""Every resource a peer tried to download; the attempts are counted and answered with nothing."""


@dataclass(frozen=True)
class Instruction:
    """One published instruction: its id, its kwargs and the prompt of the row it came from."""

    id: str
    kwargs: dict[str, Any]
    prompt: str | None = None


class Engine:
    """What every adapter offers; `sets[i]` holds the instructions for `responses[i]`."""

    name: str
    distribution: str

    def version(self) -> str:
        """Return the installed version, "unreleased" when the engine runs from a source tree."""
        try:
            return importlib.metadata.version(self.distribution)
        except importlib.metadata.PackageNotFoundError:
            return "unreleased"

    def prepare(self, sets: Sequence[Sequence[Instruction]]) -> list[Any]:
        """Build what `score` needs; rows that share one set object share one prepared object."""
        built: dict[int, Any] = {}
        for row in sets:
            if id(row) not in built:
                built[id(row)] = self._build(row)
        return [built[id(row)] for row in sets]

    def _build(self, row: Sequence[Instruction]) -> Any:
        raise NotImplementedError

    def score(self, responses: Sequence[str], prepared: list[Any]) -> Any:
        """Judge every response against its own prepared set: the only call that is timed."""
        raise NotImplementedError

    def verdicts(self, raw: Any) -> Verdicts:
        """Turn the value `score` returned into one list of booleans per response."""
        return [[bool(v) for v in row] for row in raw]

    def statuses(self, raw: Any) -> list[list[str]]:
        """Return one word per verdict: "pass" or "fail", or whatever else the engine can say."""
        return [["pass" if v else "fail" for v in row] for row in self.verdicts(raw)]


class Gonogo(Engine):
    """The library under test, called as a trainer calls it: one `Reward` on a whole batch."""

    name = "gonogo"
    distribution = "gonogo"

    def __init__(self) -> None:
        """Import the package."""
        import gonogo

        self._load = gonogo.compat.load
        self._reward = gonogo.Reward(policy="all")

    def _build(self, row: Sequence[Instruction]) -> Any:
        return [self._load("ifeval", one.id, one.kwargs, prompt=one.prompt) for one in row]

    def score(self, responses: Sequence[str], prepared: list[Any]) -> Any:
        """Judge a batch."""
        return self._reward(list(responses), prepared)

    def verdicts(self, raw: Any) -> Verdicts:
        """See `Engine`."""
        return [[word == "pass" for word in row] for row in self.statuses(raw)]

    def statuses(self, raw: Any) -> list[list[str]]:
        """See `Engine`."""
        words = [[one.name.lower() if isinstance(one, Enum) else str(one) for one in row] for row in raw.status]
        unknown = {word for row in words for word in row} - STATUSES
        if unknown:  # else a renamed status would count as "fail", silently
            raise ValueError(f"gonogo gave the statuses {sorted(unknown)}; this harness knows {sorted(STATUSES)}")
        return words


class _Checkers(Engine):
    """The checker classes of one registry, strict: `check_following` on the response, nothing else."""

    registry: str

    def __init__(self) -> None:
        """Import the package."""
        offline()
        self._classes = importlib.import_module(self.registry).INSTRUCTION_DICT

    def _keep(self, value: Any) -> bool:
        raise NotImplementedError

    def _build(self, row: Sequence[Instruction]) -> list[Callable[[str], bool]]:
        checks = []
        for one in row:
            checker = self._classes[one.id](one.id)
            checker.build_description(**{k: v for k, v in one.kwargs.items() if self._keep(v)})
            arguments = checker.get_instruction_args()
            if arguments and "prompt" in arguments:
                checker.build_description(prompt=one.prompt)
            checks.append(checker.check_following)
        return checks

    def score(self, responses: Sequence[str], prepared: list[Any]) -> Verdicts:
        """Judge a batch."""
        with unseeded_langdetect():
            return [
                [check(text) for check in checks] if text.strip() else [False] * len(checks)
                for text, checks in zip(responses, prepared, strict=True)
            ]


class LmEval(_Checkers):
    """lm-evaluation-harness; its loop drops every falsy kwarg, so this adapter does."""

    name = "lm-eval"
    distribution = "lm_eval"
    registry = "lm_eval.tasks.ifeval.instructions_registry"

    def _keep(self, value: Any) -> bool:
        return bool(value)


class IfVerifiable(_Checkers):
    """The strict half of if-verifiable; its public function (`if-verifiable-api`) adds the loose half."""

    name = "if-verifiable"
    distribution = "if-verifiable"
    registry = "if_verifiable.ifeval.instructions_registry"

    def _keep(self, value: Any) -> bool:
        return value is not None


class LmEvalApi(Engine):
    """lm-eval's own strict loop, which builds each checker again for each response."""

    name = "lm-eval-api"
    distribution = "lm_eval"

    def __init__(self) -> None:
        """Import the package."""
        offline()
        from lm_eval.tasks.ifeval import utils

        self._utils = utils

    def _build(self, row: Sequence[Instruction]) -> Any:
        ids, kwargs = [one.id for one in row], [one.kwargs for one in row]
        return self._utils.InputExample(0, ids, row[0].prompt, kwargs)

    def score(self, responses: Sequence[str], prepared: list[Any]) -> Any:
        """Judge a batch."""
        judge = self._utils.test_instruction_following_strict
        with unseeded_langdetect():
            return [judge(row, text) for text, row in zip(responses, prepared, strict=True)]

    def verdicts(self, raw: Any) -> Verdicts:
        """See `Engine`."""
        return [[bool(v) for v in row.follow_instruction_list] for row in raw]


class IfVerifiableApi(Engine):
    """if-verifiable's public function: strict and loose in one call, there is no way to ask for one."""

    name = "if-verifiable-api"
    distribution = "if-verifiable"

    def __init__(self) -> None:
        """Import the package."""
        offline()
        import if_verifiable

        self._package = if_verifiable

    def _build(self, row: Sequence[Instruction]) -> Any:
        ids, kwargs = [one.id for one in row], [one.kwargs for one in row]
        return self._package.IFEvalSample(key=0, prompt=row[0].prompt, instruction_id_list=ids, kwargs=kwargs)

    def score(self, responses: Sequence[str], prepared: list[Any]) -> Any:
        """Judge a batch."""
        judge = self._package.evaluate_output_for_sample
        with unseeded_langdetect():
            rows = zip(responses, prepared, strict=True)
            return [(len(row.kwargs), judge("ifeval", row, text)[0]) for text, row in rows]

    def verdicts(self, raw: Any) -> Verdicts:
        """See `Engine`."""
        # An empty response yields no results at all: every instruction then counts as failed.
        return [[one.strict_pass for one in results] or [False] * size for size, results in raw]


ENGINES: dict[str, type[Engine]] = {
    engine.name: engine for engine in (Gonogo, LmEval, IfVerifiable, LmEvalApi, IfVerifiableApi)
}


def load(name: str) -> Engine:
    """Return the engine called `name`, with its imports done.

    Raises:
        SystemExit: the name is unknown, or the package is not installed here.
    """
    if name not in ENGINES:
        raise SystemExit(f"engine {name!r} is unknown; choose among: {', '.join(ENGINES)}")
    try:
        return ENGINES[name]()
    except ModuleNotFoundError as missing:
        raise SystemExit(
            f"engine {name!r} needs module {missing.name!r}; see benchmarks/README.md for the install line, "
            f"or leave the engine out with --engines"
        ) from missing


def offline() -> None:
    """Give nltk its tokenizer data from an installed wheel, and make every download a counted no-op.

    The punkt_tab and stopwords files inside `llama-index-core` are nltk's own; nothing else in it is used.
    """
    parent = importlib.util.find_spec("llama_index.core") if importlib.util.find_spec("llama_index") else None
    if parent is None or parent.origin is None:
        raise SystemExit("the published checkers need nltk's punkt_tab: pip install llama-index-core carries it")
    data = str(Path(parent.origin).parent / "_static" / "nltk_cache")
    if data not in nltk.data.path:
        nltk.data.path.insert(0, data)
    nltk.download = _count_download


def _count_download(resource: str = "", *_: Any, **__: Any) -> bool:
    downloads.append(resource)
    return True


@contextlib.contextmanager
def unseeded_langdetect() -> Iterator[None]:
    """Run the peers with langdetect as they leave it (no seed), whatever else in the process set."""
    factory = _langdetect().DetectorFactory
    before, factory.seed = factory.seed, None
    try:
        yield
    finally:
        factory.seed = before


def _langdetect() -> ModuleType:
    import langdetect

    module: ModuleType = langdetect
    return module
