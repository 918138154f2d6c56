// Package html writes an episode as one page to read and hear: it needs nothing but the sound beside it, and no script to
// be read. It fetches nothing from elsewhere.
package html

import (
	_ "embed"
	"fmt"
	"net/url"
	"strings"

	"stet/backend/formats"
)

// Writer writes it.
var Writer = formats.Writer{ID: "html", Name: "HTML page with the sound", Ending: ".html", Type: "text/html", Write: write, ReadBack: readBack}

//go:embed page.css
var style string

//go:embed page.js
var script string

var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// page is what is being written. It is XML as well, so that it can be read back exactly.
type page struct {
	strings.Builder
	e     *formats.Episode
	sound string
}

func (p *page) add(format string, texts ...string) {
	args := make([]any, len(texts))
	for i, t := range texts {
		args[i] = escape.Replace(t)
	}
	fmt.Fprintf(p, format, args...)
}

func write(e *formats.Episode, _ []byte) (formats.Output, error) {
	out := formats.Output{Of: "turn"}
	p := &page{e: e}
	if e.Sound != "" {
		p.sound = (&url.URL{Path: e.Sound}).String()
	}
	language := e.Language
	if language == "" {
		language = "en"
		out.Remark(formats.Guessed, "The language: nobody has told it, and the page says English")
	}
	p.add("<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\" />\n", language)
	p.add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n<title>%s</title>\n", e.Name())
	p.WriteString("<style>\n" + style + "</style>\n</head>\n<body>\n")
	p.head()
	p.WriteString("<main>\n")
	shared := 0
	for i := range e.Chunks {
		p.chunk(i)
		for k := range e.Chunks[i].Turns {
			t := &e.Chunks[i].Turns[k]
			if len(t.Paragraphs) > 0 {
				out.Count++
				if t.Timed() && t.Shared() {
					shared++
				}
			}
		}
	}
	p.WriteString("</main>\n")
	if p.sound != "" {
		p.WriteString("<script>\n" + script + "</script>\n")
	}
	p.WriteString("</body>\n</html>\n")
	out.Bytes = []byte(p.String())
	e.RemarkPages(&out)
	if e.Sound == "" {
		out.Remark(formats.Lost, "The sound: the episode has none, so the page can only be read")
	} else if shared > 0 {
		out.Remark(formats.Guessed, "The times of words within %s are estimated by their letters: nobody has timed them", formats.Count(shared, "turn"))
	}
	out.Remark(formats.Lost, "Where words end, and how sure the search was of them; of chunks all but titles and summaries")
	return out, nil
}

func (p *page) head() {
	p.add("<header>\n<h1>%s</h1>\n", p.e.Name())
	if by := p.e.Byline(); by != "" {
		p.add("<p class=\"by\">%s</p>\n", by)
	}
	if len(p.e.Chunks) > 1 {
		p.WriteString("<nav aria-label=\"Chapters\">\n<ol>\n")
		for i := range p.e.Chunks {
			p.add("<li><a href=\"#%s\">%s</a>", anchor(i), p.e.Chunks[i].Named())
			if start, _, ok := p.e.Chunks[i].Span(); ok {
				p.add(" <time>%s</time>", formats.Clock(start))
			}
			p.WriteString("</li>\n")
		}
		p.WriteString("</ol>\n</nav>\n")
	}
	p.WriteString("</header>\n")
	if p.sound != "" {
		p.add("<section class=\"player\" aria-label=\"Sound\"><audio controls=\"\" preload=\"metadata\" src=\"%s\" aria-label=\"%s\"></audio></section>\n", p.sound, p.e.Name())
	}
}

func anchor(chunk int) string { return fmt.Sprintf("chunk-%d", chunk+1) }

func (p *page) chunk(i int) {
	c := &p.e.Chunks[i]
	p.add("<section id=\"%s\"", anchor(i))
	if named := len(p.e.Chunks) > 1 || c.Title != ""; named {
		p.add(" aria-labelledby=\"%s-title\">\n<h2 id=\"%s-title\">%s</h2>\n", anchor(i), anchor(i), c.Named())
	} else {
		p.WriteString(">\n")
	}
	if c.Summary != "" {
		p.add("<p class=\"summary\">%s</p>\n", c.Summary)
	}
	for k := range c.Turns {
		if len(c.Turns[k].Paragraphs) > 0 {
			p.turn(&c.Turns[k])
		}
	}
	p.WriteString("</section>\n")
}

func (p *page) turn(t *formats.Said) {
	live := t.Timed() && p.sound != ""
	p.WriteString("<div class=\"turn\"")
	if live {
		p.add(" data-from=\"%s\" data-to=\"%s\"", formats.InSeconds(t.Start), formats.InSeconds(t.End))
	}
	p.add("><p class=\"who\"><strong>%s</strong>", t.Name())
	switch at := t.Clocked(); {
	case at != "" && live:
		// Without the script the link opens the sound there.
		p.add(" <a class=\"at\" href=\"%s#t=%s\">%s</a>", p.sound, formats.InSeconds(t.Start), at)
	case at != "":
		p.add(" <time>%s</time>", at)
	}
	p.WriteString("</p>\n")
	times := t.WordTimes()
	n := 0
	for _, paragraph := range t.Paragraphs {
		p.WriteString("<p>")
		for i, word := range strings.Fields(paragraph) {
			if i > 0 {
				p.WriteString(" ")
			}
			if live {
				p.add("<span data-t=\"%s\"", formats.InSeconds(times[n].Start))
				if how := t.Origin(n); how != "" {
					p.add(" data-how=\"%s\"", how)
				}
				p.add(">%s</span>", word)
			} else {
				p.add("%s", word)
			}
			n++
		}
		p.WriteString("</p>\n")
	}
	p.WriteString("</div>\n")
}
