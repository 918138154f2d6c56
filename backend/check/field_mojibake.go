package check

import (
	"fmt"
	"slices"
	"strings"

	"stet/backend/transcript"
)

// ofTurns are fields that follow the turns: another time in them is no other fault.
var ofTurns = []string{"timecode", "start_time", "end_time"}

// brokenText is what of a text a program misread.
func brokenText(s string) string {
	var out []string
	for _, b := range brokenIn(s) {
		out = append(out, s[b.from:b.to])
	}
	return strings.Join(out, " ")
}

var fieldMojibake = Check{
	ID: "field.mojibake", Severity: Error,
	Why:     "Some program read the front matter in the wrong encoding.",
	Example: "timecode: 00:01:00:00 â€“ 00:05:00:00",
	covers:  []string{"text.mojibake"},
	chunk: func(c *chunkSight, r *report) {
		for at, f := range c.Matter.Fields {
			if f.Kind == transcript.ScalarField && len(brokenIn(f.Value)) > 0 {
				now := mended(f.Value)
				r.field(c, at, -1, fmt.Sprintf("A program misread the text of %s: %s.", f.Key, quoted(f.Value[brokenIn(f.Value)[0].from:brokenIn(f.Value)[0].to])), c.write("Write it as it was", at, now))
				if slices.Contains(ofTurns, f.Key) {
					r.found[len(r.found)-1].Words = brokenText(f.Value)
				}
			}
		}
		c.eachItem(func(at, item int, text string) {
			if len(brokenIn(text)) > 0 {
				r.field(c, at, item, fmt.Sprintf("%s is what is left of %s after a program misread the text.", quoted(text), quoted(mended(text))), c.writeItem(at, item, mended(text)))
			}
		})
	},
}
