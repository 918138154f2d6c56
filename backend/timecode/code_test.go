package timecode

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

var notations = []struct {
	text string
	code Code
}{
	{"00:27:51:12", Code{Minutes: 27, Seconds: 51, Sub: 12, Form: Frames}},
	{"01:02:03", Code{Hours: 1, Minutes: 2, Seconds: 3, Form: Seconds}},
	{"00:00:00", Code{Form: Seconds}},
	{"01;02;03;29", Code{Hours: 1, Minutes: 2, Seconds: 3, Sub: 29, Form: Semicolons}},
	{"01;02;03", Code{Hours: 1, Minutes: 2, Seconds: 3, Form: SemicolonSeconds}},
	{"01:02:03;29", Code{Hours: 1, Minutes: 2, Seconds: 3, Sub: 29, Form: DropFrames}},
	{"01:02:03.004", Code{Hours: 1, Minutes: 2, Seconds: 3, Sub: 4, Form: Millis}},
	{"01:02:03,450", Code{Hours: 1, Minutes: 2, Seconds: 3, Sub: 450, Form: MillisComma}},
	{"1:02:03", Code{Hours: 1, Minutes: 2, Seconds: 3, Form: Seconds, hourDigits: 1}},
	{"001:02:03:04", Code{Hours: 1, Minutes: 2, Seconds: 3, Sub: 4, Form: Frames, hourDigits: 3}},
	{"120:02:03:004", Code{Hours: 120, Minutes: 2, Seconds: 3, Sub: 4, Form: Frames, subDigits: 3}},
	{"00:00:00:119", Code{Sub: 119, Form: Frames}},
	{"99:99:99:99", Code{Hours: 99, Minutes: 99, Seconds: 99, Sub: 99, Form: Frames}},
}

func TestEveryNotationIsReadAndPrintsBack(t *testing.T) {
	for _, n := range notations {
		c, err := Parse(n.text)
		if err != nil {
			t.Errorf("Parse(%q): %v", n.text, err)
			continue
		}
		if c != n.code {
			t.Errorf("Parse(%q) = %#v, want %#v", n.text, c, n.code)
		}
		if c.String() != n.text {
			t.Errorf("%q prints back as %q", n.text, c)
		}
		if c.IsZero() {
			t.Errorf("%q counts as no timecode", n.text)
		}
	}
}

var misspellings = []struct{ text, message string }{
	{"", `"" is not a timecode: column 1: the hours are missing`},
	{"End", `"End" is not a timecode: column 1: the hours are missing`},
	{" 00:00:01", `" 00:00:01" is not a timecode: column 1: the hours are missing`},
	{"-1:00:00", `"-1:00:00" is not a timecode: column 1: the hours are missing`},
	{"0001:00:00", `"0001:00:00" is not a timecode: column 1: the hours need one to three digits`},
	{"27", `"27" is not a timecode: column 3: the text ends after the hours`},
	{"27:51", `"27:51" is not a timecode: column 6: the text ends after the minutes`},
	{"00:1:02", `"00:1:02" is not a timecode: column 4: the minutes need two digits`},
	{"00:001:02", `"00:001:02" is not a timecode: column 4: the minutes need two digits`},
	{"00:27:5", `"00:27:5" is not a timecode: column 7: the seconds need two digits`},
	{"00:27:", `"00:27:" is not a timecode: column 7: the seconds are missing`},
	{"00.27.51", `"00.27.51" is not a timecode: column 3: '.' cannot stand after the hours`},
	{"00–27", `"00–27" is not a timecode: column 3: '–' cannot stand after the hours`},
	{"00:27;51", `"00:27;51" is not a timecode: column 6: the separators between hours, minutes and seconds differ`},
	{"00;27;51:12", `"00;27;51:12" is not a timecode: column 9: ':' does not go with ';' between the other fields`},
	{"00;27;51.120", `"00;27;51.120" is not a timecode: column 9: '.' does not go with ';' between the other fields`},
	{"00:27:51 ", `"00:27:51 " is not a timecode: column 9: ' ' cannot stand after the seconds`},
	{"00:27:51:", `"00:27:51:" is not a timecode: column 10: the frames are missing`},
	{"00:27:51:1", `"00:27:51:1" is not a timecode: column 10: the frames need two to three digits`},
	{"00:27:51:1234", `"00:27:51:1234" is not a timecode: column 10: the frames need two to three digits`},
	{"00:27:51.5", `"00:27:51.5" is not a timecode: column 10: the milliseconds need three digits`},
	{"00:27:51,1200", `"00:27:51,1200" is not a timecode: column 10: the milliseconds need three digits`},
	{"00:27:51:12Ada", `"00:27:51:12Ada" is not a timecode: column 12: the timecode ends here, but the text goes on`},
	{"００:27:51", `"００:27:51" is not a timecode: column 1: the hours are missing`},
	{"00\xff", `"00\xff" is not a timecode: column 3: '�' cannot stand after the hours`},
}

func TestAMisspellingIsNamedWithItsColumn(t *testing.T) {
	for _, m := range misspellings {
		c, err := Parse(m.text)
		var syntax *SyntaxError
		if !errors.As(err, &syntax) || err.Error() != m.message {
			t.Errorf("Parse(%q):\n got %v\nwant %s", m.text, err, m.message)
		}
		if !c.IsZero() {
			t.Errorf("Parse(%q) gives %#v beside its error", m.text, c)
		}
	}
}

func TestAHugeTextIsRefusedInAShortMessage(t *testing.T) {
	_, err := Parse(strings.Repeat("0", 5<<20))
	if err == nil || len(err.Error()) > 200 {
		t.Errorf("the message is %d bytes long", len(err.Error()))
	}
}

func TestTheZeroCodeIsNoTimecode(t *testing.T) {
	if !(Code{}).IsZero() || (Code{}).String() != "" || !(Span{}).IsZero() {
		t.Error("the zero Code is something")
	}
	midnight, err := Parse("00:00:00")
	if err != nil || midnight.IsZero() || (Span{Start: midnight}).IsZero() {
		t.Errorf("00:00:00 is nothing: %v", err)
	}
}

func TestCodesSurviveJSON(t *testing.T) {
	type row struct {
		Code Code
		Span Span
	}
	for _, n := range append(notations, struct {
		text string
		code Code
	}{"", Code{}}) {
		in := row{Code: n.code, Span: Span{Start: n.code}}
		text, err := json.Marshal(in)
		if err != nil {
			t.Errorf("%q: %v", n.text, err)
			continue
		}
		want := `{"Code":"` + n.text + `","Span":{"Start":"` + n.text + `","End":""}}`
		if string(text) != want {
			t.Errorf("%q is written %s, want %s", n.text, text, want)
		}
		out := row{Code: Code{Hours: 9}}
		if err := json.Unmarshal(text, &out); err != nil || out != in {
			t.Errorf("%s reads as %+v (%v)", text, out, err)
		}
	}
}

func TestACodeThatNoNotationHoldsIsNotWritten(t *testing.T) {
	for _, c := range []Code{
		{Minutes: 100, Form: Frames},
		{Hours: -1, Form: Seconds},
		{Hours: 1000, Form: Seconds},
		{Sub: 3, Form: Seconds},
		{Sub: 1000, Form: Millis},
		{Hours: 1},
		{Form: 200},
	} {
		if text, err := c.MarshalText(); err == nil {
			t.Errorf("%#v is written as %q", c, text)
		}
	}
	c := Code{Hours: 1, Form: Seconds}
	if err := c.UnmarshalText([]byte("1h")); err == nil || c.Hours != 1 {
		t.Errorf("reading 1h: %v, left %v", err, c)
	}
}

func FuzzParse(f *testing.F) {
	for _, n := range notations {
		f.Add(n.text)
	}
	for _, m := range misspellings {
		f.Add(m.text)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, err := Parse(s)
		if err != nil {
			var syntax *SyntaxError
			if !errors.As(err, &syntax) || syntax.Column < 1 || syntax.Column > len(s)+1 || !c.IsZero() {
				t.Fatalf("Parse(%q) = %v, %v", s, c, err)
			}
			return
		}
		if c.String() != s {
			t.Fatalf("%q prints back as %q", s, c)
		}
		text, err := c.MarshalText()
		if err != nil || string(text) != s {
			t.Fatalf("%q is written as %q, %v", s, text, err)
		}
		for _, r := range append(Rates(), Rate{}) {
			at, err := c.At(r)
			if err != nil {
				var label *LabelError
				if !errors.As(err, &label) || label.Code != c {
					t.Fatalf("%v at %v: %v", c, r, err)
				}
				continue
			}
			back := r.Code(at, c.Form)
			if again, err := back.At(r); err != nil || again != at {
				t.Fatalf("%v at %v is %d, which is labelled %v", c, r, at, back)
			}
			back.hourDigits, back.subDigits = c.hourDigits, c.subDigits
			if back != c {
				t.Fatalf("%v at %v comes back as %v", c, r, back)
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse("00:27:51:12"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkString(b *testing.B) {
	c := Code{Minutes: 27, Seconds: 51, Sub: 12, Form: Frames}
	b.ReportAllocs()
	for b.Loop() {
		if len(c.String()) != 11 {
			b.Fatal(c)
		}
	}
}
