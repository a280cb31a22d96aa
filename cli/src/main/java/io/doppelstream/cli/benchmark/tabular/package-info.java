/** Fidelity of the tabular kind on real tables, and what each of its settings is worth. */
package io.doppelstream.cli.benchmark.tabular;
