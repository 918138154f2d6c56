package chunkfile

import (
	"testing"

	"stet/backend/transcript"
)

func TestRequote(t *testing.T) {
	with, without := func(key, value string) transcript.Quoting {
		return transcript.Quoting{Key: key, Value: value, Quoted: true}
	},
		func(key, value string) transcript.Quoting { return transcript.Quoting{Key: key, Value: value} }
	for name, c := range map[string]struct {
		before, after string
		asked         []transcript.Quoting
	}{
		"a field, with a comment behind it": {
			"---\ntitle:  1984  # the year\nchunk: 04\n---\n", "---\ntitle:  '1984'  # the year\nchunk: 04\n---\n", []transcript.Quoting{with("title", "1984")},
		},
		"items in a file of double quotes": {
			"---\r\ntitle: \"a\"\r\ntags:\r\n-  no\r\n- yes\r\n- \"no\"\r\nplaces: [1,  no]\r\n---\r\n",
			"---\r\ntitle: \"a\"\r\ntags:\r\n-  \"no\"\r\n- yes\r\n- \"no\"\r\nplaces: [1,  \"no\"]\r\n---\r\n",
			[]transcript.Quoting{with("tags", "no"), with("places", "no")},
		},
		"what says something else by now":   {"---\ntitle: 1985\n---\n", "---\ntitle: 1985\n---\n", []transcript.Quoting{with("title", "1984")}},
		"what needs none":                   {"---\ntitle: a b\n---\n", "---\ntitle: a b\n---\n", []transcript.Quoting{with("title", "a b")}},
		"taken away":                        {"---\ntitle: \"1984\"\ntags:\n- 'no'\n---\n", "---\ntitle: 1984\ntags:\n- no\n---\n", []transcript.Quoting{without("title", "1984"), without("tags", "no")}},
		"what cannot be read without stays": {"---\ntitle: 'a: b'\n---\n", "---\ntitle: 'a: b'\n---\n", []transcript.Quoting{without("title", "a: b")}},
	} {
		out, err := Parse([]byte(c.before)).Requote(c.asked)
		if err != nil || string(out) != c.after {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
	if _, err := Parse([]byte("---\n- @a\n---\n")).Requote([]transcript.Quoting{with("title", "1984")}); err == nil {
		t.Error("front matter that cannot be read is changed")
	}
}
