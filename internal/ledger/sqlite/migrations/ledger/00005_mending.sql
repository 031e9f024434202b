-- +goose Up

-- Where in a workbook or list the fault is, besides its line: the sheet, blank where the file has none or only one, and the cell, such as C302,
-- blank where it is of no one cell.
alter table fault add column sheet text not null default '';
alter table fault add column cell text not null default '';

-- Why an import was undone, in the words of whoever did.
alter table batch add column undone_why text not null default '';
