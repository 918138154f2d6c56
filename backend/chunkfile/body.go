package chunkfile

import (
	"bytes"
	"strings"

	"stet/backend/transcript"
)

// body is the text after the front matter: what stands before the first turn, and the turns.
type body struct {
	start int
	leads []leadPlace
	turns []turnPlace
	// doubled says that an empty line stands between all lines: it is layout then, and parts no paragraphs.
	doubled bool
	names   names
}

// leadPlace is a line that belongs to no turn.
type leadPlace struct {
	start, end int
	// stray lines stand within the first turn, between its time and its speaker.
	stray bool
}

// turnPlace says where a turn's parts lie. A turn ends where its last line ends, before the line break.
type turnPlace struct {
	start, end int
	last       int // where the last part ends, without the spaces after it
	time       *timeRange
	speaker    place // empty when there is none
	lines      []textLine
}

// place is a stretch of bytes.
type place struct{ start, end int }

func (p place) is() bool { return p.end > p.start }

// textLine is a line of a turn's words, without the spaces around them.
type textLine struct {
	place
	paragraph bool // it begins one
}

// bodyLine is a line of the body and what it could be.
type bodyLine struct {
	start, end int // without the spaces around it
	full       int // where the line's text begins, spaces included
	gap        int // empty lines before it
	time       *timeRange
}

// names are the labels that speak in a file.
type names struct {
	header map[string]bool
	spoke  map[string]bool
	// usual says that in this file a time is followed by a speaker as a rule, or that nothing speaks against it.
	usual bool
}

func (n names) known(s string) bool { return n.header[s] || n.spoke[s] }

// readBody reads the lines of a body. header holds the speakers that the front matter names.
func readBody(src []byte, start int, lines []line, header map[string]bool) body {
	content := bodyLines(src, lines)
	b := body{start: start, doubled: isDoubled(src, content)}
	b.names = findNames(src, content, header, b.doubled)
	r := bodyReader{src: src, body: &b, content: content, lines: make([]textLine, 0, len(content))}
	for r.at < len(content) {
		r.next()
	}
	for i := range b.turns {
		// The spaces at the end of a turn's last line are the line's own.
		limit := len(src)
		if i+1 < len(b.turns) {
			limit = b.turns[i+1].start
		}
		b.turns[i].last = b.turns[i].end
		b.turns[i].end = skipBlanks(src, b.turns[i].end, limit)
	}
	return b
}

func bodyLines(src []byte, lines []line) []bodyLine {
	out := make([]bodyLine, 0, len(lines))
	gap := 0
	for _, l := range lines {
		start, end := trimmed(src, l.start, l.text)
		if start == end {
			gap++
			continue
		}
		bl := bodyLine{start: start, end: end, full: l.start, gap: gap}
		if r, ok := findRange(src, start, end); ok {
			time := r // of the few lines that have one
			bl.time = &time
		}
		out = append(out, bl)
		gap = 0
	}
	return out
}

// longLine is longer than any line that was wrapped.
const longLine = 200

// isDoubled finds out whether the empty lines of a body are layout: they stand between all lines, also between a time
// and its speaker, and the lines are wrapped ones.
func isDoubled(src []byte, content []bodyLine) bool {
	adjoining, parted, timesParted := 0, 0, 0
	for i, l := range content {
		if l.end-l.start > longLine {
			return false
		}
		if i == 0 {
			continue
		}
		if l.gap == 0 {
			adjoining++
			continue
		}
		parted++
		if before := content[i-1]; before.time != nil && before.time.end == before.end && l.time == nil {
			timesParted++
		}
	}
	return timesParted > 0 && adjoining*10 <= parted
}

// isApart says whether a line stands apart from the one before it: an empty line does that, or two where one is layout.
func isApart(l bodyLine, doubled bool) bool {
	return l.gap > 1 || l.gap > 0 && !doubled
}

// afterTime returns the label that could follow a time: on the same line, or on the next.
func afterTime(src []byte, content []bodyLine, i int, doubled bool) (label string, more bool) {
	l := content[i]
	if rest := string(bytes.Trim(src[l.time.end:l.end], blanks)); rest != "" {
		return rest, i+1 < len(content) && content[i+1].time == nil
	}
	if i+1 >= len(content) {
		return "", false
	}
	next := content[i+1]
	if isApart(next, doubled) || next.time != nil {
		return "", false
	}
	if i+2 < len(content) && content[i+2].time == nil {
		more = !isApart(content[i+2], doubled)
	}
	return string(src[next.start:next.end]), more
}

func findNames(src []byte, content []bodyLine, header map[string]bool, doubled bool) names {
	n := names{header: header, spoke: map[string]bool{}}
	labelled, bare := 0, 0
	for i, l := range content {
		if l.time == nil {
			continue
		}
		label, more := afterTime(src, content, i, doubled)
		label = strings.TrimSpace(label)
		switch {
		case header[label] || more && looksLikeName(label):
			n.spoke[label] = true
			labelled++
		case label != "" && !looksLikeName(label):
			bare++
		}
	}
	n.usual = labelled >= bare
	return n
}

// bodyReader goes through the lines once.
type bodyReader struct {
	src     []byte
	body    *body
	content []bodyLine
	at      int
	// lines are those of all turns, one behind the other.
	lines []textLine
}

func (r *bodyReader) turn() *turnPlace {
	if len(r.body.turns) == 0 {
		return nil
	}
	return &r.body.turns[len(r.body.turns)-1]
}

func (r *bodyReader) next() {
	l := r.content[r.at]
	switch {
	case l.time != nil:
		r.timeLine(l)
	case r.startsUntimed(l):
		start, end := r.nameOf(l.start, l.end)
		r.body.turns = append(r.body.turns, turnPlace{start: l.full, end: end, speaker: place{start, end}})
	case r.turn() == nil:
		r.body.leads = append(r.body.leads, leadPlace{start: l.start, end: l.end})
	default:
		r.text(l.start, l.end, isApart(l, r.body.doubled))
	}
	r.at++
}

// startsUntimed says whether a line is the label of a turn without a time: it stands apart, and names somebody who is
// known to speak.
func (r *bodyReader) startsUntimed(l bodyLine) bool {
	return (isApart(l, r.body.doubled) || r.at == 0) && r.body.names.known(strings.TrimSpace(string(r.src[l.start:l.end])))
}

func (r *bodyReader) text(start, end int, paragraph bool) {
	start, end = trimmed(r.src, start, end)
	if start == end {
		return
	}
	t := r.turn()
	r.lines = append(r.lines, textLine{place{start, end}, paragraph || len(t.lines) == 0})
	t.lines = r.lines[len(r.lines)-len(t.lines)-1:]
	t.end = end
}

// nameOf trims a label as an editor would: no space of any kind around it.
func (r *bodyReader) nameOf(start, end int) (int, int) {
	s := r.src[start:end]
	start += len(s) - len(bytes.TrimLeftFunc(s, isSpace))
	return start, start + len(bytes.TrimSpace(s))
}

// timeLine reads a line with a time in it, and the speaker's line after it.
func (r *bodyReader) timeLine(l bodyLine) {
	if l.start < l.time.start {
		if r.turn() == nil {
			start, end := trimmed(r.src, l.start, l.time.start)
			r.body.leads = append(r.body.leads, leadPlace{start: start, end: end})
		} else {
			r.text(l.start, l.time.start, isApart(l, r.body.doubled))
		}
	}
	start := l.time.start
	if l.start == start {
		start = l.full
	}
	r.body.turns = append(r.body.turns, turnPlace{start: start, end: l.time.end, time: l.time})
	t := r.turn()
	if rest, end := trimmed(r.src, l.time.end, l.end); rest < end {
		if !r.speaker(t, rest, end) {
			r.text(rest, end, false)
		}
		return
	}
	if r.at+1 >= len(r.content) || r.content[r.at+1].time != nil {
		return
	}
	if next := r.content[r.at+1]; r.isSpeakerLine(next, r.at+1) {
		r.speaker(t, next.start, next.end)
		r.at++
	} else if len(r.body.turns) == 1 && r.isStray(next) {
		r.body.leads = append(r.body.leads, leadPlace{start: next.start, end: next.end, stray: true})
		label := r.content[r.at+2]
		r.speaker(t, label.start, label.end)
		r.at += 2
	}
}

// speaker takes a stretch as the label of a turn, if it is one, or begins with one that ran into the words after it.
func (r *bodyReader) speaker(t *turnPlace, start, end int) bool {
	start, end = r.nameOf(start, end)
	label := string(r.src[start:end])
	if r.body.names.known(label) || looksLikeName(label) {
		t.speaker = place{start, end}
		t.end = end
		return start < end
	}
	if n := r.gluedName(start, end); n > 0 {
		t.speaker = place{start, start + n}
		t.end = start + n
		r.text(start+n, end, false)
		return true
	}
	return false
}

// gluedName finds a known label that the words run into without a space, as in “AdaWell, I think”.
func (r *bodyReader) gluedName(start, end int) int {
	text := r.src[start:end]
	best := 0
	for i := 1; i < min(len(text), 48); i++ {
		if 'A' <= text[i] && text[i] <= 'Z' && 'a' <= text[i-1] && text[i-1] <= 'z' && r.body.names.known(string(text[:i])) {
			best = i
		}
	}
	return best
}

func (r *bodyReader) isSpeakerLine(l bodyLine, at int) bool {
	label := strings.TrimSpace(string(r.src[l.start:l.end]))
	known := r.body.names.known(label)
	if isApart(l, r.body.doubled) {
		return known
	}
	if known || r.gluedName(l.start, l.end) > 0 {
		return true
	}
	// A short line alone after a time: a speaker who says nothing, where speakers are the rule.
	alone := at+1 >= len(r.content) || r.content[at+1].time != nil || isApart(r.content[at+1], r.body.doubled)
	return alone && r.body.names.usual && looksLikeName(label)
}

// isStray says whether a line between the first turn's time and its speaker belongs to neither: a field of the front
// matter that a script put in the wrong place.
func (r *bodyReader) isStray(l bodyLine) bool {
	if r.at+2 >= len(r.content) || isApart(l, r.body.doubled) {
		return false
	}
	key, value, ok := strings.Cut(string(r.src[l.start:min(l.end, l.start+60)]), ": ")
	if !ok || value == "" || strings.ContainsFunc(key, func(c rune) bool { return c != '_' && (c < 'a' || c > 'z') }) {
		return false
	}
	after := r.content[r.at+2]
	label := strings.TrimSpace(string(r.src[after.start:after.end]))
	return after.time == nil && !isApart(after, r.body.doubled) && (r.body.names.known(label) || looksLikeName(label))
}

// meaning returns the lines before the first turn and the turns as the document has them.
func (b *body) meaning(src []byte) (lead []string, turns []transcript.Turn) {
	for _, l := range b.leads {
		lead = append(lead, string(src[l.start:l.end]))
	}
	turns = make([]transcript.Turn, len(b.turns))
	for i, t := range b.turns {
		if t.time != nil {
			span := t.time.span
			turns[i].Span = &span
		}
		if t.speaker.is() {
			label := string(src[t.speaker.start:t.speaker.end])
			turns[i].Speaker = &label
		}
		turns[i].Paragraphs = t.paragraphs(src)
	}
	return lead, turns
}

// paragraphs joins the lines of each paragraph into flowing text. A turn without words has one, empty.
func (t turnPlace) paragraphs(src []byte) []string {
	if len(t.lines) == 0 {
		return []string{""}
	}
	var out []string
	for from := 0; from < len(t.lines); {
		to, size := from+1, t.lines[from].end-t.lines[from].start
		for to < len(t.lines) && !t.lines[to].paragraph {
			size += 1 + t.lines[to].end - t.lines[to].start
			to++
		}
		var p strings.Builder
		p.Grow(size)
		for i, l := range t.lines[from:to] {
			if i > 0 {
				p.WriteByte(' ')
			}
			p.Write(src[l.start:l.end])
		}
		out = append(out, p.String())
		from = to
	}
	return out
}
