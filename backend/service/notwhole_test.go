package service_test

import (
	"strings"
	"testing"

	"stet/backend/service"
	"stet/backend/transcript"
)

// A file that another program emptied, or that git could not merge, is told of and not taken in: no word goes, and no sign of
// git's comes.
func TestWhatIsNoVersionOfAFileIsNotTakenIn(t *testing.T) {
	for name, c := range map[string]struct{ text, code, what string }{
		"emptied":  {"\n", "file.emptied", "Nothing is in this file any more."},
		"unmerged": {strings.Replace(crumb, "So it does.", "<<<<<<< HEAD\nSo it did.\n=======\nSo it will.\n>>>>>>> spring", 1), "file.unmerged", "from line 29 on both versions stand in it"},
	} {
		t.Run(name, func(t *testing.T) {
			f := open(t, "1.md", crumb, "2.md", starter)
			f.take()
			f.correct("1.md", "once more", "twice")
			r := f.row("1.md")
			f.write("1.md", c.text)
			v := f.disk(r.episode, "told of", func(v service.DiskView) bool { return len(v.Files) == 1 })
			if x := v.Files[0]; x.State != service.DiskUnreadable || !strings.Contains(x.What, c.what) {
				t.Errorf("%+v", x)
			}
			if _, err := f.TakeIn(r.episode, []transcript.ID{r.ID}); err == nil || !strings.Contains(err.Error(), c.what) {
				t.Error(err)
			}
			if v := f.take(""); v.Updated+v.Merged != 0 || len(v.Refused) != 1 || v.Refused[0].Code != c.code {
				t.Errorf("%+v", v)
			}
			f.turn("1.md", "So it does.")
			f.turn("1.md", "twice")
			if got := states(f.export("", false)); got != "1.md conflict, 2.md same" {
				t.Error(got)
			}
		})
	}
}

// Of a file that lost turns it is said how many, before it is taken in.
func TestTurnsThatWouldGoAreCounted(t *testing.T) {
	f := open(t, "1.md", crumb)
	f.take()
	f.replace("1.md", "00:00:31:05 - 00:00:33:00\nMarit\nSo it does.", "")
	f.disk(f.row("1.md").episode, "counted", func(v service.DiskView) bool { return len(v.Files) == 1 && v.Files[0].Fewer == 1 })
}
