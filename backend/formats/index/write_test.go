package index

import (
	"os"
	"strings"
	"testing"

	"stet/backend/formats"
	"stet/backend/timecode"
)

// chunkOf is a chunk of an episode, with no more than a table says of it.
func chunkOf(slug, summary string, tags ...string) formats.Chunk {
	span := spanOf("00:01:02:03", "00:04:05:06")
	return formats.Chunk{Slug: slug, Summary: summary, Tags: tags, Turns: []formats.Said{{Span: span, Paragraphs: []string{"Well."}}}}
}

func episodeOf(number string, chunks ...formats.Chunk) *formats.Episode {
	return &formats.Episode{Number: number, Chunks: chunks}
}

const kept = `1

| Start    | End      | Summary                 | Tags            | Slug          |
| -------- | -------- | ----------------------- | --------------- | ------------- |
| 00:01:02 | 00:04:05 | Written by hand.        | clocks, bells   | ep01-01-bells |
|00:01:02|00:04:05| Squeezed.| birds |ep01-02-birds|


3

| Start    | End      | Summary | Tags | Slug          |
| -------- | -------- | ------- | ---- | ------------- |
| 00:00:01 | 00:00:02 | Other.  | x    | ep03-01-other |
`

// TestWhatIsSaidRightlyKeepsItsBytes goes through what may happen to a list; each want is the lines that differ.
func TestWhatIsSaidRightlyKeepsItsBytes(t *testing.T) {
	for _, c := range []struct {
		name string
		e    *formats.Episode
		out  []string
		in   []string
	}{
		{"nothing to say", episodeOf("1", chunkOf("ep01-01-bells", "Another.", "bells", "clocks"), chunkOf("ep01-02-birds", "x", "birds")), nil, nil},
		{
			"a tag more", episodeOf("1", chunkOf("ep01-01-bells", "Another.", "bells", "clocks", "time"), chunkOf("ep01-02-birds", "x", "birds")),
			[]string{"| 00:01:02 | 00:04:05 | Written by hand.        | clocks, bells   | ep01-01-bells |"},
			[]string{"| 00:01:02 | 00:04:05 | Written by hand.        | clocks, bells, time | ep01-01-bells |"},
		},
		{
			"another slug", episodeOf("1", chunkOf("ep01-01-bells", "x", "bells", "clocks"), chunkOf("ep01-02-jackdaws", "x", "birds")),
			[]string{"|00:01:02|00:04:05| Squeezed.| birds |ep01-02-birds|"},
			[]string{"|00:01:02|00:04:05| Squeezed.| birds | ep01-02-jackdaws |"},
		},
		{
			"another number", episodeOf("1", chunkOf("ep01-01-bells", "x", "bells", "clocks"), chunkOf("ep01-09-birds", "x", "birds")),
			[]string{"|00:01:02|00:04:05| Squeezed.| birds |ep01-02-birds|"},
			[]string{"|00:01:02|00:04:05| Squeezed.| birds | ep01-09-birds |"},
		},
		{
			"a chunk between", episodeOf("1", chunkOf("ep01-01-bells", "x", "bells", "clocks"), chunkOf("ep01-03-new", "The first sentence of all. And more.", "b", "a|b"), chunkOf("ep01-02-birds", "x", "birds")),
			nil, []string{`| 00:01:02 | 00:04:05 | The first sentence of all. | a\|b, b | ep01-03-new |`},
		},
		{
			"an episode between", episodeOf("2", chunkOf("ep02-01-door", "A door.", "doors")),
			nil, []string{"2", "", "| Start | End | Summary | Tags | Slug |", "| --- | --- | --- | --- | --- |", "| 00:01:02 | 00:04:05 | A door. | doors | ep02-01-door |", ""},
		},
		{
			"an episode behind", episodeOf("4", chunkOf("ep04-01-door", "A door.", "doors")),
			nil, []string{"4", "", "| Start | End | Summary | Tags | Slug |", "| --- | --- | --- | --- | --- |", "| 00:01:02 | 00:04:05 | A door. | doors | ep04-01-door |", ""},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, end := range []string{"\n", "\r\n"} {
				old := strings.ReplaceAll(kept, "\n", end)
				out, err := Writer.Make(c.e, []byte(old))
				if err != nil {
					t.Fatal(err)
				}
				gone, come := difference(strings.Split(old, end), strings.Split(string(out.Bytes), end))
				if strings.Join(gone, "\n") != strings.Join(c.out, "\n") || strings.Join(come, "\n") != strings.Join(c.in, "\n") {
					t.Errorf("gone:\n%s\ncome:\n%s", strings.Join(gone, "\n"), strings.Join(come, "\n"))
				}
				again, err := Writer.Make(c.e, out.Bytes)
				if err != nil || string(again.Bytes) != string(out.Bytes) {
					t.Errorf("written again it differs: %v", err)
				}
			}
		})
	}
}

// difference cuts off what two texts begin and end with.
func difference(old, now []string) (gone, come []string) {
	for len(old) > 0 && len(now) > 0 && old[0] == now[0] {
		old, now = old[1:], now[1:]
	}
	for len(old) > 0 && len(now) > 0 && old[len(old)-1] == now[len(now)-1] {
		old, now = old[:len(old)-1], now[:len(now)-1]
	}
	return old, now
}

func TestARowOfAChunkThatIsNotThereStays(t *testing.T) {
	out, err := Writer.Make(episodeOf("1", chunkOf("ep01-01-bells", "x", "bells", "clocks")), []byte(kept))
	if err != nil || string(out.Bytes) != kept {
		t.Fatal(err, string(out.Bytes))
	}
	if len(out.Remarks) == 0 || out.Remarks[0].Kind != formats.Odd || !strings.Contains(out.Remarks[0].What, "ep01-02-birds") {
		t.Error(out.Remarks)
	}
}

func TestTheCorpusIndexKeepsItsBytes(t *testing.T) {
	src, err := os.ReadFile("../../../../shared/corpus/podcast_index.md")
	if err != nil {
		t.Skip("the corpus is not here")
	}
	rows := 0
	for _, number := range []string{"1", "2", "3", "8", "11", "12", "18", "21", "30"} {
		e := episodeOf(number)
		l, found := cut(src, e)
		if string(l.before)+l.own.String()+string(l.after) != string(src) {
			t.Fatal("the parts do not make the text again")
		}
		d := l.own
		table, ok := d.table(0)
		if !found || !ok || len(table.rows) == 0 {
			t.Errorf("episode %s is not found", number)
			continue
		}
		// A list that says what the rows say is the same list.
		for _, n := range table.rows {
			c := formats.Chunk{Slug: table.value(d.lines[n], "slug"), Summary: "x", Tags: strings.Split(table.value(d.lines[n], "tags"), ", ")}
			if start, end := table.value(d.lines[n], "start"), table.value(d.lines[n], "end"); len(start) == 8 && len(end) == 8 {
				c.Turns = []formats.Said{{Span: spanOf(start, end)}}
			}
			e.Chunks = append(e.Chunks, c)
			rows++
		}
		out, err := Writer.Make(e, src)
		if err != nil || string(out.Bytes) != string(src) {
			t.Errorf("episode %s: %v; the list was changed", number, err)
		}
	}
	if rows < 100 {
		t.Errorf("only %d rows", rows)
	}
}

func spanOf(start, end string) *timecode.Span {
	from, err := timecode.Parse(start)
	if err != nil {
		panic(err)
	}
	to, err := timecode.Parse(end)
	if err != nil {
		panic(err)
	}
	return &timecode.Span{Start: from, End: to}
}
