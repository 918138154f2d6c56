package cli_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stet/backend/cli"
)

func checked(t *testing.T, args ...string) (string, int) {
	t.Helper()
	var out bytes.Buffer
	status := cli.Run(t.Context(), append([]string{"check"}, args...), cli.Env{Stdout: &out, Stderr: t.Output()})
	return out.String(), status
}

// Every ID that check prints is told of by --list.
func TestEveryCheckIsListed(t *testing.T) {
	text, status := checked(t, "--list")
	if status != cli.Done || !strings.Contains(text, "header.times: error\n    start_time is where") {
		t.Errorf("%d\n%s", status, text)
	}
	out, _ := checked(t, "--list", "--json")
	var d struct {
		Checks []struct{ ID, Severity, Why, Example string }
	}
	if err := json.Unmarshal([]byte(out), &d); err != nil || len(d.Checks) != strings.Count(text, "Such as:") {
		t.Errorf("%d checks, %v", len(d.Checks), err)
	}
	if _, status := checked(t, "--list", "chunks"); status != cli.Misused {
		t.Errorf("--list with files: %d", status)
	}
}

// The profile beside the files says what is looked for, and how much it matters; tags are held against the list there.
func TestASeriesSaysWhatIsLookedFor(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for n, to := range map[string]string{"1": "2", "2": "3", "4": "5"} {
		write("ep01-0"+n+"-a.md", "---\ntitle: A"+n+"\nslug: ep01-0"+n+"-a\nepisode: 1\nchunk: "+n+"\ntopics:\n  - old towers\ntags:\n  - towers\n---\n\n"+
			"00:00:0"+n+":00 - 00:00:0"+to+":00\nAda\nThey built the the tower.\n")
	}
	write("tags_master.yaml", "bells\ntower\n")
	ids := func() string {
		out, _ := checked(t, dir)
		var ids []string
		for line := range strings.Lines(out) {
			line = strings.TrimSpace(line)
			parts := strings.Split(line, ": ")
			ids = append(ids, parts[1]+" "+line[strings.LastIndexByte(line, '['):])
		}
		return strings.Join(ids, "\n")
	}
	each := "warning [topic.case]\nerror [tag.unapproved]\ninfo [words.doubled]\n"
	if got := ids(); got != each+each+"warning [chunk.hole]\n"+strings.TrimSpace(each) {
		t.Error(got)
	}
	write("stet-profile.yaml", "checks_off:\n  - topic.case\n  - tag.unapproved\nchecks_as_errors:\n  - chunk.hole\n")
	double := "info [words.doubled]"
	if got := ids(); got != double+"\n"+double+"\nerror [chunk.hole]\n"+double {
		t.Error(got)
	}
}

// A turn that stands in two chunks of an episode is told of without their transcript: in the second, at its line. Other
// words at one time are another turn, and so are the same few words at another time, or any in another episode.
func TestATurnThatStandsInTwoChunksIsTold(t *testing.T) {
	dir := t.TempDir()
	write := func(name, episode, chunk, turns string) {
		t.Helper()
		text := "---\ntitle: " + name + "\nslug: " + name + "\nepisode: " + episode + "\nchunk: " + chunk + "\n---\n\n" + turns
		if err := os.WriteFile(filepath.Join(dir, name+".md"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	const keel, oak, yes = "00:00:01:00 - 00:00:04:00\nAda\nThe keel was laid in May.\n\n", "00:00:04:00 - 00:00:09:00\nBo\nOf oak, as it says here, and of elm below.\n\n", "00:00:09:00 - 00:00:12:00\nAda\nYes.\n\n"
	write("ep01-01-a", "1", "1", keel+oak+yes)
	write("ep01-02-b", "1", "2", strings.Replace(strings.Replace(oak, "00:00:04:00", "00:00:04:10", 1), "as it says here,", "as it says *here*,", 1)+yes+"00:00:12:00 - 00:00:15:00\nBo\nThe keel was laid in May.\n")
	write("ep02-01-c", "2", "1", keel)
	write("ep01-03-d", "1", "3", "00:00:01:00 - 00:00:04:00\nAda\nAnother thing.\n")
	out, _ := checked(t, dir)
	var told []string
	for line := range strings.Lines(out) {
		if strings.Contains(line, "[turn.shared]") {
			told = append(told, strings.TrimSpace(strings.TrimPrefix(line, dir+string(filepath.Separator))))
		}
	}
	if want := "ep01-02-b.md:8:1: error: 2 turns from 00:00:04:10 on stand in ep01-01-a.md, too. [turn.shared]"; len(told) != 1 || told[0] != want {
		t.Errorf("%q in\n%s", told, out)
	}
}

// A turn is found again within a longer one, cut off, and without a time; what is said at two times is said twice.
func TestATurnIsFoundAgainInALongerOne(t *testing.T) {
	at := func(from, to, who, words string) string {
		return "00:" + from + ":00 - 00:" + to + ":00\n" + who + "\n" + words + "\n\n"
	}
	const (
		keel   = "The keel was laid in May, and nobody in the yard had seen one as long."
		oak    = "It is of oak, as the papers say that lie in the chest below the stairs."
		jingle = "This is the harbour hour, brought to you by the ropemakers of the old town."
		offer  = "Come to their shop on the quay, and bring this word along: hawser."
	)
	long := strings.Repeat("They tell of it in every house along the river, and each of them has it otherwise. ", 4)
	untimed := func(who, words string) string { return who + "\n" + words + "\n\n" }
	for name, c := range map[string]struct{ first, second, want string }{
		"swallowed":          {at("01:00", "03:00", "Ada", long+keel+" "+oak), at("03:00", "03:20", "Ada", keel) + at("03:20", "03:40", "Ada", oak), "2 turns from 00:03:00:00 on stand in ep01-01.md, too."},
		"swallowed by later": {at("01:00", "01:20", "Ada", keel), at("01:00", "02:00", "Ada", keel+" "+long), "A part of the turn at 00:01:00:00 stands in ep01-01.md, too."},
		"cut off":            {at("01:00", "01:20", "Ada", "The keel was laid in May, and nobody in"), at("01:01", "01:20", "Ada", keel), "A part of the turn at 00:01:01:00 stands in ep01-01.md, too."},
		"overlapping":        {at("01:00", "02:00", "Ada", keel+" "+long), at("01:30", "02:30", "Ada", long+oak), "A part of the turn at 00:01:30:00 stands in ep01-01.md, too."},
		"run together, at another time": {at("01:00", "02:00", "Ada", keel+" "+oak), at("31:00", "31:20", "Ada", keel) + at("31:20", "31:40", "Ada", oak),
			"2 turns from 00:31:00:00 on stand in ep01-01.md, too."},
		"without a time":            {at("01:00", "01:20", "Ada", "So we begin.") + untimed("Bo", keel) + untimed("Ada", oak), at("31:00", "31:20", "Ada", "And on it goes.") + untimed("Bo", keel) + untimed("Ada", oak), "2 turns from the one without a time on stand in ep01-01.md, too."},
		"a jingle":                  {at("01:00", "01:20", "Ada", jingle), at("31:00", "31:20", "Ada", jingle), ""},
		"an offer that is read":     {at("01:00", "01:20", "Ada", jingle) + at("01:20", "01:40", "Bo", offer), at("31:00", "31:20", "Ada", jingle) + at("31:20", "31:40", "Bo", offer), ""},
		"a jingle without a time":   {at("01:00", "01:20", "Ada", "So we begin.") + untimed("Bo", jingle), at("31:00", "31:20", "Ada", "And on it goes.") + untimed("Bo", jingle), ""},
		"one that quotes another":   {at("01:00", "01:20", "Ada", keel), at("31:00", "31:50", "Bo", "As she said before: "+keel+" "+long), ""},
		"few words at another time": {at("01:00", "01:20", "Ada", "Yes, so it was."), at("01:21", "01:22", "Ada", "Yes, so it was."), ""},
	} {
		dir := t.TempDir()
		for i, turns := range []string{c.first, c.second} {
			text := fmt.Sprintf("---\ntitle: Part %d\nepisode: 1\nchunk: %d\nspeakers:\n- Ada\n- Bo\n---\n\n%s", i+1, i+1, turns)
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("ep01-0%d.md", i+1)), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		out, _ := checked(t, dir)
		var told []string
		for line := range strings.Lines(out) {
			if what, is := strings.CutSuffix(strings.TrimSpace(line), " [turn.shared]"); is {
				told = append(told, what[strings.Index(what, "error: ")+len("error: "):])
			}
		}
		if got := strings.Join(told, " "); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// What was let stand in a field that follows the turns stands when their times are others.
func TestWhatStandsOutlivesAMovedBoundary(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	chunk := func(start string) string {
		return "---\ntitle: A\ntimecode: " + start + " â€“ 00:00:09:00\n---\n\n" + start + " - 00:00:09:00\nAda\nThe keel was laid in May.\n"
	}
	write("a.md", chunk("00:00:01:00"))
	write("stet-waivers.yaml", "- file: a.md\n  check: field.mojibake\n  field: timecode\n  words: \"â€“\"\n  why: The site has it so.\n")
	for _, start := range []string{"00:00:01:00", "00:00:04:12"} {
		write("a.md", chunk(start))
		if out, _ := checked(t, dir); !strings.Contains(out, "Let stand: The site has it so. [field.mojibake]") {
			t.Errorf("from %s on it does not stand:\n%s", start, out)
		}
	}
	write("a.md", strings.Replace(chunk("00:00:01:00"), "â€“", "â€”", 1))
	if out, _ := checked(t, dir); strings.Contains(out, "Let stand") {
		t.Errorf("another sign stands, too:\n%s", out)
	}
}
