package service_test

import (
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"stet/backend/service"
)

func TestWordsThatStand(t *testing.T) {
	f := open(t, "1.md", crumb, "2.md", oven)
	f.take()
	words := func(id int64) string {
		w := httptest.NewRecorder()
		service.Handler(f.Service).ServeHTTP(w, httptest.NewRequest("GET", "/api/episodes/"+strconv.FormatInt(id, 10)+"/words", nil))
		return strings.TrimSpace(w.Body.String())
	}
	here, there := f.row("1.md").episode, f.row("2.md").episode
	for _, err := range []error{f.KeepWord(here, " levain ", true), f.KeepWord(here, "doughy", false), f.KeepWord(here, "flouer", true), f.DropWord(here, "flouer", true)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if got := words(here); !strings.Contains(got, `"An Hour Too Long"`) || !strings.Contains(got, `"Marit"`) ||
		!strings.HasSuffix(got, `"series":["levain"],"episode":["doughy"]}`) {
		t.Error(got)
	}
	if got := words(there); !strings.HasSuffix(got, `"series":["levain"],"episode":[]}`) {
		t.Error(got)
	}
	if got := words(99); !strings.Contains(got, `"code":"not-found"`) {
		t.Error(got)
	}
	if err := f.KeepWord(here, " ", true); err == nil || service.AsError(err).Code != service.CodeInvalid {
		t.Error(err)
	}
}
