// This file is stet align. It needs no library, and writes no time over another.

package cli

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"strings"

	"stet/backend/service"
)

func alignVerb() verb {
	return verb{
		name: "align", args: "TRANSCRIPT", short: "find in the sound when each word of a transcript is said",
		about: `Finds each word of a transcript in its sound, and tells when it is said, in seconds; which words the sound does not hold;
where somebody speaks and no word of the text is; and which turns have more words than can be said in their time. The
transcript is a chunk file, or any other that stet import reads. The language is English; nothing is sent anywhere.

A ~ stands before words that were not heard for sure, and a ? before those that the sound does not hold. With --write
the turns of a chunk file that have no time get that of their words; a time that is there stays. With --untimed the words
are looked for as if no turn had a time.`,
		exits: `0  text and sound agree
1  they do not everywhere: the places are named
2  the command line is wrong
3  it cannot be done: there is no such file, or it cannot be written`,
		json: `{"words": [{"word", "turn", "start", "end", "confidence", "state"}], "uncovered": [{"start", "end"}],
 "misfits": [{"start", "end", "first", "last", "words"}], "untimed": [{"start", "end", "turn", "range"}], "written"}
A word for each of the text, in order; turns are counted from 1. The state is aligned, estimated or "not spoken"; words
with a confidence of 0.5 and more are nearly all where they are said.`,
		examples: "stet align ep07-03.md --sound episode7.mp3\nstet align --json talk.md --sound talk.wav --untimed",
		flags: func(f *flag.FlagSet) action {
			var r service.AlignRequest
			f.StringVar(&r.Sound, "sound", "", "the sound `FILE`")
			f.StringVar(&r.Rate, "rate", "", "the frame `RATE` of timecodes with frames, such as 25 or \"29.97 drop\"; without it, 30")
			f.BoolVar(&r.Untimed, "untimed", false, "forget the times of turns")
			f.BoolVar(&r.Write, "write", false, "give turns of the file that have no time theirs")
			return func(ctx context.Context, c *call, paths []string) int {
				switch {
				case len(paths) != 1:
					return c.misused("name one transcript")
				case r.Sound == "":
					return c.misused("say --sound")
				}
				r.Path = paths[0]
				return c.align(ctx, r)
			}
		},
	}
}

func (c *call) align(ctx context.Context, r service.AlignRequest) int {
	progress, end := c.progress()
	v, err := c.Sounds.Align(ctx, r, progress)
	end()
	if err != nil {
		return c.failed(err)
	}
	if c.asJSON {
		c.print(v)
	}
	status := Done
	note := func(format string, args ...any) {
		status = Found
		c.note("%s: "+format, append([]any{r.Path}, args...)...)
	}
	out := bufio.NewWriter(c.Stdout)
	for _, w := range v.Words {
		mark := " "
		switch {
		case w.State == "not spoken":
			mark = "?"
		case w.Confidence < 0.5:
			mark = "~"
		}
		if !c.asJSON {
			fmt.Fprintf(out, "%3d %9.3f %9.3f %s%s\n", w.Turn, w.Start, w.End, mark, w.Word)
		}
	}
	for _, t := range v.Turns {
		said := "would have"
		if v.Written {
			said = "has now"
		}
		if !c.asJSON {
			fmt.Fprintf(out, "turn %d %s the time %s\n", t.Turn, said, t.Range)
		}
	}
	// Who reads it may have gone.
	_ = out.Flush()
	for _, words := range unspokenOf(v.Words) {
		note("turn %d: %s not in the sound: %s", words[0].Turn, count(len(words), "word"), textOf(words))
	}
	for _, u := range v.Uncovered {
		note("from %.3f s to %.3f s somebody speaks, and no word of the text is there", u.Start, u.End)
	}
	for _, m := range v.Misfits {
		which := fmt.Sprintf("turn %d", m.First)
		if m.Last > m.First {
			which = fmt.Sprintf("turns %d to %d", m.First, m.Last)
		}
		note("%s: %s cannot be said from %.3f s to %.3f s", which, count(m.Words, "word"), m.Start, m.End)
	}
	return status
}

// unspokenOf are the words of a turn on end that the sound does not hold.
func unspokenOf(words []service.AlignedWord) (out [][]service.AlignedWord) {
	from := 0
	for i, w := range words {
		switch {
		case w.State != "not spoken":
			from = i + 1
		case i == from || words[i-1].Turn != w.Turn:
			from = i
			out = append(out, words[i:i+1])
		default:
			out[len(out)-1] = words[from : i+1]
		}
	}
	return out
}

func textOf(words []service.AlignedWord) string {
	var out []string
	for _, w := range words {
		out = append(out, w.Word)
	}
	return strings.Join(out, " ")
}
