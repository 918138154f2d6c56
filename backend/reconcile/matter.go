package reconcile

import (
	"cmp"
	"slices"
	"strings"

	"stet/backend/transcript"
)

// This file merges front matter, field by field. A text of several words is merged word by word, a list item by item. Front
// matter that cannot be read is merged as a whole.

func (r *Result) matter(base, mine, theirs transcript.Matter) {
	fields := base.Form == transcript.FieldMatter && mine.Form == transcript.FieldMatter && theirs.Form == transcript.FieldMatter
	switch {
	case transcript.SameMatter(base, theirs) || transcript.SameMatter(mine, theirs):
	case transcript.SameMatter(base, mine):
		r.Chunk.Matter = theirs
	case fields:
		r.Chunk.Matter = transcript.Matter{Form: transcript.FieldMatter, Fields: r.fields(base.Fields, mine.Fields, theirs.Fields)}
	default:
		side := func(m transcript.Matter) transcript.Side { return transcript.Side{Matter: &m} }
		r.conflict(transcript.Conflict{Field: transcript.MatterPlace, Base: side(base), Mine: side(mine), Theirs: side(theirs)})
	}
}

// name tells fields apart: a key may stand twice.
type name struct {
	key string
	nth int
}

// named is a version of the fields.
type named struct {
	names []name
	field map[name]transcript.Field
}

func nameAll(fields []transcript.Field) named {
	n := named{field: map[name]transcript.Field{}}
	seen := map[string]int{}
	for _, f := range fields {
		at := name{f.Key, seen[f.Key]}
		seen[f.Key]++
		n.names = append(n.names, at)
		n.field[at] = f
	}
	return n
}

func (n named) get(at name) *transcript.Field {
	if f, ok := n.field[at]; ok {
		return &f
	}
	return nil
}

func (r *Result) fields(base, mine, theirs []transcript.Field) []transcript.Field {
	b, m, t := nameAll(base), nameAll(mine), nameAll(theirs)
	merged := map[name]transcript.Field{}
	for _, at := range order(b, m, t) {
		if f := r.field(at, b.get(at), m.get(at), t.get(at)); f != nil {
			merged[at] = *f
		}
	}
	var out []transcript.Field
	for _, at := range order(b, m, t) {
		if f, stays := merged[at]; stays {
			out = append(out, f)
		}
	}
	return out
}

// order is the order of all fields that either side has: theirs, unless it was changed here; and those that one side alone
// has stand behind the one that they stand behind there.
func order(base, mine, theirs named) []name {
	common := func(n named) []name {
		return slices.DeleteFunc(slices.Clone(n.names), func(at name) bool {
			return mine.get(at) == nil || theirs.get(at) == nil || base.get(at) == nil
		})
	}
	first, second := theirs, mine
	if !slices.Equal(common(base), common(mine)) {
		first, second = mine, theirs
	}
	frame := slices.DeleteFunc(slices.Clone(first.names), func(at name) bool { return second.get(at) == nil })
	behind := func(n named) map[name][]name {
		out := map[name][]name{}
		last := name{}
		for _, at := range n.names {
			if slices.Contains(frame, at) {
				last = at
			} else {
				out[last] = append(out[last], at)
			}
		}
		return out
	}
	a, b := behind(first), behind(second)
	var out []name
	for _, at := range append([]name{{}}, frame...) {
		if at != (name{}) {
			out = append(out, at)
		}
		new := slices.Concat(a[at], b[at])
		if len(a[at]) > 0 && len(b[at]) > 0 {
			slices.SortFunc(new, func(x, y name) int { return cmp.Or(cmp.Compare(x.key, y.key), x.nth-y.nth) })
		}
		out = append(out, new...)
	}
	return out
}

func same(a, b *transcript.Field) bool { return a == b || a != nil && b != nil && a.Equal(*b) }

// field is one field merged; nil if it goes.
func (r *Result) field(at name, base, mine, theirs *transcript.Field) *transcript.Field {
	switch {
	case same(mine, theirs), same(base, theirs):
		return mine
	case same(base, mine):
		return theirs
	}
	c := transcript.Conflict{
		Field: at.key, Nth: at.nth,
		Base: transcript.Side{Field: base}, Mine: transcript.Side{Field: mine}, Theirs: transcript.Side{Field: theirs},
	}
	if mine != nil && theirs != nil && mine.Kind == theirs.Kind && mine.Kind != transcript.OpaqueField {
		from := transcript.Field{Kind: mine.Kind}
		if base != nil && base.Kind == mine.Kind {
			from = *base
		}
		merge := mergeText
		if mine.Kind == transcript.ListField {
			merge = mergeList
		}
		m, t, both, clash := merge(from, *mine, *theirs)
		if !clash {
			return &m
		}
		c.Mine.Field, c.Theirs.Field = &m, &t
		if both != nil {
			c.Both = &transcript.Side{Field: both}
		}
	}
	r.conflict(c)
	return c.Mine.Field
}

// mergeText merges word by word: m and t are the same but for words that both changed. A text that somebody wrote anew is one
// place as a whole: its words would only stand among those of the other.
func mergeText(base, mine, theirs transcript.Field) (m, t transcript.Field, both *transcript.Field, clash bool) {
	b, x, y := textWords(base.Value), textWords(mine.Value), textWords(theirs.Value)
	if len(b) < 2 {
		return mine, theirs, nil, true // a number, a date or a name is no text
	}
	m, t = mine, mine
	var first, second, all []string
	ours, others := listVersion(b, x), listVersion(b, y)
	for _, v := range sequence(len(b), ours, others, loose) {
		mine, theirs, most := v.mine, v.theirs, v.mine
		switch {
		case v.same:
		case !v.mineChanged:
			mine, most = theirs, theirs
		case !v.theirsChanged, slices.Equal(mine, theirs):
			theirs = mine
		default:
			clash = true
			most = slices.Concat(mine, between(mine, theirs), theirs)
		}
		first, second, all = append(first, mine...), append(second, theirs...), append(all, most...)
	}
	if clash && (rewritten(ours.at) || rewritten(others.at)) {
		first, second, all = x, y, slices.Concat(x, between(x, y), y)
	}
	m.Value, t.Value = strings.Join(first, ""), strings.Join(second, "")
	b2 := m
	b2.Value = strings.Join(all, "")
	return m, t, &b2, clash
}

// rewritten says that a version has less than half of the words of a sentence or more that it came from, by where it has each.
func rewritten(places []int) bool {
	const sentence = 8
	gone := 0
	for _, at := range places {
		if at < 0 {
			gone++
		}
	}
	return len(places) >= sentence && 2*gone > len(places)
}

// between is the space that words on end lack.
func between(words, next []string) []string {
	if len(words) == 0 || len(next) == 0 || isSpace(words[len(words)-1]) || isSpace(next[0][:1]) {
		return nil
	}
	return []string{" "}
}

func isSpace(s string) bool { return strings.TrimSpace(s) == "" }

// textWords cuts a text into words, each with the space before it, which would part a text by itself; space at the end is one.
func textWords(s string) []string {
	var out []string
	for s != "" {
		gap := len(s) - len(strings.TrimLeft(s, " \t\n"))
		end := strings.IndexAny(s[gap:], " \t\n")
		if end += gap; end < gap {
			end = len(s)
		}
		out = append(out, s[:end])
		s = s[end:]
	}
	return out
}

// mergeList merges item by item. What both put in at the same place all comes in.
func mergeList(base, mine, theirs transcript.Field) (m, t transcript.Field, both *transcript.Field, clash bool) {
	m, t = mine, mine
	var first, second, all []string
	for _, v := range sequence(len(base.Items), listVersion(base.Items, mine.Items), listVersion(base.Items, theirs.Items), loose) {
		a, b := v.mine, v.theirs
		most := a
		switch {
		case v.same:
		case !v.mineChanged:
			a, most = b, b
		case !v.theirsChanged, slices.Equal(a, b):
			b = a
		case v.from == v.to:
			if slices.Compare(a, b) > 0 {
				a, b = b, a
			}
			a = union(a, b)
			b, most = a, a
		case within(a, base.Items[v.from:v.to]) && within(b, base.Items[v.from:v.to]):
			// Both took items out.
			a = slices.DeleteFunc(a, func(x string) bool { return !slices.Contains(b, x) })
			b, most = a, a
		default:
			clash = true
			most = union(a, b)
		}
		first, second, all = append(first, a...), append(second, b...), append(all, most...)
	}
	often := func(x string) int { return max(times(mine.Items, x), times(theirs.Items, x)) }
	m.Items, t.Items, all = atMost(first, often), atMost(second, often), atMost(all, often)
	b2 := m
	b2.Items = all
	return m, t, &b2, clash
}

// union has the items of both, each as often as one of both has it.
func union(a, b []string) []string {
	out := slices.Clone(a)
	left := slices.Clone(a)
	for _, x := range b {
		if i := slices.Index(left, x); i >= 0 {
			left = slices.Delete(left, i, i+1)
			continue
		}
		out = append(out, x)
	}
	return out
}

func within(list, of []string) bool {
	return !slices.ContainsFunc(list, func(x string) bool { return !slices.Contains(of, x) })
}

func times(list []string, x string) (n int) {
	for _, y := range list {
		if x == y {
			n++
		}
	}
	return n
}

// atMost is a list without items that it has more often than either side: both put the same one in at different places.
func atMost(list []string, often func(string) int) []string {
	var out []string
	for _, x := range list {
		if times(out, x) < often(x) {
			out = append(out, x)
		}
	}
	return out
}
