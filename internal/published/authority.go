package published

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// authorityTable lists England's 153 authorities with their region and their ten statistical neighbours, the nearest first, and
// Brockwell, which is invented.
//
//go:embed authorities.csv
var authorityTable string

// Council is an authority with what it is compared with.
type Council struct {
	Code, GSS, Name    string
	RegionCode, Region string
	// Neighbours are the codes of the statistical neighbours, the nearest first.
	Neighbours []string
	// Note says of an invented council that it is one.
	Note string
}

// Councils lists the authorities by name.
func Councils() []Council { return slices.Clone(councils()) }

// FindCouncil gives the authority of a three-digit code.
func FindCouncil(code string) (Council, bool) {
	i := slices.IndexFunc(councils(), func(c Council) bool { return c.Code == code })
	if i < 0 {
		return Council{}, false
	}
	return councils()[i], true
}

// councils, byGSS and regions (codes by name, in lower case) are read once, of a file that is built in: a fault in it is a fault of the build, which a test finds.
var (
	councils = sync.OnceValue(readCouncils)
	byGSS    = sync.OnceValue(func() map[string]Council {
		found := map[string]Council{}
		for _, c := range councils() {
			if c.GSS != "" {
				found[c.GSS] = c
			}
		}
		return found
	})
	regions = sync.OnceValue(func() map[string]string {
		found := map[string]string{"london": "E12000007"}
		for _, c := range councils() {
			found[strings.ToLower(c.Region)] = c.RegionCode
		}
		return found
	})
)

func readCouncils() []Council {
	rows, err := csv.NewReader(strings.NewReader(authorityTable)).ReadAll()
	if err != nil {
		panic(fmt.Sprintf("the built-in list of authorities: %v", err))
	}
	var list []Council
	for _, row := range rows[1:] {
		list = append(list, Council{Code: row[0], GSS: row[1], Name: row[2], RegionCode: row[3], Region: row[4], Neighbours: strings.Fields(row[5]), Note: row[6]})
	}
	slices.SortFunc(list, func(x, y Council) int { return strings.Compare(x.Name, y.Name) })
	return list
}
