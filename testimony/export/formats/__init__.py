"""One module a format, and the parts that formats share."""
