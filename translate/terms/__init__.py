"""What a person's glossary or memory comes in: tables, workbooks, codes of languages."""
