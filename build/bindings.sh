#!/usr/bin/env bash
# Writes frontend/wailsjs: what the window can call, as Wails reads it off the program's methods.
set -euo pipefail
cd "$(dirname "$0")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# The program opens its library before it tells what it binds; that must not be the library of whoever runs this.
XDG_DATA_HOME=$scratch HOME=$scratch GOPATH=$(go env GOPATH) GOCACHE=$(go env GOCACHE) GOMODCACHE=$(go env GOMODCACHE) \
  tsoutputtype=interfaces go run -tags bindings . 
# Generated files come with the mode of programs, and with spaces at the ends of lines.
find frontend/wailsjs -type f -exec chmod 644 {} + -exec sed -i.old -e 's/[[:blank:]]*$//' {} +
find frontend/wailsjs -name '*.old' -delete
