// This file is stet edit. It needs no library, and touches no line that it was not asked to; of a library it changes chunks.

package cli

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"stet/backend/service"
)

func editVerb() verb {
	return verb{
		name: "edit", args: "PATH…|EPISODE…", short: "change tags and fields of many chunk files at once",
		about: `Changes the front matter of chunk files, and shows what it would change as a patch that git apply and patch -p1
understand; with --write it changes the files. It needs no library. Folders are walked; in them, what is no chunk file is
passed over. No line is touched that was not asked for, and what Stet does not know of stays whole.

With --library it changes the chunks of a library, all or those of the episodes and series named, and no file: it shows what
an export would write then, and --write makes it one step in the history of each episode, which the window takes back.

The edits are made in the order given; each may be given more than once. Where fields stand, and their order, is what
stet-profile.yaml says in the file's folder or one above it; without one, what most of the files have (see stet profile).
A comment right above a field goes where it goes. A VALUE in brackets is a list: topics=[Low Water, The Sea]; an item
with a comma stands in quotes: topics=["Tides, Low and High"]. The VALUE true or false is no text.

A file whose front matter cannot be read, or that cannot be changed without guessing, is named and stays as it is; the
others are changed. With --write, all files are worked out before the first is written, and each is written whole or not
at all; one that another program changed meanwhile stays as it is.`,
		exits: `0  it was shown, or written; there may be nothing to change
1  a file was left as it is: it is named, with the line and the reason; or a tag comes in that is not approved: it is
   named, with the nearest that are
2  the command line is wrong
3  it cannot be done: a profile cannot be read, or the library is open elsewhere`,
		json: `{"written", "changed", "same", "passed", "added", "removed", "notes",
"files": [{"path", "state", "line", "reason", "added", "removed", "diff"}]}
The state is changed, written (with --library: in it), held (it cannot be changed), conflict (another program changed it) or failed; files that
stay the same, and texts that are no chunk files (passed), are only counted. "added" and "removed" count lines.`,
		examples: `stet edit chunks --rename-tag open-sauce=open-source --title-case topics
stet edit chunks --drop participants --drop mentions --add-field type=podcast-chunk --first --write
stet edit --library show.stet 12 --remove-tag rest --write`,
		flags: func(f *flag.FlagSet) action {
			library := chunksFlag(f)
			var l editList
			l.flags(f)
			write := f.Bool("write", false, "change the files")
			return func(ctx context.Context, c *call, paths []string) int {
				if len(l.edits) == 0 {
					return c.misused("say what to change, as with --add-tag")
				}
				if err := service.CheckEdits(l.edits); err != nil {
					return c.misused("%s", strings.TrimSuffix(err.Error(), "."))
				}
				if len(paths) == 0 && *library == "" {
					return c.misused("name the files and folders to change")
				}
				return c.inChunks(ctx, *library, paths, func(in service.Chunks) int { return c.edit(ctx, in, l.edits, *write) })
			}
		},
	}
}

// editList collects edits in the order of the command line.
type editList struct{ edits []service.FieldEdit }

func (l *editList) add(e service.FieldEdit) error {
	l.edits = append(l.edits, e)
	return nil
}

func (l *editList) flags(f *flag.FlagSet) {
	const tags = "tags"
	f.Func("add-tag", "add the tag `T` where it is missing", func(s string) error {
		return l.add(service.FieldEdit{Kind: service.EditAddItem, Field: tags, Value: s})
	})
	f.Func("remove-tag", "take the tag `T` away", func(s string) error {
		return l.add(service.FieldEdit{Kind: service.EditRemoveItem, Field: tags, Value: s})
	})
	f.Func("rename-tag", "write the tag A as B: `A=B`; where B stands already, A goes", func(s string) error {
		from, to, ok := strings.Cut(s, "=")
		if !ok || from == "" {
			return fmt.Errorf("write both names, as in old-tag=new-tag")
		}
		return l.add(service.FieldEdit{Kind: service.EditRenameItem, Field: tags, Value: from, To: to})
	})
	f.Func("set", "give a field a value: `FIELD=VALUE`; where it is missing, it is added", func(s string) error {
		e, err := valued(service.EditSet, s)
		if err != nil {
			return err
		}
		return l.add(e)
	})
	f.Func("drop", "take the field `FIELD` away, with its lines", func(s string) error {
		return l.add(service.FieldEdit{Kind: service.EditDrop, Field: s})
	})
	f.Func("add-field", "add a field where it is missing: `FIELD=VALUE`", func(s string) error {
		e, err := valued(service.EditAdd, s)
		if err != nil {
			return err
		}
		return l.add(e)
	})
	f.BoolFunc("first", "put the field just named by --add-field before all others", func(string) error {
		return l.place(func(e *service.FieldEdit) { e.First = true })
	})
	f.Func("after", "put the field just named by --add-field after `FIELD`", func(s string) error {
		return l.place(func(e *service.FieldEdit) { e.After = s })
	})
	f.BoolFunc("order", "put the fields into the series' order", func(string) error {
		return l.add(service.FieldEdit{Kind: service.EditOrder})
	})
	f.Func("indent", "indent the dashes of lists by `N` spaces", func(s string) error {
		n, err := strconv.Atoi(s)
		if err != nil {
			return fmt.Errorf("%q is no number", s)
		}
		return l.add(service.FieldEdit{Kind: service.EditIndent, Indent: n})
	})
	f.Func("title-case", "write the field `FIELD`, such as topics, in Title Case", func(s string) error {
		return l.add(service.FieldEdit{Kind: service.EditTitleCase, Field: s})
	})
}

// place says where the field goes that was named last.
func (l *editList) place(set func(*service.FieldEdit)) error {
	n := len(l.edits)
	if n == 0 || l.edits[n-1].Kind != service.EditAdd || l.edits[n-1].First || l.edits[n-1].After != "" {
		return fmt.Errorf("it follows the --add-field that it is about")
	}
	set(&l.edits[n-1])
	return nil
}

// valued reads FIELD=VALUE.
func valued(kind, s string) (service.FieldEdit, error) {
	field, value, ok := strings.Cut(s, "=")
	if !ok || field == "" {
		return service.FieldEdit{}, fmt.Errorf("write the field and its value, as in series=Low Water")
	}
	e := service.FieldEdit{Kind: kind, Field: field, Value: value}
	list, open := strings.CutPrefix(value, "[")
	list, closed := strings.CutSuffix(list, "]")
	if !open || !closed {
		return e, nil
	}
	items, err := listed(list)
	// In quotes, and beside texts, a number is a text.
	e.List, e.Value, e.Items, e.Typed = true, "", items, !strings.ContainsAny(list, `'"`) && !slices.ContainsFunc(items, isText)
	return e, err
}

func isText(item string) bool {
	_, err := strconv.Atoi(item)
	return err != nil && item != "true" && item != "false"
}

// listed reads the items of a list in brackets. One in quotes may have commas; a quote in it is doubled in ”, and has a
// backslash before it in "".
func listed(list string) (items []string, err error) {
	rest := strings.TrimSpace(list)
	for rest != "" {
		var item, after string
		if quote := rest[0]; quote == '"' || quote == '\'' {
			var ok bool
			if item, after, ok = quoted(rest[1:], quote); !ok {
				return nil, fmt.Errorf("the quote that begins %s does not end", rest)
			}
			if after = strings.TrimSpace(after); after != "" && after[0] != ',' {
				return nil, fmt.Errorf("between %s and what follows it, a comma is missing", rest[:len(rest)-len(after)])
			}
			after = strings.TrimPrefix(after, ",")
		} else {
			item, after, _ = strings.Cut(rest, ",")
			item = strings.TrimSpace(item)
		}
		items = append(items, item)
		rest = strings.TrimSpace(after)
	}
	return items, nil
}

// quoted reads a text up to the quote that ends it.
func quoted(s string, quote byte) (text, after string, ok bool) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == quote && quote == '\'' && strings.HasPrefix(s[i+1:], "'"), s[i] == '\\' && quote == '"' && i+1 < len(s):
			i++
			b.WriteByte(s[i])
		case s[i] == quote:
			return b.String(), s[i+1:], true
		default:
			b.WriteByte(s[i])
		}
	}
	return "", "", false
}

type editDocument struct {
	Written bool         `json:"written"`
	Changed int          `json:"changed"`
	Same    int          `json:"same"`
	Passed  int          `json:"passed"`
	Added   int          `json:"added"`
	Removed int          `json:"removed"`
	Notes   []string     `json:"notes"`
	Files   []editedFile `json:"files"`
	// noun is what is counted.
	noun string
}

type editedFile struct {
	Path    string `json:"path"`
	State   string `json:"state"`
	Line    int    `json:"line,omitempty"`
	Reason  string `json:"reason,omitempty"`
	Added   int    `json:"added"`
	Removed int    `json:"removed"`
	Diff    string `json:"diff,omitempty"`
}

func (c *call) edit(ctx context.Context, in service.Chunks, edits []service.FieldEdit, write bool) int {
	progress, end := c.progress()
	var plan *service.EditPlan
	var err error
	if in.Library != nil {
		plan, err = service.PlanLibraryEdits(ctx, in, edits, progress)
	} else {
		plan, err = service.PlanEditsNow(ctx, in.Paths, edits, progress)
	}
	end()
	if err != nil {
		return c.failed(err)
	}
	return c.edited(ctx, plan, write)
}

// edited shows a plan, and carries it out if told to.
func (c *call) edited(ctx context.Context, plan *service.EditPlan, write bool) int {
	var err error
	if write {
		progress, end := c.progress()
		err = service.WriteEditsNow(ctx, plan, progress)
		end()
	}
	d := editDocument{Written: write, Same: plan.Same, Passed: plan.Passed, Notes: append([]string{}, plan.Notes...), Files: []editedFile{}, noun: "file"}
	if plan.InLibrary() {
		d.noun = "chunk"
	}
	for _, note := range d.Notes {
		c.note("%s", note)
	}
	out := bufio.NewWriter(c.Stdout)
	for i, f := range plan.Files {
		x := editedFile{Path: f.File, State: f.State, Line: f.Line, Reason: f.Reason, Added: f.Added, Removed: f.Removed}
		if f.State == service.PlanChanged && !write {
			if x.Diff, err = diffOf(plan, i); err != nil {
				x.State, x.Reason = service.PlanConflict, err.Error()
			}
		}
		d.count(x)
		if c.asJSON {
			continue
		}
		switch {
		case x.State == service.PlanChanged:
			fmt.Fprint(out, x.Diff)
		case x.State == service.FileWritten && plan.InLibrary():
			fmt.Fprintf(out, "%-8s %s\n", service.PlanChanged, near(x.Path))
		case x.State == service.FileWritten:
			fmt.Fprintf(out, "%-8s %s\n", x.State, near(x.Path))
		}
		switch {
		case x.Reason == "":
		case x.Line > 0:
			c.note("%s:%d: %s", near(x.Path), x.Line, x.Reason)
		case strings.Contains(x.Reason, x.Path):
			c.note("%s", x.Reason)
		default:
			c.note("%s: %s", near(x.Path), x.Reason)
		}
	}
	if c.asJSON {
		c.print(d)
	} else if write {
		fmt.Fprintln(out, d)
	}
	// Who reads it may have gone; the status tells all the same.
	_ = out.Flush()
	if !write {
		c.note("%s", d)
	}
	switch {
	case err != nil && write:
		return c.failed(err)
	case d.left() > 0, d.Changed > 0 && plan.Unapproved:
		return Found
	}
	return Done
}

func diffOf(plan *service.EditPlan, i int) (string, error) {
	disk, text, err := plan.Texts(i)
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	unified(&b, near(plan.Files[i].File), false, disk, text)
	return b.String(), nil
}

func (d *editDocument) count(f editedFile) {
	d.Files = append(d.Files, f)
	if f.State == service.PlanChanged || f.State == service.FileWritten {
		d.Changed++
		d.Added += f.Added
		d.Removed += f.Removed
	}
}

// left counts files that are left as they are against what was asked.
func (d *editDocument) left() int { return len(d.Files) - d.Changed }

func (d editDocument) String() string {
	what := "to change"
	if d.Written {
		what = "changed"
	}
	parts := []string{fmt.Sprintf("%s %s: %s added, %d removed", count(d.Changed, d.noun), what, count(d.Added, "line"), d.Removed)}
	if d.Changed == 0 {
		parts[0] = "No " + d.noun + " " + what
	}
	if d.Same > 0 {
		parts = append(parts, fmt.Sprintf("%d the same", d.Same))
	}
	switch n := d.left(); n {
	case 0:
	case 1:
		parts = append(parts, "1 left as it is")
	default:
		parts = append(parts, fmt.Sprintf("%d left as they are", n))
	}
	if d.Passed > 0 {
		parts = append(parts, count(d.Passed, "other text")+" passed over")
	}
	return strings.Join(parts, "; ") + "."
}
