package matter

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"stet/backend/profile"
	"stet/backend/transcript"
)

// of reads fields in short: "title=Low Water; tags=[rope, weed]".
func of(short string) transcript.Matter {
	m := transcript.Matter{Form: transcript.FieldMatter}
	for _, f := range strings.Split(short, "; ") {
		key, value, ok := strings.Cut(f, "=")
		list, isList := strings.CutPrefix(value, "[")
		switch {
		case short == "":
		case !ok:
			m.Fields = append(m.Fields, transcript.Field{Key: key, Kind: transcript.OpaqueField, Value: "{a: 1}"})
		case isList && list == "]":
			m.Fields = append(m.Fields, List(key))
		case isList:
			m.Fields = append(m.Fields, List(key, strings.Split(strings.TrimSuffix(list, "]"), ", ")...))
		default:
			m.Fields = append(m.Fields, Scalar(key, value))
		}
	}
	return m
}

func short(m transcript.Matter) string {
	var out []string
	for _, f := range m.Fields {
		switch f.Kind {
		case transcript.ListField:
			out = append(out, fmt.Sprintf("%s=[%s]", f.Key, strings.Join(f.Items, ", ")))
		case transcript.OpaqueField:
			out = append(out, f.Key)
		default:
			out = append(out, f.Key+"="+f.Value)
		}
	}
	return strings.Join(out, "; ")
}

var series = func() profile.Profile {
	p := profile.Empty()
	p.Fields = []string{"type", "title", "slug", "topics", "tags", "summary"}
	return p
}()

func TestApply(t *testing.T) {
	for _, c := range []struct {
		before string
		edits  []Edit
		after  string
	}{
		{"tags=[rope]", []Edit{AddItem{"tags", "weed"}}, "tags=[rope, weed]"},
		{"tags=[rope]", []Edit{AddItem{"tags", "rope"}}, "tags=[rope]"},
		{"tags=", []Edit{AddItem{"tags", "rope"}}, "tags=[rope]"},
		{"title=a; mood=b; summary=c", []Edit{AddItem{"tags", "rope"}}, "title=a; mood=b; tags=[rope]; summary=c"},
		{"tags=[rope, weed, rope]", []Edit{RemoveItem{"tags", "rope"}}, "tags=[weed]"},
		{"tags=[rope]", []Edit{RemoveItem{"tags", "rope"}}, "tags=[]"},
		{"title=a", []Edit{RemoveItem{"tags", "rope"}, RenameItem{"tags", "a", "b"}, TitleCase{"topics"}, Drop{"tags"}}, "title=a"},
		{"tags=[rope, weed, sand]", []Edit{RenameItem{"tags", "weed", "kelp"}}, "tags=[rope, kelp, sand]"},
		{"tags=[rope, weed, sand]", []Edit{RenameItem{"tags", "rope", "sand"}}, "tags=[weed, sand]"},
		{"tags=[sand, rope, rope, weed, weed]", []Edit{RenameItem{"tags", "rope", "kelp"}}, "tags=[sand, kelp, weed, weed]"},
		{"names=[Ada, Bo (cooks), Bo Li]", []Edit{RenameName{"names", "Bo", "Björn"}}, "names=[Ada, Björn (cooks), Bo Li]"},
		{"names=[Björn (cooks), Bo]; by=Bo", []Edit{RenameName{"names", "Bo", "Björn"}, RenameName{"by", "Bo", "Björn"}}, "names=[Björn (cooks)]; by=Björn"},
		{"title=a; summary=b", []Edit{Set{Scalar("title", "c")}, Set{Scalar("type", "d")}, Set{List("tags", "e")}}, "type=d; title=c; tags=[e]; summary=b"},
		{"tags=[a]; topics=", []Edit{Set{List("tags", "b", "c")}, Set{List("topics", "d")}}, "tags=[b, c]; topics=[d]"},
		{"title=a", []Edit{Add{Field: Scalar("type", "b")}, Add{Field: Scalar("title", "c")}}, "type=b; title=a"},
		{"title=a; mood=b", []Edit{Add{Field: Scalar("place", "c")}}, "title=a; mood=b; place=c"},
		{"title=a; mood=b", []Edit{Add{Scalar("place", "c"), Place{First: true}}, Add{Scalar("hour", "d"), Place{After: "title"}}}, "place=c; title=a; hour=d; mood=b"},
		{"note=a; title=b; note=c; deep", []Edit{Drop{"note"}}, "title=b; deep"},
		{"tags=[a]; deep; mood=b; title=c; slug=d", []Edit{Order{}}, "title=c; slug=d; tags=[a]; deep; mood=b"},
		{"mood=b; slug=c; title=d; slug=e", []Edit{Order{}}, "mood=b; title=d; slug=c; slug=e"},
		{"topics=[the sea, API design, The Sea, gRPC]; title=low water", []Edit{TitleCase{"topics"}, TitleCase{"title"}}, "topics=[API Design, The Sea, gRPC]; title=Low Water"},
		{"topics=[low tide, Low tide]", []Edit{TitleCase{"topics"}}, "topics=[Low Tide]"},
		{"tags=[a]", []Edit{AddItem{"tags", "b"}, RenameItem{"tags", "b", "c"}, RemoveItem{"tags", "a"}}, "tags=[c]"},
	} {
		m := of(c.before)
		got, err := Apply(m, series, c.edits...)
		if err != nil || short(got) != c.after {
			t.Errorf("%s, %+v: %s, %v; want %s", c.before, c.edits, short(got), err, c.after)
		}
		if short(m) != c.before {
			t.Errorf("%s was changed to %s", c.before, short(m))
		}
	}
}

func TestApplyRefuses(t *testing.T) {
	for _, c := range []struct {
		m     transcript.Matter
		edit  Edit
		field string
	}{
		{of("tags=rope"), AddItem{"tags", "weed"}, "tags"},
		{of("tags"), RemoveItem{"tags", "weed"}, "tags"},
		{of("tags=[a]; tags=[b]"), RenameItem{"tags", "a", "c"}, "tags"},
		{of("tags=[a]"), Set{Scalar("tags", "b")}, "tags"},
		{of("title=a"), Set{List("title", "b")}, "title"},
		{of("deep"), Set{Scalar("deep", "b")}, "deep"},
		{of("deep"), TitleCase{"deep"}, "deep"},
		{of("title=a"), Add{Scalar("type", "b"), Place{After: "slug"}}, "slug"},
		{of("title=a; title=b"), Add{Scalar("type", "b"), Place{After: "title"}}, "title"},
		{transcript.Matter{Form: transcript.RawMatter, Raw: "@"}, Drop{"a"}, ""},
		{transcript.Matter{Form: transcript.NoMatter}, Drop{"a"}, ""},
	} {
		var refused *RefusedError
		got, err := Apply(c.m, series, Drop{"nothing"}, c.edit)
		if !errors.As(err, &refused) || refused.Field != c.field || refused.What == "" || !transcript.SameMatter(got, c.m) {
			t.Errorf("%s, %+v: %v", short(c.m), c.edit, err)
		}
	}
}

func TestRefusalsSayWhatIsThere(t *testing.T) {
	for field, want := range map[string]string{"tags=rope": "one text", "tags": "take apart"} {
		if _, err := Apply(of(field), series, AddItem{"tags", "weed"}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", field, err)
		}
	}
}

// sameFields says whether two lists hold the same fields, whatever their order.
func sameFields(a, b []transcript.Field) bool {
	left := slices.Clone(b)
	for _, f := range a {
		i := slices.IndexFunc(left, f.Equal)
		if i < 0 {
			return false
		}
		left = slices.Delete(left, i, i+1)
	}
	return len(left) == 0
}
