package io.doppelstream.trainer.nn;

import io.doppelstream.trainer.graph.Seeds;
import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.graph.Weights;
import java.util.Objects;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * One forward pass: the graph it is drawn in, its purpose, whose weights it uses, and where its noise comes from. The
 * same network runs under its trained weights, their average, or constants by a different pass.
 *
 * @param tf operations of the graph
 * @param weights values of the parameters
 * @param seeds of dropout and any other noise
 * @param statistics told the batch statistics of a training pass
 * @param linearMaps told of the dense layers applied
 * @param given condition of each row, float32[rows, C], for the layers that depend on one; empty: no layer may
 */
public record Pass(
        Ops tf,
        Mode mode,
        Weights weights,
        Seeds seeds,
        Statistics statistics,
        LinearMaps linearMaps,
        Optional<Operand<TFloat32>> given) {

    public Pass {
        Objects.requireNonNull(tf, "tf");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(weights, "weights");
        Objects.requireNonNull(seeds, "seeds");
        Objects.requireNonNull(statistics, "statistics");
        Objects.requireNonNull(linearMaps, "linearMaps");
        Objects.requireNonNull(given, "given");
    }

    /** A pass without condition, whose dense layers nobody watches. */
    public Pass(Ops tf, Mode mode, Weights weights, Seeds seeds, Statistics statistics) {
        this(tf, mode, weights, seeds, statistics, LinearMaps.ignored(), Optional.empty());
    }

    /** A training pass under the trained weights; batch statistics are not kept. */
    public static Pass training(TrainingGraph graph) {
        return new Pass(graph.tf(), Mode.TRAINING, graph.variables(), graph.noise(), Statistics.ignored());
    }

    /** An inference pass under the given weights. */
    public static Pass inference(Ops tf, Weights weights, Seeds seeds) {
        return new Pass(tf, Mode.INFERENCE, weights, seeds, Statistics.ignored());
    }

    public Pass withWeights(Weights replacement) {
        return new Pass(tf, mode, replacement, seeds, statistics, linearMaps, given);
    }

    public Pass withStatistics(Statistics replacement) {
        return new Pass(tf, mode, weights, seeds, replacement, linearMaps, given);
    }

    public Pass withLinearMaps(LinearMaps replacement) {
        return new Pass(tf, mode, weights, seeds, statistics, replacement, given);
    }

    /**
     * The same under a condition.
     *
     * @param replacement of each row, float32[rows, C]
     */
    public Pass withCondition(Operand<TFloat32> replacement) {
        return new Pass(tf, mode, weights, seeds, statistics, linearMaps, Optional.of(replacement));
    }

    /** The condition of each row, float32[rows, C]. */
    Operand<TFloat32> condition() {
        return given.orElseThrow(() ->
                new IllegalStateException("expected a pass with a condition for a conditional layer, found none"));
    }
}
