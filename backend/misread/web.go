package misread

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestWeb is how many bytes a sign has at most that is spelt as in a web page: &CounterClockwiseContourIntegral;
const longestWeb = 33

// webAt is a sign that is spelt as in a web page, at a place of a text; one that was spelt so twice, as &amp;#39;, is one.
func webAt(s string, at int) Sign {
	right, n := web(s[at:])
	for to := at + n; right == "&"; {
		inner, more := web("&" + s[to:min(len(s), to+longestWeb)])
		if more == 0 {
			break
		}
		right, n, to = inner, n+more-1, to+more-1
	}
	return Sign{From: at, To: at + n, Right: right, Web: true}
}

// web reads such a sign at the start of a text, and how many bytes it takes; 0 if there is none.
func web(s string) (string, int) {
	end := strings.IndexByte(s[:min(len(s), longestWeb)], ';')
	if end < 2 || strings.IndexByte(s[1:end], '&') >= 0 {
		return "", 0
	}
	right := html.UnescapeString(s[:end+1])
	c, size := utf8.DecodeRuneInString(right)
	// What ends in a semicolon still was read in part: &notes; is no sign.
	if size < len(right) || c == utf8.RuneError || c == ';' || unicode.IsControl(c) {
		return "", 0
	}
	return right, end + 1
}
