package reconcile

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"stet/backend/transcript"
)

// This file sees the turns of a chunk as one sequence of words, paragraphs and heads: so a turn that one side parted or
// joined is merged like any other with words that the other side changed in it.

type kind byte

const (
	word kind = iota
	paragraph
	head
)

// token is a word, the beginning of a paragraph behind another, or the beginning of a turn.
type token struct {
	kind kind
	text string
	// gap is the space before a word.
	gap string
	// turn is the head's turn, without its words.
	turn transcript.Turn
	// mine is the word's place here, or none.
	mine origin
}

// origin is a word of a turn of mine; the zero origin is none.
type origin struct {
	turn transcript.ID
	word int
}

func tokens(turns []transcript.Turn, mine bool) []token {
	var out []token
	for _, t := range turns {
		h := token{kind: head, turn: transcript.Turn{Span: t.Span, Speaker: t.Speaker}}
		if mine {
			h.turn.ID = t.ID
		}
		out = append(out, h)
		n := 0
		for i, p := range transcript.Canonical(t.Paragraphs) {
			if i > 0 {
				out = append(out, token{kind: paragraph})
			}
			for _, w := range splitWords(p) {
				if mine {
					w.mine = origin{t.ID, n}
				}
				n++
				out = append(out, w)
			}
		}
	}
	return out
}

// splitWords cuts a paragraph at its spaces, each of which goes with the word behind it.
func splitWords(p string) []token {
	var out []token
	for p != "" {
		rest := strings.TrimLeft(p, " \t")
		gap := p[:len(p)-len(rest)]
		end := strings.IndexAny(rest, " \t")
		if end < 0 {
			end = len(rest)
		}
		out = append(out, token{text: rest[:end], gap: gap})
		p = rest[end:]
	}
	return out
}

// turnsOf is the way back from tokens to turns.
func turnsOf(list []token) []transcript.Turn {
	var out []transcript.Turn
	for _, x := range list {
		if x.kind == head || len(out) == 0 {
			t := x.turn
			t.Paragraphs = []string{""}
			out = append(out, t)
			if x.kind == head {
				continue
			}
		}
		t := &out[len(out)-1]
		last := len(t.Paragraphs) - 1
		switch {
		case x.kind == paragraph:
			t.Paragraphs = append(t.Paragraphs, "")
		case t.Paragraphs[last] == "":
			t.Paragraphs[last] = x.text
		default:
			gap := x.gap
			if gap == "" {
				gap = " "
			}
			t.Paragraphs[last] += gap + x.text
		}
	}
	for i := range out {
		if kept := transcript.Canonical(out[i].Paragraphs); len(kept) > 0 {
			out[i].Paragraphs = kept
		} else {
			out[i].Paragraphs = []string{""}
		}
	}
	return out
}

// compare finds which head is which by the turns, and then compares the words between.
func compare(base []token, baseTurns []transcript.Turn, side []token, sideTurns []transcript.Turn) version[token] {
	var edits []edit
	baseHeads, sideHeads := heads(base), heads(side)
	i, j := 0, 0
	until := func(a, b int) {
		for _, e := range editsOf(texts(base[i:a], "b"), texts(side[j:b], "s")) {
			edits = append(edits, edit{i + e.from, i + e.to, j + e.sideFrom, j + e.sideTo})
		}
	}
	for _, p := range Pairs(baseTurns, sideTurns) {
		until(baseHeads[p.Old], sideHeads[p.New])
		i, j = baseHeads[p.Old]+1, sideHeads[p.New]+1
	}
	until(len(base), len(side))
	return newVersion(len(base), side, edits)
}

func heads(list []token) []int {
	var out []int
	for i, x := range list {
		if x.kind == head {
			out = append(out, i)
		}
	}
	return out
}

// texts is what tokens are compared by. Heads are like none of the other side: which is which is known.
func texts(list []token, side string) []string {
	out := make([]string, len(list))
	for i, x := range list {
		switch x.kind {
		case word:
			out[i] = x.text
		case paragraph:
			out[i] = "\x00paragraph"
		case head:
			out[i] = fmt.Sprintf("\x00%s %d", side, i)
		}
	}
	return out
}

// sameToken compares two tokens of different sides.
func sameToken(a, b token) bool {
	return a.kind == b.kind && a.text == b.text &&
		(a.kind != head || transcript.SameSpan(a.turn.Span, b.turn.Span) && a.turn.Label() == b.turn.Label())
}

// asChanged returns the edits of v and one for each head whose time or speaker it changed and that the other side does not
// have: there it is another question than which of both is to be had.
func asChanged(base []token, v, other version[token]) []edit {
	edits := slices.Clone(v.edits)
	for k, x := range base {
		if x.kind == head && v.at[k] >= 0 && other.at[k] < 0 && !sameToken(x, v.items[v.at[k]]) {
			edits = append(edits, edit{k, k + 1, v.at[k], v.at[k] + 1})
		}
	}
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Or(a.from-b.from, a.to-b.to) })
	return edits
}
