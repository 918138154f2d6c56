// This file tells which file another program renamed, for the look at the disk and for an import alike. A file that was only
// renamed is followed, since that changes no word of it; of one that was changed as well, the rest is taken in after that.

package service

import (
	"bytes"
	"context"
	"crypto/sha256"
	"slices"

	"stet/backend/reconcile"
	"stet/backend/session"
	"stet/backend/transcript"
)

// sheet is what a file holds. Its turns are found only where somebody asks.
type sheet struct {
	sum   [sha256.Size]byte
	turns func() []transcript.Turn
}

// becameOf finds for each of the files that are gone the one that it became, -1 for none: one that holds the same bytes, or
// else most of its turns, as far as the two are near enough to be one.
func becameOf(gone, arrived []sheet, near func(g, a int) bool) []int {
	out, taken := slices.Repeat([]int{-1}, len(gone)), map[int]bool{}
	pair := func(is func(g, a int) bool) {
		for g := range gone {
			for a := 0; a < len(arrived) && out[g] < 0; a++ {
				if !taken[a] && is(g, a) {
					out[g], taken[a] = a, true
				}
			}
		}
	}
	pair(func(g, a int) bool { return gone[g].sum == arrived[a].sum })
	pair(func(g, a int) bool { return near(g, a) && holdsMost(arrived[a].turns(), gone[g].turns()) })
	return out
}

// holdsMost says whether two files have most of their turns in common.
func holdsMost(now, was []transcript.Turn) bool {
	return len(was) > 0 && 2*len(reconcile.Pairs(was, now)) > max(len(was), len(now))
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
