package chunkfile

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

// fieldProblems points out front matter that is valid, and most likely not what was meant.
func fieldProblems(src []byte, m *matter, r *report) {
	seen := map[string]bool{}
	for i := range m.fields {
		f := &m.fields[i]
		if seen[f.field.Key] {
			r.add(f.key.start, "yaml.duplicate", Error, "%s stands twice. Some readers take the first, some the last, some refuse the file. Delete one.", quoted(f.field.Key))
		}
		seen[f.field.Key] = true
		if f.field.Kind == transcript.OpaqueField {
			continue
		}
		if f.field.Kind == transcript.ScalarField {
			valueProblems(src, f, f.value, r)
		}
		items := map[string]bool{}
		swallowed := false
		for k, item := range f.items {
			if k > 0 && !f.flow && !swallowed && itemIndent(src, item) > itemIndent(src, f.items[k-1]) {
				r.add(item.start, "yaml.swallowed", Warn, "This line is indented further than the item before it, so other readers of YAML take both for one item of %s. Give all the same indent.", quoted(f.field.Key))
				swallowed = true
			}
			if items[item.value.text] {
				r.add(item.value.start, "list.duplicate", Info, "%s stands twice in %s.", quoted(item.value.text), quoted(f.field.Key))
			}
			items[item.value.text] = true
			valueProblems(src, f, item.value, r)
		}
	}
}

func valueProblems(src []byte, f *fieldPlace, s scalar, r *report) {
	if s.style != plain {
		return
	}
	if i := skipBlanks(src, s.end, len(src)); s.is() && i > s.end && i < len(src) && src[i] == '#' {
		r.add(s.end, "yaml.comment", Info, "In YAML the # after %s begins a comment: what follows is no part of the value. If it should be, put quotes around it all.", quoted(s.text))
	}
}

// itemIndent is how far an item's dash is indented.
func itemIndent(src []byte, item itemPlace) int { return indentOf(src[item.start:item.value.start]) }

// bodyProblems points out what is odd about the turns.
func bodyProblems(src []byte, b *body, r *report) {
	for i, l := range b.leads {
		named := i+1 < len(b.leads) && b.names.known(string(src[b.leads[i+1].start:b.leads[i+1].end]))
		brokenTimeProblem(src, place{l.start, l.end}, named, r)
		r.add(l.start, "body.lead", Info, "%s belongs to no turn. It is kept.", quoted(string(src[l.start:l.end])))
	}
	notationProblems(b, r)
	frameProblems(b, r)
	var before *turnPlace
	for i := range b.turns {
		t := &b.turns[i]
		if t.time == nil {
			r.add(t.start, "turn.notime", Warn, "This turn has no time. It stays without one until somebody gives it one.")
		} else {
			timeProblems(src, t, before, r)
			before = t
		}
		if !t.speaker.is() {
			r.add(t.start, "turn.nospeaker", Warn, "Nobody is named as the speaker of this turn.")
		}
		if t.speaker.is() && len(t.lines) > 0 && t.lines[0].start == t.speaker.end {
			r.add(t.lines[0].start, "body.glued", Info, "The words run into the speaker's name.")
		}
		for k, l := range t.lines {
			if !isDigit(src[l.start]) {
				continue
			}
			named := k+1 < len(t.lines) && b.names.known(string(src[t.lines[k+1].start:t.lines[k+1].end]))
			brokenTimeProblem(src, l.place, named, r)
		}
		if len(t.lines) == 0 {
			r.add(t.start, "turn.empty", Warn, "This turn has no words.")
		}
	}
}

// fewestFrames is how many timecodes there are at the least before those of them that count further than the rest are told.
const fewestFrames = 12

// frameProblems points out the few timecodes that count frames past the 29 at which all others end: nothing else tells what
// there is of a file whose frame rate it does not say. Half of those of a faster rate would.
func frameProblems(b *body, r *report) {
	const most = 29
	all := 0
	var over []int
	var codes []timecode.Code
	eachCode(b, func(c timecode.Code, at int) {
		if !c.Form.CountsFrames() {
			return
		}
		if all++; c.Sub > most && c.Sub < 60 && onClock(c) {
			over, codes = append(over, at), append(codes, c)
		}
	})
	if all < fewestFrames || 10*len(over) > all {
		return
	}
	for i, at := range over {
		r.add(at, "tc.range", Error, "%s: the other timecodes of this file count no frame past %d.", codes[i], most)
	}
}

// notationProblems points out what the semicolons of drop-frame contradict: labels that no drop-frame count has, and
// frames that are counted in both ways.
func notationProblems(b *body, r *report) {
	var drops, plain bool
	most := int32(0)
	eachCode(b, func(c timecode.Code, _ int) {
		if c.Form.SaysDrop() {
			drops, most = true, max(most, c.Sub)
		} else if c.Form.CountsFrames() {
			plain = true
		}
	})
	if !drops {
		return
	}
	var first timecode.Form
	mixed := !plain
	rate := timecode.DropRate(most)
	eachCode(b, func(c timecode.Code, at int) {
		if !c.Form.CountsFrames() {
			return
		}
		if first == 0 {
			first = c.Form
		}
		if !mixed && c.Form.SaysDrop() != first.SaysDrop() {
			mixed = true
			r.add(at, "tc.mixed", Warn, "From here on the frames stand behind another sign than before: “;” says that frame numbers are dropped (drop-frame), “:” that they are not. Find out which is right for the whole file.")
		}
		var label *timecode.LabelError
		if _, err := c.At(rate); c.Form.SaysDrop() && rate.Valid() && onClock(c) && errors.As(err, &label) {
			r.add(at, "tc.drop", Warn, "%s does not exist: %s.", c, label.Problem)
		}
	})
}

// onClock says whether a clock shows a label, as far as labelProblem can tell.
func onClock(c timecode.Code) bool { return c.Minutes <= 59 && c.Seconds <= 59 }

// eachCode calls f with every timecode of the turns, in order, and where it stands.
func eachCode(b *body, f func(c timecode.Code, at int)) {
	for i := range b.turns {
		if t := b.turns[i].time; t != nil {
			f(t.span.Start, t.start)
			f(t.span.End, t.endStart)
		}
	}
}

// brokenTimeProblem points out a line that was to be the time of a turn, but cannot be read as one. named says that the
// line after it is the name of somebody who speaks.
func brokenTimeProblem(src []byte, p place, named bool, r *report) {
	const longest = 48
	text := src[p.start:p.end]
	if isDigit(text[0]) && len(text) <= longest && (onlyTimes(text) || opensWithTime(text, named)) {
		r.add(p.start, "tc.syntax", Error, "%s looks like the time of a turn, but it is not written as one (HH:MM:SS:FF - HH:MM:SS:FF), so it is taken for text.", quoted(string(text)))
	}
}

// onlyTimes says whether a line holds nothing but numbers, as those of a timecode, and dashes.
func onlyTimes(text []byte) bool {
	colons := 0
	for _, c := range string(text) {
		if strings.ContainsRune(":;", c) {
			colons++
		} else if !strings.ContainsRune("0123456789., \t->–—â€“”", c) {
			return false
		}
	}
	return colons >= 3
}

// opensWithTime says whether a line is a timecode, a dash, and a word in the place of the other timecode: that of the front
// matter's “End”, or any before a speaker's name.
func opensWithTime(text []byte, named bool) bool {
	_, n := codeAt(text, 0, len(text))
	if n == 0 {
		return false
	}
	at := skipBlanks(text, n, len(text))
	dash := dashAt(text[at:])
	if dash == 0 {
		return false
	}
	rest := string(bytes.Trim(text[at+dash:], blanks))
	return strings.EqualFold(rest, "End") || named && !strings.ContainsAny(rest, blanks)
}

func timeProblems(src []byte, t, before *turnPlace, r *report) {
	span := t.time.span
	labelProblem(span.Start, t.time.start, r)
	labelProblem(span.End, t.time.endStart, r)
	if compareCodes(span.End, span.Start) < 0 {
		r.add(t.time.endStart, "tc.backwards", Error, "This turn ends at %s, before it begins at %s.", span.End, span.Start)
	}
	if before != nil && compareCodes(before.time.span.End, span.Start) > 0 {
		r.add(t.time.start, "tc.overlap", Info, "The turn before ends at %s, after this one begins. Both times are kept.", before.time.span.End)
	}
	if before := bytes.TrimPrefix(src[:t.start], []byte("\ufeff")); len(before) > 0 && before[len(before)-1] != '\n' && before[len(before)-1] != '\r' && t.start == t.time.start {
		r.add(t.start, "body.glued", Info, "The time stands on the line of the words before it.")
	}
	if t.speaker.is() && isBlank(src[t.time.end:t.speaker.start]) {
		r.add(t.speaker.start, "body.glued", Info, "The speaker stands on the line of the time.")
	}
}

// labelProblem points out numbers that no clock shows. Which frames exist depends on the episode's frame rate, which a
// file does not tell; but none that Stet knows has a frame 60.
func labelProblem(c timecode.Code, offset int, r *report) {
	const most = 59
	switch {
	case c.Minutes > 59:
		r.add(offset, "tc.range", Error, "%s: an hour has no minute %d.", c, c.Minutes)
	case c.Seconds > 59:
		r.add(offset, "tc.range", Error, "%s: a minute has no second %d.", c, c.Seconds)
	case c.Form.CountsFrames() && c.Sub > most:
		r.add(offset, "tc.range", Error, "%s: no frame rate has a frame %d.%s", c, c.Sub, hundredths(c))
	}
}

// hundredths says what to do with a code whose last number may count hundredths of a second.
func hundredths(c timecode.Code) string {
	if c.Sub > 99 {
		return ""
	}
	return fmt.Sprintf(" If the last numbers of this file are hundredths of a second, write them as milliseconds: %02d:%02d:%02d.%03d.",
		c.Hours, c.Minutes, c.Seconds, c.Sub*10)
}

// compareCodes compares labels, not times: which is the later one is the same at every frame rate. Where one of them
// has no frames, the seconds decide.
func compareCodes(a, b timecode.Code) int {
	x := [4]int32{a.Hours, a.Minutes, a.Seconds, a.Sub}
	y := [4]int32{b.Hours, b.Minutes, b.Seconds, b.Sub}
	if a.Form.CountsFrames() != b.Form.CountsFrames() || a.Form.CountsMillis() != b.Form.CountsMillis() {
		x[3], y[3] = 0, 0
	}
	for i := range x {
		if x[i] != y[i] {
			return int(x[i] - y[i])
		}
	}
	return 0
}
