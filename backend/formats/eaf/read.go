// Package eaf reads the XML of ELAN: tiers, one a speaker, and their annotations. Tiers that divide or translate another are
// left behind.
package eaf

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"stet/backend/formats"
	"stet/backend/timecode"
)

// Reader reads it.
var Reader = formats.Reader{Name: "ELAN", Knows: func(f *formats.File) bool { return f.Root() == "ANNOTATION_DOCUMENT" }, Read: read}

// slot is a time that annotations refer to; slots stand in the order of time, also those that have none.
type slot struct {
	at    timecode.Time
	known bool
}

// annotation is one of a tier, with the names of its slots.
type annotation struct {
	line          int
	speaker, text string
	from, to      string
}

func read(f *formats.File) (formats.Transcript, error) {
	t := formats.Transcript{}
	var slots []slot
	at := map[string]int{}
	var all []annotation
	speaker, skipped, value := "", false, false
	err := f.Walk(func(e formats.Element) {
		switch e.Name {
		case "HEADER":
			if unit := e.Of["TIME_UNITS"]; unit != "" && unit != "milliseconds" {
				t.Remark(formats.Odd, e.Line, "The times are said to be in %s, and read as milliseconds", unit)
			}
		case "TIME_SLOT":
			s := slot{}
			if text, has := e.Of["TIME_VALUE"]; has {
				if n, err := strconv.ParseInt(text, 10, 32); err == nil && n >= 0 {
					s = slot{timecode.FromMillis(n), true}
				} else {
					t.Remark(formats.Odd, e.Line, "A time that is none")
				}
			}
			at[e.Of["TIME_SLOT_ID"]] = len(slots)
			slots = append(slots, s)
		case "TIER":
			speaker = cmp.Or(strings.TrimSpace(e.Of["PARTICIPANT"]), strings.TrimSpace(e.Of["TIER_ID"]))
			if skipped = e.Of["PARENT_REF"] != ""; skipped {
				t.Remark(formats.Lost, e.Line, "The tier “%s”, which divides or translates “%s”", e.Of["TIER_ID"], e.Of["PARENT_REF"])
			}
		case "ALIGNABLE_ANNOTATION":
			if !skipped {
				all = append(all, annotation{line: e.Line, speaker: speaker, from: e.Of["TIME_SLOT_REF1"], to: e.Of["TIME_SLOT_REF2"]})
			}
		case "ANNOTATION_VALUE":
			value = !skipped && len(all) > 0
		}
	}, func(s string) {
		if value {
			all[len(all)-1].text += s
		}
	}, func(name string) { value = value && name != "ANNOTATION_VALUE" })
	if err != nil {
		return t, err
	}
	guessed := between(slots)
	pieces := make([]formats.Piece, len(all))
	for i, a := range all {
		p := formats.Piece{Line: a.line, Speaker: a.speaker, Tokens: []formats.Token{{Text: a.text}}}
		from, hasFrom := at[a.from]
		to, hasTo := at[a.to]
		if p.Timed = hasFrom && hasTo && slots[from].known && slots[to].known; p.Timed {
			p.Start, p.End = slots[from].at, slots[to].at
			if guessed[from] || guessed[to] {
				t.Remark(formats.Guessed, a.line, "A time that the file does not give: it is put between the others")
			}
		} else {
			t.Remark(formats.Odd, a.line, "An annotation without a time")
			if i > 0 && all[i-1].speaker == a.speaker {
				p.Start = pieces[i-1].Start // it stays behind the one that it follows
			}
		}
		pieces[i] = p
	}
	slices.SortStableFunc(pieces, func(a, b formats.Piece) int { return cmp.Compare(a.Start, b.Start) })
	t.Keep("annotation", pieces)
	return t, nil
}

// between gives slots without a time one, evenly between those before and behind that have one, and says which it gave.
func between(slots []slot) map[int]bool {
	given := map[int]bool{}
	last := -1
	for i := range slots {
		if !slots[i].known || given[i] {
			continue
		}
		for k := last + 1; last >= 0 && k < i; k++ {
			room := slots[i].at - slots[last].at
			slots[k] = slot{slots[last].at + room*timecode.Time(k-last)/timecode.Time(i-last), true}
			given[k] = true
		}
		last = i
	}
	return given
}
