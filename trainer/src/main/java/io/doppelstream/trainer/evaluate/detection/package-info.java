/** Whether synthetic rows can be told from real ones. */
package io.doppelstream.trainer.evaluate.detection;
