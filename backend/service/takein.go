// This file takes in what other programs did to files, and settles with a person what both sides changed. It writes no
// files.

package service

import (
	"context"
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"stet/backend/chunkfile"
	"stet/backend/linediff"
	"stet/backend/session"
	"stet/backend/transcript"
)

// tookIn is the step of the history that takes in what other programs did.
const tookIn = "Took in changes from disk"

// TakenInView tells what came of taking files in.
type TakenInView struct {
	Reply EditReply `json:"reply"`
	// Merged counts the chunks that are others now, Places what is left to be settled.
	Merged int `json:"merged"`
	Places int `json:"places"`
	// Refused are files that could not be taken in.
	Refused []ProblemView `json:"refused"`
	// Left are what files of chunks that were joined with others say, and these say otherwise.
	Left []ProblemView `json:"left"`
}

// TakeIn brings chunks together with their files as they are on the disk now, all in one step: what only the file changed is
// taken, what only was changed here stays. What both changed is left to be settled, and until then no export writes that
// file.
func (s *Service) TakeIn(episode int64, chunks []transcript.ID) (TakenInView, error) {
	v := TakenInView{Refused: []ProblemView{}, Left: []ProblemView{}}
	id := session.EpisodeID(episode)
	// Before the session is held: who looks at the disk waits for it.
	last := s.disk.seenLast()
	err := s.guarded(s.ctx, id, func(open *session.Session) (err error) {
		sources, underway := map[transcript.ID]session.Source{}, s.underway(s.ctx)
		for _, chunk := range chunks {
			src, err := takenFile(open, chunk)
			if err != nil {
				v.Refused = append(v.Refused, refuse(src.Path, 1, 1, "file.update", "%s", sentence(err)).ProblemView)
				continue
			}
			if no := notWhole(src.Path, src.Bytes); no != nil {
				v.Refused = append(v.Refused, no.ProblemView)
				continue
			}
			if !underway.has(src.Path, src.Bytes) {
				sources[chunk] = src
			}
		}
		if len(sources) == 0 {
			return fail(CodeInvalid, nil, "%s", nothingTaken(v.Refused))
		}
		d := besidesOf(open, last, sources)
		names := handedOn(open, &d)
		ids := slices.Sorted(maps.Keys(names))
		var renamed session.Result
		if len(names) > 0 {
			if renamed, err = open.Rebase(s.ctx, names); err != nil {
				return err
			}
		}
		r, taken, err := open.TakeIn(s.ctx, d, tookIn)
		if err != nil {
			if len(names) > 0 {
				// The files have these names all the same.
				s.Emit("patch", s.wholeChunks(s.ctx, open, ids, renamed))
				s.Emit("library", nil)
			}
			return err
		}
		for _, t := range taken {
			if !slices.Contains(ids, t.Chunk) {
				ids = append(ids, t.Chunk)
			}
			v.Places += t.Conflicts
			for _, what := range t.Left {
				v.Left = append(v.Left, leftIn(sourcePath(open, t.Chunk), what))
			}
			if t.Changed {
				v.Merged++
			}
		}
		s.series.changed(seriesOf(open), id, r.Change.Chunks.IDs())
		v.Reply = s.told(id, r, func() PatchView { return s.wholeChunks(s.ctx, open, ids, r) })
		return nil
	})
	s.disk.forget()
	s.disk.named()
	return v, sentence(err)
}

// leftIn tells of what the file of a joined chunk says, and the chunk that it is in says otherwise.
func leftIn(file, what string) ProblemView {
	return ProblemView{File: file, Severity: string(chunkfile.Warn), Code: "file.update",
		What: "On disk, the file of a chunk that was joined with this one now says: " + what + ". Here the chunk says something else, and that stays."}
}

// takenFile is the file of a chunk as it is on the disk now, also of one that was joined with another.
func takenFile(open *session.Session, chunk transcript.ID) (src session.Source, err error) {
	joined := false
	open.Read(func(_ *transcript.Document, files session.Files) {
		for _, gone := range files.Gone() {
			if gone.Chunk == chunk && files.Joined(chunk) != 0 {
				src, joined = gone.Source, true
			}
		}
	})
	if !joined {
		return onDisk(open, chunk)
	}
	src.Bytes, err = readText(src.Path, src.Path)
	return src, err
}

// seenLast is what was seen when the disk was looked at last.
func (d *disk) seenLast() DiskView {
	d.looking.Lock()
	defer d.looking.Unlock()
	return d.last
}

// besidesOf are files that are gone or new, as was seen last, beside those that changed: turns may have gone from one to
// another.
func besidesOf(open *session.Session, last DiskView, changed map[transcript.ID]session.Source) session.OnDisk {
	out := session.OnDisk{Changed: changed, Gone: goneFiles(open), New: withoutChunks(open), Beside: changedBeside(open, changed)}
	if last.Episode != int64(open.ID()) {
		return out
	}
	folders := map[string]string{}
	for _, src := range changed {
		folders[filepath.Dir(src.Path)] = path.Dir(src.Below)
	}
	for _, name := range last.Arrived {
		below, beside := folders[filepath.Dir(name)]
		if text, err := readText(name, name); err == nil && beside {
			out.New = append(out.New, session.Source{Path: name, Below: path.Join(below, filepath.Base(name)), Bytes: text})
		}
	}
	return out
}

func nothingTaken(refused []ProblemView) string {
	if len(refused) == 0 {
		return "There is nothing to take in."
	}
	return refused[0].What
}

// forget has the next look tell anew, since what was seen is taken in.
func (d *disk) forget() {
	d.looking.Lock()
	defer d.looking.Unlock()
	d.last = DiskView{}
}

// Settle settles one conflict: how is "mine", "theirs", "both", or "hand" with a text. It can be undone.
func (s *Service) Settle(episode int64, conflict transcript.ID, how, text string) (EditReply, error) {
	return s.change(session.EpisodeID(episode), func(open *session.Session) (session.Result, error) {
		return open.Settle(s.ctx, conflict, session.Settlement(how), text)
	})
}

// ClashView is a place that was changed both here and on the disk.
type ClashView struct {
	ID    transcript.ID `json:"id"`
	Chunk transcript.ID `json:"chunk"`
	// Turn is the first that stands there here; 0 in a field, and where it was deleted.
	Turn transcript.ID `json:"turn"`
	// What names the place: "Mira, 00:00:04:12", "topic tags".
	What   string   `json:"what"`
	File   string   `json:"file"`
	Base   SideView `json:"base"`
	Mine   SideView `json:"mine"`
	Theirs SideView `json:"theirs"`
	// Both says that both can stand there. Hand is the text that an edit by hand begins with, Written that there can be one.
	Both    bool   `json:"both"`
	Written bool   `json:"written"`
	Hand    string `json:"hand"`
}

// SideView is what a version says there; no parts where it has nothing.
type SideView struct {
	Parts []SidePart `json:"parts"`
}

// SidePart is a turn under its head, or a field. On marks what the other side does not have; in the base, what mine does not.
type SidePart struct {
	Head   string      `json:"head"`
	HeadOn bool        `json:"headOn"`
	Pieces []PieceView `json:"pieces"`
}

// clashes lists what is left to be settled in an episode. The window gets it from the handler, since it can be large.
func clashes(ctx context.Context, s *Service, id session.EpisodeID) ([]ClashView, error) {
	out := []ClashView{}
	err := s.open.with(ctx, id, func(open *session.Session) error {
		open.Read(func(doc *transcript.Document, files session.Files) {
			for _, c := range doc.Conflicts(0) {
				out = append(out, clashView(doc, files, session.Standing(doc, c)))
			}
		})
		return nil
	})
	return out, sentence(err)
}

func clashView(doc *transcript.Document, files session.Files, c transcript.Conflict) ClashView {
	v := ClashView{ID: c.ID, Chunk: c.Chunk, File: filepath.Base(files.Source(c.Chunk).Path), Both: c.Both != nil}
	v.Base = sideView(c.Base, c.Mine)
	v.Mine, v.Theirs = sideView(c.Mine, against(c.Theirs, c.Base)), sideView(c.Theirs, against(c.Mine, c.Base))
	head, _ := doc.Head(c.Chunk)
	number := ""
	if n := chunkNumber(head); n != "" {
		number = n + ", "
	}
	if c.Field != "" {
		v.What = number + strings.ReplaceAll(c.Field, "_", " ")
		if c.Field == transcript.LeadPlace {
			v.What = number + "text before the first turn"
		}
		v.Hand, v.Written = sideText(c.Mine), c.Field == transcript.LeadPlace || c.Field == transcript.MatterPlace ||
			c.Mine.Field != nil && c.Mine.Field.Kind != transcript.OpaqueField || c.Mine.Field == nil && c.Theirs.Field != nil
		return v
	}
	for _, turn := range c.Turns {
		if _, stands := doc.Turn(turn); stands && v.Turn == 0 {
			v.Turn = turn
		}
	}
	for _, side := range [][]transcript.Turn{c.Mine.Turns, c.Theirs.Turns, c.Base.Turns} {
		if len(side) > 0 && v.What == "" {
			v.What = number + turnHead(side[0])
		}
	}
	v.Written = max(len(c.Mine.Turns), len(c.Theirs.Turns)) == 1
	v.Hand = sideText(c.Mine)
	return v
}

// against is what a side is compared with: the other one, or the base where that has nothing.
func against(other, base transcript.Side) transcript.Side {
	if other.Field == nil && other.Matter == nil && len(other.Turns)+len(other.Lead) == 0 {
		return base
	}
	return other
}

func turnHead(t transcript.Turn) string {
	if t.Span == nil {
		return speaker(t)
	}
	return speaker(t) + ", " + t.Span.Start.String()
}

// sideText is a version as a text, an item or a paragraph a line.
func sideText(s transcript.Side) string {
	switch {
	case s.Field != nil && s.Field.Kind == transcript.ListField:
		return strings.Join(s.Field.Items, "\n")
	case s.Field != nil:
		return s.Field.Value
	case s.Matter != nil:
		return matterText(*s.Matter)
	case len(s.Turns) == 1:
		return turnText(s.Turns[0])
	}
	return strings.Join(s.Lead, "\n")
}

func sideView(s, other transcript.Side) SideView {
	v := SideView{Parts: []SidePart{}}
	if len(s.Turns) == 0 {
		if s.Field == nil && s.Matter == nil && len(s.Lead) == 0 {
			return v
		}
		v.Parts = append(v.Parts, SidePart{Pieces: marked(sideText(s), sideText(other))})
		return v
	}
	for i, t := range s.Turns {
		p := SidePart{Head: speaker(t) + ", " + span(t)}
		was := transcript.Turn{}
		if i < len(other.Turns) {
			was = other.Turns[i]
		}
		p.HeadOn = len(other.Turns) > 0 && (speaker(was) != speaker(t) || span(was) != span(t))
		p.Pieces = marked(turnText(t), turnText(was))
		v.Parts = append(v.Parts, p)
	}
	return v
}

// marked is a text with the words marked that another does not have.
func marked(text, other string) []PieceView {
	out := []PieceView{}
	_, come := linediff.Words(strings.ReplaceAll(other, "\r", ""), strings.ReplaceAll(text, "\r", ""))
	at := 0
	add := func(to int, on bool) {
		if to > at {
			out = append(out, PieceView{Text: text[at:to], On: on})
		}
		at = to
	}
	for _, x := range come {
		add(x[0], false)
		add(x[1], true)
	}
	add(len(text), false)
	return out
}

// unsettledCode is what a chunk that is left to be settled has among its problems. Nobody can let it stand.
const unsettledCode = "disk.unsettled"

// unsettled says of a chunk that something in it is left to be settled; "" if nothing is.
func unsettled(doc *transcript.Document, chunk transcript.ID) (what string, turn transcript.ID) {
	list := doc.Conflicts(chunk)
	if len(list) == 0 {
		return "", 0
	}
	for _, c := range list {
		for _, id := range c.Turns {
			if _, stands := doc.Turn(id); stands && turn == 0 {
				turn = id
			}
		}
	}
	if len(list) == 1 {
		return "One place was changed both here and on disk. Settle it, and the file can be written.", turn
	}
	return fmt.Sprintf("%d places were changed both here and on disk. Settle them, and the file can be written.", len(list)), turn
}
