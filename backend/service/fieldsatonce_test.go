package service_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"stet/backend/service"
)

func TestTwoChangesAtOnceLoseNothing(t *testing.T) {
	f := open(t, "1.md", oven)
	f.take()
	id := f.row("1.md").episode
	add := func(tag string) service.FieldsRequest {
		return service.FieldsRequest{
			Name: "Added " + tag, Scope: "library", Episode: id,
			Edits: []service.FieldEdit{{Kind: service.EditAddItem, Field: "tags", Value: tag}},
		}
	}
	f.changeFields(add("bread"))
	const n = 20
	var all sync.WaitGroup
	for who := range 3 {
		all.Go(func() {
			for i := range n {
				job, err := f.StartFields(add(fmt.Sprintf("w%d-%d", who, i)))
				// One change at a time; who is refused asks again.
				for ; code(err) == service.CodeInvalid; job, err = f.StartFields(add(fmt.Sprintf("w%d-%d", who, i))) {
					time.Sleep(time.Millisecond)
				}
				if err != nil {
					t.Error(err)
					return
				}
				if reply, err := f.FieldsResult(f.ended(job, nil).ID); err != nil || reply.Failed != "" || reply.Chunks != 1 {
					t.Errorf("%+v %v", reply, err)
				}
			}
		})
	}
	all.Wait()
	if field, _ := chunkOf(f.chunk("1.md")).Field("tags"); len(field.Items) != 3*n+1 {
		t.Errorf("%d of %d are there", len(field.Items), 3*n+1)
	}
}
