// This file finds what sounds like a name and is written otherwise. It doubts more than it finds: a word that the series
// is used to is never taken by sound alone.

package names

import (
	"cmp"
	"slices"
	"strings"

	"stet/backend/registry"
)

// soundIndex looks sounds up by their skeletons, also by those with a consonant left out.
type soundIndex struct {
	bySkeleton map[string][]*sounding
	longest    int
}

// sounding is a form as it sounds.
type sounding struct {
	form   *form
	sounds string
	bones  string
}

func newSoundIndex(forms map[string][]*form) soundIndex {
	x := soundIndex{bySkeleton: map[string][]*sounding{}}
	var all []*form
	for key, list := range forms {
		for _, f := range list {
			if f.key == key && (f.how == Exact || f.how == Alias) {
				all = append(all, f)
			}
		}
	}
	slices.SortFunc(all, func(a, b *form) int {
		return cmp.Or(strings.Compare(a.entity, b.entity), strings.Compare(a.text, b.text))
	})
	for _, f := range all {
		x.put(f, f.sounds())
		// Whoever has heard Jens, Jan or Jürgen at home says and hears them so.
		if y, said := strings.CutPrefix(f.sounds(), "J"); said && f.kind == registry.Person {
			x.put(f, "Y"+y)
		}
		if before, after, sql := strings.Cut(f.key, "sql"); sql {
			x.put(f, once(sayWord(before)+"SiKWeL"+sayWord(after)))
		}
	}
	return x
}

func (x *soundIndex) put(f *form, sounds string) {
	s := &sounding{form: f, sounds: sounds, bones: skeleton(sounds)}
	if len(s.sounds) < 4 || len(s.bones) < 2 {
		return
	}
	x.longest = max(x.longest, len(s.bones))
	for key := range less(s.bones) {
		x.bySkeleton[key] = append(x.bySkeleton[key], s)
	}
}

// less yields a skeleton, and if it is long enough those that lack one consonant.
func less(bones string) func(func(string) bool) {
	return func(yield func(string) bool) {
		if !yield(bones) || len(bones) < 4 {
			return
		}
		for i := range len(bones) {
			if i > 0 && bones[i] == bones[i-1] {
				continue
			}
			if !yield(bones[:i] + bones[i+1:]) {
				return
			}
		}
	}
}

// mostHeard is how many words a recogniser may break a name over.
const mostHeard = 5

// heard finds what sounds like a name, where nothing is written as one. meant are words that are names anyway: those of
// people who speak, and are not in the registry, are no mishearings of others.
func (f *Finder) heard(text string, words []word, written []candidate, meant map[string]bool) []candidate {
	if len(f.sounds.bySkeleton) == 0 {
		return nil
	}
	covered := make([]bool, len(words))
	for _, c := range written {
		for i := c.first; i <= c.last && c.needs == nothing && c.Strength >= Likely; i++ {
			covered[i] = true
		}
	}
	said, oddities := make([]string, len(words)), make([]oddity, len(words))
	for i, w := range words {
		covered[i] = covered[i] || meant[w.key] && w.shape != lower
		said[i], oddities[i] = say(text[w.from:w.to]), f.oddity(w)
	}
	var out []candidate
	for i := range words {
		sounds, odd := "", false
		for j := i; j < len(words) && j < i+mostHeard && !covered[j] && (j == i || words[j].gap != stop && !words[j-1].owns()); j++ {
			sounds = once(sounds + said[j])
			bones := skeleton(sounds)
			if len(bones) > f.sounds.longest+1 {
				break
			}
			odd = odd || oddities[j] == odder || oddities[j] == oddish && j > i || oddities[i] == oddish && j > i
			// What is not odd is compared with long names alone.
			if len(bones) < 2 || !odd && (i == j || len(bones) < longEnough-1) || leans(words[i:j+1]) {
				continue
			}
			if c, ok := f.sounding(text, words[i:j+1], sounds, bones, odd); ok {
				c.first, c.last = i, j
				out = append(out, c)
			}
		}
	}
	return nearest(out)
}

// nearest keeps of the candidates that lie over each other the one that is the most alike.
func nearest(all []candidate) []candidate {
	slices.SortStableFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.alike+long(b), a.alike+long(a)), cmp.Compare(a.From, b.From))
	})
	return apartFrom(all)
}

// long is what each further word makes up for: the longer name is seldom heard by chance.
func long(c candidate) float64 { return 0.05 * float64(c.last-c.first) }

// sounding finds the name that words sound like the most, if they do at all.
func (f *Finder) sounding(text string, words []word, sounds, bones string, odd bool) (best candidate, ok bool) {
	var seen map[*sounding]bool
	for bones := range less(bones) {
		for _, s := range f.sounds.bySkeleton[bones] {
			if seen[s] {
				continue
			}
			if seen == nil {
				seen = map[*sounding]bool{}
			}
			seen[s] = true
			alike := likeness(sounds, s.sounds)
			if alike < enough(s, words, odd) || alike <= best.alike || tooNear(words, s.form.key) {
				continue
			}
			strength := Possible
			if alike >= 0.93 && len(s.bones) >= 4 {
				strength = Likely
			}
			from, to := words[0].from, words[len(words)-1].to
			best = candidate{alike: alike, Hit: Hit{
				From: from, To: to, Entity: s.form.entity, Form: s.form.text, Text: text[from:to], How: Sound, Strength: strength,
				Reason: "sounds like " + s.form.text,
			}}
			ok = true
		}
	}
	return best, ok
}

// tooNear reports whether words are a form in its other number, or that with a small word of everyday beside it: no
// mishearing.
func tooNear(words []word, name string) bool {
	number := func(words []word) bool {
		key := joined(words)
		return key == name || key == name+"s" || key+"s" == name
	}
	n := len(words)
	switch {
	case n == 1:
		return number(words)
	case small(words[0]) && number(words[1:]), small(words[n-1]) && number(words[:n-1]):
		return true
	}
	return false
}

// small reports whether a word is one of the little ones of everyday.
func small(w word) bool { return len(w.key) <= 3 && everyday(w.key) }

// leans reports whether a small word stands beside capitals that are a name by themselves: "to RPC" is no tRPC.
func leans(words []word) bool {
	if len(words) == 1 {
		return false
	}
	small := func(w word) bool { return small(w) && len(w.key) > 1 }
	return (small(words[0]) || small(words[len(words)-1])) &&
		slices.ContainsFunc(words, func(w word) bool { return w.shape == upper && len(w.key) > 1 })
}

// letterNames are the names of letters that are no other words of everyday.
var letterNames = map[string]bool{
	"bee": true, "cee": true, "dee": true, "ef": true, "eff": true, "gee": true, "jay": true, "kay": true, "el": true, "em": true, "en": true, "pee": true, "cue": true,
	"queue": true, "ess": true, "tee": true, "vee": true, "ex": true, "zee": true, "ay": true, "aitch": true,
}

// oddity says how odd a word is.
type oddity uint8

const (
	plainWord oddity = iota
	oddish           // odd among others: a letter by itself or its name, a capital that no sentence's start gives
	odder            // odd by itself: neither everyday English nor the series' own
)

func (f *Finder) oddity(w word) oddity {
	switch {
	case w.shape == digits || notNames[w.key] || w.key == "i" || w.key == "a":
		return plainWord
	case len(w.key) > 1 && f.habits.odd(w):
		return odder
	case len(w.key) == 1 || letterNames[w.key] || w.shape != lower && !w.starts:
		return oddish
	}
	return plainWord
}

// longEnough is how many consonants a name has that words of everyday can be heard as.
const longEnough = 5

// enough is how much alike words must be to a name: the shorter it is, the more, and more yet where nothing is odd.
func enough(s *sounding, words []word, odd bool) float64 {
	if !odd {
		// Words of everyday, each in its place: only what sounds the same is more than chance.
		switch {
		case len(s.bones) < longEnough || s.form.common:
			return 2
		case len(words) > 1 && begun(s.form.text, words[0].key):
			return 0.8
		}
		return 0.92
	}
	least := 0.78
	switch len(s.bones) {
	case 2:
		least = 0.97
	case 3:
		least = 0.88
	case 4:
		least = 0.82
	case 5:
		least = 0.8
	}
	for i, w := range words {
		// Small words at the edges are more often the sentence's than the name's.
		if (i == 0 || i == len(words)-1) && len(words) > 1 && small(w) {
			least += 0.04
		}
	}
	return least
}

// begun reports whether a name of several parts begins with a word as it is written: GraphQL with "graph".
func begun(name, key string) bool {
	parts := pieces(name)
	return len(parts) > 1 && len(key) > 3 && Key(parts[0]) == key
}

// likeness compares two sounds, 1 for the same.
func likeness(a, b string) float64 {
	var store [2][48]float64
	if len(a) >= 48 || len(b) >= 48 || len(a) == 0 || len(b) == 0 {
		return 0
	}
	before, now := store[0][:len(b)+1], store[1][:len(b)+1]
	for j := range len(b) {
		before[j+1] = before[j] + weight(b[j])
	}
	whole := before[len(b)]
	own := 0.0
	for i := range len(a) {
		own += weight(a[i])
		now[0] = own
		for j := range len(b) {
			now[j+1] = min(before[j+1]+weight(a[i]), now[j]+weight(b[j]), before[j]+apart(a[i], b[j]))
		}
		before, now = now, before
	}
	return 1 - before[len(b)]/max(whole, own)
}

// weight is what a sound counts that is left out.
func weight(c byte) float64 {
	switch c {
	case 'a', 'e', 'i', 'o', 'u':
		return 0.3
	case 'H', 'Y', 'W':
		return 0.4
	case 'R':
		return 0.6
	}
	return 1
}

// confused are sounds that are taken for each other, and how far apart they are.
var confused = func() (table [128][128]float64) {
	for pair, far := range map[string]float64{
		"BP": 0.25, "DT": 0.2, "GK": 0.25, "FV": 0.3, "SZ": 0.1, "JX": 0.3, "CX": 0.3, "CJ": 0.25, "0T": 0.3, "0D": 0.3, "0S": 0.5, "0F": 0.4,
		"MN": 0.5, "LR": 0.7, "VW": 0.3, "SX": 0.4, "CT": 0.5, "GJ": 0.4, "CK": 0.5, "BV": 0.5,
	} {
		table[pair[0]][pair[1]], table[pair[1]][pair[0]] = far, far
	}
	return table
}()

func apart(a, b byte) float64 {
	switch {
	case a == b:
		return 0
	case vowel(a) && vowel(b):
		return 0.2
	}
	if far := confused[a&127][b&127]; far > 0 {
		return far
	}
	return 1
}
