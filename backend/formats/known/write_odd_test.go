package known_test

import (
	"slices"
	"strings"
	"testing"

	"stet/backend/formats"
	"stet/backend/formats/known"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

func named(name string) *string { return &name }

func spanned(t testing.TB, start, end string) *timecode.Span {
	t.Helper()
	from, err := timecode.Parse(start)
	if err != nil {
		t.Fatal(err)
	}
	to, err := timecode.Parse(end)
	if err != nil {
		t.Fatal(err)
	}
	return &timecode.Span{Start: from, End: to}
}

func field(key, value string) transcript.Field {
	return transcript.Field{Key: key, Kind: transcript.ScalarField, Value: value}
}

// heardAt times words that follow each other, from a millisecond on; those of no length are not known.
func heardAt(from int64, millis ...int64) transcript.Timings {
	var out transcript.Timings
	for _, n := range millis {
		w := transcript.Timing{Start: timecode.FromMillis(from), End: timecode.FromMillis(from + n), How: transcript.Imported}
		if n == 0 {
			w = transcript.Timing{}
		}
		out = append(out, w)
		from += n
	}
	return out
}

// oddEpisode has what real ones have: timecodes that begin at an hour and leave numbers out, signs that formats use
// themselves, a colon in a name, turns that overlap, without a time, without words, without a name, chunks in the wrong
// order, a word that no line holds.
func oddEpisode(t testing.TB) *formats.Episode {
	t.Helper()
	turn := func(start, end, name string, times transcript.Timings, paragraphs ...string) transcript.Turn {
		u := transcript.Turn{Paragraphs: paragraphs, Times: times}
		if start != "" {
			u.Span = spanned(t, start, end)
		}
		if name != "" {
			u.Speaker = named(name)
		}
		return u
	}
	first := transcript.Chunk{
		ID: 1, Matter: transcript.Matter{Form: transcript.FieldMatter, Fields: []transcript.Field{
			field("title", `Tags <b> & "quotes" | bars`), field("slug", "ep05-01-tags"), field("chunk", "1"), field("summary", "About *stars* & --> arrows."),
		}},
		Turns: []transcript.Turn{
			turn("01:00:00;00", "01:00:04;00", "Ada", heardAt(0, 500, 500, 0, 1000, 400, 600, 700), "Write <b>bold</b> as &lt; or --> so."),
			turn("01:00:04;00", "01:00:09;29", "Host: Björn", nil, "1986. It was a year.", "# And a second paragraph, with_underscores_ and *stars*."),
			turn("01:00:08;15", "01:00:12;00", "Mira", nil, "I was speaking already, over you, and at such length that nobody could have heard it at once!"),
			turn("01:00:12;00", "01:00:12;00", "Ada", nil, ""),
			turn("", "", "Ada", nil, "Nobody timed this."),
			turn("01:00:20;00", "01:00:24;00", "", nil, "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz, they say."),
		},
	}
	third := transcript.Chunk{
		ID: 3, Matter: transcript.Matter{Form: transcript.FieldMatter, Fields: []transcript.Field{field("title", "Later"), field("slug", "ep05-02-later")}},
		Turns: []transcript.Turn{turn("01:01:00;02", "01:01:03;00", "Ada", nil, "This comes last.")},
	}
	second := transcript.Chunk{
		ID: 2, Matter: transcript.Matter{Form: transcript.FieldMatter, Fields: []transcript.Field{field("title", "Between"), field("slug", "ep05-03-between")}},
		Turns: []transcript.Turn{turn("01:00:30;00", "01:00:33;00", "Mira", heardAt(30000, 200, 300, 250), "Well, it isn't."), turn("", "", "Ada", nil, strings.Repeat("far too many words for the room that there is ", 20))},
	}
	e := transcript.Episode{Series: "Mill Talk", Key: "5", Rate: timecode.Rate2997Drop, Offset: -3600 * timecode.Second}
	out := formats.NewEpisode(e, []transcript.Chunk{first, third, second}, 62*timecode.Second)
	out.Sound = "../sound/the mill & more #5.mp3"
	out.Left = []formats.Left{{Chunk: 9, Number: "4", Title: "Held", Why: "it has an error"}}
	return out
}

func TestAnOddEpisodeIsWritten(t *testing.T) {
	e := oddEpisode(t)
	var all strings.Builder
	for _, w := range known.Writers() {
		out, err := w.Make(e, nil)
		if err != nil {
			t.Errorf("%s: %v", w.ID, err)
			continue
		}
		all.WriteString("== " + w.ID + "\n")
		for _, r := range out.Remarks {
			all.WriteString(string(r.Kind) + ": " + r.What + "\n")
		}
		if strings.HasPrefix(w.ID, "vtt") || w.ID == "markdown" {
			// Others read these, too: a browser and parsers.
			golden(t, "odd"+w.Ending, out.Bytes)
		}
		switch {
		case w.ID == "html":
			body := string(out.Bytes[strings.Index(string(out.Bytes), "<body>"):])
			all.WriteString("\n" + body[:strings.Index(body, "<script>")])
		case !w.Binary:
			all.WriteString("\n" + string(out.Bytes))
		}
	}
	golden(t, "odd.txt", []byte(all.String()))
}

// said is a word and who says it.
type said struct{ speaker, word string }

// TestWhatIsWrittenIsReadAgain reads files with Stet's own readers: the same words of the same people, and times to the
// millisecond.
func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	for name, e := range map[string]*formats.Episode{"sample": theSample(t), "odd": oddEpisode(t)} {
		for _, w := range known.Writers() {
			out, err := w.Make(e, nil)
			if err != nil {
				t.Fatal(err)
			}
			f := formats.NewFile(out.Bytes)
			reader, ok := known.Find(f)
			if !slices.Contains([]string{"srt", "vtt", "vtt-words", "podcast"}, w.ID) {
				continue
			}
			if !ok {
				t.Errorf("%s as %s is no format that is read", name, w.ID)
				continue
			}
			got, err := reader.Read(f)
			if err != nil {
				t.Errorf("%s as %s: %v", name, w.ID, err)
				continue
			}
			sameWords(t, name+" as "+w.ID, e, w.ID, got)
		}
	}
}

func sameWords(t *testing.T, where string, e *formats.Episode, id string, got formats.Transcript) {
	t.Helper()
	var words, read []said
	turns := slices.DeleteFunc(e.Turns(), func(s *formats.Said) bool { return len(s.Paragraphs) == 0 || !s.Timed() })
	slices.SortStableFunc(turns, func(a, b *formats.Said) int { return int(a.Start/timecode.Millisecond - b.Start/timecode.Millisecond) })
	speaker, overlap := "", false
	var last *formats.Said
	for _, s := range turns {
		if last != nil && s.Start == last.Start && s.End == last.End && s.Text() == last.Text() && s.Speaker == last.Speaker {
			continue // what stands twice is written once
		}
		overlap = overlap || last != nil && s.Start < last.End
		last = s
		switch {
		case s.Speaker != "":
			speaker = s.Speaker
		case id == "vtt" || id == "vtt-words":
			speaker = ""
		}
		if id == "srt" {
			speaker = strings.ReplaceAll(speaker, ": ", " – ")
		}
		for _, word := range s.Words() {
			words = append(words, said{speaker, word})
		}
	}
	for _, turn := range got.Turns {
		at, err := turn.Span.Start.At(timecode.Rate{})
		if err != nil {
			t.Fatal(err)
		}
		first := strings.Fields(turn.Paragraphs[0])[0]
		within := func(s *formats.Said) bool {
			return formats.Milli(s.Start) <= at && at <= formats.Milli(s.End) && slices.Contains(s.Words(), first)
		}
		if !slices.ContainsFunc(turns, within) {
			t.Errorf("%s: “%s” is read at %v, where nobody says it", where, first, at)
		}
		for _, p := range turn.Paragraphs {
			for _, word := range strings.Fields(p) {
				read = append(read, said{turn.Speaker, word})
			}
		}
	}
	// Cues of turns that overlap stand between each other's.
	order := func(a, b said) int { return strings.Compare(a.speaker+"\n"+a.word, b.speaker+"\n"+b.word) }
	if overlap {
		slices.SortFunc(words, order)
		slices.SortFunc(read, order)
	}
	for i := range min(len(words), len(read)) {
		if words[i] != read[i] {
			t.Errorf("%s: word %d is %v, want %v", where, i, read[i], words[i])
			return
		}
	}
	if len(words) != len(read) {
		t.Errorf("%s: %d words are read, want %d", where, len(read), len(words))
	}
}

// TestTheTimesOfWordsAreReadAgain compares each word that was heard with what is read.
func TestTheTimesOfWordsAreReadAgain(t *testing.T) {
	e := oddEpisode(t)
	i := slices.IndexFunc(known.Writers(), func(w formats.Writer) bool { return w.ID == "vtt-words" })
	out, err := known.Writers()[i].Make(e, nil)
	if err != nil {
		t.Fatal(err)
	}
	f := formats.NewFile(out.Bytes)
	reader, _ := known.Find(f)
	got, err := reader.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	compared := 0
	for _, s := range e.Turns() {
		for _, turn := range got.Turns {
			if len(s.Times) == 0 || !slices.Equal(strings.Fields(strings.Join(turn.Paragraphs, " ")), s.Words()) {
				continue
			}
			for k, w := range s.Times {
				if w.How == transcript.Imported && k > 0 {
					compared++
					if turn.Times[k].Start != w.Start {
						t.Errorf("“%s” is read at %v, want %v", s.Words()[k], turn.Times[k].Start, w.Start)
					}
				}
			}
		}
	}
	if compared < 6 {
		t.Errorf("only %d words were compared", compared)
	}
}

// The transcript of an episode with turns that have no time is read again by a list of who speaks. One that nobody says, and
// that has no time either, cannot be told from the words before it: that is said of it, in its line.
func TestTurnsWithoutATimeStandInATranscript(t *testing.T) {
	long := strings.Repeat("It goes on and on, and nobody asks when. ", 8)
	made := func(turns ...transcript.Turn) (formats.Output, error) {
		w := known.Writers()[0]
		return w.Make(formats.NewEpisode(transcript.Episode{Key: "5"}, []transcript.Chunk{{ID: 1, Turns: turns}}, 0), nil)
	}
	first := transcript.Turn{Span: spanned(t, "00:00:01:00", "00:00:09:00"), Speaker: named("Ada"), Paragraphs: []string{long}}
	second := transcript.Turn{Speaker: named("Björn"), Paragraphs: []string{"That is so.", "Is it not?"}}
	out, err := made(first, second, first)
	if err != nil || !strings.HasPrefix(string(out.Bytes), "---\nspeakers:\n  - \"Ada\"\n  - \"Björn\"\n---\n\n00:00:01:00 - ") {
		t.Fatalf("%v\n%s", err, out.Bytes)
	}
	if !slices.ContainsFunc(out.Remarks, func(r formats.Remark) bool { return strings.HasPrefix(r.What, "A list of the speakers stands above") }) {
		t.Errorf("%+v", out.Remarks)
	}
	second.Speaker = nil
	_, err = made(first, second)
	if err == nil || err.Error() != "line 5, column 1: The turn “That is so. Is it not?” has no time, and would be read as words of the one before it: give it a time" {
		t.Error(err)
	}
}
