package exchange

import (
	"errors"
	"strconv"

	"heed/internal/exchange/budget"
	"heed/internal/exchange/format"
	"heed/internal/exchange/plaintext"
	"heed/internal/exchange/sheet"
)

// unknown says why a file was not recognised. It is a fault of the file, and the refusal of one that claims to be something.
type unknown struct {
	format.Answer

	claimed string // what it claims to be, blank where it claims nothing
}

// ask asks the formats one after another whether a file is theirs. It gives nil where it is one's.
func (l *lookup) ask(file *format.File) (*unknown, error) {
	content, err := file.Content()
	if err != nil {
		return nil, err
	}
	if reason := l.unasked(file, content); reason != "" {
		return &unknown{Answer: format.Unusable(reason, format.DoCheck)}, nil
	}
	claimed, err := l.claim(file)
	if err != nil {
		return nil, err
	}
	if is, do, err := file.Foreign(); is != "" || err != nil {
		return &unknown{format.Unusable(is, do), claimed}, err
	}
	if content == format.Text {
		answer, err := notCSV(file, file.Readable())
		if answer.Reason != "" || err != nil {
			return &unknown{answer, claimed}, err
		}
	}
	for i, finder := range l.finders {
		var answer format.Answer
		err := guard(l.wanted[i].Kind, func() string { return file.Shown }, func() (err error) {
			answer, err = finder.Recognise(file)
			return err
		})
		switch {
		case err != nil:
			return nil, err
		case answer.IsMine():
			return nil, nil
		case answer.Reason != "":
			return &unknown{answer, claimed}, nil
		}
	}
	return l.unlike(file, content, claimed)
}

// unasked says why no format is asked about a file, blank where they are.
func (l *lookup) unasked(file *format.File, content format.Content) string {
	if content == format.Zip && file.Zipped && file.Ext() != ".xlsx" && file.Ext() != ".xlsm" {
		return "a zip file within a zip file"
	}
	return ""
}

// claim says what a file claims to be, by its name or by what the user says of it.
func (l *lookup) claim(file *format.File) (string, error) {
	for i, finder := range l.finders {
		var claimed string
		err := guard(l.wanted[i].Kind, func() string { return file.Shown }, func() error {
			claimed = finder.Claims(file)
			return nil
		})
		if claimed != "" || err != nil {
			return claimed, err
		}
	}
	return l.said(file), nil
}

// notCSV says why a text is no CSV, by the error that its first rows gave. An error that says nothing of the text it gives back.
func notCSV(file *format.File, err error) (answer format.Answer, other error) {
	switch {
	case errors.Is(err, plaintext.ErrDamaged), errors.Is(err, sheet.ErrBinary), errors.Is(err, sheet.ErrEmpty), errors.Is(err, budget.ErrExceeded):
		return format.Broken(err, file.DoAgain()), nil
	}
	return answer, err
}

// unlike says what a file is that no format takes. It never gives the cells of its first row: in a file without a heading
// they are the first child's.
func (l *lookup) unlike(file *format.File, content format.Content, claimed string) (*unknown, error) {
	u := &unknown{claimed: claimed}
	u.Do = format.DoCheck
	switch content {
	case format.XML:
		root, err := file.XMLRoot()
		if err != nil {
			return nil, err
		}
		switch is, do := format.Page(root); {
		case is != "":
			u.Reason, u.Do = "XML that is no return asked for, by its root element, but "+is, do
		case root == "":
			u.Reason, u.Do = "XML without a root element", file.DoAgain()
		default:
			u.Reason = "XML that is no return asked for, by its root element"
		}
	case format.Parquet:
		u.Reason = "Parquet that is no return asked for, by its columns"
	case format.Zip:
		u.Reason = "a workbook in which no sheet that is shown has the heading of a table or list asked for"
	case format.Text:
		if u.Reason = "not a file of a return, nor a list"; claimed != "" {
			heading, err := file.Heading()
			var row *sheet.RowError
			switch {
			case errors.As(err, &row):
				u.Reason, u.Do = "a first row in which "+row.Reason, format.DoUTF8
			case errors.Is(err, sheet.ErrEmpty):
				u.Reason = "no row that is the heading of a table or list"
			case err != nil:
				return nil, err
			default:
				u.Reason = "a first row of " + strconv.Itoa(len(heading)) + " cells that is the heading of no table or list"
			}
		}
	}
	return u, nil
}
