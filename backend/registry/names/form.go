// This file says in which forms an entity is looked for, and how a form that stands in a text is to be taken.

package names

import (
	"slices"
	"strings"
	"unicode"

	"stet/backend/registry"
)

// form is one way to write an entity.
type form struct {
	entity string
	kind   registry.Kind
	how    How // Exact for the name itself, Alias, Misheard or Part
	text   string
	// means is how it is rightly written: itself, unless it is a mishearing.
	means string
	words []word
	key   string
	// ends are the places in key where a word may end: at its own spaces and hyphens, and where capitals say so.
	ends map[int]bool
	// common says that all its words are everyday English.
	common bool
}

func newForm(e registry.Entity, how How, text string) *form {
	text = strings.Join(strings.Fields(text), " ")
	f := &form{entity: e.Name, kind: e.Kind, how: how, text: text, means: text, words: split(text), ends: map[int]bool{}, common: true}
	for _, w := range f.words {
		at := len(f.key)
		for _, piece := range pieces(text[w.from:w.to]) {
			key, _ := fold(piece)
			at += len(key)
			f.ends[at] = true
		}
		f.key += w.key
		f.common = f.common && everyday(w.key)
	}
	return f
}

// pieces parts a word where its capitals do: Wunder|Graph, Graph|QL, my|SQL.
func pieces(s string) []string {
	runes := []rune(s)
	var out []string
	from := 0
	for i := 1; i < len(runes); i++ {
		rises := unicode.IsUpper(runes[i]) && !unicode.IsUpper(runes[i-1])
		falls := i+1 < len(runes) && unicode.IsUpper(runes[i]) && unicode.IsUpper(runes[i-1]) && unicode.IsLower(runes[i+1])
		if rises || falls {
			out = append(out, string(runes[from:i]))
			from = i
		}
	}
	return append(out, string(runes[from:]))
}

// longestName bounds the names that are looked for: what is longer is no name, and costs its length squared.
const longestName = 200

// formsOf lists the forms of an entity, the best first.
func formsOf(e registry.Entity) []*form {
	name, _ := registry.SplitNote(e.Name)
	out := []*form{newForm(e, Exact, name)}
	for _, a := range e.Aliases {
		out = append(out, newForm(e, Alias, a))
	}
	if e.Kind == registry.Person {
		if parts := strings.Fields(name); len(parts) > 1 {
			out = append(out, newForm(e, Part, parts[0]), newForm(e, Part, parts[len(parts)-1]))
		}
	}
	right := slices.Clip(out)
	for _, m := range e.Misheard {
		f := newForm(e, Misheard, m)
		f.means = soundsMost(f, right)
		out = append(out, f)
	}
	return slices.DeleteFunc(out, func(f *form) bool {
		return f.key == "" || len(f.key) > longestName || f.how == Part && len(f.key) < 3
	})
}

// soundsMost is what a mishearing was most likely said for: of what is as much alike the first.
func soundsMost(heard *form, right []*form) string {
	sounds, best, means := heard.sounds(), -1.0, ""
	for _, f := range right {
		if alike := likeness(sounds, f.sounds()); alike > best {
			best, means = alike, f.text
		}
	}
	return means
}

func (f *form) sounds() string {
	var b strings.Builder
	for _, w := range f.words {
		b.WriteString(say(f.text[w.from:w.to]))
	}
	return once(b.String())
}

// taken is how words of a text are taken for a form.
type taken struct {
	how      How
	strength Strength
	needs    need
	reason   string
	asForm   bool
}

// need is what words of everyday need beside them to be taken for a name.
type need uint8

const (
	nothing need = iota
	near         // the same name, surely spoken of in the chunk, or listed there
	company      // another name right beside it, or words that tell what it is
	either       // either of both
)

// take says how words that have the key of a form are to be taken; ok is false where they are only ordinary words.
func (f *form) take(text string, words []word, plural bool, h *Habits) (t taken, ok bool) {
	t = taken{how: f.how, strength: Sure}
	if t.strength, t.needs = f.believe(text, words, plural, h); t.strength == 0 {
		return t, false
	}
	how, written := f.written(text, words, plural)
	t.asForm = how == Exact
	switch f.how {
	case Exact:
		t.how, t.reason = how, written
	case Alias:
		t.reason = "alias of " + f.entity
	case Misheard:
		t.reason, t.strength = "listed as a mishearing", min(t.strength, Likely)
	case Part:
		t.reason, t.strength = f.part()+" of "+f.entity, min(t.strength, Likely)
	}
	if f.how != Exact && how != Exact {
		t.reason += ", " + written
	}
	if words[len(words)-1].owns() {
		t.reason += ", possessive"
	}
	if t.strength < Likely && f.how != Misheard {
		t.reason += mayBeOrdinary
	}
	return t, true
}

// singularOf is a name without its plural.
func singularOf(name string) string {
	if stem, cut := strings.CutSuffix(name, "ies"); cut {
		return stem + "y"
	}
	return strings.TrimSuffix(name, "s")
}

// possible takes words for a form that take does not.
func (f *form) possible(text string, words []word, plural bool) taken {
	t := taken{strength: Possible}
	t.how, t.reason = f.written(text, words, plural)
	if t.how == Exact {
		t.strength = Sure
	}
	return t
}

func (f *form) part() string {
	if strings.HasPrefix(f.entity, f.text+" ") {
		return "first name"
	}
	return "last name"
}

// written says in what the writing differs.
func (f *form) written(text string, words []word, plural bool) (How, string) {
	own := text[words[0].from:words[len(words)-1].to]
	switch tidy := strings.Join(strings.Fields(own), " "); {
	case tidy == f.text:
		return Exact, "as the registry writes it"
	case plural:
		return Inflected, "plural"
	case len(words) > len(f.words):
		if words[1].gap == hyphen {
			return Spelled, "written with a hyphen"
		}
		return Spelled, "written apart"
	case singularOf(f.text) != f.text && strings.EqualFold(tidy, singularOf(f.text)):
		return Inflected, "singular"
	case len(words) < len(f.words):
		return Spelled, "written together"
	case !strings.EqualFold(tidy, f.text):
		return Spelled, "written “" + tidy + "”"
	case tidy == strings.ToLower(tidy):
		return Cased, "in lower case"
	case tidy == strings.ToUpper(tidy):
		return Cased, "in capitals"
	default:
		return Cased, "in other capitals"
	}
}

// believe decides whether words are the name, or words as they are in any talk. Only words of everyday English are
// doubted: they want the name's capitals, where a sentence's start does not give them anyway.
func (f *form) believe(text string, words []word, plural bool, h *Habits) (Strength, need) {
	if f.how == Misheard {
		if len(words) == 1 && everyday(words[0].key) {
			return Possible, nothing
		}
		return Likely, nothing
	}
	apart := len(words) > len(f.words)
	common, capitals := true, false
	for i, w := range words {
		common = common && everyday(w.key)
		// "I" has its capital anyway.
		capitals = capitals || w.shape != lower && w.shape != digits && w.key != "i" && (!w.starts || w.shape != capital) && (i == 0 || !words[i].starts)
	}
	switch {
	case apart && common && !f.meant(words):
		// "dust in" is no Dustin; "suit supply" is long enough to be nothing else.
		long := len(f.key) >= 8 && !slices.ContainsFunc(words, func(w word) bool { return len(w.key) < 3 })
		if !capitals && !long {
			return 0, nothing
		}
		return Likely, nothing
	case f.how == Part && !capitals && words[0].shape == lower:
		return 0, nothing
	case !common && (!f.common || len(words) > 1):
		return f.unusual(words), nothing
	case len(words) > 1:
		return f.phrase(words, capitals, plural, h)
	}
	return f.single(words[0], plural, h)
}

// meant reports whether words part where the form does.
func (f *form) meant(words []word) bool {
	at := 0
	for _, w := range words {
		at += len(w.key)
		if !f.ends[at] && at < len(f.key) {
			return false
		}
	}
	return true
}

// unusual judges words that mean nothing else.
func (f *form) unusual(words []word) Strength {
	if len(words) == 1 && len(f.key) <= 3 && words[0].shape == lower && f.words[0].shape != lower {
		// Three letters in lower case may be half a word, or another language's.
		return Likely
	}
	return Sure
}

// phrase judges several everyday words. In lower case they are the name only if one of them is seldom said, and they
// are no "good thing" with an article.
func (f *form) phrase(words []word, capitals, plural bool, h *Habits) (Strength, need) {
	seldom := slices.ContainsFunc(words, func(w word) bool { return h.habit(w.key).lower <= mostSeldom })
	article := articles[words[0].key]
	switch {
	case capitals:
		return Sure, nothing
	case f.kind == registry.Concept || f.words[0].shape == lower, seldom && !article && !plural:
		return Likely, nothing
	}
	return 0, nothing
}

// mostSeldom is how often a word can stand in lower case in a series and still make a phrase one's own.
const mostSeldom = 20

var articles = map[string]bool{"the": true, "a": true, "an": true, "my": true, "our": true, "your": true, "this": true, "that": true}

// mayBeOrdinary is added to a reason that is weak.
const mayBeOrdinary = ", may be an ordinary word"

// single judges one everyday word.
func (f *form) single(w word, plural bool, h *Habits) (Strength, need) {
	own := f.words[0].shape
	switch {
	case len(f.words) == 1 && own == lower && f.kind == registry.Concept:
		return Likely, nothing // the word itself is what is spoken of
	case w.shape == lower && own == upper:
		return 0, nothing // "rest" is never REST
	case w.shape == lower:
		if h.name(w.key) && len(w.key) > 2 {
			return Possible, near
		}
		return Possible, company
	case plural && w.shape == capital && w.starts:
		return 0, nothing
	case own == upper && w.shape == capital:
		// "Rest" is REST only where a recogniser writes names so.
		if w.starts || h.mostlyLower(w.key) {
			return Possible, company
		}
		return Possible, nothing
	case w.starts && w.shape == capital:
		switch {
		case h.mostlyLower(w.key):
			return Possible, company
		case h.name(w.key):
			return Likely, nothing
		}
		return Likely, near
	}
	return Sure, nothing
}
