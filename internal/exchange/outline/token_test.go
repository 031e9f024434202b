package outline

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// ours gives the tokens of a text, one a line, texts that follow each other as one.
func ours(text string) (string, error) {
	in := newTokens(strings.NewReader(text))
	var out flat
	for {
		t, err := in.next()
		if errors.Is(err, io.EOF) {
			return out.done(), nil
		}
		if err != nil {
			return "", err
		}
		switch t.kind {
		case startTag:
			out.mark("<" + string(t.text))
		case emptyTag:
			out.mark("<" + string(t.text))
			out.mark("/" + string(t.text))
		case endTag:
			out.mark("/" + string(t.text))
		case textRun:
			out.text.Write(t.text)
		}
	}
}

// theirs gives the same by encoding/xml.
func theirs(text string) (out string, plain bool) {
	d := xml.NewDecoder(strings.NewReader(text))
	var all flat
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return all.done(), true
		}
		if err != nil {
			return "", false
		}
		switch t := token.(type) {
		case xml.StartElement:
			all.mark("<" + t.Name.Local)
		case xml.EndElement:
			all.mark("/" + t.Name.Local)
		case xml.CharData:
			all.text.Write(t)
		case xml.Directive:
			return "", false
		}
	}
}

type flat struct{ out, text strings.Builder }

func (f *flat) mark(m string) {
	f.out.WriteString(f.text.String() + "\n" + m + "\n")
	f.text.Reset()
}

func (f *flat) done() string { return f.out.String() + f.text.String() }

var seeds = []string{
	`<?xml version='1.0' encoding='us-ascii'?><A><B>1</B><C /></A>`,
	"<A>\n<!-- a <b> -- c --><B x='>' y=\"'\">&lt;1&#233;&#xE9;&amp;</B>t<![CDATA[<&]]>]</A>",
	"\ufeff<Message><Header/></Message>\n", "<A><B></A>", "<A", "<A>&nope;</A>", "<A>\xff</A>", "<!DOCTYPE a>", "<n:A xmlns:n='u'></n:A>",
	"<A>&#;</A>", "<A>&#x110000;</A>", "< A/>", "<A></A ><?x y?>", "<A b=\"c\"/>", "<é/>", "<A/", "", "x", "<-/>", "<!-->-->",
}

func TestTokensAreThoseOfEncodingXML(t *testing.T) {
	t.Parallel()
	compared := 0
	for _, text := range seeds {
		want, plain := theirs(text)
		if !plain {
			continue
		}
		compared++
		got, err := ours(text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if diff := cmp.Diff(want, strings.TrimPrefix(got, "\ufeff")); diff != "" && !strings.HasPrefix(text, "\ufeff") {
			t.Errorf("%q: %s", text, diff)
		}
	}
	if compared < 7 {
		t.Errorf("only %d texts were compared", compared)
	}
}

func TestTokensReadWindows1252(t *testing.T) {
	t.Parallel()
	got, err := ours("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><A>caf\xe9</A>")
	if want := "\n<A\ncafé\n/A\n"; got != want || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
	if _, err := ours(`<?xml version="1.0" encoding="utf-16"?><A/>`); err == nil {
		t.Error("UTF-16 is taken")
	}
}

func TestTokensOfLongRuns(t *testing.T) {
	t.Parallel()
	if _, err := ours("<A>" + strings.Repeat("x", 2<<20) + "</A>"); !errors.Is(err, ErrTooLong) {
		t.Errorf("a long text: %v", err)
	}
	if _, err := ours("<!--" + strings.Repeat("->", 2<<20) + "--><A/>"); !errors.Is(err, ErrTooLong) {
		t.Errorf("a long comment: %v", err)
	}
	long := strings.Repeat("x", 200_000)
	if got, err := ours("<A>" + long + "</A>"); err != nil || got != "\n<A\n"+long+"\n/A\n" {
		t.Errorf("a text longer than the buffer is not read: %v", err)
	}
}

// FuzzTokens holds our tokens to those of encoding/xml wherever that can read all
// of a text.
func FuzzTokens(f *testing.F) {
	for _, seed := range seeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := ours(text)
		if strings.ContainsAny(text, "\r:") || strings.Contains(text, "\ufeff") || strings.Contains(text, "encoding") {
			return
		}
		want, plain := theirs(text)
		if !plain {
			return
		}
		if err != nil {
			t.Fatalf("refused: %v", err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}
