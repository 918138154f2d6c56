package premiere

import (
	"strings"

	"stet/backend/chunkfile"
	"stet/backend/formats"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// This file says of a transcript with timecodes what it leaves to be guessed, and where its lines may stand in another order
// than they were written in.

// OwnRemarks tells of a transcript that comes as it is.
func OwnRemarks(t *formats.Transcript, src []byte) {
	f := formats.NewFile(src)
	Remarks(t, chunkfile.Parse(f.Src), f.Lines(), func(n int) int { return n })
}

// OrderRemarks tells of a transcript that comes as it is where its lines may stand in another order than they were written in.
func OrderRemarks(t *formats.Transcript, src []byte) {
	f := formats.NewFile(src)
	orderRemarks(t, chunkfile.Parse(f.Src), f.Lines(), func(n int) int { return n })
}

func orderRemarks(t *formats.Transcript, file *chunkfile.File, lines []string, line func(n int) int) {
	turns := file.Chunk().Turns
	at := func(i int) int { return line(file.TurnPlace(i).Line) }
	remarkOrder(t, turns, at)
	remarkNames(t, turns, lines, at, line)
}

// Remarks tells of a file what there is to know before it is taken in. lines are the file's own, and line is where in what
// somebody gave each of them stood, both counted from 1.
func Remarks(t *formats.Transcript, file *chunkfile.File, lines []string, line func(n int) int) {
	orderRemarks(t, file, lines, line)
	remarkFrames(t, file.Chunk().Turns)
	for _, p := range file.Problems() {
		if p.Code == "body.lead" && len(t.Turns) > 0 {
			continue // it does not come with the turns, which is told
		}
		t.Remark(formats.Odd, line(p.Line), "%s", strings.TrimSuffix(p.What, "."))
	}
}

// remarkOrder compares labels: which of two is later does not depend on the frame rate.
func remarkOrder(t *formats.Transcript, turns []transcript.Turn, at func(int) int) {
	before := timecode.Time(-1)
	for i, turn := range turns {
		if turn.Span == nil {
			continue
		}
		start, err := turn.Span.Start.At(timecode.Rate60)
		if err != nil {
			continue
		}
		if start < before {
			t.Remark(formats.Odd, at(i), "A turn begins before the one above it: lines may stand in the wrong order")
		}
		before = start
	}
}

// longestName is how many words a speaker's name has at most; what has more is a sentence.
const longestName = 6

// remarkNames finds names that stand where words do, and words that stand where names do.
func remarkNames(t *formats.Transcript, turns []transcript.Turn, lines []string, at, line func(int) int) {
	known := map[string]bool{}
	for i, turn := range turns {
		name := turn.Label()
		if words := len(strings.Fields(name)); words > longestName || words > 1 && ended(name) {
			t.Remark(formats.Odd, at(i), "A sentence stands where the speaker belongs: lines may stand in the wrong order")
			continue
		}
		known[name] = name != ""
	}
	if len(known) == 0 || len(known) == 1 && !known[""] {
		remarkBefore(t, lines, line)
	}
	for i, text := range lines {
		if text = strings.TrimSpace(text); known[text] && i > 0 && strings.TrimSpace(lines[i-1]) != "" && !timed(lines[i-1]) {
			t.Remark(formats.Odd, line(i+1), "A speaker's name stands by itself among the words: lines may stand in the wrong order")
		}
	}
}

// remarkBefore looks whether it is the lines before times that name who speaks, where no line behind one does.
func remarkBefore(t *formats.Transcript, lines []string, line func(int) int) {
	var at []int
	all := 0
	for i, text := range lines {
		if !timed(text) {
			continue
		}
		all++
		if i > 0 {
			if name := strings.TrimSpace(lines[i-1]); name != "" && len(strings.Fields(name)) <= longestName && !ended(name) && !timed(name) {
				at = append(at, i)
			}
		}
	}
	if 4*len(at) < 3*all {
		return
	}
	for _, n := range at {
		t.Remark(formats.Odd, line(n), "Who speaks seems to stand before the time instead of behind it: lines may stand in the wrong order")
	}
}

// faster are the rates above thirty that count a frame.
func faster(frame int32) string {
	if frame < 50 {
		return "50, 59.94 or 60"
	}
	return "59.94 or 60"
}

func remarkFrames(t *formats.Transcript, turns []transcript.Turn) {
	frames, semicolons := false, false
	highest := int32(0)
	for _, turn := range turns {
		if turn.Span == nil {
			continue
		}
		if c := turn.Span.Start; c.Form.CountsFrames() {
			frames, semicolons = true, semicolons || c.Form.SaysDrop()
			highest = max(highest, c.Sub, turn.Span.End.Sub)
		}
	}
	switch {
	case !frames:
		return
	case semicolons:
		t.Remark(formats.Guessed, 0, "The frame rate, by the semicolons: %s", timecode.DropRate(highest))
	case highest >= 50:
		t.Remark(formats.Guessed, 0, "The frame rate: frames up to %d are counted, and read as sixtieths until the clock is set; it may be 59.94, too", highest)
	case highest >= 30:
		t.Remark(formats.Guessed, 0, "The frame rate: frames up to %d are counted, so it is %s; until the clock is set they are read as thirtieths, and times are off by up to a second", highest, faster(highest))
	default:
		t.Remark(formats.Guessed, 0, "The frame rate: frames up to %d are counted, and read as thirtieths until the clock is set", highest)
	}
	t.Remark(formats.Guessed, 0, "Where in the sound the timecodes begin: at 0 until the clock is set")
}
