package evidence

import (
	"cmp"
	"math"
	"slices"

	"stet/backend/transcript"
)

// This file ranks the approved tags that a chunk does not list: by what is said in it beside the rest of the series, and by
// what chunks are like that list them.

// Suggestion is a tag that fits.
type Suggestion struct {
	Evidence
	// Score is what it is ranked by.
	Score float64
}

// Suggestions are what may be added to a chunk, the best first.
type Suggestions struct {
	Tags   []Suggestion
	Topics []Topic
}

// Suggest says which approved tags and which topics fit a chunk and are not listed in it, at most so many of each. Retired
// tags are never among them; what is said of one counts for the tag in its place. key is as in Evidence.
func (s *Series) Suggest(key string, c transcript.Chunk, most int) Suggestions {
	r := s.read(c)
	l := s.look(r, s.entries[key])
	var out Suggestions
	for _, m := range l.ranked() {
		if len(out.Tags) == most {
			break
		}
		if !slices.Contains(r.listedTags, plainTag(m.subject.name)) {
			out.Tags = append(out.Tags, l.suggestion(m))
		}
	}
	out.Topics = l.fittingTopics(most)
	return out
}

// match is a tag, and what speaks for it.
type match struct {
	subject *subject
	signs   signs
	// like is how much the chunk is like those that list the tag.
	like, score float64
}

// least is how much must speak for a tag to suggest it, and alike how like the chunk must be to those that list it otherwise.
const (
	least = 0.1
	alike = 0.15
)

// ranked returns all tags for which anything speaks, the best first.
func (l *look) ranked() []match {
	var out []match
	whole := 0.0
	for _, n := range l.weights {
		whole += n
	}
	for _, sub := range l.series.tags {
		if sub.tag.Retired {
			continue
		}
		m := match{subject: sub, signs: l.signs(sub)}
		listed, own := l.listed(sub)
		if whole > 0 {
			// A tag that few chunks list is known too little for that to say much.
			m.like = l.near(sub.tally.lists, listed+own, own) / whole * listed / (listed + 10)
		}
		number := m.signs.number()
		if number < least && (m.like < alike || !l.unnamed(sub)) {
			continue
		}
		// What is listed on many chunks is likelier than what is on few, but what is on nearly all tells none apart. A
		// small series says little of either.
		usual := listed / float64(10+l.series.others(l.own))
		m.score = number + 2*m.like + 1.2*usual*(1-usual)
		out = append(out, m)
	}
	slices.SortStableFunc(out, func(a, b match) int { return byScore(a.score, b.score) })
	return out
}

// byScore sorts the greater score first. Sums over maps differ in their last digits from one time to the next, and must not
// change the order.
func byScore(a, b float64) int { return cmp.Compare(math.Round(b*1e9), math.Round(a*1e9)) }

// listed is how many other chunks list a tag, and 1 if this one does.
func (l *look) listed(sub *subject) (others, own float64) {
	others = float64(sub.tally.listed)
	if l.own != nil && slices.Contains(l.own.listed, sub) {
		return others - 1, 1
	}
	return others, 0
}

// unnamed says that most other chunks that list a tag do not name it. Where they do, likeness alone says nothing: a chunk
// that does not name it either is about something else in the same company.
func (l *look) unnamed(sub *subject) bool {
	listed, named := sub.tally.listed, sub.tally.named
	if l.own != nil && slices.Contains(l.own.listed, sub) {
		listed--
		if l.own.said[sub] > 0 {
			named--
		}
	}
	return named*2 < listed
}

func (l *look) suggestion(m match) Suggestion {
	out := Suggestion{Evidence: l.evidence(m.subject), Score: m.score}
	out.Tag = m.subject.name
	if m.like >= alike {
		listed, own := l.listed(m.subject)
		if with := l.companions(m.subject.tally.lists, listed+own, own, m.subject); len(with) > 0 {
			like := "with " + list(with) + ", as the " + count(int(listed), "chunk") + " that list it"
			if listed == 1 {
				like = "with " + list(with) + ", as the chunk that lists it"
			}
			if out.Strength == None {
				out.Strength, out.Number, out.Why = Weak, max(out.Number, least), like
			} else if m.signs.near < 0.6 {
				out.Why += "; " + like
			}
		}
	}
	return out
}
