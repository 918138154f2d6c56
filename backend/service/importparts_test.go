package service_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"stet/backend/service"
	"stet/backend/session"
	"stet/backend/transcript"
)

// inParts is what is said in an episode that comes in two files of another program, the first with five turns.
func inParts() []string {
	return []string{
		"Welcome to the mill where a wheel has turned for three hundred years", "It turns when there is water and water comes when it likes",
		"Today the stream is high so every stone in this house is running", "Put your hand on the beam and you can feel the whole building hum",
		"The flour that we grind goes to all bakers of this long valley", "They say that no other flour tastes so much like walnuts in autumn",
		"In winter everything freezes over and then we repair our old machines", "My grandfather carved each of those cogs from hornbeam by his hands",
	}
}

func (f *fixture) writeParts(said []string) {
	parts := []string{"", ""}
	for i, words := range said {
		if words == "" {
			continue
		}
		at := 10 * (i + 1)
		parts[i/5] += fmt.Sprintf("%d\n00:%02d:%02d,000 --> 00:%02d:%02d,000\n%s: %s\n\n", i+1, at/60, at%60, at/60, at%60+9, []string{"Björn", "Ada"}[i%2], words)
	}
	for i, text := range parts {
		f.write(fmt.Sprintf("ep05-part%d.srt", i+1), text)
	}
}

// partsCut has a chunk that goes over from the first part into the second.
func partsCut(t *testing.T) (f *fixture, id int64) {
	f = open(t)
	f.writeParts(inParts())
	f.take("ep05-part1.srt", "ep05-part2.srt")
	id = f.row("ep05-part1.srt.md").episode
	a, b := f.chunk("ep05-part1.srt.md").Turns, f.chunk("ep05-part2.srt.md").Turns
	if _, err := f.CutChunks(id, []transcript.ID{a[2].ID, b[1].ID}); err != nil {
		t.Fatal(err)
	}
	return f, id
}

// words are those of all chunks of an episode.
func (f *fixture) words(id int64) string {
	var out []string
	for _, c := range f.episode(id).Chunks {
		for _, turn := range c.Turns {
			out = append(out, strings.Join(turn.Paragraphs, " "))
		}
	}
	return strings.Join(out, "\n")
}

// The files of an episode are taken again together, also those that did not change: a chunk that goes over from one into the
// other loses nothing.
func TestAnImportTakesTheFilesOfAnEpisodeAgainTogether(t *testing.T) {
	for _, x := range []struct {
		come             []string
		first, second    string
		updated, refused int
	}{
		{[]string{"ep05-part1.srt", "ep05-part2.srt"}, "five", "thaws", 2, 0},
		{[]string{"ep05-part1.srt"}, "five", "freezes", 1, 0},
		{[]string{"ep05-part2.srt"}, "three", "thaws", 1, 0},
	} {
		f, id := partsCut(t)
		said := inParts()
		said[0], said[6] = strings.Replace(said[0], "three", x.first, 1), strings.Replace(said[6], "freezes", x.second, 1)
		f.writeParts(said)
		steps := len(f.steps(id, 10))
		v := f.take(x.come...)
		if len(v.Refused) != x.refused || v.Updated != x.updated || len(v.Again()) != 1 {
			t.Errorf("%v: %+v %+v", x.come, v, v.Again())
		}
		if got := f.words(id); got != strings.Join(said, "\n") {
			t.Errorf("%v: %s", x.come, got)
		}
		if n := len(f.steps(id, 10)); n != steps+1 {
			t.Errorf("%v: %d steps", x.come, n-steps)
		}
		if v := f.take("ep05-part1.srt", "ep05-part2.srt"); v.Updated != 0 || len(v.Refused) != 0 || v.Same != 2 {
			t.Errorf("%v: the second time: %+v", x.come, v)
		}
	}
}

// Where one of the files is nowhere, the other stays refused.
func TestAnImportTakesNoPartAgainWithoutTheOthers(t *testing.T) {
	f, id := partsCut(t)
	said := inParts()
	said[0] = strings.Replace(said[0], "three", "five", 1)
	f.writeParts(said)
	if err := os.Remove(f.path("ep05-part2.srt")); err != nil {
		t.Fatal(err)
	}
	v := f.take("ep05-part1.srt")
	if len(v.Refused) != 1 || v.Refused[0].Code != "file.again" || v.Updated != 0 || len(v.Again()) != 0 {
		t.Errorf("%+v", v)
	}
	if got := f.words(id); got != strings.Join(inParts(), "\n") {
		t.Error(got)
	}
}

// A file that ends too early stays refused, and one without the turn that a chunk begins with: nobody is asked here. Another turn
// that a program took out goes.
func TestAnImportTakesNoFileAgainThatWasCutShort(t *testing.T) {
	for _, x := range []struct {
		without int
		taken   bool
	}{{4, false}, {7, false}, {6, false}, {3, true}} {
		f, id := partsCut(t)
		said := inParts()
		said[x.without] = ""
		f.writeParts(said)
		v := f.take("ep05-part1.srt", "ep05-part2.srt")
		want := inParts()
		if x.taken {
			want = slices.Delete(want, x.without, x.without+1)
		}
		if got := f.words(id); got != strings.Join(want, "\n") || (len(v.Refused) == 0) != x.taken {
			t.Errorf("without turn %d: %+v\n%s", x.without+1, v, got)
		}
	}
}

// notesNothing is a library that cannot note what transcripts said.
type notesNothing struct{ session.Store }

func (n notesNothing) Remember(ctx context.Context, key, value string) error {
	if strings.HasPrefix(key, "taken.") {
		return errors.New("the drive is gone")
	}
	return n.Store.Remember(ctx, key, value)
}

// A transcript that was taken again is not told as refused where its step was made and could not be noted.
func TestATranscriptThatWasTakenIsNotToldAsRefused(t *testing.T) {
	f, id := partsCut(t)
	said := inParts()
	said[0] = strings.Replace(said[0], "three", "five", 1)
	f.writeParts(said)
	config := f.config
	config.Store = notesNothing{f.store}
	f.Service = service.New(config)
	v := f.take("ep05-part1.srt")
	if len(v.Refused) != 0 || v.Updated != 1 || len(v.Again()) != 1 || f.words(id) != strings.Join(said, "\n") {
		t.Errorf("%+v %s", v, f.words(id))
	}
}
