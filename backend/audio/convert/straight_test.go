//go:build unix

package convert

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"stet/backend/audio"
)

// TestAProgramThatHangsIsLeft puts a program in ffmpeg's place that gives nothing, and one that never ends.
func TestAProgramThatHangsIsLeft(t *testing.T) {
	before := patience
	patience = 200 * time.Millisecond
	t.Cleanup(func() { patience = before })
	for _, script := range []string{"sleep 600", "head -c 800 /dev/zero; sleep 600"} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "ffmpeg"), []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
		t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
		began := time.Now()
		s, err := Straight(context.Background(), audio.Info{Path: "a.ogg", Kind: audio.Ogg, Rate: 44100, Channels: 2, Samples: 100})
		if err != nil {
			t.Fatal(err)
		}
		frames := make([][2]float64, 100)
		s.Stream(frames)
		if s.Err() == nil {
			t.Errorf("%s: it is taken for the whole", script)
		}
		s.Close()
		if took := time.Since(began); took > time.Minute {
			t.Errorf("%s: that took %v", script, took)
		}
	}
}

// TestWhatIsReadStraightOn is what ffmpeg is not asked for.
func TestWhatIsReadStraightOn(t *testing.T) {
	good := audio.Info{Path: "a", Kind: audio.Ogg, Rate: 44100, Channels: 2, Samples: 100}
	for what, change := range map[string]func(*audio.Info){
		"WAV":         func(i *audio.Info) { i.Kind = audio.WAV },
		"converted":   func(i *audio.Info) { i.Converted = true },
		"5.1":         func(i *audio.Info) { i.Channels = 6 },
		"32 bits":     func(i *audio.Info) { i.Bits = 32 },
		"damaged":     func(i *audio.Info) { i.Tell(0, audio.CutOff, "It was cut off.") },
		"not quicker": func(i *audio.Info) { i.Kind = audio.MP3 },
	} {
		info := good
		change(&info)
		if _, err := Quicker(t.Context(), info); err != errNotSo {
			t.Errorf("%s: %v", what, err)
		}
	}
}
