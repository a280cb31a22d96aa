/** {@code doppel benchmark}; each package below holds the benchmarks of one thing. */
package io.doppelstream.cli.benchmark;
