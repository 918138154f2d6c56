package chunkfile

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// word is a word of a text, and what stands before it.
type word struct {
	text string // what it says
	raw  string // how it is written; not the same in quoted YAML
	gap  gap
	// between is the gap as written.
	between string
}

type gap int

const (
	noGap gap = iota
	spaceGap
	lineGap
	paragraphGap
)

// layout is how a text is laid out where nothing old tells it.
type layout struct {
	line, paragraph string // what stands between two lines, and between two paragraphs
	// width is where lines are broken, in characters; 0 where they are not.
	width int
	// raw writes a word; nil where it is written as it is.
	raw func(string) string
	// begins says whether a word may begin a line where none broke before; nil where any may.
	begins func(string) bool
	// join says that paragraphs that become one are joined on one line, not on two.
	join bool
}

// splitWords cuts flowing text at its spaces. The gap before the first word is first.
func splitWords(text string, first gap) []word {
	words := make([]word, 0, strings.Count(text, " ")+1)
	for i := 0; i < len(text); {
		start := i
		for i < len(text) && (text[i] == ' ' || text[i] == '\t') {
			i++
		}
		between := text[start:i]
		start = i
		for i < len(text) && text[i] != ' ' && text[i] != '\t' {
			i++
		}
		if start == i {
			break
		}
		g := spaceGap
		if len(words) == 0 {
			g, between = first, ""
		}
		words = append(words, word{text[start:i], text[start:i], g, between})
	}
	return words
}

// paragraphWords are the words of several paragraphs.
func paragraphWords(paragraphs []string) []word {
	var words []word
	for _, p := range paragraphs {
		first := noGap
		if len(words) > 0 {
			first = paragraphGap
		}
		words = append(words, splitWords(p, first)...)
	}
	return words
}

// reflow writes new words into the line breaks of the old ones: a line changes only if one of its words does. Of new
// words in a wrapped text it makes new lines.
func reflow(old, now []word, l layout) string {
	text, _ := weave(old, now, l)
	return text
}

// weave is reflow, and also returns the old words after the last one that stayed.
func weave(old, now []word, l layout) (text string, rest []word) {
	pairs := pairWords(old, now)
	out := make([]placed, 0, len(now))
	f := flow{old: old, now: now, lengths: lineLengths(old), layout: l}
	i, j := 0, 0
	for _, p := range append(pairs, match{len(old), len(now)}) {
		rest = old[i:]
		out = f.rewritten(out, i, p.a, j, p.b)
		if p.b < len(now) {
			out = append(out, f.kept(p, p.a > i, p.b > j, i))
		}
		i, j = p.a+1, p.b+1
	}
	wrapTouched(out, l)
	var b strings.Builder
	for _, w := range out {
		b.WriteString(w.between)
		b.WriteString(w.raw)
	}
	return b.String(), rest
}

// startsLike says whether a text begins with the words that another begins with; endsLike, whether it ends so.
func startsLike(now, other []word) bool {
	const few = 3
	n := min(few, len(now), len(other))
	return n > 0 && slices.Equal(texts(now[:n]), texts(other[:n]))
}

func endsLike(now, other []word) bool {
	const few = 3
	n := min(few, len(now), len(other))
	return n > 0 && slices.Equal(texts(now[len(now)-n:]), texts(other[len(other)-n:]))
}

// sharesWords says whether half of a text's words, or of the other's, stand in both in order.
func sharesWords(now, other []word) bool {
	if len(now) == 0 || len(other) == 0 {
		return false
	}
	return 2*len(diffStrings(texts(other), texts(now))) >= min(len(now), len(other))
}

// placed is a word in its new place.
type placed struct {
	word
	touched bool // it is new, or stands beside something new
	was     int  // the length of the line that it stood in; 0 for a new one
}

type flow struct {
	old, now []word
	lengths  []int
	layout
}

// kept places a word that stood in the old text. gone and come tell whether between it and the kept word before it
// words went or came.
func (f *flow) kept(p match, gone, come bool, after int) placed {
	o, n := f.old[p.a], f.now[p.b]
	w := placed{word: o, touched: gone || come, was: f.lengths[p.a]}
	w.gap, w.between = n.gap, n.between
	switch n.gap {
	case noGap:
	case paragraphGap:
		w.between = f.paragraph
		for k := after; k <= p.a; k++ {
			if f.old[k].gap == paragraphGap {
				w.between = f.old[k].between
			}
		}
	default:
		if n.between != " " {
			break
		}
		if kept, ok := f.oldBreak(p.a, p.a); ok {
			w.gap, w.between = lineGap, kept
		} else if kept, ok := f.oldBreak(after, p.a-1); ok && !come && f.mayBegin(n.text) {
			// The words that went began a line; what follows them begins it now.
			w.gap, w.between = lineGap, kept
		}
	}
	return w
}

// oldBreak returns the first line break before one of the old words from first to last. A paragraph's break becomes one
// where two paragraphs become one, if the text is wrapped.
func (f *flow) oldBreak(first, last int) (string, bool) {
	for k := first; k <= last; k++ {
		switch f.old[k].gap {
		case lineGap:
			return f.old[k].between, true
		case paragraphGap:
			if !f.join {
				return f.line, true
			}
		}
	}
	return "", false
}

// rewritten places the new words from j to jEnd, which stand where the old ones from i to iEnd stood. Few words take
// over the line breaks of those before them; many are a text of their own, and are wrapped.
func (f *flow) rewritten(out []placed, i, iEnd, j, jEnd int) []placed {
	const many = 24
	var breaks map[int]string
	if jEnd-j <= many || f.width == 0 {
		for k := i; k < iEnd; k++ {
			if at := j + (k-i)*(jEnd-j)/(iEnd-i); f.old[k].gap == lineGap && at < jEnd && f.mayBegin(f.now[at].text) {
				if breaks == nil {
					breaks = map[int]string{}
				}
				breaks[at] = f.old[k].between
			}
		}
	}
	for k := j; k < jEnd; k++ {
		w := placed{word: f.now[k], touched: true}
		if f.raw != nil {
			w.raw = f.raw(w.text)
		}
		switch {
		case w.gap == paragraphGap:
			w.between = f.paragraph
		case w.gap == spaceGap && w.between == " ":
			if b, ok := breaks[k]; ok {
				w.gap, w.between = lineGap, b
			}
		}
		out = append(out, w)
	}
	return out
}

// pairWords pairs the words that stay. A stretch of which little stays is taken as rewritten: chance pairs of
// “the” and “and” would only tear its lines.
func pairWords(old, now []word) []match {
	pairs := diffStrings(texts(old), texts(now))
	head := 0
	for head < len(pairs) && pairs[head] == (match{head, head}) {
		head++
	}
	tail := 0
	for tail < len(pairs)-head && pairs[len(pairs)-1-tail] == (match{len(old) - 1 - tail, len(now) - 1 - tail}) {
		tail++
	}
	const few = 6
	stay := len(pairs) - head - tail
	if o, n := len(old)-head-tail, len(now)-head-tail; o > few && n > few && isRewritten(stay, o, n) {
		return append(pairs[:head:head], pairs[len(pairs)-tail:]...)
	}
	return pairs
}

func texts(words []word) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = w.text
	}
	return out
}

// lineLengths are the lengths of the lines that words stand in, in characters.
func lineLengths(words []word) []int {
	out := make([]int, len(words))
	for i := 0; i < len(words); {
		length, end := utf8.RuneCountInString(words[i].raw), i+1
		for end < len(words) && words[end].gap == spaceGap {
			length += len(words[end].between) + utf8.RuneCountInString(words[end].raw)
			end++
		}
		for ; i < end; i++ {
			out[i] = length
		}
	}
	return out
}

// wrapTouched breaks lines that grew far beyond the text's width. A word more or less does not: a line a little too
// long is better than one more line in the diff. Nor is a line broken that was as long before, and unbroken.
func wrapTouched(words []placed, l layout) {
	if l.width == 0 {
		return
	}
	for i := 0; i < len(words); {
		length, touched, was, end := utf8.RuneCountInString(words[i].raw), words[i].touched, words[i].was, i+1
		for end < len(words) && words[end].gap == spaceGap {
			length += len(words[end].between) + utf8.RuneCountInString(words[end].raw)
			touched, was = touched || words[end].touched, max(was, words[end].was)
			end++
		}
		most := l.width + l.width/5
		if was > most {
			most = was + l.width/5
		}
		if touched && length > most {
			wrap(words[i:end], l)
		}
		i = end
	}
}

func wrap(words []placed, l layout) {
	at := 0
	for i := range words {
		n := utf8.RuneCountInString(words[i].raw)
		if i > 0 && at+1+n > l.width && words[i].between == " " && l.mayBegin(words[i].text) {
			words[i].gap, words[i].between = lineGap, l.line
			at = 0
		}
		at += len(words[i].between) + n
		if words[i].gap == lineGap {
			at = n
		}
	}
}

func (l layout) mayBegin(word string) bool { return l.begins == nil || l.begins(word) }
