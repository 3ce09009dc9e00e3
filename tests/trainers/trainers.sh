#!/usr/bin/env bash
# Runs the tests against the real trainers, each in an environment of its own, on a CPU.
#
#   tests/trainers/trainers.sh             all of them, one after the other
#   tests/trainers/trainers.sh trl verl    these
#   tests/trainers/trainers.sh light       those without PyTorch: verifiers, legacy, openenv
#
# Installs from a package index. What each takes on two cores, after a first download (November 2026):
#
#   name        packages                                size     install   tests
#   trl         trl 1.16.0                              1.5 GB   2-4 min   0.5 min
#   verl        verl 0.9.1                              1.7 GB   2-4 min   1.5 min
#   openrlhf    openrlhf 0.11.2                         1.2 GB   2-4 min   0.2 min
#   verifiers   verifiers 0.4.0 (its v1 API)            0.6 GB   0.5 min   0.5 min
#   legacy      verifiers 0.3.1 (the older API and v1)  0.7 GB   0.7 min   0.5 min
#   openenv     openenv-core 0.3.0, skyrl-gym 0.4.0     0.5 GB   0.7 min   0.4 min
#   areal       areal 1.0.4                             1.0 GB   0.5 min   0.1 min
#   swift       ms-swift 4.6.0                          2.0 GB   1.3 min   0.5 min
#   nemo_gym    nemo-gym 0.4.0 (Python 3.12)            1.4 GB   1.3 min   0.3 min
#
# Environments are made under $GONOGO_TRAINERS if it is set, and then kept; else in a temporary folder. $PYTHON makes them
# (default python3), $PYTHON312 that of NeMo Gym (default python3.12; without it nemo_gym is left out, and says so).
# slime, NeMo RL and open-instruct are not on PyPI: for them there are recorded calls only (tests/adapters).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
work=${GONOGO_TRAINERS:-$(mktemp -d)}
[ -n "${GONOGO_TRAINERS:-}" ] || trap 'rm -rf "$work"' EXIT

declare -A packages=(
    [trl]="trl==1.16.0"
    # verl's own list drags in a GPU stack; these are what its reward loop imports, within its pins
    [verl]="ray[data]>=2.41 tensordict>=0.8,!=0.9.0,<=0.10.0 transformers>=5.5.3,!=5.6.0,<5.11 hydra-core pandas pyarrow
            codetiming aiohttp psutil datasets orjson peft fastapi uvicorn pillow cachetools"
    [openrlhf]="aiohttp transformers"
    [verifiers]="verifiers==0.4.0"
    [legacy]="verifiers==0.3.1"
    [openenv]="openenv-core==0.3.0 skyrl-gym==0.4.0"
    [areal]=""
    [swift]="ms-swift==4.6.0"
    [nemo_gym]="nemo-gym==0.4.0"
)
declare -A alone=([verl]="verl==0.9.1" [openrlhf]="openrlhf==0.11.2" [areal]="areal==1.0.4")  # without dependencies
declare -A tests=([legacy]="legacy verifiers" [openenv]="openenv skyrl")  # where they are not of the same name
torch=" trl verl openrlhf areal swift "

[ $# -gt 0 ] || set -- trl verl openrlhf verifiers legacy openenv areal swift nemo_gym
[ "$*" != light ] || set -- verifiers legacy openenv

for name in "$@"; do
    if [ -z "${packages[$name]+known}" ]; then
        echo "no trainer '$name'; there are: ${!packages[*]}" >&2
        exit 2
    fi
    echo "== $name"
    maker=${PYTHON:-python3}
    if [ "$name" = nemo_gym ]; then
        maker=${PYTHON312:-python3.12}
        "$maker" -c "" 2>/dev/null || { echo "left out: NeMo Gym needs Python 3.12; set PYTHON312"; continue; }
    fi
    [ -x "$work/$name/bin/python" ] || "$maker" -m venv "$work/$name"
    python="$work/$name/bin/python"
    [[ "$torch" != *" $name "* ]] || "$python" -m pip install -q "torch==2.13.0"
    [ -z "${alone[$name]:-}" ] || "$python" -m pip install -q --no-deps "${alone[$name]}"
    # shellcheck disable=SC2086
    [ -z "${packages[$name]}" ] || "$python" -m pip install -q ${packages[$name]}
    "$python" -m pip install -q '.[server,testing]'
    files=()
    for test in ${tests[$name]:-$name}; do files+=("tests/trainers/test_$test.py"); done
    [ "$name" != verl ] || files+=(tests/test_cluster.py tests/test_cli_shards.py)  # Ray and pyarrow are there
    # a trainer's own deprecation warnings are no fault of ours; one process, as xdist is not there
    "$python" -m pytest -q -p no:cacheprovider -o addopts= -o filterwarnings= -W ignore "${files[@]}"
done
