package io.doppelstream.trainer.graph;

import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TInt64;

/**
 * Owner of the native graph that a plan is built in. Every random operation in it takes its seed from {@link #noise()}
 * or, for first weights, from the model's seed; so a run is a pure function of weights, batch and step.
 */
public final class TrainingGraph implements AutoCloseable {

    private final Graph graph = new Graph();
    private final Ops tf = Ops.create(graph);
    private final Placeholder<TInt64> step;
    private final Seeds noise;
    private final Variables variables;

    /** @param modelSeed from which all first weights and all noise follow */
    public TrainingGraph(long modelSeed) {
        step = tf.withName("step").placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
        noise = Seeds.ofStep(step, modelSeed);
        variables = new Variables(tf, Seeds.ofInitialization(modelSeed));
    }

    public Ops tf() {
        return tf;
    }

    /** Number of the run, int64 scalar, fed in every run that has noise. */
    public Placeholder<TInt64> step() {
        return step;
    }

    /** Seeds of training noise. */
    public Seeds noise() {
        return noise;
    }

    /** The trained weights. */
    public Variables variables() {
        return variables;
    }

    /** A session on this graph with its variables at their first values; the caller closes it before the graph. */
    public Session open(ExecutionConfig config) {
        Session session = new Session(graph, config.forDrawnGraph());
        session.initialize();
        return session;
    }

    @Override
    public void close() {
        graph.close();
    }
}
