#!/usr/bin/env bash
# Installs the example plugin and a scaffolded one as their users would, next to an installed gonogo, and tries both.
# Needs gonogo[testing] in the Python that is run, and a package index (for hatchling). Usage: plugin_check.sh PYTHON
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
python=${1:-python}
work=$(mktemp -d)
leave() {
    "$python" -m pip uninstall -q -y gonogo-example-haiku acme-short-words >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap leave EXIT

cp -r examples/plugin "$work/example"
(
    cd "$work"  # not in the repository, whose settings of pytest are not a plugin's
    "$python" -m gonogo new-kind acme:short_words -o scaffold
    "$python" -m pip install -q --no-deps ./example ./scaffold
    "$python" -m gonogo doctor
    "$python" -m gonogo check example:count.hashtags low=1 high=1 "At sea. #salt"
    "$python" -m gonogo audit example:haiku example:count.hashtags acme:short_words
    (cd example && "$python" -m pytest -q --gonogo gonogo-example-haiku)
    (cd scaffold && "$python" -m pytest -q --gonogo acme)
)
echo "plugins: installed, audited and tested"
