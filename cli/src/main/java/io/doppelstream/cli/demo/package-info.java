/** {@code doppel demo}: data, training, service and requests on a cluster of its own, for tables, images and fraud. */
package io.doppelstream.cli.demo;
