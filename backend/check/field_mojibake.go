package check

import (
	"fmt"
	"slices"
	"strings"

	"stet/backend/misread"
	"stet/backend/transcript"
)

// ofTurns are fields that follow the turns: another time in them is no other fault.
var ofTurns = []string{"timecode", "start_time", "end_time"}

// leftOf is what of a text a program misread.
func leftOf(s string, signs []misread.Sign) string {
	out := make([]string, 0, len(signs))
	for _, b := range signs {
		out = append(out, s[b.From:b.To])
	}
	return strings.Join(out, " ")
}

var fieldMojibake = Check{
	ID: "field.mojibake", Severity: Error,
	Why:     "Some program read or wrote the front matter in the wrong way.",
	Example: "timecode: 00:01:00:00 â€“ 00:05:00:00, or title: Bread &amp; Salt",
	covers:  []string{"text.mojibake"},
	chunk: func(c *chunkSight, r *report) {
		for at, f := range c.Matter.Fields {
			signs := misread.Signs(f.Value)
			if f.Kind != transcript.ScalarField || len(signs) == 0 {
				continue
			}
			r.field(c, at, -1, fmt.Sprintf("In %s, %s", f.Key, signs[0].Told(f.Value)), whole(f.Value, signs, func(now string) Repair { return c.write("Write it as it was", at, now) })...)
			if slices.Contains(ofTurns, f.Key) {
				r.found[len(r.found)-1].Words = leftOf(f.Value, signs)
			}
		}
		c.eachItem(func(at, item int, text string) {
			if signs := misread.Signs(text); len(signs) > 0 {
				r.field(c, at, item, fmt.Sprintf("In %s, %s", quoted(text), signs[0].Told(text)), whole(text, signs, func(now string) Repair { return c.writeItem(at, item, now) })...)
			}
		})
	},
}

// whole offers to mend a text of which nothing is lost.
func whole(text string, signs []misread.Sign, repair func(now string) Repair) []Repair {
	if slices.ContainsFunc(signs, func(s misread.Sign) bool { return s.Right == "" }) {
		return nil
	}
	return []Repair{repair(misread.Mended(text))}
}
