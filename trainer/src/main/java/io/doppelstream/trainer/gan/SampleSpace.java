package io.doppelstream.trainer.gan;

import io.doppelstream.trainer.graph.Seeds;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The data as a {@link SampleKind} sees it: what samples look like, a batch of real ones, and the conditions they are shown under. */
public sealed interface SampleSpace permits ImageSpace, RowSpace {

    /** Shape of one sample: (H, W, channels) or (D). */
    Shape sample();

    /** Width of a condition, C; 0: the kind or the data has none. */
    int conditions();

    /** Samples in a batch, B. */
    int batch();

    /** The batch's real samples, float32[B, ...]. */
    Operand<TFloat32> real();

    /** The batch's conditions, float32[B, C]. */
    Operand<TFloat32> condition();

    /**
     * Samples of what a generator emits, comparable with real ones.
     *
     * @param raw any real numbers, float32[rows, ...]
     * @return float32[rows, ...]
     */
    Operand<TFloat32> samples(Ops tf, Seeds seeds, Operand<TFloat32> raw);
}
