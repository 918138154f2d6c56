package service_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stet/backend/chunkfile"
	"stet/backend/service"
	"stet/backend/transcript"
)

// cutAt takes the transcript of three subjects in as parts that begin at turns, cuts it in one step, and exports.
func cutAt(t *testing.T, begin []int, turns ...int) *fixture {
	t.Helper()
	lines := strings.SplitAfter(subjects(), "\n\n")[:72]
	f := open(t)
	var parts []string
	for i, from := range begin {
		to := len(lines)
		if i+1 < len(begin) {
			to = begin[i+1]
		}
		parts = append(parts, fmt.Sprintf("Episode 9, part %d\n\n", i+1)+strings.Join(lines[from:to], ""))
		f.write(fmt.Sprintf("ep09-part%d.md", i+1), parts[i])
	}
	f.take()
	id := f.row("ep09-part1.md").episode
	var all, at []transcript.ID
	for _, c := range f.episode(id).Chunks {
		for _, turn := range c.Turns {
			all = append(all, turn.ID)
		}
	}
	for _, n := range turns {
		at = append(at, all[n])
	}
	if _, err := f.CutChunks(id, at); err != nil {
		t.Fatal(err)
	}
	f.exported()
	for i, text := range parts {
		if name := fmt.Sprintf("ep09-part%d.md", i+1); f.read(name) != text {
			t.Errorf("cut at %v, %s was written over:\n%s", turns, name, f.read(name))
		}
	}
	return f
}

// shape tells how many turns each chunk has, and its number.
func (f *fixture) shape(name string) string {
	f.t.Helper()
	var out []string
	for _, c := range f.episode(f.row(name).episode).Chunks {
		out = append(out, fmt.Sprintf("%s:%d", c.Number, len(c.Turns)))
	}
	return strings.Join(out, " ")
}

// A part that no chunk begins in stays as it is: it takes no turns, gives none, and the chunks behind it are counted on.
func TestAPartThatIsNotCutStaysAsItIs(t *testing.T) {
	f := cutAt(t, []int{0, 30}, 48)
	if got := f.shape("ep09-part1.md"); got != ":30 1:18 2:24" {
		t.Error(got)
	}
	f = cutAt(t, []int{0, 24, 48}, 12, 60)
	if got := f.shape("ep09-part2.md"); got != "1:12 2:12 :24 3:12 4:12" {
		t.Error(got)
	}
}

// Where such an episode's transcript comes again, the part stays uncut, and none of its turns goes into a chunk as well.
func TestATranscriptThatComesAgainLeavesAnUncutPart(t *testing.T) {
	f := cutAt(t, []int{0, 24, 48}, 12, 60)
	id := f.row("ep09-part2.md").episode
	q := service.RecutRequest{Episode: id}
	for i := range 3 {
		name := fmt.Sprintf("ep09-part%d.md", i+1)
		anew := strings.Replace(f.read(name), "The water and", "The cold water and", 1)
		f.write("new/"+name, anew)
		q.Paths = append(q.Paths, f.path("new/"+name))
	}
	if v, err := f.Again(q.Paths, id); err != nil || v.Episode != id {
		t.Fatalf("%+v %v", v, err)
	}
	v := f.again(q)
	if len(v.Chunks) != 4 || v.Changes != 1 {
		t.Errorf("%+v", v)
	}
	if _, err := f.TakeAgain(q); err != nil {
		t.Fatal(err)
	}
	if got := f.shape("ep09-part2.md"); got != "1:12 2:12 :24 3:12 4:12" {
		t.Error(got)
	}
}

// What is cut in the window is of the series that the profile allows, as what stet cut cuts, and not of its folder's.
func TestWhatIsCutIsOfTheSeriesThatTheProfileAllows(t *testing.T) {
	for profile, want := range map[string]string{
		"allowed_series: [The Old Mill]\n": "The Old Mill", "allowed_series: [The Old Mill, Low Water]\n": "", "": "",
	} {
		f := open(t, "stet-profile.yaml", profile, "ep09.md", strings.Join(strings.SplitAfter(subjects(), "\n\n")[:72], ""))
		f.take()
		row := f.row("ep09.md")
		if want == "" {
			want = f.episode(row.episode).Series
		}
		if _, err := f.CutChunks(row.episode, []transcript.ID{f.chunk("ep09.md").Turns[24].ID}); err != nil {
			t.Fatal(err)
		}
		for i, c := range f.episode(row.episode).Chunks {
			at := slices.IndexFunc(c.Matter.Fields, func(x transcript.Field) bool { return x.Key == "series" })
			if at < 0 || c.Matter.Fields[at].Value != want {
				t.Errorf("%q: chunk %d is not of %q: %+v", profile, i+1, want, c.Matter.Fields)
			}
		}
	}
}

// A transcript whose draft lists who speaks, since it has no times, or since a label in it looks like none, is cut into chunks
// that say what those of stet cut say; what another program wrote stays as it is.
func TestADraftThatListsWhoSpeaksIsCutAsByTheVerb(t *testing.T) {
	var untimed, odd strings.Builder
	odd.WriteString("WEBVTT\n\n")
	for i, part := range strings.SplitAfter(subjects(), "\n\n")[:72] {
		lines := strings.Split(part, "\n")
		fmt.Fprintf(&untimed, "%s: %s\n\n", lines[1], lines[2])
		voice := lines[1]
		if i == 5 {
			voice = "type: podcast-chunk"
		}
		fmt.Fprintf(&odd, "00:%02d:%02d.000 --> 00:%02d:%02d.000\n<v %s>%s\n\n", i/6, i%6*10, (i+1)/6, (i+1)%6*10, voice, lines[2])
	}
	for _, x := range []struct{ name, text, rate string }{
		{"ep16.txt", untimed.String(), ""}, {"ep16.vtt", odd.String(), ""}, {"ep16.vtt", odd.String(), "frame_rate: 25\n"},
	} {
		name, text := x.name, x.text
		f := open(t, name, text, "stet-profile.yaml", "allowed_series: [The Old Mill]\n"+x.rate)
		v := f.cut(service.CutRequest{Transcripts: []string{name}, To: "verb"})
		f.take(name)
		row := f.row(name + ".md")
		proposed, err := f.Proposals(row.episode, row.ID)
		if err != nil {
			t.Fatal(err)
		}
		var at []transcript.ID
		for _, cut := range proposed.Cuts {
			at = append(at, cut.Turn)
		}
		if _, err := f.CutChunks(row.episode, at); err != nil || len(at)+1 != len(v.Files) || len(at) == 0 {
			t.Fatalf("%s: %d cuts, %d files, %v", name, len(at), len(v.Files), err)
		}
		f.exported()
		for _, file := range v.Files {
			base := filepath.Base(file.Path)
			want := chunkfile.Parse([]byte(f.read("verb/" + base))).Chunk()
			if got := chunkfile.Parse([]byte(f.read(base))).Chunk(); !transcript.SameMatter(got.Matter, want.Matter) || !slices.EqualFunc(got.Turns, want.Turns, transcript.SameTurn) {
				t.Errorf("%s: in the window %s is\n%s\nand by the verb\n%s", name, base, f.read(base), f.read("verb/"+base))
			}
		}
		if rate := f.episode(row.episode).Clock.Rate; (rate != "") != (x.rate != "") {
			t.Errorf("%s: the frame rate is %q", name, rate)
		}
		if file := f.read(filepath.Base(v.Files[0].Path)); x.rate != "" && !strings.Contains(file, "\n00:00:10:00 - 00:00:20:00\n") {
			t.Errorf("%s", file)
		}
		if f.read(name) != text {
			t.Errorf("%s was written over", name)
		}
	}
}
