package service_test

import (
	"strings"
	"testing"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

// parted is a chunk of two turns that meet, and one behind them.
func parted(first, meet, second string) string {
	return "---\ntitle: A Clock\nslug: ep01-01-a-clock\nseries: Clocks\nepisode: 1\nchunk: 1\n---\n\n" +
		"00:00:00.000 - " + meet + "\nAda\n" + first + "\n\n" + meet + " - 00:00:08.000\nMira\n" + second +
		"\n\n00:00:08.000 - 00:00:12.000\nAda\nSo it goes.\n"
}

func TestAWordThatTwoSpeakersShareGoesWholeToOneOfThem(t *testing.T) {
	const meet = "00:00:04.000"
	for _, c := range []struct{ first, second, name, nowFirst, nowSecond string }{
		{"I was nine ye", "ars old. My  uncle", "Put “years” into the second turn", "I was nine", "years old. My  uncle"},
		{"Up there, and the pige", "ons, grey ones", "Put “pigeons” into the first turn", "Up there, and the pigeons,", "grey ones"},
		{"It  gli", "tters. So", "Put “glitters” into the second turn", "It", "glitters. So"},
		// The turn that has more of it has nothing else.
		{"So becau", "se", "Put “because” into the second turn", "So", "because"},
		{"Gli", "tters it does", "Put “Glitters” into the first turn", "Glitters", "it does"},
		// Neither turn can lose its part.
		{"Becau", "se", "", "", ""},
	} {
		f := open(t, "1.md", parted(c.first, meet, c.second))
		f.take("1.md")
		id := f.row("1.md").episode
		got := finding(f.coverage(id), "splitword")
		if len(got) != 1 || len(got[0].Places) != 2 || got[0].Places[1].Start != meet || (c.name == "") != (len(got[0].Repairs) == 0) {
			t.Errorf("%s|%s: %+v", c.first, c.second, got)
			continue
		}
		if c.name == "" {
			continue
		}
		if _, err := f.MendCoverage(id, got[0].Key, c.name); err != nil {
			t.Errorf("%s|%s: %v: %s", c.first, c.second, err, got[0].Repairs[0].Name)
			continue
		}
		f.export("", true)
		if now := f.read("1.md"); now != parted(c.nowFirst, meet, c.nowSecond) {
			t.Errorf("%s|%s became\n%s", c.first, c.second, now)
		}
		if got := finding(f.coverage(id), "splitword"); len(got) != 0 {
			t.Errorf("mended: %+v", got)
		}
		f.undo(id)
		f.export("", true)
		if now := f.read("1.md"); now != parted(c.first, meet, c.second) {
			t.Errorf("%s|%s came back as\n%s", c.first, c.second, now)
		}
	}
}

// Where its parts were heard, the speaker changes at the word, which has the time of both; and it is told of once.
func TestAWordThatTwoSpeakersShareTakesItsTimeAlong(t *testing.T) {
	for _, c := range []struct{ first, second, name, meet string }{
		{"I was nine ye", "ars old.", "Put “years” into the second turn", "00:00:03.500"},
		{"Up there the pige", "ons flew", "Put “pigeons” into the first turn", "00:00:04.400"},
	} {
		f := open(t, "1.md", parted(c.first, "00:00:03.900", c.second))
		f.take("1.md")
		id := f.row("1.md").episode
		timings := func(from ...int64) (out transcript.Timings) {
			for _, ms := range from {
				at := timecode.FromMillis(ms)
				out = append(out, transcript.Timing{Start: at, End: at + timecode.Second*4/10, How: transcript.Measured})
			}
			return out
		}
		turns := f.chunk("1.md").Turns
		f.edit("1.md", "Timed the words",
			transcript.SetTimes{Turn: turns[0].ID, Times: timings(0, 1000, 2000, 3500)},
			transcript.SetTimes{Turn: turns[1].ID, Times: timings(4000, 7000)})
		v := f.coverage(id)
		got := finding(v, "splitword")
		if len(got) != 1 || len(finding(v, "midword")) != 0 {
			t.Fatalf("%+v", v.Findings)
		}
		if _, err := f.MendCoverage(id, got[0].Key, c.name); err != nil {
			t.Fatal(err)
		}
		turns = f.chunk("1.md").Turns
		if turns[0].End != c.meet || turns[1].Start != c.meet {
			t.Errorf("%s: they meet at %s, %s", c.first, turns[0].End, turns[1].Start)
		}
		times := f.timings("1.md")
		if w := times[3]; len(times) != 5 || w.Start != timecode.FromMillis(3500) || w.End != timecode.FromMillis(4400) || w.How != transcript.Carried {
			t.Errorf("%s: %+v", c.first, times)
		}
		f.undo(id)
		if turns = f.chunk("1.md").Turns; turns[0].End != "00:00:03.900" || len(f.timings("1.md")) != 6 {
			t.Errorf("%s: undone, %+v", c.first, turns)
		}
	}
}

// All repairs at once change no turn twice by what was known before the first.
func TestWordsOnBothSidesOfATurnAreMendedOneAfterTheOther(t *testing.T) {
	text := strings.Replace(parted("I was nine ye", "00:00:04.000", "ars old when the pige"), "So it goes.", "ons came.", 1)
	f := open(t, "1.md", text)
	f.take("1.md")
	id := f.row("1.md").episode
	for n := 2; n > 0; n-- {
		if got := finding(f.coverage(id), "splitword"); len(got) != n {
			t.Fatalf("%d of %+v", n, got)
		}
		if _, err := f.MendAllCoverage(id); err != nil {
			t.Fatal(err)
		}
	}
	f.export("", true)
	want := strings.NewReplacer("nine ye\n", "nine\n", "ars old when the pige", "years old when the pigeons", "ons came", "came").Replace(text)
	if now := f.read("1.md"); now != want {
		t.Errorf("%s", now)
	}
}

// Where both parts are words the sound decides whether they may be one, and a person whether they are.
func TestAWordOfTwoWordsIsGuessedWhereNoPauseIsBetween(t *testing.T) {
	for _, c := range []struct {
		first, second string
		pause         int64 // ms
		found         bool
	}{
		{"It was a fine mor", "ning. So", 0, true},
		{"It was a fine mor", "ning. So", 200, false},
		{"That is what I came for", "give me that", 0, false}, // usual words both
		{"It was a fine. Mor", "Ning said so", 0, false},      // a name begins
	} {
		f := open(t, "1.md", parted(c.first, "00:00:04.000", c.second))
		f.take("1.md")
		id := f.row("1.md").episode
		turns := f.chunk("1.md").Turns
		said := func(from int64, words int) (out transcript.Timings) {
			for i := range words {
				at := timecode.FromMillis(from + int64(i)*400)
				out = append(out, transcript.Timing{Start: at, End: at + 400*timecode.Millisecond, How: transcript.Measured})
			}
			return out
		}
		n := transcript.CountWords(turns[0].Paragraphs)
		f.edit("1.md", "Timed the words",
			transcript.SetTimes{Turn: turns[0].ID, Times: said(4000-400*int64(n), n)},
			transcript.SetTimes{Turn: turns[1].ID, Times: said(4000+c.pause, transcript.CountWords(turns[1].Paragraphs))})
		got := finding(f.coverage(id), "splitword")
		if len(got) > 0 != c.found {
			t.Errorf("%s|%s after %d ms: %+v", c.first, c.second, c.pause, got)
		}
		if !c.found || len(got) == 0 {
			continue
		}
		if !got[0].Doubtful || !strings.HasPrefix(got[0].What, "The speaker may change within the word “morning”") {
			t.Errorf("it is told as if it were sure: %+v", got[0])
		}
		if _, err := f.MendAllCoverage(id); err == nil {
			t.Error("a guess was made with all repairs")
		}
		if _, err := f.MendCoverage(id, got[0].Key, got[0].Repairs[0].Name); err != nil {
			t.Error(err)
		}
		if now := f.chunk("1.md").Turns[1].Paragraphs[0]; now != "morning. So" {
			t.Errorf("it became %q", now)
		}
	}
}

// Where turns meet within a word, and beside it, only the word is told of: put into one of both, it moves the time too.
func TestTurnsThatMeetBesideASplitWordAreToldOfOnce(t *testing.T) {
	f := open(t, "1.md", parted("I was nine ye", "00:00:04.600", "ars old."))
	f.take("1.md")
	timings := func(from ...int64) (out transcript.Timings) {
		for _, ms := range from {
			at := timecode.FromMillis(ms)
			out = append(out, transcript.Timing{Start: at, End: at + timecode.Second*4/10, How: transcript.Measured})
		}
		return out
	}
	turns := f.chunk("1.md").Turns
	f.edit("1.md", "Timed the words", transcript.SetTimes{Turn: turns[0].ID, Times: timings(0, 1000, 2000, 3500)}, transcript.SetTimes{Turn: turns[1].ID, Times: timings(4000, 7600)})
	id := f.row("1.md").episode
	v := f.coverage(id)
	got := finding(v, "splitword")
	if len(got) != 1 || len(finding(v, "off"))+len(finding(v, "midword")) != 0 {
		t.Fatalf("%+v", v.Findings)
	}
	if _, err := f.MendCoverage(id, got[0].Key, got[0].Repairs[0].Name); err != nil {
		t.Fatal(err)
	}
	if v := f.coverage(id); len(finding(v, "off")) != 0 || f.chunk("1.md").Turns[0].End != "00:00:03.500" {
		t.Errorf("mended, they meet at %s: %+v", f.chunk("1.md").Turns[0].End, v.Findings)
	}
}
