package service_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"stet/backend/service"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// Aligners and recognisers each write the same three words, of which the editor has mended one and added one: the words that
// are the same get their times, by what is in the file and whatever it is called.
func TestTheTimesOfEveryAlignerGoToTheWordsThatAreTheSame(t *testing.T) {
	grid := "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\n0\n9\n<exists>\n2\n" +
		"\"IntervalTier\"\n\"words\"\n0\n9\n4\n0\n1.25\n\"\"\n1.25\n1.5\n\"good\"\n1.5\n2\n\"mourning\"\n2\n2.5\n\"ada\"\n" +
		"\"IntervalTier\"\n\"phones\"\n0\n9\n1\n1.25\n1.5\n\"g\"\n"
	tier := func(n int, name string, intervals ...string) string {
		out := fmt.Sprintf("    item [%d]:\n        class = \"IntervalTier\" \n        name = \"%s\" \n        xmin = 0 \n        xmax = 9.0 \n        intervals: size = %d \n", n, name, len(intervals))
		for i, x := range intervals {
			times, text, _ := strings.Cut(x, "|")
			from, to, _ := strings.Cut(times, " ")
			out += fmt.Sprintf("        intervals [%d]:\n            xmin = %s \n            xmax = %s \n            text = \"%s\" \n", i+1, from, to, text)
		}
		return out
	}
	// Of two who speak it has two tiers for each; a word that is not in its dictionary may be written as unknown.
	two := "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\nxmin = 0 \nxmax = 9.0 \ntiers? <exists> \nsize = 4 \nitem []: \n" +
		tier(1, "Mira - words", "0.0 1.25|", "1.25 1.5|good", "1.5 9.0|") + tier(2, "Mira - phones", "0.0 1.25|", "1.25 1.5|G", "1.5 9.0|") +
		tier(3, "Ada - words", "0 1.5|<eps>", "1.5 2.0|<unk>", "2.0 2.4999999999999996|ada", "2.4999999999999996 9.0|") + tier(4, "Ada - phones", "0 1.5|sil", "1.5 2.0|spn", "2.0 2.5|EY1", "2.5 9.0|")
	for name, text := range map[string]string{
		"mfa2.txt":     two,
		"whisper.txt":  `{"text": " Good mourning Ada.", "segments": [{"id": 0, "start": 1, "end": 3, "text": " Good mourning Ada.", "words": [{"word": " Good", "start": 1.25, "end": 1.5, "probability": 0.9}, {"word": " mourning", "start": 1.5, "end": 2, "probability": 0.5}, {"word": " Ada.", "start": 2, "end": 2.5, "probability": 0.9}]}]}`,
		"whisperx.txt": `{"segments": [{"start": 1, "end": 3, "text": "Good mourning Ada.", "words": [{"word": "Good", "start": 1.25, "end": 1.5, "score": 0.9}, {"word": "mourning", "start": 1.5, "end": 2, "score": 0.5}, {"word": "Ada.", "start": 2, "end": 2.5, "score": 0.9}]}], "word_segments": []}`,
		"gentle.txt":   `{"transcript": "Good mourning Ada.", "words": [{"alignedWord": "good", "case": "success", "start": 1.25, "end": 1.5, "startOffset": 0, "endOffset": 4, "word": "Good"}, {"case": "not-found-in-audio", "startOffset": 5, "endOffset": 13, "word": "mourning"}, {"alignedWord": "ada", "case": "success", "start": 2, "end": 2.5, "startOffset": 14, "endOffset": 17, "word": "Ada"}]}`,
		"mfa.txt":      grid,
		"ctm.txt":      "talk 1 1.25 0.25 good 0.9\ntalk 1 1.5 0.5 mourning 0.5\ntalk 1 2 0.5 ada 0.9\n",
		"premiere.txt": `{"language": "en-us", "segments": [{"start": 1, "duration": 2, "language": "en-us", "speaker": "a", "words": [{"text": "Good", "start": 1.25, "duration": 0.25, "confidence": 0.9, "eos": false, "tags": [], "type": "word"}, {"text": "mourning", "start": 1.5, "duration": 0.5, "confidence": 0.5, "eos": false, "tags": [], "type": "word"}, {"text": "Ada", "start": 2, "duration": 0.5, "confidence": 0.9, "eos": true, "tags": [], "type": "word"}]}], "speakers": [{"id": "a", "name": "Ada"}]}`,
	} {
		f := open(t, "talk.md", "---\ntitle: A Talk\nslug: ep01-01-a-talk\nseries: Clocks\nepisode: 1\nchunk: 1\n---\n\n00:00:01.000 - 00:00:04.000\nMira\nGood morning, dear Ada!\n", name, text)
		f.take("talk.md")
		taken, err := f.TakeTimes(f.row("talk.md").episode, f.path(name))
		if err != nil || taken.Heard != 2 && taken.Heard != 3 {
			t.Errorf("%s: %+v, %v", name, taken, err)
			continue
		}
		var got []string
		for _, w := range f.timings("talk.md") {
			got = append(got, fmt.Sprintf("%s %d", w.How, w.Start.Millis()))
		}
		all := strings.Join(got, ", ")
		if !strings.HasPrefix(all, "imported 1250, interpolated 1500, interpolated ") || !strings.HasSuffix(all, "imported 2000") || len(got) != 4 {
			t.Errorf("%s: %s", name, all)
		}
		sure := f.timings("talk.md")[0].Confidence
		if want := uint8(90); !strings.HasPrefix(name, "mfa") && name != "gentle.txt" && sure != want {
			t.Errorf("%s: its first word is %d %% sure", name, sure)
		}
		// A word that somebody has timed since keeps its time when the file comes again.
		turn := f.chunk("talk.md").Turns[0]
		hand := transcript.Timing{Start: timecode.Second, End: timecode.Second + timecode.Second/4, How: transcript.ByHand}
		f.edit("talk.md", "Timed a word", transcript.TimeWords{Turn: turn.ID, Times: transcript.Timings{hand}})
		if _, err := f.TakeTimes(f.row("talk.md").episode, f.path(name)); !strings.Contains(fmt.Sprint(err), "already, or times of somebody's own") || f.timings("talk.md")[0] != hand {
			t.Errorf("%s: timed by hand, it is %+v (%v)", name, f.timings("talk.md")[0], err)
		}
	}
}

// A file that counts in hundredths has words that reach into the next by one; and a word that somebody timed stands where a
// word of the file would begin. What is stored stands one after the other.
func TestTimesOfAFileDoNotReachIntoEachOther(t *testing.T) {
	f := open(t, "talk.md", "---\ntitle: A Talk\nslug: ep01-01-a-talk\nseries: Clocks\nepisode: 1\nchunk: 1\n---\n\n00:00:01.000 - 00:00:04.000\nMira\nGood morning, dear Ada!\n",
		"talk.ctm", "talk 1 1.25 0.26 good 0.9\ntalk 1 1.5 0.51 morning 0.5\ntalk 1 2 0.26 dear 0.9\ntalk 1 2.25 0.5 ada 0.9\n")
	f.take("talk.md")
	turn := f.chunk("talk.md").Turns[0]
	hand := transcript.Timing{Start: 2 * timecode.Second, End: 2*timecode.Second + timecode.Second/2, How: transcript.ByHand}
	f.edit("talk.md", "Timed a word", transcript.TimeWords{Turn: turn.ID, From: 2, Times: transcript.Timings{hand}})
	if _, err := f.TakeTimes(f.row("talk.md").episode, f.path("talk.ctm")); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, w := range f.timings("talk.md") {
		got = append(got, fmt.Sprintf("%s %d-%d", w.How, w.Start.Millis(), w.End.Millis()))
	}
	if all := strings.Join(got, ", "); all != "imported 1250-1500, imported 1500-2000, by-hand 2000-2500, imported 2500-2750" {
		t.Error(all)
	}
}

// A recogniser's file of another cut goes on behind the end of the sound: it gives no word a time. Where only a word or two that it
// heard in silence do, these have none, and the rest is taken.
func TestTimesOfAFileDoNotLeaveTheSound(t *testing.T) {
	for _, c := range []struct {
		name       string
		from, step float64
		takes      bool
	}{{"of another cut", 8, 0.3, false}, {"of this one", 0, 0.3, true}, {"and on into silence", 2.12, 0.3, true}} {
		f, id, words := clockmaker(t, "")
		texts, _ := spokenFixture(t)
		ctm := ""
		for i, word := range strings.Fields(strings.Join(texts, " ")) {
			ctm += fmt.Sprintf("talk 1 %.2f 0.25 %s\n", c.from+float64(i)*c.step, word)
		}
		f.write("talk.ctm", ctm)
		before := f.timings("1.md")
		_, err := f.TakeTimes(id, f.path("talk.ctm"))
		if said := fmt.Sprint(err); !c.takes && !strings.Contains(said, "The words of talk.ctm go on to 19.050 s, and the sound ends at 13.195 s") {
			t.Errorf("%s: %s", c.name, said)
		} else if c.takes && err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if now := f.timings("1.md"); !c.takes && !slices.Equal(before, now) || c.takes && len(now) != len(words[0])+len(words[1]) {
			t.Errorf("%s: %v became %v", c.name, before, now)
		}
		f.lawfulTimes(c.name, timecode.FromMillis(13195))
	}
}

// A recogniser that ends each word late says when the next begins all the same: no word loses its time by that, neither when it is
// taken nor when the words are looked for.
func TestTimesOfAFileThatEndsWordsLate(t *testing.T) {
	for _, late := range []int64{20, 300} {
		f, id, words := clockmaker(t, "")
		texts, _ := spokenFixture(t)
		all := slices.Concat(words...)
		ctm := ""
		for i, word := range strings.Fields(strings.Join(texts, " ")) {
			from, to := all[i][0]/10, (all[i][1]+9)/10+late
			ctm += fmt.Sprintf("talk 1 %d.%02d %d.%02d %s\n", from/100, from%100, (to-from)/100, (to-from)%100, word)
		}
		f.write("talk.ctm", ctm)
		if _, err := f.TakeTimes(id, f.path("talk.ctm")); err != nil {
			t.Fatal(err)
		}
		f.align(id)
		for i, w := range f.timings("1.md") {
			if w.How != transcript.Imported || w.Start != timecode.FromMillis(all[i][0]/10*10) {
				t.Errorf("%d0 ms late: word %d is %s, at %v", late, i, w.How, w.Start)
			}
		}
		f.lawfulTimes("late", timecode.FromMillis(13195))
	}
}

// Words of a file run forwards from turn to turn, too, where somebody has timed a word that lies in their way.
func TestTimesOfAFileRunForwardsFromTurnToTurn(t *testing.T) {
	f := open(t, "1.md", "---\ntitle: A Talk\nslug: ep01-01-a-talk\nseries: Clocks\nepisode: 1\nchunk: 1\n---\n\n00:00:01.000 - 00:00:04.000\nMira\nGood morning, dear Ada!\n00:00:04.000 - 00:00:06.000\nAda\nAnd you, Mira?\n",
		"talk.ctm", "talk 1 11.25 0.26 good 0.9\ntalk 1 11.5 0.51 morning 0.5\ntalk 1 12 0.26 dear 0.9\ntalk 1 12.25 0.5 ada 0.9\ntalk 1 13 0.2 and\ntalk 1 13.2 0.2 you\ntalk 1 13.5 0.3 mira\n")
	f.take("1.md")
	turns := f.chunk("1.md").Turns
	hand := transcript.Timing{Start: 4 * timecode.Second, End: 4*timecode.Second + timecode.Second/2, How: transcript.ByHand}
	f.edit("1.md", "Timed a word", transcript.TimeWords{Turn: turns[1].ID, From: 0, Times: transcript.Timings{hand}})
	if _, err := f.TakeTimes(f.row("1.md").episode, f.path("talk.ctm")); err != nil {
		t.Fatal(err)
	}
	f.lawfulTimes("taken", timecode.FromMillis(20000))
	times := f.timings("1.md")
	if times[4] != hand || times[3].How != transcript.Guessed || times[5].How != transcript.Imported {
		t.Errorf("%+v", times)
	}
}

// Times that a file told before the episode had a sound do not leave that: those of another cut are taken away, with the step that
// gives the sound, and their words are looked for. Of one that ends a word late the end is cut.
func TestTimesThatWereToldBeforeThereWasASoundDoNotLeaveIt(t *testing.T) {
	for _, c := range []struct {
		later, ends int64
		says        string
	}{{0, 200, ""}, {8000, 0, "The times that a file gave to 37 words were taken away: they go on to "}, {1000000, 0, "The times that a file gave to 37 words were taken away: they go on to "}} {
		f, id, words := clockmaker(t, "")
		texts, _ := spokenFixture(t)
		all := slices.Concat(words...)
		ctm := ""
		for i, word := range strings.Fields(strings.Join(texts, " ")) {
			length := all[i][1] - all[i][0]
			if i == len(all)-1 {
				length = 13195 - all[i][0] + c.ends
			}
			ctm += fmt.Sprintf("talk 1 %.3f %.3f %s\n", float64(all[i][0]+c.later)/1000, float64(length)/1000, word)
		}
		f.write("talk.ctm", ctm)
		if _, err := f.AttachSound(id, ""); err != nil {
			t.Fatal(err)
		}
		if _, err := f.TakeTimes(id, f.path("talk.ctm")); err != nil {
			t.Fatal(err)
		}
		told := f.timings("1.md")
		v := f.byVerb(service.AlignRequest{Path: "1", Sound: f.path("talk.flac")})
		if !strings.HasPrefix(v.Beyond, c.says) || c.says == "" && v.Beyond != "" {
			t.Errorf("%d ms later it says %q", c.later, v.Beyond)
		}
		f.lawfulTimes("told before", timecode.FromMillis(13195))
		now := f.timings("1.md")
		for i, w := range now {
			if off := w.Start - timecode.FromMillis(all[i][0]); max(off, -off) > timecode.Second/5 || (w.How == transcript.Imported) != (c.says == "") {
				t.Errorf("%d ms later: word %d is %s at %v", c.later, i, w.How, w.Start)
			}
		}
		// Without the sound they are as they were told.
		for f.episode(id).Sound != "" {
			f.undo(id)
		}
		if c.says != "" && !slices.Equal(f.timings("1.md"), told) {
			t.Errorf("%d ms later, undone: %v", c.later, f.timings("1.md"))
		}
	}
}
