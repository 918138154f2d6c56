package formats

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
)

// This file goes through XML. Whatever encoding a file says that it has, it is UTF-8 by the time it comes here.

// Root is the name of the first element; "" of what is no XML.
func (f *File) Root() string {
	if !bytes.HasPrefix(bytes.TrimSpace(f.Src), []byte("<")) {
		return ""
	}
	d := f.XML()
	for {
		token, err := d.Token()
		if err != nil {
			return ""
		}
		if start, ok := token.(xml.StartElement); ok {
			return start.Name.Local
		}
	}
}

// XML reads the elements of an XML file.
func (f *File) XML() *xml.Decoder {
	d := xml.NewDecoder(bytes.NewReader(f.Src))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	return d
}

// Element is the beginning of an element: its name, its attributes by their local names, and the line that it stands in.
type Element struct {
	Name string
	Of   map[string]string
	Line int
}

// Walk calls begin, text and end for what an XML file holds, in its order. It fails with an *Error where that is no XML.
func (f *File) Walk(begin func(Element), text func(string), end func(name string)) error {
	d := f.XML()
	line, counted := 1, 0
	for {
		at := int(d.InputOffset())
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return f.ErrorAt(at, "The XML breaks off or is wrong here: %s. The file may have been cut off; export it again.", err)
		}
		line, counted = line+bytes.Count(f.Src[counted:at], []byte("\n")), at
		switch token := token.(type) {
		case xml.StartElement:
			e := Element{Name: token.Name.Local, Of: map[string]string{}, Line: line}
			for _, a := range token.Attr {
				e.Of[a.Name.Local] = a.Value
			}
			begin(e)
		case xml.CharData:
			text(string(token))
		case xml.EndElement:
			end(token.Name.Local)
		}
	}
}
