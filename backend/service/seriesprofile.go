// This file finds the profile of the series that files belong to: the one kept beside them, or a guess. It settles
// nothing that a profile leaves open.

package service

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"stet/backend/atomicfile"
	"stet/backend/check"
	"stet/backend/chunkfile"
	"stet/backend/profile"
)

// ProfileView is the profile of a series, as its file keeps it, and how many files agree with it.
type ProfileView struct {
	// Path is the file that keeps the profile, or where it is to be kept; Kept says that it is there.
	Path string `json:"path"`
	Kept bool   `json:"kept"`
	// Files are those that were looked at.
	Files int `json:"files"`
	// Text is what the file holds: if there is none yet, what was guessed, with how many files agree as comments.
	Text string `json:"text"`
	// Shares are how many files agree with each line of a guess.
	Shares []ShareView `json:"shares"`
	// Findings are where files differ from the profile.
	Findings []ProblemView `json:"findings"`
	// Refused are files that could not be read.
	Refused []ProblemView `json:"refused"`
	profile profile.Profile
	// found is what the files have in common, where that was asked for.
	found profile.Guess
	// src is what the file held when it was read.
	src []byte
}

// ShareView is how many files agree with one line of a profile.
type ShareView struct {
	Key   string `json:"key"`
	Agree int    `json:"agree"`
	Of    int    `json:"of"`
}

// ProfileNow finds the profile of the chunk files under paths: the one kept beside them, or, where there is none or guess
// is wanted, what most of them have in common. It says where each differs from it.
func ProfileNow(ctx context.Context, paths []string, guess bool, progress func(what string, done, total int)) (ProfileView, error) {
	g, err := gather(paths)
	if err != nil {
		return ProfileView{}, sentence(err)
	}
	v := ProfileView{Shares: []ShareView{}, Findings: []ProblemView{}, Refused: g.refused}
	if v.Path, v.Kept, err = keptFor(paths, g); err != nil {
		return v, sentence(err)
	}
	if v.Kept {
		if v.src, v.profile, err = readProfile(v.Path); err != nil {
			return v, err
		}
	}
	var guessed profile.Guesser
	if err := eachChunkFile(ctx, g.files, progress, func(r read) { guessed.Add(filepath.Base(r.path), r.file); v.Files++ }, func(p ProblemView) { v.Refused = append(v.Refused, p) }); err != nil {
		return v, err
	}
	text := v.src
	if !v.Kept || guess {
		found := guessed.Guess()
		v.found = found
		for _, s := range found.Shares {
			v.Shares = append(v.Shares, ShareView(s))
		}
		if v.Kept {
			if v.profile, err = v.profile.Taking(found.Profile); err == nil {
				text, err = profile.Update(v.src, v.profile)
			}
		} else {
			v.profile = found.Profile
			text, err = profile.New(found)
		}
		if err != nil {
			return v, sentence(err)
		}
	}
	v.Text, v.Findings = string(text), unknownLines(v.Path, text)
	layout := v.sureLayout()
	err = eachChunkFile(ctx, g.files, func(string, int, int) {}, func(r read) {
		v.Findings = append(v.Findings, findings(r, append(v.profile.Check(filepath.Base(r.path), r.chunk), layout.CheckLayout(r.file)...))...)
	}, func(ProblemView) {})
	return v, err
}

// sureLayout is the profile without what too few files agree with to hold others against it.
func (v ProfileView) sureLayout() profile.Profile {
	p := v.profile
	for _, s := range v.Shares {
		switch sure := 4*s.Agree >= 3*s.Of; {
		case !sure && s.Key == "list_indent":
			p.ListIndent = profile.Unknown
		case !sure && s.Key == "summary_style":
			p.Summary = ""
		}
	}
	return p
}

// unknownLines are the lines of a profile that say nothing to this Stet.
func unknownLines(path string, src []byte) []ProblemView {
	out := []ProblemView{}
	_, problems := profile.Parse(src)
	for _, x := range problems {
		if x.Unknown {
			out = append(out, ProblemView{File: path, Line: x.Line, Column: 1, Severity: string(chunkfile.Warn), Code: "profile.unknown", What: finished(x.What)})
		}
	}
	return out
}

func findings(r read, found []profile.Finding) []ProblemView {
	var out []ProblemView
	for _, x := range found {
		v := ProblemView{File: r.shown, Line: 1, Column: 1, Severity: string(chunkfile.Warn), Code: "profile." + x.Code, What: x.What}
		if x.At >= 0 {
			at := r.file.FieldPlace(x.At)
			v.Line, v.Column = at.Line, at.Column
		}
		out = append(out, v)
	}
	return out
}

// WriteProfileNow keeps a profile at the path that it says; without a change it writes nothing. What somebody else wrote
// there meanwhile stays.
func WriteProfileNow(v ProfileView) (written bool, err error) {
	if v.Kept && v.Text == string(v.src) {
		return false, nil
	}
	err = atomicfile.Write(v.Path, []byte(v.Text), func() error {
		now, err := os.ReadFile(v.Path)
		if (err == nil) != v.Kept || err == nil && !bytes.Equal(now, v.src) {
			return errOvertaken
		}
		return nil
	})
	return err == nil, sentence(err)
}

// eachChunkFile reads the files that are chunks with front matter, and gives each to do, one after the other; those that
// cannot be read are told of.
func eachChunkFile(ctx context.Context, files []found, progress func(string, int, int), do func(read), refused func(ProblemView)) error {
	return sentence(eachFile(ctx, files, progress, refused, func(r read) {
		if isTranscript(r.chunk) && len(r.chunk.Matter.Fields) > 0 {
			do(r)
		}
	}))
}

// keptFor finds the profile for what was asked for. Where there is none, it is to be kept in the folder that was asked
// for, or that of the first file.
func keptFor(paths []string, g *gathering) (path string, kept bool, err error) {
	dir := ""
	if len(paths) > 0 {
		if dir, err = filepath.Abs(paths[0]); err != nil {
			return "", false, err
		}
	}
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		dir = filepath.Dir(dir)
	}
	from := dir
	if len(g.files) > 0 {
		from = filepath.Dir(g.files[0].path)
	}
	if path := keptAbove(from); path != "" {
		return path, true, nil
	}
	return filepath.Join(dir, profile.FileName), false, nil
}

// keptAbove returns the profile's file in a folder or the nearest one above it; "" if there is none.
func keptAbove(dir string) string { return lieBeside(dir).profile() }

// readProfile reads a profile's file. The error says where it is wrong.
func readProfile(path string) ([]byte, profile.Profile, error) {
	src, err := readText(path, path)
	if err != nil {
		return nil, profile.Empty(), sentence(err)
	}
	p, problems := profile.Parse(src)
	var said []string
	for _, x := range problems {
		if x.Unknown {
			continue
		}
		said = append(said, fmt.Sprintf("%s:%d: %s", path, x.Line, strings.TrimSuffix(x.What, ".")))
	}
	for _, x := range noSuchChecks(p) {
		said = append(said, fmt.Sprintf("%s: %s", path, strings.TrimSuffix(x, ".")))
	}
	if said != nil {
		return nil, p, fail(CodeInvalid, nil, "%s.", strings.Join(said, "\n"))
	}
	return src, p, nil
}

// noSuchChecks says which checks a profile names that there are none of.
func noSuchChecks(p profile.Profile) []string {
	var out []string
	for _, id := range slices.Concat(p.Off, p.Errors) {
		if what := check.NoSuch(id); what != "" {
			out = append(out, what)
		}
	}
	return out
}

// profiles are those of the files that are edited together; where none is kept, what most of them have in common.
type profiles struct {
	kept    map[string]profile.Profile // by folder
	guessed profile.Profile
	// guess says with how many files the guess agrees.
	guess profile.Guess
}

// mostGuessedFrom is from how many files an edit guesses, spread over all of them: more tell nothing else.
const mostGuessedFrom = 1000

// profilesOf finds the profiles of files. Some of those without a kept one are read for it.
func profilesOf(ctx context.Context, files []found, progress func(string, int, int)) (*profiles, error) {
	p := &profiles{kept: map[string]profile.Profile{}, guessed: profile.Empty()}
	paths := map[string]string{} // of profiles, by folder
	byPath := map[string]profile.Profile{}
	var without []found
	for _, f := range files {
		dir := filepath.Dir(f.path)
		path, known := paths[dir]
		if !known {
			path = keptAbove(dir)
			paths[dir] = path
		}
		if path == "" {
			without = append(without, f)
			continue
		}
		if _, read := byPath[path]; !read {
			var err error
			if _, byPath[path], err = readProfile(path); err != nil {
				return nil, err
			}
		}
		if p.kept[dir] = byPath[path]; p.kept[dir].OnlyChecks() {
			without = append(without, f)
		}
	}
	if step := 1 + len(without)/mostGuessedFrom; step > 1 {
		for i := range len(without) / step {
			without[i] = without[i*step]
		}
		without = without[:len(without)/step]
	}
	var g profile.Guesser
	err := eachChunkFile(ctx, without, progress, func(r read) { g.Add(filepath.Base(r.path), r.file) }, func(ProblemView) {})
	p.guess = g.Guess()
	p.guessed = p.guess.Profile
	return p, err
}

// of is the profile that a file is held against, and whether it is kept, and no guess.
func (p *profiles) of(f found) (profile.Profile, bool) {
	kept, ok := p.kept[filepath.Dir(f.path)]
	switch {
	case !ok:
		return p.guessed, false
	case kept.OnlyChecks():
		return p.guessed.Weighing(kept), false
	}
	return kept, true
}
