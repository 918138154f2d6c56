// This file tells which file another program renamed, for the look at the disk and for an import alike. A file that was only
// renamed is followed, since that changes no word of it; of one that was changed as well, the rest is taken in after that.

package service

import (
	"bytes"
	"context"
	"crypto/sha256"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"stet/backend/chunkfile"
	"stet/backend/reconcile"
	"stet/backend/session"
	"stet/backend/transcript"
)

// sheet is what a file holds, and where it lies. Its turns are found only where somebody asks.
type sheet struct {
	path  string
	sum   [sha256.Size]byte
	turns func() []transcript.Turn
}

// becameOf finds for each of the files that are gone the one that it became, -1 for none: one that holds the same bytes, and
// of several the one whose name is most like its own, or else most of its turns, as far as the two are near enough to be one.
func becameOf(gone, arrived []sheet, near func(g, a int) bool) []int {
	out, taken := slices.Repeat([]int{-1}, len(gone)), map[int]bool{}
	for _, p := range sameBytes(gone, arrived) {
		if out[p.gone] < 0 && !taken[p.arrived] {
			out[p.gone], taken[p.arrived] = p.arrived, true
		}
	}
	for g := range gone {
		for a := 0; a < len(arrived) && out[g] < 0; a++ {
			if !taken[a] && near(g, a) && holdsMost(arrived[a].turns(), gone[g].turns()) {
				out[g], taken[a] = a, true
			}
		}
	}
	return out
}

// namePair is a file that is gone and one that arrived, and how much their names have in common.
type namePair struct{ gone, arrived, alike int }

// sameBytes are the pairs of files that hold the same, those first whose names are most alike.
func sameBytes(gone, arrived []sheet) (out []namePair) {
	at := map[[sha256.Size]byte][]int{}
	for a, s := range arrived {
		at[s.sum] = append(at[s.sum], a)
	}
	for g, s := range gone {
		for _, a := range at[s.sum] {
			out = append(out, namePair{g, a, alike(s.path, arrived[a].path)})
		}
	}
	slices.SortStableFunc(out, func(a, b namePair) int { return b.alike - a.alike })
	return out
}

// What counts how much when names are compared: the same name, the same numbers in it, the folder, and each character that
// they begin and end with.
const (
	alikeName    = 4000
	alikeNumbers = 2000
	alikeFolder  = 1000
)

// alike says how much the paths of two files have in common.
func alike(a, b string) (n int) {
	x, y := filepath.Base(a), filepath.Base(b)
	if x == y {
		n += alikeName
	}
	if of := numbersIn(x); len(of) > 0 && slices.Equal(of, numbersIn(y)) {
		n += alikeNumbers
	}
	if filepath.Base(filepath.Dir(a)) == filepath.Base(filepath.Dir(b)) {
		n += alikeFolder
	}
	least, same := min(len(x), len(y)), 0
	for same < least && x[same] == y[same] {
		same++
	}
	n += same
	for end := 0; end < least-same && x[len(x)-1-end] == y[len(y)-1-end]; end++ {
		n++
	}
	return n
}

var digits = regexp.MustCompile(`\d+`)

// numbersIn are the numbers in a name, without the zeros before them.
func numbersIn(name string) []string {
	out := digits.FindAllString(name, -1)
	for i, n := range out {
		out[i] = strings.TrimLeft(n, "0")
	}
	return out
}

// newNames is becameOf where names may have gone from file to file: at says of the names of those that arrived which of the
// files that are gone had them. A name is free only where that one has another.
func newNames(gone, arrived []sheet, names []string, at map[string]int, near func(g, a int) bool) []int {
	became := becameOf(gone, arrived, near)
	for again := true; again; {
		again = false
		for g, a := range became {
			if a < 0 {
				continue
			}
			if owner, named := at[names[a]]; named && became[owner] < 0 {
				became[g], again = -1, true
			}
		}
	}
	return became
}

// given says that hardly anything of what a file held stands in it any more: its name may be another's now.
func given(was, now []transcript.Turn) bool {
	return len(was) > 0 && 10*left(was, now) <= len(was)
}

// left counts the turns of a file that stand in another version of it, at the same time or in the same words.
func left(was, now []transcript.Turn) (n int) {
	there := map[string]bool{}
	for _, t := range now {
		there[reconcile.MovedKey(t)] = true
	}
	for _, t := range was {
		key := reconcile.MovedKey(t)
		said := len(strings.Fields(key)) >= fewWords && there[key]
		if said || slices.ContainsFunc(now, func(u transcript.Turn) bool { return t.Span != nil && transcript.SameSpan(t.Span, u.Span) }) {
			n++
		}
	}
	return n
}

// holdsMost says whether two files have most of their turns in common, in the same words: a translation has the same times.
func holdsMost(now, was []transcript.Turn) bool {
	n := 0
	for _, p := range reconcile.Pairs(was, now) {
		if reconcile.SameWords(was[p.Old], now[p.New]) {
			n++
		}
	}
	return len(was) > 0 && 2*n > max(len(was), len(now))
}

// follow says that a chunk's file has another name now.
func follow(ctx context.Context, open *session.Session, chunk transcript.ID, was session.Source, path, below string) error {
	stands := false
	open.Read(func(_ *transcript.Document, files session.Files) {
		now := files.Source(chunk)
		stands = now.Path == was.Path && bytes.Equal(now.Bytes, was.Bytes)
	})
	if !stands {
		return errOvertaken
	}
	was.Path, was.Below = path, below
	_, err := open.Rebase(ctx, map[transcript.ID]session.Source{chunk: was})
	return err
}

// handedOn finds the chunks of an episode whose names went from file to file, and returns what their files were under the
// names that they have now. Taken in is then what each chunk's own file holds, under whichever name.
func handedOn(open *session.Session, d *session.OnDisk) map[transcript.ID]session.Source {
	var gone, arrived []sheet
	var was, now []session.Source
	var ids []transcript.ID
	var names []string
	at := map[string]int{}
	arrive := func(src session.Source, turns []transcript.Turn) {
		arrived = append(arrived, sheet{src.Path, sha256.Sum256(src.Bytes), func() []transcript.Turn { return turns }})
		now, names = append(now, src), append(names, src.Path)
	}
	open.Read(func(doc *transcript.Document, files session.Files) {
		for _, id := range doc.Chunks() {
			src, changed := d.Changed[id]
			turns, held := chunkfile.Parse(src.Bytes).Chunk().Turns, files.InFile(id).Turns
			if !changed || !given(held, turns) {
				continue
			}
			old := files.Source(id)
			at[src.Path] = len(gone)
			gone = append(gone, sheet{old.Path, sha256.Sum256(old.Bytes), func() []transcript.Turn { return held }})
			was, ids = append(was, old), append(ids, id)
			arrive(src, turns)
		}
	})
	if len(gone) == 0 {
		return nil
	}
	for _, src := range d.New {
		arrive(src, chunkfile.Parse(src.Bytes).Chunk().Turns)
	}
	out, taken := map[transcript.ID]session.Source{}, map[string]bool{}
	became := newNames(gone, arrived, names, at, func(int, int) bool { return true })
	for g, a := range became {
		if a >= 0 {
			d.Changed[ids[g]], taken[names[a]] = now[a], true
			was[g].Path, was[g].Below = now[a].Path, now[a].Below
			out[ids[g]] = was[g]
		}
	}
	d.New = slices.DeleteFunc(d.New, func(src session.Source) bool { return taken[src.Path] })
	for g, a := range became {
		if a >= 0 && !taken[names[g]] {
			d.New = append(d.New, now[g])
		}
	}
	return out
}
