/** Whether a model trained on synthetic rows works on real ones. */
package io.doppelstream.trainer.evaluate.utility;
