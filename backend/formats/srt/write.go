package srt

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"stet/backend/formats"
	"stet/backend/timecode"
)

// Writer writes SubRip as Podcasting 2.0 asks for it: two lines of 32 characters, and a name where another speaks.
var Writer = formats.Writer{ID: "srt", Name: Reader.Name, Ending: ".srt", Type: "application/x-subrip", Write: write, ReadBack: readBack}

var captions = formats.Captions{Width: 32, Lines: 2, Whole: 90, Label: label}

// label is the name before the words. What the format takes for the end of a name cannot stand in it.
func label(s *formats.Said, before string) string {
	if s.Speaker == "" || s.Speaker == before {
		return ""
	}
	return nameOf(s.Speaker) + ": "
}

func nameOf(speaker string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(speaker, ":", " –")), " ")
}

func write(e *formats.Episode, _ []byte) (formats.Output, error) {
	var out formats.Output
	cues := captions.Cut(e, &out)
	var b strings.Builder
	masked := false
	for i, c := range cues {
		if i > 0 {
			b.WriteString("\n")
		}
		fmt.Fprintf(&b, "%d\n%s --> %s\n", i+1, stamp(c.Start), stamp(c.End))
		for _, line := range c.Lines {
			shown := mask(line)
			masked = masked || shown != line
			b.WriteString(shown + "\n")
		}
	}
	out.Bytes = []byte(b.String())
	if masked {
		out.Remark(formats.Lost, "SubRip has no way to write <, & or --> where they look like its own signs: they are written as &lt;, &amp; and --&gt;, which some players show as they stand")
	}
	remark(e, &out)
	return out, nil
}

// remark says what the format cannot hold.
func remark(e *formats.Episode, out *formats.Output) {
	colon, unnamed := false, 0
	speaker := ""
	for _, s := range e.Turns() {
		colon = colon || strings.Contains(s.Speaker, ":")
		if s.Speaker == "" && speaker != "" {
			unnamed++
		}
		speaker = s.Speaker
	}
	if colon {
		out.Remark(formats.Lost, "The colon in a speaker's name, which ends names here: it is written as a dash")
	}
	if unnamed > 0 {
		out.Remark(formats.Lost, "That nobody is named in %s: what is said there reads as if the one before went on", formats.Count(unnamed, "turn"))
	}
	e.RemarkSame(out)
	out.Remark(formats.Lost, "Chunks, and what is known of them; paragraphs; the times of words")
}

var lookalike = regexp.MustCompile(`&[#\w]+;`)

// mask writes what would be taken for the format's own signs so that it is not.
func mask(line string) string {
	line = lookalike.ReplaceAllStringFunc(line, func(s string) string { return "&amp;" + s[1:] })
	line = strings.ReplaceAll(line, "-->", "--&gt;")
	return style.ReplaceAllStringFunc(line, func(s string) string {
		if s[0] == '{' {
			return "&#123;" + s[1:]
		}
		return "&lt;" + s[1:]
	})
}

func stamp(t timecode.Time) string {
	ms := t.Millis()
	return fmt.Sprintf("%02d:%02d:%02d,%03d", ms/3600000, ms/60000%60, ms/1000%60, ms%1000)
}

// readBack reads the cues as any reader does.
func readBack(e *formats.Episode, src []byte) error {
	var none formats.Transcript
	var want formats.Output
	cues := captions.Cut(e, &want)
	got, err := cuesOf(formats.NewFile(src), &none)
	if err != nil {
		return err
	}
	if i := slices.IndexFunc(none.Remarks, func(r formats.Remark) bool { return r.Kind == formats.Odd }); i >= 0 {
		return formats.Differs(none.Remarks[i].Lines[0], "%s", none.Remarks[i].What)
	}
	for i, c := range cues {
		if i >= len(got) {
			return formats.Differs(1, "%d cues were written, and %d are read", len(cues), len(got))
		}
		g := got[i]
		if g.start != c.Start || g.end != c.End {
			return formats.Differs(g.line, "The times of this cue are not those that it was given")
		}
		if strings.Join(g.lines, "\n") != strings.Join(c.Lines, "\n") {
			return formats.Differs(g.line+1, "The words of this cue are not “%s”", strings.Join(c.Lines, " "))
		}
	}
	if len(got) > len(cues) {
		return formats.Differs(got[len(cues)].line, "A cue stands here that was not written")
	}
	return nil
}
