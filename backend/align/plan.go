package align

import (
	"math"
	"slices"
	"strings"
	"sync"

	"stet/backend/timecode"
)

// plan is a text made ready to be searched for: its words that can be said, where each may be, and the jobs that it is
// searched in.
type plan struct {
	m     *Model
	sound *Sound
	turns []Turn
	text  []spoken
	first []int // of each turn, the first of text that is not before it; one more at the end
	// handFrom is of each turn, and of the end, when the first word begins that a person has timed in the next turn from it on that
	// has one, or far off.
	handFrom []timecode.Time
	jobs     []job
	left     []job // that nobody has begun
	misfits  []Misfit
	pace     pace
	mu       sync.Mutex // held while what was found is written or told
	// came is how many frames of each job have been searched, and told who wants to know.
	came []int
	told func(done, all timecode.Time)
	// looked, unless it is nil, is told how much has been looked through for speech that no word covers.
	looked func(done, all timecode.Time)
	// reach are the frames that the words are looked for between, and least how loud speech is there, once that is known.
	reach [2]int
	least *float32
}

// job is a part of the text and of the sound that is searched at once. Beside its own words it looks for some of its
// neighbours', so that none of them takes what belongs to the other.
type job struct {
	number        int
	turns         [2]int
	words         [2]int // of text, its own
	before, after int    // how many more
	frames        [2]int
}

const (
	// A job ends with the first turn that makes it so long, if the next one's time is known.
	jobFrames = 40 * frameRate
	// besideWords is how many words of a neighbour are looked for too.
	besideWords = 6
)

// bounds are the frames between which a turn is said.
type bounds struct{ from, to int }

func (m *Model) plan(s *Sound, turns []Turn, o Options) *plan {
	p := &plan{m: m, sound: s, turns: turns}
	where := p.bounds(o)
	lex := newLexicon(m)
	for k, t := range turns {
		p.first = append(p.first, len(p.text))
		bracket := false
		pause := true
		for i, written := range t.Words {
			bracket = bracket || strings.HasPrefix(written, "[")
			ways, said := lex.token(written)
			if bracket || !said {
				bracket = bracket && !strings.Contains(written, "]")
				pause = true
				continue
			}
			p.text = append(p.text, spoken{ways: ways, pause: pause, turn: k, at: i, earliest: where[k].from - marginFrames, latest: where[k].to + marginFrames})
			pause = endsClause(written)
		}
	}
	p.first = append(p.first, len(p.text))
	p.handFrom = handFrom(turns)
	p.hold()
	p.reachOf(where)
	p.divide(where)
	p.keepWithin(o.Within)
	return p
}

// keepWithin keeps the search off what is said beside a stretch, but for what a word may have been cut off by.
func (p *plan) keepWithin(within *Span) {
	if within == nil {
		return
	}
	const slack = frameRate / 10
	after, before := frameOf(within.Start)-slack, frameOf(within.End)+slack
	for i := range p.text {
		if p.free(i) {
			p.text[i].earliest, p.text[i].latest = max(p.text[i].earliest, after), min(p.text[i].latest, before)
		}
	}
	for i := range p.jobs {
		j := &p.jobs[i]
		j.frames = [2]int{max(j.frames[0], min(after, j.frames[1])), min(j.frames[1], max(before, j.frames[0]))}
	}
}

// bounds finds where each turn may be: between its own times, or else those of its neighbours. Where the words are too
// many for that, they may go on up to the next time that is later, unless they are to stay near.
func (p *plan) bounds(o Options) []bounds {
	end := p.sound.frames
	at := func(t *timecode.Time) int { return min(max(0, frameOf(*t)), end) }
	out := make([]bounds, len(p.turns))
	from := 0
	for k, t := range p.turns {
		if t.Start != nil {
			from = at(t.Start)
		}
		if out[k].from = from; t.End != nil {
			from = at(t.End)
		}
	}
	to := end
	for k, t := range slices.Backward(p.turns) {
		if t.End != nil {
			to = at(t.End)
		}
		if out[k].to = max(to, out[k].from); t.Start != nil {
			to = at(t.Start)
		}
	}
	for k := 0; k < len(out); {
		last, words := k, 0
		for ; last < len(out) && out[last] == out[k]; last++ {
			words += p.turns[last].said()
		}
		if !o.WordsOnly && p.rangeOfAll(out, k, last, words) {
			for j := k; j < last; j++ {
				out[j] = out[k-1]
			}
		} else if room := out[k].to - out[k].from; !o.WordsOnly && words >= fewest && words*60*frameRate > fastest*room {
			given := Span{timeOf(out[k].from), timeOf(out[k].to)}
			p.misfits = append(p.misfits, Misfit{First: k, Last: last - 1, Given: given, Words: words})
			to := end
			if o.Within != nil {
				to = max(out[k].to, min(end, frameOf(o.Within.End)))
			}
			for j := last; j < len(out); j++ {
				if out[j].from > out[k].to+frameRate {
					to = out[j].from
					break
				}
			}
			for j := k; j < last; j++ {
				out[j].to = to
			}
		}
		k = last
	}
	return out
}

// said is how many words of a turn somebody says: signs and pictures take no time.
func (t Turn) said() (n int) {
	for _, w := range t.Words {
		if len(pieces(w)) > 0 {
			n++
		}
	}
	return n
}

// reachOf notes what the bounds of turns reach over.
func (p *plan) reachOf(where []bounds) {
	for k, w := range where {
		if k == 0 || w.from < p.reach[0] {
			p.reach[0] = w.from
		}
		p.reach[1] = max(p.reach[1], w.to)
	}
	p.reach = [2]int{max(0, p.reach[0]-marginFrames), min(p.sound.frames, p.reach[1]+marginFrames)}
}

// rangeOfAll tells whether the time of the turn before some, which have none of their own and hardly any between others', is
// theirs too: nobody speaks so few words in it, and all of them can be said there. Files have the time of a whole above its
// first turn.
func (p *plan) rangeOfAll(where []bounds, from, to, words int) bool {
	if from == 0 || p.turns[from-1].Start == nil || p.turns[from-1].End == nil || where[from].from != where[from-1].to {
		return false
	}
	if slices.ContainsFunc(p.turns[from:to], func(t Turn) bool { return t.Start != nil || t.End != nil }) {
		return false
	}
	own, room := p.turns[from-1].said(), where[from-1].to-where[from-1].from
	hardly := words >= fewest && words*60*frameRate > fastest*(where[from].to-where[from].from)
	return hardly && own*60*frameRate < slowly*room && (own+words)*60*frameRate <= fastest*room
}

func handFrom(turns []Turn) []timecode.Time {
	out := make([]timecode.Time, len(turns)+1)
	out[len(turns)] = math.MaxInt64
	for k, t := range slices.Backward(turns) {
		if out[k] = out[k+1]; len(t.Hand) > 0 {
			out[k] = math.MaxInt64
		}
		for _, h := range t.Hand {
			out[k] = min(out[k], h.Start)
		}
	}
	return out
}

// hold keeps words on their side of those that were timed by hand, and makes what may be follow the order of the text.
func (p *plan) hold() {
	const near = frameRate / 4
	after, before := math.MinInt, math.MaxInt
	for i := range p.text {
		w := &p.text[i]
		if h, ok := p.turns[w.turn].Hand[w.at]; ok {
			w.earliest, w.latest = frameOf(h.Start)-near, frameOf(h.End)+near
			after = w.latest - 2*near
		} else {
			w.earliest = max(w.earliest, after)
		}
	}
	for i := len(p.text) - 1; i >= 0; i-- {
		w := &p.text[i]
		if _, ok := p.turns[w.turn].Hand[w.at]; ok {
			before = w.earliest + 2*near
		} else {
			w.latest = min(w.latest, before)
		}
	}
	for i := 1; i < len(p.text); i++ {
		p.text[i].latest = max(p.text[i].latest, p.text[i-1].latest)
	}
	for i := len(p.text) - 2; i >= 0; i-- {
		p.text[i].earliest = min(p.text[i].earliest, p.text[i+1].earliest)
	}
}

// divide makes the jobs. A turn belongs to the same job as the one before it, unless its time is known and the job is
// long enough.
func (p *plan) divide(where []bounds) {
	for k := 0; k < len(p.turns); {
		end := k + 1
		to := where[k].to
		for end < len(p.turns) && (where[end].from < to-marginFrames || to-where[k].from < jobFrames) {
			to = max(to, where[end].to)
			end++
		}
		j := job{number: len(p.jobs), turns: [2]int{k, end}, words: [2]int{p.first[k], p.first[end]}}
		j.frames = [2]int{max(0, where[k].from-marginFrames), min(p.sound.frames, to+marginFrames)}
		j.before = min(besideWords, j.words[0])
		j.after = min(besideWords, len(p.text)-j.words[1])
		p.jobs = append(p.jobs, j)
		k = end
	}
}
