package service_test

import (
	"strings"
	"testing"

	"stet/backend/service"
)

func TestAProfileOfALaterStetIsReadAsFarAsItIsKnown(t *testing.T) {
	f := open(t, "1.md", oven)
	f.write("stet-profile.yaml", "\ufefflist_indent: 4\ncolour: red\n")
	add := []service.FieldEdit{{Kind: service.EditAddItem, Field: "guests", Value: "a"}}
	p, err := service.PlanEditsNow(t.Context(), []string{f.path("1.md")}, add, quiet)
	if err != nil || len(p.Files) != 1 {
		t.Fatal(p, err)
	}
	v, err := service.ProfileNow(t.Context(), []string{f.path("")}, false, quiet)
	if err != nil || len(v.Findings) == 0 || v.Findings[0].Line != 2 || !strings.Contains(v.Findings[0].What, "colour") {
		t.Errorf("%+v, %v", v.Findings, err)
	}
}
