package cli_test

import (
	"strings"
	"testing"

	"stet/backend/registry"
	"stet/backend/service"
)

// undo takes back the last step of each episode that has one.
func undo(t *testing.T, library string) {
	t.Helper()
	eachEpisode(t, library, func(s *service.Service, id int64) {
		if _, err := s.Undo(id); err != nil && service.AsError(err).Code != service.CodeNotFound {
			t.Fatal(err)
		}
	})
}

// approve puts tags into the registry of a series.
func approve(t *testing.T, library, series, tags string) {
	t.Helper()
	s, closeLibrary, err := openLibrary(t.Context(), library)
	if err != nil {
		t.Fatal(err)
	}
	var edits []registry.Edit
	for tag := range strings.SplitSeq(tags, ",") {
		edits = append(edits, registry.Edit{Tag: &registry.Tag{Name: tag}})
	}
	if _, err := s.EditRegistry(series, "Approved tags", edits); err != nil {
		t.Fatal(err)
	}
	if err := closeLibrary(); err != nil {
		t.Fatal(err)
	}
}
