package search_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"stet/backend/search"
	"stet/backend/transcript"
)

func compile(t testing.TB, q search.Query) *search.Pattern {
	t.Helper()
	p, err := q.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// marked shows matches in a text by brackets.
func marked(text string, matches []search.Match) string {
	var b strings.Builder
	at := 0
	for _, m := range matches {
		b.WriteString(text[at:m.From] + "[" + text[m.From:m.To] + "]")
		at = m.To
	}
	return b.String() + text[at:]
}

func TestMatches(t *testing.T) {
	plain := search.Query{}
	whole := search.Query{Whole: true}
	exact := search.Query{Case: true}
	expr := search.Query{Expr: true}
	loose := search.Query{Whole: true, Loose: true}
	for _, c := range []struct {
		q          search.Query
		text, want string
	}{
		{plain, "bell", "The [Bell], the [bell]s, the [BELL]."},
		{exact, "bell", "The Bell, the [bell]s."},
		{whole, "bell", "The [Bell], the bells, a doorbell, the [bell]'s rope, x_bell."},
		{whole, "höck", "Ein [Höck], kein Höcker, kein Unhöck."},
		{whole, "e", "cafe\u0301 [e] e\u0301"}, // the accent is of the word
		{whole, "ab", "a\u00adb [ab] ab\u200dc"},
		{whole, "шум", "[Шум] и шумы"},
		{plain, "straße", "die [Straße], die [STRAẞE], die STRASSE"},
		{plain, "kelvin", "[\u212aelvin]"},
		{plain, "🔔", "The [🔔][🔔]."},
		{plain, "aa", "[aa]a"},                   // none over another
		{whole, "a-a", "xa-[a-a]"},               // a place that fails does not hide the next
		{exact, "nana", "ba[nana]na"},            // likewise
		{whole, "c++", "In [C++], [c++]x, xc++"}, // an edge is where no word goes on
		{plain, "a.b", "[a.b] axb"},
		{expr, "a.b", "[a.b] [axb]"},
		{expr, `\d+ steps?`, "[91 Steps] and [1 step]"},
		{expr, "^the", "[The] bell in the tower"},
		{search.Query{Expr: true, Whole: true}, "bells?", "[Bell] [bells] doorbell bellsx"},
		{search.Query{Expr: true, Case: true}, "Bell|tower", "[Bell] bell [tower] Tower"},
		{expr, "x*", "[]a[x]b[]"},
		{expr, "$", "end[]"},
		{loose, "engine x", "an [Engine   X], an engine Xen, an [engine x]."},
		{loose, "engine x", "[engine x]'s engine X-ray, pre-engine x, [engine x] – ray"},
		{plain, "a  b", "a b [a  b]"},
	} {
		c.q.Text = c.text
		text := strings.NewReplacer("[", "", "]", "").Replace(c.want)
		if got := marked(text, compile(t, c.q).In(text)); got != c.want {
			t.Errorf("%+v finds %q, want %q", c.q, got, c.want)
		}
	}
}

func TestAFaultHasItsPlace(t *testing.T) {
	for _, c := range []struct{ text, what, rest string }{
		{"a(b(c)", "This ( is not closed", "(b(c)"},
		{"[)(]a)b", "This ) closes nothing", ")b"},
		{"[]a(](b", "This ( is not closed", "(b"},
		{"ab[c-", "This [ is not closed", "[c-"},
		{"a**", "This repeats what is repeated already", "**"},
		{"x|+y", "There is nothing before this to repeat", "+y"},
		{"a[z-a]", "This range of characters does not exist", "z-a]"},
		{`a\q`, `This \ means nothing before what follows: write \\ for the character itself`, `\q`},
		{`\b(\w+), \1\b`, `An expression cannot refer back to a group; words said twice are among the checks`, `\1\b`},
		{`a\`, `The expression ends in a \: write \\ for the character itself`, `\`},
		{"a(?=b)", "This kind of group is not known: expressions cannot look ahead or back", "(?=b)"},
		{"a{2000}", "This repeats too often: 1,000 times is the most", "{2000}"},
		{strings.Repeat("a", 1001), "This is too long to look for", "a"},
	} {
		_, err := search.Query{Text: c.text, Expr: true}.Compile()
		var fault *search.ExprError
		if !errors.As(err, &fault) || fault.What != c.what || c.text[fault.At:] != c.rest {
			t.Errorf("%q: %+v", c.text, fault)
		}
	}
	if _, err := (search.Query{}).Compile(); !errors.Is(err, search.ErrEmpty) {
		t.Errorf("the empty query: %v", err)
	}
}

func TestTemplates(t *testing.T) {
	const text = "Ada rang 12 times, Björn rang 3 times."
	for _, c := range []struct{ expr, with, want string }{
		{`(\pL+) rang (\d+)`, "$2 times $1", "12 times Ada times, 3 times Björn times."},
		{`(?P<who>\pL+) rang`, "${who} tolled", "Ada tolled 12 times, Björn tolled 3 times."},
		{`rang`, "[$0] $$1 $ $x", "Ada [rang] $1 $ $x 12 times, Björn [rang] $1 $ $x 3 times."},
		{`(\d)(\d)?`, "${1}0$2", "Ada rang 102 times, Björn rang 30 times."},
		{`(1)2|3`, "<$1>", "Ada rang <1> times, Björn rang <> times."},
	} {
		p := compile(t, search.Query{Text: c.expr, Expr: true})
		template, err := p.Template(c.with)
		if err != nil {
			t.Fatal(err)
		}
		if got := replaced(t, []string{text}, p, template)[0]; got != c.want {
			t.Errorf("%s with %s gives %q", c.expr, c.with, got)
		}
	}
	p := compile(t, search.Query{Text: "(a)", Expr: true})
	for _, c := range []struct {
		with, what string
		at         int
	}{
		{"x $2", "The expression has no group 2", 2},
		{"${who}", "The expression has no group who", 0},
		{"x${1", "This ${ is not closed", 1},
		{"a\nb", "A line break cannot be put into a paragraph", 1},
	} {
		_, err := p.Template(c.with)
		var fault *search.ExprError
		if !errors.As(err, &fault) || fault.What != c.what || fault.At != c.at {
			t.Errorf("%q: %+v", c.with, fault)
		}
	}
	p = compile(t, search.Query{Text: "rang"})
	template, err := p.Template("$1")
	if err != nil {
		t.Fatal(err)
	}
	if got := replaced(t, []string{text}, p, template)[0]; got != "Ada $1 12 times, Björn $1 3 times." {
		t.Errorf("a text takes $ for a group: %q", got)
	}
}

func turnOf(t testing.TB, paragraphs []string) (*transcript.Document, transcript.ID) {
	t.Helper()
	doc, err := transcript.NewDocument(transcript.Episode{}, []transcript.Chunk{{Turns: []transcript.Turn{{Paragraphs: paragraphs}}}})
	if err != nil {
		t.Fatal(err)
	}
	return doc, doc.Order(doc.Chunks()[0])[0]
}

// replaced puts a template in the place of all matches, sees that undoing it restores the text, and returns what the
// paragraphs became.
func replaced(t testing.TB, paragraphs []string, p *search.Pattern, with search.Template) []string {
	t.Helper()
	doc, id := turnOf(t, paragraphs)
	var ops []transcript.Op
	for i, text := range paragraphs {
		ops = append(ops, with.Ops(id, i, text, p.In(text))...)
	}
	_, inverse, err := doc.Apply(transcript.Batch{Ops: ops})
	if err != nil {
		t.Fatal(err)
	}
	now, _ := doc.Turn(id)
	if _, _, err := doc.Apply(inverse); err != nil {
		t.Fatal(err)
	}
	if back, _ := doc.Turn(id); !slices.Equal(back.Paragraphs, paragraphs) {
		t.Fatalf("undone it says %q, before it said %q", back.Paragraphs, paragraphs)
	}
	return now.Paragraphs
}

func TestWhatBecomesTheSameIsNoEdit(t *testing.T) {
	p := compile(t, search.Query{Text: "bell"})
	template, err := p.Template("bell")
	if err != nil {
		t.Fatal(err)
	}
	const text = "a bell, a Bell"
	if ops := template.Ops(1, 0, text, p.In(text)); len(ops) != 1 {
		t.Errorf("%v", ops)
	}
}

func TestNeeds(t *testing.T) {
	for _, c := range []struct {
		q    search.Query
		want string
	}{
		{search.Query{Text: "Bell"}, "…bell…"},
		{search.Query{Text: "Bell", Whole: true}, "bell"},
		{search.Query{Text: "the bell-rope"}, "…the bell rope…"},
		{search.Query{Text: " bell!"}, "bell"},
		{search.Query{Text: "…"}, ""},
		{search.Query{Text: `ring(s|ing)? twice`, Expr: true}, "twice…"},
		{search.Query{Text: `(bells){2}x?`, Expr: true}, "…bells…"},
		{search.Query{Text: `a|b`, Expr: true}, ""},
		{search.Query{Text: `x*`, Expr: true}, ""},
		{search.Query{Text: "Über"}, "…über…"},
	} {
		n := compile(t, c.q).Needs()
		got := strings.Join(n.Words, " ")
		if n.Before {
			got = "…" + got
		}
		if n.After {
			got += "…"
		}
		if got != c.want {
			t.Errorf("%+v needs %q, want %q", c.q, got, c.want)
		}
	}
}

func TestTheGlossary(t *testing.T) {
	g := search.NewGlossary([]search.Pair{
		{"engine X", "NGINX"}, {"engine", "motor"}, {"mora", "Moira"}, {"moira", "Moira"}, {"!", "?"}, {"see plus plus", "C++"},
	})
	for _, c := range []struct{ text, want string }{
		{"An Engine  x runs.", "An [Engine  x: NGINX] runs."},
		{"An engine runs, two engines run.", "An [engine: motor] runs, two engines run."},
		{"Mora, moira and Moira!", "[Mora: Moira], [moira: Moira] and Moira!"},
		{"An engine X-ray, an engine X‑ray, pre-mora.", "An [engine: motor] X-ray, an [engine: motor] X‑ray, pre-mora."},
		{"An engine X - a ray; engine X-", "An [engine X: NGINX] - a ray; [engine X: NGINX]-"},
		{"See plus plus, see plus.", "[See plus plus: C++], see plus."},
	} {
		var b strings.Builder
		at := 0
		for _, m := range g.In(c.text) {
			fmt.Fprintf(&b, "%s[%s: %s]", c.text[at:m.From], c.text[m.From:m.To], m.Pair.Right)
			at = m.To
		}
		b.WriteString(c.text[at:])
		if b.String() != c.want {
			t.Errorf("%q, want %q", b.String(), c.want)
		}
	}
	for _, p := range []search.Pair{{"", "a"}, {"a", ""}, {"a", " a "}, {"-a", "b"}, {"a\x00", "b"}} {
		if _, err := p.Tidy(); !errors.Is(err, search.ErrPair) {
			t.Errorf("%+v: %v", p, err)
		}
	}
	if p, err := (search.Pair{" engine\n X ", "NGINX"}).Tidy(); err != nil || p.Wrong != "engine X" {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestNearest(t *testing.T) {
	words := slices.Values([]string{"bell", "pendulum", "escapement", "gear", "höck", "an"})
	for _, c := range []struct{ word, want string }{
		{"bel", "bell"}, {"blel", "bell"}, {"pendlum", "pendulum"}, {"pandulem", "pendulum"}, {"escapment", "escapement"},
		{"hock", "höck"}, {"geer", "gear"}, {"xyz", ""}, {"bello kitty", ""}, {"on", ""}, {"bell", ""},
	} {
		if got := search.Nearest(c.word, words); got != c.want {
			t.Errorf("%q is near %q, want %q", c.word, got, c.want)
		}
	}
}
