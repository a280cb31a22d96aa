package io.doppelstream.trainer.classify;

import io.doppelstream.trainer.graph.TrainingGraph;
import io.doppelstream.trainer.graph.WeightSnapshot;
import io.doppelstream.trainer.train.LoopPosition;
import io.doppelstream.trainer.train.Supervisor;
import java.util.function.ToDoubleFunction;
import org.tensorflow.Session;

/** Keeps the weights with the lowest loss on unseen rows, and ends a training that no longer lowers it. */
final class BestMoment implements Supervisor {

    private final TrainingGraph graph;
    private final Session session;
    private final TargetClassifier classifier;
    private final ToDoubleFunction<Session> unseenLoss;
    private final int interval;
    private final int patience;
    private WeightSnapshot weights;
    private double loss = Double.POSITIVE_INFINITY;
    private long step;
    private int misses;

    /**
     * Before the first step.
     *
     * @param interval steps from one look to the next
     * @param patience looks in a row without a lower loss, after which the training ends
     */
    BestMoment(
            TrainingGraph graph,
            Session session,
            TargetClassifier classifier,
            ToDoubleFunction<Session> unseenLoss,
            int interval,
            int patience) {
        this.graph = graph;
        this.session = session;
        this.classifier = classifier;
        this.unseenLoss = unseenLoss;
        this.interval = interval;
        this.patience = patience;
    }

    @Override
    public boolean goOn(LoopPosition position, double fraction) {
        if (position.rounds() > 0 && position.rounds() % interval == 0) {
            look(position.rounds());
        }
        return misses < patience;
    }

    private void look(long rounds) {
        double found = unseenLoss.applyAsDouble(session);
        if (found < loss) {
            loss = found;
            step = rounds;
            weights = WeightSnapshot.take(session, graph.variables(), classifier.parameters());
            misses = 0;
        } else {
            misses++;
        }
    }

    /** Loss of the best moment, nats; infinite if none was seen. */
    double loss() {
        return loss;
    }

    long step() {
        return step;
    }

    /** Weights of the best moment; null if none was seen. */
    WeightSnapshot weights() {
        return weights;
    }
}
