package service_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"stet/backend/service"
	"stet/backend/session"
	"stet/backend/transcript"
)

// asksBack is a library that reads an episode whenever it is asked which transcript that is held against.
type asksBack struct {
	session.Store
	read func()
}

func (a *asksBack) Recall(ctx context.Context, key string) (string, error) {
	if strings.HasPrefix(key, "transcripts.taken.") && a.read != nil {
		a.read()
	}
	return a.Store.Recall(ctx, key)
}

// While the gate finds and reads a transcript, the episode can be read and changed.
func TestTheGateHoldsNoSessionWhileItReadsTranscripts(t *testing.T) {
	f := open(t, "chunks/ep05/ep05-01-part.md", millChunk(1, millTurns(0, 3)), "chunks/ep05/ep05-02-part.md", millChunk(2, millTurns(3, 6)), "transcripts/ep05.md", mill)
	f.take("chunks")
	id := f.row("chunks/ep05/ep05-01-part.md").episode
	f.correct("chunks/ep05/ep05-01-part.md", "Welcome", "Be welcome")
	turn := f.chunk("chunks/ep05/ep05-01-part.md").Turns[0].ID
	config := f.config
	store := &asksBack{Store: f.store}
	config.Store = store
	f.Service = service.New(config)
	reads := 0
	store.read = func() {
		reads++
		done := make(chan error, 1)
		go func() {
			_, err := f.Edit(service.EditRequest{Episode: id, Name: "Check", Ops: encode(t, transcript.SetChecked{Turn: turn, Checked: reads%2 == 1})})
			done <- err
		}()
		select {
		case err := <-done:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(20 * time.Second):
			t.Error("nobody can change the episode meanwhile")
		}
	}
	f.gated("", false)
	if _, err := f.PlanPublish(service.ExportRequest{Episode: id, Formats: []string{"text"}, Files: true}); err != nil {
		t.Fatal(err)
	}
	if reads < 2 {
		t.Errorf("a transcript was asked for %d times", reads)
	}
}
