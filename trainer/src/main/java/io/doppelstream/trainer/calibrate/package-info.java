/** Corrections of a trained generator's marginal distributions, made once before it is published. */
package io.doppelstream.trainer.calibrate;
