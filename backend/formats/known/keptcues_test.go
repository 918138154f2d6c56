package known_test

import (
	"strings"
	"testing"

	"stet/backend/formats"
	"stet/backend/formats/known"
	"stet/backend/transcript"
)

// Subtitles as they are made for the screen: of cues within a turn some leave a pause, some do not, one is longer than
// Stet's own, and two people speak in one.
const talkSRT = `1
00:00:01,500 --> 00:00:03,300
Ada: We went up to the
mill before anybody was up,

2
00:00:03,300 --> 00:00:04,900
and the wheel stood still.

3
00:00:05,200 --> 00:00:07,050
Nobody had told us that the stream is
led away on Sundays, so we sat down

4
00:00:07,050 --> 00:00:09,000
and waited.

5
00:00:09,400 --> 00:00:11,000
Ben: For how long?

`

const talkVTT = `WEBVTT

00:00:01.500 --> 00:00:03.300
<v Ada>We went up to the mill before anybody was up,

00:00:03.300 --> 00:00:04.900
<v Ada>and the wheel stood still.

00:00:05.200 --> 00:00:08.050
<v Ada>Nobody had told us that the stream is led away on Sundays, so we sat down

00:00:08.050 --> 00:00:09.000
<v Ada>and waited.

00:00:09.400 --> 00:00:11.000
<v Ben>For how long?
`

const talkPodcast = `{
  "version": "1.0.0",
  "segments": [
    {"speaker": "Ada", "startTime": 1.5, "endTime": 3.3, "body": "We went up to the mill before anybody was up, and the wheel stood still, and it was so quiet that one heard the mice."},
    {"speaker": "Ada", "startTime": 3.3, "endTime": 3.9, "body": "Nobody had"},
    {"speaker": "Ada", "startTime": 4.25, "endTime": 9, "body": "told us."},
    {"speaker": "Ben", "startTime": 9.4, "endTime": 11, "body": "For how long?"}
  ]
}
`

// taken is an episode as it is once a file of another program was taken in.
func taken(t *testing.T, text string, edits ...transcript.EditText) *formats.Episode {
	t.Helper()
	f := formats.NewFile([]byte(text))
	r, ok := known.Find(f)
	if !ok {
		t.Fatal("it is no transcript")
	}
	read, err := r.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	d, err := read.Draft()
	if err != nil {
		t.Fatal(err)
	}
	for i, u := range d.Chunk.Turns {
		// As a library keeps them.
		if d.Chunk.Turns[i].Times, err = transcript.UnpackTimings(u.Times.Pack()); err != nil {
			t.Fatal(err)
		}
	}
	for i := range d.Chunk.Turns {
		d.Chunk.Turns[i].ID = transcript.ID(i + 2)
	}
	d.Chunk.ID = 1
	doc, err := transcript.NewDocument(transcript.Episode{Key: "1"}, []transcript.Chunk{d.Chunk})
	if err != nil {
		t.Fatal(err)
	}
	for _, edit := range edits {
		if _, _, err := doc.Apply(edit); err != nil {
			t.Fatal(err)
		}
	}
	c, _ := doc.Chunk(1)
	return formats.NewEpisode(doc.Episode(), []transcript.Chunk{c}, 0)
}

func written(t *testing.T, id string, e *formats.Episode) (string, string) {
	t.Helper()
	for _, w := range known.Writers() {
		if w.ID != id {
			continue
		}
		out, err := w.Make(e, nil)
		if err != nil {
			t.Fatal(err)
		}
		var told []string
		for _, r := range out.Remarks {
			if r.Kind == formats.Guessed {
				told = append(told, r.What)
			}
		}
		return string(out.Bytes), strings.Join(told, "\n")
	}
	t.Fatal(id)
	return "", ""
}

// What comes in in cues goes out in the same ones, and nothing is guessed then.
func TestCuesStayWhatTheyWere(t *testing.T) {
	for id, text := range map[string]string{"srt": talkSRT, "vtt": talkVTT, "podcast": talkPodcast} {
		got, told := written(t, id, taken(t, text))
		if strings.TrimSpace(got) != strings.TrimSpace(text) || told != "" {
			t.Errorf("%s: %s\n%s", id, told, got)
		}
	}
	// Also in another format, where they fit.
	got, told := written(t, "vtt", taken(t, talkSRT))
	if want := strings.NewReplacer("8.050", "7.050").Replace(talkVTT); got != want || told != "" {
		t.Errorf("%s\n%s", told, got)
	}
	// A segment that is too long for a subtitle is parted, and that is told.
	got, told = written(t, "srt", taken(t, talkPodcast))
	if !strings.Contains(got, "00:00:03,300 --> 00:00:03,900\nNobody had\n") || told != "The times of cues within 1 turn are estimated by their letters: nobody has timed the words" {
		t.Errorf("%s\n%s", told, got)
	}
}

// Where words were changed, the cues beside them stay.
func TestCuesBesideAChangeStay(t *testing.T) {
	at := strings.Index("We went up to the mill before anybody was up,", "mill")
	got, told := written(t, "vtt", taken(t, talkVTT, transcript.EditText{Turn: 2, From: at, To: at + 4, Text: "old water mill"}))
	if want := strings.Replace(talkVTT, "mill", "old water mill", 1); got != want || told != "" {
		t.Errorf("%s\n%s", told, got)
	}
}

// Where two people speak in one cue, nobody has told when one ends and the other begins.
func TestATimeWithinACueIsToldAsWorkedOut(t *testing.T) {
	got, told := written(t, "srt", taken(t, "1\n00:00:01,000 --> 00:00:04,000\n- How long do you wait?\n- Until noon.\n"))
	if !strings.Contains(got, "--> 00:00:02,968") || told != "2 turns begin or end at a time that was worked out: nobody has told it" {
		t.Errorf("%s\n%s", told, got)
	}
}

// Cues that follow each other in one pace stay apart: of one word each, of as many letters in the same time, and where those
// on either side of a short one have the pace that goes on behind it.
func TestCuesOfOnePaceStayApart(t *testing.T) {
	for name, text := range map[string]string{
		"counted": "1\n00:00:01,000 --> 00:00:02,000\nfive\n\n2\n00:00:02,000 --> 00:00:03,000\nfour\n\n3\n00:00:03,000 --> 00:00:04,000\nnine",
		"lines":   "1\n00:00:01,000 --> 00:00:02,200\nThe wheel is up.\n\n2\n00:00:02,200 --> 00:00:03,400\nThe water is in.\n\n3\n00:00:03,400 --> 00:00:05,000\nNobody is there.",
		"around":  "1\n00:00:01,000 --> 00:00:02,200\nThe wheel is up.\n\n2\n00:00:02,200 --> 00:00:03,100\nIs it?\n\n3\n00:00:03,100 --> 00:00:04,300\nThe water is in.",
	} {
		got, told := written(t, "srt", taken(t, text))
		if strings.TrimSpace(got) != text || told != "" {
			t.Errorf("%s: %s\n%s", name, told, got)
		}
		if got, _ = written(t, "vtt", taken(t, text)); strings.Count(got, "-->") != 3 {
			t.Errorf("%s: %s", name, got)
		}
	}
}
