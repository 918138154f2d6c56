//go:build unix

package waveform

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"stet/backend/audio"
	"stet/backend/audio/convert"
	"stet/backend/audio/decode"
	"stet/backend/audio/fingerprint"
)

// minutes is a file of four minutes that ffmpeg makes: tones over noise, with silences between them.
func minutes(t *testing.T, name, args string) string {
	t.Helper()
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		t.Skip("ffmpeg is not installed (package ffmpeg): there is no second decoder")
	}
	path := filepath.Join(t.TempDir(), name)
	signal := "aevalsrc='gt(mod(t,7),2)*(0.3*sin(2*PI*(180+40*sin(t/3))*t)+0.1*(random(0)-0.5))':s=22050:d=250"
	command := fmt.Sprintf("ffmpeg -v error -f lavfi -i \"%s\" %s %s", signal, args, path)
	if out, err := exec.Command("sh", "-c", command).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return path
}

// few lets a second decoder be used for short sounds, of which so many segments are in sight.
func few(t *testing.T, sight int) {
	few, before := fewest, inSight
	fewest, inSight = 2, sight
	t.Cleanup(func() { fewest, inSight = few, before })
}

// shapeOf opens a file for its shape.
func shapeOf(t testing.TB, path string) Shape {
	t.Helper()
	source, err := decode.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	return ShapeOf(source.Info())
}

func opener(path string) func() (audio.Source, error) {
	return func() (audio.Source, error) { return decode.Open(path) }
}

// both builds the waveform of a file by BuildBeside.
func both(t *testing.T, path string, straight Straight) *Waveform {
	t.Helper()
	w := New(shapeOf(t, path))
	told := 0
	err := w.BuildBeside(t.Context(), opener(path), straight, func(int64, int64) { told++ })
	if _, of := w.Progress(); err != nil || !w.Whole() || told != of {
		t.Fatalf("%d segments were told of, of %d: %v", told, of, err)
	}
	return w
}

// theirs builds what a second decoder alone gives.
func theirs(t *testing.T, path string, straight Straight) (*Waveform, error) {
	t.Helper()
	w := New(shapeOf(t, path))
	b := &build{Waveform: w, taken: make([]bool, len(w.done)), told: func(int64, int64) {}}
	return w, b.straight(t.Context(), opener(path), straight)
}

// TestASecondDecoderGivesTheSame builds the waveform of a FLAC file with and without ffmpeg: the cache files are the same.
func TestASecondDecoderGivesTheSame(t *testing.T) {
	few(t, 0)
	path := minutes(t, "a.flac", "")
	own := both(t, path, nil).pack(fingerprint.Key{})
	for _, w := range []*Waveform{mostlyTheirs(t, path), both(t, path, convert.Straight)} {
		if !bytes.Equal(w.pack(fingerprint.Key{}), own) {
			t.Error("the cache files differ")
		}
	}
}

// mostlyTheirs is a waveform of which ffmpeg gave all but the first segment, which was read over to prove that the rest is
// the same.
func mostlyTheirs(t *testing.T, path string) *Waveform {
	t.Helper()
	w, err := theirs(t, path, convert.Straight)
	if done, of := w.Progress(); err != nil || done != of-1 {
		t.Fatalf("ffmpeg gave %d of %d segments: %v", done, of, err)
	}
	if err := w.Build(t.Context(), opener(path), func(int64, int64) {}); err != nil {
		t.Fatal(err)
	}
	return w
}

// stub puts a program in ffmpeg's place, in which $REAL is ffmpeg.
func stub(t *testing.T, script string) {
	t.Helper()
	real, err := exec.LookPath("ffmpeg")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "ffmpeg"), []byte("#!/bin/sh\nREAL="+real+"\n"+script+"\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
}

// TestASecondDecoderEndsWithTheBuild cancels a build: the other program is gone when it returns.
func TestASecondDecoderEndsWithTheBuild(t *testing.T) {
	few(t, 0)
	path := minutes(t, "a.flac", "")
	pid := filepath.Join(t.TempDir(), "pid")
	stub(t, "echo $$ >"+pid+`; exec $REAL "$@"`)
	ctx, cancel := context.WithCancel(t.Context())
	w := New(shapeOf(t, path))
	b := &build{Waveform: w, taken: make([]bool, len(w.done)), told: func(int64, int64) { cancel() }}
	if err := b.straight(ctx, opener(path), convert.Straight); err == nil {
		t.Error("it was not stopped")
	}
	written, err := os.ReadFile(pid)
	if err != nil {
		t.Fatal(err)
	}
	number, err := strconv.Atoi(strings.TrimSpace(string(written)))
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(number, 0); err != syscall.ESRCH {
		t.Errorf("ffmpeg is still there: %v", err)
	}
}

// TestWhatIsInSightComesFirstBesideASecondDecoder looks at the middle of a sound that another decoder reads from its
// beginning, where the file's own have to make room, and where one of them works on.
func TestWhatIsInSightComesFirstBesideASecondDecoder(t *testing.T) {
	few(t, 2)
	path := minutes(t, "a.flac", "")
	w := New(shapeOf(t, path))
	w.Want(5 * w.shape.segmentSamples())
	var got []int64
	b := &build{Waveform: w, taken: make([]bool, len(w.done)), told: func(from, to int64) { got = append(got, from/w.shape.segmentSamples()) }}
	if err := b.straight(t.Context(), opener(path), convert.Straight); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got, []int64{5, 6, 1, 2, 3, 4, 7, 8, 9, 10}) {
		t.Errorf("segments are built in the order %v", got)
	}

	b = &build{Waveform: New(w.shape), taken: make([]bool, len(w.done)), beside: true}
	b.Want(5 * w.shape.segmentSamples())
	var taken []int
	for range 4 {
		n, _ := b.take(besides() - 1)
		taken = append(taken, n)
	}
	if last := len(w.done) - 1; !slices.Equal(taken, []int{5, 6, last, last - 1}) {
		t.Errorf("beside it %v are taken", taken)
	}
	if _, more := b.take(besides()); more {
		t.Error("one that makes room for the other program works on")
	}
}
