"""Hearing: playback, spoken words, the waveform, the recording itself."""
