package formats

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

// Spoken is a word by itself, and who says it.
type Spoken struct {
	Token
	Speaker string
}

// Sentences makes pieces of words that a format gives one by one: one a sentence, so that they are joined to turns as cues
// are.
func Sentences(words []Spoken) []Piece {
	var out []Piece
	ended := true
	for _, w := range words {
		if n := len(out); n == 0 || out[n-1].Speaker != w.Speaker || w.Told && out[n-1].Timed && (ended || w.Start-out[n-1].End > pause) {
			out = append(out, Piece{Speaker: w.Speaker})
		}
		p := &out[len(out)-1]
		p.Tokens = append(p.Tokens, w.Token)
		if w.Told && !p.Timed {
			p.Timed, p.Start, p.End = true, w.Start, w.End
		}
		if w.Told {
			p.End = max(p.End, w.End)
		}
		if strings.TrimSpace(w.Text) != "" {
			ended = endsSentence(strings.TrimSpace(w.Text))
		}
	}
	return timed(out)
}

// timed gives words that nobody timed the place between their neighbours: a piece without a time takes the end of the one
// before.
func timed(pieces []Piece) []Piece {
	var last *Piece
	for i := range pieces {
		p := &pieces[i]
		if !p.Timed && last != nil {
			p.Timed, p.Start, p.End, p.Guessed = true, last.End, last.End, transcript.StartEdge|transcript.EndEdge
			for _, next := range pieces[i+1:] {
				if next.Timed {
					p.End = max(p.Start, next.Start)
					break
				}
			}
		}
		if p.Timed {
			last = p
		}
	}
	return pieces
}

// End gives pieces that have only a beginning an end: the beginning of the next, or as long as it takes to say the words.
func End(pieces []Piece) {
	for i := range pieces {
		p := &pieces[i]
		if !p.Timed || p.End > 0 {
			continue
		}
		letters := 0
		for _, token := range p.Tokens {
			letters += utf8.RuneCountInString(token.Text)
		}
		p.End, p.Guessed = p.Start+timecode.Time(letters)*70*timecode.Millisecond, p.Guessed|transcript.EndEdge
		if i+1 < len(pieces) && pieces[i+1].Timed && pieces[i+1].Start >= p.Start {
			p.End = pieces[i+1].Start
		}
	}
}

// ElementLines are the lines in which the elements of a list under a key of the JSON object begin.
func (f *File) ElementLines(key string) []int {
	var lines []int
	d := json.NewDecoder(bytes.NewReader(f.Src))
	if _, err := d.Token(); err != nil {
		return nil
	}
	line, seen := 1, 0
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return lines
		}
		if name != key {
			var skipped json.RawMessage
			if d.Decode(&skipped) != nil {
				return lines
			}
			continue
		}
		if open, err := d.Token(); err != nil || open != json.Delim('[') {
			return lines
		}
		for d.More() {
			at := int(d.InputOffset())
			for at < len(f.Src) && strings.IndexByte(", \t\r\n", f.Src[at]) >= 0 {
				at++
			}
			line += bytes.Count(f.Src[seen:at], []byte("\n"))
			seen = at
			lines = append(lines, line)
			var skipped json.RawMessage
			if d.Decode(&skipped) != nil {
				return lines
			}
		}
		return lines
	}
	return lines
}

// LineOf is a line of ElementLines; 1 where there is none.
func LineOf(lines []int, i int) int {
	if i < len(lines) {
		return lines[i]
	}
	return 1
}

// Has says whether the first element of a list in the JSON object has all of those keys.
func (f *File) Has(list string, keys ...string) bool {
	raw, ok := f.Top[list]
	if !ok {
		return false
	}
	var elements []json.RawMessage
	if json.Unmarshal(raw, &elements) != nil || len(elements) == 0 {
		return false
	}
	var first map[string]json.RawMessage
	if json.Unmarshal(elements[0], &first) != nil {
		return false
	}
	for _, key := range keys {
		if _, ok := first[key]; !ok {
			return false
		}
	}
	return true
}
