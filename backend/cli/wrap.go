// This file keeps the lines of help within the width of a terminal. It knows no verb.

package cli

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// columns is how wide a line of help may be.
const columns = 80

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

// flow writes a text from a column on. Lines that begin with a space stay as they are; the others run on, up to an empty
// line or behind one that ends a paragraph.
func flow(w io.Writer, column int, text string, ends func(line string) bool) {
	var words []string
	finish := func() {
		if words != nil {
			fmt.Fprintf(w, "%*s", column, "")
			fill(w, column, words)
		}
		words = nil
	}
	for line := range strings.SplitSeq(text, "\n") {
		if line == "" || line[0] == ' ' {
			finish()
			fmt.Fprintln(w, strings.TrimRight(strings.Repeat(" ", column)+line, " "))
			continue
		}
		if words = append(words, strings.Fields(line)...); ends(line) {
			finish()
		}
	}
	finish()
}

// flush is a text without the spaces before its lines.
func flush(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = strings.TrimLeft(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

// endsJSON says that what a document looks like ends with a line, or what is said of it.
func endsJSON(line string) bool { return strings.ContainsAny(line[len(line)-1:], "}].") }

// statuses writes what each exit status says, a line or more each.
func statuses(w io.Writer, text string) {
	for line := range strings.SplitSeq(text, "\n") {
		status, what, listed := strings.Cut(line, "  ")
		if !listed {
			status, what = "", line
		}
		begins := "  "
		if listed {
			begins += status + "  "
		}
		fmt.Fprint(w, begins)
		fill(w, len(begins), strings.Fields(what))
	}
}

// examples writes command lines, and what is said of them between.
func examples(w io.Writer, text string) {
	var said []string
	finish := func() {
		if said != nil {
			flow(w, 2, strings.Join(said, "\n"), func(string) bool { return false })
		}
		said = nil
	}
	for line := range strings.SplitSeq(text, "\n") {
		if command := strings.HasPrefix(line, "stet "); line != "" && line[0] != ' ' && !command {
			said = append(said, line)
			continue
		}
		finish()
		fmt.Fprintln(w, strings.TrimRight("  "+goesOn(line), " "))
	}
	finish()
}

// goesOn parts a command line that is too wide before a flag.
func goesOn(command string) string {
	const more = " \\"
	widest := columns - len("  ")
	if utf8.RuneCountInString(command) <= widest {
		return command
	}
	at := strings.LastIndex(command[:widest-len(more)], " --")
	if at < 0 {
		return command
	}
	indent := len(command) - len(strings.TrimLeft(command, " ")) + len("      ")
	return command[:at] + more + "\n" + strings.Repeat(" ", indent) + command[at+1:]
}
