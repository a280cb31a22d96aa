/** Whether single columns and pairs of columns have the real distribution; SDMetrics' quality report. */
package io.doppelstream.trainer.evaluate.fidelity;
