package chunkfile

import (
	"slices"
	"strings"

	"stet/backend/transcript"
)

// matterText returns everything before the body as it is to be.
func (u *updater) matterText() ([]byte, error) {
	m, want := &u.matter, u.want.Matter
	before := slices.Clone(u.src[:m.open.start])
	if m.form == transcript.NoMatter {
		before = slices.Clone(u.src[:u.body.start])
	}
	switch {
	case want.Form == transcript.NoMatter:
		if m.form == transcript.NoMatter {
			return before, nil
		}
		return slices.Clone(u.src[:len(u.src)-len(strings.TrimPrefix(string(u.src), byteOrderMark))]), nil
	case m.form == transcript.NoMatter:
		return u.newMatter(before), nil
	case want.Form == transcript.RawMatter:
		text := u.rawText()
		return u.fenced(text), nil
	case m.form == transcript.RawMatter:
		if want.Raw == "" {
			return nil, &RefusedError{Line: u.place(place{m.start, m.start}).Line, What: "the front matter is not valid YAML, so its fields cannot be changed. Repair it first"}
		}
		return u.repaired()
	}
	return u.fenced(u.fieldsText()), nil
}

func (u *updater) fenced(text string) []byte {
	m := &u.matter
	out := slices.Concat(u.src[:m.start], []byte(text))
	if text != "" && endsOpen(out) {
		out = append(out, u.eol...)
	}
	return append(out, u.src[m.close.start:m.close.end]...)
}

// rawText is the text that was mended by hand, in the file's line breaks.
func (u *updater) rawText() string {
	text := u.want.Matter.Raw
	if text == u.chunk.Matter.Raw {
		return text
	}
	if u.eol != "\n" && !strings.Contains(text, "\r") {
		text = strings.ReplaceAll(text, "\n", u.eol)
	}
	if text != "" && endsOpen([]byte(text)) {
		text += u.eol
	}
	return text
}

// repaired puts the repaired text in the place of one that cannot be read, and changes its fields from there.
func (u *updater) repaired() ([]byte, error) {
	mended := u.fenced(u.rawText())
	f := Parse(append(slices.Clone(mended), u.src[u.matter.close.end:]...))
	if f.matter.form != transcript.FieldMatter {
		return nil, &RefusedError{Line: u.place(place{u.matter.start, u.matter.start}).Line, What: "the repaired front matter is not valid YAML either. Repair it first"}
	}
	again := &updater{File: f, want: u.want, habits: f.habits()}
	return again.fenced(again.fieldsText()), nil
}

func (u *updater) newMatter(before []byte) []byte {
	var b strings.Builder
	b.WriteString("---" + u.eol)
	if u.want.Matter.Form == transcript.RawMatter {
		b.WriteString(u.rawText())
	}
	for _, f := range u.want.Matter.Fields {
		b.WriteString(u.newField(f))
	}
	b.WriteString("---" + u.eol + u.eol)
	return append(before, b.String()...)
}

// matterHabits learns how the front matter is written.
func (f *File) matterHabits(h *habits) {
	var lists tally[string]
	var quotes tally[style]
	var flows tally[bool]
	count := func(s scalar) {
		if s.is() && !s.lines && isPlain(s.text, false) && isString(s.text) && (s.style == plain || s.style == single || s.style == double) {
			quotes.add(s.style)
		}
	}
	for _, field := range f.matter.fields {
		if field.field.Kind == transcript.ScalarField {
			count(field.value)
		}
		for _, item := range field.items {
			count(item.value)
		}
		if len(field.items) > 0 {
			flows.add(field.flow)
			if !field.flow {
				lists.add(string(f.src[field.items[0].start:field.items[0].value.start]))
			}
		}
	}
	h.quotes, h.flow, h.list = quotes.best, flows.best, lists.best
	if h.list == "" {
		h.list = f.matter.indent + "  - "
	}
}

// step is one field of the wanted front matter: an old one by its place, or a new one (-1).
type step struct{ old, want int }

// fieldsText returns the text between the fences with the wanted fields.
func (u *updater) fieldsText() string {
	m := &u.matter
	steps := u.matchFields()
	// Comments right above a field, and those below it that are indented further, go with it. What else stands between the fields stays where it is. A new field
	// comes right after the one before it.
	kept := make([]bool, len(m.fields))
	for _, s := range inPlace(steps) {
		kept[s.old] = true
	}
	var b strings.Builder
	at := 0
	gapBefore := func(i int) string {
		start := m.start
		if i > 0 {
			start = m.fields[i-1].tail
		}
		end := m.end
		if i < len(m.fields) {
			end = m.fields[i].lead
		}
		return string(u.src[start:max(start, end)])
	}
	for _, s := range steps {
		if s.old >= 0 && kept[s.old] {
			for ; at <= s.old; at++ {
				b.WriteString(gapBefore(at))
			}
		} else if at == 0 {
			b.WriteString(gapBefore(0))
			at = 1
		}
		b.WriteString(u.stepText(s))
	}
	for ; at <= len(m.fields); at++ {
		b.WriteString(gapBefore(at))
	}
	return b.String()
}

func (u *updater) stepText(s step) string {
	want := u.want.Matter.Fields[s.want]
	if s.old < 0 {
		return u.newField(want)
	}
	f := &u.matter.fields[s.old]
	return string(u.src[f.lead:f.start]) + u.fieldText(f, want) + string(u.src[f.end:f.tail])
}

// inPlace returns those steps whose old fields follow each other as they did: the rest moved.
func inPlace(steps []step) []step {
	var olds []step
	for _, s := range steps {
		if s.old >= 0 {
			olds = append(olds, s)
		}
	}
	best := make([]int, len(olds))
	from := make([]int, len(olds))
	last := -1
	for i := range olds {
		best[i], from[i] = 1, -1
		for j := range i {
			if olds[j].old < olds[i].old && best[j] >= best[i] {
				best[i], from[i] = best[j]+1, j
			}
		}
		if last < 0 || best[i] > best[last] {
			last = i
		}
	}
	var out []step
	for i := last; i >= 0; i = from[i] {
		out = append(out, olds[i])
	}
	slices.Reverse(out)
	return out
}

// matchFields finds which old field became which wanted one: those that are the same, then those of the same name,
// then, between two that were found, those that were renamed.
func (u *updater) matchFields() []step {
	old, want := u.chunk.Matter.Fields, u.want.Matter.Fields
	steps := make([]step, len(want))
	taken := make([]bool, len(old))
	for i := range want {
		steps[i] = step{-1, i}
	}
	sameName := func(a, b transcript.Field) bool { return a.Key == b.Key }
	for _, p := range pairInOrder(len(old), len(want), func(a, b int) int {
		switch {
		case old[a].Equal(want[b]):
			return 4
		case sameName(old[a], want[b]):
			return 1
		}
		return 0
	}) {
		taken[p.a], steps[p.b].old = true, p.a
	}
	// What is left and has the same name has moved.
	for b := range want {
		for a := range old {
			if !taken[a] && steps[b].old < 0 && sameName(old[a], want[b]) {
				taken[a], steps[b].old = true, a
			}
		}
	}
	before := -1
	for b := range want {
		if steps[b].old >= 0 {
			before = steps[b].old
			continue
		}
		if a := before + 1; a < len(old) && !taken[a] && isRenamed(old[a], want[b]) {
			taken[a], steps[b].old = true, a
			before = a
		}
	}
	return steps
}

// isRenamed says whether a field is another under a new name: it holds some of the same.
func isRenamed(a, b transcript.Field) bool {
	if a.Kind != b.Kind {
		return false
	}
	if a.Kind != transcript.ListField {
		return a.Value == b.Value
	}
	return len(a.Items) == 0 && len(b.Items) == 0 || slices.ContainsFunc(b.Items, func(s string) bool { return slices.Contains(a.Items, s) })
}

// pairInOrder finds the pairs that weigh most together among those that keep the order of both sides.
func pairInOrder(n, m int, weigh func(a, b int) int) []match {
	// Front matter has few fields; a table of all pairs is small.
	table := make([][]int, n+1)
	weights := make([][]int, n)
	table[n] = make([]int, m+1)
	for a := n - 1; a >= 0; a-- {
		table[a] = make([]int, m+1)
		weights[a] = make([]int, m)
		for b := m - 1; b >= 0; b-- {
			weights[a][b] = weigh(a, b)
			table[a][b] = max(table[a+1][b], table[a][b+1])
			if w := weights[a][b]; w > 0 {
				table[a][b] = max(table[a][b], w+table[a+1][b+1])
			}
		}
	}
	var out []match
	for a, b := 0, 0; a < n && b < m; {
		switch w := weights[a][b]; {
		case w > 0 && table[a][b] == w+table[a+1][b+1]:
			out = append(out, match{a, b})
			a, b = a+1, b+1
		case table[a][b] == table[a+1][b]:
			a++
		default:
			b++
		}
	}
	return out
}
