package exchange

import (
	"errors"
	"strconv"

	"heed/internal/exchange/format"
	"heed/internal/exchange/sheet"
)

// unknown says why a file was not recognised. It is a fault of the file, and the refusal of one that claims to be something.
type unknown struct {
	reason  string
	claimed string // what it claims to be, blank where it claims nothing
	do      string
}

// ask asks the formats one after another whether a file is theirs. It gives nil where it is one's.
func (l *lookup) ask(file *format.File) (*unknown, error) {
	content, err := file.Content()
	if err != nil {
		return nil, err
	}
	if reason := l.unasked(file, content); reason != "" {
		return &unknown{reason: reason, do: format.DoCheck}, nil
	}
	claimed, err := l.claim(file)
	if err != nil {
		return nil, err
	}
	if content == format.Text {
		_, err := file.Heading()
		reason, err := notCSV(err)
		if reason != "" || err != nil {
			return &unknown{reason, claimed, format.DoUTF8}, err
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
			return &unknown{answer.Reason, claimed, answer.Do}, nil
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

// notCSV says why a text is no CSV, by the error of its heading. An error that says nothing of the text it gives back.
func notCSV(err error) (reason string, other error) {
	var row *sheet.RowError
	switch {
	case errors.As(err, &row):
		return "a first row in which " + row.Reason, nil
	case errors.Is(err, sheet.ErrUTF16), errors.Is(err, sheet.ErrBinary), errors.Is(err, sheet.ErrLongLine), errors.Is(err, sheet.ErrEmpty):
		return err.Error(), nil
	}
	return "", err
}

// unlike says what a file is that no format takes. It never gives the cells of its first row: in a file without a heading
// they are the first child's.
func (l *lookup) unlike(file *format.File, content format.Content, claimed string) (*unknown, error) {
	u := &unknown{claimed: claimed, do: format.DoCheck}
	switch content {
	case format.XML:
		root, err := file.XMLRoot()
		if err != nil {
			return nil, err
		}
		if u.reason = "XML that is no return asked for, by its root element"; root == "" {
			u.reason = "XML without a root element"
		}
	case format.Parquet:
		u.reason = "Parquet that is no return asked for, by its columns"
	case format.Zip:
		u.reason, u.do = "a workbook", format.DoSheets
	case format.Text:
		if u.reason = "not a file of a return, nor a list"; claimed != "" {
			heading, err := file.Heading()
			if err != nil {
				return nil, err
			}
			u.reason = "a first row of " + strconv.Itoa(len(heading)) + " cells that is the heading of no table or list"
		}
	}
	return u, nil
}
