package cut

import (
	"maps"
	"math"
	"slices"
	"strings"
)

// This file finds the turns of a chunk again in the transcript, each by itself: the chunk may lack some, have some twice, or
// have them in another order. What is not like any turn is said to be like none.

const (
	// same is how alike two texts are that are one turn, corrected; part how much of one must be in the other if it is a
	// part of it; fewest how many words it takes to be known by them alone.
	same, part, fewest = 0.6, 0.8, 4
	// near is how far apart in seconds two turns can begin that are one, if words do not tell.
	near = 2.0
	// far is how far apart a few words can be that are the same.
	far = 60.0
)

// deck is a transcript made ready for turns to be found in it.
type deck struct {
	turns  []spoken
	whole  map[string][]int // by time and words
	texts  map[string][]int
	starts map[int][]int    // by the second
	runs   map[string][]hit // by words in a row; nil until somebody asks
	count  []int            // how many words in a row each turn says
}

// hit is a turn that says words in a row, and how often.
type hit struct{ turn, times int }

// run is how many words in a row are looked up.
const run = 3

func newDeck(turns []spoken) *deck {
	d := &deck{turns: turns, whole: map[string][]int{}, texts: map[string][]int{}, starts: map[int][]int{}}
	for i, t := range turns {
		d.whole[t.span+"\x00"+t.key] = append(d.whole[t.span+"\x00"+t.key], i)
		d.texts[t.key] = append(d.texts[t.key], i)
		if t.from >= 0 {
			d.starts[int(t.from)] = append(d.starts[int(t.from)], i)
		}
	}
	return d
}

// inRun are the turns that say words in a row. Where all turns are found by their times and words, nobody asks.
func (d *deck) inRun(words string) []hit {
	if d.runs == nil {
		d.runs, d.count = map[string][]hit{}, make([]int, len(d.turns))
		for i, t := range d.turns {
			all := runsOf(t.key)
			d.count[i] = len(all)
			for _, r := range all {
				if hits := d.runs[r]; len(hits) > 0 && last(hits).turn == i {
					hits[len(hits)-1].times++
				} else {
					d.runs[r] = append(hits, hit{i, 1})
				}
			}
		}
	}
	return d.runs[words]
}

// runsOf are the words in a row of a key, which is one text with a space between words.
func runsOf(key string) []string {
	begins := []int{0}
	for i := range len(key) {
		if key[i] == ' ' {
			begins = append(begins, i+1)
		}
	}
	// The last word ends as if one began behind it.
	begins = append(begins, len(key)+1)
	var out []string
	for i := 0; i+run < len(begins); i++ {
		out = append(out, key[begins[i]:begins[i+run]-1])
	}
	return out
}

// find returns for each turn of a chunk its place in the transcript: none, or several where turns have run together.
func (d *deck) find(chunk []spoken) [][]int {
	places := make([]int, len(chunk))
	for i, t := range chunk {
		places[i] = d.findOne(t)
	}
	// What a few words do not tell, the neighbours do.
	for i, t := range chunk {
		if places[i] >= 0 {
			continue
		}
		for _, at := range []int{d.beside(places, i, -1), d.beside(places, i, 1)} {
			if at >= 0 && at < len(d.turns) && (d.turns[at].key == t.key || alike(d.turns[at], t) >= same) {
				places[i] = at
				break
			}
		}
	}
	out := make([][]int, len(chunk))
	for i, at := range places {
		if at >= 0 {
			out[i] = []int{at}
		}
		if t := chunk[i]; t.n > 2*fewest && (at < 0 || t.n >= d.turns[at].n+longer) {
			out[i] = d.swallowed(t, at)
		}
	}
	return out
}

// longer is how many words longer than a turn one must be to have others in it.
const longer = fewest + 2

// swallowed are the turns whose words stand in one, and short ones between them.
func (d *deck) swallowed(t spoken, known int) []int {
	has := map[string]bool{}
	shared := map[int]int{}
	for _, r := range runsOf(t.key) {
		if !has[r] {
			has[r] = true
			for _, h := range d.inRun(r) {
				shared[h.turn] += h.times
			}
		}
	}
	var in []int
	for i, found := range shared {
		if all := d.count[i]; all > 1 && float64(found) >= same*float64(all) {
			in = append(in, i)
		}
	}
	if u := in; len(u) == 1 && d.turns[u[0]].n < 4*fewest && t.from >= 0 && math.Abs(t.from-d.turns[u[0]].from) > far {
		in = nil
	}
	if known >= 0 && !slices.Contains(in, known) {
		in = append(in, known)
	}
	slices.Sort(in)
	// Of a turn of few words it counts for nothing that another says them, too: there must be room for them beside the others.
	few := func(i int) bool { return d.turns[i].n < 2*fewest && i != known }
	left := maps.Clone(t.bag)
	for _, i := range in {
		if !few(i) && d.turns[i].n < t.n {
			left.take(d.turns[i].bag)
		}
	}
	in = slices.DeleteFunc(in, func(i int) bool { return few(i) && !left.takeIf(d.turns[i]) })
	var out []int
	for k, i := range in {
		for j := i; k > 0 && in[k-1]+1 < j && j-in[k-1] <= 3; {
			// What is said between two that are in it is in it, if its few words are.
			if j--; !few(j) || !strings.Contains(t.key, d.turns[j].key) || !left.takeIf(d.turns[j]) {
				break
			}
			out = append(out, j)
		}
		out = append(out, i)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// beside is the place that the turn at i would have if it stood beside its neighbour as it does in the chunk.
func (d *deck) beside(places []int, i, step int) int {
	if n := i + step; n >= 0 && n < len(places) && places[n] >= 0 {
		return places[n] - step
	}
	return -1
}

func (d *deck) findOne(t spoken) int {
	if hits := d.whole[t.span+"\x00"+t.key]; t.span != "" && len(hits) > 0 {
		return hits[0]
	}
	best, worth := -1, 0.0
	for _, i := range d.candidates(t) {
		if w := d.worth(i, t); w > worth {
			best, worth = i, w
		}
	}
	return best
}

// candidates are the turns that begin at nearly the same time, and those that have words in a row with it.
func (d *deck) candidates(t spoken) []int {
	var out []int
	if t.from >= 0 {
		for s := int(t.from - near); s <= int(t.from+near); s++ {
			out = append(out, d.starts[s]...)
		}
	}
	if t.n >= fewest {
		if hits := d.texts[t.key]; len(hits) == 1 {
			out = append(out, hits[0])
		}
		shared := map[int]int{}
		for _, r := range runsOf(t.key) {
			if hits := d.inRun(r); len(hits) < 20 {
				for _, h := range hits {
					shared[h.turn]++
				}
			}
		}
		// In order: of two that are worth the same the first is it, each time.
		for _, i := range slices.Sorted(maps.Keys(shared)) {
			if shared[i] > 1 || t.n == fewest {
				out = append(out, i)
			}
		}
	}
	return out
}

// worth is how well a turn of the transcript is the one looked for; 0 if it is not.
func (d *deck) worth(i int, t spoken) float64 {
	u := d.turns[i]
	words := alike(u, t)
	// A part of a turn is that turn, too.
	if t.n >= fewest && u.n >= fewest {
		if in := float64(u.bag.shared(t.bag)) / float64(min(u.n, t.n)); in >= part {
			words = max(words, in)
		}
	}
	timed := t.from >= 0 && u.from >= 0
	if timed && min(t.n, u.n) < 4*fewest && math.Abs(t.from-u.from) > far {
		return 0 // what many say, and at any time
	}
	close := timed && math.Abs(t.from-u.from) <= near
	switch {
	case close && words >= 0.3, t.n >= fewest && words >= same:
	case timed && t.span == u.span:
		return 0.01 // other words at the same time: corrected beyond recognition, unless they stand elsewhere
	default:
		return 0
	}
	// Of two that say the same the nearer one is it. A few words may be said anywhere, so that the time tells as much as they do;
	// of many, the time counts for as much as they have in common.
	score := words + 0.01
	if timed {
		nearer := math.Exp(-math.Abs(t.from-u.from) / 10)
		if min(t.n, u.n) >= 4*fewest {
			nearer *= words
		}
		score += nearer
	}
	return score
}
