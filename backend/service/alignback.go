// This file has words looked for again after a step was taken back, or done again, and where a turn went. What was not heard, or
// not for sure, was so beside what stood there then.

package service

import (
	"slices"

	"stet/backend/align"
	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// seekAgain takes of words of turns that they are not in the sound, or were not heard for sure: the window has them looked for then.
// That is no step, and what fails is left as it is.
func (s *Service) seekAgain(open *session.Session, turns []transcript.ID) {
	var found []session.Measured
	open.Read(func(doc *transcript.Document, _ session.Files) {
		if e := doc.Episode(); e.Sound == "" || s.beside(s.ctx, open.ID()).Sound != e.Sound {
			return
		}
		for _, id := range turns {
			t, _ := doc.Turn(id)
			if now := unsought(t.Times); !slices.Equal(now, t.Times) {
				found = append(found, session.Measured{Turn: id, Words: transcript.Words(t.Paragraphs), Had: t.Times, Times: now})
			}
		}
	})
	if len(found) > 0 {
		_, _ = open.Measure(s.ctx, found)
	}
}

// seekInRoom does so with turns of which words on end are not in the sound, where there is room for them now that others went,
// and returns them.
func (s *Service) seekInRoom(open *session.Session, c transcript.Change) (again []transcript.ID) {
	if len(c.Removed.IDs()) == 0 || c.Sequence {
		return nil
	}
	s.uncover(open, c.Went)
	length := s.beside(s.ctx, open.ID()).Length
	open.Read(func(doc *transcript.Document, _ session.Files) {
		begins := timecode.Time(0)
		for _, id := range doc.Chunks() {
			chunk, _ := doc.Chunk(id)
			if slices.Contains(c.Orders.IDs(), id) {
				again = append(again, inRoom(chunk.Turns, begins, length)...)
			}
			begins = lastTimed(chunk.Turns, begins)
		}
	})
	if len(again) > 0 {
		s.seekAgain(open, again)
	}
	return again
}

// uncover notes where words were heard that went: if no others have come there, that is speech that no word covers.
func (s *Service) uncover(open *session.Session, went transcript.Timings) {
	b := s.beside(s.ctx, open.ID())
	sound := ""
	open.Read(func(doc *transcript.Document, _ session.Files) { sound = doc.Episode().Sound })
	if sound == "" || b.Sound != sound {
		return
	}
	n := len(b.Uncovered)
	for _, w := range went {
		switch {
		case !w.How.Sure() || w.Start >= b.Length:
		case len(b.Uncovered) > n && w.Start >= b.Uncovered[len(b.Uncovered)-1].Start && w.Start-b.Uncovered[len(b.Uncovered)-1].End <= 2*besideWord:
			last := &b.Uncovered[len(b.Uncovered)-1]
			last.End = max(last.End, w.End)
		default:
			b.Uncovered = append(b.Uncovered, align.Span{Start: w.Start, End: w.End})
		}
	}
	if len(b.Uncovered) > n {
		_ = s.noteBeside(s.ctx, open.ID(), b) // the next search tells it
	}
}

// lastTimed is where the last word of turns that has a time ends, or else where they begin.
func lastTimed(turns []transcript.Turn, begins timecode.Time) timecode.Time {
	for _, t := range slices.Backward(turns) {
		for _, w := range slices.Backward(t.Times) {
			if w.How.Timed() {
				return w.End
			}
		}
	}
	return begins
}

// inRoom are turns with words that are not in the sound between words that are and leave them time: from where the turns begin
// to the sound's end, both in its time.
func inRoom(turns []transcript.Turn, begins, length timecode.Time) (out []transcript.ID) {
	var with []transcript.ID
	n, at := 0, begins
	take := func(before timecode.Time) {
		if n > 0 && (before-at)*wordsAMinute >= timecode.Time(n)*60*timecode.Second {
			out = append(out, with...)
		}
	}
	for _, t := range turns {
		for _, w := range t.Times {
			switch {
			case w.How == transcript.Unspoken:
				if n++; len(with) == 0 || with[len(with)-1] != t.ID {
					with = append(with, t.ID)
				}
			case w.How.Timed():
				take(w.Start)
				n, with, at = 0, nil, w.End
			}
		}
	}
	take(length)
	return slices.Compact(out)
}

// withTurns adds turns to what the window is told.
func withTurns(open *session.Session, p PatchView, turns []transcript.ID) PatchView {
	open.Read(func(doc *transcript.Document, files session.Files) {
		for _, id := range turns {
			home, ok := doc.Home(id)
			if ok && !slices.ContainsFunc(p.Turns, func(t TurnView) bool { return t.ID == id }) {
				p.Turns = append(p.Turns, turnView(doc, files, home, id, doc.Episode().Clock()))
			}
		}
	})
	return p
}

// unsought are times of which some are to be looked for again.
func unsought(times transcript.Timings) transcript.Timings {
	out := slices.Clone(times)
	for i, w := range out {
		switch w.How {
		case transcript.Unspoken:
			out[i] = transcript.Timing{}
		case transcript.Guessed:
			out[i].How, out[i].Confidence = transcript.Between, 0
		}
	}
	return out
}
