"""Audio → utterances → segments: voice activity, language, Whisper, words, guards."""
