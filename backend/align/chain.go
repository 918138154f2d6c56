package align

import "strings"

// chain is a text as the search goes through it: its words one after another, each with its ways to be said, and
// before and after each a place where there may be silence, or what is no word of the text.
type chain struct {
	links []link
	units []unit
	// silence is what may be between words.
	silence unit
}

// link is a word's place in the chain.
type link struct {
	word     int // of the text
	from, to int // its units; ways follow one another
	// earliest and latest are the frames between which it is looked for.
	earliest, latest int
	// paused says that a pause before it is to be expected.
	paused bool
}

// unit is a phone with its surroundings: three states, and how it goes from one to the next.
type unit struct {
	senones       [statesOf]uint16
	moves         *[statesOf][statesOf + 1]float32
	opens, closes bool // the first, and the last of a way
}

func (m *Model) unit(phone int) unit {
	p := m.phones[phone]
	return unit{senones: m.states[p.states], moves: &m.transitions[p.transitions]}
}

// spoken is a word of the text that can be looked for.
type spoken struct {
	ways [][]uint8
	// pause says that the word before ends a clause or a turn.
	pause            bool
	turn, at         int // its turn, and its place there
	earliest, latest int
}

// chainOf makes a chain of the words from one up to another.
func (m *Model) chainOf(text []spoken, from, to int) *chain {
	c := &chain{silence: m.unit(m.silence)}
	for i := from; i < to; i++ {
		w := text[i]
		left, right := m.silence, m.silence
		if i > from && !w.pause {
			way := text[i-1].ways[0]
			left = int(way[len(way)-1])
		}
		if i+1 < to && !text[i+1].pause {
			right = int(text[i+1].ways[0][0])
		}
		l := link{word: i, from: len(c.units), earliest: w.earliest, latest: w.latest, paused: w.pause || i == from}
		for _, way := range w.ways {
			c.units = append(c.units, m.way(way, left, right)...)
		}
		l.to = len(c.units)
		c.links = append(c.links, l)
	}
	return c
}

// way makes the units of one way to say a word.
func (m *Model) way(phones []uint8, left, right int) []unit {
	out := make([]unit, len(phones))
	for k, p := range phones {
		l, r, at := left, right, inside
		if k > 0 {
			l = int(phones[k-1])
		}
		if k+1 < len(phones) {
			r = int(phones[k+1])
		}
		switch {
		case len(phones) == 1:
			at = single
		case k == 0:
			at = first
		case k == len(phones)-1:
			at = last
		}
		out[k] = m.unit(m.find(int(p), l, r, at))
		out[k].opens, out[k].closes = k == 0, k == len(phones)-1
	}
	return out
}

// endsClause tells whether a pause may follow a word as it is written.
func endsClause(written string) bool {
	return strings.ContainsAny(strings.TrimRight(written, `"'”’)]`)[max(0, len(strings.TrimRight(written, `"'”’)]`))-3):], ".,?!;:…—–")
}
