package service_test

import (
	"os"
	"strings"
	"testing"
	"unicode/utf16"

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
	// Corrected it brings what it says now, and what was edited here stays.
	f.write("talk.vtt", strings.Replace(tower, "morning", "evening", 1))
	v := f.take("talk.vtt")
	if len(v.Refused) != 0 || v.Updated != 1 || len(v.Again()) != 1 || !strings.HasSuffix(v.Again()[0].What, ": 1 change, in one step.") || !strings.HasPrefix(v.Again()[0].What, "It was taken again into ") {
		t.Errorf("changed: %+v %+v", v, v.Again())
	}
	id := f.row("talk.vtt.md").episode
	if got := f.words(id); got != "Good evening & welcome.\nThree bells." {
		t.Error(got)
	}
	if name := f.steps(id, 1)[0].Name; name != "Took talk.vtt again" {
		t.Error(name)
	}
	if v := f.take("talk.vtt"); v.Same != 1 || v.Updated+len(v.Refused) != 0 {
		t.Errorf("the same again: %+v", v)
	}
	// One that is another talk now is refused, as it was.
	f.write("talk.vtt", "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Mira>It snowed on the pass, and nobody came over all day long.\n")
	if v := f.take("talk.vtt"); len(v.Refused) != 1 || v.Refused[0].Code != "file.again" || v.Updated != 0 {
		t.Errorf("another talk: %+v", v)
	}
}

// The window asks as it does for one that was cut: it says that nobody has cut this one.
func TestAForeignFileThatWasNotCutComesAgainInTheWindow(t *testing.T) {
	f := open(t, "talk.vtt", tower)
	f.take("talk.vtt")
	id := f.row("talk.vtt.md").episode
	again := func() service.AgainView {
		t.Helper()
		v, err := f.Again([]string{f.path("talk.vtt")}, 0)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	if v := again(); v.Episode != 0 {
		t.Errorf("nothing new: %+v", v)
	}
	f.write("talk.vtt", strings.Replace(tower, "morning", "evening", 1))
	if v := again(); v.Episode != id || !v.Known || !v.Uncut || v.Chunks != 1 {
		t.Fatalf("%+v", v)
	}
	if v := f.again(service.RecutRequest{Episode: id, Paths: []string{f.path("talk.vtt")}}); v.Changes != 1 || len(v.Chunks) != 1 {
		t.Errorf("%+v", v)
	}
}

// A part that nobody has cut yet comes again with the parts that were.
func TestAnUncutPartOfAnotherProgramComesAgain(t *testing.T) {
	f := open(t)
	f.writeParts(inParts())
	f.take("ep05-part1.srt", "ep05-part2.srt")
	id := f.row("ep05-part1.srt.md").episode
	if _, err := f.CutChunks(id, []transcript.ID{f.chunk("ep05-part1.srt.md").Turns[2].ID}); err != nil {
		t.Fatal(err)
	}
	said := inParts()
	said[0], said[6] = strings.Replace(said[0], "three", "five", 1), strings.Replace(said[6], "freezes", "thaws", 1)
	f.writeParts(said)
	if v := f.take("ep05-part1.srt", "ep05-part2.srt"); len(v.Refused) != 0 || v.Updated != 2 {
		t.Errorf("%+v", v)
	}
	if got := f.words(id); got != strings.Join(said, "\n") {
		t.Error(got)
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

const heard = `{"segments": [
 {"start": 11, "end": 13, "text": "good morning and welcome", "words": [{"word": "good", "start": 11, "end": 11.4}, {"word": "morning", "start": 11.4, "end": 12}, {"word": "and", "start": 12, "end": 12.2}, {"word": "welcome", "start": 12.2, "end": 13}]},
 {"start": 14, "end": 16, "text": "tree degrees", "words": [{"word": "tree", "start": 14, "end": 14.5}, {"word": "degrees", "start": 14.5, "end": 15}]}]}`

// Words and speakers of a text, times of a recogniser's file: one step, that can be undone.
func TestTimesOfWordsAreTaken(t *testing.T) {
	f := open(t, "talk.txt", "00:00:01:00 - 00:00:03:00\nAda\nGood morning & welcome.\n\n00:00:04:00 - 00:00:06:00\nBjörn\nThree degrees.\n", "talk.json", heard,
		"other.json", strings.NewReplacer("good", "bread", "morning", "takes", "welcome", "flour", "degrees", "loaves").Replace(heard))
	if _, _, err := service.ImportTimedNow(t.Context(), f.Service, f.path("talk.txt"), f.path("other.json"), silent); err == nil || !strings.Contains(err.Error(), "another recording") || len(f.rows()) != 0 {
		t.Errorf("the text came for times of another recording: %v %v", err, f.rows())
	}
	f.take("talk.txt")
	id := f.row("talk.txt").episode
	if _, err := f.TakeTimes(id, f.path("other.json")); err == nil || !strings.Contains(err.Error(), "another recording") {
		t.Errorf("times of another recording: %v", err)
	}
	taken, err := f.TakeTimes(id, f.path("talk.json"))
	if err != nil || taken.Words != 6 || taken.Heard != 4 || taken.Shift != 10_000 {
		t.Fatalf("%+v %v", taken, err)
	}
	if c := f.chunk("talk.txt"); len(c.Turns[0].Times) != 4 || c.Turns[0].Start != "00:00:01:00" {
		t.Errorf("a turn was moved: %+v", c.Turns[0])
	}
	if f.row("talk.txt").Dirty {
		t.Error("times of words make the file another one")
	}
	if _, err := f.Undo(id); err != nil {
		t.Error(err)
	}
	if taken, err := f.TakeTimes(id, f.path("talk.json")); err != nil || taken.Heard != 4 {
		t.Errorf("after undoing: %+v %v", taken, err)
	}
}

// A text without times gets those of its words.
func TestTurnsWithoutATimeGetThatOfTheirWords(t *testing.T) {
	f := open(t, "talk.txt", "Ada: Good morning and welcome.\n\nBjörn: Three degrees.\n\nAda: Three?\n", "talk.json", heard)
	v, taken, err := service.ImportTimedNow(t.Context(), f.Service, f.path("talk.txt"), f.path("talk.json"), func(string, int, int) {})
	if err != nil || v.Added != 1 || taken.Heard != 5 || taken.Words != 7 {
		t.Fatalf("%+v %+v %v", v, taken, err)
	}
	c := f.chunk("talk.txt.md")
	if c.Turns[0].Start != "00:00:11.000" || c.Turns[0].End != "00:00:13.000" || c.Turns[2].Start != "" {
		t.Errorf("%+v", c.Turns)
	}
	f.export("", false)
	if got := f.read("talk.txt.md"); !strings.Contains(got, "00:00:11.000 - 00:00:13.000\nAda\nGood morning and welcome.") {
		t.Errorf("%s", got)
	}
}

func TestTextsInUTF16ComeInByThemselves(t *testing.T) {
	wide := func(text string) string {
		out := []byte("\xff\xfe")
		for _, u := range utf16.Encode([]rune(text)) {
			out = append(out, byte(u), byte(u>>8))
		}
		return string(out)
	}
	plain := "00:00:01:00 - 00:00:09:00\r\nBjörn\r\nThe bell 🔔 at noon.\r\n"
	cues := "1\r\n00:00:01,000 --> 00:00:04,000\r\nThe bell at noon.\r\n"
	f := open(t, "ep07.txt", wide(plain), "ep08.srt", wide(cues), "ep09.txt", wide(plain)+"x")
	views, err := f.Incoming([]string{f.path("ep07.txt"), f.path("ep08.srt"), f.path("ep09.txt")})
	if err != nil || len(views) != 3 {
		t.Fatal(views, err)
	}
	for i, format := range []string{"Premiere text", "SubRip"} {
		v := views[i]
		said := false
		for _, m := range v.Remarks {
			said = said || strings.Contains(m.What, "UTF-16")
		}
		if v.Problem != nil || !strings.Contains(v.Format, format) || !said || !strings.HasSuffix(v.Export, ".md") {
			t.Errorf("%+v", v)
		}
	}
	if p := views[2].Problem; p == nil || !strings.Contains(p.What, "UTF-16") || p.Line != 4 {
		t.Errorf("%+v", views[2])
	}
	if v := f.take("ep07.txt", "ep08.srt"); v.Added != 2 {
		t.Fatalf("%+v", v)
	}
	if v := f.take("ep07.txt"); v.Same != 1 || len(v.Refused) != 0 {
		t.Errorf("taken again: %+v", v)
	}
	f.correct("ep07.txt.md", "noon", "midnight")
	f.exported()
	if got := f.read("ep07.txt.md"); got != strings.Replace(plain, "noon", "midnight", 1) || f.read("ep07.txt") != wide(plain) {
		t.Errorf("%q", got)
	}
}

// Where turns stand in another order than they are said in, the preview tells the latest time and not that of the last line.
func TestThePreviewTellsTheLatestTime(t *testing.T) {
	f := open(t, "raw.txt", "00:00:20:00 - 00:00:25:00\nAda\nIt rings.\n\n00:00:09:00 - 00:00:20:00\nAda\nGood morning.\n")
	seen, err := f.Incoming([]string{f.path("raw.txt")})
	if err != nil || len(seen) != 1 || seen[0].End != "00:00:25:00" {
		t.Errorf("%+v, %v", seen, err)
	}
}
