#!/usr/bin/env bash
# Measures Stet and prints every figure beside one to compare it with, from the same run: ./build/bench.sh [PART] [--json]
# Parts: store, editor, sound, words, names, publish; without one, all that there are. With --json, a line a figure.
set -euo pipefail
exec node "$(dirname "${BASH_SOURCE[0]}")/bench.mjs" "$@"
