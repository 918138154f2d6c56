// Package formats says what a transcript of another program is once it has been read: turns with the times, speakers and
// words that its format has, and remarks on what was guessed, is lost, or is odd. Each format is a package below this one;
// the list of them is known's. Nothing here opens a file or keeps an episode.
//
// The readers are our own: go-astisub (MIT, kept up until 2025) knows one voice a line, no words of SubRip, neither agents
// nor words of TTML, and stops at the first odd line without saying what the others hold.
package formats

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

// Transcript is what a file of another program says.
type Transcript struct {
	// Language is as the file names it; "" where it does not.
	Language string
	Turns    []Turn
	// Joined says that the file has no turns: they were made of pieces such as cues, and where each begins is a guess.
	Joined bool
	// Rate is the frame rate that the file itself names; zero where it counts no frames, or does not tell.
	Rate    timecode.Rate
	Remarks []Remark
}

// Turn is what one speaker says at a stretch.
type Turn struct {
	// Line is where it begins in the file, from 1.
	Line int
	// Span is nil where the file gives no time. Where it gives seconds, it is to the millisecond.
	Span *timecode.Span
	// Estimated are the ends of Span that the file does not give.
	Estimated transcript.Edges
	// Speaker is "" where the file names none.
	Speaker    string
	Paragraphs []string
	// Times are those of its words: Imported are those that the file gives, Between those put between them or over a cue.
	// Unspoken and Unknown words are those of which the file says so. None where nothing is known.
	Times transcript.Timings
	// Seams are where pieces were joined to it, in a transcript that is Joined.
	Seams []Seam
}

// Seam is where a piece begins within a turn that several were joined to.
type Seam struct {
	// Word is the first word of the piece, of all words of the turn from 0.
	Word int
	// Ends is when the piece before ends, Starts when this one begins; nil where the file gives no time.
	Ends, Starts *timecode.Code
	// Guessed are those of the two that the file does not give: EndEdge for Ends, StartEdge for Starts.
	Guessed transcript.Edges
}

// Kind says what a remark is about.
type Kind string

const (
	// Guessed is what the file does not say and was assumed.
	Guessed Kind = "guessed"
	// Lost is what the file has and a transcript cannot hold.
	Lost Kind = "lost"
	// Odd is what stands in the file and is most likely wrong.
	Odd Kind = "odd"
)

// Remark is something to know before a file is taken in.
type Remark struct {
	Kind Kind
	What string
	// Lines are where, from 1; none where it holds for all of the file.
	Lines []int
}

// Remark adds a remark, or a line to one that says the same already. Line 0 is none.
func (t *Transcript) Remark(kind Kind, line int, format string, args ...any) {
	what := fmt.Sprintf(format, args...)
	i := slices.IndexFunc(t.Remarks, func(r Remark) bool { return r.Kind == kind && r.What == what })
	if i < 0 {
		t.Remarks = append(t.Remarks, Remark{Kind: kind, What: what})
		i = len(t.Remarks) - 1
	}
	if at := t.Remarks[i].Lines; line > 0 && !slices.Contains(at[max(0, len(at)-1):], line) {
		t.Remarks[i].Lines = append(t.Remarks[i].Lines, line)
	}
}

// Reader reads one format.
type Reader struct {
	// Name is what people call the format.
	Name string
	// Knows tells the format by what is in a file, and never by its ending.
	Knows func(f *File) bool
	// Loose says that many a text is taken for it that is none: only one that somebody names is.
	Loose bool
	// Read reads all of a file or fails with an *Error: nothing is read in half.
	Read func(f *File) (Transcript, error)
}

// Error says why a file cannot be read, where, and what to do.
type Error struct {
	// Line and Column count from 1, columns in characters.
	Line, Column int
	What         string
}

func (e *Error) Error() string {
	return fmt.Sprintf("line %d, column %d: %s", e.Line, e.Column, e.What)
}

// File is a text and what is worth finding out once for all readers.
type File struct {
	// Src is UTF-8 without a byte order mark.
	Src []byte
	// Top are the keys of a JSON object; nil of another text.
	Top map[string]json.RawMessage
	// bad is why a text that begins as JSON is none.
	bad error
}

// NewFile looks at a text, which must be UTF-8.
func NewFile(src []byte) *File {
	f := &File{Src: bytes.TrimPrefix(src, []byte("\ufeff"))}
	if f.IsJSON() {
		f.Src = withoutNaN(f.Src)
		f.bad = json.Unmarshal(f.Src, &f.Top)
	}
	return f
}

// noNumber is a text in quotes, or what Python writes for a number that is none and JSON does not know.
var noNumber = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b`)

// withoutNaN has null in place of numbers that are none.
func withoutNaN(src []byte) []byte {
	if !bytes.Contains(src, []byte("NaN")) && !bytes.Contains(src, []byte("Infinity")) {
		return src
	}
	return noNumber.ReplaceAllFunc(src, func(m []byte) []byte {
		if m[0] == '"' {
			return m
		}
		return []byte("null")
	})
}

// IsJSON says whether the text begins as a JSON object.
func (f *File) IsJSON() bool { return bytes.HasPrefix(bytes.TrimSpace(f.Src), []byte("{")) }

// Broken says where the JSON of a text breaks off or is none; nil where it does not.
func (f *File) Broken() error {
	if f.bad == nil {
		return nil
	}
	return f.jsonError(f.bad)
}

// Decode reads the JSON into v.
func (f *File) Decode(v any) error {
	if err := json.Unmarshal(f.Src, v); err != nil {
		return f.jsonError(err)
	}
	return nil
}

func (f *File) jsonError(err error) error {
	at, what := int64(len(f.Src)), ""
	switch e := err.(type) {
	case *json.SyntaxError:
		at = e.Offset
		what = "This is no JSON from here on: " + e.Error() + ". The file may have been cut off; export it again."
	case *json.UnmarshalTypeError:
		at = e.Offset
		what = fmt.Sprintf("Here stands a %s where the format has something else (%s). Export the file again, or mend the place.", e.Value, e.Field)
	case *secondsError:
		at = int64(bytes.Index(f.Src, []byte(e.text)))
		what = e.Error() + ", where the format has a time. Export the file again, or mend the place."
	default:
		what = "This cannot be read as JSON: " + err.Error() + ". Export the file again."
	}
	return f.ErrorAt(int(at), "%s", what)
}

// ErrorAt is an error at a byte of Src.
func (f *File) ErrorAt(at int, format string, args ...any) *Error {
	at = min(max(at, 0), len(f.Src))
	start := 1 + bytes.LastIndexByte(f.Src[:at], '\n')
	return &Error{
		Line:   1 + bytes.Count(f.Src[:at], []byte("\n")),
		Column: 1 + utf8.RuneCount(f.Src[start:at]),
		What:   fmt.Sprintf(format, args...),
	}
}

// Lines are the lines of a text without their ends, whatever those are.
func (f *File) Lines() []string {
	text := strings.ReplaceAll(string(f.Src), "\r\n", "\n")
	return strings.Split(strings.ReplaceAll(text, "\r", "\n"), "\n")
}

// Head are the first lines that hold words, without the spaces around them.
func (f *File) Head(n int) []string {
	const most = 4096
	var out []string
	head := File{Src: f.Src[:min(len(f.Src), most)]}
	for _, line := range head.Lines() {
		if line = strings.TrimSpace(line); line != "" && len(out) < n {
			out = append(out, line)
		}
	}
	return out
}
