package service_test

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stet/backend/chunkfile"
	"stet/backend/service"
	"stet/backend/sqlite"
)

// words are what the benchmarks' people say, over and over.
var words = strings.Fields("the bell in the tower rang twice before noon and nobody in the square below looked up " +
	"because the clock had been wrong for longer than most of them had been alive")

// chunkText is a chunk file of so many turns of so many words, hard-wrapped as real ones are.
func chunkText(episode, chunk, turns, perTurn int) string {
	var b strings.Builder
	at := func(turn int) string {
		s := (chunk*turns + turn) * 10
		return fmt.Sprintf("%02d:%02d:%02d:00", s/3600, s/60%60, s%60)
	}
	fmt.Fprintf(&b, "---\ntitle: Part %d\nslug: ep%02d-%02d-part\nseries: Bell Towers\nepisode: %d\nchunk: %d\n", chunk, episode, chunk, episode, chunk)
	fmt.Fprintf(&b, "tags:\n  - bells\n  - towers\nsummary: Ada and Björn climb a tower.\n---\n\n")
	for t := range turns {
		fmt.Fprintf(&b, "%s - %s\n%s\n", at(t), at(t+1), []string{"Ada", "Björn"}[t%2])
		column := 0
		for w := range perTurn {
			word := words[(t*7+w)%len(words)]
			if column > 0 && column+len(word) > 95 {
				b.WriteByte('\n')
				column = 0
			} else if column > 0 {
				b.WriteByte(' ')
				column++
			}
			b.WriteString(word)
			column += len(word)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// writeChunks writes a library's worth of files, each unlike the others, and returns their paths.
func writeChunks(b *testing.B, dir string, files, perEpisode, turns, perTurn int) []string {
	b.Helper()
	var paths []string
	for n := range files {
		path := filepath.Join(dir, fmt.Sprintf("ep%04d", n/perEpisode+1), fmt.Sprintf("ep%04d-%02d.md", n/perEpisode+1, n%perEpisode+1))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(chunkText(n/perEpisode+1, n%perEpisode+1, turns, perTurn)), 0o644); err != nil {
			b.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}

func newService(b *testing.B, path string) *service.Service {
	b.Helper()
	store, err := sqlite.Open(b.Context(), path, sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	return service.New(service.Config{Store: store, Path: path, Now: time.Now})
}

func takeIn(b *testing.B, s *service.Service, dir string, files int) {
	b.Helper()
	v, err := service.ImportNow(b.Context(), s, []string{dir}, func(string, int, int) {})
	if err != nil || v.Added != files || len(v.Refused) > 0 {
		b.Fatal(v, err)
	}
}

// BenchmarkImport10000Files takes in 10,000 files of 23 turns and 1,840 words, as the window does. Beside it they are
// read, hashed and parsed, and thrown away.
func BenchmarkImport10000Files(b *testing.B) {
	const files = 10_000
	dir := b.TempDir()
	paths := writeChunks(b, dir, files, 10, 23, 80)
	var thrown time.Duration
	for b.Loop() {
		b.StopTimer()
		s := newService(b, filepath.Join(b.TempDir(), "show.stet"))
		b.StartTimer()
		takeIn(b, s, dir, files)
		b.StopTimer()
		if err := service.Shutdown(s); err != nil {
			b.Fatal(err)
		}
		start := time.Now()
		for _, p := range paths {
			src, err := os.ReadFile(p)
			if err != nil {
				b.Fatal(err)
			}
			sha256.Sum256(src)
			chunkfile.Parse(src).Chunk()
		}
		thrown += time.Since(start)
		b.StartTimer()
	}
	b.ReportMetric(float64(files*b.N)/b.Elapsed().Seconds(), "files/s")
	b.ReportMetric(float64(files*b.N)/thrown.Seconds(), "read-and-parsed/s")
}

// BenchmarkOpenEpisode150000Words serves an episode of 6,000 turns in 40 chunks as the window asks for it, by a
// program that has just started.
func BenchmarkOpenEpisode150000Words(b *testing.B) {
	dir, library := b.TempDir(), filepath.Join(b.TempDir(), "show.stet")
	writeChunks(b, dir, 40, 40, 150, 25)
	s := newService(b, library)
	takeIn(b, s, dir, 40)
	for b.Loop() {
		b.StopTimer()
		if err := service.Shutdown(s); err != nil {
			b.Fatal(err)
		}
		s = newService(b, library)
		b.StartTimer()
		w := httptest.NewRecorder()
		service.Handler(s).ServeHTTP(w, httptest.NewRequestWithContext(b.Context(), http.MethodGet, "/api/episodes/1", nil))
		if w.Code != http.StatusOK || w.Body.Len() < 150_000*4 {
			b.Fatal(w.Code, w.Body.Len())
		}
	}
	if err := service.Shutdown(s); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkFindForTheWindow finds a word that stands thousands of times in an episode of 150,000 words, as the window asks
// for it. Beside it the same text is searched with strings.Index, and nothing else.
func BenchmarkFindForTheWindow(b *testing.B) {
	dir := b.TempDir()
	writeChunks(b, dir, 40, 40, 150, 25)
	s := newService(b, filepath.Join(b.TempDir(), "show.stet"))
	takeIn(b, s, dir, 40)
	var text strings.Builder
	for n := range 40 {
		text.WriteString(chunkText(1, n+1, 150, 25))
	}
	lower := strings.ToLower(text.String())
	var beside time.Duration
	for b.Loop() {
		w := httptest.NewRecorder()
		service.Handler(s).ServeHTTP(w, httptest.NewRequestWithContext(b.Context(), http.MethodGet, "/api/find?text=Bell&scope=episode&episode=1", nil))
		if w.Code != http.StatusOK || w.Body.Len() < 30_000 {
			b.Fatal(w.Code, w.Body)
		}
		b.StopTimer()
		start := time.Now()
		if strings.Count(lower, "bell") < 1000 {
			b.Fatal("the text says something else")
		}
		beside += time.Since(start)
		b.StartTimer()
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(b.N), "ms")
	b.ReportMetric(float64(beside.Microseconds())/1000/float64(b.N), "bare-ms")
	if err := service.Shutdown(s); err != nil {
		b.Fatal(err)
	}
}
