package premiere

import (
	"stet/backend/chunkfile"
	"stet/backend/formats"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// Architect reads the subtitles of DVD Architect: lines like Premiere's, whose last field counts hundredths of a second. A
// field of 60 or more settles it, since no frame rate has so many; without one it is taken for Premiere's.
var Architect = formats.Reader{Name: "DVD Architect", Knows: knowsArchitect, Read: readArchitect}

// mostFrames is more than the last number of a frame at any rate.
const mostFrames = 60

func knowsArchitect(f *formats.File) bool {
	if f.IsJSON() {
		return false
	}
	chunk := chunkfile.Parse(f.Src).Chunk()
	return chunk.Matter.Form == transcript.NoMatter && countsHundredths(chunk.Turns)
}

// countsHundredths says that all codes have two digits in their last field, and some more than frames have.
func countsHundredths(turns []transcript.Turn) bool {
	more := false
	for _, t := range turns {
		if t.Span == nil {
			continue
		}
		for _, c := range []timecode.Code{t.Span.Start, t.Span.End} {
			if c.Form != timecode.Frames || c.Sub > 99 {
				return false
			}
			more = more || c.Sub >= mostFrames
		}
	}
	return more
}

func readArchitect(f *formats.File) (formats.Transcript, error) {
	var t formats.Transcript
	file := chunkfile.Parse(f.Src)
	millis := func(c timecode.Code) timecode.Code {
		c.Form, c.Sub = timecode.Millis, c.Sub*10
		return c
	}
	for i := range file.Chunk().Lead {
		t.Remark(formats.Lost, file.LeadPlace(i).Line, "A line before the first turn")
	}
	turns := file.Chunk().Turns
	for i, turn := range turns {
		out := formats.Turn{Line: file.TurnPlace(i).Line, Speaker: turn.Label(), Paragraphs: turn.Paragraphs}
		if turn.Span != nil {
			out.Span = &timecode.Span{Start: millis(turn.Span.Start), End: millis(turn.Span.End)}
		}
		t.Turns = append(t.Turns, out)
	}
	t.Remark(formats.Guessed, 0, "The last field of a time counts hundredths of a second, as DVD Architect writes them: no frame rate has so many frames")
	remarkOrder(&t, turns, func(i int) int { return t.Turns[i].Line })
	return t, nil
}
