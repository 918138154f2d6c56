package session

import (
	"context"
	"iter"

	"stet/backend/search"
	"stet/backend/transcript"
)

// FoundTurn is a turn that may hold what is looked for.
type FoundTurn struct {
	// Row orders all turns of a library; those of a file that was imported follow each other.
	Row int64
	// Pos orders the turns of a chunk.
	Pos     int64
	Episode EpisodeID
	Chunk   transcript.ID
	Turn    transcript.Turn
}

// Stand is something that somebody looked at and let stand.
type Stand struct {
	Turn transcript.ID
	// Reason is what finds fault with it, Words what it says.
	Reason, Words string
}

// Waiver names something that a check finds, and that somebody let stand for a reason.
type Waiver struct {
	// Place is the turn that it is found in, or else the chunk; Field is a key of the front matter, or "".
	Place transcript.ID
	Field string
	// Code is the check, Words what it finds fault with.
	Code, Words string
}

// Finder is the part of a Store that finds words, and keeps what is known of them.
type Finder interface {
	// Lookup returns the first turns, in the order of their rows and behind one, that may hold a phrase; every turn may
	// hold the zero Phrase. Fewer than limit say that there are no more.
	Lookup(ctx context.Context, p search.Phrase, after int64, limit int) ([]FoundTurn, error)
	// Vocabulary is every word that ever stood in a turn, as search.Index has it.
	Vocabulary(ctx context.Context) (iter.Seq[string], error)
	// Glossary is what is misheard in a series; SetGlossary puts another in its place.
	Glossary(ctx context.Context, series string) ([]search.Pair, error)
	SetGlossary(ctx context.Context, series string, pairs []search.Pair) error
	// Standing is what stands in an episode; LetStand adds to it, or takes away.
	Standing(ctx context.Context, id EpisodeID) (map[Stand]bool, error)
	LetStand(ctx context.Context, id EpisodeID, s Stand, on bool) error
	// Waivers are what stands in an episode of what the checks find, and why; Waive adds to it, or, with no reason, takes
	// away.
	Waivers(ctx context.Context, id EpisodeID) (map[Waiver]string, error)
	Waive(ctx context.Context, id EpisodeID, w Waiver, why string) error
}
