// This file offers turns that have no time that of their words, and gives it to them when somebody agrees. No turn that has
// a time gets another, but for one that claims time of the turn behind it, as where a chunk has one time alone: it ends where
// that begins.

package service

import (
	"fmt"
	"slices"

	"stet/backend/align"
	"stet/backend/chunkfile"
	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// surelyHeard are how many words of a hundred of a turn must have been heard, for its time to be taken with those of others:
// which of them is for who reads it to say.
var surelyHeard = []int{90, 75, 50}

// offer is a turn that has no time, and the one that its words have.
type offer struct {
	turn       transcript.Turn
	chunk      transcript.Chunk
	start, end timecode.Time
	span       *timecode.Span
	ops        []transcript.Op
	// heard is how many of a hundred words were heard when they are said to be.
	heard int
}

// offers are those of all turns of chunks, in their order.
func offers(clock timecode.Clock, chunks []transcript.Chunk) (out []offer) {
	form := timecode.Millis
	for _, c := range chunks {
		form = formOf(c, form)
		for i, t := range c.Turns {
			start, end, ok := extentOf(t.Times)
			if t.Span != nil || !ok || end <= start || !clock.Counts(start) || !clock.Counts(end) {
				continue // in what was put into the sound no timecode says when
			}
			span := &timecode.Span{Start: clock.CodeAt(start, form), End: clock.CodeAt(end, form)}
			upToHeader(clock, c, i, span, start, end)
			ops := []transcript.Op{transcript.SetSpan{Turn: t.ID, Span: span}}
			if i > 0 && claims(clock, c.Turns[i-1], start) {
				before := c.Turns[i-1]
				less := timecode.Span{Start: before.Span.Start, End: span.Start}
				ops = append([]transcript.Op{transcript.SetSpan{Turn: before.ID, Span: &less, Estimated: before.Estimated}}, ops...)
			}
			out = append(out, offer{t, c, start, end, span, ops, heardOf(t.Times)})
		}
	}
	return out
}

// formOf is how a chunk writes its times, or else another form.
func formOf(c transcript.Chunk, other timecode.Form) timecode.Form {
	if i := slices.IndexFunc(c.Turns, func(t transcript.Turn) bool { return t.Span != nil }); i >= 0 {
		return c.Turns[i].Span.Start.Form
	}
	if end, ok := c.HeaderEnd(); ok {
		return end.Form
	}
	if start, ok := c.HeaderStart(); ok {
		return start.Form
	}
	return other
}

// nearHeader is how long it may be silent before the first word of a chunk and behind its last one.
const nearHeader = 3 * timecode.Second

// upToHeader has the first turn of a chunk begin and the last one end where its header says, if only silence is between that and
// its words, which are said from start to end.
func upToHeader(clock timecode.Clock, c transcript.Chunk, turn int, span *timecode.Span, start, end timecode.Time) {
	if code, ok := c.HeaderStart(); ok && turn == 0 {
		if at, err := clock.AudioTime(code); err == nil && at <= start && start-at <= nearHeader {
			span.Start = code
		}
	}
	if code, ok := c.HeaderEnd(); ok && turn == len(c.Turns)-1 {
		if at, err := clock.EndTime(code); err == nil && at >= end && at-end <= nearHeader {
			span.End = code
		}
	}
}

// open says that the first word of the turn or its last is not found so far, and may begin or end it.
func (o offer) open() bool {
	return o.turn.Times[0].How == transcript.Unspoken || o.turn.Times[len(o.turn.Times)-1].How == transcript.Unspoken
}

// claims says that a turn has time of what is said behind it, from start on, though its own words end before that.
func claims(clock timecode.Clock, t transcript.Turn, start timecode.Time) bool {
	if t.Span == nil {
		return false
	}
	from, to, err := clock.Place(*t.Span)
	_, said, ok := extentOf(t.Times)
	return err == nil && ok && from < start && said <= start && to > start
}

// unclaimed are turns of which none has time of what is said behind it.
func unclaimed(clock timecode.Clock, turns []transcript.Turn) []transcript.Turn {
	out := slices.Clone(turns)
	for i := 1; i < len(out); i++ {
		if start, _, ok := extentOf(out[i].Times); ok && out[i].Span != nil && claims(clock, out[i-1], start) {
			out[i-1].Span = &timecode.Span{Start: out[i-1].Span.Start, End: out[i].Span.Start}
		}
	}
	return out
}

// heardOf is how many of a hundred words were heard when they are said to be.
func heardOf(times transcript.Timings) int {
	n := 0
	for _, w := range times {
		if w.How.Sure() {
			n++
		}
	}
	return 100 * n / max(1, len(times))
}

// AcceptTimes gives turns without a time that of their words, as one step: the turns that are named, or all of those of
// whose words at least so many of a hundred were heard.
func (s *Service) AcceptTimes(episode int64, turns []transcript.ID, heard int) (EditReply, error) {
	part := s.beside(s.ctx, session.EpisodeID(episode)).Part
	return s.change(session.EpisodeID(episode), func(open *session.Session) (session.Result, error) {
		return open.Do(s.ctx, session.Edit{Compose: func(doc *transcript.Document, _ session.Files) (string, []transcript.Op, error) {
			var ops []transcript.Op
			n := 0
			for _, o := range offers(doc.Episode().Clock(), wholeChunks(doc)) {
				if slices.Contains(turns, o.turn.ID) || len(turns) == 0 && o.heard >= heard && !(part && o.open()) {
					ops = append(ops, o.ops...)
					n++
				}
			}
			switch n {
			case 0:
				return "", nil, fail(CodeInvalid, nil, "There is no turn without a time whose words have been found in the sound so surely.")
			case 1:
				return "Gave the turn the time of its words", ops, nil
			}
			return fmt.Sprintf("Gave %d turns the times of their words", n), ops, nil
		}})
	})
}

// untimed tells of the turns without a time whose words have some, at the first: the checks offer each its time.
func (c *covering) untimed() []CoverageFinding {
	var chunks []transcript.Chunk
	for _, p := range c.pieces {
		chunks = append(chunks, p.Chunk)
	}
	offered := offers(c.doc.Episode().Clock(), chunks)
	n := len(offered)
	if _, other := c.otherSound(); n == 0 || other {
		return nil
	}
	var all []transcript.Op
	sure, many := make([][]transcript.Op, len(surelyHeard)), make([]int, len(surelyHeard))
	for _, o := range offered {
		all = append(all, o.ops...)
		for i, least := range surelyHeard {
			if o.heard >= least {
				sure[i] = append(sure[i], o.ops...)
				many[i]++
			}
		}
	}
	o := offered[0]
	said := c.stretch(align.Span{Start: o.start, End: o.end})
	f := CoverageFinding{
		Kind: "untimed", Severity: string(chunkfile.Info), Words: firstWords(o.turn),
		What: fmt.Sprintf("The turn has no time. Its words are said from %s; %d\u00a0%% of them were heard there.",
			said, o.heard),
		Places:  []CoveragePlace{{Chunk: o.chunk.ID, Number: chunkNumber(o.chunk), Turn: o.turn.ID}},
		Repairs: c.repair("Give it this time", o.ops),
	}
	if n > 1 {
		f.What = fmt.Sprintf("%s have no time, and their words have. The first is said from %s; %d\u00a0%% of its words were heard there.",
			quantity(n, "turn"), said, o.heard)
	}
	f.Key = fmt.Sprintf("%s|%d|%s", f.Kind, o.turn.ID, f.What)
	last := 1
	for i, ops := range sure {
		if many[i] > last && many[i] < n {
			name := fmt.Sprintf("Give the %d turns of whose words %d\u00a0%% were heard their times", many[i], surelyHeard[i])
			f.Repairs = append(f.Repairs, c.repair(name, ops)...)
			last = many[i]
		}
	}
	if n > 1 {
		f.Repairs = append(f.Repairs, c.repair(fmt.Sprintf("Give all %d turns the times of their words", n), all)...)
	}
	return []CoverageFinding{f}
}
