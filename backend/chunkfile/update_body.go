package chunkfile

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"stet/backend/transcript"
)

// bodyHabits learns how the turns are laid out.
func (f *File) bodyHabits(h *habits) {
	b := &f.body
	var dashes, between tally[string]
	wrapped, flowing, width := 0, 0, 0
	for i := range b.turns {
		t := &b.turns[i]
		if t.time != nil {
			dashes.add(string(f.src[t.time.startEnd:t.time.endStart]))
		}
		if i > 0 {
			if gap := string(f.src[b.turns[i-1].end:t.start]); strings.ContainsAny(gap, "\r\n") {
				between.add(strings.Repeat(f.eol, countBreaks(gap)))
			}
		}
		for k, l := range t.lines {
			length := utf8.RuneCount(f.src[l.start:l.end])
			if k+1 < len(t.lines) && !t.lines[k+1].paragraph {
				wrapped++
				width = max(width, length)
			} else if length > longLine {
				flowing++
			}
		}
	}
	if dashes.best != "" {
		h.dash = dashes.best
	}
	h.words = layout{line: f.eol, paragraph: f.eol + f.eol, begins: beginsText}
	if b.doubled {
		// Its lines were wrapped once, or the empty lines between them would part paragraphs.
		h.words.line, h.words.paragraph, h.words.width = f.eol+f.eol, strings.Repeat(f.eol, 3), 100
	}
	if wrapped > flowing {
		const widest = 120
		h.words.width = min(max(width, 60), widest)
	}
	h.words.join = h.words.width == 0
	if h.turns = between.best; h.turns == "" {
		h.turns = h.words.line
		if len(b.turns) < 2 && !b.doubled {
			h.turns = f.eol + f.eol
		}
	}
}

// beginsText keeps what could be read as a time from the start of a line.
func beginsText(word string) bool { return !isDigit(word[0]) }

// countBreaks counts the line breaks of a gap.
func countBreaks(gap string) int {
	lines := splitLines([]byte(gap), 0)
	if n := len(lines); n > 0 && lines[n-1].text == lines[n-1].end {
		return n - 1
	}
	return len(lines)
}

// bodyText returns the body as it is to be. open says that the text before it does not end its last line.
func (u *updater) bodyText(open bool) []byte {
	b := &u.body
	pairs := transcript.Align(u.chunk.Turns, u.want.Turns)
	first := slices.ContainsFunc(pairs, func(p transcript.Pair) bool {
		return p.Old == 0 && p.New >= 0 && u.want.Turns[p.New].Span != nil && u.want.Turns[p.New].Speaker != nil
	})
	head, strayStays := u.leadText(first, open)
	w := &bodyWriter{updater: u, out: []byte(head), strayStays: strayStays, before: -1, open: open, lost: map[string]int{}}
	for _, p := range pairs {
		if p.New < 0 {
			w.lost[spoken(u.chunk.Turns[p.Old])] = p.Old
		}
	}
	for i, p := range pairs {
		if p.New >= 0 {
			w.after = pairs[i+1:]
			w.turn(p.Old, p.New)
		} else if w.taken > 0 {
			w.taken--
		} else {
			w.rest = w.follow(w.rest, u.turnWords(&b.turns[p.Old]))
		}
	}
	if n := len(b.turns); n > 0 {
		w.out = append(w.out, u.src[b.turns[n-1].end:]...)
	} else if len(u.want.Turns) > 0 && !endsOpen(u.src) {
		w.out = append(w.out, u.eol...)
	}
	return w.out
}

// bodyWriter puts turns one after the other.
type bodyWriter struct {
	*updater
	out        []byte
	strayStays bool // the line between the first turn's time and its speaker, if there is one
	before     int  // the old turn that was written last; -1 at the start, -2 after a new one
	count      int
	open       bool

	// Where a turn is parted in two, or two are made one, the words keep their lines. rest are the words that fell out
	// before here, from the end of the turn before or with whole turns; after are the pairs that follow, and taken counts
	// the turns gone there that were taken into the turn before.
	rest  []word
	after []transcript.Pair
	taken int
	// lost are the turns that are gone, by their words: one of them may stand in another place now.
	lost map[string]int
}

// turn writes one turn and what stands before it.
func (w *bodyWriter) turn(old, now int) {
	want := w.want.Turns[now]
	if w.count > 0 || len(w.body.turns) == 0 {
		w.gap(old, now)
	}
	w.count++
	if text, stood := w.asElsewhere(old, want); stood {
		w.before = old
		if old < 0 {
			w.before = -2
		}
		w.out = append(w.out, text...)
		_, w.taken = w.gone(paragraphWords(transcript.Canonical(want.Paragraphs)))
		w.rest = nil
		return
	}
	if old < 0 {
		w.out = append(w.out, w.newTurn(want)...)
		w.before = -2
		return
	}
	w.before = old
	if t := &w.body.turns[old]; transcript.SameTurn(w.chunk.Turns[old], want) && (w.strayStays || old > 0) {
		w.rest, w.taken = nil, 0
		w.out = append(w.out, w.src[t.start:t.end]...)
	} else {
		w.out = append(w.out, w.turnText(t, old, want)...)
	}
}

// spoken is what a turn says.
func spoken(t transcript.Turn) string { return strings.Join(transcript.Canonical(t.Paragraphs), "\n") }

// follow joins the words of two turns.
func (w *bodyWriter) follow(before, after []word) []word {
	if len(before) == 0 || len(after) == 0 {
		return append(before, after...)
	}
	after = slices.Clone(after)
	after[0].gap, after[0].between = paragraphGap, w.habits.words.paragraph
	return append(before, after...)
}

// gone are the words of the turns that went right after here, as far as the text ends with theirs, and how many they
// are.
func (w *bodyWriter) gone(now []word) ([]word, int) {
	var words []word
	for i, p := range w.after {
		if p.New >= 0 {
			break
		}
		turn := w.turnWords(&w.body.turns[p.Old])
		words = w.follow(words, turn)
		if endsLike(now, turn) {
			return words, i + 1
		}
	}
	return nil, 0
}

// reworded writes a turn's new words into the lines of the old, its own or those that came from its neighbours.
func (w *bodyWriter) reworded(old []word, paragraphs []string) string {
	now := paragraphWords(paragraphs)
	if startsLike(now, w.rest) || len(old) == 0 && sharesWords(now, w.rest) {
		old = w.follow(w.rest, old)
	}
	gone, n := w.gone(now)
	old, w.taken = w.follow(slices.Clip(old), gone), n
	text, rest := weave(old, now, w.habits.words)
	w.rest = slices.Clip(rest)
	return text
}

// gap writes what stands between two turns: the old gap where both stood beside each other, else as the file has it.
func (w *bodyWriter) gap(old, now int) {
	want := w.want.Turns[now]
	gap := w.habits.turns
	kept, stood := "", false
	if old <= 0 || w.before != old-1 {
		kept, stood = w.gapElsewhere(now)
	}
	if stood {
		gap = kept
	} else if old > 0 {
		kept = string(w.src[w.body.turns[old-1].end:w.body.turns[old].start])
		if w.before == old-1 || strings.ContainsAny(kept, "\r\n") && w.before != -2 {
			gap = kept
		}
	}
	if w.count == 0 {
		gap = w.firstGap()
	}
	least := 1
	if w.body.doubled {
		least = 2
	}
	if want.Span == nil && countBreaks(gap) <= least {
		// Only an empty line tells where a turn without a time begins.
		gap = strings.Repeat(w.eol, least+1)
	}
	w.out = append(w.out, gap...)
}

// firstGap is what stands before the first turn of a text that had none.
func (w *bodyWriter) firstGap() string {
	switch {
	case len(w.out) > 0 && endsOpen(w.out):
		return w.eol
	case len(w.out) > 0:
		return ""
	case w.open:
		return w.eol + w.eol
	case w.matter.form != transcript.NoMatter:
		return w.eol // new front matter ends with an empty line
	}
	return ""
}

// newTurn writes a turn that was not there.
func (u *bodyWriter) newTurn(t transcript.Turn) string {
	var parts []string
	if t.Span != nil {
		parts = append(parts, t.Span.Start.String()+u.habits.dash+t.Span.End.String())
	}
	if t.Speaker != nil {
		parts = append(parts, *t.Speaker)
	}
	head := strings.Join(parts, u.habits.words.line)
	var own []word
	if old, moved := u.lost[spoken(t)]; moved {
		own = u.turnWords(&u.body.turns[old])
	} else if file, at := u.elsewhere(t); file != nil {
		own = file.turnWords(&file.body.turns[at])
	}
	words := u.reworded(own, transcript.Canonical(t.Paragraphs))
	switch {
	case words == "":
		return head
	case head == "":
		return words
	case t.Speaker == nil && u.readsAsSpeaker(words):
		return head + u.habits.words.paragraph + words
	}
	return head + u.habits.words.line + words
}

// readsAsSpeaker says whether words right after a time could be taken for the speaker's name.
func (u *updater) readsAsSpeaker(words string) bool {
	first, _, _ := strings.Cut(words, u.eol)
	return looksLikeName(first)
}

// turnText writes an old turn with what is wanted in it; what stays the same is copied.
func (u *bodyWriter) turnText(t *turnPlace, old int, want transcript.Turn) string {
	var b strings.Builder
	at := t.start
	if t.time != nil && want.Span != nil {
		b.Write(u.src[t.start:t.time.start])
		b.WriteString(want.Span.Start.String())
		b.Write(u.src[t.time.startEnd:t.time.endStart])
		b.WriteString(want.Span.End.String())
		at = t.time.end
	} else if t.time != nil {
		at = t.time.end
		if t.speaker.is() {
			at = t.speaker.start
		} else if len(t.lines) > 0 {
			at = t.lines[0].start
		}
	} else if want.Span != nil {
		b.WriteString(want.Span.Start.String() + u.habits.dash + want.Span.End.String())
		if want.Speaker != nil || len(transcript.Canonical(want.Paragraphs)) > 0 {
			b.WriteString(u.habits.words.line)
		}
	}
	changed := false
	switch {
	case want.Speaker != nil && t.speaker.is():
		gap := string(u.src[at:t.speaker.start])
		label := string(u.src[t.speaker.start:t.speaker.end])
		changed = label != *want.Speaker
		if changed && t.time != nil && want.Span != nil && !strings.ContainsAny(gap, "\r\n") {
			gap = u.habits.words.line
		}
		if old == 0 && !u.strayStays {
			gap = u.habits.words.line
		}
		b.WriteString(gap + *want.Speaker)
		at = t.speaker.end
	case want.Speaker != nil:
		if t.time != nil && want.Span != nil {
			b.WriteString(u.habits.words.line)
		}
		b.WriteString(*want.Speaker)
		changed = true
	case t.speaker.is():
		at = t.speaker.end
		changed = true
	}
	u.words(&b, t, at, changed, old, want)
	b.Write(u.src[t.last:t.end])
	return b.String()
}

// words writes a turn's words, and what stands before them.
func (u *bodyWriter) words(b *strings.Builder, t *turnPlace, at int, changed bool, old int, want transcript.Turn) {
	now := transcript.Canonical(want.Paragraphs)
	if len(now) == 0 {
		return
	}
	text := ""
	if slices.Equal(now, transcript.Canonical(u.chunk.Turns[old].Paragraphs)) {
		u.rest, u.taken = nil, 0
		text = string(u.src[t.lines[0].start:t.last])
	} else {
		text = u.reworded(u.turnWords(t), now)
		changed = changed || len(t.lines) > 0 && !strings.HasPrefix(text, firstWord(u.src[t.lines[0].start:t.last]))
	}
	gap := u.habits.words.line
	if len(t.lines) > 0 {
		// What ran into the label or the time before it stays so only as long as neither is touched.
		if kept := string(u.src[at:t.lines[0].start]); strings.ContainsAny(kept, "\r\n") || !changed && b.Len() > 0 {
			gap = kept
		}
	}
	if b.Len() == 0 {
		gap = ""
	} else if want.Speaker == nil && u.readsAsSpeaker(text) {
		gap = u.habits.words.paragraph
	}
	b.WriteString(gap)
	b.WriteString(text)
}

// turnWords are a turn's words with what stands between them.
func (f *File) turnWords(t *turnPlace) []word {
	var words []word
	for i, l := range t.lines {
		first := lineGap
		switch {
		case i == 0:
			first = noGap
		case l.paragraph:
			first = paragraphGap
		}
		at := len(words)
		words = append(words, splitWords(string(f.src[l.start:l.end]), first)...)
		if i > 0 {
			words[at].between = string(f.src[t.lines[i-1].end:l.start])
		}
	}
	return words
}

func firstWord(text []byte) string {
	if i := bytes.IndexAny(text, " \t\r\n"); i >= 0 {
		text = text[:i]
	}
	return string(text)
}
