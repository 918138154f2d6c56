package service_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"stet/backend/service"
	"stet/backend/transcript"
)

// ask asks the handler, as the window does.
func ask[T any](f *fixture, path string, with ...any) T {
	f.t.Helper()
	v := url.Values{}
	for i := 0; i < len(with); i += 2 {
		v.Set(with[i].(string), fmt.Sprint(with[i+1]))
	}
	w := httptest.NewRecorder()
	service.Handler(f.Service).ServeHTTP(w, httptest.NewRequest("GET", path+"?"+v.Encode(), nil))
	var out T
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil || w.Code != 200 {
		f.t.Fatalf("%d %s %v", w.Code, w.Body, err)
	}
	return out
}

// lines shows hits with what is around them.
func lines(v service.LinesView) string {
	var out []string
	for _, l := range v.Lines {
		out = append(out, fmt.Sprintf("%s %s: %s[%s]%s", l.Start, l.Speaker, l.Before, l.Text, l.After))
	}
	return strings.Join(out, "\n")
}

func bakers(t *testing.T) *fixture {
	f := open(t, "ep07-01.md", crumb, "ep07-02.md", starter, "ep08-01.md", oven)
	f.take()
	return f
}

func TestFindInAnEpisode(t *testing.T) {
	f := bakers(t)
	episode := f.row("ep07-01.md").episode
	chunk, turn := f.row("ep07-02.md").ID, f.turn("ep07-01.md", "dentist").ID
	for _, c := range []struct {
		scope string
		want  string
	}{
		{"episode", `00:00:02:10 Marit: I left [it] on the shelf 🍞 and went to the dentist, and it left the…
00:00:02:10 Marit: I left it on the shelf 🍞 and went to the dentist, and [it] left the basket.
00:00:14:22 Otto: You fold [it] once more.
00:00:14:22 Otto: Flat, but [it] tastes better.
00:00:31:05 Marit: So [it] does.
00:00:33:00 Otto: [It] is flour and water, and nobody's grandmother.`},
		{"chunk", "00:00:33:00 Otto: [It] is flour and water, and nobody's grandmother."},
		{"turn", `00:00:02:10 Marit: I left [it] on the shelf 🍞 and went to the dentist, and it left the…
00:00:02:10 Marit: I left it on the shelf 🍞 and went to the dentist, and [it] left the basket.`},
	} {
		query := []any{"text", "it", "whole", 1, "scope", c.scope, "episode", episode, "chunk", chunk, "turn", turn, "limit", 100}
		if got := lines(ask[service.LinesView](f, "/api/find/lines", query...)); got != c.want {
			t.Errorf("%s:\n%s", c.scope, got)
		}
		v := ask[service.FindView](f, "/api/find", query...)
		if n := strings.Count(c.want, "["); v.Count != n || len(v.Hits) != 4*n {
			t.Errorf("%s: %+v", c.scope, v)
		}
	}
	v := ask[service.FindView](f, "/api/find", "text", "dentist", "scope", "episode", "episode", episode)
	if want := fmt.Sprintf("[%d 0 42 49]", turn); fmt.Sprint(v.Hits) != want { // the loaf counts as two
		t.Errorf("%v, want %s", v.Hits, want)
	}
}

func TestFindGoesOnWhereItStopped(t *testing.T) {
	f := bakers(t)
	for _, scope := range []string{"episode", "library"} {
		var got []string
		pages, next := 0, int64(0)
		for ok := true; ok; ok = next > 0 {
			v := ask[service.LinesView](f, "/api/find/lines", "text", "it", "scope", scope, "episode", f.row("ep07-01.md").episode, "limit", 2, "after", next)
			for _, l := range v.Lines {
				got = append(got, l.Text)
			}
			pages, next = pages+1, v.Next
		}
		if want := map[string]int{"episode": 6, "library": 7}[scope]; len(got) != want || pages < 3 {
			t.Errorf("%s: %d hits on %d pages: %v", scope, len(got), pages, got)
		}
	}
}

func TestSearchTheLibrary(t *testing.T) {
	f := bakers(t)
	search := func(with ...any) service.LinesView {
		return ask[service.LinesView](f, "/api/find/lines", append([]any{"scope", "library", "limit", 500}, with...)...)
	}
	v := search("text", "nev|nobody", "expr", 1, "with", "<$0>")
	if len(v.Lines) != 2 || v.Lines[0].With != "<nobody>" || v.Lines[1].Text != "nev" || v.Lines[1].Episode != f.row("ep08-01.md").episode {
		t.Errorf("%+v", v.Lines)
	}
	if v := search("text", "it", "counting", 1); v.Count != 7 || len(v.Lines) != 0 {
		t.Errorf("%+v", v)
	}
	if v := search("text", "dentits"); v.Count != 0 || v.Nearest != "dentist" {
		t.Errorf("%+v", v)
	}
	if v := search("text", "flour and watre"); v.Nearest != "flour and water" {
		t.Errorf("%+v", v)
	}
	if v := search("text", "xylophone"); v.Nearest != "" {
		t.Errorf("%+v", v)
	}
	// What was typed a moment ago is found, and what it replaced is not.
	f.correct("ep08-01.md", "hot", "warm")
	if hot, warm := search("text", "hot", "whole", 1), search("text", "warm"); hot.Count != 0 || warm.Count != 1 || hot.Nearest != "" {
		t.Errorf("%+v %+v", hot, warm)
	}
}

func TestAFaultyExpressionIsTold(t *testing.T) {
	f := bakers(t)
	for _, path := range []string{"/api/find", "/api/find/lines"} {
		v := ask[service.LinesView](f, path, "text", "🍞(a", "expr", 1, "scope", "episode", "episode", f.row("ep07-01.md").episode)
		if v.Fault == nil || *v.Fault != (service.FaultView{What: "This ( is not closed.", At: 2}) || v.Count != 0 {
			t.Errorf("%s: %+v", path, v.Fault)
		}
	}
	v := ask[service.LinesView](f, "/api/find/lines", "text", "a", "expr", 1, "scope", "library", "with", "x$1")
	if v.Fault == nil || !v.Fault.With || v.Fault.At != 1 {
		t.Errorf("%+v", v.Fault)
	}
}

func places(v service.LinesView) []service.HitPlace {
	var out []service.HitPlace
	for _, l := range v.Lines {
		out = append(out, l.HitPlace)
	}
	return out
}

func TestReplace(t *testing.T) {
	f := bakers(t)
	episode := f.row("ep07-01.md").episode
	query := service.QueryView{Text: "it", Whole: true}
	hits := places(ask[service.LinesView](f, "/api/find/lines", "text", "it", "whole", 1, "scope", "episode", "episode", episode, "limit", 50))
	// Somebody corrects a place meanwhile; the fourth is not chosen.
	f.correct("ep07-01.md", "So it does", "Thus it does")
	v, err := f.Replace(service.ReplaceRequest{Episode: episode, QueryView: query, With: "the loaf", Hits: append(hits[:3:3], hits[4:]...)})
	if err != nil {
		t.Fatal(err)
	}
	if v.Done != 4 || fmt.Sprint(v.Missed) != "[3]" || v.Edit.Name != "Replaced “it” with “the loaf”, 4 places" {
		t.Errorf("%d done, %v missed, %s", v.Done, v.Missed, v.Edit.Name)
	}
	f.export("", false)
	want := strings.NewReplacer(
		"I left it on the shelf 🍞 and went to the dentist,\nand it left", "I left the loaf on the shelf 🍞 and went to the dentist,\nand the loaf left",
		"fold it once", "fold the loaf once", "So it does", "Thus it does").Replace(crumb)
	if got := f.read("ep07-01.md"); got != want {
		t.Errorf("the file is now\n%s", got)
	}
	for range 2 {
		if _, err := f.Undo(episode); err != nil {
			t.Fatal(err)
		}
	}
	f.export("", false)
	if got := f.read("ep07-01.md"); got != crumb {
		t.Errorf("undone, the file is\n%s", got)
	}
}

func TestReplaceRefuses(t *testing.T) {
	f := bakers(t)
	episode := f.row("ep07-01.md").episode
	at := service.HitPlace{Turn: f.turn("ep07-01.md", "dentist").ID, From: 2, To: 6, Text: "left"}
	gone, off := at, at
	gone.Turn, off.From = 999, 3
	for _, c := range []struct {
		r    service.ReplaceRequest
		want string
	}{
		{service.ReplaceRequest{QueryView: service.QueryView{Text: "left"}, With: "x", Hits: []service.HitPlace{gone, off}}, "none of these places says that any more"},
		{service.ReplaceRequest{QueryView: service.QueryView{Text: "right"}, With: "x", Hits: []service.HitPlace{at}}, "none of these places says that any more"},
		{service.ReplaceRequest{QueryView: service.QueryView{Text: "left"}, With: "left", Hits: []service.HitPlace{at}}, "says so already"},
		{service.ReplaceRequest{QueryView: service.QueryView{Text: "(", Expr: true}, With: "x", Hits: []service.HitPlace{at}}, "is not closed"},
		{service.ReplaceRequest{QueryView: service.QueryView{Text: "left", Expr: true}, With: "$7", Hits: []service.HitPlace{at}}, "has no group 7"},
		{service.ReplaceRequest{QueryView: service.QueryView{}, With: "x"}, "nothing to look for"},
	} {
		c.r.Episode = episode
		if _, err := f.Replace(c.r); code(err) != service.CodeInvalid || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v", c.r, err)
		}
	}
	if v, err := f.Replace(service.ReplaceRequest{Episode: episode, QueryView: service.QueryView{Text: "left"}, With: "put", Hits: []service.HitPlace{at, at}}); err != nil || v.Done != 1 || len(v.Missed) != 1 {
		t.Errorf("a hit that is named twice: %+v, %v", v, err)
	}
}

func TestTheGlossaryIsOffered(t *testing.T) {
	f := bakers(t)
	episode := f.row("ep07-01.md").episode
	if _, err := f.SetGlossary("Slow Rise", []service.PairView{{Wrong: " flour  and water", Right: "levain"}, {Wrong: "the basket", Right: "the banneton"}}); err != nil {
		t.Fatal(err)
	}
	misheard := func() string {
		var out []string
		for _, m := range ask[[]service.MisheardView](f, fmt.Sprintf("/api/episodes/%d/misheard", episode)) {
			s := m.Text + " → " + m.Pair.Right
			if m.Stands {
				s += ", stands"
			}
			out = append(out, s)
		}
		return strings.Join(out, "; ")
	}
	if got := misheard(); got != "the basket → the banneton; flour and water → levain" {
		t.Error(got)
	}
	turn := f.turn("ep07-01.md", "basket").ID
	if err := f.LetStand(episode, turn, service.CodeMisheard, "the basket", true); err != nil {
		t.Fatal(err)
	}
	f.restart()
	if got := misheard(); got != "the basket → the banneton, stands; flour and water → levain" {
		t.Error(got)
	}
	f.correct("ep07-02.md", "flour and water", "levain")
	if got := misheard(); got != "the basket → the banneton, stands" {
		t.Error(got)
	}
	if _, err := f.SetGlossary("Slow Rise", []service.PairView{{Wrong: "a", Right: "a"}}); code(err) != service.CodeInvalid {
		t.Errorf("%v", err)
	}
	if pairs, err := f.Glossary("Slow Rise"); err != nil || len(pairs) != 2 || pairs[0].Wrong != "flour and water" {
		t.Errorf("%v, %v", pairs, err)
	}
}

func TestASearchThatNobodyWaitsForEnds(t *testing.T) {
	f := bakers(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, path := range []string{"/api/find?scope=episode&text=it&episode=1", "/api/find/lines?scope=library&text=it"} {
		w := httptest.NewRecorder()
		service.Handler(f.Service).ServeHTTP(w, httptest.NewRequestWithContext(ctx, "GET", path, nil))
		if w.Code == 200 {
			t.Errorf("%s: %s", path, w.Body)
		}
	}
}

// What is found is what stands there when the replacing begins, whatever was typed since.
func TestReplacingWhileSomebodyTypes(t *testing.T) {
	f := bakers(t)
	episode := f.row("ep07-01.md").episode
	hits := places(ask[service.LinesView](f, "/api/find/lines", "text", "it", "scope", "episode", "episode", episode, "limit", 50))
	turn := f.turn("ep07-01.md", "dentist").ID
	done := make(chan bool)
	go func() {
		defer close(done)
		for range 20 {
			f.edit("ep07-01.md", "", transcript.EditText{Turn: turn, Text: "x"})
		}
	}()
	v, err := f.Replace(service.ReplaceRequest{Episode: episode, QueryView: service.QueryView{Text: "it"}, With: "them", Hits: hits})
	<-done
	if err != nil || v.Done < 4 {
		t.Fatalf("%+v, %v", v, err)
	}
	if text := f.turn("ep07-01.md", "dentist").Paragraphs[0]; strings.Trim(text, "x") != "I left it on the shelf 🍞 and went to the dentist, and it left the basket." &&
		strings.Trim(text, "x") != "I left them on the shelf 🍞 and went to the dentist, and them left the basket." {
		t.Errorf("%s", text)
	}
}
