package known_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"stet/backend/formats"
	"stet/backend/formats/known"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// TestADamagedFileIsToldWithItsPlace changes one word or one time of each file: reading back fails, and says where.
func TestADamagedFileIsToldWithItsPlace(t *testing.T) {
	e := theSample(t)
	changes := [][2]string{
		{"upturned", "overturned"}, {"Odette", "Odile"}, {"Ten Past Four", "Ten Past Five"}, {"ep03-02-weights", "ep03-02-wights"},
		{"00:00:10", "00:00:11"}, {"10.834", "10.835"}, {"10,834", "10,835"}, {`"startTime": 164.1`, `"startTime": 164.2`},
		{"00:02:44:03", "00:02:44:04"}, {"00:02:44 ", "00:02:45 "},
	}
	for _, w := range known.Writers() {
		out, err := w.Make(e, nil)
		if err != nil {
			t.Fatal(err)
		}
		tried := 0
		for _, c := range changes {
			damaged := damage(t, w, out.Bytes, c[0], c[1])
			// Where somebody's own words stand in the index, they are not compared.
			if bytes.Equal(damaged, out.Bytes) || w.ID == "index" && c[0] == "Odette" {
				continue
			}
			tried++
			var at *formats.Error
			if err := w.ReadBack(e, damaged); !errors.As(err, &at) || at.Line < 1 || at.What == "" {
				t.Errorf("%s with %q for %q: %v", w.ID, c[1], c[0], err)
			}
		}
		if cut := out.Bytes[:len(out.Bytes)*2/3]; w.ReadBack(e, cut) == nil {
			t.Errorf("%s cut off is taken for whole", w.ID)
		}
		if tried < 2 {
			t.Errorf("%s: only %d changes fit", w.ID, tried)
		}
	}
}

func damage(t *testing.T, w formats.Writer, src []byte, old, now string) []byte {
	t.Helper()
	if !w.Binary {
		return bytes.Replace(src, []byte(old), []byte(now), 1)
	}
	text := documentOf(t, src)
	if !bytes.Contains(text, []byte(old)) {
		return src
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	part, err := z.Create("word/document.xml")
	if err == nil {
		_, err = part.Write(bytes.Replace(text, []byte(old), []byte(now), 1))
	}
	if err = errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// words are what is hard to write for one format or another.
var hardWords = []string{
	"Well,", "yes.", "<b>", "</i>", "<v", "Ada>", "-->", "--&gt;", "&amp;", "&", "&#65;", "NOTE", "WEBVTT", "STYLE", "{\\an8}", "1.", "12)", "#", "##", "-", "---",
	"===", "***", "_a_", "__init__", "`x`", "[link](x)", "![i]", "\\", "\\n", "|", "||", "\"quoted\"", "'", "“so”", "Ada:", "Mira:", "00:00:01", "[00:01]", "(00:02)",
	"00:00:01:02", "https://a.example/b_c?d=e&f=g#h", "日本語の長い文がここに続いています。", "naïve", "🍞", "e\u0301", "\u200b", "\u00a0", "\u2028", "\x07", "\ufeff", "]]>", "<![CDATA[",
	"<!--", "a\u00adb", "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen", "2016", "50%", "$x$", "~~no~~", ">", "+", "<script>", "</script>", "{{x}}",
}

var hardNames = []string{"Ada", "Mira", "Dr. Björn Ünal, PhD", "Host: Ada", "<v Mira>", "A & B", "“Bo”", "Speaker 1", "**Ada**", "Ada [00:01]", "O'Neil", "李", "Somebody With A Very Long Name Indeed, The Third"}

// TestWhateverIsSaidIsWritten makes episodes of words that formats use themselves. Every writer writes them, and reads them
// back; Premiere's text alone, which has no way to tell a line from a name, may refuse with the place.
func TestWhateverIsSaidIsWritten(t *testing.T) {
	refused := 0
	const episodes = 300
	for seed := range uint64(episodes) {
		r := rand.New(rand.NewPCG(seed, 7))
		e := randomEpisode(r)
		for _, w := range known.Writers() {
			_, err := w.Make(e, nil)
			var at *formats.Error
			switch {
			case err == nil:
			case w.ID == "transcript" && errors.As(err, &at) && at.Line > 0:
				refused++
			default:
				t.Fatalf("episode %d as %s: %v", seed, w.ID, err)
			}
		}
	}
	if refused > episodes*9/10 {
		t.Errorf("%d of %d transcripts were refused", refused, episodes)
	}
}

func randomEpisode(r *rand.Rand) *formats.Episode {
	pick := func(from []string) string { return from[r.IntN(len(from))] }
	sentence := func(most int) string {
		var words []string
		for range r.IntN(most) {
			words = append(words, pick(hardWords))
		}
		return strings.Join(words, " ")
	}
	rate := timecode.Rates()[r.IntN(10)]
	at := int64(r.IntN(1000))
	var chunks []transcript.Chunk
	for c := range 1 + r.IntN(4) {
		chunk := transcript.Chunk{ID: transcript.ID(c + 1), Matter: transcript.Matter{Form: transcript.FieldMatter, Fields: []transcript.Field{
			field("title", sentence(5)), field("summary", sentence(12)), field("chunk", fmt.Sprint(c+1)), field("date", sentence(2)),
			{Key: "tags", Kind: transcript.ListField, Items: []string{sentence(2), "x"}},
		}}}
		if r.IntN(3) > 0 {
			chunk.Matter.Fields = append(chunk.Matter.Fields, field("slug", fmt.Sprintf("ep07-%02d-%s", c+1, pick(hardWords))))
		}
		for range r.IntN(6) {
			u := transcript.Turn{Paragraphs: []string{sentence(30)}}
			for r.IntN(3) == 0 {
				u.Paragraphs = append(u.Paragraphs, sentence(20))
			}
			if r.IntN(8) > 0 {
				u.Speaker = named(pick(hardNames))
			}
			if r.IntN(8) > 0 {
				length := int64(r.IntN(900)) - 20
				u.Span = &timecode.Span{Start: rate.CodeOfFrame(at, timecode.Frames), End: rate.CodeOfFrame(at+length, timecode.Frames)}
				at = max(0, at+length-int64(r.IntN(40))+10)
			}
			if n := transcript.CountWords(u.Paragraphs); r.IntN(3) == 0 {
				for range n {
					start := timecode.Time(r.IntN(60_000)) * timecode.Millisecond
					w := transcript.Timing{Start: start, End: start + timecode.Time(r.IntN(900))*timecode.Millisecond, How: transcript.How(r.IntN(8))}
					if w.How == transcript.Measured || w.How == transcript.Guessed {
						w.Confidence = uint8(r.IntN(101))
					}
					u.Times = append(u.Times, w)
				}
			}
			chunk.Turns = append(chunk.Turns, u)
		}
		chunks = append(chunks, chunk)
	}
	e := transcript.Episode{Series: sentence(3), Key: "7", Title: sentence(4), Rate: rate, Offset: timecode.Time(r.IntN(20)-10) * timecode.Second}
	out := formats.NewEpisode(e, chunks, 0)
	if r.IntN(2) == 0 {
		out.Sound = "a b/" + pick(hardWords) + ".mp3"
	}
	return out
}

// TestLibreOfficeReadsTheDocument has the office program that most people have beside Word open the document.
func TestLibreOfficeReadsTheDocument(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not here: apt-get install libreoffice-writer-nogui")
	}
	e := theSample(t)
	dir := t.TempDir()
	for _, w := range known.Writers() {
		if !w.Binary {
			continue
		}
		out, err := w.Make(e, nil)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(dir, w.FileName(e))
		if err := os.WriteFile(name, out.Bytes, 0o644); err != nil {
			t.Fatal(err)
		}
		run := exec.CommandContext(t.Context(), office, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", dir, name)
		run.Env = append(os.Environ(), "HOME="+dir)
		if said, err := run.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
		read, err := fs.ReadFile(os.DirFS(dir), strings.TrimSuffix(w.FileName(e), w.Ending)+".txt")
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Join(strings.Fields(string(read)), " ")
		for _, s := range e.Turns() {
			if !strings.Contains(text, s.Speaker+" "+strings.TrimSpace(s.Clocked()+" "+s.Text())) {
				t.Errorf("it does not read “%s”", s.Text())
			}
		}
	}
}
