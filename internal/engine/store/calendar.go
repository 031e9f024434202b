package store

import (
	"context"
	"database/sql"
	_ "embed"
	"encoding/csv"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"heed/catalogue"
)

// bankHolidays lists the bank holidays of England and Wales from 1980 to 2040, as proclaimed up to 2023 and as the
// Banking and Financial Dealings Act 1971 and common law give them after that. A test checks it against a library.
//
//go:embed reference/bank-holidays.csv
var bankHolidays string

// The calendar's first and last day. A date outside it has no working-day answer, so its clock has the status cannot tell.
var (
	calendarFrom = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	calendarTo   = time.Date(2040, 12, 31, 0, 0, 0, 0, time.UTC)
)

// BankHolidays gives the bank holidays of England and Wales that the working-day macros count, day to name.
func BankHolidays() (map[time.Time]string, error) {
	rows, err := csv.NewReader(strings.NewReader(bankHolidays)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("reading the bank holidays: %w", err)
	}
	days := make(map[time.Time]string, len(rows))
	for _, row := range rows[1:] {
		day, err := time.Parse(time.DateOnly, row[0])
		if err != nil {
			return nil, fmt.Errorf("reading the bank holidays: %w", err)
		}
		days[day] = row[1]
	}
	return days, nil
}

// calendarSQL builds the working-day calendar: cal_n is the number of working days from the calendar's start up to and
// including the day, so that a span of working days is a subtraction and a deadline is a look-up.
const calendarSQL = `
create or replace table calendar as
with days as (
    select day::date as cal_day, isodow(day) < 6 and day::date not in (select day from bank_holiday) as is_working
    from generate_series($from::date, $to::date, interval 1 day) series(day)
)
select cal_day, is_working, sum(is_working::integer) over (order by cal_day)::integer as cal_n from days;`

const workingDaySQL = `
create or replace table working_day as select cal_n, min(cal_day) as cal_day from calendar where is_working group by cal_n;`

// macroSQL are the functions a rule may use beside DuckDB's own. A macro's argument is put in as it is written, so the
// columns inside have names that no rule uses.
var macroSQL = []string{
	`create or replace macro working_days_after(d, k) as (
	    select w.cal_day from calendar c join working_day w on w.cal_n = c.cal_n + k where c.cal_day = d)`,
	`create or replace macro working_days_between(a, b) as (
	    (select cal_n from calendar where cal_day = b) - (select cal_n from calendar where cal_day = a))`,
	`create or replace macro working_days_before(d, k) as (
	    select w.cal_day from calendar c join working_day w on w.cal_n = c.cal_n - k + 1 where c.cal_day = (d)::date - 1)`,
	// known_code says whether a list of the catalogue has a code: a return may bring one that nobody knows yet, and what it means cannot be told.
	// Of a blank it gives a blank.
	`create or replace macro known_code(list, code) as
	    case when (code) is not null then list_contains((select known from code_list where list_id = list), code) end`,
	`create or replace macro setting(what) as (getvariable('settings')::MAP(VARCHAR, VARCHAR))[what]`,
	`create or replace macro reporting_days() as table
	    select last_day(getvariable('as_at')::date - to_months(back::integer))::date as day
	    from range(1, 37) month_ends(back)
	    union
	    select getvariable('as_at')::date`,
}

// codesSQL builds the table of the codes of the catalogue's lists that the known_code macro looks in.
func codesSQL(c *catalogue.Catalogue) string {
	var lists []string
	for _, id := range slices.Sorted(maps.Keys(c.Lists)) {
		var codes []string
		for _, code := range c.Lists[id].Codes {
			codes = append(codes, quoteText(code.Code))
		}
		lists = append(lists, "("+quoteText(id)+", ["+strings.Join(codes, ", ")+"]::VARCHAR[])")
	}
	return "create or replace table code_list as select * from (values " + strings.Join(lists, ", ") + ") t(list_id, known)"
}

func quoteText(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

func createCalendar(ctx context.Context, conn *sql.Conn) error {
	holidays, err := BankHolidays()
	if err != nil {
		return err
	}
	var values strings.Builder
	for day, title := range holidays {
		if values.Len() > 0 {
			values.WriteString(", ")
		}
		fmt.Fprintf(&values, "(date '%s', %s)", day.Format(time.DateOnly), quoteText(title))
	}
	steps := []struct {
		sql  string
		args []any
	}{
		{"create or replace table bank_holiday as select * from (values " + values.String() + ") t(day, title)", nil},
		{calendarSQL, []any{sql.Named("from", calendarFrom), sql.Named("to", calendarTo)}},
		{workingDaySQL, nil},
	}
	for _, step := range steps {
		if _, err := conn.ExecContext(ctx, step.sql, step.args...); err != nil {
			return fmt.Errorf("building the working-day calendar: %w", err)
		}
	}
	return nil
}
