#!/usr/bin/env bash
# Measures Stet: build/bench.sh [PART] [--json]. The parts are those that measure_ functions below are named after;
# without one, all of them. Each figure stands beside one that can be judged without knowing Stet. A table for
# people, or with --json a line each. The files measured on are those of STET_CORPUS, by default ../shared/corpus.
set -euo pipefail
cd "$(dirname "$0")/.."

# bench PACKAGE PATTERN [ARGS...]
bench() {
  local package=$1 pattern=$2
  shift 2
  go test -run '^$' -bench "$pattern" "./backend/$package" "$@"
}

measure_store() {
  bench chunkfile '^Benchmark(ParsePrintCorpus|YAMLNodesAndCopy)$'
  bench service '^Benchmark(Import10000Files|OpenEpisode150000Words)$' -benchtime 3x
  bench service '^BenchmarkRename(ASpeaker|InASeries)$' -benchtime 3x
  bench sqlite '^Benchmark(OpenEpisodeOf150000Words|RenameOver6000Turns)$' -benchtime 5x
  bench sqlite '^BenchmarkCommit$' -benchtime 2000x
  bench session '^BenchmarkUndo150000Words$' -benchtime 200x
  bench session '^BenchmarkGoToOver10000Steps$' -benchtime 3x
  bench search '^BenchmarkFindAll150000Words$' -benchtime 20x
  bench service '^BenchmarkFindForTheWindow$' -benchtime 20x
  bench sqlite '^BenchmarkSearch10000Chunks$' -benchtime 700x
}

measure_sound() {
  bench audio/decode '^Benchmark(Decode|Seek)$'
  bench audio/decode '^BenchmarkMP3$' -benchtime 1x
  (cd build/beside && go test -run '^$' -bench . -benchtime 1x)
  bench audio/stretch '^BenchmarkStretch$'
  bench audio/playback '^BenchmarkPlay$'
  bench audio/playback '^BenchmarkHeard$' -benchtime 1x
  bench audio/playback '^BenchmarkMonitor$' -benchtime 1x -timeout 30m -long # ten minutes of it are for what drifts
  bench audio/waveform '^Benchmark(TwoHours|AnHourOfVorbis)$' -benchtime 1x
  in_browser longsound
}

measure_names() {
  bench registry '^Benchmark(Gather|Update10000)$' -benchtime 5x
  bench registry/evidence '^Benchmark(Evidence|Index|Suggest|Replace)$' -benchtime 2x
  bench service '^BenchmarkChores$' -benchtime 1x
  bench service '^BenchmarkIndex$' -benchtime 1x
  bench service '^BenchmarkChangeAll$' -benchtime 1x
  bench chunkfile '^BenchmarkYAMLEncode$' -benchtime 1x
  bench registry/names '^BenchmarkSuggest(ions|ed)$' -benchtime 2x
}

measure_publish() {
  bench cut '^BenchmarkProposals$'
  bench check '^Benchmark(OneEdit|Corpus)$' -benchtime 20x
  bench formats/known '^BenchmarkFormats$' -benchtime 1x
  bench service '^BenchmarkCheckTyped$' -benchtime 100x
  bench service '^BenchmarkBeside$' -benchtime 2000x
  bench service '^BenchmarkCheck(Beside)?10000$' -benchtime 1x
}

measure_words() {
  bench align '^Benchmark(Spoken|Labelled|Recorded|Apart|ATurn|AnHour)$' -benchtime 1x -timeout 30m
  in_browser aligning
}

# The window's page, in a browser on the real program, and the window itself.
measure_editor() { in_browser editor; }

# in_browser FILE measures what a file of frontend/tests/bench does. What the run says goes to the one who waits.
in_browser() {
  build/setup.sh --tests >&2
  local figures
  figures=$(mktemp)
  STET_FIGURES="$figures" in_frontend "$1" >&2 || echo "--- FAIL: the measurements of $1"
  cat "$figures"
  rm "$figures"
}

in_frontend() { (cd frontend && node_modules/.bin/vitest run --config tests/vitest.config.ts --project bench --reporter=verbose "bench/$1.test.ts"); }

parts=($(compgen -A function measure_ | sed 's/^measure_//'))

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

for part in "${asked[@]}"; do
  "measure_$part" | node build/benchtable.mjs "$part" ${table[@]+"${table[@]}"}
done
