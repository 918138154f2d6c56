package profile

import (
	"reflect"
	"strings"
	"testing"
)

func TestLinesSayWhatTheProfileDoes(t *testing.T) {
	p := Empty()
	for _, l := range []Line{
		{Key: "fields", List: true, Items: []string{"title", "slug", "tags"}},
		{Key: "slug", Value: "epEE-CC-words"}, {Key: "list_indent", Value: "2"}, {Key: "chunk_minutes", Value: "2 to 8"},
		{Key: "allowed_type", List: true, Items: []string{"podcast-chunk"}}, {Key: "frame_rate", Value: "30"},
	} {
		var err error
		if p, err = p.With(l); err != nil {
			t.Fatal(l.Key, err)
		}
	}
	again := Empty()
	for _, l := range p.Lines() {
		var err error
		if again, err = again.With(l); err != nil {
			t.Fatal(l.Key, err)
		}
	}
	if !reflect.DeepEqual(p.Lines(), again.Lines()) || p.ListIndent != 2 || p.Longest != 8 || p.Allowed[0].Field != "type" {
		t.Errorf("%+v\n%+v", p, again)
	}
	for _, l := range p.Lines() {
		l.Value, l.Items = "", nil
		var err error
		if p, err = p.With(l); err != nil {
			t.Fatal(l.Key, err)
		}
	}
	if empty := Empty(); len(p.Fields) > 0 || p.Slug != empty.Slug || p.ListIndent != empty.ListIndent || p.Longest != empty.Longest || len(p.Allowed) > 0 || p.Rate != empty.Rate {
		t.Errorf("%+v", p)
	}
}

func TestALineThatCannotBeIsRefused(t *testing.T) {
	for _, l := range []Line{
		{Key: "list_indent", Value: "many"}, {Key: "chunk_minutes", Value: "8 to 2"}, {Key: "summary_style", Value: "loud"},
		{Key: "fields", List: true, Items: []string{"title", "title"}}, {Key: "frame_rate", Value: "fast"}, {Key: "colour", Value: "red"},
	} {
		was := Empty()
		if _, err := was.With(l); err == nil || !strings.Contains(err.Error(), " ") {
			t.Errorf("%+v: %v", l, err)
		}
	}
}

func TestALineThatStandsTwiceIsAProblem(t *testing.T) {
	p, problems := Parse([]byte("allowed_type: [a]\nwrap_width: 80\nallowed_type: [b]\n"))
	if len(problems) != 1 || problems[0].Line != 3 || len(p.Allowed) != 1 || p.Values("type")[0] != "a" {
		t.Errorf("%+v, %v", p, problems)
	}
}

func TestUpdateKeepsTheMarkAndTheBreaks(t *testing.T) {
	for src, want := range map[string]string{
		"\ufefflist_indent: 2\n":       "\ufefflist_indent: 2\nwrap_width: 80\n",
		"# ours\r\nlist_indent: 2\r\n": "# ours\r\nlist_indent: 2\r\nwrap_width: 80\r\n",
	} {
		p, problems := Parse([]byte(src))
		if len(problems) > 0 {
			t.Fatalf("%q: %v", src, problems)
		}
		p.Wrap = 80
		if out, err := Update([]byte(src), p); err != nil || string(out) != want {
			t.Errorf("%q became %q, %v", src, out, err)
		}
	}
}
