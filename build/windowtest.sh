#!/usr/bin/env bash
# Tests the built program in its own window, on a screen that nobody sees: starts it, presses keys, compares bytes.
# Pictures of it are left in frontend/test-results. Arguments go to vitest.
set -euo pipefail
cd "$(dirname "$0")/../frontend"
exec node_modules/.bin/vitest run --config tests/vitest.config.ts --project window "$@"
