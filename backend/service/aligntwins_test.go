package service

import (
	"reflect"
	"strings"
	"testing"

	"stet/backend/align"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// twinsOf are turns of the same words, one word a second: + is said and ? is not.
func twinsOf(turns ...string) (asked []align.Turn, words [][]align.Word) {
	at := timecode.Time(0)
	for _, said := range turns {
		asked = append(asked, align.Turn{Words: strings.Fields(strings.Repeat("word ", len(said)))})
		var list []align.Word
		for _, s := range said {
			w := align.Word{Span: align.Span{Start: at, End: at}}
			if s == '+' {
				at += timecode.Second
				w.State, w.End = align.Aligned, at
			}
			list = append(list, w)
		}
		words = append(words, list)
	}
	return asked, words
}

// A turn that stands twice and is said once is heard in one of both places, and not half in each.
func TestATurnThatStandsTwiceIsHeardInOnePlace(t *testing.T) {
	for was, want := range map[string]string{
		"++?? ??++ ++":      "++++ ???? ++",
		"++??? ???++ +":     "++?++ ????? +",
		"+??? ???? ??++ ++": "+?++ ???? ???? ++",
		"++++ ???? ++":      "++++ ???? ++",
		"+++? ?+++ +":       "+++? ?+++ +", // both are said
		"++?? +++ ??++":     "++?? +++ ??++",
		"++? ??+":           "++? ??+", // too few words
	} {
		asked, words := twinsOf(strings.Fields(was)...)
		some := joinTwins(asked, words)
		var got []string
		at := timecode.Time(0)
		for _, list := range words {
			said := ""
			for _, w := range list {
				if w.Start < at {
					t.Errorf("%s: it runs backwards: %v", was, words)
				}
				at = w.End
				said += map[bool]string{true: "+", false: "?"}[w.State == align.Aligned]
			}
			got = append(got, said)
		}
		if now := strings.Join(got, " "); now != want || some != (was != want) {
			t.Errorf("%s became %s, not %s", was, now, want)
		}
	}
}

// The verb tells of a text that stands twice once, and neither of its words nor of the room that they have not.
func TestTheVerbTellsOfATextThatStandsTwice(t *testing.T) {
	var turns []transcript.Turn
	v := newAlignedFile()
	for k := range 2 {
		for i, text := range []string{"So we began again with the flour.", "Right.", "And then we waited for a day."} {
			turn := transcript.Turn{Paragraphs: []string{text}}
			for range transcript.CountWords(turn.Paragraphs) {
				w, said := transcript.Timing{How: transcript.Unspoken}, AlignedWord{Turn: 3*k + i + 1, State: "not spoken", Start: 9, End: 9}
				if k == 0 {
					w, said.State = transcript.Timing{Start: timecode.Second, End: 2 * timecode.Second, How: transcript.Measured}, "aligned"
				}
				turn.Times, v.Words = append(turn.Times, w), append(v.Words, said)
			}
			turns = append(turns, turn)
		}
	}
	v.Misfits = []AlignedMisfit{{First: 1, Last: 6}}
	v.twice(turns)
	if want := []AlignedTwice{{4, 6, 1}}; !reflect.DeepEqual(v.Twice, want) || len(v.Misfits) != 0 || len(v.Missing()) != 0 {
		t.Errorf("%+v, %+v, %+v", v.Twice, v.Misfits, v.Missing())
	}
}
