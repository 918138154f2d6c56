// This file holds what leaves the service of an episode and its edits, as plain values; the files beside it have the rest.
// None of it points into a document.

package service

import (
	"encoding/json"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

// Times in views are timecode.Time, in flicks (1/705,600,000 s) of the sound; a float64 holds them exactly for
// months of sound. A nil time says that there is none.

// EpisodeView is a whole episode, served at /api/episodes/ID.
type EpisodeView struct {
	ID       int64         `json:"id"`
	Series   string        `json:"series"`
	Key      string        `json:"key"`
	Title    string        `json:"title"`
	Clock    ClockView     `json:"clock"`
	Sound    string        `json:"sound"`
	Speakers []SpeakerView `json:"speakers"`
	Chunks   []ChunkView   `json:"chunks"`
	Notes    []NoteView    `json:"notes"`
	History  HistoryView   `json:"history"`
	// Searching says that a search of the sound has begun and not come to its end: of the words that it has not found nothing is
	// known so far.
	Searching bool `json:"searching"`
	// Numbers are the first and the last of those that the window may give to new turns.
	Numbers [2]transcript.ID `json:"numbers"`
}

// ClockView is how an episode's timecodes map to its sound.
type ClockView struct {
	// Rate is the frame rate's name, such as "29.97 drop"; "" when nobody has told, and then 30 stands in Num and Den.
	Rate   string        `json:"rate"`
	Num    int64         `json:"num"`
	Den    int64         `json:"den"`
	Drop   bool          `json:"drop"`
	Offset timecode.Time `json:"offset"`
	// Gap is a stretch of the sound that the timecodes do not count; nil if there is none.
	Gap *timecode.Gap `json:"gap,omitempty"`
}

// SpeakerView is a label with the number that it keeps through the series.
type SpeakerView struct {
	Label  string `json:"label"`
	Number int    `json:"number"`
	// Name is the full name; "" where nobody has told.
	Name string `json:"name"`
}

// ChunkView is one chunk with its turns.
type ChunkView struct {
	ChunkHead
	Turns []TurnView `json:"turns"`
}

// ChunkHead is a chunk without its turns.
type ChunkHead struct {
	ID       transcript.ID     `json:"id"`
	Number   string            `json:"number"`
	Title    string            `json:"title"`
	Status   transcript.Status `json:"status"`
	File     string            `json:"file"`
	Dirty    bool              `json:"dirty"`
	Matter   transcript.Matter `json:"matter"`
	Lead     []string          `json:"lead"`
	Problems []ProblemView     `json:"problems"`
	// Touched names the fields that differ from the file, and "lead".
	Touched []string `json:"touched"`
	// Until is where the header says that the chunk ends, as a timecode; "" when it does not.
	Until string `json:"until"`
}

// TurnView is one turn.
type TurnView struct {
	ID transcript.ID `json:"id"`
	// Start and End are the timecodes as written; "" when the turn has none.
	Start string `json:"start"`
	End   string `json:"end"`
	// From and To are where they lie in the sound; nil when there is no time, or an impossible one.
	From       *timecode.Time `json:"from"`
	To         *timecode.Time `json:"to"`
	Speaker    *string        `json:"speaker"`
	Paragraphs []string       `json:"paragraphs"`
	// Changed says that the turn differs from the file.
	Changed bool `json:"changed"`
	// Estimated says which ends of the time nobody has heard: 1 the start, 2 the end.
	Estimated transcript.Edges `json:"estimated"`
	// Times are when the words are said, as transcript.Timings writes them; "" where no word has a time.
	Times transcript.Timings `json:"times" ts_type:"string"`
	// Checked says that somebody compared the words with the sound.
	Checked bool `json:"checked"`
}

// NoteView is a comment, a bookmark or a mark of a name at words of a turn.
type NoteView struct {
	ID   transcript.ID       `json:"id"`
	Kind transcript.NoteKind `json:"kind" ts_type:"string"`
	// Turn is 0 where there is no turn left to stand at. The words are From up to To, counted from the turn's first.
	Turn transcript.ID `json:"turn"`
	From int           `json:"from"`
	To   int           `json:"to"`
	// Lost says that the words it was put to are gone: it stands at the nearest ones.
	Lost     bool   `json:"lost"`
	Text     string `json:"text"`
	Resolved bool   `json:"resolved"`
}

// ProblemView is something wrong in a file, with its place.
type ProblemView struct {
	File     string        `json:"file"`
	Line     int           `json:"line"`
	Column   int           `json:"column"`
	Severity string        `json:"severity"`
	Code     string        `json:"code"`
	What     string        `json:"what"`
	Turn     transcript.ID `json:"turn"`
	Field    string        `json:"field"`
	// Words are what a check finds fault with, Why is what it is for, and Waived why it stands all the same: its severity
	// is "info" then.
	Words  string `json:"words,omitempty"`
	Why    string `json:"why,omitempty"`
	Waived string `json:"waived,omitempty"`
	// Repairs would mend it: see Service.Mend.
	Repairs []OfferView `json:"repairs,omitempty"`
	// at is where its turn begins, as what lets it stand says that.
	at string
}

// At is where the turn begins that the problem is in, as an entry in WaiversFile says it; "" in front matter. Verbs use it.
func (p ProblemView) At() string { return p.at }

// HistoryView names what Undo and Redo would do; "" when there is nothing.
type HistoryView struct {
	Undo string `json:"undo"`
	Redo string `json:"redo"`
}

// EditRequest asks for a change of an episode.
type EditRequest struct {
	Episode int64 `json:"episode"`
	// Name says what is done, for the history: "Gave the turn to Mira". Typing needs none.
	Name string `json:"name"`
	// Ops are transcript ops as JSON (transcript.EncodeOp), except that the offsets of a "text" op count UTF-16 units,
	// as the window's text does, and that an ID of 0 of an inserted turn or an added note asks for a new one.
	Ops []json.RawMessage `json:"ops"`
	// Typing lets the step join the one before, if it goes on at the same place without a pause.
	Typing bool `json:"typing"`
}

// EditReply says that a change is on the disk.
type EditReply struct {
	Step    int64 `json:"step"`
	SavedAt int64 `json:"savedAt"` // milliseconds since 1970, UTC
	// Name is what was undone or redone.
	Name  string    `json:"name"`
	Patch PatchView `json:"patch"`
	// Slugs counts the chunks whose slugs have another number than they have, where the change made or moved chunks.
	Slugs int `json:"slugs"`
	// Gone names what a chunk said that was joined with another, and that the other says otherwise: title “Rain”.
	Gone []string `json:"gone"`
	// Told says what else came of it that is to be known, "" where nothing did.
	Told string `json:"told"`
}

// PatchView is what a change made new, for a window that shows the episode as it was before.
type PatchView struct {
	Episode int64 `json:"episode"`
	// Clock and Sound are there when something of the whole episode changed.
	Clock *ClockView `json:"clock,omitempty"`
	Sound *string    `json:"sound,omitempty"`
	// Chunks are all chunks in their order, where some came, went or changed places: Heads and Orders then have all of them.
	Chunks []transcript.ID `json:"chunks,omitempty"`
	Heads  []ChunkHead     `json:"heads"`
	// Orders gives the turns of every chunk in which some came or went.
	Orders []OrderView `json:"orders"`
	// Turns changed or came, Removed went.
	Turns   []TurnView      `json:"turns"`
	Removed []transcript.ID `json:"removed"`
	// Notes came, moved or changed, NotesGone went.
	Notes     []NoteView      `json:"notes"`
	NotesGone []transcript.ID `json:"notesGone"`
	Speakers  []SpeakerView   `json:"speakers"`
	History   HistoryView     `json:"history"`
}

// OrderView is the order of a chunk's turns.
type OrderView struct {
	Chunk transcript.ID   `json:"chunk"`
	Turns []transcript.ID `json:"turns"`
}
