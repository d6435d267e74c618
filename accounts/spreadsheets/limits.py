"""How large a table may be: generous for people, small for those who want to occupy the machine."""

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 2_000
MOST_ROWS = 50_000
MOST_COLUMNS = 200
# A workbook in memory is as wide as its last column and as long as its last row, however empty it is in between.
MOST_CELLS = 2_500_000
MOST_CHARACTERS = 10_000
# Of a hopeless table the first problems are told; the rest is counted.
MOST_PROBLEMS = 2_000
MOST_CHANGES = 100
