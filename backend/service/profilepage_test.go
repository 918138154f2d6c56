package service_test

import (
	"strings"
	"testing"

	"stet/backend/profile"
	"stet/backend/service"
)

func TestTheProfileOfASeriesIsGuessedAndKept(t *testing.T) {
	f := open(t, "1.md", leaven, "2.md", hotOven)
	f.take()
	v, err := f.SeriesProfile("Slow Rise")
	if err != nil || v.Kept || v.Files != 2 || !strings.HasSuffix(v.Path, "stet-profile.yaml") {
		t.Fatalf("%+v, %v", v, err)
	}
	line := func(key string) service.ProfileLine {
		t.Helper()
		for _, l := range v.Lines {
			if l.Key == key {
				return l
			}
		}
		t.Fatalf("no line %s in %+v", key, v.Lines)
		return service.ProfileLine{}
	}
	if l := line("list_indent"); l.Value != "0" || l.Agree != 2 || l.Of != 2 {
		t.Errorf("%+v", l)
	}
	if _, err := f.KeepProfile("Slow Rise", []profile.Line{{Key: "list_indent", Value: "many"}}); code(err) != service.CodeInvalid {
		t.Error(err)
	}
	if v, err = f.KeepProfile("Slow Rise", []profile.Line{{Key: "required", List: true, Items: []string{"title", "summary"}}}); err != nil || !v.Kept {
		t.Fatalf("%+v, %v", v, err)
	}
	if l := line("required"); strings.Join(l.Items, " ") != "title summary" || v.Differ != 2 || !strings.Contains(v.Findings[0].What, "summary") {
		t.Errorf("%+v, %+v", l, v.Findings)
	}
	// What nobody changed keeps its bytes.
	before := f.read("stet-profile.yaml")
	if v, err = f.KeepProfile("Slow Rise", []profile.Line{{Key: "list_indent", Value: "2"}}); err != nil || line("list_indent").Of != 0 {
		t.Fatalf("%+v, %v", v, err)
	}
	if after := f.read("stet-profile.yaml"); strings.Replace(before, "list_indent: 0", "list_indent: 2", 1) != after {
		t.Errorf("%s\nbecame\n%s", before, after)
	}
	if _, err := f.SeriesProfile("Nobody's"); code(err) != service.CodeNotFound {
		t.Error(err)
	}
}
