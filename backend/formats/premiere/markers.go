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
		start, end, ok := c.Span()
		if !ok {
			untimed++
			continue
		}
		in, out := e.Clock.CodeAt(start, form), e.Clock.CodeAt(end, form)
		from, errIn := in.At(e.Clock.Rate)
		to, errOut := out.At(e.Clock.Rate)
		if errIn != nil || errOut != nil {
			untimed++
			continue
		}
		long := e.Clock.Rate.Code(to-from, form)
		rows = append(rows, []string{c.Named(), c.Summary, in.String(), out.String(), long.String(), "Chapter"})
	}
	return rows, untimed
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
