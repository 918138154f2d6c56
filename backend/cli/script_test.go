package cli_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"math"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"stet/backend/audio/decode"
	"stet/backend/cli"
	"stet/backend/service"
	"stet/backend/sqlite"
)

// samples is the folder of small sound files, which are the decoders' own.
var samples = func() string {
	path, err := filepath.Abs("../audio/decode/testdata")
	if err != nil {
		panic(err)
	}
	return path
}()

// spoken is a sound of 13 s in which two say what was written for them.
var spoken = filepath.Join(filepath.Dir(filepath.Dir(filepath.Dir(samples))), "align", "testdata", "spoken.flac")

var update = flag.Bool("update", false, "write what the scripts print into them")

// TestScripts runs every script of testdata and compares what it prints. A script is prose, commands that begin with $,
// and below each what it printed: lines of the output behind |, of the errors behind !, and the status if it is not 0.
// The files behind it are there when it begins.
func TestScripts(t *testing.T) {
	scripts, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(scripts) == 0 {
		t.Fatal(scripts, err)
	}
	for _, path := range scripts {
		path, err := filepath.Abs(path)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) { runScript(t, path) })
	}
}

func runScript(t *testing.T, path string) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		put(t, f.Name, f.Data)
	}
	var out strings.Builder
	for line := range strings.Lines(string(archive.Comment)) {
		if line[0] == '|' || line[0] == '!' || line[0] == '[' {
			continue
		}
		out.WriteString(line)
		command, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "$ ")
		if !ok {
			continue
		}
		var stdout, stderr bytes.Buffer
		status := execute(t, split(t, command), cli.Env{Stdout: &stdout, Stderr: &stderr, Open: openLibrary, Sounds: service.Sounds{Open: decode.Open}})
		out.WriteString(marked("|", strings.ReplaceAll(stdout.String(), here, "HERE")))
		out.WriteString(marked("!", strings.ReplaceAll(stderr.String(), here, "HERE")))
		if status != 0 {
			fmt.Fprintf(&out, "[status %d]\n", status)
		}
	}
	if out.String() == string(archive.Comment) {
		return
	}
	if *update {
		archive.Comment = []byte(out.String())
		if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("the script prints something else:\n%s", out.String())
}

func marked(mark, text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(strings.TrimRight(mark+" "+strings.TrimSuffix(line, "\n"), " ") + "\n")
	}
	return b.String()
}

// split separates words at spaces, but not within quotes, which are Go's.
func split(t *testing.T, command string) []string {
	t.Helper()
	var words []string
	for command = strings.TrimSpace(command); command != ""; command = strings.TrimLeft(command, " ") {
		word, rest, _ := strings.Cut(command, " ")
		if command[0] == '"' {
			quoted, err := strconv.QuotedPrefix(command)
			if err != nil {
				t.Fatalf("%s: %v", command, err)
			}
			rest = command[len(quoted):]
			if word, err = strconv.Unquote(quoted); err != nil {
				t.Fatal(err)
			}
		}
		words, command = append(words, word), rest
	}
	return words
}

// execute does a command: the program itself, or something that happens beside it.
func execute(t *testing.T, words []string, env cli.Env) int {
	t.Helper()
	args := words[1:]
	switch words[0] {
	case "stet":
		if !cli.IsVerb(args) {
			_, err := cli.ParseWindow(args)
			fmt.Fprintln(env.Stderr, "stet:", err)
			return 1
		}
		return cli.Run(t.Context(), args, env)
	case "ramp": // a WAV file in 16 bits, each sample one above the one before
		put(t, args[0], ramp(t, args[1], args[2], 1))
	case "saw": // the same, steep enough to be heard
		put(t, args[0], ramp(t, args[1], args[2], 3001))
	case "floats": // the same in floating-point numbers
		put(t, args[0], floats(ramp(t, args[1], args[2], 3001)))
	case "cut": // a file ends after so many bytes
		n, err := strconv.Atoi(args[1])
		if err != nil {
			t.Fatal(err)
		}
		put(t, args[0], read(t, args[0])[:n])
	case "spoken": // what the words of align's fixture sound like
		put(t, args[0], read(t, spoken))
	case "sample": // a small sound file of a kind
		put(t, args[1], read(t, filepath.Join(samples, args[0])))
	case "noise": // bytes that mean nothing, always the same
		n, err := strconv.Atoi(args[1])
		if err != nil {
			t.Fatal(err)
		}
		b := make([]byte, n)
		for i, r := 0, rand.New(rand.NewPCG(1, uint64(n))); i < n; i++ {
			b[i] = byte(r.Uint32())
		}
		put(t, args[0], b)
	case "patch": // other bytes, in hexadecimal, at a place of a file
		at, err := strconv.Atoi(args[1])
		if err != nil {
			t.Fatal(err)
		}
		b, err := hex.DecodeString(args[2])
		if err != nil {
			t.Fatal(err)
		}
		file := read(t, args[0])
		copy(file[at:], b)
		put(t, args[0], file)
	case "mkdir":
		if err := os.Mkdir(args[0], 0o777); err != nil {
			t.Fatal(err)
		}
	case "hex":
		fmt.Fprintf(env.Stdout, "%x\n", read(t, args[0]))
	case "cat":
		env.Stdout.Write(read(t, args[0]))
	case "same":
		compareFolders(t, env, args[0], args[1])
	case "replace": // another program changes a file
		text := read(t, args[0])
		if bytes.Count(text, []byte(args[1])) != 1 {
			t.Fatalf("%q stands %d times in %s", args[1], bytes.Count(text, []byte(args[1])), args[0])
		}
		put(t, args[0], bytes.Replace(text, []byte(args[1]), []byte(args[2]), 1))
	case "write":
		put(t, args[0], []byte(args[1]))
	case "rename": // another program gives a file another name
		if err := os.Rename(args[0], args[1]); err != nil {
			t.Fatal(err)
		}
	case "remove":
		if err := os.RemoveAll(args[0]); err != nil {
			t.Fatal(err)
		}
	case "protect":
		protect(t, args[0])
	case "waive": // the editor lets all errors stand in the window
		waive(t, args[0], args[1])
	case "correct": // the editor changes words in the window
		correct(t, args[0], args[1], args[2])
	case "undo": // the editor takes back the last step of each episode
		undo(t, args[0])
	case "approve": // the registry of a series has tags
		approve(t, args[0], args[1], args[2])
	case "settle": // the editor settles in the window what both changed
		settle(t, args[0], args[1])
	default:
		t.Fatalf("there is no command %s", words[0])
	}
	return 0
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func put(t *testing.T, path string, text []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, text, 0o644); err != nil {
		t.Fatal(err)
	}
}

func openLibrary(ctx context.Context, path string) (*service.Service, func() error, error) {
	store, err := sqlite.Open(ctx, path, sqlite.Options{})
	if err != nil {
		return nil, nil, err
	}
	s := service.New(service.Config{Store: store, Path: path, Now: time.Now, Sounds: service.Sounds{Open: decode.Open}})
	return s, func() error { return service.Shutdown(s) }, nil
}

// ramp is a mono WAV file of so many samples a second, and so many in all, each one step above the one before.
func ramp(t *testing.T, rate, samples string, step int) []byte {
	t.Helper()
	hertz, err := strconv.Atoi(rate)
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(samples)
	if err != nil {
		t.Fatal(err)
	}
	le := binary.LittleEndian
	b := le.AppendUint32([]byte("RIFF"), uint32(36+2*n))
	b = le.AppendUint32(append(b, "WAVEfmt "...), 16)
	b = le.AppendUint16(le.AppendUint16(b, 1), 1)
	b = le.AppendUint32(le.AppendUint32(b, uint32(hertz)), uint32(2*hertz))
	b = le.AppendUint16(le.AppendUint16(b, 2), 16)
	b = le.AppendUint32(append(b, "data"...), uint32(2*n))
	for i := range n {
		b = le.AppendUint16(b, uint16(i*step))
	}
	return b
}

// floats writes what ramp wrote as numbers of 32 bits.
func floats(file []byte) []byte {
	const header = 44
	le := binary.LittleEndian
	b := bytes.Clone(file[:header])
	copy(b[20:], []byte{3, 0})
	copy(b[32:], []byte{4, 0, 32, 0})
	le.PutUint32(b[28:], 2*le.Uint32(b[28:]))
	le.PutUint32(b[40:], 2*le.Uint32(b[40:]))
	le.PutUint32(b[4:], uint32(len(file)-header)*2+header-8)
	for at := header; at < len(file); at += 2 {
		b = le.AppendUint32(b, math.Float32bits(float32(int16(le.Uint16(file[at:])))/(1<<15)))
	}
	return b
}

// compareFolders prints in which files two folders differ.
func compareFolders(t *testing.T, env cli.Env, a, b string) {
	t.Helper()
	one, other := folder(t, a), folder(t, b)
	differ := 0
	for _, name := range sortedNames(one, other) {
		if one[name] != other[name] {
			differ++
			fmt.Fprintln(env.Stdout, name, "differs")
		}
	}
	if differ == 0 {
		fmt.Fprintf(env.Stdout, "every byte the same (files: %d)\n", len(one))
	}
}

func sortedNames(folders ...map[string]string) []string {
	var names []string
	for _, f := range folders {
		for name := range f {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// folder reads all files below a folder.
func folder(t *testing.T, root string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		below, err := filepath.Rel(root, path)
		files[filepath.ToSlash(below)] = string(read(t, path))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// eachEpisode does something to all episodes of a library, as the window would.
func eachEpisode(t *testing.T, library string, do func(s *service.Service, id int64)) {
	t.Helper()
	s, closeLibrary, err := openLibrary(t.Context(), library)
	if err != nil {
		t.Fatal(err)
	}
	view, err := s.Library()
	if err != nil {
		t.Fatal(err)
	}
	for _, series := range view.Series {
		for _, e := range series.Episodes {
			do(s, e.ID)
		}
	}
	if err := closeLibrary(); err != nil {
		t.Fatal(err)
	}
}

// settle settles everything in one way.
func settle(t *testing.T, library, how string) {
	t.Helper()
	eachEpisode(t, library, func(s *service.Service, id int64) {
		w := httptest.NewRecorder()
		service.Handler(s).ServeHTTP(w, httptest.NewRequest("GET", fmt.Sprintf("/api/episodes/%d/clashes", id), nil))
		var list []service.ClashView
		if err := json.Unmarshal(w.Body.Bytes(), &list); err != nil || len(list) == 0 {
			t.Fatalf("there is nothing to settle: %s %v", w.Body, err)
		}
		for _, x := range list {
			if _, err := s.Settle(id, x.ID, how, ""); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// waive lets all errors of a library stand.
func waive(t *testing.T, library, why string) {
	t.Helper()
	eachEpisode(t, library, func(s *service.Service, id int64) {
		for _, c := range episode(t, s, id).Chunks {
			for _, p := range c.Problems {
				if p.Severity != "error" {
					continue
				}
				fault := service.FaultRequest{Episode: id, Chunk: c.ID, Turn: p.Turn, Field: p.Field, Code: p.Code, Words: p.Words}
				if _, err := s.Waive(fault, why); err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}

// correct replaces words in the one turn that has them.
func correct(t *testing.T, library, old, now string) {
	t.Helper()
	done := 0
	eachEpisode(t, library, func(s *service.Service, id int64) {
		for _, c := range episode(t, s, id).Chunks {
			for _, turn := range c.Turns {
				for i, p := range turn.Paragraphs {
					before, _, ok := strings.Cut(p, old)
					if !ok {
						continue
					}
					at := len(utf16Of(before))
					op := fmt.Sprintf(`{"kind":"text","turn":%d,"para":%d,"from":%d,"to":%d,"text":%s}`, turn.ID, i, at, at+len(utf16Of(old)), quoted(t, now))
					if _, err := s.Edit(service.EditRequest{Episode: id, Name: "Correct", Ops: []json.RawMessage{[]byte(op)}}); err != nil {
						t.Fatal(err)
					}
					done++
				}
			}
		}
	})
	if done != 1 {
		t.Fatalf("%q stands in %d turns", old, done)
	}
}
