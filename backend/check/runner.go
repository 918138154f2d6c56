package check

import (
	"maps"
	"slices"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

// This file runs the checks, and remembers what they found in turns: what has not changed is not looked at again. It goes
// by what the turns say, so that no change, however it was made, can pass by it.

// Runner runs the checks over one document, again and again while it is edited. It is not safe for use by several
// goroutines at once.
type Runner struct {
	series Series
	// weighed are the checks that the series has on, with the severity that it gives them.
	turns, chunks, episodes []Check
	seen                    map[transcript.ID]*seenTurn
	// names remembers in which turn a name was found.
	names map[string]transcript.ID
	// Looked counts the turns that were looked at, not remembered.
	Looked int
}

// seenTurn is a turn as it was looked at, and what was found.
type seenTurn struct {
	turn         transcript.Turn
	before, next beside
	speakers     []string
	clock        timecode.Clock
	chunk        transcript.ID
	found        []Finding
	// text is what it says, nil until a name is looked for in it.
	text *spoken
}

func (t *seenTurn) says(w wanted) bool {
	if t.text == nil {
		text := spokenIn(t.turn.Paragraphs)
		t.text = &text
	}
	return t.text.says(w)
}

// beside is what matters of a turn beside another.
type beside struct {
	there      bool
	start, end timecode.Code
	label      string
}

// New makes a runner that holds documents against a series.
func New(series Series) *Runner {
	r := &Runner{series: series, seen: map[transcript.ID]*seenTurn{}, names: map[string]transcript.ID{}}
	for _, c := range all {
		var on bool
		if c.Severity, on = r.series.Weigh(c.ID, c.Severity); !on {
			continue
		}
		switch {
		case c.turn != nil:
			r.turns = append(r.turns, c)
		case c.chunk != nil:
			r.chunks = append(r.chunks, c)
		case c.episode != nil:
			r.episodes = append(r.episodes, c)
		}
	}
	return r
}

// Chunk looks at one chunk: at what changed of its turns, and at its front matter. The clock is its episode's.
func (r *Runner) Chunk(c transcript.Chunk, clock timecode.Clock, source Source) []Finding {
	out := report{chunk: c.ID}
	speakers := speakersOf(c)
	for i := range c.Turns {
		seen := r.look(c, i, speakers, clock)
		out.found = append(out.found, seen.found...)
	}
	sight := &chunkSight{Chunk: c, source: source, series: &r.series, clock: clock}
	sight.said = func(name string) bool { return r.said(c, name) }
	if c.Matter.Form == transcript.FieldMatter {
		for i := range r.chunks {
			out.check = &r.chunks[i]
			out.check.chunk(sight, &out)
		}
	}
	return covered(out.found)
}

// look looks at the turn at place i of a chunk, unless it is as it was.
func (r *Runner) look(c transcript.Chunk, i int, speakers []string, clock timecode.Clock) *seenTurn {
	t := turnSight{chunk: c.ID, turn: &c.Turns[i], speakers: speakers, clock: clock}
	if i > 0 {
		t.before = &c.Turns[i-1]
	}
	if i+1 < len(c.Turns) {
		t.next = &c.Turns[i+1]
	}
	before, next := besideOf(t.before), besideOf(t.next)
	seen, known := r.seen[t.turn.ID]
	if known && seen.chunk == c.ID && seen.before == before && seen.next == next && seen.clock == clock &&
		sameWords(&seen.turn, t.turn) && slices.Equal(seen.speakers, speakers) {
		return seen
	}
	r.Looked++
	t.words = transcript.CountWords(t.turn.Paragraphs)
	out := report{chunk: c.ID}
	for k := range r.turns {
		out.check = &r.turns[k]
		out.check.turn(t, &out)
	}
	seen = &seenTurn{turn: *t.turn, before: before, next: next, speakers: speakers, clock: clock, chunk: c.ID, found: out.found}
	r.seen[t.turn.ID] = seen
	return seen
}

// sameWords reports whether two states of a turn are the same to every check.
func sameWords(a, b *transcript.Turn) bool {
	return transcript.SameSpan(a.Span, b.Span) && a.Label() == b.Label() && (a.Speaker == nil) == (b.Speaker == nil) && slices.Equal(a.Paragraphs, b.Paragraphs) &&
		alikeTimes(a.Times, b.Times)
}

func besideOf(t *transcript.Turn) beside {
	if t == nil {
		return beside{}
	}
	b := beside{there: true, label: t.Label()}
	if t.Span != nil {
		b.start, b.end = t.Span.Start, t.Span.End
	}
	return b
}

// said says whether a name is spoken in a chunk whose turns have been looked at.
func (r *Runner) said(c transcript.Chunk, name string) bool {
	want := nameWanted(name)
	if at, known := r.names[name]; known {
		if seen, ok := r.seen[at]; ok && seen.chunk == c.ID && seen.says(want) {
			return true
		}
	}
	for i := range c.Turns {
		if r.seen[c.Turns[i].ID].says(want) {
			r.names[name] = c.Turns[i].ID
			return true
		}
	}
	return false
}

// Episode looks at what only the chunks of an episode together tell. They need no turns. The clock is the zero one where
// nothing is known of the sound.
func (r *Runner) Episode(heads []transcript.Chunk, clock timecode.Clock, sources map[transcript.ID]Source) []Finding {
	sights := make([]*chunkSight, 0, len(heads))
	for _, c := range heads {
		if !c.Matter.Plain() {
			sights = append(sights, &chunkSight{Chunk: c, source: sources[c.ID], series: &r.series, clock: clock})
		}
	}
	var out report
	for i := range r.episodes {
		out.check = &r.episodes[i]
		out.check.episode(sights, &out)
	}
	return out.found
}

// covered leaves out what another finding at the same place says already.
func covered(found []Finding) []Finding {
	type place struct {
		id       string
		turn     transcript.ID
		at, item int
	}
	said := map[place]bool{}
	for _, f := range found {
		c, _ := Named(f.ID)
		for _, id := range c.covers {
			said[place{id, f.Turn, f.At, f.Item}] = true
		}
	}
	if len(said) == 0 {
		return found
	}
	return slices.DeleteFunc(found, func(f Finding) bool { return said[place{f.ID, f.Turn, f.At, f.Item}] })
}

// Covers lists the codes of what is said by a finding of an ID, too: its own first.
func Covers(id string) []string {
	c, _ := Named(id)
	return append([]string{id}, c.covers...)
}

// Forget drops what is remembered of turns that are there no longer.
func (r *Runner) Forget(there func(transcript.ID) bool) {
	maps.DeleteFunc(r.seen, func(id transcript.ID, _ *seenTurn) bool { return !there(id) })
}

func speakersOf(c transcript.Chunk) []string {
	var labels []string
	for i := range c.Turns {
		if l := c.Turns[i].Label(); l != "" && !slices.Contains(labels, l) {
			labels = append(labels, l)
		}
	}
	return labels
}

// alikeTimes tells whether the times of words say the same to a check: which are not in the sound, and where these are missing.
func alikeTimes(a, b transcript.Timings) bool {
	unspoken := func(w transcript.Timing) bool { return w.How == transcript.Unspoken }
	alike := slices.EqualFunc(a, b, func(v, w transcript.Timing) bool { return unspoken(v) == unspoken(w) })
	return alike && (!slices.ContainsFunc(a, unspoken) || slices.Equal(a, b))
}
