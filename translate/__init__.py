"""Segments → translations: sentences, Argos packages on CTranslate2, checks."""
