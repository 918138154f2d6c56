// This file is about turns that stand twice and are said once: a search may hear the half of one and the half of the other.

package service

import (
	"slices"

	"stet/backend/align"
	"stet/backend/transcript"
)

// fewestTwin is how many words a turn must have, for one of the same words to be it once more.
const fewestTwin = 4

// AlignedTwice is turns, from First to Last, that have the words of as many others from Of on, and are not in the sound.
type AlignedTwice struct {
	First int `json:"first"`
	Last  int `json:"last"`
	Of    int `json:"of"`
}

// joinTwins has a turn of which the first words were heard in one place of the text, and the last ones in another that says the
// same with nothing heard between, heard in the first of them. It says whether there was one.
func joinTwins(asked []align.Turn, turns [][]align.Word) (some bool) {
	for i := range turns {
		for j := i + 1; j < len(turns); j++ {
			if len(turns[i]) >= fewestTwin && slices.Equal(asked[i].Words, asked[j].Words) && joined(turns[i:j+1]) {
				some = true
			}
			if said(turns[j]) {
				break
			}
		}
	}
	return some
}

// joined gives the first of some turns what was heard of the last one, if that goes on where it breaks off.
func joined(turns [][]align.Word) bool {
	one, two := turns[0], turns[len(turns)-1]
	last, first := -1, len(two)
	for i := range one {
		if one[i].State == align.ByHand || two[i].State == align.ByHand {
			return false
		}
		if one[i].State != align.NotSpoken {
			last = i
		}
		if two[len(two)-1-i].State != align.NotSpoken {
			first = len(two) - 1 - i
		}
	}
	if last < 0 || first == len(two) || first <= last {
		return false
	}
	for i := last + 1; i < first; i++ {
		one[i].Span = align.Span{Start: one[last].End, End: one[last].End}
	}
	copy(one[first:], two[first:])
	end := one[len(one)-1].End
	for _, words := range turns[1:] {
		for i := range words {
			words[i] = align.Word{Span: align.Span{Start: end, End: end}}
		}
	}
	return true
}

func said(words []align.Word) bool {
	return slices.ContainsFunc(words, func(w align.Word) bool { return w.State != align.NotSpoken })
}

// twice tells of turns that stand twice, and not that they have no room.
func (v *AlignedFile) twice(turns []transcript.Turn) {
	at := map[string]int{}
	for i, t := range turns {
		if _, known := at[saidIn(t)]; !known && heardOf(t.Times) > 0 {
			at[saidIn(t)] = i
		}
	}
	for i := 0; i < len(turns); i++ {
		of, known := at[saidIn(turns[i])]
		n, words := 0, 0
		for known && i+n < len(turns) && of+n < len(turns) && unsaid(turns[i+n]) && !unsaid(turns[of+n]) && saidIn(turns[i+n]) == saidIn(turns[of+n]) {
			words += len(turns[i+n].Times)
			n++
		}
		if words >= fewestTwin {
			v.Twice = append(v.Twice, AlignedTwice{i + 1, i + n, of + 1})
		}
		i += max(0, n-1)
	}
	v.Misfits = slices.DeleteFunc(v.Misfits, func(m AlignedMisfit) bool {
		return slices.ContainsFunc(v.Twice, func(t AlignedTwice) bool { return m.First <= t.Last && m.Last >= t.First })
	})
}

// standsTwice says that a turn is not in the sound, and told of as one that stands twice.
func (v AlignedFile) standsTwice(turn int) bool {
	return slices.ContainsFunc(v.Twice, func(t AlignedTwice) bool { return turn >= t.First && turn <= t.Last })
}
