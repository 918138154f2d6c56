package misread

import (
	"strings"
	"testing"
)

// latin1 reads UTF-8 as Windows-1252, as programs do by mistake.
func latin1(s string) string {
	var b strings.Builder
	for _, x := range []byte(s) {
		switch {
		case x < 0x80:
			b.WriteByte(x)
		case x < 0xA0:
			b.WriteRune(high[x-0x80])
		default:
			b.WriteRune(rune(x))
		}
	}
	return b.String()
}

func TestMendsWhatWasMisread(t *testing.T) {
	for _, right := range []string{
		"don’t", "“quoted” – and – so…", "naïve café, François, señor, Größe, Müller", "£5, 20 °C, €10", "à la carte", "a\u00a0b", "привет, и всё", "Γειά σου", "🐝 and 日本",
	} {
		wrong := latin1(right)
		if got := Mended(wrong); got != right {
			t.Errorf("%s: mended to %s, not %s", wrong, got, right)
		}
		if got := Mended(latin1(wrong)); got != right {
			t.Errorf("misread twice, %s: mended to %s, not %s", latin1(wrong), got, right)
		}
		if signs := Signs(right); len(signs) > 0 {
			t.Errorf("%s is right; found %+v", right, signs)
		}
	}
}

func TestMendsSignsThatWereReadAsWindows1251(t *testing.T) {
	for wrong, right := range map[string]string{
		"so вЂ” and donвЂ™t, вЂњwellвЂќ, and soвЂ¦": "so — and don’t, “well”, and so…", "1990вЂ“1995": "1990–1995",
		"нов Ђаво, вЂ, и в": "нов Ђаво, вЂ, и в",
	} {
		if got := Mended(wrong); got != right {
			t.Errorf("%s: mended to %s, not %s", wrong, got, right)
		}
	}
}

func TestMendsWhatIsSpeltAsInPages(t *testing.T) {
	for wrong, right := range map[string]string{
		"R&amp;D": "R&D", "it&#39;s": "it's", "it&#x27;s": "it's", "&quot;so&quot;": `"so"`, "&lt;i&gt;": "<i>", "it&amp;#39;s": "it's", "a&nbsp;b": "a\u00a0b", "&hellip;": "…",
		"AT&T; &notes; &; &#; &#0; &#10;": "AT&T; &notes; &; &#; &#0; &#10;",
	} {
		if got := Mended(wrong); got != right {
			t.Errorf("%s: mended to %s, not %s", wrong, got, right)
		}
	}
}

func TestSaysWhatIsLost(t *testing.T) {
	for _, text := range []string{"Zo\ufffd says", "Zo" + latin1("\ufffd") + " says"} {
		signs := Signs(text)
		if len(signs) != 1 || signs[0].From != 2 || signs[0].Right != "" || !strings.HasPrefix(text[signs[0].To:], " says") {
			t.Errorf("%q: %+v", text, signs)
		}
		if Mended(text) != text {
			t.Errorf("%q: what is lost cannot be mended", text)
		}
	}
}
