package service_test

import (
	"fmt"
	"strings"
	"testing"

	"stet/backend/service"
)

func TestAListWithAnOldTagCanBeEdited(t *testing.T) {
	f := open(t, "1.md", strings.Replace(oven, "speakers:", "tags: [White Bread, oven, oven, stove]\nspeakers:", 1), "2.md", starter)
	f.take()
	set := func(name string, e service.FieldEdit) error {
		row := f.row(name)
		job, err := f.StartFields(service.FieldsRequest{
			Name: "Removed stove", Scope: "chunks", Episode: row.episode, Chunks: []service.ChunkName{{Episode: row.episode, Chunk: row.ID}},
			Edits: []service.FieldEdit{e},
		})
		if err != nil {
			return err
		}
		_, err = f.FieldsResult(f.ended(job, nil).ID)
		return err
	}
	was := []string{"White Bread", "oven", "oven", "stove"}
	kept := service.FieldEdit{Kind: service.EditSet, Field: "tags", Items: was[:3], List: true, Was: was}
	if err := set("1.md", kept); err != nil || !strings.Contains(fmt.Sprint(f.chunk("1.md").Matter.Fields), "[White Bread oven oven]") {
		t.Error(err, f.chunk("1.md").Matter.Fields)
	}
	for _, items := range [][]string{{"White Bread", "Oven"}, {"oven", "oven", "oven"}} {
		kept.Items = items
		if err := set("1.md", kept); code(err) != service.CodeInvalid {
			t.Error(items, err)
		}
	}
	// As it is copied to another chunk.
	if err := set("2.md", service.FieldEdit{Kind: service.EditAddItem, Field: "tags", Value: "White Bread", Was: was[:1]}); err != nil {
		t.Error(err)
	}
}
