package chunkfile

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stet/backend/transcript"
)

// edit is one person's correction of one file.
type edit struct {
	id, kind      string
	before, after []byte
}

func realEdits(t testing.TB) []edit {
	t.Helper()
	root := os.Getenv("STET_EDITS")
	if root == "" {
		root = "../../../shared/corpus/edits"
	}
	manifest, err := os.ReadFile(filepath.Join(root, "manifest.tsv"))
	if os.IsNotExist(err) {
		t.Skipf("there are no real edits at %s; set STET_EDITS to their folder", root)
	}
	if err != nil {
		t.Fatal(err)
	}
	var edits []edit
	for _, row := range strings.Split(strings.TrimSpace(string(manifest)), "\n")[1:] {
		cells := strings.Split(row, "\t")
		e := edit{id: cells[0], kind: cells[1]}
		for name, into := range map[string]*[]byte{"before.md": &e.before, "after.md": &e.after} {
			if *into, err = os.ReadFile(filepath.Join(root, e.id, name)); err != nil {
				t.Fatal(err)
			}
		}
		edits = append(edits, e)
	}
	return edits
}

// throughOps finds what a person changed by comparing two chunks, applies it to a document as ops, and returns what
// the document then holds.
func throughOps(before, after transcript.Chunk) (transcript.Chunk, error) {
	d, err := transcript.NewDocument(transcript.Episode{}, []transcript.Chunk{before})
	if err != nil {
		return transcript.Chunk{}, err
	}
	id := d.Chunks()[0]
	ops, err := d.Differences(id, after)
	if err != nil {
		return transcript.Chunk{}, err
	}
	if _, _, err := d.Apply(transcript.Batch{Ops: ops}); err != nil {
		return transcript.Chunk{}, err
	}
	c, _ := d.Chunk(id)
	if !transcript.SameChunk(c, after) {
		return c, fmt.Errorf("the ops do not lead to what the person wrote")
	}
	return c, nil
}

func TestRealEdits(t *testing.T) {
	type row struct{ pairs, identical, ours, theirs int }
	rows := map[string]*row{}
	var kinds []string
	for _, e := range realEdits(t) {
		r := rows[e.kind]
		if r == nil {
			r = &row{}
			rows[e.kind] = r
			kinds = append(kinds, e.kind)
		}
		r.pairs++
		before, after := Parse(e.before), Parse(e.after)
		want, err := throughOps(before.Chunk(), after.Chunk())
		if err != nil {
			t.Errorf("%s (%s): %v", e.id, e.kind, err)
			continue
		}
		got, err := Update(e.before, want)
		if err != nil {
			t.Errorf("%s (%s): refused: %v", e.id, e.kind, err)
			continue
		}
		r.ours += touched(e.before, got)
		r.theirs += touched(e.before, e.after)
		if bytes.Equal(got, e.after) {
			r.identical++
		} else if !strings.Contains(e.kind, "ws") {
			t.Errorf("%s (%s): not as the person wrote it", e.id, e.kind)
		}
	}
	var b strings.Builder
	all := row{}
	line := func(kind string, r row) {
		fmt.Fprintf(&b, "%5d %9d %6d %6d  %s\n", r.pairs, r.identical, r.ours, r.theirs, kind)
	}
	fmt.Fprintf(&b, "%5s %9s %6s %6s\n", "pairs", "identical", "ours", "theirs")
	for _, k := range kinds {
		r := *rows[k]
		line(k, r)
		all = row{all.pairs + r.pairs, all.identical + r.identical, all.ours + r.ours, all.theirs + r.theirs}
	}
	line("all", all)
	t.Log("lines touched, by kind of change\n" + b.String())
}

// touched counts the lines that went and came.
func touched(before, after []byte) int {
	a, b := keptLines(before), keptLines(after)
	same := len(diffStrings(a, b))
	return len(a) + len(b) - 2*same
}

func keptLines(src []byte) []string {
	return slices.Collect(strings.SplitAfterSeq(string(src), "\n"))
}
