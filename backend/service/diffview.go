// This file folds what two texts have in common. It compares them as lines, and knows no files.

package service

import "stet/backend/linediff"

// foldOver is how many equal lines beside a change are shown; more are folded.
const foldOver = 3

func diffView(path string, old, now []byte) DiffView {
	v := DiffView{Path: path, Lines: []DiffLine{}}
	lines := linediff.Diff(old, now)
	shown := make([]bool, len(lines))
	for i, l := range lines {
		if l.Kind != linediff.Same {
			for k := max(0, i-foldOver); k <= min(len(lines)-1, i+foldOver); k++ {
				shown[k] = true
			}
		}
	}
	for i := 0; i < len(lines); {
		l := lines[i]
		n := i
		for n < len(lines) && !shown[n] {
			n++
		}
		if n > i+1 {
			v.Lines = append(v.Lines, DiffLine{Kind: "fold", Old: l.Old, New: l.New, Count: n - i})
			i = n
			continue
		}
		v.Lines = append(v.Lines, DiffLine{
			Kind: string(l.Kind), Old: l.Old, New: l.New, Text: l.Text, Touched: linediff.UTF16(l.Text, l.Touched),
		})
		i++
	}
	return v
}
