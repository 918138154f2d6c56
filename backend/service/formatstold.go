// This file tells of episodes that were written in other formats: for git, and as a report. It writes nothing but that report.

package service

import (
	"path/filepath"
	"slices"
	"strings"

	"stet/backend/publish"
)

// FormatsMessage is what to tell git of files in other formats that were written, or would be; "" where none was. Verbs use it.
func FormatsMessage(plans []FormatsPlan) string {
	var names []string
	without := map[string][]string{}
	for _, p := range plans {
		for _, f := range p.Files {
			if !f.goesOut() {
				continue
			}
			// A list that holds many episodes goes out once.
			name := filepath.Base(f.Path)
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
			without[name] = append(without[name], p.without...)
		}
	}
	for i, name := range names {
		if len(without[name]) > 0 {
			names[i] += " (without " + strings.Join(without[name], ", ") + ")"
		}
	}
	return publish.Message(nil, names, nil)
}

// FormatsFiles are the files of all episodes: one that holds several is told of once, with all that is in it. Verbs use it.
func FormatsFiles(plans []FormatsPlan) []FormatFile {
	out := []FormatFile{}
	at := map[string]int{}
	for _, p := range plans {
		for _, f := range p.Files {
			stands := f.goesOut() || f.State == PlanSame
			i, twice := at[f.Path]
			if !stands || !twice {
				if stands {
					at[f.Path] = len(out)
				}
				out = append(out, f)
				continue
			}
			was := &out[i]
			if was.Count += f.Count; was.State == PlanSame {
				was.State = f.State
			}
			was.Remarks = slices.Clone(was.Remarks)
			for _, r := range f.Remarks {
				if !slices.Contains(was.Remarks, r) {
					was.Remarks = append(was.Remarks, r)
				}
			}
		}
	}
	return out
}

func (f FormatFile) goesOut() bool {
	return f.State == FileWritten || f.State == PlanNew || f.State == PlanChanged
}

// WriteFormatsReport writes what became of files in other formats, as a page or as a table: as the name ends. Verbs use it.
func WriteFormatsReport(plans []FormatsPlan, path string) error {
	if err := ReportName(path); err != nil {
		return err
	}
	var r publish.Report
	var titles, series, folders []string
	for _, p := range plans {
		if p.title != "" && !slices.Contains(titles, p.title) {
			titles = append(titles, p.title)
		}
		if p.series != "" && !slices.Contains(series, p.series) {
			series = append(series, p.series)
		}
		folders = append(folders, p.To)
	}
	r.Title, r.Series = oneOrMore(len(titles), strings.Join(titles, ""), "%d episodes"), strings.Join(series, ", ")
	for i, p := range plans {
		for _, f := range p.Files {
			shown := f.Path
			if below, err := filepath.Rel(folders[i], f.Path); err == nil {
				shown = filepath.ToSlash(below)
			}
			x := publish.File{Path: shown, State: toldStates[f.State], Reason: f.Reason, Of: inFile(f.Count, f.Of, p.without), Lost: lostOf(f.Remarks)}
			r.Files = append(r.Files, x)
		}
		for _, v := range p.Refused {
			c := publish.Chunk{File: v.File, Title: filepath.Base(v.File), Series: p.series, State: toldStates[PlanHeld], Reason: v.What}
			c.Findings = []publish.Finding{toldFinding(v)}
			r.Chunks = append(r.Chunks, c)
		}
	}
	return sentence(writeReport(r, path))
}
