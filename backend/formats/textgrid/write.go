package textgrid

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"stet/backend/formats"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// Writer writes two tiers a speaker, as aligners do: the words, and where the time of each comes from.
var Writer = formats.Writer{ID: "textgrid", Name: Reader.Name, Ending: ".TextGrid", Type: "text/plain", Write: write, ReadBack: readBack}

// written is a stretch of a tier as it is written; of silence it has no text.
type written struct {
	start, end timecode.Time
	text       string
}

// row is a tier as it is written.
type row struct {
	name      string
	intervals []written
}

// grid is the whole file: its tiers, all from the beginning of the sound to its end.
func grid(e *formats.Episode, out *formats.Output) (rows []row, end timecode.Time) {
	var speakers []string
	words := map[string][]formats.TimedWord{}
	for _, w := range e.TimedWords(out) {
		speaker := w.Turn.Speaker
		if words[speaker] == nil {
			speakers = append(speakers, speaker)
		}
		words[speaker] = append(words[speaker], w)
		end = max(end, w.End)
	}
	end = max(formats.Milli(end), formats.Milli(e.Length), timecode.Second)
	joined := 0
	for _, name := range speakers {
		spoken, origins, together := tiersOf(words[name], end)
		joined += together
		rows = append(rows, row{tierName(name, wordsTier), spoken}, row{tierName(name, originsTier), origins})
		for _, i := range spoken {
			if i.text != "" {
				out.Count++
			}
		}
	}
	if joined > 0 {
		out.Remark(formats.Lost, "Where words begin (%d) that have no length or are said at once with others of the speaker: they stand with the word before", joined)
	}
	return rows, end
}

func tierName(speaker, kind string) string {
	if speaker == "" {
		return kind
	}
	return speaker + " - " + kind
}

// tiersOf lays the words of a speaker one behind the other, with silence between them: no two may stand at once, and none
// without a length.
func tiersOf(words []formats.TimedWord, end timecode.Time) (spoken, origins []written, together int) {
	slices.SortStableFunc(words, func(a, b formats.TimedWord) int { return cmp.Compare(a.Start, b.Start) })
	at := timecode.Time(0)
	put := func(from, to timecode.Time, text, origin string) {
		spoken, origins = append(spoken, written{from, to, text}), append(origins, written{from, to, origin})
		at = to
	}
	for _, w := range words {
		from := max(at, formats.Milli(w.Start))
		to := max(formats.Milli(w.End), 0)
		last := len(spoken) - 1
		switch {
		case to <= from && last >= 0 && spoken[last].text != "":
			spoken[last].text += " " + w.Word
			together++
			continue
		case to <= from:
			from = min(from, end-timecode.Millisecond)
			to = from + timecode.Millisecond
		}
		if from > at {
			put(at, from, "", "")
		}
		put(from, to, w.Word, originOf(w.Timing))
	}
	if at < end {
		put(at, end, "", "")
	}
	return spoken, origins, together
}

// originOf is what the second tier says of a word.
func originOf(w transcript.Timing) string {
	if w.Confidence == 0 {
		return w.How.String()
	}
	return fmt.Sprintf("%s %d.%02d", w.How, w.Confidence/100, w.Confidence%100)
}

func write(e *formats.Episode, _ []byte) (formats.Output, error) {
	out := formats.Output{Of: "word"}
	rows, end := grid(e, &out)
	var b strings.Builder
	length := formats.InSeconds(end)
	fmt.Fprintf(&b, "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\nxmin = 0\nxmax = %s\ntiers? <exists>\nsize = %d\nitem []:\n", length, len(rows))
	for i, r := range rows {
		fmt.Fprintf(&b, "    item [%d]:\n        class = \"IntervalTier\"\n        name = %s\n        xmin = 0\n        xmax = %s\n        intervals: size = %d\n", i+1, quoted(r.name), length, len(r.intervals))
		for k, x := range r.intervals {
			fmt.Fprintf(&b, "        intervals [%d]:\n            xmin = %s\n            xmax = %s\n            text = %s\n", k+1, formats.InSeconds(x.start), formats.InSeconds(x.end), quoted(x.text))
		}
	}
	out.Bytes = []byte(b.String())
	e.RemarkClock(&out)
	out.Remark(formats.Lost, "Where turns, paragraphs and chunks begin, and what is known of them")
	return out, nil
}

func quoted(text string) string { return `"` + strings.ReplaceAll(text, `"`, `""`) + `"` }

func readBack(e *formats.Episode, src []byte) error {
	var scratch formats.Output
	want, _ := grid(e, &scratch)
	r := reading{f: formats.NewFile(src)}
	if !knows(r.f) {
		return formats.Differs(1, "This is read as no TextGrid")
	}
	got, err := r.tiers()
	if err != nil {
		return err
	}
	if len(got) != len(want) {
		return formats.Differs(1, "%d tiers were written, and %d are read", len(want), len(got))
	}
	for i, t := range want {
		if g := got[i]; g.name.text != t.name || len(g.intervals) != len(t.intervals) {
			return formats.Differs(r.line(g.name), "The tier “%s” is read otherwise than it was written", t.name)
		}
		for k, x := range t.intervals {
			if g := got[i].intervals[k]; (written{g.start, g.end, g.text.text}) != x {
				return formats.Differs(r.line(g.text), "The interval “%s” is read otherwise than it was written", x.text)
			}
		}
	}
	return nil
}
