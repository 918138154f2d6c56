// This file holds everything that leaves the service, as plain values. None of it points into a document.

package service

import (
	"encoding/json"

	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// Times in views are timecode.Time, in flicks (1/705,600,000 s) of the sound; a float64 holds them exactly for
// months of sound. A nil time says that there is none.

// LibraryView is what the rail shows.
type LibraryView struct {
	Path   string       `json:"path"`
	Name   string       `json:"name"`
	Chunks int          `json:"chunks"`
	Series []SeriesView `json:"series"`
	// Last is where the editor was when the library was last open; zero if nowhere.
	Last PlaceView `json:"last"`
}

// PlaceView is a place in an episode.
type PlaceView struct {
	Episode int64         `json:"episode"`
	Turn    transcript.ID `json:"turn"`
}

// SeriesView is one show.
type SeriesView struct {
	Name     string        `json:"name"`
	Episodes []EpisodeItem `json:"episodes"`
}

// EpisodeItem is an episode's row in the rail.
type EpisodeItem struct {
	ID     int64       `json:"id"`
	Key    string      `json:"key"`
	Title  string      `json:"title"`
	Sound  bool        `json:"sound"`
	Length string      `json:"length"`
	Chunks []ChunkItem `json:"chunks"`
}

// ChunkItem is a chunk's row in the rail.
type ChunkItem struct {
	ID     transcript.ID     `json:"id"`
	Number string            `json:"number"`
	Title  string            `json:"title"`
	Status transcript.Status `json:"status"`
	// Length is the chunk's length for people, such as "8:26"; "" when its times are not known.
	Length string `json:"length"`
	Words  int    `json:"words"`
	// Turns are how many it has, and Checked how many of them somebody has checked.
	Turns   int `json:"turns"`
	Checked int `json:"checked"`
	// Errors and Warnings count what was found in the file as it was read.
	Errors   int    `json:"errors"`
	Warnings int    `json:"warnings"`
	Dirty    bool   `json:"dirty"`
	File     string `json:"file"`
}

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
}

// SpeakerView is a label with the number that it keeps through the series.
type SpeakerView struct {
	Label  string `json:"label"`
	Number int    `json:"number"`
	// Name is the full name; "" where nobody has told.
	Name string `json:"name"`
}

// SeriesSpeaker is a label that has a number in a series, and how often it stands there.
type SeriesSpeaker struct {
	SpeakerView
	Turns    int `json:"turns"`
	Episodes int `json:"episodes"`
}

// RenameRequest asks to put all that one label says under another.
type RenameRequest struct {
	Episode int64 `json:"episode"`
	// Chunk narrows it to one chunk; 0 means the whole episode.
	Chunk transcript.ID `json:"chunk"`
	// Series widens it to all episodes of the series.
	Series bool   `json:"series"`
	From   string `json:"from"`
	To     string `json:"to"`
}

// RenameReply says what a rename did.
type RenameReply struct {
	// Edit is what became new in the episode that was asked from.
	Edit     EditReply     `json:"edit"`
	Episodes []RenamedView `json:"episodes"`
	// Failed says what went wrong in other episodes; "" if nothing.
	Failed string `json:"failed"`
}

// RenamedView is an episode in which somebody was renamed.
type RenamedView struct {
	Episode int64 `json:"episode"`
	Turns   int   `json:"turns"`
}

// SuggestionView is a turn that may be its neighbour's.
type SuggestionView struct {
	Code  string        `json:"code"`
	Turn  transcript.ID `json:"turn"`
	Chunk transcript.ID `json:"chunk"`
	Words string        `json:"words"`
	// From bears the turn, To may be whose it is.
	From string `json:"from"`
	To   string `json:"to"`
	// Begins says that it begins the sentence of the turn after it; else it ends that of the turn before.
	Begins bool `json:"begins"`
	// Stands says that a person let it stand.
	Stands bool `json:"stands"`
}

// WordsView is what stands in an episode whatever a dictionary says, served at /api/episodes/ID/words.
type WordsView struct {
	// Names and Titles are texts of which every word is known: labels and names in front matter; titles.
	Names  []string `json:"names"`
	Titles []string `json:"titles"`
	// Series and Episode are words that people let stand.
	Series  []string `json:"series"`
	Episode []string `json:"episode"`
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

// NoteView is a comment or a bookmark at words of a turn.
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
}

// HistoryView names what Undo and Redo would do; "" when there is nothing.
type HistoryView struct {
	Undo string `json:"undo"`
	Redo string `json:"redo"`
}

// StepView is one line of the history.
type StepView struct {
	Seq   int64                `json:"seq"`
	Name  string               `json:"name"`
	Place string               `json:"place"`
	At    int64                `json:"at"` // milliseconds since 1970, UTC
	State transcript.StepState `json:"state"`
}

// StepsView is the latest part of the history, newest first, served at /api/episodes/ID/steps?limit=N.
type StepsView struct {
	Steps []StepView `json:"steps"`
	// Total counts all steps of the episode.
	Total int `json:"total"`
}

// StepDiffView is what a step did, served at /api/episodes/ID/steps/SEQ.
type StepDiffView struct {
	Changes []ChangeView `json:"changes"`
	// More counts the changes that are left out.
	More int `json:"more"`
}

// ChangeView is what a step did to one thing.
type ChangeView struct {
	// What says what it is: "Ada, 00:00:04:12", "topic tags".
	What string `json:"what"`
	// Did says what became of it where before and after do not: "moved from 02 to 03"; else "".
	Did string `json:"did"`
	// Chunk and Turn are where to look now; 0 where there is nothing any more.
	Chunk transcript.ID `json:"chunk"`
	Turn  transcript.ID `json:"turn"`
	// Before and After are around what differs; both empty where Did says it all.
	Before []PieceView `json:"before"`
	After  []PieceView `json:"after"`
}

// PieceView is a piece of a text: one that differs, one that does not, or one that is left out.
type PieceView struct {
	Text string `json:"text"`
	On   bool   `json:"on"`
	Fold bool   `json:"fold"`
}

// VersionView tells which chunks say something else than their files did.
type VersionView struct {
	// Version is "imported" or "file".
	Version session.Version `json:"version"`
	Chunks  []transcript.ID `json:"chunks"`
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
}

// PatchView is what a change made new, for a window that shows the episode as it was before.
type PatchView struct {
	Episode int64 `json:"episode"`
	// Clock and Sound are there when something of the whole episode changed.
	Clock *ClockView  `json:"clock,omitempty"`
	Sound *string     `json:"sound,omitempty"`
	Heads []ChunkHead `json:"heads"`
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

// PlayerView is where the sound is. It comes as the event "player".
type PlayerView struct {
	Episode int64  `json:"episode"`
	Loaded  bool   `json:"loaded"`
	Path    string `json:"path"`
	// Playing is what was asked for; Moving says that Heard goes on from At by a second a second.
	Playing bool `json:"playing"`
	Moving  bool `json:"moving"`
	// Heard is what the device plays at the moment At (milliseconds since 1970, with fractions).
	Heard  timecode.Time `json:"heard"`
	At     float64       `json:"at"`
	Length timecode.Time `json:"length"`
	// Range is the stretch that is played by itself; nil if the sound just goes on.
	Range *RangeView `json:"range"`
	// Device is "device", "null" when nothing can be heard, or "lost".
	Device string `json:"device"`
	// Problem says what is wrong with the sound file, DeviceProblem what is wrong with the device or the playing, each
	// with what to do; "" when all is well.
	Problem       string  `json:"problem"`
	DeviceProblem string  `json:"deviceProblem"`
	Volume        float64 `json:"volume"`
}

// RangeView is a stretch of the sound that is played once or, if Again, until it is let go.
type RangeView struct {
	From  timecode.Time `json:"from"`
	To    timecode.Time `json:"to"`
	Again bool          `json:"again"`
}

// JobView is long work. It comes as the event "job".
type JobView struct {
	ID    int64  `json:"id"`
	Kind  string `json:"kind"` // "import" or "export"
	State string `json:"state"`
	// What is being done, for people: "Reading ep06-03.md".
	What    string `json:"what"`
	Done    int    `json:"done"`
	Total   int    `json:"total"`
	Problem string `json:"problem"`
}

// States of a job.
const (
	JobRunning   = "running"
	JobDone      = "done"
	JobCancelled = "cancelled"
	JobFailed    = "failed"
)

// ImportView is what an import did.
type ImportView struct {
	Added   int `json:"added"`
	Updated int `json:"updated"`
	Same    int `json:"same"`
	// Conflicts are files that changed both in the library and on the disk: nothing was done to them.
	Conflicts []ConflictView `json:"conflicts"`
	// Refused are files that cannot be taken in, with the place of the reason.
	Refused []ProblemView `json:"refused"`
	// Skipped counts files that are no text of Stet's: pictures, sound, hidden files, and those Passed.
	Skipped int `json:"skipped"`
	// Passed are texts that were looked into and are no transcript.
	Passed []ProblemView `json:"passed"`
	// Episodes are those that have something new.
	Episodes []int64 `json:"episodes"`
}

// ConflictView is a file that changed on both sides.
type ConflictView struct {
	Episode int64         `json:"episode"`
	Chunk   transcript.ID `json:"chunk"`
	File    string        `json:"file"`
}

// PlanView is what an export would write.
type PlanView struct {
	ID int64 `json:"id"`
	// To is the folder; "" means back to where the files came from.
	To    string     `json:"to"`
	Files []PlanFile `json:"files"`
}

// PlanFile is one file of an export.
type PlanFile struct {
	Episode int64         `json:"episode"`
	Chunk   transcript.ID `json:"chunk"`
	Title   string        `json:"title"`
	Path    string        `json:"path"`
	// State is one of the Plan constants.
	State string `json:"state"`
	// Reason says why the file is held or in conflict, and what to do.
	Reason string `json:"reason"`
	// Theirs says that the chunk could be made what stands there, instead of being written over it.
	Theirs  bool `json:"theirs"`
	Added   int  `json:"added"`
	Removed int  `json:"removed"`
	Before  int  `json:"before"` // bytes
	After   int  `json:"after"`  // bytes
}

// States of a file in a plan.
const (
	// PlanSame: what stands there has these bytes already.
	PlanSame = "same"
	// PlanChanged: lines of it will change.
	PlanChanged = "changed"
	// PlanNew: there is no such file yet.
	PlanNew = "new"
	// PlanConflict: it was changed on the disk since Stet read it; it is written only when asked for by name.
	PlanConflict = "conflict"
	// PlanHeld: Stet cannot write it without touching what nobody changed.
	PlanHeld = "held"
)

// ExportView is what an export did.
type ExportView struct {
	Written int            `json:"written"`
	Same    int            `json:"same"`
	Files   []ExportedFile `json:"files"`
}

// ExportedFile is what became of one file: "written", "same", "conflict", "held" or "failed".
type ExportedFile struct {
	Path   string `json:"path"`
	State  string `json:"state"`
	Reason string `json:"reason"`
}

// DiffView compares two versions of a file, line by line.
type DiffView struct {
	Path  string     `json:"path"`
	Lines []DiffLine `json:"lines"`
}

// DiffLine is one line of a diff, or a fold of several that are the same.
type DiffLine struct {
	Kind string `json:"kind"` // "same", "fold", "del", "add"
	// Old and New are line numbers from 1; 0 where the line is not in that version. Of a fold, its first line.
	Old int `json:"old"`
	New int `json:"new"`
	// Count is how many lines a fold holds.
	Count int    `json:"count,omitempty"`
	Text  string `json:"text,omitempty"`
	// Touched are the stretches of Text that differ, as pairs of UTF-16 offsets.
	Touched [][2]int `json:"touched,omitempty"`
}

// RepairView is a way to make front matter readable.
type RepairView struct {
	What string   `json:"what"`
	Line int      `json:"line"`
	Diff DiffView `json:"diff"`
}

// AnchorRequest is a place in the text and the same place in the sound.
type AnchorRequest struct {
	Code  string        `json:"code"`
	Audio timecode.Time `json:"audio"`
}

// RateView is a frame rate, and what it makes of an episode.
type RateView struct {
	Name string `json:"name"`
	// Misfits counts the turns that would have no place in the sound; First and Turn are the first one's timecode that
	// does not exist at this rate.
	Misfits int           `json:"misfits"`
	First   string        `json:"first"`
	Turn    transcript.ID `json:"turn"`
}

// FitView is a clock that a calibration proposes, best first.
type FitView struct {
	Rate   string        `json:"rate"`
	Offset timecode.Time `json:"offset"`
	// LeftOver is how far each of the two places then lies from where it was heard.
	LeftOver [2]timecode.Time `json:"leftOver"`
	// Note says what cannot be told from these two places.
	Note string `json:"note"`
}
