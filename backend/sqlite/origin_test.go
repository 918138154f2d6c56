package sqlite

import (
	"testing"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

// The times in a library from before their origins were told apart came from files, or stood between such.
func TestALibraryFromBeforeTimesHadOrigins(t *testing.T) {
	path := libraryPath(t)
	l := open(t, path)
	id, _ := episode(t, l)
	// Two words as such a library has them: one a file has timed, one put behind it; each half a second long.
	const half = timecode.Second / 2
	packed := transcript.Timings{{Start: half, End: 2 * half, How: 1}, {Start: 2 * half, End: 3 * half, How: 2}}.Pack()
	if _, err := l.writer.conn.ExecContext(t.Context(), "UPDATE turn SET text = ?, times = ? WHERE rowid = (SELECT min(rowid) FROM turn); "+gapless+"PRAGMA user_version = 14;", "two words", packed); err != nil {
		t.Fatal(err)
	}
	closeLibrary(t, l)
	l = open(t, path)
	d := document(t, l, id)
	for _, c := range d.Chunks() {
		chunk, _ := d.Chunk(c)
		for _, turn := range chunk.Turns {
			if len(turn.Times) == 2 {
				if w := turn.Times; w[0].How != transcript.Imported || w[1].How != transcript.Between || w[1].End != 3*half {
					t.Error(w)
				}
				return
			}
		}
	}
	t.Error("the times are gone")
}
