package io.doppelstream.trainer.nn;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Mean and (biased) variance along some axes, which are kept with length 1.
 *
 * @param mean such as float32[1, width] or float32[rows, 1]
 * @param variance of the same shape
 */
record Moments(Operand<TFloat32> mean, Operand<TFloat32> variance) {}
