//go:build !race

// What is here searches sound, one search at a time, and takes ten times as long with the race detector.

package service_test

import (
	"fmt"
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

// A word that is typed and that nobody says takes no time from those beside it: what was heard stands as it did, wherever it is
// typed, and it is put between them or is not in the sound.
func TestATypedWordTakesNoTimeFromWordsThatWereHeard(t *testing.T) {
	f, id, _ := clockmaker(t, "")
	f.align(id)
	turn := f.chunk("1.md").Turns[0]
	text := turn.Paragraphs[0]
	for at := 0; at >= 0; {
		n := len(strings.Fields(text[:at]))
		f.edit("1.md", "Typed", transcript.EditText{Turn: turn.ID, From: at, To: at, Text: "really "})
		job, err := f.AlignEdited(id, []transcript.ID{turn.ID})
		f.ended(job, err)
		now := f.chunk("1.md").Turns[0].Times
		typed := now[n]
		for i, w := range turn.Times {
			k := i
			if i >= n {
				k++
			}
			if w.How == transcript.Measured && now[k] != w {
				t.Errorf("“really” before word %d is %+v: word %d went from %+v to %+v", n, typed, i, w, now[k])
			}
		}
		if !typed.How.Sought() || typed.How.Timed() && (n > 0 && typed.Start < turn.Times[n-1].End || typed.End > turn.Times[n].Start) {
			t.Errorf("“really” before word %d is %+v, between %+v", n, typed, turn.Times[max(0, n-1):n+1])
		}
		f.undo(id)
		if now := f.chunk("1.md").Turns[0].Times; len(now) != len(turn.Times) {
			t.Fatalf("undone: %v", now)
		}
		next := strings.Index(text[at:], " ")
		if next < 0 {
			break
		}
		at += next + 1
	}
}

// halved is the clockmaker's episode with its first turn twice, of which the sound is said to hold the first half of the one and
// the second half of the other.
func halved(t *testing.T) (f *fixture, id int64, first, other transcript.ID) {
	t.Helper()
	f, id, _ = clockmaker(t, "")
	f.align(id)
	turn := f.chunk("1.md").Turns[0]
	n := len(turn.Times)
	one, two := slices.Clone(turn.Times), slices.Clone(turn.Times)
	for i := range n {
		if i < n/2 {
			two[i] = transcript.Timing{How: transcript.Unspoken}
		} else {
			one[i] = transcript.Timing{How: transcript.Unspoken}
		}
	}
	ada := "Ada"
	f.edit("1.md", "Doubled a turn", transcript.InsertTurn{After: turn.ID, Turn: transcript.Turn{ID: 9001, Speaker: &ada, Paragraphs: turn.Paragraphs, Times: two}},
		transcript.SetTimes{Turn: turn.ID, Times: one})
	return f, id, turn.ID, 9001
}

// What is looked for again stays behind the words that were heard before it, also where those at the edge were not.
func TestWordsStayBehindThoseThatWereHeardFarFromTheEdge(t *testing.T) {
	f, id, first, other := halved(t)
	f.edit("1.md", "Lost the times", transcript.SetTimes{Turn: other})
	job, err := f.AlignEdited(id, []transcript.ID{other})
	if job == 0 {
		t.Fatal("nothing is looked for")
	}
	f.ended(job, err)
	at := timecode.Time(0)
	for _, turn := range f.chunk("1.md").Turns[:2] {
		for i, w := range turn.Times {
			if w.How.Timed() && w.Start < at {
				t.Errorf("word %d of turn %d (%d is the first) runs backwards: %+v after %v", i, turn.ID, first, w, at)
			}
			if w.How.Timed() {
				at = w.End
			}
		}
	}
}

// Words that nobody has heard give way to those of the next turn that are heard now: a search that was stopped leaves some of them
// where that is said. The other way round words that are not heard take no time from those beside them.
func TestGuessedWordsGiveWayToThoseThatAreHeard(t *testing.T) {
	for _, c := range []struct {
		name   string
		turn   int // that was written anew
		reach  timecode.Time
		sounds bool // whether it is still what is said
	}{{"behind", 1, timecode.Second, true}, {"before", 0, timecode.Second, true}, {"unheard behind", 1, timecode.Second, false}} {
		f, id, _ := clockmaker(t, "")
		f.align(id)
		turns := f.chunk("1.md").Turns
		other := turns[1-c.turn]
		times := slices.Clone(other.Times)
		n := len(times)
		if c.turn == 1 {
			for i := n - 3; i < n; i++ {
				times[i] = transcript.Timing{How: transcript.Guessed, Start: times[n-3].Start, End: times[n-3].Start}
			}
			times[n-1].End = turns[1].Times[0].Start + c.reach
		} else {
			for i := range 3 {
				times[i] = transcript.Timing{How: transcript.Guessed, Start: times[2].End, End: times[2].End}
			}
			times[0].Start = turns[0].Times[len(turns[0].Times)-1].End - c.reach
		}
		ops := []transcript.Op{transcript.SetTimes{Turn: other.ID, Times: times}, transcript.SetTimes{Turn: turns[c.turn].ID}}
		if !c.sounds {
			text := turns[c.turn].Paragraphs[0]
			ops = append(ops, transcript.EditText{Turn: turns[c.turn].ID, From: 0, To: len(text), Text: "Seventeen purple elephants danced"}, transcript.SetTimes{Turn: turns[c.turn].ID})
		}
		f.edit("1.md", "Searched halfway", ops...)
		job, err := f.AlignEdited(id, []transcript.ID{turns[c.turn].ID})
		if job == 0 {
			t.Fatal("nothing is looked for")
		}
		f.ended(job, err)
		f.lawfulTimes(c.name, timecode.FromMillis(13200))
		now := f.chunk("1.md").Turns
		for i, w := range now[c.turn].Times {
			if c.sounds && w.How != transcript.Measured {
				t.Errorf("%s: word %d is %+v", c.name, i, w)
			}
		}
		for i, w := range now[1-c.turn].Times {
			if w != times[i] && times[i].How.Sure() {
				t.Errorf("%s: beside it word %d was %+v and is %+v", c.name, i, times[i], w)
			}
		}
	}
}

// Where a turn goes, words beside it that were not heard are looked for again, if there is room for them now.
func TestWordsAreLookedForAgainWhereATurnWent(t *testing.T) {
	f, id, first, other := halved(t)
	reply := f.edit("1.md", "Deleted one", transcript.DeleteTurn{Turn: other})
	told := false
	for _, turn := range reply.Patch.Turns {
		told = told || turn.ID == first
	}
	if !told {
		t.Errorf("the window was told of %+v", reply.Patch.Turns)
	}
	job, err := f.AlignEdited(id, []transcript.ID{first})
	if job == 0 {
		t.Fatal("nothing is looked for")
	}
	f.ended(job, err)
	for i, w := range f.chunk("1.md").Turns[0].Times {
		if w.How != transcript.Measured {
			t.Errorf("word %d is %+v", i, w)
		}
	}
}

// A turn that was moved is to be moved back, and not to be taken out.
func TestATurnThatWasMovedIsNotToBeTakenOut(t *testing.T) {
	f, id, _ := clockmaker(t, "")
	f.align(id)
	if _, err := f.AcceptTimes(id, nil, 0); err != nil {
		t.Fatal(err)
	}
	turn := f.chunk("1.md").Turns[0]
	unspoken := slices.Repeat(transcript.Timings{{How: transcript.Unspoken}}, len(turn.Times))
	f.edit("1.md", "Moved", transcript.MoveTurn{Turn: turn.ID, Chunk: f.chunk("1.md").ID, At: 1}, transcript.SetTimes{Turn: turn.ID, Times: unspoken})
	got := finding(f.coverage(id), "unspoken")
	if len(got) != 1 || !strings.Contains(got[0].What, "By its own time they are said at "+turn.Start+": move the turn back there") || len(got[0].Repairs) > 0 {
		t.Errorf("%+v", got)
	}
}

// A turn that is copied to another place keeps its time there, and is not heard once more where it was: no word runs backwards.
func TestATurnThatWasCopiedIsNotHeardTwice(t *testing.T) {
	f, id, _ := clockmaker(t, "")
	f.align(id)
	if _, err := f.AcceptTimes(id, nil, 0); err != nil {
		t.Fatal(err)
	}
	turns := f.chunk("1.md").Turns
	start, err := timecode.Parse(turns[0].Start)
	if err != nil {
		t.Fatal(err)
	}
	end, err := timecode.Parse(turns[0].End)
	if err != nil {
		t.Fatal(err)
	}
	ada := "Ada"
	f.edit("1.md", "Pasted a turn", transcript.InsertTurn{After: turns[1].ID, Turn: transcript.Turn{ID: 9001, Speaker: &ada, Span: &timecode.Span{Start: start, End: end}, Paragraphs: turns[0].Paragraphs}})
	job, err := f.AlignEdited(id, []transcript.ID{9001})
	if job == 0 {
		t.Fatal("nothing is looked for")
	}
	f.ended(job, err)
	for i, w := range f.chunk("1.md").Turns[2].Times {
		if w.How.Timed() && w.Start < turns[1].Times[len(turns[1].Times)-1].End {
			t.Errorf("word %d is heard once more: %+v", i, w)
		}
	}
}

// Where a turn went that was heard, somebody speaks and nothing is written, as long as nothing is.
func TestTheSpeechOfATurnThatWentIsTold(t *testing.T) {
	f, id, _ := clockmaker(t, "")
	f.align(id)
	if got := finding(f.coverage(id), "unwritten"); len(got) != 0 {
		t.Fatalf("%+v", got)
	}
	turn := f.chunk("1.md").Turns[1]
	begins, ends := turn.Times[0].Start, turn.Times[len(turn.Times)-1].End
	f.edit("1.md", "Deleted it", transcript.DeleteTurn{Turn: turn.ID})
	got := finding(f.coverage(id), "unwritten")
	if len(got) != 1 || got[0].Heard == nil || got[0].Heard.From > begins+timecode.Second/2 || got[0].Heard.To < ends-timecode.Second/2 {
		t.Errorf("%v to %v: %+v", begins, ends, got)
	}
	f.undo(id)
	if got := finding(f.coverage(id), "unwritten"); len(got) != 0 {
		t.Errorf("restored: %+v", got)
	}
}

// Where a text stood twice, the place that is left is looked for, also where it is the one that was not heard.
func TestThePlaceThatIsLeftIsLookedFor(t *testing.T) {
	f, id, _ := clockmaker(t, "")
	f.align(id)
	turns := f.chunk("1.md").Turns
	var ops []transcript.Op
	var twins []transcript.ID
	after := turns[1].ID
	for i, turn := range turns {
		speaker := turn.Speaker
		twin := transcript.Turn{ID: transcript.ID(9001 + i), Speaker: speaker, Paragraphs: turn.Paragraphs, Times: make(transcript.Timings, len(turn.Times))}
		for k := range twin.Times {
			twin.Times[k].How = transcript.Unspoken
		}
		ops = append(ops, transcript.InsertTurn{After: after, Turn: twin})
		after = twin.ID
		twins = append(twins, twin.ID)
	}
	f.edit("1.md", "Doubled the text", ops...)
	reply := f.edit("1.md", "Kept the second place", transcript.DeleteTurn{Turn: turns[0].ID}, transcript.DeleteTurn{Turn: turns[1].ID})
	if len(reply.Patch.Turns) != 2 {
		t.Errorf("the window was told of %+v", reply.Patch.Turns)
	}
	job, err := f.AlignEdited(id, twins)
	if job == 0 {
		t.Fatal("nothing is looked for")
	}
	f.ended(job, err)
	for i, w := range f.timings("1.md") {
		if w.How != transcript.Measured && w.How != transcript.Guessed {
			t.Errorf("word %d is %+v", i, w)
		}
	}
}

// In a file, too, a turn that has the time of all ends where the next one begins, once that has its own.
func TestAWrittenFileHasNoTurnOverTheOthers(t *testing.T) {
	texts, _ := spokenFixture(t)
	path := filepath.Join(t.TempDir(), "clock.md")
	head := "---\ntitle: A Clock\nslug: ep01-01-a-clock\nseries: Clocks\nepisode: 1\nchunk: 1\nstart_time: 00:00:00:00\nend_time: 00:00:13:21\nspeakers:\n  - Ada\n  - Mira\n---\n\n"
	if err := os.WriteFile(path, []byte(head+"00:00:00:00 - 00:00:13:21\nAda\n"+texts[0]+"\n\nMira\n"+texts[1]+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	v, err := service.Sounds{Open: decode.Open}.Align(t.Context(), service.AlignRequest{Path: path, Sound: "../align/testdata/spoken.flac", Write: true}, unwatched)
	if err != nil || !v.Written || len(v.Turns) != 1 {
		t.Fatalf("%v: %+v", err, v.Turns)
	}
	raw, err := os.ReadFile(path)
	begins, _, _ := strings.Cut(v.Turns[0].Range, " - ")
	want := head + "00:00:00:00 - " + begins + "\nAda\n" + texts[0] + "\n\n" + begins + " - 00:00:13:21\nMira\n" + texts[1] + "\n"
	if err != nil || string(raw) != want {
		t.Errorf("%v: %s", err, raw)
	}
}

// A later chunk begins where the one before it ends: before its first word that is heard there is no room from the sound's beginning.
func TestWordsOfALaterChunkHaveTheRoomBehindTheOneBefore(t *testing.T) {
	ch := func(n int, text string) string {
		return strings.NewReplacer("chunk: 1", "chunk: "+string(rune('0'+n)), "ep01-01", "ep01-0"+string(rune('0'+n)), "A Clock", "Clock "+string(rune('0'+n))).Replace("---\ntitle: A Clock\nslug: ep01-01-a-clock\nseries: Clocks\nepisode: 1\nchunk: 1\n---\n\n") + text
	}
	f := open(t, "1.md", ch(1, "00:00:01.000 - 00:09:59.000\nAda\nSo it goes.\n"),
		"2.md", ch(2, "00:10:00.000 - 00:10:01.000\nAda\nNever said here.\n00:10:01.000 - 00:10:04.000\nMira\nSo it goes.\n00:10:10.000 - 00:10:14.000\nAda\nSo it went.\n"))
	f.take()
	id := f.row("2.md").episode
	set := func(name string, i int, from timecode.Time, how transcript.How) transcript.SetTimes {
		turn := f.chunk(name).Turns[i]
		var times transcript.Timings
		for k := range 3 {
			w := transcript.Timing{How: how}
			if how.Timed() {
				w.Start = from + timecode.Time(k)*timecode.Second
				w.End = w.Start + timecode.Second/2
			}
			times = append(times, w)
		}
		return transcript.SetTimes{Turn: turn.ID, Times: times}
	}
	f.edit("1.md", "T", set("1.md", 0, 597*timecode.Second, transcript.Measured))
	f.edit("2.md", "T", set("2.md", 0, 0, transcript.Unspoken), set("2.md", 1, 600*timecode.Second, transcript.Measured), set("2.md", 2, 610*timecode.Second, transcript.Measured))
	last := f.chunk("2.md").Turns[2].ID
	f.edit("1.md", "Sound", transcript.SetEpisode{Episode: transcript.Episode{Series: "Clocks", Key: "1", Sound: "/nowhere.wav"}})
	if err := f.store.Remember(t.Context(), "align.beside."+fmt.Sprint(id), `{"sound":"/nowhere.wav","uncovered":[],"misfits":[]}`); err != nil {
		t.Fatal(err)
	}
	before := f.chunk("2.md").Turns[0].Times
	f.edit("2.md", "Delete", transcript.DeleteTurn{Turn: last})
	after := f.chunk("2.md").Turns[0].Times
	if !slices.Equal(after, before) {
		t.Errorf("were %+v, and are %+v", before, after)
	}
}
