package align

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stet/backend/audio/decode"
	"stet/backend/timecode"
)

// stereoFile is the fixture as a stereo WAV file, whose channels are made of each sample.
func stereoFile(t *testing.T, channels func(v int16) (left, right int16)) string {
	t.Helper()
	src, err := decode.Open("testdata/spoken.flac")
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	var body []byte
	buf := make([][2]float64, 4096)
	for n, ok := src.Stream(buf); ok && n > 0; n, ok = src.Stream(buf) {
		for _, s := range buf[:n] {
			l, r := channels(int16(32767 * s[0]))
			body = append(body, byte(l), byte(l>>8), byte(r), byte(r>>8))
		}
	}
	rate, size := src.Info().Rate, len(body)
	head := []byte("RIFF\x00\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x02\x00")
	for _, v := range []int{rate, 4 * rate} {
		head = append(head, byte(v), byte(v>>8), byte(v>>16), byte(v>>24))
	}
	head = append(head, 4, 0, 16, 0, 'd', 'a', 't', 'a', byte(size), byte(size>>8), byte(size>>16), byte(size>>24))
	path := filepath.Join(t.TempDir(), "stereo.wav")
	if err := os.WriteFile(path, append(head, body...), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// Channels of opposite phase are silence where they are taken as one, and are heard all the same.
func TestChannelsThatTakeEachOtherAwayAreHeard(t *testing.T) {
	var turns []Turn
	var truth [][]Span
	for _, turn := range fixtureTurns(t) {
		turns = append(turns, Turn{Words: strings.Fields(turn.Text)})
		var spans []Span
		for _, w := range turn.Words {
			spans = append(spans, Span{timecode.FromMillis(w[0]), timecode.FromMillis(w[1])})
		}
		truth = append(truth, spans)
	}
	for name, c := range map[string]struct {
		channels func(int16) (int16, int16)
		heard    side
	}{
		"alike":          {func(v int16) (int16, int16) { return v, v }, bothSides},
		"opposite":       {func(v int16) (int16, int16) { return v, -v }, leftSide},
		"nearly":         {func(v int16) (int16, int16) { return -v / 10 * 8, v }, rightSide},
		"left alone":     {func(v int16) (int16, int16) { return v, 0 }, bothSides},
		"right alone":    {func(v int16) (int16, int16) { return 0, v }, bothSides},
		"nothing at all": {func(int16) (int16, int16) { return 0, 0 }, bothSides},
	} {
		path := stereoFile(t, c.channels)
		if got := sideOf(opened(t, path)); got != c.heard {
			t.Errorf("%s: side %d is heard, not %d", name, got, c.heard)
		}
		if name == "nothing at all" {
			continue
		}
		if s := compare(aligned(t, opened(t, path), turns, Options{}).Turns, truth); s.in100 < 99 {
			t.Errorf("%s: %v", name, s)
		}
		// What others read of it is heard alike.
		own := Listen(opened(t, path), nil)
		heard := Beside(opened(t, path), func() *Sound { return own })
		if err := heard.Seek(0); err != nil {
			t.Fatal(err)
		}
		for buf, ok := make([][2]float64, 4096), true; ok; {
			_, ok = heard.Stream(buf)
		}
		got, err := own.between(context.Background(), 0, own.frames)
		if err != nil {
			t.Fatal(err)
		}
		want, err := Listen(opened(t, path), nil).between(context.Background(), 0, own.frames)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: it hears something else beside (%v)", name, err)
		}
	}
}
