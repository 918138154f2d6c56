package service_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf16"

	"stet/backend/service"
	"stet/backend/sqlite"
	"stet/backend/transcript"
)

// The tests tell of a podcast about bakers.

const crumb = `---
title: An Hour Too Long
slug: ep07-01-an-hour-too-long
series: Slow Rise
episode: 7
chunk: 1
timecode: 00:00:02:10 – 00:00:31:05
speakers:
- Marit
- Otto
tags:
- bread
summary: Marit lets a loaf prove too long, and Otto shows
  what can be done.
---

Episode 7
00:00:02:10 - 00:00:14:22
Marit
I left it on the shelf 🍞 and went to the dentist,
and it left the basket.
00:00:14:22 - 00:00:31:05
Otto
You fold it once more.

Flat, but it tastes better.
00:00:31:05 - 00:00:33:00
Marit
So it does.`

const starter = `---
title: "The Starter"
slug: ep07-02-the-starter
series: Slow Rise
episode: 7
chunk: 02
speakers: [Otto]
---

00:00:33:00 - 00:00:44:00
Otto
It is flour and water, and nobody's grandmother.
`

const oven = `---
title: The Oven
series: Slow Rise
episode: 8
chunk: 1
speakers:
  - Marit
---

00:00:01:00 - 00:00:04:00
Marit
It is never hot enough.
`

// fixture is a folder of files, and a library that is open.
type fixture struct {
	t      *testing.T
	dir    string
	window *window
	store  *sqlite.Library
	*service.Service
	config service.Config
}

// open makes a folder with files, by name and text in turns, and an empty library beside it.
func open(t *testing.T, files ...string) *fixture {
	t.Helper()
	w := &window{now: time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)}
	w.told = sync.NewCond(&w.mu)
	f := &fixture{t: t, dir: t.TempDir(), window: w}
	f.config = service.Config{
		Path: filepath.Join(f.dir, "library", "show.stet"), Emit: w.emit, Now: w.time,
		SampleDir: filepath.Join(f.dir, "library", "Sample"),
	}
	if err := os.Mkdir(filepath.Join(f.dir, "library"), 0o755); err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(files); i += 2 {
		f.write(files[i], files[i+1])
	}
	f.connect()
	t.Cleanup(func() { _ = service.Shutdown(f.Service) })
	return f
}

func (f *fixture) connect() {
	f.t.Helper()
	var err error
	if f.store, err = sqlite.Open(f.t.Context(), f.config.Path, sqlite.Options{}); err != nil {
		f.t.Fatal(err)
	}
	c := f.config
	c.Store = f.store
	f.Service = service.New(c)
}

// restart closes the program and starts it again.
func (f *fixture) restart() {
	f.t.Helper()
	if err := service.Shutdown(f.Service); err != nil {
		f.t.Fatal(err)
	}
	f.connect()
}

func (f *fixture) path(name string) string {
	return filepath.Join(f.dir, "show", filepath.FromSlash(name))
}

func (f *fixture) write(name, text string) {
	f.t.Helper()
	if err := os.MkdirAll(filepath.Dir(f.path(name)), 0o755); err != nil {
		f.t.Fatal(err)
	}
	if err := os.WriteFile(f.path(name), []byte(text), 0o644); err != nil {
		f.t.Fatal(err)
	}
}

func (f *fixture) read(name string) string {
	f.t.Helper()
	text, err := os.ReadFile(f.path(name))
	if err != nil {
		f.t.Fatal(err)
	}
	return string(text)
}

// replace has another program change a file.
func (f *fixture) replace(name, old, now string) {
	f.t.Helper()
	text := f.read(name)
	if strings.Count(text, old) != 1 {
		f.t.Fatalf("%q stands %d times in %s", old, strings.Count(text, old), name)
	}
	f.write(name, strings.Replace(text, old, now, 1))
}

// take imports the folder, or what is named below it.
func (f *fixture) take(names ...string) service.ImportView {
	f.t.Helper()
	paths := []string{f.path("")}
	if len(names) > 0 {
		paths = nil
	}
	for _, n := range names {
		paths = append(paths, f.path(n))
	}
	v, err := service.ImportNow(f.t.Context(), f.Service, paths, func(string, int, int) {})
	if err != nil {
		f.t.Fatal(err)
	}
	return v
}

// rows are all chunks of the library, by the name of their file.
func (f *fixture) rows() map[string]row {
	f.t.Helper()
	view, err := f.Library()
	if err != nil {
		f.t.Fatal(err)
	}
	out := map[string]row{}
	for _, s := range view.Series {
		for _, e := range s.Episodes {
			for _, c := range e.Chunks {
				name, err := filepath.Rel(f.path(""), c.File)
				if err != nil {
					f.t.Fatal(err)
				}
				out[filepath.ToSlash(name)] = row{c, e.ID, s.Name, e.Key}
			}
		}
	}
	return out
}

type row struct {
	service.ChunkItem
	episode     int64
	series, key string
}

func (f *fixture) row(name string) row {
	f.t.Helper()
	r, ok := f.rows()[name]
	if !ok {
		f.t.Fatalf("the library does not have %s", name)
	}
	return r
}

// episode reads an episode as the window does.
func (f *fixture) episode(id int64) service.EpisodeView {
	f.t.Helper()
	w := httptest.NewRecorder()
	service.Handler(f.Service).ServeHTTP(w, httptest.NewRequest("GET", "/api/episodes/"+strconv.FormatInt(id, 10), nil))
	var v service.EpisodeView
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil || w.Code != 200 {
		f.t.Fatalf("%d %s %v", w.Code, w.Body, err)
	}
	return v
}

// chunk is the chunk of a file.
func (f *fixture) chunk(name string) service.ChunkView {
	f.t.Helper()
	r := f.row(name)
	for _, c := range f.episode(r.episode).Chunks {
		if c.ID == r.ID {
			return c
		}
	}
	f.t.Fatalf("the episode does not have %s", name)
	return service.ChunkView{}
}

// turn is the one turn of a file that has those words.
func (f *fixture) turn(name, words string) service.TurnView {
	f.t.Helper()
	for _, t := range f.chunk(name).Turns {
		if strings.Contains(strings.Join(t.Paragraphs, "\n"), words) {
			return t
		}
	}
	f.t.Fatalf("%s has no turn with %q", name, words)
	return service.TurnView{}
}

// edit does ops on the episode of a file.
func (f *fixture) edit(name, step string, ops ...transcript.Op) service.EditReply {
	f.t.Helper()
	reply, err := f.Edit(service.EditRequest{Episode: f.row(name).episode, Name: step, Ops: encode(f.t, ops...)})
	if err != nil {
		f.t.Fatal(err)
	}
	return reply
}

func encode(t *testing.T, ops ...transcript.Op) []json.RawMessage {
	t.Helper()
	var out []json.RawMessage
	for _, op := range ops {
		raw, err := transcript.EncodeOp(op)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, raw)
	}
	return out
}

// replaceWords is the op that puts other words in the place of some, as the window counts.
func (f *fixture) replaceWords(name, old, now string) transcript.EditText {
	f.t.Helper()
	t := f.turn(name, old)
	for i, p := range t.Paragraphs {
		if before, _, ok := strings.Cut(p, old); ok {
			at := units(before)
			return transcript.EditText{Turn: t.ID, Para: i, From: at, To: at + units(old), Text: now}
		}
	}
	f.t.Fatalf("no paragraph has %q", old)
	return transcript.EditText{}
}

// correct replaces words in a file's text.
func (f *fixture) correct(name, old, now string) service.EditReply {
	f.t.Helper()
	return f.edit(name, "Correct", f.replaceWords(name, old, now))
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }

// letStand lets all errors stand that can stand, for tests that are not of the gate.
func (f *fixture) letStand() {
	f.t.Helper()
	view, err := f.Library()
	if err != nil {
		f.t.Fatal(err)
	}
	for _, series := range view.Series {
		for _, e := range series.Episodes {
			for _, c := range f.episode(e.ID).Chunks {
				for _, p := range c.Problems {
					if p.Severity != "error" {
						continue
					}
					fault := service.FaultRequest{Episode: e.ID, Chunk: c.ID, Turn: p.Turn, Field: p.Field, Code: p.Code, Words: p.Words}
					if _, err := f.Waive(fault, "It is only a test."); err != nil {
						f.t.Fatal(err)
					}
				}
			}
		}
	}
}

// export writes everything back, and returns what became of each file.
func (f *fixture) export(to string, overwrite bool) map[string]service.ExportedFile {
	f.t.Helper()
	plan, err := service.PlanNow(f.t.Context(), f.Service, to, true)
	if err != nil {
		f.t.Fatal(err)
	}
	var named []int
	for i := range plan.Files {
		if overwrite {
			named = append(named, i)
		}
	}
	v, err := service.ExportNow(f.t.Context(), f.Service, plan.ID, named, func(string, int, int) {})
	if err != nil {
		f.t.Fatal(err)
	}
	root := to
	if root == "" {
		root = f.path("")
	}
	out := map[string]service.ExportedFile{}
	for _, x := range v.Files {
		name, err := filepath.Rel(root, x.Path)
		if err != nil {
			f.t.Fatal(err)
		}
		out[filepath.ToSlash(name)] = x
	}
	return out
}

// states writes what became of files, by name.
func states(files map[string]service.ExportedFile) string {
	var out []string
	for name, x := range files {
		out = append(out, name+" "+x.State)
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

// code is an error's code; "" of none.
func code(err error) service.Code {
	var e *service.Error
	if errors.As(err, &e) {
		return e.Code
	}
	if err != nil {
		return service.Code(fmt.Sprintf("no error of the service's: %v", err))
	}
	return ""
}

// lockable makes the folder of the show one that lock can make read-only, also for root.
func (f *fixture) lockable() (lock func()) {
	f.t.Helper()
	dir := f.path("")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		f.t.Fatal(err)
	}
	if os.Geteuid() != 0 {
		f.t.Cleanup(func() { _ = os.Chmod(dir, 0o755) })
		return func() {
			if err := os.Chmod(dir, 0o555); err != nil {
				f.t.Fatal(err)
			}
		}
	}
	mount := func(args ...string) error {
		out, err := exec.Command("mount", append(args, dir)...).CombinedOutput()
		if err != nil {
			err = fmt.Errorf("%w: %s", err, out)
		}
		return err
	}
	if err := mount("-t", "tmpfs", "-o", "size=256k", "tmpfs"); err != nil {
		f.t.Skip("root writes everywhere but on a read-only drive, and there is none to be had: ", err)
	}
	f.t.Cleanup(func() { _ = exec.Command("umount", dir).Run() })
	return func() {
		if err := mount("-o", "remount,ro"); err != nil {
			f.t.Fatal(err)
		}
	}
}
