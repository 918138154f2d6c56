package premiere

import (
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
	src, wrong := text(e, turns, false)
	if wrong >= 0 {
		// Paragraphs by themselves may look like a speaker or a time.
		src, wrong = text(e, turns, true)
		out.Remark(formats.Lost, "Paragraphs: one of them would be read as a speaker or a time")
	}
	if wrong >= 0 {
		return out, formats.Differs(1+strings.Count(src[:lineOf(src, e, turns, wrong)], "\n"),
			"The turn “%s” would not be read again as it stands: it holds a line that looks like a time or a speaker", opening(turns[wrong]))
	}
	out.Bytes = []byte(src)
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

// text writes the turns, and tells the first that does not read back as it is; -1 if all do.
func text(e *formats.Episode, turns []*formats.Said, joined bool) (src string, wrong int) {
	var b strings.Builder
	want := make([]transcript.Turn, len(turns))
	for i, t := range turns {
		want[i] = asTurn(e, t, joined)
		b.WriteString(printed(want[i]))
	}
	src = b.String()
	return src, differs([]byte(src), want)
}

func asTurn(e *formats.Episode, t *formats.Said, joined bool) transcript.Turn {
	out := transcript.Turn{Span: inFrames(e, t.Span), Paragraphs: t.Paragraphs}
	if joined {
		out.Paragraphs = []string{t.Text()}
	}
	if len(out.Paragraphs) == 0 {
		out.Paragraphs = []string{""}
	}
	if t.Speaker != "" {
		out.Speaker = &t.Speaker
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
	start, startErr := e.Clock.AudioTime(span.Start)
	end, endErr := e.Clock.AudioTime(span.End)
	if startErr != nil || endErr != nil {
		return span
	}
	return &timecode.Span{Start: e.Clock.CodeAt(start, form), End: e.Clock.CodeAt(end, form)}
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
func differs(src []byte, want []transcript.Turn) int {
	got := chunkfile.Parse(src).Chunk()
	for i, t := range want {
		if i >= len(got.Turns) || !transcript.SameTurn(got.Turns[i], t) {
			return i
		}
	}
	if len(got.Turns) > len(want) || len(got.Lead) > 0 || got.Matter.Form != transcript.NoMatter {
		return max(0, len(want)-1)
	}
	return -1
}

func lineOf(src string, e *formats.Episode, turns []*formats.Said, at int) int {
	n := 0
	for _, t := range turns[:at] {
		n += len(printed(asTurn(e, t, true)))
	}
	return min(n, len(src))
}

func opening(t *formats.Said) string {
	words := t.Words()
	return strings.Join(words[:min(8, len(words))], " ")
}

func readText(e *formats.Episode, src []byte) error {
	turns := e.Turns()
	for _, joined := range []bool{false, true} {
		want := make([]transcript.Turn, len(turns))
		for i, t := range turns {
			want[i] = asTurn(e, t, joined)
		}
		wrong := differs(src, want)
		if wrong < 0 {
			return nil
		}
		if joined {
			file := chunkfile.Parse(src)
			line := 1
			if wrong < len(file.Chunk().Turns) {
				line = file.TurnPlace(wrong).Line
			}
			return formats.Differs(line, "The turn “%s” is read otherwise than it was written", opening(turns[wrong]))
		}
	}
	return nil
}
