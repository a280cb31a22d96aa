/** What the {@code score} signature of a detector reads, and what its figures mean. */
package io.doppelstream.model.score;
