/** {@code doppel evaluate}. */
package io.doppelstream.cli.evaluate;
