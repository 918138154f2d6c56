package chunkfile

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"stet/backend/timecode"
	"stet/backend/transcript"
)

var renew = flag.Bool("update", false, "write what comes out into the golden files; read the diff before you commit it")

// golden is one txtar file. Words in its comment line "layout:" change how its texts are stored in a real file: crlf,
// bom, and unended for a last line without a line break.
type golden struct {
	path    string
	archive *txtar.Archive
}

func goldens(t *testing.T, folder string) []golden {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", folder, "*.txtar"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no golden files in %s (%v)", folder, err)
	}
	var out []golden
	for _, p := range paths {
		a, err := txtar.ParseFile(p)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, golden{p, a})
	}
	return out
}

func (g golden) name() string { return strings.TrimSuffix(filepath.Base(g.path), ".txtar") }

func (g golden) section(name string) *txtar.File {
	for i := range g.archive.Files {
		if g.archive.Files[i].Name == name {
			return &g.archive.Files[i]
		}
	}
	g.archive.Files = append(g.archive.Files, txtar.File{Name: name})
	return &g.archive.Files[len(g.archive.Files)-1]
}

func (g golden) layout(word string) bool {
	for line := range strings.Lines(string(g.archive.Comment)) {
		if rest, ok := strings.CutPrefix(line, "layout:"); ok && slices.Contains(strings.Fields(rest), word) {
			return true
		}
	}
	return false
}

// stored turns a section into the bytes of a file; shown turns them back.
func (g golden) stored(text []byte) []byte {
	if g.layout("unended") {
		text = bytes.TrimSuffix(text, []byte("\n"))
	}
	if g.layout("crlf") {
		text = bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))
	}
	if g.layout("bom") {
		text = append([]byte(byteOrderMark), text...)
	}
	return text
}

func (g golden) shown(text []byte) []byte {
	text = bytes.TrimPrefix(text, []byte(byteOrderMark))
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	if len(text) > 0 && text[len(text)-1] != '\n' {
		text = append(text, '\n')
	}
	return text
}

func (g golden) renew(t *testing.T) {
	t.Helper()
	if err := os.WriteFile(g.path, txtar.Format(g.archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestRead(t *testing.T) {
	for _, g := range goldens(t, "read") {
		t.Run(g.name(), func(t *testing.T) {
			src := g.stored(g.section("file").Data)
			f := Parse(src)
			if !bytes.Equal(Print(f), src) {
				t.Error("printing gives other bytes")
			}
			got := []byte(describe(f))
			want := g.section("meaning")
			if *renew {
				want.Data = got
				g.renew(t)
			} else if !bytes.Equal(got, want.Data) {
				t.Errorf("got\n%s\nwant\n%s", got, want.Data)
			}
		})
	}
}

// describe writes out what a file was read as.
func describe(f *File) string {
	var b strings.Builder
	c := f.Chunk()
	fmt.Fprintf(&b, "front matter: %s\n", c.Matter.Form)
	for i, field := range c.Matter.Fields {
		fmt.Fprintf(&b, "%d: %s %s", f.FieldPlace(i).Line, field.Kind, field.Key)
		if field.Kind == transcript.ListField {
			for k, item := range field.Items {
				fmt.Fprintf(&b, " [%d: %q]", f.ItemPlace(i, k).Line, item)
			}
		} else {
			fmt.Fprintf(&b, " %q", field.Value)
		}
		b.WriteByte('\n')
	}
	for i, l := range c.Lead {
		fmt.Fprintf(&b, "%d: lead %q\n", f.LeadPlace(i).Line, l)
	}
	for i, turn := range c.Turns {
		p := f.TurnPlace(i)
		span, speaker := "no time", "nobody"
		if turn.Span != nil {
			span = turn.Span.Start.String() + " to " + turn.Span.End.String()
		}
		if turn.Speaker != nil {
			speaker = strconv.Quote(*turn.Speaker)
		}
		fmt.Fprintf(&b, "%d-%d: %s, %s:", p.Line, p.LastLine, span, speaker)
		for _, para := range turn.Paragraphs {
			fmt.Fprintf(&b, " %q", para)
		}
		b.WriteByte('\n')
	}
	for _, p := range f.Problems() {
		fmt.Fprintf(&b, "%d:%d: %s %s: %s\n", p.Line, p.Column, p.Severity, p.Code, p.What)
	}
	for _, r := range Repairs(f) {
		fmt.Fprintf(&b, "repair of line %d\n- %s\n+ %s\n%s\n", r.Line, strings.ReplaceAll(r.Before, "\n", "\n- "), strings.ReplaceAll(r.After, "\n", "\n+ "), r.What)
	}
	return b.String()
}

func TestUpdate(t *testing.T) {
	for _, g := range goldens(t, "update") {
		t.Run(g.name(), func(t *testing.T) {
			src := g.stored(g.section("before").Data)
			want := Parse(src).Chunk()
			for line := range strings.Lines(string(g.section("edit").Data)) {
				if err := apply(&want, src, strings.TrimSuffix(line, "\n")); err != nil {
					t.Fatalf("%q: %v", line, err)
				}
			}
			got, err := Update(src, want)
			after := g.section("after")
			if err != nil {
				got = []byte("refused: " + err.Error() + "\n")
			} else if err := confined(src, got); err != nil {
				t.Error(err)
			}
			if *renew {
				after.Data = g.shown(got)
				g.renew(t)
				return
			}
			wanted := after.Data
			if err == nil {
				wanted = g.stored(wanted)
			}
			if !bytes.Equal(got, wanted) {
				t.Errorf("got\n%s\nwant\n%s", got, wanted)
			}
		})
	}
}

// apply makes one edit, told in a line:
//
//	set KEY = VALUE            list KEY = A | B         add AT KEY = VALUE       add AT KEY : A | B
//	remove KEY                 rename KEY = NAME        move KEY = AT            lead = A | B
//	words N = TEXT ¶ TEXT      speaker N = NAME         time N = A - B           delete N
//	insert N = A - B / NAME / TEXT ¶ TEXT               raw = TEXT⏎TEXT          repair
//
// Fields, turns and places count from 1; "none" stands for no speaker and no time, \n for a line break in a value.
func apply(c *transcript.Chunk, src []byte, line string) error {
	head, value, _ := strings.Cut(line, " = ")
	value = strings.ReplaceAll(value, `\n`, "\n")
	words := strings.Fields(head)
	fields := &c.Matter.Fields
	field := func() (int, error) {
		i := slices.IndexFunc(*fields, func(f transcript.Field) bool { return f.Key == words[1] })
		if i < 0 {
			return 0, fmt.Errorf("no field %s", words[1])
		}
		return i, nil
	}
	switch words[0] {
	case "repair":
		c.Matter = Repairs(Parse(src))[0].Matter
	case "raw":
		c.Matter = transcript.Matter{Form: transcript.RawMatter, Raw: strings.ReplaceAll(value, "⏎", "\n") + "\n"}
	case "bare":
		c.Matter = transcript.Matter{Form: transcript.NoMatter}
	case "lead":
		c.Lead = parts(value, " | ")
	case "add":
		at, err := strconv.Atoi(words[1])
		if err != nil {
			return err
		}
		f := transcript.Field{Key: words[2], Kind: transcript.ScalarField, Value: value}
		if _, items, ok := strings.Cut(line, " : "); ok {
			f = transcript.Field{Key: words[2], Kind: transcript.ListField, Items: parts(items, " | ")}
		}
		c.Matter = transcript.Matter{Form: transcript.FieldMatter, Fields: slices.Insert(slices.Clone(*fields), at-1, f)}
	case "set", "list", "remove", "rename", "move":
		i, err := field()
		if err != nil {
			return err
		}
		*fields = slices.Clone(*fields)
		return applyField(fields, i, words[0], value)
	default:
		n, err := strconv.Atoi(words[1])
		if err != nil {
			return err
		}
		c.Turns = slices.Clone(c.Turns)
		return applyTurn(&c.Turns, n-1, words[0], value)
	}
	return nil
}

func parts(value, by string) []string {
	if value == "" {
		return nil
	}
	return strings.Split(value, by)
}

func applyField(fields *[]transcript.Field, i int, verb, value string) error {
	f := (*fields)[i]
	switch verb {
	case "set":
		if f.Value = value; f.Kind == transcript.ListField {
			f.Kind, f.Items = transcript.ScalarField, nil
		}
	case "list":
		f.Kind, f.Value, f.Items = transcript.ListField, "", parts(value, " | ")
	case "rename":
		f.Key = value
	case "remove":
		*fields = slices.Delete(*fields, i, i+1)
		return nil
	case "move":
		at, err := strconv.Atoi(value)
		if err != nil {
			return err
		}
		*fields = slices.Insert(slices.Delete(*fields, i, i+1), at-1, f)
		return nil
	}
	(*fields)[i] = f
	return nil
}

func applyTurn(turns *[]transcript.Turn, i int, verb, value string) error {
	var t transcript.Turn
	if verb != "insert" {
		t = (*turns)[i]
	}
	var err error
	switch verb {
	case "words":
		t.Paragraphs = strings.Split(value, " ¶ ")
	case "speaker":
		t.Speaker = speakerOf(value)
	case "time":
		t.Span, err = spanOf(value)
	case "delete":
		*turns = slices.Delete(*turns, i, i+1)
		return nil
	case "insert":
		cells := strings.SplitN(value, " / ", 3)
		t.Speaker, t.Paragraphs = speakerOf(cells[1]), strings.Split(cells[2], " ¶ ")
		if t.Span, err = spanOf(cells[0]); err == nil {
			*turns = slices.Insert(*turns, i, t)
		}
		return err
	default:
		return fmt.Errorf("no such edit")
	}
	(*turns)[i] = t
	return err
}

func speakerOf(s string) *string {
	if s == "none" {
		return nil
	}
	return &s
}

func spanOf(s string) (*timecode.Span, error) {
	if s == "none" {
		return nil, nil
	}
	a, b, _ := strings.Cut(s, " - ")
	start, err := timecode.Parse(a)
	if err != nil {
		return nil, err
	}
	end, err := timecode.Parse(b)
	return &timecode.Span{Start: start, End: end}, err
}
