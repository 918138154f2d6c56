// Package premiere reads the transcripts of Premiere Pro: the JSON of a static transcript, and texts that were copied from
// pages. Its plain text is what Stet writes itself, and comes as it is.
package premiere

import (
	"stet/backend/formats"
	"stet/backend/timecode"
)

// JSON reads a static transcript.
var JSON = formats.Reader{Name: "Premiere transcript JSON", Knows: knows, Read: read}

func knows(f *formats.File) bool { return f.Has("segments", "start", "duration", "words") }

type file struct {
	Language string `json:"language"`
	Segments []struct {
		Start    formats.Seconds `json:"start"`
		Duration formats.Seconds `json:"duration"`
		Speaker  string          `json:"speaker"`
		Words    []struct {
			Start    formats.Seconds `json:"start"`
			Duration formats.Seconds `json:"duration"`
			Text     string          `json:"text"`
			Type     string          `json:"type"`
			Tags     []string        `json:"tags"`
			Sure     formats.Sure    `json:"confidence"`
		} `json:"words"`
	} `json:"segments"`
	Speakers []struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	} `json:"speakers"`
}

func read(f *formats.File) (formats.Transcript, error) {
	var in file
	t := formats.Transcript{}
	if err := f.Decode(&in); err != nil {
		return t, err
	}
	t.Language = in.Language
	names := map[string]string{}
	for _, s := range in.Speakers {
		names[s.ID] = s.Name
	}
	lines := f.ElementLines("segments")
	var pieces []formats.Piece
	for i, s := range in.Segments {
		line := formats.LineOf(lines, i)
		name, ok := names[s.Speaker]
		if !ok && s.Speaker != "" {
			t.Remark(formats.Odd, line, "A speaker is not in the list of speakers")
			name = s.Speaker
		}
		p := formats.Piece{Line: line, Speaker: name, Start: s.Start.Time, End: s.Start.Time + s.Duration.Time, Timed: s.Start.Known}
		last := timecode.Time(0)
		for _, w := range s.Words {
			if len(w.Tags) > 0 {
				t.Remark(formats.Lost, 0, "Which words are fillers or curses")
			}
			if w.Start.Known && w.Start.Time < last {
				t.Remark(formats.Odd, line, "A word begins before the one in front of it ends")
			}
			last = w.Start.Time + w.Duration.Time
			token := formats.Token{Text: " " + w.Text, Start: w.Start.Time, End: last, Told: w.Start.Known, Confidence: uint8(w.Sure)}
			if w.Type == "punctuation" {
				token = formats.Token{Text: w.Text}
			}
			p.Tokens = append(p.Tokens, token)
		}
		pieces = append(pieces, p)
	}
	t.Keep("segment", pieces)
	return t, nil
}
