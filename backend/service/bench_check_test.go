//go:build unix

package service_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"stet/backend/service"
	"stet/backend/transcript"
)

// BenchmarkCheck10000 checks 10,000 files, which are copies of the real ones, as stet check does. Beside it they are only
// read and parsed.
func BenchmarkCheck10000(b *testing.B) {
	const files = 10_000
	dir := writeTexts(b, realTexts(b), files)
	parse := func() {
		if v, err := service.TagsNow(b.Context(), service.Files(dir), "", false, silent); err != nil || v.Files != files {
			b.Fatal(v.Files, err)
		}
	}
	parse() // the first to read the files waits for the drive
	used, began := processorTime(), time.Now()
	parse()
	parsed, took := processorTime()-used, time.Since(began)
	used = processorTime()
	b.ResetTimer()
	for b.Loop() {
		if v, err := service.CheckNow(b.Context(), []string{dir}, service.Against{}, silent); err != nil || v.Files != files {
			b.Fatal(v.Files, err)
		}
	}
	b.ReportMetric(parsed.Seconds(), "parse-cpu-s")
	b.ReportMetric(took.Seconds(), "parse-s")
	b.ReportMetric((processorTime()-used).Seconds()/float64(b.N), "cpu-s")
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s")
}

// BenchmarkCheckTyped types a word into an episode of 6,000 turns and asks what is found in its chunk then, as the window
// does when the hands rest; beside it everything is looked at anew.
func BenchmarkCheckTyped(b *testing.B) {
	const chunks = 40
	dir, library := b.TempDir(), filepath.Join(b.TempDir(), "show.stet")
	writeChunks(b, dir, chunks, chunks, 150, 25)
	s := newService(b, library)
	takeIn(b, s, dir, chunks)
	ids := func() []transcript.ID {
		w := httptest.NewRecorder()
		service.Handler(s).ServeHTTP(w, httptest.NewRequestWithContext(b.Context(), http.MethodGet, "/api/episodes/1", nil))
		var v service.EpisodeView
		if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
			b.Fatal(err)
		}
		out := []transcript.ID{v.Chunks[chunks/2].Turns[75].ID}
		for _, c := range v.Chunks {
			out = append(out, c.ID)
		}
		return out
	}()
	turn, all := ids[0], ids[1:]
	look := func(which []transcript.ID) time.Duration {
		began := time.Now()
		if heads, err := s.Heads(1, which); err != nil || len(heads) != len(which) {
			b.Fatal(len(heads), err)
		}
		return time.Since(began)
	}
	var typed []time.Duration
	for b.Loop() {
		op, err := transcript.EncodeOp(transcript.EditText{Turn: turn, Text: "bell "})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := s.Edit(service.EditRequest{Episode: 1, Ops: []json.RawMessage{op}, Typing: true}); err != nil {
			b.Fatal(err)
		}
		typed = append(typed, look(all[chunks/2:chunks/2+1]))
	}
	slices.Sort(typed)
	b.ReportMetric(float64(typed[len(typed)/2].Microseconds())/1000, "typed-ms")
	b.ReportMetric(float64(typed[len(typed)*95/100].Microseconds())/1000, "typed-p95-ms")
	if err := service.Shutdown(s); err != nil {
		b.Fatal(err)
	}
	s = newService(b, library)
	b.ReportMetric(float64(look(all).Microseconds())/1000, "whole-ms")
	if err := service.Shutdown(s); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkCheckBeside10000 checks 10,000 files of 1,250 episodes, with the transcript of each episode beside them and without it.
func BenchmarkCheckBeside10000(b *testing.B) {
	const files, perEpisode, turns, perTurn = 10_000, 8, 23, 80
	dir := b.TempDir()
	paths := writeChunks(b, dir, files, perEpisode, turns, perTurn)
	random := rand.New(rand.NewPCG(1, 2))
	for _, path := range paths {
		sayOtherwise(b, random, path)
	}
	check := func() (took, used time.Duration) {
		cpu, began := processorTime(), time.Now()
		if v, err := service.CheckNow(b.Context(), []string{dir}, service.Against{}, silent); err != nil || v.Files < files {
			b.Fatal(v.Files, err)
		}
		return time.Since(began), processorTime() - cpu
	}
	check() // the first to read the files waits for the drive
	alone, aloneCPU := check()
	for part := range slices.Chunk(paths, perEpisode) {
		writeTranscript(b, part)
	}
	b.ResetTimer()
	var took, used time.Duration
	for b.Loop() {
		t, u := check()
		took, used = took+t, used+u
	}
	b.ReportMetric(aloneCPU.Seconds(), "without-cpu-s")
	b.ReportMetric(alone.Seconds(), "without-s")
	b.ReportMetric(used.Seconds()/float64(b.N), "cpu-s")
	b.ReportMetric(took.Seconds()/float64(b.N), "s")
}

// sayOtherwise puts other words in the place of some in a chunk file, so that no two turns say the same.
func sayOtherwise(b *testing.B, random *rand.Rand, path string) {
	b.Helper()
	src, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	matter, body, _ := strings.Cut(string(src), "\n---\n")
	var out strings.Builder
	for line := range strings.Lines(body) {
		list := strings.Fields(line)
		for i := 0; len(list) > 3 && i < len(list); i += 2 {
			list[i] = babble(random, 1)[0]
		}
		out.WriteString(strings.Join(list, " ") + "\n")
	}
	if err := os.WriteFile(path, []byte(matter+"\n---\n"+out.String()), 0o644); err != nil {
		b.Fatal(err)
	}
}

// writeTranscript writes the transcript of an episode beside its chunks.
func writeTranscript(b *testing.B, chunks []string) {
	b.Helper()
	var text []byte
	for _, path := range chunks {
		src, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		_, body, _ := bytes.Cut(src, []byte("\n---\n"))
		text = append(text, body...)
	}
	name, _, _ := strings.Cut(filepath.Base(chunks[0]), "-")
	if err := os.WriteFile(filepath.Join(filepath.Dir(chunks[0]), name+".txt"), text, 0o644); err != nil {
		b.Fatal(err)
	}
}
