package align

import (
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"strings"
	"testing"

	"stet/backend/audio/decode"
	"stet/backend/timecode"
)

var update = flag.Bool("update", false, "let flite speak the fixture anew")

// spokenTurn is a turn of testdata/spoken.json: its words, and when flite began and ended each, in ms.
type spokenTurn struct {
	Text  string     `json:"text"`
	Words [][2]int64 `json:"words"`
}

// fixtureTurns reads what is said in the fixture, and when.
func fixtureTurns(t testing.TB) (turns []spokenTurn) {
	t.Helper()
	data, err := os.ReadFile("testdata/spoken.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &turns); err != nil {
		t.Fatal(err)
	}
	return turns
}

// The fixture needs nothing that is installed: two turns that flite spoke, and when it said each word. Its voices are free,
// and so is what they say.
func TestTheFixture(t *testing.T) {
	if *update {
		renewFixture(t)
	}
	said := fixtureTurns(t)
	var timed, untimed []Turn
	var truth [][]Span
	for _, turn := range said {
		var spans []Span
		for _, w := range turn.Words {
			spans = append(spans, Span{timecode.FromMillis(w[0]), timecode.FromMillis(w[1])})
		}
		words := strings.Fields(turn.Text)
		timed = append(timed, Turn{Words: words, Start: &spans[0].Start, End: &spans[len(spans)-1].End})
		untimed = append(untimed, Turn{Words: words})
		truth = append(truth, spans)
	}
	for name, turns := range map[string][]Turn{"timed": timed, "untimed": untimed} {
		src, err := decode.Open("testdata/spoken.flac")
		if err != nil {
			t.Fatal(err)
		}
		r := aligned(t, src, turns, Options{})
		if err := src.Close(); err != nil {
			t.Fatal(err)
		}
		if s := compare(r.Turns, truth); s.in100 < 100 || s.in50 < 90 || s.median > 25 {
			t.Errorf("%s: %v", name, s)
		}
		if len(r.Uncovered) > 0 || len(r.Misfits) > 0 {
			t.Errorf("%s: uncovered %v, misfits %v", name, r.Uncovered, r.Misfits)
		}
	}
}

func renewFixture(t *testing.T) {
	talk := speak(t, conversation[:2])
	var said []spokenTurn
	for k, l := range conversation[:2] {
		turn := spokenTurn{Text: l.text}
		for _, s := range talk.truth[k] {
			turn.Words = append(turn.Words, [2]int64{s.Start.Millis(), s.End.Millis()})
		}
		said = append(said, turn)
	}
	data, err := json.Marshal(said)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("testdata/spoken.json", append(data, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("ffmpeg", "-v", "error", "-y", "-f", "s16le", "-ar", "16000", "-ac", "1", "-i", "-", "-compression_level", "12", "-bitexact", "testdata/spoken.flac")
	cmd.Stdin = strings.NewReader(string(toPCM(talk.samples)))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}
