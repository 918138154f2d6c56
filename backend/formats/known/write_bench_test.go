package known_test

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"strings"
	"testing"

	"stet/backend/formats"
	"stet/backend/formats/known"
	"stet/backend/sample"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// BenchmarkFormats makes all files of an episode of 150,000 words in 6,000 turns, and reads each back. Beside it stands what
// it takes to part the text into words once.
func BenchmarkFormats(b *testing.B) {
	e := longEpisode(b)
	b.Run("all", func(b *testing.B) {
		for b.Loop() {
			for _, w := range known.Writers() {
				if _, err := w.Make(e, nil); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("words", func(b *testing.B) {
		for b.Loop() {
			n := 0
			for _, s := range e.Turns() {
				n += len(s.Words())
			}
			if n < 150_000 {
				b.Fatal(n)
			}
		}
	})
}

func longEpisode(b *testing.B) *formats.Episode {
	b.Helper()
	names, err := fs.Glob(sample.Files(), "*.md")
	if err != nil {
		b.Fatal(err)
	}
	var words []string
	for _, name := range names {
		src, err := fs.ReadFile(sample.Files(), name)
		if err != nil {
			b.Fatal(err)
		}
		_, body, _ := strings.Cut(string(src[4:]), "\n---\n")
		words = append(words, strings.Fields(body)...)
	}
	r := rand.New(rand.NewPCG(1, 2))
	e := transcript.Episode{Series: "Long", Key: "1", Rate: timecode.Rate30}
	var chunks []transcript.Chunk
	at := int64(0)
	for c := range 200 {
		chunk := transcript.Chunk{Matter: transcript.Matter{Form: transcript.FieldMatter, Fields: []transcript.Field{
			field("title", fmt.Sprint("Part ", c+1)), field("slug", fmt.Sprintf("ep01-%03d-part", c+1)),
		}}}
		for range 30 {
			u := transcript.Turn{Speaker: named([]string{"Odette", "Barnaby"}[r.IntN(2)]), Span: &timecode.Span{
				Start: timecode.Rate30.CodeOfFrame(at, timecode.Frames), End: timecode.Rate30.CodeOfFrame(at+300, timecode.Frames),
			}}
			said := make([]string, 25)
			for i := range said {
				said[i] = strings.Trim(words[r.IntN(len(words))], "0123456789:-")
				if said[i] == "" {
					said[i] = "so"
				}
			}
			u.Paragraphs = []string{strings.Join(said, " ")}
			for i := range 25 {
				start := timecode.Rate30.FrameTime(at) + timecode.Time(i*400)*timecode.Millisecond
				u.Times = append(u.Times, transcript.Timing{Start: start, End: start + 350*timecode.Millisecond, How: transcript.Imported})
			}
			at += 305
			chunk.Turns = append(chunk.Turns, u)
		}
		chunks = append(chunks, chunk)
	}
	return formats.NewEpisode(e, chunks, 0)
}
