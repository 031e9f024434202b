package extract

import "heed/internal/web/kit"

// What can be downloaded, as an address names it.
const (
	annexA    = "annex-a"
	ssda903   = "ssda903"
	census    = "cin"
	ofOneType = "records"
)

// choice is one thing that can be downloaded.
type choice struct {
	value, label, hint string
	// ends are the ends of the names of its files by the form that is chosen. A blank form is the usual one.
	ends map[string]string
	// only says in which forms it comes.
	only string
}

var choices = []choice{
	{
		annexA, "Annex A",
		"The eleven lists of children that Ofsted asks for at an inspection, a sheet each, as at a day. The first sheet says what the lists lack, and why. An Excel workbook.",
		map[string]string{"": ".xlsx", "xlsx": ".xlsx"},
		"Annex A comes as an Excel workbook only: choose that, or the usual form",
	},
	{
		ssda903, "SSDA903 looked after children return",
		"Its tables for a year, as things stood on the last day of that year, or so far if it has not ended, by what is recorded now. A zip file that holds a CSV file for each table. A table is left out if nothing belongs in it.",
		map[string]string{"": ".zip", "csv": ".zip"},
		"The SSDA903 comes as a zip file of CSV files only: choose CSV, or the usual form",
	},
	{
		census, "Children in need census",
		"Every case that was open in a year and every referral of that year. XML as the census is returned, or a table with a row for each item. A child protection plan is left out if it began within no referral or time in need that Heed holds.",
		map[string]string{"": ".xml", "csv": ".csv", "xlsx": ".xlsx", "parquet": ".parquet"},
		"Choose the form of the file from the list",
	},
	{
		ofOneType, "Records of one kind",
		"All records of a kind, such as placements, with a column for each field, as Heed holds them. Codes stay codes.",
		map[string]string{"": ".csv", "csv": ".csv", "xlsx": ".xlsx", "parquet": ".parquet"},
		"Choose the form of the file from the list",
	},
}

// forms are the forms of a file that can be asked for.
var forms = []kit.Option{
	{Value: "", Label: "The usual one"},
	{Value: "csv", Label: "CSV"},
	{Value: "xlsx", Label: "Excel workbook (XLSX)"},
	{Value: "parquet", Label: "Parquet"},
}

// choiceOf gives the thing that an address names, nil where there is none of the name.
func choiceOf(value string) *choice {
	for i := range choices {
		if choices[i].value == value {
			return &choices[i]
		}
	}
	return nil
}
