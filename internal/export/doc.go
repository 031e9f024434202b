// Package export writes CSV, workbooks and Parquet that a spreadsheet opens as they stand: no cell is taken for a formula, and days and moments have one form.
package export
