// This file proposes names that no registry has: runs of capitals, mixed case, acronyms, and words that only this talk
// uses. What a sentence's start capitalises by itself is none, nor are days, languages and titles.

package names

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"stet/backend/registry"
	"stet/backend/transcript"
)

// Proposal is a name that the registry does not have.
type Proposal struct {
	Name string `json:"name"` // as it is written most
	// Kind is what the text around it says; "" where it says nothing.
	Kind   registry.Kind `json:"kind,omitempty"`
	Reason string        `json:"reason"`
	Places []Hit         `json:"places"` // Entity is the proposal's own name
	score  float64
}

// notNames are capitalised in English, or are acronyms of any talk.
var notNames = func() map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(`
		monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays
		january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec
		english german french spanish italian russian chinese japanese dutch norwegian swedish danish polish portuguese indian american british european
		african asian australian canadian irish scottish greek turkish ukrainian austrian swiss latin germans americans europeans christian jewish muslim
		eastern western northern southern asia african arab
		christmas easter thanksgiving god jesus lord bro mom dad sir
		ok okay tv ceo cto cfo coo cmo cpo vp svp hr pr faq asap fyi btw diy am pm us uk eu usa id qa it ai api apis pdf url ui ux lol omg wtf ii iii iv
		mr mrs ms dr prof phd mba kpi kpis okr okrs roi pov poc mvp b2b b2c ceos ctos devs dev vs etc arr nda cpu gpu ram pto irr sla sku pii fomo tbd hdd ssd pc icp iq gdp ar vr faqs eta rsvp aka saas oss os dna vc vm cli ab holy
		ipo mrr ltv cac gmv nps ctr cpc seo sem crm erp hris gtm smb sme eod eom ytd yoy etf gdpr ceos ctos hq phd b2b
		rps qps tps fps kb mb gb tb ghz gc ide vpn lan wifi usb gui dns est pst cet gmt utc ga eol lts bs imo tldr goat wip rip diy sos ha haha um uh hmm mhm huh wow yo hey`) {
		all[w] = true
	}
	return all
}()

// runOf is words that make a name.
type runOf struct {
	first, last int
	score       float64
	reason      string
}

// Propose lists the names in turns that the registry does not have, the likeliest first. around are names that are
// about anyway: those of the speakers are no proposals.
func (f *Finder) Propose(turns []transcript.Turn, around ...string) []Proposal {
	paragraphs, homes := flat(turns)
	return f.propose(paragraphs, homes, f.In(paragraphs, around...), around)
}

// propose finds proposals where none of the hits is. Places of the hits are by paragraph.
func (f *Finder) propose(paragraphs []string, homes homes, known []Hit, around []string) []Proposal {
	g := groups{by: map[string]*group{}, finder: f}
	skip := map[string]bool{}
	for _, name := range around {
		for _, w := range split(name) {
			skip[w.key] = true
		}
		skip[Key(name)] = true
	}
	all := make([][]word, len(paragraphs))
	for i, p := range paragraphs {
		all[i] = split(p)
	}
	repeated := f.repeated(all)
	by := make([][]Hit, len(paragraphs))
	for _, h := range known {
		by[h.Para] = append(by[h.Para], h)
	}
	taken := make([][]bool, len(paragraphs))
	for i, p := range paragraphs {
		words := all[i]
		taken[i] = overlaps(words, by[i])
		free := func(at int) bool { return !taken[i][at] }
		for _, r := range f.runs(words, free, repeated) {
			if key := joined(words[r.first : r.last+1]); !skip[key] {
				g.add(key, r, p, words, i)
			}
			for at := r.first; at <= r.last; at++ {
				taken[i][at] = true
			}
		}
	}
	// An odd word that is a name once is one wherever it is said here.
	for i, p := range paragraphs {
		for at, w := range all[i] {
			if its := g.by[w.key]; its != nil && !taken[i][at] && !everyday(w.key) {
				g.add(w.key, runOf{at, at, its.score, its.reason}, p, all[i], i)
			}
		}
	}
	g.merge()
	out := g.ranked()
	for _, p := range out {
		homes.place(p.Places)
	}
	return out
}

// overlaps says of each word whether a hit lies over it. The hits are in order.
func overlaps(words []word, hits []Hit) []bool {
	out := make([]bool, len(words))
	for i, w := range words {
		for len(hits) > 0 && hits[0].To <= w.from {
			hits = hits[1:]
		}
		out[i] = len(hits) > 0 && hits[0].From < w.end
	}
	return out
}

// runs finds what may be names in the words of a paragraph.
func (f *Finder) runs(words []word, free func(int) bool, repeated repeats) []runOf {
	var out []runOf
	for i := 0; i < len(words); i++ {
		if !free(i) {
			continue
		}
		if repeated.odd[words[i].key] && words[i].shape == lower {
			out = append(out, runOf{i, i, 0.5, "an odd word, said often here and nowhere else"})
			continue
		}
		if !f.opens(words, i) {
			continue
		}
		j := i
		for n := f.more(words, j); n > 0 && free(j+n); n = f.more(words, j) {
			j += n
		}
		if i == j && repeated.pair(words, i) && free(i+2) {
			j += 2
		}
		if r, ok := f.judge(words, i, j); ok {
			out = append(out, r)
		}
		i = j
	}
	return out
}

// opens reports whether a name may begin with a word.
func (f *Finder) opens(words []word, i int) bool {
	w := words[i]
	if len(w.key) < 2 || w.key[0] <= '9' || contraction(w) {
		return false
	}
	if notNames[w.key] || notNames[acronym(w)] {
		// Letters of any talk still begin a name of more words: "API Days Austin".
		return w.shape == upper && i+2 < len(words) && words[i+1].gap == space && words[i+1].shape == capital && words[i+2].gap == space && words[i+2].shape == capital
	}
	switch w.shape {
	case mixed, upper:
		return true
	case capital:
		if !w.starts {
			return true
		}
		its := f.habits.habit(w.key)
		return !everyday(w.key) && (its.capital > 0 && its.lower == 0 || its.lower == 0 && i+1 < len(words) && words[i+1].gap == space && words[i+1].shape == capital)
	case lower:
		return !everyday(w.key) && f.habits.name(w.key)
	}
	return false
}

// counted are what a number may be of: "in AWS 3 billion".
var counted = map[string]bool{"hundred": true, "thousand": true, "million": true, "billion": true, "percent": true, "years": true, "times": true, "days": true}

// acronym is the key of an acronym in the plural or with a verb's ending, without that: VMs, GCing.
func acronym(w word) string {
	if w.shape == mixed {
		for _, ending := range []string{"ing", "ed", "es", "s"} {
			if stem, cut := strings.CutSuffix(w.key, ending); cut && len(stem) <= 5 {
				return stem
			}
		}
	}
	return strings.TrimSuffix(w.key, "s")
}

// contraction reports whether a word is one with a verb after it: I'm, Yeah'll.
func contraction(w word) bool { return w.owns() && everyday(w.key) }

// more is how many words on a name goes on after word i; 0 where it ends.
func (f *Finder) more(words []word, i int) int {
	next := func(n int) bool {
		return i+n < len(words) && words[i+n].gap != stop && (n == 1 || words[i+n].gap == space)
	}
	if !next(1) || words[i].shape == lower {
		return 0
	}
	w := words[i+1]
	switch {
	case words[i].owns() && (w.shape != capital || !everyday(w.key)):
		return 0 // Conway's Law goes on, "Ada's Kubernetes" does not
	case notNames[w.key] && w.shape != upper:
		return 0
	case (w.shape == capital || w.shape == mixed || w.shape == upper) && len(w.key) > 1:
		return 1
	case w.shape == digits && len(w.key) <= 4 && !(next(2) && counted[words[i+2].key]):
		return 1
	case w.key == "of" && next(2) && words[i+2].shape == capital:
		return 2
	case w.key == "of" && next(2) && words[i+2].key == "the" && next(3) && words[i+3].shape == capital:
		return 3
	}
	return 0
}

// judge says how much a run looks like a name.
func (f *Finder) judge(words []word, i, j int) (runOf, bool) {
	r := runOf{first: i, last: j}
	if i == j {
		return f.judgeOne(r, words[i])
	}
	odd, names, loud := 0, 0, true
	for _, w := range words[i : j+1] {
		loud = loud && (w.shape == upper || w.shape == digits)
		if !everyday(w.key) && w.shape != digits {
			odd++
		}
		if w.shape != digits && w.shape != lower {
			names++
		}
	}
	r.reason = "capitalised together"
	if names == 1 {
		if one, ok := f.judgeOne(r, words[i]); ok {
			one.reason = "a name with a number"
			return one, true
		}
		return r, false
	}
	if loud && names > 2 {
		return r, false
	}
	r.score = 2
	if odd > 0 {
		r.score = 3
	}
	return r, true
}

func (f *Finder) judgeOne(r runOf, w word) (runOf, bool) {
	its := f.habits.habit(w.key)
	switch {
	case w.shape == mixed:
		r.score, r.reason = 3, "capitals within the word"
	case w.shape == upper && everyday(w.key) && its.lower > 0:
		return r, false
	case w.shape == upper:
		r.score, r.reason = 2, "written in capitals"
	case w.shape == lower:
		r.score, r.reason = 1.5, "a name elsewhere in the series"
	case everyday(w.key):
		if !f.habits.name(w.key) {
			return r, false
		}
		r.score, r.reason = 1, "capitalised mostly, though a word of everyday"
	case its.lower > its.capital || f.habits.habit(singularOf(w.key)).lower > its.capital:
		return r, false
	default:
		r.score, r.reason = 2, "capitalised within a sentence"
	}
	return r, true
}

// group is the places of one proposal.
type group struct {
	places []Hit
	score  float64
	reason string
	votes  kindVotes
	forms  map[string]int
}

type groups struct {
	by     map[string]*group
	order  []string
	finder *Finder
}

func (g *groups) add(key string, r runOf, text string, words []word, para int) {
	its := g.by[key]
	if its == nil {
		its = &group{forms: map[string]int{}}
		g.by[key] = its
		g.order = append(g.order, key)
	}
	if r.score > its.score {
		its.score, its.reason = r.score, r.reason
	}
	at := Hit{Para: para, From: words[r.first].from, To: words[r.last].to}
	at.Text = text[at.From:at.To]
	at.How, at.Strength, at.Reason = Exact, Possible, r.reason
	its.places = append(its.places, at)
	its.forms[strings.Join(strings.Fields(at.Text), " ")]++
	its.votes.hear(words, r.first, r.last)
}

// merge puts plurals to what they are of, where both are there.
func (g *groups) merge() {
	g.order = slices.DeleteFunc(g.order, func(key string) bool {
		stem, plural := strings.CutSuffix(key, "s")
		one, many := g.by[stem], g.by[key]
		if !plural || one == nil {
			return false
		}
		one.places = append(one.places, many.places...)
		one.score = max(one.score, many.score)
		one.votes.add(many.votes)
		return true
	})
}

// ranked lists the proposals.
func (g *groups) ranked() []Proposal {
	var out []Proposal
	for _, key := range g.order {
		its := g.by[key]
		p := Proposal{Kind: its.votes.kind(), Reason: its.reason, Places: its.places}
		best := 0
		for form, n := range its.forms {
			if capitals := n*2 + min(1, len(form)-len(strings.ToLower(form))); n > 0 && (capitals > best || capitals == best && form < p.Name) {
				p.Name, best = form, capitals
			}
		}
		// A name of the registry that is none here is no new one either.
		if g.finder.rejected.Has("", p.Name) || g.finder.entity(p.Name) != "" {
			continue
		}
		slices.SortFunc(p.Places, func(a, b Hit) int { return cmp.Or(cmp.Compare(a.Para, b.Para), cmp.Compare(a.From, b.From)) })
		for i := range p.Places {
			p.Places[i].Entity = p.Name
		}
		p.score = its.score + math.Log2(float64(len(its.places)))
		if p.Kind != "" {
			p.score++
		}
		out = append(out, p)
	}
	slices.SortStableFunc(out, func(a, b Proposal) int {
		return cmp.Or(cmp.Compare(b.score, a.score), strings.Compare(a.Name, b.Name))
	})
	return out
}
