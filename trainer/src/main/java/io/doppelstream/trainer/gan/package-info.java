/**
 * The catalogue of GAN kinds, one small file each: {@link io.doppelstream.trainer.gan.TabularGan} and {@link
 * io.doppelstream.trainer.gan.CtganGan}; beside them what they share: conditions of training rows, the conditional
 * generator and the forcing of its output.
 */
package io.doppelstream.trainer.gan;
