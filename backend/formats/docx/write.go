// Package docx writes an episode as a Word document to be read and marked up. It writes the few parts of Office Open XML
// that a text needs by itself: the Go libraries that write documents are unkept, under a licence that does not fit, or put
// the time of writing into the file, which then differs each time.
package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"time"

	"stet/backend/formats"
)

// Writer writes it.
var Writer = formats.Writer{
	ID: "docx", Name: "Word document", Ending: ".docx", Binary: true, Write: write, ReadBack: readBack,
	Type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

// paragraph has the style that it names, and a time behind its text.
type paragraph struct{ style, text, time string }

func paragraphsOf(e *formats.Episode) []paragraph {
	out := []paragraph{{style: "Title", text: e.Name()}}
	if by := e.Byline(); by != "" {
		out = append(out, paragraph{style: "Subtitle", text: by})
	}
	for i := range e.Chunks {
		c := &e.Chunks[i]
		if len(e.Chunks) > 1 || c.Title != "" {
			out = append(out, paragraph{style: "Heading1", text: c.Named()})
		}
		if c.Summary != "" {
			out = append(out, paragraph{style: "Summary", text: c.Summary})
		}
		for k := range c.Turns {
			t := &c.Turns[k]
			if len(t.Paragraphs) == 0 {
				continue
			}
			out = append(out, paragraph{style: "Speaker", text: t.Name(), time: t.Clocked()})
			for _, p := range t.Paragraphs {
				out = append(out, paragraph{text: p})
			}
		}
	}
	return out
}

var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

func (p paragraph) String() string {
	var b strings.Builder
	b.WriteString("<w:p>")
	if p.style != "" {
		b.WriteString(`<w:pPr><w:pStyle w:val="` + p.style + `"/></w:pPr>`)
	}
	b.WriteString(`<w:r><w:t xml:space="preserve">` + escape.Replace(p.text) + "</w:t></w:r>")
	if p.time != "" {
		b.WriteString(`<w:r><w:rPr><w:rStyle w:val="Time"/></w:rPr><w:t xml:space="preserve"> ` + p.time + "</w:t></w:r>")
	}
	b.WriteString("</w:p>\n")
	return b.String()
}

// anyDay is when all parts were changed, as the file says: the same bytes each time.
var anyDay = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

func write(e *formats.Episode, _ []byte) (formats.Output, error) {
	out := formats.Output{Of: "turn"}
	var doc strings.Builder
	doc.WriteString(xml.Header + `<w:document xmlns:w="` + word + `"><w:body>` + "\n")
	for _, p := range paragraphsOf(e) {
		doc.WriteString(p.String())
		if p.style == "Speaker" {
			out.Count++
		}
	}
	doc.WriteString("<w:sectPr/></w:body></w:document>\n")
	core := xml.Header + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>` +
		escape.Replace(e.Name()) + "</dc:title></cp:coreProperties>\n"
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range [][2]string{
		{"[Content_Types].xml", contentTypes},
		{"_rels/.rels", packageRels},
		{"docProps/core.xml", core},
		{documentPart, doc.String()},
		{"word/_rels/document.xml.rels", documentRels},
		{"word/styles.xml", styles},
	} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: part[0], Method: zip.Deflate, Modified: anyDay})
		if err == nil {
			_, err = io.WriteString(w, part[1])
		}
		if err != nil {
			return out, err
		}
	}
	if err := z.Close(); err != nil {
		return out, err
	}
	out.Bytes = b.Bytes()
	e.RemarkPages(&out)
	out.Remark(formats.Lost, "When turns end, and times finer than a second; the times of words; of chunks all but titles and summaries")
	return out, nil
}

const documentPart = "word/document.xml"

func readBack(e *formats.Episode, src []byte) error {
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		return formats.Differs(1, "This is no document: %v", err)
	}
	part, err := z.Open(documentPart)
	if err != nil {
		return formats.Differs(1, "There is no text in this document: %v", err)
	}
	got, lines, err := readDocument(part)
	if err = firstOf(err, part.Close()); err != nil {
		return formats.Differs(len(lines), "The text of this document cannot be read: %v", err)
	}
	want := paragraphsOf(e)
	for i, p := range want {
		if i >= len(got) {
			return formats.Differs(1, "The document ends before “%s”", p.text)
		}
		if got[i] != p {
			return formats.Differs(lines[i], "The paragraph “%s” is read otherwise than it was written", p.text)
		}
	}
	if len(got) > len(want) {
		return formats.Differs(lines[len(want)], "A paragraph stands here that was not written")
	}
	return nil
}

func firstOf(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// readDocument reads the paragraphs, and the lines in which they stand.
func readDocument(src io.Reader) (out []paragraph, lines []int, err error) {
	d := xml.NewDecoder(src)
	inText, inTime := false, false
	for {
		token, err := d.Token()
		if err == io.EOF {
			return out, lines, nil
		}
		if err != nil {
			return out, lines, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "p":
				line, _ := d.InputPos()
				out, lines = append(out, paragraph{}), append(lines, line)
			case "pStyle":
				if len(out) > 0 {
					out[len(out)-1].style = val(t)
				}
			case "r":
				inTime = false
			case "rStyle":
				inTime = val(t) == "Time"
			case "t":
				inText = true
			}
		case xml.CharData:
			switch {
			case len(out) == 0:
			case inText && inTime:
				out[len(out)-1].time += strings.TrimPrefix(string(t), " ")
			case inText:
				out[len(out)-1].text += string(t)
			}
		case xml.EndElement:
			if t.Name.Local == "t" {
				inText = false
			}
		}
	}
}

func val(t xml.StartElement) string {
	for _, a := range t.Attr {
		if a.Name.Local == "val" {
			return a.Value
		}
	}
	return ""
}
