package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"stet/backend/session"
	"stet/backend/transcript"
)

const manyFiles = 10_000

// manyChunks hands out the chunks of 1,000 episodes, a batch at a time. Their texts repeat; all of it is written anew.
func manyChunks(yield func([]session.NewChunk) error) error {
	var texts []session.NewChunk
	for n := range 100 {
		texts = append(texts, newChunk(1, n, 23, 80))
	}
	var batch []session.NewChunk
	for n := range manyFiles {
		c := texts[n%len(texts)]
		c.Episode.Key = fmt.Sprint(n / 10)
		c.Source.Path = fmt.Sprintf("/shows/%d.md", n)
		if batch = append(batch, c); len(batch) == 100 {
			if err := yield(batch); err != nil {
				return err
			}
			batch = batch[:0]
		}
	}
	return nil
}

func importMany(b *testing.B, l *Library) {
	b.Helper()
	i, err := l.Begin(context.Background(), noon)
	if err == nil {
		err = manyChunks(func(files []session.NewChunk) error { return i.Add(context.Background(), files) })
	}
	if err == nil {
		_, err = i.Finish(context.Background())
	}
	if err != nil {
		b.Fatal(err)
	}
}

func BenchmarkImport10000Chunks(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		l := open(b, libraryPath(b))
		b.StartTimer()
		importMany(b, l)
		b.StopTimer()
		closeLibrary(b, l)
		b.StartTimer()
	}
	b.ReportMetric(float64(manyFiles*b.N)/b.Elapsed().Seconds(), "files/s")
}

func BenchmarkListOf10000Chunks(b *testing.B) {
	l := open(b, libraryPath(b))
	importMany(b, l)
	for b.Loop() {
		if rows, err := l.Library(context.Background()); err != nil || len(rows) != manyFiles/10 {
			b.Fatal(len(rows), err)
		}
	}
}

// longEpisode is one of 6,000 turns and 150,000 words in 40 chunks.
func longEpisode(b *testing.B) (*Library, session.EpisodeID) {
	b.Helper()
	l := open(b, libraryPath(b))
	var files []session.NewChunk
	for n := range 40 {
		files = append(files, newChunk(1, n, 150, 25))
	}
	return l, importAll(b, l, files...)[0]
}

func BenchmarkOpenEpisodeOf150000Words(b *testing.B) {
	l, id := longEpisode(b)
	for b.Loop() {
		if _, err := l.Document(context.Background(), id); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRenameOver6000Turns(b *testing.B) {
	l, id := longEpisode(b)
	d := document(b, l, id)
	n := 0
	for b.Loop() {
		n++
		var batch transcript.Batch
		for _, chunk := range d.Chunks() {
			for _, turn := range d.Order(chunk) {
				batch.Ops = append(batch.Ops, transcript.SetSpeaker{Turn: turn, Speaker: label(fmt.Sprint("Speaker ", n))})
			}
		}
		mustDo(b, l, id, d, batch)
	}
}

// BenchmarkCommit types into an episode of 150,000 words, and beside each edit inserts a row of the same text into a
// database that has the same settings and nothing else: the least that a durable edit can cost here.
func BenchmarkCommit(b *testing.B) {
	l, id := longEpisode(b)
	d := document(b, l, id)
	bare, err := sql.Open("sqlite", uri(filepath.Join(b.TempDir(), "bare"), "mode=rwc&_journal_mode=WAL&_txlock=immediate&"+settings))
	if err != nil {
		b.Fatal(err)
	}
	defer bare.Close()
	bare.SetMaxOpenConns(1)
	if _, err := bare.Exec("CREATE TABLE edit(id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT"); err != nil {
		b.Fatal(err)
	}
	insert, err := bare.Prepare("INSERT INTO edit(text) VALUES(?)")
	if err != nil {
		b.Fatal(err)
	}
	var ours, least []time.Duration
	n := 0
	for b.Loop() {
		chunk := d.Chunks()[n%40]
		turn := d.Order(chunk)[n*7%150]
		n++
		start := time.Now()
		mustDo(b, l, id, d, transcript.EditText{Turn: turn, Text: "so "})
		ours = append(ours, time.Since(start))
		b.StopTimer()
		t, _ := d.Turn(turn)
		start = time.Now()
		if err := insertOne(bare, insert, t.Paragraphs[0]); err != nil {
			b.Fatal(err)
		}
		least = append(least, time.Since(start))
		b.StartTimer()
	}
	for name, times := range map[string][]time.Duration{"": ours, "bare-": least} {
		slices.Sort(times)
		b.ReportMetric(milliseconds(times[len(times)/2]), name+"p50-ms")
		b.ReportMetric(milliseconds(times[len(times)*99/100]), name+"p99-ms")
	}
}

func insertOne(db *sql.DB, insert *sql.Stmt, text string) error {
	t, err := db.Begin()
	if err != nil {
		return err
	}
	if _, err := t.Stmt(insert).Exec(text); err != nil {
		return err
	}
	return t.Commit()
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
