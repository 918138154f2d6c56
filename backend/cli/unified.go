// This file writes diffs as git does. It finds none: linediff does.

package cli

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"stet/backend/linediff"
)

// contextLines is how many equal lines stand around a change.
const contextLines = 3

// unified writes two versions of a file as git does. made says that there is no old one yet. A path that leads up is written
// as from the folder above: git apply takes no file by ../ in its name.
func unified(w io.Writer, path string, made bool, old, now []byte) {
	path = strings.TrimLeft(filepath.ToSlash(strings.TrimPrefix(path, filepath.VolumeName(path))), "/")
	for strings.HasPrefix(path, "../") {
		path = path[len("../"):]
	}
	fmt.Fprintf(w, "diff --git %s %s\n", gitName("a/"+path), gitName("b/"+path))
	if made {
		fmt.Fprintln(w, "new file mode 100644")
	}
	lines := linediff.Lines(old, now)
	hunks := hunksOf(lines)
	if len(hunks) == 0 {
		return
	}
	before := gitName("a/"+path) + tab(path)
	if made {
		before = "/dev/null"
	}
	fmt.Fprintf(w, "--- %s\n+++ %s\n", before, gitName("b/"+path)+tab(path))
	for _, h := range hunks {
		writeHunk(w, lines[h.from:h.to], h)
	}
}

// hunk is a stretch of lines, and how many lines of either version stand before it.
type hunk struct {
	from, to int
	old, now int
}

func hunksOf(lines []linediff.Line) []hunk {
	var hunks []hunk
	old, now := 0, 0
	// olds and nows are what stands before each of the last lines, for a hunk that begins there.
	type before struct{ old, now int }
	at := make([]before, len(lines))
	for i, l := range lines {
		at[i] = before{old, now}
		if l.Kind != linediff.Added {
			old++
		}
		if l.Kind != linediff.Deleted {
			now++
		}
	}
	for i, l := range lines {
		if l.Kind == linediff.Same {
			continue
		}
		from, to := max(0, i-contextLines), min(len(lines), i+contextLines+1)
		if n := len(hunks); n > 0 && from <= hunks[n-1].to {
			hunks[n-1].to = to
			continue
		}
		hunks = append(hunks, hunk{from: from, to: to, old: at[from].old, now: at[from].now})
	}
	return hunks
}

func writeHunk(w io.Writer, lines []linediff.Line, h hunk) {
	added, deleted := linediff.Count(lines)
	same := len(lines) - added - deleted
	fmt.Fprintf(w, "@@ -%s +%s @@\n", lineRange(h.old, same+deleted), lineRange(h.now, same+added))
	for _, l := range lines {
		mark := " "
		switch l.Kind {
		case linediff.Deleted:
			mark = "-"
		case linediff.Added:
			mark = "+"
		}
		end := l.Break
		if end == "" {
			end = "\n\\ No newline at end of file\n"
		}
		fmt.Fprint(w, mark, l.Text, end)
	}
}

// lineRange is a hunk's lines as diff writes them: of none, the line before.
func lineRange(before, n int) string {
	switch n {
	case 0:
		return fmt.Sprintf("%d,0", before)
	case 1:
		return fmt.Sprint(before + 1)
	}
	return fmt.Sprintf("%d,%d", before+1, n)
}

// gitName quotes a name as git does, if a line of a diff could not hold it otherwise.
func gitName(name string) string {
	if !strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == '"' || r == '\\' || r == 0x7f }) {
		return name
	}
	var b strings.Builder
	b.WriteByte('"')
	for i := range len(name) {
		switch c := name[i]; {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < ' ' || c == 0x7f:
			fmt.Fprintf(&b, "\\%03o", c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// tab ends a name that holds a space, which would else be taken for the end of it.
func tab(path string) string {
	if strings.Contains(path, " ") && gitName(path) == path {
		return "\t"
	}
	return ""
}
