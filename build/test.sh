#!/usr/bin/env bash
# Passes every test that Stet has: ./build/test.sh. It installs what they need first. The last line counts what passed
# and what failed, and the exit status tells whether all did. What a step that failed has to say is printed whole.
set -uo pipefail
cd "$(dirname "$0")/.."
export CI=true
exec </dev/null

fuzz_seconds=2
tags=desktop,production,webkit2_41
# As the program is built: else all of it, and all that it is built on, is compiled twice.
export GOFLAGS="${GOFLAGS-} -trimpath"
staticcheck=honnef.co/go/tools/cmd/staticcheck@v0.8.2

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

clock() { printf '%d:%02d' $((SECONDS / 60)) $((SECONDS % 60)); }

# step NAME COMMAND...: runs it, and counts it as one test, unless it writes "PASSED FAILED SKIPPED" to $tally itself.
step() {
  local name=$1 began=$SECONDS status log tally
  shift
  log=$(mktemp "$work/log.XXXXXX")
  tally=$(mktemp "$work/tally.XXXXXX")
  printf '[%s] %s\n' "$(clock)" "$name"
  tally="$tally" "$@" >"$log" 2>&1
  status=$?
  if [[ ! -s $tally ]]; then
    ((status == 0)) && echo '1 0 0' >"$tally" || echo '0 1 0' >"$tally"
  elif ((status)) && [[ $(cut -d' ' -f2 "$tally") == 0 ]]; then
    # It failed, though each test that it counted passed.
    awk '{ print $1, 1, $3 }' "$tally" >"$tally.new" && mv "$tally.new" "$tally"
  fi
  if ((status)); then
    printf '[%s] %s: FAILED after %d s\n%s\n' "$(clock)" "$name" $((SECONDS - began)) "$(<"$log")"
    return 1
  fi
  printf '[%s] %s: done in %d s%s\n' "$(clock)" "$name" $((SECONDS - began)) "$(sed 's/^/\n    /' <(grep -a '^# ' "$log" | cut -c3-) | tr -d '\0')"
}

finish() {
  local passed failed skipped
  read -r passed failed skipped < <(cat "$work"/tally.?????? | awk '{ p += $1; f += $2; s += $3 } END { print p + 0, f + 0, s + 0 }')
  printf '[%s] all of it\n' "$(clock)"
  if ((skipped)); then
    printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
  else
    printf '%d passed, %d failed\n' "$passed" "$failed"
  fi
  ((failed == 0)) || exit 1
  exit 0
}

formatted_go() {
  local files
  files=$(gofmt -l app.go main.go backend build)
  [[ -z $files ]] || { printf 'not as gofmt prints it:\n%s\n' "$files"; return 1; }
}

# go_tests ARGS...: what `go test` is told, with each package's tests counted.
go_tests() {
  local status=0 said
  said=$(mktemp "$work/go.XXXXXX")
  go test -vet=off -tags "$tags" -timeout 20m -json "$@" >"$said" 2>"$said.err" || status=1
  node build/gotests.mjs "$said" "$tally" || status=1
  cat "$said.err"
  return $status
}

# fuzz_one PACKAGE TARGET
fuzz_one() {
  local log status
  log=$(go test -run '^$' -fuzz "^$2\$" -fuzztime "${fuzz_seconds}s" -fuzzminimizetime 5x -parallel 1 "$1" 2>&1) && status=0 || status=1
  printf '%s\n' "$log"
  # At the end of its time Go 1.26 may call that a failure (go.dev/issue/75804); a real one writes its input down.
  if ((status == 0)) || [[ $log == *'context deadline exceeded'* && $log != *'Failing input written'* && $log != *panic* ]]; then
    echo "# $2"
  else
    echo "FAILED: $2"
  fi
}

# Each fuzz target of the code, two at a time: a new one needs no line here. Those that reach the database are left to
# the tests, with their seeds: to compile all of it anew, with counters, takes a minute for two seconds.
fuzz() {
  local file name package passed failed
  while IFS=: read -r file name; do
    package=./$(dirname "$file")
    go list -deps -test "$package" | grep '^modernc.org/sqlite$' >/dev/null && continue
    printf '%s %s\n' "$package" "$name"
  done < <(grep -rEo --include='*_test.go' '^func Fuzz[A-Za-z0-9_]+' backend | sed 's/:func /:/' | sort) >"$work/targets"
  export fuzz_seconds
  export -f fuzz_one
  xargs -P 2 -L 1 bash -c 'fuzz_one "$@"' fuzz <"$work/targets" >"$work/fuzzed"
  cat "$work/fuzzed"
  passed=$(grep -ac '^# Fuzz' "$work/fuzzed")
  failed=$(($(wc -l <"$work/targets") - passed))
  echo "$passed $failed 0" >"$tally"
  ((failed == 0 && passed > 0))
}

# The generated bindings are in the repository, so that what the window can call is read in a change's diff.
bindings() {
  build/bindings.sh || return 1
  local changed
  changed=$(git status --porcelain -- frontend/wailsjs)
  [[ -z $changed ]] || { printf 'frontend/wailsjs is not what the program binds. Commit what build/bindings.sh wrote:\n%s\n' "$changed"; git diff -- frontend/wailsjs; return 1; }
}

# in_frontend COMMAND...
in_frontend() { (cd frontend && "node_modules/.bin/$1" "${@:2}"); }

# vitest NAME ARGS...: with its tests counted.
vitest() {
  local report="$work/vitest-$1.json" status
  shift
  (cd frontend && node_modules/.bin/vitest run --reporter=default --reporter=json --outputFile.json="$report" "$@")
  status=$?
  [[ -f $report ]] && node build/vitests.mjs "$report" >"$tally"
  return $status
}

# stories NAME ARGS...: a story that fails is gone through once more, by itself, and said to have been: side by side three
# programs, three browsers and their screens share the processors with whatever else the machine does. One that fails
# again has failed.
stories() {
  local name=$1 status files
  shift
  vitest "$name" "$@" && return
  mapfile -t files < <(node build/vitests.mjs --failed "$work/vitest-$name.json")
  ((${#files[@]} > 0 && ${#files[@]} <= 4)) || return 1
  printf '# gone through again: %s\n' "${files[@]##*/}"
  vitest "$name-again" "$@" --maxWorkers=1 "${files[@]}"
  status=$?
  node build/vitests.mjs "$work/vitest-$name.json" "$work/vitest-$name-again.json" >"$tally"
  return $status
}

# tests_in FILE...: the names of the tests in files, as -run and -skip take them.
tests_in() { sed -nE 's/^func ((Test|Fuzz)[A-Za-z0-9_]+)\(.*/\1/p' "$@" | paste -sd'|' | sed 's/.*/^(&)$/'; }

# What is measured on the sound device is measured while nothing else runs.
playback=./backend/audio/playback
on_device=$(tests_in $(grep -l pulsetest $playback/*_test.go))

# What starts something beside itself can race; the race detector makes the rest ten times slower, and finds nothing there.
beside='\bgo (func\b|[A-Za-z.]+\()|\bsync\.|errgroup|t\.Parallel'

# Most tests of these do one thing at a time, though there is work in the background: the detector gets those that start
# something, or wait for a job or the sound.
crowds=(./backend/service ./backend/session ./backend/sqlite)
crowded="$beside|[Jj]obs?\b|cancel|PlayerState"

# The build tag of tests that the race detector is not to have: they go through minutes of sound.
minutes='^//go:build.*!race'

# The names of the tests in the files where tests of packages do several things at once: the detector runs them.
at_once() { tests_in $(grep -L "$minutes" $(grep -lE "$crowded" ${@/%//*_test.go})); }

# The names of the tests of packages that are left out with the detector.
of_minutes() { tests_in $(grep -l "$minutes" ${@/%//*_test.go}); }

# These have such tests; the others of theirs run with the detector.
sounds=(./backend/align ./backend/audio/waveform "$playback")

# Sets `together` to the packages for the race detector, and `alone` to the others that are no crowds.
part_packages() {
  local package folder
  together=() alone=()
  while read -r package folder; do
    [[ " ${crowds[*]} " == *" ./${package#stet/} "* ]] && continue
    grep -qE "$beside" "$folder"/*.go && together+=("$package") || alone+=("$package")
  done < <(go list -tags "$tags" -f '{{.ImportPath}} {{.Dir}}' ./... | grep -v node_modules)
}

plain_lane() {
  step 'gofmt' formatted_go
  step 'go vet' go vet -tags "$tags" ./...
  step 'staticcheck' go run "$staticcheck" -tags "$tags" ./...
  step 'what the race detector does not run' go_tests -skip "$(at_once "${crowds[@]}")" "${crowds[@]}"
  step 'Go tests of what does one thing at a time' go_tests "${alone[@]}"
}

# SQLite is C made into Go, and has its own locks: with the detector each query takes three times as long.
raced=(-race -gcflags=modernc.org/sqlite/lib=-race=false)

race_lane() {
  step 'Go tests, with the race detector' go_tests "${raced[@]}" -skip "$on_device" "${together[@]}"
  step 'what is done at once, with the race detector' go_tests "${raced[@]}" -run "$(at_once "${crowds[@]}")" "${crowds[@]}"
}

rest_lane() {
  step 'svelte-check' in_frontend svelte-check --fail-on-warnings
  step 'eslint' in_frontend eslint .
  step 'prettier' in_frontend prettier --check --log-level warn .
  step 'frontend unit tests' vitest unit
  step 'minutes of sound, without the race detector' go_tests -run "$(of_minutes "${sounds[@]}")" -skip "$on_device" "${sounds[@]}"
}

step 'set-up' build/setup.sh --tests || finish
part_packages
# What is compiled for the race detector is compiled for nothing else, and linters and compilers wait for different things:
# side by side none of them leaves a processor to itself.
rest_lane &
race_lane &
plain_lane
wait
step 'sound device' go_tests "${raced[@]}" -run "$on_device" "$playback"
step 'fuzz targets' fuzz
step 'build' build/build.sh || finish
step 'generated bindings' bindings
step 'browser stories' stories stories --config tests/vitest.config.ts --project stories
step 'stories that listen' stories listening --config tests/vitest.config.ts --project listening
step 'window test' stories window --config tests/vitest.config.ts --project window
finish
