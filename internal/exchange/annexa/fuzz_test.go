package annexa_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"heed/catalogue"
	"heed/internal/exchange/annexa"
	"heed/internal/exchange/budget"
	"heed/internal/exchange/intake"
	"heed/internal/exchange/intake/intaketest"
	"heed/internal/exchange/plaintext"
	"heed/internal/exchange/sheet"
)

// gridSeeds are sheets as authorities send them: titles above, several lists below each other, days as numbers, a total.
var gridSeeds = []string{
	"List 1: Contacts\n\nDate of Contact, child unique id,Sex,DOB,Contact Source,Age\n45323,101,Female,01/05/2012,q) 6: Police,11.8\n\nTotal: 1\n",
	"As at 31 March 2021\nChild Unique ID,Date of Birth,Date of Referral,Referral Source,Referral NFA,Allocated Team\n101,2012-05-01,45325,6 - Police,No,Team 1\n104,,45326,e) 2A: Schools,a) Yes,#N/A\n" +
		"List 4\nChild Unique ID,Continuous Assessment Start Date,Child Seen During Continuous Assessment,Continuous Assessment Date of Authorisation\n101,06/02/2024,Y,N/A\n",
	"Extract date,45351\nCHILD UNIQUE ID,Section 47 Enquiry Start Date,ICPC not required,Date of ICPC,Number of ICPCs in the last 12 months\n101,45330,FALSE,45340,1\n101,45330,TRUE,45340,x\n",
	"Child Unique ID,Child Protection Plan Start Date,Initial Category of Abuse,Latest Category of Abuse,Date of the Last Statutory Visit,Number of Previous Child Protection Plans\n101,45340,a) Neglect,Emotional abuse,45349,1\n",
	"Child Unique ID,Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N),Date Started to be Looked After,Child's Category of Need,Child's Legal Status,Date of Latest Statutory Review,Placement Type,Placement postcode\n107,a) Yes,45000,N8 - Absent parenting,C1: ICO,45330,f) U6: Foster placement - not FFA,SW2 1RW\n",
	"Individual adopter identifier,Family identifier,Date enquiry received,Date Stage 1 started,Date Stage 1 ended\nA1,F1,44000,44030,44090\nA2,F1,44000,44031,\n",
	"Child Unique ID,Family identifier,Date the Child Entered Care,Date of Decision that Child Should be Placed for Adoption,Reason Why Child No Longer Placed for Adoption\n110,F1,44000,44500,RD4\n",
}

// FuzzLists reads any sheet or file of text as the lists that stand in it.
func FuzzLists(f *testing.F) {
	for i, seed := range gridSeeds {
		f.Add([]byte(seed), "Sheet1", i%2 == 0)
	}
	f.Add([]byte("\xff\xfeC\x00"), "List 8", false)
	shared := format(f)
	f.Fuzz(func(t *testing.T, text []byte, name string, epoch1904 bool) {
		const longest = 16 << 10
		if len(text)+len(name) > longest {
			t.Skip("long")
		}
		read := func() *intaketest.Collector { return readLists(t, shared, text, name, epoch1904) }
		first := read()
		if first == nil {
			return
		}
		intaketest.CheckSound(t, first)
		for _, r := range first.Records {
			if r.Type == catalogue.RecordCoverage {
				t.Fatal("a record of what the lists cover, which Heed alone writes")
			}
		}
		if diff := cmp.Diff(first, read()); diff != "" {
			t.Fatal("read again it is another: ", diff)
		}
	})
}

// readLists gives all that the lists in a text give, nil where it is no text.
func readLists(t *testing.T, shared *annexa.Format, text []byte, name string, epoch1904 bool) *intaketest.Collector {
	t.Helper()
	g, err := annexa.CSV(bytes.NewReader(text), 0, &budget.Meter{})
	switch {
	case errors.Is(err, sheet.ErrBinary), errors.Is(err, plaintext.ErrDamaged), errors.Is(err, budget.ErrExceeded):
		return nil
	case err != nil:
		t.Fatalf("an error of no known kind: %v", err)
	}
	g.Name, g.Epoch1904 = name, epoch1904
	src := may
	src.Stated = annexa.Stated(g, shared.Match(g))
	if src.Stated != "" {
		if _, err := catalogue.ParseDate(src.Stated); err != nil {
			t.Fatalf("it says that it is of the day %q", src.Stated)
		}
	}
	src.Own = func(stated, last string) (intake.Span, error) {
		return intake.Span{To: max(stated, last), Basis: "a test"}, nil
	}
	var files []annexa.File
	for _, table := range shared.Tables(g) {
		files = append(files, annexa.File{Name: "lists.xlsx, sheet " + strings.ToValidUTF8(name, ""), Sheet: strings.ToValidUTF8(name, ""), Table: table})
	}
	sink := &intaketest.Collector{}
	parts, err := shared.Read(context.Background(), files, sink, src)
	if err != nil {
		intaketest.CheckRefused(t, err)
	} else if len(parts) != len(files) {
		t.Fatalf("%d lists of %d are reported", len(parts), len(files))
	}
	return sink
}
