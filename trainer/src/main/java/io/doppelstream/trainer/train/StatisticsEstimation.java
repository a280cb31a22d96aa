package io.doppelstream.trainer.train;

import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.graph.Weights;
import io.doppelstream.trainer.nn.Mode;
import io.doppelstream.trainer.nn.MovingStatistics;
import io.doppelstream.trainer.nn.Pass;
import java.util.function.Consumer;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Measures a network's moving statistics anew under given weights, as their plain mean over some batches. Averaged
 * weights need this: statistics gathered under the weights of the moment do not fit them.
 */
public final class StatisticsEstimation {

    /** Steps of the estimation are negative, apart from those of training and initialization. */
    private static final long FIRST_STEP = -2;

    private final TrainingGraph graph;
    private final Placeholder<TFloat32> rate;
    private final Op update;

    /**
     * Draws the estimation into the graph; the session is opened after this.
     *
     * @param weights under which the network runs, and whose statistics are set
     * @param forward applies the network in the pass it is given
     */
    public StatisticsEstimation(TrainingGraph graph, Weights weights, Consumer<Pass> forward) {
        this.graph = graph;
        rate = graph.tf().placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
        MovingStatistics statistics = new MovingStatistics(graph.tf(), weights, rate);
        forward.accept(new Pass(graph.tf(), Mode.TRAINING, weights, graph.noise(), statistics));
        update = graph.tf().withControlDependencies(statistics.updates()).noOp();
    }

    /** Runs forward over the given number of batches; nothing but the statistics changes. */
    public void run(Session session, BatchSource source, int batches) {
        for (int index = 0; index < batches; index++) {
            try (Batch batch = source.batch(index);
                    TInt64 step = TInt64.scalarOf(FIRST_STEP - index);
                    TFloat32 share = TFloat32.scalarOf(1f / (index + 1))) {
                Session.Runner runner = session.runner()
                        .addTarget(update)
                        .feed(graph.step(), step)
                        .feed(rate, share);
                batch.feed(runner);
                runner.run().close();
            }
        }
    }
}
