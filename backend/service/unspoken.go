// This file tells of text that the sound does not hold, of headers that give less time than their chunk takes, and of a
// language that nobody here can hear. It searches nothing, and only suggests.

package service

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"stet/backend/align"
	"stet/backend/chunkfile"
	"stet/backend/cut"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// fewestUnspoken is how many words on end must not be in the sound to be told of by themselves: one or two are often only
// mumbled, and are counted.
const fewestUnspoken = 3

// silentRun is words on end that the sound does not hold: from one of a turn to one of the same turn or a later one.
type silentRun struct {
	first, last CoveragePlace
	turns       []transcript.Turn
	words       int
	// whole says that no word of these turns is in the sound; room is from when the last word before them ends to when the
	// next one begins.
	whole bool
	room  align.Span
}

// silentRuns are those of an episode of which some words were heard.
func (c *covering) silentRuns() (out []silentRun) {
	var now silentRun
	heard := false
	at := timecode.Time(0)
	flush := func() {
		if now.words > 0 {
			out = append(out, now)
		}
		now = silentRun{}
	}
	for i, p := range c.pieces {
		for k, t := range p.Chunk.Turns {
			whole := unsaid(t)
			if now.words > 0 && now.whole != whole {
				flush()
			}
			for _, w := range t.Times {
				if c.beside.Length > 0 && w.How.Timed() && w.Start >= c.beside.Length {
					continue // somebody has timed it behind the end of the sound
				}
				if w.How != transcript.Unspoken {
					heard = heard || w.How.Sure()
					if at = max(at, w.End); w.How.Timed() {
						flush()
						for n := len(out) - 1; n >= 0 && out[n].room.End == math.MaxInt64; n-- {
							out[n].room.End = w.Start
						}
					}
					continue
				}
				place := c.placeOf(cut.Place{Piece: i, From: k})
				if now.words == 0 {
					now = silentRun{first: place, whole: whole, room: align.Span{Start: at, End: math.MaxInt64}}
				}
				if n := len(now.turns); n == 0 || now.turns[n-1].ID != t.ID {
					now.turns = append(now.turns, t)
				}
				now.last = place
				now.words++
			}
		}
	}
	flush()
	if !heard {
		return nil
	}
	return out
}

// unspoken tells of words that the sound does not hold.
func (c *covering) unspoken() []CoverageFinding {
	var out []CoverageFinding
	var few []silentRun
	var turns []transcript.Turn
	for _, p := range c.pieces {
		turns = append(turns, p.Chunk.Turns...)
	}
	if other, is := c.otherSound(); is {
		return []CoverageFinding{other}
	}
	unwritten := uncoveredBy(c.beside.Uncovered, turns)
	behind := c.ofTheSound()
	for _, r := range c.silentRuns() {
		if r.whole && !slices.ContainsFunc(r.turns, func(t transcript.Turn) bool { return !c.twice[t.ID] }) {
			continue
		}
		if (c.beside.Part || r.room.End == math.MaxInt64) && !slices.ContainsFunc(r.turns, func(t transcript.Turn) bool { return !behind[t.ID] }) {
			continue // it is the sound that is told of
		}
		if r.words < fewestUnspoken {
			few = append(few, r)
			continue
		}
		f := CoverageFinding{
			Kind: "unspoken", Severity: string(chunkfile.Warn), Doubtful: true, Words: firstWords(r.turns[0]), Places: []CoveragePlace{r.first}, Repairs: []CoverageRepair{},
			What: fmt.Sprintf("The sound does not hold %s that %s here. Listen from %s on: take them out if they were cut, or look for the sound that they are in.",
				quantity(r.words, "word"), verb(r.words, "stands", "stand"), c.place(r.room.Start)),
		}
		if r.last != r.first {
			f.Places = append(f.Places, r.last)
		}
		beside, other := besideSpeech(r.room, r.words, unwritten)
		if other {
			f.What = fmt.Sprintf("The sound does not hold %s as %s here, and from %s something is heard and no word of the text is said. Listen, and write what is said.",
				quantity(r.words, "word"), verb(r.words, "it stands", "they stand"), c.stretch(beside))
		}
		if twin, doubled := c.twin(r); doubled {
			f.Kind, f.Places = "doubled", []CoveragePlace{r.first, twin}
			f.What = fmt.Sprintf("The same %s stand in two turns beside each other, and the sound holds them once. Take one out.", quantity(r.words, "word"))
		}
		if r.whole && (!other || f.Kind == "doubled") {
			var ops []transcript.Op
			for _, t := range r.turns {
				ops = append(ops, transcript.DeleteTurn{Turn: t.ID})
			}
			f.Repairs = c.repair("Take "+quantity(len(r.turns), "turn")+" out", ops)
		}
		f.Key = fmt.Sprintf("%s|%d|%s", f.Kind, r.turns[0].ID, f.What)
		out = append(out, f)
	}
	return append(out, c.fewUnspoken(few)...)
}

// fewUnspoken counts words that the sound does not hold and that stand by ones and twos, and leads to the first of them.
func (c *covering) fewUnspoken(runs []silentRun) []CoverageFinding {
	if len(runs) == 0 {
		return nil
	}
	n := 0
	for _, r := range runs {
		n += r.words
	}
	first := runs[0]
	from := c.place(first.room.Start)
	what := fmt.Sprintf("The sound does not hold %s, which stands here. It may only be mumbled: listen from %s on.", quantity(n, "word"), from)
	if len(runs) > 1 {
		what = fmt.Sprintf("The sound does not hold %s that stand by ones and twos, the first here. They may only be mumbled: listen from %s on.", quantity(n, "word"), from)
	} else if n > 1 {
		what = fmt.Sprintf("The sound does not hold %s that stand here. They may only be mumbled: listen from %s on.", quantity(n, "word"), from)
	}
	return []CoverageFinding{{
		Key: fmt.Sprintf("unspokenfew|%d|%s", first.turns[0].ID, what), Kind: "unspokenfew", Severity: string(chunkfile.Warn), Doubtful: true, What: what,
		Words: firstWords(first.turns[0]), Places: []CoveragePlace{first.first}, Repairs: []CoverageRepair{},
	}}
}

// twin is the turn beside one that the sound does not hold which says the same.
func (c *covering) twin(r silentRun) (CoveragePlace, bool) {
	if !r.whole || len(r.turns) != 1 {
		return CoveragePlace{}, false
	}
	var before, after CoveragePlace
	var texts [2]string
	said := func(t transcript.Turn) string { return strings.ToLower(saidIn(t)) }
	past := false
	for i, p := range c.pieces {
		for k, t := range p.Chunk.Turns {
			place := c.placeOf(cut.Place{Piece: i, From: k})
			switch {
			case t.ID == r.turns[0].ID:
				past = true
			case !past:
				before, texts[0] = place, said(t)
			case texts[1] == "":
				after, texts[1] = place, said(t)
			}
		}
	}
	switch said(r.turns[0]) {
	case texts[0]:
		return before, true
	case texts[1]:
		return after, true
	}
	return CoveragePlace{}, false
}

// headers tells of chunks that cannot be said in the time that their headers give; told are the turns of which it is known
// already. Of a time outside of the sound the clock tells, where that is offered.
func (c *covering) headers(told map[transcript.ID]bool) []CoverageFinding {
	clock := c.doc.Episode().Clock()
	var out []CoverageFinding
	for i, p := range c.pieces {
		given, words, misfit := headerMisfit(p.Chunk, clock)
		if !misfit || slices.ContainsFunc(p.Chunk.Turns, func(t transcript.Turn) bool { return told[t.ID] }) {
			continue
		}
		if outside(given, c.beside.Length) {
			if _, off := offClock(c.heardTurns(), c.doc.Episode()); off {
				continue
			}
		}
		fit := fitting(p.Chunk, given)
		where := fmt.Sprintf("no more than the first %s", quantity(fit, "turn"))
		if fit == 0 {
			where = "not even the first turn"
		} else if fit == 1 {
			where = "the first turn alone"
		}
		f := CoverageFinding{
			Kind: "misfit", Severity: string(chunkfile.Warn), Places: []CoveragePlace{c.placeOf(cut.Place{Piece: i})}, Repairs: []CoverageRepair{},
			What: fmt.Sprintf("%s cannot be said in the time that the header of %s gives, %s: it fits %s. Align the words, and give the turns the times of theirs; or take out what the sound does not hold.",
				quantity(words, "word"), p.Name, c.stretch(given), where),
		}
		f.Key = f.Kind + "|" + f.What
		out = append(out, f)
	}
	return out
}

// fitting is how many of a chunk's first turns its header's time is for: those with whose time it ends, or as many as can be
// said in it at the most.
func fitting(c transcript.Chunk, given align.Span) int {
	end, _ := c.HeaderEnd()
	if at, open := c.LastTimed(); open && at >= 0 && c.Turns[at].Span.End.String() == end.String() {
		return at + 1
	}
	room := int(int64(given.End-given.Start) * wordsAMinute / int64(60*timecode.Second))
	fit, said := 0, 0
	for _, t := range c.Turns {
		if said += transcript.CountWords(t.Paragraphs); said > room {
			break
		}
		fit++
	}
	return fit
}

// unheard says that there is no model of the episode's language, where words have been estimated for that.
func (c *covering) unheard(dir string) []CoverageFinding {
	var chunks []transcript.Chunk
	guessed := false
	for _, p := range c.pieces {
		chunks = append(chunks, p.Chunk)
		for _, t := range p.Chunk.Turns {
			guessed = guessed || slices.ContainsFunc(t.Times, func(w transcript.Timing) bool { return w.How == transcript.Guessed })
		}
	}
	what := unmodelled(dir, languageOf(chunks))
	if what == "" || !guessed {
		return nil
	}
	return []CoverageFinding{{
		Key: "unmodelled|" + what, Kind: "unmodelled", Severity: string(chunkfile.Info), What: what,
		Places: []CoveragePlace{{Chunk: chunks[0].ID, Number: chunkNumber(chunks[0])}}, Repairs: []CoverageRepair{},
	}}
}
