package cut

import (
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// This file parts turns of a transcript that came again where a chunk begins in the middle of one: there it was joined with the
// turn before. When it begins the chunk tells, if all that is said comes later by as much.

// sureBeginning is how many words that a chunk begins with must stand in the transcript, one after another.
const sureBeginning = 3

// begins finds the words of the transcript that chunks begin with, and when these are said.
func (r *recast) begins(chunks []transcript.Turn, begins []int) {
	r.told = map[int]Seam{}
	if len(begins) == 0 {
		return
	}
	later := laterBy(speakAll(r.turns), speakAll(chunks))
	rate := framesOf(r.turns)
	for _, k := range begins {
		at, ok := r.beginning(k)
		if !ok || chunks[k].Span == nil {
			continue
		}
		i := r.turnAt(at)
		t := r.turns[i]
		if at == r.begin[i] || t.Span == nil {
			continue
		}
		start := timecode.Time((seconds(chunks[k].Span.Start) + later) * float64(timecode.Second))
		code := rate.Code(start, t.Span.Start.Form)
		if s := seconds(code); s <= seconds(t.Span.Start) || s >= seconds(t.Span.End) {
			continue
		}
		seam := Seam{Word: at - r.begin[i], Ends: &code, Starts: &code}
		if later != 0 {
			seam.Guessed = transcript.StartEdge | transcript.EndEdge
		}
		r.told[at] = seam
	}
}

// beginning is the word of the transcript that a turn of the chunks begins with, where the first of its words stand there.
func (r *recast) beginning(k int) (word int, ok bool) {
	c, end := r.first[k], len(r.here)
	if k+1 < len(r.first) {
		end = r.first[k+1]
	}
	if c >= end || r.here[c] < 0 {
		return 0, false
	}
	for i := range min(sureBeginning, end-c) {
		if r.here[c+i] != r.here[c]+i {
			return 0, false
		}
	}
	return r.here[c], true
}

// fewestCounted is how many times tell at the least that no frame is higher.
const fewestCounted = 40

// framesOf is a rate that has as many frames a second as the times of turns count.
func framesOf(turns []transcript.Turn) timecode.Rate {
	most, n := int32(0), 0
	for _, t := range turns {
		if t.Span != nil && t.Span.Start.Form.CountsFrames() {
			most = max(most, t.Span.Start.Sub, t.Span.End.Sub)
			n += 2
		}
	}
	if n >= fewestCounted && most < 25 {
		return timecode.Rate25
	}
	return timecode.Rate30
}
