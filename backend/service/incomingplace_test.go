package service_test

import (
	"reflect"
	"strings"
	"testing"

	"stet/backend/service"
)

// inSeries is a chunk file that names its series.
func inSeries(series string) string {
	return "---\ntitle: A\nslug: ep01-01-a\nseries: " + series + "\nepisode: 1\nchunk: 1\nspeakers:\n- Ada\n---\n\n00:00:01:00 - 00:00:09:00\nAda\nIt rises.\n"
}

func TestATranscriptIsShownWithTheSeriesThatItBecomes(t *testing.T) {
	long := strings.Repeat("one two three four ", 11)
	vtt := tower + "\n00:05.000 --> 00:09.000\n<v Ada>" + long + "\n\n00:09.000 --> 00:10.000\n<v Björn>Well.\n"
	for name, c := range map[string]struct {
		library []string
		drop    []string
		want    string
	}{
		"one series":            {[]string{"a/ep01-01-a.md", inSeries("The Old Mill")}, []string{"in/ep13.vtt"}, "The Old Mill"},
		"two series":            {[]string{"a/ep01-01-a.md", inSeries("The Old Mill"), "b/ep01-01-a.md", inSeries("Low Water")}, []string{"in/ep13.vtt"}, "in"},
		"files of the folder":   {[]string{"a/ep01-01-a.md", inSeries("The Old Mill"), "in/ep01-01-was.md", inSeries("Low Water")}, []string{"in/ep13.vtt"}, "Low Water"},
		"none":                  {nil, []string{"in/ep13.vtt"}, "in"},
		"a folder":              {[]string{"a/ep01-01-a.md", inSeries("The Old Mill")}, []string{"in"}, "in"},
		"a profile":             {[]string{"in/stet-profile.yaml", "allowed_series: [High Water]\n", "a/ep01-01-a.md", inSeries("The Old Mill")}, []string{"in"}, "High Water"},
		"a chunk comes with it": {[]string{"a/ep01-01-a.md", inSeries("The Old Mill"), "in/ep02-01-b.md", inSeries("Neap")}, []string{"in"}, "Neap"},
	} {
		f := open(t, append([]string{"in/ep13.vtt", vtt}, c.library...)...)
		for i := 0; i < len(c.library); i += 2 {
			if !strings.HasPrefix(c.library[i], "in/") || strings.HasSuffix(c.library[i], "-was.md") {
				f.take(c.library[i])
			}
		}
		for i := range c.drop {
			c.drop[i] = f.path(c.drop[i])
		}
		seen, err := f.Incoming(c.drop)
		if err != nil || len(seen) != 1 || seen[0].Series != c.want || seen[0].Episode != "13" {
			t.Errorf("%s: %+v %v", name, seen, err)
			continue
		}
		want := []service.OpeningView{{"00:00:01.000", "Ada", "Good morning & welcome."}, {"00:00:03.000", "Björn", "Three degrees."}, {"00:00:05.000", "Ada", strings.TrimSpace(long[:190]) + " …"}}
		if !reflect.DeepEqual(seen[0].Opening, want) {
			t.Errorf("%s: it begins %q", name, seen[0].Opening)
		}
	}
}

// The sample is nobody's series.
func TestATranscriptIsNotOfTheSample(t *testing.T) {
	f := open(t, "in/ep13.vtt", tower)
	if _, err := f.OpenSample(); err != nil {
		t.Fatal(err)
	}
	if seen, err := f.Incoming([]string{f.path("in/ep13.vtt")}); err != nil || len(seen) != 1 || seen[0].Series != "in" {
		t.Errorf("%+v %v", seen, err)
	}
}

func TestATranscriptBecomesWhatItIsCalled(t *testing.T) {
	f := open(t, "a/ep01-01-a.md", inSeries("The Old Mill"), "in/ep13.vtt", tower, "in/bell.txt", "Ada: It rings.\n\nBjörn: So it does.\n")
	f.take("a")
	id, err := f.Import([]string{f.path("in/ep13.vtt"), f.path("in/bell.txt")}, []service.Called{
		{File: f.path("in/ep13.vtt"), Series: " The  Old Mill ", Episode: "014"}, {File: f.path("in/bell.txt"), Series: "Low Water"},
	})
	f.ended(id, err)
	for name, want := range map[string][2]string{"in/ep13.vtt.md": {"The Old Mill", "14"}, "in/bell.txt.md": {"Low Water", "bell.txt"}} {
		if e := f.episode(f.row(name).episode); e.Series != want[0] || e.Key != want[1] {
			t.Errorf("%s became %s %s", name, e.Series, e.Key)
		}
	}
}
