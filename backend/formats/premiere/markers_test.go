package premiere

import (
	"strings"
	"testing"

	"stet/backend/formats"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// TestMarkersCountTheSequence holds markers to the timecode of the sequence, whatever lies in the sound; captions count the
// sound.
func TestMarkersCountTheSequence(t *testing.T) {
	for _, c := range []struct {
		name   string
		rate   timecode.Rate
		offset timecode.Time
		span   [2]string
		want   string
	}{
		{"from the first sample", timecode.Rate25, 0, [2]string{"00:00:01:00", "00:00:03:12"}, "00:00:01:00 00:00:03:12 00:00:02:12"},
		{"the sound begins later", timecode.Rate25, -2 * timecode.Second, [2]string{"00:00:01:00", "00:00:03:12"}, "00:00:01:00 00:00:03:12 00:00:02:12"},
		{"from an hour on, with numbers left out", timecode.Rate2997Drop, -3600 * timecode.Second, [2]string{"01:00:59;29", "01:01:00;02"}, "01;00;59;29 01;01;00;02 00;00;00;01"},
		{"by the clock", timecode.Rate25, 0, [2]string{"00:00:01.040", "00:00:02.000"}, "00:00:01:01 00:00:02:00 00:00:00:24"},
	} {
		t.Run(c.name, func(t *testing.T) {
			start, errStart := timecode.Parse(c.span[0])
			end, errEnd := timecode.Parse(c.span[1])
			if errStart != nil || errEnd != nil {
				t.Fatal(errStart, errEnd)
			}
			turn := transcript.Turn{Span: &timecode.Span{Start: start, End: end}, Paragraphs: []string{"Well."}}
			e := formats.NewEpisode(transcript.Episode{Key: "1", Rate: c.rate, Offset: c.offset}, []transcript.Chunk{{Turns: []transcript.Turn{turn}}}, 0)
			out, err := Markers.Make(e, nil)
			if err != nil {
				t.Fatal(err)
			}
			row := strings.Split(strings.Split(string(out.Bytes), "\n")[1], "\t")
			if got := strings.Join(row[2:5], " "); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// The labels of a transcript are those that were written, also where the sound lacks what they count.
func TestATranscriptInFramesKeepsItsLabels(t *testing.T) {
	at := func(text string) timecode.Code {
		code, err := timecode.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		return code
	}
	for _, gap := range []timecode.Time{0, 30 * timecode.Second, -30 * timecode.Second} {
		turn := transcript.Turn{Span: &timecode.Span{Start: at("00:01:02.000"), End: at("00:01:05.000")}, Paragraphs: []string{"Well."}}
		of := transcript.Episode{Key: "1", Rate: timecode.Rate25, Gap: timecode.Gap{At: 60 * timecode.Second, Length: gap}}
		e := formats.NewEpisode(of, []transcript.Chunk{{Turns: []transcript.Turn{turn}}}, 0)
		if got := inFrames(e, turn.Span); got.Start.String() != "00:01:02:00" || got.End.String() != "00:01:05:00" {
			t.Errorf("%v: %s - %s", gap, got.Start, got.End)
		}
	}
}
