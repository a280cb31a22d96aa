/** What benchmarks share: bounds that figures are held against, the machine, the model that is served. */
package io.doppelstream.cli.benchmark.measure;
