package waiver_test

import (
	"slices"
	"strings"
	"testing"

	"stet/backend/waiver"
)

var (
	long  = waiver.Waiver{Place: waiver.Place{File: "ep07/ep07-01-rise.md", At: "00:00:02:10", Check: "turn.long", Words: "00:00:02:10 - 00:09:00:00"}, Why: "She reads a whole letter."}
	twice = waiver.Waiver{Place: waiver.Place{File: "ep07/ep07-02-fall.md", Check: "list.duplicate", Field: "tags", Words: `yes: "so" # it is`}, Why: "The site\ncounts it twice."}
)

func places(t *testing.T, src []byte) []waiver.Waiver {
	t.Helper()
	list, problems := waiver.Parse(src)
	if problems != nil {
		t.Fatalf("%v in\n%s", problems, src)
	}
	for i := range list {
		list[i] = waiver.Waiver{Place: list[i].Place, Why: list[i].Why}
	}
	return list
}

// A file is made, added to, and taken from; it says each time what was put into it.
func TestWhatIsKeptIsReadBack(t *testing.T) {
	src, err := waiver.Update(nil, nil, []waiver.Waiver{twice, long})
	if err != nil || !slices.Equal(places(t, src), []waiver.Waiver{long, twice}) {
		t.Fatalf("%v\n%s", err, src)
	}
	if again, err := waiver.Update(src, nil, []waiver.Waiver{long}); err != nil || string(again) != string(src) {
		t.Errorf("%v\n%s", err, again)
	}
	src, err = waiver.Update(src, []waiver.Place{long.Place}, nil)
	if err != nil || !slices.Equal(places(t, src), []waiver.Waiver{twice}) {
		t.Errorf("%v\n%s", err, src)
	}
	src, err = waiver.Update(src, []waiver.Place{twice.Place}, nil)
	if err != nil || len(places(t, src)) != 0 || !strings.HasPrefix(string(src), "# What the checks find") {
		t.Errorf("%v\n%s", err, src)
	}
	if src, err = waiver.Update([]byte("[]\n"), nil, []waiver.Waiver{long}); err != nil || !slices.Equal(places(t, src), []waiver.Waiver{long}) {
		t.Errorf("%v\n%s", err, src)
	}
}

// What others wrote there keeps its bytes.
func TestOtherLinesStay(t *testing.T) {
	const before = "# ours\n\n- check: turn.empty   # a cough\n  file: a.md\n  by: Ada\n  why: >\n    It is\n    a cough.\n\n# the last\n- {file: z.md, check: turn.empty, why: \"so\"}"
	src, err := waiver.Update([]byte(before), nil, []waiver.Waiver{long})
	want := strings.Replace(before, "# the last\n- {", "# the last\n"+"- file: ep07/ep07-01-rise.md\n  at: \"00:00:02:10\"\n  check: turn.long\n  words: \"00:00:02:10 - 00:09:00:00\"\n  why: \"She reads a whole letter.\"\n- {", 1) + "\n"
	if err != nil || string(src) != want {
		t.Errorf("%v\n%s", err, src)
	}
	src, err = waiver.Update(src, []waiver.Place{long.Place, {File: "a.md", Check: "turn.empty"}}, nil)
	if err != nil || string(src) != "# ours\n\n\n# the last\n- {file: z.md, check: turn.empty, why: \"so\"}\n" {
		t.Errorf("%v\n%s", err, src)
	}
}

func TestWhatCannotBeReadIsNamed(t *testing.T) {
	for _, c := range []struct {
		src  string
		line int
		what string
	}{
		{"- file: a.md\n  why: so\n", 1, "which check"},
		{"- file: a.md\n  check: turn.empty\n  why: so\n- file: b.md\n  check: turn.empty\n", 4, "why it stands"},
		{"- a\n", 1, "An entry has"}, {"file: a.md\n", 1, "a list"}, {"- file: [a]\n", 1, "one text"},
		{"<<<<<<< ours\n- file: a\n=======\n", 1, "no YAML"},
	} {
		list, problems := waiver.Parse([]byte(c.src))
		if list != nil || len(problems) != 1 || problems[0].Line != c.line || !strings.Contains(problems[0].What, c.what) {
			t.Errorf("%q: %v %v", c.src, list, problems)
		}
		if _, err := waiver.Update([]byte(c.src), nil, []waiver.Waiver{long}); err == nil {
			t.Errorf("%q was written to", c.src)
		}
	}
	if list, problems := waiver.Parse(nil); list != nil || problems != nil {
		t.Error(list, problems)
	}
}

func FuzzUpdate(f *testing.F) {
	f.Add("a.md", "turn.long", "words", "why")
	f.Add("-", "yes", "\u2028\x7f\t:", "\ufeff# \n no")
	f.Fuzz(func(t *testing.T, file, check, words, why string) {
		w := waiver.Waiver{Place: waiver.Place{File: strings.ToValidUTF8(file, ""), Check: strings.ToValidUTF8(check, ""), Words: strings.ToValidUTF8(words, "")}, Why: strings.ToValidUTF8(why, "")}
		src, err := waiver.Update(nil, nil, []waiver.Waiver{w})
		if w.File == "" || w.Check == "" || w.Why == "" {
			return
		}
		if err != nil || !slices.Equal(places(t, src), []waiver.Waiver{w}) {
			t.Errorf("%v\n%s", err, src)
		}
	})
}
