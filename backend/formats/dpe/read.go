// Package dpe reads the JSON of digital paper edits, as autoEdit and its kin write it: a list of words, and a list of the
// stretches in which somebody speaks.
package dpe

import (
	"stet/backend/formats"
)

// Reader reads it.
var Reader = formats.Reader{Name: "DPE JSON", Knows: knows, Read: read}

func knows(f *formats.File) bool {
	return f.Has("words", "start", "end", "text") && f.Has("paragraphs", "start", "end")
}

type file struct {
	Words []struct {
		Start formats.Seconds `json:"start"`
		End   formats.Seconds `json:"end"`
		Text  string          `json:"text"`
	} `json:"words"`
	Paragraphs []struct {
		Start   formats.Seconds     `json:"start"`
		End     formats.Seconds     `json:"end"`
		Speaker formats.SpeakerName `json:"speaker"`
	} `json:"paragraphs"`
}

func read(f *formats.File) (formats.Transcript, error) {
	var in file
	t := formats.Transcript{}
	if err := f.Decode(&in); err != nil {
		return t, err
	}
	lines := f.ElementLines("paragraphs")
	pieces := make([]formats.Piece, len(in.Paragraphs))
	for i, p := range in.Paragraphs {
		pieces[i] = formats.Piece{
			Line: formats.LineOf(lines, i), Speaker: string(p.Speaker), Start: p.Start.Time, End: p.End.Time, Timed: p.Start.Known && p.End.Known,
		}
	}
	// A word belongs to the last paragraph that begins no later; one without a time to that of the word before.
	at, outside := 0, 0
	for _, w := range in.Words {
		told := w.Start.Known && w.End.Known
		for told && at+1 < len(pieces) && pieces[at+1].Start <= w.Start.Time {
			at++
		}
		p := &pieces[at]
		if told && (w.Start.Time < p.Start || w.Start.Time > p.End) {
			outside++
		}
		p.Tokens = append(p.Tokens, formats.Token{Text: " " + w.Text, Start: w.Start.Time, End: w.End.Time, Told: told})
	}
	if outside > 0 {
		t.Remark(formats.Odd, 0, "%d of the words lie in no paragraph, and are put into the one before", outside)
	}
	t.Keep("paragraph", pieces)
	return t, nil
}
