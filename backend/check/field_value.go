package check

import "stet/backend/transcript"

var fieldValue = Check{
	ID: "field.value", Severity: Warn,
	Why:     "The profile says what some fields may say; any other value is one that nobody looks for.",
	Example: "type: podcast, where the profile allows podcast-chunk",
	chunk: differing("field.value", func(c *chunkSight, at int) []Repair {
		f := c.Matter.Fields[at]
		if f.Kind != transcript.ScalarField {
			return nil
		}
		var repairs []Repair
		for _, v := range c.series.Profile.Values(f.Key) {
			repairs = append(repairs, c.write("Write "+quoted(v), at, v))
		}
		return repairs[:min(3, len(repairs))]
	}),
}
