package io.doppelstream.trainer.evaluate;

/**
 * A metric that looked at some of the rows.
 *
 * @param rows rows looked at
 * @param of rows there were
 */
public record Sampled(int rows, int of) {}
