package service

import (
	"testing"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

// A turn that ends as it begins, where something was put into the sound, is looked for in no stretch that ends before it begins.
func TestAskedTurnAtWhatWasPutIn(t *testing.T) {
	at, err := timecode.Parse("00:00:10.000")
	if err != nil {
		t.Fatal(err)
	}
	clock := timecode.Clock{Gap: timecode.Gap{At: 10 * timecode.Second, Length: 30 * timecode.Second}}
	a := askedTurn(transcript.Turn{Span: &timecode.Span{Start: at, End: at}, Paragraphs: []string{"It is warm."}}, clock)
	if a.Start == nil || a.End == nil || *a.Start != 40*timecode.Second || *a.End < *a.Start {
		t.Errorf("%v to %v", a.Start, a.End)
	}
}
