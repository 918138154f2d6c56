package known_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stet/backend/chunkfile"
	"stet/backend/cut"
	"stet/backend/formats"
	"stet/backend/formats/known"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

const corpus = "../../../../shared/corpus"

// corpusEpisode is an episode of the corpus by its chunks, or by its transcripts.
func corpusEpisode(t *testing.T, pattern, key string) *formats.Episode {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(corpus, pattern))
	if err != nil || len(paths) == 0 {
		t.Fatal(pattern, err)
	}
	var pieces []cut.Piece
	for _, path := range paths {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		pieces = append(pieces, cut.Piece{Name: filepath.Base(path), Chunk: chunkfile.Parse(src).Chunk()})
	}
	cut.ByNumber(pieces)
	var chunks []transcript.Chunk
	for _, p := range pieces {
		chunks = append(chunks, p.Chunk)
	}
	return formats.NewEpisode(transcript.Episode{Series: "The Good Thing", Key: strings.TrimLeft(key, "0"), Rate: timecode.Rate30}, chunks, 0)
}

// TestTheCorpusIsWritten writes every episode of the corpus in every format, by its chunks and by its transcript; Make
// reads each back.
func TestTheCorpusIsWritten(t *testing.T) {
	if _, err := os.Stat(corpus); err != nil {
		t.Skip("the corpus is not here")
	}
	episodes, err := filepath.Glob(filepath.Join(corpus, "chunks/ep*"))
	if err != nil || len(episodes) == 0 {
		t.Fatal(episodes, err)
	}
	for _, dir := range episodes {
		ep := filepath.Base(dir)
		for _, pattern := range []string{"chunks/" + ep + "/*", "transcripts/" + ep + "-*"} {
			e := corpusEpisode(t, pattern, strings.TrimPrefix(ep, "ep"))
			if e.Stem != ep {
				t.Errorf("%s: its files would be named after %s", pattern, e.Stem)
			}
			for _, w := range known.Writers() {
				var old []byte
				if w.Keeps {
					if old, err = os.ReadFile(filepath.Join(corpus, w.FileName(e))); err != nil {
						t.Fatal(err)
					}
				}
				out, err := w.Make(e, old)
				if err != nil {
					t.Errorf("%s as %s: %v", pattern, w.ID, err)
					continue
				}
				for _, r := range out.Remarks {
					t.Logf("%s as %s: %s: %s", pattern, w.ID, r.Kind, r.What)
				}
				if slices.Contains([]string{"srt", "vtt", "podcast"}, w.ID) {
					f := formats.NewFile(out.Bytes)
					reader, _ := known.Find(f)
					got, err := reader.Read(f)
					if err != nil {
						t.Errorf("%s as %s: %v", pattern, w.ID, err)
						continue
					}
					sameWords(t, pattern+" as "+w.ID, e, w.ID, got)
				}
			}
		}
	}
}
