package service_test

import (
	"strings"
	"testing"

	"stet/backend/service"
)

// Transcripts beside the folder of chunks are of the series that these name, whatever the folder around both is called; where
// several series lie below it, each is what it was.
func TestTranscriptsAreOfTheSeriesAroundThem(t *testing.T) {
	transcript := func(words string) string { return "00:00:02:10 - 00:00:14:22\nMarit\n" + words + "\n" }
	other := strings.ReplaceAll(oven, "Slow Rise", "Fast Rise")
	tests := map[string]struct {
		files []string
		want  string
	}{
		"behind":  {[]string{"chunks/ep07/1.md", crumb, "transcripts/ep07.md", transcript("Seven."), "transcripts/ep09.txt", transcript("Nine.")}, "Slow Rise 7, Slow Rise 9"},
		"before":  {[]string{"subtitles/ep09.srt", "1\n00:00:01,000 --> 00:00:04,000\nNine, and a half.\n", "z/1.md", crumb}, "Slow Rise 7, Slow Rise 9"},
		"above":   {[]string{"ep09.md", transcript("Nine."), "ep07/1.md", crumb}, "Slow Rise 7, Slow Rise 9"},
		"folders": {[]string{"ep07/1.md", crumb, "transcripts/ep09/ep09-a.md", transcript("Nine.")}, "Slow Rise 7, Slow Rise 9"},
		"several": {[]string{"chunks/1.md", crumb, "others/1.md", other, "transcripts/ep09.md", transcript("Nine.")}, "Fast Rise 8, show 9, Slow Rise 7"},
		"shows":   {[]string{"one/chunks/1.md", crumb, "two/transcripts/ep09.md", transcript("Nine.")}, "Slow Rise 7, two 9"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := open(t, test.files...)
			views, err := f.Incoming([]string{f.path("")})
			if err != nil {
				t.Fatal(err)
			}
			for _, v := range views {
				if !strings.Contains(test.want, v.Series+" "+v.Episode) {
					t.Errorf("%s is shown to become %s %s", v.File, v.Series, v.Episode)
				}
			}
			f.take()
			if got := f.seriesInLibrary(); got != test.want {
				t.Errorf("the library has %s, want %s", got, test.want)
			}
			if v := f.take(); v.Added+v.Updated != 0 || f.seriesInLibrary() != test.want {
				t.Errorf("taken again: %+v", v)
			}
		})
	}
}

// The series stays the same where the transcript comes later, and the folder is taken in again.
func TestATranscriptThatComesLaterIsOfTheSeriesAroundIt(t *testing.T) {
	f := open(t, "chunks/ep07/1.md", crumb)
	f.take()
	f.write("transcripts/ep09.md", "00:00:02:10 - 00:00:14:22\nMarit\nNine.\n")
	var v service.ImportView
	if v = f.take(); v.Added != 1 || f.seriesInLibrary() != "Slow Rise 7, Slow Rise 9" {
		t.Errorf("%+v %s", v, f.seriesInLibrary())
	}
}
