package evidence

import (
	"maps"
	"slices"
	"strings"

	"stet/backend/registry"
	"stet/backend/transcript"
)

// Series is what the chunks of a series say of its tags, one with another. It is built once; after that one chunk's text
// can be replaced at a time. It is not safe for use by several goroutines at once.
type Series struct {
	tags    []*subject
	byName  map[string]*subject
	words   *vocabulary
	topics  *topics
	entries map[string]*entry
	// chunks counts in how many chunks a stem stands, sums is what it weighs in all, and looks is how it is written.
	chunks map[string]int
	sums   map[string]float64
	looks  map[string]string
	// length is how many words all chunks have.
	length int
	lores  map[*subject]*lore
}

// entry is what a series keeps of a chunk.
type entry struct {
	length int
	// weights are the chunk's stems, said is how much it says of each subject, uses are its sure uses of ordinary words.
	weights map[string]float64
	said    map[*subject]float64
	listed  []*subject
	topics  []string
	uses    map[*subject][]use
}

// tally is what the series' chunks say of a subject in sum.
type tally struct {
	// chunks name it, by said in all; listed list it, and named of these name it as well.
	chunks, listed, named int
	said, shares          float64
	// around are the stems of chunks that name it, and lists those of chunks that list it.
	around, lists map[string]float64
	// usually is kept from when it was last asked for; stale counts the chunks that have changed since.
	usually float64
	stale   int
}

// NewSeries makes the index of a series: of its registry's tags, and of chunks by keys that the caller chooses, such as
// slugs. It looks at all texts to find out which tags are ordinary words; chunks put in later do not change that.
func NewSeries(r registry.Registry, chunks map[string]transcript.Chunk) *Series {
	s := &Series{
		byName: map[string]*subject{}, entries: map[string]*entry{}, chunks: map[string]int{}, looks: map[string]string{},
		lores: map[*subject]*lore{}, sums: map[string]float64{}, topics: newTopics(r.Topics),
	}
	s.name(r.Tags)
	keys := slices.Sorted(maps.Keys(chunks))
	readings := make([]*reading, len(keys))
	for i, k := range keys {
		readings[i] = s.read(chunks[k])
	}
	s.findHomographs(readings)
	for _, r := range readings {
		s.learn(r)
	}
	for i, k := range keys {
		s.enter(k, readings[i])
	}
	return s
}

// name makes the subjects of the tags. A retired tag's names speak for the one in its place.
func (s *Series) name(tags []registry.Tag) {
	for _, t := range tags {
		if s.byName[plainTag(t.Name)] != nil {
			continue
		}
		sub := newSubject(t)
		sub.tally = newTally()
		s.byName[plainTag(t.Name)] = sub
		s.tags = append(s.tags, sub)
	}
	for _, t := range tags {
		if in := s.byName[plainTag(t.Instead)]; t.Retired && in != nil {
			in.call(former, t.Name)
			in.call(former, t.Synonyms...)
		}
	}
	s.words = newVocabulary(s.tags)
}

func newTally() tally {
	return tally{around: map[string]float64{}, lists: map[string]float64{}}
}

// findHomographs finds tags that are ordinary words: those known beforehand, and those that the series mostly uses as
// another kind of word than a name is: behind I and to, or before of.
func (s *Series) findHomographs(readings []*reading) {
	said, otherwise := map[*subject]int{}, map[*subject]int{}
	for _, r := range readings {
		for _, p := range r.body {
			for _, h := range p.hits {
				if h.form.kind != own || h.form.compound() || h.open {
					continue
				}
				said[h.form.subject]++
				w := &p.words[h.from]
				if prev := near(p.words, h.from, -1); !w.capital && (actors[prev] && prev != "to" || near(p.words, h.from, 1) == "of" && articles[prev]) {
					otherwise[h.form.subject]++
				}
			}
		}
	}
	for _, sub := range s.tags {
		sub.homograph = len(sub.forms) > 0 && !sub.forms[0].compound() && (ordinary[sub.name] || otherwise[sub] >= 5 && otherwise[sub]*5 >= said[sub])
		if slices.ContainsFunc(sub.forms, (*form).doubtful) {
			s.lores[sub] = newLore()
		}
	}
}

// Put takes a chunk in, in the place of the one of the same key.
func (s *Series) Put(key string, c transcript.Chunk) {
	s.Remove(key)
	r := s.read(c)
	s.learn(r)
	s.enter(key, r)
}

// Remove takes a chunk out.
func (s *Series) Remove(key string) {
	e := s.entries[key]
	if e == nil {
		return
	}
	delete(s.entries, key)
	for sub, uses := range e.uses {
		for _, u := range uses {
			s.lores[sub].learn(u, -1)
		}
	}
	s.count(e, -1)
}

// learn finds the uses of ordinary words in a reading, and takes the sure ones into what is known of them.
func (s *Series) learn(r *reading) {
	r.uses = map[*subject][]use{}
	for _, p := range r.body {
		for _, h := range p.hits {
			sub := h.form.subject
			if !h.form.doubtful() || h.open {
				continue
			}
			switch weight := total(s.clues(p, h)); {
			case weight >= sure:
				r.uses[sub] = append(r.uses[sub], use{true, company(p.words, h.from)})
			case weight <= -sure:
				r.uses[sub] = append(r.uses[sub], use{false, company(p.words, h.from)})
			}
		}
	}
	for sub, uses := range r.uses {
		for _, u := range uses {
			s.lores[sub].learn(u, 1)
		}
	}
}

func (s *Series) enter(key string, r *reading) {
	e := &entry{length: r.length, weights: r.weigh(s.looks), uses: r.uses, topics: r.listedTopics}
	for _, name := range r.listedTags {
		if sub := s.byName[name]; sub != nil && !slices.Contains(e.listed, sub) {
			e.listed = append(e.listed, sub)
		}
	}
	e.said = said(s.understand(r, e))
	s.entries[key] = e
	s.count(e, 1)
}

// count adds a chunk to the sums, or with by -1 takes it away.
func (s *Series) count(e *entry, by int) {
	s.length += by * e.length
	for w, x := range e.weights {
		s.sums[w] += float64(by) * x
		if s.chunks[w] += by; s.chunks[w] == 0 {
			delete(s.chunks, w)
		}
	}
	for sub, n := range e.said {
		sub.tally.chunks += by
		sub.tally.stale++
		sub.tally.said += float64(by) * n
		sub.tally.shares += float64(by) * share(n)
		blend(sub.tally.around, e.weights, float64(by)*share(n))
	}
	for _, sub := range e.listed {
		sub.tally.listed += by
		if e.said[sub] > 0 {
			sub.tally.named += by
		}
		blend(sub.tally.lists, e.weights, float64(by))
	}
	for _, t := range e.topics {
		s.topics.count(t, by)
	}
}

// share is how much a chunk is one about a subject that it names n times.
func share(n float64) float64 { return n / (n + 3) }

func blend(into, weights map[string]float64, by float64) {
	for w, n := range weights {
		into[w] += by * n
	}
}

// others is how many chunks there are besides one.
func (s *Series) others(e *entry) int {
	if e == nil {
		return len(s.entries)
	}
	return len(s.entries) - 1
}

// plainTag is a tag as it is compared.
func plainTag(s string) string { return strings.ToLower(strings.TrimSpace(s)) }
