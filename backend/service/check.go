// This file looks for problems in files that no library needs to have. It reads them as an import does, and changes
// nothing.

package service

import (
	"context"
	"errors"
	"slices"
)

// CheckView is what a check of files found.
type CheckView struct {
	// Files counts the transcripts that were read.
	Files    int
	Problems []ProblemView
}

// CheckNow looks for problems in transcripts, as an import would find them, and needs no library. Folders are walked; in
// them, what is no transcript is passed over. Files are named as they were asked for.
func CheckNow(ctx context.Context, paths []string, progress func(what string, done, total int)) (CheckView, error) {
	g, err := gather(paths)
	if err != nil {
		return CheckView{}, sentence(err)
	}
	v := CheckView{Problems: g.refused}
	// Files are read some at a time: each is forgotten before the next ones come.
	for part := range slices.Chunk(g.files, addAt) {
		reads := readAll(ctx, part)
		if err := ctx.Err(); err != nil {
			return v, sentence(err)
		}
		for _, r := range reads {
			v.add(r)
		}
		progress("Checking "+part[len(part)-1].shown, v.Files, len(g.files))
	}
	return v, nil
}

func (v *CheckView) add(r read) {
	var no *refusal
	switch {
	case errors.As(r.err, &no):
		v.Problems = append(v.Problems, no.ProblemView)
	case isTranscript(r.chunk):
		v.Files++
		for _, p := range r.file.Problems() {
			v.Problems = append(v.Problems, ProblemView{
				File: r.shown, Line: p.Line, Column: p.Column, Severity: string(p.Severity), Code: p.Code, What: p.What,
			})
		}
	case r.named:
		v.Problems = append(v.Problems, noTranscript(r))
	}
}
