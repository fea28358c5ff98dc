"""Whisper on faster-whisper and CTranslate2."""
