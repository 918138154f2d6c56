package chunkfile

import (
	"slices"
	"strings"

	"stet/backend/transcript"
)

// fieldText returns the lines of a field with what is wanted in it.
func (u *updater) fieldText(f *fieldPlace, want transcript.Field) string {
	if f.field.Equal(want) {
		return string(u.src[f.start:f.end])
	}
	if !f.key.is() {
		if want.Kind == transcript.OpaqueField {
			return u.ended(u.breaks(want.Value))
		}
		return u.newField(want)
	}
	head := string(u.src[f.start:f.key.start]) + u.keyText(f, want.Key)
	toValue := string(u.src[f.key.end:f.value.start])
	afterValue := string(u.src[f.value.end:f.end])
	switch {
	case f.field.Kind == transcript.OpaqueField && want.Kind == transcript.OpaqueField:
		return u.ended(head + toValue + u.breaks(want.Value) + afterValue)
	case f.field.Kind == transcript.ScalarField && want.Kind == transcript.ScalarField:
		if f.field.Value == want.Value {
			return head + string(u.src[f.key.end:f.end])
		}
		text := u.rewriteScalar(f.value, want.Value, spot{truth: slices.Contains(u.truths, want.Key)})
		if !f.value.is() && text != "" {
			text = " " + text
		}
		return u.ended(head + toValue + text + afterValue)
	case f.field.Kind == transcript.ListField && want.Kind == transcript.ListField && len(want.Items) > 0 && f.flow && len(f.items) > 0:
		return head + toValue + u.flowText(f, want.Items) + afterValue
	case f.field.Kind == transcript.ListField && want.Kind == transcript.ListField && len(want.Items) > 0 && len(f.items) > 0:
		return head + toValue + u.listText(f, want.Items)
	}
	// Of another kind: the key stays, and what follows it is new.
	return head + strings.TrimPrefix(u.newField(want), u.matter.indent+u.newKey(want.Key))
}

// item is what an item of a field's list may be.
func (u *updater) item(key string, quotes style, flow bool) spot {
	typed := slices.Contains(u.truths, key)
	return spot{quotes: quotes, item: true, flow: flow, number: typed, truth: typed}
}

// keyText is the key as it stands, or as it is to be called.
func (u *updater) keyText(f *fieldPlace, key string) string {
	if f.field.Key == key {
		return string(u.src[f.key.start:f.key.end])
	}
	return u.newKey(key)
}

func (u *updater) newKey(key string) string {
	if isPlain(key, false) && isString(key) {
		return key
	}
	return doubleQuoted(key)
}

func (u *updater) ended(text string) string {
	if endsOpen([]byte(text)) {
		return text + u.eol
	}
	return text
}

func (u *updater) breaks(text string) string {
	if u.eol == "\n" {
		return text
	}
	return strings.ReplaceAll(normalBreaks(text), "\n", u.eol)
}

// newField writes a field that was not there, as the fields beside it are written.
func (u *updater) newField(f transcript.Field) string {
	head := u.matter.indent + u.newKey(f.Key) + ":"
	switch f.Kind {
	case transcript.OpaqueField:
		if f.Value != "" && !strings.HasPrefix(f.Value, "\n") {
			head += " "
		}
		return u.ended(head + u.breaks(f.Value))
	case transcript.ListField:
		if len(f.Items) == 0 {
			return head + " []" + u.eol
		}
		if u.habits.flow {
			items := make([]string, len(f.Items))
			for i, item := range f.Items {
				items[i] = u.newScalar(item, u.item(f.Key, u.habits.quotes, true))
			}
			return head + " [" + strings.Join(items, ", ") + "]" + u.eol
		}
		var b strings.Builder
		b.WriteString(head + u.eol)
		for _, item := range f.Items {
			b.WriteString(u.habits.list + u.newScalar(item, u.item(f.Key, u.habits.quotes, false)) + u.eol)
		}
		return b.String()
	}
	if f.Value == "" {
		return head + u.eol
	}
	return head + " " + u.newScalar(f.Value, spot{quotes: u.habits.quotes, number: true, truth: slices.Contains(u.truths, f.Key), none: f.Key == "episode"}) + u.eol
}

// change is a stretch of a list: old items from a to aEnd become wanted items from b to bEnd.
type change struct{ a, aEnd, b, bEnd int }

// changes lists what is between the items that stay.
func changes(old, want []string) []change {
	var out []change
	i, j := 0, 0
	for _, p := range append(diffStrings(old, want), match{len(old), len(want)}) {
		if p.a > i || p.b > j {
			out = append(out, change{i, p.a, j, p.b})
		}
		i, j = p.a+1, p.b+1
	}
	return out
}

// listText changes a block list, an item a line: an item that became another keeps its place and what stands before
// it, and a new one begins as its neighbour does.
func (u *updater) listText(f *fieldPlace, want []string) string {
	var b strings.Builder
	at := f.value.start
	copyTo := func(end int) {
		b.Write(u.src[at:end])
		at = end
	}
	quotes := itemStyle(f, u.habits.quotes)
	for _, c := range changes(f.field.Items, want) {
		n := min(c.aEnd-c.a, c.bEnd-c.b)
		for k := range n {
			item := f.items[c.a+k]
			copyTo(item.value.start)
			text := u.rewriteScalar(item.value, want[c.b+k], u.item(f.field.Key, plain, false))
			if !item.value.is() {
				text = " " + text
			}
			b.WriteString(text)
			at = item.value.end
			copyTo(item.end)
		}
		for k := c.a + n; k < c.aEnd; k++ {
			copyTo(f.items[k].start)
			at = f.items[k].end
		}
		if c.b+n == c.bEnd {
			continue
		}
		beside := max(0, c.a+n-1)
		if c.a+n > 0 {
			copyTo(max(at, f.items[beside].end))
		} else {
			copyTo(f.items[0].start)
		}
		// One that is indented further, YAML takes for more of the item before it: a new one at the end is none of these.
		for indent := itemIndent(u.src, f.items[0]); c.aEnd == len(f.items) && beside > 0 && itemIndent(u.src, f.items[beside]) > indent; {
			beside--
		}
		dash := string(u.src[f.items[beside].start:f.items[beside].value.start])
		if !f.items[beside].value.is() {
			dash += " "
		}
		for _, s := range want[c.b+n : c.bEnd] {
			b.WriteString(dash + u.newScalar(s, u.item(f.field.Key, quotes, false)) + u.eol)
		}
	}
	copyTo(f.end)
	return b.String()
}

// itemStyle is how most items of a list are written.
func itemStyle(f *fieldPlace, otherwise style) style {
	var styles tally[style]
	for _, item := range f.items {
		if isPlain(item.value.text, f.flow) && isString(item.value.text) {
			styles.add(item.value.style)
		}
	}
	if styles.counts == nil {
		return otherwise
	}
	return styles.best
}

// flowText changes a list within its brackets.
func (u *updater) flowText(f *fieldPlace, want []string) string {
	between := ", "
	if len(f.items) > 1 {
		between = string(u.src[f.items[0].end:f.items[1].start])
	}
	quotes := itemStyle(f, u.habits.quotes)
	type entry struct {
		text   string
		before string // what stood before it in the list, if that is to stay
	}
	var entries []entry
	add := func(text string, old int) {
		e := entry{text: text, before: between}
		if old > 0 {
			e.before = string(u.src[f.items[old-1].end:f.items[old].start])
		}
		entries = append(entries, e)
	}
	old := 0
	for _, c := range append(changes(f.field.Items, want), change{len(f.items), len(f.items), len(want), len(want)}) {
		for ; old < c.a; old++ {
			add(string(u.src[f.items[old].start:f.items[old].end]), old)
		}
		n := min(c.aEnd-c.a, c.bEnd-c.b)
		for k, s := range want[c.b:c.bEnd] {
			if k < n {
				add(u.rewriteScalar(f.items[c.a+k].value, s, u.item(f.field.Key, plain, true)), c.a+k)
			} else {
				add(u.newScalar(s, u.item(f.field.Key, quotes, true)), -1)
			}
		}
		old = c.aEnd
	}
	var b strings.Builder
	b.Write(u.src[f.value.start:f.items[0].start])
	for i, e := range entries {
		if i > 0 {
			b.WriteString(e.before)
		}
		b.WriteString(e.text)
	}
	b.Write(u.src[f.items[len(f.items)-1].end:f.value.end])
	return b.String()
}
