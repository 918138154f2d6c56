package publish

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"stet/backend/transcript"
)

// This file writes how a chunk's file differs, line by line.

// mostLines is how many lines tell of turns that were corrected, and mostShown how many characters a line shows of them.
const mostLines, mostShown = 8, 40

// heading names the chunk; with its episode, where a message is of several.
func (t tale) heading(several bool) string {
	called := strings.TrimSpace("Chunk " + t.Number)
	if several && t.Episode != "" {
		called = strings.TrimSpace(t.Episode + ", chunk " + t.Number)
	}
	if t.Title != "" {
		called += ": " + t.Title
	}
	return called
}

// lines say how the chunk's file differs.
func (t tale) lines() []string {
	var out []string
	both := t.Before != nil && t.After != nil
	switch {
	case t.Before == nil:
		out = append(out, "Add the chunk, with "+count(len(t.After.Turns), "turn"))
	case t.After == nil:
		out = append(out, "Remove the chunk")
	}
	for _, m := range t.taken {
		out = append(out, "Take "+count(m.turns, "turn")+" from "+numbered([]string{m.number}))
	}
	for _, m := range t.given {
		out = append(out, "Move "+count(m.turns, "turn")+" to "+numbered([]string{m.number}))
	}
	out = append(out, t.corrections()...)
	if !both {
		return out
	}
	if len(t.came) > 0 {
		out = append(out, "Add "+count(len(t.came), "turn")+placed(t.came))
	}
	if len(t.went) > 0 {
		out = append(out, "Delete "+count(len(t.went), "turn")+placed(t.went))
	}
	if t.renumbered() {
		was, _ := t.Before.Field("chunk")
		is, _ := t.After.Field("chunk")
		out = append(out, oneLine("Renumber it from "+was.Value+" to "+is.Value))
	}
	rest := t
	rest.fields = nil
	for _, f := range t.fields {
		did := f.each()
		for _, each := range did {
			out = append(out, capital(each))
		}
		if len(did) == 0 {
			rest.fields = append(rest.fields, f)
		}
	}
	for _, d := range fieldDeeds([]tale{rest}) {
		out = append(out, capital(d.did))
	}
	if t.Renamed {
		out = append(out, "Rename the file")
	}
	if len(out) == 0 {
		out = append(out, "Change the layout")
	}
	return out
}

// corrections say what was corrected in turns; the same in several of them is said once.
func (t tale) corrections() []string {
	type line struct {
		did   string
		turns []transcript.Turn
	}
	var all []line
	at := map[string]int{}
	for _, p := range t.corrected {
		did := p.did()
		if _, known := at[did]; !known {
			at[did] = len(all)
			all = append(all, line{did: did})
		}
		all[at[did]].turns = append(all[at[did]].turns, p.now)
	}
	var out []string
	for i, l := range all {
		if i == mostLines {
			more := 0
			for _, l := range all[i:] {
				more += len(l.turns)
			}
			return append(out, "Correct "+count(more, "more turn"))
		}
		where := placed(l.turns)
		if len(l.turns) > 1 {
			where = " (" + count(len(l.turns), "turn") + ")"
		}
		out = append(out, l.did+where)
	}
	return out
}

// placed says where the first of some turns begins.
func placed(turns []transcript.Turn) string {
	if turns[0].Span == nil {
		return ""
	}
	at := turns[0].Span.Start.String()
	if len(turns) > 1 {
		at = "from " + at
	}
	return " (" + at + ")"
}

// did says how a turn differs.
func (p pair) did() string {
	var out []string
	if was, is := p.old.Label(), p.now.Label(); was != is {
		switch {
		case is == "":
			out = append(out, "name nobody in place of "+oneLine(was))
		case was == "":
			out = append(out, "name "+oneLine(is))
		default:
			out = append(out, "name "+oneLine(is)+" in place of "+oneLine(was))
		}
	}
	if !transcript.SameSpan(p.old.Span, p.now.Span) {
		out = append(out, "change the time")
	}
	was, is := strings.Join(transcript.Canonical(p.old.Paragraphs), "\n"), strings.Join(transcript.Canonical(p.now.Paragraphs), "\n")
	if was != is {
		out = append(out, reworded(was, is))
	}
	if len(out) == 0 {
		out = append(out, "correct")
	}
	return capital(strings.Join(out, ", "))
}

// reworded says which words became which others, where these are few.
func reworded(was, is string) string {
	old, now := strings.Fields(was), strings.Fields(is)
	for len(old) > 0 && len(now) > 0 && old[0] == now[0] {
		old, now = old[1:], now[1:]
	}
	for len(old) > 0 && len(now) > 0 && old[len(old)-1] == now[len(now)-1] {
		old, now = old[:len(old)-1], now[:len(now)-1]
	}
	from, to := strings.Join(old, " "), strings.Join(now, " ")
	switch {
	case from == to:
		return "change the paragraphs"
	case utf8.RuneCountInString(from) > mostShown || utf8.RuneCountInString(to) > mostShown:
		return "correct the words"
	case from == "":
		return fmt.Sprintf("add “%s”", to)
	case to == "":
		return fmt.Sprintf("take out “%s”", from)
	}
	return fmt.Sprintf("change “%s” to “%s”", from, to)
}
