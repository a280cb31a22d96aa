package io.doppelstream.trainer.train;

import io.doppelstream.trainer.graph.Parameter;
import io.doppelstream.trainer.graph.TensorMath;
import io.doppelstream.trainer.graph.TrainingGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/**
 * An update drawn into the graph: its gradients, and later the assignments that Adam makes of them. What changes from
 * move to move (learning rate, powers of the betas, rate of the average) is fed as one vector, float32[4].
 */
final class UpdateOperations {

    private static final double EPSILON = 1e-8;

    private final TrainingGraph graph;
    private final Update update;
    private final Operand<TFloat32> loss;
    private final List<Operand<TFloat32>> gradients;
    private final Placeholder<TFloat32> rates;
    private final Optional<ExponentialMovingAverage> average;
    private long moves;

    UpdateOperations(TrainingGraph graph, Update update, Optional<ExponentialMovingAverage> average) {
        this.graph = graph;
        this.update = update;
        this.average = average;
        Ops tf = graph.tf();
        // An identity of its own: TensorFlow refuses to fetch one output twice.
        loss = tf.identity(update.loss());
        gradients = gradients(graph, update);
        rates = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(4)));
    }

    private static List<Operand<TFloat32>> gradients(TrainingGraph graph, Update update) {
        List<Variable<TFloat32>> variables =
                update.parameters().stream().map(graph.variables()::of).toList();
        List<Output<?>> found = graph.tf().gradients(update.loss(), variables).dy();
        List<Operand<TFloat32>> gradients = new ArrayList<>();
        for (int index = 0; index < variables.size(); index++) {
            Output<?> gradient = found.get(index);
            if (gradient == null) {
                throw new IllegalArgumentException(
                        "expected every parameter of " + update.player() + " to influence its loss, found none of "
                                + update.parameters().get(index));
            }
            gradients.add(gradient.expect(TFloat32.class));
        }
        return gradients;
    }

    String player() {
        return update.player();
    }

    int stepsPerRound() {
        return update.stepsPerRound();
    }

    Operand<TFloat32> loss() {
        return loss;
    }

    /** What has to be computed before any weight may change. */
    List<Op> prerequisites() {
        List<Op> operations = new ArrayList<>(gradients);
        operations.add(loss);
        operations.addAll(update.sideEffects());
        return operations;
    }

    /** Assignments of new weights, optimizer moments and averages, all after the given operations. */
    List<Op> assignments(List<Op> prerequisites) {
        Ops after = graph.tf().withControlDependencies(prerequisites);
        List<Operand<TFloat32>> rate = List.copyOf(graph.tf().unstack(rates, 4L).output());
        List<Op> assignments = new ArrayList<>();
        for (int index = 0; index < gradients.size(); index++) {
            Parameter parameter = update.parameters().get(index);
            Op moved = adam(after, parameter, gradients.get(index), rate);
            assignments.add(moved);
            average.filter(ema -> ema.covers(parameter))
                    .ifPresent(ema -> assignments.add(ema.follow(graph.tf(), parameter, moved, rate.get(3))));
        }
        return assignments;
    }

    private Op adam(Ops after, Parameter parameter, Operand<TFloat32> gradient, List<Operand<TFloat32>> rate) {
        TensorMath math = new TensorMath(after);
        Variable<TFloat32> weight = graph.variables().of(parameter);
        OptimizerConfig optimizer = update.optimizer();
        Operand<TFloat32> direction = optimizer.weightDecay() == 0
                ? gradient
                : new TensorMath(graph.tf())
                        .add(gradient, new TensorMath(graph.tf()).scale(optimizer.weightDecay(), weight));
        return after.train.applyAdam(
                weight,
                graph.variables().zerosLike(parameter),
                graph.variables().zerosLike(parameter),
                rate.get(1),
                rate.get(2),
                rate.get(0),
                math.scalar(optimizer.beta1()),
                math.scalar(optimizer.beta2()),
                math.scalar(EPSILON),
                direction);
    }

    /** Moves so far. */
    long moves() {
        return moves;
    }

    /** Goes on counting from there. */
    void resumeAt(long done) {
        moves = done;
    }

    /** Placeholder of {@link #nextRates}. */
    Placeholder<TFloat32> rates() {
        return rates;
    }

    /** Counts a move and gives its learning rate, powers of beta1 and beta2, and rate of the average. */
    TFloat32 nextRates(double fraction) {
        moves++;
        OptimizerConfig optimizer = update.optimizer();
        return TFloat32.vectorOf(
                (float) (optimizer.learningRate() * optimizer.schedule().factor(fraction)),
                (float) Math.pow(optimizer.beta1(), (double) moves),
                (float) Math.pow(optimizer.beta2(), (double) moves),
                (float) average.map(ema -> ema.rate(moves)).orElse(0.0).doubleValue());
    }
}
