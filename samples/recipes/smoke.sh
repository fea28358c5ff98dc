#!/usr/bin/env bash
# A smoke training of both demo models in an environment of its own: the recipe still runs, the losses
# fall, the converted models load. The lock names torch's CUDA packages too; none of them is installed.
set -euo pipefail
cd "$(dirname "$0")/../.."
environment="samples/recipes/.venv"
wanted=$(mktemp)
trap 'rm -f "$wanted"' EXIT
uv export --project samples/recipes --frozen --no-hashes --no-emit-project --quiet |
    grep -vE '^(nvidia-|cuda-|triton)' >"$wanted"
[ -x "$environment/bin/python" ] || python3 -m venv "$environment"
"$environment/bin/python" -m pip install --quiet --disable-pip-version-check -r "$wanted"
"$environment/bin/python" -m samples.recipes smoke
