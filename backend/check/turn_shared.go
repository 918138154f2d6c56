package check

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"unicode"

	"stet/backend/transcript"
)

// Said is a turn as it can be found again in another chunk: by its words, and by when it is said.
type Said struct {
	Turn transcript.ID
	// Start is when it begins; "" where nobody knows.
	Start string
	// from and to are in seconds, words is how many it has.
	from, to, words int
	// runs has a sum for each telling words in a row; of a turn that has fewer one for all of them and the time.
	runs []uint32
}

const (
	// telling is how many words are not said twice by chance, alone how many tell a turn that has no time, and stands by
	// itself, from a jingle.
	telling, alone = 8, 50
	// meanwhile is how many seconds before or after another a turn begins that is said with it.
	meanwhile = 2
)

// SaidIn are the turns of a chunk that can be told from others: those that have words enough, or some and a time.
func SaidIn(c transcript.Chunk) []Said {
	var out []Said
	var words []uint64
	for _, t := range c.Turns {
		words = wordSums(words[:0], t.Paragraphs)
		s := Said{Turn: t.ID, words: len(words), runs: runsOf(words)}
		if t.Span != nil {
			s.Start, s.from = t.Span.Start.String(), wholeSeconds(t.Span.Start)
			s.to = max(s.from, wholeSeconds(t.Span.End))
		}
		if len(words) < telling {
			if len(words) == 0 || s.Start == "" {
				continue
			}
			sum := uint64(begin)
			for _, w := range words {
				sum = (sum ^ w) * prime
			}
			for _, c := range s.Start {
				sum = (sum ^ uint64(c)) * prime
			}
			s.runs = []uint32{folded(sum)}
		}
		out = append(out, s)
	}
	return out
}

// Of FNV-1a.
const (
	begin = 14695981039346656037
	prime = 1099511628211
)

// wordSums puts sums of the words of a turn behind others, the same for all that say the same, however they are cased and marked.
func wordSums(out []uint64, paragraphs []string) []uint64 {
	for _, p := range paragraphs {
		sum := uint64(begin)
		for _, c := range p {
			switch as := letter(c); {
			case as >= 0:
				sum = (sum ^ uint64(as)) * prime
			case sum != begin && unicode.IsSpace(c):
				out, sum = append(out, sum), begin
			}
		}
		if sum != begin {
			out = append(out, sum)
		}
	}
	return out
}

// runsOf sums up each telling words in a row; none where there are fewer.
func runsOf(words []uint64) []uint32 {
	if len(words) < telling {
		return nil
	}
	first := uint64(1) // what the word that goes counts for
	for range telling {
		first *= prime
	}
	out := make([]uint32, 0, len(words)-telling+1)
	sum := uint64(0)
	for i, w := range words {
		if sum = sum*prime + w; i >= telling {
			sum -= words[i-telling] * first
		}
		if i+1 >= telling {
			out = append(out, folded(sum))
		}
	}
	return out
}

func folded(sum uint64) uint32 { return uint32(sum>>32) ^ uint32(sum) }

var turnShared = Check{
	ID: "turn.shared", Severity: Error,
	Why:     "No turn stands in two chunks of an episode: it is read and heard twice. stet ledger tells where each belongs, and the window’s coverage mends it.",
	Example: "the last turn of chunk 3 with its time and words, and again as the first of chunk 4, by itself or in a longer one",
	episode: func(e []*chunkSight, r *report) {
		found := matchesIn(e)
		for _, at := range slices.SortedFunc(maps.Keys(found), func(a, b pair) int { return cmp.Or(a.chunk-b.chunk, a.was-b.was) }) {
			if turns := doubled(found[at]); len(turns) > 0 {
				r.shared(e[at.chunk], e[at.was], turns)
			}
		}
	},
}

// pair is a chunk and one above it.
type pair struct{ was, chunk int }

// match is a turn of the upper chunk and one of the lower that have words in common.
type match struct {
	was, turn int
	// words is how many words they have in common, of how many the longer.
	words, of int
	// some says that only a part of the lower one stands in the upper.
	some bool
	// close says that the two are said together, timed that both have a time.
	close, timed bool
}

// mostAlike is how many turns that begin alike are looked at: what more begin with tells nothing.
const mostAlike = 64

// matchesIn finds the turns of each two chunks of which one has the words of the other, or many of them.
func matchesIn(e []*chunkSight) map[pair][]match {
	type place struct{ chunk, turn int }
	heads := map[uint32][]place{}
	for c, sight := range e {
		for i, s := range sight.source.Said {
			heads[s.runs[0]] = append(heads[s.runs[0]], place{c, i})
		}
	}
	out := map[pair][]match{}
	for c, sight := range e {
		for i, whole := range sight.source.Said {
			for k, run := range whole.runs {
				found := heads[run]
				for _, at := range found[:min(len(found), mostAlike)] {
					part := e[at.chunk].source.Said[at.turn]
					words := part.in(whole, k)
					if at.chunk == c || words == 0 || at.chunk > c && words == part.words && words == whole.words {
						continue // equal ones are met from both sides
					}
					m := match{words: words, of: whole.words, close: part.close(whole), timed: part.Start != "" && whole.Start != ""}
					if at.chunk > c {
						m.was, m.turn, m.some = i, at.turn, words < part.words
						out[pair{c, at.chunk}] = append(out[pair{c, at.chunk}], m)
					} else {
						m.was, m.turn, m.some = at.turn, i, len(part.runs) < len(whole.runs)
						out[pair{at.chunk, c}] = append(out[pair{at.chunk, c}], m)
					}
				}
			}
		}
	}
	return out
}

// in is how many of a turn's first words stand in another from a place on: all of them, or many to the end of that one; 0 if it
// is neither.
func (s Said) in(whole Said, at int) int {
	n := min(len(s.runs), len(whole.runs)-at)
	switch {
	case !slices.Equal(s.runs[:n], whole.runs[at:at+n]), n < len(s.runs) && n+telling-1 < alone:
		return 0
	case n == len(s.runs):
		return s.words
	}
	return n + telling - 1
}

// close says that a turn begins while another is said.
func (s Said) close(whole Said) bool {
	return s.Start != "" && whole.Start != "" && s.from >= whole.from-meanwhile && s.from <= whole.to+meanwhile
}

// doubled are those of the matches of two chunks that are one turn: of each row of them all or none. What is said at two times
// is said twice, as a jingle is, but where several turns have run together; where no time tells that, it takes a row of them,
// or many words.
func doubled(all []match) (out []match) {
	slices.SortFunc(all, func(a, b match) int { return cmp.Or(a.was-b.was, a.turn-b.turn) })
	const gap = 2 // a few words may stand between two
	for from := 0; from < len(all); {
		to, words := from+1, all[from].words
		for to < len(all) && all[to].was <= all[to-1].was+gap && all[to].turn >= all[to-1].turn && all[to].turn <= all[to-1].turn+gap {
			words += all[to].words
			to++
		}
		row := all[from:to]
		together := slices.ContainsFunc(row, func(m match) bool { return m.close })
		untimed := slices.ContainsFunc(row, func(m match) bool { return !m.timed })
		if together || untimed && (len(row) > 1 || words >= alone) || runTogether(row, words) {
			out = append(out, row...)
		}
		from = to
	}
	slices.SortStableFunc(out, func(a, b match) int { return a.turn - b.turn })
	return slices.CompactFunc(out, func(a, b match) bool { return a.turn == b.turn })
}

// runTogether says that the turns of a row stand in one of the other chunk, and are many of its words.
func runTogether(row []match, words int) bool {
	first := row[0]
	apart := slices.ContainsFunc(row, func(m match) bool { return m.was != first.was && m.turn != first.turn })
	return !apart && (len(row) > 2 || len(row) == 2 && 2*words >= first.of)
}

// shared tells of turns of a chunk that stand in one above it, too.
func (r *report) shared(c, was *chunkSight, turns []match) {
	first := c.source.Said[turns[0].turn]
	at := "at " + first.Start
	if first.Start == "" {
		at = "without a time"
	}
	what := fmt.Sprintf("The turn %s stands in %s, too.", at, was.called())
	switch {
	case len(turns) > 1:
		what = fmt.Sprintf("%d turns from the one %s on stand in %s, too.", len(turns), at, was.called())
		if first.Start != "" {
			what = fmt.Sprintf("%d turns from %s on stand in %s, too.", len(turns), first.Start, was.called())
		}
	case turns[0].some:
		what = fmt.Sprintf("A part of the turn %s stands in %s, too.", at, was.called())
	}
	r.found = append(r.found, Finding{
		ID: r.check.ID, Severity: r.check.Severity, What: what, Chunk: c.ID, Turn: first.Turn, At: -1, Item: -1, Words: OfTurns(was.called(), len(turns)),
	})
}

// OfTurns names several turns by words that name the first: where more come to be, what was let stand is no longer these.
func OfTurns(words string, n int) string {
	if n == 1 {
		return words
	}
	return fmt.Sprintf("%s (%d turns)", words, n)
}
