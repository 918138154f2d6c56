package cut

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stet/backend/chunkfile"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// published is an episode of the corpus: its transcript and the chunks that were made of it.
type published struct {
	turns  []transcript.Turn
	pieces []Piece
	bytes  [][]byte
}

func episode(t testing.TB, n int) published {
	t.Helper()
	root := os.Getenv("STET_CORPUS")
	if root == "" {
		root = "../../../shared/corpus"
	}
	if _, err := os.Stat(filepath.Join(root, "chunks")); err != nil {
		t.Skipf("there are no real files at %s; set STET_CORPUS to their folder", root)
	}
	read := func(pattern string, each func(name string, src []byte)) {
		paths, err := filepath.Glob(filepath.Join(root, fmt.Sprintf(pattern, n)))
		if err != nil || len(paths) == 0 {
			t.Fatalf("no %s (%v)", pattern, err)
		}
		for _, path := range paths {
			src, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			each(filepath.Base(path), src)
		}
	}
	var p published
	read("transcripts/ep%02d-part*.md", func(_ string, src []byte) {
		p.turns = append(p.turns, chunkfile.Parse(src).Chunk().Turns...)
	})
	texts := map[string][]byte{}
	read("chunks/ep%02d/*", func(name string, src []byte) {
		texts[name] = src
		p.pieces = append(p.pieces, Piece{name, chunkfile.Parse(src).Chunk()})
	})
	ByNumber(p.pieces)
	for _, x := range p.pieces {
		p.bytes = append(p.bytes, texts[x.Name])
	}
	return p
}

// good are the episodes whose transcript and chunks agree.
var good = []int{2, 3, 7, 8, 9, 11, 12}

// The bodies that come of cutting the transcript at the published chunks' first turns are the published ones, turn by turn,
// but for what the published ones mangled: those are listed here, and what the transcript has is what is written.
func TestCutLikePublishedGivesThePublishedBodies(t *testing.T) {
	mangled := map[string]string{
		"ep02-09 00:38:36:26": "a “to,” less than was said, and a paragraph's end lost",
		"ep03-03 00:11:41:17": "a bent apostrophe straightened",
		"ep03-11 00:47:42:17": "a bent apostrophe straightened",
		"ep08-02 00:17:08:08": "a bent apostrophe straightened",
	}
	turns, met := 0, 0
	for _, n := range good {
		e := episode(t, n)
		starts := Starts(e.turns, e.pieces)
		bodies := Like(e.turns, starts)
		total := 0
		for i, p := range e.pieces {
			total += len(bodies[i])
			want, err := Dressed(p.Chunk, bodies[i])
			if err != nil {
				t.Fatal(err)
			}
			text, err := chunkfile.Update(e.bytes[i], want)
			if err != nil {
				t.Errorf("%s: %v", p.Name, err)
				continue
			}
			if !transcript.SameMatter(p.Chunk.Matter, want.Matter) {
				t.Errorf("%s: the front matter changed", p.Name)
			}
			same := true
			for _, pair := range transcript.Align(p.Chunk.Turns, bodies[i]) {
				if pair.Old < 0 || pair.New < 0 {
					t.Errorf("%s: a turn stands on one side alone: %+v", p.Name, pair)
					continue
				}
				turns++
				was, is := p.Chunk.Turns[pair.Old], bodies[i][pair.New]
				if transcript.SameTurn(was, is) {
					continue
				}
				same = false
				place := p.Name[:7] + " " + is.Span.Start.String()
				if mangled[place] == "" {
					t.Errorf("%s: published %q, transcript %q", place, was.Paragraphs, is.Paragraphs)
					continue
				}
				met++
				t.Logf("%s: %s", place, mangled[place])
			}
			if same && !bytes.Equal(text, e.bytes[i]) {
				t.Errorf("%s: every turn is the same, and the bytes are not", p.Name)
			}
		}
		if total != len(e.turns) {
			t.Errorf("episode %d: %d turns of %d are in a chunk", n, total, len(e.turns))
		}
	}
	t.Logf("%d turns of %d episodes: %d are as published, %d were mangled", turns, len(good), turns-met, met)
	if met != len(mangled) || turns < 1300 {
		t.Errorf("%d mangled turns were met of %d turns", met, turns)
	}
}

// A transcript that was corrected, or exported anew with other times or none, is cut where it was cut before.
func TestTranscriptsThatComeAgainAreCutTheSame(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	moved := func(c timecode.Code) timecode.Code {
		c.Seconds += 7
		c.Minutes, c.Seconds = c.Minutes+c.Seconds/60, c.Seconds%60
		c.Hours, c.Minutes = c.Hours+c.Minutes/60, c.Minutes%60
		return c
	}
	for name, change := range map[string]func(t *transcript.Turn){
		"as it is":    func(*transcript.Turn) {},
		"other times": func(t *transcript.Turn) { t.Span = &timecode.Span{Start: moved(t.Span.Start), End: moved(t.Span.End)} },
		"no times":    func(t *transcript.Turn) { t.Span = nil },
		"a word in ten is another": func(t *transcript.Turn) {
			for i, p := range t.Paragraphs {
				list := strings.Fields(p)
				for k := range list {
					if r.IntN(10) == 0 {
						list[k] = "other"
					}
				}
				t.Paragraphs[i] = strings.Join(list, " ")
			}
		},
		"no speakers": func(t *transcript.Turn) { t.Speaker = nil },
	} {
		wrong, all := 0, 0
		for _, n := range good {
			e := episode(t, n)
			want := Starts(e.turns, e.pieces)
			for i := range e.turns {
				e.turns[i].Paragraphs = slices.Clone(e.turns[i].Paragraphs)
				change(&e.turns[i])
			}
			for i, s := range Starts(e.turns, e.pieces) {
				all++
				if name == "other times" && s.Sure < want[i].Sure-0.01 {
					t.Errorf("%s: %s is known again by %.2f, and by %.2f as it was", name, e.pieces[i].Name, s.Sure, want[i].Sure)
				}
				if s.Turn != want[i].Turn {
					wrong++
					t.Logf("%s: %s begins with turn %d instead of %d (%.2f)", name, e.pieces[i].Name, s.Turn, want[i].Turn, s.Sure)
				}
			}
		}
		t.Logf("%s: %d of %d chunks begin where they did", name, all-wrong, all)
		if wrong > 0 {
			t.Errorf("%s: %d chunks begin elsewhere", name, wrong)
		}
	}
}
