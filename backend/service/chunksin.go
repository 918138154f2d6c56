// This file finds the chunks that the verbs on names look at: files, or chunks of a library, which are read as the files that
// an export would write now. It writes nothing.

package service

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"stet/backend/session"
	"stet/backend/transcript"
)

// Chunks says where chunks are looked for.
type Chunks struct {
	// Paths are files and folders.
	Paths []string
	// Library is one whose chunks are meant in their place; Of are the numbers of its episodes and the names of its series
	// that are meant, none for all.
	Library *Service
	Of      []string
}

// Files are the chunk files under paths.
func Files(paths ...string) Chunks { return Chunks{Paths: paths} }

func (in Chunks) gather(ctx context.Context) (*gathering, error) {
	if in.Library == nil {
		return gather(in.Paths)
	}
	rows, err := in.rows(ctx)
	if err != nil {
		return nil, err
	}
	return in.Library.asFiles(ctx, rows)
}

// rows are the episodes of the library that are meant.
func (in Chunks) rows(ctx context.Context) ([]session.EpisodeRow, error) {
	all, err := in.Library.Store.Library(ctx)
	if err != nil {
		return nil, err
	}
	for _, name := range in.Of {
		if !slices.ContainsFunc(all, func(row session.EpisodeRow) bool { return isCalled(row, name) }) {
			return nil, fail(CodeNotFound, nil, "There is no episode %s in the library, and no series of that name.", name)
		}
		var full []string
		for _, row := range all {
			if row.Episode.Key == name && row.Episode.Series != name {
				full = append(full, fullName(row))
			}
		}
		if len(full) > 1 {
			return nil, fail(CodeInvalid, nil, "Several series have an episode %s. Name one of %s.", name, quotedList(full))
		}
	}
	return slices.DeleteFunc(all, func(row session.EpisodeRow) bool {
		return len(in.Of) > 0 && !slices.ContainsFunc(in.Of, func(name string) bool { return isCalled(row, name) })
	}), nil
}

func isCalled(row session.EpisodeRow, name string) bool {
	return row.Episode.Key == name || row.Episode.Series == name || fullName(row) == name
}

func fullName(row session.EpisodeRow) string { return row.Episode.Series + "/" + row.Episode.Key }

// asFiles are the chunks of episodes as the files that an export would write. What cannot be written is refused.
func (s *Service) asFiles(ctx context.Context, rows []session.EpisodeRow) (*gathering, error) {
	g := &gathering{refused: []ProblemView{}}
	for _, row := range rows {
		see := func(doc *transcript.Document, files session.Files) { g.addChunks(row.ID, doc, files) }
		if ok, err := session.Look(ctx, s.Store, row, see); err != nil {
			return nil, err
		} else if ok {
			continue
		}
		err := s.open.with(ctx, row.ID, func(open *session.Session) error {
			open.Read(see)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return g, nil
}

func (g *gathering) addChunks(episode session.EpisodeID, doc *transcript.Document, files session.Files) {
	for _, id := range doc.Chunks() {
		f := found{path: chunkKey(episode, id), shown: placeShown(doc, files, id)}
		text, err := files.Text(id)
		if err != nil {
			what, _ := whyHeld(doc, id, err)
			g.refused = append(g.refused, refuse(f.shown, 1, 1, "file.update", "%s", what).ProblemView)
			continue
		}
		f.text = append([]byte{}, text...)
		g.files = append(g.files, f)
	}
}

// placeShown names the file that a chunk is to stand in; the chunk itself where that is not known.
func placeShown(doc *transcript.Document, files session.Files, id transcript.ID) string {
	head, _ := doc.Head(id)
	var p planned
	if p.place(doc, files, id, head); p.home != "" && p.State != PlanHeld {
		return fromHere(p.home)
	}
	return fmt.Sprintf("%s, %s %s", episodeTitle(doc.Episode()), chunkNumber(head), chunkTitle(head, ""))
}

// fromHere is a path as one would write it in the current folder.
func fromHere(path string) string {
	if here, err := os.Getwd(); err == nil {
		if below, err := filepath.Rel(here, path); err == nil && filepath.IsLocal(below) {
			return below
		}
	}
	return path
}

func noChunks() error { return fail(CodeNotFound, nil, "There are no chunks in the library.") }

// tagList is the list of approved tags that chunks are held against; must says that there has to be one.
func (in Chunks) tagList(ctx context.Context, named string, must bool) (*tagList, error) {
	if in.Library == nil || named != "" {
		return readTagList(named, in.Paths, must)
	}
	series, folder, err := in.series(ctx)
	if err != nil {
		return nil, err
	}
	if len(series) != 1 {
		switch {
		case must && len(series) == 0:
			return nil, noChunks()
		case must:
			return nil, fail(CodeInvalid, nil, "Each series has its own list of approved tags. Name one of the series: %s; or a list with --tags FILE.", quotedList(series))
		}
		return &tagList{}, nil
	}
	if path := lieBeside(folder).tags(); path != "" {
		return readTagList(fromHere(path), nil, must)
	}
	return in.Library.approvedIn(series[0], must)
}

// approvedIn is what the library has approved for a series.
func (s *Service) approvedIn(series string, must bool) (*tagList, error) {
	_, r, err := s.registryOf(series)
	switch {
	case err != nil:
		return nil, err
	case len(r.Tags) > 0:
		return &tagList{there: true, shown: "the registry of " + series, tags: r.Tags}, nil
	case must:
		return nil, fail(CodeNotFound, nil, "There is no list of approved tags: neither has the registry of %s one, nor lies a %s beside its files or above them. Name one with --tags FILE.", series, TagsFile)
	}
	return &tagList{}, nil
}

// series are those of the episodes that are meant, and the folder of the first chunk that came from a file.
func (in Chunks) series(ctx context.Context) (series []string, folder string, err error) {
	rows, err := in.rows(ctx)
	for _, row := range rows {
		if !slices.Contains(series, row.Episode.Series) {
			series = append(series, row.Episode.Series)
		}
		for _, c := range row.Chunks {
			if folder == "" && c.Source != "" {
				folder = filepath.Dir(c.Source)
			}
		}
	}
	return series, folder, err
}

func quotedList(names []string) string {
	said := ""
	for i, name := range names {
		if i > 0 {
			said += ", "
		}
		said += "“" + name + "”"
	}
	return said
}
