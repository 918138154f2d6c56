package chunkfile

import (
	"slices"
	"strings"

	"stet/backend/transcript"
)

// leadText returns what stands between the front matter and the first turn, and whether a line that strayed in between
// the first turn's time and its speaker stays there. first says that the first turn stays, time, speaker and all; open
// that the text before does not end its last line.
func (u *updater) leadText(first, open bool) (head string, strayStays bool) {
	b := &u.body
	end := len(u.src)
	if len(b.turns) > 0 {
		end = b.turns[0].start
	}
	old, want := transcript.Canonical(u.chunk.Lead), transcript.Canonical(u.want.Lead)
	strays := 0
	for _, l := range b.leads {
		if l.stray {
			strays++
		}
	}
	if slices.Equal(old, want) && (first || strays == 0) {
		return string(u.src[b.start:end]), true
	}
	if strays > 0 && first && len(want) > 0 && old[len(old)-1] == want[len(want)-1] {
		return u.leadLines(end, len(old)-1, want[:len(want)-1], open), true
	}
	return u.leadLines(end, len(old)-strays, want, open), strays == 0
}

// leadLines rewrites the first n lines before the first turn.
func (u *updater) leadLines(end, n int, want []string, open bool) string {
	b := &u.body
	var out strings.Builder
	at := b.start
	copyTo := func(to int) {
		if to > at {
			out.Write(u.src[at:to])
			at = to
		}
	}
	lineEnd := func(i int) int {
		return min(end, max(b.leads[i].end, u.lines[lineAt(u.lines, b.leads[i].start)].end))
	}
	for _, c := range changes(u.chunk.Lead[:n], want) {
		k := 0
		for ; k < min(c.aEnd-c.a, c.bEnd-c.b); k++ {
			copyTo(b.leads[c.a+k].start)
			out.WriteString(want[c.b+k])
			at = b.leads[c.a+k].end
		}
		for i := c.a + k; i < c.aEnd; i++ {
			copyTo(u.lines[lineAt(u.lines, b.leads[i].start)].start)
			at = lineEnd(i)
		}
		if c.b+k == c.bEnd {
			continue
		}
		switch {
		case c.a+k > 0:
			copyTo(lineEnd(c.a + k - 1))
		case n > 0:
			copyTo(u.lines[lineAt(u.lines, b.leads[0].start)].start)
		default:
			copyTo(end)
		}
		for _, s := range want[c.b+k : c.bEnd] {
			if text := out.String(); endsOpen([]byte(text)) || text == "" && open {
				out.WriteString(u.eol)
			}
			out.WriteString(s + u.eol)
		}
	}
	copyTo(end)
	return out.String()
}
