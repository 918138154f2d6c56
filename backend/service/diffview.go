// This file folds what two texts have in common. It compares them as lines, and knows no files.

package service

import "stet/backend/linediff"

// foldOver is how many equal lines beside a change are shown; more are folded.
const foldOver = 3

func diffView(path string, old, now []byte) DiffView { return diffStanding(path, old, now, nil) }

// diffStanding is diffView with those lines of the new text marked, and shown, whose faults were let stand.
func diffStanding(path string, old, now []byte, stands map[int]bool) DiffView {
	v := DiffView{Path: path, Lines: []DiffLine{}}
	lines := linediff.Diff(old, now)
	shown := make([]bool, len(lines))
	for i, l := range lines {
		around := foldOver
		switch {
		case l.Kind != linediff.Same:
		case stands[l.New]:
			around = 1
		default:
			continue
		}
		for k := max(0, i-around); k <= min(len(lines)-1, i+around); k++ {
			shown[k] = true
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
			Stands: l.Kind != linediff.Deleted && stands[l.New],
		})
		i++
	}
	return v
}
