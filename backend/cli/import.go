// This file is stet import. It takes no side where both changed the same, and writes no file.

package cli

import (
	"context"
	"flag"
	"fmt"
	"strings"

	"stet/backend/service"
)

func importVerb() verb {
	return verb{
		name: "import", args: "PATH…", short: "take chunk files and transcripts into a library",
		about: `Takes chunk files and transcripts (.md, .markdown, .txt) into a library, which is made if there is none. Folders are
walked; in them, other files are passed over. A file that names no series is of the one that those
beside it name, or all others in the folder around it, and else of one that is called as its folder is.

Transcripts of other programs are taken in as well, named themselves or in a folder; what they are is told by what is in
them:
` + strings.Join(service.KnownFormats(), ", ") + `.

Of several files of one recording in a folder the one that tells most comes, and none beside the chunks of its episode;
plain text without times is to be named. What does not come is told.

Their files are never written to: such an episode is exported beside them, as NAME.srt.md. --dry-run tells what they
hold, and what is guessed or lost, and takes nothing in.

--times gives the words of one transcript, or of an episode's chunks by their folder, the times of another file of the
same recording, such as a recogniser's JSON: words and speakers of the one, times of the other. It can be undone in the
window.

Importing again takes only what changed. A file that another program renamed is followed, also where it was changed as
well: its chunk goes with it, and so do turns that went from one file to another. A file that is gone is named, and its
chunk stays in the library. One that holds what another did whose folder cannot be reached, as on a drive that is off, is
named and not taken in; with --moved the chunk goes with it. A transcript of another program that was cut into chunks and
comes again is cut like these; where both changed the same, the library's stays. A file that changed both in the library and on the disk is
merged, turn by turn and field by field. Where both changed the same place, each in its own way, the library keeps both
versions and the file is named; it is not written until somebody settles that in the window. A file that is no text in
UTF-8, or holds a NUL, is refused by name, with the place; the others are taken. Stopped by Ctrl-C, the import leaves
nothing behind.`,
		exits: `0  everything was taken, or was there already
1  a file was refused, may be a copy, or holds places to be settled; the others were taken
2  the command line is wrong
3  it cannot be done, and nothing was: the library is open elsewhere, its drive is full`,
		json: `{"added", "updated", "merged", "same", "skipped", "conflicts": [{"file", "places"}],
 "renamed": [{"file", "from", "changed"}], "gone": [{"file", "line", "column", "severity", "code", "what"}],
 "away": [as gone], "lost": [as gone], "passed": [{"file", "what"}], "twice": [as gone], "again": [as gone], "refused": [the same]}
Those renamed that changed as well count as updated, merged or in conflict, too.
Lost are files that have turns no more which stand in no other.
Twice are transcripts that came to an episode that has another one of the same recording.
Again are those of other programs that were cut like the chunks that are there.
Of the files skipped, those passed are texts that were looked into and are no transcript.
With --times there are "timing": {"words", "heard", "shiftMs"} besides: how many words there are, how many of them were
found in the other file, and how much later in the sound they are than the turns say.
With --dry-run: [{"file", "format", "turns", "words", "timed", "between", "speakers", "start", "end", "language",
 "remarks": [{"kind", "what", "lines", "more"}], "export", "problem"}]
Timed are words with a time of their own, between those with one put between others or over a cue.`,
		examples: "stet import --library show.stet chunks\nstet import --dry-run talk.vtt\nstet import --times talk.json talk.txt",
		flags: func(f *flag.FlagSet) action {
			library := libraryFlag(f)
			dry := f.Bool("dry-run", false, "tell what transcripts of other programs hold, and take nothing in")
			moved := f.Bool("moved", false, "have chunks go with files whose old folders cannot be reached: they were moved")
			times := f.String("times", "", "give the words of the one transcript the times that `FILE` has")
			return func(ctx context.Context, c *call, paths []string) int {
				switch {
				case len(paths) == 0:
					return c.misused("name the files and folders to take in")
				case *times != "" && (len(paths) > 1 || *dry || *moved):
					return c.misused("--times goes with one transcript or folder, and not with --dry-run or --moved")
				case *times != "":
					return c.withLibrary(ctx, *library, false, func(s *service.Service) int { return c.importTimed(ctx, s, paths[0], *times) })
				}
				if *dry {
					return c.preview(ctx, paths)
				}
				return c.withLibrary(ctx, *library, false, func(s *service.Service) int { return c.importAll(ctx, s, paths, *moved) })
			}
		},
	}
}

type importDocument struct {
	Added     int            `json:"added"`
	Updated   int            `json:"updated"`
	Merged    int            `json:"merged"`
	Same      int            `json:"same"`
	Skipped   int            `json:"skipped"`
	Conflicts []conflictFile `json:"conflicts"`
	Renamed   []renamedFile  `json:"renamed"`
	Gone      []problem      `json:"gone"`
	Away      []problem      `json:"away"`
	Lost      []problem      `json:"lost"`
	Passed    []passedFile   `json:"passed"`
	Twice     []problem      `json:"twice"`
	Again     []problem      `json:"again"`
	Refused   []problem      `json:"refused"`
	Timing    *timing        `json:"timing,omitempty"`
}

// timing is how well the times of words went with a transcript.
type timing struct {
	Words int   `json:"words"`
	Heard int   `json:"heard"`
	Told  int   `json:"told"`
	Shift int64 `json:"shiftMs"`
}

type renamedFile struct {
	File    string `json:"file"`
	From    string `json:"from"`
	Changed bool   `json:"changed"`
}

type passedFile struct {
	File string `json:"file"`
	What string `json:"what"`
}

// passedShown is how many of the files that were passed over, renamed or are gone are named; the document has all.
const passedShown = 10

type conflictFile struct {
	File   string `json:"file"`
	Places int    `json:"places"`
}

func (c *call) importAll(ctx context.Context, s *service.Service, paths []string, moved bool) int {
	take := service.ImportNow
	if moved {
		take = service.ImportMovedNow
	}
	progress, end := c.progress()
	v, err := take(ctx, s, paths, progress)
	end()
	if err != nil {
		return c.failed(err)
	}
	return c.tellImport(v, nil)
}

// shiftTold is from how many milliseconds on the words lie elsewhere than the turns say.
const shiftTold = 1000

func (c *call) importTimed(ctx context.Context, s *service.Service, path, times string) int {
	progress, end := c.progress()
	v, taken, err := service.ImportTimedNow(ctx, s, path, times, progress)
	end()
	if err != nil {
		return c.failed(err)
	}
	if len(v.Refused)+len(v.Away) > 0 {
		return c.tellImport(v, nil)
	}
	if taken.Shift >= shiftTold || taken.Shift <= -shiftTold {
		side, shift := "later", taken.Shift
		if shift < 0 {
			side, shift = "earlier", -shift
		}
		c.note("The words are %.1f s %s in the sound than their turns say: set the clock of the episode.", float64(shift)/1000, side)
	}
	return c.tellImport(v, &timing{taken.Words, taken.Heard, taken.Told, taken.Shift})
}

func (c *call) tellImport(v service.ImportView, t *timing) int {
	d := importDocument{
		Timing: t,
		Added:  v.Added, Updated: v.Updated, Merged: v.Merged, Same: v.Same, Skipped: v.Skipped,
		Conflicts: []conflictFile{}, Renamed: []renamedFile{}, Gone: []problem{}, Away: []problem{}, Lost: []problem{}, Passed: []passedFile{}, Twice: []problem{}, Again: []problem{}, Refused: []problem{},
	}
	for _, x := range v.Conflicts {
		d.Conflicts = append(d.Conflicts, conflictFile{x.File, x.Places})
		c.note("%s: merged, but for %s that changed both in the library and on the disk. "+
			"Open the library, and settle it; until then the file is not written.", x.File, count(x.Places, "place"))
	}
	for _, x := range v.Renamed {
		d.Renamed = append(d.Renamed, renamedFile{x.File, x.From, x.Changed})
	}
	noteSome(c, v.Renamed, "that have other names", func(x service.RenamedFile) string {
		return fmt.Sprintf("%s: was %s. Its chunk goes with it.", x.File, near(x.From))
	})
	for _, x := range v.Gone {
		d.Gone = append(d.Gone, problemOf(x))
	}
	noteSome(c, v.Gone, "that are gone", func(x service.ProblemView) string { return x.File + ": " + x.What })
	for _, x := range v.Away {
		d.Away = append(d.Away, problemOf(x))
	}
	noteSome(c, v.Away, "of folders that cannot be reached", func(x service.ProblemView) string { return x.File + ": " + x.What })
	if len(v.Away) > 0 {
		c.note("If they were moved here for good, import them with --moved: their chunks go with them.")
	}
	for _, x := range v.Lost {
		d.Lost = append(d.Lost, problemOf(x))
		c.note("%s", problemOf(x))
	}
	for _, x := range v.Refused {
		p := problemOf(x)
		d.Refused = append(d.Refused, p)
		c.note("%s", p)
	}
	for _, x := range v.Twice {
		d.Twice = append(d.Twice, problemOf(x))
		c.note("%s", problemOf(x))
	}
	for _, x := range v.Again() {
		d.Again = append(d.Again, problemOf(x))
		c.note("%s: %s", x.File, x.What)
	}
	for _, x := range v.Passed {
		d.Passed = append(d.Passed, passedFile{x.File, x.What})
	}
	noteSome(c, v.Passed, "passed over", func(x service.ProblemView) string { return x.File + ": passed over. " + x.What })
	if c.asJSON {
		c.print(d)
	} else {
		fmt.Fprintln(c.Stdout, d)
	}
	if len(d.Conflicts)+len(d.Refused)+len(d.Away) > 0 {
		return Found
	}
	return Done
}

// noteSome tells of the first of some files, and how many more there are.
func noteSome[T any](c *call, files []T, what string, say func(T) string) {
	for _, x := range files[:min(len(files), passedShown)] {
		c.note("%s", say(x))
	}
	if more := len(files) - passedShown; more > 0 {
		c.note("and %s more %s; --json names them all.", count(more, "file"), what)
	}
}

func (d importDocument) String() string {
	parts, renamed := []string{count(d.Added, "file") + " added"}, 0
	for _, x := range d.Renamed {
		if !x.Changed {
			renamed++
		}
	}
	for _, p := range []struct {
		n    int
		what string
	}{
		{d.Updated, "updated"}, {d.Merged, "merged"}, {renamed, "renamed"}, {d.Same, "the same"}, {len(d.Conflicts), "in conflict"},
		{len(d.Gone), "gone"}, {len(d.Away), "not taken in"}, {len(d.Refused), "refused"}, {d.Skipped, "passed over"},
	} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.what))
		}
	}
	text := strings.Join(parts, ", ") + "."
	if t := d.Timing; t != nil {
		text += fmt.Sprintf("\n%d of %s have their times from the file.", t.Told, count(t.Words, "word"))
		if between := t.Heard - t.Told; between > 0 {
			text += fmt.Sprintf("\n%d more stand in it without a time of their own, and are placed by those around them.", between)
		}
	}
	return text
}
