package io.doppelstream.trainer.nn;

import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.TensorMath;
import io.doppelstream.trainer.graph.Weights;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Moves stored statistics towards those of the batch: {@code stored += rate * (batch - stored)}. A constant rate gives
 * an exponential average along training; the rate {@code 1 / (k + 1)} at batch k gives the plain mean, which
 * re-estimates the statistics of averaged weights from nothing.
 */
public final class MovingStatistics implements Statistics {

    private final Ops tf;
    private final Weights stored;
    private final Operand<TFloat32> rate;
    private final List<Op> updates = new ArrayList<>();

    /**
     * @param stored whose variables of the statistics are moved
     * @param rate float32 scalar in (0, 1]
     */
    public MovingStatistics(Ops tf, Weights stored, Operand<TFloat32> rate) {
        this.tf = tf;
        this.stored = stored;
        this.rate = rate;
    }

    @Override
    public void observe(Parameter statistic, Operand<TFloat32> ofBatch) {
        TensorMath math = new TensorMath(tf);
        Operand<TFloat32> variable = stored.of(statistic);
        Operand<TFloat32> change = math.multiply(rate, math.subtract(ofBatch, variable));
        updates.add(tf.assignAdd(variable, change));
    }

    /** One operation for each observed statistic. */
    public List<Op> updates() {
        return List.copyOf(updates);
    }
}
