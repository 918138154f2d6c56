// This file shows the profile of a series in the settings, and keeps it in its file beside the content. It reads the
// files as they lie on the disk.

package service

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"

	"stet/backend/check"
	"stet/backend/profile"
)

// SeriesProfileView is the profile of a series, line by line, and where its files differ from it.
type SeriesProfileView struct {
	Path string `json:"path"`
	// Kept says that the file is there; if not, the lines are a guess from Files files.
	Kept  bool          `json:"kept"`
	Files int           `json:"files"`
	Lines []ProfileLine `json:"lines"`
	// Findings are the first of where files differ; Differ is how many there are.
	Findings []ProblemView `json:"findings"`
	Differ   int           `json:"differ"`
}

// ProfileLine is a line of a profile, and with how many of the files it agrees; of 0 where that was not counted.
type ProfileLine struct {
	profile.Line
	Agree int `json:"agree"`
	Of    int `json:"of"`
}

// mostFindings is how many differences are listed.
const mostFindings = 50

// SeriesProfile finds the profile of a series: the one kept beside its files, or a guess.
func (s *Service) SeriesProfile(series string) (SeriesProfileView, error) {
	v, guess, err := s.profiles(series)
	if err != nil {
		return SeriesProfileView{}, sentence(err)
	}
	return profilePage(v, guess), nil
}

// KeepProfile writes lines of a profile that were changed to its file, with all other lines as they are there. Which checks are
// made is written by itself. Of a guess that is not kept yet, what the files are held against as it is is written with any other
// line: no line of it loosens a rule or makes an error of something.
func (s *Service) KeepProfile(series string, lines []profile.Line) (SeriesProfileView, error) {
	v, guess, err := s.profiles(series)
	if err != nil {
		return SeriesProfileView{}, sentence(err)
	}
	only := !slices.ContainsFunc(lines, func(l profile.Line) bool { return !l.OfChecks() })
	switch {
	case only && !v.Kept:
		v.profile, v.Text = profile.Empty(), ""
	case !only && (!v.Kept || v.profile.OnlyChecks()):
		held, text, err := heldGuess(guess.found)
		if err != nil {
			return SeriesProfileView{}, sentence(err)
		}
		if !v.Kept {
			v.Text = text
		}
		v.profile = held.Weighing(v.profile)
	}
	p := v.profile
	for _, l := range lines {
		if p, err = p.With(l); err != nil {
			return SeriesProfileView{}, fail(CodeInvalid, err, "%s.", capital(err.Error()))
		}
	}
	if no := noSuchChecks(p); no != nil {
		return SeriesProfileView{}, fail(CodeInvalid, nil, "%s", no[0])
	}
	text, err := profile.Update([]byte(v.Text), p)
	if err != nil {
		return SeriesProfileView{}, sentence(err)
	}
	v.Text = string(text)
	// What the library cannot tell keeps nothing.
	rows, err := s.Store.Library(s.ctx)
	if err != nil {
		return SeriesProfileView{}, sentence(err)
	}
	if _, err := WriteProfileNow(v); err != nil {
		return SeriesProfileView{}, sentence(err)
	}
	for _, row := range rows {
		if row.Episode.Series == series {
			s.Emit("episode", map[string]int64{"id": int64(row.ID)}) // what is told of its chunks may be another thing
		}
	}
	page, err := s.SeriesProfile(series)
	if err != nil {
		// It is kept, whatever cannot be read again.
		v.Kept, v.profile = true, p
		return profilePage(v, guess), nil
	}
	return page, nil
}

// heldGuess is of a guess what files are held against while nobody has said anything, and the file of it.
func heldGuess(g profile.Guess) (profile.Profile, string, error) {
	g.Profile = check.Guessed(g)
	g.Required = nil
	g.Shares = slices.DeleteFunc(slices.Clone(g.Shares), func(s profile.Share) bool {
		return !slices.ContainsFunc(g.Lines(), func(l profile.Line) bool { return l.Key == s.Key && (l.Value != "" || len(l.Items) > 0) })
	})
	text, err := profile.New(g)
	return g.Profile, string(text), err
}

// profiles are the profile of a series as it is, and what its files have in common.
func (s *Service) profiles(series string) (kept, guess ProfileView, err error) {
	folders, err := s.foldersOf(s.ctx, series)
	if err != nil {
		return kept, guess, err
	}
	if len(folders) == 0 {
		return kept, guess, fail(CodeNotFound, nil, "The series has no files yet.")
	}
	none := func(string, int, int) {}
	if guess, err = ProfileNow(s.ctx, folders, true, none); err != nil {
		return kept, guess, err
	}
	if !guess.Kept {
		above := folderAbove(folders)
		if above == "" {
			return kept, guess, fail(CodeInvalid, nil, "The files of the series lie on several drives, so no folder holds all of them. Bring them to one drive to keep a profile beside them.")
		}
		// What else holds for the series tells where its files are kept: other episodes of it may lie beside these.
		beside := lieBeside(above)
		if kept := cmp.Or(beside.tags(), beside.waivers()); kept != "" {
			above = filepath.Dir(kept)
		}
		guess.Path = filepath.Join(above, profile.FileName)
		return guess, guess, nil
	}
	kept, err = ProfileNow(s.ctx, folders, false, none)
	return kept, guess, err
}

// foldersOf are the folders that the files of a series lie in.
func (s *Service) foldersOf(ctx context.Context, series string) ([]string, error) {
	rows, err := s.Store.Library(ctx)
	if err != nil {
		return nil, err
	}
	var folders []string
	for _, row := range rows {
		for _, c := range row.Chunks {
			if dir := filepath.Dir(c.Source); row.Episode.Series == series && c.Source != "" && !slices.Contains(folders, dir) {
				folders = append(folders, dir)
			}
		}
	}
	return folders, nil
}

// folderAbove is the folder that holds all of some folders, which is where a new profile goes; "" where there is none, as
// of two drives.
func folderAbove(folders []string) string {
	above := folders[0]
	for _, dir := range folders {
		for {
			if rel, err := filepath.Rel(above, dir); err == nil && filepath.IsLocal(rel) {
				break
			}
			up := filepath.Dir(above)
			if up == above {
				return ""
			}
			above = up
		}
	}
	return above
}

func profilePage(v, guess ProfileView) SeriesProfileView {
	out := SeriesProfileView{
		Path: v.Path, Kept: v.Kept, Files: v.Files, Lines: []ProfileLine{},
		Findings: some(v.Findings[:min(mostFindings, len(v.Findings))]), Differ: len(v.Findings),
	}
	guessed := guess.profile.Lines()
	for _, l := range v.profile.Lines() {
		line := ProfileLine{Line: l}
		same := slices.ContainsFunc(guessed, func(g profile.Line) bool {
			return g.Key == l.Key && g.Value == l.Value && slices.Equal(g.Items, l.Items)
		})
		for _, share := range guess.Shares {
			if share.Key == l.Key && same {
				line.Agree, line.Of = share.Agree, share.Of
			}
		}
		out.Lines = append(out.Lines, line)
	}
	return out
}
