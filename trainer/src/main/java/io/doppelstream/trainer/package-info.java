/**
 * Trains GANs on tables and publishes them as model packages. Start at {@link io.doppelstream.trainer.TabularTrainer};
 * {@link io.doppelstream.trainer.sample.ModelSampler} samples what it makes.
 */
package io.doppelstream.trainer;
