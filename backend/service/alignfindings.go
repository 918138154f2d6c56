// This file tells where text and sound do not agree, as the search for the words has found it, and what turns without a
// time could be given. It searches nothing itself.

package service

import (
	"cmp"
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

// besideWords is what a search has found besides the times of words, as the library keeps it.
type besideWords struct {
	// Uncovered are stretches of speech that no word covers.
	Uncovered []align.Span `json:"uncovered"`
	Misfits   []misfit     `json:"misfits"`
	// Length is how long the sound is.
	Length timecode.Time `json:"length,omitempty"`
	// Sound is the file that was searched. Part says that a search was begun there and has not come to its end.
	Sound string `json:"sound"`
	Part  bool   `json:"part"`
	// Print tells the file from another one of its name; "" where nobody looked.
	Print string `json:"print,omitempty"`
	// Model is the folder of the language's model, as modelNamed has it.
	Model string `json:"model,omitempty"`
	// Elsewhere are words that were timed in another sound, and not found.
	Elsewhere []setElsewhere `json:"elsewhere,omitempty"`
	// Stands is speech of that sound that somebody let stand.
	Stands []align.Span `json:"-"`
}

// misfit is turns with more words than can be said in the time that they are given.
type misfit struct {
	First transcript.ID `json:"first"`
	Last  transcript.ID `json:"last"`
	Given align.Span    `json:"given"`
	Words int           `json:"words"`
	// Untimed says that they were looked for as if they had no time.
	Untimed bool `json:"untimed,omitempty"`
}

// tooShort says that the sound is too short for them, of which t, of a chunk, is the last.
func (m misfit) tooShort(length timecode.Time, clock timecode.Clock, c transcript.Chunk, t transcript.Turn) bool {
	if m.Untimed {
		return tooShort(m.Given, length, nil, nil)
	}
	return tooShort(m.Given, length, toldEnd(clock, t), endOf(c, clock))
}

// tooShort says that the time that turns are given runs to the end of the sound, and does not end where somebody said: told is
// where the last of them ends, and of where their chunk does, nil where nobody said it. Where that is within the sound, this is
// as long as it is to be, and there is too much text.
func tooShort(given align.Span, length timecode.Time, told, of *timecode.Time) bool {
	beyond := func(end *timecode.Time) bool { return end == nil || *end > length+timecode.Second }
	return length > 0 && given.End >= length-timecode.Second/10 && beyond(told) && beyond(of)
}

// endOf is where in the sound a chunk ends, as its turns and its header say, nil where they do not: as where turns without a time
// come last.
func endOf(c transcript.Chunk, clock timecode.Clock) *timecode.Time {
	if _, open := c.LastTimed(); open {
		if _, told := c.HeaderEnd(); !told {
			return nil
		}
	}
	if runs := c.Runs(); runs != nil {
		if _, end, err := clock.Place(*runs); err == nil {
			return &end
		}
	}
	return nil
}

// toldEnd is where in the sound a turn ends, nil where nobody said it.
func toldEnd(clock timecode.Clock, t transcript.Turn) *timecode.Time {
	if t.Span == nil || t.Estimated&transcript.EndEdge != 0 {
		return nil
	}
	end, err := clock.EndTime(t.Span.End)
	if err != nil {
		return nil
	}
	return &end
}

func besideKey(id session.EpisodeID) string { return fmt.Sprintf("align.beside.%d", id) }

// keepBeside takes what a search for turns has found within a stretch, or in all of the sound, in the place of what was
// found there; of misfits, of those that were about these turns, which it has looked for untimed or not.
func (s *Service) keepBeside(ctx context.Context, id session.EpisodeID, r align.Result, turns []transcript.Turn, within *align.Span, length timecode.Time, untimed bool) error {
	b := s.beside(ctx, id)
	b.Length = length
	b.Uncovered = slices.DeleteFunc(b.Uncovered, func(u align.Span) bool {
		return within == nil || u.Start >= within.Start && u.End <= within.End
	})
	b.Uncovered = append(b.Uncovered, r.Uncovered...)
	b.Misfits = slices.DeleteFunc(b.Misfits, func(m misfit) bool {
		return slices.ContainsFunc(turns, func(t transcript.Turn) bool { return t.ID == m.First })
	})
	for _, m := range r.Misfits {
		b.Misfits = append(b.Misfits, misfit{First: turns[m.First].ID, Last: turns[m.Last].ID, Given: m.Given, Words: m.Words, Untimed: untimed})
	}
	return s.noteBeside(ctx, id, b)
}

func (s *Service) noteBeside(ctx context.Context, id session.EpisodeID, b besideWords) error {
	raw, err := json.Marshal(b)
	if err != nil {
		return err
	}
	if err := s.Store.Remember(ctx, besideKey(id), string(raw)); err != nil {
		return err
	}
	s.Emit("search", SearchEvent{int64(id), b.Part})
	return nil
}

// SearchEvent says whether a search of an episode's sound has begun and not come to its end, as EpisodeView has it. It comes as
// the event "search".
type SearchEvent struct {
	ID        int64 `json:"id"`
	Searching bool  `json:"searching"`
}

// beside reads it; it is empty where nobody has looked.
func (s *Service) beside(ctx context.Context, id session.EpisodeID) (b besideWords) {
	raw, err := s.Store.Recall(ctx, besideKey(id))
	if err != nil || json.Unmarshal([]byte(raw), &b) != nil {
		return besideWords{}
	}
	b.Stands = s.leftUnwritten(ctx, id, b.Sound)
	return b
}

const (
	// besideWord is how much of the sound around a word is the word's.
	besideWord = timecode.Second / 4
	// heardAtLeast is how long speech must go on for something to be missing.
	heardAtLeast = timecode.Second
)

func byStart(a, b align.Span) int { return cmp.Compare(a.Start, b.Start) }

// uncoveredBy are the stretches of speech without what words cover now.
func uncoveredBy(spans []align.Span, turns []transcript.Turn) []align.Span {
	var words []align.Span
	for _, t := range turns {
		for _, w := range t.Times {
			if w.How.Timed() {
				words = append(words, align.Span{Start: w.Start - besideWord, End: w.End + besideWord})
			}
		}
	}
	slices.SortFunc(words, byStart)
	spans = slices.Clone(spans)
	slices.SortFunc(spans, byStart)
	var out []align.Span
	reached := timecode.Time(0)
	for _, span := range spans {
		at := max(span.Start, reached)
		reached = max(reached, span.End)
		put := func(to timecode.Time) {
			if to-at >= heardAtLeast {
				out = append(out, align.Span{Start: at, End: to})
			}
		}
		for _, w := range words {
			if w.End <= at {
				continue
			}
			if w.Start >= span.End {
				break
			}
			put(w.Start)
			at = w.End
		}
		put(span.End)
	}
	return out
}

// heardBeside tells of speech that no word covers, and of turns that do not fit their time; models is the folder of models.
func (c *covering) heardBeside(models string) []CoverageFinding {
	b := c.beside
	var turns []transcript.Turn
	places := map[transcript.ID]CoveragePlace{}
	for _, p := range c.pieces {
		for _, t := range p.Chunk.Turns {
			turns = append(turns, t)
			place := CoveragePlace{Chunk: p.Chunk.ID, Number: chunkNumber(p.Chunk), Turn: t.ID}
			if t.Span != nil {
				place.Start = t.Span.Start.String()
			}
			places[t.ID] = place
		}
	}
	var out []CoverageFinding
	add := func(kind, what string, at ...transcript.ID) {
		f := CoverageFinding{Kind: kind, Severity: string(chunkfile.Warn), What: what, Places: []CoveragePlace{}, Repairs: []CoverageRepair{}}
		for _, t := range at {
			if p, ok := places[t]; ok && (len(f.Places) == 0 || f.Places[0] != p) {
				f.Places = append(f.Places, p)
			}
		}
		f.Key = kind + "|" + what
		out = append(out, f)
	}
	for _, u := range folded(c.unwritten(turns), turns) {
		heard := "something is heard"
		if u.parts > 1 {
			heard = fmt.Sprintf("something is heard in %d places, %s in all", u.parts, soundTime(u.speech))
		}
		add("unwritten", fmt.Sprintf("From %s %s, and no word of the text is said there. Listen: if somebody speaks, write what is missing, or let it stand if it is no speech or is not to be in the text.",
			c.stretch(u.Span), heard))
		f := &out[len(out)-1]
		f.Heard, f.Places = &RangeView{From: u.Start, To: u.End}, []CoveragePlace{c.textAt(u.Start)}
	}
	told := map[transcript.ID]bool{}
	_, other := c.otherSound()
	_, clock := offClock(c.heardTurns(), c.doc.Episode())
	for _, m := range b.Misfits {
		told[m.First], told[m.Last] = true, true
		first, last := places[m.First], places[m.Last]
		short := c.tooShortFor(m)
		if first.Turn == 0 || last.Turn == 0 || short && other || c.twice[m.First] && c.twice[m.Last] {
			continue
		}
		if clock && !short && reachOut(between(turns, m.First, m.Last), c.doc.Episode().Clock(), b.Length) {
			continue // of that the clock tells
		}
		what := fmt.Sprintf("%s cannot be said in the time that is given for them, %s: the time fits a part of the text alone. Give these turns the times of their words.",
			quantity(m.Words, "word"), c.stretch(m.Given))
		kind := "misfit"
		if short {
			kind, what = "sound", fmt.Sprintf("The sound ends at %s, too soon for these turns, which have %s: it may have been cut off, or be of another recording. Choose the whole one.",
				c.place(b.Length), quantity(m.Words, "word"))
		}
		add(kind, what, m.First, m.Last)
	}
	out = append(out, c.headers(told)...)
	return append(out, c.unheard(models)...)
}

// between are the turns from one to another.
func between(turns []transcript.Turn, first, last transcript.ID) []transcript.Turn {
	from := slices.IndexFunc(turns, func(t transcript.Turn) bool { return t.ID == first })
	to := slices.IndexFunc(turns, func(t transcript.Turn) bool { return t.ID == last })
	if from < 0 || to < from {
		return nil
	}
	return turns[from : to+1]
}
