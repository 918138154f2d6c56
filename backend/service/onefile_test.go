package service_test

import (
	"os"
	"strings"
	"testing"

	"stet/backend/transcript"
)

// On a drive that knows no capitals both names mean one file, as they do here by a link: it is renamed, and not removed.
func TestAFileThatIsRenamedInItsCapitalsStays(t *testing.T) {
	const was, now = "EP07-01-An-Hour.md", "ep07-01-an-hour.md"
	for _, what := range []string{"renamed", "renamed and changed"} {
		t.Run(what, func(t *testing.T) {
			f := open(t, was, crumb)
			f.take()
			if err := os.Symlink(was, f.path(now)); err != nil {
				t.Skip("no links here: ", err)
			}
			f.edit(was, "Rename", transcript.SetFileName{Chunk: f.row(was).ID, From: was, To: now})
			want := crumb
			if what != "renamed" {
				f.correct(was, "once more", "twice again")
				want = strings.Replace(crumb, "once more", "twice again", 1)
			}
			f.exported()
			if got := f.files(); got != now {
				t.Fatalf("there are %q", got)
			}
			if got := f.read(now); got != want {
				t.Error(got)
			}
			if got := f.exported(); got != "" {
				t.Error(got)
			}
		})
	}
}
