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
	return publish.Message(nil, nil, names)
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
