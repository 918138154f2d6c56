package whisper

import (
	"strconv"
	"strings"

	"stet/backend/formats"
	"stet/backend/timecode"
)

// Cpp reads the JSON of whisper.cpp, whose times are whole milliseconds.
var Cpp = formats.Reader{Name: "whisper.cpp JSON", Knows: knowsCpp, Read: readCpp}

func knowsCpp(f *formats.File) bool { return f.Has("transcription", "offsets", "text") }

type offsets struct {
	From *int64 `json:"from"`
	To   *int64 `json:"to"`
}

func (o offsets) times() (start, end timecode.Time, known bool) {
	if o.From == nil || o.To == nil {
		return 0, 0, false
	}
	return timecode.FromMillis(*o.From), timecode.FromMillis(*o.To), true
}

type cppFile struct {
	Result struct {
		Language string `json:"language"`
	} `json:"result"`
	Segments []struct {
		Offsets offsets `json:"offsets"`
		Text    string  `json:"text"`
		Tokens  []struct {
			Text    string       `json:"text"`
			Offsets offsets      `json:"offsets"`
			Sure    formats.Sure `json:"p"`
		} `json:"tokens"`
	} `json:"transcription"`
}

func readCpp(f *formats.File) (formats.Transcript, error) {
	var in cppFile
	t := formats.Transcript{}
	if err := f.Decode(&in); err != nil {
		return t, err
	}
	t.Language = in.Result.Language
	lines := f.ElementLines("transcription")
	var pieces []formats.Piece
	for i, s := range in.Segments {
		p := formats.Piece{Line: formats.LineOf(lines, i), Tokens: []formats.Token{{Text: s.Text}}}
		p.Start, p.End, p.Timed = s.Offsets.times()
		var tokens []formats.Token
		said := ""
		for _, w := range s.Tokens {
			if strings.HasPrefix(w.Text, "[_") {
				continue // what the model says to itself
			}
			token := formats.Token{Text: w.Text, Confidence: uint8(w.Sure)}
			token.Start, token.End, token.Told = w.Offsets.times()
			tokens, said = append(tokens, token), said+w.Text
		}
		// A letter may be cut in two between tokens: then the text alone holds.
		if said == s.Text && said != "" {
			p.Tokens = tokens
		}
		pieces = append(pieces, p)
	}
	t.Join("segment", pieces)
	return t, nil
}

// TSV reads the table that Whisper writes: start and end in milliseconds, and the text.
var TSV = formats.Reader{Name: "Whisper TSV", Knows: knowsTSV, Read: readTSV}

const tsvHead = "start\tend\ttext"

func knowsTSV(f *formats.File) bool {
	first := f.Head(1)
	return len(first) > 0 && first[0] == tsvHead
}

func readTSV(f *formats.File) (formats.Transcript, error) {
	var t formats.Transcript
	var pieces []formats.Piece
	for i, line := range f.Lines() {
		if line = strings.TrimSpace(line); line == "" || line == tsvHead {
			continue
		}
		fields := strings.SplitN(line, "\t", 3)
		millis := func(n int) (int64, bool) {
			if n >= len(fields) {
				return 0, false
			}
			ms, err := strconv.ParseInt(fields[n], 10, 64)
			return ms, err == nil && ms >= 0 && ms < 1000*3600*1000
		}
		start, ok := millis(0)
		end, fine := millis(1)
		if !ok || !fine {
			return t, &formats.Error{Line: i + 1, Column: 1, What: "Here belong a start and an end in milliseconds and a text, with a tab between each. Mend the line, and take the file in again."}
		}
		p := formats.Piece{Line: i + 1, Start: timecode.FromMillis(start), End: timecode.FromMillis(end), Timed: true}
		if len(fields) > 2 {
			p.Tokens = []formats.Token{{Text: fields[2]}}
		}
		pieces = append(pieces, p)
	}
	t.Join("segment", pieces)
	return t, nil
}
