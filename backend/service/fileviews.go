// This file holds what importing and exporting tell of files, and of the work with them, as plain values.

package service

import (
	"stet/backend/transcript"
)

// JobView is long work. It comes as the event "job".
type JobView struct {
	ID    int64  `json:"id"`
	Kind  string `json:"kind"` // "import", "export", "clip", "conversion", "waveform", "preview", "alignment", "alignments", "retiming" or "change"
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
	// Merged counts files that changed both in the library and on the disk, at different places: both stand there now.
	Merged int `json:"merged"`
	// Conflicts are files of which both changed the same places: the rest of them was merged.
	Conflicts []ConflictView `json:"conflicts"`
	// Renamed are files that another program gave another name: their chunks go with them.
	Renamed []RenamedFile `json:"renamed"`
	// Gone are files that are not in the folders any more: their chunks stay in the library.
	Gone []ProblemView `json:"gone"`
	// Away are files that hold what others of the library did whose folders cannot be reached. They were not taken in: nobody
	// can tell whether they are copies, or were moved.
	Away []ProblemView `json:"away"`
	// Lost are files that have turns no more which stand in no other: those went from the library, too.
	Lost []ProblemView `json:"lost"`
	// Refused are files that cannot be taken in, with the place of the reason.
	Refused []ProblemView `json:"refused"`
	// Skipped counts files that are no text of Stet's: pictures, sound, hidden files, and those Passed.
	Skipped int `json:"skipped"`
	// Passed are texts that were looked into and are no transcript.
	Passed []ProblemView `json:"passed"`
	// Twice are transcripts that came to an episode that has another one of the same recording.
	Twice []ProblemView `json:"twice"`
	// Episodes are those that have something new.
	Episodes []int64 `json:"episodes"`
	again    []ProblemView
}

// RenamedFile is a file that has another name now than it had.
type RenamedFile struct {
	File string `json:"file"`
	From string `json:"from"`
	// Changed says that it holds something else as well, and counts among those updated, merged or in conflict.
	Changed bool `json:"changed"`
}

// ConflictView is a file that changed on both sides.
type ConflictView struct {
	Episode int64         `json:"episode"`
	Chunk   transcript.ID `json:"chunk"`
	File    string        `json:"file"`
	// Places counts what is to be settled.
	Places int `json:"places"`
}

// PlanView is what an export would write.
type PlanView struct {
	ID int64 `json:"id"`
	// To is the folder; "" means back to where the files came from.
	To    string     `json:"to"`
	Files []PlanFile `json:"files"`
	// Leave are the chunks of the episode asked for that no other format gets, and why.
	Leave []LeaveOut `json:"leave"`
	// Waivers are the files of what was let stand that will be brought in line with names that others gave to files.
	Waivers []string `json:"waivers"`
}

// ExportRequest says what is to be exported.
type ExportRequest struct {
	// Episode is 0 for all, and no Chunks are all.
	Episode int64           `json:"episode"`
	Chunks  []transcript.ID `json:"chunks"`
	// Series says that all episodes of the episode's series are to be exported, Library that all there are.
	Series  bool `json:"series"`
	Library bool `json:"library"`
	// To is a folder, below which each file goes to the path that it had below the folder imported; "" is back to where it
	// came from.
	To string `json:"to"`
	// Files says that the chunk files are to be written. Formats are the IDs of other formats, of whole episodes.
	Files   bool     `json:"files"`
	Formats []string `json:"formats"`
	// WithErrors lets chunks go that have errors among their checks.
	WithErrors bool `json:"withErrors"`
}

// PlanFile is one file of an export: a chunk's, whose Format is "", or one in another format.
type PlanFile struct {
	FormatFile
	// Order is the file's place in the order of writing.
	Order   int           `json:"order"`
	Episode int64         `json:"episode"`
	Chunk   transcript.ID `json:"chunk"`
	// Number is the chunk's, as its file writes it; "" if it has none.
	Number string `json:"number"`
	Title  string `json:"title"`
	// From is the file that the chunk stands in now and that goes; "" if it keeps its name.
	From string `json:"from"`
	// Gone says that the file is removed: its chunk was joined with another.
	Gone bool `json:"gone"`
	// Turn is where the reason lies; 0 if in no turn.
	Turn transcript.ID `json:"turn"`
	// Absent says that nothing stands there.
	Absent bool `json:"absent"`
	// Unsettled says that it is held until what both sides changed is settled.
	Unsettled bool `json:"unsettled"`
	// Checks counts the errors for which the chunk is held back, and Problem is the first of them, with what would mend it.
	Checks  int          `json:"checks"`
	Problem *ProblemView `json:"problem"`
	// Theirs says that the chunk could be made what stands there, instead of being written over it.
	Theirs bool `json:"theirs"`
	// Without are the numbers of the chunks that are not in a file of another format.
	Without []string `json:"without"`
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
	// PlanHeld: there are errors among the chunk's checks, or Stet cannot write it without touching what nobody changed.
	PlanHeld = "held"
)

// ExportView is what an export did.
type ExportView struct {
	Written int            `json:"written"`
	Same    int            `json:"same"`
	Files   []ExportedFile `json:"files"`
	// Message is what to tell git of what was written; "" if nothing was.
	Message string `json:"message"`
	// Stands are the files that keep what was let stand, where they changed and no message told of it before this one.
	Stands []string `json:"stands,omitempty"`
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
	// More counts the lines of a long new file that are left out.
	More int `json:"more,omitempty"`
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
	// Stands says that a known fault of the line was let stand.
	Stands bool `json:"stands,omitempty"`
}

// RepairView is a way to make front matter readable.
type RepairView struct {
	What string   `json:"what"`
	Line int      `json:"line"`
	Diff DiffView `json:"diff"`
}
