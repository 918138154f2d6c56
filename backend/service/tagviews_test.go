package service_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"stet/backend/registry"
	"stet/backend/service"
)

const leaven = `---
title: Waking the Leaven
slug: ep01-01-waking-the-leaven
series: Slow Rise
episode: 1
chunk: 1
tags:
- leaven
- baskets
- flour-mills
---

00:00:01:00 - 00:00:05:00
Mira
You feed the leaven in the evening. It sleeps in a jar by the stove.

00:00:05:00 - 00:00:09:00
Ada
And the rye flour wakes it. My leaven is older than I am.
`

const hotOven = `---
title: The Oven
slug: ep01-02-the-oven
series: Slow Rise
episode: 1
chunk: 2
tags:
- ovens
---

00:00:09:00 - 00:00:15:00
Mira
The oven is as hot as the sun. Put a tray of water below, and the rye rises.
`

func TestWhatSpeaksForTags(t *testing.T) {
	f := open(t, "1.md", leaven, "2.md", hotOven)
	f.take()
	var edits []registry.Edit
	for _, tag := range []registry.Tag{{Name: "leaven"}, {Name: "ovens"}, {Name: "baskets"}, {Name: "rye"}, {Name: "old", Retired: true, Instead: "rye"}, {Name: "flour-mill"}} {
		edits = append(edits, registry.Edit{Tag: &tag})
	}
	if _, err := f.EditRegistry("Slow Rise", "Approved tags", edits); err != nil {
		t.Fatal(err)
	}
	c := f.chunk("1.md")
	ask := func() (v service.ChunkTagsView) {
		t.Helper()
		w := f.fetch("/api/episodes/%d/tags?chunk=%d", f.row("1.md").episode, c.ID)
		if err := json.Unmarshal(w.Body.Bytes(), &v); w.Code != 200 || err != nil {
			t.Fatal(w.Code, err, w.Body)
		}
		return v
	}
	v := ask()
	if !v.Approved || len(v.Listed) != 3 {
		t.Fatalf("%+v", v)
	}
	said, bare, strange := v.Listed[0], v.Listed[1], v.Listed[2]
	if said.Tag != "leaven" || said.Strength == "none" || !said.Approved || len(said.Sentences) != 2 ||
		said.Sentences[0].Text != "You feed the leaven in the evening." || said.Sentences[1].Turn != c.Turns[1].ID {
		t.Errorf("%+v", said)
	}
	if bare.Tag != "baskets" || bare.Strength != "none" || len(bare.Sentences) != 0 || !bare.Approved {
		t.Errorf("%+v", bare)
	}
	if strange.Approved || !slices.Contains(strange.Nearest, "flour-mill") {
		t.Errorf("%+v", strange)
	}
	if !slices.ContainsFunc(v.Suggested, func(w service.WeighedTag) bool { return w.Tag == "rye" && w.Why != "" }) {
		t.Errorf("rye is not suggested: %+v", v.Suggested)
	}
	// It goes by the words as they are now.
	f.correct("1.md", "It sleeps in a jar by the stove.", "It sleeps in one of the baskets.")
	if v = ask(); v.Listed[1].Strength == "none" || !strings.Contains(v.Listed[1].Sentences[0].Text, "baskets") {
		t.Errorf("%+v", v.Listed[1])
	}
	if w := f.fetch("/api/episodes/%d/tags?chunk=4711", f.row("1.md").episode); w.Code != 404 {
		t.Error(w.Code)
	}
}
