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
	want := strings.Replace(before, "# the last\n", "- file: ep07/ep07-01-rise.md\n  at: \"00:00:02:10\"\n  check: turn.long\n  words: \"00:00:02:10 - 00:09:00:00\"\n  why: \"She reads a whole letter.\"\n# the last\n", 1) + "\n"
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

// Others write their lists as they like: what is added goes into them, and none is read by half.
func TestAListInAnotherFormIsAddedTo(t *testing.T) {
	mine := waiver.Waiver{Place: waiver.Place{File: "a.md", Check: "turn.empty"}, Why: "so"}
	for _, src := range []string{
		"  - file: a.md\n    check: turn.empty\n    why: so\n",
		"---\n- file: a.md\n  check: turn.empty\n  why: so\n",
		"- file: a.md\r\n  check: turn.empty\r\n  why: so\r\n",
		"-\n  file: a.md\n  check: turn.empty\n  why: so",
	} {
		now, err := waiver.Update([]byte(src), nil, []waiver.Waiver{long})
		if err != nil || !slices.Equal(places(t, now), []waiver.Waiver{mine, long}) || !strings.HasPrefix(string(now), src) {
			t.Errorf("%v\n%s", err, now)
		}
		if now, err = waiver.Update(now, []waiver.Place{long.Place}, nil); err != nil || strings.TrimSpace(string(now)) != strings.TrimSpace(src) {
			t.Errorf("%v\n%s", err, now)
		}
	}
	for _, mark := range []string{"...", "---"} {
		src := "- file: a.md\n  check: turn.empty\n  why: so\n" + mark + "\n- file: b.md\n  check: turn.empty\n  why: so\n"
		if list, problems := waiver.Parse([]byte(src)); list != nil || len(problems) != 1 {
			t.Errorf("%s: %v %v", mark, list, problems)
		}
		if _, err := waiver.Update([]byte(src), nil, []waiver.Waiver{long}); err == nil {
			t.Errorf("behind %s it was written to", mark)
		}
	}
}

// Comments around an empty list stay when something comes into it.
func TestCommentsAroundAnEmptyListStay(t *testing.T) {
	src, err := waiver.Update([]byte("# ours\n\n[]\n# below\n"), nil, []waiver.Waiver{long})
	if err != nil || !slices.Equal(places(t, src), []waiver.Waiver{long}) || !strings.HasPrefix(string(src), "# ours\n\n") || !strings.Contains(string(src), "# below\n") {
		t.Errorf("%v\n%s", err, src)
	}
}

// A reason of several lines may end with one that begins with #: it goes with its entry, and stays with it.
func TestAReasonThatEndsLikeACommentIsWhole(t *testing.T) {
	const letter = "- file: a.md\n  check: turn.empty\n  why: |\n    A cough.\n\n    # 7 of 9\n"
	a := waiver.Waiver{Place: waiver.Place{File: "a.md", Check: "turn.empty"}, Why: "A cough.\n\n# 7 of 9\n"}
	for _, below := range []string{"", "  # on z\n- file: z.md\n  check: turn.empty\n  why: so\n"} {
		src, err := waiver.Update([]byte(letter+below), nil, []waiver.Waiver{long})
		if err != nil || places(t, src)[0] != a || places(t, src)[1] != long || !strings.HasSuffix(string(src), below) {
			t.Errorf("%v\n%s", err, src)
		}
		if src, err = waiver.Update(src, []waiver.Place{a.Place, long.Place}, nil); err != nil || string(src) != below {
			t.Errorf("%v\n%s", err, src)
		}
	}
}

// The comment at the top is on the file, also where the first entry stands right below it.
func TestTheTopOfTheFileStaysAtTheTop(t *testing.T) {
	src, err := waiver.Update([]byte("# ours\n- {file: z.md, check: turn.empty, why: so}\n"), nil, []waiver.Waiver{long})
	if err != nil || !strings.HasPrefix(string(src), "# ours\n- file: ep07") {
		t.Errorf("%v\n%s", err, src)
	}
}
