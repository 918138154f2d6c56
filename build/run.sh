#!/usr/bin/env bash
# Installs what is missing, builds Stet, and opens its window: ./build/run.sh [FILE OR FOLDER…]
# With --no-window it stops before the window.
set -euo pipefail
build=$(cd "$(dirname "$0")" && pwd)

"$build/setup.sh"
"$build/build.sh"
if [[ ${1-} == --no-window ]]; then
  echo 'Built build/bin/stet.'
else
  exec "$build/bin/stet" "$@"
fi
