// This file has words looked for again after a step was taken back, or done again. What was not heard, or not for sure, was so
// beside what stood there then.

package service

import (
	"slices"

	"stet/backend/session"
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
