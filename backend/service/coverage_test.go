package service_test

import (
	"fmt"
	"strings"
	"testing"

	"stet/backend/service"
	"stet/backend/transcript"
)

// mill is a transcript of six turns, and mills are two chunks of it.
const mill = `00:00:01:00 - 00:00:10:00
Ada
Welcome to the mill, where a wheel has turned for three hundred years.
00:00:10:00 - 00:00:20:00
Björn
It turns when there is water, and water comes when it likes.
00:00:20:00 - 00:00:30:00
Ada
Today the stream is high, so every stone in this house is running.
00:00:30:00 - 00:00:40:00
Björn
Put your hand on the beam and you can feel the whole building hum.
00:00:40:00 - 00:00:50:00
Ada
The flour that comes out here is warm, and it smells of nuts.
00:00:50:00 - 00:01:00:00
Björn
Rye is hard and wheat is soft, and the miller hears the difference.
`

func millTurns(from, to int) string {
	lines := strings.SplitAfter(mill, "\n")
	return strings.Join(lines[3*from:3*to], "")
}

func millChunk(n int, turns string) string {
	return fmt.Sprintf("---\ntitle: Part %d\nslug: ep05-0%d-part\nseries: Old Stones\nepisode: 5\nchunk: %d\nspeakers:\n- Ada\n- Björn\n---\n\n%s", n, n, n, turns)
}

func (f *fixture) coverage(id int64) service.CoverageView {
	f.t.Helper()
	v, err := f.Coverage(id)
	if err != nil {
		f.t.Fatal(err)
	}
	return v
}

// kinds tells findings by their kinds and the names of their repairs.
func kinds(v service.CoverageView) string {
	var out []string
	for _, f := range v.Findings {
		var names []string
		for _, r := range f.Repairs {
			names = append(names, r.Name)
		}
		out = append(out, f.Kind+": "+strings.Join(names, ", "))
	}
	return strings.Join(out, "\n")
}

func TestCoverageAgainstTheTranscriptBesideTheChunks(t *testing.T) {
	f := open(t,
		"transcripts/ep05.md", mill,
		"chunks/ep05/ep05-01-part.md", millChunk(1, millTurns(0, 2)+millTurns(4, 5)),
		"chunks/ep05/ep05-02-part.md", millChunk(2, millTurns(3, 6)))
	f.take("chunks")
	id := f.row("chunks/ep05/ep05-01-part.md").episode
	v := f.coverage(id)
	want := "gap: Put it into chunk 1, Put it into chunk 2\ntwice: Keep it in chunk 2, Keep it in chunk 1"
	if got := kinds(v); got != want || !v.Found || len(v.Against) != 1 || v.Turns != 6 {
		t.Fatalf("%s\n%+v", got, v)
	}
	gap := v.Findings[0]
	if gap.What != "1 turn with 13 words from 00:00:20:00 stands in no chunk. Nothing tells for sure which one it belongs to." || !gap.Doubtful || gap.Places[0].Start != "00:00:10:00" || gap.Repairs[0].Changes[0].Did != "new" {
		t.Errorf("%+v", gap)
	}
	// All at once makes only what is sure.
	if _, err := f.MendAllCoverage(id); err != nil {
		t.Fatal(err)
	}
	if got := kinds(f.coverage(id)); got != "gap: Put it into chunk 1, Put it into chunk 2" {
		t.Error(got)
	}
	if _, err := f.Undo(id); err != nil {
		t.Fatal(err)
	}
	if _, err := f.MendCoverage(id, gap.Key, "Put it into chunk 2"); err != nil {
		t.Fatal(err)
	}
	if c := f.chunk("chunks/ep05/ep05-02-part.md"); c.Turns[0].Start != "00:00:20:00" || len(c.Turns) != 4 {
		t.Errorf("%+v", c.Turns)
	}
	if _, err := f.MendCoverage(id, gap.Key, "Put it into chunk 2"); code(err) != service.CodeConflict {
		t.Errorf("the same turn came again: %v", err)
	}
	if _, err := f.MendAllCoverage(id); err != nil {
		t.Fatal(err)
	}
	if v := f.coverage(id); len(v.Findings) > 0 {
		t.Errorf("%s", kinds(v))
	}
	// Two steps, and the files are as they were.
	for range 2 {
		if _, err := f.Undo(id); err != nil {
			t.Fatal(err)
		}
	}
	if got := kinds(f.coverage(id)); got != want {
		t.Error(got)
	}
	if f.row("chunks/ep05/ep05-02-part.md").Dirty {
		t.Error("undone, it differs")
	}
}

// The gate tells what the coverage tells: of a turn in two chunks the lower one is held, and where the transcript is known, the
// one that a turn is missing from; until somebody lets it stand.
func TestTheGateSeesWhatTheCoverageSees(t *testing.T) {
	first := millTurns(0, 2) + "00:00:20:00 - 00:01:00:00\nAda\n" + strings.TrimSpace(strings.Split(millTurns(2, 3), "\n")[2]) + " " + strings.Split(millTurns(3, 4), "\n")[2] + "\n"
	f := open(t, "chunks/ep05/ep05-01-part.md", millChunk(1, first), "chunks/ep05/ep05-02-part.md", millChunk(2, millTurns(3, 5)))
	f.take("chunks")
	id := f.row("chunks/ep05/ep05-01-part.md").episode
	f.correct("chunks/ep05/ep05-01-part.md", "Welcome", "Be welcome")
	f.correct("chunks/ep05/ep05-02-part.md", "The flour", "And the flour")
	held := func(name string) string {
		t.Helper()
		x := f.gated("", false)[name]
		if x.State != service.PlanHeld {
			return ""
		}
		return x.Problem.Code + ": " + x.Reason
	}
	if got := held("ep05-01-part.md"); got != "" {
		t.Error(got)
	}
	if got := held("ep05-02-part.md"); got != "turn.shared: The turn at 00:00:30:00 stands in ep05-01-part.md, too." {
		t.Error(got)
	}
	f.write("transcripts/ep05.md", mill)
	for _, want := range []string{
		"chunk.gap: 1 turn with 13 words from 00:00:50:00 stands in no chunk. There is 1 more error besides.",
		"turn.shared: The turn at 00:00:30:00 stands in ep05-01-part.md, too.", "",
	} {
		got := held("ep05-02-part.md")
		if got != want {
			t.Fatalf("%q, want %q", got, want)
		}
		if x := f.gated("", false)["ep05-02-part.md"]; got != "" {
			fault := service.FaultRequest{Episode: id, Chunk: x.Chunk, Turn: x.Problem.Turn, Field: x.Problem.Field, Code: x.Problem.Code, Words: x.Problem.Words}
			if _, err := f.Waive(fault, "It is so on the site."); err != nil {
				t.Fatal(err)
			}
		}
	}
	// The verb reads of the one what the window wrote.
	v, err := service.CheckNow(t.Context(), []string{f.path("chunks")}, service.Against{}, silent)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range v.Problems {
		if p.Code == "turn.shared" && p.Waived == "" || p.Code == "waiver.idle" {
			t.Errorf("%+v", p)
		}
	}
	plans, err := service.FormatsNow(t.Context(), f.Service, nil, service.FormatsOfFiles{Formats: []string{"text"}, To: f.path("out")}, silent)
	if err != nil || len(plans) != 1 || len(plans[0].Refused) != 0 {
		t.Errorf("%+v %v", plans, err)
	}
}

func TestCoverageWithoutATranscript(t *testing.T) {
	late := strings.ReplaceAll(millTurns(5, 6), "00:01:00", "00:09:00")
	late = strings.ReplaceAll(late, "00:00:50", "00:08:50")
	f := open(t, "ep05-01-part.md", millChunk(1, millTurns(0, 4)), "ep05-02-part.md", millChunk(2, millTurns(3, 5)), "ep05-03-part.md", millChunk(3, late))
	f.take()
	id := f.row("ep05-01-part.md").episode
	v := f.coverage(id)
	if got := kinds(v); got != "twice: Keep it in chunk 1, Keep it in chunk 2\nsilence: " || len(v.Against) > 0 {
		t.Errorf("%s %v", got, v.Against)
	}
	// Chosen, a transcript is what they are held against, and it stays chosen.
	f.write("elsewhere/whole.txt", mill)
	if _, err := f.ChooseTranscripts(id, []string{f.path("elsewhere/whole.txt")}); err != nil {
		t.Fatal(err)
	}
	f.restart()
	if got := kinds(f.coverage(id)); !strings.Contains(got, "twice: ") || !strings.Contains(got, "gap: ") && !strings.Contains(got, "shifted: ") {
		t.Error(got)
	}
	if v, err := f.ChooseTranscripts(id, []string{f.path("gone.txt")}); err != nil || v.Trouble == "" || len(v.Against) > 0 {
		t.Errorf("%+v %v", v, err)
	}
	if v, err := f.ChooseTranscripts(id, nil); err != nil || v.Trouble != "" {
		t.Errorf("%+v %v", v, err)
	}
}

func TestCoverageAgainstTheTranscriptThatWasCutHere(t *testing.T) {
	f := open(t, "ep05.md", mill)
	f.take()
	id := f.row("ep05.md").episode
	if _, err := f.CutChunks(id, []transcript.ID{f.chunk("ep05.md").Turns[3].ID}); err != nil {
		t.Fatal(err)
	}
	c := f.episode(id).Chunks[1]
	ops := encode(t, transcript.DeleteTurn{Turn: c.Turns[0].ID})
	if _, err := f.Edit(service.EditRequest{Episode: id, Name: "Took it out", Ops: ops}); err != nil {
		t.Fatal(err)
	}
	v := f.coverage(id)
	if got := kinds(v); got != "gap: Put it into chunk 1, Put it into chunk 2" {
		t.Errorf("%s %+v", got, v)
	}
}

// What Stet writes of the chunks itself is no transcript to hold them against, nor is a second copy of one.
func TestCoverageKnowsATranscriptThatStetWrote(t *testing.T) {
	f := open(t,
		"ep05/ep05.txt", mill,
		"ep05/ep05-01-part.md", millChunk(1, millTurns(0, 2)),
		"ep05/ep05-02-part.md", millChunk(2, millTurns(2, 6)))
	f.take("ep05/ep05-01-part.md", "ep05/ep05-02-part.md")
	f.letStand()
	id := f.row("ep05/ep05-01-part.md").episode
	sound := func(why string) {
		t.Helper()
		if v := f.coverage(id); kinds(v) != "" || v.Turns != 6 || len(v.Against) != 1 || !strings.HasSuffix(v.Against[0], "ep05.txt") {
			t.Errorf("%s: %s %+v", why, kinds(v), v)
		}
	}
	sound("before")
	if _, done := f.publish("ep05/ep05-01-part.md", false, "transcript"); done.Written != 1 {
		t.Fatalf("%+v", done)
	}
	sound("with a transcript that was exported")
	f.write("ep05/ep05_copy.txt", f.read("ep05/ep05-transcript.txt"))
	sound("with a copy of it")
}

// Parts of a recording that each count from its beginning are no copies of each other.
func TestCoverageReadsPartsThatBeginAtTheSameTime(t *testing.T) {
	times := strings.NewReplacer("00:00:30:00 - 00:00:40:00\nBjörn", "00:00:01:00 - 00:00:10:00\nAda", "00:00:40:00 - 00:00:50:00\nAda", "00:00:10:00 - 00:00:20:00\nBjörn")
	f := open(t,
		"ep05/ep05_a.txt", millTurns(0, 2),
		"ep05/ep05_b.txt", times.Replace(millTurns(3, 5)),
		"ep05/ep05-01-part.md", millChunk(1, millTurns(0, 2)))
	f.take("ep05/ep05-01-part.md")
	if v := f.coverage(f.row("ep05/ep05-01-part.md").episode); len(v.Against) != 2 || v.Turns != 4 {
		t.Errorf("%+v", v)
	}
}

// Nor is it one where another library exported it, of some of the chunks; and an import of the folder passes it over.
func TestATranscriptThatAnotherLibraryWroteIsNoTranscriptOfTheChunks(t *testing.T) {
	f := open(t,
		"ep05/ep05-01-part.md", millChunk(1, millTurns(0, 2)),
		"ep05/ep05-02-part.md", millChunk(2, millTurns(2, 6)),
		"ep05/ep05-transcript.txt", millTurns(0, 2))
	v := f.take("ep05")
	if v.Added != 2 || len(v.Passed) != 1 || !strings.Contains(v.Passed[0].What, "Stet made this") {
		t.Errorf("%+v", v)
	}
	id := f.row("ep05/ep05-01-part.md").episode
	if c := f.coverage(id); len(c.Against) != 0 || kinds(c) != "" {
		t.Errorf("%s %+v", kinds(c), c)
	}
	// One with a turn that stands in no chunk is held against.
	f.write("ep05/ep05-transcript.txt", mill+"00:01:00:00 - 00:01:09:00\nAda\nWe leave the mill to the mice.\n")
	if c := f.coverage(id); len(c.Against) != 1 || len(c.Findings) == 0 {
		t.Errorf("%s %+v", kinds(c), c)
	}
}

// Words that the transcript does not have, or that would stand in no chunk then, are not taken out with all that is sure.
func TestMendingAllTakesNoWordsOut(t *testing.T) {
	last := "00:00:50:00 - 00:01:00:00\nBjörn\nRye is hard and wheat is soft, says the old man at the gate, who never tells us why.\n"
	f := open(t, "transcripts/ep05.md", mill, "chunks/ep05/ep05-01-part.md", millChunk(1, millTurns(0, 3)), "chunks/ep05/ep05-02-part.md", millChunk(2, millTurns(2, 5)+last))
	f.take("chunks")
	id := f.row("chunks/ep05/ep05-01-part.md").episode
	v := f.coverage(id)
	if len(v.Findings) != 2 || v.Findings[1].Kind != "torn" || !v.Findings[1].Doubtful {
		t.Fatalf("%+v", v.Findings)
	}
	if _, err := f.MendAllCoverage(id); err != nil {
		t.Fatal(err)
	}
	f.turn("chunks/ep05/ep05-02-part.md", "never tells us why")
	if got := kinds(f.coverage(id)); got != "torn: Write the turn as in the transcript" {
		t.Error(got)
	}
}

// What stands under the time of another turn is known by its words, and stays.
func TestMendingAllKeepsWordsThatStandAtAnotherTime(t *testing.T) {
	moved := strings.Replace(millTurns(2, 3), "00:00:20:00 - 00:00:30:00", "00:00:30:00 - 00:00:40:00", 1)
	f := open(t, "transcripts/ep05.md", mill, "chunks/ep05/ep05-01-part.md", millChunk(1, millTurns(0, 2)+moved), "chunks/ep05/ep05-02-part.md", millChunk(2, millTurns(4, 6)))
	f.take("chunks")
	id := f.row("chunks/ep05/ep05-01-part.md").episode
	if _, err := f.MendAllCoverage(id); err != nil {
		t.Fatal(err)
	}
	if turn := f.turn("chunks/ep05/ep05-01-part.md", "the stream is high"); turn.Start != "00:00:20:00" {
		t.Errorf("%+v", turn)
	}
}
