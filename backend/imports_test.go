// Package backend_test holds the architecture to what it says: which package may import which, and who alone speaks to
// the world outside.
package backend_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// room is a package, and what of this module it may import.
type room struct {
	name string
	may  []string
	why  string
}

// rooms lists every package of backend, lower ones first. "." is the program itself: main.go and app.go.
var rooms = []room{
	{"timecode", nil, "time is the lowest layer and knows of nothing"},
	{"transcript", []string{"timecode"}, "a document knows nothing of files, storage or sound"},
	{"misread", nil, "what a program misread is known by the letters"},
	{"chunkfile", []string{"misread", "timecode", "transcript"}, "chunk files are bytes and documents, whoever opens or keeps them"},
	{"linediff", nil, "two texts are compared by themselves"},
	{"formats", []string{"chunkfile", "timecode", "transcript"}, "what a foreign transcript is, is known without the formats, which know it"},
	{"formats/srt", []string{"formats", "timecode"}, "a format is read and written by itself"},
	{"formats/vtt", []string{"formats", "timecode", "transcript"}, "a format is read and written by itself"},
	{"formats/ttml", []string{"formats", "timecode"}, "a format is read and written by itself"},
	{"formats/whisper", []string{"formats", "timecode"}, "a format is read and written by itself"},
	{"formats/podcast", []string{"formats", "timecode"}, "a format is read and written by itself"},
	{"formats/deepgram", []string{"formats"}, "a format is read and written by itself"},
	{"formats/aws", []string{"formats"}, "a format is read and written by itself"},
	{"formats/rev", []string{"formats"}, "a format is read and written by itself"},
	{"formats/otter", []string{"formats"}, "a format is read and written by itself"},
	{"formats/premiere", []string{"chunkfile", "formats", "timecode", "transcript"}, "a format is read and written by itself"},
	{"formats/plain", []string{"formats", "timecode", "transcript"}, "a format is read and written by itself"},
	{"formats/markdown", []string{"formats"}, "a format is read and written by itself"},
	{"formats/html", []string{"formats"}, "a format is written by itself"},
	{"formats/docx", []string{"formats"}, "a format is written by itself"},
	{"formats/index", []string{"formats"}, "a format is written by itself"},
	{"formats/jsonl", []string{"formats", "timecode", "transcript"}, "a format is read and written by itself"},
	{"formats/dpe", []string{"formats"}, "a format is read by itself"},
	{"formats/console", []string{"formats"}, "a format is read by itself"},
	{"formats/trs", []string{"formats", "timecode"}, "a format is read by itself"},
	{"formats/eaf", []string{"formats", "timecode"}, "a format is read by itself"},
	{"formats/textgrid", []string{"formats", "timecode", "transcript"}, "a format is read and written by itself"},
	{"formats/ctm", []string{"formats", "timecode", "transcript"}, "a format is read and written by itself"},
	{"formats/gentle", []string{"formats"}, "a format is read by itself"},
	{"formats/aligned", []string{"formats", "transcript"}, "a format is read by itself"},
	{"formats/merge", []string{"formats", "linediff", "timecode", "transcript"}, "two transcripts are merged whatever files they came from"},
	{
		"formats/known", []string{"formats", "formats/aligned", "formats/aws", "formats/console", "formats/ctm", "formats/deepgram", "formats/docx", "formats/dpe", "formats/eaf", "formats/gentle", "formats/html", "formats/index", "formats/jsonl", "formats/markdown", "formats/otter", "formats/plain", "formats/podcast", "formats/premiere", "formats/rev", "formats/srt", "formats/textgrid", "formats/trs", "formats/ttml", "formats/vtt", "formats/whisper"},
		"the list of formats knows them all, and nothing else",
	},
	{"casing", nil, "the case of letters is known by the letters"},
	{"profile", []string{"chunkfile", "timecode", "transcript"}, "a profile knows texts and their layout, and no library"},
	{"waiver", nil, "what stands is kept in a file, whoever let it"},
	{"check", []string{"casing", "misread", "profile", "registry", "timecode", "transcript"}, "a check looks at a document and at what its series shares; it opens no file"},
	{"matter", []string{"casing", "profile", "transcript"}, "what fields are to be is known without files and documents"},
	{"cut", []string{"linediff", "timecode", "transcript"}, "where an episode is cut is known by its turns; files are others'"},
	{"publish", []string{"transcript"}, "what is told of an export is told of its facts; it opens no file"},
	{"atomicfile", nil, "writing a file knows nothing of what is in it"},
	{"ondisk", nil, "folders are followed whatever lies in them"},
	{"lockfile", nil, "a lock knows nothing of what it locks"},
	{"sample", nil, "the sample is an episode like any other, and is read like any other"},
	{"audio", []string{"timecode"}, "audio declares what a player is; it plays nothing"},
	{"audio/layer3", nil, "a frame of MP3 is bits and samples; files are decode's"},
	{"audio/decode", []string{"audio", "audio/layer3", "timecode"}, "decoding ends in samples; only playback has the device"},
	{"audio/fingerprint", nil, "files are told apart by their bytes"},
	{"audio/checksum", []string{"audio"}, "a sum is made of any sound that is read"},
	{"audio/convert", []string{"audio", "audio/decode", "audio/fingerprint"}, "what another program makes of a file is opened like any other"},
	{"audio/vorbis", nil, "a decoder of others with two mistakes mended: it knows nothing of Stet"},
	{"audio/clip", []string{"audio"}, "a clip is cut from any sound that is open"},
	{"audio/stretch", nil, "stretching ends in samples, and knows nothing of files and devices"},
	{"audio/playback", []string{"audio", "audio/stretch", "timecode"}, "a player plays files, and knows nothing of transcripts"},
	{"audio/waveform", []string{"atomicfile", "audio", "audio/fingerprint", "timecode"}, "a waveform is made of whatever source it is given"},
	{"align", []string{"audio", "timecode"}, "words are found in any sound that is open; whose words they are, align does not know"},
	{"audio/pulsetest", nil, "a sound device for tests is a program beside them"},
	{"pedal", nil, "a pedal is devices and reports, and knows nothing of what they are for"},
	{"pedal/hid", []string{"pedal"}, "devices are found and opened; which of them, pedal decides"},
	{"registry", []string{"chunkfile", "transcript"}, "names are known by texts and files, and by no library"},
	{"registry/evidence", []string{"registry", "transcript"}, "what speaks for a tag is in texts and in the registry; it reads no files"},
	{"registry/names", []string{"registry", "transcript"}, "names are found in texts, and what is found changes none"},
	{"search", []string{"transcript"}, "a query knows texts and documents, and no library"},
	{"reconcile", []string{"linediff", "transcript"}, "two versions are brought together whatever files they came from"},
	{"session", []string{"casing", "chunkfile", "reconcile", "search", "timecode", "transcript"}, "a session declares the store that it needs; which one it is, app.go decides"},
	{"sqlite", []string{"lockfile", "search", "session", "timecode", "transcript"}, "a library keeps documents; it reads no files and makes no edits"},
	{
		"service", []string{"align", "atomicfile", "audio", "audio/checksum", "audio/clip", "audio/fingerprint", "audio/waveform", "casing", "check", "chunkfile", "cut", "formats", "formats/known", "formats/merge", "linediff", "matter", "ondisk", "pedal", "profile", "publish", "reconcile", "registry", "registry/evidence", "registry/names", "sample", "search", "session", "timecode", "transcript", "waiver"},
		"the service gets its store and its player from app.go, and does not know the window",
	},
	{"cli", []string{"linediff", "service", "timecode"}, "the verbs do what the window does, through the service"},
	{"desktop", nil, "what a window has knows nothing of what it shows"},
	{
		".", []string{"audio/convert", "audio/playback", "cli", "desktop", "lockfile", "pedal/hid", "service", "session", "sqlite"},
		"app.go puts the program together; it has no rule of its own that would need more",
	},
}

// outsider is something outside, and who alone may speak to it.
type outsider struct {
	path string
	by   []string
	why  string
}

var outsiders = []outsider{
	{"modernc.org/sqlite", []string{"sqlite"}, "only sqlite imports the driver"},
	{"database/sql", []string{"sqlite"}, "only sqlite imports the driver"},
	{"github.com/hajimehoshi/oto", []string{"audio/playback"}, "only playback touches the sound device"},
	{"github.com/sstallion/go-hid", []string{"pedal/hid"}, "only hid opens devices"},
	{"github.com/wailsapp/wails", []string{".", "desktop"}, "only app.go, and what a window has, import Wails"},
	{"github.com/faiface/beep", []string{"audio", "audio/decode", "audio/playback"}, "beep stays behind audio's own contracts"},
	{"github.com/hajimehoshi/go-mp3", nil, "MP3 is decoded by layer3; others are there to be compared with"},
	{"github.com/jfreymuth", []string{"audio/decode"}, "only decode reads sound files"},
	{"github.com/mewkiz/flac", []string{"audio/decode"}, "only decode reads sound files"},
	{"github.com/fsnotify/fsnotify", []string{"ondisk"}, "only ondisk hears what happens to files"},
	{"gopkg.in/yaml.v3", []string{"chunkfile", "registry", "waiver"}, "only the files of a series are YAML"},
	{"github.com/aymanbagabas/go-udiff", []string{"linediff"}, "only linediff compares texts"},
	{"github.com/rivo/uniseg", []string{"session"}, "only the names of steps are cut short"},
	{"golang.org/x/sys", []string{"atomicfile", "lockfile", "sqlite"}, "the system is spoken to where files are written and locked"},
	{"golang.org/x/text", []string{"casing"}, "only casing knows what letters are made of"},
	{"golang.org/x/tools/txtar", nil, "golden files are for tests"},
}

// source is a Go file, and what it imports.
type source struct {
	path, room string
	test       bool
	imports    []string
}

const module = "stet"

func sources(t *testing.T) []source {
	t.Helper()
	var out []source
	add := func(path, room string) {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		s := source{path: path, room: room, test: strings.HasSuffix(path, "_test.go")}
		for _, spec := range file.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			s.imports = append(s.imports, name)
		}
		out = append(out, s)
	}
	program, err := filepath.Glob("../*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range program {
		add(path, ".")
	}
	err = filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == "testdata":
			return fs.SkipDir
		case filepath.Ext(path) == ".go" && filepath.Dir(path) != ".":
			add(path, filepath.ToSlash(filepath.Dir(path)))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestImportsPointOneWay(t *testing.T) {
	for _, s := range sources(t) {
		i := slices.IndexFunc(rooms, func(r room) bool { return r.name == s.room })
		if i < 0 {
			t.Errorf("%s: backend/%s has no line in the table: say there what it may import, and why", s.path, s.room)
			continue
		}
		for _, name := range s.imports {
			below, ours := strings.CutPrefix(name, module+"/backend/")
			switch {
			case !ours || s.test || below == s.room:
			case below == "audio/pulsetest":
				t.Errorf("%s imports pulsetest, which is for tests alone", s.path)
			case !slices.Contains(rooms[i].may, below):
				t.Errorf("%s imports %s: %s", s.path, below, rooms[i].why)
			}
		}
	}
}

func TestOneImporterForEachWorldOutside(t *testing.T) {
	for _, s := range sources(t) {
		for _, name := range s.imports {
			i := slices.IndexFunc(outsiders, func(o outsider) bool { return name == o.path || strings.HasPrefix(name, o.path+"/") })
			switch {
			case i < 0 && strings.Contains(strings.Split(name, "/")[0], "."):
				t.Errorf("%s imports %s, which has no line in the table: say there who alone may, and why", s.path, name)
			case i < 0 || slices.Contains(outsiders[i].by, s.room):
			case s.test && outsiders[i].by == nil:
			default:
				t.Errorf("%s imports %s: %s", s.path, name, outsiders[i].why)
			}
		}
	}
}

// A room that has gone must not keep its line: the table says what is there.
func TestEveryRoomIsThere(t *testing.T) {
	there := map[string]bool{}
	for _, s := range sources(t) {
		there[s.room] = true
	}
	for _, r := range rooms {
		if !there[r.name] {
			t.Errorf("the table has a line for %s, and there is no such package", r.name)
		}
	}
}
