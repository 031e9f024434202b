// Package export writes CSV that a spreadsheet opens as it stands: no cell is taken for a formula, and days and moments have one form.
package export
