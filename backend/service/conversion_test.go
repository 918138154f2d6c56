package service_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"stet/backend/audio"
	"stet/backend/audio/decode"
	"stet/backend/audio/playback"
	"stet/backend/service"
	"stet/backend/timecode"
)

// TestASoundIsConvertedFirst has an episode whose sound can be opened only once it was prepared.
func TestASoundIsConvertedFirst(t *testing.T) {
	f := open(t, "1.md", crumb, "mix.wav", tone(40))
	var ready atomic.Bool
	begun, goOn := make(chan struct{}, 8), make(chan error)
	sounds := service.Sounds{
		Open: func(path string) (audio.Source, error) {
			if !ready.Load() {
				return nil, &audio.Error{Code: audio.Unprepared, Path: path, What: "It is a film.", Do: "It is converted first."}
			}
			return decode.Open(path)
		},
		Prepare: func(ctx context.Context, path string, progress func(float64)) error {
			begun <- struct{}{}
			progress(0.25)
			progress(0.5)
			select {
			case <-ctx.Done():
				return ctx.Err()
			case err := <-goOn:
				ready.Store(err == nil)
				return err
			}
		},
	}
	f.config.Sounds = sounds
	f.config.Player = playback.New(&playback.Device{}, sounds.Open)
	f.restart()
	f.take()
	id := f.row("1.md").episode
	is := func(what string, holds func(service.PlayerView) bool) {
		t.Helper()
		for end := time.Now().Add(10 * time.Second); !holds(f.player()); time.Sleep(time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("%s: %+v", what, f.player())
			}
		}
	}
	if err := f.OpenEpisode(id); err != nil {
		t.Fatal(err)
	}
	<-begun
	// It comes to a halt at once, and what was told last is where.
	wait(f.window, "job", func(j service.JobView) bool { return j.State == service.JobRunning && 2*j.Done == j.Total })
	is("under way", func(v service.PlayerView) bool { return v.Converting && !v.Loaded && v.Problem == "" })

	goOn <- &audio.Error{Code: audio.Damaged, Path: "mix.wav", What: "It cannot be read.", Do: "Fetch it again."}
	is("failed", func(v service.PlayerView) bool {
		return !v.Converting && v.Problem == "It cannot be read. Fetch it again."
	})

	if err := f.ReloadSound(id); err != nil {
		t.Fatal(err)
	}
	<-begun
	if err := f.CancelJob(f.runs("conversion").ID); err != nil {
		t.Fatal(err)
	}
	is("stopped", func(v service.PlayerView) bool {
		return !v.Converting && strings.Contains(v.Problem, "that was stopped. Try again")
	})

	// What is begun again while it is under way begins anew, and the last one counts.
	for range 3 {
		if err := f.ReloadSound(id); err != nil {
			t.Fatal(err)
		}
		<-begun
	}
	goOn <- nil
	is("done", func(v service.PlayerView) bool {
		return !v.Converting && v.Loaded && v.Length == 40*timecode.Second && v.Problem == ""
	})
}
