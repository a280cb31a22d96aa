/** Plans of training and the loop that runs them; it knows no kind of GAN. */
package io.doppelstream.trainer.train;
