package known

import (
	"bytes"
	"cmp"
	"path/filepath"
	"slices"
	"strings"
)

// trait is what tells a format from others even where a file of it is broken or cut off.
type trait struct {
	name   string
	ending string
	// has are pieces of its text. Those that stand in many formats are not among them.
	has []string
}

var traits = []trait{
	{"SubRip subtitles", ".srt", []string{"-->", ",000", ",500"}},
	{"WebVTT subtitles", ".vtt", []string{"-->", "WEBVTT", "<v "}},
	{"TTML", ".ttml", []string{"<tt", "www.w3.org/ns/ttml", "begin="}},
	{"Premiere transcript JSON", ".json", []string{`"segments"`, `"speakers"`, `"duration"`, `"tags"`}},
	{"Whisper or WhisperX JSON", ".json", []string{`"segments"`, `"text"`, `"avg_logprob"`, `"no_speech_prob"`, `"word_segments"`}},
	{"whisper.cpp JSON", ".json", []string{`"transcription"`, `"offsets"`, `"timestamps"`}},
	{"Podcasting 2.0 JSON", ".json", []string{`"segments"`, `"startTime"`, `"endTime"`, `"body"`}},
	{"Deepgram JSON", ".json", []string{`"results"`, `"channels"`, `"alternatives"`, `"utterances"`, `"punctuated_word"`}},
	{"AWS Transcribe JSON", ".json", []string{`"results"`, `"jobName"`, `"items"`, `"alternatives"`, `"speaker_labels"`, `"start_time"`}},
	{"Rev JSON", ".json", []string{`"monologues"`, `"elements"`, `"ts"`, `"end_ts"`}},
	{"DPE JSON", ".json", []string{`"paragraphs"`, `"words"`, `"text"`}},
	{"Gentle JSON", ".json", []string{`"startOffset"`, `"alignedWord"`, `"words"`, `"case"`}},
	{"ELAN", ".eaf", []string{"<ANNOTATION_DOCUMENT", "<TIME_SLOT", "<ALIGNABLE_ANNOTATION"}},
	{"Transcriber", ".trs", []string{"<Trans", "<Turn", "<Sync"}},
	{"Praat TextGrid", ".textgrid", []string{"IntervalTier", "ooTextFile", "xmin"}},
	{"CTM", ".ctm", nil},
	{"Whisper TSV", ".tsv", []string{"start\tend\ttext"}},
}

// looksAt is how much of a file is looked at, in bytes.
const looksAt = 1 << 16

// Nearest names the formats that a text is most like which has none, the nearest first, and two at most; none where it is
// like none of them.
func Nearest(name string, src []byte) []string {
	type guess struct {
		name  string
		score int
	}
	var found []guess
	ending := strings.ToLower(filepath.Ext(name))
	src = src[:min(len(src), looksAt)]
	for _, t := range traits {
		score := 0
		for _, piece := range t.has {
			if bytes.Contains(src, []byte(piece)) {
				score += 2
			}
		}
		if ending == t.ending && (score > 0 || ending != ".json") {
			score++
		}
		if score > 0 {
			found = append(found, guess{t.name, score})
		}
	}
	slices.SortStableFunc(found, func(a, b guess) int { return cmp.Compare(b.score, a.score) })
	var out []string
	for _, g := range found {
		if g.score == found[0].score && len(out) < 2 {
			out = append(out, g.name)
		}
	}
	return out
}
