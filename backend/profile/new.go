// This file writes a guess down as a new profile's file. It guesses nothing.

package profile

import (
	"errors"
	"fmt"
	"strings"

	"stet/backend/chunkfile"
	"stet/backend/transcript"
)

// rates says what the frames leave open, for a person to settle.
func (g Guess) rates() string {
	switch {
	case g.Highest == Unknown, g.Rate.Valid():
		return ""
	case g.Highest < 25 && g.Counted < counted:
		return fmt.Sprintf("The frames are counted to %d, in too few timecodes to tell what the rate is.", g.Highest)
	case g.Highest < 24:
		return "The frames are counted to 23: that is 24 or 23.976, and no file says which."
	case g.Highest < 30:
		return fmt.Sprintf("The frames are counted to %d: that is 30 or 29.97, and no file says which.", g.Highest)
	}
	return fmt.Sprintf("The frames are counted to %d: that is 50, 59.94 or 60, and no file says which.", g.Highest)
}

// New returns the file of a guess, with what it means and how many files agree as comments. It refuses names that no
// text can hold.
func New(g Guess) ([]byte, error) {
	var b strings.Builder
	fmt.Fprintf(&b, "# What the files of this series have in common, as Stet found it in %d of them. Change what is not so.\n", g.Files)
	var failed error
	add := func(about string, f transcript.Field) {
		text, err := printed(f)
		failed = errors.Join(failed, err)
		fmt.Fprintf(&b, "\n# %s%s\n%s", about, g.said(f.Key), text)
	}
	for _, s := range settings {
		add(s.about, s.get(g.Profile))
		if s.key != "lists" {
			continue
		}
		for _, a := range g.Allowed {
			add(fmt.Sprintf("What %s may say.", a.Field), allowedField(a))
		}
	}
	return []byte(b.String()), failed
}

// said is the rest of a comment: how many files agree.
func (g Guess) said(key string) string {
	if s, ok := g.Share(key); ok {
		return fmt.Sprintf(" %d of %d files agree.", s.Agree, s.Of)
	}
	if more := g.rates(); key == "frame_rate" && more != "" {
		return " " + more
	}
	return ""
}

// printed is one field as chunkfile writes it.
func printed(f transcript.Field) (string, error) {
	if f.Kind == transcript.ListField && len(f.Items) == 0 {
		return f.Key + ":\n", nil
	}
	empty := chunkfile.Parse([]byte(fence + fence))
	c := empty.Chunk()
	c.Matter.Fields = []transcript.Field{f}
	out, err := empty.Update(c)
	return strings.TrimSuffix(strings.TrimPrefix(string(out), fence), fence), err
}
