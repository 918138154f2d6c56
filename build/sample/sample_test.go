package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The episode is only worth shipping as long as the script still says how it came about: whoever corrects a chunk file by hand,
// or the script alone, is told here.
func TestTheEpisodeIsWhatTheScriptSays(t *testing.T) {
	text, err := os.ReadFile("script.txt")
	if err != nil {
		t.Fatal(err)
	}
	script, err := parseScript(string(text))
	if err != nil {
		t.Fatal(err)
	}
	if len(script) != 4 {
		t.Fatalf("the script has %d chunks, want 4", len(script))
	}
	times := regexp.MustCompile(`\d\d:\d\d:\d\d(:\d\d)?`)
	for _, c := range script {
		name := c.slug + ".md"
		head, err := os.ReadFile(filepath.Join("heads", name))
		if err != nil {
			t.Fatal(err)
		}
		shipped, err := os.ReadFile(filepath.Join("..", "..", "backend", "sample", "episode", name))
		if err != nil {
			t.Fatal(err)
		}
		want := times.ReplaceAllString(printChunk(c, string(head)), "TIME")
		got := times.ReplaceAllString(string(shipped), "TIME")
		if got != want {
			t.Errorf("%s is not what the script makes: run build/sample/make.sh", name)
		}
	}
}

func TestALineThatFitsNoRuleIsRefusedWithItsNumber(t *testing.T) {
	for _, c := range []struct{ script, want string }{
		{"Odette: no chunk yet", "1: neither"},
		{"= a wrapped\nodette: small letter", "2: neither"},
		{"= a\n\nOdette (aside): hm", "3: neither"},
		{"= a\npause long", "2: "},
		{"= a sideways", `1: no layout is called "sideways"`},
	} {
		_, err := parseScript(c.script)
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q: error %v, want %q…", c.script, err, c.want)
		}
	}
}

func TestATurnIsSaidOneWayAndWrittenAnother(t *testing.T) {
	turn := parseTurn("Odette", "voice Barnaby", "The {gilt|guilt} came off. // Twice.")
	if turn.speaker != "Odette" || turn.voice != "Barnaby" {
		t.Errorf("stands under %s, spoken by %s", turn.speaker, turn.voice)
	}
	if said := strings.Join(turn.said, "/"); said != "The gilt came off./Twice." {
		t.Errorf("said %q", said)
	}
	if written := strings.Join(turn.written, "/"); written != "The guilt came off./Twice." {
		t.Errorf("written %q", written)
	}
}

func TestTimecodesCountThirtyFramesToTheSecond(t *testing.T) {
	for frames, want := range map[int]string{
		0: "00:00:00:00", 29: "00:00:00:29", 30: "00:00:01:00", 1799: "00:00:59:29", 1800: "00:01:00:00", 108000: "01:00:00:00",
	} {
		if got := timecode(frames); got != want {
			t.Errorf("%d frames: %s, want %s", frames, got, want)
		}
	}
}

// A tone for every turn stands in for speech: only where it starts and stops matters here.
func TestTheInspectionHearsASoundThatIsNotWhereTheTimecodesSay(t *testing.T) {
	spoken := []*turn{parseTurn("Odette", "", "One two three four five six.")}
	spoken[0].start, spoken[0].end = 30, 90
	script := []*chunk{{slug: "ep00-01-tone", turns: spoken}}
	const length = 120 * frameSamples
	tone := func(from, to int, loudness float64) []float64 {
		sound := make([]float64, length)
		for i := from * frameSamples; i < to*frameSamples; i++ {
			sound[i] = loudness
		}
		return sound
	}
	for _, c := range []struct {
		name  string
		sound []float64
		want  string
	}{
		{"in its place", tone(30, 90, 0.5), ""},
		{"starts early", tone(27, 90, 0.5), "something is heard"},
		{"starts late", tone(34, 90, 0.5), "nothing is heard where it starts"},
		{"ends early", tone(30, 60, 0.5), "nothing is heard where it ends"},
		{"clipped", tone(30, 90, 1), "peaks at 1.00"},
		{"cut short", tone(30, 90, 0.5)[:length-1], "samples"},
	} {
		problems := inspect(c.sound, length, script)
		switch {
		case c.want == "" && len(problems) > 0:
			t.Errorf("%s: %v", c.name, problems)
		case c.want != "" && (len(problems) == 0 || !strings.Contains(problems[0].Error(), c.want)):
			t.Errorf("%s: %v, want %q", c.name, problems, c.want)
		}
	}
}
