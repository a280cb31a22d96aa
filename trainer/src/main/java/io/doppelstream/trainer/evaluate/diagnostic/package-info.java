/** Whether the rows are valid at all; SDMetrics' diagnostic report. */
package io.doppelstream.trainer.evaluate.diagnostic;
