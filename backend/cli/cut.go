// This file is stet cut. It needs no library, and writes over nothing that it was not told to.

package cli

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"strings"

	"stet/backend/service"
)

func cutVerb() verb {
	return verb{
		name: "cut", args: "TRANSCRIPT…", short: "cut transcripts into chunk files",
		about: `Cuts the transcript of an episode, in one file or several, into chunk files in the folder --to.

With --like DIR it is cut as the chunks in that folder are: each begins with the turn that it began with, known again by
its time and its words, also where the transcript was corrected or exported anew. Their front matter stays byte for
byte, but for the times and speakers that repeat what the turns say. Nothing of the transcript is left out, and nothing
is kept of the old words. Slugs are published as addresses, so they stay, even where the title is another one by now;
with --slugs they are made anew from titles and numbers, and the files are named after them. The transcripts may be
those of several episodes; each takes the chunks of its own.

Of subtitles, whose cues of one speaker are joined to turns, a turn begins where one of the chunks does. Times are
written as the chunks have them: frames by the rate at which the times of the same turns are the same, or --rate.

A label such as “Speaker 1” is taken for the name under which those chunks have the same words, which is told; of whom
they say nothing is named, and --speaker says who it is.

With --propose boundaries are proposed from the text: where other words begin to be used and somebody pauses, so that
each chunk runs for 2 to 8 minutes, or as long as stet-profile.yaml says. What is known stands in the front matter in
the profile's order: slug, number, times, speakers, and for a title the words that a chunk uses and others do not. Times
that count milliseconds are written in frames where the profile has a frame_rate, or with --rate.

A file that stands there with another text is written over only with --overwrite, the chunks of an episode then all or
none, and a transcript never.`,
		exits: `0  every chunk is written, or stands there already (with --dry-run: could be)
1  a chunk was not found again or not written, or a place is to be looked at: it is named
2  the command line is wrong
3  it cannot be done: there is no such folder, no chunk of this episode in it`,
		json: `{"dryRun", "files": [{"path", "state", "reason", "turns", "start", "end", "sure"}],
 "speakers": [{"label", "name", "votes", "of"}], "notes": [{"file", "line", "column", "severity",
 "code", "what"}], "refused": [the same]}
The state is written, same, conflict, held (not found again, or it cannot say what it should) or failed; with --dry-run
new or changed in place of written. "sure" says how well the first turn was known again, from 0 to 1; with --propose how
much better the text parts there than it holds together.`,
		examples: "stet cut --like chunks/ep07 ep07-part1.md ep07-part2.md --to new/ep07 --dry-run\nstet cut --like chunks/ep07 ep07.md --to new/ep07 --speaker \"Speaker 3=Mira\"\nstet cut --propose ep13.md --to chunks/ep13",
		flags: func(f *flag.FlagSet) action {
			var r service.CutRequest
			f.StringVar(&r.Like, "like", "", "cut like the chunks in the folder `DIR`")
			f.BoolVar(&r.Slugs, "slugs", false, "with --like, make the slugs anew from the chunks’ titles and numbers, and name the files after them")
			propose := f.Bool("propose", false, "propose boundaries from the text")
			f.StringVar(&r.To, "to", "", "the `DIR` to write to; it is made if there is none")
			f.StringVar(&r.Series, "series", "", "with --propose, the `NAME` of the series; without it, the one that the profile allows, or that of the folder")
			f.StringVar(&r.Rate, "rate", "", "the frame `RATE` of the chunks, such as 25 or \"29.97 drop\", if the transcript counts milliseconds")
			f.StringVar(&r.Episode, "episode", "", "with --propose, the `NUMBER` or the date of the episode")
			f.BoolVar(&r.Overwrite, "overwrite", false, "write also over files with another text")
			f.Func("speaker", "the label A of the transcript is B: `A=B`; may stand several times", func(s string) error {
				label, name, ok := strings.Cut(s, "=")
				if label, name = strings.TrimSpace(label), strings.TrimSpace(name); !ok || label == "" || name == "" {
					return errors.New("say it as LABEL=NAME")
				}
				if r.Speakers == nil {
					r.Speakers = map[string]string{}
				}
				r.Speakers[label] = name
				return nil
			})
			dryRun := f.Bool("dry-run", false, "say what would be written, and write nothing")
			return func(ctx context.Context, c *call, paths []string) int {
				switch {
				case len(paths) == 0:
					return c.misused("name the transcripts to cut")
				case (r.Like == "") == !*propose:
					return c.misused("say where to cut: either --like DIR or --propose")
				case r.Slugs && *propose:
					return c.misused("--slugs is for --like: proposed chunks get new slugs anyway")
				case r.To == "":
					return c.misused("say where to: --to DIR")
				}
				r.Transcripts = paths
				return c.cut(ctx, r, *dryRun)
			}
		},
	}
}

type cutDocument struct {
	DryRun   bool                 `json:"dryRun"`
	Files    []service.CutFile    `json:"files"`
	Speakers []service.CutSpeaker `json:"speakers"`
	Notes    []problem            `json:"notes"`
	Refused  []problem            `json:"refused"`
}

func (c *call) cut(ctx context.Context, r service.CutRequest, dryRun bool) int {
	progress, end := c.progress()
	v, err := service.CutNow(ctx, r, progress)
	end()
	if err != nil {
		return c.failed(err)
	}
	var failed error
	if !dryRun {
		failed = service.WriteCutNow(ctx, &v)
	}
	d := cutDocument{DryRun: dryRun, Files: v.Files, Speakers: v.Speakers, Notes: []problem{}, Refused: []problem{}}
	status := Done
	for _, x := range v.Refused {
		d.Refused, status = append(d.Refused, problemOf(x)), Found
		c.note("%s", problemOf(x))
	}
	for _, x := range v.Speakers {
		c.note("%s", x.Told())
	}
	for _, x := range v.Notes {
		if d.Notes = append(d.Notes, problemOf(x)); x.Severity != "info" {
			status = Found
		}
		c.note("%s", problemOf(x))
	}
	out := bufio.NewWriter(c.Stdout)
	for _, f := range v.Files {
		path := near(f.Path)
		switch f.State {
		case service.PlanConflict, service.PlanHeld, service.FileFailed:
			c.note("%s: %s: %s", path, f.State, f.Reason)
			status = Found
		default:
			if !c.asJSON {
				when := ""
				if f.Start != "" {
					when = f.Start + " – " + f.End + ", "
				}
				fmt.Fprintf(out, "%-8s %s  %s%s\n", f.State, path, when, count(f.Turns, "turn"))
			}
		}
	}
	if c.asJSON {
		c.print(d)
	}
	// Who reads it may have gone; the files tell all the same.
	_ = out.Flush()
	if failed != nil {
		return c.failed(failed)
	}
	return status
}
