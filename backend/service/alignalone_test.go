//go:build !race

// What is here searches sound, one search at a time, and takes ten times as long with the race detector.

package service_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stet/backend/audio/decode"
	"stet/backend/service"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// Times that count from elsewhere hide no word.
func TestWordsAreFoundWhereTheTimesAreWrong(t *testing.T) {
	f, id, words := clockmaker(t, "")
	var ops []transcript.Op
	for i, turn := range f.chunk("1.md").Turns {
		from := timecode.FromMillis(int64(9000 + 2000*i))
		clock := timecode.Clock{Rate: timecode.Rate30}
		span := &timecode.Span{Start: clock.CodeAt(from, timecode.Millis), End: clock.CodeAt(from+8*timecode.Second, timecode.Millis)}
		ops = append(ops, transcript.SetSpan{Turn: turn.ID, Span: span})
	}
	f.edit("1.md", "Set wrong times", ops...)
	if v := f.align(id); v.Found < 33 {
		t.Errorf("%+v", v)
	}
	if off := f.timings("1.md")[0].Start - timecode.FromMillis(words[0][0][0]); off > timecode.Second/10 || off < -timecode.Second/10 {
		t.Errorf("the first word is %v off", off)
	}
}

func TestATurnThatWasWrittenAnewIsFoundAgain(t *testing.T) {
	f, id, words := clockmaker(t, "")
	turns := f.chunk("1.md").Turns
	if job, err := f.AlignEdited(id, []transcript.ID{turns[0].ID}); job != 0 || err != nil {
		t.Errorf("before anything was found: %d, %v", job, err)
	}
	f.align(id)
	at := strings.Index(turns[0].Paragraphs[0], "clock here")
	f.edit("1.md", "Typed", transcript.EditText{Turn: turns[0].ID, From: at, To: at + len("clock here")})
	f.edit("1.md", "Typed", transcript.EditText{Turn: turns[0].ID, From: at, To: at, Text: "clock here"})
	was := f.timings("1.md")
	if how := was[5].How; how.Sought() {
		t.Fatalf("what was typed is known as %d", how)
	}
	job, err := f.AlignEdited(id, []transcript.ID{turns[0].ID})
	if job == 0 || err != nil {
		t.Fatal(job, err)
	}
	f.ended(job, nil)
	now := f.timings("1.md")
	for i, w := range words[0] {
		if off := now[i].Start - timecode.FromMillis(w[0]); !now[i].How.Sought() || off > timecode.Second/10 || off < -timecode.Second/10 {
			t.Errorf("word %d is %v off, %d", i, off, now[i].How)
		}
	}
	if steps := f.steps(id, 9); steps[0].Name != "Typed" {
		t.Errorf("%+v", steps[0])
	}
	f.undo(id)
	f.undo(id)
	if text := f.chunk("1.md").Turns[0].Paragraphs[0]; text != turns[0].Paragraphs[0] {
		t.Errorf("%q", text)
	}
}

func TestAnotherSoundIsSearchedAnew(t *testing.T) {
	f, id, _ := clockmaker(t, "")
	f.align(id)
	raw, err := os.ReadFile("../align/testdata/spoken.flac")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(f.path("take2.flac"), append(raw, 0), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := f.AttachSound(id, f.path("take2.flac")); err != nil {
		t.Fatal(err)
	}
	if v := f.align(id); v.Words != 37 {
		t.Errorf("%+v", v)
	}
	job := f.ended(f.AlignWords(id, 0, true))
	if v, err := f.Aligned(job.ID); err != nil || v.Words != 37 {
		t.Errorf("asked to look anew: %+v, %v", v, err)
	}
}

// A word that was timed by hand in another sound keeps its time, and that is told of until it is looked for in this one, or set anew.
func TestAWordThatWasTimedInAnotherSoundIsToldOf(t *testing.T) {
	f, id, words := clockmaker(t, "")
	f.align(id)
	turn := f.chunk("1.md").Turns[0]
	if _, err := f.SetWordEdge(id, turn.ID, 3, false, timecode.FromMillis(words[0][3][0]-20)); err != nil {
		t.Fatal(err)
	}
	hand := f.timings("1.md")[3]
	if v := f.coverage(id); len(finding(v, "elsewhere")) != 0 {
		t.Errorf("told of in the sound that it was timed in: %s", kinds(v))
	}
	raw, err := os.ReadFile("../align/testdata/spoken.flac")
	if err != nil {
		t.Fatal(err)
	}
	f.write("take2.flac", string(raw)+"\x00")
	choose := func(name string) {
		if _, err := f.AttachSound(id, f.path(name)); err != nil {
			t.Fatal(err)
		}
		f.align(id)
	}
	choose("take2.flac")
	f.ended(f.AlignWords(id, 0, true))
	if w := f.timings("1.md")[3]; w != hand {
		t.Errorf("it was at %v, and is at %v", hand, w)
	}
	got := finding(f.coverage(id), "elsewhere")
	if len(got) != 1 || !strings.Contains(got[0].What, "1 word was timed by hand or by a file in another sound, talk.flac") || got[0].Places[0].Turn != turn.ID {
		t.Fatalf("%+v", got)
	}
	choose("talk.flac")
	if v := f.coverage(id); len(finding(v, "elsewhere")) != 0 {
		t.Errorf("told of in its own sound: %+v", finding(v, "elsewhere"))
	}
	choose("take2.flac")
	if _, err := f.MendCoverage(id, got[0].Key, "Look for it in this sound"); err != nil {
		t.Fatal(err)
	}
	f.ended(f.AlignEdited(id, []transcript.ID{turn.ID}))
	if w := f.timings("1.md")[3]; w.How != transcript.Measured {
		t.Errorf("looked for, it is %+v", w)
	}
	if v := f.coverage(id); len(finding(v, "elsewhere")) != 0 {
		t.Errorf("told of when it was found: %s", kinds(v))
	}
	f.undo(id)
	if w := f.timings("1.md")[3]; w != hand {
		t.Errorf("taken back, it is %v", w)
	}
}

func TestTextWithoutSoundAndSoundWithoutText(t *testing.T) {
	f, id, _ := clockmaker(t, " The harbour master counted eleven yellow boats before breakfast, and wrote their names on a slate.")
	v := f.align(id)
	if v.Unspoken < 10 {
		t.Errorf("words that nobody says: %+v", v)
	}
	f.edit("1.md", "Cut a turn", transcript.DeleteTurn{Turn: f.chunk("1.md").Turns[1].ID})
	f.edit("1.md", "Forgot the times", transcript.SetTimes{Turn: f.chunk("1.md").Turns[0].ID})
	f.align(id)
	told := finding(f.coverage(id), "unwritten")
	// A bell is heard as well, and nobody speaks.
	if len(told) == 0 || !strings.Contains(told[0].What, "something is heard") || !strings.Contains(told[0].What, "if it is no speech") {
		t.Errorf("%+v", told)
	}
	if len(told) == 0 || told[0].Heard == nil || told[0].Heard.To <= told[0].Heard.From {
		t.Fatalf("%s: %+v", kinds(f.coverage(id)), told)
	}
	// Somebody lets it stand: it is told of no more, also when all is looked for anew and the program is started again.
	for _, x := range told {
		if _, err := f.LetUnwritten(id, x.Key, true); err != nil {
			t.Fatal(err)
		}
	}
	job, err := f.AlignWords(id, 0, true)
	if err != nil {
		t.Fatal(err)
	}
	f.ended(job, nil)
	f.restart()
	if left := finding(f.coverage(id), "unwritten"); len(left) != 0 {
		t.Errorf("let stand, it is told again: %+v", left)
	}
	// It is among what stands, with its place behind the last word that is said before it, and told of again when that is taken back.
	for _, x := range f.coverage(id).Stands {
		if len(x.Places) != 1 || x.Places[0].After == nil || x.Heard == nil {
			t.Errorf("%+v", x)
		}
		if _, err := f.LetUnwritten(id, x.Key, false); err != nil {
			t.Fatal(err)
		}
	}
	v = f.align(id)
	if c := f.coverage(id); len(finding(c, "unwritten")) != len(told) || len(c.Stands) != 0 {
		t.Errorf("taken back, it is told of %+v, and there stands %+v", finding(c, "unwritten"), c.Stands)
	}
}

// Nothing of such a text can be said, so nothing is known of where it is said.
func TestATextInAnotherScriptGetsNoTimes(t *testing.T) {
	f, id, _ := clockmaker(t, "")
	for _, turn := range f.chunk("1.md").Turns {
		f.edit("1.md", "Typed", transcript.SetParagraphs{Turn: turn.ID, Paragraphs: []string{strings.Repeat("Часовщик жил у моря. ", 5) + "Да."}})
	}
	f.align(id)
	times := f.timings("1.md")
	if len(times) != 42 {
		t.Fatalf("%d words", len(times))
	}
	for i, w := range times {
		if w.How != transcript.Unspoken {
			t.Fatalf("word %d is at %v, %d", i, w.Start, w.How)
		}
	}
	if c := kinds(f.coverage(id)); strings.Contains(c, "unwritten") || strings.Contains(c, "Give") {
		t.Error(c)
	}
	if job, err := f.AlignUnasked(id, 0); job != 0 || err != nil {
		t.Errorf("it is looked for again: %d, %v", job, err)
	}
}

func TestWhatIsMissingIsToldOnce(t *testing.T) {
	f, id, _ := clockmaker(t, "")
	turns := f.chunk("1.md").Turns
	f.edit("1.md", "Cut a turn", transcript.DeleteTurn{Turn: turns[1].ID})
	f.align(id)
	once := f.beside(id).Uncovered
	if len(once) == 0 {
		t.Fatal("nothing is missing")
	}
	for range 2 {
		f.edit("1.md", "Forgot the times", transcript.SetTimes{Turn: turns[0].ID})
		f.align(id)
	}
	if again := f.beside(id).Uncovered; len(again) != len(once) {
		t.Errorf("%v became %v", once, again)
	}
}

// Turns that were written anew and are far apart are looked for each by itself.
func TestATurnIsFoundAgainBesideOneThatIsFar(t *testing.T) {
	f, id, words := clockmaker(t, "")
	f.align(id)
	turns := f.chunk("1.md").Turns
	f.timeTurns("1.md", [2]int{0, 8}, [2]int{300, 600})
	f.edit("1.md", "Typed", transcript.EditText{Turn: turns[0].ID, To: 3, Text: "One"}, transcript.SetTimes{Turn: turns[1].ID})
	f.edit("1.md", "Typed", transcript.EditText{Turn: turns[0].ID, To: 3, Text: turns[0].Paragraphs[0][:3]})
	job, err := f.AlignEdited(id, []transcript.ID{turns[0].ID, turns[1].ID})
	if job == 0 || err != nil {
		t.Fatal(job, err)
	}
	f.ended(job, nil)
	now := f.chunk("1.md").Turns
	if w := now[0].Times[0]; !w.How.Sought() || len(now[0].Times) != len(words[0]) {
		t.Errorf("%+v", w)
	}
	// The other one is looked for after that, as when nobody has asked.
	if len(now[1].Times) > 0 {
		t.Errorf("the other one: %v", now[1].Times)
	}
	job, err = f.AlignEdited(id, []transcript.ID{turns[0].ID, turns[1].ID})
	if job == 0 || err != nil {
		t.Fatal(job, err)
	}
	if ended := f.ended(job, nil); ended.Kind != "alignment" {
		t.Errorf("%+v", ended)
	}
	now = f.chunk("1.md").Turns
	if times := now[1].Times; len(times) != len(words[1]) || slices.ContainsFunc(times, func(w transcript.Timing) bool { return !w.How.Sought() }) {
		t.Errorf("the other one: %v", times)
	}
}

// What was written anew is looked for where it stands, and nowhere else, even where little of it is said there.
func TestATurnThatWasWrittenAnewStaysNear(t *testing.T) {
	f, id, words := clockmaker(t, "")
	f.align(id)
	turns := f.chunk("1.md").Turns
	f.edit("1.md", "Pasted", transcript.SetParagraphs{Turn: turns[0].ID, Paragraphs: []string{strings.Repeat(turns[1].Paragraphs[0]+" ", 3) + "So."}})
	job, err := f.AlignEdited(id, []transcript.ID{turns[0].ID})
	if job == 0 || err != nil {
		t.Fatal(job, err)
	}
	f.ended(job, nil)
	for i, w := range f.chunk("1.md").Turns[0].Times {
		if most := timecode.FromMillis(words[1][0][0]) + 2*timecode.Second; w.How.Timed() && w.End > most {
			t.Fatalf("word %d went to %v", i, w.End)
		}
	}
}

// Where the time of a word comes from goes out with it and comes back, as far as a format can say it.
func TestOriginsGoThroughOtherFormats(t *testing.T) {
	f, id, _ := clockmaker(t, "")
	f.align(id)
	turn := f.chunk("1.md").Turns[1]
	hand := slices.Clone(turn.Times)
	hand[3] = transcript.Timing{Start: hand[3].Start, End: hand[3].End, How: transcript.ByHand}
	hand[4].How, hand[4].Confidence = transcript.Carried, 0
	f.edit("1.md", "Timed a word", transcript.SetTimes{Turn: turn.ID, Times: hand})
	v := f.byVerb(service.AlignRequest{Path: "1"}) // what was carried over is looked for again
	was := f.timings("1.md")
	printed, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		format     string
		hows, sure bool
		fewest     int // words that come back as they were
	}{{"json", true, true, 37}, {"textgrid", true, true, 37}, {"jsonl", true, true, 37}, {"vtt", true, false, 36}, {"ctm", false, true, 37}} {
		text := printed
		if c.format != "json" {
			if text, _, err = v.As(c.format); err != nil {
				t.Fatal(err)
			}
		}
		name := "back." + c.format
		f.write(name, string(text))
		for _, turn := range f.chunk("1.md").Turns {
			f.edit("1.md", "Forgot the times", transcript.SetTimes{Turn: turn.ID})
		}
		taken, err := f.TakeTimes(id, f.path(name))
		if err != nil {
			t.Fatalf("%s: %v", c.format, err)
		}
		if taken.Heard != 37 {
			t.Errorf("%s: %d words are heard in it", c.format, taken.Heard)
		}
		same := 0
		for i, w := range f.timings("1.md") {
			how, sure := was[i].How, was[i].Confidence
			if !c.hows {
				how = transcript.Imported
			}
			if !c.sure {
				sure = 0
			}
			off := w.Start - was[i].Start
			if w.How == how && w.Confidence == sure && off > -2*timecode.Millisecond && off < 2*timecode.Millisecond {
				same++
			} else {
				t.Logf("%s: word %d is %+v, was %+v", c.format, i, w, was[i])
			}
		}
		if same < c.fewest {
			t.Errorf("%s: %d words come back as they were", c.format, same)
		}
	}
}

// A header may have kept the time of its first turn, and the sound may end there: what stands behind it is told as text
// that the sound does not hold, with what to do.
func TestAHeaderThatFitsItsFirstTurnAlone(t *testing.T) {
	texts, words := spokenFixture(t)
	first := words[0][len(words[0])-1][1] // ms
	f, id, _ := clockmaker(t, "")
	clip := f.path("first.wav")
	if job := f.ended(f.SaveClip(id, 0, timecode.FromMillis(first+300), clip)); job.State != service.JobDone {
		t.Fatalf("%+v", job)
	}
	f.write("2.md", "---\ntitle: A Tower\nslug: ep02-01-a-tower\nseries: Clocks\nepisode: 2\nchunk: 1\nstart_time: 00:00:00.000\nend_time: 00:00:06.600\nspeakers:\n- Ada\n- Mira\n---\n\n"+
		"00:00:00.000 - 00:00:06.600\nAda\n"+texts[0]+"\n\nMira\n"+texts[1]+"\n\nAda\nThe harbour master counted eleven yellow boats before breakfast, and wrote their names on a slate.\n\n"+
		"Mira\nEvery evening the ferry brings a crate of oranges and a bundle of old newspapers for the schoolhouse library.\n")
	f.take("2.md")
	tower := f.row("2.md").episode
	if _, err := f.AttachSound(tower, clip); err != nil {
		t.Fatal(err)
	}
	check := func(when string, want ...string) {
		t.Helper()
		var told []string
		for _, x := range f.coverage(tower).Findings {
			told = append(told, x.Kind+": "+x.What)
		}
		all := strings.Join(told, "\n")
		for _, w := range want {
			if !strings.Contains(all, w) {
				t.Errorf("%s it is told\n%s\nwithout %q", when, all, w)
			}
		}
	}
	check("before it is aligned", "misfit: ", "it fits the first turn alone. Align the words")
	v := f.byVerb(service.AlignRequest{Path: "2"})
	for i, w := range v.Words {
		n := transcript.CountWords([]string{texts[0]})
		if i < n && w.Origin != "measured" && w.Origin != "estimated" || i > n+2 && w.Origin != "not-spoken" {
			t.Errorf("word %d: %+v", i, w)
		}
	}
	if len(v.Misfits) != 1 || v.Misfits[0].First != 2 || v.Misfits[0].Last != 4 {
		t.Errorf("%+v", v.Misfits)
	}
	check("aligned", "misfit: ", "unspoken: The sound does not hold", "take them out if they were cut, move them if they are said elsewhere, or look for the sound that they are in")
	got := finding(f.coverage(tower), "unspoken")
	if len(got) == 0 || len(got[len(got)-1].Repairs) != 1 {
		t.Fatalf("%+v", got)
	}
	if _, err := f.MendCoverage(tower, got[len(got)-1].Key, got[len(got)-1].Repairs[0].Name); err != nil {
		t.Fatal(err)
	}
	if n := len(f.chunk("2.md").Turns); n > 2 {
		t.Errorf("%d turns are left", n)
	}
}

// A turn that stands twice, the sound holds once.
func TestATurnThatStandsTwice(t *testing.T) {
	f, id, _ := clockmaker(t, "")
	turn := f.chunk("1.md").Turns[1]
	ada := "Mira"
	f.edit("1.md", "Doubled a turn", transcript.InsertTurn{After: turn.ID, Turn: transcript.Turn{ID: 9001, Speaker: &ada, Paragraphs: turn.Paragraphs}})
	f.align(id)
	got := finding(f.coverage(id), "twice")
	if len(got) != 1 || len(got[0].Places) != 2 || len(got[0].Repairs) != 2 || !strings.HasSuffix(got[0].What, "The sound holds it once.") {
		t.Fatalf("%+v\n%s", got, kinds(f.coverage(id)))
	}
	if _, err := f.MendCoverage(id, got[0].Key, got[0].Repairs[0].Name); err != nil {
		t.Fatal(err)
	}
	if turns := f.chunk("1.md").Turns; len(turns) != 2 || turns[1].Times[5].How != transcript.Measured {
		t.Errorf("%+v", turns)
	}
}

// A sound that another program has put in the place of the one that was searched is searched anew.
func TestASoundThatWasReplacedIsSearchedAnew(t *testing.T) {
	f, id, words := clockmaker(t, "")
	f.align(id)
	if job, err := f.AlignUnasked(id, 0); job != 0 || err != nil {
		t.Fatal(job, err)
	}
	src, err := decode.Open("../align/testdata/spoken.flac")
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	rate := src.Info().Rate
	samples := make([]int16, 3*rate) // of silence, and then what is said
	for buf := make([][2]float64, 4096); ; {
		n, ok := src.Stream(buf)
		for _, s := range buf[:n] {
			samples = append(samples, int16(s[0]*32767))
		}
		if !ok {
			break
		}
	}
	f.write("talk.flac", string(wav(rate, samples)))
	job, err := f.AlignUnasked(id, 0)
	if job == 0 || err != nil {
		t.Fatalf("it is not searched anew: %d, %v", job, err)
	}
	f.ended(job, nil)
	late := 3 * timecode.Second
	for i, w := range f.timings("1.md")[:len(words[0])] {
		if off := w.Start - late - timecode.FromMillis(words[0][i][0]); off > timecode.Second/10 || off < -timecode.Second/10 {
			t.Errorf("word %d is %v off, %v", i, off, w.How)
		}
	}
}

// Where the sound was cut off, that is told also where the turns before have their times: the words behind them are right.
func TestASoundThatIsCutOffBehindTurnsWithTimes(t *testing.T) {
	src, err := decode.Open("../align/testdata/spoken.flac")
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	rate := src.Info().Rate
	samples := make([]int16, 0, 7*rate)
	for buf := make([][2]float64, rate); len(samples) < cap(samples); {
		n, _ := src.Stream(buf)
		for _, s := range buf[:min(n, cap(samples)-len(samples))] {
			samples = append(samples, int16(s[0]*32767))
		}
	}
	sound := filepath.Join(t.TempDir(), "half.wav")
	if err := os.WriteFile(sound, wav(rate, samples), 0o600); err != nil {
		t.Fatal(err)
	}
	texts, _ := spokenFixture(t)
	for _, time := range []string{"", "00:00:00.400 - 00:00:06.600\n"} {
		v := alignText(t, time+"Ada\n"+texts[0]+"\n\nMira\n"+texts[1]+"\n", sound)
		if len(v.Misfits) != 1 || !v.Misfits[0].Ends || len(v.Missing()) > 0 {
			t.Errorf("%q: %+v, and missing are %+v", time, v.Misfits, v.Missing())
		}
	}
}
