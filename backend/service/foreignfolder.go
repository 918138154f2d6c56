// This file takes in what other programs' transcripts a folder holds: each is told by its content, and none comes beside
// another of the same recording. What does not come is named, with the reason. It takes no text that has no times.

package service

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"stet/backend/chunkfile"
	"stet/backend/formats"
	"stet/backend/session"
	"stet/backend/timecode"
	"stet/backend/transcript"
)

// foreignEndings are those under which other programs write transcripts; .txt besides.
var foreignEndings = []string{".srt", ".vtt", ".json", ".ttml", ".dfxp", ".xml", ".eaf", ".trs", ".textgrid", ".ctm", ".sub", ".otr", ".tsv"}

// doubleCode is that of a file that does not come beside another of the same recording.
const doubleCode = "file.double"

// documentCode is that of a document whose text is not read.
const documentCode = "file.document"

// documents are files that often hold transcripts, and that nothing here reads.
var documents = map[string]string{
	".docx": "A Word document is not read. Save it as plain text in a word processor, and import that.",
	".doc":  "A Word document is not read. Save it as plain text in a word processor, and import that.",
	".odt":  "A document of a word processor is not read. Save it as plain text there, and import that.",
	".rtf":  "A document of a word processor is not read. Save it as plain text there, and import that.",
	".html": "A page is not read. Import the transcript or the subtitles that it was made of.",
	".htm":  "A page is not read. Import the transcript or the subtitles that it was made of.",
	".pdf":  "A PDF is not read. Copy its text into a .txt file, and import that: numbers and headings of pages are told from speech.",
}

// gatherAll is gather that finds transcripts of other programs in folders, too.
func gatherAll(paths []string) (*gathering, error) { return gatherWith(paths, true) }

// mayBeForeign says that a file in a folder may be another program's. A .md is looked at only where somebody names it.
func mayBeForeign(path string) bool {
	return hasEnding(path, foreignEndings) || strings.EqualFold(filepath.Ext(path), ".txt")
}

// isDocument says what to do with a file whose text cannot be read; false if it is none of these.
func isDocument(path, shown string) (*refusal, bool) {
	what, is := documents[strings.ToLower(filepath.Ext(path))]
	if !is {
		return nil, false
	}
	return refuse(shown, 1, 1, documentCode, "%s", what), true
}

// late is another program's file in a folder, which waits until all others are known.
type late struct {
	read
	neighbours, sound string
	rates             map[transcript.Episode]timecode.Rate
}

// met is what an import has met that another program's file may be a second version of.
type met struct {
	// stems are transcripts by their folders and names without endings, and by their recordings; cuts are chunk files by the
	// episodes that they name.
	stems, cuts map[string]string
	// unread are files, by the same, that may be transcripts, and that nobody has looked into.
	unread map[string][]found
}

func newMet() met {
	return met{stems: map[string]string{}, cuts: map[string]string{}, unread: map[string][]found{}}
}

// stem is a file's name without its ending and its language: talk.en.vtt and talk.de.vtt are of one recording.
func stem(path string) string {
	return languageEnding.ReplaceAllString(strings.TrimSuffix(path, filepath.Ext(path)), "")
}

var languageEnding = regexp.MustCompile(`(?i)\.(?:[a-z]{2,3}(?:[-_][a-z]{2,4})?|sdh|forced)$`)

// recording is a file's stem in the folder that names its show, not in one such as subtitles: that of two shows, or of two
// episodes in folders of their own, is another.
func (id identity) recording(path string) string {
	return filepath.Join(id.folder(path), filepath.Base(stem(path)))
}

func (l late) recording() string { return l.id.recording(l.foreign.origin) }

// note remembers a file that is taken as it is.
func (m *met) note(r read) {
	if r.err != nil || r.foreign != nil || !isTranscript(r.chunk) {
		return
	}
	m.stems[stem(r.path)], m.stems[r.id.recording(r.path)] = r.shown, r.shown
	if r.chunk.Matter.Form != transcript.NoMatter && r.id.key != "" {
		m.cuts[r.id.key] = cmp.Or(m.cuts[r.id.key], r.shown)
	}
}

// noteName remembers a file that nobody has looked into by what its name says.
func (m *met) noteName(f found) {
	r := read{found: f}
	r.identify()
	for _, of := range slices.Compact([]string{stem(f.path), r.id.recording(f.path)}) {
		m.unread[of] = append(m.unread[of], f)
	}
	if key := r.id.key; key != "" && numberedFile.MatchString(filepath.Base(f.path)) {
		m.cuts[key] = cmp.Or(m.cuts[key], f.shown)
	}
}

// taken is the transcript with a stem, or of a recording, that is taken as it is; "" if none is. Show notes beside a transcript
// are none.
func (m *met) taken(of string) string {
	for m.stems[of] == "" && len(m.unread[of]) > 0 {
		f := m.unread[of][0]
		m.unread[of] = m.unread[of][1:]
		m.note(readFile(f))
	}
	return m.stems[of]
}

// take remembers a file of another program that is taken.
func (m *met) take(l late) {
	m.stems[stem(l.foreign.origin)], m.stems[l.recording()] = l.shown, l.shown
}

// numberedFile is the name of a chunk's file: the episode, and the number in it.
var numberedFile = regexp.MustCompile(`(?i)^(?:ep(?:isode)?[-_ ]?\d+|\d{4}-\d{2}-\d{2})[-_ ]\d+[-_ ]`)

// takeLate takes in the files of other programs that folders hold, the best one of each recording.
func (im *importing) takeLate(ctx context.Context) error {
	if len(im.late) == 0 {
		return nil
	}
	rows, err := im.service.Store.Library(ctx)
	if err != nil {
		return err
	}
	have := map[transcript.Episode]bool{}
	for _, row := range rows {
		have[transcript.Episode{Series: row.Episode.Series, Key: row.Episode.Key}] = true
	}
	sortLate(im.late)
	for _, l := range im.late {
		why, err := im.double(ctx, l, have)
		if err != nil {
			return err
		}
		if why != "" {
			im.pass(l.shown, doubleCode, why)
			continue
		}
		im.met.take(l)
		if err := im.take(ctx, l.read, l.neighbours, l.sound, l.rates); err != nil {
			return err
		}
	}
	im.late = nil
	return nil
}

// sortLate puts the best file of each recording first.
func sortLate(list []late) {
	slices.SortStableFunc(list, func(a, b late) int {
		return cmp.Or(cmp.Compare(a.recording(), b.recording()), cmp.Compare(b.worth(), a.worth()))
	})
}

// worth says how much a file tells: who speaks, and when words are said.
func (l late) worth() (n int) {
	for _, t := range l.chunk.Turns {
		if name := t.Label(); name != "" && name != "Unknown" {
			n |= 2
		}
		if len(t.Times) > 0 {
			n |= 1
		}
	}
	return n
}

// double says why a file is not taken: another of the same recording is, or the library has its episode; "" if not.
func (im *importing) double(ctx context.Context, l late, have map[transcript.Episode]bool) (string, error) {
	_, err := im.find(ctx, l.path)
	if !errors.Is(err, session.ErrNotFound) {
		return "", err // the library has it, and says what is new
	}
	if why := im.met.double(l); why != "" {
		return why, nil
	}
	if episode := l.id.settle(l.path, l.neighbours); have[episode] {
		return "The library has an episode " + episode.Key + " of " + episode.Series + " already. To take it in beside that, import it by itself.", nil
	}
	return "", nil
}

// double says why a file would be a second version of what was met; "" if it is none.
func (m *met) double(l late) string {
	if _, err := os.Stat(l.path); err == nil {
		return filepath.Base(l.path) + " stands beside it, which was made of it. To take it in all the same, import it by itself."
	}
	if other := cmp.Or(m.taken(stem(l.foreign.origin)), m.taken(l.recording())); other != "" {
		return "By its name it is the same recording as " + filepath.Base(other) + ", which is taken. Its times can be given to the words of that: stet import --times " +
			filepath.Base(l.foreign.origin) + " " + filepath.Base(other)
	}
	if other := m.cuts[l.id.key]; l.id.key != "" && other != "" {
		return "Its episode " + l.id.key + " is there in chunks, such as " + filepath.Base(other) + ". To cut it like them: stet cut --like; to take it in beside them, import it by itself."
	}
	return ""
}

// pass tells of a file that is passed over.
func (im *importing) pass(shown, code, what string) {
	no := refuse(shown, 1, 1, code, "%s", what)
	no.Severity = string(chunkfile.Warn)
	im.view.Skipped++
	im.view.Passed = append(im.view.Passed, no.ProblemView)
}

// jsonLines says why a file of JSON Lines is not read; false if it is none.
func jsonLines(f *formats.File, shown string) (*refusal, bool) {
	if !f.IsJSON() {
		return nil, false
	}
	lines := f.Lines()
	if len(lines) < 2 || !json.Valid([]byte(lines[0])) || !json.Valid([]byte(lines[1])) || !strings.HasPrefix(lines[1], "{") {
		return nil, false
	}
	return refuse(shown, 1, 1, brokenFormat, "These are JSON Lines, a record a line, as Stet writes them for search. They have no turns, and are not read: import the chunk files or the transcript that they were made of."), true
}
