"""``gonogo judge-audit``: how good an LLM judge, or any judge, is; and whether it may enter a reward."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from gonogo.cli.catalogue import family, named
from gonogo.cli.judge_show import show_report
from gonogo.cli.look import emit, err, json_option, numbered, out
from gonogo.constraints import catalogue
from gonogo.errors import SpecError

if TYPE_CHECKING:
    from gonogo.testing.endpoint import Endpoint
    from gonogo.testing.judge_cases import JudgeCase
    from gonogo.testing.judges import JointJudge, Judge, JudgeReport

FINDINGS = 1
BOTH, POINTWISE, JOINT = "both", "pointwise", "all-at-once"
_SHARE = click.FloatRange(0, 1, min_open=True, max_open=True)
_CHARACTERS = 4  # per token, about, in English


@dataclass(frozen=True)
class _Asking:
    """Who is asked, and how."""

    name: str
    pointwise: Judge | None
    joint: JointJudge | None
    endpoint: Endpoint | None = None


@click.command("judge-audit", short_help="Measure an LLM judge, or any judge.")
@click.argument("target", required=False)
@click.option("--all-at-once", "joint", metavar="TARGET", help="A function asked all constraints of a prompt together.")
@click.option("--endpoint", metavar="URL", help="An OpenAI-compatible endpoint, e.g. http://localhost:8000/v1.")
@click.option("--model", metavar="NAME", help="The model there.")
@click.option("--mode", type=click.Choice([BOTH, POINTWISE, JOINT]), help="How the model is asked.  [default: both]")
@click.option("--kind", "kinds", multiple=True, metavar="K", help="Ask about this kind only; may be repeated.")
@click.option("--family", "families", multiple=True, metavar="F", help="Ask about this family only; may be repeated.")
@click.option("--n", type=click.IntRange(min=0), default=10, show_default=True,
              help="Constructed questions per kind and truth value.")  # fmt: skip
@click.option("--prompts", type=click.IntRange(min=0), default=100, show_default=True,
              help="Constructed prompts of 2 to 5 constraints, for asking all at once.")  # fmt: skip
@click.option("--labelled", multiple=True, type=click.Path(dir_okay=False), metavar="FILE",
              help="JSON Lines of instruction, response, label; may be repeated.")  # fmt: skip
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed builds the same questions.")
@click.option("--concurrency", type=click.IntRange(1, 256), metavar="N",
              help="Calls at a time.  [default: 8 for an endpoint, 1 for a function]")  # fmt: skip
@click.option("--cache", type=click.Path(dir_okay=False), metavar="FILE",
              help="Keep the endpoint's answers here, and go on from them.")  # fmt: skip
@click.option("--key-env", default="OPENAI_API_KEY", show_default=True, metavar="NAME",
              help="Environment variable that holds the key.")  # fmt: skip
@click.option("--timeout", type=click.FloatRange(min=0, min_open=True), default=120.0, show_default=True,
              help="Seconds until an answer counts as not coming.")  # fmt: skip
@click.option("--retries", type=click.IntRange(min=0), default=4, show_default=True, help="Further tries of a call.")
@click.option("--prompt", "template", type=click.Path(exists=True, dir_okay=False), metavar="FILE",
              help="Ask with this text; it holds {instruction} and {response}.")  # fmt: skip
@click.option("--prompt-all", "template_all", type=click.Path(exists=True, dir_okay=False), metavar="FILE",
              help="The same for asking all at once: {instructions} and {response}.")  # fmt: skip
@click.option("--extra", metavar="JSON", help="Request fields to add; null drops one: '{\"max_tokens\": null}'.")
@click.option("--min-precision", type=_SHARE, default=0.90, show_default=True, help="What its lower end must reach.")
@click.option("--min-false-recall", type=_SHARE, default=0.80, show_default=True, help="Likewise.")
@click.option("--min-decided", type=_SHARE, default=0.95, show_default=True, help="Likewise.")
@click.option("--dry-run", is_flag=True, help="Say how much would be asked, and ask nothing.")
@json_option
def judge_audit(target: str | None, as_json: bool, dry_run: bool, **options: Any) -> int:
    """Measure a judge on responses whose truth is known, and say whether it may enter a reward.

    TARGET is a function (instruction, response) -> True, False or None, as FILE.py::function or module:function. An
    LLM is asked by --endpoint and --model instead. Questions are constructed from the kinds, and read from --labelled.

    Exit codes: 0 it may enter a reward (if on hard cases only: provisionally), 1 it may not, 2 bad input or no
    endpoint.
    """
    asking = _asking(target, options)
    cases = _cases(options)
    if dry_run:
        plan = _planned(asking, cases)
        if as_json:
            emit(plan)
        else:
            _show_plan(plan)
        return 0
    report = _measured(asking, cases, options)
    if asking.endpoint is not None:
        asking.endpoint.insist()
    if as_json:
        emit(report.to_dict())
    else:
        show_report(out(), report)
    return 0 if report.admitted else FINDINGS


# ---------------------------------------------------------------------- who is asked
def _asking(target: str | None, options: dict[str, Any]) -> _Asking:
    joint, url = options["joint"], options["endpoint"]
    if url is not None:
        if target is not None or joint is not None:
            raise click.UsageError("--endpoint and a function were both given; leave one of them out.")
        return _endpoint(url, options)
    for name in ("model", "mode", "cache", "extra", "template", "template_all"):
        if options[name] is not None:
            option = {"template": "prompt", "template_all": "prompt-all"}.get(name, name)
            raise click.UsageError(f"--{option} is for an endpoint; give --endpoint URL too.")
    if target is None and joint is None:
        raise click.UsageError("nothing to audit: give FILE.py::function, or --endpoint URL --model NAME.")
    from gonogo.testing.external import load_function

    alone = load_function(target) if target is not None else None
    together = load_function(joint) if joint is not None else None
    return _Asking(str(target or joint), alone, together)


def _endpoint(url: str, options: dict[str, Any]) -> _Asking:
    from gonogo.testing.endpoint import ALL_AT_ONCE, Endpoint, Patience, Prompts
    from gonogo.testing.endpoint import POINTWISE as ONE

    if options["model"] is None:
        raise click.UsageError("--endpoint needs --model NAME, as the endpoint calls it.")
    texts = [Path(one).read_text("utf-8") if one else None for one in (options["template"], options["template_all"])]
    endpoint = Endpoint(
        url, options["model"], os.environ.get(options["key_env"], ""),
        Prompts(texts[0] or ONE, texts[1] or ALL_AT_ONCE), _extra(options["extra"]), options["cache"],
        Patience(options["timeout"], options["retries"]),
    )  # fmt: skip
    mode = options["mode"] or BOTH
    return _Asking(
        options["model"], endpoint.pointwise if mode != JOINT else None,
        endpoint.all_at_once if mode != POINTWISE else None, endpoint,
    )  # fmt: skip


def _extra(text: str | None) -> dict[str, Any]:
    if text is None:
        return {}
    try:
        data = json.loads(text)
    except ValueError as error:
        raise click.UsageError(f"--extra is not JSON ({error}); e.g. '{{\"top_p\": 0.9}}'.") from None
    if not isinstance(data, dict):
        raise click.UsageError(f"--extra is a JSON object like '{{\"top_p\": 0.9}}', not {text}.")
    return data


# ---------------------------------------------------------------------- what is asked
def _cases(options: dict[str, Any]) -> list[JudgeCase]:
    from gonogo.testing.judge_cases import constructed, labelled

    read = [case for file in options["labelled"] for case in labelled(file)]
    chosen = _chosen(options["kinds"], options["families"])
    built = constructed(chosen, options["n"], options["prompts"], options["seed"])
    if not read and not built:
        raise click.UsageError("there is nothing to ask: --n 0 and --prompts 0 need --labelled FILE.")
    return built + read


def _chosen(kinds: Iterable[str], families: Iterable[str]) -> list[str]:
    chosen = [named(kind).name for kind in kinds]
    for wanted in families:
        chosen += family(wanted)
    return chosen or list(catalogue())


def _planned(asking: _Asking, cases: list[JudgeCase]) -> dict[str, Any]:
    """Return what an audit would ask, and about how much there is to read."""
    from gonogo.testing.endpoint import Prompts
    from gonogo.testing.judge_cases import by_prompt

    prompts = asking.endpoint.prompts if asking.endpoint is not None else Prompts()
    calls = characters = 0
    if asking.pointwise is not None:
        calls = len(cases)
        characters = sum(len(case.instruction) + len(case.response) + len(prompts.pointwise) for case in cases)
    if asking.joint is not None:
        for where in by_prompt(cases).values():
            calls += 1
            characters += len(prompts.all_at_once) + len(cases[where[0]].response)
            characters += sum(len(cases[i].instruction) for i in where)
    return {
        "judge": asking.name, "cases": len(cases), "satisfied": sum(case.label for case in cases),
        "prompts": len(by_prompt(cases)), "calls": calls, "characters": characters,
        "tokens_about": characters // _CHARACTERS,
    }  # fmt: skip


def _show_plan(plan: dict[str, Any]) -> None:
    look = out()
    cases, satisfied = plan["cases"], plan["satisfied"]
    what = f"{numbered(cases, 'case')} ({satisfied:,} satisfied, {cases - satisfied:,} violated)"
    look.line((plan["judge"], "bold cyan"), f": {what}, {numbered(plan['prompts'], 'prompt')}")
    look.line(f"{numbered(plan['calls'], 'call')}, about {plan['tokens_about']:,} tokens to read; nothing was asked")


# ---------------------------------------------------------------------- the run
def _measured(asking: _Asking, cases: list[JudgeCase], options: dict[str, Any]) -> JudgeReport:
    from gonogo.testing.judges import Rule, audit_judge

    joint = asking.joint
    if asking.endpoint is not None and options["mode"] is None and joint is not None:
        from gonogo.testing.judge_cases import by_prompt

        joint = joint if by_prompt(cases) else None  # nobody asked for this mode by name
    rule = Rule(options["min_precision"], options["min_false_recall"], options["min_decided"])
    concurrency = options["concurrency"] or (8 if asking.endpoint is not None else 1)
    screen = err().console
    columns = (TextColumn("asking {task.description:<11}"), BarColumn(bar_width=24), MofNCompleteColumn(),
               TimeRemainingColumn())  # fmt: skip
    with ExitStack() as stack:
        bar = Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal)
        stack.enter_context(bar)
        task = bar.add_task("", total=None)
        try:
            return audit_judge(
                asking.pointwise, cases, all_at_once=joint, name=asking.name, concurrency=concurrency, rule=rule,
                seed=options["seed"],
                progress=lambda mode, done, of: bar.update(task, description=mode, completed=done, total=of),
            )  # fmt: skip
        except SpecError as error:
            if asking.joint is not None and "prompt" in str(error):
                raise SpecError(
                    "asking all at once needs prompts of several constraints, and there are none: give --prompts 100 "
                    "and two kinds or more, or rows of one 'prompt' in --labelled"
                ) from None
            raise
