package service_test

import (
	"os"
	"strings"
	"testing"

	"stet/backend/service"
	"stet/backend/transcript"
)

const tower = `WEBVTT

00:01.000 --> 00:03.000
<v Ada>Good morning &amp; welcome.

00:03.000 --> 00:05.000
<v Björn><00:03.200>Three<00:03.900> degrees.
`

// A file of another program becomes an episode of one chunk without front matter, with the times of its words; an export
// makes a file beside it, and never touches it.
func TestAForeignFileBecomesAnEpisode(t *testing.T) {
	f := open(t, "talk.vtt", tower)
	seen, err := f.Incoming([]string{f.path("talk.vtt")})
	if err != nil || len(seen) != 1 || seen[0].Format != "WebVTT subtitles" || seen[0].Turns != 2 || seen[0].Timed != 2 || seen[0].Between != 4 ||
		strings.Join(seen[0].Speakers, " ") != "Ada Björn" || seen[0].Start != "00:00:01.000" || seen[0].End != "00:00:05.000" || seen[0].Export != f.path("talk.vtt.md") {
		t.Fatalf("%+v %v", seen, err)
	}
	if v := f.take("talk.vtt"); v.Added != 1 || len(v.Refused) != 0 {
		t.Fatalf("%+v", v)
	}
	c := f.chunk("talk.vtt.md")
	if c.Matter.Form != transcript.NoMatter || len(c.Turns) != 2 || c.Turns[0].Paragraphs[0] != "Good morning & welcome." {
		t.Fatalf("%+v", c)
	}
	if seen, err := f.Incoming([]string{f.path("talk.vtt")}); err != nil || len(seen) != 0 {
		t.Errorf("what the library has is told again: %+v %v", seen, err)
	}
	if v := f.take("talk.vtt"); v.Same != 1 || v.Added+v.Updated+len(v.Refused) != 0 {
		t.Errorf("again: %+v", v)
	}
	f.correct("talk.vtt.md", "degrees", "bells")
	if v := f.take("talk.vtt"); v.Same != 1 {
		t.Errorf("after an edit: %+v", v)
	}
	if out := f.export("", false); states(out) != "talk.vtt.md written" {
		t.Error(states(out))
	}
	if got := f.read("talk.vtt.md"); got != "00:00:01.000 - 00:00:03.000\nAda\nGood morning & welcome.\n\n00:00:03.000 - 00:00:05.000\nBjörn\nThree bells.\n" {
		t.Errorf("the export is\n%s", got)
	}
	if got := f.read("talk.vtt"); got != tower {
		t.Errorf("the file itself is now\n%s", got)
	}
	// What was edited and exported stays when the file comes again, also as it is on the disk.
	if v := f.take("talk.vtt", "talk.vtt.md"); v.Same != 2 {
		t.Errorf("after the export: %+v", v)
	}
	f.write("talk.vtt", strings.Replace(tower, "morning", "evening", 1))
	if v := f.take("talk.vtt"); len(v.Refused) != 1 || v.Refused[0].Code != "file.again" || v.Updated != 0 {
		t.Errorf("changed: %+v", v)
	}
}

// A folder holds chunk files, and what was exported from them lies beside: only who names a file means it.
func TestForeignFilesOfAFolderStayOut(t *testing.T) {
	f := open(t, "ep07/01.md", crumb, "ep07/01.vtt", tower)
	if v := f.take(""); v.Added != 1 || v.Skipped != 1 {
		t.Errorf("%+v", v)
	}
}

// Stet never takes the place of a file that stands where an export would write.
func TestAFileInTheDraftsPlaceIsNotReplaced(t *testing.T) {
	f := open(t, "talk.vtt", tower, "talk.vtt.md", "Notes of mine.\n")
	f.take("talk.vtt")
	if out := f.export("", false); states(out) != "talk.vtt.md conflict" || f.read("talk.vtt.md") != "Notes of mine.\n" {
		t.Error(states(out), f.read("talk.vtt.md"))
	}
}

func TestAForeignFileIsTakenWholeOrNotAtAll(t *testing.T) {
	f := open(t, "broken.vtt", tower+"\nlater --> never\nNo.\n", "cut.json", `{"segments": [{"start": 0`, "other.json", `{"a": 1}`, "good.vtt", tower)
	v := f.take("broken.vtt", "cut.json", "other.json", "good.vtt")
	if v.Added != 1 || len(v.Refused) != 3 {
		t.Fatalf("%+v", v)
	}
	if r := v.Refused[0]; r.Line != 9 || r.Code != "format.broken" || !strings.Contains(r.What, "Mend the line") {
		t.Errorf("%+v", r)
	}
	if r := v.Refused[1]; r.Line != 1 || r.Code != "format.broken" || !strings.Contains(r.What, "cut off") {
		t.Errorf("%+v", r)
	}
	if r := v.Refused[2]; !strings.Contains(r.What, "WebVTT") {
		t.Errorf("%+v", r)
	}
	seen, err := f.Incoming([]string{f.path("broken.vtt")})
	if err != nil || len(seen) != 1 || seen[0].Problem == nil || seen[0].Problem.Line != 9 {
		t.Errorf("%+v %v", seen, err)
	}
	if _, err := os.Stat(f.path("broken.vtt.md")); err == nil {
		t.Error("an import wrote a file")
	}
}

// A transcript as Premiere writes it has no frame rate: what will be assumed is said before it comes.
func TestWhatIsGuessedOfATranscriptIsTold(t *testing.T) {
	f := open(t, "raw.txt", "00:00:01:00 - 00:00:04:12\nAda\nGood morning.\n\n00:00:03:00 - 00:00:05:00\nBjörn\nCold.\n", "drop.txt",
		"00;00;01;00 - 00;00;04;12\nAda\nGood morning.\n", "07.md", crumb)
	seen, err := f.Incoming([]string{f.path("raw.txt"), f.path("drop.txt"), f.path("07.md")})
	if err != nil || len(seen) != 2 {
		t.Fatalf("%+v %v", seen, err)
	}
	told := func(v service.IncomingView) string {
		var all []string
		for _, r := range v.Remarks {
			all = append(all, r.Kind+": "+r.What)
		}
		return strings.Join(all, "\n")
	}
	if got := told(seen[1]); !strings.Contains(got, "guessed: The frame rate: frames up to 12") || !strings.Contains(got, "odd: The turn before ends at 00:00:04:12") {
		t.Error(got)
	}
	if got := told(seen[0]); !strings.Contains(got, "by the semicolons: 29.97 drop") {
		t.Error(got)
	}
}
