package service_test

import (
	"testing"
	"time"

	"stet/backend/audio/decode"
	"stet/backend/service"
	"stet/backend/timecode"
)

// spoken is a sound of 8 kHz that is silent where it is told to be, from second to second.
func spoken(seconds int, silences ...[2]int) string {
	b := []byte(tone(seconds))
	data := b[len(b)-2*8000*seconds:]
	for _, s := range silences {
		clear(data[2*8000*s[0] : 2*8000*s[1]])
	}
	return string(b)
}

func TestLongSilencesArePlayedShort(t *testing.T) {
	f := open(t, "1.md", crumb, "mix.wav", spoken(40, [2]int{3, 13}, [2]int{20, 21}))
	f.see(decode.Open)
	f.take()
	if err := f.OpenEpisode(f.row("1.md").episode); err != nil {
		t.Fatal(err)
	}
	f.drawn()
	crosses := func(from timecode.Time) time.Duration {
		t.Helper()
		f.window.forget()
		if err := f.Seek(from); err != nil {
			t.Fatal(err)
		}
		if err := f.Play(); err != nil {
			t.Fatal(err)
		}
		wait(f.window, "player", func(v service.PlayerView) bool { return v.Moving && v.Heard >= from && v.Heard < from+timecode.Second })
		began := time.Now()
		wait(f.window, "player", func(v service.PlayerView) bool { return v.Heard > 12*timecode.Second+timecode.Second/2 })
		took := time.Since(began)
		if v := wait(f.window, "player", func(v service.PlayerView) bool { return v.Heard > 13*timecode.Second }); v.Heard > 14*timecode.Second {
			t.Errorf("goes on at %v", v.Heard)
		}
		if err := f.Pause(); err != nil {
			t.Fatal(err)
		}
		wait(f.window, "player", func(v service.PlayerView) bool { return !v.Moving })
		return took
	}
	if err := f.ShortenSilences(1500); err != nil {
		t.Fatal(err)
	}
	if took := crosses(2 * timecode.Second); took > 3*time.Second {
		t.Errorf("a silence of ten seconds took %v", took)
	}
	if err := f.ShortenSilences(0); err != nil {
		t.Fatal(err)
	}
	if took := crosses(10 * timecode.Second); took < 2*time.Second {
		t.Errorf("the end of a silence that is played as it is took %v", took)
	}
}
