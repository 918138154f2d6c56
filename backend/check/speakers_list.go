package check

import (
	"fmt"
	"slices"
	"strings"

	"stet/backend/transcript"
)

var speakersList = Check{
	ID: "speakers.list", Severity: Error,
	Why:     "speakers are those who speak in the chunk, no more and no fewer: readers look for people by it.",
	Example: "speakers: Ada, Björn, and a turn of Mira’s",
	chunk: func(c *chunkSight, r *report) {
		at := c.fieldAt("speakers")
		if at < 0 || c.Matter.Fields[at].Kind != transcript.ListField || len(c.Turns) == 0 {
			return
		}
		f := c.Matter.Fields[at]
		speak := speakersOf(c.Chunk)
		missing, silent, kept := c.seats(f.Items, speak)
		if len(missing)+len(silent) == 0 {
			return
		}
		var said []string
		var repairs []Repair
		for _, label := range missing {
			if name := spelledAs(label, silent); name != "" {
				said = append(said, fmt.Sprintf("the turns say %s, and the list %s", label, name))
				repairs = append(repairs, c.relabel(label, name))
				silent = slices.DeleteFunc(slices.Clone(silent), func(s string) bool { return s == name })
				continue
			}
			said = append(said, label+" speaks here, and is not listed")
		}
		for _, name := range silent {
			said = append(said, name+" is listed, and says nothing here")
		}
		now := f
		now.Items = append(kept, missing...)
		repairs = append(repairs, Repair{
			Name: "List " + listed(now.Items), Before: "speakers: " + strings.Join(f.Items, ", "), After: "speakers: " + strings.Join(now.Items, ", "),
			Ops: []transcript.Op{transcript.SetField{Chunk: c.ID, At: at, Was: f.Key, Field: now}},
		})
		r.field(c, at, -1, "Of the speakers, "+strings.Join(said, "; ")+".", repairs...)
		r.found[len(r.found)-1].Words = strings.Join(f.Items, ", ") + " / " + strings.Join(speak, ", ")
	},
}

// seats tells who of those who speak is not in the list, who of the list says nothing, and who is to stay in it.
func (c *chunkSight) seats(list, speak []string) (missing, silent, kept []string) {
	unnamed := slices.ContainsFunc(c.Turns, func(t transcript.Turn) bool { return t.Speaker == nil })
	for _, label := range speak {
		// A label in brackets, such as (Mix), is nobody's name.
		if !slices.Contains(list, label) && !strings.HasPrefix(label, "(") {
			missing = append(missing, label)
		}
	}
	for _, name := range list {
		if slices.Contains(speak, name) || unnamed { // a turn of nobody's may be theirs
			kept = append(kept, name)
		} else {
			silent = append(silent, name)
		}
	}
	return missing, silent, kept
}

// spelledAs is the name in a list that is a label with other accents or capitals; "" if there is none.
func spelledAs(label string, names []string) string {
	for _, name := range names {
		if plainLetters(name) == plainLetters(label) {
			return name
		}
	}
	return ""
}

// relabel is a repair that gives the turns under a label to a name.
func (c *chunkSight) relabel(label, name string) Repair {
	repair := Repair{Name: "Call the speaker " + name, Before: label, After: name}
	for i := range c.Turns {
		if c.Turns[i].Label() == label {
			repair.Ops = append(repair.Ops, transcript.SetSpeaker{Turn: c.Turns[i].ID, Speaker: &name})
		}
	}
	return repair
}

// plainLetters are a name's letters without accents.
func plainLetters(name string) string { return accents.Replace(letters(name)) }

var accents = strings.NewReplacer("ä", "a", "á", "a", "à", "a", "â", "a", "å", "a", "ã", "a", "ç", "c", "é", "e", "è", "e", "ê", "e", "ë", "e",
	"í", "i", "ï", "i", "î", "i", "ñ", "n", "ö", "o", "ó", "o", "ô", "o", "ø", "o", "ü", "u", "ú", "u", "û", "u", "ß", "ss", "š", "s", "ž", "z", "č", "c")
