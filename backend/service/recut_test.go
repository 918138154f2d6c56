package service_test

import (
	"fmt"
	"strings"
	"testing"

	"stet/backend/service"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// cutMill is the mill in two chunks, taken in.
func cutMill(t *testing.T) (*fixture, int64) {
	f := open(t, "ep05-01-part.md", millChunk(1, millTurns(0, 3)), "ep05-02-part.md", millChunk(2, millTurns(3, 6)))
	f.take()
	return f, f.row("ep05-01-part.md").episode
}

func (f *fixture) again(q service.RecutRequest) service.RecutView {
	f.t.Helper()
	v, err := f.Recut(q)
	if err != nil {
		f.t.Fatal(err)
	}
	return v
}

// said are the turns of a chunk, a line each.
func said(c service.ChunkView) string {
	var out []string
	for _, t := range c.Turns {
		who := ""
		if t.Speaker != nil {
			who = *t.Speaker
		}
		out = append(out, fmt.Sprintf("%s %s: %s", t.Start, who, strings.Join(t.Paragraphs, " / ")))
	}
	return strings.Join(out, "\n")
}

func TestATranscriptThatComesAgainIsCutLikeTheChunks(t *testing.T) {
	f, id := cutMill(t)
	// A person corrected two turns, joined none, and wrote one.
	f.correct("ep05-01-part.md", "three hundred", "four hundred")
	f.correct("ep05-02-part.md", "warm, and it smells", "warm and smells")
	own := f.chunk("ep05-02-part.md")
	speaker := "Ada"
	f.edit("ep05-02-part.md", "Wrote", transcript.InsertTurn{Chunk: own.ID, At: 3, Turn: transcript.Turn{Speaker: &speaker, Paragraphs: []string{"So it grinds on, says nobody but me."}}})
	// It comes again: one word corrected where nobody was, one where somebody was, labels of a machine, and a new turn.
	anew := strings.NewReplacer(
		"likes.", "likes to.", "a wheel has turned for three hundred years", "the wheel has turned for three hundred years",
		"Ada\n", "Speaker 1\n", "Put your hand", "Now put your hand",
	).Replace(mill) + "00:01:00:00 - 00:01:09:00\nSpeaker 1\nWe leave the mill to the stream and to the mice.\n" +
		"00:01:09:00 - 00:01:12:00\nSpeaker 7\nIs there some bread left over for me?\n"
	f.write("new/ep05.md", anew)
	path := []string{f.path("new/ep05.md")}
	if v, err := f.Again(path, 0); err != nil || v.Episode != id || v.Chunks != 2 || v.Known {
		t.Fatalf("%+v %v", v, err)
	}
	v := f.again(service.RecutRequest{Episode: id, Paths: path})
	if strings.Join(v.Renamed, "; ") != "Speaker 1 is Ada" || strings.Join(v.Unknown, "; ") != "Speaker 7" || v.Chunks[0].Found != "near" || v.Chunks[1].Found != "near" || v.Chunks[1].Start != "00:00:30:00" {
		t.Errorf("%+v", v)
	}
	var keys []string
	for _, c := range v.Chunks {
		for _, x := range c.Conflicts {
			keys = append(keys, strings.Fields(x.Key)[0]+" in "+c.Number)
		}
	}
	if got := strings.Join(keys, ", "); got != "words in 1, only in 2" {
		t.Errorf("conflicts: %s", got)
	}
	if f.row("ep05-01-part.md").Turns != 3 {
		t.Error("looking changed something")
	}
	reply, err := f.TakeAgain(service.RecutRequest{Episode: id, Paths: path})
	if err != nil || reply.Name != "Took ep05.md again, cut like the chunks" {
		t.Fatalf("%+v %v", reply, err)
	}
	want := `00:00:01:00 Ada: Welcome to the mill, where a wheel has turned for four hundred years.
00:00:10:00 Björn: It turns when there is water, and water comes when it likes to.
00:00:20:00 Ada: Today the stream is high, so every stone in this house is running.`
	if got := said(f.chunk("ep05-01-part.md")); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	want = `00:00:30:00 Björn: Now put your hand on the beam and you can feel the whole building hum.
00:00:40:00 Ada: The flour that comes out here is warm and smells of nuts.
00:00:50:00 Björn: Rye is hard and wheat is soft, and the miller hears the difference.
 Ada: So it grinds on, says nobody but me.
00:01:00:00 Ada: We leave the mill to the stream and to the mice.
00:01:09:00 Speaker 7: Is there some bread left over for me?`
	if got := said(f.chunk("ep05-02-part.md")); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	if v := f.coverage(id); len(v.Against) != 1 || v.Found {
		t.Errorf("%+v", v)
	}
	// It says nothing new now, and one step takes all of it back.
	if _, err := f.TakeAgain(service.RecutRequest{Episode: id, Paths: path}); code(err) != service.CodeInvalid {
		t.Errorf("taken twice: %v", err)
	}
	if _, err := f.Undo(id); err != nil {
		t.Fatal(err)
	}
	if got := said(f.chunk("ep05-01-part.md")); !strings.Contains(got, "it likes.") || !strings.Contains(got, "four hundred") {
		t.Error(got)
	}
	// Theirs, where somebody says so; and a chunk that is to stay stays.
	q := service.RecutRequest{Episode: id, Paths: path, Leave: []transcript.ID{own.ID}}
	for _, c := range f.again(q).Chunks {
		for _, x := range c.Conflicts {
			q.Theirs = append(q.Theirs, x.Key)
		}
	}
	before := said(f.chunk("ep05-02-part.md"))
	if _, err := f.TakeAgain(q); err != nil {
		t.Fatal(err)
	}
	if got := said(f.chunk("ep05-01-part.md")); !strings.HasPrefix(got, "00:00:01:00 Ada: Welcome to the mill, where the wheel has turned for three") {
		t.Error(got)
	}
	if got := said(f.chunk("ep05-02-part.md")); got != before {
		t.Error(got)
	}
}

func TestBoundariesThatMoveAndChunksThatAreNotFound(t *testing.T) {
	f, id := cutMill(t)
	part := f.chunk("ep05-02-part.md")
	// A person joined two turns, and moved the boundary.
	f.edit("ep05-02-part.md", "Joined", transcript.JoinTurn{Turn: part.Turns[2].ID, Glue: " "})
	if _, err := f.MoveBoundary(id, part.ID, f.chunk("ep05-01-part.md").Turns[2].ID); err != nil {
		t.Fatal(err)
	}
	before := said(f.chunk("ep05-01-part.md")) + "\n" + said(f.chunk("ep05-02-part.md"))
	f.write("new/ep05.md", strings.Replace(mill, "high, so", "high, and so", 1))
	path := []string{f.path("new/ep05.md")}
	v := f.again(service.RecutRequest{Episode: id, Paths: path})
	if v.Changes != 1 || v.Chunks[1].Start != "00:00:20:00" || len(v.Chunks[1].Conflicts) > 0 {
		t.Errorf("%+v", v)
	}
	if _, err := f.TakeAgain(service.RecutRequest{Episode: id, Paths: path}); err != nil {
		t.Fatal(err)
	}
	if got := said(f.chunk("ep05-01-part.md")) + "\n" + said(f.chunk("ep05-02-part.md")); got != strings.Replace(before, "high, so", "high, and so", 1) {
		t.Errorf("%s\nwas\n%s", got, before)
	}
	// Half of it: what is not found stays whole.
	f.write("new/ep05.md", strings.Join(strings.SplitAfter(mill, "\n")[:6], ""))
	v = f.again(service.RecutRequest{Episode: id, Paths: path})
	if v.Chunks[1].Found != "none" || v.Changes != 0 {
		t.Errorf("%+v", v)
	}
}

func TestWhichEpisodeATranscriptBelongsTo(t *testing.T) {
	f, id := cutMill(t)
	find := func(name, text string, open int64) int64 {
		t.Helper()
		f.write(name, text)
		v, err := f.Again([]string{f.path(name)}, open)
		if err != nil {
			t.Fatal(err)
		}
		return v.Episode
	}
	if find("new/whatever.txt", mill, id) != id || find("new/whatever.txt", mill, 0) != 0 {
		t.Error("a transcript without a number is that of the open episode, if any")
	}
	if find("new/ep06.md", mill, id) != 0 {
		t.Error("another number is another episode")
	}
	if find("new/ep05.md", "00:00:01:00 - 00:00:09:00\nMira\nThis is of something else.\n", id) != 0 {
		t.Error("other words are another episode")
	}
	if find("new/ep05-03-part.md", millChunk(3, millTurns(4, 6)), id) != 0 {
		t.Error("a chunk is no transcript")
	}
	vtt := "WEBVTT\n\n00:01.000 --> 00:10.000\n<v Ada>Welcome to the mill, where a wheel has turned for three hundred years.\n\n" +
		"00:30.000 --> 00:40.000\n<v Björn>Put your hand on the beam and you can feel the whole building hum.\n"
	if find("new/talk.vtt", vtt, id) != id {
		t.Error("it may come from another program")
	}
	// Cut here, it comes again when it has changed on the disk.
	g := open(t, "ep05.md", mill)
	g.take()
	own := g.row("ep05.md")
	if _, err := g.SplitChunk(own.episode, g.chunk("ep05.md").Turns[3].ID); err != nil {
		t.Fatal(err)
	}
	if v, err := g.Again([]string{g.path("ep05.md")}, own.episode); err != nil || v.Episode != 0 {
		t.Errorf("%+v %v", v, err)
	}
	g.replace("ep05.md", "likes.", "likes to.")
	if v, err := g.Again([]string{g.path("ep05.md")}, 0); err != nil || v.Episode != own.episode || !v.Known {
		t.Errorf("%+v %v", v, err)
	}
	v := g.again(service.RecutRequest{Episode: own.episode, Paths: []string{g.path("ep05.md")}})
	if v.Changes != 1 || v.Chunks[0].Found != "exact" || v.Chunks[1].Found != "exact" {
		t.Errorf("%+v", v)
	}
}

// Whatever a person did to the chunks, taking the transcript again loses nothing of it, and taking its side in all brings
// every turn into one chunk, once.
func TestWhatAPersonDidIsKeptWhenATranscriptComesAgain(t *testing.T) {
	for name, do := range map[string]func(f *fixture, id int64){
		"deleted a turn": func(f *fixture, _ int64) {
			f.edit("ep05-01-part.md", "", transcript.DeleteTurn{Turn: f.chunk("ep05-01-part.md").Turns[1].ID})
		},
		"split a turn and mended it": func(f *fixture, id int64) {
			f.correct("ep05-01-part.md", "when there is water", "if there is water")
			f.edit("ep05-01-part.md", "", transcript.SplitTurn{Turn: f.chunk("ep05-01-part.md").Turns[1].ID, Para: 0, At: 10, New: f.episode(id).Numbers[0]})
		},
		"gave a turn to somebody else, at another time": func(f *fixture, _ int64) {
			mira := "Mira"
			turn := f.chunk("ep05-02-part.md").Turns[1]
			f.edit("ep05-02-part.md", "", transcript.SetSpeaker{Turn: turn.ID, Speaker: &mira}, transcript.SetSpan{Turn: turn.ID})
		},
		"joined turns and mended one": func(f *fixture, _ int64) {
			f.edit("ep05-02-part.md", "", transcript.JoinTurn{Turn: f.chunk("ep05-02-part.md").Turns[1].ID, Glue: " "})
			f.correct("ep05-02-part.md", "you can feel", "you feel")
		},
		"cut a chunk": func(f *fixture, id int64) {
			if _, err := f.SplitChunk(id, f.chunk("ep05-02-part.md").Turns[1].ID); err != nil {
				f.t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			f, id := cutMill(t)
			do(f, id)
			all := func() string {
				var out []string
				for _, c := range f.episode(id).Chunks {
					out = append(out, said(c))
				}
				return strings.Join(out, "\n\n")
			}
			before := all()
			f.write("new/ep05.md", mill)
			q := service.RecutRequest{Episode: id, Paths: []string{f.path("new/ep05.md")}}
			v := f.again(q)
			if _, err := f.TakeAgain(q); err != nil && code(err) != service.CodeInvalid {
				t.Fatal(err)
			}
			if got := all(); got != before {
				t.Errorf("%s\nwas\n%s", got, before)
			}
			for _, c := range v.Chunks {
				for _, x := range c.Conflicts {
					q.Theirs = append(q.Theirs, x.Key)
				}
			}
			if len(q.Theirs) == 0 {
				return // the transcript says what it always said
			}
			if _, err := f.TakeAgain(q); err != nil {
				t.Fatal(err)
			}
			if v := f.coverage(id); len(v.Findings) > 0 {
				t.Errorf("%+v\n%s", v.Findings, all())
			}
		})
	}
}

// The same words at the same times in subtitles, which join what one speaker says and count milliseconds, change nothing.
func TestTheSameAsSubtitlesChangesNothing(t *testing.T) {
	f, id := cutMill(t)
	plans, err := service.FormatsNow(t.Context(), f.Service, nil, service.FormatsOfFiles{Formats: []string{"srt", "vtt"}, To: f.path("new"), WithErrors: true}, func(string, int, int) {})
	if err != nil || len(plans) != 1 {
		t.Fatal(plans, err)
	}
	for _, name := range []string{"new/ep05.srt", "new/ep05.vtt"} {
		v := f.again(service.RecutRequest{Episode: id, Paths: []string{f.path(name)}})
		for _, c := range v.Chunks {
			if c.Found == "" || len(c.Changes) > 0 || len(c.Conflicts) > 0 {
				t.Errorf("%s: %+v", name, c)
			}
		}
	}
}

// A word that somebody has timed keeps its time when a recogniser's file of the transcript comes again and is cut like the chunks.
func TestATranscriptThatComesAgainLeavesWordsThatWereTimedByHand(t *testing.T) {
	word := func(text string, from, to float64) string {
		return fmt.Sprintf(`{"word": %q, "start": %g, "end": %g, "score": 0.9}`, text, from, to)
	}
	words := []string{word("Good", 1.25, 1.5), word("morning,", 1.5, 2), word("dear", 2, 2.3), word("old", 2.3, 2.5), word("Ada!", 2.5, 3)}
	heard := `{"segments": [{"start": 1, "end": 3, "text": "Good morning, dear old Ada!", "words": [` + strings.Join(words, ", ") + `]}], "word_segments": []}`
	f := open(t, "talk.md", "---\ntitle: A Talk\nslug: ep01-01-a-talk\nseries: Clocks\nepisode: 1\nchunk: 1\n---\n\n00:00:01.000 - 00:00:03.000\nMira\nGood morning, dear Ada!\n", "talk.json", heard)
	f.take("talk.md")
	id, turn := f.row("talk.md").episode, f.chunk("talk.md").Turns[0]
	hand := transcript.Timing{Start: timecode.FromMillis(1600), End: timecode.FromMillis(1900), How: transcript.ByHand}
	f.edit("talk.md", "Timed a word", transcript.TimeWords{Turn: turn.ID, From: 1, Times: transcript.Timings{hand}})
	if _, err := f.TakeAgain(service.RecutRequest{Episode: id, Paths: []string{f.path("talk.json")}}); err != nil {
		t.Fatal(err)
	}
	turn = f.chunk("talk.md").Turns[0]
	if turn.Paragraphs[0] != "Good morning, dear old Ada!" || len(turn.Times) != 5 || turn.Times[1] != hand || turn.Times[3].How != transcript.Imported || turn.Times[2].Start < hand.End {
		t.Errorf("%+v", turn)
	}
}

// An import of the shell takes a transcript of another program again as the window does: cut like the chunks, and what a person
// changed stays.
func TestAnImportTakesAForeignTranscriptAgain(t *testing.T) {
	cue := func(n int, words string) string {
		return fmt.Sprintf("%d\n00:00:%02d,000 --> 00:00:%02d,000\n%s: %s\n\n", n, 10*n, 10*n+9, []string{"Ada", "Björn"}[n%2], words)
	}
	said := []string{
		"Welcome to the mill, where a wheel has turned for three hundred years.", "It turns when there is water, and water comes when it likes.",
		"Today the stream is high, so every stone in this house is running.", "Put your hand on the beam and you can feel the whole building hum.",
	}
	write := func(f *fixture, words ...string) {
		text := ""
		for i, w := range words {
			text += cue(i+1, w)
		}
		f.write("ep05.srt", text)
	}
	f := open(t)
	write(f, said...)
	f.take("ep05.srt")
	id := f.row("ep05.srt.md").episode
	f.correct("ep05.srt.md", "three hundred", "four hundred")
	if _, err := f.CutChunks(id, []transcript.ID{f.chunk("ep05.srt.md").Turns[2].ID}); err != nil {
		t.Fatal(err)
	}
	write(f, strings.Replace(said[0], "three hundred", "five hundred", 1), said[1], said[2], strings.Replace(said[3], "hum", "sing", 1))
	v := f.take("ep05.srt")
	if len(v.Refused) != 0 || v.Updated != 1 || v.Added != 0 || len(v.Again()) != 1 || !strings.Contains(v.Again()[0].What, "1 change, in one step. 1 place changed on both sides: the library’s stays.") {
		t.Fatalf("%+v %+v", v, v.Again())
	}
	view := f.episode(id)
	last := view.Chunks[1].Turns[1].Paragraphs[0]
	if len(view.Chunks) != 2 || !strings.HasSuffix(last, "whole building sing.") || !strings.Contains(view.Chunks[0].Turns[0].Paragraphs[0], "four hundred") {
		t.Errorf("%+v", view)
	}
	if v := f.take("ep05.srt"); len(v.Refused) != 0 || v.Updated != 0 || v.Same != 1 {
		t.Errorf("the second time: %+v", v)
	}
	if _, err := f.Undo(id); err != nil {
		t.Fatal(err)
	}
	if view := f.episode(id); !strings.HasSuffix(view.Chunks[1].Turns[1].Paragraphs[0], "whole building hum.") {
		t.Errorf("it is no one step: %+v", view.Chunks[1].Turns)
	}
}
