#!/usr/bin/env bash
# Writes frontend/wailsjs: what the window can call, as Wails reads it off the program's methods.
set -euo pipefail
cd "$(dirname "$0")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
go build -tags bindings -o "$scratch/program" .
# The program opens its library before it tells what it binds; that must not be the library of whoever runs this.
XDG_DATA_HOME=$scratch HOME=$scratch tsprefix='' tssuffix='' tsoutputtype=interfaces "$scratch/program" >"$scratch/said" 2>&1 || {
  cat "$scratch/said" >&2
  exit 1
}
# The bridge uses what Wails puts into the page; the module of the same calls would be a second way.
rm -r frontend/wailsjs/runtime
# Wails makes programs of them, and ends their lines with spaces.
find frontend/wailsjs -type f -exec chmod 644 {} + -exec sed -i.old -e 's/[[:blank:]]*$//' {} +
find frontend/wailsjs -name '*.old' -delete
