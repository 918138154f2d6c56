// Package evidence says what in a chunk speaks for a tag or a topic, how strongly, and which others of the approved list
// fit. It reads texts and changes none; it knows no files, no library, no model and no network. It decides nothing: what
// is listed, a person lists.
package evidence

import (
	"cmp"
	"slices"

	"stet/backend/registry"
	"stet/backend/transcript"
)

// Place is a stretch of a turn. From and To are bytes of its paragraph Para, at the edges of characters.
type Place struct {
	Turn transcript.ID
	// At is the turn's place in the chunk, from 0: the turns of a file that is in no document have no ID.
	At       int
	Para     int
	From, To int
}

// Cue is what in a sentence speaks for a tag, in bytes of the paragraph, and why it does, in words.
type Cue struct {
	From, To int
	Why      string
}

// Sentence speaks for a tag. A sentence goes over no paragraph's end.
type Sentence struct {
	Place
	Cues []Cue
	// Weight is how much its cues say, each up to 1.
	Weight float64
}

// Evidence is what in a chunk speaks for a tag.
type Evidence struct {
	Tag      string
	Strength Strength
	// Number is the strength from 0 to 1. From Enough on the chunk should bear the tag.
	Number float64
	// Why says it in words: “golang” twice, in 4 other chunks; in the title.
	Why string
	// Sentences are in the order of the chunk.
	Sentences []Sentence
}

// Evidence says for each of some tags what in a chunk speaks for it, in their order. key is what the series has the chunk
// under, so that it is no evidence for itself; "" if it has not. A tag that the registry does not have is looked for by
// its own words.
func (s *Series) Evidence(key string, c transcript.Chunk, tags []string) []Evidence {
	r := s.read(c)
	subjects := make([]*subject, len(tags))
	var strange []*subject
	for i, name := range tags {
		if subjects[i] = s.byName[plainTag(name)]; subjects[i] == nil {
			sub := newSubject(registry.Tag{Name: plainTag(name)})
			subjects[i], strange = sub, append(strange, sub)
		}
	}
	if len(strange) > 0 {
		r.findMore(newVocabulary(strange))
	}
	l := s.look(r, s.entries[key])
	out := make([]Evidence, len(tags))
	for i, sub := range subjects {
		out[i] = l.evidence(sub)
		out[i].Tag = tags[i]
	}
	return out
}

func (l *look) evidence(sub *subject) Evidence {
	f := l.signs(sub)
	out := Evidence{Number: f.number(), Why: l.why(sub, f), Sentences: l.sentences(sub)}
	if telling, enough := l.scatteredEnough(sub); enough && out.Number < least {
		out.Number = least
		if telling != "" {
			out.Why = "of its words only “" + telling + "” is here"
		}
	}
	out.Strength = strength(out.Number)
	return out
}

// sentences are those in which a subject is named, with what names it.
func (l *look) sentences(sub *subject) []Sentence {
	var out []Sentence
	var last *passage
	number := -1
	for _, u := range l.found {
		if u.hit.form.subject != sub {
			continue
		}
		words := u.passage.words
		at := words[u.hit.from].sentence
		if u.passage != last || at != number {
			last, number = u.passage, at
			out = append(out, Sentence{Place: l.sentence(u.passage, u.hit.from)})
		}
		in := &out[len(out)-1]
		in.Cues = append(in.Cues, Cue{From: words[u.hit.from].from, To: words[u.hit.to-1].to, Why: u.words()})
		in.Weight += u.weight
	}
	for i := range out {
		slices.SortStableFunc(out[i].Cues, func(a, b Cue) int { return a.From - b.From })
	}
	slices.SortStableFunc(out, func(a, b Sentence) int {
		return cmp.Or(a.At-b.At, a.Para-b.Para, a.From-b.From)
	})
	return out
}

// sentence is the place of the sentence that a word stands in, with the point at its end.
func (l *look) sentence(p *passage, i int) Place {
	first, last := i, i
	for first > 0 && p.words[first-1].sentence == p.words[i].sentence {
		first--
	}
	for last+1 < len(p.words) && p.words[last+1].sentence == p.words[i].sentence {
		last++
	}
	to := p.words[last].to
	for to < len(p.text) && (p.text[to] == '.' || p.text[to] == '?' || p.text[to] == '!') {
		to++
	}
	return Place{Turn: l.chunk.Turns[p.turn].ID, At: p.turn, Para: p.para, From: p.words[first].from, To: to}
}
