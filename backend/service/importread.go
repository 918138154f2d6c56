// This file reads what is to be taken in, and tells transcripts from other texts.

package service

import (
	"context"
	"regexp"
	"runtime"
	"strings"
	"sync"

	"stet/backend/chunkfile"
	"stet/backend/session"
	"stet/backend/transcript"
)

// read is what became of reading one file.
type read struct {
	found
	src   []byte
	chunk transcript.Chunk
	file  *chunkfile.File
	id    identity
	err   error
	// foreign is set where another program wrote the file; then path, src, chunk and file are those of the draft made of it.
	foreign *foreign
	// wide says that the file is in UTF-16.
	wide bool
}

// identify finds out what the file says of its episode.
func (r *read) identify() {
	r.id = identify(r.chunk, r.path)
	if r.walked {
		r.id.depth = strings.Count(r.below, "/")
	}
}

func (r read) source() session.Source {
	return session.Source{Path: r.path, Below: r.below, Bytes: r.src}
}

// readAll reads files, several at a time. Once ctx is done what it returns is good for nothing.
func readAll(ctx context.Context, files []found) []read {
	reads := make([]read, len(files))
	atOnce(ctx, len(files), runtime.GOMAXPROCS(0), func(i int) { reads[i] = readFile(files[i]) })
	return reads
}

// atOnce does n things, so many at a time, and begins no more once ctx is done.
func atOnce(ctx context.Context, n, most int, do func(i int)) {
	var wait sync.WaitGroup
	slots := make(chan struct{}, most)
	for i := range n {
		if ctx.Err() != nil {
			break
		}
		slots <- struct{}{}
		wait.Go(func() {
			defer func() { <-slots }()
			do(i)
		})
	}
	wait.Wait()
}

func readFile(f found) read {
	r := read{found: f}
	if f.text != nil {
		r.src, r.file = f.text, chunkfile.Parse(f.text)
		r.chunk = r.file.Chunk()
		return r
	}
	if no, is := isDocument(f.path, f.shown); is {
		r.err = no
		return r
	}
	if f.open {
		r.src, r.wide, r.err = readWide(f.path, f.shown)
	} else {
		r.src, r.err = readText(f.path, f.shown)
	}
	if r.err != nil {
		return r
	}
	r.file = chunkfile.Parse(r.src)
	r.chunk = r.file.Chunk()
	r.identify()
	return r
}

// chunkKeys are fields that only a chunk has.
var chunkKeys = []string{"chunk", "segment", "timecode", "start_time", "speakers", "participants"}

// isTranscript tells a chunk or a transcript from any other text with the same ending: by a time, or by its front matter.
func isTranscript(c transcript.Chunk) bool {
	for _, t := range c.Turns {
		if t.Span != nil {
			return true
		}
	}
	if c.Matter.Form == transcript.RawMatter {
		return chunkLine.MatchString(c.Matter.Raw)
	}
	for _, key := range chunkKeys {
		if _, ok := c.Field(key); ok {
			return true
		}
	}
	kind, _ := c.Field("type")
	return strings.HasSuffix(kind.Value, "-chunk")
}

// chunkLine finds the same in front matter that cannot be read.
var chunkLine = regexp.MustCompile(`(?m)^(?:(?:` + strings.Join(chunkKeys, "|") + `):|type:.*-chunk["']?[ \t\r]*$)`)
