package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"heed/catalogue"
)

// sqlTypes gives the column type of each field type. Civil dates and moments are different types on purpose.
var sqlTypes = map[catalogue.FieldType]string{
	"date": "DATE", "moment": "TIMESTAMPTZ", "codes": "VARCHAR[]", "yes/no": "BOOLEAN",
	"integer": "BIGINT", "decimal": "DOUBLE", "money": "DOUBLE",
}

func sqlType(f *catalogue.Field) string {
	if t, ok := sqlTypes[f.Type]; ok {
		return t
	}
	return "VARCHAR"
}

// jsonType is the type a field has inside a record's JSON body: dates and moments are texts there.
func jsonType(f *catalogue.Field) string {
	if t := sqlType(f); t != "DATE" && t != "TIMESTAMPTZ" {
		return t
	}
	return "VARCHAR"
}

// createHistory makes, for one record type, the table of all its versions and the view of the same name that answers
// as known at the session's moment.
func createHistory(ctx context.Context, conn *sql.Conn, t *catalogue.Type) error {
	var columns, names strings.Builder
	for _, f := range t.Fields {
		fmt.Fprintf(&columns, ", %s %s", Quote(f.ID), sqlType(f))
		fmt.Fprintf(&names, ", %s", Quote(f.ID))
	}
	table := "history." + Quote(t.ID)
	statements := []string{
		"create table " + table + ` (record_id VARCHAR, subject_id VARCHAR, version INTEGER, recorded_from TIMESTAMPTZ,
		    recorded_to TIMESTAMPTZ, withdrawn BOOLEAN, seq BIGINT, first_recorded_at TIMESTAMPTZ` + columns.String() + ")",
		"create view main." + Quote(t.ID) + " as select record_id, subject_id, recorded_from as recorded_at, first_recorded_at" + names.String() +
			" from " + table + ` where recorded_from <= getvariable('known_at')::TIMESTAMPTZ
		    and recorded_to > getvariable('known_at')::TIMESTAMPTZ and not withdrawn`,
	}
	for _, statement := range statements {
		if _, err := conn.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("creating the table of %s: %w", t.ID, err)
		}
	}
	return nil
}

// Unused gives the record types that have never had a record.
func (s *Store) Unused(ctx context.Context, conn *sql.Conn) (map[string]bool, error) {
	unused := map[string]bool{}
	query := "select table_name from duckdb_tables() where database_name = $1 and schema_name = 'history' and estimated_size = 0"
	err := Each(ctx, conn, query, []any{strings.Trim(s.records, `"`)}, func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		unused[name] = true
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("looking for record types without records: %w", err)
	}
	return unused, nil
}

// insertSQL puts what is staged of one record type into its history, each entry as though it were the only version of its record.
func insertSQL(t *catalogue.Type) string {
	shape := make([]string, 0, len(t.Fields))
	var fields strings.Builder
	for _, f := range t.Fields {
		shape = append(shape, fmt.Sprintf(`"%s":"%s"`, f.ID, jsonType(f)))
		fmt.Fprintf(&fields, ", body.%s::%s", Quote(f.ID), sqlType(f))
	}
	return "insert into history." + Quote(t.ID) + " select record_id, subject_id, version, recorded_at, 'infinity', withdrawn, seq, recorded_at" + fields.String() +
		" from (select * replace (json_transform(body, '{" + strings.Join(shape, ",") + "}') as body) from staged)"
}

// joinSQL joins the versions of those records of which a version came in after the entry numbered $seq that is not their first: each ends
// where the next one begins, and all have been known since the first.
func joinSQL(t *catalogue.Type) string {
	table := "history." + Quote(t.ID)
	return "update " + table + ` h set recorded_to = v.ends_at, first_recorded_at = v.first_at
	    from (select seq, lead(recorded_from, 1, 'infinity') over (partition by record_id order by version) as ends_at,
	              min(recorded_from) over (partition by record_id) as first_at
	          from ` + table + " where record_id in (select record_id from " + table + ` where seq > $seq and version > 1)) v
	    where h.seq = v.seq and (h.recorded_to <> v.ends_at or h.first_recorded_at <> v.first_at)`
}
