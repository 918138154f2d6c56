package session

import (
	"context"
	"fmt"
	"slices"

	"stet/backend/transcript"
)

// This file renames speakers, and gives turns to their neighbour's. Numbers and colours of speakers are the library's.

// Relabel puts every turn that stands under one label under another, in one chunk or, with chunk 0, in all of them.
func (s *Session) Relabel(ctx context.Context, chunk transcript.ID, from, to, name string) (Result, error) {
	return s.Do(ctx, Edit{Compose: func(doc *transcript.Document, _ Files) (string, []transcript.Op, error) {
		ops := doc.Relabel(within(doc, chunk), from, to)
		if len(ops) == 0 {
			return "", nil, transcript.Refuse("nobody is called %s here", from)
		}
		return name, ops, nil
	}})
}

// Labelled counts the turns under a label, in one chunk or in all of them, and those in the whole episode.
func (s *Session) Labelled(chunk transcript.ID, label string) (here, all int) {
	s.Read(func(doc *transcript.Document, _ Files) {
		here, all = doc.Labelled(within(doc, chunk), label), doc.Labelled(doc.Chunks(), label)
	})
	return here, all
}

func within(doc *transcript.Document, chunk transcript.ID) []transcript.ID {
	if chunk != 0 {
		return []transcript.ID{chunk}
	}
	return doc.Chunks()
}

// TakeStray joins a turn to its neighbour as Document.Strays proposes, if it still does.
func (s *Session) TakeStray(ctx context.Context, turn transcript.ID, words string) (Result, error) {
	return s.Do(ctx, Edit{Compose: func(doc *transcript.Document, _ Files) (string, []transcript.Op, error) {
		strays := doc.Strays()
		i := slices.IndexFunc(strays, func(x transcript.Stray) bool { return x.Turn == turn && x.Words == words })
		if i < 0 {
			return "", nil, transcript.Refuse("the turn has changed")
		}
		op, err := strays[i].Op(doc)
		return fmt.Sprintf("Gave “%s” to %s", strays[i].Words, strays[i].To), flat(op), err
	}})
}

// flat is a batch's ops one by one.
func flat(op transcript.Op) []transcript.Op {
	if b, ok := op.(transcript.Batch); ok {
		return b.Ops
	}
	return []transcript.Op{op}
}
