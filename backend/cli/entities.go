// This file is stet entities. It needs no library; it writes a list only with --write, and decides nothing by itself.

package cli

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io"
	"slices"

	"stet/backend/service"
)

func entitiesVerb() verb {
	return verb{
		name: "entities", args: "PATH…|EPISODE…", short: "list who and what chunk files name, and gather it into a file",
		about: `Says who and what the chunk files under PATH name as entities, speakers and participants, by the alphabet and with how
often each is named. It needs no library. Folders are walked; in them, what is no chunk file is passed over. A note in
brackets behind a name is no part of it; who speaks or takes part is a person. What the others are names of is guessed
where the name tells, with the reason; a guess is shown, and not written.

With --out it gathers them into a list, as YAML, JSON or CSV by the end of the file's name, each with its name, kind, aliases,
misheard, note and links. It shows what it would write, as a patch; --write does it. A list that is there already keeps its
bytes, and gets what it does not know. Names that are most likely one stay apart unless --join puts them together:
the one used most is the name, the others its aliases. --variants shows which those are.

With --people it tells, a line each as stet check does, where speakers, participants and entities that are the same people
do not agree: a short name that can mean several, somebody whom the list of --names does not know, if it knows half of all,
and as info who speaks and is not among the entities.

With --library it looks at the chunks of a library, all or those of the episodes and series named, as an export would write
them.`,
		exits: `0  it was listed, shown or written
1  a file cannot be read: it is named, and the others are listed; or it is not clear who somebody is (--people)
2  the command line is wrong
3  it cannot be done: the list cannot be read, or the library is open elsewhere`,
		json: `{"files", "counts": {"entities", "tags", "topics", "speakers", "participants"},
"entities": [{"name", "kind", "guess", "why", "note", "count", "files"}],
"variants": [{"of", "unclear", "spellings": [{"name", "count", "why"}]}], "refused": [problems as stet check has them]}
With --people: {"files", "named", "clear", "people": [problems as stet check has them], "refused"}
With --out: {"written", "files", "notes", "changed": [{"path", "new", "added", "removed", "diff"}], "refused"}`,
		examples: `stet entities --variants chunks
stet entities chunks --people --names entities.yaml
stet entities chunks --out entities.yaml --join --write`,
		flags: func(f *flag.FlagSet) action {
			library := chunksFlag(f)
			usage := f.Bool("usage", false, "list the one named most first")
			variants := f.Bool("variants", false, "show names, tags and topics that are most likely one, differently written")
			people := f.Bool("people", false, "tell where speakers, participants and entities do not agree")
			names := f.String("names", "", "know people by the list `FILE`, for --people")
			out := f.String("out", "", "gather the names into `FILE`")
			join := f.Bool("join", false, "put spellings of one name together, for --out")
			write := f.Bool("write", false, "write the file, for --out")
			return func(ctx context.Context, c *call, paths []string) int {
				switch {
				case len(paths) == 0 && *library == "":
					return c.misused("name the files and folders to look into")
				case *out == "" && (*join || *write):
					return c.misused("--join and --write need --out FILE")
				case *names != "" && !*people:
					return c.misused("--names needs --people")
				case *out != "" && (*usage || *variants || *people), *usage && *variants, *people && (*usage || *variants):
					return c.misused("ask for one thing: --usage, --variants, --people or --out")
				}
				return c.inChunks(ctx, *library, paths, func(in service.Chunks) int {
					switch {
					case *people:
						return c.people(ctx, in, *names)
					case *out != "":
						return c.gather(ctx, in, *out, *join, *write)
					}
					return c.entities(ctx, in, *usage, *variants)
				})
			}
		},
	}
}

type entitiesDocument struct {
	Files    int            `json:"files"`
	Counts   map[string]int `json:"counts"`
	Entities []entityInUse  `json:"entities"`
	Variants []variants     `json:"variants"`
	Refused  []problem      `json:"refused"`
}

type entityInUse struct {
	Name  string   `json:"name"`
	Kind  string   `json:"kind"`
	Guess string   `json:"guess"`
	Why   string   `json:"why"`
	Note  string   `json:"note"`
	Count int      `json:"count"`
	Files []string `json:"files"`
}

type variants struct {
	Of        string     `json:"of"`
	Unclear   bool       `json:"unclear"`
	Spellings []spelling `json:"spellings"`
}

type spelling struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
	Why   string `json:"why,omitempty"`
}

func (c *call) entities(ctx context.Context, in service.Chunks, usage, onlyVariants bool) int {
	progress, end := c.progress()
	v, err := service.EntitiesNow(ctx, in, progress)
	end()
	if err != nil {
		return c.failed(err)
	}
	d := entitiesDocument{Files: v.Files, Counts: v.Counts, Entities: []entityInUse{}, Variants: []variants{}, Refused: c.refused(v.Refused)}
	for _, e := range v.Entities {
		d.Entities = append(d.Entities, entityInUse(e))
	}
	for _, g := range v.Variants {
		x := variants{Of: g.Of, Unclear: g.Unclear}
		for _, s := range g.Spellings {
			x.Spellings = append(x.Spellings, spelling(s))
		}
		d.Variants = append(d.Variants, x)
	}
	if usage {
		slices.SortStableFunc(d.Entities, func(a, b entityInUse) int { return b.Count - a.Count })
	}
	if c.asJSON {
		c.print(d)
	} else {
		out := bufio.NewWriter(c.Stdout)
		if onlyVariants {
			writeVariants(out, d.Variants)
		} else {
			writeEntities(out, d.Entities)
		}
		// Who reads it may have gone; the status tells all the same.
		_ = out.Flush()
	}
	return min(len(d.Refused), Found)
}

func writeEntities(w io.Writer, list []entityInUse) {
	for _, e := range list {
		said := fmt.Sprintf("%5d  %s", e.Count, e.Name)
		if e.Note != "" {
			said += " (" + e.Note + ")"
		}
		if e.Kind != "" {
			said += "  " + e.Kind
		} else if e.Guess != "" {
			said += fmt.Sprintf("  %s? %s", e.Guess, e.Why)
		}
		fmt.Fprintln(w, said)
	}
}

func writeVariants(w io.Writer, groups []variants) {
	for i, g := range groups {
		if i > 0 {
			fmt.Fprintln(w)
		}
		for k, s := range g.Spellings {
			said := fmt.Sprintf("%5d  %s", s.Count, s.Name)
			switch {
			case s.Why != "":
				said += "  " + s.Why
			case k == 0 && g.Unclear:
				said += "  it is not clear who"
			case k == 0 && g.Of != "entities":
				said += "  " + g.Of
			}
			fmt.Fprintln(w, said)
		}
	}
}

func (c *call) gather(ctx context.Context, in service.Chunks, out string, join, write bool) int {
	progress, end := c.progress()
	changes, err := service.GatherNow(ctx, in, out, join, progress)
	end()
	if err != nil {
		return c.failed(err)
	}
	return c.changeNames(ctx, changes, write)
}

type peopleDocument struct {
	Files   int       `json:"files"`
	Named   int       `json:"named"`
	Clear   int       `json:"clear"`
	People  []problem `json:"people"`
	Refused []problem `json:"refused"`
}

func (c *call) people(ctx context.Context, in service.Chunks, names string) int {
	progress, end := c.progress()
	v, err := service.PeopleNow(ctx, in, names, progress)
	end()
	if err != nil {
		return c.failed(err)
	}
	d := peopleDocument{Files: v.Files, Named: v.Named, Clear: v.Clear, People: []problem{}, Refused: c.refused(v.Refused)}
	out := bufio.NewWriter(c.Stdout)
	for _, x := range v.Places {
		p := problemOf(x)
		d.People = append(d.People, p)
		if !c.asJSON {
			fmt.Fprintln(out, p)
		}
	}
	// Who reads it may have gone; the status tells all the same.
	_ = out.Flush()
	if c.asJSON {
		c.print(d)
	}
	if v.TooFew() {
		c.note("Of the %d people that the files name, the list of names does not have %d. They are told one by one where it has half of all.", v.Named, v.Unknown)
	}
	if d.Clear < d.Named || len(d.Refused) > 0 {
		return Found
	}
	return Done
}
