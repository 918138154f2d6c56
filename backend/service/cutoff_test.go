package service_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"stet/backend/service"
	"stet/backend/transcript"
)

// An export is cut off while names are handed on, and what it was of is undone. What it left stands until all that has to
// be written for it to go can be written: also where a chunk is held back.
func TestWhatACutOffExportLeftGoesWithTheOthers(t *testing.T) {
	for _, gated := range []string{"", "Salt", "Fire"} {
		for at := 1; ; at++ {
			f := open(t, "ep07-01.md", namedFile(1, "Flour and water")+"\n00:01:40:00 - 00:01:50:00\nOtto\nYeast and sugar.\n",
				"ep07-02.md", namedFile(2, "Salt and patience"), "ep07-03.md", namedFile(3, "Fire and stone"))
			f.take()
			id := f.row("ep07-01.md").episode
			if _, err := f.SplitChunk(id, f.turn("ep07-01.md", "Yeast").ID); err != nil {
				t.Fatal(err)
			}
			if _, err := f.RenumberChunks(id, true); err != nil {
				t.Fatal(err)
			}
			if !f.exportUntil(at) {
				break
			}
			f.restart()
			for range 2 {
				if _, err := f.Undo(id); err != nil {
					t.Fatal(err)
				}
			}
			for _, c := range f.episode(id).Chunks {
				if gated != "" && strings.Contains(c.Turns[0].Paragraphs[0], gated) {
					tags := transcript.Field{Key: "tags", Kind: transcript.ListField, Items: []string{"bread", "bread"}}
					op := transcript.InsertField{Chunk: c.ID, At: 1, Field: tags}
					if _, err := f.Edit(service.EditRequest{Episode: id, Name: "Tags", Ops: encode(t, op)}); err != nil {
						t.Fatal(err)
					}
				}
			}
			v, err := service.PlanNow(t.Context(), f.Service, "", false)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := service.ExportNow(t.Context(), f.Service, v.ID, nil, func(string, int, int) {}); err != nil {
				t.Fatal(err)
			}
			f.standsSomewhere("Flour", "Yeast", "Salt", "Fire")
			if gated == "" && f.files() != "ep07-01.md ep07-02.md ep07-03.md" {
				t.Errorf("cut off at %d, there are %s", at, f.files())
			}
			if t.Failed() {
				t.Fatalf("%q is held, cut off at %d: %+v", gated, at, v.Files)
			}
		}
	}
}

// What an export left that was cut off is nothing that another program did.
func TestWhatACutOffExportLeftHasNotArrived(t *testing.T) {
	for at := 1; ; at++ {
		f := open(t, "ep07-01.md", namedFile(1, "Flour and water")+"\n00:01:40:00 - 00:01:50:00\nOtto\nYeast and sugar.\n", "ep07-02.md", namedFile(2, "Salt and patience"), "ep07-03.md", namedFile(3, "Fire and stone"))
		f.take()
		id := f.row("ep07-01.md").episode
		if _, err := f.SplitChunk(id, f.turn("ep07-01.md", "Yeast").ID); err != nil {
			t.Fatal(err)
		}
		if _, err := f.RenumberChunks(id, true); err != nil {
			t.Fatal(err)
		}
		if !f.exportUntil(at) {
			return
		}
		f.restart()
		f.disk(id, "cut off at "+strconv.Itoa(at), func(v service.DiskView) bool { return true })
		time.Sleep(300 * time.Millisecond)
		if v, err := f.DiskNow(id); err != nil || len(v.Arrived) > 0 || len(v.Files) > 0 {
			t.Errorf("cut off at %d, there are %s: %+v %v", at, f.files(), v, err)
		}
	}
}
