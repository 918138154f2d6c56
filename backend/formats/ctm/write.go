package ctm

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"stet/backend/formats"
)

// Writer writes it.
var Writer = formats.Writer{ID: "ctm", Name: "CTM, the times of words", Ending: ".ctm", Type: "text/plain", Write: write, ReadBack: readBack}

// line is a word as it is written.
type line struct {
	start, length, word, sure string
}

// linesOf are the words that have a time or are said in a turn that has one, in the order of the sound.
func linesOf(e *formats.Episode, out *formats.Output) []line {
	words := e.TimedWords(out)
	slices.SortStableFunc(words, func(a, b formats.TimedWord) int { return cmp.Compare(a.Start, b.Start) })
	var lines []line
	for _, w := range words {
		start := max(0, formats.Milli(w.Start))
		l := line{formats.InSeconds(start), formats.InSeconds(max(start, formats.Milli(w.End)) - start), w.Word, "NA"}
		if w.Confidence > 0 {
			l.sure = fmt.Sprintf("%d.%02d", w.Confidence/100, w.Confidence%100)
		}
		lines = append(lines, l)
	}
	return lines
}

// recording is how the file calls the sound: in one word.
func recording(e *formats.Episode) string { return strings.Join(strings.Fields(e.Stem), "-") }

func write(e *formats.Episode, _ []byte) (formats.Output, error) {
	var out formats.Output
	lines := linesOf(e, &out)
	var b strings.Builder
	for _, l := range lines {
		fmt.Fprintf(&b, "%s 1 %s %s %s %s\n", recording(e), l.start, l.length, l.word, l.sure)
	}
	out.Bytes, out.Count, out.Of = []byte(b.String()), len(lines), "word"
	e.RemarkClock(&out)
	out.Remark(formats.Lost, "Who speaks, and where turns, paragraphs and chunks begin; where the times of words come from")
	return out, nil
}

func readBack(e *formats.Episode, src []byte) error {
	var scratch formats.Output
	want := linesOf(e, &scratch)
	got := strings.Split(strings.TrimSuffix(string(src), "\n"), "\n")
	if len(src) == 0 {
		got = nil
	}
	for i, l := range want {
		if i >= len(got) {
			break
		}
		w, ok := fields(got[i])
		if !ok || len(w) != 6 || w[0] != recording(e) || (line{w[2], w[3], w[4], w[5]}) != l {
			return formats.Differs(i+1, "The word “%s” is read otherwise than it was written", l.word)
		}
	}
	if len(got) != len(want) {
		return formats.Differs(min(len(got), len(want))+1, "%d words were written, and %d are read", len(want), len(got))
	}
	return nil
}
