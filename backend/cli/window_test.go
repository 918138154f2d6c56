package cli_test

import (
	"encoding/json"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"unicode/utf16"

	"stet/backend/cli"
	"stet/backend/service"
)

func utf16Of(s string) []uint16 { return utf16.Encode([]rune(s)) }

func quoted(t *testing.T, s string) string {
	t.Helper()
	raw, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// episode reads an episode as the window does.
func episode(t *testing.T, s *service.Service, id int64) service.EpisodeView {
	t.Helper()
	w := httptest.NewRecorder()
	service.Handler(s).ServeHTTP(w, httptest.NewRequest("GET", "/api/episodes/"+strconv.FormatInt(id, 10), nil))
	var v service.EpisodeView
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil || w.Code != 200 {
		t.Fatalf("%d %s %v", w.Code, w.Body, err)
	}
	return v
}

// protect makes a folder read-only, also for root.
func protect(t *testing.T, dir string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() != 0 {
		if err := os.Chmod(dir, 0o555); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = os.Chmod(dir, 0o755) })
		return
	}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "ro", "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("root writes everywhere but on a read-only drive, and there is none to be had: %v: %s", err, out)
	}
	t.Cleanup(func() { _ = exec.Command("umount", dir).Run() })
}

func TestVerbsAndTheWindow(t *testing.T) {
	t.Chdir(t.TempDir())
	put(t, "ep01.md", nil)
	for _, c := range []struct {
		args    []string
		verb    bool
		library string
		paths   []string
	}{
		{args: nil},
		{args: []string{"ep01.md"}, paths: []string{"ep01.md"}},
		{args: []string{"--library", "show.stet", "ep01.md"}, library: "show.stet", paths: []string{"ep01.md"}},
		{args: []string{"ep01.md", "--library=show.stet"}, library: "show.stet", paths: []string{"ep01.md"}},
		{args: []string{"import", "ep01.md"}, verb: true},
		{args: []string{"--library", "show.stet", "import"}, verb: true},
		{args: []string{"--library=show.stet", "check"}, verb: true},
		{args: []string{"--help"}, verb: true},
		{args: []string{"--version"}, verb: true},
		{args: []string{"--library", "import"}, library: "import"},
		{args: []string{"--", "ep01.md"}, paths: []string{"ep01.md"}},
	} {
		if got := cli.IsVerb(c.args); got != c.verb {
			t.Errorf("%q: a verb: %v", c.args, got)
		}
		if c.verb {
			continue
		}
		w, err := cli.ParseWindow(c.args)
		if err != nil || w.Library != c.library || !slices.Equal(w.Paths, c.paths) {
			t.Errorf("%q: %+v %v", c.args, w, err)
		}
	}
}
