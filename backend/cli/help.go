// This file is stet help. What a verb does stands with the verb.

package cli

import (
	"context"
	"flag"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
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
  captions, chapters, pages, Word documents    stet export --as srt,vtt,chapters,html,docx
  files of other programs                      stet import
  times of words from another file             stet import --times
  an episode cut into chunks, or cut again     stet cut --propose, stet cut --like
  turns that stand in no chunk, or in two      stet ledger
  what keeps a chunk from being published      stet check; what each check is for: stet check --list
  what an export would change                  stet diff, stet export --dry-run
  one field, tag or name in all files          stet edit, stet tags, stet entities
  a message for git, a report for people       stet export --message FILE --report FILE

See: stet help VERB
`)
}

// columns is how wide a line of help may be.
const columns = 120

// fill writes words from a column on, and goes on below it where a line is full.
func fill(w io.Writer, column int, words []string) {
	at := column
	for i, word := range words {
		size := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case at+1+size > columns:
			fmt.Fprintf(w, "\n%*s", column, "")
			at = column
		default:
			fmt.Fprint(w, " ")
			at++
		}
		fmt.Fprint(w, word)
		at += size
	}
	fmt.Fprintln(w)
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
	fmt.Fprintf(w, "\n%s\n", v.about)
	if len(named) > 0 {
		fmt.Fprintf(w, "\n%s:\n", title)
	}
	for i, name := range named {
		fmt.Fprintf(w, "  %-*s ", width, name)
		fill(w, width+3, strings.Fields(abouts[i]))
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
