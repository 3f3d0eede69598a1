"""Reports as files: CSV for programs, XLSX for people; row by row, at one size of memory."""
