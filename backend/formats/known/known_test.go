package known_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"stet/backend/formats"
	"stet/backend/formats/known"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

var update = flag.Bool("update", false, "write what is read into the test files")

// TestFiles reads files as other programs write them. Each is a txtar: the file, and an outline of what is read from it.
func TestFiles(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	seen := map[string]bool{}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for i := 0; i+1 < len(archive.Files); i += 2 {
				name, got := outline(archive.Files[i].Data)
				seen[name] = true
				if want := string(archive.Files[i+1].Data); got == want {
					continue
				} else if !*update {
					t.Errorf("%s is read as\n%s\nwant\n%s", archive.Files[i].Name, got, want)
				}
				archive.Files[i+1].Data = []byte(got)
			}
			if *update {
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
	for _, r := range known.Readers() {
		if !seen[r.Name] {
			t.Errorf("no test file is read as %s", r.Name)
		}
	}
}

// Where lines end in another way, the same is read.
func TestLineEnds(t *testing.T) {
	for _, name := range []string{"srt", "vtt", "otter", "plain", "pages", "whisper"} {
		archive, err := txtar.ParseFile("testdata/" + name + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(archive.Files); i += 2 {
			src := string(archive.Files[i].Data)
			_, want := outline([]byte(src))
			for _, end := range []string{"\r\n", "\r"} {
				if end == "\r" && name == "whisper" {
					continue // JSON knows no such line
				}
				if _, got := outline([]byte(strings.ReplaceAll(src, "\n", end))); got != want {
					t.Errorf("%s with %q is read as\n%s\nwant\n%s", archive.Files[i].Name, end, got, want)
				}
			}
		}
	}
}

// outline is what is read from a file, in a form to be compared.
func outline(src []byte) (name, text string) {
	var b strings.Builder
	f := formats.NewFile(src)
	r, ok := known.Find(f)
	if !ok {
		return "", "not known\n"
	}
	fmt.Fprintln(&b, r.Name)
	said, err := r.Read(f)
	var wrong *formats.Error
	if errors.As(err, &wrong) {
		fmt.Fprintln(&b, "error:", wrong)
		return r.Name, b.String()
	}
	draft, err := said.Draft()
	if err != nil {
		fmt.Fprintln(&b, "error:", err)
		return r.Name, b.String()
	}
	if said.Language != "" {
		fmt.Fprintln(&b, "language:", said.Language)
	}
	for _, m := range said.Remarks {
		fmt.Fprintln(&b, strings.TrimSpace(fmt.Sprintf("%s: %s %v", m.Kind, m.What, m.Lines)))
	}
	for i, u := range draft.Chunk.Turns {
		span := "-"
		if u.Span != nil {
			span = u.Span.Start.String() + " " + u.Span.End.String()
		}
		fmt.Fprintf(&b, "%d %s %d %q %s\n", said.Turns[i].Line, span, u.Estimated, u.Label(), strings.Join(u.Paragraphs, " / "))
		fmt.Fprint(&b, timesOf(u))
	}
	return r.Name, b.String()
}

// timesOf lists words with their times in milliseconds, where those come from unless a file told them (a ~ says that one was
// put there), and how sure that is.
func timesOf(u transcript.Turn) string {
	words := strings.Fields(strings.Join(u.Paragraphs, " "))
	var out []string
	for i, w := range u.Times {
		mark, short := map[transcript.How]string{transcript.Imported: "", transcript.Between: "~", transcript.Unknown: "?"}[w.How]
		if !short {
			mark = w.How.String() + " "
		}
		sure := ""
		if w.Confidence > 0 {
			sure = fmt.Sprintf(" %d%%", w.Confidence)
		}
		out = append(out, fmt.Sprintf("%s %s%d-%d%s", words[i], mark, w.Start.Millis(), w.End.Millis(), sure))
	}
	if len(out) == 0 {
		return ""
	}
	return "  " + strings.Join(out, ", ") + "\n"
}

// FuzzReaders holds every reader to what all of them promise: no text makes one fall over, and what is read is written and
// read back, or refused whole with a place in the file.
func FuzzReaders(f *testing.F) {
	paths, _ := filepath.Glob("testdata/*.txtar")
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for i := 0; i < len(archive.Files); i += 2 {
			f.Add(archive.Files[i].Data)
		}
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		text := strings.ToValidUTF8(strings.ReplaceAll(string(src), "\x00", ""), "")
		file := formats.NewFile([]byte(text))
		for _, r := range known.Readers() {
			if !r.Knows(file) {
				continue
			}
			said, err := r.Read(file)
			if err == nil {
				_, err = said.Draft()
			}
			var wrong *formats.Error
			if err != nil && (!errors.As(err, &wrong) || wrong.Line < 1 || wrong.Line > strings.Count(text, "\n")+strings.Count(text, "\r")+1) {
				t.Fatalf("%s: %v", r.Name, err)
			}
			for i, turn := range said.Turns {
				if err == nil && len(turn.Times) > 0 && len(turn.Times) != transcript.CountWords(turn.Paragraphs) {
					t.Fatalf("%s: turn %d has %d times for %q", r.Name, i, len(turn.Times), turn.Paragraphs)
				}
			}
		}
	})
}

func TestSecondsAreExact(t *testing.T) {
	for text, want := range map[string]timecode.Time{
		"83.4": 83_400 * timecode.Millisecond, "0": 0, "-1.5": -1500 * timecode.Millisecond, "12.000001": 12*timecode.Second + 705, "1e-1": 100 * timecode.Millisecond,
	} {
		if got, ok := formats.ParseSeconds(text); !ok || got != want {
			t.Errorf("%s is %d, want %d", text, got, want)
		}
	}
	for _, text := range []string{"", "x", "1e9", "NaN", "99999999", "--1"} {
		if got, ok := formats.ParseSeconds(text); ok {
			t.Errorf("%s is %d", text, got)
		}
	}
}
