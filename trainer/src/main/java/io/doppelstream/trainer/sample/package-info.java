/** Sampling from a published model, in process. */
package io.doppelstream.trainer.sample;
