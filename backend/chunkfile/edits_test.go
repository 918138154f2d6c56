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

// excuse is why a pair does not come out as the person wrote it; holds checks that the reason is true.
type excuse struct {
	why   string
	holds func(before, after, got []byte) bool
	ids   []string
}

// excuses lists the pairs that differ for a reason that no program could know.
var excuses = []excuse{
	{
		why: "the person changed quoting, list style or empty lines only, which the document does not know",
		holds: func(before, after, got []byte) bool {
			return same(Parse(before).Chunk(), Parse(after).Chunk()) && bytes.Equal(before, got)
		},
		ids: []string{"221", "222", "223", "224", "225", "226", "227", "228", "229", "230", "231", "232", "312"},
	},
	{
		why:   "the person indented the new items otherwise than those beside them (and broke the list so), or left spaces at the ends of lines",
		holds: func(_, after, got []byte) bool { return bytes.Equal(withoutBlanks(after), withoutBlanks(got)) },
		ids:   []string{"132", "134", "135", "142", "148", "189"},
	},
	{
		why: "the file had one line of text, so nothing told how wide the lines of the turns pasted over it would be",
		holds: func(before, after, got []byte) bool {
			return Parse(before).Layout().Width == 0 && same(Parse(after).Chunk(), Parse(got).Chunk())
		},
		ids: []string{"278", "279", "280"},
	},
	{
		why:   "besides mending a word, the person took the empty line before the front matter out",
		holds: func(_, after, got []byte) bool { return bytes.Equal(append([]byte("\n"), after...), got) },
		ids:   []string{"281"},
	},
}

func excused(e edit, got []byte) bool {
	for _, x := range excuses {
		if slices.Contains(x.ids, e.id) {
			return x.holds(e.before, e.after, got)
		}
	}
	return false
}

// throughOps finds what a person changed by comparing two chunks, applies it to a document as ops, and returns what
// the document then holds.
//
// Front matter that cannot be read is edited as text: there the person's text is what was wanted.
func throughOps(e edit) (transcript.Chunk, error) {
	before, after := Parse(e.before).Chunk(), Parse(e.after).Chunk()
	if m := Parse(e.after).matter; before.Matter.Form == transcript.RawMatter {
		after.Matter = transcript.Matter{Form: transcript.RawMatter, Raw: string(e.after[m.start:m.end])}
	}
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

// TestRealEdits makes what real people changed in real files by way of the document, and compares the bytes.
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
		want, err := throughOps(e)
		if err != nil {
			t.Errorf("%s (%s): %v", e.id, e.kind, err)
			continue
		}
		got, err := Update(e.before, want)
		if err != nil {
			t.Errorf("%s (%s): refused: %v", e.id, e.kind, err)
			continue
		}
		if err := confined(e.before, got); err != nil {
			t.Errorf("%s (%s): %v", e.id, e.kind, err)
		}
		r.ours += touched(e.before, got)
		r.theirs += touched(e.before, e.after)
		switch identical := bytes.Equal(got, e.after); {
		case identical:
			r.identical++
			if slices.ContainsFunc(excuses, func(x excuse) bool { return slices.Contains(x.ids, e.id) }) {
				t.Errorf("%s (%s): comes out identical; it needs no excuse any more", e.id, e.kind)
			}
		case !strings.Contains(e.kind, "ws") && !excused(e, got):
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
