package sqlite

import (
	"bufio"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"stet/backend/session"
	"stet/backend/transcript"
)

// In these tests another process works on a library and is killed. It is this test's own binary: childWork names what
// it does.
const childWork, childPath, childSeed = "STET_TEST_CHILD", "STET_TEST_LIBRARY", "STET_TEST_SEED"

func TestMain(m *testing.M) {
	work := map[string]func(path string, r *rand.Rand) error{"edit": editForever, "roam": roamForever, "import": importForever, "create": createForever}
	if do := work[os.Getenv(childWork)]; do != nil {
		var seed uint64
		fmt.Sscan(os.Getenv(childSeed), &seed)
		fmt.Fprintln(os.Stderr, do(os.Getenv(childPath), rand.New(rand.NewPCG(seed, 9))))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// killed runs the child until it has said so many lines, kills it, and returns all that it said.
func killed(t *testing.T, work, path string, seed, lines int) []string {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childWork+"="+work, childPath+"="+path, fmt.Sprintf("%s=%d", childSeed, seed))
	var complaint strings.Builder
	cmd.Stderr = &complaint
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var said []string
	r := bufio.NewReader(out)
	for {
		line, err := r.ReadString('\n')
		if err != nil { // a line without its end was not said
			break
		}
		if said = append(said, strings.TrimSpace(line)); len(said) == lines {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	_, _ = io.Copy(io.Discard, out)
	_ = cmd.Wait() // it was killed
	if complaint.Len() > 0 || len(said) < lines {
		t.Fatalf("the child said %d lines, and then: %s", len(said), complaint.String())
	}
	return said
}

func digest(d *transcript.Document) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(told(d)))) }

func editForever(path string, r *rand.Rand) error {
	ctx := context.Background()
	l, err := Open(ctx, path, Options{})
	if err != nil {
		return err
	}
	// Often, so that some are killed while the log is being copied into the library.
	if _, err := l.writer.conn.ExecContext(ctx, "PRAGMA wal_autocheckpoint = 40"); err != nil {
		return err
	}
	rows, err := l.Library(ctx)
	if err != nil {
		return err
	}
	d, err := l.Document(ctx, rows[0].ID)
	if err != nil {
		return err
	}
	for {
		seq, err := do(ctx, l, rows[0].ID, d, randomOp(d, r))
		if errors.Is(err, transcript.ErrOp) {
			continue
		}
		if err != nil {
			return err
		}
		fmt.Println(seq, digest(d))
	}
}

func TestEveryAcknowledgedEditOutlivesAKill(t *testing.T) {
	path := libraryPath(t)
	l := open(t, path)
	id, _ := episode(t, l)
	start := document(t, l, id)
	closeLibrary(t, l)
	r := rand.New(rand.NewPCG(1, 2))
	ahead := 0
	for round := range 8 {
		said := killed(t, "edit", path, round, 1+r.IntN(120))
		var seq int64
		var want string
		if _, err := fmt.Sscan(said[len(said)-1], &seq, &want); err != nil {
			t.Fatal(err)
		}
		l := open(t, path)
		sound(t, l)
		d := document(t, l, id)
		last, err := l.LastDone(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if last.Seq == seq+1 { // on the disk, but the child had no time to say so
			ahead++
			if _, _, err := d.Apply(last.Undo()); err != nil {
				t.Fatal(err)
			}
		} else if last.Seq != seq {
			t.Fatalf("round %d: the last step is %d, acknowledged was %d", round, last.Seq, seq)
		}
		if digest(d) != want {
			t.Fatalf("round %d: after step %d the document is another one:\n%s", round, seq, told(d))
		}
		closeLibrary(t, l)
	}
	t.Logf("in %d of 8 rounds an edit was kept that had not been acknowledged yet", ahead)
	l = open(t, path)
	d := document(t, l, id)
	var err error
	for err == nil {
		err = travel(l, id, d, session.Undo)
	}
	if !errors.Is(err, session.ErrNotFound) || !d.Equal(start) {
		t.Errorf("undoing all did not give what was imported: %v", err)
	}
}

// roamForever edits, and goes about in the history.
func roamForever(path string, r *rand.Rand) error {
	ctx := context.Background()
	l, err := Open(ctx, path, Options{})
	if err != nil {
		return err
	}
	rows, err := l.Library(ctx)
	if err != nil {
		return err
	}
	id := rows[0].ID
	d, err := l.Document(ctx, id)
	if err != nil {
		return err
	}
	for {
		at, err := do(ctx, l, id, d, randomOp(d, r))
		if errors.Is(err, transcript.ErrOp) {
			continue
		}
		for n := r.IntN(4); n > 0 && err == nil; n-- {
			fmt.Println(at, digest(d))
			at = r.Int64N(at + 1)
			err = goTo(l, id, d, at)
		}
		if err != nil {
			return err
		}
		fmt.Println(at, digest(d))
	}
}

// Wherever in the history the program was killed, the text is that of the step which says that it is the last one done,
// and every step that was ever made is there.
func TestGoingAboutOutlivesAKill(t *testing.T) {
	path := libraryPath(t)
	l := open(t, path)
	id, d := episode(t, l)
	texts := map[string]string{"0": digest(d)}
	closeLibrary(t, l)
	for round := range 5 {
		for _, line := range killed(t, "roam", path, round, 20+round*30) {
			seq, text, _ := strings.Cut(line, " ")
			if was, known := texts[seq]; known && was != text {
				t.Fatalf("round %d: step %s is another text than before", round, seq)
			}
			texts[seq] = text
		}
		l := open(t, path)
		sound(t, l)
		d := document(t, l, id)
		ends, err := l.Ends(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		// A step that was made and not told yet is not known here.
		if want, known := texts[fmt.Sprint(ends.Last)]; known && digest(d) != want {
			t.Fatalf("round %d: at step %d stands another text", round, ends.Last)
		}
		for seq, want := range texts {
			var to int64
			if _, err := fmt.Sscan(seq, &to); err != nil {
				t.Fatal(err)
			}
			if err := goTo(l, id, d, to); err != nil || digest(d) != want {
				t.Fatalf("round %d: at step %s stands another text, %v", round, seq, err)
			}
		}
		closeLibrary(t, l)
	}
}

func importForever(path string, r *rand.Rand) error {
	ctx := context.Background()
	l, err := Open(ctx, path, Options{})
	if err != nil {
		return err
	}
	i, err := l.Begin(ctx, noon)
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		var files []session.NewChunk
		for k := range 1 + r.IntN(60) {
			files = append(files, newChunk(100+n, k, 12, 9))
		}
		files = append(files, newChunk(8, 100+n, 12, 9))
		if err := i.Add(ctx, files); err != nil {
			return err
		}
		fmt.Println(n)
	}
}

func TestAKilledImportLeavesNothing(t *testing.T) {
	path := libraryPath(t)
	l := open(t, path)
	id, d := episode(t, l)
	before := counts(t, l)
	closeLibrary(t, l)
	for round := range 4 {
		killed(t, "import", path, round, 1+round*2)
		l = open(t, path)
		if after := counts(t, l); after != before {
			t.Errorf("it left %s, before it was %s", after, before)
		}
		if !document(t, l, id).Equal(d) {
			t.Error("the episode has changed")
		}
		sound(t, l)
		closeLibrary(t, l)
	}
}

func createForever(path string, _ *rand.Rand) error {
	for n := 0; ; n++ {
		l, err := Open(context.Background(), fmt.Sprint(path, n), Options{})
		if err != nil {
			return err
		}
		if err := l.Close(); err != nil {
			return err
		}
		fmt.Println(n)
	}
}

// A library is there whole, or not at all.
func TestAKillWhileALibraryIsMade(t *testing.T) {
	for round := range 6 {
		path := filepath.Join(t.TempDir(), "lights")
		said := killed(t, "create", path, round, 1+round)
		for n := range len(said) + 1 {
			l := open(t, fmt.Sprint(path, n))
			sound(t, l)
			closeLibrary(t, l)
		}
	}
}
