package format

import (
	"slices"
	"strings"

	"heed/catalogue"
	"heed/internal/exchange/intake"
)

// Bars refuses a file that would bring in records of a type that comes in none, and gives nil where one may. What gives rights comes in
// no file, whoever sends it; nor does what Heed writes of each import, or what is checked where it is said. What else is kept in Heed comes in a file only where the user may
// write it by hand, too.
func (o Options) Bars(file string, t *catalogue.Type) error {
	var found, do string
	switch {
	case t.ID == catalogue.RecordAccessReview:
		found = "what somebody found of looks at records, which is signed where it is said"
		do = "Leave it out. Look into the oddities of the access log on their page."
	case t.About == catalogue.AboutAccount:
		found = "records of the type " + t.Title + ", which decide who may sign in, and as what"
		do = "Leave it out. Accounts come in no file: an administrator makes each on the page of accounts."
	case t.ID == catalogue.RecordAccountReview:
		found = "reviews of who has what, which whoever looked says"
		do = "Leave it out. Whoever keeps accounts says so on the page of accounts."
	case t.GivesRights:
		found = "records of the type " + t.Title + ", which decide whose record opens to whom"
		do = "Leave it out. Rights come in no file: whoever runs Heed's commands records each by hand."
	case t.ID == catalogue.RecordCoverage:
		found = "one of " + t.ID + ", which Heed writes of each import"
		do = "Say at the import to which day its files are complete; of what is kept in Heed, write it with heed record put " + t.ID + "."
	case t.ID == catalogue.RecordColumns:
		found = "what somebody said of the columns of files, which is checked where it is said"
		do = "Leave it out. Send a file with those headings, and say what its columns hold on the page that follows."
	case t.ID == catalogue.RecordRenaming:
		found = "what somebody said of published series, which is checked where it is said"
		do = "Leave it out. Say which series goes on with which by heed published map, or on the page of published files."
	case t.ID == catalogue.RecordImportWithdrawal:
		found = "the wish that an import be withdrawn, which is said of an import that is there"
		do = "Leave it out. Ask for it on the page of the import."
	case t.KeptBy == catalogue.KeptByHeed && slices.Contains(o.Closed, t.ID):
		found = "records of the type " + t.Title + ", which are kept in Heed and which your role does not write"
		do = "Leave it out, or ask somebody who may write such records to import it."
	default:
		return nil
	}
	return &intake.Refused{File: file, Expected: "a list of a record type that is imported", Type: t.ID, Found: found, Do: do}
}

// NamedType gives the record type whose id a file's name is, such as allocation or allocations 2024, nil where it is none's. stem is the
// name without what follows its last dot.
func NamedType(types *catalogue.Catalogue, stem string) *catalogue.Type {
	name := strings.Join(strings.Fields(strings.ToLower(stem)), "_")
	name = strings.TrimRight(strings.ReplaceAll(name, "-", "_"), "_0123456789")
	for _, t := range types.Types {
		if name == t.ID || name == t.ID+"s" {
			return t
		}
	}
	return nil
}
