/** Detectors of anomalies: their training, what their scores are, which of them is the default. */
package io.doppelstream.trainer.detect;
