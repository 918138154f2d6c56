package service_test

import (
	"fmt"
	"testing"

	"stet/backend/service"
	"stet/backend/transcript"
)

// Fields come and go before the list that a change of fields adds to.
func TestAChangeOfFieldsIsMadeOfWhatStandsWhenItsTurnComes(t *testing.T) {
	f := open(t, "1.md", oven)
	f.take()
	row := f.row("1.md")
	add := func(tag string) service.FieldsRequest {
		return service.FieldsRequest{
			Name: "Added " + tag, Scope: "library", Episode: row.episode,
			Edits: []service.FieldEdit{{Kind: service.EditAddItem, Field: "tags", Value: tag}},
		}
	}
	f.changeFields(add("bread"))
	over, left := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(left)
		for {
			select {
			case <-over:
				return
			default:
				f.edit("1.md", "Added mood", transcript.InsertField{Chunk: row.ID, Field: transcript.Field{Key: "mood", Kind: transcript.ScalarField, Value: "hot"}})
				f.edit("1.md", "Removed mood", transcript.RemoveField{Chunk: row.ID, Was: "mood"})
			}
		}
	}()
	const n = 60
	for i := range n {
		if reply := f.changeFields(add(fmt.Sprintf("t%d", i))); reply.Failed != "" || reply.Chunks != 1 {
			t.Errorf("%+v", reply)
		}
	}
	close(over)
	<-left
	if field, _ := chunkOf(f.chunk("1.md")).Field("tags"); len(field.Items) != n+1 {
		t.Errorf("%d of %d are there", len(field.Items), n+1)
	}
}
