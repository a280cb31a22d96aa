package io.doppelstream.trainer.report;

/** A line of provenance or configuration. */
public record Fact(String name, String value) {}
