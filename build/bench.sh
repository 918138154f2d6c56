#!/usr/bin/env bash
# Measures Stet: build/bench.sh [PART] [--json]. The parts are store, editor, sound, words, names and publish; without
# one, all that can be measured. Each figure stands beside one that can be judged without knowing Stet. A table for
# people, or with --json a line each. The files measured on are those of STET_CORPUS, by default ../shared/corpus.
set -euo pipefail
cd "$(dirname "$0")/.."

parts=(store editor sound words names publish)

usage() {
  echo "usage: build/bench.sh [${parts[*]// /|}] [--json]" >&2
  exit 2
}

asked=()
table=()
for arg in "$@"; do
  case $arg in
    --json) table=(--json) ;;
    *)
      [[ " ${parts[*]} " == *" $arg "* ]] || usage
      asked+=("$arg")
      ;;
  esac
done
((${#asked[@]})) || asked=("${parts[@]}")

# bench PACKAGE PATTERN [ARGS...]
bench() {
  local package=$1 pattern=$2
  shift 2
  go test -run '^$' -bench "$pattern" "$@" "./backend/$package"
}

measure_store() {
  bench chunkfile '^Benchmark(ParsePrintCorpus|YAMLNodesAndCopy)$'
  bench service '^Benchmark(Import10000Files|OpenEpisode150000Words)$' -benchtime 3x
  bench service '^BenchmarkRename(ASpeaker|InASeries)$' -benchtime 3x
  bench sqlite '^Benchmark(OpenEpisodeOf150000Words|RenameOver6000Turns)$' -benchtime 5x
  bench sqlite '^BenchmarkCommit$' -benchtime 2000x
}

measure_sound() {
  bench audio/decode '^Benchmark(Decode|Seek)$'
}

for part in "${asked[@]}"; do
  if declare -F "measure_$part" >/dev/null; then
    "measure_$part"
  fi | node build/benchtable.mjs "$part" ${table[@]+"${table[@]}"}
done
