#!/usr/bin/env bash
# Runs the tests against the real trainers, each in an environment of its own, on a CPU.
#
#   tests/trainers/trainers.sh [trl] [verl] [openrlhf]        without names: all three
#
# Installs from a package index: about 1.5 GB each (PyTorch is most of it), 2 to 4 minutes; the tests take 0.5, 1.5 and
# 0.2 minutes. Environments are made under $GONOGO_TRAINERS if it is set, and then kept; else in a temporary folder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
work=${GONOGO_TRAINERS:-$(mktemp -d)}
[ -n "${GONOGO_TRAINERS:-}" ] || trap 'rm -rf "$work"' EXIT

declare -A packages=(
    [trl]="trl==1.16.0"
    # verl's own list drags in a GPU stack; these are what its reward loop imports, within its pins
    [verl]="ray>=2.41 tensordict>=0.8,!=0.9.0,<=0.10.0 transformers>=5.5.3,!=5.6.0,<5.11 hydra-core pandas pyarrow
            codetiming aiohttp psutil datasets orjson peft fastapi uvicorn pillow cachetools"
    [openrlhf]="aiohttp transformers"
)
declare -A alone=([verl]="verl==0.9.1" [openrlhf]="openrlhf==0.11.2")  # without their dependencies

for name in "${@:-trl verl openrlhf}"; do
    for name in $name; do
        echo "== $name"
        [ -x "$work/$name/bin/python" ] || "${PYTHON:-python3}" -m venv "$work/$name"
        python="$work/$name/bin/python"
        "$python" -m pip install -q "torch==2.13.0"
        [ -z "${alone[$name]:-}" ] || "$python" -m pip install -q --no-deps "${alone[$name]}"
        # shellcheck disable=SC2086
        "$python" -m pip install -q ${packages[$name]}
        "$python" -m pip install -q '.[server,testing]'
        # a trainer's own deprecation warnings are no fault of ours
        tests=("tests/trainers/test_$name.py")
        [ "$name" != verl ] || tests+=(tests/test_cluster.py tests/test_cli_shards.py)  # Ray is there
        "$python" -m pytest -q -p no:cacheprovider -o addopts= -o filterwarnings= -W ignore "${tests[@]}"
    done
done
