// This file tells of what somebody should look at before a transcript is cut.

package service

import (
	"fmt"

	"stet/backend/chunkfile"
	"stet/backend/formats"
	"stet/backend/formats/known"
)

// strays tells of lines that belong to no turn: they stay in the transcript, and go into no chunk; and of such as may stand
// where they do not belong.
func (v *CutView) strays(e *episodeText) {
	for _, r := range e.files {
		for i, text := range r.chunk.Lead {
			p := r.file.LeadPlace(i)
			v.Notes = append(v.Notes, ProblemView{File: r.shown, Line: p.Line, Column: p.Column, Severity: string(chunkfile.Info), Code: "cut.stray",
				What: fmt.Sprintf("“%s” belongs to no turn. It stays in the transcript, and goes into no chunk.", text)})
		}
		if r.foreign != nil {
			continue
		}
		var t formats.Transcript
		known.OrderRemarks(&t, r.src)
		for _, m := range t.Remarks {
			for _, line := range m.Lines {
				v.Notes = append(v.Notes, ProblemView{File: r.shown, Line: line, Column: 1, Severity: string(chunkfile.Warn), Code: "cut.order", What: m.What + "."})
			}
		}
	}
}
