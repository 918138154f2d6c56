package check

import (
	"fmt"
	"strings"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

// Said is a turn as others can be told from it: by its words, and by when it begins where these are few.
type Said struct {
	Turn  transcript.ID
	Start timecode.Code
	key   uint64
}

// telling is how many words are not said twice by chance.
const telling = 8

// SaidIn are the turns of a chunk that have a time and words.
func SaidIn(c transcript.Chunk) []Said {
	var out []Said
	for _, t := range c.Turns {
		if t.Span == nil {
			continue
		}
		key, said := saidKey(t.Paragraphs)
		if !said {
			continue
		}
		if !tells(t.Paragraphs) {
			key, _ = hashed(key, t.Span.Start.String(), func(c rune) rune { return c })
		}
		out = append(out, Said{t.ID, t.Span.Start, key})
	}
	return out
}

// tells says whether there are enough words that nobody says them twice by chance.
func tells(paragraphs []string) bool {
	n := 0
	for _, p := range paragraphs {
		for range strings.FieldsSeq(p) {
			if n++; n == telling {
				return true
			}
		}
	}
	return false
}

// saidKey is the same of all that says the same, however it is cased, parted and marked. said is false where there is no
// letter.
func saidKey(paragraphs []string) (key uint64, said bool) {
	const begin = 14695981039346656037 // of FNV-1a
	key = begin
	for _, p := range paragraphs {
		now, some := hashed(key, p, letter)
		key, said = now, said || some
	}
	return key, said
}

// hashed goes on with a sum by the signs of a text, as they are to be taken; those below 0 are left out.
func hashed(sum uint64, text string, as func(rune) rune) (now uint64, some bool) {
	const prime = 1099511628211 // of FNV-1a
	for _, c := range text {
		if c = as(c); c >= 0 {
			sum, some = (sum^uint64(c))*prime, true
		}
	}
	return sum, some
}

var turnShared = Check{
	ID: "turn.shared", Severity: Warn,
	Why:     "No turn stands in two chunks of an episode: it is read and heard twice. stet ledger tells where each belongs, and the window’s coverage mends it.",
	Example: "the last turn of chunk 3 with its time and words, and again as the first of chunk 4",
	episode: func(e []*chunkSight, r *report) {
		first := map[uint64]*chunkSight{}
		for _, c := range e {
			shared := map[*chunkSight][]Said{}
			var with []*chunkSight
			for _, s := range c.source.Said {
				switch was := first[s.key]; {
				case was == nil:
					first[s.key] = c
				case was != c:
					if shared[was] == nil {
						with = append(with, was)
					}
					shared[was] = append(shared[was], s)
				}
			}
			for _, was := range with {
				r.shared(c, was, shared[was])
			}
		}
	},
}

// shared tells of turns of a chunk that stand in one above it, too.
func (r *report) shared(c, was *chunkSight, turns []Said) {
	from := turns[0]
	what := fmt.Sprintf("The turn at %s stands in %s, too.", from.Start, was.called())
	if len(turns) > 1 {
		what = fmt.Sprintf("%d turns from %s on stand in %s, too.", len(turns), from.Start, was.called())
	}
	r.found = append(r.found, Finding{
		ID: r.check.ID, Severity: r.check.Severity, What: what, Chunk: c.ID, Turn: from.Turn, At: -1, Item: -1, Words: was.called(),
	})
}
