"""Translation engines: one folder each, behind the protocol of ``translate.engines.base``."""
