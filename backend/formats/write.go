package formats

import (
	"fmt"
	"strings"
)

// Writer writes one format.
type Writer struct {
	// ID names the format in flags and addresses: srt.
	ID string
	// Name is what people call it.
	Name string
	// Ending is put behind the stem of the episode: .srt. A file that holds all episodes of a series has a File of its own.
	Ending, File string
	// Type is the media type of its files.
	Type string
	// Binary says that it is no text.
	Binary bool
	// Keeps says that a file that stands there already is kept, but for what is this episode's.
	Keeps bool
	// Write makes the file. old is what stands there already, for one that Keeps; nil where there is nothing. The same
	// episode gives the same bytes. Its error says what to do.
	Write func(e *Episode, old []byte) (Output, error)
	// ReadBack reads a file again, by itself, and fails with an *Error at the place where it does not say what the episode says.
	ReadBack func(e *Episode, src []byte) error
}

// FileName is what the file of an episode is called.
func (w Writer) FileName(e *Episode) string {
	if w.File != "" {
		return w.File
	}
	return e.Stem + w.Ending
}

// Output is a file as it is to be written.
type Output struct {
	Bytes []byte
	// Count is how many Of there are in it: 214 cues.
	Count int
	Of    string
	// Remarks say what of this episode the format cannot hold (Lost), what was worked out (Guessed), and what is most
	// likely wrong (Odd).
	Remarks []Remark
}

// Remark adds a remark.
func (o *Output) Remark(kind Kind, format string, args ...any) {
	o.Remarks = append(o.Remarks, Remark{Kind: kind, What: fmt.Sprintf(format, args...)})
}

// Without says which chunks did not go out, and what of the others did not.
func (o *Output) Without(e *Episode) {
	if n := len(e.Strays); n > 0 {
		o.Remark(Lost, "%s of text before the first turn of a chunk, which belongs to no turn: “%s”", Count(n, "line"), strings.Join(e.Strays[:min(n, 2)], "”, “"))
	}
	for _, l := range e.Left {
		o.Remark(Lost, "Without %s: %s", strings.TrimSpace(l.Number+" "+l.Title), l.Why)
	}
}

// Make writes an episode, and reads what was written back.
func (w Writer) Make(e *Episode, old []byte) (Output, error) {
	out, err := w.Write(e, old)
	if err != nil {
		return Output{}, err
	}
	if err := w.ReadBack(e, out.Bytes); err != nil {
		return Output{}, fmt.Errorf("what would be written is not read again as it was meant to be, so nothing is written: %w", err)
	}
	out.Without(e)
	return out, nil
}

// Differs is what ReadBack fails with: a line, from 1, and what is wrong there.
func Differs(line int, format string, args ...any) error {
	return &Error{Line: max(1, line), Column: 1, What: fmt.Sprintf(format, args...)}
}
