package io.doppelstream.trainer.nn;

import io.doppelstream.trainer.graph.Seeds;
import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.graph.Weights;
import java.util.Objects;
import org.tensorflow.op.Ops;

/**
 * One forward pass: the graph it is drawn in, its purpose, whose weights it uses, and where its noise comes from. The
 * same network runs under its trained weights, their average, or constants by a different pass.
 *
 * @param tf operations of the graph
 * @param weights values of the parameters
 * @param seeds of dropout and any other noise
 * @param statistics told the batch statistics of a training pass
 * @param linearMaps told of the dense layers applied
 */
public record Pass(Ops tf, Mode mode, Weights weights, Seeds seeds, Statistics statistics, LinearMaps linearMaps) {

    public Pass {
        Objects.requireNonNull(tf, "tf");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(weights, "weights");
        Objects.requireNonNull(seeds, "seeds");
        Objects.requireNonNull(statistics, "statistics");
        Objects.requireNonNull(linearMaps, "linearMaps");
    }

    /** A pass whose dense layers nobody watches. */
    public Pass(Ops tf, Mode mode, Weights weights, Seeds seeds, Statistics statistics) {
        this(tf, mode, weights, seeds, statistics, LinearMaps.ignored());
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
        return new Pass(tf, mode, replacement, seeds, statistics, linearMaps);
    }

    public Pass withStatistics(Statistics replacement) {
        return new Pass(tf, mode, weights, seeds, replacement, linearMaps);
    }

    public Pass withLinearMaps(LinearMaps replacement) {
        return new Pass(tf, mode, weights, seeds, statistics, replacement);
    }
}
