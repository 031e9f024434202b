package kit

import (
	"fmt"
	"reflect"
)

// Filled says whether any row of a table has something in a column: a column in which every row is empty is not shown. rows is a list of structs, and
// column one of their fields.
func Filled(rows any, column string) (bool, error) {
	list := reflect.ValueOf(rows)
	if list.Kind() != reflect.Slice {
		return false, fmt.Errorf("looking for the column %s in %T, which is no list", column, rows)
	}
	for i := range list.Len() {
		row := reflect.Indirect(list.Index(i))
		if row.Kind() != reflect.Struct || !row.FieldByName(column).IsValid() {
			return false, fmt.Errorf("%s has no column %s", row.Type(), column)
		}
		if !row.FieldByName(column).IsZero() {
			return true, nil
		}
	}
	return false, nil
}
