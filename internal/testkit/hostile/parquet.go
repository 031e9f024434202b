package hostile

import (
	"fmt"
	"io"
	"strings"

	"github.com/parquet-go/parquet-go"
)

// parquets are Parquet files, each with columns of a person in the safeguarding dataset.
func parquets() []File {
	return []File{
		{Says: "numbers of 2,000,000,000 digits after the point", Name: "ssd_person.parquet", Want: "more than 38 digits after the point", write: scaled},
		{Says: "20,000 groups of rows", Name: "ssd_person.parquet", Want: "more than 10,000 groups of rows", Slow: true, write: grouped},
		{Says: "six million rows of nothing", Name: "ssd_person.parquet", Want: "more than 5,000,000 rows", Slow: true, write: blanks(6_000_000)},
		{Says: "two million rows of one word", Name: "ssd_person.parquet", Want: "more than 1,000,000 faults", Slow: true, write: blanks(2_000_000)},
		{Says: "a dictionary of 100 megabytes of one letter", Name: "ssd_person.parquet", Want: "a value of more than a megabyte", Slow: true, write: dictionary},
		{Says: "a footer that is not there", Name: "ssd_person.parquet", Want: "damaged Parquet", write: repeat("PAR1", "\xff", 1_000_000, "\xff\xff\xff\x7fPAR1")},
		{Says: "20,000 columns", Name: "ssd_person.parquet", Want: "more than 16,384 columns", Slow: true, write: columns},
	}
}

type person struct {
	ID   string `parquet:"pers_person_id"`
	Name string `parquet:"pers_forename,optional,dict,zstd"`
}

func scaled(w io.Writer) error {
	schema := parquet.NewSchema("person", parquet.Group{
		"pers_person_id": parquet.String(), "pers_upn": parquet.Decimal(2_000_000_000, 9, parquet.Int32Type),
	})
	p := parquet.NewGenericWriter[map[string]any](w, schema)
	if _, err := p.Write([]map[string]any{{"pers_person_id": "1", "pers_upn": int32(7)}}); err != nil {
		return err
	}
	return p.Close()
}

func grouped(w io.Writer) error {
	p := parquet.NewGenericWriter[person](w)
	for i := range 20_000 {
		if _, err := p.Write([]person{{ID: fmt.Sprint(i)}}); err != nil {
			return err
		}
		if err := p.Flush(); err != nil {
			return err
		}
	}
	return p.Close()
}

func blanks(n int) func(io.Writer) error {
	return func(w io.Writer) error {
		p := parquet.NewGenericWriter[person](w)
		rows := make([]person, 10_000)
		for i := range rows {
			rows[i].Name = "word"
		}
		for range n / len(rows) {
			if _, err := p.Write(rows); err != nil {
				return err
			}
		}
		return p.Close()
	}
}

func dictionary(w io.Writer) error {
	p := parquet.NewGenericWriter[person](w)
	for i := range 100 {
		if _, err := p.Write([]person{{ID: "1", Name: fmt.Sprint(i) + strings.Repeat("x", 1<<20)}}); err != nil {
			return err
		}
	}
	return p.Close()
}

func columns(w io.Writer) error {
	group := parquet.Group{"pers_person_id": parquet.String()}
	for i := range 20_000 {
		group[fmt.Sprintf("pers_%05d", i)] = parquet.Optional(parquet.String())
	}
	p := parquet.NewGenericWriter[map[string]any](w, parquet.NewSchema("person", group))
	if _, err := p.Write([]map[string]any{{"pers_person_id": "1"}}); err != nil {
		return err
	}
	return p.Close()
}
