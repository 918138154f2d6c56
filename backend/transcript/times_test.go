package transcript

import (
	"fmt"
	"strings"
	"testing"

	"stet/backend/timecode"
)

// spoken is a document of one turn, 00:00:10:00 to 00:00:20:00, whose words are said for half a second each, one a
// second.
func spoken(t testing.TB, paragraphs ...string) (*Document, ID) {
	t.Helper()
	var times Timings
	for i := range CountWords(paragraphs) {
		at := timecode.Time(10+i) * timecode.Second
		times = append(times, Timing{Start: at, End: at + timecode.Second/2, How: Measured})
	}
	d, err := NewDocument(Episode{Rate: timecode.Rate30}, []Chunk{{Turns: []Turn{
		{Span: span(t, "00:00:10:00", "00:00:20:00"), Speaker: label("Ada"), Paragraphs: paragraphs, Times: times},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	return d, d.Order(d.Chunks()[0])[0]
}

// told writes a turn with the time of each word in tenths of a second, and a ~ before those that stand between others.
func told(d *Document, id ID) string {
	turn, _ := d.Turn(id)
	var b strings.Builder
	for i, w := range wordsOf(turn.Paragraphs) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w)
		if len(turn.Times) == 0 {
			continue
		}
		switch x := turn.Times[i]; x.How {
		case Unknown:
			b.WriteString("(?)")
		case Between, Carried:
			fmt.Fprintf(&b, "(~%d-%d)", x.Start*10/timecode.Second, x.End*10/timecode.Second)
		default:
			fmt.Fprintf(&b, "(%d-%d)", x.Start*10/timecode.Second, x.End*10/timecode.Second)
		}
	}
	return b.String()
}

func TestWordsKeepTheirTimes(t *testing.T) {
	for _, c := range []struct{ name, text, old, now, want string }{
		{"a word mended keeps its place", "Mat will join", "Mat", "Matt", "Matt(~100-105) will(110-115) join(120-125)"},
		{"a word more comes between", "so we just", "we ", "we all ", "so(100-105) we(110-115) all(~115-120) just(120-125)"},
		{"at the end, up to the turn's", "so we", "we", "we two", "so(100-105) we(110-115) two(~115-200)"},
		{"at the start, from the turn's", "so we", "so", "and so", "and(~100-100) so(100-105) we(110-115)"},
		{"a word less takes its time along", "we we just", "we we", "we", "we(100-105) just(120-125)"},
		{"the second of two goes", "so we we just", "we just", "just", "so(100-105) we(110-115) just(130-135)"},
		{"two words become one", "end gin is", "end gin", "engine", "engine(~100-115) is(120-125)"},
		{"one word becomes two", "cannot be", "cannot", "can not", "can(~100-102) not(~102-105) be(110-115)"},
		{"nothing is left", "so", "so", "", ""},
		{"a space more changes nothing", "so we", " ", "  ", "so(100-105) we(110-115)"},
		{"a comma is a word rewritten", "so we", "so", "so,", "so,(~100-105) we(110-115)"},
	} {
		d, id := spoken(t, c.text)
		from := strings.LastIndex(c.text, c.old)
		before := told(d, id)
		_, inverse, err := d.Apply(EditText{Turn: id, From: from, To: from + len(c.old), Text: c.now})
		if err != nil {
			t.Fatal(err)
		}
		if got := told(d, id); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		if _, _, err := d.Apply(recode(t, inverse)); err != nil || told(d, id) != before {
			t.Errorf("%s: undone: %s, want %s (%v)", c.name, told(d, id), before, err)
		}
	}
}

func TestWordsTypedOneByOneShareTheirRoom(t *testing.T) {
	d, id := spoken(t, "so we")
	for _, c := range []struct {
		at         int
		text, want string
	}{
		{2, " all", "so(100-105) all(~105-110) we(110-115)"},
		{6, " may", "so(100-105) all(~105-107) may(~107-110) we(110-115)"},
		{2, " do", "so(100-105) do(~105-106) all(~106-108) may(~108-110) we(110-115)"},
		{2, ",", "so,(~100-105) do(~105-106) all(~106-108) may(~108-110) we(110-115)"},
		{0, "and ", "and(~100-100) so,(~100-105) do(~105-106) all(~106-108) may(~108-110) we(110-115)"},
	} {
		before := told(d, id)
		_, inverse, err := d.Apply(EditText{Turn: id, From: c.at, To: c.at, Text: c.text})
		if err != nil {
			t.Fatal(err)
		}
		if got := told(d, id); got != c.want {
			t.Errorf("%q: %s, want %s", c.text, got, c.want)
		}
		_, again, err := d.Apply(inverse)
		if err != nil {
			t.Fatal(err)
		}
		if got := told(d, id); got != before {
			t.Errorf("%q taken back: %s, want %s", c.text, got, before)
		}
		if _, _, err := d.Apply(again); err != nil {
			t.Fatal(err)
		}
		if got := told(d, id); got != c.want {
			t.Errorf("%q done again: %s, want %s", c.text, got, c.want)
		}
	}
}

func TestWordsTypedIntoCuesLeaveTheOthersTheirTimes(t *testing.T) {
	var times Timings
	for _, w := range []struct{ start, end timecode.Time }{{100, 105}, {105, 110}, {110, 130}, {130, 150}} {
		times = append(times, Timing{w.start * timecode.Second / 10, w.end * timecode.Second / 10, Between, 0})
	}
	d, err := NewDocument(Episode{Rate: timecode.Rate30}, []Chunk{{Turns: []Turn{
		{Span: span(t, "00:00:10:00", "00:00:20:00"), Speaker: label("Ada"), Paragraphs: []string{"so we went home"}, Times: times},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	id := d.Order(d.Chunks()[0])[0]
	for _, c := range []struct {
		at         int
		text, want string
	}{
		{5, " all", "so(~100-102) we(~102-105) all(~105-110) went(~110-130) home(~130-150)"},
		{14, " back", "so(~100-102) we(~102-105) all(~105-110) went(~110-123) back(~123-136) home(~136-150)"},
		{0, "and ", "and(~100-103) so(~103-105) we(~105-107) all(~107-110) went(~110-123) back(~123-136) home(~136-150)"},
	} {
		if _, _, err := d.Apply(EditText{Turn: id, From: c.at, To: c.at, Text: c.text}); err != nil {
			t.Fatal(err)
		}
		if got := told(d, id); got != c.want {
			t.Errorf("%q: %s, want %s", c.text, got, c.want)
		}
	}
}

func TestParagraphsKeepTheTimesOfTheirWords(t *testing.T) {
	d, id := spoken(t, "Matthew Druker will join", "us today")
	_, inverse, err := d.Apply(SetParagraphs{Turn: id, Paragraphs: []string{"Matthew Drucker will be", "joining us today"}})
	if err != nil {
		t.Fatal(err)
	}
	want := "Matthew(100-105) Drucker(~110-115) will(120-125) be(~130-131) joining(~131-135) us(140-145) today(150-155)"
	if got := told(d, id); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if _, _, err := d.Apply(recode(t, inverse)); err != nil || !strings.HasPrefix(told(d, id), "Matthew(100-105) Druker(110-115) will(120-125) join(130-135)") {
		t.Errorf("undone: %s (%v)", told(d, id), err)
	}
}

func TestNobodysTimeIsInvented(t *testing.T) {
	d, id := spoken(t, "so we just")
	if _, _, err := d.Apply(SetTimes{Turn: id}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := d.Apply(EditText{Turn: id, From: 2, To: 2, Text: " then"}); err != nil {
		t.Fatal(err)
	}
	if got := told(d, id); got != "so then we just" {
		t.Error(got)
	}
	second := timecode.Second
	half := Timings{{Start: 11 * second, End: 12 * second, How: Measured}, {}, {}, {Start: 14 * second, End: 15 * second, How: Measured}}
	if _, _, err := d.Apply(SetTimes{Turn: id, Times: half}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := d.Apply(EditText{Turn: id, From: 2, To: 2, Text: " and"}); err != nil {
		t.Fatal(err)
	}
	if got := told(d, id); got != "so(110-120) and(?) then(?) we(?) just(140-150)" {
		t.Error(got)
	}
}

func TestSomeWordsAreTimed(t *testing.T) {
	d, id := spoken(t, "so we just")
	if _, _, err := d.Apply(SetTimes{Turn: id}); err != nil {
		t.Fatal(err)
	}
	second := timecode.Second
	_, inverse, err := d.Apply(recode(t, TimeWords{Turn: id, From: 1, Times: Timings{{Start: 11 * second, End: 12 * second, How: ByHand}}}))
	if got := told(d, id); err != nil || got != "so(?) we(110-120) just(?)" {
		t.Errorf("%s, %v", got, err)
	}
	if _, _, err := d.Apply(recode(t, inverse)); err != nil || told(d, id) != "so we just" {
		t.Errorf("undone: %s (%v)", told(d, id), err)
	}
	for _, o := range []TimeWords{
		{Turn: id, From: -1}, {Turn: id, From: 4}, {Turn: id, From: 2, Times: make(Timings, 2)},
		{Turn: id, Times: Timings{{Start: 2, End: 1, How: ByHand}}},
	} {
		if _, _, err := d.Apply(o); err == nil {
			t.Errorf("%+v was applied", o)
		}
	}
}

func TestTimesArePackedWithoutLoss(t *testing.T) {
	for _, times := range []Timings{
		nil, {{}}, {{How: Unspoken}, {Start: 4, End: 5, How: ByHand}, {How: Unspoken}, {Start: 6, End: 9, How: Guessed}}, {{Start: 5, End: 9, How: Measured}, {}, {Start: 3, End: 3, How: Between}}, measured(1<<50, 300),
		{{Start: 4, End: 5, How: Measured, Confidence: 97}, {}, {Start: 6, End: 9, How: Guessed, Confidence: 1}, {Start: 9, End: 9, How: Imported, Confidence: 100}},
	} {
		got, err := UnpackTimings(times.Pack())
		if err != nil || fmt.Sprint(got) != fmt.Sprint(times) {
			t.Errorf("%v became %v (%v)", times, got, err)
		}
	}
	for _, bad := range []string{"\x03", "\x01", "\x01\x02", "\x02\xff", "\x84", "\x84\x00\x02\x02", "\x84\x65\x02\x02", "\x80\x32", "\x87\x32"} {
		if got, err := UnpackTimings([]byte(bad)); err == nil {
			t.Errorf("%q is read as %v", bad, got)
		}
	}
}

func TestAPartedTurnTakesItsTimeFromItsWords(t *testing.T) {
	heard := 13*timecode.Second + 1
	for _, c := range []struct {
		name   string
		op     SplitTurn
		change Op
		want   string
	}{
		{"between words", SplitTurn{At: 6}, nil, "0 10:00-12:00 so(100-105) we(110-115) | 0 12:00-20:00 just(120-125) wait(130-135)"},
		{"within a word", SplitTurn{At: 8}, nil, "2 10:00-12:07 so(100-105) we(110-115) ju(~120-122) | 1 12:07-20:00 st(~122-125) wait(130-135)"},
		{"where it was heard", SplitTurn{At: 6, Heard: &heard}, nil, "0 10:00-13:00 so(100-105) we(110-115) | 0 13:00-20:00 just(120-125) wait(130-135)"},
		{"without times, by the letters", SplitTurn{At: 6}, SetTimes{}, "2 10:00-13:17 so we | 1 13:17-20:00 just wait"},
		{"at the end", SplitTurn{At: 15}, nil, "0 10:00-13:15 so(100-105) we(110-115) just(120-125) wait(130-135) | 1 13:15-20:00 "},
		{"at the end, where it was heard", SplitTurn{At: 15, Heard: &heard}, nil, "0 10:00-13:00 so(100-105) we(110-115) just(120-125) wait(130-135) | 0 13:00-20:00 "},
		{"at the start", SplitTurn{}, nil, "0 10:00-10:00  | 0 10:00-20:00 so(100-105) we(110-115) just(120-125) wait(130-135)"},
	} {
		d, id := spoken(t, "so we just wait")
		if times, ok := c.change.(SetTimes); ok {
			times.Turn = id
			if _, _, err := d.Apply(times); err != nil {
				t.Fatal(err)
			}
		}
		before := snapshot(d)
		c.op.Turn, c.op.New = id, d.NewID()
		_, inverse, err := d.Apply(c.op)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		show := func(id ID) string {
			turn, _ := d.Turn(id)
			return fmt.Sprintf("%d %s-%s %s", turn.Estimated, turn.Span.Start.String()[6:], turn.Span.End.String()[6:], told(d, id))
		}
		if got := show(id) + " | " + show(c.op.New); got != c.want {
			t.Errorf("%s:\n%s, want\n%s", c.name, got, c.want)
		}
		if turn, _ := d.Turn(c.op.New); turn.Label() != "Ada" {
			t.Errorf("%s: %q speaks", c.name, turn.Label())
		}
		if _, _, err := d.Apply(recode(t, inverse)); err != nil || snapshot(d) != before {
			t.Errorf("%s: undone:\n%s\nwant\n%s(%v)", c.name, snapshot(d), before, err)
		}
	}
}

func TestJoinedTurnsAreWhatTheyWere(t *testing.T) {
	d, id := spoken(t, "so we just", "wait here")
	next := d.NewID()
	if _, _, err := d.Apply(SplitTurn{Turn: id, Para: 0, At: 5, New: next}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := d.Apply(JoinTurn{Turn: next, Glue: " "}); err != nil {
		t.Fatal(err)
	}
	other, _ := spoken(t, "so we just", "wait here")
	a, _ := d.Turn(id)
	b, _ := other.Turn(id)
	if !identical(&a, &b) {
		t.Errorf("%+v, want %+v", a, b)
	}
	if _, _, err := d.Apply(JoinTurn{Turn: id}); err == nil {
		t.Error("the first turn of a chunk was joined with nothing")
	}
}

func TestAJoinTakesWhatTimeThereIs(t *testing.T) {
	d, err := NewDocument(Episode{}, []Chunk{{Turns: []Turn{
		{Speaker: label("Ada"), Paragraphs: []string{"so"}},
		{Span: span(t, "00:00:10:00", "00:00:20:00"), Speaker: label("Björn"), Paragraphs: []string{"we"}},
		{Speaker: label("Ada"), Paragraphs: []string{"wait"}},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	ids := d.Order(d.Chunks()[0])
	for _, id := range ids[1:] {
		if _, _, err := d.Apply(JoinTurn{Turn: id, Glue: " "}); err != nil {
			t.Fatal(err)
		}
	}
	turn, _ := d.Turn(ids[0])
	if turn.Label() != "Ada" || turn.Span == nil || turn.Estimated != StartEdge|EndEdge || turn.Paragraphs[0] != "so we wait" {
		t.Errorf("%+v", turn)
	}
}

func TestEditsSayWhereTimesCameFrom(t *testing.T) {
	d, id := spoken(t, "a b c d e f")
	turn, _ := d.Turn(id)
	times := turn.Times
	for i, how := range []How{Imported, Measured, Guessed, ByHand, Unspoken, Between} {
		times[i].How = how
		if how == Unspoken {
			times[i] = Timing{How: Unspoken}
		}
	}
	for _, op := range []Op{SetTimes{Turn: id, Times: times}, SetParagraphs{Turn: id, Paragraphs: []string{"A B C D E F"}}} {
		if _, _, err := d.Apply(op); err != nil {
			t.Fatal(err)
		}
	}
	turn, _ = d.Turn(id)
	for i, how := range []How{Carried, Carried, Carried, ByHand, Unknown, Between} {
		if got := turn.Times[i]; got.How != how || got.Start != times[i].Start {
			t.Errorf("word %d, written anew: %v, want %v", i, got, how)
		}
	}
}

func TestWhatAPersonHasTimedIsKept(t *testing.T) {
	had := Timings{{Start: 1, End: 2, How: ByHand}, {Start: 2, End: 3, How: Measured}}
	now := Timings{{Start: 5, End: 6, How: Imported}, {Start: 6, End: 7, How: Imported}}
	if now.Keep(had); now[0] != had[0] || now[1].Start != 6 {
		t.Error(now)
	}
}

// Words are counted as strings.Fields parts them, whatever space stands between.
func TestWordsAreCountedAsTheyAreParted(t *testing.T) {
	for _, paragraphs := range [][]string{
		nil, {""}, {" \t\n"}, {"one"}, {" one\u00a0two\u2003three\u0085four\vfive "}, {"well – so", "Zoë’s \xff bell"}, {"a\u200bb", "c\ufeff d"},
	} {
		want := 0
		for _, p := range paragraphs {
			want += len(strings.Fields(p))
		}
		if got := CountWords(paragraphs); got != want {
			t.Errorf("%q: %d words, not %d", paragraphs, got, want)
		}
	}
}
