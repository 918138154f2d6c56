// Package merge gives the words of one transcript the times of another of the same recording: words and speakers of the
// one, times of the other. It changes no word, and moves no turn that has a time.
package merge

import (
	"slices"
	"strings"
	"unicode"

	"stet/backend/formats"
	"stet/backend/linediff"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// Result says how well two transcripts go together.
type Result struct {
	// Words are those of the text, Heard those of them that were found in the other, with their times; of these Told are those
	// whose times the other's file gives.
	Words, Heard, Told int
	// Shift is how much later in the sound the words are than the turns say, at the middle of all turns; Turns is how many
	// turns tell it.
	Shift timecode.Time
	Turns int
}

// timed is a word of the recogniser's. One that it gives no time stands where the word before it ends.
type timed struct {
	text string
	transcript.Timing
}

// Times are the times of the words of turns, of which clock says where in the sound their spans lie. Words that were not
// heard as they are written lie between their neighbours that were; those of which the recogniser says that it has not
// heard them stay without a time. A turn without any time near it stays without.
func Times(turns []transcript.Turn, clock timecode.Clock, heard formats.Transcript) ([]transcript.Timings, Result) {
	var theirs []timed
	var behind timecode.Time
	for _, t := range heard.Turns {
		if len(t.Times) == 0 {
			continue
		}
		for i, w := range wordsOf(t.Paragraphs) {
			time := t.Times[i]
			if !time.How.Timed() {
				time.Start, time.End = behind, behind
			}
			behind = time.End
			if plain(w) != "" {
				theirs = append(theirs, timed{plain(w), time})
			}
		}
	}
	// What is out of order would put words into the wrong place of the sound.
	slices.SortStableFunc(theirs, func(a, b timed) int { return int(min(1, max(-1, a.Start-b.Start))) })
	var ours, written []string
	var place []int
	for _, t := range turns {
		for _, w := range wordsOf(t.Paragraphs) {
			if p := plain(w); p != "" {
				ours = append(ours, p)
				place = append(place, len(written))
			}
			written = append(written, w)
		}
	}
	sounded := make([]string, len(theirs))
	for i, w := range theirs {
		sounded[i] = w.text
	}
	times := make(transcript.Timings, len(written))
	r := Result{Words: len(written)}
	none := map[int]transcript.How{}
	for _, p := range linediff.Pairs(ours, sounded) {
		w := theirs[p.Theirs].Timing
		if !w.How.Timed() {
			none[place[p.Ours]] = w.How
			continue
		}
		times[place[p.Ours]] = w
		r.Heard++
		if w.How.Sure() {
			r.Told++
		}
	}
	cutEnds(times)
	var room [2]timecode.Time
	if r.Heard > 0 {
		formats.Fill(times, written, room, false)
	}
	for i, how := range none {
		times[i] = transcript.Timing{How: how}
	}
	out := make([]transcript.Timings, len(turns))
	var shifts []timecode.Time
	at := 0
	for i, t := range turns {
		n := transcript.CountWords(t.Paragraphs)
		part := times[at : at+n]
		at += n
		if !slices.ContainsFunc(part, func(w transcript.Timing) bool { return w.How != transcript.Unknown }) {
			continue
		}
		out[i] = part
		if t.Span != nil && part[0].How.Sure() {
			if start, err := clock.AudioTime(t.Span.Start); err == nil {
				shifts = append(shifts, part[0].Start-start)
			}
		}
	}
	if r.Turns = len(shifts); r.Turns > 0 {
		slices.Sort(shifts)
		r.Shift = shifts[len(shifts)/2]
	}
	return out, r
}

// cutEnds ends each word where the next one begins, if it went on: what a recogniser knows best is where a word begins. One that
// a person has timed stays.
func cutEnds(times transcript.Timings) {
	last := -1
	for i, w := range times {
		if !w.How.Timed() {
			continue
		}
		if last >= 0 && times[last].How != transcript.ByHand && w.Start > times[last].Start {
			times[last].End = min(times[last].End, w.Start)
		}
		last = i
	}
}

func wordsOf(paragraphs []string) []string {
	var words []string
	for _, p := range paragraphs {
		words = append(words, strings.Fields(p)...)
	}
	return words
}

// plain is a word as it is compared: letters and digits, whatever their case.
func plain(word string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, word)
}
