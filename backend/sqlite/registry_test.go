package sqlite

import (
	"errors"
	"testing"

	"stet/backend/session"
)

func TestWhatASeriesSharesAndTheStepsThere(t *testing.T) {
	path := libraryPath(t)
	l := open(t, path)
	set := func(was, body string, step session.RegistryStep) error {
		return l.SetRegistry(t.Context(), "Lighthouses", was, body, step)
	}
	for _, err := range []error{
		set("", "one", session.RegistryStep{At: 1, Name: "Added one", Edits: "[1]"}),
		set("one", "two", session.RegistryStep{At: 2, Name: "Added two", Edits: "[2]"}),
		set("two", "one", session.RegistryStep{Seq: 2, State: "undone"}),
		set("one", "three", session.RegistryStep{At: 3, Name: "Added three", Edits: "[3]"}),
		l.SetRegistry(t.Context(), "Reefs", "", "other", session.RegistryStep{Name: "Began", Edits: "[]"}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := set("one", "four", session.RegistryStep{Name: "Added four", Edits: "[4]"}); !errors.Is(err, session.ErrRegistry) {
		t.Errorf("it was put in the place of another: %v", err)
	}
	closeLibrary(t, l)
	l = open(t, path)
	if body, err := l.Registry(t.Context(), "Lighthouses"); err != nil || body != "three" {
		t.Errorf("%q, %v", body, err)
	}
	if body, err := l.Registry(t.Context(), "Shoals"); err != nil || body != "" {
		t.Errorf("%q, %v", body, err)
	}
	steps, err := l.RegistrySteps(t.Context(), "Lighthouses", 2)
	if err != nil || len(steps) != 2 || steps[0].Name != "Added three" || steps[0].State != "done" || steps[1].State != "left" || steps[1].At != 2 {
		t.Errorf("%+v, %v", steps, err)
	}
}
