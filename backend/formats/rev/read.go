// Package rev reads the JSON of Rev and Temi: monologues, and the elements that they are made of.
package rev

import (
	"cmp"
	"strings"

	"stet/backend/formats"
)

// Reader reads it.
var Reader = formats.Reader{Name: "Rev JSON", Knows: knows, Read: read}

func knows(f *formats.File) bool { return f.Has("monologues", "elements") }

type file struct {
	Speakers []struct {
		ID   formats.SpeakerName `json:"id"`
		Name string              `json:"name"`
	} `json:"speakers"`
	Monologues []struct {
		Speaker formats.SpeakerName `json:"speaker"`
		// Info is where Rev.ai writes the name that a person gave.
		Info struct {
			Name string `json:"display_name"`
		} `json:"speaker_info"`
		Elements []struct {
			Type  string          `json:"type"`
			Value string          `json:"value"`
			Start formats.Seconds `json:"ts"`
			// Some write the beginning so.
			Begin formats.Seconds `json:"start_ts"`
			End   formats.Seconds `json:"end_ts"`
			Sure  formats.Sure    `json:"confidence"`
		} `json:"elements"`
	} `json:"monologues"`
}

func read(f *formats.File) (formats.Transcript, error) {
	var in file
	t := formats.Transcript{}
	if err := f.Decode(&in); err != nil {
		return t, err
	}
	names := map[formats.SpeakerName]string{}
	for _, s := range in.Speakers {
		names[s.ID] = s.Name
	}
	lines := f.ElementLines("monologues")
	var pieces []formats.Piece
	for i, m := range in.Monologues {
		name := cmp.Or(names[m.Speaker], strings.TrimSpace(m.Info.Name), string(m.Speaker))
		spaces := false
		for _, e := range m.Elements {
			spaces = spaces || e.Type != "text" && strings.HasSuffix(e.Value, " ")
		}
		p := formats.Piece{Line: formats.LineOf(lines, i), Speaker: name}
		for _, e := range m.Elements {
			start := e.Start
			if !start.Known {
				start = e.Begin
			}
			w := formats.Token{Text: e.Value, Start: start.Time, End: e.End.Time, Told: start.Known && e.End.Known, Confidence: uint8(e.Sure)}
			if !spaces && e.Type != "punct" {
				w.Text = " " + e.Value
			}
			if e.Type == "unknown" {
				t.Remark(formats.Odd, formats.LineOf(lines, i), "A word that the recogniser did not know")
			}
			if w.Told && !p.Timed {
				p.Timed, p.Start = true, w.Start
			}
			p.End = max(p.End, w.End)
			p.Tokens = append(p.Tokens, w)
		}
		pieces = append(pieces, p)
	}
	t.Keep("monologue", pieces)
	return t, nil
}
