package io.doppelstream.trainer.nn;

import io.doppelstream.trainer.graph.Parameter;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A dense layer as a pass applied it.
 *
 * @param kernel float32[inputs, outputs]
 * @param bias float32[outputs]
 * @param input float32[rows, inputs]
 * @param output {@code input kernel + bias}, float32[rows, outputs]
 */
public record LinearMap(Parameter kernel, Parameter bias, Operand<TFloat32> input, Operand<TFloat32> output) {}
