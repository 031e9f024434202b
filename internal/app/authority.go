package app

import (
	"context"
	_ "embed"
	"encoding/csv"
	"fmt"
	"strings"
)

// authorityNames lists England's authorities by their DfE codes, and Brockwell, which is invented.
//
//go:embed authorities.csv
var authorityNames string

// Authority is a council with data of its own.
type Authority struct{ Code, Name string }

func readNames() (map[string]string, error) {
	rows, err := csv.NewReader(strings.NewReader(authorityNames)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("reading the names of authorities: %w", err)
	}
	names := make(map[string]string, len(rows))
	for _, row := range rows[1:] {
		names[row[0]] = row[1]
	}
	return names, nil
}

// AuthorityName gives an authority's name, or its code where that is not known.
func (a *App) AuthorityName(code string) string {
	if name, ok := a.names[code]; ok {
		return name
	}
	return code
}

// Authorities lists the authorities that have any data.
func (a *App) Authorities(ctx context.Context) ([]Authority, error) {
	codes, err := a.ledger.Authorities(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]Authority, 0, len(codes))
	for _, code := range codes {
		list = append(list, Authority{Code: code, Name: a.AuthorityName(code)})
	}
	return list, nil
}
