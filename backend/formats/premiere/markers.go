package premiere

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"

	"stet/backend/formats"
	"stet/backend/timecode"
)

// Markers writes the chunks as markers of a sequence. Despite the ending, tabs stand between the columns.
var Markers = formats.Writer{
	ID: "markers", Name: "Premiere markers", Ending: ".markers.csv", Type: "text/csv", Write: writeMarkers, ReadBack: readMarkers,
}

// columns are the first line, and the fields of each marker.
var columns = []string{"Marker Name", "Description", "In", "Out", "Duration", "Marker Type"}

// markersOf are the rows; chunks without a time are counted.
func markersOf(e *formats.Episode) (rows [][]string, untimed int) {
	form := timecode.Frames
	if e.Clock.Rate.Drop {
		form = timecode.Semicolons
	}
	for i := range e.Chunks {
		c := &e.Chunks[i]
		start, end, ok := labels(e, c)
		if !ok {
			untimed++
			continue
		}
		code := func(t timecode.Time) string { return e.Clock.Rate.Code(t, form).String() }
		rows = append(rows, []string{c.Named(), c.Summary, code(start), code(end), code(end - start), "Chapter"})
	}
	return rows, untimed
}

// labels are from where to where a chunk goes in the timecode of the sequence, which may begin before the sound does.
func labels(e *formats.Episode, c *formats.Chunk) (start, end timecode.Time, ok bool) {
	for i := range c.Turns {
		if c.Turns[i].Span == nil {
			continue
		}
		from, to, err := c.Turns[i].Span.Times(e.Clock.Rate)
		if err != nil {
			continue
		}
		if !ok || from < start {
			start = from
		}
		end, ok = max(end, from, to), true
	}
	if ok && c.Until != nil {
		if to, err := c.Until.Code.At(e.Clock.Rate); err == nil {
			end = max(end, to)
		}
	}
	if !ok {
		// Only words were timed.
		start, end, ok = c.Span()
		start, end = max(0, e.Clock.LabelTime(start)), max(0, e.Clock.LabelTime(end))
	}
	return start, end, ok
}

func writeMarkers(e *formats.Episode, _ []byte) (formats.Output, error) {
	rows, untimed := markersOf(e)
	out := formats.Output{Count: len(rows), Of: "marker"}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma = '\t'
	if err := w.WriteAll(append([][]string{columns}, rows...)); err != nil {
		return out, err
	}
	out.Bytes = b.Bytes()
	if !e.RateTold {
		out.Remark(formats.Guessed, "The frame rate: nobody has told it, and frames are counted as thirtieths of a second")
	}
	e.RemarkEnds(&out)
	if untimed > 0 {
		out.Remark(formats.Lost, "%s without a time", formats.Count(untimed, "chunk"))
	}
	out.Remark(formats.Lost, "What is said; and of chunks all but their titles, summaries and times")
	return out, nil
}

func readMarkers(e *formats.Episode, src []byte) error {
	r := csv.NewReader(bytes.NewReader(src))
	r.Comma = '\t'
	r.FieldsPerRecord = len(columns)
	got, err := r.ReadAll()
	if err != nil {
		return formats.Differs(1, "This is no table of markers: %v", err)
	}
	rows, _ := markersOf(e)
	want := append([][]string{columns}, rows...)
	if len(got) != len(want) {
		return formats.Differs(1, "%d markers were written, and %d are read", len(rows), len(got)-1)
	}
	for i, row := range want {
		if !slices.Equal(got[i], row) {
			return formats.Differs(i+1, "The marker “%s” is read otherwise than it was written", strings.TrimSpace(row[0]))
		}
	}
	return nil
}
