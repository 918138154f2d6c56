package evidence

import (
	"fmt"
	"math"
)

// This file puts a weight to each name found in a chunk: how surely it is meant, and how much it says of the tag.

// understood is a name found, and what it is worth.
type understood struct {
	passage *passage
	hit     hit
	weight  float64
	why     string
}

// worth of a name, by how the tag comes by it.
func (k formKind) worth() float64 {
	switch k {
	case kin:
		return 0.7
	case apart:
		return 0.5
	}
	return 1
}

// clues are those of one use, and whether it stands within the name of another tag that has the word in it.
func (s *Series) clues(p *passage, h hit) []clue {
	out := clues(p.words, h.from, p.titled)
	for _, other := range p.hits {
		if other.form.subject != h.form.subject && other.form.compound() && other.form.kind == own && !other.open &&
			other.from <= h.from && h.to <= other.to {
			return append(out, clue{3, "within “" + other.form.show + "”"})
		}
	}
	return out
}

// understand weighs all names in a chunk's turns. Those that mean nothing are left out. e is the chunk's own entry, whose
// uses of ordinary words do not count for it; nil if the series does not have it.
func (s *Series) understand(r *reading, e *entry) []understood {
	var own map[*subject][]use
	if e != nil {
		own = e.uses
	}
	var out, doubtful []understood
	surely := map[*subject]bool{}
	for _, p := range r.body {
		for _, h := range p.hits {
			u, weight := s.weighHit(p, h, own)
			switch {
			case u.weight > 0:
				out = append(out, u)
				if weight >= sure {
					surely[h.form.subject] = true
				}
			case weight > 0.5:
				u.weight, u.why = 0.4, "as elsewhere in this chunk"
				doubtful = append(doubtful, u)
			}
		}
	}
	for _, u := range doubtful {
		if surely[u.hit.form.subject] {
			out = append(out, u)
		}
	}
	return out
}

// weighHit weighs one name. weight is that of an ordinary word's clues.
func (s *Series) weighHit(p *passage, h hit, own map[*subject][]use) (u understood, weight float64) {
	u = understood{passage: p, hit: h, weight: h.form.kind.worth()}
	sub := h.form.subject
	if h.apart() {
		u.weight, u.why = apart.worth(), "its words stand near each other"
		return u, 0
	}
	if !h.form.doubtful() {
		return u, 0
	}
	found := s.clues(p, h)
	weight = total(found)
	best := clue{}
	for _, c := range found {
		if c.weight > best.weight && c.why != "" {
			best = c
		}
	}
	if described := sub.described(p.words, h.from); described != "" {
		c := clue{1.5, "with “" + described + "” near, as its description says"}
		weight += c.weight
		if c.weight > best.weight {
			best = c
		}
	}
	if near, most := s.lores[sub].judge(company(p.words, h.from), own[sub]); near != 0 {
		weight += near
		if most != "" && near > best.weight {
			best = clue{near, fmt.Sprintf("with “%s” near, as in other chunks", s.looks[most])}
		}
	}
	if weight < meant {
		u.weight = 0
		return u, weight
	}
	u.weight, u.why = min(1, weight/4), best.why
	return u, weight
}

// described finds a word of a subject's description in the sentence that names it; "" if none stands there.
func (s *subject) described(words []word, i int) string {
	for j := max(0, i-10); j < min(len(words), i+11); j++ {
		if words[j].sentence == words[i].sentence && s.about[words[j].stem] {
			return words[j].plain
		}
	}
	return ""
}

// said sums up what names say of their subjects: the second in a turn says less than the first, since a subject that is only
// asked for, or an example, is named within one turn.
func said(found []understood) map[*subject]float64 {
	type place struct {
		subject *subject
		turn    int
	}
	var places []place
	turns := map[place]float64{}
	for _, u := range found {
		at := place{u.hit.form.subject, u.passage.turn}
		if turns[at] == 0 {
			places = append(places, at)
		}
		turns[at] += u.weight
	}
	out := map[*subject]float64{}
	for _, at := range places {
		out[at.subject] += math.Pow(turns[at], 0.6)
	}
	return out
}
