// Package podcast reads the transcript JSON of Podcasting 2.0. A segment may be a sentence or a word.
package podcast

import (
	"strings"

	"stet/backend/formats"
)

// Reader reads it.
var Reader = formats.Reader{Name: "Podcasting 2.0 JSON", Knows: knows, Read: read}

func knows(f *formats.File) bool { return f.Has("segments", "startTime", "body") }

type file struct {
	Segments []struct {
		Speaker formats.SpeakerName `json:"speaker"`
		Start   formats.Seconds     `json:"startTime"`
		End     formats.Seconds     `json:"endTime"`
		Body    string              `json:"body"`
	} `json:"segments"`
}

func read(f *formats.File) (formats.Transcript, error) {
	var in file
	t := formats.Transcript{}
	if err := f.Decode(&in); err != nil {
		return t, err
	}
	words := 0
	for _, s := range in.Segments {
		words += len(strings.Fields(s.Body))
	}
	single := words < 2*len(in.Segments)
	lines := f.ElementLines("segments")
	var pieces []formats.Piece
	speaker := ""
	for i, s := range in.Segments {
		line := formats.LineOf(lines, i)
		if s.Speaker != "" {
			speaker = string(s.Speaker)
		} else if speaker != "" {
			t.Remark(formats.Guessed, line, "A segment without a speaker goes to the one before")
		}
		token := formats.Token{Text: " " + s.Body, Start: s.Start.Time, End: s.End.Time}
		if single {
			token.Text = formats.Spaced(s.Body)
		}
		pieces = append(pieces, formats.Piece{
			Line: line, Speaker: speaker, Start: s.Start.Time, End: s.End.Time, Timed: s.Start.Known, Tokens: []formats.Token{token},
		})
	}
	formats.End(pieces)
	if !single {
		t.Join("segment", pieces)
		return t, nil
	}
	var spoken []formats.Spoken
	for _, p := range pieces {
		token := p.Tokens[0]
		token.End, token.Told = p.End, p.Timed
		spoken = append(spoken, formats.Spoken{Token: token, Speaker: p.Speaker})
	}
	t.JoinSentences(formats.Sentences(spoken))
	return t, nil
}
