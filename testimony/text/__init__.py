"""What several rooms need to know of text: widths, unprintable characters, scripts, clocks."""
