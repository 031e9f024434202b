package store

import (
	"context"
	"database/sql"
	_ "embed"
	"encoding/csv"
	"fmt"
	"strings"
)

// populations holds the number of children aged 0 to 17 by authority and mid-year, from the Office for National
// Statistics' estimates as the DfE publishes them.
//
//go:embed reference/population.csv
var populations string

// createPopulation fills the published populations of one authority.
func createPopulation(ctx context.Context, conn *sql.Conn, authority string) error {
	reader := csv.NewReader(strings.NewReader(populations))
	reader.Comment = '#'
	rows, err := reader.ReadAll()
	if err != nil {
		return fmt.Errorf("reading the published populations: %w", err)
	}
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	for _, row := range rows[1:] {
		if row[column["authority"]] != authority {
			continue
		}
		_, err := conn.ExecContext(ctx, "insert into reference_population values ($1, $2, $3, $4)",
			authority, row[column["counted_on"]], row[column["persons"]], row[column["source"]])
		if err != nil {
			return fmt.Errorf("keeping the published populations: %w", err)
		}
	}
	return nil
}
