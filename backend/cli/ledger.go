// This file is stet ledger. It needs no library, and repairs only what it is told to.

package cli

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"fmt"

	"stet/backend/service"
)

func ledgerVerb() verb {
	return verb{
		name: "ledger", args: "TRANSCRIPT…", short: "say whether chunks hold every turn of a transcript once",
		about: `Holds the chunk files in the folder --chunks against the transcripts of their episodes, and tells, a line each, as stet
check does: which turns stand in no chunk, which stand in several places, of which some words are missing, which stand
at other times than they are said at, and what chunks have that no transcript does. Words that were corrected are no
fault. The transcripts may be those of several episodes, each in one file or several.

With --repair it shows as a patch what would mend it: a turn that stands in no chunk goes to the one whose header has
its time, or between whose turns it lies; one that stands in several stays in the one whose header has its time, or
whose neighbours hold its neighbours; a torn one is whole again. Where headers and neighbours contradict each other or
tell nothing, the turn stays where it is, and is told. Corrected words stay: a file is left as it is, and named, where
words of it would then stand in none. With --write the patch is made.`,
		exits: `0  every turn stands in one chunk, once (with --write: now)
1  there is something to look at
2  the command line is wrong
3  it cannot be done: there is no chunk of this episode`,
		json: `{"written", "episodes": [{"key", "chunks", "turns", "findings", "left"}], "findings": [{"file", "line", "column",
 "severity", "code", "what"}], "refused": [the same], "repairs": [{"path", "state", "reason", "turns", "start", "end", "sure"}]}
"left" counts the findings that no repair mends.`,
		examples: "stet ledger --chunks chunks transcripts\nstet ledger --chunks chunks/ep04 ep04-part1.md ep04-part2.md --repair",
		flags: func(f *flag.FlagSet) action {
			chunks := f.String("chunks", "", "the folder `DIR` of the chunk files")
			repair := f.Bool("repair", false, "show as a patch what would mend it")
			write := f.Bool("write", false, "mend it")
			return func(ctx context.Context, c *call, paths []string) int {
				switch {
				case len(paths) == 0:
					return c.misused("name the transcripts")
				case *chunks == "":
					return c.misused("say where the chunks are: --chunks DIR")
				}
				return c.ledger(ctx, *chunks, paths, *repair, *write)
			}
		},
	}
}

type ledgerDocument struct {
	Written  bool                    `json:"written"`
	Episodes []service.LedgerEpisode `json:"episodes"`
	Findings []problem               `json:"findings"`
	Notes    []problem               `json:"notes"`
	Refused  []problem               `json:"refused"`
	Repairs  []service.CutFile       `json:"repairs"`
}

func (c *call) ledger(ctx context.Context, chunks string, transcripts []string, repair, write bool) int {
	progress, end := c.progress()
	v, err := service.LedgerNow(ctx, chunks, transcripts, progress)
	end()
	if err != nil {
		return c.failed(err)
	}
	var failed error
	if write {
		failed = service.WriteLedgerNow(ctx, &v)
	}
	d := ledgerDocument{Written: write, Episodes: v.Episodes, Findings: []problem{}, Notes: []problem{}, Refused: []problem{}, Repairs: v.Repairs}
	left := 0
	for _, x := range v.Notes {
		d.Notes = append(d.Notes, problemOf(x))
		c.note("%s", problemOf(x))
	}
	for _, x := range v.Refused {
		d.Refused = append(d.Refused, problemOf(x))
		c.note("%s", problemOf(x))
	}
	out := bufio.NewWriter(c.Stdout)
	for _, x := range v.Findings {
		d.Findings = append(d.Findings, problemOf(x))
		switch {
		case c.asJSON:
		case repair || write:
			// The patch goes to the output alone.
			c.note("%s", problemOf(x))
		default:
			fmt.Fprintln(out, problemOf(x))
		}
	}
	for _, f := range v.Repairs {
		switch {
		case f.State == service.PlanHeld || f.State == service.FileFailed:
			if left++; repair || write {
				c.note("%s: %s: %s", near(f.Path), f.State, f.Reason)
			}
		case c.asJSON:
		case f.State == service.FileWritten:
			fmt.Fprintf(out, "%-8s %s\n", f.State, near(f.Path))
		case repair:
			var b bytes.Buffer
			disk, text := f.Texts()
			unified(&b, near(f.Path), false, disk, text)
			fmt.Fprint(out, b.String())
		}
	}
	if c.asJSON {
		c.print(d)
	}
	// Who reads it may have gone; the status tells all the same.
	_ = out.Flush()
	for _, e := range v.Episodes {
		rest := ""
		if (repair || write) && e.Left > 0 {
			rest = fmt.Sprintf(", %d of them left to be mended by hand", e.Left)
		}
		left += e.Left
		c.note("Episode %s: %s in %s, %s%s.", e.Key, count(e.Turns, "turn"), count(e.Chunks, "chunk"), count(e.Findings, "finding"), rest)
	}
	switch {
	case failed != nil:
		return c.failed(failed)
	case len(v.Refused)+left > 0, len(v.Findings) > 0 && !write:
		return Found
	}
	return Done
}
