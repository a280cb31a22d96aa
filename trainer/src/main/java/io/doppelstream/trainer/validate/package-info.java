/** Quality along the way of a training: when to measure it, on what, and what follows from it. */
package io.doppelstream.trainer.validate;
