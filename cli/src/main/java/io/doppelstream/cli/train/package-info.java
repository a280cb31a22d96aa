/** {@code doppel train}. */
package io.doppelstream.cli.train;
