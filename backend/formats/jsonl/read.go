package jsonl

import (
	"bytes"
	"encoding/json"
	"math"
	"strings"

	"stet/backend/formats"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// Reader reads what was written here: what is said, by whom and when, and where the times of words come from.
var Reader = formats.Reader{Name: Writer.Name, Knows: knows, Read: read}

func knows(f *formats.File) bool {
	first, _, _ := bytes.Cut(bytes.TrimSpace(f.Src), []byte("\n"))
	var head map[string]json.RawMessage
	if !f.IsJSON() || json.Unmarshal(first, &head) != nil {
		return false
	}
	for _, key := range []string{"id", "episode", "chunk", "text", "turns"} {
		if head[key] == nil {
			return false
		}
	}
	return true
}

func read(f *formats.File) (formats.Transcript, error) {
	var t formats.Transcript
	t.Remark(formats.Lost, 0, "Which chunks there are, and what is known of them")
	for i, line := range f.Lines() {
		if strings.TrimSpace(line) == "" {
			continue
		}
		var r record
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			return t, &formats.Error{Line: i + 1, Column: 1, What: "This line holds no chunk as Stet writes it: " + err.Error() + ". Write the file again."}
		}
		for _, u := range r.Turns {
			turn, ok := u.turn(i + 1)
			if !ok {
				t.Remark(formats.Odd, i+1, "A turn whose times cannot be read, which is taken without")
			}
			if strings.TrimSpace(u.Text) != "" {
				t.Turns = append(t.Turns, turn)
			}
		}
	}
	return t, nil
}

// turn is a turn of a record; not ok where it has times that are none.
func (u turn) turn(line int) (out formats.Turn, ok bool) {
	out = formats.Turn{Line: line, Speaker: u.Speaker, Paragraphs: strings.Split(u.Text, "\n\n")}
	ok = true
	if u.Timecode != "" {
		start, end, _ := strings.Cut(u.Timecode, " - ")
		from, err := timecode.Parse(start)
		to, wrong := timecode.Parse(end)
		if ok = err == nil && wrong == nil; ok {
			out.Span = &timecode.Span{Start: from, End: to}
		}
	} else if u.Start != nil && u.End != nil {
		var from, to timecode.Time
		if from, to, ok = stretch(*u.Start, *u.End); ok {
			out.Span = formats.SpanOf(from, max(from, to))
		}
	}
	if out.Span != nil && u.Estimated {
		out.Estimated = transcript.StartEdge | transcript.EndEdge
	}
	if len(u.Words) == transcript.CountWords(out.Paragraphs) {
		for _, w := range u.Words {
			timing, fine := timingOf(w)
			out.Times, ok = append(out.Times, timing), ok && fine
		}
	}
	return out, ok
}

func stretch(start, end json.Number) (from, to timecode.Time, ok bool) {
	from, fine := formats.ParseSeconds(start.String())
	to, ok = formats.ParseSeconds(end.String())
	return from, to, ok && fine
}

// timingOf reads what wordsOf wrote of a word.
func timingOf(raw json.RawMessage) (transcript.Timing, bool) {
	var parts []json.RawMessage
	if json.Unmarshal(raw, &parts) != nil {
		return transcript.Timing{}, false
	}
	if len(parts) == 0 {
		return transcript.Timing{}, true
	}
	var name string
	if len(parts) < 3 || json.Unmarshal(parts[2], &name) != nil {
		return transcript.Timing{}, false
	}
	how, known := transcript.HowNamed(name)
	if !known || !how.Timed() {
		return transcript.Timing{How: how}, known
	}
	start, end, ok := stretch(json.Number(parts[0]), json.Number(parts[1]))
	if !ok || end < start {
		return transcript.Timing{}, false
	}
	w := transcript.Timing{Start: start, End: end, How: how}
	if len(parts) > 3 {
		var sure float64
		if json.Unmarshal(parts[3], &sure) == nil {
			w.Confidence = uint8(math.Round(100 * min(1, max(0, sure))))
		}
	}
	return w, true
}
