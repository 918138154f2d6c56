package service_test

import (
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"stet/backend/registry"
	"stet/backend/service"
)

const tagged = `---
title: Crumb
series: Slow Rise
episode: 3
chunk: 1
topics: [Crumb Structure]
tags: [levain, bred, oven]
---

00:00:01:00 - 00:00:09:00
Ada
The crumb.
`

func (f *fixture) vocabulary() service.VocabularyView {
	f.t.Helper()
	var v service.VocabularyView
	if code := f.ask("/api/vocabulary?series="+url.QueryEscape("Slow Rise"), &v); code != 200 {
		f.t.Fatal(code)
	}
	return v
}

func TestAVocabularyCountsWhatTheChunksList(t *testing.T) {
	f := open(t, "1.md", tagged)
	f.take()
	edits := []registry.Edit{
		{Tag: &registry.Tag{Name: "bread"}}, {Tag: &registry.Tag{Name: "oven", Retired: true, Instead: "baking"}}, {Topic: "Flour"},
	}
	if _, err := f.EditRegistry("Slow Rise", "Added tags", edits); err != nil {
		t.Fatal(err)
	}
	v := f.vocabulary()
	if len(v.Tags) != 2 || v.Tags[0].Name != "bread" || v.Tags[0].Chunks != 0 || v.Tags[1].Chunks != 1 || !v.Tags[1].Retired {
		t.Errorf("%+v", v.Tags)
	}
	if len(v.Others) != 2 || v.Others[0].Name != "bred" || v.Others[0].Nearest[0] != "bread" || v.Others[1].Name != "levain" {
		t.Errorf("%+v", v.Others)
	}
	if len(v.Topics) != 2 || v.Topics[0] != (service.TopicUse{Name: "Flour", Kept: true}) || v.Topics[1] != (service.TopicUse{Name: "Crumb Structure", Chunks: 1}) {
		t.Errorf("%+v", v.Topics)
	}
	if v.Beside != nil {
		t.Errorf("%+v", v.Beside)
	}
}

func TestTheListBesideTheFilesIsHeldAgainstTheLibrary(t *testing.T) {
	f := open(t, "1.md", tagged)
	f.take()
	above := filepath.Join(filepath.Dir(f.path("1.md")), "tags_master.yaml")
	list := "- bread\n- name: levain\n  description: What rises\n- oven\n"
	if err := os.WriteFile(above, []byte(list), 0o644); err != nil {
		t.Fatal(err)
	}
	b := f.vocabulary().Beside
	if b == nil || b.Path != above || b.Tags != 3 || b.Fresh != 3 || b.Fuller != 0 || b.Problem != "" {
		t.Fatalf("%+v", b)
	}
	edits := []registry.Edit{{Tag: &registry.Tag{Name: "levain"}}, {Tag: &registry.Tag{Name: "oven", Description: "Ours"}}}
	if _, err := f.EditRegistry("Slow Rise", "Added tags", edits); err != nil {
		t.Fatal(err)
	}
	if b := f.vocabulary().Beside; b.Fresh != 1 || b.Fuller != 1 {
		t.Errorf("%+v", b)
	}
	if err := f.ReadRegistryFile("Slow Rise", above); err != nil {
		t.Fatal(err)
	}
	was := b.Sum
	b = f.vocabulary().Beside
	if b.Fresh != 0 || b.Fuller != 0 || b.Sum != was {
		t.Errorf("%+v", b)
	}
	for _, tag := range f.vocabulary().Tags {
		if tag.Name == "oven" && tag.Description != "Ours" {
			t.Errorf("what the library had is gone: %+v", tag)
		}
	}
	if err := os.WriteFile(above, []byte("- name: [\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if b := f.vocabulary().Beside; b.Problem == "" || b.Sum == was {
		t.Errorf("%+v", b)
	}
}
