package formats

import (
	"slices"
	"strings"

	"stet/backend/chunkfile"
	"stet/backend/transcript"
)

// unknown is the label of who speaks where a file does not tell and a transcript cannot do without.
const unknown = "Unknown"

// Draft is a transcript that was read, as a document and a file of Stet's own have it.
type Draft struct {
	Chunk transcript.Chunk
	// Bytes are the chunk's file; reading them gives the chunk again, but for the times of words.
	Bytes []byte
}

// Draft writes a transcript as the file that an export would write, and reads it back. What cannot be read back is
// refused whole.
func (t *Transcript) Draft() (Draft, error) {
	if len(t.Turns) == 0 {
		return Draft{}, &Error{Line: 1, Column: 1, What: "There are no words in this file."}
	}
	turns := t.plainTurns()
	named := slices.ContainsFunc(turns, func(u transcript.Turn) bool { return u.Speaker != nil })
	timed := !slices.ContainsFunc(turns, func(u transcript.Turn) bool { return u.Span == nil })
	if timed && !(named && lacksSpeaker(turns)) {
		if d, _ := draft(turns, false); d != nil {
			return *d, nil
		}
	}
	// A name that does not look like one, and a turn that looks like one, are told apart by a list of who speaks.
	if n := labelAll(turns); n > 0 {
		t.Remark(Guessed, 0, "%s no speaker: “%s” is put there", Count(n, "turn")+verb(n, " names", " name"), unknown)
	}
	d, wrong := draft(turns, !timed)
	if d == nil && timed {
		d, wrong = draft(turns, true)
	}
	if d == nil {
		for i := range turns {
			turns[i].Paragraphs = []string{strings.Join(turns[i].Paragraphs, " ")}
		}
		d, wrong = draft(turns, true)
	}
	if d == nil {
		return Draft{}, &Error{Line: max(1, t.Turns[min(wrong, len(t.Turns)-1)].Line), Column: 1,
			What: "The turn that begins here would not be read again as it stands: it holds a line that looks like a time or a speaker. Change that line, and take the file in again."}
	}
	return *d, nil
}

func verb(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// plainTurns are the turns as a document has them, in flowing text.
func (t *Transcript) plainTurns() []transcript.Turn {
	turns := make([]transcript.Turn, len(t.Turns))
	for i, u := range t.Turns {
		turns[i] = transcript.Turn{Span: u.Span, Estimated: u.Estimated, Times: u.Times}
		for _, p := range u.Paragraphs {
			if p = strings.Join(strings.Fields(p), " "); p != "" {
				turns[i].Paragraphs = append(turns[i].Paragraphs, p)
			}
		}
		if name := strings.Join(strings.Fields(u.Speaker), " "); name != "" {
			turns[i].Speaker = &name
		}
	}
	return turns
}

func lacksSpeaker(turns []transcript.Turn) bool {
	return slices.ContainsFunc(turns, func(u transcript.Turn) bool { return u.Speaker == nil })
}

// labelAll names who speaks where nobody is named, and counts the turns.
func labelAll(turns []transcript.Turn) int {
	n := 0
	for i := range turns {
		if turns[i].Speaker == nil {
			name := unknown
			turns[i].Speaker = &name
			n++
		}
	}
	return n
}

// draft writes the turns, and returns the first that does not read back as it is. With a list of speakers there is
// front matter.
func draft(turns []transcript.Turn, list bool) (d *Draft, wrong int) {
	var b strings.Builder
	if list {
		b.WriteString(SpeakerList(turns))
	}
	for i, u := range turns {
		if i > 0 {
			b.WriteString("\n")
		}
		if u.Span != nil {
			b.WriteString(u.Span.Start.String() + " - " + u.Span.End.String() + "\n")
		}
		if u.Speaker != nil {
			b.WriteString(*u.Speaker + "\n")
		}
		b.WriteString(strings.Join(u.Paragraphs, "\n\n") + "\n")
	}
	out := []byte(b.String())
	chunk := chunkfile.Parse(out).Chunk()
	for i, u := range turns {
		if i >= len(chunk.Turns) || !transcript.SameTurn(chunk.Turns[i], u) {
			return nil, i
		}
	}
	if len(chunk.Turns) != len(turns) || len(chunk.Lead) > 0 {
		return nil, len(turns) - 1
	}
	for i, u := range turns {
		chunk.Turns[i].Times, chunk.Turns[i].Estimated = u.Times, u.Estimated
	}
	return &Draft{Chunk: chunk, Bytes: out}, 0
}

// SpeakerList is front matter that lists who speaks in turns, by which those without a time are told from words.
func SpeakerList(turns []transcript.Turn) string {
	var b strings.Builder
	b.WriteString("---\nspeakers:\n")
	for _, name := range speakers(turns) {
		b.WriteString("  - " + quoted(name) + "\n")
	}
	b.WriteString("---\n\n")
	return b.String()
}

// speakers are the labels in the order of their first turns.
func speakers(turns []transcript.Turn) []string {
	var out []string
	for _, u := range turns {
		if name := u.Label(); name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// quoted is a name as YAML's double quotes hold any.
func quoted(name string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(name) + `"`
}
