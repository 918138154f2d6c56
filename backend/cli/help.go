// This file is stet help. What a verb does stands with the verb.

package cli

import (
	"context"
	"flag"
	"fmt"
	"io"
	"strings"
)

func helpVerb() verb {
	return verb{
		name: "help", args: "[VERB]", short: "say what Stet or one of its verbs does",
		about:    "Says what Stet does, or one of its verbs; stet VERB --help is the same.",
		exits:    "0; 2 if there is no such verb",
		examples: "stet help check",
		flags: func(*flag.FlagSet) action {
			return func(_ context.Context, c *call, names []string) int {
				switch len(names) {
				case 0:
					overview(c.Stdout)
					return Done
				case 1:
				default:
					return c.misused("name one verb")
				}
				v, ok := verbNamed(names[0])
				if !ok {
					return c.misused("there is no verb %q", names[0])
				}
				v.help(c.Stdout)
				return Done
			}
		},
	}
}

func overview(w io.Writer) {
	fmt.Fprint(w, `Stet edits podcast transcripts beside their sound.

  stet [--library FILE] [PATH…]
      open the window, and take files and folders in

`)
	for _, v := range verbs() {
		fmt.Fprintf(w, "  stet %-10s%s\n", v.name, v.short)
	}
	fmt.Fprint(w, `
What people look for:
  captions, chapters, pages, Word documents  stet export --as srt,html,docx
  files of other programs                    stet import
  times of words from another file           stet import --times
  an episode cut into chunks, or cut again   stet cut --propose, stet cut --like
  turns that stand in no chunk, or in two    stet ledger
  what keeps a chunk from being published    stet check
  what each check is for                     stet check --list
  what an export would change                stet diff, stet export --dry-run
  one field, tag or name in all files        stet edit, stet tags, stet entities
  a message for git                          stet export --message FILE
  a report for people                        stet export --report FILE

See: stet help VERB
`)
}

// help writes a verb's manual.
func (v verb) help(w io.Writer) {
	set, _ := v.set(&call{verb: v})
	var usage []string
	width := 17
	var named, abouts []string
	set.VisitAll(func(f *flag.Flag) {
		value, about := flag.UnquoteUsage(f)
		name := "--" + f.Name
		if value != "" {
			name += " " + value
		}
		usage = append(usage, "["+name+"]")
		named, abouts = append(named, name), append(abouts, about)
		width = max(width, len(name))
	})
	title := "Flags"
	if v.args != "" {
		usage = append(usage, v.args)
		title = "Flags, before or after the paths"
	}
	begins := "stet " + v.name + " "
	fmt.Fprint(w, begins)
	fill(w, len(begins), usage)
	fmt.Fprintln(w)
	flow(w, 0, v.about, func(string) bool { return false })
	if len(named) > 0 {
		fmt.Fprintf(w, "\n%s:\n", title)
	}
	for i, name := range named {
		fmt.Fprintf(w, "  %-*s ", width, name)
		fill(w, width+3, strings.Fields(abouts[i]))
	}
	section := func(title, text string, write func(text string)) {
		if text != "" {
			fmt.Fprintf(w, "\n%s:\n", title)
			write(text)
		}
	}
	section("Exit status", v.exits, func(text string) { statuses(w, text) })
	section("JSON", v.json, func(text string) { flow(w, 2, flush(text), endsJSON) })
	section("Example", v.examples, func(text string) { examples(w, text) })
}
