package io.doppelstream.trainer.graph;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;

/**
 * Seeds of stateless random operations, no two alike within a graph. Training noise has the seed (step, number of the
 * operation): nothing is remembered between runs, so that the same step gives the same noise.
 */
@FunctionalInterface
public interface Seeds {

    /** The seed of the next random operation, int64[2]. */
    Operand<TInt64> next(Ops tf);

    /** The step that seeds first weights; no training step has it. */
    long INITIALIZATION_STEP = -1;

    /** Seeds of first weights: a function of the model's seed alone. */
    static Seeds ofInitialization(long modelSeed) {
        AtomicLong number = new AtomicLong();
        return tf -> tf.constant(new long[] {INITIALIZATION_STEP, SeedMixing.mix(modelSeed, number.getAndIncrement())});
    }

    /**
     * Seeds of training noise.
     *
     * @param step int64 scalar, fed with another value for every run
     */
    static Seeds ofStep(Operand<TInt64> step, long modelSeed) {
        AtomicLong number = new AtomicLong();
        return tf -> tf.stack(List.of(step, tf.constant(SeedMixing.mix(modelSeed, number.getAndIncrement()))));
    }

    /**
     * Seeds of a serving graph.
     *
     * @param seed int64[2], fed with the seed of the chunk; operation n gets it plus (0, a multiple of n)
     */
    static Seeds ofRequest(Operand<TInt64> seed) {
        AtomicLong number = new AtomicLong();
        return tf -> tf.math.add(seed, tf.constant(new long[] {0, SeedMixing.mix(0, number.getAndIncrement())}));
    }
}
