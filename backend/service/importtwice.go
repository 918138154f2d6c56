package service

import (
	"context"
	"path/filepath"
	"strings"

	"stet/backend/chunkfile"
	"stet/backend/session"
)

// tellTwice tells of transcripts of other programs that came to an episode which has another one of their name: most likely
// the same words stand in it twice now.
func (im *importing) tellTwice(ctx context.Context) error {
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
