package chunkfile

import (
	"bytes"
	"fmt"
	"testing"

	"gopkg.in/yaml.v3"
)

// readSimply reads a text's front matter the short way; nil where that is not done.
func readSimply(src []byte) (root *yaml.Node, text []byte) {
	m, _ := findMatter(src, 0, splitLines(src, 0))
	text = src[m.start:m.end]
	return simpleYAML(src, yamlLines(text, m.start)), text
}

// differs says where nodes differ in what is asked of them.
func differs(a, b *yaml.Node) string {
	if a.Kind != b.Kind || a.Style != b.Style || a.Value != b.Value || b.Anchor != "" || b.Alias != nil || len(a.Content) != len(b.Content) {
		return fmt.Sprintf("%+v is %+v", a, b)
	}
	// Where a value is that is not there, nobody asks, and of a list, where its first item is.
	if there := a.Value != "" || a.Style != 0; a.Kind == yaml.ScalarNode && there && (a.Line != b.Line || a.Column != b.Column) {
		return fmt.Sprintf("%q stands at %d:%d, not at %d:%d", a.Value, b.Line, b.Column, a.Line, a.Column)
	}
	for i := range a.Content {
		if d := differs(a.Content[i], b.Content[i]); d != "" {
			return d
		}
	}
	return ""
}

func TestWhatIsReadTheShortWay(t *testing.T) {
	for text, short := range map[string]bool{
		"title: The Oven\nspeakers:\n  - Marit\n  - Björn\ntags: \n":   false, // spaces at the end of a key
		"title: The Oven\nspeakers:\n  - Marit\n  - Björn\n":           true,
		"title: 'Hot: bread'\nnote: \"\"\nempty:\n\ntags:\n- a\n- b\n": true,
		"start: 00:00:01\nurl: https://example.com/#top\n":             true,
		"title: Hot: bread\n":                              false,
		"title: Bread # warm\n":                            false,
		"# warm\ntitle: Bread\n":                           false,
		"title: |\n  Bread\n    rolls\n\na: b\n":           true,
		"title: |\n  Bread\n\n  and rolls\n":               false,
		"title: >\n  Bread\n":                              false,
		"title: Bread\n  and “rolls”,\n  (warm)\n\na: b\n": true,
		"title: Bread\n\n  and rolls\n":                    false,
		"title: Bread\n  - and rolls\n":                    false,
		"title: Bread\n  and: rolls\n":                     false,
		"tags:\n  - a\n    and b\n":                        false,
		"tags:\n  - a\n - b\n":                             false,
		"tags:\n  - a\n    - b\n":                          false,
		"tags:\n  - a: b\n":                                false,
		"tags: [a, b]\n":                                   false,
		"note: 'it''s'\n":                                  false,
		"note: \"a\\tb\"\n":                                false,
		"title: Bread\r\ntags:\r\n- a\r\n":                 false,
		"title: Bread\u2028and rolls\n":                    false,
		"title: Bread\n- a\n":                              false,
		"":                                                 false,
	} {
		if root, _ := readSimply([]byte("---\n" + text + "---\n")); (root != nil) != short {
			t.Errorf("%q is read the short way: %v", text, root != nil)
		}
	}
}

// FuzzSimpleMatter holds that what is read the short way is what yaml.v3 reads.
func FuzzSimpleMatter(f *testing.F) {
	seed(f, func(src []byte) { f.Add(src) })
	for _, text := range []string{"a: b\nc:\n- d\n-  'e'  \n\n\nf:\n   - \"g\"\nh:\n", "a: 1:2\nb: x#y\nc: null\nyes: ~\n", "a: b - c: d", "a:\n\n- b\nc: é’ü  \nd: 'x", "a: b\n c\n  d\ne: |\n  f\n   g  \n\n\nh: |\ni: j"} {
		f.Add([]byte("---\n" + text + "\n---\n"))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		root, text := readSimply(bytes.TrimPrefix(src, []byte(byteOrderMark)))
		if root == nil {
			return
		}
		want, err := parseYAML(text)
		if err != nil || want == nil {
			t.Fatalf("%q: %v", text, err)
		}
		if d := differs(root, want); d != "" {
			t.Fatalf("%q: %s", text, d)
		}
	})
}

// A date, and one with a time behind it, is no text to a reader of YAML; one that goes on as a slug is.
func TestDatesAndSlugsOfDates(t *testing.T) {
	for line, want := range map[string]string{"2024-05-01": "'2024-05-01'", "2024-05-01 10:20:30": "'2024-05-01 10:20:30'", "2024-5-1T10:20:30Z": "'2024-5-1T10:20:30Z'", "2024-05-01-01-ropes": "2024-05-01-01-ropes"} {
		if got := (&updater{}).newScalar(line, spot{}); got != want {
			t.Errorf("%s is written %s, not %s", line, got, want)
		}
	}
}
