package align

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestWhatIsWrittenIsSpokenOut(t *testing.T) {
	for written, want := range map[string]string{
		"clock,":      "clock",
		"1871":        "eighteen seventy one",
		"2005.":       "twenty oh five",
		"1900":        "nineteen hundred",
		"2000":        "two thousand",
		"86%":         "eighty six percent",
		"$265,000":    "two hundred sixty five thousand dollars",
		"£3.50":       "three point five zero pounds",
		"$5M":         "five million dollars",
		"3rd":         "third",
		"21st":        "twenty first",
		"20th":        "twentieth",
		"1990s":       "nineteen nineties",
		"007":         "zero zero seven",
		"10:30":       "ten thirty",
		"24/7":        "twenty four seven",
		"R&D":         "R and D",
		"V0":          "V zero",
		"example.com": "example dot com",
		"U.S.A.":      "U S A",
		"well-known":  "well known",
		"don’t":       "don't",
		"'em":         "'em",
		"—":           "",
		"...":         "",
	} {
		var got []string
		for _, part := range saying(written) {
			if len(part[0]) > 0 {
				got = append(got, part[0]...)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q is said %q, not %q", written, strings.Join(got, " "), want)
		}
	}
}

func TestWordsBecomePhones(t *testing.T) {
	m := English()
	lex := newLexicon(m)
	for written, want := range map[string]string{
		"clock":       "K L AA K",
		"API":         "EY P IY AY",
		"APIs":        "EY P IY AY Z",
		"GraphQL":     "G R AE F K Y UW EH L",
		"SoundCloud":  "S AW N D K L AW D",
		"Zwickelbrot": "Z W IH K EH L B R AA T",
		"Björn":       "B Y AO R N",
		"Dr.":         "D AA K T ER",
	} {
		ways, said := lex.token(written)
		var got []string
		for _, way := range ways {
			var names []string
			for _, p := range way {
				names = append(names, m.names[p])
			}
			got = append(got, strings.Join(names, " "))
		}
		if !said || !strings.Contains("\n"+strings.Join(got, "\n")+"\n", "\n"+want+"\n") {
			t.Errorf("%q is said %q, none of which is %q", written, got, want)
		}
	}
}

func FuzzTextIsSaid(f *testing.F) {
	for _, seed := range []string{"", "1,000,000.00 $5bn", "’s ''s s's", "[a] 1st 99999999999999999999", "GraphQL x.y.z", "\xff\xfe", "日本 ß É"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		lex := newLexicon(English())
		for _, w := range strings.Fields(text) {
			ways, said := lex.token(w)
			if said != (len(ways) > 0) || len(ways) > waysAtMost {
				t.Fatalf("%q has %d ways, said %v", w, len(ways), said)
			}
			for _, way := range ways {
				if len(way) == 0 && utf8.ValidString(w) {
					t.Fatalf("%q has a way without phones", w)
				}
			}
		}
	})
}
