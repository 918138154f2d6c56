package service_test

import (
	"testing"

	"stet/backend/registry"
	"stet/backend/service"
)

func TestWhatASeriesSharesIsChangedInSteps(t *testing.T) {
	f := open(t, "1.md", crumb)
	nginx := registry.Entity{Name: "NGINX", Kind: registry.Product, Misheard: []string{"engine X"}}
	if v, err := f.Registry("Slow Rise"); err != nil || v.Entities == nil || len(v.Entities) > 0 || v.Undo != "" {
		t.Fatalf("%+v, %v", v, err)
	}
	v, err := f.EditRegistry("Slow Rise", "Added NGINX", []registry.Edit{{Entity: &nginx}})
	if err != nil || len(v.Entities) != 1 || v.Undo != "Added NGINX" || v.Entities[0].Aliases == nil {
		t.Fatalf("%+v, %v", v, err)
	}
	if _, err := f.EditRegistry("Slow Rise", "Added it again", []registry.Edit{{Entity: &nginx}}); code(err) != service.CodeConflict {
		t.Error(err)
	}
	if v, err = f.EditRegistry("Slow Rise", "Approved levain", []registry.Edit{{Tag: &registry.Tag{Name: "levain"}}}); err != nil {
		t.Fatal(err)
	}
	f.restart()
	if v, err = f.UndoRegistry("Slow Rise"); err != nil || len(v.Tags) != 0 || v.Undo != "Added NGINX" || v.Redo != "Approved levain" {
		t.Fatalf("%+v, %v", v, err)
	}
	if v, err = f.UndoRegistry("Slow Rise"); err != nil || len(v.Entities) != 0 || v.Undo != "" || v.Redo != "Added NGINX" {
		t.Fatalf("%+v, %v", v, err)
	}
	if _, err := f.UndoRegistry("Slow Rise"); code(err) != service.CodeNotFound {
		t.Error(err)
	}
	if v, err = f.RedoRegistry("Slow Rise"); err != nil || len(v.Entities) != 1 || v.Redo != "Approved levain" {
		t.Fatalf("%+v, %v", v, err)
	}
	// What is done now leaves behind what was to be done again.
	if v, err = f.EditRegistry("Slow Rise", "Said no to rest", []registry.Edit{{Rejection: &registry.Rejection{Form: "rest"}}}); err != nil || v.Redo != "" || len(v.Rejections) != 1 {
		t.Fatalf("%+v, %v", v, err)
	}
	if other, err := f.Registry("Other"); err != nil || len(other.Entities) > 0 {
		t.Errorf("%+v, %v", other, err)
	}
}
