package transcript

import (
	"slices"
	"unicode/utf8"
)

// This file changes the words of a turn, and lets what hangs on them follow: their times, the notes at them, and whether
// somebody has checked them.

func (o EditText) apply(d *Document, c *Change) (Op, error) {
	t, err := d.turn(o.Turn)
	if err != nil {
		return nil, err
	}
	if o.Para < 0 || o.Para >= len(t.Paragraphs) {
		return nil, refuse("turn %d has no paragraph %d", o.Turn, o.Para)
	}
	if err := checkLine("the text", o.Text); err != nil {
		return nil, err
	}
	old := t.Paragraphs[o.Para]
	if o.From < 0 || o.From > o.To || o.To > len(old) || !boundary(old, o.From) || !boundary(old, o.To) {
		return nil, refuse("paragraph %d of turn %d has no characters %d to %d", o.Para, o.Turn, o.From, o.To)
	}
	was, times := slices.Clone(t.Paragraphs), t.Times
	t.Paragraphs[o.Para] = old[:o.From] + o.Text + old[o.To:]
	head, tail := 0, 0
	if len(t.Times)+len(d.noted[o.Turn]) > 0 {
		head, tail = o.spared(was, t.Paragraphs)
	}
	if t.Times, err = d.timesAfter(t, was, o.Times, head, tail); err != nil {
		t.Paragraphs, t.Times = was, times
		return nil, err
	}
	checked := t.recheck(was, o.Checked)
	c.Turns.add(o.Turn)
	inverse := EditText{
		Turn: o.Turn, Para: o.Para, From: o.From, To: o.From + len(o.Text), Text: old[o.From:o.To],
		Times: retiming(t.Times, times), Checked: checked,
	}
	return d.carry(o.Turn, c, inverse, was, t.Paragraphs, head, tail), nil
}

// recheck sets whether a turn is checked whose words were others before, and returns whether it was.
func (t *Turn) recheck(was []string, checked bool) bool {
	old := t.Checked
	if old != checked && !slices.Equal(wordsOf(was), wordsOf(t.Paragraphs)) {
		t.Checked = checked
	}
	return old
}

// timesAfter are the times of a turn's words after its paragraphs were changed. The first head and the last tail of
// them stand as they stood.
func (d *Document) timesAfter(t *Turn, was []string, told *Retiming, head, tail int) (Timings, error) {
	if told != nil {
		had := t.Times
		if len(had) == 0 {
			// What was measured is no step: a turn that came again can lack the times that were told then.
			had = make(Timings, CountWords(was))
		}
		return told.apply(had, CountWords(t.Paragraphs))
	}
	if len(t.Times) == 0 {
		return nil, nil
	}
	return retime(t.Times, wordsOf(was), wordsOf(t.Paragraphs), head, tail, d.stretchOf(t)), nil
}

// TimesAfter are the times of a turn's words after an edit, if its paragraph was another before it, and its words had
// other times; none where these are not of that text.
func (d *Document) TimesAfter(o EditText, was string, times Timings) Timings {
	t, err := d.turn(o.Turn)
	if err != nil || o.Para >= len(t.Paragraphs) {
		return nil
	}
	old := slices.Clone(t.Paragraphs)
	old[o.Para] = was
	if len(times) != CountWords(old) {
		return nil
	}
	now := slices.Clone(old)
	now[o.Para] = was[:o.From] + o.Text + was[o.To:]
	head, tail := o.spared(old, now)
	return retime(times, wordsOf(old), wordsOf(now), head, tail, d.stretchOf(t))
}

// spared counts the words before and after an edit that it does not touch.
func (o EditText) spared(was, now []string) (head, tail int) {
	old, words := eachWord(was[o.Para]), eachWord(now[o.Para])
	for head < min(len(old), len(words)) && old[head] == words[head] && old[head].to <= o.From {
		head++
	}
	shift := len(now[o.Para]) - len(was[o.Para])
	for tail < min(len(old), len(words))-head {
		a, b := old[len(old)-1-tail], words[len(words)-1-tail]
		if a.from < o.To || a.from+shift != b.from {
			break
		}
		tail++
	}
	return head + CountWords(was[:o.Para]), tail + CountWords(was[o.Para+1:])
}

// stretchOf is where in the sound a turn lies, if its time can be read.
func (d *Document) stretchOf(t *Turn) stretch {
	if t.Span == nil {
		return stretch{}
	}
	from, to, err := d.episode.Clock().Place(*t.Span)
	if err != nil || to < from {
		return stretch{}
	}
	return stretch{from, to, true}
}

func boundary(s string, at int) bool {
	return at == len(s) || utf8.RuneStart(s[at])
}

func (o SetParagraphs) apply(d *Document, c *Change) (Op, error) {
	t, err := d.turn(o.Turn)
	if err != nil {
		return nil, err
	}
	if len(o.Paragraphs) == 0 {
		return nil, refuse("a turn has at least one paragraph")
	}
	for _, p := range o.Paragraphs {
		if err := checkLine("the text", p); err != nil {
			return nil, err
		}
	}
	old, times := t.Paragraphs, t.Times
	t.Paragraphs = slices.Clone(o.Paragraphs)
	if t.Times, err = d.timesAfter(t, old, o.Times, 0, 0); err != nil {
		t.Paragraphs, t.Times = old, times
		return nil, err
	}
	checked := t.recheck(old, o.Checked)
	c.Turns.add(o.Turn)
	inverse := SetParagraphs{Turn: o.Turn, Paragraphs: old, Times: retiming(t.Times, times), Checked: checked}
	return d.carry(o.Turn, c, inverse, old, t.Paragraphs, 0, 0), nil
}
