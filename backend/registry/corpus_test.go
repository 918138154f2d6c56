package registry

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"stet/backend/chunkfile"
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

func corpusTexts(t testing.TB) [][]byte {
	t.Helper()
	var texts [][]byte
	err := filepath.WalkDir(filepath.Join(corpusFolder(t), "chunks"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		texts = append(texts, text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

func corpusChunks(t testing.TB) []transcript.Chunk {
	t.Helper()
	var chunks []transcript.Chunk
	for _, text := range corpusTexts(t) {
		chunks = append(chunks, chunkfile.Parse(text).Chunk())
	}
	return chunks
}

// What the corpus' history calls by several names is put together, and nothing else is.
func TestVariantsOfTheCorpus(t *testing.T) {
	u := Gather(corpusChunks(t))
	t.Logf("%d entities, %d tags, %d topics, %d speakers in %d chunks", len(u.Entities), len(u.Tags), len(u.Topics), len(u.Speakers), 176)
	var got []string
	for _, v := range append(SpellingVariants(u.Names()), ShortNames(u.Names())...) {
		for i, x := range v.Uses {
			t.Logf("%s %d %s", x.Name, x.Count, v.Why[i])
			got = append(got, x.Name)
		}
	}
	want := []string{
		"WunderGraph", "wundergraph", "GraphQL", "graphql", "Sergiy", "Sergei", "Björn", "Bjorn", "Go", "Golang", "Go programming language", "OpenAPI", "openAPI", "TYK", "Tyk", "PostgreSQL", "Postgres",
		"Tonline", "T-Online", "Supabase", "Superbase", "Jens Neuse", "Jens", "Stefan Avram", "Stefan",
	}
	if !slices.Equal(got, want) {
		t.Errorf("together are %q", got)
	}
	for _, list := range [][]Use{u.Tags, u.Topics} {
		for _, v := range SpellingVariants(list) {
			t.Errorf("%v are no variants", v)
		}
	}
}

// Put together from the corpus alone, the registry knows each of the corpus' people, and none is unclear.
func TestPeopleOfTheCorpus(t *testing.T) {
	chunks := corpusChunks(t)
	u := Gather(chunks)
	names := u.Names()
	r := u.Registry(append(SpellingVariants(names), ShortNames(names)...)...)
	named, silent := 0, 0
	for _, c := range chunks {
		for _, p := range People(c, r.Entities) {
			named++
			switch {
			case p.Entity < 0:
				t.Errorf("it is not clear who %v is", p)
			case p.In("speakers") && !p.In("entities"):
				silent++
			}
		}
	}
	t.Logf("%d times somebody is named by a chunk, %d times as a speaker and not among the entities", named, silent)
	if named < 390 || silent < 80 {
		t.Errorf("only %d are named, %d of them as speakers alone", named, silent)
	}
}

// The approved tags of the corpus are a name a line: taking each out and putting it in again gives the same bytes where
// the list is sorted, and touches its own line in any case.
func TestTagsOfTheCorpus(t *testing.T) {
	src, err := os.ReadFile(filepath.Join(corpusFolder(t), "tags_master.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	tags, err := ReadTags("tags_master.yaml", src)
	if err != nil || len(tags) != 149 {
		t.Fatalf("%d tags, %v", len(tags), err)
	}
	same := 0
	for i := range tags {
		less := slices.Delete(slices.Clone(tags), i, i+1)
		out, err := UpdateTags("tags_master.yaml", src, less, nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(out) > len(src) || len(src)-len(out) != len(tags[i].Name)+1 && i < len(tags)-1 {
			t.Errorf("%s leaves %d bytes of %d", tags[i].Name, len(out), len(src))
		}
		back, err := UpdateTags("tags_master.yaml", out, tags, nil)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Equal(bytes.TrimSpace(back), src) {
			same++
		}
	}
	if same < len(tags)-12 {
		t.Errorf("only %d of %d tags come back to where they were", same, len(tags))
	}
}
