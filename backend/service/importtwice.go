package service

import (
	"context"
	"path/filepath"
	"strings"

	"stet/backend/chunkfile"
	"stet/backend/session"
	"stet/backend/transcript"
)

// tellTwice tells of transcripts of other programs that came to an episode which has another one of their name: most likely
// the same words stand in it twice now.
func (im *importing) tellTwice(ctx context.Context) error {
	im.tellAlike()
	if len(im.drafts) == 0 {
		return nil
	}
	rows, err := im.service.Store.Library(ctx)
	if err != nil {
		return err
	}
	for _, draft := range im.drafts {
		for _, row := range rows {
			if twin := twinOf(row, draft); twin != "" {
				p := refuse(draft.shown, 1, 1, "file.twice", "The episode has %s already, by its name of the same recording: turns that both have stand twice now. Delete those of one of the two. To have no more of a file than its times, give them to the other: stet import --times %s %s",
					twin, filepath.Base(draft.shown), twin).ProblemView
				p.Severity = string(chunkfile.Warn)
				im.view.Twice = append(im.view.Twice, p)
			}
		}
	}
	return nil
}

// twinOf is the name of the other file of an episode that is of a draft's recording; "" where there is none, or the draft is
// of another episode.
func twinOf(row session.EpisodeRow, draft found) string {
	twin, here := "", false
	for _, c := range row.Chunks {
		source := strings.TrimSuffix(c.Source, draftEnding)
		switch {
		case c.Source == draft.path:
			here = true
		case c.Source != "" && stem(source) == stem(strings.TrimSuffix(draft.path, draftEnding)):
			if twin = filepath.Base(source); filepath.Ext(twin) == "" {
				twin = filepath.Base(c.Source)
			}
		}
	}
	if !here {
		return ""
	}
	return twin
}

// cameIn is a transcript that was taken in, and what is said in it.
type cameIn struct {
	found
	foreign bool
	turns   []transcript.Turn
}

// mostCame is how many transcripts are held against each other.
const mostCame = 24

// tellAlike tells of transcripts of other programs that came from a folder as episodes of their own, though they have most of the
// words of another one there.
func (im *importing) tellAlike() {
	if len(im.came) > mostCame {
		return
	}
	for i, x := range im.came {
		for k, of := range im.came {
			if !x.foreign || k == i || of.foreign && k > i || filepath.Dir(x.path) != filepath.Dir(of.path) || stem(origin(x.found)) == stem(origin(of.found)) || !sameTalkIn(x.turns, of.turns) {
				continue
			}
			p := refuse(x.shown, 1, 1, "file.twice", "Most of its words stand in %s as well: the two seem to be of one recording, and came as two episodes. To have no more of it than its times, take this one out of the library, and: stet import --times %s %s",
				filepath.Base(of.shown), filepath.Base(x.shown), filepath.Base(of.shown)).ProblemView
			p.Severity = string(chunkfile.Warn)
			im.view.Twice = append(im.view.Twice, p)
			break
		}
	}
}

// origin is the file that a draft was made of, or the file itself.
func origin(f found) string { return strings.TrimSuffix(f.path, draftEnding) }

// sameTalkIn says that most words of two texts stand in both in the same rows.
func sameTalkIn(a, b []transcript.Turn) bool {
	x, y := rowsIn(a), rowsIn(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	n := 0
	for row := range x {
		if y[row] {
			n++
		}
	}
	return len(x) > 0 && n*100 >= len(x)*sameTalk
}

// rowsIn are each four words in a row, as they sound.
func rowsIn(turns []transcript.Turn) map[string]bool {
	out, words := map[string]bool{}, []string{}
	for _, t := range turns {
		for _, w := range wordsOf(t) {
			if w = strings.Trim(strings.ToLower(w), ".,;:!?\"“”'’()–-"); w != "" {
				words = append(words, w)
			}
		}
	}
	for i := 0; i+4 <= len(words); i++ {
		out[strings.Join(words[i:i+4], " ")] = true
	}
	return out
}
