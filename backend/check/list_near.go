package check

import (
	"fmt"
	"strings"
)

var listNear = Check{
	ID: "list.near", Severity: Warn,
	Why:     "Two spellings of one thing in a list are one too many.",
	Example: "entities: OpenAPI, Open API",
	chunk: func(c *chunkSight, r *report) {
		first := map[int]map[string]string{}
		c.eachItem(func(at, item int, text string) {
			if first[at] == nil {
				first[at] = map[string]string{}
			}
			key := singular(text)
			was, there := first[at][key]
			switch {
			case key == "":
			case !there:
				first[at][key] = text
			case was != text:
				r.field(c, at, item, fmt.Sprintf("%s stands in %s as %s, too.", quoted(text), c.Matter.Fields[at].Key, quoted(was)), c.dropItem(at, item))
			}
		})
	},
}

// singular is a name's letters, with each of its words in the singular.
func singular(name string) string {
	var b strings.Builder
	for _, w := range strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '-' || r == '_' }) {
		w = letters(w)
		if len(w) > 3 && !strings.HasSuffix(w, "ss") {
			w = strings.TrimSuffix(w, "s")
		}
		b.WriteString(w)
	}
	return b.String()
}
