// This file is about an episode's clock: its frame rate, what that makes of the timecodes in the text, and where they lie
// in the sound. It guesses no rate, and changes no timecode.

package service

import (
	"errors"
	"fmt"
	"strings"

	"stet/backend/chunkfile"
	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// SetClock says which frame rate an episode's timecodes count, and where in the sound 00:00:00:00 lies. Of a gap nothing is left.
func (s *Service) SetClock(episode int64, rate string, offset timecode.Time) (EditReply, error) {
	r, err := timecode.ParseRate(rate)
	if err != nil {
		return EditReply{}, fail(CodeInvalid, err, "%s.", capital(err.Error()))
	}
	return s.setEpisode(episode, "Set the timecode to "+r.String(), func(e *transcript.Episode) {
		e.Rate, e.Offset, e.Gap = r, offset, timecode.Gap{}
	})
}

// gapTold says what a gap of a clock is.
func gapTold(g timecode.Gap, rate timecode.Rate) string {
	code := rate.Code(g.At, timecode.Frames)
	switch {
	case g.Length > 0:
		return fmt.Sprintf("before %s it has %.3f s that the timecodes do not count", code, seconds(g.Length))
	case g.Length < 0:
		return fmt.Sprintf("from %s on it lacks %.3f s that the timecodes count", code, seconds(-g.Length))
	}
	return "the timecodes count all of it"
}

// FrameRates lists the frame rates that Stet knows, each with the turns of an episode that it cannot place.
func (s *Service) FrameRates(episode int64) ([]RateView, error) {
	var out []RateView
	err := s.open.with(s.ctx, session.EpisodeID(episode), func(open *session.Session) error {
		open.Read(func(doc *transcript.Document, _ session.Files) { out = ratesOf(doc) })
		return nil
	})
	return out, sentence(err)
}

// ratesOf looks what each rate makes of a document's timecodes.
func ratesOf(doc *transcript.Document) []RateView {
	rates := timecode.Rates()
	out := make([]RateView, len(rates))
	for i, r := range rates {
		out[i].Name = r.String()
	}
	for _, c := range doc.Chunks() {
		for _, id := range doc.Order(c) {
			t, _ := doc.Turn(id)
			for i, r := range rates {
				code, problem := unplaced(t, r)
				if problem == "" {
					continue
				}
				if out[i].Misfits++; out[i].Misfits == 1 {
					out[i].First, out[i].Turn = code.String(), id
				}
			}
		}
	}
	return out
}

// unplaced finds the timecode of a turn that does not exist at a rate, and says why; "" if there is none. What exists at
// no rate at all says nothing about this one.
func unplaced(t transcript.Turn, r timecode.Rate) (timecode.Code, string) {
	if t.Span == nil {
		return timecode.Code{}, ""
	}
	for _, code := range []timecode.Code{t.Span.Start, t.Span.End} {
		_, err := code.At(r)
		var label *timecode.LabelError
		if !errors.As(err, &label) {
			continue
		}
		if _, err := code.At(timecode.Rate60); err == nil {
			return code, label.Problem
		}
	}
	return timecode.Code{}, ""
}

// mostRateProblems keeps a chunk whose rate is wrong from burying the rest.
const mostRateProblems = 100

// rateProblems are the turns of a chunk that have no place at the episode's frame rate. A file cannot tell them, since it
// does not know the rate. told are the problems that the file has by itself.
func rateProblems(doc *transcript.Document, chunk transcript.ID, path string, file *chunkfile.File, told []ProblemView) []ProblemView {
	known := map[transcript.ID]bool{}
	for _, p := range told {
		if p.Code == "tc.range" || p.Code == "tc.drop" {
			known[p.Turn] = true
		}
	}
	rate, order := doc.Episode().Clock().Rate, doc.Order(chunk)
	placed := len(file.Chunk().Turns) == len(order)
	var out []ProblemView
	more, columns := 0, 0
	for i, id := range order {
		t, _ := doc.Turn(id)
		code, problem := unplaced(t, rate)
		if problem == "" || known[id] {
			continue
		}
		if len(out) == mostRateProblems {
			more++
			continue
		}
		v := ProblemView{
			File: path, Severity: string(chunkfile.Warn), Code: "tc.rate", Turn: id,
			What: fmt.Sprintf("%s has no place in the sound: %s. Set the episode's frame rate under Timecode.", code, problem),
		}
		if placed && columns < mostColumns {
			at := file.TurnPlace(i)
			v.Line, v.Column = at.Line, at.Column
			columns += at.Column
		}
		out = append(out, v)
	}
	if more > 0 {
		out[len(out)-1].What += fmt.Sprintf(" (And so in %d more places.)", more)
	}
	return out
}

// Calibrate finds the clocks that fit two places, best first. A rate at which a timecode of the episode would be
// impossible is none.
func (s *Service) Calibrate(episode int64, a, b AnchorRequest) ([]FitView, error) {
	var anchors [2]timecode.Anchor
	for i, r := range []AnchorRequest{a, b} {
		code, err := timecode.Parse(r.Code)
		if err != nil {
			return nil, fail(CodeInvalid, err, "%s.", capital(err.Error()))
		}
		anchors[i] = timecode.Anchor{Code: code, Audio: r.Audio}
	}
	fits, err := timecode.Calibrate(anchors[0], anchors[1])
	if err != nil {
		return nil, fail(CodeInvalid, err, "%s.", capital(err.Error()))
	}
	rates, err := s.FrameRates(episode)
	if err != nil {
		return nil, err
	}
	ruledOut := map[timecode.Rate]bool{}
	for i, r := range timecode.Rates() {
		ruledOut[r] = rates[i].Misfits > 0
	}
	possible := []FitView{}
	for _, f := range fits {
		if !ruledOut[f.Clock.Rate] {
			possible = append(possible, FitView{
				Rate: f.Clock.Rate.String(), Offset: f.Clock.Offset, LeftOver: f.LeftOver, Note: alikeNote(f.Alike, ruledOut),
			})
		}
	}
	if len(possible) == 0 {
		return nil, fail(CodeInvalid, nil, "No frame rate has all timecodes of this episode. Look under Checks for those that are wrong.")
	}
	return possible, nil
}

// alikeNote says which other rates the two places cannot tell from one; "" if there is none.
func alikeNote(alike []timecode.Rate, ruledOut map[timecode.Rate]bool) string {
	var names []string
	for _, r := range alike {
		if !ruledOut[r] {
			names = append(names, r.String())
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "These two places cannot tell it from " + strings.Join(names, ", ") + "."
}
