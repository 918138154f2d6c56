// This file is stet suggest. It needs no library, and changes nothing: what is listed, a person lists.

package cli

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"stet/backend/service"
)

func suggestVerb() verb {
	return verb{
		name: "suggest", args: "PATH…|EPISODE…", short: "say which tags fit chunk files, and which have no evidence",
		about: `Says for each chunk file which approved tags fit and are not listed, how strongly, and why; which are listed though
nothing in it speaks for them; and which are not approved, with the nearest that are. It needs no library and changes
nothing.

  + fits and is not listed; or a topic that does, in quotes
  - is listed, and nothing speaks for it
  ! is listed, and is not approved

A chunk is held against its series: the other chunks of its folder, or of the folder asked for. What sets it apart
counts more than what all of them say. An ordinary word that is a tag as well (go, rest) counts only where the name is
meant. Retired tags are not suggested; what is said of one counts for the tag in its place.

With --library it looks at the chunks of a library, all or those of the episodes and series named, as an export would write
them, and holds them against all of their series. The list is then the one beside the files that they came from, or else that
of the series' registry.`,
		exits: `0  every listed tag is approved, and something speaks for it
1  there is one that is not, or a file that cannot be read
2  the command line is wrong
3  it cannot be done: there is no list of approved tags, or the library is open elsewhere`,
		json: `{"list", "approved", "chunks": [{"file", "suggested": [TAG], "listed": [TAG], "withoutEvidence": ["tag"],
    "notApproved": [{"tag", "retired", "instead", "nearest"}], "topics": [{"topic", "new", "strength", "number", "why"}]}],
 "problems": [{"file", "line", "column", "severity", "code", "what"}]}
TAG is {"tag", "strength", "number", "why", "lines"}: strength is none, weak, fair or strong, number the same from 0 to
1, and lines are those of the turns that name it.`,
		examples: `stet suggest --series chunks chunks/ep12

The tags without evidence of a whole show, a line each:

    stet suggest --json chunks | jq -r '.chunks[] | .file + " " + .withoutEvidence[]'`,
		flags: func(f *flag.FlagSet) action {
			library := chunksFlag(f)
			list := f.String("tags", "", "the `FILE` of approved tags; without it, "+service.TagsFile+" beside the files or above them")
			series := f.String("series", "", "hold the chunks against those below `FOLDER`")
			most := f.Int("most", 10, "suggest at most `N` tags and topics for a chunk")
			return func(ctx context.Context, c *call, paths []string) int {
				switch {
				case len(paths) == 0 && *library == "":
					return c.misused("name the chunk files, or folders of them")
				case *series != "" && *library != "":
					return c.misused("--series goes with files; a library knows its own")
				case *most < 0:
					return c.misused("--most needs a number from 0 on")
				}
				o := service.TaggingOptions{List: *list, Series: *series, Most: *most}
				return c.inChunks(ctx, *library, paths, func(in service.Chunks) int { return c.suggest(ctx, in, o) })
			}
		},
	}
}

type suggestDocument struct {
	List     string            `json:"list"`
	Approved int               `json:"approved"`
	Chunks   []suggestedForOne `json:"chunks"`
	Problems []problem         `json:"problems"`
}

type suggestedForOne struct {
	File            string                    `json:"file"`
	Suggested       []service.EvidenceView    `json:"suggested"`
	Listed          []service.EvidenceView    `json:"listed"`
	WithoutEvidence []string                  `json:"withoutEvidence"`
	NotApproved     []service.NotApprovedView `json:"notApproved"`
	Topics          []service.TopicView       `json:"topics"`
}

func (c *call) suggest(ctx context.Context, in service.Chunks, o service.TaggingOptions) int {
	progress, end := c.progress()
	v, err := service.Tagging(ctx, in, o, progress)
	end()
	if err != nil {
		return c.failed(err)
	}
	d := suggestDocument{List: v.List, Approved: v.Approved, Chunks: []suggestedForOne{}, Problems: []problem{}}
	status := Done
	for _, p := range v.Problems {
		d.Problems = append(d.Problems, problemOf(p))
		c.note("%s", problemOf(p))
		status = Found
	}
	for _, x := range v.Chunks {
		one := suggestedForOne{x.File, x.Suggested, x.Listed, []string{}, x.NotApproved, x.Topics}
		for _, t := range x.Listed {
			if t.Strength == "none" {
				one.WithoutEvidence = append(one.WithoutEvidence, t.Tag)
			}
		}
		if len(one.WithoutEvidence) > 0 || len(one.NotApproved) > 0 {
			status = Found
		}
		d.Chunks = append(d.Chunks, one)
	}
	if c.asJSON {
		c.print(d)
		return status
	}
	out := bufio.NewWriter(c.Stdout)
	for _, one := range d.Chunks {
		one.print(out)
	}
	// Who reads it may have gone; the status tells all the same.
	_ = out.Flush()
	return status
}

func (x suggestedForOne) print(w io.Writer) {
	fmt.Fprintln(w, x.File)
	line := func(mark, name, strength, why string) {
		fmt.Fprintf(w, "  %s %-26s %-6s  %s\n", mark, name, strength, why)
	}
	for _, t := range x.Suggested {
		line("+", t.Tag, t.Strength, t.Why)
	}
	for _, t := range x.Topics {
		name := "“" + t.Topic + "”"
		line("+", name, t.Strength, t.Why)
	}
	outside := func(tag string) bool {
		return slices.ContainsFunc(x.NotApproved, func(t service.NotApprovedView) bool { return t.Tag == tag })
	}
	for _, t := range x.Listed {
		// A tag that is not approved has a line of its own below.
		if t.Strength == "none" && !outside(t.Tag) {
			line("-", t.Tag, t.Strength, t.Why)
		}
	}
	for _, t := range x.NotApproved {
		why := "not approved"
		if t.Retired {
			why = "retired"
		}
		if t.Instead != "" {
			why += "; use " + t.Instead
		} else if len(t.Nearest) > 0 {
			why += "; nearest: " + strings.Join(t.Nearest, ", ")
		}
		line("!", t.Tag, "", why)
	}
}
