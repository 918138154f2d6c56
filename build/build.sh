#!/usr/bin/env bash
# Builds build/bin/stet: the frontend, if anything of it changed, and the program with it inside. It installs nothing;
# setup.sh does.
set -euo pipefail
cd "$(dirname "$0")/.."

# What the frontend is built from, as one line.
frontend_state() {
  find frontend/src frontend/index.html frontend/*.config.* frontend/tsconfig.json frontend/package-lock.json -type f |
    LC_ALL=C sort | { tee /dev/stderr | git hash-object --no-filters --stdin-paths; } 2>&1 | git hash-object --stdin
}

state=$(frontend_state)
stamp=build/.cache/frontend
if [[ ! -f frontend/dist/index.html || ! -f $stamp || $(<"$stamp") != "$state" ]]; then
  rm -f "$stamp"
  # Whatever is set outside: a test runner's would get the frontend's libraries in the form for their developers, which is
  # slow.
  (cd frontend && NODE_ENV=production node_modules/.bin/vite build --logLevel warn)
  mkdir -p build/.cache
  printf '%s\n' "$state" >"$stamp"
fi

tags=desktop,production
linker='-s -w'
program=build/bin/stet
case $(uname -s) in
  Linux) tags+=,webkit2_41 ;;
  Darwin) export CGO_LDFLAGS="${CGO_LDFLAGS-} -framework UniformTypeIdentifiers" ;;
  MINGW* | MSYS*)
    linker+=' -H windowsgui'
    program+=.exe
    ;;
esac
go build -tags "$tags" -trimpath -ldflags "$linker" -o "$program" .
