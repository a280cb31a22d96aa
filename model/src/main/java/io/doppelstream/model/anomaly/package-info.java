/** Labelled anomalies among generated records: which rows, of which kind, and what becomes of them. */
package io.doppelstream.model.anomaly;
