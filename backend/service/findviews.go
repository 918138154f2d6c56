// This file holds what a search is asked and what it answers, as plain values. Offsets count UTF-16 units, as the
// window's text does.

package service

import (
	"net/url"
	"strconv"

	"stet/backend/search"
	"stet/backend/transcript"
)

// QueryView is what somebody looks for: see search.Query.
type QueryView struct {
	Text  string `json:"text"`
	Case  bool   `json:"case"`
	Whole bool   `json:"whole"`
	Expr  bool   `json:"expr"`
	Loose bool   `json:"loose"`
}

func (q QueryView) query() search.Query {
	return search.Query{Text: q.Text, Case: q.Case, Whole: q.Whole, Expr: q.Expr, Loose: q.Loose}
}

// Scopes of a search.
const (
	ScopeTurn    = "turn"
	ScopeChunk   = "chunk"
	ScopeEpisode = "episode"
	ScopeLibrary = "library"
)

// FindRequest asks for hits. It comes in the address of a request, each field by its name in lower case.
type FindRequest struct {
	QueryView
	// With is what would take each hit's place, where Shows says that this is asked for.
	With  string
	Shows bool
	// Scope is one of the Scope constants; the fields below name what it needs.
	Scope   string
	Episode int64
	Chunk   transcript.ID
	Turn    transcript.ID
	// After is where to go on: Next of the answer before. Limit bounds one answer: hits in an episode, turns to look at
	// in a library.
	After int64
	Limit int
	// Counting asks for the number alone.
	Counting bool
}

func findRequest(v url.Values) FindRequest {
	number := func(key string) int64 {
		n, _ := strconv.ParseInt(v.Get(key), 10, 64)
		return n
	}
	return FindRequest{
		QueryView: QueryView{
			Text: v.Get("text"), Case: v.Has("case"), Whole: v.Has("whole"), Expr: v.Has("expr"), Loose: v.Has("loose"),
		},
		With: v.Get("with"), Shows: v.Has("with"), Scope: v.Get("scope"), Episode: number("episode"),
		Chunk: transcript.ID(number("chunk")), Turn: transcript.ID(number("turn")),
		After: number("after"), Limit: int(number("limit")), Counting: v.Has("counting"),
	}
}

// FaultView is what is wrong with an expression, or with what is to take a hit's place.
type FaultView struct {
	What string `json:"what"`
	At   int    `json:"at"`
	// With says that At counts in the replacement.
	With bool `json:"with"`
}

// FindView are the hits of a search in an episode, in its order.
type FindView struct {
	Count int `json:"count"`
	// Hits are turn, paragraph, from and to of each hit, one after the other; of very many, the first.
	Hits  []int64    `json:"hits"`
	Fault *FaultView `json:"fault"`
	// Nearest is what may have been meant, where nothing is found; "" for no guess.
	Nearest string `json:"nearest"`
}

// LinesView are hits with what stands around them.
type LinesView struct {
	Lines []HitLine `json:"lines"`
	// Count is the number of hits: in an episode of all, in a library of this answer.
	Count int `json:"count"`
	// Next is where to go on; 0 at the end.
	Next    int64      `json:"next"`
	Fault   *FaultView `json:"fault"`
	Nearest string     `json:"nearest"`
}

// HitPlace is a place of an episode, and what it says.
type HitPlace struct {
	Turn transcript.ID `json:"turn"`
	Para int           `json:"para"`
	From int           `json:"from"`
	To   int           `json:"to"`
	Text string        `json:"text"`
}

// HitLine is a hit with what stands around it.
type HitLine struct {
	HitPlace
	Episode int64         `json:"episode"`
	Chunk   transcript.ID `json:"chunk"`
	// Pos orders the turns of a chunk.
	Pos int64 `json:"pos"`
	// Start is the turn's time as written; "" when it has none.
	Start   string `json:"start"`
	Speaker string `json:"speaker"`
	Before  string `json:"before"`
	After   string `json:"after"`
	// With is what would take the place of Text.
	With string `json:"with"`
}

// ReplaceRequest asks to put other words in the place of hits.
type ReplaceRequest struct {
	QueryView
	Episode int64      `json:"episode"`
	With    string     `json:"with"`
	Hits    []HitPlace `json:"hits"`
}

// ReplaceView says what became of hits.
type ReplaceView struct {
	Done int `json:"done"`
	// Missed are the hits, by their places in the request, that do not stand any more. Nothing was done to them.
	Missed []int     `json:"missed"`
	Edit   EditReply `json:"edit"`
}

// PairView is a mishearing and what was said.
type PairView struct {
	Wrong string `json:"wrong"`
	Right string `json:"right"`
}

// MisheardView is a place where a mishearing of the series' glossary stands.
type MisheardView struct {
	HitLine
	Pair PairView `json:"pair"`
	// Stands says that somebody let it stand.
	Stands bool `json:"stands"`
}
