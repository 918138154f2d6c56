package premiere

import (
	"bytes"
	"slices"
	"strings"

	"stet/backend/chunkfile"
	"stet/backend/formats"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// Transcript writes the text of the whole episode as Premiere exports it: a line with the times, one with the speaker, what
// is said, and an empty line.
var Transcript = formats.Writer{
	ID: "transcript", Name: "Episode transcript", Ending: "-transcript.txt", Type: "text/plain", Write: writeText, ReadBack: readText,
}

func writeText(e *formats.Episode, _ []byte) (formats.Output, error) {
	turns := e.Turns()
	out := formats.Output{Count: len(turns), Of: "turn"}
	var why error
	for _, w := range ways {
		src, wrong := text(e, turns, w)
		if wrong == nil {
			out.Bytes, why = src, nil
			tell(&out, w)
			break
		}
		if why == nil {
			why = wrong
		}
	}
	if why != nil {
		return out, why
	}
	untimed, converted := 0, false
	for _, t := range turns {
		if t.Span == nil {
			untimed++
		} else {
			converted = converted || e.RateTold && t.Span.Start.Form.CountsMillis()
		}
	}
	if untimed > 0 {
		out.Remark(formats.Lost, "%s without a time, where Premiere's own all have one", formats.Count(untimed, "turn"))
	}
	if converted {
		out.Remark(formats.Guessed, "Times of the clock are written as frames, at %s a second", e.Clock.Rate)
	}
	out.Remark(formats.Lost, "Chunks, and what is known of them; the times of words")
	return out, nil
}

// way is how turns are written, where they would not be read again as they are: the first of ways that is read is taken.
type way struct {
	// joined makes one paragraph of a turn, dashed writes a dash for the colon in a name, and listed lists the speakers above.
	joined, dashed, listed bool
}

var ways = []way{{}, {dashed: true}, {joined: true}, {joined: true, dashed: true}, {listed: true}, {listed: true, joined: true}}

// tell says what is otherwise for the way in which turns are written.
func tell(out *formats.Output, w way) {
	if w.joined {
		out.Remark(formats.Lost, "Paragraphs: one of them would be read as a speaker or a time")
	}
	if w.dashed {
		out.Remark(formats.Lost, "The colon in a speaker's name, which would not be read as one: it is written as a dash")
	}
	if w.listed {
		out.Remark(formats.Guessed, "A list of the speakers stands above the turns, by which those without a time are known: Premiere does not read it")
	}
}

// text writes the turns; the error tells the first that does not read back as it is, and its line.
func text(e *formats.Episode, turns []*formats.Said, w way) ([]byte, error) {
	var b bytes.Buffer
	want := asTurns(e, turns, w)
	if w.listed {
		b.WriteString(formats.SpeakerList(want))
	}
	lines := make([]int, len(want))
	for i, t := range want {
		lines[i] = 1 + bytes.Count(b.Bytes(), []byte("\n"))
		b.WriteString(printed(t))
	}
	wrong := differs(b.Bytes(), want, w.listed)
	if wrong < 0 {
		return b.Bytes(), nil
	}
	if next := wrong + 1; next < len(want) && want[next].Span == nil && swallows(b.Bytes(), want, wrong) {
		return nil, formats.Differs(lines[next], "The turn “%s” has no time, and would be read as words of the one before it: give it a time", opening(turns[next]))
	}
	return nil, formats.Differs(lines[wrong], "The turn “%s” would not be read again as it stands: it holds a line that looks like a time or a speaker", opening(turns[wrong]))
}

// swallows says that a turn is read with more words than it has, behind all of its own.
func swallows(src []byte, want []transcript.Turn, at int) bool {
	got := chunkfile.Parse(src).Chunk().Turns
	if at >= len(got) {
		return false
	}
	is, was := got[at].Paragraphs, want[at].Paragraphs
	return len(is) > len(was) && slices.Equal(is[:len(was)], was)
}

func asTurns(e *formats.Episode, turns []*formats.Said, w way) []transcript.Turn {
	out := make([]transcript.Turn, len(turns))
	for i, t := range turns {
		out[i] = asTurn(e, t, w)
	}
	return out
}

func asTurn(e *formats.Episode, t *formats.Said, w way) transcript.Turn {
	out := transcript.Turn{Span: inFrames(e, t.Span), Paragraphs: t.Paragraphs}
	if w.joined {
		out.Paragraphs = []string{t.Text()}
	}
	if len(out.Paragraphs) == 0 {
		out.Paragraphs = []string{""}
	}
	if name := t.Speaker; name != "" {
		if w.dashed {
			name = strings.ReplaceAll(name, ":", " –")
		}
		out.Speaker = &name
	}
	return out
}

// inFrames is a span as Premiere writes it, where somebody has told the frame rate; else as it is.
func inFrames(e *formats.Episode, span *timecode.Span) *timecode.Span {
	if span == nil || !e.RateTold || !span.Start.Form.CountsMillis() {
		return span
	}
	form := timecode.Frames
	if e.Clock.Rate.Drop {
		form = timecode.Semicolons
	}
	rate := e.Clock.Rate
	start, end, err := span.Times(rate)
	if err != nil {
		return span
	}
	return &timecode.Span{Start: rate.Code(start, form), End: rate.Code(end, form)}
}

func printed(t transcript.Turn) string {
	var b strings.Builder
	if t.Span != nil {
		b.WriteString(t.Span.Start.String() + " - " + t.Span.End.String() + "\n")
	}
	if t.Speaker != nil {
		b.WriteString(*t.Speaker + "\n")
	}
	if said := strings.Join(t.Paragraphs, "\n\n"); said != "" {
		b.WriteString(said + "\n")
	}
	return b.String() + "\n"
}

// differs finds the first turn that is not read as it was meant; -1 if there is none.
func differs(src []byte, want []transcript.Turn, listed bool) int {
	got := chunkfile.Parse(src).Chunk()
	form := transcript.NoMatter
	if listed {
		form = transcript.FieldMatter
	}
	for i, t := range want {
		if i >= len(got.Turns) || !transcript.SameTurn(got.Turns[i], t) {
			return i
		}
	}
	if len(got.Turns) > len(want) || len(got.Lead) > 0 || got.Matter.Form != form {
		return max(0, len(want)-1)
	}
	return -1
}

func opening(t *formats.Said) string {
	words := t.Words()
	return strings.Join(words[:min(8, len(words))], " ")
}

func readText(e *formats.Episode, src []byte) error {
	turns := e.Turns()
	wrong := -1
	for _, w := range ways {
		if wrong = differs(src, asTurns(e, turns, w), w.listed); wrong < 0 {
			return nil
		}
	}
	file := chunkfile.Parse(src)
	line := 1
	if wrong < len(file.Chunk().Turns) {
		line = file.TurnPlace(wrong).Line
	}
	return formats.Differs(line, "The turn “%s” is read otherwise than it was written", opening(turns[wrong]))
}
