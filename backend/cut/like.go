package cut

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strconv"

	"stet/backend/transcript"
)

// This file finds where the chunks that exist begin in a transcript that came again: corrected, exported anew, with other
// times. It goes by time and by words, and by neither alone.

// Start is where a piece begins in the transcript.
type Start struct {
	// Turn is the place of its first turn; -1 where none is like it.
	Turn int
	// Sure is how well it was known again, from 0 to 1.
	Sure float64
}

const (
	// least is how well a first turn must be known again to be taken for it.
	least = 0.45
	// follows is how many turns behind the first one are looked at, too.
	follows = 3
)

// Starts finds for each piece the turn that it begins with. Starts rise in the order of the pieces; of pieces that
// contradict each other those win that are known again best.
func Starts(turns []transcript.Turn, pieces []Piece) []Start {
	deck := speakAll(turns)
	firsts := make([][]spoken, len(pieces))
	for i, p := range pieces {
		firsts[i] = speakAll(p.Chunk.Turns[:min(len(p.Chunk.Turns), 1+follows)])
	}
	later := laterBy(deck, slices.Concat(firsts...))
	rows := make([][]float64, len(pieces))
	for i, first := range firsts {
		for k := range first {
			if first[k].from >= 0 {
				first[k].from += later
			}
		}
		rows[i] = likeness(deck, first)
	}
	return rising(rows, len(deck))
}

// fewestShifted is how many turns tell at the least that all of a transcript is later.
const fewestShifted = 3

// laterBy is how many seconds later a transcript is than the chunks were, where most turns that say the same, or nearly, tell so;
// 0 where they do not agree.
func laterBy(deck, was []spoken) float64 {
	d := newDeck(deck)
	var apart []float64
	for _, t := range was {
		if t.from < 0 || t.n < fewest {
			continue
		}
		if i := d.findOne(t); i >= 0 && deck[i].from >= 0 && alike(deck[i], t) >= same {
			apart = append(apart, deck[i].from-t.from)
		}
	}
	if len(apart) < fewestShifted {
		return 0
	}
	slices.Sort(apart)
	middle := apart[len(apart)/2]
	agree := 0
	for _, d := range apart {
		if math.Abs(d-middle) <= near {
			agree++
		}
	}
	if 2*agree <= len(apart) || math.Abs(middle) <= near {
		return 0
	}
	return middle
}

// likeness says of each turn how much it looks like the first one of a piece.
func likeness(deck, first []spoken) []float64 {
	row := make([]float64, len(deck))
	if len(first) == 0 {
		return row
	}
	for i, d := range deck {
		row[i] = 0.45*likeFirst(d, first[0]) + 0.25*likeRest(deck[i+1:], first[1:]) + 0.3*likeTime(d, first[0])
	}
	return row
}

func likeFirst(d, f spoken) float64 {
	begins := 2 * float64(d.begin().shared(f.begin())) / float64(max(1, min(d.n, beginning)+min(f.n, beginning)))
	return (alike(d, f) + begins) / 2
}

// likeRest looks at the turns that come behind, as far as both sides have some.
func likeRest(deck, first []spoken) float64 {
	n := min(len(deck), len(first))
	if n == 0 {
		return 0
	}
	sum := 0.0
	for i := range n {
		sum += alike(deck[i], first[i])
	}
	return sum / float64(n)
}

func likeTime(d, f spoken) float64 {
	if d.from < 0 || f.from < 0 {
		return 0
	}
	return math.Exp(-math.Abs(d.from-f.from) / 5)
}

// rising picks a turn for each row so that they rise and are as like as can be; a row may go without.
func rising(rows [][]float64, n int) []Start {
	// best[i][j] is the most that rows from i on can gain with turns from j on.
	best := make([][]float64, len(rows)+1)
	best[len(rows)] = make([]float64, n+1)
	for i := len(rows) - 1; i >= 0; i-- {
		best[i] = make([]float64, n+1)
		best[i][n] = 0
		for j := n - 1; j >= 0; j-- {
			best[i][j] = max(best[i][j+1], best[i+1][j])
			if rows[i][j] >= least {
				best[i][j] = max(best[i][j], rows[i][j]+best[i+1][j+1])
			}
		}
	}
	out := make([]Start, len(rows))
	j := 0
	for i := range rows {
		out[i].Turn = -1
		for k := j; k < n; k++ {
			if rows[i][k] >= least && rows[i][k]+best[i+1][k+1] == best[i][j] {
				out[i], j = Start{Turn: k, Sure: rows[i][k]}, k+1
				break
			}
			if best[i][k+1] != best[i][j] {
				break
			}
		}
	}
	return out
}

// Like gives each piece the turns of the transcript from its beginning to that of the next; the first has what comes
// before it as well, so that no turn is lost. A piece that was not found keeps none.
func Like(turns []transcript.Turn, starts []Start) [][]transcript.Turn {
	out := make([][]transcript.Turn, len(starts))
	from, holder := 0, -1
	for i, s := range starts {
		if s.Turn < 0 {
			continue
		}
		if holder >= 0 {
			out[holder], from = turns[from:s.Turn], s.Turn
		}
		holder = i
	}
	if holder >= 0 {
		out[holder] = turns[from:]
	}
	return out
}

// Dressed is a piece with other turns: the front matter and the text before the first turn are its own, but for what
// repeats the turns, such as times and speakers, which says again what they say. Times that said something else stay only as
// long as the piece begins and ends when it did.
func Dressed(p transcript.Chunk, turns []transcript.Turn) (transcript.Chunk, error) {
	old, err := transcript.NewDocument(transcript.Episode{}, []transcript.Chunk{p})
	if err != nil {
		return p, err
	}
	before := old.Extent(old.Chunks()[0])
	p.ID, p.Turns = 0, slices.Clone(turns)
	for i := range p.Turns {
		p.Turns[i].ID = 0
	}
	doc, err := transcript.NewDocument(transcript.Episode{}, []transcript.Chunk{p})
	if err != nil {
		return p, err
	}
	id := doc.Chunks()[0]
	extents, now := []transcript.Extent{before}, doc.Extent(id)
	if before.Start != now.Start || before.End != now.End {
		now.Start, _ = p.HeaderStart()
		now.End, _ = p.HeaderEnd()
		extents = append(extents, now)
	}
	for _, said := range extents {
		if ops := doc.Follow(id, said); len(ops) > 0 {
			if _, _, err := doc.Apply(transcript.Batch{Ops: ops}); err != nil {
				return p, err
			}
		}
	}
	out, _ := doc.Chunk(id)
	return out, nil
}

// ByNumber puts pieces in the order of the episode: by their numbers, which the name tells where no field does, and where
// these do not tell by their times.
func ByNumber(pieces []Piece) {
	slices.SortStableFunc(pieces, func(a, b Piece) int {
		return cmp.Or(cmp.Compare(a.number(), b.number()), cmp.Compare(begins(a.Chunk), begins(b.Chunk)), cmp.Compare(a.Name, b.Name))
	})
}

// named finds the chunk's number in a name such as ep03-02-weights.md or 2024-05-17-02-weights.md.
var named = regexp.MustCompile(`(?i)(?:^|/)(?:ep(?:isode)?[-_ ]?\d+|\d{4}-\d{2}-\d{2})[-_ ](\d+)[^/]*$`)

// number is a chunk's number; behind all others where nothing tells it.
func (p Piece) number() int {
	f, _ := p.Chunk.Field("chunk")
	if n, err := strconv.Atoi(f.Value); err == nil {
		return n
	}
	if m := named.FindStringSubmatch(p.Name); m != nil {
		if n, err := strconv.Atoi(m[1]); err == nil {
			return n
		}
	}
	return math.MaxInt
}

func begins(c transcript.Chunk) float64 {
	for _, t := range c.Turns {
		if t.Span != nil {
			return seconds(t.Span.Start)
		}
	}
	return math.Inf(1)
}
