// Package jsonl writes a record a chunk, a line each, for programs that look things up: what is known of the chunk, its
// words, and where they are in the sound; and reads it again.
package jsonl

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"stet/backend/formats"
	"stet/backend/transcript"
)

// Writer writes it.
var Writer = formats.Writer{
	ID: "jsonl", Name: "JSON Lines for retrieval", Ending: ".jsonl", Type: "application/jsonl", Write: write, ReadBack: readBack,
}

// record is a chunk. Times are seconds in the sound, to the millisecond; null where nobody knows them.
type record struct {
	ID       string       `json:"id"`
	Type     string       `json:"type,omitempty"`
	Series   string       `json:"series"`
	Episode  label        `json:"episode"`
	Chunk    label        `json:"chunk"`
	Title    string       `json:"title"`
	Segment  string       `json:"segment,omitempty"`
	Date     string       `json:"date,omitempty"`
	URL      string       `json:"url,omitempty"`
	Sound    string       `json:"sound,omitempty"`
	Start    *json.Number `json:"start"`
	End      *json.Number `json:"end"`
	Speakers []string     `json:"speakers"`
	Topics   []string     `json:"topics"`
	Tags     []string     `json:"tags"`
	Entities []string     `json:"entities"`
	Summary  string       `json:"summary,omitempty"`
	// Text is all that is said, a paragraph a turn with who speaks before it.
	Text  string `json:"text"`
	Turns []turn `json:"turns"`
}

type turn struct {
	Speaker string       `json:"speaker,omitempty"`
	Start   *json.Number `json:"start"`
	End     *json.Number `json:"end"`
	// Estimated says that nobody has heard where it begins or ends.
	Estimated bool   `json:"estimated,omitempty"`
	Timecode  string `json:"timecode,omitempty"`
	Text      string `json:"text"`
	// Words has for each word of Text when it begins and ends, where that comes from and, where it was found in the sound, how
	// surely: [83.4,83.92,"measured",0.97]. Null stands for one without a time.
	Words []json.RawMessage `json:"words,omitempty"`
}

// label is what an episode or a chunk is counted by: a number, or a text where it is none, or null.
type label string

// labelOf leaves the zeros out that stand before a number.
func labelOf(text string) label {
	if digits := strings.TrimLeft(text, "0"); text != "" && strings.Trim(text, "0123456789") == "" {
		if digits == "" {
			digits = "0"
		}
		return label(digits)
	}
	if text == "null" {
		return ""
	}
	return label(text)
}

func (l label) MarshalJSON() ([]byte, error) {
	switch {
	case l == "":
		return []byte("null"), nil
	case strings.Trim(string(l), "0123456789") == "":
		return []byte(l), nil
	}
	return json.Marshal(string(l))
}

func (l *label) UnmarshalJSON(src []byte) error {
	var text string
	if err := json.Unmarshal(src, &text); err == nil {
		*l = label(text)
		return nil
	}
	var n json.Number
	err := json.Unmarshal(src, &n)
	*l = label(n)
	return err
}

func recordsOf(e *formats.Episode) []record {
	var out []record
	for i := range e.Chunks {
		c := &e.Chunks[i]
		r := record{
			ID: c.Slug, Type: c.Type, Series: e.Series, Episode: labelOf(e.Number), Chunk: labelOf(c.Number), Title: c.Named(), Segment: c.Segment, Date: c.Date,
			URL: c.URL, Sound: e.Sound, Speakers: c.Speakers, Topics: c.Topics, Tags: c.Tags, Entities: c.Entities, Summary: c.Summary, Turns: []turn{},
		}
		if r.ID == "" {
			r.ID = strings.Trim(e.Stem+"-"+c.Number, "-")
		}
		if start, end, ok := c.Span(); ok {
			r.Start, r.End = number(formats.InSeconds(start)), number(formats.InSeconds(end))
		}
		var text []string
		for k := range c.Turns {
			s := &c.Turns[k]
			t := turn{Speaker: s.Speaker, Text: strings.Join(s.Paragraphs, "\n\n"), Estimated: s.Place == formats.Estimated || s.Place == formats.Put}
			if s.Timed() {
				t.Start, t.End = number(formats.InSeconds(s.Start)), number(formats.InSeconds(s.End))
			}
			if s.Span != nil {
				t.Timecode = s.Span.Start.String() + " - " + s.Span.End.String()
			}
			t.Words = wordsOf(s)
			r.Turns = append(r.Turns, t)
			said := s.Text()
			if said == "" {
				continue
			}
			if s.Speaker != "" {
				said = s.Speaker + ": " + said
			}
			text = append(text, said)
		}
		r.Text = strings.Join(text, "\n\n")
		out = append(out, r)
	}
	return out
}

// wordsOf are the times of a turn's words; none where nothing is known of any.
func wordsOf(s *formats.Said) []json.RawMessage {
	if !slices.ContainsFunc(s.Times, func(w transcript.Timing) bool { return w.How != transcript.Unknown }) {
		return nil
	}
	var out []json.RawMessage
	for _, w := range s.Times {
		text := "null"
		if w.How.Timed() {
			text = fmt.Sprintf("[%s,%s,%q", formats.InSeconds(w.Start), formats.InSeconds(w.End), w.How)
			if w.Confidence > 0 {
				text += fmt.Sprintf(",%d.%02d", w.Confidence/100, w.Confidence%100)
			}
			text += "]"
		} else if w.How == transcript.Unspoken {
			text = fmt.Sprintf("[null,null,%q]", w.How)
		}
		out = append(out, json.RawMessage(text))
	}
	return out
}

func number(text string) *json.Number {
	n := json.Number(text)
	return &n
}

func write(e *formats.Episode, _ []byte) (formats.Output, error) {
	records := recordsOf(e)
	out := formats.Output{Count: len(records), Of: "record"}
	var b strings.Builder
	for _, r := range records {
		b.WriteString(formats.Encoded(r) + "\n")
	}
	out.Bytes = []byte(b.String())
	e.RemarkPages(&out)
	e.RemarkEnds(&out)
	return out, nil
}

func readBack(e *formats.Episode, src []byte) error {
	want := recordsOf(e)
	lines := bytes.Split(bytes.TrimSuffix(src, []byte("\n")), []byte("\n"))
	if len(src) == 0 {
		lines = nil
	}
	if len(lines) != len(want) {
		return formats.Differs(1, "%d records were written, and %d are read", len(want), len(lines))
	}
	for i, line := range lines {
		var got record
		d := json.NewDecoder(bytes.NewReader(line))
		d.DisallowUnknownFields()
		if err := d.Decode(&got); err != nil {
			return formats.Differs(i+1, "This is no record: %v", err)
		}
		if !reflect.DeepEqual(got, want[i]) {
			return formats.Differs(i+1, "This record is read otherwise than it was written")
		}
	}
	return nil
}
