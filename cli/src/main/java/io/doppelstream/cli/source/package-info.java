/** Real data to learn from: the records of a topic, and the bank marketing table that comes along. */
package io.doppelstream.cli.source;
