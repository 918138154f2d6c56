// This file is about speech that nobody has written: what is told of it, and what somebody let stand.

package service

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"stet/backend/align"
	"stet/backend/chunkfile"
	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// unwrittenSpeech is a stretch of the sound in which somebody speaks, in so many parts and for so long, and no word is.
type unwrittenSpeech struct {
	align.Span
	parts  int
	speech timecode.Time
}

// folded makes one of all that is said before the words of turns, and one of all behind them: a sound may be of a whole
// episode, and the text a piece of it.
func folded(spans []align.Span, turns []transcript.Turn) []unwrittenSpeech {
	var first, last timecode.Time
	known := false
	for _, t := range turns {
		if start, end, ok := extentOf(t.Times); ok {
			if !known || start < first {
				first = start
			}
			last, known = max(last, end), true
		}
	}
	outside := func(s align.Span) int {
		switch {
		case known && s.End <= first:
			return -1
		case known && s.Start >= last:
			return 1
		}
		return 0
	}
	var out []unwrittenSpeech
	for i, s := range spans {
		u := unwrittenSpeech{s, 1, s.End - s.Start}
		if side := outside(s); i > 0 && side != 0 && side == outside(spans[i-1]) {
			before := &out[len(out)-1]
			before.End, before.parts, before.speech = s.End, before.parts+1, before.speech+u.speech
			continue
		}
		out = append(out, u)
	}
	return out
}

// unwritten is the speech that is told of: what words do not cover, without what somebody let stand.
func (c *covering) unwritten(turns []transcript.Turn) []align.Span {
	return c.beside.untold(uncoveredBy(c.beside.Uncovered, turns))
}

// untold leaves out what was let stand: all of it, but for what is too short to be told of.
func (b besideWords) untold(spans []align.Span) []align.Span {
	return slices.DeleteFunc(spans, func(s align.Span) bool {
		at, open := s.Start, timecode.Time(0)
		for _, stands := range b.Stands {
			if stands.End > at && stands.Start < s.End {
				open += max(0, stands.Start-at)
				at = max(at, stands.End)
			}
		}
		return at > s.Start && open+max(0, s.End-at) < heardAtLeast
	})
}

// unwrittenKept is speech of a sound that is not to be written.
type unwrittenKept struct {
	Sound string       `json:"sound"`
	Spans []align.Span `json:"spans"`
}

func unwrittenKey(id session.EpisodeID) string { return fmt.Sprintf("align.stands.%d", id) }

// leftUnwritten reads what was let stand of a sound, in its order.
func (s *Service) leftUnwritten(ctx context.Context, id session.EpisodeID, sound string) []align.Span {
	var kept unwrittenKept
	raw, err := s.Store.Recall(ctx, unwrittenKey(id))
	if err != nil || json.Unmarshal([]byte(raw), &kept) != nil || kept.Sound != sound {
		return nil
	}
	return kept.Spans
}

// LetUnwritten lets a stretch of speech stand as it is, by the key of what is told of it: it is not to be in the text. It is
// told of again only where another sound is chosen, or where that is taken back: by the key of what stands.
func (s *Service) LetUnwritten(episode int64, key string, stands bool) (CoverageView, error) {
	id := session.EpisodeID(episode)
	c, err := s.covering(id)
	if err != nil {
		return CoverageView{}, sentence(err)
	}
	kept := unwrittenKept{c.beside.Sound, slices.Clone(c.beside.Stands)}
	told := c.standing()
	if stands {
		told = c.heardBeside(s.modelsDir())
	}
	i := slices.IndexFunc(told, func(f CoverageFinding) bool { return f.Key == key && f.Heard != nil })
	if i < 0 {
		return s.coverageView(id, c), nil
	}
	span := align.Span{Start: told[i].Heard.From, End: told[i].Heard.To}
	kept.Spans = slices.DeleteFunc(kept.Spans, func(s align.Span) bool { return s == span })
	if stands {
		kept.Spans = append(kept.Spans, span)
		slices.SortFunc(kept.Spans, byStart)
	}
	raw, err := json.Marshal(kept)
	if err == nil {
		err = s.Store.Remember(s.ctx, unwrittenKey(id), string(raw))
	}
	if err != nil {
		return s.coverageView(id, c), sentence(err)
	}
	c.beside = s.beside(s.ctx, id)
	return s.coverageView(id, c), nil
}

// standing is the speech that was let stand.
func (c *covering) standing() []CoverageFinding {
	out := []CoverageFinding{}
	for _, span := range c.beside.Stands {
		out = append(out, CoverageFinding{
			Key: fmt.Sprintf("stands|%d|%d", span.Start, span.End), Kind: "stands", Severity: string(chunkfile.Info), What: fmt.Sprintf("From %s something is heard that is not to be in the text.", c.stretch(span)),
			Places: []CoveragePlace{c.textAt(span.Start)}, Repairs: []CoverageRepair{}, Heard: &RangeView{From: span.Start, To: span.End},
		})
	}
	return out
}
