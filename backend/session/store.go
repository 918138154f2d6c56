package session

import (
	"context"
	"errors"
	"time"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

// EpisodeID names an episode in its library.
type EpisodeID int64

// ErrNotFound is wrapped when a library has no such episode, chunk or step.
var ErrNotFound = errors.New("the library does not have it")

// Source is the file that a chunk came from and goes back to.
type Source struct {
	// Path is the file's absolute path. Below is its path under the folder that was imported, with slashes; of a
	// file imported by itself its name.
	Path, Below string
	// Bytes are what the file held when Stet last read or wrote it.
	Bytes []byte
	// First is what it held when it was imported first; nil where that is Bytes. Nothing stores it but an import.
	First []byte
	// Made says that no import brought the chunk: it was parted from another here, and its file is Stet's own.
	Made bool
}

// Gone is the file of a chunk that was joined with another. Its Path is "" once the file is removed.
type Gone struct {
	Chunk transcript.ID
	Source
}

// Action says what a commit does to the history.
type Action int

const (
	// Record adds a new step and abandons what was undone.
	Record Action = iota
	// Extend adds the ops to the last step, as typing on does.
	Extend
	// Undo marks the step as undone, Redo as done again. The step's ops are in the library already.
	Undo
	Redo
	// Withdraw marks the step as abandoned: it is taken back, and not for doing it again. What Left names is.
	Withdraw
	// GoTo makes the step and those that it stands on done, and what was done or undone beside them undone or abandoned.
	GoTo
	// Keep leaves the history alone: only what Change and Bases say changes.
	Keep
)

// Commit is one change of an episode, to be stored whole or not at all.
type Commit struct {
	Action Action
	// Step has the new ops (Record, Extend) or names the step by its Seq (Extend, Undo, Redo, Withdraw, GoTo; there 0 is none).
	Step transcript.Step
	// From is the last step done before a GoTo; 0 if none.
	From int64
	// Left are the steps that a Withdraw leaves to be done again, as they were before the step.
	Left []int64
	// Change says which rows of the document to write.
	Change transcript.Change
	// Dirty says of the chunks named whether they differ from their file now.
	Dirty map[transcript.ID]bool
	// Bases are new bytes for the chunks named: taken from the disk, or just written to it.
	Bases map[transcript.ID]Source
	// Problems counts anew what is wrong with the files of the chunks named, as goes with new Bases.
	Problems map[transcript.ID]Problems
}

// Problems counts what is wrong with a file.
type Problems struct{ Errors, Warnings int }

// Ends are the names of the steps next to undo and next to do again.
type Ends struct {
	Undo, Redo string
	// Last is the last step done; 0 if none.
	Last int64
}

// first is what the file held when it was imported first.
func (s Source) first() []byte {
	if s.First != nil {
		return s.First
	}
	return s.Bytes
}

// Way is a way through the history: steps to take back, and then steps to do.
type Way struct {
	Back, Forth int
	// Ops are all of it, in the order in which to apply them.
	Ops []transcript.Op
}

// ChunkRow is what the rail shows of a chunk.
type ChunkRow struct {
	ID     transcript.ID
	Number string
	Title  string
	Status transcript.Status
	// Span is the first turn's start and the last turn's end, if there are any.
	Span  *timecode.Span
	Words int
	// Turns are how many there are, and Checked how many of them somebody has checked.
	Turns, Checked int
	// Errors and Warnings count the problems of the file as it was read.
	Errors, Warnings int
	Dirty            bool
	Source           string
}

// EpisodeRow is what the rail shows of an episode.
type EpisodeRow struct {
	ID      EpisodeID
	Episode transcript.Episode
	Chunks  []ChunkRow
}

// Words are those that stand in an episode, whatever a dictionary says.
type Words struct {
	// Names are what the series' speakers and front matter name, Titles those of its episodes and chunks: not yet
	// parted into words.
	Names, Titles []string
	// Series are the words that people let stand in the whole series, Episode those of this episode alone.
	Series, Episode []string
}

// Place is where a file stands in the library.
type Place struct {
	Episode EpisodeID
	Chunk   transcript.ID
	// Hash is the SHA-256 of the bytes last read or written.
	Hash [32]byte
	// Dirty says that the chunk differs from those bytes.
	Dirty bool
}

// NewChunk is a file that an import adds.
type NewChunk struct {
	Source Source
	// Episode says by Series and Key which episode the chunk belongs to; the library makes it if it has none.
	Episode transcript.Episode
	Chunk   transcript.Chunk
	// Errors and Warnings count the problems found in the file.
	Errors, Warnings int
}

// Import adds files to the library: all that Add was given show at once when Finish returns, and none if it never
// does, whatever becomes of the program. Edits can be committed meanwhile.
type Import interface {
	Add(ctx context.Context, files []NewChunk) error
	// Finish puts each episode's chunks in the order of their numbers (then times, then paths), and returns the
	// episodes that have new ones.
	Finish(ctx context.Context) ([]EpisodeID, error)
	Cancel() error
}

// Person is who a label stands for in a series.
type Person struct {
	// Number, and so the colour, is kept through the series.
	Number int
	// Name is the full name; "" where nobody has told.
	Name string
}

// LabelUse is how often a label stands in a series.
type LabelUse struct {
	Label string
	Person
	Turns, Episodes int
}

// Store keeps a library. Every method is safe for use by several goroutines. A method that returns without an error
// has its result on the disk.
type Store interface {
	// Library lists all episodes, by series and then by key, numbers as numbers.
	Library(ctx context.Context) ([]EpisodeRow, error)
	// Document reads an episode.
	Document(ctx context.Context, id EpisodeID) (*transcript.Document, error)
	// Heads reads the chunks of an episode without their turns.
	Heads(ctx context.Context, id EpisodeID) ([]transcript.Chunk, error)
	// Source reads the file that a chunk came from.
	Source(ctx context.Context, id EpisodeID, chunk transcript.ID) (Source, error)
	// Sources reads those of all chunks that are in the episode.
	Sources(ctx context.Context, id EpisodeID) (map[transcript.ID]Source, error)
	// Held returns the bytes of that SHA-256 that some file held when it was read or written.
	Held(ctx context.Context, sum [32]byte) ([]byte, error)
	// Gone lists the files of chunks that are in the episode no more, with those that were removed since.
	Gone(ctx context.Context, id EpisodeID) ([]Gone, error)
	// Find tells where the file of that absolute path stands; an error that is ErrNotFound if nowhere.
	Find(ctx context.Context, path string) (Place, error)
	// LastRead is the SHA-256 of what the file of that absolute path held when it was last read or written as a chunk's;
	// ErrNotFound if it never was.
	LastRead(ctx context.Context, path string) ([32]byte, error)
	// Commit stores a change that doc has already, and returns the step's Seq.
	Commit(ctx context.Context, id EpisodeID, doc *transcript.Document, c Commit) (int64, error)
	// LastDone and LastUndone return the step that Undo and Redo would take, with its ops; ErrNotFound if none.
	LastDone(ctx context.Context, id EpisodeID) (transcript.Step, error)
	LastUndone(ctx context.Context, id EpisodeID) (transcript.Step, error)
	// Undone lists the steps that can be done again, in their order.
	Undone(ctx context.Context, id EpisodeID) ([]int64, error)
	// Ends names what Undo and Redo would do, without reading it; "" where there is nothing.
	Ends(ctx context.Context, id EpisodeID) (Ends, error)
	// Step reads a step with its ops.
	Step(ctx context.Context, id EpisodeID, seq int64) (transcript.Step, error)
	// Steps lists the latest steps of an episode that came before one (0 means the end), without their ops, newest first.
	Steps(ctx context.Context, id EpisodeID, before int64, limit int) ([]transcript.Step, error)
	CountSteps(ctx context.Context, id EpisodeID) (int, error)
	// Way reads what leads from the text as it was after one step to the text after another, of whichever state; 0 is the
	// text as imported. ErrForgotten if that is not known.
	Way(ctx context.Context, id EpisodeID, from, to int64) (Way, error)
	// Pin gives each label of a series its number, which it keeps: the lowest free one from 1 on, in the order given. Of
	// two labels asked for that bear one number, the later gets another.
	Pin(ctx context.Context, series string, labels []string) (map[string]Person, error)
	// Inherit gives a label that has no number in a series the number and the name of another.
	Inherit(ctx context.Context, series, from, to string) error
	// NamePerson tells the full name of whom a label stands for; "" takes it away.
	NamePerson(ctx context.Context, series, label, name string) error
	// Labels lists the labels of a series, by number; last those that have none yet.
	Labels(ctx context.Context, series string) ([]LabelUse, error)
	// Bearing lists the episodes of a series in which turns, or the fields that name speakers, hold a label.
	Bearing(ctx context.Context, series, label string) ([]EpisodeID, error)
	// Words are what the spelling of an episode goes by.
	Words(ctx context.Context, id EpisodeID) (Words, error)
	// KeepWord lets a word stand in an episode, or in all episodes of its series; DropWord takes that back.
	KeepWord(ctx context.Context, id EpisodeID, word string, series bool) error
	DropWord(ctx context.Context, id EpisodeID, word string, series bool) error
	// Begin starts an import.
	Begin(ctx context.Context, at time.Time) (Import, error)
	// Remember and Recall keep small settings of the library, such as the place last edited.
	Remember(ctx context.Context, key, value string) error
	Recall(ctx context.Context, key string) (string, error)
	Finder
	Registrar
	Lister
	Close() error
}
