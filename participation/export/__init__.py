"""What leaves the house as a file: concept chapter, workshop documentation, poster, tables.

A neutral document tree (`document`) or sheet (`sheet`) is built first and then written as DOCX, PDF, XLSX
or CSV, so that every format says the same. Tables: word_template. URLs: the export views of office and console.
"""
