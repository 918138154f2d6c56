// Package aligned reads what stet align --json prints: each word with its time, where that comes from, and how sure it is.
package aligned

import (
	"math"

	"stet/backend/formats"
	"stet/backend/transcript"
)

// Reader reads it.
var Reader = formats.Reader{Name: "Stet's times of words", Knows: knows, Read: read}

func knows(f *formats.File) bool {
	return f.Has("words", "word", "turn", "start", "end", "confidence", "state")
}

type word struct {
	Word       string          `json:"word"`
	Turn       int             `json:"turn"`
	Start      formats.Seconds `json:"start"`
	End        formats.Seconds `json:"end"`
	Confidence float64         `json:"confidence"`
	State      string          `json:"state"`
	Origin     string          `json:"origin"`
}

// stateless are the states of words without a time, which tell the same as their origins.
var stateless = map[string]transcript.How{"not spoken": transcript.Unspoken, "unknown": transcript.Unknown}

func read(f *formats.File) (formats.Transcript, error) {
	var in struct {
		Words []word `json:"words"`
	}
	t := formats.Transcript{}
	if err := f.Decode(&in); err != nil {
		return t, err
	}
	lines := f.ElementLines("words")
	var pieces []formats.Piece
	for i, w := range in.Words {
		line := formats.LineOf(lines, i)
		if i == 0 || w.Turn != in.Words[i-1].Turn {
			pieces = append(pieces, formats.Piece{Line: line, Apart: true})
		}
		how, known := transcript.HowNamed(w.Origin)
		if !known {
			how, known = stateless[w.State]
		}
		if !known {
			t.Remark(formats.Odd, line, "Nothing tells where the time of a word comes from")
			how = transcript.Imported
		}
		token := formats.Token{Text: " " + w.Word, Start: w.Start.Time, End: w.End.Time, How: how, Untimed: !how.Timed()}
		if token.Told = how.Timed() && w.Start.Known && w.End.Known; token.Told {
			token.Confidence = uint8(math.Round(100 * min(1, max(0, w.Confidence))))
			p := &pieces[len(pieces)-1]
			if !p.Timed {
				p.Timed, p.Start = true, w.Start.Time
			}
			p.End = max(p.End, w.End.Time)
		}
		p := &pieces[len(pieces)-1]
		p.Tokens = append(p.Tokens, token)
	}
	t.Keep("turn", pieces)
	return t, nil
}
