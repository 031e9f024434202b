package engine

import (
	"context"
	"database/sql"
	_ "embed"
	"encoding/csv"
	"fmt"
	"strings"
	"time"
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

// populationSQL gives every estimate of the number of children under 18, the newest first and the authority's own
// record before the published one for the same day.
const populationSQL = `
select counted_on, persons, source from (
    select counted_on, sum(persons)::double as persons, any_value(source) as source, 1 as preferred
    from population where age_to <= 17 group by counted_on
    union all
    select counted_on, persons::double, source, 2 from main.reference_population
)
order by counted_on desc, preferred`

// estimate is how many children lived in the area on a day, and who says so.
type estimate struct {
	on      time.Time
	persons float64
	source  string
}

// population gives the newest estimate that was made for a day or one before it; nought where there is none. The DfE
// divides the count at 31 March by the estimate of the mid-year before.
func (e *Engine) population(ctx context.Context, w *workspace, day time.Time) (persons float64, source string, err error) {
	list, err := remember(e, fmt.Sprintf("population|%s|%d", w.name, e.changes.of("population")), func() ([]estimate, error) {
		return e.readPopulation(ctx, w)
	})
	if err != nil {
		return 0, "", fmt.Errorf("finding the population: %w", err)
	}
	for _, one := range list {
		if !one.on.After(day) {
			return one.persons, one.source, nil
		}
	}
	return 0, "", nil
}

func (e *Engine) readPopulation(ctx context.Context, w *workspace) (list []estimate, err error) {
	err = e.within(ctx, w, populationSQL, nil, func(rows *sql.Rows) error {
		var one estimate
		if err := rows.Scan(&one.on, &one.persons, &one.source); err != nil {
			return err
		}
		list = append(list, one)
		return nil
	})
	return list, err
}
