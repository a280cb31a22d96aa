/** Detectors of anomalies: the scores of a model beside Isolation Forest and nearest neighbours. */
package io.doppelstream.cli.benchmark.detection;
