-- A step's name tells what was done: 'Gave the turn to Mira'. Some told it as an order, 'Give the turn to Mira'.

WITH verb(told, done) AS (VALUES
  ('Bookmark', 'Bookmarked'), ('Change', 'Changed'), ('Check', 'Checked'), ('Comment', 'Commented'), ('Delete', 'Deleted'),
  ('Give', 'Gave'), ('Join', 'Joined'), ('Mend', 'Mended'), ('Merge', 'Merged'), ('Move', 'Moved'), ('Name', 'Named'),
  ('New', 'Made a'), ('Open', 'Opened'), ('Paste', 'Pasted'), ('Rename', 'Renamed'), ('Repair', 'Repaired'),
  ('Replace', 'Replaced'), ('Settle', 'Settled'), ('Take', 'Took'), ('Uncheck', 'Unchecked'), ('Use', 'Used'))
UPDATE step SET name = verb.done || substr(name, length(verb.told) + 1)
FROM verb WHERE verb.told || ' ' = substr(name || ' ', 1, length(verb.told) + 1);
