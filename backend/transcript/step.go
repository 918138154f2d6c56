package transcript

// StepState says whether a step of the history is in the document.
type StepState string

const (
	// Done steps are in the document.
	Done StepState = "done"
	// Undone steps can be done again.
	Undone StepState = "undone"
	// Abandoned steps were undone, and then something else was done. They stay in the history for reading.
	Abandoned StepState = "abandoned"
)

// NotKnown stands in After where an older Stet did not note it.
const NotKnown = -1

// Step is what one undo takes back: a word typed, a speaker given, a rename over a hundred turns.
type Step struct {
	// Seq counts the steps of a library, from 1.
	Seq int64
	// Name says what was done, for people: "Changed “wait” to “weight”", "Gave the turn to Mira".
	Name string
	// Place says where, for people: "02, 00:03:23:04".
	Place string
	// At is the time of its last op, in microseconds since 1970, UTC.
	At    int64
	State StepState
	// After is the Seq of the step that it was done on top of; 0 for the text as it was imported.
	After int64
	// Ops are what was done, Inverses what takes it back, op for op.
	Ops, Inverses []Op
}

// Undo returns the ops that take the step back, in the order in which to apply them.
func (s Step) Undo() Op {
	b := Batch{Ops: make([]Op, 0, len(s.Inverses))}
	for i := len(s.Inverses) - 1; i >= 0; i-- {
		b.Ops = append(b.Ops, s.Inverses[i])
	}
	return b
}

// Redo returns the ops that do the step again.
func (s Step) Redo() Op { return Batch{Ops: s.Ops} }
