package session_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// hands type into the first turn of a file. Each mark of a script is a key or what the hands do:
//
//	a letter   typed at the caret
//	<          Backspace
//	>          Delete
//	|          three seconds of rest
//	{12}       the caret goes to byte 12
//	[4:8]      bytes 4 to 8 are selected; what comes next is typed over them
//	(word)     comes as one edit, as an input method's word does
type hands struct {
	*fixture
	turn     transcript.ID
	at, upTo int
}

func (h *hands) edit(from, to int, text string) {
	h.t.Helper()
	h.clock.pass(80 * time.Millisecond)
	h.do(session.Edit{Typing: true, Ops: []transcript.Op{transcript.EditText{Turn: h.turn, From: from, To: to, Text: text}}})
	h.at, h.upTo = from+len(text), from+len(text)
}

func (h *hands) words() string {
	var p string
	h.Read(func(doc *transcript.Document, _ session.Files) {
		t, _ := doc.Turn(h.turn)
		p = t.Paragraphs[0]
	})
	return p
}

func (h *hands) play(script string) {
	h.t.Helper()
	for script != "" {
		var from, to int
		switch script[0] {
		case '<':
			if h.at == h.upTo {
				_, n := lastRune(h.words()[:h.at])
				h.at -= n
			}
			h.edit(h.at, h.upTo, "")
		case '>':
			h.edit(h.at, h.at+1, "")
		case '|':
			h.clock.pass(3 * time.Second)
		case '{':
			if _, err := fmt.Sscanf(script, "{%d}", &from); err != nil {
				h.t.Fatal(err)
			}
			h.at, h.upTo = from, from
			script = script[strings.IndexByte(script, '}'):]
		case '[':
			if _, err := fmt.Sscanf(script, "[%d:%d]", &from, &to); err != nil {
				h.t.Fatal(err)
			}
			h.at, h.upTo = from, to
			script = script[strings.IndexByte(script, ']'):]
		case '(':
			end := strings.IndexByte(script, ')')
			h.edit(h.at, h.upTo, script[1:end])
			script = script[end:]
		default:
			_, n := firstRune(script)
			h.edit(h.at, h.upTo, script[:n])
			script = script[n:]
			continue
		}
		script = script[1:]
	}
}

func lastRune(s string) (rune, int) {
	r := []rune(s)
	return r[len(r)-1], len(string(r[len(r)-1]))
}

func firstRune(s string) (rune, int) {
	for _, r := range s {
		return r, len(string(r))
	}
	return 0, 0
}

func TestTypingIsGroupedAsPeopleThinkOfIt(t *testing.T) {
	const text = "The wait on this side is what pulls."
	for _, c := range []struct {
		does, script, text string
		steps              []string // oldest first
	}{
		{"a word at the end", "{36} Yes", text + " Yes", []string{"Typed “Yes”"}},
		{"two words", "{4}old heavy ", "The old heavy wait on this side is what pulls.", []string{"Typed “old”", "Typed “heavy”"}},
		{"two words in pieces", "{4}o(ld )h(ea)(vy )", "The old heavy wait on this side is what pulls.", []string{"Typed “old”", "Typed “heavy”"}},
		{"a word with a pause in it", "{4}ol|d ", "The old wait on this side is what pulls.",
			[]string{"Changed “wait” to “olwait”", "Changed “olwait” to “old wait”"}},
		{"two places", "{3},{8},", "The, wai,t on this side is what pulls.",
			[]string{"Changed “The” to “The,”", "Changed “wait” to “wai,t”"}},
		{"a letter put into a word, and another", "{5}e{8}ht", "The weaihtt on this side is what pulls.",
			[]string{"Changed “wait” to “weait”", "Changed “weait” to “weaihtt”"}},
		{"a word typed over", "[4:8]weight", "The weight on this side is what pulls.", []string{"Changed “wait” to “weight”"}},
		{"a word typed over in pieces", "[4:8]w(eight)", "The weight on this side is what pulls.", []string{"Changed “wait” to “weight”"}},
		{"a word deleted and typed anew in pieces", "{8}<<<<w(eig)(ht)", "The weight on this side is what pulls.",
			[]string{"Changed “wait” to “weight”"}},
		{"a word deleted and typed anew", "{8}<<<<weight", "The weight on this side is what pulls.", []string{"Changed “wait” to “weight”"}},
		{"a slip of the finger put right", "{4}odl<<ld ", "The old wait on this side is what pulls.", []string{"Typed “old”"}},
		{"a run of Backspace", "{24}<<<<<<<<<<<<", "The wait on  what pulls.", []string{"Deleted “this side is” before “what”"}},
		{"a run of Backspace, and then words", "{24}<<<<<<<<<<<<my ", "The wait on my  what pulls.",
			[]string{"Deleted “this side is” before “what”", "Typed “my”"}},
		{"a run of Delete", "{4}>>>>>", "The on this side is what pulls.", []string{"Deleted “wait” before “on”"}},
		{"a selection deleted", "[12:24]<", "The wait on  what pulls.", []string{"Deleted “this side is” before “what”"}},
		{"a selection deleted right after a word", "{12}my [15:27]<", "The wait on my  what pulls.",
			[]string{"Typed “my”", "Deleted “this side is” before “what”"}},
		{"several words typed over", "[12:24]it is", "The wait on it is what pulls.",
			[]string{"Changed “this side is” to “it”", "Typed “is”"}},
		{"a space taken and a dash put", "{17}<-", "The wait on this-side is what pulls.", []string{"Changed “this side” to “this-side”"}},
		{"nothing in the end", "{4}so <<<", text, nil},
		{"a space", "{3} ", "The  wait on this side is what pulls.", []string{"Changed a space"}},
		{"an accent put on the letter", "{36} cafe[40:41]é", text + " café", []string{"Typed “café”"}},
		{"an input method's words", "{36}(時計)(が)(止まった。)(見て。)", text + "時計が止まった。見て。",
			[]string{"Changed “pulls.” to “pulls.時計が止まった。”", "Changed “pulls.時計が止まった。” to “pulls.時計が止まった。見て。”"}},
	} {
		t.Run(c.does, func(t *testing.T) {
			f := open(t, strings.Replace(tower, "Ninety-one steps, and the bell 🔔 at the top of\nthem. Mind your head.", text, 1))
			h := &hands{fixture: f, turn: f.turn(0).ID}
			h.play(c.script)
			if h.words() != c.text {
				t.Fatalf("the words are %q", h.words())
			}
			steps, err := f.store.Steps(ctx, f.id, 0, -1)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, s := range steps {
				if s.State != transcript.Done {
					continue
				}
				got = append([]string{s.Name}, got...)
				if s.Place != "1, 00:00:01:00" {
					t.Errorf("%s was in %q", s.Name, s.Place)
				}
			}
			if fmt.Sprint(got) != fmt.Sprint(c.steps) {
				t.Errorf("the steps are\n%q, want\n%q", got, c.steps)
			}
			for range got {
				if _, err := f.Undo(ctx); err != nil {
					t.Fatal(err)
				}
			}
			if h.words() != text {
				t.Errorf("undone, the words are %q", h.words())
			}
		})
	}
}

// Typing that was taken back by hand is no step, and leaves ticks and what can be undone as they were.
func TestTypingThatIsTakenBackIsNoStep(t *testing.T) {
	f := open(t, tower)
	turn := f.turn(0).ID
	if _, err := f.Do(ctx, session.Edit{Name: "Checked", Ops: []transcript.Op{transcript.SetChecked{Turn: turn, Checked: true}}}); err != nil {
		t.Fatal(err)
	}
	h := &hands{fixture: f, turn: turn}
	h.play("{4}x<")
	if !f.turn(0).Checked {
		t.Error("the tick is gone")
	}
	h.play("{4}y")
	for _, want := range []string{"Changed “Ninety-one” to “Nineyty-one”", "Checked"} {
		if r, err := f.Undo(ctx); err != nil || r.Name != want {
			t.Errorf("undone was %q, want %q: %v", r.Name, want, err)
		}
	}
	if _, err := f.Undo(ctx); !errors.Is(err, session.ErrNothing) {
		t.Errorf("there was more to undo: %v", err)
	}
}

// Words that come from elsewhere keep their times where they fit between those beside them; the journal holds the times, or
// none.
func TestWordsThatArePastedKeepTheirTimesWhereTheyFit(t *testing.T) {
	for _, c := range []struct {
		at   timecode.Time
		want string
	}{
		{2, "measured 0 measured 2 measured 4 measured 6"},
		{5, "measured 0 interpolated 1 measured 4 measured 6"},
	} {
		f := open(t, strings.Replace(tower, "Ninety-one steps, and the bell 🔔 at the top of\nthem. Mind your head.", "One three four", 1))
		turn := f.turn(0).ID
		said := func(at timecode.Time) transcript.Timing {
			return transcript.Timing{Start: at * timecode.Second, End: (at + 1) * timecode.Second, How: transcript.Measured}
		}
		f.do(session.Edit{Name: "Timed", Ops: []transcript.Op{transcript.SetTimes{Turn: turn, Times: transcript.Timings{said(0), said(4), said(6)}}}})
		f.do(session.Edit{Name: "Pasted", Ops: []transcript.Op{
			transcript.EditText{Turn: turn, From: 4, To: 4, Text: "two "},
			transcript.TimeWords{Turn: turn, From: 1, Times: transcript.Timings{said(c.at)}, Fits: true},
		}})
		var got []string
		for _, w := range f.turn(0).Times {
			got = append(got, fmt.Sprintf("%v %d", w.How, w.Start/timecode.Second))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("said at %d: %q, want %q", c.at, got, c.want)
		}
		steps, err := f.store.Steps(ctx, f.id, 0, 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, op := range steps[0].Ops {
			if o, is := op.(transcript.TimeWords); is && o.Fits {
				t.Error("the journal holds the question, and not the answer")
			}
		}
		if _, err := f.Undo(ctx); err != nil || len(f.turn(0).Times) != 3 || f.turn(0).Times[1] != said(4) {
			t.Errorf("undone, the times are %v: %v", f.turn(0).Times, err)
		}
	}
}

// A turn that has no time is said between those around it: words that are said elsewhere have none in it, also where a person has
// set it, so that none runs backwards; undone, they have it again. Within their turn they keep it where it runs forwards.
func TestWordsThatArePastedElsewhereDoNotRunBackwards(t *testing.T) {
	said := func(at timecode.Time, how transcript.How) transcript.Timing {
		return transcript.Timing{Start: at * timecode.Second, End: (at + 1) * timecode.Second, How: how}
	}
	for _, how := range []transcript.How{transcript.Measured, transcript.ByHand} {
		f := open(t, strings.Replace(tower, "Ninety-one steps, and the bell 🔔 at the top of\nthem. Mind your head.", "One two three", 1))
		var clear []transcript.Op
		var turns []transcript.ID
		for k, text := range []string{"One two three", "Four", "Five"} {
			turn := f.turn(k).ID
			turns = append(turns, turn)
			times := transcript.Timings{said(timecode.Time(20+5*k), transcript.Measured)}
			if k == 0 {
				times = transcript.Timings{said(1, transcript.Measured), said(2, how), said(3, transcript.Measured)}
			}
			clear = append(clear, transcript.SetSpan{Turn: turn}, transcript.SetParagraphs{Turn: turn, Paragraphs: []string{text}}, transcript.SetTimes{Turn: turn, Times: times})
		}
		f.do(session.Edit{Name: "Timed", Ops: clear})
		paste := func(to, at, word int) transcript.Timing {
			t.Helper()
			f.do(session.Edit{Name: "Pasted", Ops: []transcript.Op{
				transcript.EditText{Turn: turns[0], From: 4, To: 8},
				transcript.EditText{Turn: turns[to], From: at, To: at, Text: "two "},
				transcript.TimeWords{Turn: turns[to], From: word, Times: transcript.Timings{said(2, how)}, Fits: true},
			}})
			got := f.turn(to).Times[word]
			if _, err := f.Undo(ctx); err != nil || f.turn(0).Times[1] != said(2, how) {
				t.Errorf("%v: undone, it is %v: %v", how, f.turn(0).Times[1], err)
			}
			return got
		}
		if w := paste(2, 0, 0); w == said(2, how) {
			t.Errorf("%v: behind what is said at 25 s it has %v", how, w)
		}
		if w := paste(1, 0, 0); w == said(2, how) {
			t.Errorf("%v: behind what is said at 3 s it has %v", how, w)
		}
		if w := paste(0, 0, 0); w == said(2, how) {
			t.Errorf("%v: before what is said at 1 s it has %v", how, w)
		}
		if w := paste(0, 4, 1); w != said(2, how) {
			t.Errorf("%v: put back, it has %v", how, w)
		}
	}
}

// Nor does a turn that is pasted: a copy has no times, and neither has one without a time that is said elsewhere. Put back it has them.
func TestATurnThatIsPastedElsewhereDoesNotRunBackwards(t *testing.T) {
	f := open(t, tower)
	var turns []transcript.Turn
	for k := range 3 {
		turn := f.turn(k)
		times := make(transcript.Timings, transcript.CountWords(turn.Paragraphs))
		for i := range times {
			at := timecode.Time(20*k+i) * timecode.Second
			times[i] = transcript.Timing{Start: at, End: at + timecode.Second, How: transcript.ByHand}
		}
		f.do(session.Edit{Name: "Timed", Ops: []transcript.Op{transcript.SetSpan{Turn: turn.ID}, transcript.SetTimes{Turn: turn.ID, Times: times}}})
		turns = append(turns, f.turn(k))
	}
	paste := func(after int, ops ...transcript.Op) transcript.Timings {
		t.Helper()
		copied := turns[1]
		copied.ID = 0
		r := f.do(session.Edit{Name: "Pasted", Ops: append(ops, transcript.InsertTurn{After: turns[after].ID, Turn: copied})})
		if len(r.Change.Turns.IDs()) == 0 {
			t.Fatal("nothing was pasted")
		}
		at := after + 1
		if len(ops) > 0 && after > 1 {
			at = after
		}
		pasted := f.turn(at)
		if _, err := f.Undo(ctx); err != nil || !slices.Equal(f.turn(1).Times, turns[1].Times) {
			t.Errorf("undone, it has %v: %v", f.turn(1).Times, err)
		}
		return pasted.Times
	}
	cut := transcript.DeleteTurn{Turn: turns[1].ID}
	if times := paste(1); len(times) > 0 {
		t.Errorf("a copy has %v", times)
	}
	if times := paste(2, cut); len(times) > 0 {
		t.Errorf("behind what is said later it has %v", times)
	}
	if times := paste(0, cut); !slices.Equal(times, turns[1].Times) {
		t.Errorf("put back it has %v", times)
	}
}

// A copy of words that still stand is said by nobody: it takes their time neither from them nor beside them, wherever it is
// pasted; cut and pasted they keep it.
func TestACopyOfAWordHasNoTimeOfAnother(t *testing.T) {
	said := func(at timecode.Time, how transcript.How) transcript.Timing {
		return transcript.Timing{Start: at * timecode.Second, End: (at + 1) * timecode.Second, How: how}
	}
	for _, how := range []transcript.How{transcript.Measured, transcript.ByHand} {
		for _, c := range []struct {
			what          string
			cut, at, word int
		}{
			{"before itself", 0, 0, 0},
			{"behind itself", 0, 4, 1},
			{"behind the last word", 0, len("One three four "), 3},
			{"cut, and back", len("One "), 0, 0},
		} {
			f := open(t, strings.Replace(tower, "Ninety-one steps, and the bell 🔔 at the top of\nthem. Mind your head.", "One three four ", 1))
			turn := f.turn(0).ID
			f.do(session.Edit{Name: "Typed", Ops: []transcript.Op{transcript.SetParagraphs{Turn: turn, Paragraphs: []string{"One three four "}}}})
			f.do(session.Edit{Name: "Timed", Ops: []transcript.Op{transcript.SetTimes{Turn: turn, Times: transcript.Timings{said(1, how), said(2, how), said(3, how)}}}})
			f.do(session.Edit{Name: "Pasted", Ops: []transcript.Op{
				transcript.EditText{Turn: turn, From: 0, To: c.cut},
				transcript.EditText{Turn: turn, From: c.at, To: c.at, Text: "One "},
				transcript.TimeWords{Turn: turn, From: c.word, Times: transcript.Timings{said(1, how)}, Fits: true},
			}})
			var known []timecode.Time
			for i, w := range f.turn(0).Times {
				if w.How == how {
					known = append(known, w.Start/timecode.Second)
				}
				if i == c.word && (w == said(1, how)) != (c.cut > 0) {
					t.Errorf("%v, %s: it has %v", how, c.what, w)
				}
			}
			if !slices.Equal(known, []timecode.Time{1, 2, 3}) {
				t.Errorf("%v, %s: words begin at %v", how, c.what, known)
			}
		}
		f := open(t, tower)
		from, to := f.turn(0), f.turn(1)
		one := said(1, how)
		f.do(session.Edit{Name: "Timed", Ops: []transcript.Op{
			transcript.SetSpan{Turn: from.ID}, transcript.SetSpan{Turn: to.ID}, transcript.TimeWords{Turn: from.ID, Times: transcript.Timings{one}},
		}})
		f.do(session.Edit{Name: "Pasted", Ops: []transcript.Op{
			transcript.EditText{Turn: to.ID, Text: "One "}, transcript.TimeWords{Turn: to.ID, Times: transcript.Timings{one}, Fits: true},
		}})
		if a, b := f.turn(0).Times, f.turn(1).Times; a[0] != one || len(b) != 0 {
			t.Errorf("%v, in another turn: %v, %v", how, a, b)
		}
	}
}

// The first letter takes the turns' words; the rest of its word is only typed.
// What is typed before a word, or a space that is taken and typed again, takes no time from the words beside it.
func TestWordsThatAreTypedBesideKeepTheirTimes(t *testing.T) {
	const text = "The wait on this side is what pulls."
	said := func(w transcript.Timing) string { return fmt.Sprintf("%v %d", w.How, w.Start/timecode.Second) }
	for _, c := range []struct{ script, want string }{
		{"{4}really truly ", "measured 0 interpolated interpolated measured 1 measured 2 measured 3 measured 4 measured 5 measured 6 measured 7"},
		{"{0}Well, ", "interpolated measured 0 measured 1 measured 2 measured 3 measured 4 measured 5 measured 6 measured 7"},
		{"{4}< ", "measured 0 measured 1 measured 2 measured 3 measured 4 measured 5 measured 6 measured 7"},
		{"{4}odl<<ld ", "measured 0 interpolated measured 1 measured 2 measured 3 measured 4 measured 5 measured 6 measured 7"},
		{"{4}new", "measured 0 carried-over 1 measured 2 measured 3 measured 4 measured 5 measured 6 measured 7"},
	} {
		f := open(t, strings.Replace(tower, "Ninety-one steps, and the bell 🔔 at the top of\nthem. Mind your head.", text, 1))
		h := &hands{fixture: f, turn: f.turn(0).ID}
		var times transcript.Timings
		for i := range 8 {
			times = append(times, transcript.Timing{Start: timecode.Time(i) * timecode.Second, End: timecode.Time(i)*timecode.Second + timecode.Second/2, How: transcript.Measured})
		}
		f.do(session.Edit{Name: "Timed", Ops: []transcript.Op{transcript.SetTimes{Turn: h.turn, Times: times}}})
		look := func() string {
			var out []string
			f.Read(func(doc *transcript.Document, _ session.Files) {
				at, _ := doc.Turn(h.turn)
				for _, w := range at.Times {
					if w.How == transcript.Between {
						out = append(out, w.How.String())
					} else {
						out = append(out, said(w))
					}
				}
			})
			return strings.Join(out, " ")
		}
		was := look()
		h.play(c.script)
		if got := look(); got != c.want {
			t.Errorf("%s\n%s, want\n%s", c.script, got, c.want)
		}
		done := 0
		for h.words() != text {
			if _, err := f.Undo(ctx); err != nil {
				t.Fatal(err)
			}
			done++
		}
		if got := look(); got != was {
			t.Errorf("%s, undone\n%s", c.script, got)
		}
		for range done {
			if _, err := f.Redo(ctx); err != nil {
				t.Fatal(err)
			}
		}
		if got := look(); got != c.want {
			t.Errorf("%s, done again\n%s", c.script, got)
		}
	}
}

// What was found in the sound while somebody types stays found.
func TestTypingTakesNoMeasuredTimesBack(t *testing.T) {
	f := open(t, strings.Replace(tower, "Ninety-one steps, and the bell 🔔 at the top of\nthem. Mind your head.", "The wait is long.", 1))
	h := &hands{fixture: f, turn: f.turn(0).ID}
	var guessed transcript.Timings
	for i := range timecode.Time(4) {
		guessed = append(guessed, transcript.Timing{Start: (100 + i) * timecode.Second, End: (101 + i) * timecode.Second, How: transcript.Guessed})
	}
	f.do(session.Edit{Name: "Timed", Ops: []transcript.Op{transcript.SetTimes{Turn: h.turn, Times: guessed}}})
	h.play("{4}n")
	f.measure(h.turn)
	h.play("ew ")
	f.Read(func(doc *transcript.Document, _ session.Files) {
		at, _ := doc.Turn(h.turn)
		for i, w := range at.Times {
			if w.Start > 10*timecode.Second || i != 1 && i != 2 && w.How != transcript.Measured {
				t.Errorf("word %d: %+v", i, w)
			}
		}
	})
}

func TestAWordTypedOverTurnsIsOneStep(t *testing.T) {
	f := open(t, tower)
	first, second := f.turn(0), f.turn(1)
	end := len(first.Paragraphs[0])
	h := &hands{fixture: f, turn: first.ID}
	f.do(session.Edit{Name: "Typed over 2 turns", Typing: true, Ops: []transcript.Op{
		transcript.EditText{Turn: second.ID, From: 0, To: 1},
		transcript.EditText{Turn: first.ID, From: 6, To: end, Text: "z"},
		transcript.JoinTurn{Turn: second.ID},
	}})
	h.play("{7}ebra so")
	if got := fmt.Sprint(f.steps()); got != "[Typed “so” done Typed over 2 turns done]" {
		t.Error(got)
	}
	if !strings.HasPrefix(h.words(), "Ninetyzebra so") {
		t.Errorf("the words are %q", h.words())
	}
	for range 2 {
		if _, err := f.Undo(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if h.words() != first.Paragraphs[0] {
		t.Errorf("undone, the words are %q", h.words())
	}
}

func TestAPasteIsAStepOfItsOwn(t *testing.T) {
	f := open(t, tower)
	h := &hands{fixture: f, turn: f.turn(0).ID}
	h.play("Up ")
	f.do(session.Edit{Name: "Paste", Ops: []transcript.Op{transcript.EditText{Turn: h.turn, From: 3, To: 3, Text: "there "}}})
	h.play("{9}are ")
	if got := fmt.Sprint(f.steps()); got != "[Typed “are” done Paste done Typed “Up” done]" {
		t.Error(got)
	}
}

// A name is for a list: what was typed stands in the ops.
func TestALongWordHasAShortName(t *testing.T) {
	f := open(t, tower)
	h := &hands{fixture: f, turn: f.turn(0).ID}
	h.edit(0, 0, strings.Repeat("ö", 500)+" ")
	if name := f.steps()[0]; len(name) > 80 || !strings.Contains(name, "öö…”") {
		t.Error(name)
	}
	const family = "👩‍👩‍👧‍👦"
	h.edit(0, 0, strings.Repeat(family, 3)+" ")
	if name := f.steps()[0]; !strings.HasPrefix(name, "Typed “"+family+"…”") {
		t.Error(name)
	}
}

func TestTypingBesideANoteIsOneStep(t *testing.T) {
	f := open(t, tower)
	var turn transcript.ID
	var was string
	f.Read(func(doc *transcript.Document, _ session.Files) {
		turn = doc.Order(doc.Chunks()[0])[0]
		at, _ := doc.Turn(turn)
		was = at.Paragraphs[0]
	})
	note := transcript.Note{Kind: transcript.Comment, Text: "Who says so?", Anchor: transcript.Anchor{Turn: turn, From: 1, To: 2}}
	f.do(session.Edit{Name: "Commented", Ops: []transcript.Op{transcript.AddNote{Note: note}}})
	for i, letter := range []string{"N", "o", " "} {
		f.do(session.Edit{Typing: true, Ops: []transcript.Op{transcript.EditText{Turn: turn, From: i, To: i, Text: letter}}})
	}
	steps, err := f.store.Steps(ctx, f.id, 0, 2)
	if err != nil || steps[0].Name != "Typed “No”" || steps[1].Name != "Commented" {
		t.Errorf("the steps are %v, %v", steps, err)
	}
	f.Read(func(doc *transcript.Document, _ session.Files) {
		if at, _ := doc.Turn(turn); at.Paragraphs[0] != "No "+was || doc.Notes()[0].From != 2 {
			t.Errorf("%q, with %v", at.Paragraphs[0], doc.Notes())
		}
	})
}

func TestPlacesOfSteps(t *testing.T) {
	f := open(t, tower, strings.ReplaceAll(tower, "chunk: 1", "chunk: 02"))
	cleo := "Cleo"
	var chunks, turns []transcript.ID
	f.Read(func(doc *transcript.Document, _ session.Files) {
		chunks = doc.Chunks()
		turns = append(doc.Order(chunks[0]), doc.Order(chunks[1])...)
	})
	give := func(ids ...transcript.ID) (ops []transcript.Op) {
		for _, id := range ids {
			ops = append(ops, transcript.SetSpeaker{Turn: id, Speaker: &cleo})
		}
		return ops
	}
	field := transcript.Field{Key: "topic_tags", Kind: transcript.ListField, Items: []string{"bells"}}
	for _, c := range []struct {
		want string
		ops  []transcript.Op
	}{
		{"02, 00:00:04:12", give(turns[4])},
		{"1, 00:00:01:00 to 00:00:09:02", give(turns[2], turns[0])},
		{"1 to 02", give(turns[5], turns[1])},
		{"02, topic tags", []transcript.Op{transcript.InsertField{Chunk: chunks[1], Field: field}}},
		{"1", []transcript.Op{transcript.SetStatus{Chunk: chunks[0], Status: transcript.Ready}}},
		{"1, 00:00:04:12", []transcript.Op{transcript.DeleteTurn{Turn: turns[1]}}},
		{"02, 00:00:01:00", []transcript.Op{transcript.AddNote{Note: transcript.Note{Kind: transcript.Bookmark, Anchor: transcript.Anchor{Turn: turns[3], To: 1}}}}},
		{"The episode", []transcript.Op{transcript.SetEpisode{Episode: transcript.Episode{Series: "Bell Towers", Key: "3", Title: "Up"}}}},
	} {
		f.do(session.Edit{Name: "Edit", Ops: c.ops})
		steps, err := f.store.Steps(ctx, f.id, 0, 1)
		if err != nil || steps[0].Place != c.want {
			t.Errorf("the place is %q, want %q, %v", steps[0].Place, c.want, err)
		}
	}
}
