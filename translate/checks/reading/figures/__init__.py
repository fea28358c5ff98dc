"""Figures of Chinese and English text: numbers, dates, clock times, durations, money, measures."""
