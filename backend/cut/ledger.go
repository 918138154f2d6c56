package cut

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"

	"stet/backend/transcript"
)

// This file holds chunks against the transcript that they were cut from: every turn must stand in one of them, once. It
// finds where that is not so, and says what each chunk would hold if it were.

// Kind is what is wrong with a stretch of turns.
type Kind string

const (
	// Gap is a stretch of the transcript that stands in no chunk.
	Gap Kind = "gap"
	// Twice is one that stands in several chunks, or several times in one.
	Twice Kind = "twice"
	// Torn is a turn of which a chunk has only some of the words.
	Torn Kind = "torn"
	// Shifted is a stretch that stands in a chunk under other times than it is said at.
	Shifted Kind = "shifted"
	// Foreign are turns of a chunk that the transcript does not have.
	Foreign Kind = "foreign"
	// Missing are turns of a chunk from before the transcript begins or after it ends: a part of it is not there.
	Missing Kind = "missing"
)

// Finding is something wrong with the cover.
type Finding struct {
	Kind Kind
	// From and To are the turns of the transcript, To excluded; both 0 of a Foreign stretch.
	From, To int
	// Places are the turns of the chunks: of a Gap the ones that it and what else is missing there lie between, of what stands
	// twice all of them.
	Places []Place
	// Words are how many words it is about.
	Words int
}

// Place is a stretch of a chunk's turns, To excluded.
type Place struct{ Piece, From, To int }

// Ledger is which turn of a transcript stands where.
type Ledger struct {
	turns  []transcript.Turn
	pieces []Piece
	deck   []spoken
	spoken [][]spoken
	// at has for each turn of each piece the turns of the transcript that stand in it.
	at [][][]int
	// home is the piece that each turn of the transcript belongs to; -1 where nothing tells for sure.
	home []int
	// reach is what each piece's header says, claim the piece whose header has each turn's time, see findClaims.
	reach []*reach
	claim []int
	// clocked says that the pieces count time as the transcript does.
	clocked bool
	// Findings are in the order of the transcript; those that have no place in it come last.
	Findings []Finding
}

// Audit compares chunks with the transcript, whose parts come one after another.
func Audit(turns []transcript.Turn, pieces []Piece) *Ledger {
	l := &Ledger{turns: turns, pieces: pieces, deck: speakAll(turns)}
	d := newDeck(l.deck)
	for _, p := range pieces {
		list := speakAll(p.Chunk.Turns)
		l.spoken, l.at = append(l.spoken, list), append(l.at, d.find(list))
	}
	l.joinShort()
	l.settle()
	l.findGaps()
	l.findTwice()
	l.joinTwice()
	l.findTorn()
	l.findShifted()
	slices.SortStableFunc(l.Findings, func(a, b Finding) int { return a.From - b.From })
	l.findForeign()
	return l
}

// holders are the places in which a turn of the transcript stands.
func (l *Ledger) holders() [][]Place {
	out := make([][]Place, len(l.turns))
	for p, places := range l.at {
		for i, list := range places {
			for _, at := range list {
				out[at] = append(out[at], Place{p, i, i + 1})
			}
		}
	}
	return out
}

// joinShort finds turns of few words that are the end or the beginning of what stands beside them in a piece: the words of a turn
// that has run together with them, and that the others in it leave over. A piece that has such a turn elsewhere has it there.
func (l *Ledger) joinShort() {
	holders := l.holders()
	try := func(i, with int) {
		if with < 0 || with >= len(holders) || l.deck[i].n == 0 || l.deck[i].n >= 2*fewest {
			return
		}
		there := slices.Clone(holders[i])
		for _, p := range holders[with] {
			if slices.ContainsFunc(there, func(q Place) bool { return q.Piece == p.Piece }) {
				continue
			}
			t, list := l.spoken[p.Piece][p.From], l.at[p.Piece][p.From]
			left := maps.Clone(t.bag)
			for _, in := range list {
				here := maps.Clone(l.deck[in].bag)
				for _, q := range holders[in] {
					if q != p && l.parts(in, holders[in]) {
						here.take(l.spoken[q.Piece][q.From].bag)
					}
				}
				left.take(here)
			}
			if stands(t.key, l.deck[i].key, list[0] < i, list[len(list)-1] > i) && left.takeIf(l.deck[i]) {
				l.at[p.Piece][p.From] = insert(list, i)
				holders[i] = append(holders[i], p)
			}
		}
	}
	for i := range l.turns {
		try(i, i-1)
	}
	for i := range slices.Backward(l.turns) {
		try(i, i+1)
	}
}

// stands says whether a text has the words of another where these may be: at its end, at its beginning, or between what is said
// before and behind them. The same words that somebody wrote elsewhere into it are none of them.
func stands(text, words string, before, behind bool) bool {
	text, words = " "+text+" ", " "+words+" "
	switch {
	case before && behind:
		return strings.Contains(text, words)
	case before:
		return strings.HasSuffix(text, words)
	}
	return strings.HasPrefix(text, words)
}

// insert puts a number into its place among others.
func insert(list []int, n int) []int {
	at, _ := slices.BinarySearch(list, n)
	return slices.Insert(slices.Clone(list), at, n)
}

// settle gives every turn a piece: the only one that holds it; of several the one that suits best, see unfit; and of none
// the one that it belongs to, see ownerOf, if any.
func (l *Ledger) settle() {
	holders := l.holders()
	l.home = make([]int, len(l.turns))
	alone := make([]int, len(l.pieces))
	for i, places := range holders {
		l.home[i] = -1
		if len(places) > 0 && !slices.ContainsFunc(places, func(p Place) bool { return p.Piece != places[0].Piece }) {
			l.home[i] = places[0].Piece
			alone[places[0].Piece]++
		}
	}
	l.findClaims()
	for i, places := range holders {
		if c := l.claim[i]; len(places) == 0 && c >= 0 {
			alone[c]++
		}
	}
	for i, places := range holders {
		if l.home[i] >= 0 || len(places) == 0 {
			continue
		}
		best := slices.MinFunc(places, func(a, b Place) int { return cmp.Compare(l.unfit(i, a, alone), l.unfit(i, b, alone)) })
		l.home[i] = best.Piece
	}
	l.settleGaps()
}

// unfit says how little a turn suits a place: a turn stands better by itself than run together with others, in the piece
// whose header has its time, and beside the one that is said before it; and a piece should not be left with nothing.
func (l *Ledger) unfit(turn int, p Place, alone []int) (n int) {
	if len(l.at[p.Piece][p.From]) > 1 {
		n += 8
	}
	if c := l.claim[turn]; c >= 0 && c != p.Piece {
		n += 4
	}
	if alone[p.Piece] > 0 {
		n += 2
	}
	if turn > 0 && l.home[turn-1] != p.Piece {
		n++
	}
	return n
}

// wordsOf counts the words of a stretch.
func wordsOf(list []spoken) (n int) {
	for _, t := range list {
		n += t.n
	}
	return n
}

// findGaps parts a gap where its turns belong to different pieces.
func (l *Ledger) findGaps() {
	holders := l.holders()
	for i := 0; i < len(holders); i++ {
		from := i
		for i < len(holders) && len(holders[i]) == 0 {
			i++
		}
		var around []Place
		if from > 0 {
			around = append(around, last(holders[from-1]))
		}
		if i < len(holders) {
			around = append(around, holders[i][0])
		}
		for at := from; at < i; {
			to := at + 1
			for to < i && l.home[to] == l.home[at] {
				to++
			}
			l.Findings = append(l.Findings, Finding{Kind: Gap, From: at, To: to, Places: around, Words: wordsOf(l.deck[at:to])})
			at = to
		}
	}
}

func last[T any](list []T) T { return list[len(list)-1] }

// findTwice puts turns together that stand in the same pieces, one behind the other.
func (l *Ledger) findTwice() {
	holders := l.holders()
	twice := func(i int) bool { return i < len(holders) && len(holders[i]) > 1 && !l.parts(i, holders[i]) }
	for i := 0; i < len(holders); i++ {
		if !twice(i) {
			continue
		}
		f := Finding{Kind: Twice, From: i, Places: slices.Clone(holders[i])}
		for twice(i+1) && slices.EqualFunc(f.Places, holders[i+1], func(a, b Place) bool { return a.Piece == b.Piece && (a.To == b.From || a.To == b.To) }) {
			i++
			for k := range f.Places {
				f.Places[k].To = holders[i][k].To
			}
		}
		f.To = i + 1
		f.Words = wordsOf(l.deck[f.From:f.To])
		l.Findings = append(l.Findings, f)
	}
}

// parts says whether what stands in several places are parts of one turn, one behind the other in one piece.
func (l *Ledger) parts(turn int, places []Place) bool {
	n := 0
	for k, p := range places {
		if k > 0 && (p.Piece != places[0].Piece || p.From != places[k-1].To) {
			return false
		}
		n += l.spoken[p.Piece][p.From].bag.shared(l.deck[turn].bag)
	}
	return float64(n) <= 1.2*float64(l.deck[turn].n)
}

// torn is the part of a turn's words that is left where the rest is missing.
const torn = 0.75

func (l *Ledger) findTorn() {
	for i, places := range l.holders() {
		if len(places) == 0 || len(places) == 1 && l.spoken[places[0].Piece][places[0].From].key == l.deck[i].key {
			continue
		}
		said := bag{}
		for _, p := range places {
			for w, c := range l.spoken[p.Piece][p.From].bag {
				said[w] += c
			}
		}
		if n := l.lacks(i, said); n > 0 {
			l.Findings = append(l.Findings, Finding{Kind: Torn, From: i, To: i + 1, Places: places, Words: n})
		}
	}
}

// lacks is how many words of a turn are missing in what is left of it; 0 if so few that they may have been corrected.
func (l *Ledger) lacks(turn int, said bag) int {
	all := l.deck[turn].n
	if shared := said.shared(l.deck[turn].bag); all >= 2*fewest && float64(shared) < torn*float64(all) {
		return all - shared
	}
	return 0
}

// findShifted says nothing of a transcript whose times are others altogether.
func (l *Ledger) findShifted() {
	var list []Finding
	kept := 0
	holders := l.holders()
	for p, places := range l.at {
		for i, at := range places {
			if len(at) != 1 || len(holders[at[0]]) > 1 || l.deck[at[0]].from < 0 || l.spoken[p][i].from < 0 {
				continue
			}
			if math.Abs(l.deck[at[0]].from-l.spoken[p][i].from) <= near {
				kept++
				continue
			}
			f := Finding{Kind: Shifted, From: at[0], To: at[0] + 1, Places: []Place{{p, i, i + 1}}, Words: l.spoken[p][i].n}
			if k := len(list) - 1; k >= 0 && list[k].To == f.From && list[k].Places[0].Piece == p && list[k].Places[0].To == i {
				list[k].To, list[k].Places[0].To, list[k].Words = f.To, i+1, list[k].Words+f.Words
				continue
			}
			list = append(list, f)
		}
	}
	if l.clocked = kept > len(list); l.clocked {
		l.Findings = append(l.Findings, list...)
	}
}

// off says that a turn of a piece stands under another time than the turn of the transcript that it is.
func (l *Ledger) off(turn int, own spoken) bool {
	from := l.deck[turn].from
	return l.clocked && from >= 0 && own.from >= 0 && math.Abs(from-own.from) > near
}

func (l *Ledger) findForeign() {
	for p, places := range l.at {
		for i := 0; i < len(places); i++ {
			from := i
			for i < len(places) && len(places[i]) == 0 && l.beyond(l.spoken[p][i]) == l.beyond(l.spoken[p][from]) {
				i++
			}
			if i > from {
				kind := Foreign
				if l.beyond(l.spoken[p][from]) {
					kind = Missing
				}
				l.Findings = append(l.Findings, Finding{Kind: kind, Places: []Place{{p, from, i}}, Words: wordsOf(l.spoken[p][from:i])})
			}
		}
	}
}

// beyond says whether a turn is said before the transcript begins or after it ends.
func (l *Ledger) beyond(t spoken) bool {
	first, last := math.Inf(1), math.Inf(-1)
	for _, d := range l.deck {
		if d.from >= 0 {
			first, last = min(first, d.from), max(last, d.from)
		}
	}
	return t.from >= 0 && (t.from < first-near || t.from > last+far)
}

// Unchanged says whether a piece holds what it would hold.
func (l *Ledger) Unchanged(piece int, body []transcript.Turn) bool {
	return slices.EqualFunc(l.pieces[piece].Chunk.Turns, body, transcript.SameTurn)
}

// Home is the piece that a turn of the transcript belongs to; -1 if nothing tells for sure.
func (l *Ledger) Home(turn int) int { return l.home[turn] }

// In are the turns of the transcript that a turn of a piece holds.
func (l *Ledger) In(piece, turn int) []int { return l.at[piece][turn] }
