package podcast

import (
	"strings"

	"stet/backend/formats"
)

// Writer writes the transcript, a segment for what is shown at once.
var Writer = formats.Writer{
	ID: "podcast", Name: "Podcasting 2.0 transcript", Ending: ".transcript.json", Type: "application/json", Write: write, ReadBack: readBack,
}

var captions = formats.Captions{Width: 65, Lines: 1, Whole: 1000}

func write(e *formats.Episode, _ []byte) (formats.Output, error) {
	var out formats.Output
	cues := captions.Cut(e, &out)
	out.Of = "segment"
	var b strings.Builder
	b.WriteString("{\n  \"version\": \"1.0.0\",\n  \"segments\": [")
	for i, c := range cues {
		if i > 0 {
			b.WriteString(",")
		}
		b.WriteString("\n    {")
		if c.Said.Speaker != "" {
			b.WriteString(`"speaker": ` + formats.Encoded(c.Said.Speaker) + ", ")
		}
		b.WriteString(`"startTime": ` + formats.InSeconds(c.Start) + `, "endTime": ` + formats.InSeconds(c.End))
		b.WriteString(`, "body": ` + formats.Encoded(strings.Join(c.Words, " ")) + "}")
	}
	b.WriteString("\n  ]\n}\n")
	out.Bytes = []byte(b.String())
	e.RemarkSame(&out)
	out.Remark(formats.Lost, "Chunks, and what is known of them; paragraphs; the times of words")
	unnamed, named := 0, false
	for _, c := range cues {
		if c.Said.Speaker == "" && named && c.From == 0 {
			unnamed++
		}
		named = named || c.Said.Speaker != ""
	}
	if unnamed > 0 {
		out.Remark(formats.Lost, "That nobody is named in %s: some readers let the one before go on", formats.Count(unnamed, "turn"))
	}
	return out, nil
}

func readBack(e *formats.Episode, src []byte) error {
	var in file
	var scratch formats.Output
	want := captions.Cut(e, &scratch)
	f := formats.NewFile(src)
	if err := f.Decode(&in); err != nil {
		return err
	}
	lines := f.ElementLines("segments")
	if len(in.Segments) != len(want) {
		return formats.Differs(1, "%d segments were written, and %d are read", len(want), len(in.Segments))
	}
	for i, c := range want {
		s := in.Segments[i]
		if string(s.Speaker) != c.Said.Speaker || s.Body != strings.Join(c.Words, " ") || s.Start.Time != c.Start || s.End.Time != c.End {
			return formats.Differs(formats.LineOf(lines, i), "This segment is read otherwise than it was written")
		}
	}
	return nil
}
