package check

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stet/backend/chunkfile"
	"stet/backend/profile"
	"stet/backend/registry"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// corpusFolder holds real files, or the test is skipped.
func corpusFolder(t testing.TB) string {
	t.Helper()
	root := os.Getenv("STET_CORPUS")
	if root == "" {
		root = "../../../shared/corpus"
	}
	if _, err := os.Stat(root); err != nil {
		t.Skipf("there are no real files at %s; set STET_CORPUS to their folder", root)
	}
	return root
}

// corpusFile is a chunk of the corpus, and the file that it is in.
type corpusFile struct {
	name, episode string
	file          *chunkfile.File
	chunk         transcript.Chunk
}

func corpusFiles(t testing.TB) []corpusFile {
	t.Helper()
	var out []corpusFile
	id := transcript.ID(1)
	err := filepath.WalkDir(filepath.Join(corpusFolder(t), "chunks"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		src, err := os.ReadFile(path)
		f := corpusFile{name: filepath.Base(path), episode: filepath.Base(filepath.Dir(path)), file: chunkfile.Parse(src)}
		f.chunk = f.file.Chunk()
		f.chunk.ID, id = id, id+1
		f.chunk.Turns = slices.Clone(f.chunk.Turns)
		for i := range f.chunk.Turns {
			f.chunk.Turns[i].ID, id = id, id+1
		}
		out = append(out, f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func corpusSeries(t testing.TB, files []corpusFile) Series {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(corpusFolder(t), "tags_master.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	tags, err := registry.ReadTags("tags_master.yaml", src)
	if err != nil {
		t.Fatal(err)
	}
	var g profile.Guesser
	var chunks []transcript.Chunk
	for _, f := range files {
		g.Add(f.name, f.file)
		chunks = append(chunks, f.chunk)
	}
	u := registry.Gather(chunks)
	names := u.Names()
	r := u.Registry(append(registry.SpellingVariants(names), registry.ShortNames(names)...)...)
	return Series{Profile: Guessed(g.Guess()), Tags: tags, Entities: r.Entities}
}

var corpusClock = timecode.Clock{Rate: timecode.Rate30}

// told is a finding in a file.
type told struct {
	Finding
	file corpusFile
}

func corpusFindings(t testing.TB) []told {
	files := corpusFiles(t)
	r := New(corpusSeries(t, files))
	var out []told
	byEpisode := map[string][]corpusFile{}
	byID := map[transcript.ID]corpusFile{}
	for _, f := range files {
		byEpisode[f.episode] = append(byEpisode[f.episode], f)
		byID[f.chunk.ID] = f
		for _, x := range r.Chunk(f.chunk, corpusClock, Source{Name: f.name, InQuotes: f.file.InQuotes}) {
			out = append(out, told{x, f})
		}
		// What the file itself tells, as its own check.
		for _, p := range f.file.Problems() {
			if slices.ContainsFunc(fileChecks, func(c Check) bool { return c.ID == p.Code }) {
				out = append(out, told{Finding{ID: p.Code, Severity: Severity(p.Severity), What: p.What, Chunk: f.chunk.ID, At: -1, Item: -1}, f})
			}
		}
	}
	for _, e := range byEpisode {
		var heads []transcript.Chunk
		sources := map[transcript.ID]Source{}
		for _, f := range e {
			heads = append(heads, f.chunk)
			sources[f.chunk.ID] = Source{Name: f.name, Runs: f.chunk.Runs(), Said: SaidIn(f.chunk)}
		}
		for _, x := range r.Episode(heads, timecode.Clock{}, sources) {
			out = append(out, told{x, byID[x.Chunk]})
		}
	}
	return out
}

// Every repair that is offered fits the chunk that it is offered for.
func TestRepairsFitTheCorpus(t *testing.T) {
	docs := map[string]*transcript.Document{}
	repairs := 0
	for _, x := range corpusFindings(t) {
		doc := docs[x.file.name]
		if doc == nil {
			var err error
			if doc, err = transcript.NewDocument(transcript.Episode{}, []transcript.Chunk{x.file.chunk}); err != nil {
				t.Fatal(err)
			}
			docs[x.file.name] = doc
		}
		for _, repair := range x.Repairs {
			repairs++
			_, inverse, err := doc.Apply(transcript.Batch{Ops: repair.Ops})
			if err == nil {
				_, _, err = doc.Apply(inverse)
			}
			if err != nil {
				t.Errorf("%s, %s: %s: %v", x.file.name, x.ID, repair.Name, err)
			}
		}
	}
	if repairs == 0 {
		t.Error("no repair is offered")
	}
}

// Findings that were looked at by hand are found still, and of the errors at least 95 in 100 are right.
func TestJudgedFindings(t *testing.T) {
	there := map[string]Severity{}
	errors := 0
	for _, x := range corpusFindings(t) {
		place := x.Field
		if x.Item >= 0 {
			place = fmt.Sprint(x.Field, " ", x.Item)
		}
		for i := range x.file.chunk.Turns {
			if x.file.chunk.Turns[i].ID == x.Turn {
				place = fmt.Sprint("line ", x.file.file.TurnPlace(i).Line)
			}
		}
		there[strings.Join([]string{x.file.name[:7], x.ID, place}, "\t")] = x.Severity
		if x.Severity == Error {
			errors++
		}
	}
	src, err := os.ReadFile("testdata/judged.tsv")
	if err != nil {
		t.Fatal(err)
	}
	judged, right := map[Severity]int{}, map[Severity]int{}
	for line := range strings.Lines(string(src)) {
		parts := strings.Split(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") {
			continue
		}
		severity, ok := there[strings.Join(parts[:3], "\t")]
		if !ok {
			t.Errorf("%s is not found any more", parts[:3])
		}
		judged[severity]++
		if parts[3] == "right" {
			right[severity]++
		}
	}
	for _, s := range []Severity{Error, Warn, Info} {
		t.Logf("%s: %d of %d judged are right", s, right[s], judged[s])
	}
	t.Logf("%d of the %d errors are judged", judged[Error], errors)
	if judged[Error]+judged[Warn]+judged[Info] < 100 || right[Error]*100 < judged[Error]*95 || judged[Error] < errors {
		t.Error("too few are judged, or too few are right")
	}
}
