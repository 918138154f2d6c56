package check

import (
	"fmt"
	"hash/fnv"
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
		said := letters(strings.Join(t.Paragraphs, " "))
		if t.Span == nil || said == "" {
			continue
		}
		h := fnv.New64a()
		_, _ = h.Write([]byte(said))
		if countWords(t.Paragraphs) < telling {
			_, _ = h.Write([]byte(t.Span.Start.String()))
		}
		out = append(out, Said{t.ID, t.Span.Start, h.Sum64()})
	}
	return out
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
