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
  captions, chapters, pages, Word documents     stet export --as srt,vtt,chapters,html,docx
  files of other programs, and their word times stet import, and stet import --times
  cut an episode into chunks, or again          stet cut --propose, stet cut --like
  turns that stand in no chunk, or in two       stet ledger
  what keeps a chunk from being published       stet check, and why: stet check --list
  what an export would change                   stet diff, stet export --dry-run
  one field, tag or name in all files           stet edit, stet tags, stet entities
  a message for git, a report for people        stet export --message FILE --report FILE

See: stet help VERB
`)
}

// help writes a verb's manual.
func (v verb) help(w io.Writer) {
	set, _ := v.set(&call{verb: v})
	usage := []string{"stet", v.name}
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
	var flags strings.Builder
	for i, name := range named {
		fmt.Fprintf(&flags, "  %-*s %s\n", width, name, abouts[i])
	}
	if v.args != "" {
		usage = append(usage, v.args)
	}
	fmt.Fprintf(w, "%s\n\n%s\n", strings.Join(usage, " "), v.about)
	if flags.Len() > 0 {
		fmt.Fprintf(w, "\nFlags, before or after the paths:\n%s", flags.String())
	}
	section := func(title, text string) {
		if text != "" {
			fmt.Fprintf(w, "\n%s:\n  %s\n", title, strings.ReplaceAll(text, "\n", "\n  "))
		}
	}
	section("Exit status", v.exits)
	section("JSON", v.json)
	section("Example", v.examples)
}
