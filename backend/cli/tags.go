// This file is stet tags. It needs no library; it changes files only with --write, and then all or none; and so chunks of a library.

package cli

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"slices"
	"strings"

	"stet/backend/service"
)

func tagsVerb() verb {
	return verb{
		name: "tags", args: "[PATH…|EPISODE…]", short: "list, check, rename, merge and retire a series' tags",
		about: `Says which tags are approved and how often chunk files use them, or changes tags in the list and in the files at once. It
needs no library. Folders are walked; in them, what is no chunk file is passed over.

The approved tags stand in a file, ` + service.TagsFile + ` beside the chunk files or in a folder above them if it is not named: one
tag a line, or a YAML list in which a tag may be a mapping of name, description, synonyms, retired and instead. CSV and
JSON are read and written, too.

Without a flag it lists the approved tags in the order of the file, with how often each is used where files are named.
With --add, --rename, --merge or --retire, each of which may be given more than once, it shows what would change, as a
patch that git apply and patch -p1 understand; --write does it. Only the lines of the tags change. A file whose front
matter cannot be read is named and stays as it is. Everything is worked out and looked at before the first file is
written; if one cannot be written, none is.

With --library it looks at the chunks of a library, all or those of the episodes and series named, as an export would write
them. The list is then the one beside the files that they came from, or else that of the series' registry. A change is one of a
whole series: of its registry, and of its chunks as one step in the history of each episode. It writes no file.`,
		exits: `0  it was listed, shown or written
1  there is a tag that is not approved (--unapproved), or a file that cannot be read or changed: it is named
2  the command line is wrong
3  it cannot be done: there is no list, or it does not allow the change, or the library is open elsewhere`,
		json: `{"list", "files", "tags": [{"name", "state", "count", "files", "description", "synonyms", "instead", "nearest"}],
"unapproved": [{"file", "line", "column", "severity", "code", "what", "tag", "nearest"}], "refused": [problems as stet check has them]}
The state is approved, retired, unapproved, or unlisted where there is no list.
Of a change: {"written", "files", "notes", "changed": [{"path", "new", "added", "removed", "diff"}], "refused"}; in a library
what stet edit has.`,
		examples: `stet tags --unapproved chunks
stet tags chunks --merge opensource,open-sauce=open-source --retire mindset
stet tags chunks --rename rest=rest-apis --write
stet tags --library show.stet --usage`,
		flags: func(f *flag.FlagSet) action {
			library := chunksFlag(f)
			var t tagging
			t.flags(f)
			return func(ctx context.Context, c *call, paths []string) int {
				asked := 0
				for _, on := range []bool{t.usage, t.unused, t.unapproved, len(t.changes) > 0} {
					if on {
						asked++
					}
				}
				switch {
				case t.list != "" && *library != "" && len(t.changes) > 0:
					return c.misused("--tags goes with files; in a library, the registry of the series changes")
				case asked > 1:
					return c.misused("ask for one thing: --usage, --unused, --unapproved, or changes")
				case t.write && len(t.changes) == 0:
					return c.misused("--write needs a change: --add, --rename, --merge or --retire")
				case len(t.changes) > 0:
					return c.inChunks(ctx, *library, paths, func(in service.Chunks) int { return c.changeTags(ctx, in, t) })
				case asked == 1 && len(paths) == 0 && *library == "":
					return c.misused("name the files and folders to look into")
				}
				return c.inChunks(ctx, *library, paths, func(in service.Chunks) int { return c.tags(ctx, in, t) })
			}
		},
	}
}

// tagging is what to do with tags.
type tagging struct {
	list                             string
	usage, unused, unapproved, write bool
	changes                          []service.TagChange
}

func (t *tagging) flags(f *flag.FlagSet) {
	f.StringVar(&t.list, "tags", "", "the `FILE` of approved tags; without it, "+service.TagsFile+" beside the files or above them")
	f.BoolVar(&t.usage, "usage", false, "list the tags in use, the one used most first")
	f.BoolVar(&t.unused, "unused", false, "list the approved tags that no file uses")
	f.BoolVar(&t.unapproved, "unapproved", false, "tell where a tag stands that is not approved, and which are near")
	f.BoolVar(&t.write, "write", false, "change the files")
	f.Func("add", "approve the tag `T`", func(s string) error { return t.change(service.ChangeAdd, s, false) })
	f.Func("rename", "call a tag otherwise: `A=B`", func(s string) error { return t.change(service.ChangeRename, s, true) })
	f.Func("merge", "make tags one: `A,B=C`; C may be there already", func(s string) error { return t.change(service.ChangeMerge, s, true) })
	f.Func("retire", "approve a tag no longer: `A`, or A=B to use B instead, also in the files", func(s string) error { return t.change(service.ChangeRetire, s, false) })
}

func (t *tagging) change(kind, said string, mustTo bool) error {
	from, to, parted := strings.Cut(said, "=")
	c := service.TagChange{Kind: kind, To: strings.TrimSpace(to)}
	for _, tag := range strings.Split(from, ",") {
		if tag = strings.TrimSpace(tag); tag != "" {
			c.From = append(c.From, tag)
		}
	}
	switch {
	case mustTo && c.To == "", parted && c.To == "":
		return fmt.Errorf("--%s needs a tag behind the =, as in old=new", kind)
	case len(c.From) == 0:
		return fmt.Errorf("--%s needs a tag", kind)
	case kind == service.ChangeAdd && parted:
		return fmt.Errorf("--add takes tags alone, and no =")
	case kind == service.ChangeRename && len(c.From) > 1:
		return fmt.Errorf("--rename takes one tag; --merge makes several one")
	case kind == service.ChangeRetire && len(c.From) > 1:
		return fmt.Errorf("--retire takes one tag; give it once for each")
	}
	t.changes = append(t.changes, c)
	return nil
}

type tagsDocument struct {
	List       string      `json:"list"`
	Files      int         `json:"files"`
	Tags       []tagInUse  `json:"tags"`
	Unapproved []tagAtLine `json:"unapproved"`
	Refused    []problem   `json:"refused"`
}

type tagInUse struct {
	Name        string   `json:"name"`
	State       string   `json:"state"`
	Count       int      `json:"count"`
	Files       []string `json:"files"`
	Description string   `json:"description,omitempty"`
	Synonyms    []string `json:"synonyms,omitempty"`
	Instead     string   `json:"instead,omitempty"`
	Nearest     []string `json:"nearest,omitempty"`
}

type tagAtLine struct {
	problem
	Tag     string   `json:"tag"`
	Nearest []string `json:"nearest"`
}

func (c *call) tags(ctx context.Context, in service.Chunks, t tagging) int {
	counted := len(in.Paths) > 0 || in.Library != nil
	progress, end := c.progress()
	v, err := service.TagsNow(ctx, in, t.list, t.unused || t.unapproved || !counted, progress)
	end()
	if err != nil {
		return c.failed(err)
	}
	d := tagsDocument{List: v.List, Files: v.Files, Tags: []tagInUse{}, Unapproved: []tagAtLine{}, Refused: c.refused(v.Refused)}
	for _, x := range v.Tags {
		if t.shows(x) {
			d.Tags = append(d.Tags, tagInUse(x))
		}
	}
	for _, x := range v.Unapproved {
		d.Unapproved = append(d.Unapproved, tagAtLine{problemOf(x.ProblemView), x.Tag, x.Nearest})
	}
	if t.usage {
		slices.SortStableFunc(d.Tags, func(a, b tagInUse) int { return b.Count - a.Count })
	}
	if c.asJSON {
		c.print(d)
	} else {
		out := bufio.NewWriter(c.Stdout)
		if t.unapproved {
			for _, x := range d.Unapproved {
				fmt.Fprintln(out, x.problem)
			}
		} else {
			for _, x := range d.Tags {
				fmt.Fprintln(out, x.line(counted && !t.unused))
			}
		}
		// Who reads it may have gone; the status tells all the same.
		_ = out.Flush()
	}
	if t.unapproved && len(d.Unapproved) > 0 || len(d.Refused) > 0 {
		return Found
	}
	return Done
}

// shows says which tags were asked for. The list alone has those that are in it.
func (t *tagging) shows(v service.TagView) bool {
	switch {
	case t.usage:
		return v.Count > 0
	case t.unused:
		return v.Count == 0 && v.State == service.TagApproved
	case t.unapproved:
		return v.Count > 0 && v.State != service.TagApproved
	}
	return true
}

func (t tagInUse) line(counted bool) string {
	said := t.Name
	if counted {
		said = fmt.Sprintf("%5d  %s", t.Count, t.Name)
	}
	switch {
	case t.State == service.TagRetired && t.Instead != "":
		said += "  retired, use " + t.Instead
	case t.State == service.TagRetired:
		said += "  retired"
	case t.State == service.TagUnapproved:
		said += "  not approved"
	}
	return said
}

// refused tells of files that could not be read.
func (c *call) refused(views []service.ProblemView) []problem {
	problems := []problem{}
	for _, v := range views {
		p := problemOf(v)
		problems = append(problems, p)
		c.note("%s", p)
	}
	return problems
}

func (c *call) changeTags(ctx context.Context, in service.Chunks, t tagging) int {
	progress, end := c.progress()
	if in.Library != nil {
		plan, err := service.PlanLibraryTags(ctx, in, t.changes, progress)
		end()
		if err != nil {
			return c.failed(err)
		}
		return c.edited(ctx, plan, t.write)
	}
	changes, err := service.ChangeTagsNow(ctx, in.Paths, t.list, t.changes, progress)
	end()
	if err != nil {
		return c.failed(err)
	}
	return c.changeNames(ctx, changes, t.write)
}
