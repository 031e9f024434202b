package door

import (
	"context"

	"heed/internal/published"
)

// Authority is a council with data of its own.
type Authority struct{ Code, Name string }

// AuthorityName gives an authority's name, or its code where that is not known.
func (d *Door) AuthorityName(code string) string {
	if c, ok := published.FindCouncil(code); ok {
		return c.Name
	}
	return code
}

// Authorities lists the authorities that have any data.
func (d *Door) Authorities(ctx context.Context) ([]Authority, error) {
	codes, err := d.ledger.Authorities(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]Authority, 0, len(codes))
	for _, code := range codes {
		list = append(list, Authority{Code: code, Name: d.AuthorityName(code)})
	}
	return list, nil
}
