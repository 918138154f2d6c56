// This file guesses what kind of thing a name is from the words beside it. Where they say nothing, neither does it.

package names

import (
	"strings"

	"stet/backend/registry"
)

// cue is words that tell a kind.
type cue struct {
	kind registry.Kind
	// where the words stand: before the name, after it, or last in it.
	where string
	words string
}

var cues = []cue{
	{registry.Person, "before", "named|friend|colleague|cofounder|co-founder|founder|ceo|cto|brother|sister|wife|husband|mr|mrs|dr|hired|guy|interviewed|hey|thanks|thank"},
	{registry.Person, "after", "said|says|told|asked|joined|thinks|wrote|talked|himself|herself"},
	{registry.Organisation, "before", "company called|startup called|work at|works at|worked at|working at|work for|worked for|works for|working for|job at|team at|engineer at|people at|acquired by|bought by|competitor|competitors like|companies like|customers like|company like|customer like"},
	{registry.Organisation, "after", "hired|acquired|engineers|employees|customers"},
	{registry.Organisation, "last", "inc|gmbh|ltd|llc|corp|ventures|capital|foundation|technologies|partners|bank|university|academy|group"},
	{registry.Product, "before", "tool called|product called|app called|tools like|products like|tool like|use|using|subscription to"},
	{registry.Product, "after", "plugin|subscription|app|sdk|cli|dashboard"},
	{registry.Technology, "before", "written in|wrote in|built in|language called|library called|framework called|languages like|databases like|database like"},
	{registry.Technology, "after", "language|framework|library|protocol|spec|specification|compiler|database|runtime|code|server"},
	{registry.Technology, "last", "protocol|spec|specification|api|apis"},
	{registry.Place, "before", "live in|lives in|living in|lived in|moved to|flew to|fly to|flying to|based in|trip to|travel to|went to|conference in|office in|retreat in|city of|born in|east of|north of|south of|west of"},
	{registry.Place, "last", "city|valley|island|street|beach"},
	{registry.Work, "before", "book called|book|movie called|movie|film|game called|podcast called|series called|song|read|watched"},
	{registry.Work, "last", "handbook|podcast|report"},
}

// told are the cues by where they stand and their words.
var told = func() map[string]map[string][]registry.Kind {
	all := map[string]map[string][]registry.Kind{"before": {}, "after": {}, "last": {}}
	for _, c := range cues {
		for _, w := range strings.Split(c.words, "|") {
			all[c.where][w] = append(all[c.where][w], c.kind)
		}
	}
	return all
}()

// kindVotes counts what the places of a name say, and keeps the first words that said it.
type kindVotes struct {
	n    map[registry.Kind]int
	says map[registry.Kind]string
}

// hear counts what stands beside words first to last.
func (v *kindVotes) hear(words []word, first, last int) {
	if v.n == nil {
		v.n, v.says = map[registry.Kind]int{}, map[registry.Kind]string{}
	}
	vote := func(where, text string, n int) {
		for _, k := range told[where][text] {
			if v.n[k] += n; v.says[k] == "" {
				v.says[k] = text
			}
		}
	}
	if first > 0 && words[first].gap != stop {
		vote("before", words[first-1].key, 1)
		if first > 1 && words[first-1].gap != stop {
			vote("before", words[first-2].key+" "+words[first-1].key, 2)
		}
	}
	if last+1 < len(words) && words[last+1].gap != stop && !words[last].owns() {
		vote("after", words[last+1].key, 1)
	}
	if last > first {
		vote("last", words[last].key, 3)
	}
}

// add takes in what other places say.
func (v *kindVotes) add(more kindVotes) {
	for k, n := range more.n {
		if v.n == nil {
			v.n, v.says = map[registry.Kind]int{}, map[registry.Kind]string{}
		}
		if v.n[k] += n; v.says[k] == "" {
			v.says[k] = more.says[k]
		}
	}
}

// kind is what most say, "" where none or as many say something else.
func (v kindVotes) kind() registry.Kind {
	if kind, n, others, _ := v.most(); n > others {
		return kind
	}
	return ""
}

// most is the kind that most is said for, how much that is, how much is said for the next, and what is said.
func (v kindVotes) most() (kind registry.Kind, n, others int, says string) {
	for _, k := range registry.Kinds() {
		switch {
		case v.n[k] > n:
			kind, n, others = k, v.n[k], n
		case v.n[k] > others:
			others = v.n[k]
		}
	}
	return kind, n, others, v.says[kind]
}
