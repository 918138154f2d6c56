package service_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"stet/backend/audio/decode"
	"stet/backend/audio/playback"
	"stet/backend/service"
	"stet/backend/timecode"
)

// tone is a WAV file of so many seconds, 8000 samples each.
func tone(seconds int) string {
	var b bytes.Buffer
	data := make([]byte, 2*8000*seconds)
	for i := range 8000 * seconds {
		binary.LittleEndian.PutUint16(data[2*i:], uint16(i%100*50))
	}
	b.WriteString("RIFF")
	binary.Write(&b, binary.LittleEndian, uint32(36+len(data)))
	b.WriteString("WAVEfmt ")
	binary.Write(&b, binary.LittleEndian, []uint16{16, 0, 1, 1, 8000, 0, 16000, 0, 2, 16})
	b.WriteString("data")
	binary.Write(&b, binary.LittleEndian, uint32(len(data)))
	b.Write(data)
	return b.String()
}

// listen gives the service a real player; where there is no device it plays into the void, at the same pace.
func (f *fixture) listen() {
	f.config.Player = playback.New(&playback.Device{}, decode.Open)
	f.restart()
}

func (f *fixture) player() service.PlayerView {
	f.t.Helper()
	v, err := f.PlayerState()
	if err != nil {
		f.t.Fatal(err)
	}
	return v
}

func TestAnEpisodeIsHeard(t *testing.T) {
	f := open(t, "1.md", crumb, "mix.wav", tone(40))
	f.listen()
	f.take()
	id := f.row("1.md").episode
	if err := f.OpenEpisode(id); err != nil {
		t.Fatal(err)
	}
	v := f.player()
	if v.Episode != id || !v.Loaded || v.Path != f.path("mix.wav") || v.Length != 40*timecode.Second || v.Problem != "" || v.Playing {
		t.Fatalf("%+v", v)
	}
	if err := f.Seek(10 * timecode.Second); err != nil {
		t.Fatal(err)
	}
	if err := f.SetVolume(0.5); err != nil {
		t.Fatal(err)
	}
	if err := f.Play(); err != nil {
		t.Fatal(err)
	}
	wait(f.window, "player", func(v service.PlayerView) bool {
		return v.Moving && v.Playing && v.Heard > 10*timecode.Second && v.Heard < 40*timecode.Second && v.Volume == 0.5
	})
	if err := f.SetSpeed(2.5); err != nil {
		t.Fatal(err)
	}
	wait(f.window, "player", func(v service.PlayerView) bool { return v.Moving && v.Speed == 2.5 && v.Pace == 2.5 })
	if err := f.Pause(); err != nil {
		t.Fatal(err)
	}
	wait(f.window, "player", func(v service.PlayerView) bool {
		return !v.Moving && v.Pace == 0 && !v.Playing && v.Heard > 10*timecode.Second
	})
	// The same episode again plays on, another one has its own sound, or none.
	if err := f.OpenEpisode(id); err != nil || f.player().Heard == 0 {
		t.Error(err)
	}
	f.write("other/2.md", oven)
	f.take()
	other := f.row("other/2.md").episode
	if err := f.OpenEpisode(other); err != nil {
		t.Fatal(err)
	}
	if v := f.player(); v.Episode != other || v.Loaded || v.Problem != "" {
		t.Errorf("%+v", v)
	}
	if err := f.Play(); err != nil {
		t.Error("playing nothing: ", err)
	}
}

func TestASoundThatIsNotThere(t *testing.T) {
	f := open(t, "1.md", crumb, "mix.wav", tone(2))
	f.listen()
	f.take()
	id := f.row("1.md").episode
	if err := os.Remove(f.path("mix.wav")); err != nil {
		t.Fatal(err)
	}
	if err := f.OpenEpisode(id); err != nil {
		t.Fatal("the words cannot be edited: ", err)
	}
	if v := f.player(); v.Loaded || v.Problem == "" || strings.Contains(v.Problem, "mix.wav") {
		t.Errorf("%+v", v)
	}
	f.correct("1.md", "once more", "twice")
	f.write("mix.wav", tone(2))
	if err := f.ReloadSound(id); err != nil {
		t.Fatal(err)
	}
	if v := f.player(); !v.Loaded || v.Problem != "" {
		t.Errorf("%+v", v)
	}
	if err := f.OpenEpisode(999); code(err) != service.CodeNotFound {
		t.Error(err)
	}
}

// A sound that was cut off is played as far as it goes, and the window is told.
func TestASoundThatWasCutOff(t *testing.T) {
	whole := tone(40)
	f := open(t, "1.md", crumb, "mix.wav", whole[:len(whole)/2])
	f.listen()
	f.take()
	if err := f.OpenEpisode(f.row("1.md").episode); err != nil {
		t.Fatal(err)
	}
	if v := f.player(); !v.Loaded || v.Problem != "" || v.Length > 21*timecode.Second {
		t.Errorf("%+v", v)
	}
	if w := f.player().Warnings; len(w) != 1 || w[0].Kind != "cut-off" || !strings.Contains(w[0].What, "cut off") {
		t.Errorf("the window was told %q", w)
	}
	// The next one is not warned of.
	f.write("other/2.md", oven)
	f.write("other/oven.wav", tone(1))
	f.take()
	if err := f.OpenEpisode(f.row("other/2.md").episode); err != nil {
		t.Fatal(err)
	}
	if v := f.player(); !v.Loaded || len(v.Warnings) > 0 {
		t.Errorf("%+v", v)
	}
}

func TestASoundIsAttached(t *testing.T) {
	f := open(t, "1.md", crumb, "a.wav", tone(1), "b.wav", tone(3))
	f.listen()
	f.take()
	id := f.row("1.md").episode
	if err := f.OpenEpisode(id); err != nil || f.player().Loaded {
		t.Fatal(err)
	}
	for i, name := range []string{"a.wav", "b.wav"} {
		reply, err := f.AttachSound(id, f.path(name))
		if err != nil || *reply.Patch.Sound != f.path(name) || reply.Patch.History.Undo != "Used the sound "+name {
			t.Fatalf("%+v %v", reply, err)
		}
		if v := f.player(); v.Length != timecode.Time(1+2*i)*timecode.Second {
			t.Errorf("%s: %+v", name, v)
		}
	}
	if _, err := f.AttachSound(id, ""); err != nil || f.player().Loaded {
		t.Error(err, f.player())
	}
	for _, want := range []timecode.Time{3, 1, 0} {
		if _, err := f.Undo(id); err != nil {
			t.Fatal(err)
		}
		if v := f.player(); v.Length != want*timecode.Second {
			t.Errorf("undone, it has %v: %+v", v.Length, v)
		}
	}
	f.config.Player = playback.New(&playback.Device{}, decode.Open)
	f.restart()
	if got := f.episode(id).Sound; got != "" {
		t.Errorf("it has the sound %q", got)
	}
}

func TestWithoutAPlayer(t *testing.T) {
	f := open(t, "1.md", crumb)
	f.take()
	for name, try := range map[string]func() error{
		"play": f.Play, "pause": f.Pause,
		"seek":   func() error { return f.Seek(0) },
		"volume": func() error { return f.SetVolume(1) },
		"speed":  func() error { return f.SetSpeed(1) },
		"short":  func() error { return f.ShortenSilences(1000) },
		"state":  func() error { _, err := f.PlayerState(); return err },
	} {
		if err := try(); code(err) != service.CodeFailed {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := f.OpenEpisode(f.row("1.md").episode); err != nil {
		t.Error(err)
	}
}

func TestTheClockIsSet(t *testing.T) {
	f := open(t, "1.md", crumb)
	f.take()
	id := f.row("1.md").episode
	if c := f.episode(id).Clock; c.Rate != "" || c.Num != 30 || c.Den != 1 || c.Drop {
		t.Errorf("before anybody told: %+v", c)
	}
	reply, err := f.SetClock(id, "25", -timecode.Second)
	if err != nil || reply.Patch.Clock == nil || reply.Patch.Clock.Rate != "25" || reply.Patch.Clock.Offset != -timecode.Second {
		t.Fatalf("%+v %v", reply, err)
	}
	if len(reply.Patch.Turns) != 3 || *reply.Patch.Turns[0].From != timecode.Second+10*timecode.Second/25 {
		t.Errorf("%+v", reply.Patch.Turns)
	}
	if f.row("1.md").Dirty {
		t.Error("a clock is no part of the file")
	}
	if _, err := f.SetClock(id, "31", 0); code(err) != service.CodeInvalid {
		t.Error(err)
	}
	if reply, err := f.Undo(id); err != nil || reply.Patch.Clock.Rate != "" {
		t.Errorf("%+v %v", reply, err)
	}
}

// Frames run to 22 in the one file and to 27 in the other, whose only turn that a slow rate cannot place is its second.
func TestARateThatCannotPlaceEveryTurnSaysSo(t *testing.T) {
	late := strings.Replace(oven, "episode: 8\nchunk: 1", "episode: 7\nchunk: 2", 1) + "00:10:04:00 - 00:11:00:27\nMarit\nStill not.\n"
	f := open(t, "1.md", crumb, "2.md", late)
	f.take()
	id := f.row("1.md").episode
	rates, err := f.FrameRates(id)
	if err != nil || len(rates) != len(timecode.Rates()) {
		t.Fatalf("%+v %v", rates, err)
	}
	turns := f.chunk("2.md").Turns
	for _, r := range rates {
		bad := r.Name == "23.976" || r.Name == "24" || r.Name == "25"
		drop := strings.HasSuffix(r.Name, "drop")
		switch {
		case bad && (r.Misfits != 1 || r.First != "00:11:00:27" || r.Turn != turns[1].ID):
			t.Errorf("%+v", r)
		case !bad && !drop && r.Misfits != 0:
			t.Errorf("%+v", r)
		}
	}
	reply, err := f.SetClock(id, "24", 0)
	if err != nil || len(reply.Patch.Heads) != 2 {
		t.Fatalf("%+v %v", reply.Patch.Heads, err)
	}
	found := func() (out []service.ProblemView) {
		for _, c := range f.episode(id).Chunks {
			for _, p := range c.Problems {
				if p.Code == "tc.rate" {
					out = append(out, p)
				}
			}
		}
		return out
	}
	want := "00:11:00:27 has no place in the sound: at the frame rate 24, frames run from 0 to 23. Set the episode's frame rate under Timecode."
	if p := found(); len(p) != 1 || p[0].What != want || p[0].Severity != "warn" || p[0].Turn != turns[1].ID || p[0].Line != 13 {
		t.Errorf("%+v", p)
	}
	if !slices.ContainsFunc(reply.Patch.Heads[1].Problems, func(p service.ProblemView) bool { return p.What == want }) {
		t.Errorf("the window is not told: %+v", reply.Patch.Heads)
	}
	if _, err := f.SetClock(id, "30", 0); err != nil || len(found()) != 0 {
		t.Errorf("%+v %v", found(), err)
	}
}

// What no clock shows is wrong at every rate: it rules none out, and is told once.
func TestATimecodeThatNoRateHasRulesNoneOut(t *testing.T) {
	f := open(t, "1.md", strings.Replace(crumb, "00:00:31:05 - 00:00:33:00", "00:00:31:05 - 00:00:33:72", 1))
	f.take()
	rates, err := f.FrameRates(f.row("1.md").episode)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rates {
		if r.Misfits != 0 {
			t.Errorf("%+v", r)
		}
	}
	for _, p := range f.chunk("1.md").Problems {
		if p.Code == "tc.rate" {
			t.Errorf("%+v", p)
		}
	}
}

// A chunk whose rate is wrong all over does not bury the rest.
func TestManyTurnsWithoutAPlaceAreCounted(t *testing.T) {
	var b strings.Builder
	b.WriteString(oven)
	for i := range 150 {
		fmt.Fprintf(&b, "00:%02d:%02d:28 - 00:%02d:%02d:29\nMarit\nNo.\n", 1+i/60, i%60, 1+i/60, i%60)
	}
	f := open(t, "1.md", b.String())
	f.take()
	if _, err := f.SetClock(f.row("1.md").episode, "25", 0); err != nil {
		t.Fatal(err)
	}
	var last string
	n := 0
	for _, p := range f.chunk("1.md").Problems {
		if p.Code == "tc.rate" {
			n, last = n+1, p.What
		}
	}
	if n != 100 || !strings.HasSuffix(last, "(And so in 50 more places.)") {
		t.Errorf("%d, the last: %s", n, last)
	}
}

func TestCalibrate(t *testing.T) {
	f := open(t, "1.md", crumb, "2.md", strings.Replace(oven, "00:00:04:00", "00:30:04:28", 1))
	f.take()
	id := f.row("1.md").episode
	// Two places in a sound that begins a second late, counted in frames of 1001/30000 s.
	second := timecode.Second
	a := service.AnchorRequest{Code: "00:00:10:27", Audio: second + 327*second*1001/30000}
	b := service.AnchorRequest{Code: "01:00:10:03", Audio: second + 108303*second*1001/30000}
	fits, err := f.Calibrate(id, a, b)
	if err != nil || len(fits) < 2 || fits[0].Rate != "29.97" || fits[0].Offset != second || fits[0].LeftOver != [2]timecode.Time{} || fits[0].Note != "" {
		t.Fatalf("%+v %v", fits, err)
	}
	if _, err := f.SetClock(id, fits[0].Rate, fits[0].Offset); err != nil {
		t.Error(err)
	}
	// Places that no rate is told from another by say so; a rate that the text makes impossible is none.
	fits, err = f.Calibrate(id, service.AnchorRequest{Code: "00:00:10", Audio: 10 * second}, service.AnchorRequest{Code: "01:00:10", Audio: 3610 * second})
	if err != nil || !strings.Contains(fits[0].Note, "cannot tell it from") {
		t.Fatalf("%+v %v", fits, err)
	}
	other := f.row("2.md").episode
	fits, err = f.Calibrate(other, service.AnchorRequest{Code: "00:00:10", Audio: 10 * second}, service.AnchorRequest{Code: "01:00:10", Audio: 3610 * second})
	if err != nil {
		t.Fatal(err)
	}
	if len(fits) != 7 {
		t.Errorf("%d fits", len(fits))
	}
	for _, x := range fits {
		if x.Rate == "25" || x.Rate == "24" || x.Rate == "23.976" {
			t.Errorf("the text rules it out: %+v", x)
		}
		if strings.Contains(x.Note, "25") {
			t.Errorf("25 cannot be, and need not be told apart: %+v", x)
		}
	}
	for _, anchors := range [][2]service.AnchorRequest{
		{{Code: "noon"}, {Code: "00:00:10:00"}},
		{{Code: "00:00:10:00", Audio: second}, {Code: "00:00:20:00", Audio: 0}},
		{{Code: "00:00:10:00", Audio: second}, {Code: "00:00:11:00", Audio: 2 * second}},
	} {
		if _, err := f.Calibrate(id, anchors[0], anchors[1]); code(err) != service.CodeInvalid {
			t.Errorf("%+v: %v", anchors, err)
		}
	}
	good := service.AnchorRequest{Code: "00:00:10:00"}
	if _, err := f.Calibrate(999, good, service.AnchorRequest{Code: "01:00:10:00", Audio: 3600 * second}); code(err) != service.CodeNotFound {
		t.Error(err)
	}
}

func TestAStretchIsHeard(t *testing.T) {
	f := open(t, "1.md", crumb, "mix.wav", tone(40))
	f.listen()
	f.take()
	if err := f.OpenEpisode(f.row("1.md").episode); err != nil {
		t.Fatal(err)
	}
	from, to := 10*timecode.Second, 10*timecode.Second+timecode.Second/2
	if err := f.PlayRange(from, to, false); err != nil {
		t.Fatal(err)
	}
	if v := f.player(); !v.Playing || v.Range == nil || *v.Range != (service.RangeView{From: from, To: to}) {
		t.Errorf("%+v", v)
	}
	wait(f.window, "player", func(v service.PlayerView) bool { return !v.Playing && !v.Moving && v.Heard == to && v.Range == nil })
	if err := f.PlayRange(from, to, true); err != nil {
		t.Fatal(err)
	}
	wait(f.window, "player", func(v service.PlayerView) bool { return v.Moving && v.Range != nil && v.Range.Again })
	if err := f.Release(); err != nil {
		t.Fatal(err)
	}
	wait(f.window, "player", func(v service.PlayerView) bool { return v.Range == nil && v.Heard > to && v.Playing })
}
