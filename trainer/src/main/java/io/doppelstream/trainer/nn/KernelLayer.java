package io.doppelstream.trainer.nn;

import io.doppelstream.trainer.graph.Parameter;

/** A layer that is linear in its input, by one kernel. */
public interface KernelLayer extends Layer {

    /** The kernel, float32[..., outputs], or float32[height, width, outputs, inputs] of a transposed convolution. */
    Parameter kernel();
}
