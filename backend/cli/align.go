// This file is stet align, of a file or of a library's episode. It writes no time over another.

package cli

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"stet/backend/service"
)

func alignVerb() verb {
	return verb{
		name: "align", args: "[SOUND] TRANSCRIPT|EPISODE", short: "find in the sound when each word of a transcript is said",
		about: `Finds each word of a transcript in its sound, and tells when it is said, in seconds; which words the sound does not hold;
where something is heard and no word of the text is said; which turns have more words than can be said in their time; and within
which words the speaker changes. The transcript is a chunk file, or any other that stet import reads. Nothing is sent
anywhere.

Where there is no such file, it is the number of an episode of the library, or its series and number with a slash between.
Its words keep what was found, as in the window, and those that were found before are not looked for again, unless with
--untimed. Its sound is the one that it has; --sound gives it another. With --write turns without a time get theirs in the
library, as one step, and a turn that has all of the time of the one behind it ends where that begins; stet export writes
the files.

A ~ stands before words that were not heard for sure, and a ? before those that the sound does not hold. With --write
the turns of a chunk file that have no time get that of their words; a time that is there stays, but for a turn that has all
of the time of the one behind it, which ends where that begins. With --untimed the words
are looked for as if no turn had a time.

--as prints the words in a format of others: ctm (with how sure each is; it cannot say where a time comes from), textgrid
(a tier of words for each who speaks, and one of where each time comes from and how sure it is) or vtt (WebVTT with the
times of words, whose classes say where they come from; it cannot say how sure). stet import --times reads each again,
and what --json prints.

The language is the one that the front matter names (language: fr), or that --language says; without either it is English,
whose model comes with Stet; German, deutsch, de and de_DE are one. A model of another language is a folder of its name,
with the files of a CMU Sphinx model (mdef, means, variances, sendump, transition_matrices, and feat.params or
feat_params.json) and a dictionary that ends in .dict or is dict.txt, in the folder models beside the library. Without one,
words are put where the sound is loud, and marked as estimated.`,
		exits: `0  text and sound agree
1  they do not everywhere: the places are named; or, without a model of the language, nobody can tell
2  the command line is wrong
3  it cannot be done: there is no such file, or it cannot be written`,
		json: `{"words": [{"word", "turn", "start", "end", "confidence", "state", "origin"}], "uncovered": [{"start", "end"}],
 "misfits": [{"start", "end", "first", "last", "words", "ends"}], "split": [{"turn", "word", "head", "tail", "doubtful"}],
 "off": [{"turn", "what"}], "twice": [{"first", "last", "of"}], "untimed": [{"start", "end", "turn", "range"}], "written", "sound", "clock", "beyond", "note"}
A word for each of the text, in order; turns are counted from 1. The state is aligned, estimated or "not spoken"; in a
library also "by hand", imported, "carried over", interpolated or unknown. The origin says the same as formats keep it:
measured, estimated, not-spoken, by-hand, imported, carried-over, interpolated or unknown. Words with a confidence of 0.5
and more are nearly all where they are said. "note" is there where there is no model of the language, "sound" where hardly
a word is heard in it, and "clock" where the timecodes are off: it says by how much, and which clock fits. "beyond" is there
where times that a file had given went on behind the end of the sound, and were taken away. "split" are words of which the
head ends a turn and the tail begins the next one; one is doubtful where both are words, too. "off" are turns that begin
or end more than 0.3 s beside their words; they may end anywhere in the pause behind these,
and begin where the turn before ends. "twice" is there where turns that the sound does not hold have the words of others, from "of" on.`,
		examples: "stet align episode7.mp3 ep07-03.md\nstet align --json talk.md --sound talk.wav --untimed\nstet align --library show.stet 7 --as textgrid",
		flags: func(f *flag.FlagSet) action {
			var r service.AlignRequest
			library := libraryFlag(f)
			as := f.String("as", "", "print the words as a `FORMAT`: ctm, textgrid or vtt")
			f.StringVar(&r.Language, "language", "", "the `LANGUAGE` that is spoken, such as fr or French")
			f.StringVar(&r.Sound, "sound", "", "the sound `FILE`, where it does not stand before the transcript")
			f.StringVar(&r.Rate, "rate", "", "the frame `RATE` of timecodes with frames, such as 25 or \"29.97 drop\"; without it, 30")
			f.StringVar(&r.Offset, "offset", "", "the `TIME` in the sound at which 00:00:00:00 of the file lies, such as 7.5 or -01:00:00")
			f.BoolVar(&r.Untimed, "untimed", false, "forget the times of turns")
			f.BoolVar(&r.Write, "write", false, "give turns of the file that have no time theirs")
			return func(ctx context.Context, c *call, paths []string) int {
				if len(paths) == 2 && r.Sound == "" {
					r.Sound, paths = paths[0], paths[1:]
				}
				*as = strings.ToLower(*as)
				switch {
				case len(paths) != 1:
					return c.misused("name one transcript or episode")
				case *as != "" && !slices.Contains([]string{"ctm", "textgrid", "vtt"}, *as):
					return c.misused("--as takes ctm, textgrid or vtt")
				case service.IsPath(r.Language):
					return c.misused("--language takes the name of a language, such as fr or French, and no path")
				case *as != "" && c.asJSON:
					return c.misused("either --as or --json")
				}
				r.Path = paths[0]
				if _, err := os.Stat(r.Path); *library != "" || errors.Is(err, fs.ErrNotExist) && !strings.ContainsRune(filepath.Base(r.Path), '.') {
					return c.alignEpisode(ctx, *library, r, *as)
				}
				if r.Sound == "" {
					return c.misused("name the sound before the transcript, or with --sound")
				}
				if err := r.Check(); err != nil {
					return c.misused("%s", strings.TrimSuffix(service.AsError(err).Message, "."))
				}
				progress, end := c.progress()
				v, err := c.Sounds.Align(ctx, r, progress)
				end()
				return c.toldAligned(v, err, r.Path, *as)
			}
		},
	}
}

// alignEpisode does it for an episode of the library, which knows its frame rate and language.
func (c *call) alignEpisode(ctx context.Context, library string, r service.AlignRequest, as string) int {
	if r.Rate != "" || r.Offset != "" || r.Language != "" {
		return c.misused("--rate, --offset and --language go with files; the library knows its own")
	}
	return c.withLibrary(ctx, library, true, func(s *service.Service) int {
		progress, end := c.progress()
		v, err := service.AlignEpisodeNow(ctx, s, r, progress)
		end()
		return c.toldAligned(v, err, "episode "+r.Path, as)
	})
}

// toldAligned prints the words, tells of what does not fit, and returns the status.
func (c *call) toldAligned(v service.AlignedFile, err error, name, as string) int {
	if err != nil {
		return c.failed(err)
	}
	switch {
	case c.asJSON:
		c.print(v)
	case as != "":
		text, remarks, err := v.As(as)
		if err != nil {
			return c.failed(err)
		}
		_, _ = c.Stdout.Write(text)
		for _, r := range remarks {
			c.note("%s: %s: %s.", name, r.Kind, r.What)
		}
	default:
		c.listAligned(v)
	}
	return c.misfits(v, name)
}

// listAligned writes a word a line, and the times of turns that had none.
func (c *call) listAligned(v service.AlignedFile) {
	out := bufio.NewWriter(c.Stdout)
	for _, w := range v.Words {
		mark := "~"
		switch w.Origin {
		case "measured", "by-hand", "imported":
			mark = " "
		case "not-spoken":
			mark = "?"
		}
		fmt.Fprintf(out, "%3d %9.3f %9.3f %s%s\n", w.Turn, w.Start, w.End, mark, w.Word)
	}
	for _, t := range v.Turns {
		said := "would have"
		if v.Written {
			said = "has now"
		}
		fmt.Fprintf(out, "turn %d %s the time %s\n", t.Turn, said, t.Range)
	}
	// Who reads it may have gone.
	_ = out.Flush()
}

// misfits tells where text and sound do not agree, and what to do, and returns the status.
func (c *call) misfits(v service.AlignedFile, name string) int {
	status := Done
	note := func(format string, args ...any) {
		status = Found
		c.note("%s: "+format, append([]any{name}, args...)...)
	}
	if v.Note != "" {
		note("%s", v.Note) // nothing has been compared
	}
	if v.Beyond != "" {
		note("%s", v.Beyond)
	}
	if v.Sound != "" {
		note("%s", v.Sound)
		return status
	}
	if v.Clock != "" {
		note("%s", v.Clock)
	}
	for _, o := range v.Off {
		note("turn %d: %s", o.Turn, strings.TrimSuffix(o.What, "."))
	}
	for _, t := range v.Twice {
		if t.First == t.Last {
			note("turn %d has the words of turn %d, and the sound holds them once: take one of both out", t.First, t.Of)
			continue
		}
		note("turns %d to %d have the words of turns %d to %d, and the sound holds them once: take them out in one of both places", t.First, t.Last, t.Of, t.Of+t.Last-t.First)
	}
	told := map[float64]bool{}
	for _, m := range v.Missing() {
		words := v.Words[m.First:m.Last]
		if m.Beside == nil {
			note("turn %d: %s not in the sound: take them out, move them to where they are said, or look for the sound that they are in: %s", words[0].Turn, count(len(words), "word"), textOf(words))
			continue
		}
		note("turn %d: %s not heard, where from %.3f s to %.3f s something is heard and no word of the text is said: listen, and write what is said: %s",
			words[0].Turn, count(len(words), "word"), m.Beside.Start, m.Beside.End, textOf(words))
		told[m.Beside.Start] = true
	}
	for _, u := range v.Uncovered {
		if told[u.Start] {
			continue
		}
		note("from %.3f s to %.3f s something is heard, and no word of the text is said there: listen, and if somebody speaks, write what is missing", u.Start, u.End)
	}
	for _, w := range v.Split {
		if w.Doubtful {
			c.note("%s: turns %d and %d: “%s” and “%s” may be the one word “%s”: listen, and put it together in one of them", name, w.Turn, w.Turn+1, w.Head, w.Tail, w.Word)
			continue
		}
		note("turns %d and %d: the speaker changes within the word “%s”: put “%s” and “%s” together in one of them", w.Turn, w.Turn+1, w.Word, w.Head, w.Tail)
	}
	for _, m := range v.Misfits {
		which := fmt.Sprintf("turn %d", m.First)
		if m.Last > m.First {
			which = fmt.Sprintf("turns %d to %d", m.First, m.Last)
		}
		if m.Ends {
			note("%s: the sound ends at %.3f s, too soon for %s: it may have been cut off, or be of another recording", which, m.End, count(m.Words, "word"))
			continue
		}
		note("%s: %s cannot be said from %.3f s to %.3f s, which is the time of a part of them: give the turns the times of their words", which, count(m.Words, "word"), m.Start, m.End)
	}
	return status
}

func textOf(words []service.AlignedWord) string {
	var out []string
	for _, w := range words {
		out = append(out, w.Word)
	}
	return strings.Join(out, " ")
}
