// This file says who speaks in transcripts that are cut: as somebody said, or as the chunks tell that have the same words. Who
// is not known is told, with the way to say it.

package service

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"stet/backend/chunkfile"
	"stet/backend/cut"
)

// nameSpeakers gives labels the names that somebody said.
func nameSpeakers(episodes []*episodeText, names map[string]string) error {
	for _, label := range slices.Sorted(maps.Keys(names)) {
		n := 0
		var there []string
		for _, e := range episodes {
			for _, t := range e.turns {
				if l := t.Label(); l != "" && !slices.Contains(there, l) {
					there = append(there, l)
				}
			}
			n += cut.Rename(e.turns, label, names[label])
		}
		if n == 0 {
			return fail(CodeNotFound, nil, "Nobody speaks as “%s” in the transcripts. There are: %s.", label, strings.Join(there, ", "))
		}
	}
	return nil
}

// namesIn takes labels for whom the chunks have the same words under, and notes those of which nothing tells who it is.
func (v *CutView) namesIn(e *episodeText, pieces []pieceFile) {
	for _, n := range cut.Names(e.turns, pieceTurns(pieces)) {
		switch {
		case n.Name != "":
			cut.Rename(e.turns, n.Label, n.Name)
			v.Speakers = append(v.Speakers, CutSpeaker{n.Label, n.Name, n.Votes, n.Of})
		case cut.Nameless(n.Label):
			none := ""
			if len(pieces) > 0 {
				none = ", and the chunks do not tell who it is"
			}
			v.Notes = append(v.Notes, e.place(n.First, chunkfile.Warn, "cut.speaker", "“%s” speaks in %s from here on%s. Say who it is: --speaker \"%s=NAME\".", n.Label, quantity(n.Turns, "turn"), none, n.Label))
		case len(pieces) > 0:
			v.Speakers = append(v.Speakers, CutSpeaker{Label: n.Label, Of: n.Of})
		}
	}
}

// Told says whom a label was taken for, and why.
func (s CutSpeaker) Told() string {
	if s.Name == "" {
		return fmt.Sprintf("%s speaks in none of the chunks that were there. The name is taken as it is.", s.Label)
	}
	return fmt.Sprintf("%s is taken for %s, under whose name the chunks have %d of the %d turns that they share. If not: --speaker \"%s=NAME\".", s.Label, s.Name, s.Votes, s.Of, s.Label)
}
