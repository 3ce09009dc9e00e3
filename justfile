# `just` lists the recipes. They need what `pip install -e '.[test]'` installs.

default:
    @just --list

# Lint, types, layers and the fast tests: before every commit
check:
    ruff check .
    mypy
    lint-imports
    python -m pytest -q -m "not slow and not timing"

# The slow tests
slow:
    python -m pytest -q -m "slow and not timing"

# The law that time grows about linearly, on a quiet machine
timing:
    python -m pytest -q -n 0 -m timing

# Write the generated pages; figures of kinds that have changed are measured anew
docs:
    python docs/make.py --measure

# Run the benchmarks and place their tables; DATA, PROMPTS and the peers' packages: see benchmarks/README.md
bench data prompts:
    python benchmarks/precision.py --data {{data}} --prompts {{prompts}}
    python benchmarks/run.py throughput --data {{data}}
    python benchmarks/run.py ifeval541 --data {{data}}
    python benchmarks/run.py import
    python benchmarks/splitters.py --out benchmarks/results/splitters.json
    python benchmarks/table.py --into README.md --only precision throughput
    python benchmarks/table.py --into docs/benchmarks.md

# All that CI runs, in a fresh environment
ci:
    ./.ci/run
