// This file tells of an export: what it did to which chunk, for the message of a commit, and what was found in what went
// out, for the report. It runs no git, and writes nothing but the report that somebody asked for.

package service

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"stet/backend/atomicfile"
	"stet/backend/chunkfile"
	"stet/backend/publish"
	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// telling gathers what an export does, file by file.
type telling struct {
	changes []toldChange
	// besides are the names of files that were made of the chunks.
	besides []string
}

// toldChange is a change and the chunk that it is of.
type toldChange struct {
	publish.Change
	episode session.EpisodeID
	chunk   transcript.ID
	home    bool
}

// add takes what became of a file: it held was, and holds now. Either is nil where there is no file.
func (t *telling) add(f planned, was, now []byte) {
	if string(was) == string(now) && (was == nil) == (now == nil) {
		return
	}
	c := toldChange{Change: publish.Change{Number: f.Number, Title: f.Title, Renamed: f.From != ""}, episode: session.EpisodeID(f.Episode), chunk: f.Chunk, home: f.Path == f.home}
	if was != nil {
		before := chunkfile.Parse(was).Chunk()
		c.Before = &before
	}
	if now != nil {
		after := chunkfile.Parse(now).Chunk()
		c.After = &after
	}
	if c.Number == "" && c.Before != nil {
		c.Number = chunkNumber(*c.Before)
	}
	t.changes = append(t.changes, c)
}

// message is what to tell git.
func (s *Service) message(ctx context.Context, t *telling) (string, error) {
	var changes []publish.Change
	names := map[session.EpisodeID]string{}
	for _, c := range t.changes {
		if _, known := names[c.episode]; !known {
			err := s.open.with(ctx, c.episode, func(open *session.Session) error {
				open.Read(func(doc *transcript.Document, _ session.Files) { names[c.episode] = shortEpisode(doc.Episode().Key) })
				return nil
			})
			if err != nil {
				return "", err
			}
		}
		c.Episode = names[c.episode]
		changes = append(changes, c.Change)
	}
	var stands []string
	for _, path := range s.standing(ctx, t) {
		stands = append(stands, filepath.Base(path))
	}
	return publish.Message(changes, t.besides, stands), nil
}

// standing are the files that keep what was let stand, where they changed and nobody has been told.
func (s *Service) standing(ctx context.Context, t *telling) (paths []string) {
	for _, c := range t.changes {
		if path := s.waiversUntold(ctx, c.episode); c.home && path != "" && !slices.Contains(paths, path) {
			paths = append(paths, path)
		}
	}
	return paths
}

// broughtAlong adds the files that a plan said would be brought along, also where nothing else of an episode was written.
func (s *Service) broughtAlong(ctx context.Context, p *plan, paths []string) []string {
	if len(p.view.Waivers) == 0 {
		return paths
	}
	done := map[int64]bool{}
	for _, f := range p.files {
		if done[f.Episode] {
			continue
		}
		done[f.Episode] = true
		path := s.waiversUntold(ctx, session.EpisodeID(f.Episode))
		if slices.Contains(p.view.Waivers, path) && !slices.Contains(paths, path) {
			paths = append(paths, path)
		}
	}
	return paths
}

// shortEpisode is how an episode is called in a line: Ep08.
func shortEpisode(key string) string {
	if isNumber(key) {
		return fmt.Sprintf("Ep%02s", key)
	}
	return key
}

// MessageNow is what to tell git of an export that a plan would be. Verbs use it.
func MessageNow(ctx context.Context, s *Service, id int64, overwrite []int) (string, error) {
	p, err := s.plans.get(id)
	if err != nil {
		return "", err
	}
	var t telling
	for i, f := range p.files {
		if f.Format != "" || f.State == PlanHeld || f.State == PlanSame || f.State == PlanConflict && !slices.Contains(overwrite, i) {
			continue
		}
		was, now, err := s.plannedTexts(ctx, f)
		if err != nil {
			return "", sentence(err)
		}
		t.add(f, was, now)
	}
	message, err := s.message(ctx, &t)
	return message, sentence(err)
}

// SaveReport writes what became of an export, and what the checks found in it, as a page or as a table: as the name ends.
func (s *Service) SaveReport(id int64, path string) error { return SaveReportNow(s.ctx, s, id, path) }

// SaveReportNow is SaveReport for verbs. Of a plan that was not carried out it tells what it would write.
func SaveReportNow(ctx context.Context, s *Service, id int64, path string) error {
	if err := ReportName(path); err != nil {
		return err
	}
	p, err := s.plans.get(id)
	if err != nil {
		return err
	}
	r, err := s.report(ctx, p)
	if err == nil {
		err = writeReport(r, path)
	}
	return sentence(err)
}

// ReportName fails if a report cannot have that name: its ending says what it is.
func ReportName(path string) error {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".html", ".htm", ".csv":
		return nil
	}
	return fail(CodeInvalid, nil, "A report is a page or a table: let its name end in .html or .csv.")
}

// WriteText writes a text that somebody asked for to a file, whole or not at all. Verbs use it.
func WriteText(path, text string) error { return sentence(writeAt(path, []byte(text))) }

func writeAt(path string, src []byte) error {
	abs, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(abs), 0o755); err != nil {
		return err
	}
	return atomicfile.Write(abs, src, nil)
}

func writeReport(r publish.Report, path string) error {
	make := r.HTML
	if strings.EqualFold(filepath.Ext(path), ".csv") {
		make = r.CSV
	}
	src, err := make()
	if err != nil {
		return err
	}
	return writeAt(path, src)
}

// toldStates are how a report calls what became of a file.
var toldStates = map[string]string{
	PlanSame: "unchanged", PlanHeld: "held back", PlanConflict: "in conflict", FileWritten: "written", FileFailed: "failed", PlanChanged: "to be written", PlanNew: "to be written",
}

// report looks at all that a plan is of.
func (s *Service) report(ctx context.Context, p *plan) (publish.Report, error) {
	r := publish.Report{Made: s.Now().UTC().Format("2 January 2006, 15:04 UTC")}
	s.plans.mu.Lock()
	became := p.done
	s.plans.mu.Unlock()
	folder, known := commonFolder(p.files), maps.Clone(p.covers)
	titles, series := map[session.EpisodeID]string{}, []string{}
	for from := 0; from < len(p.files); {
		to := from
		for to < len(p.files) && p.files[to].Episode == p.files[from].Episode {
			to++
		}
		err := s.open.with(ctx, session.EpisodeID(p.files[from].Episode), func(open *session.Session) error {
			look := s.look(ctx, open)
			cover := s.uncovered(ctx, open, look, known)
			open.Read(func(doc *transcript.Document, files session.Files) {
				titles[open.ID()] = episodeTitle(doc.Episode())
				if name := doc.Episode().Series; name != "" && !slices.Contains(series, name) {
					series = append(series, name)
				}
				for i := from; i < to; i++ {
					f := p.files[i]
					shown := f.Path
					if below, err := filepath.Rel(folder, f.Path); err == nil {
						shown = filepath.ToSlash(below)
					}
					x := publish.File{Path: shown, State: toldStates[f.State], Reason: f.Reason}
					if became != nil {
						x.State, x.Reason = toldStates[became[i].State], became[i].Reason
					}
					if x.Of, x.Lost = f.holds(), f.lost(); f.Format == "" {
						x.Of = f.does()
					}
					if f.Gone && x.State == toldStates[FileWritten] {
						x.State = "removed"
					}
					r.Files = append(r.Files, x)
					if c, there := doc.Chunk(f.Chunk); there && !f.Gone && f.Format == "" {
						told := toldChunk(doc, c, shown, append(chunkHead(doc, files, f.Chunk, look).Problems, cover[f.Chunk]...))
						told.Series, told.Episode, told.State, told.Reason = doc.Episode().Series, doc.Episode().Key, x.State, x.Reason
						r.Chunks = append(r.Chunks, told)
					}
				}
			})
			return ctx.Err()
		})
		if err != nil {
			return r, err
		}
		from = to
	}
	r.Title, r.Series = oneOrMore(len(titles), strings.Join(slices.Collect(maps.Values(titles)), ""), "%d episodes"), strings.Join(series, ", ")
	return r, nil
}

// liesIn says that a folder is another one, or below it.
func liesIn(dir, folder string) bool {
	return dir == folder || strings.HasPrefix(dir, strings.TrimSuffix(folder, string(filepath.Separator))+string(filepath.Separator))
}

// commonFolder is the folder that all files of a plan are below: a report that goes to others does not tell what lies above.
func commonFolder(files []planned) string {
	folder := ""
	for _, f := range files {
		if !filepath.IsAbs(f.Path) {
			continue // it is nowhere
		}
		at := filepath.Dir(f.Path)
		for folder != "" && !liesIn(at, folder) {
			up := filepath.Dir(folder)
			if up == folder {
				return ""
			}
			folder = up
		}
		if folder == "" {
			folder = at
		}
	}
	return folder
}

// toldChunk is a chunk as a report tells of it.
func toldChunk(doc *transcript.Document, c transcript.Chunk, path string, problems []ProblemView) publish.Chunk {
	out := publish.Chunk{Number: chunkNumber(c), Title: chunkTitle(c, path), File: path, Turns: len(c.Turns)}
	sizeUp(&out, c, doc.Episode().Clock())
	for _, p := range problems {
		f := toldFinding(p)
		if t, there := doc.Turn(p.Turn); there && t.Span != nil {
			f.Place = t.Span.Start.String()
		}
		out.Findings = append(out.Findings, f)
	}
	return out
}

// sizeUp counts a chunk's words, and how long it runs.
func sizeUp(out *publish.Chunk, c transcript.Chunk, clock timecode.Clock) {
	var first, last timecode.Time
	known := false
	for _, t := range c.Turns {
		out.Words += transcript.CountWords(t.Paragraphs)
		if t.Span == nil {
			continue
		}
		start, end := placeOfSpan(clock, *t.Span)
		if start != nil && (!known || *start < first) {
			first, known = *start, true
		}
		if end != nil {
			last = max(last, *end)
		}
	}
	if known && last > first {
		out.Seconds = int(clock.Between(first, last).Millis()+500) / 1000
		out.Length = publish.Length(out.Seconds)
	}
}

func toldFinding(p ProblemView) publish.Finding {
	f := publish.Finding{Severity: p.Severity, Code: p.Code, What: p.What, Why: p.Why, Place: strings.ReplaceAll(p.Field, "_", " "), Line: p.Line, Column: p.Column, Words: p.Words, Waived: p.Waived}
	if f.Severity == "warn" {
		f.Severity = "warning"
	}
	return f
}
