package evidence

import (
	"math"
	"strings"

	"stet/backend/transcript"
)

// This file reads a chunk: its turns, and what its front matter says of it as a whole.

// passage is one paragraph, or one field of the front matter.
type passage struct {
	turn, para int
	text       string
	words      []word
	hits       []hit
	// titled says that its capitals say nothing.
	titled bool
}

// reading is a chunk taken apart.
type reading struct {
	chunk transcript.Chunk
	body  []*passage
	// heads are the title, the segment and the topics, and summary is the summary.
	title, summary, topics []*passage
	listedTags             []string
	listedTopics           []string
	length                 int
	uses                   map[*subject][]use
}

func (s *Series) read(c transcript.Chunk) *reading {
	r := &reading{chunk: c}
	take := func(text string, titled bool) *passage {
		p := &passage{text: text, words: split(text), titled: titled}
		p.hits = s.words.find(p.words)
		return p
	}
	for i, t := range c.Turns {
		for j, text := range t.Paragraphs {
			p := take(text, false)
			p.turn, p.para = i, j
			r.body = append(r.body, p)
			r.length += len(p.words)
		}
	}
	for _, f := range c.Matter.Fields {
		switch f.Key {
		case "title", "segment":
			r.title = append(r.title, take(f.Value, true))
		case "summary":
			r.summary = append(r.summary, take(f.Value, false))
		case "topics":
			for _, t := range f.Items {
				r.topics = append(r.topics, take(t, true))
				r.listedTopics = append(r.listedTopics, strings.TrimSpace(t))
			}
		case "tags":
			for _, t := range f.Items {
				r.listedTags = append(r.listedTags, plainTag(t))
			}
		}
	}
	return r
}

// weigh returns the chunk's stems, each with a weight that grows slower than its number. What the title and the summary
// say counts more. looks, unless nil, learns how stems are written.
func (r *reading) weigh(looks map[string]string) map[string]float64 {
	counts := map[string]float64{}
	add := func(passages []*passage, by float64) {
		for _, p := range passages {
			for i := range p.words {
				w := &p.words[i]
				if small[w.plain] || len(w.plain) < 2 || ordinary[w.plain] {
					continue
				}
				counts[w.stem] += by
				if have, ok := looks[w.stem]; looks != nil && !ok || ok && len(w.plain) < len(have) {
					looks[w.stem] = w.plain
				}
			}
		}
	}
	add(r.body, 1)
	add(r.title, 4)
	add(r.summary, 2)
	for w, n := range counts {
		counts[w] = math.Log1p(n)
	}
	return counts
}

// findMore finds the names of more subjects in it.
func (r *reading) findMore(v *vocabulary) {
	for _, ps := range [][]*passage{r.body, r.title, r.summary, r.topics} {
		for _, p := range ps {
			p.hits = append(p.hits, v.find(p.words)...)
		}
	}
}

// seenBy is the reading with the names that another vocabulary finds, and without the topics that the chunk lists.
func (r *reading) seenBy(v *vocabulary) *reading {
	again := func(passages []*passage) []*passage {
		out := make([]*passage, len(passages))
		for i, p := range passages {
			q := *p
			q.hits = v.find(p.words)
			out[i] = &q
		}
		return out
	}
	out := *r
	out.body, out.title, out.summary, out.topics = again(r.body), again(r.title), again(r.summary), nil
	return &out
}
